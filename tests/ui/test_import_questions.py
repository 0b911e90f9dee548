"""取り込み, by hand: questions answered in the list that opens, rows left out, one file after another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from kyosai_desktop.operations import tables
from kyosai_desktop.operations.provenance import story_of
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.figures.story_words import origin_words
from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Office


def from_a_branch(path: Path, *rows: tuple[str, object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "実績"
    for line in (["2024年5月末 実績（累計）"], [], ["ブロック", "こくみん共済"], *rows):
        sheet.append(list(line))
    book.save(path)
    return path


def read(office: Office, path: Path, qtbot: QtBot) -> Any:
    imports = office.program.window.show_page(PageName.IMPORTS)
    imports.read_files([path])
    qtbot.waitUntil(lambda: bool(imports._drafts), timeout=15_000)
    return imports


def choose(box: QComboBox, words: str, qtbot: QtBot) -> None:
    """Open the list with the mouse and press on a line, as a hand does."""
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    row = next(row for row in range(box.count()) if words in box.itemText(row))
    where = view.visualRect(box.model().index(row, 0)).center()
    qtbot.wait(QApplication.doubleClickInterval() + 50)  # Qt takes an earlier release for the opening click's
    qtbot.mouseMove(view.viewport(), where)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)


OPENS_A_LIST = pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard", extend=True)


@OPENS_A_LIST
def test_a_question_is_answered_in_the_list_that_opens(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    path = from_a_branch(tmp_path / "5月.xlsx", ("上川中央", 31), ("石狩", "三十一"), ("後志", 5))
    imports = read(office, path, qtbot)
    [field] = imports.panel.questions.fields
    choose(field, "上川中", qtbot)
    qtbot.waitUntil(lambda: not imports._drafts[0].plan.questions)
    qtbot.waitUntil(lambda: not imports.panel.questions.isVisible())
    assert imports.panel.exclude.isVisible(), "the row with 三十一 is what is left to decide"


@OPENS_A_LIST
def test_the_keyboard_goes_on_to_the_next_question(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    path = from_a_branch(tmp_path / "5月.xlsx", ("上川中央", 31), ("後志ブロク", 5))
    imports = read(office, path, qtbot)
    assert len(imports.panel.questions.fields) == 2
    choose(imports.panel.questions.fields[0], "この行を除く", qtbot)
    qtbot.waitUntil(lambda: len(imports.panel.questions.fields) == 1)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is imports.panel.questions.fields[0])


def test_a_row_left_out_asks_nothing_more(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    path = from_a_branch(tmp_path / "5月.xlsx", ("どこか", 31), ("石狩", "三十一"), ("後志", 7777))
    imports = read(office, path, qtbot)
    imports.panel.exclude.click()
    imports.panel.exclude.click()
    assert not imports.panel.questions.isVisible()
    assert imports.panel.apply.text() == "1件を取り込む"
    assert imports.panel.apply.isEnabled()


def test_the_trouble_with_one_file_is_gone_when_the_next_is_shown(
    office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "写真.xlsx"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 200)
    imports = office.program.window.show_page(PageName.IMPORTS)
    imports.read_files([broken])
    qtbot.waitUntil(imports.unread.isVisible, timeout=15_000)
    assert "写真.xlsx" in imports.unread.words.accessibleName()
    read(office, from_a_branch(tmp_path / "5月.xlsx", ("石狩", 9)), qtbot)
    assert not imports.unread.isVisible()
    assert not office.program.window.info_bar.isVisible()


def test_of_two_files_the_broken_one_is_explained_above_the_other(
    office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "写真.xlsx"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 200)
    imports = office.program.window.show_page(PageName.IMPORTS)
    imports.read_files([broken, from_a_branch(tmp_path / "5月.xlsx", ("石狩", 9))])
    qtbot.waitUntil(lambda: bool(imports._drafts), timeout=15_000)
    assert imports.unread.isVisible() and imports.panel.isVisible()
    assert (
        imports.unread.geometry().bottom() < imports.panel.mapTo(imports, imports.panel.rect().topLeft()).y()
    )
    [close] = imports.unread.findChildren(QToolButton)
    close.click()
    assert not imports.unread.isVisible()


def test_what_to_confirm_is_within_a_small_window(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    window = office.program.window
    window.resize(1366, 768)
    path = from_a_branch(tmp_path / "5月.xlsx", ("どこか", 31), ("石狩", "三十一"))
    view = read(office, path, qtbot).panel.view
    remarks = view.lines.columnCount() - 1
    assert view.header().visualIndex(remarks) == remarks
    book = openpyxl.load_workbook(path)
    kinds = (
        "長期共済",
        "マイカー共済",
        "自賠責共済（新規）",
        "自賠責共済（継続）",
        "住まいる共済",
        "交通災害共済",
    )
    for at, kind in enumerate(kinds, 2):
        book.active.cell(3, at, kind)
        book.active.cell(4, at, 1000)
    book.save(path)
    imports = office.program.window.show_page(PageName.IMPORTS)
    imports.panel.give_up.click()
    view = read(office, path, qtbot).panel.view
    remarks = view.lines.columnCount() - 1
    assert view.horizontalScrollBar().maximum() > 0, "there are more figures than room"
    end = view.columnViewportPosition(remarks) + view.columnWidth(remarks)
    assert 0 < view.columnWidth(remarks) - 150 < end <= view.viewport().width()


def typed_over(imports: Any, text: str, qtbot: QtBot) -> None:
    """Press ［セルを直す］, type in the box that opens, Enter."""
    qtbot.mouseClick(imports.panel.correct, Qt.MouseButton.LeftButton)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.selectedText() == editor.text(), "typing replaces what stands there"
    editor.insert(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def outcome_of(imports: Any, address: str) -> tuple[str, str]:
    [cell] = [cell for cell in imports._drafts[0].plan.cells if cell.address == address]
    return cell.outcome.value, cell.corrected


def test_a_cell_is_corrected_in_the_preview(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    """The box opens at the first cell that can't be read, then at the next; the rest of the import goes on with it."""
    path = from_a_branch(tmp_path / "5月.xlsx", ("石狩", 7777), ("東胆振", "三十一"), ("後志", "5,5"))
    imports = read(office, path, qtbot)
    panel = imports.panel
    assert panel.correct.isVisible() and panel.exclude.isVisible()
    typed_over(imports, "31x", qtbot)
    qtbot.waitUntil(lambda: outcome_of(imports, "B5") == ("エラー", "31x"))
    assert "31x" in panel.view.currentIndex().data()
    typed_over(imports, "31", qtbot)
    qtbot.waitUntil(lambda: outcome_of(imports, "B5")[0] != "エラー")
    assert outcome_of(imports, "B5")[1] == "31"
    assert panel.view.lines.cell(panel.view.currentIndex()).address == "B6"
    remark = panel.view.lines.line(1).remark
    assert remark == "「三十一」を手で「31」に直しました。"
    typed_over(imports, "5500", qtbot)
    qtbot.waitUntil(panel.apply.isEnabled)
    assert not panel.correct.isHidden(), "what was typed can be typed over again"
    panel.apply.click()
    notice = office.program.window.info_bar.notice
    assert notice is not None and "2セルは、手で直した値です。" in notice.message
    desk = office.program.window.desk
    viewpoint = desk.outlook.current
    assert viewpoint is not None

    def told(book: Book) -> str:
        form = tables.load_form(book, "rosai.blocks")
        table = tables.table(book, form.code, viewpoint)
        row = next(at for at, each in enumerate(table.rows) if each.name == "東胆振")
        column = next(at for at, each in enumerate(table.columns) if each.path == "こくみん共済／実績")
        return origin_words(story_of(book, form, viewpoint, (row, column)))

    assert "「5月.xlsx」のシート「実績」のセルB5から取り込みました" in desk.session.read(told)
    assert "元の表記「三十一」を、取り込むときに手で「31」に直しました" in desk.session.read(told)


def test_the_keyboard_corrects_a_cell_and_takes_it_back(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    path = from_a_branch(tmp_path / "5月.xlsx", ("石狩", 7777), ("東胆振", "三十一"))
    imports = read(office, path, qtbot)
    view = imports.panel.view
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "三十一"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert outcome_of(imports, "B5") == ("エラー", "")
    qtbot.keyClick(view, Qt.Key.Key_3)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    qtbot.keyClicks(editor, "1")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: outcome_of(imports, "B5")[1] == "31")
    assert view.lines.cell(view.currentIndex()).address == "B5"
    typed_over(imports, "三十一", qtbot)
    qtbot.waitUntil(lambda: outcome_of(imports, "B5") == ("エラー", ""))


def test_a_sound_cell_is_not_typed_over(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    path = from_a_branch(tmp_path / "5月.xlsx", ("石狩", 7777), ("知らない", 5))
    imports = read(office, path, qtbot)
    assert not imports.panel.correct.isVisible()
    view = imports.panel.view
    view.setFocus()
    view.setCurrentIndex(view.lines.index(0, 3))
    qtbot.keyClick(view, Qt.Key.Key_F2)
    qtbot.keyClick(view, Qt.Key.Key_3)
    assert QApplication.focusWidget() is view


def test_the_heading_of_a_column_says_what_it_is_taken_as(
    office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    imports = read(office, from_a_branch(tmp_path / "5月.xlsx", ("石狩", 31)), qtbot)
    view = imports.panel.view
    heading = view.lines.headerData(3, Qt.Orientation.Horizontal)
    assert heading == "こくみん共済\n→ 2024年5月\n実績（累計）"
    metrics = view.header().fontMetrics()
    assert view.columnWidth(3) >= max(metrics.horizontalAdvance(line) for line in heading.splitlines())
    assert view.header().height() >= 3 * metrics.height()


def test_files_are_looked_for_where_the_last_ones_were(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    folder = tmp_path / "5月の報告"
    folder.mkdir()
    path = from_a_branch(folder / "5月.xlsx", ("石狩", 1))
    imports = office.program.window.show_page(PageName.IMPORTS)
    office.dialogs.files = [[path], [], []]
    imports.choose_files()
    qtbot.waitUntil(lambda: bool(imports._drafts), timeout=15_000)
    imports.choose_files()
    path.unlink()
    folder.rmdir()
    imports.choose_files()
    assert office.dialogs.begun_in == [office.book.parent, folder, office.book.parent]
