"""強化期間 前年比較: this year's campaign beside last year's with other dates, in real books."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyosai_desktop.domain.activity import Activity
from kyosai_desktop.domain.campaign import Campaign
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Period
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.domain.table import CellState, Table
from kyosai_desktop.operations import books, editing, papers, tables
from kyosai_desktop.operations.provenance import story_of
from kyosai_desktop.operations.sample.fill import fill
from kyosai_desktop.operations.settings.checked import read_settings
from kyosai_desktop.operations.settings.editing.forms import columns_part
from kyosai_desktop.operations.settings.editing.part_of_book import table_of_part
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.write import settings_rows
from kyosai_desktop.reports.preview import page_text
from kyosai_desktop.store.activities import delete_activities, write_activities
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.campaigns import delete_campaigns, insert_campaigns

NOW = datetime(2024, 6, 13, 9, 30, tzinfo=UTC)
OURS, LAST = (date(2023, 7, 18), date(2023, 9, 15)), (date(2022, 8, 1), date(2022, 9, 22))
LANE, LABEL = "人の保障", "取り組み強化期間"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    made = books.create(tmp_path_factory.mktemp("見本") / "見本.kyosai", "both", user="山田")
    fill(made)
    yield made
    made.close()


@pytest.fixture
def two_years(book: Book) -> Book:
    """The preset with the campaign of two years, and no figures."""
    put(book, (2023, *OURS), (2022, *LAST))
    return book


def put(book: Book, *campaigns: tuple[int, date, date]) -> None:
    """The council's campaigns are these alone."""
    council = books.councils(book)[0]
    with book.change("強化期間") as tx:
        delete_campaigns(tx, (id for (id,) in book.query("SELECT id FROM campaign")))
        insert_campaigns(
            tx,
            [
                Campaign(at, council.id, year, LANE, LABEL, start, end)
                for at, (year, start, end) in enumerate(campaigns, 1)
            ],
        )


def seen(book: Book, year: int = 2023) -> Viewpoint:
    return Viewpoint(books.councils(book)[0], FiscalYear(year, 6), Month(year + 1, 5))


def lines(table: Table) -> dict[str, list[str]]:
    return {row.name: [cell.text for cell in line] for row, line in zip(table.rows, table.cells, strict=True)}


def type_in(book: Book, year: int, row: str, **texts: str) -> Applied:
    """Type into 強化期間 拠点別: target, result (of こくみん共済)."""
    table = tables.table(book, "rosai.campaign.bases", seen(book, year))
    columns = {column.key: at for at, column in enumerate(table.columns)}
    at = next(at for at, each in enumerate(table.rows) if each.name == row)
    cells = [TypedCell(at, columns[f"kokumin.{key}"], text) for key, text in texts.items()]
    done = editing.enter(book, "rosai.campaign.bases", seen(book, year), cells, "入力")
    assert isinstance(done, Applied), done
    return done


class TestTyping:
    def test_figures_typed_for_two_campaigns_are_compared(self, two_years: Book) -> None:
        type_in(two_years, 2022, "札幌支所", result="110")
        type_in(two_years, 2023, "札幌支所", target="140", result="126.4")
        table = tables.table(two_years, "rosai.campaign.bases", seen(two_years))
        assert [column.path for column in table.columns[:6]] == [
            *(f"こくみん共済／2023年度／7/18～9/15／{word}" for word in ("目標", "実績", "差異", "達成率")),
            "こくみん共済／2022年度／8/1～9/22／実績",
            "こくみん共済／前年同期比",
        ]
        assert lines(table)["札幌支所"][:6] == ["140", "126", "▲14", "90.3", "110", "16"]

    def test_they_are_kept_for_the_days_of_the_campaign_and_nowhere_else(self, two_years: Book) -> None:
        type_in(two_years, 2023, "札幌支所", target="140", result="126")
        kept = two_years.query("SELECT DISTINCT start, end FROM fact")
        assert kept == [("2023-07-18", "2023-09-15")]
        blocks = lines(tables.table(two_years, "rosai.blocks", seen(two_years)))
        assert set(blocks["石狩"][:2]) == {""}
        two_years.undo()
        assert two_years.query("SELECT count(*) FROM fact") == [(0,)]

    def test_a_month_that_was_confirmed_locks_the_campaign_that_ends_in_it(self, two_years: Book) -> None:
        from kyosai_desktop.operations.confirming import confirm_through

        council = books.councils(two_years)[0]
        confirm_through(two_years, council, FiscalYear(2023, 6), Month(2023, 9))
        table = tables.table(two_years, "rosai.campaign.bases", seen(two_years))
        assert [cell.state for cell in table.cells[0][:2]] == [CellState.ENTRY, CellState.LOCKED]

    def test_a_cell_tells_its_story(self, two_years: Book) -> None:
        type_in(two_years, 2023, "札幌支所", result="126")
        form = tables.load_form(two_years, "rosai.campaign.bases")
        story = story_of(two_years, form, seen(two_years), (0, 1))
        assert story.key is not None
        assert story.key.period == Period.span(*OURS)
        assert story.fact is not None and story.fact.thousandths == 126_000


def test_the_paper_of_the_sample_prints_both_years(sample: Book) -> None:
    paper = papers.find_paper(sample, "強化期間 前年比較")
    assert (paper.id, paper.years) == ("rosai.campaign", (2022, 2023)), "2024 has no figures yet"
    content = papers.content(sample, paper.id, seen(sample), NOW)
    assert lines(content.tables[0]) == {
        "こくみん共済（件）": ["448", "430", "▲18", "96.0", "380", "50"],
        "長期共済（件）": ["168", "160", "▲8", "95.2", "173", "▲13"],
        "生命系共済 計（件）": ["616", "590", "▲26", "95.8", "553", "37"],
        "学習会（回）": ["－", "4", "－", "－", "2", "2"],
        "学習会の参加者（名）": ["－", "116", "－", "－", "55", "61"],
        "新規登録団体（団体）": ["－", "1", "－", "－", "", ""],
    }
    text = page_text(papers.pdf_bytes(content), 0)
    for words in ("2023年度 強化期間 前年比較", "7/18～9/15", "8/1～9/22", "前年同期比", "▲13"):
        assert words in text


def test_a_book_without_the_campaign_says_so(book: Book) -> None:
    table = tables.table(book, "rosai.campaign", seen(book))
    assert [note.partition("に")[0] for note in table.notes if "がない" in note] == ["2023年度", "2022年度"]
    assert papers.find_paper(book, "rosai.campaign").years == ()


DAYS = st.integers(0, 364)
ENTRIES = st.lists(st.tuples(st.sampled_from((2022, 2023)), DAYS, st.integers(0, 50)), max_size=12)
BOUNDS = st.tuples(DAYS, DAYS).map(sorted)


def test_the_register_is_counted_by_the_days_of_each_campaign(tmp_path: Path) -> None:
    """Whatever the dates of the two years, a count is that of the entries within, and the difference is exact."""
    book = books.create(tmp_path / "事務局.kyosai", "rosai")
    council = books.councils(book)[0]

    @settings(max_examples=25, deadline=None)
    @given(ENTRIES, BOUNDS, BOUNDS)
    def check(entries: list[tuple[int, int, int]], ours: list[int], last: list[int]) -> None:
        bounds = {year: [_day(year, at) for at in days] for year, days in ((2023, ours), (2022, last))}
        put(book, *((year, first, until) for year, (first, until) in bounds.items()))
        with book.change("活動記録") as tx:
            delete_activities(tx, range(100))
            write_activities(
                tx,
                [
                    Activity(at, council.id, year, "学習会", "", 0, "", _day(year, day), _day(year, day), persons)
                    for at, (year, day, persons) in enumerate(entries, 1)
                ],
            )  # fmt: skip
        line = lines(tables.table(book, "rosai.campaign", seen(book)))["学習会の参加者（名）"]
        expected: dict[int, int | None] = {}
        for year, (first, until) in bounds.items():
            known = [(_day(year, day), persons) for of, day, persons in entries if of == year]
            begun = any(day <= until for day, _ in known)
            expected[year] = sum(n for day, n in known if first <= day <= until) if begun else None
        now, before = expected[2023], expected[2022]
        assert line[1] == ("" if now is None else f"{now:,}")
        assert line[4] == ("" if before is None else f"{before:,}")
        if now is not None and before is not None:
            assert line[5] == f"{now - before:,}".replace("-", "▲")

    check()
    book.close()


def _day(year: int, at: int) -> date:
    return date(year, 6, 1) + timedelta(days=at)


class TestSettings:
    def test_the_name_of_a_campaign_goes_through_the_workbook(self, book: Book) -> None:
        stored = stored_settings(book)
        again = read_settings(settings_rows(stored))
        form = next(form for form in again.forms if form.code == "rosai.campaign")
        assert form == next(each for each in stored.forms if each.code == form.code)
        assert form.columns[0].campaign == f"{LANE}／{LABEL}"

    def test_a_campaign_without_a_name_is_told_at_its_cell(self, book: Book) -> None:
        from dataclasses import replace

        rows = settings_rows(stored_settings(book), "設定.xlsx")
        at = next(at for at, row in enumerate(rows["様式の列"]) if row["期間"].startswith("強化期間:"))
        row = rows["様式の列"][at]
        rows["様式の列"][at] = replace(row, values={**row.values, "期間": "強化期間:　"})
        with pytest.raises(Refused) as refused:
            read_settings(rows)
        assert refused.value.problems[0].code == "settings.campaign"

    def test_the_form_editor_offers_the_campaigns_of_the_council(self, two_years: Book) -> None:
        table = table_of_part(two_years, columns_part("rosai.blocks", "ブロック別"))
        at = next(at for at, column in enumerate(table.columns) if column.label == "期間")
        assert {line[at].choices[-1] for line in table.cells} == {f"強化期間:{LANE}／{LABEL}"}
        other = table_of_part(two_years, columns_part("rokin.atm", "ATM"))
        assert not any("強化期間" in word for line in other.cells for cell in line for word in cell.choices)
