"""An office at work: typing, pasting, rosters, meetings, imports, undo, redo and closing the book, in any order.

The model remembers every row of the book after each step. Whatever is taken back, done again or reopened, the book
holds exactly the rows of that moment; what is refused or changes nothing leaves no step.
"""

from __future__ import annotations

import functools
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.table import CellState, RowKind, Table
from kyosai_desktop.excel.grid import Workbook
from kyosai_desktop.excel.reader import WorkbookReader
from kyosai_desktop.operations import books, editing, importing, meetings, rosters, sample, tables
from kyosai_desktop.operations.registers import row_ids
from kyosai_desktop.operations.sample.branch_books import blocks_of_branches, write_branch_books
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.history import Step
from kyosai_desktop.store.opening import open_book

FORMS = ["rosai.blocks", "rosai.unions", "rosai.targets.blocks", "rosai.targets.unions"]
MONTHS = [Month(2024, 5), Month(2024, 3), Month(2024, 6)]
YEARS = [2022, 2023, 2024, 2025]
NOT_YET = "ブロック,こくみん共済,マイカー共済\n石狩,{},2\n檜山,7,▲1\n宗谷,－,\n"
SHEETS = {
    "道央支店_2024年3月末実績.csv": NOT_YET.format("１，２３４"),
    "道央支店_2024年5月末実績.csv": NOT_YET.format("99"),
    "道央支店_2024年4月末目標.csv": NOT_YET.format("ふたつ"),
}

figures = st.sampled_from(
    ["0", "1", "12", "１，２３４", "▲5", "(3)", "－", "", "", "0.1", "件", "12回", "3.14159", "1,150 "]
)
words = st.sampled_from(
    ["", "髙橋 律子", "﨑本", "\ufa10本", "𠮷野 千鶴", "幹事", "産別代表", "一行\n二行", "高橋 律子"]
)
dates = st.sampled_from(
    [
        "7/3",
        "",
        "2/30",
        "10月末～11月初旬",
        "2024/7/3",
        "11/14 14:00-15:00",
        "未定",
        "中止",
        "5/27",
        "25名",
        "書面",
    ]
)
block_texts = st.sampled_from(
    [
        "",
        "7/3 総会（集合）",
        "7/3 総会（集合）・12/19 幹事会",
        "2/30 総会",
        "総会",
        "5/27 総会・9/26 幹事会（書面）",
    ]
)
places = st.integers(0, 99)

Rows = dict[str, frozenset[tuple[object, ...]]]


@functools.cache
def template() -> bytes:
    """The sample with three branches still to report, as a file."""
    with tempfile.TemporaryDirectory(prefix="見本") as folder:
        path = Path(folder) / "見本.kyosai"
        sample.create(path, without_results_of=blocks_of_branches(), user="山田").close()
        return path.read_bytes()


@functools.cache
def workbooks() -> list[Workbook]:
    """What branches sent: three workbooks that are sound, and CSV files of which one isn't."""
    with tempfile.TemporaryDirectory(prefix="受信") as folder, WorkbookReader() as reader:
        paths = write_branch_books(Path(folder))
        for name, text in SHEETS.items():
            path = Path(folder) / name
            path.write_bytes(text.encode("cp932"))
            paths.append(path)
        return [importing.read_file(reader, path) for path in paths]


def rows_of(book: Book) -> Rows:
    """Every row of every table but the history."""
    names = [
        name
        for (name,) in book.query("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not name.startswith(("history", "sqlite_"))
    ]
    return {name: frozenset(book.query(f"SELECT * FROM {name}")) for name in names}


class OfficeMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="事務局"))
        self.path = self.folder / "事務局.kyosai"
        self.path.write_bytes(template())
        self.book = open_book(self.path, user="佐藤")
        self.council: Council = books.councils(self.book)[0]
        self.start = len(self.book.history())
        self.states = [rows_of(self.book)]
        self.labels: list[str] = []
        self.now = 0

    def do(self, act: Callable[[], object]) -> None:
        """Run an operation: it makes one step and changes rows, or it makes none and changes nothing."""
        newest = self.book.history(1)[0].id
        try:
            outcome = act()
        except Refused as refused:
            outcome = refused.problems[0]
        rows = rows_of(self.book)
        step = self.book.history(1)[0]
        if step.id == newest:
            assert rows == self.states[self.now], outcome
            return
        assert not isinstance(outcome, Problem)
        assert rows != self.states[self.now]
        del self.states[self.now + 1 :], self.labels[self.now :]
        self.states.append(rows)
        self.labels.append(step.label)
        self.now += 1
        self.look()

    def look(self) -> None:
        """The book holds the rows of this moment, and offers the right steps."""
        assert rows_of(self.book) == self.states[self.now]
        assert self.book.redo_label() == (self.labels[self.now] if self.now < len(self.labels) else None)
        if self.now:
            assert self.book.undo_label() == self.labels[self.now - 1]

    def viewpoint(self, month: Month) -> Viewpoint:
        return Viewpoint(self.council, FiscalYear.of(month.end, self.council.start_month), month)

    def enter(
        self, form: str, month: Month, at: tuple[int, int], block: list[list[str]], label: str, computed: bool
    ) -> None:
        """Type a block of texts at a cell, over computed cells too or around them."""
        viewpoint = self.viewpoint(month)
        table = tables.table(self.book, form, viewpoint)
        cells = [
            cell
            for cell in cells_at(table, at, block)
            if computed or table.cells[cell.row][cell.column].state is CellState.ENTRY
        ]
        self.do(lambda: editing.enter(self.book, form, viewpoint, cells, label))

    @rule(form=st.sampled_from(FORMS), month=st.sampled_from(MONTHS), row=places, column=places, text=figures)
    def type_a_figure(self, form: str, month: Month, row: int, column: int, text: str) -> None:
        self.enter(form, month, (row, column), [[text]], "入力", computed=True)

    @rule(
        form=st.sampled_from(FORMS),
        month=st.sampled_from(MONTHS),
        row=places,
        column=places,
        height=st.integers(1, 20),
        width=st.integers(1, 14),
        texts=st.lists(st.sampled_from(["1", "２", "▲3", "－", ""]), min_size=1, max_size=7),
        computed=st.sampled_from([False, False, False, True]),
    )
    def paste_figures(
        self,
        form: str,
        month: Month,
        row: int,
        column: int,
        height: int,
        width: int,
        texts: list[str],
        computed: bool,
    ) -> None:
        line = [texts[at % len(texts)] for at in range(width)]
        self.enter(form, month, (row, column), [line] * height, "貼り付け", computed)

    @rule(form=st.sampled_from(FORMS), row=places, column=places)
    def clear_figures(self, form: str, row: int, column: int) -> None:
        self.enter(form, MONTHS[0], (row, column), [[""] * 8] * 3, "クリア", computed=False)

    @rule(
        year=st.sampled_from(YEARS),
        row=places,
        column=places,
        block=st.lists(st.lists(words, min_size=1, max_size=3), min_size=1, max_size=4),
    )
    def type_in_the_roster(self, year: int, row: int, column: int, block: list[list[str]]) -> None:
        table = rosters.roster_table(self.book, self.council, year)
        cells = cells_at(table, (row, column), block)
        self.do(lambda: rosters.enter_roster(self.book, self.council, year, table, cells, "役員を入力"))

    @rule(
        year=st.sampled_from(YEARS),
        at=places,
        steps=st.integers(-3, 3),
        what=st.sampled_from(["add", "move", "remove", "copy"]),
    )
    def rearrange_the_roster(self, year: int, at: int, steps: int, what: str) -> None:
        table = rosters.roster_table(self.book, self.council, year)
        ids = row_ids(table, rosters.REGISTER, RowKind.ITEM)
        chosen = ids[at % len(ids)] if ids else 0
        if what == "add":
            self.do(lambda: rosters.add_officer(self.book, self.council, year, chosen))
        elif what == "copy":
            self.do(lambda: rosters.copy_from_previous_year(self.book, self.council, year))
        elif what == "move" and chosen:
            self.do(lambda: rosters.move_officer(self.book, self.council, year, chosen, steps))
        elif what == "remove" and chosen:
            self.do(lambda: rosters.remove_officers(self.book, [chosen]))

    @rule(
        year=st.sampled_from(YEARS), row=places, column=places, texts=st.lists(dates, min_size=1, max_size=3)
    )
    def enter_a_meeting(self, year: int, row: int, column: int, texts: list[str]) -> None:
        table = meetings.meeting_table(self.book, self.council, year)
        cells = cells_at(table, (row, column), [texts])
        self.do(lambda: meetings.enter_meetings(self.book, self.council, year, table, cells, "会議を入力"))

    @rule(year=st.sampled_from(YEARS), row=places, texts=st.lists(block_texts, min_size=1, max_size=3))
    def enter_block_meetings(self, year: int, row: int, texts: list[str]) -> None:
        table = meetings.block_meeting_table(self.book, self.council, year)
        cells = cells_at(table, (row, 0), [[text] for text in texts])
        self.do(
            lambda: meetings.enter_block_meetings(self.book, self.council, year, table, cells, "日程を入力")
        )

    @rule(year=st.sampled_from(YEARS), at=places)
    def remove_a_meeting(self, year: int, at: int) -> None:
        found = meetings.meetings_of(self.book, self.council, year)
        if found:
            self.do(lambda: meetings.remove_meetings(self.book, [found[at % len(found)].id]))

    @rule(at=st.integers(0, 2 + len(SHEETS)), skip_bad=st.booleans())
    def import_a_file(self, at: int, skip_bad: bool) -> None:
        planned = importing.plan(self.book, workbooks()[at])
        assert rows_of(self.book) == self.states[self.now]
        self.do(lambda: importing.apply(self.book, planned, skip_bad=skip_bad, backup=False))

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(min(times, self.now)):
            step = self.book.undo()
            assert isinstance(step, Step)
            self.now -= 1
            assert step.label == self.labels[self.now]
            self.look()

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(times):
            step = self.book.redo()
            if self.now == len(self.labels):
                assert isinstance(step, Problem)
                break
            assert isinstance(step, Step)
            self.now += 1
            self.look()

    @rule()
    def reopen(self) -> None:
        assert self.book.close() is None
        self.book = open_book(self.path, user="佐藤")
        self.look()

    def teardown(self) -> None:
        while self.now:
            self.undo(1)
        assert rows_of(self.book) == self.states[0]
        assert self.book.verify() == []
        self.book.close()
        shutil.rmtree(self.folder)


def cells_at(table: Table, at: tuple[int, int], block: list[list[str]]) -> list[TypedCell]:
    """A block of texts whose corner is at a cell; what would stick out of the table is left off."""
    top, left = at[0] % len(table.rows), at[1] % len(table.columns)
    return [
        TypedCell(top + row, left + column, text)
        for row, line in enumerate(block)
        for column, text in enumerate(line)
        if top + row < len(table.rows) and left + column < len(table.columns)
    ]


TestOfficeMachine = OfficeMachine.TestCase
TestOfficeMachine.settings = settings(
    max_examples=6,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
