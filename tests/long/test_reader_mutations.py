"""Thousands of damaged workbooks: every outcome is one of the list, and no value of a checked file is
wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("mode", "common", "least"),
    [
        ("damaged.xlsx", "file.damaged_zip", 1_500),
        ("strange.xlsx", "file.damaged", 500),
        ("damaged.xls", "file.damaged", 300),
    ],
)
def test_3000_damaged_workbooks(tmp_path: Path, mode: str, common: str, least: int) -> None:
    battery = Path(__file__).parents[1] / "excel" / "reader" / "mutation_battery.py"
    told = subprocess.run(
        [
            sys.executable,
            str(battery),
            mode,
            "--files",
            "3000",
            "--seed",
            "1000",
            "--folder",
            str(tmp_path / "場所"),
        ],
        capture_output=True,
        check=True,
        timeout=900,
    )
    outcome = json.loads(told.stdout)
    assert outcome["faults"] == []
    assert outcome["outcomes"][common] >= least
