"""The bottom line: saved since when, whether one can type, 検算, the selection's sum, and the progress of work."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStatusBar, QWidget

from kyosai_desktop.ui.editing_state import EditingState
from kyosai_desktop.ui.labels import button, command_button, plain, upright_rule
from kyosai_desktop.ui.picture import Picture

_PATIENCE_MS = 300
_MOMENT_MS = 8_000


class StatusLine(QStatusBar):
    """Only words; what is pressed here is carried out elsewhere."""

    stop_pressed = Signal()
    checks_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(True)
        self.saved = plain(tone="muted")
        self.editing = plain(tone="muted")
        self.lock = Picture("lock", "warn", 16)
        self.working = plain(tone="muted")
        self.bar = QProgressBar()
        self.bar.setFixedWidth(160)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("進み具合")
        self.stop = button("中止")
        self.stop.setMinimumHeight(28)
        self.stop.clicked.connect(self.stop_pressed)
        self.checks = command_button()
        self.checks.setMinimumHeight(28)
        self.checks.clicked.connect(self.checks_pressed)
        self.summary = plain()
        self.rule = upright_rule()
        left: tuple[QWidget, ...] = (
            self.saved,
            self.rule,
            self.lock,
            self.editing,
            self.working,
            self.bar,
            self.stop,
        )
        right: tuple[QWidget, ...] = (self.checks, self.summary)
        # In a widget of their own: a message covers it, and what is shown inside it meanwhile stays covered.
        words = QWidget()
        line = QHBoxLayout(words)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in left:
            line.addWidget(widget)
        self.addWidget(words)
        for widget in right:
            self.addPermanentWidget(widget)
        self.setContentsMargins(8, 0, 8, 0)
        self._label = ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._show_label)
        self.show_work("")
        self.show_checks(None)
        self.show_no_book()

    def show_no_book(self) -> None:
        """Nothing is open."""
        self.saved.setText("ブックは開いていません")
        self.editing.setText("")
        self.lock.hide()
        self.rule.hide()

    def show_editing(self, state: EditingState) -> None:
        """Whether one can type here."""
        self.editing.setText(state.value)
        self.lock.setVisible(state is not EditingState.OPEN)

    def show_saved(self, at: datetime | None, *, read_only: bool) -> None:
        """``at``: the time of the last change, None when nothing was changed since the book was opened."""
        if read_only:
            self.saved.setText("バックアップを表示中")
        else:
            self.saved.setText(f"自動保存済み {at:%H:%M}" if at else "自動保存済み")
        self.rule.show()

    def tell(self, words: str) -> None:
        """Words for a moment, in the place of those at the left."""
        self.showMessage(words, _MOMENT_MS)

    def show_checks(self, count: int | None, *, figures: bool = True) -> None:
        """How many disagreements 検算 found; None: not checked. Without ``figures`` there was nothing to agree."""
        agreed = "検算：一致" if figures else "検算：数字なし"
        self.checks.setText(f"検算：確認が必要 {count}件" if count else agreed)
        self.checks.setVisible(count is not None)

    def show_summary(self, text: str) -> None:
        """The selection's 平均, 個数, 合計."""
        self.summary.setText(text)

    def show_work(self, label: str) -> None:
        """What is being done now; '' when nothing is. Work of a moment isn't mentioned."""
        self._label = label
        self.bar.setRange(0, 0)
        if label:
            self._patience.start()
        else:
            self._patience.stop()
            self._show_label()

    def _show_label(self) -> None:
        label = self._label
        shown: tuple[QWidget, ...] = (self.working, self.bar, self.stop)
        for widget in shown:
            widget.setVisible(bool(label))
        self.working.setText(label)
        if label:
            self.clearMessage()

    def show_progress(self, done: int, total: int) -> None:
        """How far the work is."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
