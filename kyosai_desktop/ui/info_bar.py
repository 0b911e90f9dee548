"""Messages that don't interrupt: a bar above the page, with cause, next step and what can be pressed about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.labels import Paragraph, button, command_button

Action = tuple[str, Callable[[], None]]
"""Words on the button, and what it does. The bar closes when it is pressed."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What the bar says. An ERROR or WARNING needs a ``next_step``; a NOTE may need none."""

    message: str
    next_step: str = ""
    severity: Severity = Severity.NOTE
    actions: tuple[Action, ...] = ()

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
    """Shows one ``Notice`` at a time; a new one replaces the old."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel()
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
        self._close.clicked.connect(self.hide)
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
        self._picture.setPixmap(icon(picture, colour).pixmap(QSize(20, 20), self.devicePixelRatioF()))
        self._word.setText(word)
        self._words.set_words(f"{notice.message}{notice.next_step}")
        self._replace_buttons(notice.actions)
        for widget in (self, self._word):
            widget.style().unpolish(widget)
            widget.style().polish(widget)
        self.setAccessibleName(f"{word}：{notice.message}{notice.next_step}")
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def buttons(self) -> list[QPushButton]:
        """The buttons of the notice, in order."""
        return list(self._buttons)

    def _replace_buttons(self, actions: tuple[Action, ...]) -> None:
        for old in self._buttons:
            self._layout.removeWidget(old)
            old.deleteLater()
        self._buttons = []
        for text, act in actions:
            made = button(text)
            made.clicked.connect(self.hide)
            made.clicked.connect(lambda _checked=False, act=act: act())
            self._layout.insertWidget(self._layout.count() - 1, made)
            self._buttons.append(made)
