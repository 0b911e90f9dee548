"""The window. ``start`` runs it; importing this package loads nothing of Qt."""

from __future__ import annotations

import gc

_ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000


def start(book: str | None) -> int:
    """Open the window on the book at this path (None: the last one) and run until it is closed."""
    # Python would look for garbage two hundred times before the first paint, and there is none: it takes 15 ms.
    gc.set_threshold(_ALLOCATIONS_BETWEEN_COLLECTIONS)
    from kyosai_desktop.ui import launch

    return launch.run(book)
