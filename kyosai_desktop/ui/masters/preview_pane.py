"""A table to look at while it is being set up."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import Table
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.grid_card import GridCard
from kyosai_desktop.ui.labels import Elided, bold_of


class PreviewPane(QWidget):
    """A caption and a grid that takes nothing in."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.caption = Elided()
        bold_of(self.caption)
        self.view = GridView(lambda _cells, _label: _only_to_look_at())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.caption)
        layout.addWidget(GridCard(self.view), 1)

    def show_table(self, table: Table | None, nothing: str = "") -> None:
        """Show the table; without one, say ``nothing``."""
        if table is None:
            self.view.set_table(Table("", self._name, (), (), (), ()))
            self.caption.setText(f"{self._name}：{nothing}")
            return
        self.view.set_table(table)
        unit = f"（単位：{table.unit}）" if table.unit else ""
        words = "　".join(part for part in (f"{self._name}：{table.title}{unit}", table.as_of) if part)
        self.caption.setText(words)


def _only_to_look_at() -> Problem:
    return Problem(
        "cell.preview",
        "この表は、できあがりを確かめるためのものです。",
        "数字は「目標」と「実績」の画面で入力してください。",
    )
