"""The two tables that the cells of an .xlsx point into: shared strings and number formats."""

from __future__ import annotations

import re

from kyosai_desktop.excel.reader.number_formats import BUILT_IN, GENERAL
from kyosai_desktop.excel.reader.xml_events import LocalNames, parse_xml, whole_number

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def read_shared_strings(data: bytes) -> list[str]:
    """The texts in order; rich text is joined, furigana (``rPh``: what was typed, not a reading) is left
    out."""
    texts: list[str] = []
    parts: list[str] = []
    local = LocalNames()
    in_text = False
    in_phonetic = False

    def start(element: str, _attributes: dict[str, str]) -> None:
        nonlocal in_text, in_phonetic
        name = local[element]
        if name == "si":
            parts.clear()
        elif name == "t":
            in_text = not in_phonetic
        elif name == "rPh":
            in_phonetic = True

    def end(element: str) -> None:
        nonlocal in_text, in_phonetic
        name = local[element]
        if name == "t":
            in_text = False
        elif name == "rPh":
            in_phonetic = False
        elif name == "si":
            texts.append(unescape("".join(parts)))

    def text(piece: str) -> None:
        if in_text:
            parts.append(piece)

    parse_xml(data, start, end, text)
    return texts


def unescape(text: str) -> str:
    """``_x000D_`` and its like stand for characters that XML can't carry."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def read_number_formats(data: bytes) -> list[str]:
    """The number format code of every cell style, in order."""
    own: dict[int, str] = {}
    identifiers: list[int] = []
    local = LocalNames()
    group = ""

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal group
        name = local[element]
        if name in ("numFmts", "cellXfs"):
            group = name
        elif name == "numFmt" and group == "numFmts":
            own[whole_number(attributes.get("numFmtId"))] = attributes.get("formatCode", GENERAL)
        elif name == "xf" and group == "cellXfs":
            identifiers.append(whole_number(attributes.get("numFmtId"), 0))

    def end(element: str) -> None:
        nonlocal group
        if local[element] == group:
            group = ""

    parse_xml(data, start, end)
    return [own.get(identifier) or BUILT_IN.get(identifier, GENERAL) for identifier in identifiers]
