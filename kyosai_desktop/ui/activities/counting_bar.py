"""Which items are counted from the register: told in a line, chosen in boxes below the grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from kyosai_desktop.domain.activity import Counted, Counting
from kyosai_desktop.operations.counting import Countable
from kyosai_desktop.ui.combo_box import ComboBox
from kyosai_desktop.ui.labels import Paragraph, button, plain, row

Choose = Callable[[int, Counted | None], object]
"""Series id, and how it is counted (None: typed again)."""


class CountingBar(QFrame):
    """An item, the kind of entries, what of them is counted, and the button that does it."""

    def __init__(self, choose: Choose, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._choose = choose
        self.told = Paragraph("", "muted")
        self.item, self.kind, self.counting = _combo("数える項目"), _combo("記録の種類"), _combo("数え方")
        for way in Counting:
            self.counting.addItem(way.value, way)
        self.count = button("数える")
        self.stop = button("入力に戻す")
        self.item.currentIndexChanged.connect(self._follow)
        self.count.clicked.connect(self._begin)
        self.stop.clicked.connect(self._end)
        label = plain("実績の項目(&I)")
        label.setBuddy(self.item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(6)
        layout.addWidget(self.told)
        layout.addLayout(
            row(
                label,
                self.item,
                plain("を"),
                self.kind,
                plain("の"),
                self.counting,
                self.count,
                self.stop,
                None,
            )
        )

    def show_countable(self, found: Sequence[Countable], kinds: Sequence[str]) -> None:
        """Replace the choices; the chosen item stays chosen."""
        before = self.item.currentData()
        with QSignalBlocker(self.item), QSignalBlocker(self.kind):
            self.item.clear()
            for each in found:
                self.item.addItem(each.text(), each)
            ids = [each.series_id for each in found]
            if isinstance(before, Countable) and before.series_id in ids:
                self.item.setCurrentIndex(ids.index(before.series_id))
            self.kind.clear()
            self.kind.addItem("すべての種類", "")
            for kind in kinds:
                self.kind.addItem(kind, kind)
        counted = [each.text() for each in found if each.counted]
        self.told.set_words(
            f"活動記録から数えている項目：{'、'.join(counted)}"
            if counted
            else "回数・人数・団体数を、実績の項目として数えられます。数える項目は、表に直接入力できなくなります。"
        )
        self._follow()

    def _shown(self) -> Countable | None:
        data = self.item.currentData()
        return data if isinstance(data, Countable) else None

    def _follow(self) -> None:
        shown = self._shown()
        self.count.setEnabled(shown is not None)
        self.stop.setEnabled(shown is not None and shown.counted is not None)
        if shown and shown.counted:
            self.kind.setCurrentIndex(max(self.kind.findData(shown.counted.kind), 0))
            self.counting.setCurrentIndex(list(Counting).index(shown.counted.counting))

    def _begin(self) -> None:
        shown = self._shown()
        if shown:
            self._choose(shown.series_id, Counted(self.kind.currentData(), self.counting.currentData()))

    def _end(self) -> None:
        shown = self._shown()
        if shown:
            self._choose(shown.series_id, None)


def _combo(name: str) -> QComboBox:
    made = ComboBox(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made
