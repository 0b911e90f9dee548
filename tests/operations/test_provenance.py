"""Where a figure comes from and what was done to it: typed, imported, computed, undone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

from kyosai_desktop.domain.compute.explain import How, Part
from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.fact import Fact, FactKey, Source, Status
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.operations import editing, figure_status, published, tables
from kyosai_desktop.operations.figure_view import FigureView, shaped
from kyosai_desktop.operations.provenance import CellStory, changes_of, story_of, where_from
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue
from kyosai_desktop.store.history import StepState
from kyosai_desktop.store.imports import ImportFile, insert_import_file

BLOCKS = "rosai.blocks"
RESULT, DIFFERENCE = "こくみん共済／実績", "こくみん共済／差異"


def at(book: Book, seen: Viewpoint, row: str, column: str, view: FigureView) -> tuple[int, int]:
    table = tables.table_of(
        book, shaped(tables.load_form(book, BLOCKS), view), seen, load_catalogue(book), totals=view.totals
    )
    names = [each.name for each in table.rows]
    return names.index(row), [each.path for each in table.columns].index(column)


def typed(
    book: Book,
    seen: Viewpoint,
    row: str,
    text: str,
    column: str = RESULT,
    view: FigureView = FigureView(),  # noqa: B008 - a frozen value
) -> None:
    form = shaped(tables.load_form(book, BLOCKS), view)
    cell = TypedCell(*at(book, seen, row, column, view), text)
    outcome = editing.enter(book, form, seen, [cell], f"入力：{row}", totals=view.totals)
    assert not hasattr(outcome, "code"), outcome


def story(
    book: Book,
    seen: Viewpoint,
    row: str,
    column: str = RESULT,
    view: FigureView = FigureView(),  # noqa: B008 - a frozen value
) -> CellStory:
    form = shaped(tables.load_form(book, BLOCKS), view)
    return story_of(book, form, seen, at(book, seen, row, column, view), totals=view.totals)


def key_of(book: Book, seen: Viewpoint, row: str) -> FactKey:
    key = story(book, seen, row).key
    assert key is not None
    return key


def test_a_typed_figure_says_who_typed_it_and_when(book: Book, rosai_2023: Viewpoint) -> None:
    typed(book, rosai_2023, "石狩", "181")
    told = story(book, rosai_2023, "石狩")
    assert told.explanation.how is How.ENTERED
    assert told.explanation.place == ("石狩", RESULT)
    assert told.fact is not None and told.fact.thousandths == 181_000
    assert told.written is not None
    assert (told.written.user, told.written.label, told.written.imported) == ("山田", "入力：石狩", None)
    assert abs((datetime.now(UTC) - told.written.time).total_seconds()) < 60


def test_an_imported_figure_says_file_sheet_cell_and_text(book: Book, rosai_2023: Viewpoint) -> None:
    key = key_of(book, rosai_2023, "石狩")
    with book.change("取り込み：道央.xlsx") as tx:
        when = datetime(2024, 6, 3, tzinfo=UTC)
        insert_import_file(tx, ImportFile(7, 0, when, "道央.xlsx", "x", 1, 1, 0, 0, 0))
        facts_sql.write_fact(tx, key, Fact(181_000, source=Source(7, "実績", "D5", "１８１件")))
    written = where_from(book, key)
    assert written is not None and written.imported is not None
    imported = written.imported
    assert (imported.file_name, imported.sheet, imported.cell, imported.original) == (
        "道央.xlsx",
        "実績",
        "D5",
        "１８１件",
    )


def test_a_figure_that_is_not_reported_comes_from_nowhere(book: Book, rosai_2023: Viewpoint) -> None:
    told = story(book, rosai_2023, "石狩")
    assert told.written is None and told.fact is None and told.changes == ()
    assert where_from(book, key_of(book, rosai_2023, "石狩")) is None


def test_a_subtotal_names_the_rows_it_adds_up(book: Book, rosai_2023: Viewpoint) -> None:
    typed(book, rosai_2023, "留萌", "9")
    typed(book, rosai_2023, "宗谷", "12")
    told = story(book, rosai_2023, "道北支店 計")
    assert told.explanation.how is How.BELOW
    assert Part("留萌", "9") in told.explanation.parts and Part("宗谷", "12") in told.explanation.parts
    assert Part("上川中", "") in told.explanation.parts
    assert told.explanation.cell.value == sum(Fraction(part.text or 0) for part in told.explanation.parts)


def test_a_computed_column_names_the_columns_it_is_made_of(book: Book, rosai_2023: Viewpoint) -> None:
    typed(book, rosai_2023, "石狩", "181")
    told = story(book, rosai_2023, "石狩", DIFFERENCE)
    assert told.explanation.how is How.EXPRESSION
    assert told.explanation.formula == "実績 － 目標"
    assert told.explanation.parts == (Part("実績", "181"), Part("目標", ""))
    assert told.key is None


def test_a_month_tells_the_two_cumulative_figures_it_lies_between(book: Book, rosai_2023: Viewpoint) -> None:
    april = Viewpoint(rosai_2023.council, rosai_2023.year, rosai_2023.year.month(4))
    typed(book, april, "石狩", "150")
    typed(book, rosai_2023, "石狩", "181")
    told = story(book, rosai_2023, "石狩", "こくみん共済／当月", FigureView(month=True))
    assert told.explanation.cell.text == "31"
    assert told.explanation.how is How.DIFFERENCE
    assert told.explanation.parts == (Part("2024年5月末の累計", "181"), Part("2024年4月末の累計", "150"))
    assert told.key == key_of(book, rosai_2023, "石狩")


def test_what_is_not_allocated_tells_total_and_breakdown(book: Book, rosai_2023: Viewpoint) -> None:
    view = FigureView(totals=True)
    typed(book, rosai_2023, "留萌", "9")
    typed(book, rosai_2023, "道北支店 計", "20", view=view)
    told = story(book, rosai_2023, "未配賦", view=view)
    assert told.explanation.how is How.REMAINDER
    assert told.explanation.parts == (Part("入力した計", "20"), Part("内訳の合計", "9"))


def test_the_history_of_a_figure_is_complete_and_newest_first(book: Book, rosai_2023: Viewpoint) -> None:
    for text in ("100", "－", "", "120"):
        typed(book, rosai_2023, "石狩", text)
        typed(book, rosai_2023, "後志", "5" if text == "100" else "6")
    key = key_of(book, rosai_2023, "石狩")
    figure_status.set_status(book, [key], Status.PRELIMINARY)
    published.record_published(book, key, "121", "石狩")
    changes = changes_of(book, key)
    values = [
        tuple("未報告" if state is None else state.thousandths for state in (change.before, change.after))
        for change in changes
    ]
    assert values == [
        ("未報告", 121_000),
        (120_000, 120_000),
        ("未報告", 120_000),
        (None, "未報告"),
        (100_000, None),
        ("未報告", 100_000),
    ]
    assert [change.valued for change in changes] == [True, False, True, True, True, True]
    assert changes[1].after is not None and changes[1].after.status is Status.PRELIMINARY
    assert {change.user for change in changes} == {"山田"}


def test_a_step_that_was_undone_is_told_as_undone_and_gave_no_figure(
    book: Book, rosai_2023: Viewpoint
) -> None:
    typed(book, rosai_2023, "石狩", "100")
    typed(book, rosai_2023, "石狩", "999")
    book.undo()
    key = key_of(book, rosai_2023, "石狩")
    assert [change.state for change in changes_of(book, key)] == [StepState.UNDONE, StepState.DONE]
    book.redo()
    assert [change.state for change in changes_of(book, key)] == [StepState.DONE, StepState.DONE]


def test_marking_a_figure_does_not_change_who_reported_it(book: Book, rosai_2023: Viewpoint) -> None:
    typed(book, rosai_2023, "石狩", "100")
    key = key_of(book, rosai_2023, "石狩")
    before = where_from(book, key)
    figure_status.set_status(book, [key], Status.APPROXIMATE)
    assert where_from(book, key) == before


def test_the_history_follows_the_revisions_of_a_target(book: Book, rosai_2023: Viewpoint) -> None:
    key = story(book, rosai_2023, "石狩", "こくみん共済／目標").key
    assert key is not None
    with book.change("当初目標") as tx:
        facts_sql.write_fact(tx, key, Fact(236_000))
    with book.change("第1回改定") as tx:
        facts_sql.write_fact(tx, key._replace(version=1), Fact(240_000))
    assert [change.label for change in changes_of(book, key)] == ["第1回改定", "当初目標"]
    told = story(book, rosai_2023, "石狩", "こくみん共済／目標")
    assert told.written is not None and told.written.label == "第1回改定"


def test_a_date_of_another_year_is_another_figure(book: Book, rosai_2023: Viewpoint) -> None:
    typed(book, rosai_2023, "石狩", "100")
    key = key_of(book, rosai_2023, "石狩")
    other = key._replace(period=key.period._replace(end=date(2024, 4, 30)))
    assert changes_of(book, other) == []
