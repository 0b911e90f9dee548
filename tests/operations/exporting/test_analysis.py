"""The analysts' workbook, read back: every figure once in the list and once in its table, to the last digit."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.fact import Fact, FactKey, Period, Role, Status
from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.domain.series import Measure, Series
from kyosai_desktop.operations import books
from kyosai_desktop.operations.exporting import read_figures, write_analysis
from kyosai_desktop.operations.exporting.tidy import FIXED, Tidied
from kyosai_desktop.operations.sample.fill import fill
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

Line = dict[str, Any]
Sheets = dict[str, list[list[Any]]]
YEAR = Period.span(date(2023, 6, 1), date(2024, 5, 31))


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Book], Sheets]:
    """Every sheet of the workbook as rows of cells."""

    def write(book: Book) -> Sheets:
        path = tmp_path / "分析.xlsx"
        write_analysis(read_figures(book), path)
        read = openpyxl.load_workbook(path)
        return {sheet.title: [list(row) for row in sheet.iter_rows()] for sheet in read}

    return write


def lines_of(sheets: Sheets) -> list[Line]:
    header, *rows = sheets["一覧"]
    names = [cell.value for cell in header]
    return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in rows]


def exact(value: object) -> Decimal | None:
    """As it stands in the file: a number by the digits that name it, text (longer than Excel's numbers) as it is."""
    return None if value is None else Decimal(value if isinstance(value, str) else repr(value))


def table_figures(sheets: Sheets) -> Iterator[tuple[str, Line, str, Decimal]]:
    """(sheet, what its row is, 年度 and 期間, value) of every filled figure cell of the tables."""
    for name, (years, periods, *rows) in sheets.items():
        if name == "一覧":
            continue
        labels = sum(1 for cell in years if cell.value is None)
        for row in rows:
            about = {periods[at].value: row[at].value for at in range(labels)}
            for at in range(labels, len(row)):
                if row[at].value is not None:
                    yield name, about, f"{years[at].value} {periods[at].value}", exact(row[at].value)


def series_of(book: Book, code: str, measure: Measure) -> tuple[Catalogue, Series]:
    catalogue = load_catalogue(book)
    item = next(each for each in catalogue.indicators.values() if each.code == code)
    series = catalogue.series_for(item.id, measure)
    assert series is not None
    return catalogue, series


def store(book: Book, facts: list[tuple[FactKey, Fact]]) -> None:
    with book.change("入力") as tx:
        facts_sql.write_facts(tx, facts)


def test_every_figure_of_the_sample_stands_once_in_the_list_and_once_in_its_table(
    book: Book, written: Callable[[Book], Sheets]
) -> None:
    fill(book)
    sheets = written(book)
    tidied = Tidied(read_figures(book))
    ways = [column for column in tidied.way_columns if column in lines_of(sheets)[0]]
    assert {"支店", "支所", "ブロック", "産別"} < set(ways)
    expected = Counter(
        (
            f"{figure.council.short_name} {figure.measure.value}",
            figure.indicator.name,
            figure.breakdown,
            *(figure.way.get(column) for column in ways),
            "公表値" if figure.published else None,
            f"{figure.year.text()} {figure.period_words}",
            figure.value,
        )
        for figure in tidied
    )
    assert sum(expected.values()) > 2_800
    assert max(expected.values()) == 1
    listed = Counter(
        (
            f"{line['会議体']} {line['区分']}", line["項目"], line["内訳"], *(line[way] for way in ways),
            line["公表値"], f"{line['年度']} {line['期間']}", exact(line["値"]),
        )
        for line in lines_of(sheets)
    )  # fmt: skip
    assert listed == expected
    tabled = Counter(
        (
            name,
            about["項目"],
            about["内訳"],
            *(about.get(way) for way in ways),
            about.get("公表値"),
            when,
            value,
        )
        for name, about, when, value in table_figures(sheets)
    )
    assert tabled == expected


def test_values_are_exact_and_what_is_missing_stays_empty(
    book: Book, written: Callable[[Book], Sheets]
) -> None:
    catalogue, series = series_of(book, "kokumin", Measure.RESULT)
    region = next(axis for axis in catalogue.axes.values() if axis.code == "region")
    union = next(axis for axis in catalogue.axes.values() if axis.code == "union")
    block, other = region.by_code("ishikari"), region.by_code("shiribeshi")
    later = Period.span(date(2024, 6, 1), date(2024, 6, 30))
    facts = [
        (catalogue.key(series, YEAR, {region.id: block.id}), Fact(9_950)),
        (catalogue.key(series, YEAR, {region.id: other.id}), Fact(None)),
        (catalogue.key(series, later, {region.id: other.id}), Fact(-1_234_001, Status.PRELIMINARY)),
        (catalogue.key(series, YEAR, {union.id: union.members[0].id}), Fact(0)),
        (catalogue.key(series, YEAR, {}), Fact(7_658_000)),
        (catalogue.key(series, YEAR, {}, role=Role.PUBLISHED), Fact(7_676_000)),
        (catalogue.key(series, Period.as_of(date(2024, 2, 20)), {}), Fact(999_999_999_999_999_999)),
    ]
    store(book, facts)
    sheets = written(book)
    lines = lines_of(sheets)
    values = [line["値"] for line in lines]
    assert len(values) == len(facts)
    assert {exact(value) for value in values} == {
        None, Decimal("9.95"), Decimal("-1234.001"), Decimal(0), Decimal(7658), Decimal(7676),
        Decimal("999999999999999.999"),
    }  # fmt: skip
    by_value = {str(line["値"]): line for line in lines}
    assert by_value["9.95"]["ブロック"] == "石狩"
    formats = {cell.value: cell.number_format for row in sheets["一覧"] for cell in row}
    assert (formats[9.95], formats[-1234.001], formats[7658]) == ("#,##0.00", "#,##0.000", "#,##0")
    assert by_value["-1234.001"]["状態"] == "速報"
    assert by_value["None"]["状態"] == "該当なし"
    assert by_value["7676"]["公表値"] == "公表値"
    assert by_value["7658"]["公表値"] is None
    assert by_value["999999999999999.999"]["期間"] == "2月20日現在"  # more digits than Excel keeps: as text
    found = {(about.get("ブロック"), when): value for _, about, when, value in table_figures(sheets)}
    assert found["石狩", "2023年度 通年"] == Decimal("9.95")
    assert found["後志", "2024年度 6月"] == Decimal("-1234.001")
    assert ("後志", "2023年度 通年") not in found
    assert ("石狩", "2024年度 6月") not in found


def test_two_versions_and_two_breakdowns_are_rows_of_their_own(
    book: Book, written: Callable[[Book], Sheets]
) -> None:
    catalogue, series = series_of(book, "kokumin", Measure.TARGET)
    axes = [catalogue.axes[each[0]] for each in series.breakdowns if len(each) == 1]
    store(
        book,
        [
            (catalogue.key(series, YEAR, {axis.id: axis.members[0].id}, version), Fact(value))
            for axis in axes
            for version, value in ((0, 1_000), (2, 1_100))
        ],
    )
    sheets = written(book)
    rows = [(about["版"], about["内訳"], value) for _, about, _, value in table_figures(sheets)]
    assert len(axes) > 1
    assert Counter(rows) == Counter(
        (version, axis.name, value)
        for axis in axes
        for version, value in (("当初", Decimal(1)), ("第2回改定", Decimal("1.1")))
    )


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2", "#N/A", "１＝"])
def test_no_text_becomes_a_formula_a_number_or_an_error(
    book: Book, written: Callable[[Book], Sheets], tmp_path: Path, name: str
) -> None:
    catalogue, series = series_of(book, "kokumin", Measure.RESULT)
    region = next(axis for axis in catalogue.axes.values() if axis.code == "region")
    block = region.by_code("ishikari")
    with book.change("名前") as tx:
        tx.execute("UPDATE member SET name = ? WHERE id = ?", (name, block.id))
        tx.execute("UPDATE indicator SET name = ? WHERE id = ?", (name, series.indicator_id))
        tx.execute("UPDATE council SET short_name = ?", (name,))
    store(book, [(catalogue.key(series, YEAR, {region.id: block.id}), Fact(1000, note=name))])
    sheets = written(book)
    cells = [cell for rows in sheets.values() for row in rows for cell in row if cell.value == name]
    assert len(cells) >= 5
    assert {cell.data_type for cell in cells} == {"s"}
    with zipfile.ZipFile(tmp_path / "分析.xlsx") as package:
        pages = [package.read(each) for each in package.namelist() if each.startswith("xl/worksheets/sheet")]
    assert all(b"<f>" not in page and b't="e"' not in page for page in pages)


def test_the_sheets_are_ready_to_work_with(
    book: Book, written: Callable[[Book], Sheets], tmp_path: Path
) -> None:
    fill(book)
    written(book)
    read = openpyxl.load_workbook(tmp_path / "分析.xlsx")
    assert read.properties.creator == "共済デスク"
    assert read.sheetnames[0] == "一覧"
    assert {"労済 目標", "労済 実績", "労済 順位", "ろうきん 目標", "ろうきん 実績"} <= set(read.sheetnames)
    listed = read["一覧"]
    assert (listed.freeze_panes, listed.auto_filter.ref) == ("D2", listed.dimensions)
    (day,) = {type(cell.value) for cell in listed["G"][1:]}
    assert day is datetime
    assert listed["G2"].number_format == "yyyy-mm-dd"
    assert listed["A1"].font.bold
    values = next(column for column in listed.iter_cols() if column[0].value == "値")[1:]
    assert {cell.font.name for cell in (listed["A1"], listed["A2"], *values)} == {"BIZ UDゴシック"}
    results = read["労済 実績"]
    assert results.auto_filter.ref.startswith("A2:")
    assert all(6 < results.column_dimensions[letter].width <= 44 for letter in "ABCDEF")
    assert {cell.number_format for cell in values} == {"#,##0"}


def test_names_that_are_the_list_s_own_columns_get_their_axis_in_front(
    book: Book, written: Callable[[Book], Sheets]
) -> None:
    catalogue, series = series_of(book, "kokumin", Measure.RESULT)
    region = next(axis for axis in catalogue.axes.values() if axis.code == "region")
    with book.change("種類") as tx:
        tx.execute("UPDATE member_kind SET kind = '値' WHERE kind = 'ブロック'")
        tx.execute("DELETE FROM member_kind WHERE kind = 'ブロック労福協'")
    store(book, [(catalogue.key(series, YEAR, {region.id: region.by_code("ishikari").id}), Fact(1000))])
    (line,) = lines_of(written(book))
    assert (line["地域：値"], line["値"]) == ("石狩", 1)
    assert set(line) & {"会議体", "項目", "区分"} <= set(FIXED)


def test_without_figures_there_is_nothing_to_write(book: Book, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        write_analysis(read_figures(book), tmp_path / "空.xlsx")
    assert refused.value.problems[0].code == "export.no_figures"
    assert not (tmp_path / "空.xlsx").exists()


def test_one_council_only(book: Book, tmp_path: Path) -> None:
    fill(book)
    rokin = books.councils(book)[1]
    write_analysis(read_figures(book, [rokin]), tmp_path / "ろうきん.xlsx")
    names = openpyxl.load_workbook(tmp_path / "ろうきん.xlsx").sheetnames
    assert names == ["一覧", "ろうきん 目標", "ろうきん 実績"]


class Enough(Exception):  # noqa: N818 - no error: it stands for 中止
    """Whoever waits has had enough."""


def test_ending_it_leaves_the_old_file_and_nothing_beside_it(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(book)
    scratch = tmp_path / "一時"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    path = tmp_path / "出力" / "分析.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"before")
    told: list[tuple[int, int]] = []

    def at(done: int, total: int) -> None:
        told.append((done, total))
        if done > total / 2:
            raise Enough

    with pytest.raises(Enough):
        write_analysis(read_figures(book), path, at)
    assert path.read_bytes() == b"before"
    assert [each.name for each in path.parent.iterdir()] == ["分析.xlsx"]
    assert list(scratch.iterdir()) == []
    assert told == sorted(told)
    assert len(told) > 5
