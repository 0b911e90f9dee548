"""The sample's figures: published totals, split so that blocks, unions and branches each add up to them."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from kyosai_desktop.domain.allocation import by_largest_remainder
from kyosai_desktop.domain.resources import resource_path

REGION, UNION, BRANCH = "region", "union", "branch"

_SPLIT_OF_ROKIN = {
    **dict.fromkeys(("main", "deposit", "loan", "assets", "atm"), BRANCH),
    **dict.fromkeys(("study", "press", "own-targets"), REGION),
}
"""What ろうきん prints by 本支店・出張所 or by ブロック労福協 as well."""


class SampleFigure(NamedTuple):
    """One figure by codes; ``axis``/``member`` are '' for a council's total. ``measure`` is 目標 or 実績; ``cases`` 件."""

    council: str
    indicator: str
    measure: str
    year: int
    axis: str
    member: str
    cases: int


def sample_figures() -> Iterator[SampleFigure]:
    """All figures. 労済 is split by 地域 and by 産別; ろうきん (its figures are invented) has totals, and some results
    split by 本支店・出張所 or ブロック労福協 besides."""
    weights = _weights()
    for row in read_sample("targets_and_results"):
        for header, text in row.items():
            if header in ("会議体", "項目"):
                continue
            year, measure, total = int(header[:4]), header[4:], int(text or -1)
            if total < 0:
                continue
            council, indicator = row["会議体"], row["項目"]
            axes = [REGION, UNION]
            if council != "rosai":
                yield SampleFigure(council, indicator, measure, year, "", "", total)
                axes = (
                    [_SPLIT_OF_ROKIN[indicator]] if indicator in _SPLIT_OF_ROKIN and measure == "実績" else []
                )
            for axis in axes:
                by_member = weights[axis]
                shares = [
                    weight * _liveliness(measure, indicator, str(year), member)
                    for member, weight in by_member.items()
                ]
                for member, count in zip(by_member, by_largest_remainder(total, shares), strict=True):
                    yield SampleFigure(council, indicator, measure, year, axis, member, count)


def read_sample(name: str) -> list[dict[str, str]]:
    """The rows of one of the sample's CSV files."""
    with resource_path("sample", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def _weights() -> dict[str, dict[str, int]]:
    weights: dict[str, dict[str, int]] = {REGION: {}, UNION: {}, BRANCH: {}}
    for row in read_sample("weights"):
        weights[row["分類"]][row["要素"]] = int(row["重み"])
    return weights


def _liveliness(measure: str, *names: str) -> int:
    """How far a unit's share strays from its size, in percent: targets follow size, results vary by 30."""
    if measure == "目標":
        return 100
    return 70 + hashlib.sha256("\x1f".join(names).encode()).digest()[0] % 61
