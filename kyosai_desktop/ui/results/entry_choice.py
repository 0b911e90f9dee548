"""累計 or 当月: what is typed into the results, said beside the month and changed there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QWidget

from kyosai_desktop.ui.labels import button, row


class EntryChoice(QWidget):
    """Two buttons of which one is down: a second face of the command in the menu 表示, without a state of its own."""

    def __init__(self, month: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = month
        self.cumulative = button("累計で入力")
        self.cumulative.setToolTip("実績の列に、年度はじめからその月までの累計を入力します")
        self.monthly = button("当月で入力")
        self.monthly.setToolTip(month.toolTip())
        group = QButtonGroup(self)
        for each, wanted in ((self.cumulative, False), (self.monthly, True)):
            each.setCheckable(True)
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            each.clicked.connect(lambda _down, wanted=wanted: self._choose(wanted))
            group.addButton(each)
        self.setLayout(row(self.cumulative, self.monthly, spacing=4))
        month.toggled.connect(self._follow)
        self._follow()

    def _choose(self, month: bool) -> None:
        self._month.setChecked(month)
        self._follow()  # the command stays as it was while a text that can't be taken is in its editor

    def _follow(self) -> None:
        (self.monthly if self._month.isChecked() else self.cumulative).setChecked(True)
