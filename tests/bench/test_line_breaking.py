"""Line breaking against ReportLab's Paragraph, the same texts at the same width. Goal: at most 0.5×."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from kyosai_desktop.reports.line_breaking import break_lines
from kyosai_desktop.reports.typefaces import Style, face

_TEXTS = [
    "".join(
        random.Random(at).choices(
            [
                "推進会議",
                "目標",
                "を",
                "は",
                "、",
                "。",
                "「共済」",
                "8,435件",
                "▲1,234",
                "91.0%",
                "取り組み",
                "coop",
            ],
            k=60,
        )
    )
    for at in range(100)
]


def _seconds(run: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(5):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best


def test_breaking_lines_costs_at_most_half_of_a_paragraph(capsys: pytest.CaptureFixture[str]) -> None:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    advances = face(Style.PROSE).advances
    look = ParagraphStyle("prose", fontName=Style.PROSE.value, fontSize=10.5, leading=17, wordWrap="CJK")

    ours = _seconds(lambda: [break_lines(text, 490, 10.5, advances) for text in _TEXTS])
    theirs = _seconds(lambda: [Paragraph(text, look).wrap(490, 10_000) for text in _TEXTS])

    with capsys.disabled():
        print(f"\nline breaking: {ours * 1e4:.1f} µs a paragraph, {ours / theirs:.2f}× Paragraph")
    assert ours <= 0.5 * theirs
