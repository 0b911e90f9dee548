"""最近使ったブック: the menu of the books that were open last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QMenu

from kyosai_desktop.store.looking import is_there


def fill(menu: QMenu, books: Sequence[Path], open_book: Callable[[Path], object]) -> None:
    """One line for each book that is still there."""
    menu.clear()
    menu.setToolTipsVisible(True)
    for number, path in enumerate((each for each in books if is_there(each)), 1):
        name = f"{path.stem}（{path.parent.name}）".replace("&", "&&")
        action = menu.addAction(f"&{number}　{name}")
        action.setToolTip(str(path))
        action.triggered.connect(partial(_open, open_book, path))
    if menu.isEmpty():
        menu.addAction("まだありません").setEnabled(False)


def _open(open_book: Callable[[Path], object], path: Path, _checked: bool = False) -> None:
    open_book(path)
