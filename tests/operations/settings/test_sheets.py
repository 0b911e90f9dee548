"""Rows of settings from CSV: every cell has its place, and a row that doesn't fit its header is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.operations.settings.sheets import preset_rows


def test_rows_know_their_file_sheet_and_line(tmp_path: Path) -> None:
    (tmp_path / "seats.csv").write_text("会議体,役職,定員\nrosai, 議長 ,1\nrosai,幹事,9\n", encoding="utf-8")
    sheets = preset_rows(tmp_path)
    assert list(sheets) == ["定員"]
    first, second = sheets["定員"]
    assert (first.file, first.sheet, first.number, first["役職"]) == ("seats.csv", "定員", 2, "議長")
    assert (second.number, second["定員"], second["区分"]) == (3, "9", "")


@pytest.mark.parametrize("line", ["rosai,幹事", "rosai,幹事,9,10"])
def test_a_row_with_other_cells_than_the_header_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "seats.csv").write_text(f"会議体,役職,定員\nrosai,議長,1\n{line}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        preset_rows(tmp_path)
    (problem,) = refused.value.problems
    assert problem.code == "settings.cells"
    assert problem.place.text() == "seats.csv／シート『定員』／3行目"


def test_an_empty_folder_sets_up_nothing(tmp_path: Path) -> None:
    assert preset_rows(tmp_path) == {}
