"""進捗状況: the sheet of ホーム on paper: achievements as bars and as a table, and the blocks that fall behind."""

from __future__ import annotations

from fractions import Fraction

from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.rounding import fixed_text
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, Row, RowKind, Table
from kyosai_desktop.operations.progress import Achievement, Progress, progress
from kyosai_desktop.operations.reading import Reading
from kyosai_desktop.reports.document import RateBar, RateChart
from kyosai_desktop.store.book import Book

TITLE = "進捗状況"


def progress_paper(book: Book, viewpoint: Viewpoint) -> tuple[tuple[RateChart, ...], tuple[Table, ...]]:
    """The charts and the tables of the paper. Raises ``Refused`` (``paper.no_achievement``) without such a form."""
    read = progress(Reading(book), viewpoint)
    if read is None:
        raise Refused(
            Problem(
                "paper.no_achievement",
                f"{viewpoint.council.name}には、目標・実績・達成率の並ぶ様式がありません。",
                "設定で、この三つの列のある様式を作ってください。",
            )
        )
    everything = (*read.items, read.total)
    charts = [_chart(read, f"{read.form_title}（達成率）", everything)]
    tables = [_table(read, "progress.items", read.form_title, everything)]
    if read.blocks_behind:
        told = f"標準進捗率を下回るブロック（{read.blocks_words()}のうち{len(read.blocks_behind)}、低い順）"
        charts.append(_chart(read, told, read.blocks_behind))
        tables.append(_table(read, "progress.blocks", "標準進捗率を下回るブロック", read.blocks_behind))
    return tuple(charts), tuple(tables)


def _chart(read: Progress, title: str, shown: tuple[Achievement, ...]) -> RateChart:
    return RateChart(
        title,
        read.standard,
        read.standard_text,
        tuple(
            RateBar(
                each.name,
                each.share,
                f"{each.rate.text}％" if each.rate.text else "－",
                f"{each.result.text or '－'}／{each.target.text or '－'}{each.unit}",
                each.kind is not RowKind.ITEM,
            )
            for each in shown
        ),
        read.as_of,
    )


def _table(read: Progress, table_id: str, title: str, shown: tuple[Achievement, ...]) -> Table:
    council = read.viewpoint.council
    units = {each.unit for each in shown}
    return Table(
        id=f"{council.code}.{table_id}",
        title=title,
        stub=("項目" if table_id.endswith("items") else "ブロック",),
        columns=(
            Column("目標", key="target"),
            Column("実績", key="result"),
            Column("達成率", kind=ColumnKind.RATE, unit="％", decimals=council.rate_decimals, key="rate"),
            Column("標準との差", unit="ポイント", decimals=council.rate_decimals, width=6, key="gap"),
            Column("目標まで", kind=ColumnKind.TEXT, width=8, key="missing"),
        ),
        rows=tuple(Row((each.name,), each.kind) for each in shown),
        cells=tuple(_line(read, each) for each in shown),
        unit=units.pop() if len(units) == 1 else "",
        as_of=read.as_of,
        council=council.name,
        year=read.viewpoint.year.text(),
        notes=_notes(read),
    )


def _notes(read: Progress) -> tuple[str, ...]:
    notes = [f"標準進捗率は{read.standard_text}％です（経過した月数÷12）。"]
    if read.shortfall:
        notes.append(f"{read.shortfall.counts()}です。実績と達成率は、報告された分だけのものです。")
    if read.partly_words():
        notes.append(read.partly_words())
    return tuple(notes)


def _line(read: Progress, each: Achievement) -> tuple[Cell, ...]:
    council = read.viewpoint.council
    gap: Fraction | None = None if each.share is None else (each.share - read.standard) * 100
    gap_text = "" if gap is None else fixed_text(gap, council.rate_decimals, council.rounding)
    shown = (each.target, each.result, each.rate)
    return (
        *(Cell(cell.text, cell.value, published=cell.published) for cell in shown),
        Cell(gap_text, gap),
        Cell(each.missing_text(), state=CellState.LABEL),
    )
