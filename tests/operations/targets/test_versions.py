"""当初 and revisions: a revision holds only what it changed, and each can be looked at as it stood."""

from __future__ import annotations

from datetime import date

import pytest
from target_book import BLOCKS, BOTH, CHOKI, KOKUMIN, TOTAL, UNIONS, shown, text, typed, units

from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.form import LATEST, Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations import tables
from kyosai_desktop.operations.targets.allocating import Request, allocate_targets
from kyosai_desktop.operations.targets.sheet import Beside, TargetView
from kyosai_desktop.operations.targets.versions import TargetVersion, start_revision, versions
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.confirmations import WHOLE_YEAR, insert_confirmed

ORIGINAL, FIRST, SECOND = TargetView(0), TargetView(1), TargetView(2)
DAY = date(2024, 12, 13)


def begin(book: Book, seen: Viewpoint, reason: str = "12月幹事会で上方修正") -> TargetVersion:
    made = start_revision(book, seen, DAY, reason)
    assert isinstance(made, TargetVersion)
    return made


def test_there_always_is_the_original(office: Book, this_year: Viewpoint) -> None:
    assert [version.name for version in versions(office, this_year)] == ["当初"]


def test_a_revision_is_one_step_with_its_day_and_reason(office: Book, this_year: Viewpoint) -> None:
    steps = len(office.history())
    assert begin(office, this_year).name == "第1回改定"
    begin(office, this_year, "　2月に再改定 ")
    assert versions(office, this_year) == [
        TargetVersion(0),
        TargetVersion(1, DAY, "12月幹事会で上方修正"),
        TargetVersion(2, DAY, "2月に再改定"),
    ]
    assert len(office.history()) == steps + 2
    office.undo()
    assert len(versions(office, this_year)) == 2


@pytest.mark.parametrize("reason", ["", "  ", "　"])
def test_a_revision_needs_a_reason(office: Book, this_year: Viewpoint, reason: str) -> None:
    problem = start_revision(office, this_year, DAY, reason)
    assert isinstance(problem, Problem)
    assert problem.code == "targets.no_reason"
    assert len(versions(office, this_year)) == 1


def test_years_have_their_own_revisions(office: Book, this_year: Viewpoint, next_year: Viewpoint) -> None:
    begin(office, this_year)
    assert len(versions(office, next_year)) == 1


def test_a_revision_begins_as_the_version_before_and_holds_what_was_changed(
    office: Book, this_year: Viewpoint
) -> None:
    before = units(shown(office, this_year, BLOCKS))
    begin(office, this_year)
    assert units(shown(office, this_year, BLOCKS)) == before
    typed(office, this_year, BLOCKS, {("石狩", KOKUMIN): "300"})
    assert office.query("SELECT count(*) FROM fact WHERE version = 1") == [(1,)]
    assert text(office, this_year, BLOCKS, "石狩") == "300"
    assert units(shown(office, this_year, BLOCKS, ORIGINAL)) == before


def test_results_and_papers_take_the_newest_of_each(office: Book, this_year: Viewpoint) -> None:
    begin(office, this_year)
    typed(office, this_year, BLOCKS, {("石狩", KOKUMIN): "300"})
    begin(office, this_year)
    typed(office, this_year, BLOCKS, {("後志", KOKUMIN): "44"})
    table = tables.table(office, "rosai.blocks", this_year)
    at = next(at for at, column in enumerate(table.columns) if column.path == KOKUMIN)
    found = {row.name: line[at].text for row, line in zip(table.rows, table.cells, strict=True)}
    assert (found["石狩"], found["後志"]) == ("300", "44")


def test_each_version_is_shown_as_it_stood(office: Book, this_year: Viewpoint) -> None:
    original = text(office, this_year, BLOCKS, "石狩")
    begin(office, this_year)
    typed(office, this_year, BLOCKS, {("石狩", KOKUMIN): "300"})
    begin(office, this_year)
    typed(office, this_year, BLOCKS, {("後志", KOKUMIN): "44"})
    typed(office, this_year, BLOCKS, {("石狩", KOKUMIN): "310"})
    seen = [text(office, this_year, BLOCKS, "石狩", view=view) for view in (ORIGINAL, FIRST, SECOND)]
    assert seen == [original, "300", "310"]
    assert text(office, this_year, BLOCKS, "後志", view=FIRST) != "44"


def test_the_original_can_still_be_corrected(office: Book, this_year: Viewpoint) -> None:
    begin(office, this_year)
    typed(office, this_year, BLOCKS, {("石狩", KOKUMIN): "300"})
    typed(office, this_year, BLOCKS, {("石狩", KOKUMIN): "111", ("後志", KOKUMIN): "22"}, ORIGINAL)
    assert text(office, this_year, BLOCKS, "石狩", view=ORIGINAL) == "111"
    assert text(office, this_year, BLOCKS, "石狩") == "300"
    assert text(office, this_year, BLOCKS, "後志") == "22"


def test_emptying_a_revised_cell_brings_the_version_before_back(office: Book, this_year: Viewpoint) -> None:
    original = text(office, this_year, BLOCKS, "石狩")
    begin(office, this_year)
    typed(office, this_year, BLOCKS, {("石狩", KOKUMIN): "300"})
    assert typed(office, this_year, BLOCKS, {("石狩", KOKUMIN): ""}) == Applied(1)
    assert text(office, this_year, BLOCKS, "石狩") == original
    problem = typed(office, this_year, BLOCKS, {("石狩", KOKUMIN): ""})
    assert isinstance(problem, Problem)
    assert problem.code == "targets.not_of_this_version"
    assert problem.place.row == "石狩"


def test_typing_what_holds_already_revises_nothing(office: Book, this_year: Viewpoint) -> None:
    original = text(office, this_year, BLOCKS, "石狩")
    begin(office, this_year)
    assert typed(office, this_year, BLOCKS, {("石狩", KOKUMIN): original}) == Applied(0)


def test_dividing_a_total_goes_into_the_revision_alone(office: Book, this_year: Viewpoint) -> None:
    originals = [units(shown(office, this_year, form)) for form in BOTH]
    begin(office, this_year)
    typed(office, this_year, BLOCKS, {(TOTAL, KOKUMIN): "1,111"})
    assert isinstance(allocate_targets(office, this_year, Request(BOTH)), Applied)
    for form, original in zip(BOTH, originals, strict=True):
        assert sum(units(shown(office, this_year, form)).values()) == 1111
        assert units(shown(office, this_year, form, ORIGINAL)) == original
    assert text(office, this_year, UNIONS, TOTAL, view=ORIGINAL) == "1,050"
    unchanged = units(shown(office, this_year, BLOCKS, ORIGINAL), CHOKI)
    assert units(shown(office, this_year, BLOCKS), CHOKI) == unchanged


def test_dividing_in_a_revision_stores_only_what_changes(office: Book, this_year: Viewpoint) -> None:
    original = units(shown(office, this_year, UNIONS)) | units(shown(office, this_year, BLOCKS))
    begin(office, this_year)
    typed(office, this_year, BLOCKS, {(TOTAL, KOKUMIN): "1,051"})
    allocate_targets(office, this_year, Request(BOTH))
    revised = units(shown(office, this_year, UNIONS)) | units(shown(office, this_year, BLOCKS))
    differing = sum(1 for name, value in revised.items() if original[name] != value)
    assert 0 < differing < 64
    assert office.query("SELECT count(*) FROM fact WHERE version = 1") == [(differing + 1,)]


def test_a_revision_beside_the_version_before(office: Book, this_year: Viewpoint) -> None:
    original = int(text(office, this_year, BLOCKS, "石狩"))
    begin(office, this_year)
    typed(office, this_year, BLOCKS, {("石狩", KOKUMIN): "300"})
    view = TargetView(LATEST, Beside.EARLIER_VERSION)
    table = shown(office, this_year, BLOCKS, view)
    assert [column.path for column in table.columns][:3] == [
        "こくみん共済／当初／目標",
        KOKUMIN,
        "こくみん共済／差",
    ]
    line = next(line for row, line in zip(table.rows, table.cells, strict=True) if row.name == "石狩")
    assert [cell.text for cell in line[:3]] == [str(original), "300", str(300 - original)]
    beside_nothing = TargetView(0, Beside.EARLIER_VERSION)
    assert shown(office, this_year, BLOCKS, beside_nothing) == shown(office, this_year, BLOCKS, ORIGINAL)


def test_a_confirmed_year_takes_no_revision(office: Book, this_year: Viewpoint) -> None:
    with office.change("年度を確定") as tx:
        insert_confirmed(tx, this_year.council.id, this_year.year.year, [WHOLE_YEAR])
    problem = start_revision(office, this_year, DAY, "上方修正")
    assert isinstance(problem, Problem)
    assert problem.code == "period.confirmed"
    refused = typed(office, this_year, BLOCKS, {("石狩", KOKUMIN): "1"})
    assert isinstance(refused, Problem)
    assert refused.code == "period.confirmed"
