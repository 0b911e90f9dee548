"""The lines of a figure's history."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kyosai_desktop.domain.fact import Role, Status
from kyosai_desktop.store.fact_history import FactState, FactStep
from kyosai_desktop.store.history import StepState
from kyosai_desktop.ui.figures.story_words import change_words

ABOUT, FIRM = FactState(160_000, Status.APPROXIMATE), FactState(161_000, Status.FINAL)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (ABOUT, FIRM, "160（概数） → 161（確定）"),
        (ABOUT, FactState(161_000, Status.APPROXIMATE), "160 → 161"),
        (ABOUT, FactState(160_000, Status.FINAL), "概数 → 確定"),
        (None, ABOUT, "未報告 → 160（概数）"),
        (None, FIRM, "未報告 → 161"),
        (ABOUT, None, "160（概数） → 未報告"),
        (FIRM, FactState(None, Status.FINAL), "161 → －"),
    ],
)
def test_a_change_of_the_status_is_told_with_the_value(
    before: FactState | None, after: FactState | None, words: str
) -> None:
    when = datetime(2024, 6, 3, 9, 0, tzinfo=UTC)
    step = FactStep(1, when, "山田", "入力", StepState.DONE, before, after, Role.OWN)
    assert change_words(step)[0] == words
