"""満期件数 × 率, rounded once by the council's rule."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.operations.targets.computed import ComputedTarget, computed_target, read_computed


def test_the_published_case() -> None:
    made = computed_target(2247, Fraction("68.3"), Rounding.HALF_UP)
    assert made == ComputedTarget(Fraction("1534.701"), Fraction(1535))
    assert computed_target(2247, Fraction("68.3"), Rounding.DOWN).target == 1534


@pytest.mark.parametrize(
    ("base", "rate", "rounding", "target"),
    [
        ("2,247件", "68.3％", Rounding.HALF_UP, 1535),
        ("２２４７", "６８．３", Rounding.DOWN, 1534),
        ("1,000", "50.05%", Rounding.HALF_UP, 501),
        ("1,000", "50.05%", Rounding.DOWN, 500),
        ("1,000", "0.05", Rounding.HALF_UP, 1),
        ("0", "68.3", Rounding.HALF_UP, 0),
        ("300", "100", Rounding.DOWN, 300),
    ],
)
def test_texts_as_offices_write_them(base: str, rate: str, rounding: Rounding, target: int) -> None:
    made = read_computed(base, rate, rounding)
    assert isinstance(made, ComputedTarget)
    assert made.target == target


@pytest.mark.parametrize(
    ("base", "rate", "named"),
    [
        ("", "68.3", "件数"),
        ("2,247", "", "率"),
        ("－", "68.3", "件数"),
        ("二千", "68.3", "二千"),
        ("2,247", "七割", "七割"),
    ],
)
def test_what_cannot_be_read_is_named(base: str, rate: str, named: str) -> None:
    problem = read_computed(base, rate, Rounding.HALF_UP)
    assert isinstance(problem, Problem)
    assert named in problem.message and problem.next_step


@given(st.integers(0, 10**6), st.integers(0, 2000))
def test_rounding_is_never_off_by_more_than_the_rule_allows(base: int, per_mille: int) -> None:
    rate = Fraction(per_mille, 10)
    near, down = (computed_target(base, rate, rule) for rule in (Rounding.HALF_UP, Rounding.DOWN))
    assert abs(near.target - near.exact) <= Fraction(1, 2)
    assert 0 <= down.exact - down.target < 1
