"""Rounding decides printed cells, so every mode is compared with the standard library's Decimal."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.rounding import Rounding, fixed_text, round_to, signed_text

DECIMAL_MODES = {
    Rounding.HALF_UP: decimal.ROUND_HALF_UP,
    Rounding.DOWN: decimal.ROUND_DOWN,
    Rounding.UP: decimal.ROUND_UP,
}

modes = st.sampled_from(list(Rounding))
decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12)


def test_the_modes_are_named_as_the_offices_name_them() -> None:
    assert [mode.value for mode in Rounding] == ["四捨五入", "切捨て", "切上げ"]


@pytest.mark.parametrize(
    ("rounding", "printed"), [(Rounding.DOWN, "58.3"), (Rounding.HALF_UP, "58.4"), (Rounding.UP, "58.4")]
)
def test_the_same_rate_prints_differently_in_the_two_councils(rounding: Rounding, printed: str) -> None:
    assert fixed_text(Fraction(3708 * 100, 6350), 1, rounding) == printed


@pytest.mark.parametrize(
    ("result", "target", "printed"),
    [
        (746, 1150, "64.9"),
        (822, 800, "102.8"),
        (1091, 1000, "109.1"),
        (1779, 1900, "93.6"),
        (1368, 1535, "89.1"),
        (1146, 1250, "91.7"),
        (723, 800, "90.4"),
        (7676, 8435, "91.0"),
    ],
)
def test_the_printed_rates_of_the_2023_paper(result: int, target: int, printed: str) -> None:
    assert fixed_text(Fraction(result * 100, target), 1, Rounding.HALF_UP) == printed


@pytest.mark.parametrize(
    ("value", "half_up", "down", "up"),
    [
        ("2.5", 3, 2, 3),
        ("-2.5", -3, -2, -3),
        ("2.4", 2, 2, 3),
        ("-2.4", -2, -2, -3),
        ("0.001", 0, 0, 1),
        ("-0.001", 0, 0, -1),
        ("7", 7, 7, 7),
        ("-7", -7, -7, -7),
        ("0", 0, 0, 0),
    ],
)
def test_negatives_round_as_their_positives_do(value: str, half_up: int, down: int, up: int) -> None:
    exact = Fraction(value)
    assert round_to(exact, 0, Rounding.HALF_UP) == half_up
    assert round_to(exact, 0, Rounding.DOWN) == down
    assert round_to(exact, 0, Rounding.UP) == up


@given(st.integers(-(10**9), 10**9))
def test_every_tie_goes_away_from_zero(tenths: int) -> None:
    tie = Fraction(tenths, 10) + (Fraction(5, 100) if tenths >= 0 else Fraction(-5, 100))
    away = Fraction(tenths, 10) + (Fraction(1, 10) if tenths >= 0 else Fraction(-1, 10))
    assert round_to(tie, 1, Rounding.HALF_UP) == away


def test_a_tie_that_float_gets_wrong() -> None:
    assert round(0.15, 1) == 0.1  # what a float would have printed
    assert fixed_text(Fraction("0.15"), 1, Rounding.HALF_UP) == "0.2"
    assert fixed_text(Fraction("2.675"), 2, Rounding.HALF_UP) == "2.68"


@given(decimals, st.integers(0, 6), modes)
def test_agrees_with_decimal(value: Decimal, places: int, rounding: Rounding) -> None:
    with decimal.localcontext(decimal.Context(prec=400)):
        expected = value.quantize(Decimal(1).scaleb(-places), rounding=DECIMAL_MODES[rounding])
    assert round_to(Fraction(value), places, rounding) == Fraction(expected)


@given(decimals, st.integers(0, 6), modes, st.booleans())
def test_text_agrees_with_decimal(value: Decimal, places: int, rounding: Rounding, grouping: bool) -> None:
    with decimal.localcontext(decimal.Context(prec=400)):
        expected = value.quantize(Decimal(1).scaleb(-places), rounding=DECIMAL_MODES[rounding])
        text = format(abs(expected), ",f" if grouping else "f")
    sign = "▲" if expected < 0 else ""
    assert fixed_text(Fraction(value), places, rounding, grouping=grouping) == sign + text


@given(st.fractions(), st.integers(-4, 6), modes)
def test_rounding_is_symmetric_near_and_settled(value: Fraction, places: int, rounding: Rounding) -> None:
    rounded = round_to(value, places, rounding)
    step = Fraction(10) ** -places
    assert round_to(-value, places, rounding) == -rounded
    assert abs(rounded - value) < step
    assert rounded % step == 0
    assert round_to(rounded, places, rounding) == rounded


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1234, 0, "1,234"),
        (-1234, 0, "▲1,234"),
        (-12117, 0, "▲12,117"),
        (0, 0, "0"),
        (0, 1, "0.0"),
        (Fraction(12345, 10), 1, "1,234.5"),
        (Fraction(-12345, 10), 1, "▲1,234.5"),
        (Fraction(1, 1000), 3, "0.001"),
        (Fraction(-5, 1000), 3, "▲0.005"),
    ],
)
def test_printed_numbers(value: Fraction | int, places: int, text: str) -> None:
    assert fixed_text(value, places, Rounding.HALF_UP) == text


@pytest.mark.parametrize("places", [0, 1, 3])
def test_nothing_that_rounds_to_zero_carries_a_sign(places: int) -> None:
    for value in (Fraction(-1, 10_000), Fraction(1, 10_000), 0):
        for write in (fixed_text, signed_text):
            assert set(write(value, places, Rounding.DOWN)) <= {"0", "."}


@pytest.mark.parametrize(
    ("value", "text"), [(100, "+100"), (-100, "▲100"), (0, "0"), (1234567, "+1,234,567")]
)
def test_differences_carry_their_sign(value: int, text: str) -> None:
    assert signed_text(value, 0, Rounding.DOWN) == text


def test_fewer_places_than_none_cannot_be_printed() -> None:
    with pytest.raises(ValueError, match="decimals"):
        fixed_text(1234, -1, Rounding.DOWN)


def test_rounding_to_thousands() -> None:
    assert round_to(1_234_567, -3, Rounding.DOWN) == 1_234_000
    assert round_to(1_234_567, -3, Rounding.HALF_UP) == 1_235_000
