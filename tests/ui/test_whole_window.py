"""Every page of the window: Japanese only, nothing cut off, large enough to hit, named for a screen reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

import kyosai_desktop.ui
from kyosai_desktop.ui import theme
from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.labels import Elided
from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Office

ALLOWED = re.compile(r"Excel|PDF|CSV|coop|Web|JAM|UA|JP|ATM|NPO|Ctrl|Shift|Alt|Enter|Tab|Esc|Delete|PgUp|PgDown|PageUp|"
                     r"\bF\d{1,2}\b|kyosai|\(&?[A-Z0-9]\)|&[A-Z]|\b[A-Z]\b")  # fmt: skip
ENGLISH = re.compile(r"[A-Za-z]{2,}")
PAGES = [*PageName]
SMALLEST_TARGET = 28


def show(office: Office, name: PageName, qapp: QApplication, qtbot: QtBot) -> QWidget:
    page = office.program.window.show_page(name)
    if name is PageName.PAPERS:
        qtbot.waitUntil(lambda: page._preview is not None, timeout=5_000)
    qtbot.wait(30)
    qapp.processEvents()
    return page


def seen(office: Office) -> Iterator[QWidget]:
    """All widgets of the window that are on screen now."""
    for widget in office.program.window.findChildren(QWidget):
        # the magnifying glass inside a search box is a picture, not a button
        if widget.isVisible() and not widget.visibleRegion().isEmpty() and not _in_field(widget):
            yield widget


def _in_field(widget: QWidget) -> bool:
    return isinstance(widget.parentWidget(), QLineEdit)


def words_of(widget: QWidget) -> list[str]:
    found = [widget.toolTip(), widget.accessibleName(), widget.windowTitle()]
    if isinstance(widget, QLabel | QAbstractButton):
        found.append(widget.text())
    if isinstance(widget, QLineEdit):
        found.append(widget.placeholderText())
    if isinstance(widget, QComboBox):
        found += [widget.itemText(i) for i in range(widget.count())]
    if isinstance(widget, QTabBar):
        found += [widget.tabText(i) + widget.tabToolTip(i) for i in range(widget.count())]
    if isinstance(widget, QTreeView) and widget.model() is not None:
        columns = range(widget.model().columnCount())
        found += [str(widget.model().headerData(i, Qt.Orientation.Horizontal)) for i in columns]
    found += [action.text() + action.toolTip() + action.iconText() for action in widget.actions()]
    return [re.sub(r"<[^>]*>", "", text) for text in found if text]


def test_nothing_is_english(office: Office, qapp: QApplication, qtbot: QtBot) -> None:
    folder = str(office.book.parent)
    english = set()
    for name in PAGES:
        show(office, name, qapp, qtbot)
        texts = [text for widget in seen(office) for text in words_of(widget)]
        texts += [action.text() + action.toolTip() for action in office.program.window.findChildren(QAction)]
        english |= {text for text in texts if folder not in text and ENGLISH.search(ALLOWED.sub("", text))}
    assert english == set()


def test_the_search_for_english_would_find_some() -> None:
    assert ENGLISH.search(ALLOWED.sub("", "Excelから取り込む（Open file）"))
    assert not ENGLISH.search(ALLOWED.sub("", "元に戻す(&U)：貼り付け 20×14　Ctrl+Z"))


def cut_off(widget: QWidget) -> str:
    """What of a widget's words finds no room, '' when all do. What ends in … on purpose isn't cut."""
    words = ""
    if isinstance(widget, Elided):
        return ""
    if isinstance(widget, QLabel) and widget.wordWrap():
        words = widget.accessibleName() if widget.heightForWidth(widget.width()) > widget.height() + 1 else ""
    elif isinstance(widget, QLabel | QAbstractButton):
        words = widget.text() if widget.sizeHint().width() > widget.width() + 1 else ""
    elif isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        room = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
        )
        needed = widget.fontMetrics().size(0, widget.currentText())
        words = (
            widget.currentText() if needed.width() > room.width() or needed.height() > room.height() else ""
        )
    elif isinstance(widget, QLineEdit) and not widget.text():
        icons = 30 * len(widget.findChildren(QToolButton))
        needed = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
        words = widget.placeholderText() if needed + icons > widget.width() else ""
    elif isinstance(widget, QTabBar):
        shown = [at for at in range(widget.count()) if widget.isTabVisible(at)]
        rects = [widget.tabRect(at) for at in shown]
        words = "".join(widget.tabText(at) for at, rect in zip(shown, rects, strict=True)
                        if rect.right() > widget.width())  # fmt: skip
    return f"{type(widget).__name__} {words!r} in {widget.size().toTuple()}" if words else ""


@pytest.mark.parametrize("percent", [100, 125, 150])
def test_nothing_is_cut_off_in_a_small_window(
    office: Office, percent: int, qapp: QApplication, qtbot: QtBot
) -> None:
    window = office.program.window
    window.resize(1366, 768)
    theme.apply(qapp, theme.Appearance.LIGHT, percent)
    try:
        cut = set()
        for name in PAGES:
            page = show(office, name, qapp, qtbot)
            for _ in range(max((tabs.count() for tabs in page.findChildren(InnerTabs)), default=1)):
                assert window.width() <= 1366 and window.height() <= 768, f"the window had to grow for {name}"
                cut |= {f"{name.value}: {found}" for widget in seen(office) if (found := cut_off(widget))}
                page.step_tab(1)
                qapp.processEvents()
        assert cut == set()
    finally:
        theme.apply(qapp, theme.Appearance.LIGHT, 100)


def test_everything_to_press_is_large_enough(office: Office, qapp: QApplication, qtbot: QtBot) -> None:
    small = set()
    for name in PAGES:
        show(office, name, qapp, qtbot)
        small |= {
            f"{name.value}: {type(widget).__name__} {widget.accessibleName()!r} {widget.size()}"
            for widget in seen(office)
            if isinstance(widget, QAbstractButton | QComboBox)
            and min(widget.height(), widget.width()) < SMALLEST_TARGET
            # Qt's own: the corner of a table, and the end of a full row of commands
            and type(widget).__name__ not in ("StubCorner", "QTableCornerButton")
            and widget.objectName() != "qt_toolbar_ext_button"
        }
    assert small == set()


def test_everything_that_takes_the_keyboard_has_a_name(
    office: Office, qapp: QApplication, qtbot: QtBot
) -> None:
    nameless = set()
    for name in PAGES:
        show(office, name, qapp, qtbot)
        for widget in seen(office):
            if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
                continue
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface.text(QAccessible.Text.Name) and not widget.accessibleName():
                nameless.add(f"{name.value}: {type(widget).__name__}")
    assert nameless == set()


def test_only_the_seam_opens_dialogs() -> None:
    """Everything else is told in the window."""
    folder = Path(kyosai_desktop.ui.__path__[0])
    users = [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*.py"))
        if re.search(
            r"QMessageBox|QFileDialog|QInputDialog|QPrintDialog|QWizard", path.read_text(encoding="utf-8")
        )
    ]
    assert users == ["dialogs.py", "year_end/wizard.py"], "a wizard is built there and shown by the seam"
    shown_by = [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*.py"))
        if re.search(r"(dialog|wizard|box)\.exec\(", path.read_text(encoding="utf-8"))
    ]
    assert shown_by == ["dialogs.py"]


def test_switching_pages_is_quick_enough_to_be_felt_as_at_once(
    office: Office, qapp: QApplication, qtbot: QtBot
) -> None:
    """Not a benchmark: a page that took seconds would fail."""
    import time

    for name in PAGES:
        show(office, name, qapp, qtbot)
    begun = time.perf_counter()
    for name in PAGES:
        office.program.window.show_page(name)
        qapp.processEvents()
    assert (time.perf_counter() - begun) / len(PAGES) < 0.5
