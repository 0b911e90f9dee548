"""検算: what the rules found in the year looked at, with why and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTreeWidgetItem, QVBoxLayout, QWidget

from kyosai_desktop.domain.check import WORDS, Certainty, Finding
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.labels import Paragraph, button
from kyosai_desktop.ui.reading_list import ReadingList

_ICONS = {
    Certainty.CERTAIN: ("alert-circle", "bad"),
    Certainty.POSSIBLE: ("alert-triangle", "warn"),
    Certainty.NOTE: ("info-circle", "accent"),
}
_NOTHING = "合計・内訳・達成率に、食い違いはありません。数字を直すと、検算もやり直されます。"
_NO_FIGURES = "この年度の数字がまだないため、検算するものがありません。"


class FindingsPage(QWidget):
    """A list; the chosen finding is told in full below it, and Enter or a double click leads to its figure."""

    chosen = Signal(object)
    """The finding whose figure is to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: Sequence[Finding] = ()
        self._nothing = _NO_FIGURES
        self.list = ReadingList("検算の結果", ("確かさ", "場所", "内容"))
        self.detail = Paragraph("")
        self.list.currentItemChanged.connect(self._show_detail)
        self.go = button("この数字へ移る（Enter）")
        self.go.clicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.setFocusProxy(self.list)
        told = QHBoxLayout()
        told.setSpacing(16)
        told.addWidget(self.detail, 1)
        told.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.list, 1)
        layout.addLayout(told)
        layout.addStretch(0)

    def show_findings(self, findings: Sequence[Finding], figures: bool) -> None:
        """What holds now in a year that has any ``figures`` or none; a chosen finding stays so while it is found."""
        before = self._chosen()
        self._nothing = _NOTHING if figures else _NO_FIGURES
        with QSignalBlocker(self.list):
            self.list.clear()
            self._findings = findings
            for finding in findings:
                item = QTreeWidgetItem([WORDS[finding.certainty], finding.place.text(), finding.message])
                item.setIcon(0, icon(*_ICONS[finding.certainty]))
                item.setToolTip(2, finding.message)
                self.list.addTopLevelItem(item)
            at = next(
                (at for at, each in enumerate(findings) if before and each.place == before.place),
                0,
            )
            self.list.setCurrentIndex(self.list.model().index(at, 0))
        self.list.setHidden(not findings)
        self.go.setHidden(not findings)
        self._show_detail()

    def _chosen(self) -> Finding | None:
        at = self.list.currentIndex().row()
        return self._findings[at] if 0 <= at < len(self._findings) else None

    def _choose(self) -> None:
        finding = self._chosen()
        if finding:
            self.chosen.emit(finding)

    def _show_detail(self) -> None:
        finding = self._chosen()
        self.detail.set_words(f"{finding.message}\n{finding.cause}" if finding else self._nothing)
