"""The entrance leads to the right place."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("entrance", [["-m", "kyosai_desktop"], ["main.py"]])
def test_the_frozen_program_can_be_its_own_workbook_reader(
    entrance: list[str], pytestconfig: pytest.Config
) -> None:
    """It answers nothing when asked nothing, and ends with its input."""
    ran = subprocess.run(
        [sys.executable, *entrance, "--reader"],
        cwd=pytestconfig.rootpath,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
