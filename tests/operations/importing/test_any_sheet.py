"""Whatever stands in a sheet: a plan is made, every cell has one place in it, and undo takes it all back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.excel.grid import CellKind, FileKind, GridCell, MergedRange, SheetGrid, Workbook
from kyosai_desktop.operations import books
from kyosai_desktop.operations.importing import Answer, ImportOptions, Outcome, apply, plan
from kyosai_desktop.store.book import Book

WORDS = [
    *("ブロック", "産別", "支店", "拠点", "項目", "地域", "支店・ブロック", "No."),
    *(
        "こくみん共済",
        "長期共済",
        "生命系共済 計",
        "合計",
        "目標",
        "実績",
        "達成率",
        "差異",
        "備考",
        "ペット共済",
    ),
    *(
        "石狩",
        "後志",
        "道央支店",
        "道央支店 計",
        "小計",
        "自治労",
        "上川",
        "釧路支所",
        "石狩（再掲）",
        "職域",
    ),
    *("2024年5月末 実績", "2023年度", "（単位：千件）", "※ 速報", "6月", "前年実績", "道北支店"),
    *("１２", "▲3", "－", "1(1)", "三", "91.0%", " ", "#"),
]


def cell(row: int, column: int, value: str | int | Decimal | date | bool | None) -> GridCell:
    if isinstance(value, str):
        return GridCell(row, column, CellKind.TEXT, value, value, "@")
    if isinstance(value, bool):
        return GridCell(row, column, CellKind.BOOL, value, "1", "General")
    if isinstance(value, date):
        return GridCell(row, column, CellKind.DATE, value, "45443", "yyyy/m/d")
    if value is None:
        return GridCell(row, column, CellKind.ERROR, None, "#REF!", "General")
    return GridCell(row, column, CellKind.NUMBER, Decimal(value), str(value), "General")


values = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.integers(-999, 9999),
    st.sampled_from([Decimal("0.30000000000000004"), Decimal("1.2345"), date(2024, 5, 31), True, None]),
)


@st.composite
def sheets(draw) -> SheetGrid:
    """Mostly a table under a header, with anything anywhere."""
    cells = {}
    cells[0, 0] = cell(0, 0, draw(st.sampled_from(["2024年5月末 実績", "2023年度 目標", "労済 2024年4月"])))
    if draw(st.integers(0, 3)):
        header = [draw(st.sampled_from(WORDS[:8])), *draw(st.lists(st.sampled_from(WORDS[8:18]), min_size=1))]
        cells |= {(2, column): cell(2, column, name) for column, name in enumerate(header[:7])}
        for row in range(3, 3 + draw(st.integers(0, 5))):
            cells[row, 0] = cell(row, 0, draw(st.sampled_from(WORDS[18:28])))
            for column in range(1, len(header[:7])):
                cells[row, column] = cell(row, column, draw(values))
    for row, column in draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 7)), max_size=12)):
        cells[row, column] = cell(row, column, draw(values))
    merges = ()
    if draw(st.booleans()):
        row, column = draw(st.integers(0, 4)), draw(st.integers(0, 4))
        merges = (MergedRange(row, column, row + draw(st.integers(0, 2)), column + draw(st.integers(0, 3))),)
    hidden = frozenset(draw(st.lists(st.integers(0, 9), max_size=2)))
    return SheetGrid("実績", cells, rows=10, columns=8, merges=merges, hidden_rows=hidden)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    book = books.create(tmp_path_factory.mktemp("台帳") / "a.kyosai", "both", user="田中")
    yield book
    book.close()


def rows_of(book: Book) -> list[list[tuple]]:
    tables = ("fact", "member", "alias", "import_file", "import_answer")
    return [sorted(book.query(f"SELECT * FROM {table}"), key=repr) for table in tables]


@given(sheet=sheets(), create=st.booleans(), pick=st.integers(0, 30))
def test_every_cell_has_one_place_and_undo_takes_all_back(
    shared: Book, sheet: SheetGrid, create: bool, pick: int
) -> None:
    workbook = Workbook(Path("5月末実績.xlsx"), "0" * 64, FileKind.XLSX, (sheet,))
    options = ImportOptions(create=create, answers={"council": Answer("rosai")})
    found = plan(shared, workbook, options)
    for _ in range(3):
        chosen = {
            question.id: Answer(question.choices[pick % len(question.choices)].code)
            for question in found.questions
            if question.choices
        }
        options = replace(options, answers={**options.answers, **chosen})
        found = plan(shared, workbook, options)
    places = Counter(each.address for each in (*found.cells, *found.unread))
    assert places.most_common(1)[0][1] == 1 if places else True
    assert set(places) <= {each.address for each in sheet.cells.values()}
    for each in found.cells:
        assert (each.outcome in (Outcome.ERROR, Outcome.NOT_TAKEN)) == (each.problem is not None)
        assert (each.outcome in (Outcome.ADDED, Outcome.CHANGED)) == (each.new is not None)
    keys = [each.key for each in found.cells if each.new is not None]
    assert len(keys) == len(set(keys))
    before = rows_of(shared)
    try:
        done = apply(shared, found, skip_bad=True, backup=False)
    except Refused:
        assert rows_of(shared) == before
        return
    try:
        again = plan(shared, workbook, options)
    finally:
        if done.step_id:
            shared.undo()
    if not found.learned:  # a word learned from one cell may be a header elsewhere in so odd a sheet
        assert (again.writes, again.new_members) == ((), ())
    assert rows_of(shared) == before
