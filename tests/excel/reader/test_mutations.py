"""A few damaged workbooks; thousands are in tests/long/test_reader_mutations.py."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("mode", ["damaged.xlsx", "strange.xlsx", "damaged.xls"])
def test_damaged_workbooks_are_refused_by_name_or_read_right(tmp_path: Path, mode: str) -> None:
    battery = Path(__file__).with_name("mutation_battery.py")
    told = subprocess.run(
        [sys.executable, str(battery), mode, "--files", "40", "--folder", str(tmp_path / "場所")],
        capture_output=True,
        check=True,
        timeout=120,
    )
    outcome = json.loads(told.stdout)
    assert outcome["faults"] == []
    assert sum(count for code, count in outcome["outcomes"].items() if code != "read wrong") == 40
