"""What a 設定ブック can't carry is told when it is saved."""

from __future__ import annotations

from dataclasses import replace

from kyosai_desktop.operations.settings.round_trip import not_read_back
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.store.book import Book


def test_the_presets_lose_nothing(both: Book) -> None:
    assert not_read_back(stored_settings(both), "設定.xlsx") == []


def test_a_separator_in_a_label_is_told(both: Book) -> None:
    settings = stored_settings(both)
    form = settings.forms[0]
    stub = replace(form.stub[0], title="共済;種類")
    broken = replace(settings, forms=(replace(form, stub=(stub, *form.stub[1:])), *settings.forms[1:]))
    (problem,) = not_read_back(broken, "設定.xlsx")
    assert (problem.code, problem.place.sheet) == ("settings.separator", "様式")
    assert f"「{form.title}」" in problem.message


def test_a_formula_that_reading_refuses_is_told_at_its_row(both: Book) -> None:
    settings = stored_settings(both)
    first = replace(settings.indicators[0], formula="ない項目 ÷ 2")
    (problem,) = not_read_back(replace(settings, indicators=(first, *settings.indicators[1:])), "設定.xlsx")
    assert (problem.code, problem.place.file, problem.place.row) == (
        "formula.unknown_name",
        "設定.xlsx",
        "2行目",
    )
