"""Meetings in order, and the block table of the 2023年度 paper taken apart and put together again."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.fiscal.era import Precision
from kyosai_desktop.domain.fiscal.vague import MeetingDate, parse_meeting_date
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.meeting import (
    Entry,
    Meeting,
    MeetingStatus,
    block_text,
    dated,
    meeting_order,
    split_block_entries,
    weekday_text,
    when_text,
)
from kyosai_desktop.domain.problem import Problem

ROSAI_2023 = FiscalYear(2023, 6)
ROSAI_2024 = FiscalYear(2024, 6)

# (block, cell as printed, its entries as (date, kind, way))
PRINTED = [
    ("石狩", "7/3 総会（集合）・12/19 幹事会", ["2023-07-03 総会 集合", "2023-12-19 幹事会 "]),
    ("後志", "7/8 総会（集合）・12/22 幹事会", ["2023-07-08 総会 集合", "2023-12-22 幹事会 "]),
    ("西胆振", "7/26 総会（集合）・2/9 幹事会", ["2023-07-26 総会 集合", "2024-02-09 幹事会 "]),
    ("東胆振", "7/20 総会（集合）・12/20 幹事会", ["2023-07-20 総会 集合", "2023-12-20 幹事会 "]),
    ("日高", "7/22 総会（集合）・12/7 幹事会", ["2023-07-22 総会 集合", "2023-12-07 幹事会 "]),
    ("空知", "7/27 総会（集合）・1/17 幹事会", ["2023-07-27 総会 集合", "2024-01-17 幹事会 "]),
    ("釧路", "7/24 総会（集合）・12/12 幹事会", ["2023-07-24 総会 集合", "2023-12-12 幹事会 "]),
    (
        "根室",
        "7/26 総会（集合）・11/25 幹事会・推進会議",
        ["2023-07-26 総会 集合", "2023-11-25 幹事会・推進会議 "],
    ),
    (
        "十勝",
        "5/27 総会（集合）・9/26 幹事会（書面）・11/11 推進会議",
        ["2024-05-27 総会 集合", "2023-09-26 幹事会 書面", "2023-11-11 推進会議 "],
    ),
    ("網走", "7/8 総会（集合）・11/11 推進会議", ["2023-07-08 総会 集合", "2023-11-11 推進会議 "]),
    ("上川中", "7/25 総会（集合）", ["2023-07-25 総会 集合"]),
    ("上川南", "7/18 総会（集合）・11/9 推進会議", ["2023-07-18 総会 集合", "2023-11-09 推進会議 "]),
    (
        "上川北",
        "7/26 総会（集合）・12/26 幹事会・推進会議",
        ["2023-07-26 総会 集合", "2023-12-26 幹事会・推進会議 "],
    ),
    ("留萌", "7/12 総会（集合）", ["2023-07-12 総会 集合"]),
    ("宗谷", "7/22 総会（集合）・10/21 推進会議", ["2023-07-22 総会 集合", "2023-10-21 推進会議 "]),
    ("北渡島", "7/14（集合）・1/24 幹事会", ["2023-07-14  集合", "2024-01-24 幹事会 "]),
    ("南渡島", "7/24（集合）・1/17 幹事会", ["2023-07-24  集合", "2024-01-17 幹事会 "]),
    ("檜山", "6/30（集合）・12/8 幹事会", ["2023-06-30  集合", "2023-12-08 幹事会 "]),
]


def split(text: str, fiscal_year: FiscalYear = ROSAI_2023) -> list[Entry]:
    entries = split_block_entries(text, fiscal_year)
    assert isinstance(entries, list), entries
    return entries


def written(entries: list[Entry]) -> list[str]:
    return [f"{entry.when.start} {entry.kind} {entry.way}" for entry in entries]


def when(text: str, fiscal_year: FiscalYear = ROSAI_2024) -> MeetingDate:
    found = parse_meeting_date(text, fiscal_year)
    assert isinstance(found, MeetingDate), found
    return found


def meeting(text: str, number: int = 1, *, kind: str = "", way: str = "") -> Meeting:
    bare = Meeting(number, council_id=1, year=2024, kind=kind, way=way)
    return dated(bare, when(text)) if text else bare


def meetings_of(entries: list[Entry]) -> list[Meeting]:
    return [
        dated(Meeting(place, council_id=1, year=2023, kind=entry.kind, way=entry.way), entry.when)
        for place, entry in enumerate(entries)
    ]


@pytest.mark.parametrize(("block", "cell", "expected"), PRINTED, ids=[row[0] for row in PRINTED])
def test_the_printed_block_table(block: str, cell: str, expected: list[str]) -> None:
    entries = split(cell)
    assert written(entries) == expected
    assert all(entry.when.precision is Precision.DAY for entry in entries)
    assert all(not entry.when.warnings for entry in entries) or block == "十勝"


@pytest.mark.parametrize("cell", [row[1] for row in PRINTED if row[0] != "十勝"])
def test_the_block_table_prints_as_it_was_written(cell: str) -> None:
    assert block_text(meetings_of(split(cell)), ROSAI_2023) == cell


def test_there_are_eighteen_blocks() -> None:
    assert len({row[0] for row in PRINTED}) == 18


def test_a_date_that_comes_after_the_next_one_is_asked_about() -> None:
    first, *others = split("5/27 総会（集合）・9/26 幹事会（書面）・11/11 推進会議")
    (warning,) = first.when.warnings
    assert warning.code == "meeting.out_of_order"
    assert warning.message == (
        "「5/27」は2024年5月27日と読みましたが、後に書かれた「9/26」より遅い日付になります。"
    )
    assert all(not entry.when.warnings for entry in others)


def test_the_year_written_out_settles_it_and_is_asked_about_as_outside() -> None:
    first, *_ = split("2023/5/27 総会（集合）・9/26 幹事会（書面）")
    assert first.when.start == date(2023, 5, 27)
    assert [warning.code for warning in first.when.warnings] == ["date.outside_year"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("　", []),
        ("7/3総会", ["2023-07-03 総会 "]),
        ("７／３　総会（集合）", ["2023-07-03 総会 集合"]),
        ("7/3（月） 総会（Web）", ["2023-07-03 総会 Web"]),
        ("7/3(月)14:00 総会", ["2023-07-03 総会 "]),
        ("7/3 総会（集合）\n12/19 幹事会", ["2023-07-03 総会 集合", "2023-12-19 幹事会 "]),
        ("7/3 総会\n（集合）", ["2023-07-03 総会 集合"]),
        ("7/3 総会･12/19 幹事会", ["2023-07-03 総会 ", "2023-12-19 幹事会 "]),
        ("7/3 総会 ・ 12/19 幹事会", ["2023-07-03 総会 ", "2023-12-19 幹事会 "]),
        ("7/3 総会（集合・Web併用）", ["2023-07-03 総会 集合・Web併用"]),
        ("7/3 総会（臨時）", ["2023-07-03 総会（臨時） "]),
        ("令和5年7月3日 総会", ["2023-07-03 総会 "]),
        ("10月 中央委員会", ["2023-10-01 中央委員会 "]),
        ("10月中央委員会", ["2023-10-01 中央委員会 "]),
        ("10月末～11月初旬 推進会議", ["2023-10-21 推進会議 "]),
        ("12/7 3地区合同幹事会", ["2023-12-07 3地区合同幹事会 "]),
        ("11/25 幹事会・25周年行事", ["2023-11-25 幹事会・25周年行事 "]),
        ("7/3 第1回・第2回総会", ["2023-07-03 第1回・第2回総会 "]),
    ],
)
def test_cells_as_volunteers_write_them(text: str, expected: list[str]) -> None:
    assert written(split(text)) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("総会（集合）", "meeting.no_date"),
        ("総会・7/3 幹事会", "meeting.no_date"),
        ("2/30 総会", "date.impossible"),
        ("7/3 総会・13/5 幹事会", "date.impossible"),
        ("7/3 25:00 総会", "time.impossible"),
    ],
)
def test_cells_that_are_asked_about(text: str, code: str) -> None:
    found = split_block_entries(text, ROSAI_2023)
    assert isinstance(found, Problem)
    assert found.code == code


def test_a_vague_date_is_never_cut_to_a_shorter_one() -> None:
    (entry,) = split("2023年10月末～11月初旬")
    assert entry.when.text == "2023年10月末～11月初旬"
    assert entry.when.precision is Precision.RANGE


def test_a_typed_date_lands_in_the_meeting() -> None:
    typed = meeting("2024-06-13 14:00-15:00")
    assert typed.date_text == "2024-06-13 14:00-15:00"
    assert (typed.start, typed.end) == (date(2024, 6, 13), date(2024, 6, 13))
    assert (typed.start_time, typed.end_time) == (time(14), time(15))
    assert typed.status is MeetingStatus.PLANNED


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("2024-06-13 14:00-15:00", "2024年6月13日(木) 14:00～15:00"),
        ("2024-11-14 14:00-", "2024年11月14日(木) 14:00～"),
        ("7/3", "2024年7月3日(水)"),
        ("2024年10月末～11月初旬", "2024年10月末～11月初旬"),
        ("通年", "通年"),
        ("", ""),
    ],
)
def test_the_date_as_lists_print_it(text: str, printed: str) -> None:
    assert when_text(meeting(text)) == printed


def test_weekdays() -> None:
    assert weekday_text(date(2024, 6, 13)) == "(木)"
    assert weekday_text(date(2024, 6, 16)) == "(日)"


def test_meetings_sort_in_time_and_undecided_ones_come_last() -> None:
    texts = [
        "6/13 10:00",
        "6/13 14:00",
        "6/13",
        "10月初旬",
        "10月",
        "10月末～11月初旬",
        "11/1",
        "1/17",
        "未定",
        "",
    ]
    mixed = [meeting(text, number) for number, text in reversed(list(enumerate(texts)))]
    assert [each.date_text for each in sorted(mixed, key=meeting_order)] == texts


kinds = st.sampled_from(["総会", "幹事会", "推進会議", "幹事会・推進会議", "第2回総会", ""])
ways = st.sampled_from(["", "集合", "書面", "Web"])
year_days = st.dates(ROSAI_2023.start, ROSAI_2023.end)


@given(st.lists(st.tuples(year_days, kinds, ways), max_size=5, unique_by=lambda entry: entry[0]))
def test_what_the_block_table_prints_it_reads_back(planned: list[tuple[date, str, str]]) -> None:
    planned.sort()
    meetings = [
        Meeting(1, 1, 2023, kind=kind, way=way, start=day, end=day, precision=Precision.DAY)
        for day, kind, way in planned
    ]
    found = split(block_text(meetings, ROSAI_2023))
    assert [(entry.when.start, entry.kind, entry.way) for entry in found] == planned
    assert not [entry for entry in found if entry.when.warnings]


@given(
    st.text(max_size=40)
    | st.text(alphabet="0123456789/・（）集合書面総会幹事 　\n月末～R令和元.:", max_size=30)
)
def test_no_cell_ever_raises_or_loses_a_character_that_counts(text: str) -> None:
    found = split_block_entries(text, ROSAI_2023)
    if isinstance(found, Problem):
        assert found.next_step.endswith("。")
        return
    kept = "".join(entry.when.text + entry.kind + entry.way for entry in found)
    for char in "集合書面総会幹事0123456789":
        assert kept.count(char) == text.count(char)


def test_a_day_outside_the_year_keeps_its_year_in_the_block_table() -> None:
    entries = split("2025/7/4 総会（集合）・12/19 幹事会")
    text = block_text(meetings_of(entries), ROSAI_2023)
    assert text == "12/19 幹事会・2025/7/4 総会（集合）"
    assert block_text(meetings_of(split(text)), ROSAI_2023) == text


def test_a_comma_separates_meetings_where_a_date_follows() -> None:
    found = written(split("7/4 総会(集合)、12/19 幹事会"))
    assert found == ["2023-07-04 総会 集合", "2023-12-19 幹事会 "]
    [only] = split("7/4 総会、役員選考")
    assert only.kind == "総会、役員選考"
