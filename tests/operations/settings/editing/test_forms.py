"""A form made in the window: added, shaped, copied, previewed with real figures, saved as a 設定ブック, taken out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.table import CellState
from kyosai_desktop.excel.reader import WorkbookReader
from kyosai_desktop.operations import books, sample, tables
from kyosai_desktop.operations.settings.changes import plan
from kyosai_desktop.operations.settings.editing import entering, forms
from kyosai_desktop.operations.settings.editing.indicators import look_at
from kyosai_desktop.operations.settings.editing.revise import rows_of
from kyosai_desktop.operations.settings.editing.sheet_table import part_table
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.workbook import read_settings_book, write_settings_book
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.opening import open_book


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("見本") / "見本.kyosai"
    sample.create(path, user="山田").close()
    return path


@pytest.fixture
def filled(template: Path, tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "事務局.kyosai"
    path.write_bytes(template.read_bytes())
    made = open_book(path, user="佐藤")
    yield made
    made.close()


def view(book: Book) -> Viewpoint:
    council = books.councils(book)[0]
    year = FiscalYear(2023, council.start_month)
    return Viewpoint(council, year, year.months()[-1])


def titles(book: Book) -> list[str]:
    return [form.title for form in tables.forms(book, books.councils(book)[0])]


def test_a_new_form_is_a_whole_table_at_once(filled: Book) -> None:
    council = books.councils(filled)[0]
    code = forms.add_form(filled, council)
    shown = forms.preview(filled, code, view(filled))
    assert [column.label for column in shown.columns] == ["目標", "実績", "達成率"]
    assert len(shown.rows) == 18 + 1  # the blocks and 合計
    assert shown.cells[-1][1].text
    assert {cell.state for line in shown.cells for cell in line} == {CellState.COMPUTED}
    second = forms.add_form(filled, council)
    assert titles(filled)[-2:] == ["新しい様式", "新しい様式2"]
    forms.delete_form(filled, second)
    filled.undo()
    assert titles(filled)[-1] == "新しい様式2"


def test_the_preview_follows_every_edit(filled: Book) -> None:
    code = forms.add_form(filled, books.councils(filled)[0])
    columns, rows = forms.columns_part(code, "x"), forms.rows_part(code, "x")
    place = entering.add_row(filled, columns, {"表示": "残り", "計算式": "目標 － 実績"}, after=1)
    assert place == 2
    listed = [column.label for column in forms.preview(filled, code, view(filled)).columns]
    assert listed == ["目標", "実績", "残り", "達成率"]
    entering.move_row(filled, columns, 2, 1)
    entering.remove_rows(filled, rows, [1])
    shown = forms.preview(filled, code, view(filled))
    assert [column.label for column in shown.columns] == ["目標", "実績", "達成率", "残り"]
    assert len(shown.rows) == 18


def test_a_column_that_others_use_is_not_taken_out(filled: Book) -> None:
    columns = forms.columns_part("rosai.blocks", "x")
    with pytest.raises(Refused) as refused:
        entering.remove_rows(filled, columns, [0])
    assert refused.value.problems[0].code == "formula.unknown_name"


def test_a_copy_lives_its_own_life_beside_the_preset(filled: Book) -> None:
    before = forms.preview(filled, "rosai.blocks", view(filled))
    code = forms.duplicate_form(filled, "rosai.blocks", "ブロック別（支部長会議用）")
    assert forms.preview(filled, code, view(filled)).cells == before.cells
    assert titles(filled).index("ブロック別（支部長会議用）") == titles(filled).index(before.title) + 1
    entering.remove_rows(filled, forms.rows_part(code, "x"), [0])
    assert forms.preview(filled, "rosai.blocks", view(filled)) == before
    for title, problem in (("", "form.title_empty"), (before.title, "form.title_taken")):
        with pytest.raises(Refused) as refused:
            forms.duplicate_form(filled, code, title)
        assert refused.value.problems[0].code == problem


def test_a_preset_is_deleted_and_comes_back(filled: Book) -> None:
    before = stored_settings(filled).forms
    forms.delete_form(filled, "rosai.blocks")
    assert "ブロック別 達成状況" not in titles(filled)
    filled.undo()
    assert stored_settings(filled).forms == before


def test_title_unit_and_notes_are_typed(filled: Book) -> None:
    shown = forms.properties_table(rows_of(filled), "rosai.blocks")
    places = {row.name: at for at, row in enumerate(shown.rows)}
    new_note = max(at for name, at in places.items() if name.startswith("注記"))
    outcome = forms.enter_properties(
        filled,
        "rosai.blocks",
        [
            TypedCell(places["題名"], 0, "ブロック別の到達"),
            TypedCell(places["行に並べる分類"], 0, "地域"),
            TypedCell(places["項目の繰り返し"], 0, "火災共済=火災；自然災害共済"),
            TypedCell(new_note, 0, "月末の数です。"),
        ],
    )
    assert isinstance(outcome, Applied), outcome
    table = forms.preview(filled, "rosai.blocks", view(filled))
    assert (table.title, table.notes[-1]) == ("ブロック別の到達", "月末の数です。")
    assert list(dict.fromkeys(column.groups[0] for column in table.columns)) == ["火災", "自然災害共済"]
    refused = forms.enter_properties(filled, "rosai.blocks", [TypedCell(places["題名"], 0, "年間目標")])
    assert isinstance(refused, Applied)  # a title of the other council
    refused = forms.enter_properties(
        filled, "rosai.blocks", [TypedCell(places["項目の繰り返し"], 0, "無い共済")]
    )
    assert isinstance(refused, Problem)
    assert refused.place.text() == "年間目標／項目の繰り返し"


def test_what_the_window_made_is_saved_and_loaded(filled: Book, tmp_path: Path) -> None:
    council = books.councils(filled)[0]
    code = forms.add_form(filled, council)
    entering.add_row(filled, forms.columns_part(code, "x"), {"表示": "残り", "計算式": "目標 － 実績"})
    path = tmp_path / "設定.xlsx"
    with path.open("wb") as file:
        write_settings_book(stored_settings(filled), file)
    empty = books.create(tmp_path / "空.kyosai", "empty")
    with WorkbookReader() as reader:
        loaded = read_settings_book(reader.read(path))
    assert plan(filled, loaded).changes == ()
    assert any(form.code == code for form in plan(empty, loaded).after.forms)
    empty.close()


def test_an_indicator_is_looked_at_with_what_it_is_computed_from(filled: Book) -> None:
    shown = look_at(filled, view(filled), "renewal-rate")
    assert shown is not None
    assert [row.name for row in shown.rows] == ["継続", "指定工入庫", "継続データ", "案内不能", "継続率"]
    total = look_at(filled, view(filled), "all")
    assert total is not None
    assert [column.label for column in total.columns] == ["目標", "実績"]
    targets = [line[0].value for line in total.cells]
    assert None not in targets
    assert targets[-1] == sum(value for value in targets[:-1] if isinstance(value, Fraction))


def test_forms_move_among_those_of_their_council(filled: Book) -> None:
    before = titles(filled)
    forms.move_form(filled, "rosai.blocks", -1)
    at = before.index("ブロック別 達成状況")
    assert titles(filled)[at - 1] == "ブロック別 達成状況"
    assert part_table(rows_of(filled), forms.rows_part("rosai.blocks", "x")).rows
    filled.undo()
    assert titles(filled) == before
