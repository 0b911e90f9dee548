"""Figures in words: written by the council's rule, and read back as exactly what was written."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kyosai_desktop.domain.rounding import Rounding, round_to
from kyosai_desktop.domain.text.amount import (
    SmallestUnit,
    amount_text,
    count_text,
    signed_amount_text,
    signed_count_text,
)
from kyosai_desktop.domain.text.number import LARGEST_THOUSANDTHS, YEN_UNITS, Number, parse_number

MILLION = 10**6

# 兆円 to spare below what the book can keep, so that rounding up stays inside it.
yen = st.integers(-(LARGEST_THOUSANDTHS // 1000 - 10**8), LARGEST_THOUSANDTHS // 1000 - 10**8) | st.integers(
    -(10**9), 10**9
)
exact_yen = yen | st.builds(Fraction, yen, st.integers(1, 999))
smallest_units = st.sampled_from(get_args(SmallestUnit))
modes = st.sampled_from(list(Rounding))


@pytest.mark.parametrize(
    ("amount", "smallest", "written"),
    [
        (609 * MILLION, "百万円", "6億9百万円"),
        (609_999_999, "百万円", "6億9百万円"),
        (247 * MILLION, "百万円", "2億47百万円"),
        (47 * MILLION, "百万円", "47百万円"),
        (200 * MILLION, "百万円", "2億円"),
        (200_999_999, "百万円", "2億円"),
        (1_000 * 10**8 + 5 * MILLION, "百万円", "1,000億5百万円"),
        (10**12, "百万円", "1兆円"),
        (1_062_345 * MILLION, "百万円", "1兆623億45百万円"),
        (12_345 * 10**12, "億円", "12,345兆円"),
        (10**12 + 7 * MILLION, "百万円", "1兆7百万円"),
        (609 * MILLION, "億円", "6億円"),
        (99 * MILLION, "億円", "0億円"),
        (247 * MILLION, "千円", "2億47,000千円"),
        (609_035_123, "千円", "6億9,035千円"),
        (609_035_123, "円", "6億9,035,123円"),
        (1_234_567, "円", "1,234,567円"),
        (0, "円", "0円"),
        (0, "百万円", "0百万円"),
        (-247 * MILLION, "百万円", "▲2億47百万円"),
        (-609_999_999, "百万円", "▲6億9百万円"),
        (-999_999, "百万円", "0百万円"),
    ],
)
def test_amounts_are_written_in_oku_and_the_smallest_unit_and_cut(
    amount: int, smallest: SmallestUnit, written: str
) -> None:
    assert amount_text(amount, Rounding.DOWN, smallest=smallest) == written


@pytest.mark.parametrize(
    ("rounding", "written"),
    [(Rounding.DOWN, "5億99百万円"), (Rounding.HALF_UP, "6億円"), (Rounding.UP, "6億円")],
)
def test_the_councils_rule_is_applied_to_the_whole_amount(rounding: Rounding, written: str) -> None:
    assert amount_text(599_500_000, rounding, smallest="百万円") == written


def test_a_tie_is_exact() -> None:
    just_below = Fraction(599_500_000) - Fraction(1, 10**30)
    assert amount_text(just_below, Rounding.HALF_UP, smallest="百万円") == "5億99百万円"
    assert amount_text(Fraction(2_000_000, 3), Rounding.DOWN, smallest="円") == "666,666円"


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (247 * MILLION, "+2億47百万円"),
        (-247 * MILLION, "▲2億47百万円"),
        (0, "0百万円"),
        (999_999, "0百万円"),
        (-999_999, "0百万円"),
    ],
)
def test_differences_carry_their_sign(amount: int, written: str) -> None:
    assert signed_amount_text(amount, Rounding.DOWN, smallest="百万円") == written


@given(exact_yen, modes, smallest_units)
@example(10**12 - 1, Rounding.UP, "百万円")
@example(-(10**8) + 1, Rounding.HALF_UP, "千円")
def test_what_is_written_reads_back_as_the_rounded_amount(
    amount: int | Fraction, rounding: Rounding, smallest: SmallestUnit
) -> None:
    step = YEN_UNITS[smallest]
    rounded = round_to(Fraction(amount) / step, 0, rounding) * step
    for write in (amount_text, signed_amount_text):
        number = parse_number(write(amount, rounding, smallest=smallest))
        assert isinstance(number, Number), number
        assert (number.thousandths, number.unit) == (rounded * 1000, "円")


@given(yen, modes)
def test_nothing_is_lost_to_the_yen(amount: int, rounding: Rounding) -> None:
    number = parse_number(amount_text(amount, rounding, smallest="円"))
    assert isinstance(number, Number)
    assert number.thousandths == amount * 1000


@given(exact_yen, modes, smallest_units)
def test_only_the_sign_distinguishes_a_difference(
    amount: int | Fraction, rounding: Rounding, smallest: SmallestUnit
) -> None:
    plain, signed = (
        write(amount, rounding, smallest=smallest) for write in (amount_text, signed_amount_text)
    )
    assert signed in (plain, f"+{plain}")
    assert signed.startswith("+") == (amount > 0 and not plain.startswith("0"))


@pytest.mark.parametrize(
    ("thousandths", "unit", "rounding", "written"),
    [
        (115_316_000, "口", Rounding.HALF_UP, "115,316口"),
        (717_841_000, "件", Rounding.DOWN, "717,841件"),
        (-12_117_000, "件", Rounding.DOWN, "▲12,117件"),
        (8_485_000, "名", Rounding.DOWN, "8,485名"),
        (1_500, "件", Rounding.HALF_UP, "2件"),
        (1_999, "件", Rounding.DOWN, "1件"),
        (-400, "件", Rounding.HALF_UP, "0件"),
    ],
)
def test_counts_are_written_with_their_unit(
    thousandths: int, unit: str, rounding: Rounding, written: str
) -> None:
    assert count_text(thousandths, unit, rounding) == written


def test_counts_can_keep_decimals_and_signs() -> None:
    assert count_text(91_000, "％", Rounding.HALF_UP, decimals=1) == "91.0％"
    assert signed_count_text(100_000, "件", Rounding.DOWN) == "+100件"
    assert signed_count_text(-100_000, "件", Rounding.DOWN) == "▲100件"
    assert signed_count_text(0, "件", Rounding.DOWN) == "0件"
    assert signed_count_text(700, "件", Rounding.DOWN, decimals=1) == "+0.7件"


@given(
    st.integers(-(LARGEST_THOUSANDTHS - 1000), LARGEST_THOUSANDTHS - 1000) | st.integers(-5_000, 5_000),
    st.sampled_from(["件", "口", "円", "名", "会員", "団体", "回", "本", "％"]),
    modes,
    st.integers(0, 3),
)
def test_counts_read_back_as_what_was_written(
    thousandths: int, unit: str, rounding: Rounding, decimals: int
) -> None:
    rounded = round_to(Fraction(thousandths, 1000), decimals, rounding)
    for write in (count_text, signed_count_text):
        number = parse_number(write(thousandths, unit, rounding, decimals=decimals))
        assert isinstance(number, Number), number
        assert (number.thousandths, number.unit) == (rounded * 1000, unit)
