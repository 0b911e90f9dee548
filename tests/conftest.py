"""What every test gets: a home of its own, the shipped fonts, and no silent warning of any kind.

Python warnings fail a test through ``filterwarnings``, Qt messages through pytest-qt's ``qt_log_level_fail``
(both in pyproject.toml); log records and windows left open are watched here.
"""

from __future__ import annotations

import gc
import itertools
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from kyosai_desktop.domain.resources import resource_path

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

# Before Qt is asked for anything. QT_QPA_PLATFORM=xcb in the environment shows the windows of the tests.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for variable in ("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
    os.environ.pop(variable, None)

hypothesis.settings.register_profile(
    "ci",
    max_examples=50,
    derandomize=True,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],  # a busy machine is no fault of the program
)
hypothesis.settings.register_profile("long", max_examples=5_000, deadline=None, print_blob=True)
hypothesis.settings.load_profile("ci")

_homes = itertools.count()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that holds the home folders of all tests."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def home(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder in the place of the user's; child processes inherit it."""
    folder = homes / str(next(_homes))
    folder.mkdir(mode=0o700)
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(folder))
    places = {
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
    }
    for variable, place in places.items():
        monkeypatch.setenv(variable, str(folder / place))
    return folder


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The arguments of the one QApplication of the tests: the program's."""
    from kyosai_desktop.ui import theme

    return ["tests", *theme.ARGUMENTS]


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A log record at WARNING or above fails a test, unless it takes ``caplog`` and reads the log."""
    if "caplog" in request.fixturenames:
        yield
        return
    records: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: records.append(  # type: ignore[method-assign]  # a list is all we need
        f"{record.levelname} {record.name}: {record.getMessage()}"
    )
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    assert records == [], "unexpected log records"


@pytest.fixture(autouse=True)
def no_window_left() -> Iterator[None]:
    """A top-level widget that outlives its test fails it; ``qtbot.addWidget`` closes and deletes it."""
    before = _top_level_widgets()
    yield
    left = [widget for widget in _top_level_widgets() if widget not in before]
    if left:
        left.clear()  # our own references would keep them
        _let_go_of_widgets()
        left = [widget for widget in _top_level_widgets() if widget not in before]
    assert [f"{type(widget).__name__} {widget.windowTitle()!r}" for widget in left] == [], "windows left over"


def _top_level_widgets() -> list[QWidget]:
    """Windows of the running QApplication; none, and no import of Qt, when there is none."""
    # Not by an import statement: PySide hooks those, and on Python 3.13 its hook failed here after some tests.
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None:
        return []
    application = widgets.QApplication

    if application.instance() is None:
        return []
    # a tool tip's label is Qt's own and stays; popups belong to their parents
    return [
        widget
        for widget in application.topLevelWidgets()
        if widget.metaObject().className() != "QTipLabel" and (widget.parent() is None or widget.isVisible())
    ]


def _let_go_of_widgets() -> None:
    """Carry out what ``deleteLater`` asked for, and free widgets held only by cycles of references."""
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application with the shipped fonts: the offscreen platform has none of its own."""
    from PySide6.QtGui import QFontDatabase

    for font in sorted(resource_path("fonts").glob("*.ttf")):
        assert QFontDatabase.addApplicationFont(str(font)) >= 0, font
    return qapp
