"""The shipped presets: every row is read, and two offices get the same ids."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kyosai_desktop.domain.resources import resource_path
from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.operations import books
from kyosai_desktop.operations.settings.apply import PRESETS, preset_sheets
from kyosai_desktop.operations.settings.read import read_masters
from kyosai_desktop.operations.settings.read_forms import read_forms
from kyosai_desktop.operations.settings.sheets import SHEET_FILES

ROWS = {
    "councils": "会議体",
    "axes": "分類",
    "members": "要素",
    "indicators": "項目",
    "series": "系列",
    "constants": "定数",
    "forms": "様式",
    "form_rows": "様式の行",
    "form_columns": "様式の列",
    "aliases": "別名",
    "seats": "定員",
    "activity_kinds": "活動の種類",
}

# drawn from SHA-256 of the codes, see settings/read.py
COUNCIL_IDS = [3087946971170682022, 1207628362710224887]
HIYAMA_ID = 3604890475764120146


def rows_in_files(preset: str, name: str) -> list[dict[str, str]]:
    """The rows as any reader of CSV sees them."""
    found: list[dict[str, str]] = []
    for folder in PRESETS[preset]:
        path = resource_path("presets", folder) / f"{name}.csv"
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                found += csv.DictReader(file)
    return found


def test_every_file_of_the_presets_is_a_known_sheet() -> None:
    names = {path.name for path in resource_path("presets").rglob("*") if path.is_file()}
    assert names == {f"{name}.csv" for name in SHEET_FILES.values()}


@pytest.mark.parametrize("preset", PRESETS)
def test_every_row_of_the_presets_is_read(preset: str) -> None:
    sheets = preset_sheets(preset)
    masters, forms = read_masters(sheets), read_forms(sheets)
    assert {
        "councils": len(masters.councils),
        "axes": len(masters.axes),
        "members": sum(len(axis.members) for axis in masters.axes),
        "indicators": len(masters.indicators),
        "series": len(masters.series),
        "constants": len(masters.constants),
        "forms": len(forms),
        "form_rows": sum(len(form.rows) for form in forms),
        "form_columns": sum(len(form.columns) for form in forms),
        "aliases": len(masters.aliases),
        "seats": len(masters.seats),
        "activity_kinds": sum(map(len, masters.activity_kinds.values())),
    } == {name: len(rows_in_files(preset, name)) for name in SHEET_FILES.values()}


@pytest.mark.parametrize(("name", "sheet"), ROWS.items())
def test_every_cell_of_the_presets_reaches_the_reader(name: str, sheet: str) -> None:
    sheets = preset_sheets("both")
    assert [dict(row.values) for row in sheets[sheet]] == [
        {header: text.strip() for header, text in row.items()} for row in rows_in_files("both", name)
    ]


def test_the_trees_have_the_sizes_of_the_organisation() -> None:
    axes = {axis.name: axis for axis in read_masters(preset_sheets("both")).axes}
    region, union = axes["地域"], axes["産別"]
    sizes = {
        kind: len(region.of_kind(kind)) for kind in ("支店", "支所", "拠点", "ブロック", "ブロック労福協")
    }
    assert sizes == {"支店": 4, "支所": 8, "拠点": 10, "ブロック": 18, "ブロック労福協": 18}
    assert {kind: len(union.of_kind(kind)) for kind in ("産別", "単組", "支部")} == {
        "産別": 46,
        "単組": 9,
        "支部": 6,
    }
    sapporo = union.by_code("yamato-sapporo")
    assert [member.name for member in union.ancestors(sapporo.id)] == [
        "ヤマト運輸労働組合 札幌支部",
        "ヤマト運輸労働組合",
        "運輸労連",
    ]
    assert [member.name for member in axes["職域・居住域"].members] == ["職域", "居住域"]
    assert axes["災害の都道府県"].open_list
    assert not axes["本支店・出張所"].open_list


def test_a_line_of_a_form_keeps_its_mark_and_emphasis() -> None:
    form = next(form for form in read_forms(preset_sheets("rokin")) if form.code == "rokin.services")
    assert [(row.mark, row.emphasis) for row in form.rows] == [
        ("①", RowKind.ITEM),
        ("②", RowKind.ITEM),
        ("③", RowKind.ITEM),
        ("④", RowKind.ITEM),
        ("", RowKind.TOTAL),
        ("⑤", RowKind.ITEM),
    ]


def test_two_books_made_apart_have_the_same_ids(tmp_path: Path) -> None:
    tables = ("council", "axis", "member", "indicator", "series", "series_breakdown", "form", "form_row")
    dumps = []
    for name in ("事務局", "道東支店"):
        book = books.create(tmp_path / f"{name}.kyosai", "both")
        dumps.append({table: book.query(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables})
        book.close()
    assert dumps[0] == dumps[1]
    assert all(dumps[0].values())


def test_reading_again_gives_the_same_and_no_id_twice() -> None:
    first, again = (read_masters(preset_sheets("both")) for _ in range(2))
    assert (first.councils, first.indicators, first.series, first.aliases, first.seats) == (
        again.councils,
        again.indicators,
        again.series,
        again.aliases,
        again.seats,
    )
    assert [axis.members for axis in first.axes] == [axis.members for axis in again.axes]
    assert read_forms(preset_sheets("both")) == read_forms(preset_sheets("both"))
    ids = [
        *(council.id for council in first.councils),
        *(axis.id for axis in first.axes),
        *(member.id for axis in first.axes for member in axis.members),
        *(indicator.id for indicator in first.indicators),
        *(series.id for series in first.series),
    ]
    assert len(set(ids)) == len(ids)
    assert all(0 < found < 2**62 for found in ids)


def test_ids_do_not_depend_on_what_else_is_set_up() -> None:
    """A book of one council and a book of both exchange figures."""
    alone, both = read_masters(preset_sheets("rokin")), read_masters(preset_sheets("both"))
    assert {series.id for series in alone.series} < {series.id for series in both.series}


def test_ids_never_change() -> None:
    """Books that are out there hold these: a new way of drawing ids would part them from new books."""
    masters = read_masters(preset_sheets("both"))
    assert [council.id for council in masters.councils] == COUNCIL_IDS
    assert masters.axes[0].by_code("hiyama").id == HIYAMA_ID
