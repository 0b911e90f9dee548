"""検算 of real books."""

from __future__ import annotations

import pytest

from kyosai_desktop.domain.check import Certainty
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.operations.checking import check
from kyosai_desktop.operations.editing import enter
from kyosai_desktop.operations.sample.branch_books import blocks_of_branches
from kyosai_desktop.operations.sample.fill import fill
from kyosai_desktop.operations.tables import table
from kyosai_desktop.store.book import Book


def test_the_sample_has_the_mistakes_of_the_published_tables_and_no_others(
    book: Book, rosai_2023: Viewpoint
) -> None:
    fill(book)
    registered, total = check(book, rosai_2023)
    assert (registered.code, registered.certainty) == ("sum.unallocated", Certainty.CERTAIN)
    assert (registered.expected, registered.found, registered.difference) == (2491, 2502, 11)
    assert registered.place.form == "公式アプリ登録 拠点別"
    assert (total.code, total.certainty) == ("published.differs", Certainty.POSSIBLE)
    assert (total.expected, total.found, total.difference) == (7675, 7676, 1)
    assert total.place.form == "重点共済 達成状況"


def test_blocks_that_have_not_reported_leave_a_possible_gap_to_the_unions(
    book: Book, rosai_2023: Viewpoint
) -> None:
    fill(book, without_results_of=blocks_of_branches())
    found = check(book, rosai_2023)
    gaps = [item for item in found if item.code == "breakdown.gap"]
    assert len(gaps) == 7, "one for each product"
    others = [item for item in found if item.code != "sum.unallocated"]
    assert {item.certainty for item in others} == {Certainty.POSSIBLE}


def test_a_figure_typed_wrong_is_found_by_the_unions(book: Book, rosai_2023: Viewpoint) -> None:
    fill(book)
    blocks = table(book, "rosai.blocks", rosai_2023)
    result = next(at for at, column in enumerate(blocks.columns) if column.key == "kokumin.result")
    was = int(blocks.cells[0][result].text.replace(",", ""))
    assert isinstance(
        enter(book, "rosai.blocks", rosai_2023, [TypedCell(0, result, str(was + 100))], "実績を入力"), Applied
    )
    (gap,) = [found for found in check(book, rosai_2023) if found.code == "breakdown.gap"]
    assert (gap.certainty, gap.difference) == (Certainty.CERTAIN, -100)
    assert gap.place.row == "こくみん共済"


def test_a_check_of_one_form_keeps_to_its_figures(book: Book, rosai_2023: Viewpoint) -> None:
    fill(book)
    assert [item.code for item in check(book, rosai_2023, "rosai.achievement")] == ["published.differs"]
    assert check(book, rosai_2023, "rosai.targets.blocks") == []


def test_an_unknown_form_is_refused(book: Book, rosai_2023: Viewpoint) -> None:
    with pytest.raises(Refused) as refused:
        check(book, rosai_2023, "rosai.nothing")
    assert refused.value.problems[0].code == "form.unknown"


def test_checking_changes_nothing(book: Book, rosai_2023: Viewpoint) -> None:
    fill(book)
    steps = book.history()
    check(book, rosai_2023)
    assert book.history() == steps


def test_a_book_without_figures_has_nothing_to_find(
    book: Book, rosai_2023: Viewpoint, rokin_2024: Viewpoint
) -> None:
    assert check(book, rosai_2023) == check(book, rokin_2024) == []
