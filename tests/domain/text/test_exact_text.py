"""Values as digits for other programs."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.text.number import exact_text


@given(st.integers(-(2**63), 2**63))
def test_the_digits_are_the_value(thousandths: int) -> None:
    text = exact_text(thousandths)
    assert Decimal(text) * 1000 == thousandths
    assert "." not in text or text[-1] not in "0."
    assert "E" not in text
