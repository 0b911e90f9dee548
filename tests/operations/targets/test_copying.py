"""前年度から複写: a draft of last year's targets that overwrites nothing unasked."""

from __future__ import annotations

from datetime import date

from target_book import BLOCKS, BOTH, KOKUMIN, TOTAL, UNIONS, column_of, in_year, shown, text, typed, units

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations import books, organisations
from kyosai_desktop.operations.targets.copying import Copied, copy_last_year
from kyosai_desktop.operations.targets.versions import start_revision
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.confirmations import WHOLE_YEAR, insert_confirmed


def test_both_breakdowns_are_copied_as_one_step_and_undo_takes_them_back(
    office: Book, next_year: Viewpoint, this_year: Viewpoint
) -> None:
    steps = len(office.history())
    assert copy_last_year(office, BOTH, next_year) == Copied(7 * (18 + 46), 0)
    for form in BOTH:
        assert units(shown(office, next_year, form)) == units(shown(office, this_year, form))
        assert text(office, next_year, form, TOTAL) == "1,050"
    assert len(office.history()) == steps + 1
    office.undo()
    assert units(shown(office, next_year, BLOCKS)) == {}


def test_what_is_there_is_kept_unless_asked(office: Book, next_year: Viewpoint) -> None:
    typed(office, next_year, BLOCKS, {("石狩", KOKUMIN): "999", ("後志", KOKUMIN): "－"})
    assert copy_last_year(office, [BLOCKS], next_year) == Copied(7 * 18 - 2, 2)
    assert text(office, next_year, BLOCKS, "石狩") == "999"
    assert text(office, next_year, BLOCKS, "後志") == "－"
    assert copy_last_year(office, [BLOCKS], next_year, overwrite=True) == Copied(2, 0)
    assert text(office, next_year, BLOCKS, "石狩") != "999"
    assert text(office, next_year, UNIONS, TOTAL) == ""


def test_copying_again_changes_nothing(office: Book, next_year: Viewpoint) -> None:
    copy_last_year(office, BOTH, next_year)
    steps = len(office.history())
    assert copy_last_year(office, BOTH, next_year) == Copied(0, 7 * 64)
    assert copy_last_year(office, BOTH, next_year, overwrite=True) == Copied(0, 0)
    assert len(office.history()) == steps


def test_a_total_follows_from_the_copied_units(
    office: Book, next_year: Viewpoint, this_year: Viewpoint
) -> None:
    typed(office, this_year, BLOCKS, {(TOTAL, KOKUMIN): "1,100"})
    copy_last_year(office, BOTH, next_year)
    assert text(office, next_year, BLOCKS, TOTAL) == "1,050"


def test_a_total_without_units_is_copied_itself(office: Book, next_year: Viewpoint) -> None:
    after_next = in_year(next_year, 2026)
    typed(office, next_year, BLOCKS, {(TOTAL, KOKUMIN): "1,000"})
    assert copy_last_year(office, BOTH, after_next) == Copied(1, 0)
    assert text(office, after_next, UNIONS, TOTAL) == "1,000"


def test_a_table_of_items_is_copied_like_one_of_units(office: Book) -> None:
    year = FiscalYear(2025, 4)
    rokin = Viewpoint(books.councils(office)[1], year, year.months()[0])
    outcome = copy_last_year(office, ["rokin.targets"], rokin)
    assert isinstance(outcome, Copied) and outcome.copied >= 5
    table = shown(office, rokin, "rokin.targets")
    last, target = column_of(table, "前年度 目標"), column_of(table, "年間目標")
    assert all(line[last].text == line[target].text for line in table.cells)


def test_a_unit_that_is_gone_is_named(office: Book, next_year: Viewpoint) -> None:
    with office.change("産別の統合") as tx:
        tx.execute("UPDATE member SET valid_to = 2024 WHERE name = '自治労'")
    outcome = copy_last_year(office, BOTH, next_year)
    assert outcome == Copied(7 * 63, 0, ("自治労",))


def test_a_revised_target_is_copied_as_it_was_in_the_end(
    office: Book, next_year: Viewpoint, this_year: Viewpoint
) -> None:
    start_revision(office, this_year, date(2024, 12, 13), "上方修正")
    typed(office, this_year, BLOCKS, {("石狩", KOKUMIN): "321"})
    copy_last_year(office, BOTH, next_year)
    assert text(office, next_year, BLOCKS, "石狩") == "321"


def test_nothing_to_copy_is_told(office: Book, next_year: Viewpoint) -> None:
    problem = copy_last_year(office, BOTH, in_year(next_year, 2030))
    assert isinstance(problem, Problem)
    assert problem.code == "targets.nothing_to_copy"
    assert "2029年度" in problem.message


def test_a_confirmed_year_is_left_alone(office: Book, next_year: Viewpoint) -> None:
    with office.change("年度を確定") as tx:
        insert_confirmed(tx, next_year.council.id, next_year.year.year, [WHOLE_YEAR])
    problem = copy_last_year(office, BOTH, next_year)
    assert isinstance(problem, Problem)
    assert problem.code == "period.confirmed"
    assert units(shown(office, next_year, BLOCKS)) == {}


def merged(office: Book, code: str, heir: str) -> None:
    axis = organisations.axes(office, books.councils(office)[0])[0]
    organisations.merge_from(office, axis, code, heir, 2025)


def test_who_goes_on_gets_the_targets_of_who_was_merged_too(
    office: Book, next_year: Viewpoint, this_year: Viewpoint
) -> None:
    last = units(shown(office, this_year, BLOCKS))
    merged(office, "hidaka", "higashi-iburi")
    copied = copy_last_year(office, [BLOCKS], next_year)
    assert copied == Copied(7 * 17, 0, (), (("日高", "東胆振"),))
    now = units(shown(office, next_year, BLOCKS))
    assert now["東胆振"] == last["東胆振"] + last["日高"]
    assert text(office, next_year, BLOCKS, TOTAL) == "1,050"
    assert copy_last_year(office, [BLOCKS], next_year, overwrite=True) == Copied(0, 0, (), copied.merged)


def test_a_target_that_stands_already_is_not_added_to(office: Book, next_year: Viewpoint) -> None:
    merged(office, "hidaka", "higashi-iburi")
    typed(office, next_year, BLOCKS, {("東胆振", KOKUMIN): "5"})
    copied = copy_last_year(office, [BLOCKS], next_year)
    assert copied == Copied(7 * 17 - 1, 1, ("日高",), (("日高", "東胆振"),))
    assert text(office, next_year, BLOCKS, "東胆振") == "5"


def test_a_merger_of_a_merger_goes_to_the_last(
    office: Book, next_year: Viewpoint, this_year: Viewpoint
) -> None:
    last = units(shown(office, this_year, BLOCKS))
    axis = organisations.axes(office, books.councils(office)[0])[0]
    organisations.merge_from(office, axis, "hidaka", "higashi-iburi", 2025)
    axis = organisations.axes(office, books.councils(office)[0])[0]
    organisations.merge_from(office, axis, "higashi-iburi", "nishi-iburi", 2026)
    in_2026 = in_year(next_year, 2026)
    copy_last_year(office, [BLOCKS], next_year)
    copy_last_year(office, [BLOCKS], in_2026)
    now = units(shown(office, in_2026, BLOCKS))
    assert now["西胆振"] == last["西胆振"] + last["東胆振"] + last["日高"]
    assert text(office, in_2026, BLOCKS, TOTAL) == "1,050"
