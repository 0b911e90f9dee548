"""活動記録: typed like any table, and the figures of forms that are counted from it."""

from __future__ import annotations

import pytest

from kyosai_desktop.domain.activity import Counted, Counting
from kyosai_desktop.domain.compute.explain import How
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import (
    Form,
    FormColumn,
    FormRow,
    PeriodName,
    Purpose,
    RowsOf,
    Stub,
    Viewpoint,
)
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Council, Indicator, Keeping, Measure, Series
from kyosai_desktop.domain.table import CellState, Missing, Table
from kyosai_desktop.operations import activities, books, confirming, counting, editing, organisations, tables
from kyosai_desktop.operations.provenance import story_of
from kyosai_desktop.store import catalogue as catalogue_sql
from kyosai_desktop.store import forms as forms_sql
from kyosai_desktop.store.book import Book

FIELDS = {"日付": 0, "種類": 1, "団体": 2, "人数": 3, "備考": 4, "名簿の団体": 5}
STUDY, PERSONS, ORGANISATIONS = 9_001, 9_002, 9_003
FORM = "rosai.study"
MAY = Month(2024, 5)


@pytest.fixture
def council(book: Book) -> Council:
    return books.councils(book)[0]


def typed(book: Book, council: Council, *rows: tuple[str, str, str, str]) -> Applied | Problem:
    """Rows of 日付, 種類, 団体, 人数 pasted below what is there."""
    table = activities.activity_table(book, council, 2023)
    first = sum(1 for row in table.rows if row.labels[0])
    cells = [
        TypedCell(first + at, column, text) for at, row in enumerate(rows) for column, text in enumerate(row)
    ]
    return activities.enter_activities(
        book, council, 2023, activities.activity_table(book, council, 2023), cells, "貼り付け"
    )


def shown(table: Table, column: str) -> list[str]:
    return [
        line[FIELDS[column]].text for row, line in zip(table.rows, table.cells, strict=True) if row.labels[0]
    ]


def union_of(book: Book, council: Council) -> tuple[int, list[str]]:
    """The axis with 46 unions, and their names."""
    axes = catalogue_sql.load_catalogue(book).axes
    axis = next(
        axes[at] for at in catalogue_sql.axes_of_council(book, council.id) if axes[at].code == "union"
    )
    return axis.id, [axis[member].name for member in axis.children()]


def counted_form(book: Book, council: Council, how: Counting = Counting.TIMES) -> None:
    """An indicator 「学習会」 that is counted from the register, and a form by union that shows it."""
    axis_id, _ = union_of(book, council)
    with book.change("項目") as tx:
        catalogue_sql.insert_indicator(tx, Indicator(STUDY, council.id, "study", "学習会", "回"))
        catalogue_sql.insert_series(
            tx,
            Series(
                STUDY + 10,
                council.id,
                STUDY,
                Measure.RESULT,
                "",
                Keeping.CUMULATIVE,
                breakdowns=((), (axis_id,)),
                counted=Counted("学習会", how),
            ),
        )
        forms_sql.insert_form(
            tx,
            Form(
                STUDY,
                FORM,
                council.id,
                "学習会の開催",
                Purpose.RESULTS,
                (Stub("産別"),),
                (
                    FormRow(RowsOf.MEMBERS, axis_id, member_kind="産別"),
                    FormRow(RowsOf.TOTAL, axis_id, label="計"),
                ),
                (
                    FormColumn(
                        "累計", "total", indicator_id=STUDY, measure=Measure.RESULT,
                        period=PeriodName.TO_MONTH, entry=True,
                    ),
                    FormColumn(
                        "当月", "month", indicator_id=STUDY, measure=Measure.RESULT,
                        period=PeriodName.MONTH, entry=True,
                    ),
                ),
                breakdown=(axis_id,),
                unit="回",
            ),
        )  # fmt: skip


def counts(book: Book, council: Council, through: Month = MAY) -> dict[str, list[str]]:
    table = tables.table(book, FORM, Viewpoint(council, FiscalYear(2023, 6), through))
    return {row.name: [cell.text for cell in line] for row, line in zip(table.rows, table.cells, strict=True)}


class TestRegister:
    def test_pasted_rows_become_entries_in_time_and_one_step(self, book: Book, council: Council) -> None:
        steps = len(book.history())
        done = typed(
            book, council, ("12/19", "学習会", "自治労", "25名"), ("2024/1/10", "協定", "友の会", ""),
            ("７/３", "学習会", "自治労", "１２"),
        )  # fmt: skip
        assert done == Applied(11)
        table = activities.activity_table(book, council, 2023)
        assert shown(table, "日付") == ["2023年7月3日(月)", "2023年12月19日(火)", "2024年1月10日(水)"]
        assert shown(table, "人数") == ["12", "25", ""]
        assert table.notes == ("学習会　2回、37名、1団体", "協定　1回、1団体")
        assert len(book.history()) == steps + 1
        book.undo()
        assert shown(activities.activity_table(book, council, 2023), "日付") == []

    def test_a_name_is_matched_to_its_member_however_it_is_spelled(
        self, book: Book, council: Council
    ) -> None:
        _, names = union_of(book, council)
        typed(book, council, ("7/3", "学習会", f" {names[0]}　※1", ""), ("7/4", "学習会", "町内会", ""))
        table = activities.activity_table(book, council, 2023)
        assert shown(table, "名簿の団体") == [names[0], "名簿にない団体"]
        assert shown(table, "団体") == [f"{names[0]}　※1", "町内会"]

    def test_a_name_that_was_passed_on_is_the_heirs_from_then(self, book: Book, council: Council) -> None:
        axis = catalogue_sql.load_catalogue(book).axes[union_of(book, council)[0]]
        organisations.merge_from(book, axis, "hokkyoso", "jichiro", 2023)
        typed(book, council, ("7/3", "学習会", "北教組", ""))
        assert shown(activities.activity_table(book, council, 2023), "名簿の団体") == ["自治労"]
        activities.enter_activities(
            book,
            council,
            2022,
            activities.activity_table(book, council, 2022),
            [TypedCell(0, 2, "北教組")],
            "入力",
        )
        assert shown(activities.activity_table(book, council, 2022), "名簿の団体") == ["北教組"]

    def test_clearing_and_correcting(self, book: Book, council: Council) -> None:
        typed(book, council, ("7/3", "学習会", "町内会", "8"))
        cells = [TypedCell(0, 0, ""), TypedCell(0, 3, "")]
        assert activities.enter_activities(
            book, council, 2023, activities.activity_table(book, council, 2023), cells, "消去"
        ) == Applied(2)
        table = activities.activity_table(book, council, 2023)
        assert (shown(table, "日付"), shown(table, "人数")) == ([""], [""])
        assert activities.enter_activities(
            book, council, 2023, activities.activity_table(book, council, 2023), [TypedCell(0, 0, "")], "消去"
        ) == Applied(0)

    @pytest.mark.parametrize(
        ("text", "column", "code"),
        [("3.5", "人数", "persons.unreadable"), ("▲3", "人数", "persons.unreadable"),
         ("3件", "人数", "persons.unreadable"), ("－", "人数", "persons.unreadable"), ("2/30", "日付", None)],
    )  # fmt: skip
    def test_what_cannot_be_read_changes_nothing(
        self, book: Book, council: Council, text: str, column: str, code: str | None
    ) -> None:
        steps = len(book.history())
        cells = [TypedCell(0, 1, "学習会"), TypedCell(0, FIELDS[column], text)]
        refused = activities.enter_activities(
            book, council, 2023, activities.activity_table(book, council, 2023), cells, "入力"
        )
        assert isinstance(refused, Problem)
        assert code in (None, refused.code)
        assert refused.place.column == column
        assert len(book.history()) == steps

    def test_a_day_outside_the_year_is_asked_about(self, book: Book, council: Council) -> None:
        done = typed(book, council, ("2025/7/3", "学習会", "町内会", ""))
        assert isinstance(done, Applied)
        assert "2023年度" in done.note

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("7/3", "2023年7月3日(月)"),
            ("7/3 14:00", "2023年7月3日(月) 14:00"),
            ("2024年1月10日(水)", "2024年1月10日(水)"),
            ("7月上旬", "7月上旬"),
        ],
    )
    def test_a_day_is_shown_with_its_year_and_weekday(
        self, book: Book, council: Council, text: str, said: str
    ) -> None:
        typed(book, council, (text, "学習会", "町内会", ""))
        table = activities.activity_table(book, council, 2023)
        assert shown(table, "日付") == [said]
        steps = len(book.history())
        assert activities.enter_activities(
            book,
            council,
            2023,
            activities.activity_table(book, council, 2023),
            [TypedCell(0, 0, said)],
            "入力",
        ) == Applied(0)
        again = activities.enter_activities(
            book,
            council,
            2023,
            activities.activity_table(book, council, 2023),
            [TypedCell(0, 0, "2023年7月4日(火)")],
            "入力",
        )
        assert again == Applied(1)
        assert shown(activities.activity_table(book, council, 2023), "日付") == ["2023年7月4日(火)"]
        assert len(book.history()) == steps + 1

    def test_a_kind_that_is_not_listed_is_taken_and_told_once(self, book: Book, council: Council) -> None:
        done = typed(book, council, ("7/3", "gakusyu", "町内会", ""), ("7/4", "gakusyu", "友の会", ""))
        assert done == Applied(6, "「gakusyu」は種類の一覧にありません。新しい種類として入れました。")
        assert typed(book, council, ("7/5", "gakusyu", "町内会", "")) == Applied(3)
        assert typed(book, council, ("7/6", "学習会", "町内会", "")) == Applied(3)

    def test_entries_are_removed(self, book: Book, council: Council) -> None:
        typed(book, council, ("7/3", "学習会", "町内会", "8"), ("7/4", "学習会", "町内会", "9"))
        table = activities.activity_table(book, council, 2023)
        [key] = {cell.key.row_id for cell in table.cells[0] if cell.key}
        assert activities.remove_activities(book, council, 2023, [key]) == Applied(1)
        assert shown(activities.activity_table(book, council, 2023), "人数") == ["9"]

    def test_a_confirmed_month_keeps_its_entries(self, book: Book, council: Council) -> None:
        typed(book, council, ("7/3", "学習会", "町内会", "8"))
        confirming.confirm_through(book, council, FiscalYear(2023, 6), Month(2023, 7))
        table = activities.activity_table(book, council, 2023)
        assert table.cells[0][0].state is CellState.LOCKED
        key = table.cells[0][0].key
        assert key is not None
        for refused in (
            activities.enter_activities(
                book,
                council,
                2023,
                activities.activity_table(book, council, 2023),
                [TypedCell(0, 3, "9")],
                "入力",
            ),
            typed(book, council, ("7/31", "協定", "町内会", "")),
            activities.remove_activities(book, council, 2023, [key.row_id]),
        ):
            assert isinstance(refused, Problem)
            assert refused.message == "2023年7月は確定済みのため、活動記録を変えられません。"
        assert isinstance(typed(book, council, ("8/1", "協定", "町内会", "")), Applied)


class TestCountedSeries:
    def test_a_form_shows_what_was_counted_by_member_and_period(self, book: Book, council: Council) -> None:
        counted_form(book, council)
        _, names = union_of(book, council)
        typed(
            book, council, ("7/3", "学習会", names[0], "20"), ("2024/5/2", "学習会", names[0], "5"),
            ("2024/5/9", "学習会", names[1], ""), ("2024/5/9", "協定", names[1], ""),
            ("2024/5/10", "学習会", "町内会", "3"),
        )  # fmt: skip
        found = counts(book, council)
        assert found[names[0]] == ["2", "1"]
        assert found[names[1]] == ["1", "1"]
        assert found[names[2]] == ["0", "0"]
        assert found["未配賦"] == ["1", "1"], "who is on no list is seen, not lost"
        assert found["計"] == ["4", "3"]
        assert counts(book, council, Month(2023, 12))["計"] == ["1", "0"]

    @pytest.mark.parametrize(("how", "total"), [(Counting.PERSONS, "28"), (Counting.ORGANISATIONS, "2")])
    def test_persons_and_organisations(self, book: Book, council: Council, how: Counting, total: str) -> None:
        counted_form(book, council, how)
        _, names = union_of(book, council)
        typed(
            book, council, ("7/3", "学習会", names[0], "20"), ("8/3", "学習会", names[0], "5"),
            ("9/3", "学習会", names[1], "3"),
        )  # fmt: skip
        assert counts(book, council)["計"][0] == total

    def test_it_can_neither_be_typed_nor_take_what_was_stored(self, book: Book, council: Council) -> None:
        counted_form(book, council)
        seen = Viewpoint(council, FiscalYear(2023, 6), Month(2024, 5))
        typed(book, council, ("7/3", "学習会", union_of(book, council)[1][0], ""))
        states = {cell.state for line in tables.table(book, FORM, seen).cells for cell in line}
        assert states == {CellState.COMPUTED}
        assert isinstance(editing.enter(book, FORM, seen, [TypedCell(0, 0, "99")], "入力"), Problem)

    def test_without_any_entry_it_is_unreported_and_not_zero(self, book: Book, council: Council) -> None:
        counted_form(book, council)
        seen = Viewpoint(council, FiscalYear(2023, 6), Month(2024, 5))
        missing = {cell.missing for line in tables.table(book, FORM, seen).cells for cell in line}
        assert missing == {Missing.NOT_REPORTED}

    def test_counting_begins_and_ends_as_a_step(self, book: Book, council: Council) -> None:
        counted_form(book, council)
        assert "学習会＝学習会の回数" in [each.text() for each in counting.countable(book, council)]
        assert counting.count_series(book, STUDY + 10, None) == Applied(1)
        assert counting.count_series(book, STUDY + 10, None) == Applied(0)
        seen = Viewpoint(council, FiscalYear(2023, 6), Month(2024, 5))
        assert tables.table(book, FORM, seen).cells[0][0].state is CellState.ENTRY
        assert book.undo_label() == "「学習会」を入力に戻す"
        book.undo()
        assert tables.table(book, FORM, seen).cells[0][0].state is CellState.COMPUTED

    def test_last_years_count_stays_beside(self, book: Book, council: Council) -> None:
        counted_form(book, council)
        typed(book, council, ("7/3", "学習会", "町内会", ""))
        later = Viewpoint(council, FiscalYear(2024, 6), Month(2025, 5))
        assert tables.table(book, FORM, later).cells[-1][0].missing is Missing.NOT_REPORTED

    def test_a_counted_cell_tells_what_is_counted_and_not_what_was_typed_before(
        self, book: Book, council: Council
    ) -> None:
        counted_form(book, council)
        seen = Viewpoint(council, FiscalYear(2023, 6), MAY)
        counting.count_series(book, STUDY + 10, None)
        assert editing.enter(book, FORM, seen, [TypedCell(0, 0, "7")], "入力") == Applied(1)
        counting.count_series(book, STUDY + 10, Counted("学習会", Counting.TIMES))
        typed(book, council, ("7/3", "学習会", union_of(book, council)[1][0], ""))
        told = story_of(book, tables.load_form(book, FORM), seen, (0, 0))
        assert told.explanation.cell.text == "1"
        assert (told.explanation.how, told.explanation.formula) == (How.REGISTER, "学習会の回数")
        assert (told.fact, told.written, told.changes) == (None, None, ())
