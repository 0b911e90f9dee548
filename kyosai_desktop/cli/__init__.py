"""The command line: the same verbs as in the window, for scheduled jobs, other programs and tests."""

from __future__ import annotations

from kyosai_desktop.cli.program import Ended, run

__all__ = ["Ended", "main", "run"]


def main(argv: list[str]) -> int:
    """Carry out one command (without the program's name) and return the exit status; never opens a window."""
    return run(argv).status
