"""Names of organisations that were renamed, merged or split mean what they meant in the year of the file."""

from __future__ import annotations

import pytest

from kyosai_desktop.domain.axis import Axis
from kyosai_desktop.domain.problem import Severity
from kyosai_desktop.operations import organisations
from kyosai_desktop.operations.importing import Answer, ImportOptions, ImportPlan, Outcome, apply, plan
from kyosai_desktop.store import catalogue as catalogue_sql
from kyosai_desktop.store.book import Book

HEADER = ["ブロック", "こくみん共済"]


def region(book: Book) -> Axis:
    return next(axis for axis in catalogue_sql.load_catalogue(book).axes.values() if axis.code == "region")


def targets(year: int, *names: str) -> list[list[object]]:
    return [[f"{year}年度 目標"], HEADER, *([name, at] for at, name in enumerate(names, start=1))]


def codes(book: Book, found: ImportPlan) -> list[str]:
    """What each row means, by the member's code; 「？」 for one that is asked about or refused."""
    axis = region(book)
    return [axis[cell.key.member1].code if cell.key and cell.new else "？" for cell in found.cells]


def read(book: Book, sent, year: int, *names: str) -> list[str]:
    return codes(book, plan(book, sent(f"{year}.xlsx", targets(year, *names))))


def ended(book: Book, code: str, last: int | None, first: int | None = None) -> None:
    with book.change("有効年度") as tx:
        tx.execute("UPDATE member SET valid_to = ?, valid_from = ? WHERE code = ?", (last, first, code))


@pytest.mark.parametrize("year", [2019, 2023, 2024, 2030])
def test_a_renamed_one_is_the_same_under_both_names(book: Book, sent, year: int) -> None:
    organisations.rename_from(book, region(book), "hiyama", 2024, "檜山・奥尻")
    assert read(book, sent, year, "檜山", "桧山", "檜山・奥尻")[:1] == ["？"]  # three rows are one member
    for name in ("檜山", "桧山", "檜山・奥尻"):
        assert read(book, sent, year, name) == ["hiyama"]


def test_a_name_that_another_one_takes_over_is_told_apart_by_the_year(book: Book, sent) -> None:
    """後志 becomes 小樽 in 2024, and a new 後志 begins in that year."""
    organisations.rename_from(book, region(book), "shiribeshi", 2024, "小樽")
    organisations.rename_from(book, region(book), "hiyama", 2024, "後志")
    assert read(book, sent, 2023, "後志", "檜山") == ["shiribeshi", "hiyama"]
    assert read(book, sent, 2024, "小樽", "後志") == ["shiribeshi", "hiyama"]
    assert read(book, sent, 2025, "後志") == ["hiyama"]
    assert read(book, sent, 2023, "小樽") == ["shiribeshi"]


def test_a_merged_one_is_itself_until_then_and_its_heir_after(book: Book, sent) -> None:
    organisations.merge_from(book, region(book), "hiyama", "minami-oshima", 2024)
    for name in ("檜山", "桧山"):
        assert read(book, sent, 2023, name, "南渡島") == ["hiyama", "minami-oshima"]
        found = plan(book, sent("2024.xlsx", targets(2024, name)))
        assert codes(book, found) == ["minami-oshima"]
    found = plan(book, sent("2024.xlsx", targets(2024, "檜山")))
    (note,) = found.notes
    assert (note.code, note.severity, note.place.cell) == ("import.passed_on", Severity.NOTE, "A3")
    assert note.message == (
        "「檜山」（2023年度まで）の数字は、2024年度は「南渡島」の数字として取り込みます。"
    )


def test_both_of_a_merger_in_a_later_file_stand_twice(book: Book, sent) -> None:
    """Nobody knows whether the heir's row has the other's figures in it."""
    organisations.merge_from(book, region(book), "hiyama", "minami-oshima", 2024)
    found = plan(book, sent("2024.xlsx", targets(2024, "檜山", "南渡島")))
    assert [cell.problem.code for cell in found.errors if cell.problem] == ["import.duplicate"] * 2


def test_mergers_in_a_chain_go_back_step_by_step(book: Book, sent) -> None:
    organisations.merge_from(book, region(book), "hiyama", "minami-oshima", 2022)
    organisations.merge_from(book, region(book), "minami-oshima", "kita-oshima", 2024)
    means = {
        2021: ["hiyama", "hiyama", "minami-oshima"],
        2022: ["minami-oshima"] * 3,
        2023: ["minami-oshima"] * 3,
        2024: ["kita-oshima"] * 3,
    }
    for year, expected in means.items():
        assert [*(read(book, sent, year, name)[0] for name in ("檜山", "桧山", "南渡島"))] == expected


def test_a_split_one_is_asked_about_and_the_answer_holds_from_then_on(book: Book, sent) -> None:
    """上川北 ends in 2023; 上川中 and 上川南 go on."""
    ended(book, "kamikawa-kita", 2023)
    assert read(book, sent, 2023, "上川北") == ["kamikawa-kita"]
    sheet = sent("2024.xlsx", targets(2024, "上川北", "上川南"))
    found = plan(book, sheet)
    assert codes(book, found) == ["？", "kamikawa-minami"]
    (question,) = found.questions
    assert question.text == "「上川北」は2024年度にはありません（2023年度まで）。どのブロックの数字ですか。"
    offered = [choice.code for choice in question.choices]
    assert "kamikawa-naka" in offered and "kamikawa-kita" not in offered
    assert found.blocking
    answered = plan(book, sheet, ImportOptions(answers={question.id: Answer("kamikawa-naka")}))
    assert codes(book, answered) == ["kamikawa-naka", "kamikawa-minami"]
    apply(book, answered, backup=False)
    later = plan(book, sent("2025.xlsx", targets(2025, "上川北")))
    assert codes(book, later) == ["kamikawa-naka"]
    assert [note.code for note in later.notes] == ["import.passed_on"]
    assert read(book, sent, 2023, "上川北") == ["kamikawa-kita"]


def test_one_that_begins_later_is_asked_about(book: Book, sent) -> None:
    ended(book, "hiyama", None, 2024)
    found = plan(book, sent("2023.xlsx", targets(2023, "檜山")))
    assert "「檜山」は2023年度にはありません（2024年度から）。" in found.questions[0].text
    assert found.cells[0].outcome is Outcome.ERROR
    created = plan(book, sent("2023.xlsx", targets(2023, "檜山")), ImportOptions(create=True))
    assert created.questions and not created.new_members
    assert read(book, sent, 2024, "檜山") == ["hiyama"]


def test_columns_of_two_years_are_taken_where_the_row_is_the_same_in_both(book: Book, sent) -> None:
    organisations.rename_from(book, region(book), "shiribeshi", 2024, "小樽")
    organisations.rename_from(book, region(book), "hiyama", 2024, "後志")
    ended(book, "ishikari", 2023)
    rows = [
        ["2024年度 こくみん共済 目標"],
        ["ブロック", "2023年度", "2024年度"],
        ["南渡島", 1, 2],
        ["後志", 3, 4],
    ]
    found = plan(book, sent("目標.xlsx", rows))
    assert codes(book, found) == ["minami-oshima", "minami-oshima", "？", "hiyama"]
    (error,) = found.errors
    assert error.problem is not None
    assert (error.problem.code, error.problem.place.cell) == ("import.another_then", "B4")
    ended(book, "minami-oshima", None, 2024)
    found = plan(book, sent("目標.xlsx", rows[:3]))
    assert [cell.problem.code for cell in found.errors if cell.problem] == ["import.not_valid_then"]
    assert codes(book, found) == ["？", "minami-oshima"]
