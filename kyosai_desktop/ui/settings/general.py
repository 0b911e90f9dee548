"""設定＞全般: the look, the councils and their rules, where the book is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QVBoxLayout, QWidget

from kyosai_desktop.domain.series import Council
from kyosai_desktop.ui.combo_box import ComboBox
from kyosai_desktop.ui.labels import Heading, Paragraph, button, plain, row
from kyosai_desktop.ui.page import Desk
from kyosai_desktop.ui.theme import TEXT_SIZES, Appearance

_APPEARANCES = (
    ("パソコンの設定に合わせる", Appearance.SYSTEM),
    ("明るい", Appearance.LIGHT),
    ("暗い", Appearance.DARK),
)


class General(QWidget):
    """Cards; every choice holds at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.appearance = _box("明るさ", [text for text, _ in _APPEARANCES])
        self.text_size = _box("文字の大きさ", [f"{percent}％" for percent in TEXT_SIZES])
        self.appearance.activated.connect(self._choose_appearance)
        self.text_size.activated.connect(self._choose_text_size)
        look, look_lines = _card("表示")
        _add(look_lines, "明るさ", self.appearance)
        _add(look_lines, "文字の大きさ", self.text_size)
        councils, self._council_lines = _card("会議体")
        place, place_lines = _card("ブック")
        path = Paragraph(str(desk.session.path))
        folder = button("フォルダーを開く")
        folder.clicked.connect(desk.commands.open_folder.trigger)
        place_lines.addRow(plain("場所", "muted"), path)
        place_lines.addRow(QWidget(), _widget_row(folder))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(12)
        for card in (look, councils, place):
            layout.addWidget(card)
        layout.addStretch(1)
        self.refresh(desk.outlook.councils)

    def refresh(self, councils: Sequence[Council]) -> None:
        """Show what is chosen now."""
        preferences = self._desk.preferences
        self.appearance.setCurrentIndex([each for _, each in _APPEARANCES].index(preferences.appearance))
        self.text_size.setCurrentIndex(TEXT_SIZES.index(preferences.text_percent))
        while self._council_lines.rowCount():
            self._council_lines.removeRow(0)
        for council in councils:
            words = (
                f"年度の始まり {council.start_month}月　／　達成率の端数 {council.rounding.value}・"
                f"小数{council.rate_decimals}桁"
            )
            self._council_lines.addRow(plain(council.name), plain(words, "muted"))

    def _choose_appearance(self, index: int) -> None:
        self._desk.preferences.appearance = _APPEARANCES[index][1]
        self._desk.restyle()

    def _choose_text_size(self, index: int) -> None:
        self._desk.preferences.text_percent = TEXT_SIZES[index]
        self._desk.restyle()


def _card(title: str) -> tuple[QFrame, QFormLayout]:
    card = QFrame()
    card.setProperty("card", True)
    lines = QFormLayout()
    lines.setHorizontalSpacing(24)
    lines.setVerticalSpacing(10)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(20, 16, 20, 16)
    layout.setSpacing(12)
    layout.addWidget(Heading(title, 1.1))
    layout.addLayout(lines)
    return card, lines


def _box(name: str, choices: Sequence[str]) -> QComboBox:
    box = ComboBox(name)
    box.addItems(choices)
    box.setMinimumWidth(240)
    return box


def _add(lines: QFormLayout, words: str, box: QComboBox) -> None:
    label = QLabel(words)
    label.setProperty("tone", "muted")
    label.setBuddy(box)
    label.setMinimumHeight(box.sizeHint().height())  # else it stands at the top of the row
    lines.addRow(label, _widget_row(box))


def _widget_row(widget: QWidget) -> QWidget:
    holder = QWidget()
    holder.setLayout(row(widget, None))
    return holder
