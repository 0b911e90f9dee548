"""A new book that a 設定ブック of another office sets up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.operations import books
from kyosai_desktop.operations.settings.new_book import create_from_settings
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.workbook import SettingsBook, save_settings_book
from kyosai_desktop.operations.settings.write import settings_rows
from kyosai_desktop.store.book import Book

ReadBook = Callable[[Path], SettingsBook]


@pytest.fixture
def written(both: Book, read_book: ReadBook, tmp_path: Path) -> SettingsBook:
    path = tmp_path / "設定.xlsx"
    save_settings_book(stored_settings(both), path)
    return read_book(path)


def test_it_has_the_settings_of_the_other_book_and_no_way_back(
    written: SettingsBook, both: Book, tmp_path: Path
) -> None:
    made = create_from_settings(tmp_path / "新しい.kyosai", written)
    assert settings_rows(stored_settings(made)) == settings_rows(stored_settings(both))
    assert made.undo_label() is None
    assert not books.is_sample(made)
    made.close()


def test_without_a_council_there_is_no_book(written: SettingsBook, tmp_path: Path) -> None:
    path = tmp_path / "新しい.kyosai"
    with pytest.raises(Refused) as refused:
        create_from_settings(path, replace(written, sheets={}))
    assert refused.value.problems[0].code == "settings.no_council"
    assert not path.exists()


def test_a_mistake_leaves_no_book(written: SettingsBook, tmp_path: Path) -> None:
    path = tmp_path / "新しい.kyosai"
    first, *others = written.sheets["項目"]
    wrong = replace(first, values={**first.values, "会議体": "ない会議体"})
    with pytest.raises(Refused):
        create_from_settings(path, replace(written, sheets={**written.sheets, "項目": [wrong, *others]}))
    assert not path.exists()
