"""The days of a form that shows how something stood: which one, and with which one it compares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from kyosai_desktop.domain.period_words import day_text
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.reported_days import DayReport
from kyosai_desktop.domain.typed_day import typed_day, typed_earlier_day
from kyosai_desktop.operations.days import FormDays
from kyosai_desktop.ui.combo_box import ComboBox
from kyosai_desktop.ui.labels import plain, row
from kyosai_desktop.ui.viewpoint import ChosenDays

_LONGEST = "2024年12月31日（18ブロック中18）"


class DayBox(ComboBox):
    """A day out of a list, or typed. ``wanted(text)`` comes once for what was typed or chosen."""

    wanted = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._edit = QLineEdit()
        self._edit.setAccessibleName(name)
        self._edit.editingFinished.connect(self._tell)
        self.setLineEdit(self._edit)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # half a date must not become another one; the stubs don't know that None takes the completer away
        self.setCompleter(None)  # type: ignore[arg-type]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(15)
        self._shown = ""
        self.textActivated.connect(lambda _text: self._tell())

    def show_days(self, days: Sequence[DayReport], chosen: date | None) -> None:
        """List the days, the newest first. The chosen one needn't be among them."""
        words = {each.day: _words(each) for each in days}
        self._shown = words.get(chosen, _words(DayReport(chosen, empty=True))) if chosen else ""
        with QSignalBlocker(self):
            self.clear()
            self.addItems(list(words.values()))
            self.setCurrentIndex(self.findText(self._shown))
        self.setEditText(self._shown)
        self._edit.setCursorPosition(0)
        room = self.fontMetrics().horizontalAdvance(_LONGEST) + 2 * self.fontMetrics().height()
        self.view().setMinimumWidth(room)
        self.setFixedWidth(room)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.currentText() != self._shown:
            self.setEditText(self._shown)  # what was half typed is given up
            self._edit.selectAll()
            return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        text = self.currentText().strip()
        if text == self._shown:
            return
        # the text stays as it was until the page shows the day: it quotes what it can't take
        wanted, shown = text.partition("（")[0], self._shown
        self.setEditText(shown)
        self.wanted.emit(wanted)


class DayBar(QWidget):
    """Shown only for a form that takes a day. ``chosen(ChosenDays)``, ``refused(Problem)``."""

    chosen = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: FormDays | None = None
        self._chosen = ChosenDays()
        self.day = DayBox("時点")
        self.day.setToolTip("どの日の数字を表に出し、入力するか。一覧から選ぶか、「2/20」のように入力します")
        self.earlier = DayBox("前回の時点")
        self.earlier.setToolTip("どの日と比べるか。一覧から選ぶか、「2/20」のように入力します")
        self._day_label, self._earlier_label = plain("時点", "muted"), plain("前回", "muted")
        self.setLayout(row(self._earlier_label, self.earlier, self._day_label, self.day, spacing=4))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.day.wanted.connect(self._choose_day)
        self.earlier.wanted.connect(self._choose_earlier)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def show_days(self, days: FormDays | None, chosen: ChosenDays) -> None:
        """Show the days of a form; None or a form without days hides the bar."""
        self._days, self._chosen = days, chosen
        self.setVisible(days is not None and bool(days.shown or days.earlier is not None))
        if days is None:
            return
        seen = days.viewpoint
        for widget in (self._day_label, self.day):
            widget.setVisible(bool(days.shown))
        for widget in (self._earlier_label, self.earlier):
            widget.setVisible(days.earlier is not None)
        self.day.show_days(days.shown, seen.as_of)
        self.earlier.show_days(days.earlier or (), seen.earlier_day)

    def _choose_day(self, text: str) -> None:
        if self._days is None:
            return
        found = typed_day(text, self._days.viewpoint.year) if text else None
        self._tell(found, ChosenDays(None if isinstance(found, Problem) else found, self._chosen.earlier_day))

    def _choose_earlier(self, text: str) -> None:
        if self._days is None:
            return
        seen = self._days.viewpoint
        found = typed_earlier_day(text, seen.year, seen.as_of) if text else None
        self._tell(found, ChosenDays(self._chosen.day, None if isinstance(found, Problem) else found))

    def _tell(self, found: date | Problem | None, days: ChosenDays) -> None:
        if isinstance(found, Problem):
            self.refused.emit(found)
        else:
            self.chosen.emit(days)


def _words(report: DayReport) -> str:
    lacking = report.lacking()
    return f"{day_text(report.day)}（{lacking}）" if lacking else day_text(report.day)
