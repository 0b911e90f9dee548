"""会議日程: dates as they are typed, vague ones kept, the block table taken apart and put together again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, time

import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.era import Precision
from kyosai_desktop.domain.meeting import Meeting, MeetingStatus
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.resources import resource_path
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.table import CellState, FieldKey, RowKind, Table
from kyosai_desktop.operations import books, meetings
from kyosai_desktop.store.book import Book

COLUMNS = ["回", "会議名", "開催日時", "会場", "形式", "出席", "状態", "備考"]


def rosai(book: Book) -> Council:
    return books.councils(book)[0]


def calendar(book: Book, year: int = 2023) -> Table:
    return meetings.meeting_table(book, rosai(book), year)


def blocks(book: Book, year: int = 2023) -> Table:
    return meetings.block_meeting_table(book, rosai(book), year)


def typed(book: Book, cells: dict[tuple[int, str], str], year: int = 2023) -> Applied | Problem:
    asked = [TypedCell(row, COLUMNS.index(column), text) for (row, column), text in cells.items()]
    return meetings.enter_meetings(
        book, rosai(book), year, meetings.meeting_table(book, rosai(book), year), asked, "入力"
    )


def typed_blocks(book: Book, texts: dict[str, str]) -> Applied | Problem:
    names = [row.name for row in blocks(book).rows]
    asked = [TypedCell(names.index(name), 0, text) for name, text in texts.items()]
    return meetings.enter_block_meetings(
        book, rosai(book), 2023, meetings.block_meeting_table(book, rosai(book), 2023), asked, "入力"
    )


def entries(book: Book) -> dict[str, str]:
    table = blocks(book)
    return {row.name: line[0].text for row, line in zip(table.rows, table.cells, strict=True)}


def own(book: Book, year: int = 2023) -> list[Meeting]:
    return [found for found in meetings.meetings_of(book, rosai(book), year) if found.block_id == 0]


def of_block(book: Book, name: str) -> list[Meeting]:
    names = meetings.block_names(book, rosai(book), 2023)
    return [
        found for found in meetings.meetings_of(book, rosai(book), 2023) if names.get(found.block_id) == name
    ]


def lines(table: Table) -> list[tuple[str, ...]]:
    return [
        tuple(cell.text for cell in line)
        for row, line in zip(table.rows, table.cells, strict=True)
        if row.kind is RowKind.ITEM
    ]


def test_the_calendar_is_in_time_with_empty_rows_below(filled: Book) -> None:
    table = calendar(filled, 2024)
    assert [column.label for column in table.columns] == COLUMNS
    assert lines(table) == [
        (
            "第1回",
            "推進会議",
            "2024年6月13日(木) 14:00～15:00",
            "TKPガーデンシティPREMIUM札幌大通 ホール7C",
            "集合",
            "",
            "開催済",
            "",
        ),
        ("第2回", "推進会議", "2024年10月末～11月初旬", "", "", "", "予定", ""),
        ("第3回", "推進会議", "2025年1月末～2月初旬", "", "", "", "予定", ""),
    ]
    assert [row.kind for row in table.rows[3:]] == [RowKind.NEW] * meetings.NEW_ROWS
    assert len({row.key for row in table.rows}) == len(table.rows)
    assert {cell.state for line in table.cells for cell in line} == {CellState.ENTRY}
    assert table.cells[0][6].choices == ("予定", "開催済", "中止")
    assert table.cells[0][2].value == date(2024, 6, 13)


def test_a_meeting_of_a_block_is_not_one_of_the_council(filled: Book) -> None:
    assert [line[0] for line in lines(calendar(filled))] == ["第1回", "第2回", "第3回"]
    assert len(meetings.meetings_of(filled, rosai(filled), 2023)) > 30


@pytest.mark.parametrize(
    ("text", "shown", "day"),
    [
        ("7/3", "2023年7月3日(月)", date(2023, 7, 3)),
        ("７／３", "2023年7月3日(月)", date(2023, 7, 3)),
        ("2/9", "2024年2月9日(金)", date(2024, 2, 9)),
        ("5/31", "2024年5月31日(金)", date(2024, 5, 31)),
        ("6/1", "2023年6月1日(木)", date(2023, 6, 1)),
        ("R5.7.3", "2023年7月3日(月)", date(2023, 7, 3)),
        ("令和6年2月9日", "2024年2月9日(金)", date(2024, 2, 9)),
    ],
)
def test_a_date_without_a_year_gets_that_of_the_fiscal_year(
    book: Book, text: str, shown: str, day: date
) -> None:
    assert typed(book, {(0, "開催日時"): text}) == Applied(1)
    (meeting,) = own(book)
    assert (meeting.start, meeting.end, meeting.precision) == (day, day, Precision.DAY)
    assert lines(calendar(book))[0][2] == shown


def test_the_same_text_means_another_year_in_the_other_council(book: Book) -> None:
    rokin = books.councils(book)[1]
    meetings.enter_meetings(
        book, rokin, 2023, meetings.meeting_table(book, rokin, 2023), [TypedCell(0, 2, "5/27")], "入力"
    )
    typed(book, {(0, "開催日時"): "5/27"})
    (ours,), (theirs,) = own(book), meetings.meetings_of(book, rokin, 2023)
    assert (ours.start, theirs.start) == (date(2024, 5, 27), date(2023, 5, 27))


@pytest.mark.parametrize(
    ("text", "shown", "start", "end"),
    [
        ("7/3 14:00-15:00", "2023年7月3日(月) 14:00～15:00", time(14), time(15)),
        ("7/3 14時～", "2023年7月3日(月) 14:00～", time(14), None),
        ("7/3 9:30～12:00", "2023年7月3日(月) 09:30～12:00", time(9, 30), time(12)),
    ],
)
def test_times_are_read_and_what_is_shown_can_be_typed_again(
    book: Book, text: str, shown: str, start: time, end: time | None
) -> None:
    typed(book, {(0, "開催日時"): text})
    (meeting,) = own(book)
    assert (meeting.start_time, meeting.end_time) == (start, end)
    assert lines(calendar(book))[0][2] == shown
    assert typed(book, {(0, "開催日時"): shown}) == Applied(0)
    assert typed(book, {(1, "開催日時"): shown}) == Applied(1)
    assert len({(found.start, found.start_time, found.end_time) for found in own(book)}) == 1


def test_vague_dates_keep_their_words_and_stand_where_they_belong(book: Book) -> None:
    texts = ["未定", "2/9", "10月末～11月初旬", "11月中旬", "7/3", "8/26～", "10/25"]
    typed(book, {(row, "開催日時"): text for row, text in enumerate(texts[:6])})
    typed(book, {(6, "開催日時"): texts[6]})
    assert [found.date_text for found in own(book)] == [
        "7/3",
        "8/26～",
        "10月末～11月初旬",
        "10/25",
        "11月中旬",
        "2/9",
        "未定",
    ]
    vague = own(book)[2]
    assert (vague.start, vague.end, vague.precision) == (
        date(2023, 10, 21),
        date(2023, 11, 10),
        Precision.RANGE,
    )
    assert lines(calendar(book))[2][2] == "10月末～11月初旬"


def test_a_date_outside_the_year_is_stored_and_asked_about(book: Book) -> None:
    outcome = typed(book, {(0, "会議名"): "総会", (0, "開催日時"): "2024/7/3"})
    assert isinstance(outcome, Applied)
    assert outcome.changed == 2
    assert outcome.note == (
        "2024年7月3日は2023年度（2023年6月～2024年5月）の外です。"
        "日付が正しいか、ほかの年度の会議ではないかを確かめてください。"
    )
    (meeting,) = own(book)
    assert meeting.start == date(2024, 7, 3)
    assert own(book, 2024) == []


@pytest.mark.parametrize("text", ["2/30", "13/1", "そのうち", "7/3 25:00", "11/5～10/1", "総会"])
def test_a_date_that_cannot_be_read_changes_nothing_at_all(filled: Book, text: str) -> None:
    before, steps = lines(calendar(filled)), len(filled.history())
    problem = typed(filled, {(0, "会場"): "札幌", (1, "開催日時"): text, (5, "会議名"): "総会"})
    assert isinstance(problem, Problem)
    assert (problem.place.form, problem.place.row, problem.place.column) == ("会議日程", "2", "開催日時")
    assert problem.message.endswith("。")
    assert problem.next_step.endswith("。")
    assert lines(calendar(filled)) == before
    assert len(filled.history()) == steps


def test_a_row_is_typed_cell_by_cell_or_pasted_at_once(book: Book) -> None:
    row = ["第1回", "推進会議", "7/3 14:00", "札幌（髙橋会館）", "集合", "25名", "開催済", "書面併用"]
    assert typed(book, {(0, column): text for column, text in zip(COLUMNS, row, strict=True)}) == Applied(8)
    assert lines(calendar(book)) == [
        (
            "第1回",
            "推進会議",
            "2023年7月3日(月) 14:00～",
            "札幌（髙橋会館）",
            "集合",
            "25",
            "開催済",
            "書面併用",
        )
    ]
    (meeting,) = own(book)
    assert (meeting.attendance, meeting.status) == (25, MeetingStatus.HELD)
    assert len(book.history()) == 2


@pytest.mark.parametrize(
    ("text", "attendance", "shown"),
    [("25", 25, "25"), ("２５名", 25, "25"), ("1,025人", 1025, "1,025"), ("0", 0, "0"), ("", None, "")],
)
def test_attendance_is_a_number_of_persons_or_unknown(
    filled: Book, text: str, attendance: int | None, shown: str
) -> None:
    typed(filled, {(0, "出席"): "7"})
    typed(filled, {(0, "出席"): text})
    assert own(filled)[0].attendance == attendance
    assert lines(calendar(filled))[0][5] == shown


@pytest.mark.parametrize("text", ["▲5", "2.5", "多数", "－", "25件", "500%", "3百万円"])
def test_attendance_that_is_no_number_of_persons_is_refused(filled: Book, text: str) -> None:
    before = lines(calendar(filled))
    problem = typed(filled, {(0, "出席"): text})
    assert isinstance(problem, Problem)
    assert (problem.place.row, problem.place.column) == ("1", "出席")
    assert lines(calendar(filled)) == before


def test_a_status_is_one_of_three_words(filled: Book) -> None:
    problem = typed(filled, {(0, "状態"): "延期"})
    assert isinstance(problem, Problem)
    assert problem.sentence() == (
        "会議日程／1／状態：状態の「延期」は使えません。予定・開催済・中止のどれかを入力してください。"
    )
    typed(filled, {(0, "状態"): "中止", (1, "状態"): ""})
    assert [found.status for found in own(filled)][:2] == [MeetingStatus.CANCELLED, MeetingStatus.PLANNED]


def test_clearing_a_date_keeps_the_meeting_at_the_end(filled: Book) -> None:
    assert typed(filled, {(0, "開催日時"): ""}) == Applied(1)
    last = own(filled)[-1]
    assert (last.number, last.date_text, last.start, last.start_time) == ("第1回", "", None, None)


def test_typing_what_is_there_makes_no_step(filled: Book) -> None:
    table, steps = calendar(filled, 2024), len(filled.history())
    cells = {
        (row, column): cell.text
        for row, line in enumerate(table.cells)
        for column, cell in zip(COLUMNS, line, strict=True)
    }
    assert typed(filled, cells, 2024) == Applied(0)
    assert len(filled.history()) == steps


def test_names_of_places_are_kept_exactly(book: Book) -> None:
    typed(book, {(0, "会場"): "𠮷野家・\ufa10田﨑ﾋﾞﾙ"})
    assert [*own(book)[0].venue] == [*"𠮷野家・\ufa10田﨑ﾋﾞﾙ"]


def test_removing_takes_those_out(filled: Book) -> None:
    first, *rest = own(filled)
    assert meetings.remove_meetings(filled, [first.id]) == Applied(1)
    assert own(filled) == rest
    assert filled.undo_label() == "会議を1件削除"


def test_the_paper_has_neither_empty_rows_nor_the_offices_own_columns(filled: Book) -> None:
    paper = meetings.meeting_table(filled, rosai(filled), 2024, for_paper=True)
    assert [column.label for column in paper.columns] == COLUMNS[:6]
    assert len(paper.rows) == 3


# ---- the block table ----


def published() -> dict[str, str]:
    """The block table as the paper of June 2024 prints it; the year was added where it is the one before."""
    with resource_path("sample", "block_meetings.csv").open(encoding="utf-8", newline="") as file:
        return {row["ブロック"]: row["日程"].replace("2023/5/27", "5/27") for row in csv.DictReader(file)}


def test_all_18_blocks_print_as_published(filled: Book) -> None:
    """Only that the day of the year before says so, since it would read as another day."""
    shown = entries(filled)
    assert len(published()) == 18 and shown["十勝"].startswith("2023/5/27 総会")
    assert {block: text.replace("2023/5/27", "5/27") for block, text in shown.items()} == published()


def test_all_18_texts_typed_into_an_empty_book_come_back(book: Book) -> None:
    outcome = typed_blocks(book, published())
    assert isinstance(outcome, Applied)
    assert outcome.changed == 18
    shown = entries(book)
    # Nobody says that 5/27 is of the year before: it is asked about, and stands where May is in a June year.
    assert "「5/27」は2024年5月27日と読みましたが" in outcome.note
    assert shown.pop("十勝") == "9/26 幹事会（書面）・11/11 推進会議・5/27 総会（集合）"
    assert shown.items() < published().items()
    assert typed_blocks(book, {**shown, "十勝": entries(book)["十勝"]}) == Applied(0)


def test_blocks_stand_in_the_order_of_the_region(filled: Book) -> None:
    table = blocks(filled)
    assert [row.name for row in table.rows][:6] == ["石狩", "後志", "西胆振", "東胆振", "日高", "空知"]
    names = meetings.block_names(filled, rosai(filled), 2023)
    assert list(names.values()) == [row.name for row in table.rows]
    assert [line[0].key for line in table.cells] == [
        FieldKey("block_meetings", id, "entries") for id in names
    ]


def test_a_text_replaces_all_meetings_of_its_block_and_of_no_other(filled: Book) -> None:
    before = entries(filled)
    assert typed_blocks(filled, {"石狩": "8/1 研修会（Web）", "留萌": ""}) == Applied(2)
    assert entries(filled) == {**before, "石狩": "8/1 研修会（Web）", "留萌": ""}
    (meeting,) = of_block(filled, "石狩")
    assert (meeting.start, meeting.kind, meeting.way) == (date(2023, 8, 1), "研修会", "Web")
    filled.undo()
    assert entries(filled) == before


def test_adding_an_entry_keeps_what_the_text_does_not_show(filled: Book) -> None:
    """The venue, the attendance, the status and the year before stay with a meeting that reads as before."""
    before = of_block(filled, "十勝")
    typed_blocks(filled, {"十勝": entries(filled)["十勝"] + "・2/20 研修会"})
    after = of_block(filled, "十勝")
    assert after[:3] == before
    assert before[0].start == date(2023, 5, 27)
    assert {found.status for found in before} == {MeetingStatus.HELD}
    assert [(found.start, found.status) for found in after[3:]] == [
        (date(2024, 2, 20), MeetingStatus.PLANNED)
    ]


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("7/3 14:00 総会（集合）", date(2023, 7, 3), time(14)),
        ("2022/7/3 総会（集合）", date(2022, 7, 3), None),
    ],
)
def test_a_time_or_year_that_is_typed_is_not_taken_for_what_was_there(
    filled: Book, text: str, day: date, at: time | None
) -> None:
    typed_blocks(filled, {"石狩": text})
    (meeting,) = of_block(filled, "石狩")
    assert (meeting.start, meeting.start_time) == (day, at)


def test_two_meetings_that_read_the_same_are_two(book: Book) -> None:
    typed_blocks(book, {"石狩": "7/3 総会・7/3 総会"})
    assert entries(book)["石狩"] == "7/3 総会・7/3 総会"
    typed_blocks(book, {"石狩": "7/3 総会"})
    assert len(of_block(book, "石狩")) == 1


@pytest.mark.parametrize("text", ["総会・7/3", "2/30 総会", "7/3 総会・2/30 幹事会"])
def test_a_text_that_cannot_be_taken_apart_changes_no_block(filled: Book, text: str) -> None:
    before, steps = entries(filled), len(filled.history())
    problem = typed_blocks(filled, {"石狩": "8/1 総会", "留萌": text})
    assert isinstance(problem, Problem)
    assert (problem.place.form, problem.place.row) == ("ブロック会議の開催状況", "留萌")
    assert entries(filled) == before
    assert len(filled.history()) == steps


def edits(book: Book) -> Iterator[Applied | Problem]:
    """Every kind of edit, one after the other."""
    ids = [found.id for found in own(book)]
    yield typed(book, {(0, "開催日時"): "通年", (4, "会議名"): "総会", (4, "開催日時"): "9/1"})
    yield typed_blocks(
        book, {"石狩": "8/1 総会", "留萌": "", "檜山": "6/30（集合）・12/8 幹事会・1月中旬 研修会"}
    )
    yield meetings.remove_meetings(book, ids[1:])


def test_each_edit_is_one_step_and_undo_gives_equal_tables_back(filled: Book) -> None:
    states = [(lines(calendar(filled)), blocks(filled))]
    steps = len(filled.history())
    for outcome in edits(filled):
        assert isinstance(outcome, Applied)
        steps += 1
        assert len(filled.history()) == steps
        states.append((lines(calendar(filled)), blocks(filled)))
        assert states[-1] != states[-2]
    for state in reversed(states[:-1]):
        filled.undo()
        assert (lines(calendar(filled)), blocks(filled)) == state
    for state in states[1:]:
        filled.redo()
        assert (lines(calendar(filled)), blocks(filled)) == state
