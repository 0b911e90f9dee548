"""What loading would change, seen before: additions, changes with old and new, mistakes, consequences for figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office_settings import office_workbook

from kyosai_desktop.domain.problem import Problem, Refused, Severity
from kyosai_desktop.operations.sample.fill import fill
from kyosai_desktop.operations.settings.changes import Action, SettingsPlan, plan
from kyosai_desktop.operations.settings.load import load
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.workbook import save_settings_book
from kyosai_desktop.store.book import Book


def edited(book: Book, path: Path, read_book, **cells: Any) -> SettingsPlan:
    """What loading the book's own 設定ブック would change, after ``cells`` (``項目_C3``) were typed over."""
    save_settings_book(stored_settings(book), path)
    workbook = openpyxl.load_workbook(path)
    for place, value in cells.items():
        sheet, _, address = place.partition("_")
        workbook[sheet][address] = value
    workbook.save(path)
    return plan(book, read_book(path))


def place_of(book: Book, path: Path, sheet: str, column: str, **row: str) -> str:
    """The address of the cell under ``column`` in the first row of the book's 設定ブック that says ``row``."""
    save_settings_book(stored_settings(book), path)
    lines = list(openpyxl.load_workbook(path)[sheet].iter_rows())
    headers = [cell.value for cell in lines[0]]
    for line in lines[1:]:
        if all(line[headers.index(header)].value == text for header, text in row.items()):
            return f"{sheet}_{line[headers.index(column)].coordinate}"
    raise LookupError(row)


def problems_of(book: Book, read_book, path: Path, **cells: Any) -> list[tuple[str, str, str, str]]:
    with pytest.raises(Refused) as refused:
        plan(book, read_book(office_workbook(path, **cells)))
    for problem in refused.value.problems:
        assert problem.place.file == path.name
        assert problem.message.endswith("。") and problem.next_step.endswith("。")
    return [_told(problem) for problem in refused.value.problems]


def _told(problem: Problem) -> tuple[str, str, str, str]:
    return problem.code, problem.place.sheet, problem.place.row, problem.place.column


def test_an_unchanged_workbook_changes_nothing(both: Book, tmp_path: Path, read_book) -> None:
    planned = edited(both, tmp_path / "設定.xlsx", read_book)
    assert (planned.changes, planned.notes) == ((), ())
    assert planned.after.council_axes == planned.before.council_axes


def test_a_new_council_is_all_additions(both: Book, tmp_path: Path, read_book) -> None:
    planned = plan(both, read_book(office_workbook(tmp_path / "友の会.xlsx")))
    assert set(planned.counts()) == {Action.ADDED}
    assert planned.changes[0].name == "友の会推進会議"
    assert {change.sheet for change in planned.changes} >= {"会議体", "項目", "系列", "定数", "様式の列"}


def test_a_change_shows_old_and_new(both: Book, tmp_path: Path, read_book) -> None:
    path = tmp_path / "設定.xlsx"
    cell = place_of(both, path, "項目", "名称", コード="disaster")
    unit = place_of(both, path, "項目", "計の表示", コード="disaster")
    (change,) = edited(both, path, read_book, **{cell: "風水害等共済", unit: "風水害 計"}).changes
    assert (change.sheet, change.action, change.name) == ("項目", Action.CHANGED, "風水害等共済")
    assert [(field.header, field.old, field.new) for field in change.fields] == [
        ("名称", "自然災害共済", "風水害等共済"),
        ("計の表示", "", "風水害 計"),
    ]


def test_rows_of_a_form_can_be_taken_out_and_added(both: Book, tmp_path: Path, read_book) -> None:
    path = tmp_path / "設定.xlsx"
    save_settings_book(stored_settings(both), path)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["様式の行"]
    at = next(line[0].row for line in sheet.iter_rows() if line[0].value == "rosai.achievement")
    sheet.delete_rows(at)
    sheet.append(["rosai.unions", "見出し", *[None] * 7, "終わり"])
    workbook.save(path)
    changes = plan(both, read_book(path)).changes
    assert [(change.sheet, change.action, change.name) for change in changes] == [
        ("様式の行", Action.TAKEN_OUT, "重点共済 達成状況：こくみん共済"),
        ("様式の行", Action.ADDED, "産別別 達成状況：終わり"),
    ]


def test_what_the_workbook_lacks_stays(both: Book, tmp_path: Path, read_book) -> None:
    """One sheet with one row and three columns: everything else keeps what it says."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "項目"
    sheet.append(["会議体", "コード", "名称"])
    sheet.append(["rosai", "fire", "火災・地震共済"])
    workbook.save(tmp_path / "一行.xlsx")
    planned = plan(both, read_book(tmp_path / "一行.xlsx"))
    (change,) = planned.changes
    assert [field.header for field in change.fields] == ["名称"]
    assert len(planned.after.indicators) == len(planned.before.indicators)


def test_another_order_is_told_and_kept_within_its_owner(both: Book, tmp_path: Path, read_book) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "要素"
    save_settings_book(stored_settings(both), tmp_path / "設定.xlsx")
    lines = list(openpyxl.load_workbook(tmp_path / "設定.xlsx")["要素"].iter_rows(values_only=True))
    sheet.append(lines[0])
    by_code = {line[1]: line for line in lines}
    for code in ("hiyama", "kita-oshima", "minami-oshima"):
        sheet.append(by_code[code])
    workbook.save(tmp_path / "順.xlsx")
    planned = plan(both, read_book(tmp_path / "順.xlsx"))
    (change,) = planned.changes
    assert (change.action, change.sheet) == (Action.MOVED, "要素")
    region = next(axis for axis in planned.after.axes if axis.code == "region")
    south = [region[member].code for member in region.children(region.by_code("donan").id)]
    assert south == ["hiyama", "kita-oshima", "minami-oshima"]


def test_a_new_member_stands_where_the_workbook_has_it(both: Book, tmp_path: Path, read_book) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "要素"
    for line in (
        ["分類", "コード", "名称", "上位"],
        ["region", "kamikawa-naka", "上川中", "dohoku"],
        ["region", "furano", "富良野", "dohoku"],
    ):
        sheet.append(line)
    workbook.save(tmp_path / "新.xlsx")
    planned = plan(both, read_book(tmp_path / "新.xlsx"))
    assert [(change.action, change.name) for change in planned.changes] == [(Action.ADDED, "富良野")]
    region = next(axis for axis in planned.after.axes if axis.code == "region")
    north = [region[member].name for member in region.children(region.by_code("dohoku").id)]
    assert north == ["上川中", "富良野", "上川南", "上川北", "留萌", "宗谷"]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"要素_D3": "nishi"}, ("settings.unknown_parent", "要素", "3行目", "上位")),
        ({"項目_A3": "rosai2"}, ("settings.unknown_code", "項目", "3行目", "会議体")),
        ({"系列_B4": "kuti"}, ("settings.unknown_code", "系列", "4行目", "項目")),
        ({"項目_F4": "出資 × 一口"}, ("formula.unknown_name", "項目", "4行目", "計算式")),
        ({"項目_F4": "出資 × "}, ("formula.unreadable", "項目", "4行目", "計算式")),
        ({"項目_F4": "契約割合", "項目_F7": "出資金額"}, ("formula.circular", "項目", "4行目", "計算式")),
        ({"項目_B3": "keiyaku"}, ("settings.twice", "項目", "3行目", "コード")),
        ({"会議体_D2": "十三"}, ("settings.not_whole", "会議体", "2行目", "年度開始月")),
        ({"会議体_F2": "はい"}, ("settings.unknown_word", "会議体", "2行目", "差に符号")),
        ({"定数_D2": "千円"}, ("settings.not_number", "定数", "2行目", "値")),
        ({"定数_E2": "春から"}, ("settings.not_day", "定数", "2行目", "開始日")),
        ({"様式の列_G6": "達成率(契約, 目標)"}, ("formula.unknown_name", "様式の列", "6行目", "計算式")),
        ({"様式の行_D2": "組"}, ("settings.unknown_code", "様式の行", "2行目", "種別")),
        ({"定員_C3": "三"}, ("settings.not_whole", "定員", "3行目", "定員")),
    ],
)
def test_a_mistake_is_told_at_its_place(
    both: Book, tmp_path: Path, read_book, cells: dict[str, Any], told: tuple[str, str, str, str]
) -> None:
    before = both.query("SELECT * FROM council"), both.history()
    assert problems_of(both, read_book, tmp_path / "友の会.xlsx", **cells) == [told]
    assert (both.query("SELECT * FROM council"), both.history()) == before


def test_all_mistakes_are_told_at_once(empty: Book, tmp_path: Path, read_book) -> None:
    told = problems_of(
        empty,
        read_book,
        tmp_path / "友の会.xlsx",
        要素_D3="nishi",
        項目_F4="出資 × 一口",
        系列_B4="kuti",
        系列_D6="半年",
        様式の列_G6="達成率(契約, ",
        定員_C3="三",
    )
    assert [each[1:3] for each in told] == [
        ("要素", "3行目"),
        ("項目", "4行目"),
        ("系列", "4行目"),
        ("系列", "6行目"),
        ("様式の列", "6行目"),
        ("定員", "3行目"),
    ]


def test_what_follows_from_a_mistake_is_not_another_one(empty: Book, tmp_path: Path, read_book) -> None:
    """達成率 names 契約, whose own row can't be read."""
    told = problems_of(empty, read_book, tmp_path / "友の会.xlsx", 様式の列_I5="百万")
    assert [each[1:] for each in told] == [("様式の列", "5行目", "倍率")]


def test_a_formula_of_the_book_that_loses_its_name_is_told(both: Book, tmp_path: Path, read_book) -> None:
    load(both, plan(both, read_book(office_workbook(tmp_path / "友の会.xlsx"))), backup=False)
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "項目"
    sheet.append(["会議体", "コード", "名称"])
    sheet.append(["tomo", "kuchi", "出資口数"])
    workbook.save(tmp_path / "一行.xlsx")
    with pytest.raises(Refused) as refused:
        plan(both, read_book(tmp_path / "一行.xlsx"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.file, problem.place.sheet) == (
        "formula.unknown_name",
        "両方.kyosai",
        "項目",
    )


@pytest.fixture
def filled(both: Book) -> Book:
    fill(both)
    return both


@pytest.mark.parametrize(
    ("row", "sheet", "column", "value"),
    [
        ({"コード": "rosai"}, "会議体", "年度開始月", 4),
        ({"項目": "fire", "区分": "実績"}, "系列", "集め方", "時点"),
        ({"項目": "fire", "区分": "実績"}, "系列", "内訳", "union"),
    ],
)
def test_figures_are_never_made_unreachable(
    filled: Book, tmp_path: Path, read_book, row: dict[str, str], sheet: str, column: str, value: Any
) -> None:
    path = tmp_path / "設定.xlsx"
    cell = place_of(filled, path, sheet, column, **row)
    with pytest.raises(Refused) as refused:
        edited(filled, path, read_book, **{cell: value})
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.sheet, problem.place.column) == (
        "settings.has_figures",
        sheet,
        column,
    )
    assert f"{problem.place.row}" == f"{''.join(filter(str.isdigit, cell))}行目"


def test_a_unit_of_figures_is_a_warning(filled: Book, tmp_path: Path, read_book) -> None:
    path = tmp_path / "設定.xlsx"
    planned = edited(filled, path, read_book, **{place_of(filled, path, "項目", "単位", コード="fire"): "口"})
    (note,) = planned.notes
    assert (note.code, note.severity) == ("settings.unit_of_figures", Severity.WARNING)
    assert [change.fields[0].new for change in planned.changes] == ["口"]
