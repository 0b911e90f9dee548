"""Keys of the grid and what they mean, those of Excel."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from kyosai_desktop.ui.grid.navigation import Step

_Key = Qt.Key
_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier


class Command(Enum):
    """What a key asks for, apart from moving."""

    ENTER = auto()
    ENTER_BACK = auto()
    TAB = auto()
    TAB_BACK = auto()
    FILL_SELECTION = auto()
    COPY = auto()
    COPY_WITH_HEADINGS = auto()
    CUT = auto()
    PASTE = auto()
    CLEAR = auto()
    RETYPE = auto()
    FILL_DOWN = auto()
    FILL_RIGHT = auto()
    SELECT_ALL = auto()
    TODAY = auto()
    CHOICES = auto()
    LEAVE = auto()
    LEAVE_BACK = auto()


class Reach(Enum):
    """How far a movement goes."""

    CELL = auto()
    PAGE = auto()
    RUN = auto()
    LINE = auto()
    TABLE = auto()


@dataclass(frozen=True, slots=True)
class Movement:
    """``extend``: the selection grows instead of the current cell moving."""

    step: Step
    reach: Reach
    extend: bool


ENTRY_STEPS = {
    Command.ENTER: Step.DOWN,
    Command.ENTER_BACK: Step.UP,
    Command.TAB: Step.RIGHT,
    Command.TAB_BACK: Step.LEFT,
}
"""Commands that finish a cell and go to the next one to type in."""

_COMMANDS = {
    (_Key.Key_Return, _NONE): Command.ENTER,
    (_Key.Key_Enter, _NONE): Command.ENTER,
    (_Key.Key_Return, _SHIFT): Command.ENTER_BACK,
    (_Key.Key_Enter, _SHIFT): Command.ENTER_BACK,
    (_Key.Key_Return, _CTRL): Command.FILL_SELECTION,
    (_Key.Key_Enter, _CTRL): Command.FILL_SELECTION,
    (_Key.Key_Tab, _NONE): Command.TAB,
    (_Key.Key_Tab, _SHIFT): Command.TAB_BACK,
    (_Key.Key_Backtab, _SHIFT): Command.TAB_BACK,
    (_Key.Key_Backtab, _NONE): Command.TAB_BACK,
    (_Key.Key_Tab, _CTRL): Command.LEAVE,
    (_Key.Key_Backtab, _CTRL | _SHIFT): Command.LEAVE_BACK,
    (_Key.Key_Tab, _CTRL | _SHIFT): Command.LEAVE_BACK,
    (_Key.Key_C, _CTRL): Command.COPY,
    (_Key.Key_Insert, _CTRL): Command.COPY,
    (_Key.Key_C, _CTRL | _SHIFT): Command.COPY_WITH_HEADINGS,
    (_Key.Key_X, _CTRL): Command.CUT,
    (_Key.Key_V, _CTRL): Command.PASTE,
    (_Key.Key_Insert, _SHIFT): Command.PASTE,
    (_Key.Key_Delete, _NONE): Command.CLEAR,
    (_Key.Key_Backspace, _NONE): Command.RETYPE,
    (_Key.Key_D, _CTRL): Command.FILL_DOWN,
    (_Key.Key_R, _CTRL): Command.FILL_RIGHT,
    (_Key.Key_A, _CTRL): Command.SELECT_ALL,
    (_Key.Key_Semicolon, _CTRL): Command.TODAY,
    (_Key.Key_Down, _ALT): Command.CHOICES,
}

_ARROWS = {
    _Key.Key_Up: Step.UP,
    _Key.Key_Down: Step.DOWN,
    _Key.Key_Left: Step.LEFT,
    _Key.Key_Right: Step.RIGHT,
}
_PAGES = {_Key.Key_PageUp: Step.UP, _Key.Key_PageDown: Step.DOWN}
_ENDS = {_Key.Key_Home: Step.LEFT, _Key.Key_End: Step.RIGHT}


def _modifiers(event: QKeyEvent) -> Qt.KeyboardModifier:
    return event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)


def command_of(event: QKeyEvent) -> Command | None:
    """The command that a key asks for, None for every other key."""
    return _COMMANDS.get((_Key(event.key()), _modifiers(event)))


def movement_of(event: QKeyEvent) -> Movement | None:
    """The movement that a key asks for. Ctrl+PageUp/Down belong to the tabs of the window."""
    modifiers = _modifiers(event)
    extend = bool(modifiers & _SHIFT)
    control = bool(modifiers & _CTRL)
    if modifiers & ~(_SHIFT | _CTRL):
        return None
    key = _Key(event.key())
    if key in _ARROWS:
        return Movement(_ARROWS[key], Reach.RUN if control else Reach.CELL, extend)
    if key in _PAGES and not control:
        return Movement(_PAGES[key], Reach.PAGE, extend)
    if key in _ENDS:
        return Movement(_ENDS[key], Reach.TABLE if control else Reach.LINE, extend)
    return None
