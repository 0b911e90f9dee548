"""Published totals split among blocks and unions: each split adds up, nobody has less than nothing."""

from __future__ import annotations

from collections import Counter, defaultdict

from kyosai_desktop.operations.sample.split_figures import BRANCH, REGION, UNION, read_sample, sample_figures
from kyosai_desktop.operations.settings.apply import preset_sheets
from kyosai_desktop.operations.settings.read import read_masters

FIGURES = list(sample_figures())


def published() -> dict[tuple[str, str, str, int], int]:
    return {
        (row["会議体"], row["項目"], header[4:], int(header[:4])): int(text)
        for row in read_sample("targets_and_results")
        for header, text in row.items()
        if header[:4].isdigit() and text
    }


def test_every_split_adds_up_to_the_published_total() -> None:
    sums: dict[str, Counter[tuple[str, str, str, int]]] = defaultdict(Counter)
    for figure in FIGURES:
        sums[figure.axis][figure.council, figure.indicator, figure.measure, figure.year] += figure.cases
    totals = published()
    rosai = {key: total for key, total in totals.items() if key[0] == "rosai"}
    blocks = {key: total for key, total in sums[REGION].items() if key[0] == "rosai"}
    assert blocks == rosai
    assert all(totals[key] == total for key, total in sums[REGION].items())
    assert dict(sums[UNION]) == rosai
    rokin = {key: total for key, total in totals.items() if key[0] == "rokin"}
    assert dict(sums[""]) == rokin
    assert sums[BRANCH]
    assert all(rokin[key] == total for key, total in sums[BRANCH].items())


def test_a_figure_is_given_once_and_for_every_unit() -> None:
    keys = [figure[:-1] for figure in FIGURES]
    assert len(set(keys)) == len(keys)
    region, union = read_masters(preset_sheets("rosai")).axes[:2]
    units = {
        REGION: {m.code for m in region.of_kind("ブロック")},
        UNION: {m.code for m in union.of_kind("産別")},
    }
    for axis, codes in units.items():
        by_cell = defaultdict(set)
        for figure in FIGURES:
            if figure.axis == axis:
                by_cell[figure.indicator, figure.measure, figure.year].add(figure.member)
        assert all(found == codes for found in by_cell.values())


def test_nobody_has_less_than_nothing_and_every_block_has_a_target() -> None:
    assert min(figure.cases for figure in FIGURES) >= 0
    assert all(figure.cases > 0 for figure in FIGURES if figure.measure == "目標" and figure.axis == REGION)


def test_results_stray_from_targets_so_that_some_units_reach_them_and_some_do_not() -> None:
    cases = {figure[:-1]: figure.cases for figure in FIGURES}
    reached = Counter(
        cases[key[0], key[1], "実績", 2023, key[4], key[5]] >= target
        for key, target in cases.items()
        if key[2] == "目標" and key[3] == 2023 and key[4] == REGION
    )
    assert reached[True] > 20
    assert reached[False] > 20


def test_the_sample_is_the_same_every_time() -> None:
    assert list(sample_figures()) == FIGURES
