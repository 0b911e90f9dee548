"""The whole battery of kills: nothing acknowledged is lost, nothing is there by half."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("mode", "inside_commit"), [("commits", 50), ("backups", 0), ("migrations", 50)])
def test_200_killed_programs_leave_whole_books(
    tmp_path: Path, mode: str, inside_commit: int, seed: int
) -> None:
    battery = Path(__file__).parents[1] / "store" / "kill_battery.py"
    told = subprocess.run(
        [
            sys.executable,
            str(battery),
            mode,
            "--kills",
            "200",
            "--seed",
            str(seed),
            "--folder",
            str(tmp_path / "場所"),
        ],
        capture_output=True,
        check=True,
        timeout=900,
    )
    outcome = json.loads(told.stdout)
    assert outcome["faults"] == []
    assert outcome["kills"] == 200
    assert outcome["inside_commit"] >= inside_commit
