"""The state machine of tests/stories/test_state_machine.py, for longer."""

from __future__ import annotations

import runpy
from pathlib import Path

from hypothesis import HealthCheck, settings

_MACHINE = runpy.run_path(str(Path(__file__).parents[1] / "stories" / "test_state_machine.py"))


class TestLongOfficeMachine(_MACHINE["OfficeMachine"].TestCase):  # type: ignore[misc] - known only when run
    settings = settings(
        max_examples=300,
        stateful_step_count=60,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
