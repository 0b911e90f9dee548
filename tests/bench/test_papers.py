"""Papers against the plain ReportLab canvas drawing the same figures and rules.

Goals: one page, warm, at most 1.3×; 20 pages at most 0.8×; 500 pages in at most 100 MB.
"""

from __future__ import annotations

import dataclasses
import random
import time
import tracemalloc
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction
from io import BytesIO

import pytest

from kyosai_desktop.domain.resources import resource_path
from kyosai_desktop.domain.table import Cell, Column, Row, Table
from kyosai_desktop.reports.document import Document
from kyosai_desktop.reports.flow import pdf_bytes

_ROWS, _COLUMNS = 41, 15
_WRITTEN = datetime.fromisoformat("2024-06-13T14:32:00")


def _table() -> Table:
    drawn = random.Random(1)

    def cell() -> Cell:
        value = drawn.randint(0, 9999)
        return Cell(f"{value:,}", Fraction(value))

    return Table(
        "bench",
        "産別別 達成状況",
        ("産別",),
        tuple(Column(f"項目{at}") for at in range(_COLUMNS - 1)),
        tuple(Row((f"第{at}産別",)) for at in range(_ROWS)),
        tuple(tuple(cell() for _ in range(_COLUMNS - 1)) for _ in range(_ROWS)),
        unit="件",
        as_of="2024年5月31日現在",
    )


def _document(pages: int) -> Document:
    # tables of their own: nothing may be gained by remembering that two are one object
    parts = tuple(dataclasses.replace(_table(), id=f"bench{at}") for at in range(pages))
    return Document("産別別 達成状況", "推進会議", _WRITTEN, parts)


def _plain_canvas(document: Document) -> bytes:
    """What one would write by hand: a string and a line at a time."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    name = "plain"
    if name not in getRegisteredFontNames():
        registerFont(TTFont(name, str(resource_path("fonts", "BIZUDGothic-Regular.ttf"))))
    target = BytesIO()
    canvas = Canvas(target, pagesize=landscape(A4), pageCompression=1, initialFontName=name)
    for table in document.parts:
        assert isinstance(table, Table)
        canvas.setFont(name, 8)
        y, step, width = 540.0, 11.0, 50.0
        lines = [("産別", *(column.label for column in table.columns))]
        lines += [
            (row.labels[0], *(cell.text for cell in cells))
            for row, cells in zip(table.rows, table.cells, strict=True)
        ]
        for line in lines:
            canvas.drawString(40, y, line[0])
            for at, text in enumerate(line[1:], start=2):
                canvas.drawRightString(36 + at * width, y, text)
            canvas.line(38, y - 3, 38 + len(line) * width, y - 3)
            y -= step
        for at in range(_COLUMNS + 1):
            canvas.line(38 + at * width, 550, 38 + at * width, y)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _ratio(pages: int, runs: int) -> tuple[float, float]:
    """Best time of ours a page in milliseconds, and its ratio to the plain canvas; the two take turns."""
    document = _document(pages)
    best = {pdf_bytes: float("inf"), _plain_canvas: float("inf")}
    for make in best:
        make(document)
    for _ in range(runs):
        for make in best:
            best[make] = min(best[make], _seconds(lambda make=make: make(document)))
    return best[pdf_bytes] / pages * 1000, best[pdf_bytes] / best[_plain_canvas]


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


@pytest.mark.parametrize(("pages", "runs", "goal"), [(1, 15, 1.3), (20, 7, 0.8)])
def test_tables_against_the_plain_canvas(
    pages: int, runs: int, goal: float, capsys: pytest.CaptureFixture[str]
) -> None:
    page, ratio = _ratio(pages, runs)

    with capsys.disabled():
        print(
            f"\n{pages} page(s) of {_ROWS} × {_COLUMNS}: {page:.1f} ms a page, {ratio:.2f}× the plain canvas"
        )
    assert ratio <= goal


def test_five_hundred_pages_stay_small(capsys: pytest.CaptureFixture[str]) -> None:
    document = _document(500)
    pdf_bytes(_document(1))
    tracemalloc.start()
    start = tracemalloc.get_traced_memory()[0]
    made = pdf_bytes(document)
    peak = (tracemalloc.get_traced_memory()[1] - start) / 2**20
    tracemalloc.stop()

    with capsys.disabled():
        print(f"\n500 pages: {peak:.0f} MB beside the tables, a file of {len(made) / 2**20:.1f} MB")
    assert peak <= 100
