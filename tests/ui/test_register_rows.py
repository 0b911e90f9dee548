"""Registers typed with the keyboard: what is typed belongs to the row that the user sees, dates or no dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.table import FieldKey, RowKind
from kyosai_desktop.operations import activities, meetings
from kyosai_desktop.store.campaigns import load_campaigns
from kyosai_desktop.store.rosters import load_officers
from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Office

KEYS = {
    "Tab": Qt.Key.Key_Tab,
    "Enter": Qt.Key.Key_Return,
    "Down": Qt.Key.Key_Down,
    "Back": Qt.Key.Key_Backtab,
}
_LIST, _CAMPAIGNS = 0, 3


def opened(office: Office, name: PageName, council: int = 0, year: int = 2023) -> Any:
    page = office.program.window.show_page(name)
    page.desk.outlook.choose_council(page.desk.outlook.councils[council])
    page.desk.outlook.choose_year(FiscalYear(year, page.desk.outlook.councils[council].start_month))
    QApplication.processEvents()
    return page


def press(*keys: str, hurried: bool = False) -> None:
    """Names of keys, and texts to type; in a hurry the window has no time to show what was stored."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if key in KEYS:
            QTest.keyClick(target, KEYS[key])
        else:
            _commit(target, key)
        if not hurried:
            QApplication.processEvents()


def _commit(target: Any, text: str) -> None:
    if text.isascii():
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget(), letter)
        return
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(target, event)


def at(page: Any, row: int, column: str) -> tuple[int, int]:
    """Puts the keyboard into a cell."""
    columns = [each.key for each in page.table_view.table.columns]
    page.table_view.setFocus()
    page.table_view.go(row, columns.index(column))
    return row, columns.index(column)


def empty_row(page: Any) -> int:
    return next(at for at, row in enumerate(page.table_view.table.rows) if row.kind is RowKind.NEW)


def seen(page: Any, *columns: str) -> list[tuple[str, ...]]:
    """The texts of the filled rows on screen, from top to bottom."""
    table = page.table_view.table
    wanted = [next(i for i, each in enumerate(table.columns) if each.key == key) for key in columns]
    return [
        tuple(line[i].text for i in wanted)
        for row, line in zip(table.rows, table.cells, strict=True)
        if row.kind is not RowKind.NEW
    ]


@pytest.fixture
def calendar(office: Office) -> Any:
    page = opened(office, PageName.CALENDAR)
    page.tabs.setCurrentIndex(_LIST)
    QApplication.processEvents()
    return page


@pytest.fixture
def register(office: Office) -> Any:
    page = opened(office, PageName.ACTIVITIES, council=1)
    at(page, 0, "date_text")
    for day, who, persons in (("7/3", "自治労", "25"), ("8/24", "町内会", "7"), ("11/1", "全開発", "9")):
        press(day, "Tab", "学習会", "Tab", who, "Tab", persons, "Enter")
    office.program.window.show_page(PageName.HOME)
    return opened(office, PageName.ACTIVITIES, council=1)


hurry = pytest.mark.parametrize("hurried", [False, True])


class TestMeetings:
    @hurry
    def test_a_new_meeting_keeps_its_fields_though_its_date_is_before_others(
        self, calendar: Any, hurried: bool
    ) -> None:
        before = seen(calendar, "number", "kind", "venue")
        at(calendar, empty_row(calendar), "number")
        press("第4回", "Tab", "臨時", "Tab", "7/3", "Tab", "札幌", "Tab", hurried=hurried)
        QApplication.processEvents()
        assert seen(calendar, "number", "kind", "venue") == [*before, ("第4回", "臨時", "札幌")]
        assert calendar.table_view.current == (len(before), 4)
        press("書面", "Enter", "第5回", "Enter")
        assert seen(calendar, "number", "way")[-2:] == [("第4回", "書面"), ("第5回", "")]

    @hurry
    def test_dates_typed_down_the_column_each_stay_in_their_row(self, calendar: Any, hurried: bool) -> None:
        numbers = [number for (number,) in seen(calendar, "number")]
        at(calendar, 0, "date_text")
        press("2/1", "Enter", "12/5", "Enter", "9/9", "Enter", hurried=hurried)
        QApplication.processEvents()
        days = [day.split("日")[0] for _, day in seen(calendar, "number", "date_text")][:3]
        assert days == ["2024年2月1", "2023年12月5", "2023年9月9"]
        assert [number for (number,) in seen(calendar, "number")] == numbers

    def test_shown_anew_they_stand_in_time(self, calendar: Any, office: Office) -> None:
        at(calendar, 0, "date_text")
        press("5/30", "Enter", "12/5", "Enter")
        last = seen(calendar, "number")[0]
        office.program.window.show_page(PageName.HOME)
        office.program.window.show_page(PageName.CALENDAR)
        QApplication.processEvents()
        assert seen(calendar, "number")[-1] == last

    def test_undone_and_done_again_nothing_is_mixed_up(self, calendar: Any) -> None:
        before = seen(calendar, "number", "kind", "date_text", "venue")
        at(calendar, empty_row(calendar), "number")
        press("第4回", "Tab", "臨時", "Tab", "7/3", "Tab", "札幌", "Enter")
        after = seen(calendar, "number", "kind", "date_text", "venue")
        for _ in range(4):
            calendar.desk.commands.undo.trigger()
            QApplication.processEvents()
        assert seen(calendar, "number", "kind", "date_text", "venue") == before
        for _ in range(4):
            calendar.desk.commands.redo.trigger()
            QApplication.processEvents()
        assert sorted(seen(calendar, "number", "kind", "date_text", "venue")) == sorted(after)

    def test_the_keyboard_goes_with_its_meeting_when_others_come_and_go(self, calendar: Any) -> None:
        council, year = calendar.desk.outlook.current.council, 2023
        row, column = at(calendar, 1, "venue")
        meeting = seen(calendar, "number")[row]

        def come(book: Any) -> None:
            table = meetings.meeting_table(book, council, year)
            at = next(i for i, each in enumerate(table.rows) if each.kind is RowKind.NEW)
            meetings.enter_meetings(book, council, year, table, [TypedCell(at, 2, "6/1")], "読み込み")

        calendar.desk.session.change(come)
        QApplication.processEvents()
        assert calendar.table_view.current == (row + 1, column)
        press("函館", "Enter")
        assert (*meeting, "函館") in seen(calendar, "number", "venue")
        at(calendar, 0, "venue")
        calendar.remove.trigger()
        QApplication.processEvents()
        assert len(seen(calendar, "number")) == 3

    def test_a_refused_date_keeps_its_text_and_its_row(self, calendar: Any) -> None:
        at(calendar, empty_row(calendar), "number")
        press("第4回", "Tab", "Tab", "13/45", "Enter")
        editor = calendar.table_view.editor()
        assert editor is not None and editor.text() == "13/45"
        assert calendar.table_view.current == (3, 2)


class TestActivities:
    @hurry
    def test_a_new_entry_keeps_its_fields_and_no_other_changes(self, register: Any, hurried: bool) -> None:
        before = seen(register, "date_text", "kind", "organisation", "persons")
        at(register, empty_row(register), "date_text")
        press("8/1", "Tab", "学習会", "Tab", "北教組", "Tab", "33", "Enter", hurried=hurried)
        QApplication.processEvents()
        after = seen(register, "date_text", "kind", "organisation", "persons")
        assert after[:-1] == before
        assert after[-1][0].startswith("2023年8月1日")
        assert after[-1][1:] == ("学習会", "北教組", "33")
        assert register.table_view.current == (len(before) + 1, 0)

    def test_ctrl_n_twice_makes_two_whole_entries(self, register: Any) -> None:
        register.add.trigger()
        press("10/3", "Tab", "学習会", "Tab", "北教組", "Tab", "21", "Tab")
        register.add.trigger()
        press("6/1", "Tab", "学習会", "Tab", "私鉄総連", "Tab", "30", "Tab")
        assert [line[1:] for line in seen(register, "date_text", "organisation", "persons")][-2:] == [
            ("北教組", "21"),
            ("私鉄総連", "30"),
        ]

    def test_the_field_after_a_corrected_date_is_of_the_same_entry(self, register: Any) -> None:
        at(register, 1, "date_text")
        press("12/1", "Tab", "協定", "Tab")
        assert [kind for (kind,) in seen(register, "kind")] == ["学習会", "協定", "学習会"]
        assert register.table_view.current == (1, 2)

    def test_a_pasted_block_stays_below_and_can_be_typed_on(self, register: Any) -> None:
        at(register, empty_row(register), "date_text")
        QApplication.clipboard().setText("9/9\t学習会\t甲\t1\n4/2\t学習会\t乙\t2\n5/5\t学習会\t丙\t3\n")
        register.table_view.paste()
        QApplication.processEvents()
        at(register, 4, "note")
        press("乙の備考", "Enter", "丙の備考", "Enter")
        assert seen(register, "organisation", "note")[-3:] == [
            ("甲", ""),
            ("乙", "乙の備考"),
            ("丙", "丙の備考"),
        ]

    def test_a_list_longer_than_the_empty_rows_is_pasted_whole(self, register: Any) -> None:
        before = seen(register, "organisation")
        at(register, empty_row(register), "date_text")
        names = [f"団体{number}" for number in range(activities.NEW_ROWS + 15)]
        QApplication.clipboard().setText("".join(f"9/9\t学習会\t{name}\t1\n" for name in names))
        register.table_view.paste()
        QApplication.processEvents()
        assert seen(register, "organisation") == [*before, *((name,) for name in names)]
        register.desk.session.undo()
        QApplication.processEvents()
        assert seen(register, "organisation") == before

    def test_the_last_empty_row_takes_a_whole_entry_and_more_come_below(self, register: Any) -> None:
        last = len(register.table_view.table.rows) - 1
        at(register, last, "date_text")
        press("8/8", "Tab", "学習会", "Tab", "甲", "Tab", "5", "Tab")
        assert seen(register, "organisation", "persons")[-1] == ("甲", "5")
        assert register.table_view.current == (last, 4)
        assert len(register.table_view.table.rows) == last + 1 + activities.NEW_ROWS

    def test_a_removed_row_goes_and_comes_back_with_undo(self, register: Any) -> None:
        before = seen(register, "organisation")
        at(register, 1, "kind")
        register.remove.trigger()
        QApplication.processEvents()
        assert seen(register, "organisation") == [before[0], before[2]]
        register.desk.commands.undo.trigger()
        QApplication.processEvents()
        assert seen(register, "organisation") == before


class TestRoster:
    @hurry
    def test_an_officer_is_typed_in_an_empty_row(self, office: Office, hurried: bool) -> None:
        page = opened(office, PageName.ROSTER, year=2024)
        before = seen(page, "role", "capacity", "organisation")
        at(page, empty_row(page), "role")
        press("幹事", "Tab", "産別代表", "Tab", "自治労", "Tab", "新任 太郎", "Enter", hurried=hurried)
        QApplication.processEvents()
        assert seen(page, "role", "capacity", "organisation") == [*before, ("幹事", "産別代表", "自治労")]
        assert page.table_view.current == (len(before) + 1, 0)

    def test_one_typed_above_another_new_one_stands_above_it_for_good(self, office: Office) -> None:
        page = opened(office, PageName.ROSTER, year=2024)
        first = empty_row(page)
        at(page, first + 2, "role")
        press("乙", "Enter")
        at(page, first, "role")
        press("甲", "Tab", "区分", "Enter")
        council = page.desk.outlook.current.council
        stored = page.desk.session.read(lambda book: load_officers(book, council.id, 2024))
        assert [officer.role for officer in stored][-2:] == ["甲", "乙"]
        assert [role for (role,) in seen(page, "role")][-2:] == ["甲", "乙"]

    def test_a_move_that_is_undone_is_seen_undone(self, office: Office) -> None:
        page = opened(office, PageName.ROSTER, year=2024)
        names = seen(page, "name")
        at(page, 2, "name")
        page.up.trigger()
        QApplication.processEvents()
        assert page.table_view.current == (1, 3)
        page.desk.commands.undo.trigger()
        QApplication.processEvents()
        assert seen(page, "name") == names
        assert page.table_view.current == (2, 3)


@hurry
def test_a_campaign_is_typed_in_an_empty_row(office: Office, hurried: bool, qtbot: QtBot) -> None:
    page = opened(office, PageName.CALENDAR)
    page.tabs.setCurrentIndex(_CAMPAIGNS)
    QApplication.processEvents()
    before = seen(page, "label")
    at(page, empty_row(page) + 1, "lane")
    press("人の保障", "Tab", "春の運動", "Tab", "4/1", "Tab", "4/30", "Enter", hurried=hurried)
    QApplication.processEvents()
    council = page.desk.outlook.current.council
    stored = page.desk.session.read(lambda book: load_campaigns(book, council.id, 2023))
    assert len(stored) == len(before) + 1
    made = stored[-1]
    assert (made.lane, made.label, made.start, made.end) == (
        "人の保障",
        "春の運動",
        date(2024, 4, 1),
        date(2024, 4, 30),
    )


class TestNumberedLists:
    """Lists of the settings have no records: their rows are numbered, without gaps."""

    @pytest.fixture
    def organisations(self, office: Office) -> Any:
        page = office.program.window.show_page(PageName.SETTINGS)
        page.tabs.setCurrentIndex([page.tabs.tabText(at) for at in range(page.tabs.count())].index("組織"))
        QApplication.processEvents()
        return page.organisations.members

    @pytest.mark.parametrize("below", [0, 2])
    @hurry
    def test_an_organisation_is_typed_in_any_empty_row(
        self, organisations: Any, below: int, hurried: bool
    ) -> None:
        view = organisations.view
        columns = [each.label for each in view.table.columns]
        names, kinds = columns.index("名称"), columns.index("種別")
        first = next(at for at, row in enumerate(view.table.rows) if row.kind is RowKind.NEW)
        view.setFocus()
        view.go(first + below, names)
        press("新しい労組", *["Tab"] * (kinds - names), "単組", "Enter", hurried=hurried)
        QApplication.processEvents()
        made = [at for at, row in enumerate(view.table.rows) if row.kind is not RowKind.NEW][first:]
        assert [
            (view.table.cells[at][names].text.strip(), view.table.cells[at][kinds].text) for at in made
        ] == [("新しい労組", "単組")]
        assert view.current == (first + 1, names)

    @pytest.mark.parametrize("below", [0, 2])
    def test_seats_are_typed_in_any_empty_row(self, office: Office, below: int) -> None:
        page = opened(office, PageName.ROSTER, year=2024)
        page.tabs.setCurrentIndex(1)
        view = page.seats.table_view
        first = next(at for at, row in enumerate(view.table.rows) if row.kind is RowKind.NEW)
        view.setFocus()
        view.go(first + below, 0)
        press("顧問", "Tab", "学識", "Tab", "3", "Enter")
        assert [cell.text for cell in view.table.cells[first]] == ["顧問", "学識", "3"]
        assert view.table.rows[first + 1].kind is RowKind.NEW
        assert view.current == (first + 1, 0)


def test_the_register_can_be_put_in_order_without_leaving_the_page(calendar: Any) -> None:
    row, column = at(calendar, 0, "date_text")
    press("5/30", "Enter", "12/5", "Enter")
    at(calendar, row, "venue")
    moved = seen(calendar, "number")[row]
    calendar.sort.trigger()
    QApplication.processEvents()
    numbers = seen(calendar, "number")
    assert numbers[-1] == moved
    assert calendar.table_view.current == (len(numbers) - 1, column + 1)


def test_keys_of_rows_say_which_record_they_are(calendar: Any) -> None:
    table = calendar.table_view.table
    for row, line in zip(table.rows, table.cells, strict=True):
        assert {cell.key.row_id for cell in line if isinstance(cell.key, FieldKey)} == {
            int(row.key.split(".")[1])
        }
