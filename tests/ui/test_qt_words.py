"""Qt's own dialogs are in Japanese, too."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QGroupBox, QLabel, QTreeView, QWidget
from pytestqt.qtbot import QtBot

ALLOWED = re.compile(r"PDF|CUPS|kyosai|\(&?[A-Z]\)|&[A-Z]|A4|pdf|DPI")


def english_in(dialog: QWidget) -> set[str]:
    texts: list[str] = []
    for widget in dialog.findChildren(QWidget):
        texts.append(widget.toolTip())
        if isinstance(widget, QLabel | QAbstractButton):
            texts.append(widget.text())
        if isinstance(widget, QGroupBox):
            texts.append(widget.title())
        if isinstance(widget, QTreeView) and widget.model() is not None:
            columns = range(widget.model().columnCount())
            texts += [str(widget.model().headerData(i, Qt.Orientation.Horizontal)) for i in columns]
    plain = (re.sub(r"<[^>]*>", "", text) for text in texts if text and not text.startswith("/"))
    return {text for text in plain if re.search(r"[A-Za-z]{3,}", ALLOWED.sub("", text))}


@pytest.mark.parametrize("mode", [QFileDialog.AcceptMode.AcceptOpen, QFileDialog.AcceptMode.AcceptSave])
def test_the_file_dialog_is_japanese(mode: QFileDialog.AcceptMode, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "支店").mkdir()
    dialog = QFileDialog(None, "ブックを開く", str(tmp_path), "共済デスクのブック (*.kyosai)")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(mode)
    dialog.show()
    assert english_in(dialog) == set()
    tree = dialog.findChild(QTreeView)
    assert tree is not None
    qtbot.waitUntil(lambda: tree.model().rowCount(tree.rootIndex()) == 1, timeout=2_000)
    assert tree.model().index(0, 2, tree.rootIndex()).data() == "フォルダー"


def test_the_print_dialog_is_japanese(tmp_path: Path, qtbot: QtBot) -> None:
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "印刷.pdf"))
    dialog = QPrintDialog(printer)
    qtbot.addWidget(dialog)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, 3)
    dialog.show()
    boxes = {box.itemText(i) for box in dialog.findChildren(QComboBox) for i in range(box.count())}
    assert english_in(dialog) == set()
    assert "Pages" not in boxes
