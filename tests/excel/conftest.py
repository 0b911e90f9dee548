"""Workbooks made for the tests: real ones by the libraries offices' files come from, and hand-made ones."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.excel.grid import CellKind, GridCell, SheetGrid
from kyosai_desktop.excel.reader import WorkbookReader

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

Parts = dict[str, str]
RawBook = Callable[..., Path]
RefusalOf = Callable[[Path], Problem]
Sheet = Callable[..., SheetGrid]


@pytest.fixture(scope="module")
def reader() -> Iterator[WorkbookReader]:
    """One reader for all tests of a module, as the program keeps one."""
    with WorkbookReader() as opened:
        yield opened


@pytest.fixture
def refusal_of(reader: WorkbookReader) -> RefusalOf:
    """The one problem with which a file is refused."""

    def refuse(path: Path) -> Problem:
        with pytest.raises(Refused) as refused:
            reader.read(path)
        (problem,) = refused.value.problems
        return problem

    return refuse


@pytest.fixture
def raw_parts() -> Callable[..., Parts]:
    """The smallest set of parts that is a workbook, around the XML of one worksheet."""

    def parts(
        sheet_data: str = "",
        *,
        after: str = "",
        before: str = "",
        formats: tuple[str, ...] = ("General",),
        strings: str = "",
        workbook_properties: str = "",
        state: str = "visible",
    ) -> Parts:
        numbers = "".join(
            f'<numFmt numFmtId="{200 + n}" formatCode="{code}"/>' for n, code in enumerate(formats)
        )
        styles = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
        return {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
            f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{workbook_properties}'
            f'<sheets><sheet name="実績" sheetId="1" state="{state}" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{RELATIONS}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId3" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>",
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{numbers}</numFmts>'
            f"<cellXfs>{styles}</cellXfs></styleSheet>",
            "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{before}'
            f"<sheetData>{sheet_data}</sheetData>{after}</worksheet>",
        }

    return parts


@pytest.fixture
def raw_book(tmp_path: Path, raw_parts: Callable[..., Parts]) -> RawBook:
    """Write a workbook of hand-made parts; ``parts`` replaces some of them, ``None`` leaves one out."""

    def write(sheet_data: str = "", *, parts: dict[str, str | None] | None = None, **options: object) -> Path:
        path = tmp_path / "手作り.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in ({**raw_parts(sheet_data, **options), **(parts or {})}).items():
                if text is not None:
                    archive.writestr(name, text)
        return path

    return write


@pytest.fixture
def sheet() -> Sheet:
    """A grid from rows of texts and numbers; ``None`` is no cell."""
    from decimal import Decimal

    def grid(rows: list[list[object]], **options: object) -> SheetGrid:
        cells = {}
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if value is not None:
                    number = isinstance(value, int)
                    cells[row, column] = GridCell(
                        row,
                        column,
                        CellKind.NUMBER if number else CellKind.TEXT,
                        Decimal(str(value)) if number else str(value),
                        str(value),
                        "General",
                    )
        columns = max((len(values) for values in rows), default=0)
        return SheetGrid("実績", cells, rows=len(rows), columns=columns, **options)  # type: ignore[arg-type]  # passed through

    return grid
