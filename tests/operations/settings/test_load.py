"""Loading a 設定ブック: a council from nothing, one step, undone to the last row, the second time nothing."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from office_settings import SHEETS as TYPED
from office_settings import office_workbook

from kyosai_desktop.domain.activity import NEW_ORGANISATION, USUAL_KINDS, Counted, Counting
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Fact, FactKey, Period
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.domain.series import Measure, Series
from kyosai_desktop.operations import books, papers
from kyosai_desktop.operations.counting import activity_kinds, count_series
from kyosai_desktop.operations.editing import enter
from kyosai_desktop.operations.sample.fill import fill
from kyosai_desktop.operations.settings.changes import Action, plan
from kyosai_desktop.operations.settings.load import load
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.workbook import save_settings_book, write_settings_book
from kyosai_desktop.operations.settings.write import settings_rows
from kyosai_desktop.operations.tables import table
from kyosai_desktop.reports.preview import page_text
from kyosai_desktop.store.backup import list_backups
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.facts import write_facts

NOW = datetime(2024, 10, 1, 9, 0, tzinfo=UTC)


def dump(book: Book) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but those of the history."""
    names = book.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'history%'")
    return {
        name: sorted(book.query(f"SELECT * FROM {name}"), key=repr)
        for (name,) in names
        if name not in ("event", "sqlite_sequence")
    }


def bytes_of(book: Book) -> bytes:
    target = io.BytesIO()
    write_settings_book(stored_settings(book), target)
    return target.getvalue()


def test_both_presets_go_through_a_workbook_into_an_empty_book(
    both: Book, empty: Book, tmp_path: Path, read_book
) -> None:
    save_settings_book(stored_settings(both), tmp_path / "設定.xlsx")
    loaded = load(empty, plan(empty, read_book(tmp_path / "設定.xlsx")))
    assert loaded.changed == 0 and loaded.added == sum(
        map(len, settings_rows(stored_settings(both)).values())
    )
    old, new = stored_settings(both), stored_settings(empty)
    for part in ("councils", "council_axes", "aliases", "seats", "constants"):
        assert getattr(new, part) == getattr(old, part)
    for before, after in zip(old.axes, new.axes, strict=True):
        assert (before.id, before.name, len(before.members)) == (after.id, after.name, len(after.members))
    assert {form.code for form in new.forms} == {form.code for form in old.forms}
    assert settings_rows(new) == settings_rows(old)
    assert bytes_of(empty) == bytes_of(both)


def test_loading_a_second_time_changes_nothing(both: Book, tmp_path: Path, read_book) -> None:
    path = office_workbook(tmp_path / "友の会.xlsx")
    load(both, plan(both, read_book(path)))
    steps = len(both.history())
    again = plan(both, read_book(path))
    assert again.changes == ()
    assert load(both, again).step_id == 0
    assert len(both.history()) == steps


def test_undo_brings_back_every_row(both: Book, tmp_path: Path, read_book) -> None:
    fill(both)
    before = dump(both)
    path = tmp_path / "設定.xlsx"
    save_settings_book(stored_settings(both), path)
    workbook = openpyxl.load_workbook(path)
    for sheet, address, value in (
        ("会議体", "F2", 2),
        ("要素", "C3", "札幌"),
        ("項目", "C4", "こくみん"),
        ("様式", "C2", "達成状況"),
        ("定員", "D2", 2),
    ):
        workbook[sheet][address] = value
    workbook["様式の行"].delete_rows(3, 4)
    for name, lines in TYPED.items():
        headers = [cell.value for cell in workbook[name][1]]
        for line in lines[1:]:
            said = dict(zip(lines[0], line, strict=True))
            workbook[name].append([said.get(header) for header in headers])
    workbook.save(path)
    planned = plan(both, read_book(path))
    assert set(planned.counts()) == {Action.ADDED, Action.CHANGED, Action.TAKEN_OUT}
    loaded = load(both, planned)
    assert loaded.added and loaded.changed
    changed = dump(both)
    assert changed != before
    assert changed["fact"] == before["fact"]
    assert both.undo_label() == f"設定ブックを読み込み：設定.xlsx（追加{loaded.added}・変更{loaded.changed}）"
    both.undo()
    assert dump(both) == before
    both.redo()
    assert dump(both) == changed


def counted(book: Book, kind: str = "懇談会") -> Series:
    """The first series of 実績, counted by a kind that no list has."""
    series = next(each for each in stored_settings(book).series if each.measure is Measure.RESULT)
    count_series(book, series.id, Counted(kind, Counting.PERSONS))
    return series


def test_what_is_counted_from_the_register_goes_through_a_workbook(
    both: Book, empty: Book, tmp_path: Path, read_book
) -> None:
    series = counted(both)
    path = tmp_path / "設定.xlsx"
    save_settings_book(stored_settings(both), path)
    load(empty, plan(empty, read_book(path)))
    read = {each.id: each.counted for each in stored_settings(empty).series}
    assert read[series.id] == Counted("懇談会", Counting.PERSONS)
    assert read == {each.id: each.counted for each in stored_settings(both).series}
    assert activity_kinds(empty, series.council_id) == (*USUAL_KINDS, NEW_ORGANISATION, "懇談会")
    assert bytes_of(empty) == bytes_of(both)
    steps = len(both.history())
    load(both, plan(both, read_book(path)))
    assert len(both.history()) == steps


def test_a_workbook_says_what_is_counted_and_the_order_of_kinds(
    both: Book, tmp_path: Path, read_book
) -> None:
    """From counting to typing and the other way, and back by one undo."""
    series = counted(both, "学習会")
    fill(both)
    before = dump(both)
    path = tmp_path / "設定.xlsx"
    save_settings_book(stored_settings(both), path)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["系列"]
    headers = [cell.value for cell in sheet[1]]
    way, kind = headers.index("数え方") + 1, headers.index("数える種類") + 1
    line = next(row[0].row for row in sheet.iter_rows(min_row=2) if row[kind - 1].value == "学習会")
    fire = next(
        row[0].row
        for row in sheet.iter_rows(min_row=2)
        if (row[headers.index("項目")].value, row[headers.index("区分")].value) == ("fire", "実績")
    )
    assert line != fire
    sheet.cell(line, way).value = sheet.cell(line, kind).value = None
    sheet.cell(fire, way).value = "団体数"
    kinds = workbook["活動の種類"]
    kinds["B2"], kinds["B3"] = "要請行動", "学習会"
    kinds.append(["rosai", "街頭宣伝"])
    workbook.save(path)
    planned = plan(both, read_book(path))
    assert [note.code for note in planned.notes] == ["settings.counted_figures"]
    assert {(change.sheet, change.action, change.name) for change in planned.changes} >= {
        ("活動の種類", Action.MOVED, "『活動の種類』の並び順"),
        ("活動の種類", Action.ADDED, "街頭宣伝"),
    }
    load(both, planned)
    read = {each.id: each.counted for each in stored_settings(both).series}
    assert read[series.id] is None
    assert {each.kind for each in read.values() if each} == {"", "学習会", NEW_ORGANISATION}
    assert activity_kinds(both, series.council_id) == (
        "要請行動", "学習会", "協定", "方針化", "自主目標", NEW_ORGANISATION, "街頭宣伝",
    )  # fmt: skip
    both.undo()
    assert dump(both) == before


def test_a_backup_is_made_before(both: Book, tmp_path: Path, read_book) -> None:
    planned = plan(both, read_book(office_workbook(tmp_path / "友の会.xlsx")))
    load(both, planned)
    assert [backup.reason.value for backup in list_backups(both.path)] == ["設定の読み込み前"]


def test_a_plan_of_yesterday_is_refused(both: Book, tmp_path: Path, read_book) -> None:
    planned = plan(both, read_book(office_workbook(tmp_path / "友の会.xlsx")))
    with both.change("名前") as tx:
        tx.execute("UPDATE indicator SET name = '火災' WHERE code = 'fire'")
    before = dump(both)
    with pytest.raises(Refused) as refused:
        load(both, planned)
    assert refused.value.problems[0].code == "settings.book_changed"
    assert dump(both) == before


def test_figures_that_came_in_meanwhile_are_seen(both: Book, tmp_path: Path, read_book) -> None:
    path = tmp_path / "設定.xlsx"
    save_settings_book(stored_settings(both), path)
    workbook = openpyxl.load_workbook(path)
    workbook["会議体"]["D2"] = 4
    workbook.save(path)
    planned = plan(both, read_book(path))
    series = stored_settings(both).series[0]
    year = Period.span(date(2023, 6, 1), date(2024, 5, 31))
    with both.change("目標") as tx:
        write_facts(tx, [(FactKey(series.id, year), Fact(1000))])
    with pytest.raises(Refused) as refused:
        load(both, planned)
    assert refused.value.problems[0].code == "settings.has_figures"


def test_other_names_stay_and_more_come(both: Book, tmp_path: Path, read_book) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "別名"
    sheet.append(["対象", "分類・会議体", "コード", "別名"])
    sheet.append(["要素", "region", "hiyama", "ひやま"])
    workbook.save(tmp_path / "別名.xlsx")
    load(both, plan(both, read_book(tmp_path / "別名.xlsx")))
    names = {row["別名"] for row in settings_rows(stored_settings(both))["別名"] if row["コード"] == "hiyama"}
    assert names == {"桧山", "ひやま"}


@pytest.fixture
def office(empty: Book, tmp_path: Path, read_book) -> Book:
    """A book with nothing but what the office's workbook set up."""
    load(empty, plan(empty, read_book(office_workbook(tmp_path / "友の会.xlsx"))))
    return empty


def view(book: Book) -> Viewpoint:
    (council,) = books.councils(book)
    assert council.start_month == 4
    return Viewpoint(council, FiscalYear(2024, 4), Month(2024, 9))


def type_into(book: Book, form: str, rows: dict[str, list[str]]) -> None:
    """Type a line of figures after each name."""
    shown = table(book, form, view(book))
    cells = [
        TypedCell(at, column, text)
        for at, row in enumerate(shown.rows)
        for column, text in enumerate(rows.get(row.name, []))
    ]
    done = enter(book, form, view(book), cells, "入力")
    assert isinstance(done, Applied), done
    assert done.changed == len(cells)


def fill_in(book: Book) -> None:
    type_into(
        book, "tomo.targets", {"旭班": ["100", "3,000"], "緑班": ["50", "2,000"], "浜班": ["80", "4,000"]}
    )
    type_into(
        book,
        "tomo.results",
        {
            "旭班": ["90", "2,500", "120", "3"],
            "緑班": ["55", "1,900", "60", "2"],
            "浜班": ["33", "4,100", "70", "0"],
        },
    )


def test_a_council_that_only_the_workbook_knows_is_filled_and_computed(office: Book) -> None:
    fill_in(office)
    shown = table(office, "tomo.summary", view(office))
    printed = {row.name: [cell.text for cell in shown.cells[at]] for at, row in enumerate(shown.rows)}
    # 2,500口 × 1,000円 = 2.5百万円 → 3 (四捨五入), 90 ÷ 120 = 75.0
    assert printed["旭班"] == ["100", "90", "90.0", "3", "75.0"]
    # from sums: 178 ÷ 230 = 77.39…, 8,500口 = 8.5百万円 → 9, 178 ÷ 250 = 71.2
    assert printed["全体"] == ["230", "178", "77.4", "9", "71.2"]


def test_its_papers_are_printed(office: Book) -> None:
    fill_in(office)
    forms = [
        paper
        for paper in papers.papers(office)
        if paper.id.startswith("tomo.") and paper.kind.value == "form"
    ]
    assert [paper.title for paper in forms] == ["班別 目標", "班別 実績", "取り組みのまとめ"]
    for paper in forms:
        content = papers.content(office, paper.id, view(office), NOW)
        text = page_text(papers.pdf_bytes(content), 0)
        assert paper.title in text
        assert "旭班" in text
    assert "金額は百万円です。" in text
    assert "77.4" in text


def test_saving_it_gives_back_an_equal_workbook(office: Book, tmp_path: Path, read_book) -> None:
    """Cell by cell what the office typed, apart from widths, and with what it left out said."""
    save_settings_book(stored_settings(office), tmp_path / "保存.xlsx")
    saved = read_book(tmp_path / "保存.xlsx").sheets
    typed = read_book(tmp_path / "友の会.xlsx").sheets
    for sheet, rows in typed.items():
        assert len(rows) == len(saved[sheet])
        for old, new in zip(rows, saved[sheet], strict=True):
            assert {header: new[header] for header, text in old.values.items() if text} == {
                header: text for header, text in old.values.items() if text
            }
    before = bytes_of(office)
    load(office, plan(office, read_book(tmp_path / "保存.xlsx")))
    assert bytes_of(office) == before


def test_the_year_begins_where_the_workbook_says(office: Book) -> None:
    (council,) = books.councils(office)
    assert FiscalYear.of(date(2025, 3, 31), council.start_month).year == 2024
