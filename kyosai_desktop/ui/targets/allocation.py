"""合計から配分 in the page: by whose shares, which products, what would change, and the button that stores it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations.targets.allocating import Basis, Proposal
from kyosai_desktop.ui.targets.inline_panel import InlinePanel, choice_field

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
        self.basis = choice_field()
        for basis in Basis:
            self.basis.addItem(basis.value, basis)
        self.scope = choice_field()
        for scope in Scope:
            self.scope.addItem(scope.value, scope)
        self.add_field("割合(&B)", self.basis, "配分の割合")
        self.add_field("対象(&S)", self.scope, "配分する共済")
        self.fields.addStretch(1)
        for field in (self.basis, self.scope):
            field.activated.connect(lambda _index: self.changed.emit())

    def begin(self) -> None:
        """Open with the usual answers."""
        for field in (self.basis, self.scope):
            with QSignalBlocker(field):
                field.setCurrentIndex(0)

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
