"""セルの詳細: the side panel that tells of one cell where it is from, what was said about it and what it was before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kyosai_desktop.domain.compute.explain import Part
from kyosai_desktop.domain.fact import Status
from kyosai_desktop.domain.series import Keeping
from kyosai_desktop.operations.provenance import CellStory, FactStep
from kyosai_desktop.ui.figures import story_words
from kyosai_desktop.ui.figures.comment_box import CommentBox
from kyosai_desktop.ui.figures.weighing import Weighing
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.labels import Heading, Paragraph, button, command_button, plain, row

_WIDTH = 22  # characters of full width
_CHANGES = 40
_PARTS = 24
_OTHER = {Keeping.CUMULATIVE: Keeping.MONTHLY, Keeping.MONTHLY: Keeping.CUMULATIVE}


class CellPanel(QFrame):
    """Shows a ``CellStory`` and asks its owner for every change."""

    closed = Signal()
    left = Signal()
    """The keyboard is to go back to the table."""
    comment_written = Signal(str)
    status_chosen = Signal(object)
    published_written = Signal(str)
    weighed = Signal(str)
    keeping_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName("セルの詳細")
        self.story: CellStory | None = None
        self.place = Paragraph()
        self.value = Heading(scale=1.5)
        self.status = _StatusButtons()
        self.status.chosen.connect(self.status_chosen)
        self.origin = Paragraph()
        self.parts = _Lines()
        self.published = QLineEdit()
        self.published.setAccessibleName("公表値")
        self.published.setPlaceholderText("公表された数字")
        self.published.setMinimumHeight(30)
        self.published.setClearButtonEnabled(True)
        self.published.editingFinished.connect(self._write_published)
        self.comment = CommentBox()
        self.comment.written.connect(self.comment_written)
        self.comment.left.connect(self.left)
        self.commented = plain(tone="muted")
        self.weighing = Weighing()
        self.weighing.wanted.connect(self.weighed)
        self.keeping = button("")
        self.keeping.clicked.connect(self._ask_keeping)
        self.changes = _Lines()
        self._arrange()
        self._fit()

    def show_story(self, story: CellStory | None, *, read_only: bool, selected: int) -> None:
        """Show a cell; None while none is chosen. ``selected``: how many cells a status would be given to."""
        self.story = story
        self._content.setVisible(story is not None)
        if story is None:
            self.place.set_words("表のセルを選ぶと、ここに出どころと履歴が出ます。")
            return
        explained, is_figure = story.explanation, story.key is not None
        self.place.set_words(story_words.place_words(explained))
        self.value.setText(story_words.value_words(explained))
        self.origin.set_words(story_words.origin_words(story))
        self.parts.show_pairs([(part.name, _part_text(part)) for part in explained.parts])
        self.status.show_status(story.fact.status if story.fact else None, selected)
        self.comment.show_comment(story.comment)
        self.commented.setText(story_words.commented_words(story.commented))
        self.commented.setVisible(bool(story.comment))
        published = story.published.thousandths if story.published else None
        if not self.published.hasFocus():
            self.published.setText("" if published is None else story_words.exact_words(published))
        for section in (self._published_section, self._comment_section):
            section.setVisible(is_figure)
        for section in (self._status_section, self._weighing_section):
            section.setVisible(explained.typed)
        other = _OTHER.get(story.keeping) if story.keeping else None
        self.keeping.setVisible(other is not None and explained.typed)
        if other is not None and story.keeping is not None:
            self.keeping.setText(f"{story.keeping.value}で保存中：{other.value}に換える")
        self._history_section.setVisible(is_figure)
        self.changes.show_stack([story_words.change_words(step) for step in story.changes[:_CHANGES]])
        self._more.setVisible(not story.changes or len(story.changes) > _CHANGES)
        self._more.setText(_more_words(story.changes))
        for field in (self.status, self.published, self.comment, self.weighing, self.keeping):
            field.setEnabled(not read_only)

    def settle(self) -> None:
        """Store what was written."""
        self.comment.settle()

    def write_comment(self) -> None:
        """Put the keyboard into the comment."""
        self.comment.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(_WIDTH * self.fontMetrics().horizontalAdvance("国"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        close = command_button()
        close.setIcon(icon("x", "text"))
        close.setMinimumWidth(32)
        close.setAccessibleName("セルの詳細を閉じる")
        close.setToolTip("閉じる（Alt+Enter）")
        close.clicked.connect(self.closed)
        self._more = plain(tone="muted")
        self._status_section = _section("状態", self.status)
        self._published_section = _section("公表値", self.published)
        self._comment_section = _section("コメント", self.comment, self.commented)
        self._weighing_section = _section("件数の換算", self.weighing)
        self._history_section = _section("履歴", self.changes, self._more, self.keeping)
        self._content = QWidget()
        inside = QVBoxLayout(self._content)
        inside.setContentsMargins(14, 0, 14, 12)
        inside.setSpacing(14)
        for widget in (
            self.value,
            _section("出どころ", self.origin, self.parts),
            self._status_section,
            self._comment_section,
            self._published_section,
            self._history_section,
            self._weighing_section,
        ):
            inside.addWidget(widget)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._content)
        head = row(self.place, close)
        head.setContentsMargins(14, 8, 6, 0)
        head.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(area, 1)

    def _write_published(self) -> None:
        story = self.story
        if story is None or not self.published.isModified():
            return
        self.published.setModified(False)
        self.published_written.emit(self.published.text())

    def _ask_keeping(self) -> None:
        if self.story and self.story.keeping:
            self.keeping_wanted.emit(_OTHER[self.story.keeping])


class _StatusButtons(QWidget):
    """速報 確定 概数 for the selected cells."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.buttons: dict[Status, QPushButton] = {}
        for status in Status:
            made = button(status.value)
            made.setCheckable(True)
            made.setMinimumHeight(28)
            made.setToolTip(story_words.STATUS_HELP[status])
            made.clicked.connect(lambda _checked=False, wanted=status: self.chosen.emit(wanted))
            self.buttons[status] = made
            layout.addWidget(made)
        self._of = plain(tone="muted")
        layout.addWidget(self._of)
        layout.addStretch(1)

    def show_status(self, status: Status | None, selected: int) -> None:
        """The status of the current cell; ``selected`` cells get the one that is pressed."""
        for each, made in self.buttons.items():
            made.setChecked(each is status)
        self._of.setText(f"{selected:,}セルに" if selected > 1 else "")


class _Lines(QWidget):
    """Short lines of text, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self._shown: list[tuple[str, str]] = []

    def show_pairs(self, pairs: list[tuple[str, str]]) -> None:
        """Names at the left, values at the right."""
        if self._replace(pairs):
            for at, (name, value) in enumerate(pairs[:_PARTS]):
                self._grid.addWidget(Paragraph(name, "muted"), at, 0)
                self._grid.addWidget(plain(value), at, 1, Qt.AlignmentFlag.AlignRight)
            if len(pairs) > _PARTS:
                self._grid.addWidget(plain(f"ほか{len(pairs) - _PARTS}件", "muted"), _PARTS, 0)

    def show_stack(self, pairs: list[tuple[str, str]]) -> None:
        """Each a line, and a paler one below it."""
        if self._replace(pairs):
            for at, (what, when) in enumerate(pairs):
                self._grid.addWidget(Paragraph(what), 2 * at, 0)
                self._grid.addWidget(Paragraph(when, "muted"), 2 * at + 1, 0)

    def _replace(self, pairs: list[tuple[str, str]]) -> bool:
        self.setVisible(bool(pairs))
        if pairs == self._shown:
            return False
        self._shown = pairs
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        return True


def _section(title: str, *widgets: QWidget) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(5)
    layout.addWidget(Heading(title, 1.0))
    for widget in widgets:
        layout.addWidget(widget)
    return made


def _part_text(part: Part) -> str:
    return part.text or story_words.NOT_REPORTED


def _more_words(changes: tuple[FactStep, ...]) -> str:
    if not changes:
        return "変更の記録はまだありません。"
    return f"これより前に{len(changes) - _CHANGES}件あります。" if len(changes) > _CHANGES else ""
