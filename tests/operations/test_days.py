"""Two days side by side: 2,151 → 2,502 stays what it is, whatever is entered for other days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pypdfium2
import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Fact, FactKey, Period
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.table import CellState, Table
from kyosai_desktop.operations import editing, tables
from kyosai_desktop.operations.days import days_of_form
from kyosai_desktop.operations.figure_view import FigureView, shaped
from kyosai_desktop.operations.papers import content, write_pdf, write_xlsx
from kyosai_desktop.operations.reading import Reading
from kyosai_desktop.operations.reporting import reports
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book

GROWTH, UNITS = "rosai.donations", "rosai.app"
FEBRUARY, APRIL, MAY = date(2024, 2, 20), date(2024, 4, 30), date(2024, 5, 31)
NOW = datetime.fromisoformat("2024-06-13T10:00:00+09:00")


def app_keys(book: Book, seen: Viewpoint) -> list[FactKey]:
    """The figures of the ten 拠点 in their order."""
    table = tables.table(book, UNITS, seen)
    at = [column.label for column in table.columns].index("累計")
    return [line[at].key for line in table.cells if isinstance(line[at].key, FactKey)]


def report(book: Book, seen: Viewpoint, day: date, values: list[int], *, total: bool = False) -> None:
    """So many 拠点, the first ones, report; or the total alone."""
    keys = app_keys(book, seen)
    if total:
        keys = [keys[0]._replace(member1=0)]
    with book.change("登録") as tx:
        for key, value in zip(keys, values, strict=False):
            facts_sql.write_fact(tx, key._replace(period=Period.as_of(day)), Fact(value * 1000))


@pytest.fixture
def grown(book: Book, rosai_2023: Viewpoint) -> Viewpoint:
    """2,151 on 2/20 and 2,502 on 5/31, as the paper prints them; the latter by all ten 拠点."""
    report(book, rosai_2023, FEBRUARY, [2151], total=True)
    report(book, rosai_2023, MAY, [720, 213, 161, 97, 128, 43, 37, 133, 281, 689])
    return rosai_2023


def app_row(table: Table) -> list[str]:
    return next(
        [cell.text for cell in line] for row, line in zip(table.rows, table.cells, strict=True)
        if row.name.startswith("公式アプリ")
    )  # fmt: skip


def heads(table: Table) -> list[str]:
    return [column.label for column in table.columns]


def test_one_unit_of_a_later_day_does_not_take_the_place_of_the_whole(book: Book, grown: Viewpoint) -> None:
    report(book, grown, APRIL, [600])
    table = tables.table(book, GROWTH, grown)
    assert heads(table)[:2] == ["2024年2月20日", "2024年5月31日"]
    assert app_row(table) == ["2,151", "2,502", "351"]
    assert table.as_of == "2024年5月31日現在（前回 2024年2月20日）"


def test_all_units_of_a_later_day_do(book: Book, grown: Viewpoint) -> None:
    report(book, grown, APRIL, [200] * 10)
    assert app_row(tables.table(book, GROWTH, grown)) == ["2,000", "2,502", "502"]


def test_as_many_units_as_on_the_day_shown_compare(book: Book, rosai_2023: Viewpoint) -> None:
    report(book, rosai_2023, FEBRUARY, [100] * 10)
    report(book, rosai_2023, APRIL, [200] * 9)
    report(book, rosai_2023, MAY, [300] * 9)
    table = tables.table(book, GROWTH, rosai_2023)
    assert app_row(table) == ["1,800", "2,700", "900"]
    assert "前回（2024年4月30日）の「公式アプリ登録」は、10拠点中9拠点の報告の合計です。" in table.notes


def test_without_any_whole_day_the_newest_is_shown_and_told(book: Book, rosai_2023: Viewpoint) -> None:
    report(book, rosai_2023, FEBRUARY, [100, 100])
    report(book, rosai_2023, APRIL, [600])
    report(book, rosai_2023, MAY, [300] * 10)
    table = tables.table(book, GROWTH, rosai_2023)
    assert app_row(table)[:2] == ["600", "3,000"]
    assert any("10拠点中1拠点" in note for note in table.notes)


def test_any_two_days_can_be_chosen(book: Book, grown: Viewpoint) -> None:
    report(book, grown, APRIL, [600])
    chosen = grown.on_days(MAY, APRIL)
    table = tables.table(book, GROWTH, chosen)
    assert app_row(table) == ["600", "2,502", "1,902"]
    assert any("10拠点中1拠点" in note for note in table.notes)
    back = tables.table(book, GROWTH, grown.on_days(FEBRUARY, None))
    assert (heads(back)[:2], app_row(back)[:2]) == (["前回", "2024年2月20日"], ["－", "2,151"])


def test_an_earlier_day_that_is_not_before_the_day_shown_is_none(book: Book, grown: Viewpoint) -> None:
    table = tables.table(book, GROWTH, grown.on_days(MAY, MAY))
    assert heads(table)[0] == "2024年2月20日"


def test_the_days_to_choose_from_are_listed_newest_first(book: Book, grown: Viewpoint) -> None:
    report(book, grown, APRIL, [600])
    days = days_of_form(book, GROWTH, grown)
    assert days is not None and days.earlier is not None
    assert [(each.day, each.lacking()) for each in days.shown] == [
        (MAY, ""), (APRIL, "10拠点中1"), (FEBRUARY, ""),
    ]  # fmt: skip
    assert [each.day for each in days.earlier] == [APRIL, FEBRUARY]
    june = Viewpoint(grown.council, grown.year.next(), Month(2024, 6))
    later = days_of_form(book, GROWTH, june)
    assert later is not None and later.earlier is not None
    assert [(each.day, each.lacking()) for each in later.shown] == [(date(2024, 6, 30), "未入力")]
    assert later.viewpoint.earlier_day == MAY


def test_a_form_of_months_has_no_days(book: Book, grown: Viewpoint) -> None:
    days = days_of_form(book, "rosai.blocks", grown)
    assert days is not None and (days.shown, days.earlier) == ((), None)
    assert tables.table(book, "rosai.blocks", grown.on_days(FEBRUARY, None)).as_of == "2024年2月29日現在"


def test_a_month_whose_end_has_no_figures_shows_the_newest_day_that_has(book: Book, grown: Viewpoint) -> None:
    february = replace(grown, through=Month(2024, 2))
    assert tables.table(book, GROWTH, february).as_of == "2024年2月20日現在"
    report(book, grown, date(2024, 2, 29), [5])
    assert tables.table(book, GROWTH, february).as_of.startswith("2024年2月29日現在")
    march = replace(grown, through=Month(2024, 3))
    assert tables.table(book, UNITS, march).as_of == "2024年3月31日現在"  # what is typed is March's


@pytest.mark.parametrize("day", [FEBRUARY, date(2024, 2, 21), MAY])
def test_what_is_typed_is_of_the_days_shown(book: Book, grown: Viewpoint, day: date) -> None:
    form = shaped(tables.load_form(book, GROWTH), FigureView())
    earlier = date(2023, 12, 25)
    seen = grown.on_days(day, earlier)
    typed = [TypedCell(0, 0, "10"), TypedCell(0, 1, "12")]
    assert editing.enter(book, form, seen, typed, "入力") == Applied(2)
    table = tables.table_of(book, form, seen, Reading(book).catalogue)
    keys = [cell.key for cell in table.cells[0][:2]]
    assert all(isinstance(key, FactKey) for key in keys)
    assert [key.period for key in keys if isinstance(key, FactKey)] == [
        Period.as_of(earlier), Period.as_of(day),
    ]  # fmt: skip
    assert [cell.text for cell in table.cells[0]] == ["10", "12", "2"]


def test_without_an_earlier_day_its_column_takes_nothing(book: Book, rosai_2023: Viewpoint) -> None:
    form = shaped(tables.load_form(book, GROWTH), FigureView())
    line = tables.table_of(book, form, rosai_2023, Reading(book).catalogue).cells[0]
    assert [cell.state for cell in line[:2]] == [CellState.COMPUTED, CellState.ENTRY]


def test_paper_and_workbook_state_both_days(book: Book, grown: Viewpoint, tmp_path: Path) -> None:
    import openpyxl

    report(book, grown, APRIL, [600])
    paper = content(book, GROWTH, grown.on_days(MAY, APRIL), NOW)
    write_pdf(paper, tmp_path / "a.pdf")
    write_xlsx(paper, tmp_path / "a.xlsx")
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "2024年5月31日現在（前回 2024年4月30日）" in text
    assert "10拠点中1拠点の報告の合計です" in text.replace("\r\n", "")
    book_text = [
        str(cell) for line in openpyxl.load_workbook(tmp_path / "a.xlsx").active.values for cell in line
    ]
    assert any("前回 2024年4月30日" in cell for cell in book_text)


def test_reports_are_of_the_day_that_was_chosen(book: Book, grown: Viewpoint) -> None:
    report(book, grown, APRIL, [600])
    titles = {each.form_code: each for each in reports(Reading(book), grown)}
    assert titles[UNITS].title == "公式アプリ登録 拠点別" and not titles[UNITS].missing
    chosen = {each.form_code: each for each in reports(Reading(book, {UNITS: (APRIL, None)}), grown)}
    assert chosen[UNITS].title == "公式アプリ登録 拠点別（4月30日）"
    assert len(chosen[UNITS].missing) == 9
