"""Bars of 達成率 with 標準進捗率 as an upright line, told apart without colour: solid, hatched, and by a word."""

from __future__ import annotations

from fractions import Fraction

from kyosai_desktop.reports import house_style as house
from kyosai_desktop.reports.document import RateBar, RateChart
from kyosai_desktop.reports.ink import Ink
from kyosai_desktop.reports.plain_text import one_line
from kyosai_desktop.reports.typefaces import Style, face

_ROW = 15.0
_BAR = 8.0
_SIZE = 8.5
_HEAD, _LEGEND, _GAP = 18.0, 14.0, 8.0
_NAME_SHARE, _FIGURES_SHARE = 0.26, 0.30
_SOLID, _TRACK = 0.45, 0.93
_HATCH = 3.0


def height(chart: RateChart) -> float:
    """How much room a chart takes, in points."""
    return _HEAD + _LEGEND + _ROW * len(chart.bars) + _GAP


def most_bars(room: float) -> int:
    """How many bars fit into ``room`` points."""
    return max(0, int((room - _HEAD - _LEGEND - _GAP) // _ROW))


def draw_chart(ink: Ink, chart: RateChart, x: float, top: float, width: float) -> None:
    """Draw ``chart`` with its upper left corner at (``x``, ``top``), ``width`` points wide."""
    ink.text(x, top - house.TABLE_TITLE_SIZE, one_line(chart.title), Style.STRONG, house.TABLE_TITLE_SIZE)
    ink.text_right(x + width, top - house.TABLE_TITLE_SIZE, chart.as_of, Style.FIGURES, house.NOTE_SIZE)
    left = x + width * _NAME_SHARE
    room = width * (1 - _NAME_SHARE - _FIGURES_SHARE)
    end = top - _HEAD - _LEGEND - _ROW * len(chart.bars)
    _draw_legend(ink, chart, x, top - _HEAD, width)
    y = top - _HEAD - _LEGEND
    for bar in chart.bars:
        _draw_bar(ink, bar, chart.standard, (x, left, y), room, x + width)
        y -= _ROW
    line = left + room * float(min(chart.standard, Fraction(1)))
    ink.rule(line, top - _HEAD - _LEGEND + 2, line, end, house.FRAME)
    ink.rule(left, top - _HEAD - _LEGEND, left, end, house.HAIRLINE)


def _draw_legend(ink: Ink, chart: RateChart, x: float, top: float, width: float) -> None:
    baseline = top - _SIZE
    left = x + width * _NAME_SHARE
    words = f"縦線：標準進捗率 {chart.standard_text}％"
    ink.text(left, baseline, words, Style.FIGURES, house.NOTE_SIZE)
    at = left + face(Style.FIGURES).width(words, house.NOTE_SIZE) + 14
    for hatched, told in ((False, "標準以上"), (True, "標準を下回る")):
        _fill(ink, at, baseline - 1, 14, 7, hatched=hatched)
        ink.text(at + 18, baseline, told, Style.FIGURES, house.NOTE_SIZE)
        at += 18 + face(Style.FIGURES).width(told, house.NOTE_SIZE) + 12


def _draw_bar(
    ink: Ink, bar: RateBar, standard: Fraction, at: tuple[float, float, float], room: float, right: float
) -> None:
    x, left, y = at
    baseline = y - _ROW / 2 - _SIZE * 0.36
    style = Style.STRONG if bar.strong else Style.FIGURES
    ink.text(x, baseline, _fitting(bar.name, left - x - 6, style), style, _SIZE)
    bottom = y - (_ROW + _BAR) / 2
    ink.tint(left, bottom, room, _BAR, _TRACK)
    if bar.share is not None and bar.share > 0:
        behind = bar.share < standard
        _fill(ink, left, bottom, room * float(min(bar.share, Fraction(1))), _BAR, hatched=behind)
    ink.text_right(left + room + (right - left - room) * 0.36, baseline, bar.text, Style.STRONG, _SIZE)
    ink.text_right(right, baseline, bar.counts, Style.FIGURES, house.NOTE_SIZE)


def _fill(ink: Ink, x: float, y: float, width: float, height: float, *, hatched: bool) -> None:
    """A bar: grey, or white with slanting lines in a frame."""
    if not hatched:
        ink.tint(x, y, width, height, _SOLID)
        return
    ink.tint(x, y, width, height, 1.0)
    for x1, y1, x2, y2 in ((x, y, x + width, y), (x, y + height, x + width, y + height),
                           (x, y, x, y + height), (x + width, y, x + width, y + height)):  # fmt: skip
        ink.rule(x1, y1, x2, y2, house.HAIRLINE)
    start = x - height
    while (start := start + _HATCH) < x + width:
        # from (start, y) up to the right at 45 degrees, cut to the bar
        first, last = max(start, x), min(start + height, x + width)
        if last > first:
            ink.rule(first, y + first - start, last, y + last - start, house.HAIRLINE)


def _fitting(text: str, width: float, style: Style) -> str:
    shown = one_line(text)
    if face(style).width(shown, _SIZE) <= width:
        return shown
    shown = shown.partition("（")[0]
    while shown and face(style).width(shown + "…", _SIZE) > width:
        shown = shown[:-1]
    return shown if shown == one_line(text).partition("（")[0] else shown + "…"
