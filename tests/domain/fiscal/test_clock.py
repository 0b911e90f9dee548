"""Times behind a date."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.fiscal.clock import Times, split_times
from kyosai_desktop.domain.fiscal.era import compact
from kyosai_desktop.domain.problem import Problem


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("7/3 14:00", time(14), None),
        ("7/3(水) 14:00", time(14), None),
        ("2024-06-13 14:00-15:00", time(14), time(15)),
        ("2024-11-14 14:00-", time(14), None),
        ("7/3 14:00～", time(14), None),
        ("7/3 １４：００～１５：３０", time(14), time(15, 30)),
        ("7/3 14:00〜15:30", time(14), time(15, 30)),
        ("7/3 14:00から15:30まで", time(14), time(15, 30)),
        ("7/3 14時", time(14), None),
        ("7/3 14時30分", time(14, 30), None),
        ("7/3 14時半より", time(14, 30), None),
        ("7/3 14時開始", time(14), None),
        ("7/3 午前10時～12時", time(10), time(12)),
        ("7/3 午後2時～4時半", time(14), time(16, 30)),
        ("7/3 午前10時～午後3時", time(10), time(15)),
        ("7/3午後2時", time(14), None),
        ("7/3 14:00:00", time(14), None),
        ("7/3 0:00", time(0), None),
    ],
)
def test_times_are_taken_off_the_end(text: str, start: time, end: time | None) -> None:
    split = split_times(compact(text))
    assert not isinstance(split, Problem)
    line, times = split
    assert times == Times(start, end)
    assert line.startswith(("7/3", "2024-"))
    assert ":" not in line


@pytest.mark.parametrize("text", ["7/3", "2024-06-13", "10月末～11月初旬", "", "4/1-2"])
def test_a_date_alone_has_no_times(text: str) -> None:
    assert split_times(text) == (text, None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("7/3 25:00", "time.impossible"),
        ("7/3 24:00", "time.impossible"),
        ("7/3 14:60", "time.impossible"),
        ("7/3 14:00-25:00", "time.impossible"),
        ("7/3 午後13時", "time.impossible"),
        ("7/3 午後12時", "time.impossible"),
        ("7/3 15:00-14:00", "time.order"),
        ("7/3 14:00-14:00", "time.order"),
        ("7/3 午前10時～3時", "time.order"),
    ],
)
def test_times_that_no_clock_shows(text: str, code: str) -> None:
    split = split_times(compact(text))
    assert isinstance(split, Problem)
    assert split.code == code


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_every_minute_of_the_day_is_read_back(at: time) -> None:
    assert split_times(f"7/3 {at:%H:%M}") == ("7/3", Times(at))
    assert split_times(f"7/3 {at.hour}時{at.minute}分") == ("7/3", Times(at))
