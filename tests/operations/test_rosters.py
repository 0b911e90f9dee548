"""役員体制: typed and pasted rosters, 新任 and 退任, vacancies, each edit one step to take back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem, Refused, Severity
from kyosai_desktop.domain.roster import Officer
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.table import CellState, FieldKey, RowKind, Table
from kyosai_desktop.operations import books, rosters
from kyosai_desktop.operations.registers import row_ids
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.rosters import load_officers

COLUMNS = ["役職", "区分", "選出団体", "氏名", "ふりがな", "役職名", "新任"]
NEW = rosters.NEW_ROWS
NAMES_2024 = [
    *(
        "高山 正道",
        "髙橋 律子",
        "﨑本 大和",
        "佐久間 遼",
        "𠮷野 千鶴",
        "渡邉 航平",
        "斉藤 みのり",
        "齋木 健吾",
    ),
    *("野々村 透", "小笠原 芙美", "間宮 啓太", "堀江 佳苗", "白石 悠人", "若松 操", "東條 進"),
]
CHANGES_2024 = (
    "退任：事務局次長　相馬 直樹（こくみん共済 coop 北海道推進本部）、幹事　森下 陽子（私鉄総連北海道地方労組）",
    "新任：事務局次長　渡邉 航平（こくみん共済 coop 北海道推進本部）、幹事　野々村 透（私鉄総連北海道地方労組）",
)


def rosai(book: Book) -> Council:
    return books.councils(book)[0]


def roster(book: Book, year: int = 2024) -> Table:
    return rosters.roster_table(book, rosai(book), year)


def at(table: Table, row: int, column: str) -> str:
    return table.cells[row][COLUMNS.index(column)].text


def officers_of(table: Table) -> list[tuple[str, ...]]:
    return [
        tuple(cell.text for cell in line)
        for row, line in zip(table.rows, table.cells, strict=True)
        if row.kind is RowKind.ITEM
    ]


def names_of(table: Table) -> list[str]:
    return [line[COLUMNS.index("氏名")] for line in officers_of(table)]


def typed(book: Book, year: int, cells: dict[tuple[int, str], str]) -> Applied | Problem:
    asked = [TypedCell(row, COLUMNS.index(column), text) for (row, column), text in cells.items()]
    return rosters.enter_roster(
        book, rosai(book), year, rosters.roster_table(book, rosai(book), year), asked, "入力"
    )


def officer_ids(book: Book, year: int = 2024) -> list[int]:
    return [officer.id for officer in load_officers(book, rosai(book).id, year)]


def steps_of(book: Book) -> int:
    return len(book.history())


def test_the_roster_is_a_grid_in_order_with_empty_rows_below(filled: Book) -> None:
    table = roster(filled)
    assert [column.label for column in table.columns] == COLUMNS
    assert names_of(table) == NAMES_2024
    assert [row.labels[0] for row in table.rows] == [*map(str, range(1, 16)), *[""] * NEW]
    assert [row.kind for row in table.rows[15:]] == [RowKind.NEW] * NEW
    assert len({row.key for row in table.rows}) == len(table.rows)
    for line in table.cells:
        assert [cell.state for cell in line] == [CellState.ENTRY] * 6 + [CellState.COMPUTED]


def test_choices_come_from_the_seats_and_from_two_years(filled: Book) -> None:
    line = roster(filled).cells[0]
    assert line[0].choices == ("議長", "副議長", "事務局長", "事務局次長", "幹事")
    assert line[1].choices == ("産別代表", "支店代表", "退職者連合")
    assert "自治労北海道本部" in line[2].choices
    assert line[3].choices == ()


def test_who_came_and_who_went_follows_from_the_year_before(filled: Book) -> None:
    table = roster(filled)
    marked = [line[3] for line in officers_of(table) if line[6] == "新任"]
    assert marked == ["渡邉 航平", "野々村 透"]
    assert table.notes == CHANGES_2024


def test_nobody_is_new_in_the_first_roster_of_a_council(filled: Book) -> None:
    table = roster(filled, 2023)
    assert len(officers_of(table)) == 15
    assert {line[6] for line in officers_of(table)} == {""}
    assert table.notes == ()


def test_nobody_retired_while_the_year_has_no_roster_yet(filled: Book) -> None:
    assert roster(filled, 2025).notes == ()
    assert rosters.roster_notes(filled, rosai(filled), 2025) == ()


def test_a_typed_name_changes_the_marks_at_once(filled: Book) -> None:
    outcome = typed(filled, 2024, {(5, "氏名"): "相馬 直樹"})
    assert isinstance(outcome, Applied) and outcome.changed == 1
    table = roster(filled)
    assert at(table, 5, "新任") == ""
    assert table.notes == (
        "退任：幹事　森下 陽子（私鉄総連北海道地方労組）",
        "新任：幹事　野々村 透（私鉄総連北海道地方労組）",
    )


# Normal forms would replace FA10 and half-width katakana; a selector (E0100) chooses how 葛 is written.
@pytest.mark.parametrize(
    "name",
    [
        "髙橋",
        "﨑本",
        "渡邉",
        "渡邊",
        "𠮷野",
        "\ufa10本",
        "\ufa11",
        "齋藤",
        "齊藤",
        "葛\U000e0100城",
        "ｱﾍﾞ ﾏｻﾙ",
        "ﾊﾟｸ",
    ],
)
def test_a_name_is_kept_exactly_as_typed(filled: Book, name: str) -> None:
    typed(filled, 2024, {(0, "氏名"): name, (15, "氏名"): name})
    table = roster(filled)
    assert [*at(table, 0, "氏名")] == [*name]
    assert [*at(table, 15, "氏名")] == [*name]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        (" 髙橋　律子 ", "髙橋　律子"),
        ("髙橋\n律子", "髙橋 律子"),
        ("\u200b髙橋\ufeff", "髙橋"),
        ("髙\t橋", "髙 橋"),
    ],
)
def test_what_cannot_be_seen_is_not_stored(filled: Book, text: str, stored: str) -> None:
    typed(filled, 2024, {(0, "氏名"): text})
    assert at(roster(filled), 0, "氏名") == stored


def test_names_that_differ_in_the_form_of_a_character_stay_two_and_are_asked_about(filled: Book) -> None:
    typed(filled, 2024, {(1, "氏名"): "高橋 律子"})
    table = roster(filled)
    assert at(table, 1, "新任") == "新任"
    (note,) = [
        note
        for note in rosters.roster_notes(filled, rosai(filled), 2024)
        if note.code == "roster.possible_same"
    ]
    assert note.severity is Severity.NOTE
    assert note.message == "退任の「髙橋 律子」と新任の「高橋 律子」は、字体などの表記だけが違います。"


def test_a_block_pasted_into_the_empty_rows_adds_officers_in_order_as_one_step(book: Book) -> None:
    pasted = [
        ("議長", "", "北海道労福協", "高山 正道", "たかやま まさみち", "副理事長"),
        ("副議長", "", "連合北海道", "髙橋 律子", "たかはし りつこ", "局長"),
        ("幹事", "産別代表", "自治労", "斉藤 みのり", "さいとう みのり", "部長"),
    ]
    cells = {
        (row, column): text
        for row, line in enumerate(pasted)
        for column, text in zip(COLUMNS, line, strict=False)
    }
    steps = steps_of(book)
    # Qt hands the cells over column by column or in any other order
    assert typed(book, 2024, dict(reversed(cells.items()))) == Applied(16)
    assert officers_of(roster(book)) == [(*line, "") for line in pasted]
    assert steps_of(book) == steps + 1
    assert len(roster(book).rows) == 3 + NEW


def test_a_paste_over_the_last_officers_and_the_empty_rows_changes_those_and_adds_the_rest(
    filled: Book,
) -> None:
    names = {(row, "氏名"): f"試し {row}" for row in range(13, 18)}
    outcome = typed(filled, 2024, names)
    assert isinstance(outcome, Applied) and outcome.changed == 5
    table = roster(filled)
    assert names_of(table)[13:] == [f"試し {row}" for row in range(13, 18)]
    assert [at(table, row, "役職") for row in range(13, 18)] == ["幹事", "幹事", "", "", ""]


def test_rows_left_empty_inside_a_pasted_block_make_no_officer(book: Book) -> None:
    typed(book, 2024, {(0, "氏名"): "一", (1, "氏名"): " ", (2, "役職"): "", (3, "氏名"): "二"})
    assert names_of(roster(book)) == ["一", "二"]


def test_typing_what_is_there_makes_no_step(filled: Book) -> None:
    table = roster(filled)
    cells = {(row, column): at(table, row, column) for row in range(len(table.rows)) for column in COLUMNS}
    steps = steps_of(filled)
    assert typed(filled, 2024, cells) == Applied(0)
    assert steps_of(filled) == steps


def test_the_mark_cannot_be_typed_and_refuses_the_whole_with_its_place(filled: Book) -> None:
    before = roster(filled)
    problem = typed(filled, 2024, {(0, "氏名"): "別人", (1, "新任"): "新任"})
    assert isinstance(problem, Problem)
    assert problem.code == "cell.computed"
    assert problem.place.text() == "役員体制／2／新任"
    assert officers_of(roster(filled)) == officers_of(before)


def test_clearing_a_name_makes_a_vacancy(filled: Book) -> None:
    typed(filled, 2024, {(3, "氏名"): ""})
    assert len(officers_of(roster(filled))) == 15
    paper = rosters.roster_paper(filled, rosai(filled), 2024)
    assert paper.cells[3][3].text == "（欠員）"
    assert paper.notes[1].startswith("退任：事務局次長　佐久間 遼（北海道労福協）、")
    (note,) = rosters.roster_notes(filled, rosai(filled), 2024)
    assert note.sentence() == (
        "事務局次長：事務局次長の定数は3名ですが、登録されているのは2名です。1名の欠員があります。"
        "後任の氏名を入力するか、「定数」のタブで人数を直してください。"
    )


def test_full_seats_say_nothing_and_one_too_many_is_told(filled: Book) -> None:
    assert rosters.roster_notes(filled, rosai(filled), 2024) == ()
    typed(filled, 2024, {(15, "役職"): "幹事", (15, "区分"): "支店代表", (15, "氏名"): "五人目"})
    (note,) = rosters.roster_notes(filled, rosai(filled), 2024)
    assert (note.code, note.severity) == ("roster.surplus", Severity.WARNING)
    assert note.message == (
        "幹事（支店代表）の定数は4名ですが、登録されているのは5名です。1名多くなっています。"
    )


def test_the_paper_has_marks_changes_and_the_footnote_but_no_readings(filled: Book) -> None:
    paper = rosters.roster_paper(filled, rosai(filled), 2024)
    assert [column.label for column in paper.columns] == [
        "役職",
        "区分",
        "選出団体",
        "氏名",
        "役職名",
        "備考",
    ]
    assert [line[3].text for line in paper.cells] == NAMES_2024
    assert [at for at, line in enumerate(paper.cells) if line[5].text] == [5, 8]
    assert paper.notes == ("（敬称略）", *CHANGES_2024)
    assert {cell.state for line in paper.cells for cell in line} == {CellState.LABEL}
    assert (paper.council, paper.year) == ("北海道労済運動推進会議", "2024年度")


def test_the_same_person_sits_in_both_councils_and_each_has_its_own_roster(filled: Book) -> None:
    rokin = books.councils(filled)[1]
    before = rosters.roster_table(filled, rokin, 2024)
    typed(filled, 2024, {(0, "氏名"): "別人"})
    assert officers_of(rosters.roster_table(filled, rokin, 2024)) == officers_of(before)
    assert before.cells[0][3].text == "高山 正道"


def test_an_added_officer_stands_after_the_chosen_one_with_the_same_seat(filled: Book) -> None:
    ids = officer_ids(filled)
    made = rosters.add_officer(filled, rosai(filled), 2024, after=ids[6])
    assert (made.role, made.capacity, made.organisation, made.name) == (
        "幹事",
        "産別代表",
        "自治労北海道本部",
        "",
    )
    assert officer_ids(filled) == [*ids[:7], made.id, *ids[7:]]
    assert [row.labels[0] for row in roster(filled).rows[:16]] == [*map(str, range(1, 17))]


def test_an_officer_added_after_one_who_is_gone_takes_nobodys_seat(filled: Book) -> None:
    ids = officer_ids(filled)
    rosters.remove_officers(filled, ids[:1])
    made = rosters.add_officer(filled, rosai(filled), 2024, after=ids[0])
    assert (made.role, made.organisation) == ("", "")
    assert officer_ids(filled) == [*ids[1:], made.id]


@pytest.mark.parametrize("year", [2024, 2025])
def test_an_officer_added_without_a_place_is_empty_and_last(filled: Book, year: int) -> None:
    ids = officer_ids(filled, year)
    made = rosters.add_officer(filled, rosai(filled), year)
    assert officer_ids(filled, year) == [*ids, made.id]
    assert (made.role, made.organisation) == ("", "")
    stored = load_officers(filled, rosai(filled).id, year)[-1]
    assert stored == Officer(made.id, rosai(filled).id, year, len(ids) + 1, "")


@pytest.mark.parametrize(
    ("officer", "steps", "expected", "moved"),
    [
        (0, 1, [1, 0, 2], 1),
        (2, -1, [0, 2, 1], 1),
        (0, 99, [1, 2, 0], 2),
        (1, -99, [1, 0, 2], 1),
        (0, -1, [0, 1, 2], 0),
    ],
)
def test_moving_goes_as_far_as_the_list(
    book: Book, officer: int, steps: int, expected: list[int], moved: int
) -> None:
    typed(book, 2024, {(row, "氏名"): str(row) for row in range(3)})
    ids, before = officer_ids(book), steps_of(book)
    assert rosters.move_officer(book, rosai(book), 2024, ids[officer], steps) == Applied(moved)
    assert names_of(roster(book)) == [str(at) for at in expected]
    assert steps_of(book) == before + (moved > 0)


def test_removing_takes_those_out_and_nobody_else(filled: Book) -> None:
    ids = officer_ids(filled)
    assert rosters.remove_officers(filled, [ids[5], ids[8]]) == Applied(2)
    assert officer_ids(filled) == [id for id in ids if id not in (ids[5], ids[8])]
    assert filled.undo_label() == "役員を2名、退任に"


def test_a_year_begins_with_last_years_roster(filled: Book) -> None:
    assert rosters.copy_from_previous_year(filled, rosai(filled), 2025) == Applied(15)
    copied, previous = roster(filled, 2025), roster(filled)
    assert [line[:6] for line in officers_of(copied)] == [line[:6] for line in officers_of(previous)]
    assert {line[6] for line in officers_of(copied)} == {""}
    assert not set(officer_ids(filled, 2025)) & set(officer_ids(filled))
    typed(filled, 2025, {(0, "氏名"): "新しい 議長"})
    assert at(roster(filled), 0, "氏名") == "高山 正道"


def test_a_roster_that_was_begun_is_not_overwritten(filled: Book) -> None:
    before = roster(filled)
    problem = rosters.copy_from_previous_year(filled, rosai(filled), 2024)
    assert isinstance(problem, Problem)
    assert problem.code == "roster.not_empty"
    assert officers_of(roster(filled)) == officers_of(before)


def test_without_a_roster_the_year_before_nothing_is_copied(book: Book) -> None:
    problem = rosters.copy_from_previous_year(book, rosai(book), 2024)
    assert isinstance(problem, Problem)
    assert problem.message == "2023年度の役員が登録されていないため、複写できません。"


def edits(book: Book) -> Iterator[object]:
    """Every kind of edit, one after the other."""
    council, ids = rosai(book), officer_ids(book)
    yield typed(book, 2024, {(0, "氏名"): "髙﨑 𠮷"})
    yield typed(book, 2024, {(row, "氏名"): f"{row}番" for row in range(14, 20)})
    yield rosters.add_officer(book, council, 2024, ids[2])
    yield rosters.move_officer(book, council, 2024, ids[2], 4)
    yield rosters.remove_officers(book, ids[3:6])
    yield rosters.copy_from_previous_year(book, council, 2025)


def test_each_edit_is_one_step_and_undo_gives_an_equal_table_back(filled: Book) -> None:
    states = [(officers_of(roster(filled)), officers_of(roster(filled, 2025)))]
    steps = steps_of(filled)
    for outcome in edits(filled):
        assert not isinstance(outcome, Problem)
        steps += 1
        assert steps_of(filled) == steps
        states.append((officers_of(roster(filled)), officers_of(roster(filled, 2025))))
        assert states[-1] != states[-2]
    for state in reversed(states[:-1]):
        filled.undo()
        assert (officers_of(roster(filled)), officers_of(roster(filled, 2025))) == state
    for state in states[1:]:
        filled.redo()
        assert (officers_of(roster(filled)), officers_of(roster(filled, 2025))) == state


def test_a_book_opened_for_reading_takes_no_edit(filled: Book) -> None:
    from kyosai_desktop.store.opening import open_read_only_copy

    filled.backup()
    copy = open_read_only_copy(filled.path)
    problem = typed(copy, 2024, {(0, "氏名"): "別人"})
    assert isinstance(problem, Problem)
    assert names_of(roster(copy)) == NAMES_2024
    with pytest.raises(Refused):
        rosters.remove_officers(copy, officer_ids(copy))
    copy.close()


def test_every_cell_of_an_officer_says_what_it_would_change(filled: Book) -> None:
    ids = officer_ids(filled)
    fields = ["role", "capacity", "organisation", "name", "reading", "title"]
    table = roster(filled)
    shown = row_ids(table, rosters.REGISTER)
    assert shown[: len(ids)] == ids
    assert len(set(shown)) == len(shown) == len(ids) + NEW, "an empty row has an id of its own"
    for id, line in zip(shown, table.cells, strict=True):
        assert [cell.key for cell in line[:6]] == [FieldKey("officer", id, field) for field in fields]
        assert line[6].key is None


READING = "ふりがな"


def test_the_reading_of_the_one_before_does_not_stay_with_another_name(filled: Book) -> None:
    before = roster(filled)
    assert at(before, 1, READING), "the sample has readings"
    outcome = typed(filled, 2024, {(1, "氏名"): "北川 はるか"})
    assert isinstance(outcome, Applied)
    assert "ふりがなを消しました：髙橋 律子（" in outcome.note
    assert at(roster(filled), 1, READING) == ""
    filled.undo()
    assert officers_of(roster(filled)) == officers_of(before)


@pytest.mark.parametrize(
    "texts",
    [
        {(1, "氏名"): "高橋 律子"},
        {(1, "氏名"): "髙橋　律子"},
        {(1, "氏名"): "北川 はるか", (1, READING): "きたがわ はるか"},
    ],
    ids=["another form of a character", "only the space", "with its reading"],
)
def test_a_reading_stays_with_the_same_person_or_when_typed_along(
    filled: Book, texts: dict[tuple[int, str], str]
) -> None:
    outcome = typed(filled, 2024, texts)
    assert isinstance(outcome, Applied) and outcome.note == ""
    assert at(roster(filled), 1, READING)
