"""A line above a list that asks for what an organisation becomes, and from which 年度."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.ui.combo_box import ComboBox
from kyosai_desktop.ui.labels import button, plain

_YEARS_BACK, _YEARS_ON = 3, 3

Answer = Callable[[str, int], bool]
"""Gets the name (or the code of the heir) and the 年度; says whether that was taken."""


class YearStrip(QFrame):
    """Hidden until something is asked. Enter in the name or the button answers, Esc gives up."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("info", "note")
        self.words = plain()
        self.year = ComboBox("年度")
        self.name = QLineEdit()
        self.name.setProperty("search", True)
        self.name.setMinimumHeight(32)
        self.name.setMinimumWidth(280)
        self.name.setAccessibleName("新しい名称")
        self.heir = ComboBox("統合先")
        self.heir.setMinimumWidth(220)
        self.ok = button("", primary=True)
        self.cancel = button("やめる")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(8)
        for widget in (self.words, self.year, self.name, self.heir, self.ok, self.cancel):
            layout.addWidget(widget)
        layout.addStretch(1)
        self._act: Answer = lambda _text, _year: True
        self.ok.clicked.connect(self._answer)
        self.name.returnPressed.connect(self._answer)
        self.cancel.clicked.connect(self.hide)
        self.hide()

    def ask_name(self, name: str, year: FiscalYear, act: Answer) -> None:
        """Ask for a new name of 「name」."""
        self._ask(f"「{name}」の名称を", "名称を変える", year, act)
        self.heir.hide()
        self.name.show()
        self.name.setText(name)
        self.name.setFocus()
        self.name.selectAll()

    def ask_heir(self, name: str, others: Sequence[tuple[str, str]], year: FiscalYear, act: Answer) -> None:
        """Ask for the one of ``others`` (name, code) into which 「name」 is merged."""
        self._ask(f"「{name}」を", "統合する", year, act)
        self.name.hide()
        self.heir.clear()
        for words, code in others:
            self.heir.addItem(f"「{words}」に", code)
        self.ok.setEnabled(bool(others))
        self.heir.show()
        self.heir.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            event.accept()
            return
        super().keyPressEvent(event)

    def _ask(self, words: str, answer: str, year: FiscalYear, act: Answer) -> None:
        self._act = act
        self.words.setText(words)
        self.ok.setText(answer)
        self.ok.setEnabled(True)
        self.year.clear()
        for each in range(year.year - _YEARS_BACK, year.year + _YEARS_ON + 1):
            self.year.addItem(f"{each}年度から", each)
        self.year.setCurrentIndex(_YEARS_BACK + 1)
        self.show()

    def _answer(self) -> None:
        asked_name = not self.name.isHidden()
        text = self.name.text().strip() if asked_name else str(self.heir.currentData())
        if self._act(text, int(self.year.currentData())):
            self.hide()
