"""Ids of two offices never meet."""

from __future__ import annotations

import pytest

from kyosai_desktop.store import ids


def test_ids_are_different_positive_and_fit_into_62_bits() -> None:
    drawn = {ids.new_id() for _ in range(10_000)}
    assert len(drawn) == 10_000
    assert all(0 < number < 2**62 for number in drawn)
    assert max(drawn) > 2**60


def test_zero_is_never_an_id(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter([b"\0" * 8, b"\0" * 7 + b"\3", b"\0" * 7 + b"\4"])
    monkeypatch.setattr(ids.os, "urandom", lambda _bytes: next(draws))
    assert ids.new_id() == 1
