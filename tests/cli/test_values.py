"""Years, months and periods as they are typed."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

import pytest

from kyosai_desktop.cli import values
from kyosai_desktop.domain.fact import Period
from kyosai_desktop.domain.fiscal.year import Month


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (values.year, "2024", 2024),
        (values.year, "2024年度", 2024),
        (values.month, "2024-05", Month(2024, 5)),
        (values.month_end, "2024-02-29", Month(2024, 2)),
        (values.period, "2024-05", Period.span(date(2024, 5, 1), date(2024, 5, 31))),
        (values.period, "2024-04..2024-09", Period.span(date(2024, 4, 1), date(2024, 9, 30))),
        (values.period, "2017-10-01..2024-09-30", Period.span(date(2017, 10, 1), date(2024, 9, 30))),
        (values.period, "@2024-05-31", Period.as_of(date(2024, 5, 31))),
        (values.steps, "12", 12),
        (values.version, "0", 0),
    ],
)
def test_values_that_are_understood(read: Callable[[str], object], text: str, value: object) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (values.year, "24"),
        (values.year, "令和6"),
        (values.month, "2024-5"),
        (values.month, "2024-13"),
        (values.month_end, "2024-05-30"),
        (values.month_end, "2023-02-29"),
        (values.period, "2024"),
        (values.period, "2024-09..2024-04"),
        (values.period, "@2024-05"),
        (values.period, "2024-05.."),
        (values.steps, "0"),
        (values.steps, "二"),
        (values.version, "-1"),
    ],
)
def test_values_that_are_refused_say_how_to_write_them(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=f"「{text}」は.*書いてください。"):
        read(text)
