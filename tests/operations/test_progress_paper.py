"""The sheet of ホーム on paper: charts and tables with the same figures."""

from __future__ import annotations

from datetime import UTC, datetime

import pypdfium2

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.operations import books, editing, papers, tables
from kyosai_desktop.store.book import Book

CREATED = datetime(2024, 6, 10, 9, 0, tzinfo=UTC)


def read(book: Book, council: int, month: Month) -> papers.PaperContent:
    found = books.councils(book)[council]
    seen = Viewpoint(found, FiscalYear.of(month.start, found.start_month), month)
    return papers.content(book, f"{found.code}.progress", seen, CREATED)


def test_charts_and_tables_say_the_same(filled: Book) -> None:
    content = read(filled, 0, Month(2024, 5))
    for chart, table in zip(content.charts, content.tables, strict=True):
        assert [bar.name for bar in chart.bars] == [row.name for row in table.rows]
        assert [bar.text.removesuffix("％") for bar in chart.bars] == [line[2].text for line in table.cells]
    items = {
        row.name: line for row, line in zip(content.tables[0].rows, content.tables[0].cells, strict=True)
    }
    assert [cell.text for cell in items["こくみん共済"]] == ["1,150", "746", "64.9", "▲35.1", "あと 404件"]
    assert items["全共済 計"][1].published == "7,676"


def test_the_difference_is_rounded_by_the_councils_rule(filled: Book) -> None:
    content = read(filled, 1, Month(2023, 9))
    assert next(line[3].text for line in content.tables[0].cells) == "8.3"
    assert len(content.charts) == 1


def test_it_prints_with_its_date(filled: Book) -> None:
    made = papers.pdf_bytes(read(filled, 0, Month(2024, 4)))
    told = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(made))
    for text in ("2023年度 進捗状況", "標準進捗率 91.7％", "2024年4月30日現在", "北海道労済運動推進会議"):
        assert text in told


def test_a_council_without_such_a_form_has_no_such_paper(filled: Book) -> None:
    listed = {paper.id: paper for paper in papers.papers(filled)}
    assert listed["rosai.progress"].years == (2022, 2023)
    assert listed["rosai.progress"].title == "進捗状況"
    assert "rokin.progress" in listed


def test_figures_of_the_first_reports_say_so_in_a_note(filled: Book) -> None:
    council, month = books.councils(filled)[0], Month(2024, 6)
    seen = Viewpoint(council, FiscalYear(2024, council.start_month), month)
    columns = tables.table(filled, "rosai.blocks", seen).columns
    column = next(at for at, each in enumerate(columns) if each.label == "実績")
    editing.enter(filled, "rosai.blocks", seen, [TypedCell(0, column, "27")], "入力")
    content = read(filled, 0, month)
    assert [table.title for table in content.tables] == ["重点共済 達成状況"]
    assert content.tables[0].notes[1:] == (
        "18ブロック中17が未報告、1が一部未報告です。実績と達成率は、報告された分だけのものです。",
        "一部未報告の1ブロック（石狩）は、順位に入れていません。",
    )
    pages = pypdfium2.PdfDocument(papers.pdf_bytes(content))
    assert "18ブロック中17が未報告" in "".join(page.get_textpage().get_text_bounded() for page in pages)
    assert len(read(filled, 0, Month(2024, 5)).tables[0].notes) == 1
