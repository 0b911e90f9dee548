"""The state machine of tests/store/test_history_machine.py, for longer."""

from __future__ import annotations

import runpy
from pathlib import Path

from hypothesis import settings

_MACHINE = runpy.run_path(str(Path(__file__).parents[1] / "store" / "test_history_machine.py"))


class TestLongHistoryMachine(_MACHINE["HistoryMachine"].TestCase):  # type: ignore[misc] - known only when run
    settings = settings(max_examples=800, stateful_step_count=60, deadline=None, database=None)
