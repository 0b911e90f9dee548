"""Random typing in the registers: each text belongs to the record whose row was under the cursor, and to no other.

The reference is a dict of what was typed by record; it knows the record by what the screen shows in the row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.store import activities as activities_sql
from kyosai_desktop.store import campaigns as campaigns_sql
from kyosai_desktop.store import meetings as meetings_sql
from kyosai_desktop.store import rosters as rosters_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Office

YEAR = 2022
KEYS = {
    "Tab": (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier),
    "Enter": (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
    "Shift+Tab": (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier),
    "Shift+Enter": (Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier),
    "Down": (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
    "Up": (Qt.Key.Key_Up, Qt.KeyboardModifier.NoModifier),
}
DAYS = {
    "4/1": date(2023, 4, 1),
    "7/3": date(2022, 7, 3),
    "8/24": date(2022, 8, 24),
    "12/5": date(2022, 12, 5),
}
"""As typed, and what they are in the year from June 2022 to May 2023."""


@dataclass(frozen=True)
class Register:
    """Where a register is typed; its fields of text and of days; its records, each as the texts of those fields."""

    page: PageName
    tab: int | None
    texts: tuple[str, ...]
    days: tuple[str, ...]
    load: Callable[[Book, int, int], list[Any]]


def own_meetings(book: Book, council: int, year: int) -> list[Any]:
    return [each for each in meetings_sql.load_meetings(book, council, year) if not each.block_id]


REGISTERS = {
    "会議日程": Register(PageName.CALENDAR, 0, ("number", "venue", "note"), ("date_text",), own_meetings),
    "強化期間": Register(PageName.CALENDAR, 3, ("lane", "label"), ("start",), campaigns_sql.load_campaigns),
    "活動記録": Register(
        PageName.ACTIVITIES,
        None,
        ("kind", "organisation", "note"),
        ("date_text",),
        activities_sql.load_activities,
    ),
    "役員体制": Register(
        PageName.ROSTER, None, ("role", "capacity", "organisation", "name"), (), rosters_sql.load_officers
    ),
}

action = st.one_of(
    st.tuples(st.just("type"), st.sampled_from(sorted(KEYS)), st.sampled_from(sorted(DAYS))),
    st.tuples(st.just("type"), st.sampled_from(("Tab", "Enter")), st.sampled_from(sorted(DAYS))),
    st.tuples(st.just("key"), st.sampled_from(sorted(KEYS)), st.just("")),
    st.tuples(st.just("go"), st.integers(0, 12).map(str), st.integers(0, 3).map(str)),
    st.tuples(st.just("new"), st.just(""), st.just("")),
    st.tuples(st.just("undo"), st.just(""), st.just("")),
    st.tuples(st.just("look"), st.just(""), st.just("")),
)


class Hands:
    """A user at a register: what was typed so far, by the record that each row shows."""

    def __init__(self, page: Any, register: Register) -> None:
        self.page, self.register = page, register
        self.view = page.table_view
        self.viewpoint = page.desk.outlook.current
        self.typed: dict[str, dict[str, str | date]] = {}
        self.before: list[dict[str, dict[str, str | date]]] = []
        self.count = 0

    def field(self) -> str:
        return str(self.view.table.columns[self.view.current[1]].key)

    def row(self) -> str:
        return str(self.view.table.rows[self.view.current[0]].key)

    def do(self, what: str, first: str, second: str) -> None:
        if what == "type":
            self.type(first, second)
        elif what == "key":
            self.press(first)
        elif what == "go":
            columns = [each.key for each in self.view.table.columns]
            fields = (*self.register.texts, *self.register.days)
            row = min(int(first), len(self.view.table.rows) - 1)
            self.view.go(row, columns.index(fields[int(second) % len(fields)]))
        elif what == "new":
            rows = self.view.table.rows
            self.view.go(next(at for at, row in enumerate(rows) if row.kind is RowKind.NEW), 0)
        elif what == "undo" and self.before:
            self.typed = self.before.pop()
            self.page.desk.commands.undo.trigger()
            QApplication.processEvents()  # who undoes looks at what comes
        elif what == "look":
            self.compare()

    def type(self, key: str, day: str) -> None:
        field = self.field()
        if field in self.register.days:
            text, stored = day, DAYS[day]
        elif field in self.register.texts:
            self.count += 1
            text = stored = f"t{self.count}"
        else:
            return
        record = self.typed.get(self.row(), {})
        if record.get(field) != stored:
            self.before.append(self.typed)
            self.typed = {**self.typed, self.row(): {**record, field: stored}}
        for letter in text:
            QTest.keyClicks(QApplication.focusWidget(), letter)
        self.press(key)

    def press(self, key: str) -> None:
        QTest.keyClick(QApplication.focusWidget(), *KEYS[key])

    def compare(self) -> None:
        """What the screen shows and what the book has is what was typed."""
        at = self.view.current
        row = self.row()
        QApplication.processEvents()
        assert (self.row(), self.view.current[1]) == (row, at[1]), "the cursor left its record"
        assert self.shown() == texts_of(self.typed)
        council = self.viewpoint.council.id
        stored = self.page.desk.session.read(lambda book: self.register.load(book, council, YEAR))
        fields = {"date_text": "start"}
        assert {
            str(each.id): {
                field: value
                for field in (*self.register.texts, *self.register.days)
                if (value := getattr(each, fields.get(field, field)))
            }
            for each in stored
        } == {row.split(".")[1]: texts for row, texts in self.typed.items()}

    def shown(self) -> Mapping[str, Mapping[str, str]]:
        table = self.view.table
        wanted = {column.key: i for i, column in enumerate(table.columns)}
        fields = (*self.register.texts, *self.register.days)
        return {
            row.key: {field: line[wanted[field]].text for field in fields if line[wanted[field]].text}
            for row, line in zip(table.rows, table.cells, strict=True)
            if row.kind is not RowKind.NEW
        }


def texts_of(typed: Mapping[str, Mapping[str, str | date]]) -> dict[str, dict[str, str]]:
    weekdays = "月火水木金土日"
    return {
        row: {
            field: f"{value.year}年{value.month}月{value.day}日({weekdays[value.weekday()]})"
            if isinstance(value, date)
            else value
            for field, value in texts.items()
        }
        for row, texts in typed.items()
    }


@pytest.fixture(params=sorted(REGISTERS))
def hands(request: pytest.FixtureRequest, office: Office) -> Iterator[Callable[[], Hands]]:
    """Begins with an empty register."""
    register = REGISTERS[request.param]
    page: Any = office.program.window.show_page(register.page)
    council = page.desk.outlook.councils[0]

    def begin() -> Hands:
        page.desk.outlook.choose_year(FiscalYear(YEAR, council.start_month))
        if register.tab is not None:
            page.tabs.setCurrentIndex(register.tab)

        def clear(book: Book) -> None:
            with book.change("空にする") as tx:
                for table in ("meeting", "campaign", "activity", "officer"):
                    tx.execute(f"DELETE FROM {table} WHERE council_id = ? AND year = ?", (council.id, YEAR))

        page.desk.session.change(clear)
        QApplication.processEvents()
        if register.page is PageName.ROSTER:
            page._begin()
        page.table_view.setFocus()
        page.table_view.go(0, 0)
        return Hands(page, register)

    yield begin


# each example types into a real window, so a failing one isn't searched for a shorter one
@settings(
    max_examples=8,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(action, min_size=4, max_size=30))
def test_each_text_belongs_to_the_row_that_was_seen(
    hands: Callable[[], Hands], actions: list[tuple[str, str, str]]
) -> None:
    user = hands()
    for each in actions:
        user.do(*each)
    user.compare()
    user.page.table_view.settle()
    seen = user.shown()
    user.page.forget_places()
    user.page.refresh()
    assert user.shown() == seen, "shown anew it is the same register"
