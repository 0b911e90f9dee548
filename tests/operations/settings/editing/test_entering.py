"""Settings typed in the window: in names, cell by cell, each edit one step or refused where it was typed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.series import Council
from kyosai_desktop.domain.table import CellState, RowKind, Table
from kyosai_desktop.operations import books, tables
from kyosai_desktop.operations.settings.editing import entering, forms, indicators
from kyosai_desktop.operations.settings.editing.revise import rows_of
from kyosai_desktop.operations.settings.editing.sheet_table import Part, part_table
from kyosai_desktop.store.book import Book

BLOCKS = forms.columns_part("rosai.blocks", "ブロック別 達成状況")
BLOCK_ROWS = forms.rows_part("rosai.blocks", "ブロック別 達成状況")


def rosai(book: Book) -> Council:
    return books.councils(book)[0]


def all_parts(book: Book) -> list[Part]:
    found: list[Part] = []
    for council in books.councils(book):
        found += [indicators.indicators_part(council), indicators.constants_part(council)]
        for form in tables.forms(book, council):
            found += [forms.rows_part(form.code, form.title), forms.columns_part(form.code, form.title)]
    return found


def table(book: Book, part: Part) -> Table:
    return part_table(rows_of(book), part)


def at(shown: Table, row: int, header: str, text: str) -> TypedCell:
    return TypedCell(row, [column.label for column in shown.columns].index(header), text)


def texts(book: Book, part: Part, header: str) -> list[str]:
    shown = table(book, part)
    column = [each.label for each in shown.columns].index(header)
    return [
        line[column].text.strip()
        for row, line in zip(shown.rows, shown.cells, strict=True)
        if row.kind is not RowKind.NEW
    ]


def row_named(book: Book, part: Part, name: str) -> int:
    return texts(book, part, "名称").index(name)


def enter(book: Book, part: Part, row: int, typed: Mapping[str, str]) -> Applied | Problem:
    shown = table(book, part)
    return entering.enter(book, part, [at(shown, row, header, text) for header, text in typed.items()])


def test_everything_that_ships_is_shown_in_words_that_mean_the_same(both: Book) -> None:
    steps = len(both.history(9))
    for part in all_parts(both):
        shown = table(both, part)
        cells = [
            TypedCell(row, column, cell.text)
            for row, line in enumerate(shown.cells)
            for column, cell in enumerate(line)
        ]
        assert entering.enter(both, part, cells) == Applied(0)
    assert len(both.history(9)) == steps


def test_no_code_is_shown(both: Book) -> None:
    codes = {row["コード"] for sheet in ("項目", "要素", "分類") for row in rows_of(both)[sheet]}
    names = {row["名称"] for sheet in ("項目", "要素", "分類") for row in rows_of(both)[sheet]}
    for part in all_parts(both):
        shown = {cell.text for line in table(both, part).cells for cell in line}
        assert not shown & (codes - names)


def test_a_name_another_name_and_a_code_mean_the_same(both: Book) -> None:
    form = forms.rows_part(forms.add_form(both, rosai(both)), "新しい様式")
    for typed in ("檜山", "桧山", "hiyama"):
        place = entering.add_row(both, form, {"種類": "要素"})
        assert isinstance(enter(both, form, place, {"要素": typed}), Applied)
        assert texts(both, form, "要素")[place] == "檜山"


def test_an_unknown_name_is_refused_at_its_cell(both: Book) -> None:
    steps = len(both.history(9))
    refused = enter(both, BLOCK_ROWS, 0, {"要素": "どこにもない"})
    assert isinstance(refused, Problem)
    assert refused.code == "settings.unknown_name"
    assert refused.place.text() == "様式「ブロック別 達成状況」の行／1行目／要素"
    assert len(both.history(9)) == steps


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("達成率(実績, 0)", "formula.zero_division"),
        ("実績 ÷ （目標 － 目標）", "formula.zero_division"),
        ("実績 ÷", "formula.unreadable"),
        ("実績 ÷ 見込み", "formula.unknown_name"),
    ],
)
def test_a_column_that_could_never_be_computed_is_refused(both: Book, formula: str, code: str) -> None:
    last = len(texts(both, BLOCKS, "計算式")) - 1
    refused = enter(both, BLOCKS, last, {"計算式": formula})
    assert isinstance(refused, Problem)
    assert (refused.code, refused.place.column) == (code, "計算式")


def test_a_formula_in_place_of_a_figure_needs_one_cell(both: Book) -> None:
    place = entering.add_row(both, BLOCKS, {"区分": "実績", "表示": "見込み"})
    assert enter(both, BLOCKS, place, {"計算式": "実績 × 2"}) == Applied(1)
    assert (texts(both, BLOCKS, "区分")[place], texts(both, BLOCKS, "計算式")[place]) == ("", "実績 × 2")
    assert enter(both, BLOCKS, place, {"区分": "目標"}) == Applied(1)
    assert (texts(both, BLOCKS, "区分")[place], texts(both, BLOCKS, "計算式")[place]) == ("目標", "")


def test_a_row_begins_with_any_cell(both: Book) -> None:
    code = forms.add_form(both, rosai(both))
    for sheet, header, text in (
        (forms.rows_part(code, "x"), "項目", "火災共済"),
        (forms.rows_part(code, "x"), "要素", "檜山"),
        (forms.rows_part(code, "x"), "表示", "参考"),
        (forms.columns_part(code, "x"), "表示", "見込み"),
        (forms.columns_part(code, "x"), "計算式", "実績 － 目標"),
        (indicators.indicators_part(rosai(both)), "名称", "新しい共済"),
        (indicators.series_part(rosai(both), "fire", "火災共済"), "別枠", "移管を含む"),
    ):
        count = len(texts(both, sheet, table(both, sheet).columns[0].label))
        outcome = enter(both, sheet, count, {header: text})
        assert isinstance(outcome, Applied), outcome
        assert texts(both, sheet, header)[count] == text


def test_what_means_nothing_for_a_kind_of_row_is_closed_and_emptied(both: Book) -> None:
    code = forms.add_form(both, rosai(both))
    part = forms.rows_part(code, "x")
    shown = table(both, part)
    column = [each.label for each in shown.columns].index("項目")
    assert shown.cells[0][column].state is CellState.LABEL
    assert isinstance(enter(both, part, 0, {"種類": "項目"}), Applied)
    assert texts(both, part, "項目")[0] == "全共済"
    assert texts(both, part, "分類")[0] == "－"


def test_a_block_from_excel_becomes_rows_in_one_step(both: Book) -> None:
    part = indicators.indicators_part(rosai(both))
    shown, count = table(both, part), len(texts(both, part, "名称"))
    lines = [
        ("ペット保険", "", "件", ""),
        ("旅行保険", "", "件", ""),
        ("新保険計", "", "件", "ペット保険 ＋ 旅行保険"),
    ]
    cells = [TypedCell(count + i, j, text) for i, line in enumerate(lines) for j, text in enumerate(line)]
    steps = len(both.history(50))
    assert isinstance(entering.enter(both, part, cells), Applied)
    assert texts(both, part, "名称")[count:] == ["ペット保険", "旅行保険", "新保険計"]
    assert len(both.history(50)) == steps + 1
    both.undo()
    assert table(both, part) == shown


def test_a_renamed_indicator_keeps_its_formulas(both: Book) -> None:
    part = indicators.indicators_part(rosai(both))
    assert isinstance(enter(both, part, row_named(both, part, "継続"), {"名称": "更新（自賠責）"}), Applied)
    formulas = texts(both, part, "計算式")
    assert formulas[row_named(both, part, "未継続")] == "継続データ － 「更新（自賠責）」 － 指定工入庫"
    both.undo()
    assert texts(both, part, "計算式")[row_named(both, part, "未継続")] == "継続データ － 継続 － 指定工入庫"


def test_a_renamed_column_keeps_its_formulas(both: Book) -> None:
    place = texts(both, BLOCKS, "表示").index("目標")
    before = texts(both, BLOCKS, "計算式")
    assert isinstance(enter(both, BLOCKS, place, {"表示": "年間目標"}), Applied)
    assert texts(both, BLOCKS, "計算式") == [text.replace("目標", "年間目標") for text in before]
    assert before != texts(both, BLOCKS, "計算式")


@pytest.mark.parametrize(
    ("name", "formula", "code"),
    [
        ("未継続", "継続率 ＋ 未継続", "formula.circular"),
        ("継続データ", "未継続 ＋ 継続", "formula.circular"),
        ("未継続", "継続データ ÷ 0", "formula.zero_division"),
        ("未継続", "継続データ ÷ 無い項目", "formula.unknown_name"),
    ],
)
def test_an_indicator_that_could_never_be_computed_is_refused(
    both: Book, name: str, formula: str, code: str
) -> None:
    part = indicators.indicators_part(rosai(both))
    refused = enter(both, part, row_named(both, part, name), {"計算式": formula})
    assert isinstance(refused, Problem)
    assert (refused.code, refused.place.column) == (code, "計算式")


def test_a_constant_that_would_be_divided_by_cannot_become_0(both: Book) -> None:
    constants = indicators.constants_part(rosai(both))
    part = indicators.indicators_part(rosai(both))
    name = "初回ログイン1件の寄付"
    place = row_named(both, part, "初回ログインによる寄付")
    assert isinstance(enter(both, part, place, {"計算式": f"初回ログイン ÷ {name}"}), Applied)
    refused = enter(both, constants, row_named(both, constants, name), {"値": "0"})
    assert isinstance(refused, Problem)
    assert refused.code == "formula.zero_division"
    assert refused.place.text() == f"項目／{place + 1}行目／計算式"


def test_an_indicator_moves_with_what_is_below_it_and_under_another(both: Book) -> None:
    part = indicators.indicators_part(rosai(both))
    before = texts(both, part, "名称")
    car = before.index("自動車総合補償")
    place = entering.move_row(both, part, car, -1)
    names = texts(both, part, "名称")
    assert names[place] == "自動車総合補償"
    assert names.index("自賠責共済（継続）") < names.index("生命系共済")
    assert isinstance(enter(both, part, place, {"上位": "住まいる共済"}), Applied)
    shown = table(both, part)
    assert shown.cells[row_named(both, part, "マイカー共済")][0].text == "　　　マイカー共済"
    refused = enter(both, part, row_named(both, part, "住まいる共済"), {"上位": "マイカー共済"})
    assert isinstance(refused, Problem)
    assert refused.code == "settings.own_parent"


def test_an_added_indicator_is_kept_like_the_one_above(both: Book) -> None:
    part = indicators.indicators_part(rosai(both))
    place = entering.add_row(both, part, {"名称": "団体生命"}, after=row_named(both, part, "長期共済"))
    row = part.rows(rows_of(both))[place]
    assert row["上位"] == "life"
    kept = indicators.series_part(rosai(both), row["コード"], "団体生命")
    assert texts(both, kept, "区分") == ["目標", "実績"]
    entering.remove_rows(both, part, [place])
    assert "団体生命" not in texts(both, part, "名称")
    assert kept.rows(rows_of(both)) == []


def test_what_forms_or_formulas_use_is_not_taken_out(both: Book) -> None:
    part = indicators.indicators_part(rosai(both))
    for name in ("火災共済", "指定工入庫", "生命系共済"):
        with pytest.raises(Refused) as refused:
            entering.remove_rows(both, part, [row_named(both, part, name)])
        assert refused.value.problems[0].code == "settings.in_use"
        assert name in refused.value.problems[0].message


def test_a_series_is_counted_from_the_register_and_typed_again(both: Book) -> None:
    part = indicators.series_part(rosai(both), "fire", "火災共済")
    shown = texts(both, part, "区分")
    target, result = shown.index("目標"), shown.index("実績")
    assert texts(both, part, "数え方")[target] == "－"
    kinds = [column.label for column in table(both, part).columns].index("数える種類")
    assert "学習会" in table(both, part).cells[result][kinds].choices
    refused = enter(both, part, result, {"数える種類": "街頭宣伝"})
    assert isinstance(refused, Problem)
    assert (refused.code, refused.place.column) == ("settings.unknown_kind", "数える種類")
    assert enter(both, part, result, {"数える種類": "学習会"}) == Applied(1)
    assert texts(both, part, "数え方")[result] == "回数"
    assert enter(both, part, result, {"数え方": "人数"}) == Applied(1)
    assert texts(both, part, "数える種類")[result] == "学習会"
    assert enter(both, part, result, {"数え方": ""}) == Applied(1)
    assert texts(both, part, "数える種類")[result] == ""


def test_an_indicator_like_one_that_is_counted_is_typed(both: Book) -> None:
    council = rosai(both)
    part = indicators.indicators_part(council)
    fire = row_named(both, part, "火災共済")
    enter(both, indicators.series_part(council, "fire", "火災共済"), 1, {"数え方": "回数"})
    entering.add_row(both, part, {"名称": "地震共済"}, after=fire)
    rows = [row for row in rows_of(both)["系列"] if row["会議体"] == council.code]
    assert [row["項目"] for row in rows if row["数え方"]] == [
        "fire",
        "new-organisations",
        "study-times",
        "study-persons",
    ]
