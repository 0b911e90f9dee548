"""A few seeded kills; the whole battery is tests/long/test_kill_book.py."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(("mode", "kills"), [("commits", 9), ("backups", 5), ("migrations", 6)])
def test_killed_programs_leave_whole_books(tmp_path: Path, mode: str, kills: int) -> None:
    battery = Path(__file__).with_name("kill_battery.py")
    told = subprocess.run(
        [
            sys.executable,
            str(battery),
            mode,
            "--kills",
            str(kills),
            "--seed",
            "7",
            "--folder",
            str(tmp_path / "場所"),
        ],
        capture_output=True,
        check=True,
        timeout=120,
    )
    outcome = json.loads(told.stdout)
    assert outcome["faults"] == []
    assert outcome["kills"] == kills
    assert outcome["inside_commit"] >= (0 if mode == "backups" else kills // 3)
