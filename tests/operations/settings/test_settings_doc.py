"""docs/settings-book.md says what the program reads: every sheet, column, word and example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from office_settings import SHEETS as TYPED

from kyosai_desktop.domain.text.width import narrow
from kyosai_desktop.operations.settings.headers import COMMENT, SHEETS, Header, Holds

DOC = Path(__file__).parents[3] / "docs" / "settings-book.md"


def line_of(header: Header) -> str:
    """The line of a column in the table of its sheet."""
    must = "○" if header.required else ""
    meaning = header.meaning
    if header.words:
        meaning += f"（{'・'.join(header.words)}）"
    return f"| {header.name} | {must} | {header.holds.value} | {meaning} | `{header.example}` |"


def tables() -> dict[str, list[str]]:
    """The lines of the table below each heading 「### シート」."""
    found: dict[str, list[str]] = {}
    reference, _ = DOC.read_text(encoding="utf-8").split("\n## 例")
    for part in re.split(r"^### ", reference, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        found[lines[0]] = [line for line in lines if line.startswith("| ") and not line.startswith("| 列 ")]
    return found


def test_every_sheet_stands_in_its_order() -> None:
    assert list(tables()) == list(SHEETS)


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_column_stands_with_its_meaning_and_example(sheet: str) -> None:
    assert tables()[sheet] == [line_of(header) for header in SHEETS[sheet]]


def test_every_kind_of_cell_is_explained() -> None:
    text = DOC.read_text(encoding="utf-8")
    for holds in Holds:
        assert f"| {holds.value} |" in text
    assert f"「{COMMENT}」" in text


@pytest.mark.parametrize("header", [header for sheet in SHEETS.values() for header in sheet if header.words])
def test_examples_are_words_that_are_taken(header: Header) -> None:
    assert header.example in header.words


def test_the_example_is_the_workbook_that_the_tests_load() -> None:
    """Every line of the example says what the office's workbook says; only widths and what is left out differ."""
    _, example = DOC.read_text(encoding="utf-8").split("\n## 例")
    shown = 0
    for sheet, table in re.findall(r"^(\w+)(?:（.*）)?\n\n((?:\|.*\n)+)", example, flags=re.MULTILINE):
        lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
        typed = [
            {
                head: narrow(str(cell))
                for head, cell in zip(TYPED[sheet][0], row, strict=True)
                if cell is not None
            }
            for row in TYPED[sheet][1:]
        ]
        for line in lines[2:]:
            said = {head: narrow(cell) for head, cell in zip(lines[0], line, strict=True) if cell}
            assert any(said.items() <= row.items() for row in typed), said
            shown += 1
    assert shown == 11
