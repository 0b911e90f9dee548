"""Tables on paper, read back by text and position."""

from __future__ import annotations

import dataclasses

import pytest

from kyosai_desktop.domain.table import Column, ColumnKind, Row, RowKind, Table
from kyosai_desktop.reports import house_style as house
from kyosai_desktop.reports.table_layout import lay_out
from kyosai_desktop.reports.table_pieces import pieces


def test_every_figure_of_the_achievement_paper_can_be_read_back(read, tables) -> None:
    text = read(tables.paper(tables.achievement())).text(0)

    for line in (
        "こくみん共済 1,150 746 64.9",
        "800 822 102.8",
        "1,950 1,568 80.4",
        "1,000 1,091 109.1",
        "1,900 1,779 93.6",
        "1,535 1,368 89.1",
        "3,435 3,147 91.6",
        "1,250 1,146 91.7",
        "800 723 90.4",
    ):
        assert line in text.replace("\n", " ")
    for piece in ("8,435", "7,675", "91.0", "※公表 7,676", "全共済 計"):
        assert piece in text
    for piece in ("（単位：件）", "2024年5月31日現在", "達成率", "（％）"):
        assert piece in text
    assert "※自賠責共済は、新規と継続を合わせて数えています。" in text
    assert "※公表：" in text


def test_the_digits_of_a_column_end_at_one_edge(read, tables) -> None:
    pdf = read(tables.paper(tables.achievement()))

    for column in (
        ("1,150", "1,950", "3,435", "8,435"),
        ("746", "1,568", "7,675"),
        ("64.9", "102.8", "91.0"),
    ):
        edges = [pdf.find(0, text)[-1 if text == "1,150" else 0].right for text in column]
        assert max(edges) - min(edges) < 0.1, column


def test_the_whole_table_stands_between_the_margins(read, tables) -> None:
    pdf = read(tables.paper(tables.blocks()))
    sheet = house.LANDSCAPE

    for text in ("支店", "こくみん共済", "自然災害共済", "全道計"):
        for found in pdf.find(0, text):
            assert sheet.left <= found.left < found.right <= sheet.width - sheet.right
            assert sheet.bottom <= found.bottom < found.top <= sheet.height


def test_a_wide_table_lies_on_one_sheet(read, tables) -> None:
    pdf = read(tables.paper(tables.blocks()))

    assert pdf.pdf.get_page_size(0) == pytest.approx((house.LANDSCAPE.width, house.LANDSCAPE.height), abs=0.1)
    assert len(pdf) == 1
    layout = lay_out(tables.blocks())
    assert layout.lying
    assert layout.size >= house.TABLE_SMALLEST


def test_a_table_still_wider_is_cut_between_products_and_repeats_its_labels(read, tables) -> None:
    rows = (Row(("道央支店", "石狩")), Row(("道央支店", "後志")))
    wide = tables.products_table(rows, ("支店", "ブロック"), products=7)
    wide = dataclasses.replace(
        wide,
        columns=wide.columns * 2,
        cells=tuple(line * 2 for line in wide.cells),
    )
    layout = lay_out(wide)
    pdf = read(tables.paper(wide))
    everything = "".join(pdf.text(page) for page in range(len(pdf)))

    assert len(layout.bands) > 1
    assert layout.size >= house.TABLE_SMALLEST
    for band in layout.bands[:-1]:
        assert wide.columns[band.columns[-1]].label == "達成率"
    assert everything.count("石狩") == len(layout.bands)
    assert [at for band in layout.bands for at in band.columns] == list(range(56))
    across = [len(band.columns) for band in layout.bands]
    assert max(across) - min(across) <= 4, "no sheet is left nearly empty"


def test_forty_six_unions_are_set_closer_to_stay_on_one_page(read, tables) -> None:
    assert len(read(tables.paper(tables.unions(46)))) == 1


def test_a_long_table_repeats_its_header_and_says_that_it_goes_on(read, tables) -> None:
    pdf = read(tables.paper(tables.unions(120)))
    count = len(pdf)

    assert count == 4 or count == 3
    for page in range(count):
        text = pdf.text(page)
        for repeated in (
            "産別",
            "こくみん共済",
            "長期共済",
            "目標",
            "達成率",
            "2024年5月31日現在",
            "（単位：件）",
        ):
            assert repeated in text
        assert ("（続き）" in text) == (page > 0)
        assert f"{page + 1}／{count}" in text
    together = "\n".join(pdf.text(page) for page in range(count))
    assert all(f"第{at}産別労働組合" in together for at in range(1, 121))
    tops = {round(pdf.find(page, "目標")[0].top, 1) for page in range(1, count)}
    assert len(tops) == 1


@pytest.mark.parametrize("count", range(28, 60))
def test_a_total_never_begins_a_page(tables, count: int) -> None:
    layout = lay_out(tables.unions(count))

    for room in (200.0, 400.0, 500.0):
        cut = pieces(layout, room=room, page=house.PORTRAIT.body_height, titled=True)
        assert cut[0].first == 0
        assert cut[-1].last == len(layout.lines)
        for piece in cut:
            assert layout.kind(piece.first) is RowKind.ITEM
        for piece in cut[1:]:
            assert piece.height <= house.PORTRAIT.body_height
        assert cut[0].height <= room
        assert [piece.first for piece in cut[1:]] == [piece.last for piece in cut[:-1]]


def test_a_repeated_label_is_printed_once_on_each_page(read, tables) -> None:
    rows = tuple(Row(("道央支店", f"第{at}ブロック")) for at in range(1, 71))
    pdf = read(tables.paper(tables.products_table(rows, ("支店", "ブロック"), products=1)))

    assert len(pdf) == 2
    assert [pdf.text(page).count("道央支店") for page in range(2)] == [1, 1]


def test_a_long_text_wraps_inside_its_column_and_keeps_its_row_whole(read, tables) -> None:
    long = "事業推進部 組織・居住域担当部長（兼務：札幌支所・小樽支所の事務取扱）" * 3
    pdf = read(tables.paper(tables.texts(("議長", "山田　太郎", "長"), ("幹事", "𠮷田　花子", long))))
    text = pdf.text(0)

    assert long.replace(" ", "") in text.replace("\n", "").replace("\r", "").replace(" ", "")
    assert "𠮷田" in text
    left = pdf.find(0, "役職名")[0]
    for found in pdf.find(0, "事務取扱"):
        assert found.right <= house.PORTRAIT.width - house.PORTRAIT.right
        assert found.top < left.bottom


def test_a_text_longer_than_a_page_goes_on_over_pages(read, tables) -> None:
    pdf = read(tables.paper(tables.texts(("議長", "山田　太郎", "長い役職名" * 3000))))

    assert len(pdf) > 1
    together = "".join(pdf.text(page) for page in range(len(pdf))).replace("\n", "").replace("\r", "")
    # the count says that nothing is lost and nothing is printed twice
    assert together.count("長") + 0 >= 3000
    assert together.count("山田　太郎") == 1
    for page in range(len(pdf)):
        for found in pdf.find(page, "役職名")[-1:]:
            assert found.bottom >= house.PORTRAIT.bottom - 1


HOSTILE = (
    *("<b>太字</b>", "&amp; <para>", "=cmd|' /C calc'!A0", "())\\", "x" * 300),
    *("会議😀", "半分\ud800", "零\x00号", "\u202e逆"),
)


def test_hostile_texts_are_drawn_as_they_are(read, tables) -> None:
    text = read(tables.paper(tables.texts(*((one, one, one) for one in HOSTILE)), title="<b>&\ud800題")).text(
        0
    )

    for shown in (
        "<b>太字</b>",
        "&amp; <para>",
        "=cmd|' /C calc'!A0",
        "会議〓",
        "半分",
        "零号",
        "逆",
        "())\\",
    ):
        assert shown.replace(" ", "") in text.replace("\n", "").replace(" ", "")


def test_an_empty_table_is_a_header(read, tables) -> None:
    empty = Table("rosai.none", "新規登録団体", ("団体",), (Column("産別", kind=ColumnKind.TEXT),), (), ())
    text = read(tables.paper(empty)).text(0)

    assert "新規登録団体" in text
    assert "産別" in text


def test_a_table_without_label_columns_or_columns_is_drawn(read, tables) -> None:
    bare = Table("a", "件数", (), (Column("件数"),), (Row(()),), ((tables.number(5),),))
    labels = Table("b", "名簿", ("団体",), (), (Row(("自治労",)),), ((),))

    assert "5" in read(tables.paper(bare)).text(0)
    assert "自治労" in read(tables.paper(labels)).text(0)


def test_rows_not_made_yet_are_not_printed(read, tables) -> None:
    table = tables.texts(("議長", "山田　太郎", "長"), ("ここに入力", "", ""))
    table = dataclasses.replace(table, rows=(table.rows[0], Row(("2",), RowKind.NEW)))

    assert "ここに入力" not in read(tables.paper(table)).text(0)


def test_a_heading_row_reaches_over_the_table_and_stays_with_the_next(tables) -> None:
    rows = tuple(
        Row((f"第{at}会議",), RowKind.HEADING if at % 10 == 0 else RowKind.ITEM) for at in range(1, 120)
    )
    layout = lay_out(tables.products_table(rows, ("会議",), products=1))

    for piece in pieces(layout, room=500, page=house.PORTRAIT.body_height, titled=True):
        assert layout.kind(piece.last - 1) is not RowKind.HEADING


def test_a_label_of_a_column_stays_on_one_line_where_there_is_room(tables) -> None:
    narrow = tables.products_table((Row(("道央支店", "石狩")),), ("支店", "ブロック"), products=1)
    labels = ("年間目標", "前年同期実績", "前年同期比", "達成率")
    named = dataclasses.replace(
        narrow,
        columns=tuple(
            dataclasses.replace(column, label=label)
            for column, label in zip(narrow.columns, labels, strict=True)
        ),
    )
    (band,) = lay_out(named).bands
    assert all(len(lines) == 1 for _, lines in band.header)


def test_names_and_their_readings_are_not_broken(read, tables) -> None:
    line = (
        "事務局次長",
        "わたなべ さぶろう",
        "事業推進部 組織・居住域担当部長（兼務：札幌支所・小樽支所の事務取扱）",
    )
    roster = tables.texts(line, line, labels=("役職", "ふりがな", "役職名"))

    assert "わたなべ さぶろう" in read(tables.paper(roster)).text(0)


def test_a_title_that_the_paper_already_says_is_not_repeated(read, tables) -> None:
    roster = tables.texts(("議長", "山田　太郎", "長"))

    assert read(tables.paper(roster, title="2024年度 役員体制")).text(0).count("役員体制") == 1
    assert (
        read(tables.paper(roster, tables.achievement(), title="2024年度 役員体制")).text(0).count("役員体制")
        == 2
    )
