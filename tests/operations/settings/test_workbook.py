"""The 設定ブック as a file: what is saved is read again, and what an office types is understood or told."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office_settings import SHEETS as TYPED
from office_settings import office_workbook

from kyosai_desktop.domain.problem import Refused, Severity
from kyosai_desktop.operations.settings.checked import read_settings
from kyosai_desktop.operations.settings.headers import SHEETS
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.workbook import save_settings_book, write_settings_book
from kyosai_desktop.operations.settings.write import settings_rows
from kyosai_desktop.store.book import Book


def test_a_saved_book_is_read_as_the_same_settings(both: Book, tmp_path: Path, read_book) -> None:
    settings = stored_settings(both)
    save_settings_book(settings, tmp_path / "設定.xlsx")
    loaded = read_book(tmp_path / "設定.xlsx")
    assert loaded.notes == ()
    assert settings_rows(read_settings(loaded.sheets)) == settings_rows(settings)


def test_the_same_settings_give_the_same_bytes(both: Book) -> None:
    written = []
    for _ in range(2):
        target = io.BytesIO()
        write_settings_book(stored_settings(both), target)
        written.append(target.getvalue())
    assert written[0] == written[1]


def test_every_sheet_has_one_header_row_and_whole_numbers_are_numbers(both: Book, tmp_path: Path) -> None:
    save_settings_book(stored_settings(both), tmp_path / "設定.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "設定.xlsx")
    assert workbook.sheetnames == list(SHEETS)
    for sheet, headers in SHEETS.items():
        assert [cell.value for cell in workbook[sheet][1]] == [header.name for header in headers]
        assert workbook[sheet].freeze_panes == "A2"
    councils = workbook["会議体"]
    assert [cell.value for cell in councils[2]][:6] == [
        "rosai",
        "北海道労済運動推進会議",
        "労済",
        6,
        "四捨五入",
        1,
    ]


def test_an_office_may_type_in_any_width(tmp_path: Path, read_book) -> None:
    sheets = read_book(office_workbook(tmp_path / "友の会.xlsx")).sheets
    assert dict(sheets["会議体"][0].values) == {
        "コード": "tomo",
        "名称": "友の会推進会議",
        "略称": "友の会",
        "年度開始月": "4",
        "率の小数桁": "1",
        "差に符号": "○",
        "分類": "area",
    }
    assert [row["コード"] for row in sheets["要素"]] == ["kita", "asahi", "midori", "minami", "hama"]
    assert [row.number for row in sheets["要素"]] == [2, 3, 4, 6, 7]
    assert sheets["系列"][0]["内訳"] == "area;なし"
    assert sheets["様式の行"][2]["小計"] == "地区?={name}計"
    assert sheets["定数"][0]["開始日"] == "2024-04-01"
    assert sheets["項目"][5]["計算式"] == "共済契約 ÷ 参加者 × １００"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (datetime(2024, 4, 1), "2024-04-01"),  # noqa: DTZ001 - a day in a cell
        ("2024/4/1", "2024-04-01"),
        ("Ｒ６．４．１", "2024-04-01"),
        ("春から", "春から"),
    ],
)
def test_days_are_read_as_offices_write_them(tmp_path: Path, read_book, typed: Any, read: str) -> None:
    path = office_workbook(tmp_path / "友の会.xlsx", 定数_E2=typed)
    assert read_book(path).sheets["定数"][0]["開始日"] == read


@pytest.mark.parametrize("typed", [True, "○", "〇", "◯", "TRUE"])
def test_a_circle_has_many_shapes(tmp_path: Path, read_book, typed: Any) -> None:
    path = office_workbook(tmp_path / "友の会.xlsx", 会議体_F2=typed)
    assert read_book(path).sheets["会議体"][0]["差に符号"] == "○"


def test_text_is_never_made_narrower(tmp_path: Path, read_book) -> None:
    path = office_workbook(tmp_path / "友の会.xlsx", 項目_C2="①ＡＢＣ共済　㈱")
    assert read_book(path).sheets["項目"][0]["名称"] == "①ＡＢＣ共済　㈱"


def test_numbers_stay_codes(tmp_path: Path, read_book) -> None:
    path = office_workbook(tmp_path / "友の会.xlsx", 要素_B2=101)
    assert read_book(path).sheets["要素"][0]["コード"] == "101"


def test_a_sheet_that_is_something_else_is_noted(tmp_path: Path, read_book) -> None:
    (note,) = read_book(office_workbook(tmp_path / "友の会.xlsx")).notes
    assert (note.code, note.severity, note.place.sheet) == ("settings.other_sheet", Severity.NOTE, "はじめに")


@pytest.mark.parametrize(
    ("cells", "code", "place"),
    [
        ({"項目_D1": "たんい"}, "settings.unknown_header", ("項目", "1行目", "たんい")),
        ({"項目_D1": "名称"}, "settings.header_twice", ("項目", "1行目", "名称")),
        ({"項目_B1": "備考"}, "settings.no_header", ("項目", "1行目", "コード")),
        ({"項目_D3": "=1/0"}, "settings.uncached", ("項目", "3行目", "単位")),
        ({"項目_D3": "#REF!"}, "settings.error_cell", ("項目", "3行目", "単位")),
    ],
)
def test_a_sheet_that_cannot_be_read_is_told(
    tmp_path: Path, read_book, cells: dict[str, Any], code: str, place: tuple[str, str, str]
) -> None:
    with pytest.raises(Refused) as refused:
        read_book(office_workbook(tmp_path / "友の会.xlsx", **cells))
    (problem,) = refused.value.problems
    assert (problem.code, (problem.place.sheet, problem.place.row, problem.place.column)) == (code, place)
    assert problem.place.file == "友の会.xlsx"
    assert problem.message.endswith("。") and problem.next_step.endswith("。")


def test_all_headers_that_are_wrong_are_told_at_once(tmp_path: Path, read_book) -> None:
    with pytest.raises(Refused) as refused:
        read_book(office_workbook(tmp_path / "友の会.xlsx", 項目_D1="たんい", 定数_C1="たんい"))
    assert [problem.place.sheet for problem in refused.value.problems] == ["項目", "定数"]


def test_a_workbook_without_settings_is_told(tmp_path: Path, read_book) -> None:
    with pytest.raises(Refused) as refused:
        read_book(office_workbook(tmp_path / "実績.xlsx", leave_out=tuple(TYPED)))
    assert refused.value.problems[0].code == "settings.no_sheet"


def test_two_sheets_of_one_name_are_told(tmp_path: Path, read_book) -> None:
    path = office_workbook(tmp_path / "友の会.xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("項目 ")["A1"] = "会議体"
    workbook.save(path)
    with pytest.raises(Refused) as refused:
        read_book(path)
    assert refused.value.problems[0].code == "settings.sheet_twice"


def test_a_file_that_cannot_be_written_leaves_the_old_one(both: Book, tmp_path: Path) -> None:
    target = tmp_path / "ない" / "設定.xlsx"
    with pytest.raises(Refused) as refused:
        save_settings_book(stored_settings(both), target)
    assert refused.value.problems[0].code == "folder_missing"
