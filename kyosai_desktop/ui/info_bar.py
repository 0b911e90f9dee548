"""Messages that don't interrupt: a bar over the foot of the page, with cause, next step and what can be pressed.

It lies on top of what is there and moves nothing: a table that jumps makes the next click land in another cell.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.labels import Paragraph, button, command_button
from kyosai_desktop.ui.picture import Picture

_MARGIN = 12
_EDGE = 6
Action = tuple[str, Callable[[], object]]
"""Words on the button, and what it does. The bar closes when it is pressed."""


class Notice(NamedTuple):
    """What the bar says. An ERROR or WARNING needs a ``next_step``; a NOTE may need none.

    ``step`` is the step of the book that it speaks of: the bar offers to take back that one. ``lasting`` notices
    outlive the next input and other pages, since they tell of the file or the program.
    """

    message: str
    next_step: str = ""
    severity: Severity = Severity.NOTE
    actions: tuple[Action, ...] = ()
    step: int | None = None
    lasting: bool = False

    @classmethod
    def of(cls, problem: Problem, *actions: Action) -> Notice:
        """A problem as the bar says it, led by its place."""
        where = problem.place.text()
        lead = f"{where}：" if where else ""
        return cls(f"{lead}{problem.message}", problem.next_step, problem.severity, actions)


_LOOKS = {
    Severity.ERROR: ("alert-circle", "bad", "エラー"),
    Severity.WARNING: ("alert-triangle", "warn", "注意"),
    Severity.NOTE: ("info-circle", "accent", "お知らせ"),
}


class InfoBar(QFrame):
    """Shows one ``Notice`` at a time; a new one replaces the old.

    It lies over ``parent``, at its foot, or at its head where ``current_place`` (the cell one is in, in the parent's
    pixels) would be covered.
    """

    undo_wanted = Signal(object)
    """Take back the step with this id, and no other."""
    left = Signal()
    """The bar went away with the keyboard in it."""

    def __init__(self, parent: QWidget, current_place: Callable[[], QRect]) -> None:
        super().__init__(parent)
        self._ground = parent
        self._current_place = current_place
        parent.installEventFilter(self)
        self._picture = Picture(*_LOOKS[Severity.NOTE][:2], 20)
        self._word = QLabel()
        self._word.setProperty("word", True)
        self._words = Paragraph()
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons: list[QPushButton] = []
        self._close = command_button()
        self._close.setToolButtonStyle(QToolButton().toolButtonStyle())
        self._close.setIcon(icon("x", "text"))
        self._close.setMinimumWidth(32)
        self._close.setAccessibleName("お知らせを閉じる")
        self._close.setToolTip("閉じる")
        self._close.clicked.connect(self.dismiss)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 6, 8, 6)
        self._layout.setSpacing(10)
        for widget in (self._picture, self._word, self._words, self._close):
            self._layout.addWidget(widget)
        self.notice: Notice | None = None
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Replace what stands in the bar, and tell screen readers."""
        self.notice = notice
        picture, colour, word = _LOOKS[notice.severity]
        self.setProperty("info", notice.severity.value)
        self._picture.show_icon(picture, colour)
        self._word.setText(word)
        self._words.set_words(f"{notice.message}{notice.next_step}")
        self._replace_buttons(self._actions_of(notice))
        for widget in (self, self._word):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.setAccessibleName(f"{word}：{notice.message}{notice.next_step}")
        self.place()
        self.show()
        self.raise_()
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # long lists of roles: not for the start

        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Take the notice away."""
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        self.notice = None
        self.hide()
        if had_keyboard:
            self.left.emit()

    def pass_by(self) -> None:
        """Work went on, or to another page: only a lasting notice stays."""
        if self.notice and not self.notice.lasting:
            self.dismiss()

    def place(self) -> None:
        """Take the place at the foot, or at the head where the current cell is at the foot."""
        room = self._ground.rect().adjusted(_MARGIN, _EDGE, -_MARGIN, -_EDGE)
        height = max(self._layout.totalHeightForWidth(room.width()), self._layout.minimumSize().height())
        foot = QRect(room.left(), room.bottom() - height + 1, room.width(), height)
        head = QRect(room.left(), room.top(), room.width(), height)
        self.setGeometry(head if foot.intersects(self._current_place()) else foot)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._ground:
            self.place()
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.notice:
            self.place()

    def buttons(self) -> list[QPushButton]:
        """The buttons of the notice, in order."""
        return list(self._buttons)

    def _actions_of(self, notice: Notice) -> tuple[Action, ...]:
        if notice.step is None:
            return notice.actions
        return (("元に戻す", partial(self.undo_wanted.emit, notice.step)), *notice.actions)

    def _replace_buttons(self, actions: tuple[Action, ...]) -> None:
        for old in self._buttons:
            self._layout.removeWidget(old)
            old.deleteLater()
        self._buttons = []
        for text, act in actions:
            made = button(text)
            made.clicked.connect(self.dismiss)
            made.clicked.connect(lambda _checked=False, act=act: act())
            self._layout.insertWidget(self._layout.count() - 1, made)
            self._buttons.append(made)
