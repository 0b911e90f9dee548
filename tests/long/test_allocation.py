"""目標配分 on 10,000 random totals; tests/domain/test_allocation.py runs 150 of the same kind."""

from __future__ import annotations

import runpy
from pathlib import Path

_CASES = runpy.run_path(str(Path(__file__).parents[1] / "domain" / "test_allocation.py"))


def test_10000_random_totals_sum_exactly_in_both_breakdowns_or_say_which_constraint_cannot_hold() -> None:
    held, refused = _CASES["check_many"](seed=46_18, cases=10_000)
    assert held > 8_000
    assert refused > 4_000


def test_10000_totals_close_in_both_breakdowns() -> None:
    unions, blocks = (_CASES[name] for name in ("UNIONS", "BLOCKS"))
    for total in range(46, 10_046):
        by_union = _CASES["values"](total, _CASES["plain"](unions, minimum=1))
        by_block = _CASES["values"](total, _CASES["plain"](blocks))
        assert sum(by_union) == sum(by_block) == total
        assert min(by_union) >= 1
