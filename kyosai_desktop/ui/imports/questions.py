"""What the file doesn't say, asked beside the preview: every answer plans the import again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from kyosai_desktop.operations.importing import Question
from kyosai_desktop.ui.combo_box import ComboBox
from kyosai_desktop.ui.labels import Heading, Paragraph, row

_NOT_YET = "選んでください"


class Questions(QScrollArea):
    """One card per open question. ``answered(question id, choice)``."""

    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("確かめること")
        self.fields: list[QComboBox | QLineEdit] = []
        self._answered: int | None = None

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Replace the questions; none hides the whole. The keyboard stays where the last answer was given."""
        answered, self._answered = self._answered, None
        before = self.takeWidget()
        if before is not None:
            before.hide()
            before.deleteLater()  # the field that gave the answer is still in its own signal
        self.fields = []
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.setSpacing(8)
        if questions:
            layout.addWidget(Heading(f"確かめること（{len(questions)}件）", 1.1))
        for question in questions:
            layout.addWidget(self._card(question))
        layout.addStretch(1)
        self.setWidget(inside)
        self.setVisible(bool(questions))
        if answered is not None and self.fields:
            self.fields[min(answered, len(self.fields) - 1)].setFocus()

    def _give(self, at: int, question: Question, choice: str) -> None:
        self._answered = at
        self.answered.emit(question.id, choice)

    def _card(self, question: Question) -> QFrame:
        card = QFrame()
        card.setProperty("card", True)
        layout = QVBoxLayout(card)
        place = question.place.text()
        if place:
            layout.addWidget(Paragraph(place, "muted"))
        layout.addWidget(Paragraph(question.text))
        field = self._box(question) if question.choices else self._line(question)
        field.setAccessibleName(question.text)
        field.setMinimumHeight(30)
        self.fields.append(field)
        layout.addLayout(row(field))
        return card

    def _box(self, question: Question) -> QComboBox:
        box = ComboBox()
        box.setMinimumContentsLength(12)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.addItem(_NOT_YET)
        for choice in question.choices:
            box.addItem(choice.text, choice.code)
        at = len(self.fields)
        box.activated.connect(lambda index: self._give(at, question, box.itemData(index)) if index else None)
        return box

    def _line(self, question: Question) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText("例：2024-05、2023年度")
        at = len(self.fields)
        line.returnPressed.connect(lambda: self._give(at, question, line.text().strip()))
        return line
