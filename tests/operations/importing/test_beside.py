"""Comments beside the cells of a branch's workbook go with the figures, in the same step."""

from __future__ import annotations

from typing import Any

import pytest
from openpyxl.comments import Comment

from kyosai_desktop.domain.problem import Severity
from kyosai_desktop.operations.comments import LONGEST, set_comment
from kyosai_desktop.operations.importing import ImportOptions, Outcome, apply, plan
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.comments import load_comment

ROWS = [["2024年5月末 実績"], ["ブロック", "こくみん共済"], ["石狩", 181], ["後志", "三"], ["合計", 181]]


@pytest.fixture
def noted(sent):
    """A workbook with comments by address."""

    def write(rows: list[list[object]] = ROWS, **texts: str) -> Any:
        def change(workbook: Any) -> None:
            for address, text in texts.items():
                workbook["実績"][address].comment = Comment(text, "佐藤")

        return sent("5月.xlsx", rows, change=change)

    return write


SKIP = ImportOptions(skip_bad=True)


def test_a_comment_is_kept_with_its_figure_and_gone_with_the_import(book: Book, noted) -> None:
    found = plan(book, noted(B3="6月に2件追加の見込みです。"), SKIP)
    [cell] = found.comments
    assert cell.key is not None and cell.address == "B3"
    (note,) = found.notes
    assert (note.code, note.severity) == ("import.comments", Severity.NOTE)
    steps = len(book.history())
    assert "コメント1件も残しました。" in apply(book, found, backup=False).note
    assert len(book.history()) == steps + 1
    comment = load_comment(book, cell.key)
    assert comment is not None and comment.text == "6月に2件追加の見込みです。"
    book.undo()
    assert load_comment(book, cell.key) is None


def test_comments_beside_what_is_not_taken_are_told(book: Book, noted) -> None:
    found = plan(book, noted(A1="速報です", B4="聞き取り\n不明", B5="検算済み", D9="どこでもない"), SKIP)
    assert found.comments == ()
    told = [note for note in found.notes if note.code == "import.comment_elsewhere"]
    assert [note.place.cell for note in told] == ["A1", "B4", "B5", "D9"]
    assert all(note.severity is Severity.WARNING for note in told)
    assert "「聞き取り 不明」" in told[1].message


def test_many_of_them_are_counted(book: Book, noted) -> None:
    found = plan(book, noted(**{f"D{row}": "？" for row in range(1, 14)}), SKIP)
    assert [note.code for note in found.notes].count("import.comment_elsewhere") == 10
    assert "コメントがほかに3件あります" in found.notes[-1].message


def test_what_a_colleague_wrote_before_stays_above(book: Book, noted) -> None:
    first = plan(book, noted(), SKIP)
    apply(book, first, backup=False)
    key = first.cells[0].key
    assert key is not None
    set_comment(book, key, "確認中です。", "石狩")
    again = plan(book, noted(B3="見込みです。"), SKIP)
    assert again.cells[0].outcome is Outcome.SAME
    assert apply(book, again, backup=False).step_id, "a comment alone is something to import"
    comment = load_comment(book, key)
    assert comment is not None and comment.text == "確認中です。\n見込みです。"
    third = plan(book, noted(B3="見込みです。"), SKIP)
    assert third.comments == ()
    assert not apply(book, third, backup=False).step_id


def test_a_comment_is_never_longer_than_one_that_is_typed(book: Book, noted) -> None:
    found = plan(book, noted(B3="長" * (LONGEST + 5)), SKIP)
    apply(book, found, backup=False)
    key = found.comments[0].key
    assert key is not None
    comment = load_comment(book, key)
    assert comment is not None and len(comment.text) == LONGEST and comment.text.endswith("…")
    assert plan(book, noted(B3="長" * (LONGEST + 5)), SKIP).comments == ()
