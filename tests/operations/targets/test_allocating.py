"""合計から配分: new totals divided in both breakdowns, so that 未配賦 is 0; or the reason why one can't be."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from target_book import (
    BLOCKS,
    BOTH,
    CHOKI,
    KOKUMIN,
    TOTAL,
    UNIONS,
    column_of,
    in_year,
    key_of,
    row_of,
    shown,
    text,
    typed,
    unallocated,
    units,
)

from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.fact import Fact
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations import books, organisations
from kyosai_desktop.operations.targets.allocating import (
    Basis,
    Proposal,
    Request,
    allocate_targets,
    propose,
)
from kyosai_desktop.operations.targets.copying import copy_last_year
from kyosai_desktop.operations.targets.sheet import Beside, TargetView
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.confirmations import WHOLE_YEAR, insert_confirmed


def set_total(book: Book, seen: Viewpoint, total: str, column: str = KOKUMIN) -> None:
    assert isinstance(typed(book, seen, BLOCKS, {(TOTAL, column): total}), Applied)


def proposed(book: Book, seen: Viewpoint, request: Request) -> Proposal:
    found = propose(book, seen, request)
    assert isinstance(found, Proposal)
    return found


def problem_of(found: object) -> Problem:
    assert isinstance(found, Problem)
    return found


def test_a_new_total_is_divided_in_both_breakdowns_as_one_step(office: Book, next_year: Viewpoint) -> None:
    copy_last_year(office, BOTH, next_year)
    before = [units(shown(office, next_year, form)) for form in BOTH]
    set_total(office, next_year, "1,200")
    assert unallocated(shown(office, next_year, BLOCKS)) == ["150", "150"], "and in 全共済 計"
    steps = len(office.history())
    outcome = allocate_targets(office, next_year, Request(BOTH))
    assert isinstance(outcome, Applied) and outcome.changed > 40
    for form in BOTH:
        table = shown(office, next_year, form)
        assert sum(units(table).values()) == 1200
        assert unallocated(table) == []
        assert text(office, next_year, form, TOTAL) == "1,200"
    assert min(units(shown(office, next_year, UNIONS)).values()) >= 1
    assert len(office.history()) == steps + 1
    assert office.undo_label() == "合計から配分：こくみん共済（2025年度 目標）"
    office.undo()
    assert [units(shown(office, next_year, form)) for form in BOTH] == before


def test_shares_are_those_of_last_year_by_largest_remainder(
    office: Book, next_year: Viewpoint, this_year: Viewpoint
) -> None:
    copy_last_year(office, BOTH, next_year)
    last = units(shown(office, this_year, BLOCKS))
    set_total(office, next_year, "2,100")
    allocate_targets(office, next_year, Request(BOTH))
    assert units(shown(office, next_year, BLOCKS)) == {name: 2 * value for name, value in last.items()}


def test_only_products_whose_total_changed_are_divided(office: Book, next_year: Viewpoint) -> None:
    copy_last_year(office, BOTH, next_year)
    typed(office, next_year, BLOCKS, {("石狩", CHOKI): "500"})
    choki = units(shown(office, next_year, BLOCKS), CHOKI)
    set_total(office, next_year, "1,200")
    assert list(proposed(office, next_year, Request(BOTH)).names.values()) == ["こくみん共済"]
    allocate_targets(office, next_year, Request(BOTH))
    assert units(shown(office, next_year, BLOCKS), CHOKI) == choki


def test_a_product_can_be_asked_for_by_name(office: Book, next_year: Viewpoint) -> None:
    """Without a typed total, what the shown breakdown adds up to is divided, and becomes the total of both."""
    copy_last_year(office, BOTH, next_year)
    typed(office, next_year, BLOCKS, {("石狩", CHOKI): "500"})
    series = key_of(office, next_year, BLOCKS, "石狩", CHOKI).series_id
    total = text(office, next_year, BLOCKS, TOTAL, CHOKI)
    allocate_targets(office, next_year, Request(BOTH, series=frozenset({series})))
    for form in BOTH:
        assert f"{sum(units(shown(office, next_year, form), CHOKI).values()):,}" == total
        assert unallocated(shown(office, next_year, form)) == []


def test_fixed_values_are_kept(office: Book, next_year: Viewpoint) -> None:
    copy_last_year(office, BOTH, next_year)
    set_total(office, next_year, "1,200")
    fixed = {
        key_of(office, next_year, BLOCKS, "石狩"): 77_000,
        key_of(office, next_year, UNIONS, "自治労"): 1_000,
    }
    allocate_targets(office, next_year, Request(BOTH, fixed=fixed))
    blocks, unions = (units(shown(office, next_year, form)) for form in BOTH)
    assert blocks["石狩"] == 77
    assert unions["自治労"] == 1
    assert sum(blocks.values()) == sum(unions.values()) == 1200


def test_last_years_results_can_be_the_basis(office: Book, this_year: Viewpoint) -> None:
    set_total(office, this_year, "10,000")
    by_targets = proposed(office, this_year, Request(BOTH))
    by_results = proposed(office, this_year, Request(BOTH, basis=Basis.RESULTS))
    assert by_targets.values != by_results.values
    assert sum(by_results.values.values()) == sum(by_targets.values.values()) == 3 * 10_000_000


def test_a_proposal_stores_nothing(office: Book, next_year: Viewpoint) -> None:
    set_total(office, next_year, "1,200")
    steps, before = len(office.history()), shown(office, next_year, BLOCKS)
    found = proposed(office, next_year, Request(BOTH))
    assert len(found.values) == 18 + 46 + 1
    assert (len(office.history()), shown(office, next_year, BLOCKS)) == (steps, before)


def test_every_union_gets_one_and_a_smaller_total_says_so(office: Book, next_year: Viewpoint) -> None:
    copy_last_year(office, BOTH, next_year)
    set_total(office, next_year, "46")
    allocate_targets(office, next_year, Request(BOTH))
    assert set(units(shown(office, next_year, UNIONS)).values()) == {1}
    assert sum(units(shown(office, next_year, BLOCKS)).values()) == 46
    set_total(office, next_year, "45")
    before = units(shown(office, next_year, BLOCKS))
    problem = problem_of(allocate_targets(office, next_year, Request(BOTH)))
    assert problem.code == "allocation.minimums"
    assert problem.place.form == shown(office, next_year, UNIONS).title
    assert problem.place.column == "こくみん共済"
    assert units(shown(office, next_year, BLOCKS)) == before


def test_every_union_gets_one_whatever_the_code_of_its_axis_is(office: Book, next_year: Viewpoint) -> None:
    with office.change("分類のコード") as tx:
        tx.execute("UPDATE axis SET code = 'kumi' WHERE code = 'union'")
    set_total(office, next_year, "60")
    allocate_targets(office, next_year, Request(BOTH))
    assert min(units(shown(office, next_year, UNIONS)).values()) == 1


def test_members_that_are_no_unions_may_get_none(office: Book, next_year: Viewpoint) -> None:
    with office.change("種別を変更") as tx:
        tx.execute("UPDATE member_kind SET kind = '組' WHERE kind = '産別'")
        tx.execute("UPDATE form_row SET member_kind = '組' WHERE member_kind = '産別'")
    copy_last_year(office, BOTH, next_year)
    set_total(office, next_year, "20")
    allocate_targets(office, next_year, Request(BOTH))
    values = units(shown(office, next_year, UNIONS)).values()
    assert sum(values) == 20 and min(values) == 0


def test_a_union_fixed_at_nothing_is_refused_with_the_rule(office: Book, next_year: Viewpoint) -> None:
    copy_last_year(office, BOTH, next_year)
    set_total(office, next_year, "1,200")
    fixed = {key_of(office, next_year, UNIONS, "自治労"): 0}
    problem = problem_of(allocate_targets(office, next_year, Request(BOTH, fixed=fixed)))
    assert problem.code == "allocation.locked_below_minimum"
    assert "自治労" in problem.message and "どの産別にも1以上" in problem.next_step
    nobody = {key_of(office, next_year, BLOCKS, "石狩"): 0}
    assert isinstance(allocate_targets(office, next_year, Request(BOTH, fixed=nobody)), Applied)


def test_one_product_that_cannot_be_divided_does_not_hold_up_the_others(
    office: Book, next_year: Viewpoint
) -> None:
    copy_last_year(office, BOTH, next_year)
    set_total(office, next_year, "45")
    set_total(office, next_year, "1,000", CHOKI)
    outcome = allocate_targets(office, next_year, Request(BOTH))
    assert isinstance(outcome, Applied)
    assert "こくみん共済" in outcome.note and "下限" in outcome.note
    assert sum(units(shown(office, next_year, UNIONS), CHOKI).values()) == 1000
    assert office.undo_label() == "合計から配分：長期共済（2025年度 目標）"


def test_negative_totals_are_divided_by_size(office: Book, next_year: Viewpoint) -> None:
    """純増 ▲12,117."""
    copy_last_year(office, BOTH, next_year)
    set_total(office, next_year, "▲12,117")
    assert isinstance(allocate_targets(office, next_year, Request(BOTH)), Applied)
    for form in BOTH:
        values = units(shown(office, next_year, form)).values()
        assert sum(values) == -12117
        assert max(values) <= 0
    assert max(units(shown(office, next_year, UNIONS)).values()) <= -1


def test_without_any_figure_of_last_year_all_share_alike_and_that_is_told(
    office: Book, next_year: Viewpoint
) -> None:
    far = in_year(next_year, 2030)
    set_total(office, far, "92")
    found = proposed(office, far, Request(BOTH))
    titles = [shown(office, far, form).title for form in BOTH]
    assert found.equally == tuple(f"こくみん共済（{title}）" for title in titles)
    allocate_targets(office, far, Request(BOTH))
    assert set(units(shown(office, far, UNIONS)).values()) == {2}
    assert set(units(shown(office, far, BLOCKS)).values()) == {5, 6}


def test_a_total_of_an_inner_node_becomes_the_sum_of_its_units(office: Book, next_year: Viewpoint) -> None:
    copy_last_year(office, BOTH, next_year)
    ishikari = key_of(office, next_year, BLOCKS, "石狩")
    (doo,) = (row[0] for row in office.query("SELECT id FROM member WHERE name = '道央支店'"))
    with office.change("支店の目標") as tx:
        facts_sql.write_fact(tx, ishikari._replace(member1=doo), Fact(9_000_000))
    set_total(office, next_year, "1,200")
    allocate_targets(office, next_year, Request(BOTH))
    table = shown(office, next_year, BLOCKS)
    assert unallocated(table) == []
    assert sum(units(table).values()) == 1200
    assert text(office, next_year, BLOCKS, TOTAL) == "1,200"


def test_what_members_outside_the_form_hold_is_not_divided(office: Book, next_year: Viewpoint) -> None:
    copy_last_year(office, BOTH, next_year)
    ishikari = key_of(office, next_year, BLOCKS, "石狩")
    with office.change("要素を追加") as tx:
        axis, parent = office.query("SELECT axis_id, parent_id FROM member WHERE name = '石狩'")[0]
        tx.execute("INSERT INTO member VALUES (5, ?, 'extra', '本部扱い', ?, 99, NULL, NULL)", (axis, parent))
        facts_sql.write_fact(tx, ishikari._replace(member1=5), Fact(30_000))
    set_total(office, next_year, "1,200")
    allocate_targets(office, next_year, Request(BOTH))
    table = shown(office, next_year, BLOCKS)
    assert sum(units(table).values()) == 1170
    assert unallocated(table) == []


@pytest.mark.parametrize(
    ("total", "code"), [("1,200.5", "targets.total_too_fine"), ("10", "allocation.minimums")]
)
def test_totals_that_cannot_be_divided_are_told(
    office: Book, next_year: Viewpoint, total: str, code: str
) -> None:
    set_total(office, next_year, total)
    problem = problem_of(allocate_targets(office, next_year, Request(BOTH)))
    assert problem.code == code
    assert problem.next_step


def test_nothing_to_divide_is_told(office: Book, next_year: Viewpoint, rokin_2025: Viewpoint) -> None:
    copy_last_year(office, BOTH, next_year)
    assert problem_of(propose(office, next_year, Request(BOTH))).code == "targets.nothing_to_allocate"
    assert problem_of(propose(office, rokin_2025, Request(("rokin.targets",)))).code == "targets.no_units"


def test_a_confirmed_year_is_not_divided(office: Book, next_year: Viewpoint) -> None:
    set_total(office, next_year, "1,200")
    with office.change("年度を確定") as tx:
        insert_confirmed(tx, next_year.council.id, next_year.year.year, [WHOLE_YEAR])
    assert problem_of(propose(office, next_year, Request(BOTH))).code == "period.confirmed"
    assert problem_of(allocate_targets(office, next_year, Request(BOTH))).code == "period.confirmed"


def test_a_unit_changed_afterwards_shows_as_unallocated(office: Book, next_year: Viewpoint) -> None:
    copy_last_year(office, BOTH, next_year)
    set_total(office, next_year, "1,200")
    allocate_targets(office, next_year, Request(BOTH))
    table = shown(office, next_year, BLOCKS)
    ishikari = table.cells[row_of(table, "石狩")][column_of(table, KOKUMIN)].value
    assert ishikari is not None
    typed(office, next_year, BLOCKS, {("石狩", KOKUMIN): str(ishikari + 5)})
    assert unallocated(shown(office, next_year, BLOCKS)) == ["▲5", "▲5"]
    assert unallocated(shown(office, next_year, UNIONS)) == []


def test_random_totals_close_in_both_breakdowns_or_say_why_not(office: Book, next_year: Viewpoint) -> None:
    held, refused = runpy.run_path(str(Path(__file__).with_name("allocation_battery.py")))["allocate_many"](
        office, next_year, seed=4618, cases=25
    )
    assert held > 10
    assert refused > 2


def test_who_goes_on_weighs_what_both_had_last_year(
    office: Book, next_year: Viewpoint, this_year: Viewpoint
) -> None:
    last = units(shown(office, this_year, BLOCKS))
    axis = organisations.axes(office, books.councils(office)[0])[0]
    organisations.merge_from(office, axis, "hidaka", "higashi-iburi", 2025)
    set_total(office, next_year, "1050")
    assert isinstance(allocate_targets(office, next_year, Request(BOTH)), Applied)
    now = units(shown(office, next_year, BLOCKS))
    assert now == {
        name: count + (last["日高"] if name == "東胆振" else 0)
        for name, count in last.items()
        if name != "日高"
    }
    beside = shown(office, next_year, BLOCKS, TargetView(beside=Beside.LAST_YEAR))
    at = column_of(beside, "こくみん共済／2024年度／目標")
    assert beside.cells[row_of(beside, TOTAL)][at].text == "1,050"
    assert beside.cells[row_of(beside, "日高（2024年度まで）")][at].text == str(last["日高"])
