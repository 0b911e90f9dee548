"""The small parts of the window: messages, guards, navigation, place on the screen, preferences, labels."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QAccessible,
    QGuiApplication,
    QInputMethodEvent,
    QKeySequence,
    QShortcut,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTreeWidgetItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.problem import Place, Problem, Severity
from kyosai_desktop.ui import theme
from kyosai_desktop.ui.guards import InputGuards
from kyosai_desktop.ui.info_bar import InfoBar, Notice
from kyosai_desktop.ui.labels import Elided, Heading, Paragraph
from kyosai_desktop.ui.navigation import Navigation
from kyosai_desktop.ui.page_header import PageHeader
from kyosai_desktop.ui.preferences import Preferences
from kyosai_desktop.ui.reading_list import ReadingList
from kyosai_desktop.ui.theme import Appearance
from kyosai_desktop.ui.window_place import clamped, restore


class TestInfoBar:
    def test_a_problem_is_told_with_its_place_cause_and_next_step(self, qtbot: QtBot) -> None:
        ground = QWidget()
        qtbot.addWidget(ground)
        bar = InfoBar(ground, QRect)
        ground.show()
        pressed: list[str] = []
        problem = Problem(
            "a.b", "読めません。", "直してください。", Severity.WARNING, Place(file="5月.xlsx", cell="F14")
        )
        bar.show_notice(Notice.of(problem, ("もう一度", lambda: pressed.append("もう一度"))))
        assert bar.isVisible()
        assert bar.accessibleName() == "注意：5月.xlsx／F14：読めません。直してください。"
        [again] = bar.buttons()
        again.click()
        assert pressed == ["もう一度"]
        assert not bar.isVisible()

    def test_a_new_notice_replaces_the_old_with_its_buttons(self, qtbot: QtBot) -> None:
        ground = QWidget()
        qtbot.addWidget(ground)
        bar = InfoBar(ground, QRect)
        ground.show()
        bar.show_notice(Notice("一つ目。", actions=(("押す", lambda: None),)))
        bar.show_notice(Notice("二つ目。"))
        assert bar.buttons() == []
        assert bar.accessibleName() == "お知らせ：二つ目。"


def wheel(widget: QWidget) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


class TestGuards:
    @pytest.fixture
    def guards(self, qapp: QApplication) -> object:
        guards = InputGuards()
        qapp.installEventFilter(guards)
        yield guards
        qapp.removeEventFilter(guards)

    def test_the_wheel_changes_no_choice_without_the_focus(self, guards: InputGuards, qtbot: QtBot) -> None:
        box, other, holder = QComboBox(), QLineEdit(), QWidget()
        qtbot.addWidget(holder)
        layout = QVBoxLayout(holder)
        layout.addWidget(box)
        layout.addWidget(other)
        box.addItems(["2022年度", "2023年度"])
        holder.show()
        other.setFocus()
        wheel(box)
        assert box.currentText() == "2022年度"
        box.setFocus()
        qtbot.waitUntil(box.hasFocus)
        wheel(box)
        assert box.currentText() == "2023年度"

    def test_function_keys_belong_to_the_ime_while_composing(self, guards: InputGuards, qtbot: QtBot) -> None:
        line = QLineEdit()
        qtbot.addWidget(line)
        started: list[str] = []
        shortcut = QShortcut(QKeySequence("F8"), line)
        shortcut.activated.connect(lambda: started.append("印刷"))
        line.show()
        line.setFocus()
        qtbot.waitUntil(line.hasFocus)
        compose(line, "きょうさい")
        qtbot.keyClick(line, Qt.Key.Key_F8)
        assert started == []
        compose(line, "", "共済")
        qtbot.keyClick(line, Qt.Key.Key_F8)
        assert started == ["印刷"]


class TestNavigation:
    @pytest.fixture
    def bar(self, qtbot: QtBot) -> Navigation:
        bar = Navigation()
        qtbot.addWidget(bar)
        for title, name in (("ホーム", "home"), ("実績", "chart-bar"), ("設定", "settings")):
            bar.add_page(title, name)
        bar.resize(bar.sizeHint().width(), 600)
        bar.show()
        return bar

    def test_it_is_a_list_of_tabs_to_a_screen_reader(self, bar: Navigation) -> None:
        interface = QAccessible.queryAccessibleInterface(bar)
        assert interface.role() == QAccessible.Role.PageTabList
        tabs = [interface.child(i) for i in range(interface.childCount())]
        tabs = [tab for tab in tabs if tab.role() == QAccessible.Role.PageTab]
        assert [tab.text(QAccessible.Text.Name) for tab in tabs] == ["ホーム", "実績", "設定"]

    def test_settings_stand_at_the_foot(self, bar: Navigation) -> None:
        assert bar.button_rect(2).bottom() > 580
        assert bar.button_rect(1).bottom() < 150

    def test_the_empty_space_between_belongs_to_no_page(self, bar: Navigation, qtbot: QtBot) -> None:
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(60, 300))
        assert bar.currentIndex() == 0
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.button_rect(2).center())
        assert bar.currentIndex() == 2

    def test_the_keyboard_walks_through_the_pages(self, bar: Navigation, qtbot: QtBot) -> None:
        qtbot.keyClick(bar, Qt.Key.Key_Down)
        assert bar.currentIndex() == 1
        qtbot.keyClick(bar, Qt.Key.Key_Up)
        assert bar.currentIndex() == 0

    def test_every_target_is_large_enough(self, bar: Navigation) -> None:
        assert all(bar.button_rect(index).height() >= 28 for index in range(3))


class TestPlace:
    SCREENS = (QRect(0, 0, 1366, 768), QRect(1366, 0, 1920, 1080))

    @pytest.mark.parametrize(
        "wanted",
        [QRect(-3000, -3000, 1200, 700), QRect(100, 100, 5000, 4000), QRect(1300, 600, 1200, 700)],
    )
    def test_a_window_is_always_wholly_on_one_screen(self, wanted: QRect) -> None:
        placed = clamped(wanted, list(self.SCREENS))
        assert any(screen.contains(placed) for screen in self.SCREENS)

    def test_a_window_that_fits_stays_where_it_was(self) -> None:
        wanted = QRect(1500, 100, 1200, 700)
        assert clamped(wanted, list(self.SCREENS)) == wanted

    def test_the_first_window_leaves_room_for_its_title_bar(self, qtbot: QtBot, tmp_path: Path) -> None:
        window = QWidget()
        qtbot.addWidget(window)
        restore(window, Preferences(tmp_path / "p.ini").geometry)
        screen = QGuiApplication.primaryScreen().availableGeometry()
        assert window.geometry().top() - screen.top() >= 24
        assert window.geometry().bottom() <= max(screen.bottom(), window.geometry().top() + 640)


class TestPreferences:
    def test_choices_are_kept_for_the_next_start(self, tmp_path: Path) -> None:
        file = tmp_path / "p.ini"
        first = Preferences(file)
        assert (first.appearance, first.text_percent, first.last_book) == (Appearance.SYSTEM, 100, None)
        first.appearance, first.text_percent = Appearance.DARK, 125
        first.last_book, first.shows_function_keys = tmp_path / "事務局.kyosai", False
        del first
        second = Preferences(file)
        assert (second.appearance, second.text_percent) == (Appearance.DARK, 125)
        assert second.last_book == tmp_path / "事務局.kyosai"
        assert not second.shows_function_keys

    def test_nonsense_in_the_file_counts_as_not_chosen(self, tmp_path: Path) -> None:
        file = tmp_path / "p.ini"
        file.write_text("[General]\nappearance=pink\ntext_percent=ten\n", encoding="utf-8")
        read = Preferences(file)
        assert (read.appearance, read.text_percent) == (Appearance.SYSTEM, 100)


class TestLabels:
    def test_wrapped_text_keeps_its_lines_apart(self, qtbot: QtBot) -> None:
        one, two = Paragraph("一行目"), Paragraph("一行目\n二行目")
        for label in (one, two):
            qtbot.addWidget(label)
        line = one.fontMetrics().height()
        assert two.sizeHint().height() - one.sizeHint().height() >= line + 4

    def test_markup_in_a_text_is_text(self, qtbot: QtBot) -> None:
        label = Paragraph("<b>団体</b> & 会")
        qtbot.addWidget(label)
        assert "&lt;b&gt;団体&lt;/b&gt; &amp; 会" in label.text()

    def test_what_is_cut_is_in_the_tool_tip(self, qtbot: QtBot) -> None:
        label = Elided()
        qtbot.addWidget(label)
        label.setText("北海道労済運動推進会議 ブロック別 達成状況")
        label.resize(80, 20)
        label.grab()
        assert label.toolTip() == label.text()
        label.resize(900, 20)
        label.grab()
        assert label.toolTip() == ""

    def test_an_aside_is_left_out_before_anything_is_cut(self, qtbot: QtBot) -> None:
        label = Elided()
        qtbot.addWidget(label)
        label.set_words("2024年5月31日現在", "標準進捗率100.0％")
        label.resize(label.fontMetrics().horizontalAdvance(label.text()), 20)
        assert label.shown() == "2024年5月31日現在"
        label.grab()
        assert label.toolTip() == "2024年5月31日現在　標準進捗率100.0％"
        label.resize(label.width() * 3, 20)
        assert label.shown() == "2024年5月31日現在　標準進捗率100.0％"

    def test_titles_follow_the_size_of_text(self, qtbot: QtBot, qapp: QApplication) -> None:
        label = Heading("実績", 1.5)
        qtbot.addWidget(label)
        theme.apply(qapp, Appearance.LIGHT, 150)
        assert label.font().pointSizeF() == pytest.approx(10.5 * 1.5 * 1.5)
        theme.apply(qapp, Appearance.LIGHT, 100)
        assert label.font().pointSizeF() == pytest.approx(10.5 * 1.5)

    def test_bold_text_follows_it_too(self, qtbot: QtBot, qapp: QApplication) -> None:
        header = PageHeader()
        qtbot.addWidget(header)
        header.show()
        theme.apply(qapp, Appearance.LIGHT, 150)
        assert header.year.font().bold()
        assert header.year.font().pointSizeF() == pytest.approx(10.5 * 1.5)
        assert header.title.font().pointSizeF() == pytest.approx(10.5 * 1.5 * 1.5)
        theme.apply(qapp, Appearance.LIGHT, 100)


def test_letters_that_reach_below_the_line_have_room_in_lists_at_any_size_of_text(
    qapp: QApplication, qtbot: QtBot
) -> None:
    shown = ReadingList("一覧", ("名前",))
    qtbot.addWidget(shown)
    shown.addTopLevelItem(QTreeWidgetItem(["pygjpygj"]))
    shown.resize(600, 300)
    shown.show()
    qtbot.waitExposed(shown)
    try:
        for percent in (90, 100, 150):
            theme.apply(qapp, Appearance.LIGHT, percent)
            qapp.processEvents()
            place = shown.visualItemRect(shown.topLevelItem(0))
            assert place.height() >= shown.fontMetrics().height() * 1.9
    finally:
        theme.apply(qapp, Appearance.LIGHT, 100)
