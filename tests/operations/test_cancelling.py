"""取り消し of an older step: what is 確定 stays as it was confirmed until that is taken back."""

from __future__ import annotations

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations import activities, confirming, editing, tables
from kyosai_desktop.operations.cancelling import cancel
from kyosai_desktop.store.book import Book

BLOCKS, TARGETS = "rosai.blocks", "rosai.targets.blocks"
YEAR = FiscalYear(2023, 6)


def type_in(book: Book, seen: Viewpoint, form: str, text: str, row: str = "石狩") -> int:
    """Type こくみん共済 into a block; the id of the step."""
    table = tables.table(book, form, seen)
    column = "こくみん共済／目標" if form == TARGETS else "こくみん共済／実績"
    at = [each.name for each in table.rows].index(row)
    place = [each.path for each in table.columns].index(column)
    assert editing.enter(book, form, seen, [TypedCell(at, place, text)], "入力") == Applied(1)
    return book.history(1)[0].id


def result(book: Book, seen: Viewpoint) -> str:
    table = tables.table(book, BLOCKS, seen)
    place = [each.path for each in table.columns].index("こくみん共済／実績")
    return table.cells[[each.name for each in table.rows].index("石狩")][place].text


def test_a_step_into_an_open_month_is_cancelled(book: Book, rosai_2023: Viewpoint) -> None:
    typed = type_in(book, rosai_2023, BLOCKS, "181")
    assert not isinstance(cancel(book, typed), Problem)
    assert result(book, rosai_2023) == ""


def test_a_step_into_a_confirmed_month_is_refused_as_typing_there_is(
    book: Book, rosai_2023: Viewpoint
) -> None:
    typed = type_in(book, rosai_2023, BLOCKS, "181")
    targets = type_in(book, rosai_2023, TARGETS, "200")
    confirming.confirm_through(book, rosai_2023.council, YEAR, Month(2024, 5))
    steps = len(book.history())
    refused = cancel(book, typed)
    assert isinstance(refused, Problem)
    assert refused.sentence() == (
        "2023年度の5月の実績は確定済みのため編集できません。直すときは、「データ」メニューの「確定と解除」から解除してください。"
    )
    assert (result(book, rosai_2023), len(book.history())) == ("181", steps)
    assert not isinstance(cancel(book, targets), Problem), "a month leaves the year's targets open"
    confirming.reopen_from(book, rosai_2023.council, YEAR, Month(2024, 5), "訂正")
    assert not isinstance(cancel(book, typed), Problem)
    assert result(book, rosai_2023) == ""


def test_a_confirmed_year_keeps_its_targets(book: Book, rosai_2023: Viewpoint) -> None:
    targets = type_in(book, rosai_2023, TARGETS, "200")
    confirming.confirm_year(book, rosai_2023.council, YEAR)
    refused = cancel(book, targets)
    assert isinstance(refused, Problem) and refused.code == "period.confirmed"


def test_only_what_would_be_given_back_counts(book: Book, rosai_2023: Viewpoint) -> None:
    """What was typed over since stays anyway."""
    first = type_in(book, rosai_2023, BLOCKS, "181")
    type_in(book, rosai_2023, BLOCKS, "182")
    confirming.confirm_through(book, rosai_2023.council, YEAR, Month(2024, 5))
    done = cancel(book, first)
    assert not isinstance(done, Problem)
    assert (done.restored, len(done.kept)) == (0, 1)
    assert result(book, rosai_2023) == "182"


def test_a_confirmation_is_taken_back_with_a_reason_or_not_at_all(book: Book, rosai_2023: Viewpoint) -> None:
    confirming.confirm_through(book, rosai_2023.council, YEAR, Month(2024, 5))
    step = book.history(1)[0].id
    type_in(book, rosai_2023, TARGETS, "200")
    refused = cancel(book, step)
    assert isinstance(refused, Problem) and refused.code == "confirmation.not_by_history"
    assert "2023年度" in refused.message and "解除" in refused.next_step
    assert confirming.confirmation(book, rosai_2023.council, YEAR).text() == "5月まで確定"


def test_activities_of_a_confirmed_month_stay(book: Book, rosai_2023: Viewpoint) -> None:
    council = rosai_2023.council
    cells = [TypedCell(0, 0, "7/3"), TypedCell(0, 1, "学習会"), TypedCell(0, 3, "12")]
    assert isinstance(
        activities.enter_activities(
            book, council, 2023, activities.activity_table(book, council, 2023), cells, "入力"
        ),
        Applied,
    )
    made = book.history(1)[0].id
    assert isinstance(
        activities.enter_activities(
            book,
            council,
            2023,
            activities.activity_table(book, council, 2023),
            [TypedCell(0, 3, "15")],
            "入力",
        ),
        Applied,
    )
    changed = book.history(1)[0].id
    confirming.confirm_through(book, council, YEAR, Month(2023, 7))
    refused = cancel(book, changed)
    assert isinstance(refused, Problem)
    assert refused.message == "2023年7月は確定済みのため、活動記録を変えられません。"
    overtaken = cancel(book, made)
    assert not isinstance(overtaken, Problem) and overtaken.restored == 0
    confirming.reopen_from(book, council, YEAR, Month(2023, 6), "訂正")
    assert not isinstance(cancel(book, changed), Problem)


def test_a_step_that_is_not_there_is_told(book: Book) -> None:
    refused = cancel(book, 12345)
    assert isinstance(refused, Problem) and refused.code == "history.no_such_step"
