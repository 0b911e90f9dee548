"""What the window shows while no book is open: three ways to begin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kyosai_desktop.ui.labels import Heading, Paragraph, button, plain
from kyosai_desktop.ui.picture import Picture
from kyosai_desktop.ui.preferences import default_books_folder


class Welcome(QWidget):
    """Tells which way was chosen; making and opening is done elsewhere."""

    sample_wanted = Signal()
    empty_wanted = Signal()
    book_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        self.sample = button("見本データで試す", primary=True)
        self.empty = button("空で始める")
        self.open = button("ブックを開く")
        for icon_name, title, words, made, wanted in (
            ("database", "見本データで試す",
             "数字と役員・会議が入った見本のブックを作ります。氏名はすべて架空です。", self.sample, self.sample_wanted),
            ("pencil", "空で始める",
             "労済とろうきんの分類・共済・様式が入った、数字のないブックを作ります。", self.empty, self.empty_wanted),
            ("folder-open", "ブックを開く",
             "すでにあるブック（.kyosai）を選びます。", self.open, self.book_wanted),
        ):  # fmt: skip
            made.clicked.connect(wanted)
            cards.addWidget(_card(icon_name, title, words, made))
        self.place = Paragraph("", "muted")
        self.place.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        heading = Heading("共済デスク", 2.0)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        lead = plain("目標と実績、役員体制、会議日程、配布資料を、ひとつのブックにまとめます。", "muted")
        lead.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = QGridLayout()
        middle.setColumnStretch(0, 1)
        middle.setColumnStretch(2, 1)
        middle.addLayout(cards, 0, 1)
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(2)
        layout.addWidget(heading)
        layout.addWidget(lead)
        layout.addSpacing(12)
        layout.addLayout(middle)
        layout.addSpacing(8)
        layout.addWidget(self.place)
        layout.addStretch(3)
        self.place.set_words(
            f"新しいブックは「{default_books_folder()}」に置きます。入力はすぐに保存され、"
            "どの操作も後から元に戻せます。"
        )


def new_book_path(name: str, folder: Path | None = None) -> Path:
    """Where a new book called ``name`` goes: the first name that is free in ``folder``, or in the default one."""
    folder = folder or default_books_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.kyosai"
    number = 2
    while path.exists():
        path = folder / f"{name}（{number}）.kyosai"
        number += 1
    return path


def _card(icon_name: str, title: str, words: str, made: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("card", True)
    card.setMinimumWidth(280)
    card.setMaximumWidth(340)
    text = Paragraph(words, "muted")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(20, 20, 20, 20)
    layout.setSpacing(10)
    layout.addWidget(Picture(icon_name, "accent", 36))
    layout.addWidget(Heading(title, 1.15))
    layout.addWidget(text)
    layout.addStretch(1)
    layout.addWidget(made)
    return card
