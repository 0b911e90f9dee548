"""強化期間 typed like any list: dates as 「7/18」, figures and forms follow, and what can't stand is refused with why."""

from __future__ import annotations

from datetime import date

import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Council
from kyosai_desktop.operations import books, campaigns, confirming, editing, tables
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.campaigns import load_campaigns

FIELDS = {"区分": 0, "名称": 1, "開始": 2, "終了": 3, "前年度の期間": 4}
LANE, LABEL = "人の保障", "取り組み強化期間"


@pytest.fixture
def council(book: Book) -> Council:
    return books.councils(book)[0]


def enter(book: Book, council: Council, row: int, year: int = 2023, **texts: str) -> Applied | Problem:
    cells = [TypedCell(row, FIELDS[field], text) for field, text in texts.items()]
    return campaigns.enter_campaigns(
        book, council, year, campaigns.campaign_table(book, council, year), cells, "入力"
    )


def added(book: Book, council: Council, start: str, end: str, year: int = 2023, label: str = LABEL) -> None:
    row = len(load_campaigns(book, council.id, year))
    done = enter(book, council, row, year, 区分=LANE, 名称=label, 開始=start, 終了=end)
    assert isinstance(done, Applied), done


def days(book: Book, council: Council, year: int = 2023) -> list[tuple[date | None, date | None]]:
    return [(each.start, each.end) for each in load_campaigns(book, council.id, year)]


def type_figure(book: Book, council: Council, text: str) -> None:
    seen = Viewpoint(council, FiscalYear(2023, 6), Month(2024, 5))
    done = editing.enter(book, "rosai.campaign.bases", seen, [TypedCell(0, 1, text)], "入力")
    assert isinstance(done, Applied), done


def first_figure(book: Book, council: Council) -> str:
    seen = Viewpoint(council, FiscalYear(2023, 6), Month(2024, 5))
    return tables.table(book, "rosai.campaign.bases", seen).cells[0][1].text


class TestTyping:
    def test_a_campaign_is_added_in_one_step_with_the_years_of_the_fiscal_year(
        self, book: Book, council: Council
    ) -> None:
        steps = len(book.history())
        added(book, council, "２/１", "4月")
        assert days(book, council) == [(date(2024, 2, 1), date(2024, 4, 30))]
        table = campaigns.campaign_table(book, council, 2023)
        assert [cell.text for cell in table.cells[0]] == [
            LANE, LABEL, "2024年2月1日(木)", "2024年4月30日(火)", "",
        ]  # fmt: skip
        assert len(book.history()) == steps + 1
        assert book.undo_label() == "強化期間：入力"
        book.undo()
        assert days(book, council) == []

    def test_it_may_be_made_cell_by_cell(self, book: Book, council: Council) -> None:
        for field, text in (("名称", "春のCP"), ("開始", "3/1"), ("終了", "3/20"), ("区分", "車の補償")):
            assert enter(book, council, 0, **{field: text}) == Applied(1)
        [made] = load_campaigns(book, council.id, 2023)
        assert (made.name, made.period is not None) == ("車の補償／春のCP", True)

    def test_last_years_days_stand_beside(self, book: Book, council: Council) -> None:
        added(book, council, "8/1", "9/22", 2022)
        added(book, council, "7/18", "9/15")
        assert campaigns.campaign_table(book, council, 2023).cells[0][-1].text == "8/1～9/22"
        refused = enter(book, council, 0, 前年度の期間="8/2～9/22")
        assert isinstance(refused, Problem) and refused.code == "cell.computed"

    def test_what_is_shown_typed_again_changes_nothing(self, book: Book, council: Council) -> None:
        added(book, council, "7/18", "9/15")
        steps, table = len(book.history()), campaigns.campaign_table(book, council, 2023)
        cells = [TypedCell(0, at, cell.text) for at, cell in enumerate(table.cells[0])]
        assert campaigns.enter_campaigns(
            book, council, 2023, campaigns.campaign_table(book, council, 2023), cells, "貼り付け"
        ) == Applied(0)
        assert len(book.history()) == steps

    @pytest.mark.parametrize(
        ("texts", "code"),
        [
            ({"終了": "7/1"}, "campaign.reversed"),
            ({"開始": "7月末"}, "campaign.vague"),
            ({"開始": "通年"}, "campaign.vague"),
            ({"開始": "2/30"}, "date.no_such_day"),
        ],
    )
    def test_what_cant_be_is_refused_whole(
        self, book: Book, council: Council, texts: dict[str, str], code: str
    ) -> None:
        added(book, council, "7/18", "9/15")
        before = days(book, council)
        refused = enter(book, council, 0, **texts)
        assert isinstance(refused, Problem)
        assert refused.code.split(".")[0] == code.split(".")[0]
        assert days(book, council) == before

    def test_two_of_one_name_are_refused(self, book: Book, council: Council) -> None:
        added(book, council, "7/18", "9/15")
        refused = enter(book, council, 1, 区分=LANE, 名称=LABEL)
        assert isinstance(refused, Problem) and refused.code == "campaign.twice"

    def test_a_day_outside_the_year_is_kept_and_told(self, book: Book, council: Council) -> None:
        done = enter(book, council, 0, 名称="春", 開始="2023/5/20", 終了="6/10")
        assert isinstance(done, Applied) and done.note
        assert days(book, council) == [(date(2023, 5, 20), date(2023, 6, 10))]


class TestWhatHangsOnIt:
    def test_its_figures_move_with_its_days_in_the_same_step(self, book: Book, council: Council) -> None:
        added(book, council, "7/18", "9/15")
        type_figure(book, council, "126")
        done = enter(book, council, 0, 終了="9/20")
        assert isinstance(done, Applied) and "7/18～9/20の数にしました" in done.note
        assert first_figure(book, council) == "126"
        book.undo()
        assert (days(book, council)[0][1], first_figure(book, council)) == (date(2023, 9, 15), "126")

    def test_figures_of_a_month_stay_where_they_are(self, book: Book, council: Council) -> None:
        added(book, council, "6月", "7月")
        type_figure(book, council, "126")
        assert enter(book, council, 0, 終了="8月") == Applied(1)
        assert first_figure(book, council) == ""
        assert book.query("SELECT start, end FROM fact") == [("2023-06-01", "2023-07-31")]

    def test_they_are_never_laid_over_other_figures(self, book: Book, council: Council) -> None:
        added(book, council, "7/18", "9/15")
        type_figure(book, council, "126")
        for end in ("", "9/20"):
            start = "" if not end else "7/18"
            if end:
                added(book, council, start, end, label="ほかの期間")
                book.query("SELECT 1")
                with book.change("別の数") as tx:
                    tx.execute(
                        "INSERT INTO fact SELECT series_id, start, '2023-09-20', period_kind, version, role, 99, 0,"
                        " thousandths, status, note, step_id, import_id, sheet, cell, original FROM fact"
                    )
            refused = enter(book, council, 0, 終了=end)
            assert isinstance(refused, Problem) and refused.code == "campaign.has_figures"
            assert "1件" in refused.message and "強化期間 拠点別" in refused.next_step
        assert first_figure(book, council) == "126"

    def test_a_confirmed_month_keeps_its_days(self, book: Book, council: Council) -> None:
        added(book, council, "7/18", "9/15")
        type_figure(book, council, "126")
        confirming.confirm_through(book, council, FiscalYear(2023, 6), Month(2023, 9))
        refused = enter(book, council, 0, 終了="9/20")
        assert isinstance(refused, Problem) and refused.code == "period.confirmed"

    def test_forms_follow_a_new_name(self, book: Book, council: Council) -> None:
        added(book, council, "7/18", "9/15")
        type_figure(book, council, "126")
        assert enter(book, council, 0, 名称="夏の強化期間") == Applied(1)
        assert first_figure(book, council) == "126"
        assert tables.load_form(book, "rosai.campaign").columns[0].campaign == f"{LANE}／夏の強化期間"

    def test_a_name_that_another_year_has_stays_in_the_forms_and_is_told(
        self, book: Book, council: Council
    ) -> None:
        added(book, council, "8/1", "9/22", 2022)
        added(book, council, "7/18", "9/15")
        done = enter(book, council, 0, 名称="夏の強化期間")
        assert isinstance(done, Applied) and "「強化期間 前年比較」" in done.note
        assert tables.load_form(book, "rosai.campaign").columns[0].campaign == f"{LANE}／{LABEL}"

    def test_it_is_removed_unless_figures_hang_on_it(self, book: Book, council: Council) -> None:
        added(book, council, "7/18", "9/15")
        [made] = load_campaigns(book, council.id, 2023)
        type_figure(book, council, "126")
        refused = campaigns.remove_campaigns(book, council, 2023, [made.id])
        assert isinstance(refused, Problem) and refused.code == "campaign.has_figures"
        assert "1件" in refused.message
        type_figure(book, council, "")
        assert campaigns.remove_campaigns(book, council, 2023, [made.id]) == Applied(1)
        assert book.undo_label() == "強化期間を1件削除"
        book.undo()
        assert len(days(book, council)) == 1
