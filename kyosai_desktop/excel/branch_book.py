"""The plain workbook that goes between the office and a branch: one sheet, names down, products across."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BranchSheet:
    """What the sheet says. ``rows`` are (name, counts), None for a count to be filled in; counts are whole.

    ``total_label`` '' leaves the total row out, as does a sheet without rows.
    """

    title: str
    unit: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]
    total_label: str = ""


def write_branch_book(sheet: BranchSheet, target: BinaryIO) -> None:
    """Write the sheet as .xlsx: title, unit, header, rows and a total row with live sums. Same input, same
    bytes."""
    import xlsxwriter
    from xlsxwriter.utility import xl_rowcol_to_cell

    workbook = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    workbook.set_properties({"title": sheet.title, "created": _CREATED})
    page = workbook.add_worksheet("実績")
    title = workbook.add_format({"bold": True, "font_size": 14})
    head = workbook.add_format(
        {"bold": True, "border": 1, "align": "center", "text_wrap": True, "bg_color": "#E8ECF2"}
    )
    name = workbook.add_format({"border": 1})
    count = workbook.add_format({"border": 1, "num_format": '#,##0;"▲"#,##0'})
    total = workbook.add_format(
        {"border": 1, "bold": True, "num_format": '#,##0;"▲"#,##0', "bg_color": "#F2F5FA"}
    )
    page.write_string(0, 0, sheet.title, title)
    page.write_string(1, len(sheet.header) - 1, f"（単位：{sheet.unit}）")
    first = 3
    for column, text in enumerate(sheet.header):
        page.write_string(first - 1, column, text, head)
    for row, (label, counts) in enumerate(sheet.rows, start=first):
        page.write_string(row, 0, label, name)
        for column, value in enumerate(counts, start=1):
            if value is None:
                page.write_blank(row, column, None, count)
            else:
                page.write_number(row, column, value, count)
    if sheet.total_label and sheet.rows:
        last = first + len(sheet.rows)
        page.write_string(last, 0, sheet.total_label, total)
        for column in range(1, len(sheet.header)):
            span = f"{xl_rowcol_to_cell(first, column)}:{xl_rowcol_to_cell(last - 1, column)}"
            counts_below = (counts[column - 1] or 0 for _, counts in sheet.rows)
            page.write_formula(last, column, f"=SUM({span})", total, sum(counts_below))
    page.set_column(0, 0, 16)
    page.set_column(1, len(sheet.header) - 1, 12)
    page.freeze_panes(first, 1)
    workbook.close()
