"""From nothing to a painted window; then the event loop."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.store.looking import is_there
from kyosai_desktop.ui import theme
from kyosai_desktop.ui.after_painting import after_painting
from kyosai_desktop.ui.dialogs import SystemDialogs
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.preferences import Preferences, default_log_folder
from kyosai_desktop.ui.program import Program

NOT_OPENED = 2
"""The exit status when there is no window."""

NO_SCREEN = Problem(
    "window.no_screen",
    "画面（ディスプレイ）が見つからないため、ウィンドウを開けません。",
    "画面のあるパソコンで開くか、画面がなくても使えるコマンド（check、print など）を使ってください。"
    "コマンドの一覧は --help で表示されます。",
)


def run(book: str | None) -> int:
    """Open the window on ``book`` (None: the last one that was open); the exit status when it is closed."""
    app = _application()
    program = begin(app, book)
    from kyosai_desktop.ui import breakdown

    breakdown.watch(default_log_folder(), program.tell_breakdown)
    # one turn later than the page, whose figures are not to wait for the backup
    after_painting(program.window, lambda: QTimer.singleShot(0, lambda: _complete(app, program)))
    return app.exec()


def _application() -> QApplication:
    """Qt's application. Where no window can be shown, Qt would end the program with words for programmers."""
    said: list[str] = []

    def listen(kind: QtMsgType, _where: object, text: str) -> None:
        if kind is not QtMsgType.QtFatalMsg:
            said.append(text)
            return
        print(NO_SCREEN.sentence(), file=sys.stderr, flush=True)
        os._exit(NOT_OPENED)  # Qt aborts when this returns

    before = qInstallMessageHandler(listen)
    try:
        return QApplication([*sys.argv[:1], *theme.ARGUMENTS])
    finally:
        qInstallMessageHandler(before)
        for text in said:
            print(text, file=sys.stderr)


def begin(app: QApplication, book: str | None) -> Program:
    """The program with its window shown; nothing slow happens before."""
    app.setApplicationName("共済デスク")
    preferences = Preferences()
    theme.install(app)
    app.setWindowIcon(icon("chart-bar"))
    theme.prepare(app, preferences.appearance, preferences.text_percent)
    program = Program(app, preferences, SystemDialogs())
    wanted = Path(book) if book else preferences.last_book
    if wanted and (book or is_there(wanted)):
        program.open(wanted)
    program.restyle()
    program.window.show()
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: program.restyle())
    return program


def _complete(app: QApplication, program: Program) -> None:
    """What nobody can miss before the window is seen."""
    from kyosai_desktop.ui.guards import InputGuards

    app.installEventFilter(InputGuards(app))
    theme.load_fallback_font()
    program.back_up_if_due()
