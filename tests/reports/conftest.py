"""Tables as the offices print them, and papers read back by text and position."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

import pypdfium2
import pytest

from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, Missing, Row, RowKind, Table
from kyosai_desktop.reports.document import Document, Part
from kyosai_desktop.reports.flow import pdf_bytes

PRODUCTS = (
    "こくみん共済",
    "長期共済",
    "マイカー共済",
    "自賠責（新規）",
    "自賠責（継続）",
    "火災共済",
    "自然災害共済",
)


WRITTEN = datetime.fromisoformat("2024-06-13T14:32:00")


def number(value: str | int | None) -> Cell:
    """A figure as ``compute`` hands it on: exact value and printed text."""
    if value is None:
        return Cell(missing=Missing.NOT_REPORTED)
    exact = Fraction(str(value))
    places = len(str(value).partition(".")[2])
    return Cell(fixed_text(exact, places, Rounding.HALF_UP), exact)


def words(text: str) -> Cell:
    return Cell(text, state=CellState.ENTRY)


def achievement() -> Table:
    """重点共済 達成状況 of 2023."""
    lines = (
        ("こくみん共済", 1150, 746, "64.9"),
        ("長期共済", 800, 822, "102.8"),
        ("生命系共済 計", 1950, 1568, "80.4"),
        ("マイカー共済", 1000, 1091, "109.1"),
        ("自賠責共済（新規）", 1900, 1779, "93.6"),
        ("自賠責共済（継続）", 1535, 1368, "89.1"),
        ("自賠責共済 計", 3435, 3147, "91.6"),
        ("火災共済", 1250, 1146, "91.7"),
        ("自然災害共済", 800, 723, "90.4"),
        ("全共済 計", 8435, 7675, "91.0"),
    )
    kinds = [
        RowKind.TOTAL if name == "全共済 計" else RowKind.SUBTOTAL if name.endswith("計") else RowKind.ITEM
        for name, *_ in lines
    ]
    cells = [(number(target), number(result), number(rate)) for _, target, result, rate in lines]
    cells[-1] = (cells[-1][0], Cell("7,675", Fraction(7675), published="7,676"), cells[-1][2])
    return Table(
        "rosai.achievement",
        "重点共済 達成状況",
        ("共済",),
        (
            Column("目標"),
            Column("新規加入実績"),
            Column("達成率", kind=ColumnKind.RATE, unit="％", decimals=1),
        ),
        tuple(Row((name,), kind) for (name, *_), kind in zip(lines, kinds, strict=True)),
        tuple(cells),
        unit="件",
        as_of="2024年5月31日現在",
        notes=("自賠責共済は、新規と継続を合わせて数えています。",),
    )


def products_table(rows: tuple[Row, ...], stub: tuple[str, ...], products: int = 7) -> Table:
    """Four columns for each product, figures drawn from a fixed seed."""
    drawn = random.Random(20240531)
    kinds = dict.fromkeys(("目標", "実績", "差異"), ColumnKind.NUMBER) | {"達成率": ColumnKind.RATE}
    columns = tuple(
        Column(label, (product,), kind) for product in PRODUCTS[:products] for label, kind in kinds.items()
    )

    def line() -> Iterator[Cell]:
        for _ in range(products):
            target, result = drawn.randint(300, 1999), drawn.randint(300, 1999)
            yield from (number(target), number(result), number(result - target))
            yield number(f"{result * 100 / target:.1f}")

    return Table(
        "rosai.blocks",
        "ブロック別 達成状況",
        stub,
        columns,
        rows,
        tuple(tuple(line()) for _ in rows),
        unit="件",
        as_of="2024年5月31日現在",
    )


def blocks() -> Table:
    """ブロック別 達成状況: 18 blocks × 28 columns with 支店計."""
    branches = {"道央支店": 6, "道東支店": 5, "道北支店": 4, "道南支店": 3}
    rows: list[Row] = []
    for branch, count in branches.items():
        rows += [Row((branch, f"{branch[:2]}第{at}ブロック"), level=2) for at in range(1, count + 1)]
        rows.append(Row((f"{branch}計", ""), RowKind.SUBTOTAL))
    rows.append(Row(("全道計", ""), RowKind.TOTAL))
    return products_table(tuple(rows), ("支店", "ブロック"))


def unions(count: int) -> Table:
    """産別別 達成状況 with ``count`` unions of invented names."""
    rows = (*(Row((f"第{at}産別労働組合",)) for at in range(1, count + 1)), Row(("産別計",), RowKind.TOTAL))
    return products_table(rows, ("産別",), products=2)


def texts(*lines: tuple[str, ...], labels: tuple[str, ...] = ("役職", "氏名", "役職名")) -> Table:
    """A roster: text columns under ``labels``."""
    return Table(
        "rosai.roster",
        "役員体制",
        ("番号",),
        tuple(Column(label, kind=ColumnKind.TEXT, width=6) for label in labels),
        tuple(Row((str(at),)) for at in range(1, len(lines) + 1)),
        tuple(tuple(map(words, line)) for line in lines),
    )


def paper(*parts: Part, title: str = "2023年度 達成状況") -> Document:
    return Document(title, "北海道労済運動推進会議", WRITTEN, parts, "事前")


@dataclass(frozen=True)
class Found:
    """Where a text stands on a page, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


class Read:
    """A PDF read back."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.pdf = pypdfium2.PdfDocument(content)

    def __len__(self) -> int:
        return len(self.pdf)

    def text(self, page: int) -> str:
        sheet = self.pdf[page]
        return str(sheet.get_textpage().get_text_range()).replace("\r\n", "\n")

    def find(self, page: int, text: str) -> list[Found]:
        textpage = self.pdf[page].get_textpage()
        search = textpage.search(text, match_case=True)
        found = []
        while (hit := search.get_next()) is not None:
            boxes = [textpage.get_charbox(at, loose=True) for at in range(hit[0], hit[0] + hit[1])]
            found.append(Found(boxes[0][0], min(b[1] for b in boxes), boxes[-1][2], max(b[3] for b in boxes)))
        return found

    def lines(self, page: int) -> list[str]:
        return self.text(page).split("\n")


@pytest.fixture
def read() -> Iterator[Callable[[Document], Read]]:
    """Makes the PDF of a document and opens it."""
    opened: list[Read] = []

    def make(document: Document) -> Read:
        opened.append(Read(pdf_bytes(document)))
        return opened[-1]

    yield make
    for one in opened:
        one.pdf.close()


@pytest.fixture
def tables() -> type:
    """The builders of this module, since test modules can't import each other."""

    class Tables:
        achievement = staticmethod(achievement)
        blocks = staticmethod(blocks)
        unions = staticmethod(unions)
        texts = staticmethod(texts)
        products_table = staticmethod(products_table)
        paper = staticmethod(paper)
        number = staticmethod(number)

    return Tables
