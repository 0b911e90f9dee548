"""A name registered from a sheet: the branch it comes below, and the totals it counts in."""

from __future__ import annotations

import pytest

from kyosai_desktop.domain.axis import Member
from kyosai_desktop.operations.importing import Answer, ImportOptions, ImportPlan, apply, plan
from kyosai_desktop.store.catalogue import load_catalogue

TITLE = ["2024年5月末 新規加入実績"]
HEADER = ["ブロック", "こくみん共済"]
DONAN = [["南渡島", 60], ["北渡島", 30], ["檜山", 25]]
DOHOKU = [["上川中", 1], ["上川南", 2]]
OKUSHIRI = ["奥尻", 1]


def parents(book) -> dict[str, str]:
    axis = next(axis for axis in load_catalogue(book).axes.values() if axis.code == "region")
    return {member.name: axis[member.parent_id].name for member in axis.members if member.parent_id}


def parent_of(book, found: ImportPlan) -> str:
    [member] = found.new_members
    axis = load_catalogue(book).axes[member.axis_id]
    return axis[member.parent_id].name if member.parent_id else ""


def created(book, workbook) -> ImportPlan:
    return plan(book, workbook, ImportOptions(create=True))


def choices(found: ImportPlan) -> list[str]:
    [question] = found.questions
    return [choice.text for choice in question.choices if choice.text.startswith("新しく登録")]


def test_the_branch_of_the_file_gets_the_new_block_and_its_total_agrees(book, sent) -> None:
    rows = [["道南支店 2024年5月末 実績"], HEADER, *DONAN, OKUSHIRI, ["道南支店 計", 116]]
    workbook = sent("道南支店 5月.xlsx", rows)
    asked = plan(book, workbook)
    assert choices(asked)[0] == "新しく登録（道南支店）"
    assert choices(asked)[-1] == "新しく登録（どこにも属さない）"
    assert "新しく登録（道北支店）" in choices(asked)
    for code in ("new", "新しく登録", "new:donan", "新しく登録（道南支店）"):
        answers = {asked.questions[0].id: Answer(code)}
        found = plan(book, workbook, ImportOptions(answers=answers))
        assert (found.questions, parent_of(book, found)) == ((), "道南支店")
        assert [(check.found, check.expected, check.problem) for check in found.checks] == [
            ("116", "116", None)
        ]
    [note] = found.notes
    assert note.message == "「奥尻」を、道南支店のブロックとして新しく登録します。"


def test_the_new_block_comes_with_the_import_and_goes_with_its_undo(book, sent, dump) -> None:
    before = dump(book)
    found = created(book, sent("道南支店.xlsx", [TITLE, HEADER, *DONAN, OKUSHIRI]))
    apply(book, found, backup=False)
    assert parents(book)["奥尻"] == "道南支店"
    book.undo()
    assert dump(book) == before
    book.redo()
    assert parents(book)["奥尻"] == "道南支店"


@pytest.mark.parametrize(
    ("rows", "parent"),
    [
        ([*DOHOKU, ["道北支店 計", 3], *DONAN, OKUSHIRI, ["道南支店 計", 116], ["合計", 119]], "道南支店"),
        ([*DOHOKU, ["道北支店 計", 3], OKUSHIRI, ["道南支店 計", 1]], "道南支店"),
        ([["道北支店 計", 3], *DOHOKU, ["道南支店 計", 1], OKUSHIRI], "道南支店"),
        ([["石狩", 4], OKUSHIRI], "札幌支所"),
        ([*DONAN, OKUSHIRI], "道南支店"),
    ],
)
def test_totals_and_neighbours_tell_the_parent(book, sent, rows, parent) -> None:
    found = created(book, sent("a.xlsx", [TITLE, HEADER, *rows]))
    assert found.questions == ()
    assert parent_of(book, found) == parent
    assert [check.problem for check in found.checks if check.row_label.endswith("支店 計")] == [None] * (
        sum(str(row[0]).endswith("支店 計") for row in rows)
    )


@pytest.mark.parametrize(
    "rows",
    [
        [*DOHOKU, *DONAN, OKUSHIRI],
        [*DONAN, ["道南支店 計", 115], OKUSHIRI, ["合計", 116]],
        [OKUSHIRI],
        [*DOHOKU, OKUSHIRI, ["道南支店 計", 4]],
    ],
)
def test_what_the_sheet_does_not_say_is_asked_even_when_every_name_is_to_be_registered(
    book, sent, rows
) -> None:
    workbook = sent("a.xlsx", [TITLE, HEADER, *rows])
    found = created(book, workbook)
    assert not found.new_members
    assert "どこに属するか" in found.questions[0].text
    assert "新しく登録" not in choices(found)
    for text, parent in (("新しく登録（道南支店）", "道南支店"), ("新しく登録（どこにも属さない）", "")):
        answers = {found.questions[0].id: Answer(text)}
        assert parent_of(book, plan(book, workbook, ImportOptions(answers=answers))) == parent


def test_the_nearest_branch_is_offered_first(book, sent) -> None:
    found = plan(book, sent("a.xlsx", [TITLE, HEADER, *DOHOKU, *DONAN, OKUSHIRI]))
    assert choices(found)[0] == "新しく登録（道南支店）"


@pytest.mark.parametrize("first_only", [True, False])
def test_the_group_column_tells_the_parent(book, sent, first_only) -> None:
    def group(name: str, rows: list) -> list:
        return [["" if at and first_only else name, *row] for at, row in enumerate(rows)]

    rows = [*group("道南支店", [*DONAN, OKUSHIRI]), *group("道北支店", DOHOKU)]
    found = created(book, sent("a.xlsx", [TITLE, ["支店", *HEADER], *rows]))
    assert parent_of(book, found) == "道南支店"


def test_a_row_without_its_group_where_every_row_has_one_is_asked(book, sent) -> None:
    rows = [*(["道南支店", *row] for row in DONAN), *(["道北支店", *row] for row in DOHOKU), ["", *OKUSHIRI]]
    assert created(book, sent("a.xlsx", [TITLE, ["支店", *HEADER], *rows])).questions


def test_a_branch_with_offices_between_offers_them_first(book, sent) -> None:
    found = created(book, sent("道東支店.xlsx", [TITLE, HEADER, ["釧路", 1], ["十勝", 2], ["阿寒", 3]]))
    assert set(choices(found)[:3]) == {f"新しく登録（{name}支所）" for name in ("釧路", "帯広", "北見")}


def test_a_file_of_one_branch_with_rows_of_another_is_asked(book, sent) -> None:
    assert created(book, sent("道南支店.xlsx", [TITLE, HEADER, *DONAN, *DOHOKU, OKUSHIRI])).questions


def test_top_members_need_no_parent(book, sent) -> None:
    found = created(book, sent("a.xlsx", [TITLE, ["産別", "こくみん共済"], ["自治労", 1], ["新しい産別", 2]]))
    [member] = found.new_members
    assert isinstance(member, Member) and member.parent_id == 0
    assert [note.message for note in found.notes] == ["「新しい産別」を、産別として新しく登録します。"]


def test_the_same_name_in_two_sheets_is_one_member(book, sent) -> None:
    sheets = {
        "実績": [TITLE, HEADER, *DONAN, OKUSHIRI],
        "実績2": [TITLE, HEADER, *DOHOKU, ["利尻", 2], ["奥尻", 5]],
    }
    found = created(book, sent("a.xlsx", sheets))
    assert sorted(member.name for member in found.new_members) == ["利尻", "奥尻"]
    assert len({member.position for member in found.new_members}) == 2
