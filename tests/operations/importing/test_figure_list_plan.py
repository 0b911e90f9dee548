"""facts.csv is understood by its header alone: nothing is asked, and what is no figure of the book says so by line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kyosai_desktop.domain.activity import Counted, Counting
from kyosai_desktop.domain.fact import Fact, FactKey, Period, Role, Status
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.excel.figure_list import FigureLine
from kyosai_desktop.excel.grid import Workbook
from kyosai_desktop.operations import books, confirming, counting
from kyosai_desktop.operations.importing import ImportOptions, ImportPlan, Outcome, apply, plan, source_of
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book

LINE = FigureLine(
    "rosai", "kokumin", "実績", "", "span", "2023-06-01", "2024-05-31", "0", "own",
    "region", "ishikari", "", "", "1234.5", "件", "確定", "",
)  # fmt: skip
List = Callable[..., Workbook]


@pytest.fixture
def listed(csv_sent) -> List:
    """``listed(line, …)`` is the file read back."""

    def write(*lines: FigureLine, name: str = "facts.csv") -> Workbook:
        rows = [FigureLine._fields, *lines]
        return csv_sent(name, "".join(",".join(row) + "\r\n" for row in rows), "utf-8-sig")

    return write


def key_of(found: ImportPlan) -> FactKey:
    (cell,) = found.cells
    assert cell.key is not None
    return cell.key


def test_a_figure_is_taken_with_its_cell_as_its_source(both: Book, listed: List) -> None:
    found = plan(both, listed(LINE._replace(status="速報", note="見込み")))
    assert (found.questions, found.unread, found.notes) == ((), (), ())
    (cell,) = found.cells
    assert (cell.outcome, cell.address, cell.row) == (Outcome.ADDED, "N2", 2)
    assert cell.row_label == "労済 こくみん共済 実績 2023年度 通年 石狩"
    apply(both, found, backup=False)
    fact = facts_sql.load_fact(both, key_of(found))
    assert fact is not None
    assert (fact.thousandths, fact.status, fact.note) == (1_234_500, Status.PRELIMINARY, "見込み")
    source = source_of(both, fact)
    assert source is not None
    assert (source.file_name, source.sheet, source.cell, source.original) == (
        "facts.csv", "facts", "N2", "1234.5",
    )  # fmt: skip


def test_added_changed_same_are_told_apart(both: Book, listed: List) -> None:
    apply(both, plan(both, listed(LINE)), backup=False)
    published = LINE._replace(role="published", value="7676")
    found = plan(both, listed(LINE, LINE._replace(member1="shiribeshi"), published))
    assert [cell.outcome for cell in found.cells] == [Outcome.SAME, Outcome.ADDED, Outcome.ADDED]
    assert found.cells[2].key.role is Role.PUBLISHED
    apply(both, found, backup=False)
    other = plan(both, listed(LINE._replace(note="直した"), published._replace(value="7677")))
    assert [cell.outcome for cell in other.cells] == [Outcome.CHANGED, Outcome.CHANGED]
    assert [cell.old.thousandths for cell in other.cells] == [1_234_500, 7_676_000]


def test_an_empty_value_is_no_figure_and_not_zero(both: Book, listed: List) -> None:
    found = plan(both, listed(LINE._replace(value="")))
    assert found.cells[0].new == Fact(None)


def test_what_excel_makes_of_the_file_is_read_too(both: Book, listed: List) -> None:
    line = LINE._replace(start="2023/6/1", end="2024/5/31", value='"1,234.5"', unit="")
    found = plan(both, listed(line))
    assert found.cells[0].new == Fact(1_234_500)
    assert key_of(found).period == Period.span(date(2023, 6, 1), date(2024, 5, 31))


@pytest.mark.parametrize(
    ("change", "code", "cell", "says"),
    [
        ({"council": "zenrosai"}, "import.line_council", "A2", "「zenrosai」という会議体はありません"),
        ({"indicator": "nothing"}, "import.line_indicator", "B2", "「nothing」の項目はありません"),
        ({"measure": "達成"}, "import.line_measure", "C2", "「達成」という区分はありません"),
        ({"variant": "移管を除く"}, "import.line_variant", "D2", "集めていません"),
        ({"period_kind": "month"}, "import.line_period_kind", "E2", "「month」という期間の種類はありません"),
        ({"start": "2023-13-01"}, "import.line_start", "F2", "日付として読めません"),
        ({"end": "2023-05-31"}, "import.line_end", "G2", "始めの日より前"),
        ({"period_kind": "as_of"}, "import.line_end", "G2", "時点"),
        ({"version": "1"}, "import.line_version", "H2", "実績には版がありません"),
        ({"version": "初"}, "import.line_version", "H2", "版の番号"),
        ({"role": "ours"}, "import.line_role", "I2", "「ours」という数字の種類はありません"),
        ({"axis1": "area"}, "import.line_axis", "J2", "「area」という分類はありません"),
        ({"member1": "atlantis"}, "import.line_member", "K2", "「atlantis」の要素はありません"),
        ({"axis2": "region", "member2": "ishikari"}, "import.line_axis", "L2", "同じ分類"),
        ({"axis1": "prefecture", "member1": "ishikawa"}, "import.line_axis", "J2", "では集めていません"),
        ({"value": "1.2345"}, "number.too_fine", "N2", ""),
        ({"value": "多数"}, "number.unreadable", "N2", ""),
        ({"unit": "百万円"}, "import.line_unit", "O2", "「件」"),
        ({"status": "暫定"}, "import.line_status", "P2", "「暫定」という状態はありません"),
    ],
)
def test_a_line_that_is_no_figure_says_why(
    both: Book, listed: List, change: dict[str, str], code: str, cell: str, says: str
) -> None:
    found = plan(both, listed(LINE._replace(**change), LINE._replace(member1="shiribeshi")))
    wrong, right = found.cells
    assert (wrong.outcome, right.outcome) == (Outcome.ERROR, Outcome.ADDED)
    assert wrong.problem is not None
    assert (wrong.problem.code, wrong.address, wrong.problem.place.cell) == (code, cell, cell)
    assert wrong.problem.message.startswith("2行目：")
    assert says in wrong.problem.message
    assert found.blocking
    with pytest.raises(Refused):
        apply(both, found, backup=False)
    assert apply(both, found, skip_bad=True, backup=False).added == 1


def test_a_figure_that_stands_twice_is_not_taken(both: Book, listed: List) -> None:
    found = plan(both, listed(LINE, LINE._replace(member1="shiribeshi"), LINE._replace(value="9")))
    assert [cell.outcome for cell in found.cells] == [Outcome.ERROR, Outcome.ADDED, Outcome.ERROR]
    assert "2行目と4行目" in found.cells[0].problem.message


def test_confirmed_figures_are_not_changed_and_unchanged_ones_are_no_error(both: Book, listed: List) -> None:
    apply(both, plan(both, listed(LINE)), backup=False)
    confirming.confirm_through(both, books.councils(both)[0], FiscalYear(2023, 6), Month(2024, 5))
    rokin = LINE._replace(
        council="rokin", indicator="atm", start="2024-04-01", end="2024-09-30", axis1="", member1="", unit=""
    )
    found = plan(both, listed(LINE, LINE._replace(member1="shiribeshi"), rokin))
    assert [cell.outcome for cell in found.cells[:2]] == [Outcome.SAME, Outcome.ERROR]
    assert found.cells[1].problem.code == "period.confirmed"
    assert found.cells[1].problem.message.startswith("3行目：")


def test_a_figure_of_a_year_without_its_member_is_refused_unless_it_is_there(
    both: Book, listed: List
) -> None:
    apply(both, plan(both, listed(LINE)), backup=False)
    both_years = LINE._replace(start="2021-06-01", end="2024-05-31")
    with both.change("前の版のブック") as tx:  # as a book from before the years were looked after
        tx.execute("UPDATE member SET valid_to = 2022 WHERE code = 'ishikari'")
    found = plan(both, listed(LINE, LINE._replace(start="2022-06-01", end="2023-05-31"), both_years))
    assert [cell.outcome for cell in found.cells] == [Outcome.SAME, Outcome.ADDED, Outcome.ADDED]
    found = plan(both, listed(LINE._replace(value="5")))
    assert [cell.outcome for cell in found.cells] == [Outcome.ERROR]
    assert found.cells[0].problem.code == "import.not_valid_then"
    assert "2022年度まで" in found.cells[0].problem.message


def test_what_is_counted_from_the_register_is_left_to_it(both: Book, listed: List) -> None:
    first = plan(both, listed(LINE))
    counting.count_series(both, key_of(first).series_id, Counted("学習会", Counting.TIMES))
    found = plan(both, listed(LINE, LINE._replace(measure="目標", axis1="", member1="")))
    assert [cell.outcome for cell in found.cells] == [Outcome.NOT_TAKEN, Outcome.ADDED]
    assert [note.code for note in found.notes] == ["import.lines_left_out"]
    assert not found.blocking


def test_only_the_council_asked_for_and_without_excluded_rows(both: Book, listed: List) -> None:
    rosai, rokin = books.councils(both)
    found = plan(both, listed(LINE), ImportOptions(council_id=rokin.id))
    assert found.cells[0].outcome is Outcome.NOT_TAKEN
    found = plan(
        both, listed(LINE), ImportOptions(council_id=rosai.id, excluded_rows=frozenset({("facts", 2)}))
    )
    assert found.cells[0].outcome is Outcome.NOT_TAKEN


def test_a_value_corrected_by_hand_is_taken_and_the_file_s_own_stays_on_record(
    both: Book, listed: List
) -> None:
    wrong = listed(LINE._replace(value="12E4"))
    assert plan(both, wrong).cells[0].correctable
    found = plan(both, wrong, ImportOptions(corrections={("facts", "N2"): "124"}))
    (cell,) = found.cells
    assert (cell.outcome, cell.original, cell.corrected) == (Outcome.ADDED, "12E4", "124")
    apply(both, found, backup=False)
    fact = facts_sql.load_fact(both, key_of(found))
    assert fact is not None
    assert fact.source is not None
    assert (fact.thousandths, fact.source.original, fact.source.corrected) == (124_000, "12E4", "124")


def test_a_list_without_lines_has_nothing_to_import(both: Book, listed: List) -> None:
    found = plan(both, listed())
    assert [note.code for note in found.notes] == ["import.no_figures"]
    assert found.blocking


def test_a_line_without_a_status_leaves_that_of_the_book_alone(both: Book, listed: List) -> None:
    first = plan(both, listed(LINE._replace(status="速報")))
    apply(both, first, backup=False)
    key = key_of(first)

    def imported(value: str, status: str) -> tuple[int | None, Status]:
        apply(
            both,
            plan(both, listed(LINE._replace(value=value, status=status), name=f"{value}.csv")),
            backup=False,
        )
        fact = facts_sql.load_fact(both, key)
        assert fact is not None
        return fact.thousandths, fact.status

    assert imported("161", "") == (161_000, Status.PRELIMINARY)
    assert imported("162", "確定") == (162_000, Status.FINAL)
