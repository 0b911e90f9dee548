"""The window. ``start`` runs it; importing this package loads nothing of Qt."""

from __future__ import annotations


def start(book: str | None) -> int:
    """Open the window on the book at this path (None: the last one) and run until it is closed."""
    from kyosai_desktop.ui import launch

    return launch.run(book)
