"""Making books from the window: for which councils, from a 設定ブック, and one's own instead of the sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from kyosai_desktop.operations import books
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.workbook import save_settings_book
from kyosai_desktop.ui import theme
from kyosai_desktop.ui.program import Program

if TYPE_CHECKING:
    from conftest import Office

NAMES = {"both": ["労済", "ろうきん"], "rosai": ["労済"], "rokin": ["ろうきん"]}


def councils(program: Program) -> list[str]:
    assert program.session is not None
    return [each.short_name for each in program.session.read(books.councils)]


def told(program: Program) -> str:
    notice = program.window.info_bar.notice
    assert notice is not None
    return notice.message


class TestChoiceOfCouncils:
    @pytest.mark.parametrize("preset", NAMES)
    @pytest.mark.parametrize("way", ["empty", "sample"])
    def test_the_book_has_the_councils_that_were_chosen(
        self, make_program: Callable[[], Program], preset: str, way: str, qtbot: QtBot
    ) -> None:
        program = make_program()
        welcome = program.window.welcome
        qtbot.mouseClick(welcome.presets.buttons[preset], Qt.MouseButton.LeftButton)
        getattr(welcome, way).click()
        assert councils(program) == NAMES[preset]
        assert program.window.header.sample.isVisibleTo(program.window) == (way == "sample")

    @pytest.mark.parametrize("preset", NAMES)
    def test_the_menu_offers_the_same(self, office: Office, tmp_path: Path, preset: str) -> None:
        action = next(
            each for each in office.program.window.commands.new_books.actions() if each.data() == preset
        )
        office.dialogs.targets.append(tmp_path / "新しい.kyosai")
        action.trigger()
        assert councils(office.program) == NAMES[preset]

    @pytest.mark.parametrize("percent", [100, 150])
    def test_the_welcome_page_fits(
        self, make_program: Callable[[], Program], qapp: QApplication, qtbot: QtBot, percent: int
    ) -> None:
        window = make_program().window
        window.resize(1366, 768)
        window.show()
        theme.apply(qapp, theme.Appearance.LIGHT, percent)
        try:
            qtbot.wait(30)
            assert (window.width(), window.height()) == (1366, 768)
            shown = [each for each in window.welcome.findChildren(QLabel) if each.isVisible()]
            assert [
                each.text()
                for each in shown
                if each.wordWrap() and each.heightForWidth(each.width()) > each.height() + 1
            ] == []
            pressed = [each for each in window.welcome.findChildren(QAbstractButton) if each.isVisible()]
            assert len(pressed) == 7
            assert all(each.sizeHint().width() <= each.width() + 1 for each in pressed)
        finally:
            theme.apply(qapp, theme.Appearance.LIGHT, 100)


class TestFromSettings:
    @pytest.fixture
    def workbook(self, tmp_path: Path) -> Path:
        book = books.create(tmp_path / "ほか.kyosai", "rokin")
        save_settings_book(stored_settings(book), tmp_path / "設定.xlsx")
        book.close()
        return tmp_path / "設定.xlsx"

    def test_a_settings_book_sets_up_the_new_book(
        self, make_program: Callable[[], Program], workbook: Path, qtbot: QtBot
    ) -> None:
        program = make_program()
        program.dialogs.files.append([workbook])
        program.window.welcome.settings.click()
        qtbot.waitUntil(lambda: program.session is not None, timeout=20_000)
        assert councils(program) == ["ろうきん"]
        assert "新しいブック「共済デスク」" in told(program)

    def test_another_workbook_is_told(
        self, make_program: Callable[[], Program], tmp_path: Path, qtbot: QtBot
    ) -> None:
        other = tmp_path / "ちがう.xlsx"
        other.write_bytes(b"PK")
        program = make_program()
        program.dialogs.files.append([other])
        program.window.welcome.settings.click()
        qtbot.waitUntil(lambda: program.window.info_bar.notice is not None, timeout=20_000)
        assert program.session is None
        assert "ちがう.xlsx" in told(program)

    def test_giving_up_leaves_everything(self, make_program: Callable[[], Program]) -> None:
        program = make_program()
        program.window.welcome.settings.click()
        assert program.session is None and not program.jobs.busy


class TestSample:
    def test_one_press_begins_an_own_book_and_leaves_the_sample(self, office: Office, qtbot: QtBot) -> None:
        header, was = office.program.window.header, office.book.read_bytes()
        assert header.sample.isVisible() and header.sample.text() == "見本"
        qtbot.mouseClick(header.own_book, Qt.MouseButton.LeftButton)
        session = office.program.session
        assert session is not None
        assert session.path == office.book.parent / "共済デスク.kyosai"
        assert councils(office.program) == ["労済", "ろうきん"]
        assert not header.sample.isVisible() and not header.own_book.isVisible()
        assert session.read(lambda book: book.query("SELECT count(*) FROM fact")) == [(0,)]
        assert "「事務局」は閉じました" in told(office.program)
        assert office.book.exists() and len(office.book.read_bytes()) == len(was)
        [again, *_] = office.program.window.info_bar.buttons()
        again.click()
        assert header.sample.isVisible()
