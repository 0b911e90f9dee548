"""Comments on figures: one step each, and they stay when the figure goes."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import FactKey
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import Cell
from kyosai_desktop.operations import comments, editing, tables
from kyosai_desktop.operations.figure_view import FigureView, shaped
from kyosai_desktop.operations.provenance import story_of
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

BLOCKS = "rosai.blocks"
TEXT = "4月に移管した分を含みます。\n道央支店に確認済み"


def cell(book: Book, seen: Viewpoint) -> Cell:
    return tables.table(book, BLOCKS, seen).cells[0][1]


def key_of(book: Book, seen: Viewpoint) -> FactKey:
    key = cell(book, seen).key
    assert isinstance(key, FactKey)
    return key


def test_a_comment_is_shown_and_undone(book: Book, rosai_2023: Viewpoint) -> None:
    key = key_of(book, rosai_2023)
    assert comments.set_comment(book, key, f" {TEXT}\n", "石狩／実績") == Applied(1)
    assert cell(book, rosai_2023).comment == TEXT
    assert book.undo_label() == "コメント：石狩／実績"
    book.undo()
    assert cell(book, rosai_2023).comment == ""
    book.redo()
    assert comments.set_comment(book, key, "  ", "石狩／実績") == Applied(1)
    assert cell(book, rosai_2023).comment == ""


def test_a_comment_that_stays_the_same_makes_no_step(book: Book, rosai_2023: Viewpoint) -> None:
    key = key_of(book, rosai_2023)
    comments.set_comment(book, key, TEXT, "石狩")
    steps = len(book.history())
    assert comments.set_comment(book, key, TEXT, "石狩") == Applied(0)
    assert len(book.history()) == steps


def test_a_comment_stays_when_its_figure_is_cleared(book: Book, rosai_2023: Viewpoint) -> None:
    editing.enter(book, BLOCKS, rosai_2023, [TypedCell(0, 1, "181")], "入力")
    comments.set_comment(book, key_of(book, rosai_2023), TEXT, "石狩")
    editing.enter(book, BLOCKS, rosai_2023, [TypedCell(0, 1, "")], "消去")
    assert (cell(book, rosai_2023).text, cell(book, rosai_2023).comment) == ("", TEXT)


def test_the_writer_of_a_comment_is_known(book: Book, rosai_2023: Viewpoint) -> None:
    comments.set_comment(book, key_of(book, rosai_2023), TEXT, "石狩")
    told = story_of(book, tables.load_form(book, BLOCKS), rosai_2023, (0, 1))
    assert told.comment == TEXT
    assert told.commented is not None and told.commented.user == "山田"


def test_a_comment_on_the_month_and_on_its_cumulative_figure_are_one(
    book: Book, rosai_2023: Viewpoint
) -> None:
    form = shaped(tables.load_form(book, BLOCKS), FigureView(month=True))
    catalogue = load_catalogue(book)
    month = tables.table_of(book, form, rosai_2023, catalogue).cells[0][1]
    assert isinstance(month.key, FactKey)
    comments.set_comment(book, month.key, TEXT, "石狩／当月")
    assert tables.table_of(book, form, rosai_2023, catalogue).cells[0][1].comment == TEXT
    assert cell(book, rosai_2023).comment == TEXT


def test_a_comment_of_another_month_or_year_is_not_shown(book: Book, rosai_2023: Viewpoint) -> None:
    comments.set_comment(book, key_of(book, rosai_2023), TEXT, "石狩")
    april = Viewpoint(rosai_2023.council, rosai_2023.year, rosai_2023.year.month(4))
    assert cell(book, april).comment == ""


def test_a_comment_without_end_is_refused(book: Book, rosai_2023: Viewpoint) -> None:
    problem = comments.set_comment(book, key_of(book, rosai_2023), "長" * 2001, "石狩")
    assert isinstance(problem, Problem)
    assert problem.code == "comment.too_long" and "2,001文字" in problem.message


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40))
def test_any_text_can_be_a_comment(book: Book, rosai_2023: Viewpoint, text: str) -> None:
    seen = rosai_2023
    assert isinstance(comments.set_comment(book, key_of(book, seen), text, "石狩"), Applied)
    assert cell(book, seen).comment == text.strip()
