"""改定 in the page: which version is looked at, and the next one with its day and reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from kyosai_desktop.domain.fiscal.era import Precision, parse_date
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations.targets.versions import TargetVersion, start_revision, version_name, versions
from kyosai_desktop.ui.combo_box import ComboBox
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.labels import plain, row
from kyosai_desktop.ui.page import Desk
from kyosai_desktop.ui.targets.inline_panel import InlinePanel, line_field


class VersionBox(QWidget):
    """「版 当初」. ``chosen(number)``. The tool tip tells when and why the version was decided."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = ComboBox()
        self.box.setAccessibleName("目標の版")
        label = plain("版(&H)", "muted")
        label.setBuddy(self.box)
        self.setLayout(row(label, self.box))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.box.activated.connect(lambda index: self.chosen.emit(self.box.itemData(index)))

    def show_versions(self, versions: Sequence[TargetVersion], current: int) -> None:
        """Fill the box, the newest first."""
        with QSignalBlocker(self.box):
            self.box.clear()
            for version in reversed(versions):
                self.box.addItem(version.name, version.number)
            self.box.setCurrentIndex(self.box.findData(current))
        chosen = next(version for version in versions if version.number == current)
        self.box.setToolTip(told(chosen) or "はじめに決めた目標です")


class RevisionPanel(InlinePanel):
    """Asks for the day and the reason of a revision, and begins it. ``started(TargetVersion)``."""

    started = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("目標の改定", "改定を始める", parent=parent)
        self._desk = desk
        self.day = line_field(11)
        self.reason = QLineEdit()
        self.reason.setMinimumWidth(80)
        self.reason.setPlaceholderText("例：12月幹事会で上方修正")
        self.add_field("決定日(&D)", self.day, "決定日")
        self.add_field("理由(&R)", self.reason, "改定の理由")
        self.carried_out.connect(self._start)

    def begin(self, viewpoint: Viewpoint) -> None:
        """Open for the next revision of the year, with today as the day."""
        newest = self._desk.session.read(lambda book: versions(book, viewpoint))[-1]
        today = date.today()
        self.day.setText(f"{today.year}/{today.month}/{today.day}")
        self.reason.clear()
        self.reason.setFocus()
        self.tell(
            f"{viewpoint.year.text()}の目標の{version_name(newest.number + 1)}を作ります。"
            "変えた目標だけが改定として残り、それまでの目標は版を切り替えていつでも見られます。"
        )

    def _start(self) -> None:
        viewpoint = self._desk.outlook.current
        if viewpoint is None:
            return
        day, reason = self._decided_on(viewpoint.year), self.reason.text()
        outcome: TargetVersion | Problem
        if isinstance(day, Problem):
            outcome = day
        else:
            decided = day
            outcome = self._desk.session.read(lambda book: start_revision(book, viewpoint, decided, reason))
        if isinstance(outcome, Problem):
            self._desk.notify(Notice.of(outcome))
        else:
            self.started.emit(outcome)

    def _decided_on(self, year: FiscalYear) -> date | Problem:
        parsed = parse_date(self.day.text(), fiscal_year=year)
        if isinstance(parsed, Problem):
            return parsed
        if parsed.precision is not Precision.DAY:
            return Problem(
                "targets.no_day",
                f"決定日「{self.day.text().strip()}」は、日まで決まっていません。",
                "「12/13」のように日まで入力してください。",
            )
        return parsed.start


def told(version: TargetVersion) -> str:
    """When and why a version was decided."""
    day = version.decided_on
    when = f"{day.year}年{day.month}月{day.day}日決定" if day else ""
    return "　".join(part for part in (when, version.reason) if part)
