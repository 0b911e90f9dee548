"""件数の換算: products that count 0.1件 or 0.2件 each, added up to the figure of a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from kyosai_desktop.domain.conversion import weighted_count
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.text.number import Number, parse_number
from kyosai_desktop.operations.weighed_products import WeighedProduct
from kyosai_desktop.ui.figures.story_words import exact_words
from kyosai_desktop.ui.labels import Paragraph, button, plain, row

_USUAL = tuple(WeighedProduct("", factor) for factor in (1000, 100, 200))
"""What stands there until the office has named its products."""
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """商品 × 件数 × 換算."""

    name: QLineEdit
    count: QLineEdit
    factor: QLineEdit


class Weighing(QWidget):
    """Lines of 商品 × 件数 × 換算, any number. ``wanted(text)``: Enter or the button asks for the sum to be stored."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._shown: list[WeighedProduct] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 5)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(3, 3)
        for column, title in ((0, "商品"), (1, "件数"), (3, "換算")):
            self._grid.addWidget(plain(title, "muted"), 0, column)
        self.total = plain()
        self.words = Paragraph("", "bad")
        self.words.hide()
        self.more = button("商品を追加")
        self.more.clicked.connect(self._add_product)
        self.store = button("セルに入れる")
        self.store.clicked.connect(self._ask)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._grid)
        layout.addLayout(row(self.more, None))
        layout.addLayout(row(self.total, None, self.store))
        layout.addWidget(self.words)
        self.show_products([])

    def show_products(self, products: Sequence[WeighedProduct]) -> None:
        """A line for each product of the office; what is being filled in stays."""
        wanted = list(products or _USUAL)
        if wanted == self._shown or any(line.count.text() for line in self.lines):
            return
        self._shown = wanted
        while len(self.lines) > len(wanted):
            self._drop_line()
        while len(self.lines) < len(wanted):
            self._add_line()
        for line, product in zip(self.lines, wanted, strict=True):
            line.name.setText(product.name)
            line.factor.setText(exact_words(product.factor))
        self._show_total()

    def products(self) -> list[WeighedProduct]:
        """The products that have a name and a factor, to be kept."""
        named = [
            (line.name.text().strip(), parse_number(line.factor.text()))
            for line in self.lines
            if line.name.text().strip()
        ]
        return [
            WeighedProduct(name, factor.thousandths) for name, factor in named if isinstance(factor, Number)
        ]

    def how(self) -> str:
        """「先進医療特約 3×0.1」 of the lines that are filled in, for the history."""
        filled = [line for line in self.lines if line.count.text().strip()]
        parts = (
            f"{line.name.text().strip()} {line.count.text().strip()}×{line.factor.text().strip()}".strip()
            for line in filled
        )
        return "、".join(parts)

    def outcome(self) -> str | Problem:
        """The sum as it would be typed; '' while nothing is filled in; a Problem for what can't be read."""
        products: list[tuple[int, int]] = []
        for line in self.lines:
            count, factor = line.count, line.factor
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
        for line in self.lines:
            line.count.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _add_line(self) -> None:
        number = len(self.lines) + 1
        line = Line(QLineEdit(), QLineEdit(), QLineEdit())
        for column, field, name in (
            (0, line.name, "商品"),
            (1, line.count, "件数"),
            (3, line.factor, "換算"),
        ):
            field.setAccessibleName(f"{number}行目の{name}")
            if field is not line.name:
                field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setMinimumHeight(28)
            field.setMinimumWidth(40)
            field.textChanged.connect(lambda _text: self._show_total())
            self._grid.addWidget(field, number, column)
        self._grid.addWidget(plain("×", "muted"), number, 2)
        self.lines.append(line)

    def _add_product(self) -> None:
        self._add_line()
        self.lines[-1].name.setFocus()

    def _drop_line(self) -> None:
        number = len(self.lines)
        self.lines.pop()
        for column in range(4):
            item = self._grid.itemAtPosition(number, column)
            widget = item.widget() if item is not None else None
            if widget is not None:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()

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
