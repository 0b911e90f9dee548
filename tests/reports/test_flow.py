"""Papers as files: pages, properties, fonts, and the same bytes twice."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
import zlib
from datetime import datetime, timedelta, timezone

import pypdfium2
import pytest

from kyosai_desktop.reports import house_style as house
from kyosai_desktop.reports.document import Heading, NewPage, Prose
from kyosai_desktop.reports.flow import pdf_bytes


def _everything(tables):
    return tables.paper(
        Heading("Ⅲ. 2024年度 活動方針について"),
        Heading("2. 重点共済及び目標設定について", 1),
        Prose("　目標8,435件に対し7,676件、達成率91.0%となりました。" * 8),
        tables.achievement(),
        tables.texts(("議長", "𠮷田　花子", "長")),
        tables.blocks(),
        tables.unions(90),
    )


def test_the_same_content_gives_the_same_bytes(tables) -> None:
    document = _everything(tables)

    assert pdf_bytes(document) == pdf_bytes(_everything(tables))


def test_another_figure_gives_another_id(tables) -> None:
    def ids(document):
        return re.findall(rb"/ID\s*\[(.*?)\]", pdf_bytes(document), re.DOTALL)

    one, other = tables.achievement(), tables.unions(3)
    assert ids(tables.paper(one)) != ids(tables.paper(other))


def test_every_font_is_embedded_and_ours(read, tables) -> None:
    pdf = read(_everything(tables))
    names = set()
    for page in range(len(pdf)):
        for thing in pdf.pdf[page].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            font = thing.get_font()
            assert font.is_embedded
            names.add(font.get_base_name())
    families = {name.split("+")[-1].split("-")[0] for name in names}

    assert families <= {"BIZUDGothic", "BIZUDMincho", "NotoSansJP"}
    assert "NotoSansJP" in families
    assert b"Helvetica" not in pdf.content
    # every font object has its descriptor, every descriptor its file
    parts = (rb"/Subtype /TrueType", rb"/FontFile2 ", rb"/FontDescriptor \d+ 0 R")
    fonts, files, descriptors = (len(re.findall(part, pdf.content)) for part in parts)
    assert fonts == files == descriptors


def test_the_file_says_what_it_is(read, tables) -> None:
    pdf = read(tables.paper(tables.achievement())).pdf

    assert pdf.get_metadata_value("Title") == "2023年度 達成状況"
    assert pdf.get_metadata_value("Author") == "北海道労済運動推進会議"
    assert pdf.get_metadata_value("CreationDate") == "D:20240613143200"
    assert [mark.get_title() for mark in pdf.get_toc()] == ["2023年度 達成状況", "重点共済 達成状況"]


def test_a_time_with_its_zone_is_kept(read, tables) -> None:
    moment = datetime(2024, 6, 13, 14, 32, tzinfo=timezone(timedelta(hours=9)))
    document = dataclasses.replace(tables.paper(tables.achievement()), created=moment)

    assert read(document).pdf.get_metadata_value("CreationDate") == "D:20240613143200+09'00'"


def test_every_page_has_council_title_number_and_time(read, tables) -> None:
    pdf = read(_everything(tables))
    count = len(pdf)

    assert count >= 4
    for page in range(count):
        text = pdf.text(page)
        for running in (
            "北海道労済運動推進会議",
            "2023年度 達成状況",
            f"{page + 1}／{count}",
            "2024年6月13日 14:32 更新",
        ):
            assert running in text


def test_pages_lie_only_for_the_table_that_needs_it(read, tables) -> None:
    pdf = read(_everything(tables)).pdf
    lying = [width > height for width, height in map(pdf.get_page_size, range(len(pdf)))]

    assert lying.count(True) == 1
    assert not lying[0]


def test_a_heading_stays_with_its_table(read, tables) -> None:
    for count in range(20, 40):
        headings = (Heading("資料1"), Heading("資料1-①", 1))
        parts = (Prose("\n".join(["行"] * count)), *headings, tables.achievement())
        pdf = read(tables.paper(*parts))
        page = next(page for page in range(len(pdf)) if "資料1-①" in pdf.text(page))
        assert "新規加入実績" in pdf.text(page)
        assert "資料1\n" in pdf.text(page)


def test_a_table_that_fits_a_page_is_not_torn(read, tables) -> None:
    for count in (10, 20, 30, 35):
        pdf = read(tables.paper(Prose("\n".join(["行"] * count)), tables.unions(20)))
        assert sum("こくみん共済" in pdf.text(page) for page in range(len(pdf))) == 1


def test_prose_fills_its_lines_to_the_margin(read, tables) -> None:
    text = (
        "　各ブロック推進会議、産別・協力団体一丸となり、目標8,435件に対し7,676件、達成率91.0%となりました。"
    )
    pdf = read(tables.paper(Prose(text * 6)))
    content = pdf.text(0)

    assert "7,676件" in content
    textpage = pdf.pdf[0].get_textpage()
    right = max(textpage.get_charbox(at, loose=True)[2] for at in range(textpage.count_chars()))
    assert right == pytest.approx(house.PORTRAIT.width - house.PORTRAIT.right, abs=house.PROSE_SIZE)


def test_a_new_page_is_a_new_page_once(read, tables) -> None:
    pdf = read(tables.paper(Prose("一"), NewPage(), NewPage(), Prose("二")))

    assert len(pdf) == 2


def test_a_paper_without_content_has_its_title(read, tables) -> None:
    assert "2023年度 達成状況" in read(tables.paper()).text(0)


def test_the_content_streams_are_compressed(tables) -> None:
    content = pdf_bytes(tables.paper(tables.unions(40)))

    assert len(content) < 80_000
    assert zlib.crc32(content)


def test_nothing_of_reportlab_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, kyosai_desktop.reports.flow, kyosai_desktop.reports.preview, kyosai_desktop.excel.export;"
        "print([m for m in ('reportlab', 'pypdfium2', 'xlsxwriter') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)

    assert ran.stdout.strip() == "[]"
