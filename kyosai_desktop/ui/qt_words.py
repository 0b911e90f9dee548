"""Japanese for the words of Qt's own dialogs that its translation leaves in English."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

_WORDS = {
    "&Look in:": "場所(&L):",
    "Files of &type:": "ファイルの種類(&T):",
    "Folder": "フォルダー",
    "File Folder": "フォルダー",
    "Drive": "ドライブ",
    "File": "ファイル",
    "%1 File": "%1 ファイル",
    "Double Sided Printing": "両面印刷",
    "Off": "しない",
    "Long side binding": "長辺でとじる",
    "Short side binding": "短辺でとじる",
    "Page &Set:": "対象(&S):",
    "Pages": "頁",
    "Specify pages or ranges separated by commas. Ranges are specified by two numbers separated by a hyphen."
    " E.g: 3,5-7,9 prints pages 3, 5, 6, 7 and 9.": "頁を「,」で区切り、範囲は「-」でつなぎます。例：3,5-7,9",
}


class QtWords(QTranslator):
    """Install it before Qt's own translation: it then answers only what that one doesn't know."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        # '' would count as a translation; PySide passes None on as the missing one, its stub knows only str
        return _WORDS.get(source)  # type: ignore[return-value]
