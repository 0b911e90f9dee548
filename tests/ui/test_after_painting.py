from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kyosai_desktop.ui.after_painting import after_painting


class Recorder(QWidget):
    def __init__(self, seen: list[str]) -> None:
        super().__init__()
        self._seen = seen

    def paintEvent(self, event: QPaintEvent) -> None:
        self._seen.append("painted")


def test_the_act_comes_once_and_after_the_innermost_widget_was_painted(qtbot: QtBot) -> None:
    seen: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(Recorder(seen))
    window.resize(200, 100)
    after_painting(window, lambda: seen.append("acted"))
    QTimer.singleShot(0, lambda: seen.append("timer"))
    window.show()
    qtbot.waitUntil(lambda: "acted" in seen)
    assert seen.index("timer") < seen.index("painted") < seen.index("acted"), "a timer isn't enough"
    window.repaint()
    qtbot.wait(20)
    assert seen.count("acted") == 1


def test_a_widget_that_was_hidden_at_once_waits_for_its_next_paint(qtbot: QtBot) -> None:
    seen: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)
    after_painting(window, lambda: seen.append("acted"))
    window.show()
    window.repaint()
    window.hide()
    qtbot.wait(20)
    assert seen == []
    window.show()
    qtbot.waitUntil(lambda: seen == ["acted"])


def test_a_widget_that_goes_before_it_was_painted_takes_the_act_along(qtbot: QtBot) -> None:
    seen: list[str] = []
    window = QWidget()
    after_painting(window, lambda: seen.append("acted"))
    window.deleteLater()
    with qtbot.waitSignal(window.destroyed):
        pass
    assert seen == []
