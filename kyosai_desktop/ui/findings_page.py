"""検算: what the rules found in the year looked at, with why and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from kyosai_desktop.domain.check import Certainty, Finding
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.labels import Paragraph, button, row
from kyosai_desktop.ui.reading_list import ReadingList

WORDS = {Certainty.CERTAIN: "食い違い", Certainty.POSSIBLE: "要確認", Certainty.NOTE: "参考"}
_ICONS = {
    Certainty.CERTAIN: ("alert-circle", "bad"),
    Certainty.POSSIBLE: ("alert-triangle", "warn"),
    Certainty.NOTE: ("info-circle", "accent"),
}


class FindingsPage(QWidget):
    """A list; the chosen finding is told in full below it, and Enter or a double click leads to its figure."""

    chosen = Signal(object)
    """The finding whose figure is to be shown."""

    def __init__(self, findings: Sequence[Finding], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings = findings
        self.list = ReadingList("検算の結果", ("確かさ", "場所", "内容"))
        for finding in findings:
            item = QTreeWidgetItem([WORDS[finding.certainty], finding.place.text(), finding.message])
            item.setIcon(0, icon(*_ICONS[finding.certainty]))
            item.setToolTip(2, finding.message)
            self.list.addTopLevelItem(item)
        self.detail = Paragraph(
            ""
            if findings
            else "合計・内訳・達成率に、食い違いはありません。数字を直すと、検算もやり直されます。"
        )
        self.list.currentItemChanged.connect(self._show_detail)
        self.go = button("この数字へ移る（Enter）")
        self.go.clicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.setFocusProxy(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list, 1)
        layout.addLayout(row(self.detail, self.go))
        self.list.setHidden(not findings)
        self.go.setHidden(not findings)
        if findings:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        else:
            layout.addStretch(1)

    def _choose(self) -> None:
        self.chosen.emit(self._findings[self.list.currentIndex().row()])

    def _show_detail(self) -> None:
        finding = self._findings[self.list.currentIndex().row()]
        self.detail.set_words(f"{finding.message}\n{finding.cause}")
