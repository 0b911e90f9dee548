"""The only place that asks the user in a window of its own. Tests hand in another ``Dialogs`` with the answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget, QWizard

BOOKS = "共済デスクのブック (*.kyosai)"
FIGURES = "Excel・CSV (*.xlsx *.xlsm *.xls *.csv)"
PDF = "PDF (*.pdf)"
TEXT = "テキスト (*.txt)"
WORKBOOK = "Excelブック (*.xlsx)"


class Dialogs(Protocol):
    """What can be asked. None and empty answers mean やめる."""

    def open_book(self, parent: QWidget, folder: Path) -> Path | None:
        """Choose a book to open."""

    def open_files(self, parent: QWidget, title: str, kinds: str, folder: Path) -> Sequence[Path]:
        """Choose files to read, beginning in a folder."""

    def save_file(self, parent: QWidget, title: str, suggestion: Path, kinds: str) -> Path | None:
        """Choose where to write; replacing an existing file has been confirmed."""

    def printer(self, parent: QWidget, title: str, pages: int) -> QPrinter | None:
        """Choose a printer, the pages and the number of copies."""

    def ask_reason(self, parent: QWidget, title: str, message: str, command: str) -> str | None:
        """Ask why something that was closed is opened again; ``command`` stands on the button."""

    def show_wizard(self, wizard: QWizard) -> None:
        """Have the user go through a wizard; what came of it, the wizard knows."""

    def show_file(self, path: Path) -> bool:
        """Open a file with the program the desktop uses for it."""


class SystemDialogs:
    """The desktop's own dialogs. Qt's classes for them are imported when one is asked for."""

    def open_book(self, parent: QWidget, folder: Path) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getOpenFileName(parent, "ブックを開く", str(folder), BOOKS)
        return Path(name) if name else None

    def open_files(self, parent: QWidget, title: str, kinds: str, folder: Path) -> Sequence[Path]:
        from PySide6.QtWidgets import QFileDialog

        names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), kinds)
        return [Path(name) for name in names]

    def save_file(self, parent: QWidget, title: str, suggestion: Path, kinds: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getSaveFileName(parent, title, str(suggestion), kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(suggestion.suffix)

    def printer(self, parent: QWidget, title: str, pages: int) -> QPrinter | None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle("印刷")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, pages)
        accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
        dialog.deleteLater()
        return printer if accepted else None

    def ask_reason(self, parent: QWidget, title: str, message: str, command: str) -> str | None:
        from kyosai_desktop.ui.year_end.reason_dialog import ReasonDialog

        dialog = ReasonDialog(title, message, command, parent)
        accepted = dialog.exec() == ReasonDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.text() if accepted else None

    def show_wizard(self, wizard: QWizard) -> None:
        wizard.exec()

    def show_file(self, path: Path) -> bool:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
