"""Branch workbooks of the sample: the newest results of three 支店, as they would come by mail."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.excel.branch_book import BranchSheet, write_branch_book
from kyosai_desktop.operations.file_replace import replace_file
from kyosai_desktop.operations.output_folder import make_folder
from kyosai_desktop.operations.sample.split_figures import REGION, sample_figures
from kyosai_desktop.operations.settings.apply import preset_sheets
from kyosai_desktop.operations.settings.read import read_masters

BRANCHES = ("doto", "dohoku", "donan")
"""Codes of the 支店 whose results come as workbooks."""


def blocks_of_branches() -> frozenset[str]:
    """Codes of the blocks that the branch workbooks report."""
    region = _region()
    return frozenset(block.code for branch in BRANCHES for block in _blocks(region, branch))


def write_branch_books(folder: Path) -> list[Path]:
    """Write ``道東支店_2024年5月末実績.xlsx`` and so on into ``folder``, which is made when missing.

    Raises ``Refused`` when the folder can't be made or a file not be written; the files before it are complete.
    """
    make_folder(folder)
    settings = read_masters(preset_sheets("rosai"))
    region = _region()
    results = {
        (figure.indicator, figure.member): figure.cases
        for figure in sample_figures()
        if (figure.council, figure.measure, figure.year, figure.axis) == ("rosai", "実績", 2023, REGION)
    }
    products = [item for item in settings.indicators if any(item.code == code for code, _ in results)]
    written = []
    for code in BRANCHES:
        branch = region.by_code(code).name
        rows = [
            (block.name, tuple(results[product.code, block.code] for product in products))
            for block in _blocks(region, code)
        ]
        sheet = BranchSheet(
            title=f"{branch}　2024年5月末　実績（累計）【見本】",
            unit="件",
            header=("ブロック", *(product.name for product in products)),
            rows=tuple(rows),
            total_label=f"{branch} 計",
        )
        path = folder / f"{branch}_2024年5月末実績.xlsx"
        replace_file(path, partial(write_branch_book, sheet))
        written.append(path)
    return written


def _region() -> Axis:
    return next(axis for axis in read_masters(preset_sheets("rosai")).axes if axis.code == REGION)


def _blocks(region: Axis, branch: str) -> Sequence[Member]:
    return region.of_kind("ブロック", region.by_code(branch).id)
