"""XML of workbooks by expat, refusing what makes XML dangerous: DOCTYPE, and with it every entity of the
file's own."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from kyosai_desktop.excel.reader.outcomes import Outcome
from kyosai_desktop.excel.reader.refused_file import RefusedFile

StartHandler = Callable[[str, dict[str, str]], None]
EndHandler = Callable[[str], None]
TextHandler = Callable[[str], None]


class LocalNames(dict[str, str]):
    """Element and attribute names without their prefix; a few producers write ``<x:row>``."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition(":")[2]
        self[name] = local
        return local


def parse_xml(
    data: bytes, start: StartHandler, end: EndHandler | None = None, text: TextHandler | None = None
) -> None:
    """Feed a whole part to the handlers. Raises ``RefusedFile`` (UNSAFE, DAMAGED)."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.XmlDeclHandler = _check_encoding
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise RefusedFile(Outcome.DAMAGED) from error


def whole_number(text: str | None, default: int | None = None) -> int:
    """An attribute that counts something. Raises ``RefusedFile`` (DAMAGED) when it is no number or
    missing."""
    if text is None and default is not None:
        return default
    if text is None or not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise RefusedFile(Outcome.DAMAGED)
    return int(text)


def is_true(text: str | None) -> bool:
    """A boolean attribute of OOXML."""
    return text in ("1", "true", "on")


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    # OOXML allows only these; expat would ask Python's codecs for any other, with errors of many kinds
    if encoding is not None and encoding.lower() not in ("utf-8", "utf-16", "utf8", "us-ascii"):
        raise RefusedFile(Outcome.DAMAGED)


def _refuse_doctype(*_declaration: object) -> None:
    raise RefusedFile(Outcome.UNSAFE)
