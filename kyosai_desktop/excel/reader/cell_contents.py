"""What the XML of an .xlsx cell means: its type, style and stored text as a numbered content of the reply."""

from __future__ import annotations

from kyosai_desktop.excel.grid import CellKind
from kyosai_desktop.excel.reader import content as contents
from kyosai_desktop.excel.reader.content import Content
from kyosai_desktop.excel.reader.number_formats import GENERAL, is_date_format
from kyosai_desktop.excel.reader.outcomes import Outcome
from kyosai_desktop.excel.reader.refused_file import RefusedFile
from kyosai_desktop.excel.reader.wire import BookReply
from kyosai_desktop.excel.reader.xlsx_tables import unescape
from kyosai_desktop.excel.reader.xml_events import whole_number

_UNCACHED = "\0uncached"  # no attribute can hold this character
_LONGEST_PLAIN_NUMBER = 17
_NUMBER = CellKind.NUMBER.value

Key = tuple[str, str, str]


class CellContents(dict[Key, int | None]):
    """Type, style and stored text of a cell → number of its content, ``None`` for a blank cell.

    One for the whole book: equal cells share a content, and only the first of them is looked into. Looking up
    raises ``RefusedFile`` for what Excel can't have written. An empty type or style means the default.
    """

    def __init__(self, reply: BookReply, strings: list[str], formats: list[str], date1904: bool) -> None:
        super().__init__()
        self._reply = reply
        self._strings = strings
        # a book without styles has the one that every cell has unless it names another
        self._formats = {str(number): code for number, code in enumerate(formats or [GENERAL])}
        self._formats[""] = self._formats["0"]
        self._plain = {style: code for style, code in self._formats.items() if not is_date_format(code)}
        self._date1904 = date1904

    def __missing__(self, key: Key) -> int | None:
        kind, style, stored = key
        if not kind and style in self._plain and _is_plain_number(stored):
            number: int | None = self._reply.add_content(Content(_NUMBER, stored, self._plain[style]))
        else:
            content = self._content(kind or "n", style, stored)
            number = None if content is None else self._reply.add_content(content)
        self[key] = number
        return number

    def uncached(self, style: str) -> int | None:
        """A formula that was saved without its result."""
        return self[_UNCACHED, style, ""]

    def _content(self, kind: str, style: str, stored: str) -> Content | None:
        code = self._formats.get(style)
        if code is None:
            raise RefusedFile(Outcome.DAMAGED)
        if kind == _UNCACHED:
            return contents.uncached_content(code)
        if kind in ("inlineStr", "str"):
            return contents.text_content(unescape(stored), code)
        stored = stored.strip()
        if not stored:
            return None
        if kind == "s":
            index = whole_number(stored)
            if index >= len(self._strings):
                raise RefusedFile(Outcome.DAMAGED)
            return contents.text_content(self._strings[index], code)
        if kind == "e":
            return contents.error_content(stored, code)
        if kind == "b" and stored in ("0", "1"):
            return contents.bool_content(stored == "1", code)
        found = None
        if kind == "n":
            found = contents.number_content(stored, code, self._date1904)
        elif kind == "d":
            found = contents.iso_date_content(stored, code)
        if found is None:
            raise RefusedFile(Outcome.DAMAGED)
        return found


def _is_plain_number(stored: str) -> bool:
    return stored.isdigit() and stored.isascii() and len(stored) <= _LONGEST_PLAIN_NUMBER
