"""The window. ``start`` runs it; importing this package loads nothing of Qt."""

from __future__ import annotations

import builtins
import gc

ALLOCATIONS_BETWEEN_COLLECTIONS = 50_000
"""How much Python makes before it looks for garbage: by itself it would look hundreds of times, and find none."""


def start(book: str | None) -> int:
    """Open the window on the book at this path (None: the last one) and run until it is closed."""
    gc.set_threshold(ALLOCATIONS_BETWEEN_COLLECTIONS)
    _import_qt_alone()
    from kyosai_desktop.ui import launch

    return launch.run(book)


def _import_qt_alone() -> None:
    """Import Qt and let ``import`` stay as it was: PySide's own reads the source of every module imported after it in
    search of ``from __feature__ import``, which this program has nowhere.
    """
    plain_import = builtins.__import__
    import PySide6.QtCore  # noqa: F401 - imported for what it does to ``import``

    builtins.__import__ = plain_import
