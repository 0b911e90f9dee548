"""One file's plan: how many cells become what, the lines, what to confirm, and the button that carries it out."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from kyosai_desktop.domain.problem import Severity
from kyosai_desktop.operations.importing import ImportPlan, Outcome
from kyosai_desktop.ui.check_box import CheckBox
from kyosai_desktop.ui.imports.pivot import Pivot, cell_words, pivot
from kyosai_desktop.ui.imports.preview import PreviewView
from kyosai_desktop.ui.imports.preview_painting import LOOKS
from kyosai_desktop.ui.imports.questions import Questions
from kyosai_desktop.ui.labels import Elided, Heading, button, plain, row
from kyosai_desktop.ui.picture import Picture

_WORDS = {Severity.ERROR: "エラー", Severity.WARNING: "注意", Severity.NOTE: "参考"}
_SHOWN_UNREAD = 50


class PlanPanel(QWidget):
    """Shows a plan; the owner plans again after ``answered``, ``row_excluded``, ``cell_corrected`` (sheet, address, text)
    and ``skip_changed``."""

    answered = Signal(str, str)
    row_excluded = Signal(str, int)
    cell_corrected = Signal(str, str, str)
    skip_changed = Signal(bool)
    apply_wanted = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self._pivot = Pivot((), (), False)
        self.title = Heading("", 1.15)
        self.chips = QHBoxLayout()
        self.chips.setSpacing(8)
        self.only_changes = CheckBox("変更のある行だけ表示")
        self.only_changes.toggled.connect(self._show_lines)
        self.view = PreviewView()
        self.view.selectionModel().currentChanged.connect(self._show_detail)
        self.view.corrected.connect(self.cell_corrected)
        self.detail = Elided("muted")
        self.questions = Questions()
        self.questions.answered.connect(self.answered)
        self.questions.setFixedWidth(330)
        self.notes = QListWidget()
        self.notes.setAccessibleName("確認すること")
        self.notes.setWordWrap(True)
        self.notes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.notes.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.skip = CheckBox("エラーのセルを除いて取り込む")
        self.skip.toggled.connect(self.skip_changed)
        self.correct = button("セルを直す")
        self.correct.clicked.connect(self._correct)
        self.exclude = button("この行を除く")
        self.exclude.clicked.connect(self._exclude)
        self.give_up = button("やめる")
        self.give_up.clicked.connect(self.given_up)
        self.apply = button("取り込む", primary=True)
        self.apply.clicked.connect(self.apply_wanted)
        self._arrange()

    def show_plan(self, plan: ImportPlan) -> None:
        """Replace what is shown."""
        self._plan = plan
        self._pivot = pivot(plan)
        self.title.setText(f"「{plan.file.name}」　→　{plan.subject or '内容を確かめています'}")
        self._show_chips(plan)
        self.questions.show_questions(plan.questions)
        self._show_notes(plan)
        self._show_lines()
        errors = len(plan.errors)
        self.skip.setVisible(errors > 0 and not plan.questions)
        writes = len(plan.writes)
        comments = len(plan.comments)
        alone = f"コメント{comments}件を取り込む" if comments else "取り込む数字はありません"
        self.apply.setText(f"{writes}件を取り込む" if writes else alone)
        self.apply.setEnabled(not plan.blocking and writes + comments > 0)

    def _arrange(self) -> None:
        top = row(None, self.only_changes)
        top.insertLayout(0, self.chips)
        middle = QHBoxLayout()
        middle.setSpacing(10)
        middle.addWidget(self.view, 1)
        middle.addWidget(self.questions)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addLayout(top)
        layout.addLayout(middle, 1)
        layout.addLayout(row(self.detail, self.correct, self.exclude))
        layout.addWidget(self.notes)
        hint = plain("取り込んだ後も「元に戻す」（Ctrl+Z）で、取り込む前の状態に戻せます。", "muted")
        layout.addLayout(row(hint, None, self.skip, self.give_up, self.apply))

    def _show_chips(self, plan: ImportPlan) -> None:
        while (item := self.chips.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.deleteLater()
        counts = plan.counts()
        for outcome in Outcome:
            if counts[outcome] or outcome in (Outcome.ADDED, Outcome.CHANGED):
                self.chips.addWidget(_chip(outcome, counts[outcome]))

    def _show_notes(self, plan: ImportPlan) -> None:
        lines = [f"{_WORDS[note.severity]}：{note.sentence()}" for note in plan.notes]
        lines += [
            f"参考：シート『{unread.sheet}』／{unread.address}の「{unread.text}」は、どの表にも入らないため読みません。"
            for unread in plan.unread[:_SHOWN_UNREAD]
        ]
        if len(plan.unread) > _SHOWN_UNREAD:
            lines.append(f"参考：ほかに{len(plan.unread) - _SHOWN_UNREAD}件のセルを読みません。")
        self.notes.clear()
        self.notes.addItems(lines)
        self.notes.setVisible(bool(lines))
        self._fit_notes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_notes()

    def _fit_notes(self) -> None:
        """As high as the notes are at this width, up to a part of the window; what is more is scrolled to."""
        self.notes.doItemsLayout()
        heights = [self.notes.sizeHintForRow(line) for line in range(self.notes.count())]
        self.notes.setFixedHeight(min(sum(heights) + 8, max(self.height() // 4, 76)))

    def _show_lines(self) -> None:
        before = self.view.lines.cell(self.view.currentIndex())
        self.view.show_pivot(self._pivot, only_changes=self.only_changes.isChecked())
        place = self.view.place_to_begin(before)
        if place.isValid():
            self.view.selectionModel().setCurrentIndex(
                place, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self._show_detail()

    def _show_detail(self) -> None:
        line = self.view.current_line()
        cell = self.view.lines.cell(self.view.currentIndex())
        if cell is not None and cell.outcome is Outcome.ERROR and cell.problem is not None:
            self.detail.setText(f"{cell.problem.message}{cell.problem.next_step}")
        elif cell is not None:
            self.detail.setText(cell_words(cell))
        elif line is not None:
            self.detail.setText(line.remark or f"シート『{line.sheet}』の{line.row}行目　{line.label}")
        else:
            self.detail.setText("")
        self.correct.setVisible(self.view.place_to_correct() is not None)
        self.exclude.setVisible(line is not None and line.outcome is Outcome.ERROR)

    def _correct(self) -> None:
        place = self.view.place_to_correct()
        if place is not None:
            self.view.setFocus()
            self.view.setCurrentIndex(place)
            self.view.edit(place)

    def _exclude(self) -> None:
        line = self.view.current_line()
        if line:
            self.row_excluded.emit(line.sheet, line.row)


def _chip(outcome: Outcome, count: int) -> QFrame:
    picture, colour, ground = LOOKS[outcome]
    chip = QFrame()
    chip.setProperty("outcome", ground)
    image = Picture(picture, colour, 20)
    words = plain(f"{outcome.value}")
    number = Heading(f"{count}件", 1.15)
    for label in (words, number):
        label.setProperty("outcome", colour)
    layout = QHBoxLayout(chip)
    layout.setContentsMargins(12, 5, 12, 5)
    layout.setSpacing(6)
    for widget in (image, words, number):
        layout.addWidget(widget)
    return chip
