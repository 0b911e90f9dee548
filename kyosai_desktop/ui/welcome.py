"""What the window shows while no book is open: ways to begin."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kyosai_desktop.store.looking import is_there
from kyosai_desktop.ui.labels import Heading, Paragraph, button, plain, row
from kyosai_desktop.ui.picture import Picture
from kyosai_desktop.ui.preferences import default_books_folder

_PRESETS = {"both": "労済とろうきん", "rosai": "労済だけ", "rokin": "ろうきんだけ"}


class Welcome(QWidget):
    """Tells which way was chosen, and for which councils; making and opening is done elsewhere."""

    sample_wanted = Signal(str)
    empty_wanted = Signal(str)
    settings_wanted = Signal()
    book_wanted = Signal()

    def showEvent(self, event: QShowEvent) -> None:
        if self.layout() is None:  # most starts open a book and never show this
            self._build()
        super().showEvent(event)

    def _build(self) -> None:
        self.presets = _Presets()
        self.sample = button("見本データで試す", primary=True)
        self.empty = button("空で始める")
        self.settings = button("設定ブックを選ぶ")
        self.open = button("ブックを開く")
        self.sample.clicked.connect(lambda: self.sample_wanted.emit(self.presets.chosen()))
        self.empty.clicked.connect(lambda: self.empty_wanted.emit(self.presets.chosen()))
        self.settings.clicked.connect(self.settings_wanted)
        self.open.clicked.connect(self.book_wanted)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        for icon_name, title, words, made in (
            ("database", "見本データで試す",
             "数字と役員・会議が入った見本のブックを作ります。氏名はすべて架空です。", self.sample),
            ("pencil", "空で始める",
             "選んだ会議体の分類・項目・様式が入った、数字のないブックを作ります。", self.empty),
            ("file-spreadsheet", "設定ブックから作る",
             "ほかの事務局が書き出した設定ブック（Excel）の会議体・分類・様式で始めます。", self.settings),
            ("folder-open", "ブックを開く",
             "すでにあるブック（.kyosai）を選びます。", self.open),
        ):  # fmt: skip
            cards.addWidget(_card(icon_name, title, words, made))
        self.place = Paragraph("", "muted")
        self.place.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        heading = Heading("共済デスク", 2.0)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        lead = plain("目標と実績、役員体制、会議日程、配布資料を、ひとつのブックにまとめます。", "muted")
        lead.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(16)
        layout.addStretch(2)
        layout.addWidget(heading)
        layout.addWidget(lead)
        layout.addSpacing(4)
        layout.addWidget(self.presets, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(_centred(cards))
        layout.addSpacing(8)
        layout.addWidget(self.place)
        layout.addStretch(3)
        self.place.set_words(
            f"新しいブックは「{default_books_folder()}」に置きます。入力はすぐに保存され、"
            "どの操作も後から元に戻せます。"
        )


class _Presets(QWidget):
    """Which councils a new book is for: one of three buttons."""

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        label = plain("新しいブックの会議体", "muted")
        line = row(label)
        for preset, words in _PRESETS.items():
            made = button(words)
            made.setCheckable(True)
            made.setAccessibleName(f"新しいブックの会議体：{words}")
            self._group.addButton(made)
            self.buttons[preset] = made
            line.addWidget(made)
        self.buttons["both"].setChecked(True)
        self.setLayout(line)

    def chosen(self) -> str:
        """The preset of the button that is pressed."""
        return next(preset for preset, each in self.buttons.items() if each.isChecked())


def _centred(layout: QHBoxLayout) -> QGridLayout:
    middle = QGridLayout()
    middle.setColumnStretch(0, 1)
    middle.setColumnStretch(2, 1)
    middle.addLayout(layout, 0, 1)
    return middle


def new_book_path(name: str, folder: Path | None = None) -> Path:
    """Where a new book called ``name`` goes: the first name that is free in ``folder``, or in the default one."""
    folder = folder or default_books_folder()
    with contextlib.suppress(OSError):  # the book that is to be made there says why it can't
        folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.kyosai"
    number = 2
    while is_there(path):
        path = folder / f"{name}（{number}）.kyosai"
        number += 1
    return path


def _card(icon_name: str, title: str, words: str, made: QWidget) -> QFrame:
    card = QFrame()
    card.setProperty("card", True)
    card.setMinimumWidth(250)
    card.setMaximumWidth(300)
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
