"""Which version of the program this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The version as it was installed; '' when the program runs from a folder without being installed."""
    try:
        return version("kyosai-desktop")
    except PackageNotFoundError:
        return ""
