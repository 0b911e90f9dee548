"""Whether what the window shows takes input, in the words of the status bar."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from kyosai_desktop.domain.viewpoint import Viewpoint
from kyosai_desktop.operations.confirmation_state import Confirmation

if TYPE_CHECKING:
    from kyosai_desktop.domain.table import CellState, Table
    from kyosai_desktop.ui.page import Desk, Page


class EditingState(Enum):
    """OPEN takes input; CONFIRMED figures are final until the 確定 is taken back; a COPY is a backup."""

    OPEN = "編集できます"
    CONFIRMED = "確定済み（読み取り専用）"
    COPY = "読み取り専用"


def editing_state(desk: Desk, confirmation: Confirmation | None, page: Page | None) -> EditingState:
    """Of a page with a table by its cells; where none of them tells, by the year and the month in the head."""
    viewpoint = desk.outlook.current
    if desk.session.read_only:
        return EditingState.COPY
    if viewpoint is None or confirmation is None or (page is not None and not page.of_one_year):
        return EditingState.OPEN
    grid = page.grid() if page else None
    shown = _of_cells(grid.table) if grid else None
    if shown is not None:
        return shown
    final = confirmation.whole or _month_is_final(confirmation, viewpoint)
    return EditingState.CONFIRMED if final else EditingState.OPEN


def _of_cells(table: Table) -> EditingState | None:
    from kyosai_desktop.domain.table import CellState  # with the first table, not before the first paint

    if _has(CellState.ENTRY, table):
        return EditingState.OPEN
    return EditingState.CONFIRMED if _has(CellState.LOCKED, table) else None


def _has(state: CellState, table: Table) -> bool:
    return any(cell.state is state for line in table.cells for cell in line)


def _month_is_final(confirmation: Confirmation, viewpoint: Viewpoint) -> bool:
    through, year = confirmation.through, viewpoint.year
    return through is not None and year.elapsed_months(viewpoint.through) <= year.elapsed_months(through)
