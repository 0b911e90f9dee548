"""Branch workbooks of the sample hold exactly the figures that the book was filled without."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.operations.sample.branch_books import blocks_of_branches, write_branch_books
from kyosai_desktop.operations.sample.split_figures import REGION, sample_figures
from kyosai_desktop.operations.settings.apply import preset_sheets
from kyosai_desktop.operations.settings.read import read_masters

BRANCHES = {
    "道東支店": ["釧路", "根室", "十勝", "網走"],
    "道北支店": ["上川中", "上川南", "上川北", "留萌", "宗谷"],
    "道南支店": ["南渡島", "北渡島", "檜山"],
}
PRODUCTS = [
    *("こくみん共済", "長期共済", "マイカー共済", "自賠責共済（新規）"),
    *("自賠責共済（継続）", "火災共済", "自然災害共済"),
]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_branch_books(tmp_path_factory.mktemp("支店") / "2024年5月")


def rows_of(path: Path, *, values: bool = True) -> list[list[object]]:
    book = openpyxl.load_workbook(path, data_only=values)
    (page,) = book.worksheets
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    book.close()
    return rows


def test_three_workbooks_come_with_their_titles(written: list[Path]) -> None:
    assert [path.name for path in written] == [f"{name}_2024年5月末実績.xlsx" for name in BRANCHES]
    assert sorted(path.name for path in written[0].parent.iterdir()) == sorted(path.name for path in written)
    for name, path in zip(BRANCHES, written, strict=True):
        rows = rows_of(path)
        assert rows[0][0] == f"{name}　2024年5月末　実績（累計）【見本】"
        assert rows[1][-1] == "（単位：件）"
        assert rows[2] == ["ブロック", *PRODUCTS]
        assert [row[0] for row in rows[3:]] == [*BRANCHES[name], f"{name} 計"]


def test_they_hold_exactly_the_figures_that_were_left_out(written: list[Path]) -> None:
    settings = read_masters(preset_sheets("rosai"))
    products = {indicator.code: indicator.name for indicator in settings.indicators}
    blocks = {member.code: member.name for axis in settings.axes for member in axis.members}
    left_out = {
        (blocks[figure.member], products[figure.indicator]): figure.cases
        for figure in sample_figures()
        if figure.axis == REGION
        and (figure.council, figure.measure, figure.year) == ("rosai", "実績", 2023)
        and figure.member in blocks_of_branches()
    }
    in_books = {
        (row[0], product): count
        for path in written
        for row in rows_of(path)[3:-1]
        for product, count in zip(PRODUCTS, row[1:], strict=True)
    }
    assert in_books == left_out
    assert len(in_books) == 12 * 7


def test_the_totals_are_formulas_with_their_sums(written: list[Path]) -> None:
    for path in written:
        *blocks, total = rows_of(path)[3:]
        assert total[1:] == [sum(row[at] for row in blocks) for at in range(1, 8)]  # type: ignore[misc] - counts
        last = 3 + len(blocks)
        assert rows_of(path, values=False)[-1][1:] == [f"=SUM({c}4:{c}{last})" for c in "BCDEFGH"]


def test_writing_again_gives_the_same_files(written: list[Path], tmp_path: Path) -> None:
    again = write_branch_books(tmp_path)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in written]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "支店").write_text("ファイル", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        write_branch_books(tmp_path / "支店")
    assert refused.value.problems[0].code == "output.folder"
    assert (tmp_path / "支店").read_text(encoding="utf-8") == "ファイル"
