"""The analysts' workbook: every figure in one tidy list, and one table for each council and 区分.

pandas turns the list into the tables. Nothing is added up on the way: a table has one cell for each figure, two figures
for one cell would be a fault of ours and loud, and a cell without a figure stays empty. Values are ``Decimal`` in
columns of objects, so that no figure passes through a float.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.excel.grid import MAX_ROWS
from kyosai_desktop.operations.exporting.figures import BookFigures
from kyosai_desktop.operations.exporting.tidy import FIXED, PUBLISHED, Tidied, TidyFigure
from kyosai_desktop.operations.file_replace import replace_file

if TYPE_CHECKING:
    from pandas import DataFrame

    from kyosai_desktop.excel.analysis_book import AnalysisSheet

LIST = "一覧"
_TELLING = ("項目", "別枠", "版", "内訳")
_ORDER, _COUNCIL, _PERIOD = "_行", "_会議体", "_列"
"""Columns of the frame that aren't written: which row and which column of a table a figure stands in."""


def write_analysis(
    figures: BookFigures, path: Path, at: Callable[[int, int], None] = lambda _done, _total: None
) -> None:
    """Write the workbook. ``at`` is told how many of how many lines are ready, and may end it by raising.

    Raises ``Refused`` when there are no figures (``export.no_figures``), more than a sheet holds (``export.too_many``),
    or the file can't be written; what was there is then unchanged.
    """
    from kyosai_desktop.excel.analysis_book import write_analysis_book

    if not figures.facts:
        raise Refused(_no_figures(path))
    if len(figures.facts) >= MAX_ROWS:
        raise Refused(_too_many(path))
    sheets = analysis_sheets(figures)
    replace_file(path, lambda target: write_analysis_book(sheets, target, at))


def analysis_sheets(figures: BookFigures) -> list[AnalysisSheet]:
    """The list, then the tables by council and 区分."""
    from kyosai_desktop.excel.analysis_book import AnalysisSheet

    tidied = Tidied(figures)
    frame = _frame(tidied)
    listed = [name for name in frame.columns if name not in (_ORDER, _COUNCIL, _PERIOD)]
    sheets = [AnalysisSheet(LIST, (tuple(listed),), _rows(frame[listed]), labels=3)]
    for council in figures.councils:
        for measure in Measure:
            of_both = frame[(frame[_COUNCIL] == council.id) & (frame["区分"] == measure.value)]
            if len(of_both):
                name = f"{council.short_name} {measure.value}"
                sheets.append(_table(name, of_both, tidied.way_columns))
    return sheets


def _frame(tidied: Tidied) -> DataFrame:
    """One line for each figure; columns that no figure fills are left out."""
    import pandas

    figures = sorted(tidied, key=lambda figure: (figure.order, _when(figure)))
    orders = {order: at for at, order in enumerate(dict.fromkeys(figure.order for figure in figures))}
    periods = {key: at for at, key in enumerate(sorted({_when(figure) for figure in figures}))}
    lines = [_line(figure, tidied.way_columns, orders, periods) for figure in figures]
    frame = pandas.DataFrame.from_records(lines, columns=_columns(tidied.way_columns)).astype(object)
    some = ("別枠", "版", *tidied.way_columns, PUBLISHED, "注記")
    return frame.drop(columns=[name for name in some if not frame[name].any()])


def _when(figure: TidyFigure) -> tuple[Any, ...]:
    """Sorts the columns of a table: by 年度, then as the year goes, the whole year last of those that end with it."""
    return figure.year, figure.end, figure.start != figure.end, figure.end - figure.start, figure.period_words


def _columns(ways: Sequence[str]) -> list[str]:
    before, after = FIXED[: FIXED.index("値")], FIXED[FIXED.index("値") :]
    return [*before, *ways, *after, _ORDER, _COUNCIL, _PERIOD]


def _line(
    figure: TidyFigure, ways: Sequence[str], orders: dict[tuple[object, ...], int], periods: dict[Any, int]
) -> tuple[object, ...]:
    return (
        figure.council.short_name,
        figure.year.text(),
        figure.indicator.name,
        figure.variant,
        figure.measure.value,
        figure.version,
        figure.period_words,
        figure.start,
        figure.end,
        figure.breakdown,
        *(figure.way.get(column, "") for column in ways),
        figure.value,
        figure.indicator.unit,
        figure.status,
        PUBLISHED if figure.published else "",
        figure.note,
        orders[figure.order],
        figure.council.id,
        periods[_when(figure)],
    )


def _table(name: str, frame: DataFrame, ways: Sequence[str]) -> AnalysisSheet:
    from kyosai_desktop.excel.analysis_book import AnalysisSheet

    wide = frame.pivot(index=_ORDER, columns=_PERIOD, values="値")
    telling = [each for each in (*_TELLING, *ways, PUBLISHED, "単位") if each in frame]
    labels = frame.drop_duplicates(_ORDER).set_index(_ORDER)[telling]
    labels = labels[[each for each in telling if labels[each].any()]]
    times = frame.drop_duplicates(_PERIOD).set_index(_PERIOD).loc[wide.columns]
    header = (
        (*[""] * len(labels.columns), *times["年度"]),
        (*labels.columns, *times["期間"]),
    )
    return AnalysisSheet(name, header, _rows(labels.join(wide).sort_index()), labels=len(labels.columns))


def _rows(frame: DataFrame) -> list[list[Any]]:
    """The cells as they are, None for those without a figure."""
    found: list[list[Any]] = frame.where(frame.notna(), None).to_numpy(dtype=object).tolist()
    return found


def _no_figures(path: Path) -> Problem:
    return Problem(
        "export.no_figures",
        "ブックに数字が一つもないため、書き出すものがありません。",
        "数字を入力するか取り込んでから、書き出してください。",
        place=Place(file=path.name),
    )


def _too_many(path: Path) -> Problem:
    return Problem(
        "export.too_many",
        f"数字が{MAX_ROWS - 1:,}件より多いため、Excelの1つのシートに入りません。",
        "会議体を1つ選んで書き出すか、CSVで書き出してください。",
        place=Place(file=path.name),
    )
