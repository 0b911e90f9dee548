"""What this user of this computer chose: appearance, size of text, last book, place of the window. Not in the book."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from kyosai_desktop.store.looking import is_folder
from kyosai_desktop.ui.theme import TEXT_SIZES, Appearance

APPLICATION = "KyosaiDesktop"
_RECENT_BOOKS = 5


def default_books_folder() -> Path:
    """Where a new book goes unless the user says otherwise: a local folder, never a synchronised one."""
    return _folder(QStandardPaths.StandardLocation.GenericDataLocation)


def default_log_folder() -> Path:
    """Where records of breakdowns go."""
    return _folder(QStandardPaths.StandardLocation.GenericStateLocation)


def _folder(kind: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(kind)) / APPLICATION


class Preferences:
    """Read and written at once; a value that can't be understood counts as not chosen."""

    def __init__(self, file: Path | None = None) -> None:
        place = file or _folder(QStandardPaths.StandardLocation.GenericConfigLocation) / "preferences.ini"
        self._values = QSettings(str(place), QSettings.Format.IniFormat)

    @property
    def appearance(self) -> Appearance:
        """明るい, 暗い, or as the desktop."""
        found = self._text("appearance")
        return next((each for each in Appearance if each.value == found), Appearance.SYSTEM)

    @appearance.setter
    def appearance(self, value: Appearance) -> None:
        self._values.setValue("appearance", value.value)

    @property
    def text_percent(self) -> int:
        """One of ``TEXT_SIZES``."""
        found = self._text("text_percent")
        return int(found) if found.isdecimal() and int(found) in TEXT_SIZES else 100

    @text_percent.setter
    def text_percent(self, value: int) -> None:
        self._values.setValue("text_percent", str(value))

    @property
    def last_book(self) -> Path | None:
        """The book to open when none is named."""
        found = self._text("last_book")
        return Path(found) if found else None

    @last_book.setter
    def last_book(self, value: Path) -> None:
        recent = [str(value), *(str(each) for each in self.recent_books if each != value)]
        self._values.setValue("last_book", str(value))
        self._values.setValue("recent_books", recent[:_RECENT_BOOKS])

    @property
    def recent_books(self) -> list[Path]:
        """The books that were open last, the newest first."""
        found = self._values.value("recent_books", [])
        return [Path(str(each)) for each in (found if isinstance(found, list) else [found]) if each]

    @property
    def import_folder(self) -> Path | None:
        """The folder of the files that were imported last; None while there is none, or it is gone."""
        found = self._text("import_folder")
        return Path(found) if found and is_folder(Path(found)) else None

    @import_folder.setter
    def import_folder(self, value: Path) -> None:
        self._values.setValue("import_folder", str(value))

    @property
    def shows_function_keys(self) -> bool:
        """Whether the bar of function keys is on the screen."""
        return self._text("function_keys") != "hidden"

    @shows_function_keys.setter
    def shows_function_keys(self, value: bool) -> None:
        self._values.setValue("function_keys", "shown" if value else "hidden")

    @property
    def geometry(self) -> QByteArray:
        """Place and size of the window as Qt saved it; empty the first time."""
        found = self._values.value("geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._values.setValue("geometry", value)

    def _text(self, name: str) -> str:
        return str(self._values.value(name, ""))
