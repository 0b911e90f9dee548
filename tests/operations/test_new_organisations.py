"""新規登録団体: the list of a 議案書 follows from the register of activities and the union tree."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from kyosai_desktop.domain.compute import Slice
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Period, Role
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.series import Council, Measure
from kyosai_desktop.operations import activities, books, organisations, papers
from kyosai_desktop.operations.checking import check
from kyosai_desktop.operations.figures import load_figures
from kyosai_desktop.operations.new_organisations import new_organisation_table
from kyosai_desktop.reports.preview import page_text
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

NOW = datetime(2024, 6, 13, 9, 30, tzinfo=UTC)
YEAR = Period.span(date(2023, 6, 1), date(2024, 5, 31))


@pytest.fixture
def council(book: Book) -> Council:
    return books.councils(book)[0]


def register(book: Book, council: Council, *rows: tuple[str, str, str]) -> None:
    """Type rows of 日付, 種類, 団体 into the 活動記録 of 2023年度."""
    table = activities.activity_table(book, council, 2023)
    first = sum(1 for row in table.rows if row.labels[0])
    cells = [
        TypedCell(first + at, column, text) for at, row in enumerate(rows) for column, text in enumerate(row)
    ]
    assert isinstance(
        activities.enter_activities(
            book, council, 2023, activities.activity_table(book, council, 2023), cells, "入力"
        ),
        Applied,
    )


def listed(book: Book, council: Council, year: int = 2023) -> list[tuple[str, str]]:
    return [(line[0].text, line[1].text) for line in new_organisation_table(book, council, year).cells]


def counted(book: Book) -> int | None:
    """The year's count of the indicator 新規登録団体, in 団体."""
    catalogue = load_catalogue(book)
    indicator = next(each for each in catalogue.indicators.values() if each.name == "新規登録団体")
    series = catalogue.series_for(indicator.id, Measure.RESULT)
    assert series is not None
    wanted = Slice(series.id, YEAR, 0, Role.OWN)
    found = load_figures(book, catalogue, [wanted]).get(wanted, {}).get((0, 0))
    return None if found is None or found.thousandths is None else found.thousandths // 1000


def test_the_union_follows_from_the_tree(book: Book, council: Council) -> None:
    register(
        book,
        council,
        ("10/2", "新規登録", "ヤマト運輸労働組合 道東支部"),
        ("9/5", "新規登録", "ダイレックスユニオン"),
        ("9/6", "学習会", "自治労"),
        ("11/1", "新規登録", "自治労"),
        ("11/2", "新規登録", "みほん保育園職員組合"),
    )
    assert listed(book, council) == [
        ("ダイレックスユニオン", "UAゼンセン"),
        ("ヤマト運輸労働組合 道東支部", "運輸労連"),
        ("自治労", "自治労"),
        ("みほん保育園職員組合", ""),
    ]
    assert listed(book, council, 2024) == []


def test_an_organisation_that_registers_twice_stands_once_and_counts_once(
    book: Book, council: Council
) -> None:
    register(
        book, council, ("9/5", "新規登録", "自治労"), ("1/5", "新規登録", "自 治 労"), ("2/1", "新規登録", "")
    )
    assert listed(book, council) == [("自治労", "自治労")]
    assert new_organisation_table(book, council, 2023).notes == ("計 1団体",)
    assert counted(book) == 1


def test_an_organisation_finds_its_union_when_the_tree_learns_of_it_later(
    book: Book, council: Council
) -> None:
    register(book, council, ("9/5", "新規登録", "みほん食品労働組合"))
    assert listed(book, council) == [("みほん食品労働組合", "")]
    axis = next(each for each in load_catalogue(book).axes.values() if each.code == "union")
    food = next(member for member in axis.members if member.name == "フード連合")
    with book.change("組織に追加") as tx:
        tx.execute(
            "INSERT INTO member VALUES (7, ?, 'mihon', 'みほん食品労働組合', ?, 999, NULL, NULL)",
            (axis.id, food.id),
        )
    assert listed(book, council) == [("みほん食品労働組合", "フード連合")]
    table = activities.activity_table(book, council, 2023)
    assert table.cells[0][-1].text == "みほん食品労働組合"


def test_the_names_are_those_of_the_year(book: Book, council: Council) -> None:
    register(book, council, ("9/5", "新規登録", "ダイレックスユニオン"))
    axis = next(each for each in load_catalogue(book).axes.values() if each.code == "union")
    assert isinstance(organisations.rename_from(book, axis, "ua-zensen", 2025, "みほん同盟"), Applied)
    assert listed(book, council) == [("ダイレックスユニオン", "UAゼンセン")]


def test_a_council_that_counts_them_has_the_paper_before_the_first_entry(
    book: Book, council: Council
) -> None:
    titles = {paper.id: paper.title for paper in papers.papers(book)}
    assert titles["rosai.new-organisations"] == "新規登録団体"
    assert "rokin.new-organisations" not in titles
    rokin = books.councils(book)[1]
    register(book, rokin, ("9/5", "新規登録", "自治労"))
    assert papers.find_paper(book, "rokin.new-organisations").years == (2023,)


def test_it_is_printed_as_pdf_and_workbook(
    book: Book, rosai_2023: Viewpoint, council: Council, tmp_path: Path
) -> None:
    register(book, council, ("9/5", "新規登録", "ダイレックスユニオン"), ("10/2", "新規登録", "髙﨑労働組合"))
    content = papers.content(book, "rosai.new-organisations", rosai_2023, NOW)
    text = page_text(papers.pdf_bytes(content), 0)
    for words in (
        "2023年度 新規登録団体",
        "団体名",
        "産別",
        "ダイレックスユニオン",
        "UAゼンセン",
        "髙﨑",
        "計 2団体",
    ):
        assert words in text
    papers.write_xlsx(content, tmp_path / "新規登録団体.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "新規登録団体.xlsx").active
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
    assert {"団体名", "産別", "ダイレックスユニオン", "UAゼンセン", "髙﨑労働組合"} <= set(cells)


def test_what_a_union_did_itself_is_no_gap_in_its_breakdown(
    book: Book, rosai_2023: Viewpoint, council: Council
) -> None:
    register(book, council, ("9/5", "新規登録", "UAゼンセン"), ("9/6", "新規登録", "ダイレックスユニオン"))
    assert [finding.message for finding in check(book, rosai_2023)] == []
