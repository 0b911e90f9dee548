"""The grid in which every table is read and typed: one ``Table`` on screen, with the hands of Excel.

``GridView`` is the whole interface; ``docs/excel-habits.md`` lists what it promises.
"""

from __future__ import annotations

from kyosai_desktop.ui.grid.summary import Summary
from kyosai_desktop.ui.grid.view import GridView

__all__ = ["GridView", "Summary"]
