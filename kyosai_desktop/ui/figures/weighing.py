"""件数の換算: products that count 0.1件 or 0.2件 each, added up to the figure of a cell."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from kyosai_desktop.domain.conversion import weighted_count
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.text.number import Number, parse_number
from kyosai_desktop.ui.figures.story_words import exact_words
from kyosai_desktop.ui.labels import Paragraph, button, plain, row

_LINES = 3
_USUAL = ("1", "0.1", "0.2")
_THOUSAND = 1000


class Weighing(QWidget):
    """Lines of 件数 × 換算. ``wanted(text)``: Enter or the button asks for the sum to be stored."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[tuple[QLineEdit, QLineEdit]] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        for column, title in ((0, "件数"), (2, "換算")):
            self._grid.addWidget(plain(title, "muted"), 0, column)
        self.total = plain()
        self.words = Paragraph("", "bad")
        self.words.hide()
        self.store = button("セルに入れる")
        self.store.clicked.connect(self._ask)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._grid)
        layout.addLayout(row(self.total, None, self.store))
        layout.addWidget(self.words)
        for factor in _USUAL[:_LINES]:
            self._add_line(factor)
        self._show_total()

    def outcome(self) -> str | Problem:
        """The sum as it would be typed; '' while nothing is filled in; a Problem for what can't be read."""
        products: list[tuple[int, int]] = []
        for count, factor in self.lines:
            if not count.text().strip():
                continue
            numbers = [parse_number(count.text()), parse_number(factor.text())]
            for number in numbers:
                if isinstance(number, Problem):
                    return number
            first, second = numbers
            if not isinstance(first, Number) or not isinstance(second, Number):
                return _incomplete()
            if first.thousandths % _THOUSAND:
                return _not_whole(count.text())
            products.append((first.thousandths // _THOUSAND, second.thousandths))
        return exact_words(weighted_count(products)) if products else ""

    def clear_counts(self) -> None:
        """Empty the counts for the next cell; the factors stay."""
        for count, _ in self.lines:
            count.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _add_line(self, factor: str) -> None:
        number = len(self.lines) + 1
        fields = QLineEdit(), QLineEdit(factor)
        for column, field, name in ((0, fields[0], "件数"), (2, fields[1], "換算")):
            field.setAccessibleName(f"{number}行目の{name}")
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setMinimumHeight(28)
            field.textChanged.connect(lambda _text: self._show_total())
            self._grid.addWidget(field, number, column)
        self._grid.addWidget(plain("×", "muted"), number, 1)
        self.lines.append(fields)

    def _show_total(self) -> None:
        made = self.outcome()
        problem = made.message + made.next_step if isinstance(made, Problem) else ""
        self.words.set_words(problem)
        self.words.setVisible(bool(problem))
        self.total.setText(f"＝ {made}件" if isinstance(made, str) and made else "＝ …")
        self.store.setEnabled(isinstance(made, str) and bool(made))

    def _ask(self) -> None:
        made = self.outcome()
        if isinstance(made, str) and made:
            self.wanted.emit(made)


def _incomplete() -> Problem:
    return Problem(
        "weighing.incomplete",
        "件数と換算のどちらかがありません。",
        "1件を何件と数えるか（0.1 など）を入力してください。",
    )


def _not_whole(text: str) -> Problem:
    return Problem(
        "weighing.not_whole",
        f"契約の件数「{text.strip()}」が整数ではありません。",
        "件数には契約の数を、換算には1件を何件と数えるかを入力してください。",
    )
