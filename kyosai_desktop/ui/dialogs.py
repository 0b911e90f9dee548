"""The only place that asks the user in a window of its own. Tests hand in another ``Dialogs`` with the answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kyosai_desktop.store.looking import is_there

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
        """Choose where to write; the name ends like the suggestion, and replacing an existing file has been confirmed."""

    def printer(self, parent: QWidget, title: str, pages: int) -> QPrinter | None:
        """Choose a printer, the pages and the number of copies."""

    def ask_reason(self, parent: QWidget, title: str, message: str, command: str) -> str | None:
        """Ask why something that was closed is opened again; ``command`` stands on the button."""

    def show_wizard(self, wizard: QWizard) -> None:
        """Have the user go through a wizard; what came of it, the wizard knows."""

    def show_file(self, path: Path) -> bool:
        """Open a file with the program the desktop uses for it."""


def with_ending(path: Path, suffix: str) -> Path:
    """``path`` with ``suffix`` at its end: 「R6.5」 is a name without one, whatever stands behind its point."""
    return path if path.suffix.lower() == suffix.lower() else path.with_name(path.name + suffix)


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

        dialog = QFileDialog(parent, title, str(suggestion.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suggestion.suffix)
        dialog.selectFile(suggestion.name)
        try:
            while dialog.exec() == QFileDialog.DialogCode.Accepted:
                chosen = Path(dialog.selectedFiles()[0])
                path = with_ending(chosen, suggestion.suffix)
                if path == chosen or not is_there(path):
                    return path
                dialog.selectFile(path.name)  # nobody was asked about this one yet
        finally:
            dialog.deleteLater()
        return None

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
