from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.allocation import by_largest_remainder

weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=60).filter(any)


@given(st.integers(0, 10**7), weights)
def test_parts_add_up_and_none_is_more_than_one_from_its_share(total: int, shares: list[int]) -> None:
    parts = by_largest_remainder(total, shares)
    assert sum(parts) == total
    for part, weight in zip(parts, shares, strict=True):
        exact = total * weight / sum(shares)
        assert exact - 1 < part < exact + 1


def test_the_largest_remainders_get_what_is_left() -> None:
    assert by_largest_remainder(10, [5, 3, 1]) == [6, 3, 1]
    assert by_largest_remainder(1, [1, 1, 1]) == [1, 0, 0]
    assert by_largest_remainder(7, [0, 2, 2]) == [0, 4, 3]


@pytest.mark.parametrize(("total", "shares"), [(-1, [1]), (5, [0, 0]), (5, []), (5, [2, -1])])
def test_refuses_what_has_no_proportion(total: int, shares: list[int]) -> None:
    with pytest.raises(ValueError, match="divided by weights"):
        by_largest_remainder(total, shares)
