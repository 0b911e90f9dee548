"""合計から配分 in the page: by whose shares, which products, what would change, and the button that stores it.

``AllocationPanel`` asks and tells; ``Division`` is the division under way, whose proposal stands in the grid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import FactKey
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import Cell, Table
from kyosai_desktop.operations.targets.allocating import Basis, Proposal, Request, propose
from kyosai_desktop.operations.targets.fixing import fix_values
from kyosai_desktop.operations.targets.preview import preview_table, read_fixed
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.combo_box import ComboBox
from kyosai_desktop.ui.targets.inline_panel import InlinePanel

_SHOWN_PROBLEMS = 3


class Scope(Enum):
    """Which products are divided."""

    CHANGED = "合計が内訳と違うもの"
    CURRENT = "選んでいる共済だけ"
    ALL = "すべて"


class AllocationPanel(InlinePanel):
    """The owner proposes again after ``changed`` and shows the proposal in its grid."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("合計から配分", "配分を反映する", parent=parent)
        self.basis = ComboBox()
        for basis in Basis:
            self.basis.addItem(basis.value, basis)
        self.scope = ComboBox()
        for scope in Scope:
            self.scope.addItem(scope.value, scope)
        self.add_field("割合(&B)", self.basis, "配分の割合")
        self.add_field("対象(&S)", self.scope, "配分する共済")
        self.fields.addStretch(1)
        self._answers = (0, 0)
        for field in (self.basis, self.scope):
            field.activated.connect(lambda _index: self.changed.emit())

    def begin(self) -> None:
        """Open with the usual answers."""
        self._answers = (0, 0)
        self.take_back()

    def keep_answers(self) -> None:
        """What is chosen now holds."""
        self._answers = (self.basis.currentIndex(), self.scope.currentIndex())

    def take_back(self) -> None:
        """Show the answers that hold again."""
        for field, answer in zip((self.basis, self.scope), self._answers, strict=True):
            with QSignalBlocker(field):
                field.setCurrentIndex(answer)

    def show_outcome(self, outcome: Proposal | Problem, fixed: int) -> None:
        """What would change, or why nothing can."""
        if isinstance(outcome, Problem):
            self.act.setEnabled(False)
            self.tell(outcome.message + outcome.next_step)
            return
        self.act.setEnabled(bool(outcome.names))
        lines = []
        if outcome.names:
            kept = f"固定した{fixed}か所はそのままです。" if fixed else ""
            lines.append(
                f"{'・'.join(outcome.names.values())}の{len(outcome.changes):,}か所が変わります。{kept}"
                "「配分後」に入力した値は固定し、残りを配分し直します。"
            )
        if outcome.equally:
            lines.append(f"前年度の数字がないため等しく分けました：{'、'.join(outcome.equally)}")
        lines += [problem.sentence() for problem in outcome.problems[:_SHOWN_PROBLEMS]]
        if len(outcome.problems) > _SHOWN_PROBLEMS:
            lines.append(f"ほかに{len(outcome.problems) - _SHOWN_PROBLEMS}件、配分できない合計があります。")
        self.tell("\n".join(lines))


_Fixed = Mapping[FactKey, int]


class Division:
    """What is being divided: the table it began from, the values fixed so far, and the ``proposal`` that follows.

    A proposal stays until another one takes its place or nothing is left to divide: what is typed while it stands
    never reaches the targets.
    """

    def __init__(self, panel: AllocationPanel) -> None:
        self._panel = panel
        self._series: dict[Scope, frozenset[int] | None] = {}
        self._fixed: _Fixed = {}
        self._request: Request | None = None
        self._done: list[tuple[str, _Fixed]] = []
        self._undone: list[tuple[str, _Fixed]] = []
        self.proposal: Proposal | None = None

    def begin(self, table: Table, current: tuple[int, int] | None) -> None:
        """Take the products of the table and of its current cell as what can be chosen."""
        self.end()
        self._series = {
            Scope.CHANGED: None,
            Scope.CURRENT: _series_in([line[current[1]] for line in table.cells] if current else []),
            Scope.ALL: _series_in([cell for line in table.cells for cell in line]),
        }

    def end(self) -> None:
        """Forget the proposal and what was fixed for it."""
        self._fixed, self.proposal, self._request = {}, None, None
        self._done, self._undone = [], []

    def request(self, form_codes: Sequence[str], version: int) -> Request:
        """What the panel asks for now."""
        self._request = Request(
            tuple(form_codes),
            version,
            self._panel.basis.currentData(),
            self._series[self._panel.scope.currentData()],
            self._fixed,
        )
        return self._request

    def propose(self, book: Book, viewpoint: Viewpoint, request: Request) -> Proposal | Problem:
        """Divide again; on the store thread."""
        outcome = propose(book, viewpoint, request)
        if isinstance(outcome, Problem):
            self.end()
        elif outcome.names:
            self.proposal = outcome
        return outcome

    def tell(self, outcome: Proposal | Problem) -> None:
        """Show in the panel what dividing would do."""
        self._panel.show_outcome(outcome, len(self._fixed))

    def table(self, book: Book, form_code: str, viewpoint: Viewpoint, proposal: Proposal) -> Table:
        """The proposal in a form; on the store thread."""
        return preview_table(book, form_code, viewpoint, proposal, self._fixed)

    def fix(
        self,
        book: Book,
        form_code: str,
        viewpoint: Viewpoint,
        proposal: Proposal,
        cells: Sequence[TypedCell],
        label: str,
    ) -> Applied | Problem:
        """Fix what was typed into 配分後, free what was emptied; on the store thread. What can't hold changes nothing."""
        typed = read_fixed(book, form_code, viewpoint, proposal, cells)
        if isinstance(typed, Problem) or self._request is None:
            return typed if isinstance(typed, Problem) else Applied(0)
        wanted = fix_values(book, viewpoint, proposal, self._request, typed)
        if isinstance(wanted, Problem):
            return wanted
        if wanted.fixed == self._fixed:
            return Applied(0)
        self._done.append((label, self._fixed))
        self._undone.clear()
        self._fixed, self._request = wanted.fixed, wanted
        return Applied(len(typed))

    def undo_label(self) -> str | None:
        """The fix that can be taken back."""
        return self._done[-1][0] if self._done else None

    def redo_label(self) -> str | None:
        """The fix that can be made again."""
        return self._undone[-1][0] if self._undone else None

    def undo(self) -> None:
        """Take back the latest fix."""
        self._travel(self._done, self._undone)

    def redo(self) -> None:
        """Make the fix taken back last again."""
        self._travel(self._undone, self._done)

    def _travel(self, source: list[tuple[str, _Fixed]], target: list[tuple[str, _Fixed]]) -> None:
        label, fixed = source.pop()
        target.append((label, self._fixed))
        self._fixed = fixed


def _series_in(cells: Sequence[Cell]) -> frozenset[int]:
    """The series of the figures in some cells."""
    return frozenset(cell.key.series_id for cell in cells if isinstance(cell.key, FactKey))
