"""The selection's 平均, 個数 and 合計 in words, exact and as the cells are printed."""

from __future__ import annotations

from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.ui.grid import Summary


def words_of(summary: Summary) -> str:
    """'' for fewer than two cells, the count alone where there are no figures."""
    if summary.filled < 2:
        return ""
    if summary.mean is None:
        return f"データの個数：{summary.filled}"
    mean = fixed_text(summary.mean, summary.decimals + 1, Rounding.HALF_UP)
    total = fixed_text(summary.total, summary.decimals, Rounding.HALF_UP)
    return f"平均：{mean}　データの個数：{summary.filled}　合計：{total}"
