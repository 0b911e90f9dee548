"""What colleagues wrote beside the cells of a worksheet: notes (メモ) and threads of comments, by cell."""

from __future__ import annotations

from kyosai_desktop.excel.grid import parse_address
from kyosai_desktop.excel.reader.outcomes import Outcome
from kyosai_desktop.excel.reader.refused_file import RefusedFile
from kyosai_desktop.excel.reader.xlsx_tables import unescape
from kyosai_desktop.excel.reader.xml_events import LocalNames, parse_xml

Comments = dict[tuple[int, int], str]
"""Texts by row and column, both from 0."""


def read_comments(notes: bytes | None, threads: bytes | None) -> Comments:
    """The notes of a sheet, and its threads with one line for each answer. Raises ``RefusedFile``.

    Excel keeps a note beside every thread, which only says that older programs can't show it.
    """
    found = _read(notes, "comment") if notes is not None else {}
    return found | (_read(threads, "threadedComment") if threads is not None else {})


def _read(data: bytes, element_of_one: str) -> Comments:
    found: Comments = {}
    pieces: list[str] = []
    local = LocalNames()
    place = (0, 0)
    in_one = collecting = in_phonetic = False

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal place, in_one, collecting, in_phonetic
        name = local[element]
        if name == element_of_one:
            place, in_one = _place(attributes.get("ref", "")), True
            pieces.clear()
        elif name == "rPh":
            in_phonetic = True
        elif name == ("t" if element_of_one == "comment" else "text"):
            collecting = in_one and not in_phonetic

    def end(element: str) -> None:
        nonlocal in_one, collecting, in_phonetic
        name = local[element]
        if name in ("t", "text"):
            collecting = False
        elif name == "rPh":
            in_phonetic = False
        elif name == element_of_one:
            in_one = False
            text = unescape("".join(pieces)).replace("\r\n", "\n").replace("\r", "\n").strip()
            if text:
                found[place] = f"{found[place]}\n{text}" if place in found else text

    def characters(text: str) -> None:
        if collecting:
            pieces.append(text)

    parse_xml(data, start, end, characters)
    return found


def _place(reference: str) -> tuple[int, int]:
    try:
        return parse_address(reference)
    except ValueError as error:
        raise RefusedFile(Outcome.DAMAGED) from error
