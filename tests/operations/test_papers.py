"""Papers of the sample: which there are, what they say, and that every format says the same."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.fact import Fact, FactKey, Source
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.domain.table import CellState, RowKind
from kyosai_desktop.operations import books, papers, tables
from kyosai_desktop.operations.editing import enter
from kyosai_desktop.operations.papers import PaperContent
from kyosai_desktop.operations.papers.as_json import decimal_text
from kyosai_desktop.operations.sample.fill import fill
from kyosai_desktop.reports.preview import page_sizes, page_text
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store import imports as imports_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.imports import ImportFile

NOW = datetime(2024, 6, 13, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
IMPORTED = datetime(2024, 6, 3, 1, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book of both councils with the sample, only read by the tests."""
    made = books.create(tmp_path_factory.mktemp("見本") / "見本.kyosai", "both", user="山田")
    fill(made)
    yield made
    made.close()


def read(book: Book, paper_id: str, year: int | None = None, through: Month | None = None) -> PaperContent:
    paper = papers.find_paper(book, paper_id)
    council = next(item for item in books.councils(book) if item.code == paper.council)
    viewpoint = papers.viewpoint_of_paper(book, paper, council, TODAY, year, through)
    return papers.content(book, paper_id, viewpoint, NOW)


def test_every_form_and_every_list_is_a_paper(sample: Book) -> None:
    listed = papers.papers(sample)
    forms = [info.code for council in books.councils(sample) for info in tables.forms(sample, council)]
    lists = ["progress", "roster", "meetings", "block-meetings", "new-organisations"]
    assert [paper.id for paper in listed] == [
        *(code for code in forms if code.startswith("rosai.")),
        *(f"rosai.{name}" for name in lists),
        *(code for code in forms if code.startswith("rokin.")),
        *(f"rokin.{name}" for name in lists[:3]),
    ]
    assert all(paper.id.isascii() for paper in listed)


def test_years_are_those_with_something_to_print(sample: Book) -> None:
    years = {paper.id: paper.years for paper in papers.papers(sample)}
    assert years["rosai.achievement"] == (2022, 2023), "2024 has targets alone"
    assert years["rosai.targets.blocks"] == (2022, 2023, 2024)
    assert years["rosai.roster"] == (2023, 2024)
    assert years["rosai.block-meetings"] == (2023,)
    assert years["rosai.new-organisations"] == (2022, 2023)


def test_a_book_without_figures_has_papers_without_years(book: Book) -> None:
    assert {paper.years for paper in papers.papers(book)} == {()}


def test_a_title_will_do_when_only_one_paper_has_it(sample: Book) -> None:
    assert papers.find_paper(sample, "重点共済 達成状況").id == "rosai.achievement"
    assert papers.find_paper(sample, "役員体制", "rokin").id == "rokin.roster"


def test_a_title_of_two_councils_asks_which(sample: Book) -> None:
    with pytest.raises(Refused) as refused:
        papers.find_paper(sample, "役員体制")
    (problem,) = refused.value.problems
    assert problem.code == "paper.ambiguous"
    assert "rosai.roster、rokin.roster" in problem.next_step


def test_an_unknown_paper_is_refused(sample: Book) -> None:
    with pytest.raises(Refused) as refused:
        read(sample, "rosai.nothing")
    assert refused.value.problems[0].code == "paper.unknown"


def test_the_newest_year_and_month_with_figures_are_taken(sample: Book) -> None:
    viewpoint = read(sample, "rosai.achievement").viewpoint
    assert (viewpoint.year.year, viewpoint.through) == (2023, Month(2024, 5))
    assert read(sample, "rosai.targets.blocks").viewpoint.year.year == 2024
    assert read(sample, "rokin.services").viewpoint.through == Month(2023, 9)


def test_a_month_of_another_year_is_refused(sample: Book) -> None:
    with pytest.raises(Refused) as refused:
        read(sample, "rosai.achievement", 2023, Month(2024, 6))
    assert refused.value.problems[0].code == "viewpoint.month_outside"


@pytest.mark.parametrize(
    ("paper_id", "year", "as_of"),
    [
        ("rosai.achievement", 2023, "2024年5月31日現在"),
        ("rosai.targets.blocks", 2024, "2024年6月13日現在"),
        ("rosai.roster", 2024, "2024年6月13日現在"),
        ("rosai.roster", 2023, "2024年6月13日現在"),
        ("rosai.block-meetings", 2022, "2024年6月13日現在"),
        ("rosai.targets.blocks", 2025, "2024年6月13日現在"),
    ],
)
def test_every_paper_says_as_of_when_and_a_list_is_as_of_the_day_it_is_printed(
    sample: Book, paper_id: str, year: int, as_of: str
) -> None:
    (table,) = read(sample, paper_id, year).tables
    assert table.as_of == as_of
    assert table.title.startswith(f"{year}年度")


def test_the_pdf_is_the_same_bytes_for_the_same_time(sample: Book) -> None:
    content = read(sample, "rosai.achievement")
    pdf = papers.pdf_bytes(content)
    assert pdf == papers.pdf_bytes(read(sample, "rosai.achievement"))
    text = page_text(pdf, 0)
    assert "2023年度 重点共済 達成状況" in text and "2024年5月31日現在" in text
    assert text.count("重点共済 達成状況") == 1, "the title is printed once"


def test_papers_of_the_sample_say_so_on_every_page_and_sheet(
    sample: Book, book: Book, rosai_2023, tmp_path: Path
) -> None:
    for content in (read(sample, "rosai.unions", 2023), read(sample, "rosai.progress")):
        pdf = papers.pdf_bytes(content)
        assert len(page_sizes(pdf)) > 1
        assert all("【見本】" in page_text(pdf, page) for page in range(len(page_sizes(pdf))))
        path = tmp_path / papers.file_name(content, ".xlsx")
        papers.write_paper(content, path)
        workbook = openpyxl.load_workbook(path)
        assert all("【見本】" in str(sheet["A2"].value) for sheet in workbook)
        workbook.close()

    real = papers.content(book, "rosai.achievement", rosai_2023, NOW)
    assert real.mark == ""
    assert "見本" not in page_text(papers.pdf_bytes(real), 0)


def all_contents(book: Book) -> Iterator[PaperContent]:
    for paper in papers.papers(book):
        for year in paper.years:
            yield read(book, paper.id, year)


def test_no_figure_in_the_workbook_differs_from_the_pdf(sample: Book, tmp_path: Path) -> None:
    compared = 0
    for content in all_contents(sample):
        path = tmp_path / papers.file_name(content, ".xlsx")
        papers.write_paper(content, path)
        pdf = papers.pdf_bytes(content)
        printed = "\n".join(page_text(pdf, page) for page in range(len(page_sizes(pdf)))).replace("\r", "")
        on_paper = printed.split()
        workbook = openpyxl.load_workbook(path)
        for row in workbook.active.iter_rows():
            for cell in row:
                if isinstance(cell.value, int | float):
                    decimals = 1 if "0.0" in cell.number_format else 0
                    plus = "+" if '"+"' in cell.number_format and cell.value > 0 else ""
                    sign = "▲" if cell.value < 0 else plus
                    assert f"{sign}{abs(cell.value):,.{decimals}f}" in on_paper, (
                        content.title,
                        cell.coordinate,
                    )
                    compared += 1
        workbook.close()
    assert compared > 5000


def test_the_workbook_has_every_number_of_the_table(sample: Book, tmp_path: Path) -> None:
    content = read(sample, "rosai.blocks")
    papers.write_xlsx(content, tmp_path / "a.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "a.xlsx")
    numbers = [
        cell.value
        for row in workbook.active.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    ]
    workbook.close()
    (table,) = content.tables
    assert len(numbers) == sum(isinstance(cell.value, Fraction) for line in table.cells for cell in line)


def test_the_csv_has_plain_numbers_under_one_header(sample: Book, tmp_path: Path) -> None:
    papers.write_csv(read(sample, "rosai.achievement"), tmp_path / "a.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig"))))
    assert rows[0] == ["共済", "目標", "新規加入実績", "達成率"]
    assert rows[1] == ["こくみん共済", "1150", "746", "64.9"]
    assert rows[-1] == ["全共済 計", "8435", "7675", "91.0"]


def test_the_json_has_exact_values_printed_texts_and_published_values(sample: Book, tmp_path: Path) -> None:
    papers.write_json(read(sample, "rosai.achievement"), tmp_path / "a.json")
    paper = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert (paper["title"], paper["unit"], paper["as_of"]) == (
        "2023年度 重点共済 達成状況",
        "件",
        "2024年5月31日現在",
    )
    assert [column["label"] for column in paper["columns"]] == ["目標", "新規加入実績", "達成率"]
    total = paper["cells"][-1]
    assert [(cell["value"], cell["text"]) for cell in total] == [
        ("8435", "8,435"),
        ("7675", "7,675"),
        ("91.0", "91.0"),
    ]
    assert total[1]["published"] == "7,676" and total[0]["published"] is None
    assert paper["rows"][-1] == {"key": "all", "labels": ["全共済 計"], "kind": "total"}


def test_the_json_of_an_imported_figure_says_where_it_was_read(
    book: Book, rosai_2023, tmp_path: Path
) -> None:
    enter(book, "rosai.blocks", rosai_2023, [TypedCell(0, 1, "42")], "実績を入力")
    content = papers.content(book, "rosai.blocks", rosai_2023, NOW)
    key = content.tables[0].cells[0][1].key
    assert isinstance(key, FactKey)
    with book.change("取り込み") as tx:
        facts_sql.write_fact(tx, key, Fact(43_000, source=Source(7, "実績", "B4", "４３件")))
        imports_sql.insert_import_file(tx, ImportFile(7, 0, IMPORTED, "道北支店.xlsx", "ab", 9, 1, 0, 0, 0))
    papers.write_json(papers.content(book, "rosai.blocks", rosai_2023, NOW), tmp_path / "a.json")
    cell = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["cells"][0][1]
    assert (cell["value"], cell["state"]) == ("43", CellState.ENTRY.value)
    assert cell["source"] == {
        "file": "道北支店.xlsx",
        "sheet": "実績",
        "cell": "B4",
        "text": "４３件",
        "imported_at": "2024-06-03T01:30:00+00:00",
        "user": book.user,
    }


def test_what_was_not_reported_is_no_zero_in_any_format(book: Book, rosai_2023, tmp_path: Path) -> None:
    content = papers.content(book, "rosai.achievement", rosai_2023, NOW)
    papers.write_json(content, tmp_path / "a.json")
    cell = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["cells"][0][1]
    assert (cell["value"], cell["text"], cell["missing"]) == (None, "", "未報告")
    papers.write_csv(content, tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()[1] == "こくみん共済,,,"


def test_rows_for_new_entries_are_not_printed(sample: Book) -> None:
    for paper_id in ("rosai.roster", "rosai.meetings"):
        (table,) = read(sample, paper_id).tables
        assert table.rows and all(row.kind is not RowKind.NEW for row in table.rows)


def test_another_ending_is_refused_and_nothing_is_written(sample: Book, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        papers.write_paper(read(sample, "rosai.roster"), tmp_path / "a.docx")
    assert refused.value.problems[0].code == "paper.format"
    assert list(tmp_path.iterdir()) == []


def test_a_file_name_says_what_is_in_it(sample: Book) -> None:
    assert (
        papers.file_name(read(sample, "rosai.achievement"), ".pdf") == "労済_2023年度_重点共済_達成状況.pdf"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(1234), "1234"),
        (Fraction(-1, 10), "-0.1"),
        (Fraction(2, 1000), "0.002"),
        (Fraction(0), "0"),
        (Fraction(1, 3), None),
    ],
)
def test_numbers_for_programs_are_plain_decimals(value: Fraction, text: str | None) -> None:
    assert decimal_text(value) == text


def test_a_viewpoint_without_any_figures_is_todays_month(book: Book) -> None:
    rosai = books.councils(book)[0]
    assert papers.viewpoint_in(book, rosai, date(2024, 6, 13)).through == Month(2024, 6)
    assert papers.viewpoint_in(book, rosai, TODAY, 2020).through == Month(2020, 6)


@pytest.mark.parametrize("paper_id", ["rosai.achievement", "rosai.roster", "rosai.progress"])
@pytest.mark.parametrize("suffix", [".pdf", ".xlsx"])
def test_the_same_book_gives_the_same_bytes_whenever_it_is_printed(
    book: Book, rosai_2023, tmp_path: Path, paper_id: str, suffix: str
) -> None:
    made = []
    for minute in (30, 45):
        now = NOW.replace(minute=minute)
        path = tmp_path / f"{minute}{suffix}"
        papers.write_paper(papers.content(book, paper_id, rosai_2023, now), path)
        made.append(path.read_bytes())
    assert made[0] == made[1]
    enter(book, "rosai.blocks", rosai_2023, [TypedCell(0, 1, "42")], "実績を入力")
    changed = papers.content(book, "rosai.blocks", rosai_2023, NOW)
    assert changed.created == book.events(1)[0].time
