"""The row of commands: all in sight while there is room, the rest behind one button; pages that are empty; pictures."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QStackedWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from kyosai_desktop.ui import theme
from kyosai_desktop.ui.command_bar import CommandBar
from kyosai_desktop.ui.empty_state import EmptyState
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.picture import Picture
from kyosai_desktop.ui.search_box import SearchBox
from kyosai_desktop.ui.tokens import tokens_of

WORDS = ("元に戻す", "やり直す", "Excelから取り込む", "前年度から複写", "印刷プレビュー")


@pytest.fixture
def actions(qapp: QApplication) -> list[QAction]:
    return [QAction(icon("printer"), words) for words in WORDS]


@pytest.fixture
def bar(actions: list[QAction], qtbot: QtBot) -> CommandBar:
    made = CommandBar(actions[:2], actions[2:4], actions[4:])
    made.add_right(SearchBox("団体"))
    qtbot.addWidget(made)
    made.show()
    return made


def in_sight(bar: CommandBar, actions: list[QAction]) -> list[str]:
    return [each.text() for each in actions if bar.tools.widgetForAction(each).isVisible()]


def test_every_command_is_in_sight_when_there_is_just_enough_room(
    bar: CommandBar, actions: list[QAction], qapp: QApplication
) -> None:
    bar.resize(bar.sizeHint())
    qapp.processEvents()
    assert in_sight(bar, actions) == list(WORDS)
    assert not bar.tools.more.isVisible()
    for action in actions:
        made = bar.tools.widgetForAction(action)
        assert made.width() >= made.sizeHint().width()


def test_commands_without_room_are_behind_a_button_that_can_be_seen_and_hit(
    bar: CommandBar, actions: list[QAction], qapp: QApplication
) -> None:
    for less in (1, 200, 400, 2000):
        bar.resize(max(bar.sizeHint().width() - less, bar.minimumSizeHint().width()), 40)
        qapp.processEvents()
        seen = in_sight(bar, actions)
        more = bar.tools.more
        more.menu().aboutToShow.emit()
        assert seen + [each.text() for each in more.menu().actions()] == list(WORDS)
        assert len(seen) < len(WORDS)
        assert more.isVisible() and min(more.width(), more.height()) >= 28
        assert more.geometry().right() <= bar.tools.width()
        assert more.accessibleName() == "ほかの操作"


@pytest.mark.parametrize("appearance", [theme.Appearance.LIGHT, theme.Appearance.DARK])
def test_the_button_for_the_rest_is_as_plain_as_text(
    bar: CommandBar, qapp: QApplication, appearance: theme.Appearance
) -> None:
    theme.apply(qapp, appearance, 100)
    try:
        bar.resize(bar.minimumSizeHint())
        qapp.processEvents()
        image = bar.tools.more.grab().toImage()
        wanted = tokens_of(qapp.palette()).text.lower()
        colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
        assert wanted in colours
    finally:
        theme.apply(qapp, theme.Appearance.LIGHT, 100)


def test_a_command_that_gets_longer_words_pushes_others_out(
    bar: CommandBar, actions: list[QAction], qapp: QApplication
) -> None:
    bar.resize(bar.sizeHint())
    qapp.processEvents()
    actions[0].setIconText("元に戻す（とても長い名前の操作）")
    qapp.processEvents()
    assert in_sight(bar, actions) != list(WORDS)
    actions[0].setVisible(False)
    qapp.processEvents()
    assert in_sight(bar, actions) == list(WORDS[1:])


@pytest.mark.parametrize("percent", [100, 150])
@pytest.mark.parametrize("width", [1024 - 132, 1366 - 132, 1920 - 132])
def test_the_hint_of_an_empty_page_is_never_cut(
    qtbot: QtBot, qapp: QApplication, width: int, percent: int
) -> None:
    theme.apply(qapp, theme.Appearance.LIGHT, percent)
    try:
        hint = "前年度の名簿を写して直すか、表に直接入力します。Excelの名簿を貼り付けることもできます。" * 2
        stack = QStackedWidget()
        qtbot.addWidget(stack)
        stack.addWidget(QWidget())
        empty = EmptyState("users", "役員がまだ登録されていません", hint, (("写す", lambda: None),))
        stack.addWidget(empty)
        stack.setCurrentIndex(1)
        stack.resize(width, 500)
        stack.show()
        qapp.processEvents()
        assert empty.hint.height() >= empty.hint.heightForWidth(empty.hint.width())
        assert 420 <= empty.hint.width() <= empty.hint.maximumWidth()
        middle = empty.hint.geometry().center().x()
        assert abs(middle - width / 2) <= 1
    finally:
        theme.apply(qapp, theme.Appearance.LIGHT, 100)


def test_a_picture_follows_a_change_to_dark(qtbot: QtBot, qapp: QApplication) -> None:
    picture = Picture("alert-circle", "bad", 40)
    qtbot.addWidget(picture)
    picture.show()

    def colours() -> set[str]:
        image = picture.grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(40) for y in range(40)}

    light = tokens_of(qapp.palette()).bad.lower()
    assert light in colours()
    theme.apply(qapp, theme.Appearance.DARK, 100)
    try:
        qapp.processEvents()
        dark = tokens_of(qapp.palette()).bad.lower()
        assert dark != light
        assert dark in colours() and light not in colours()
    finally:
        theme.apply(qapp, theme.Appearance.LIGHT, 100)


def test_the_arrow_of_a_menu_stands_at_the_height_of_the_words(
    bar: CommandBar, actions: list[QAction], qapp: QApplication
) -> None:
    button = bar.tools.widgetForAction(actions[3])
    bar.resize(bar.sizeHint().width() + 100, 40)
    qapp.processEvents()
    before = button.grab().toImage()
    menu = QMenu(bar)
    actions[3].setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    bar.resize(bar.sizeHint().width() + 101, 40)
    qapp.processEvents()
    after = button.grab().toImage()
    ground = after.pixelColor(after.width() - 2, after.height() // 2)
    rows = [
        y for y in range(after.height()) for x in range(before.width() - 8, after.width() - 2)
        if after.pixelColor(x, y) != ground
    ]  # fmt: skip
    assert rows, "there is an arrow"
    assert abs((min(rows) + max(rows)) / 2 - after.height() / 2) <= 2
