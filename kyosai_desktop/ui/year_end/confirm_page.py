"""確定: the months of the year looked at, closed one after the other, and opened again with a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QTreeWidgetItem, QVBoxLayout, QWidget

from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations import confirming
from kyosai_desktop.operations.confirming import Confirmation, TakenBack
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.labels import Heading, Paragraph, button, row
from kyosai_desktop.ui.page import Desk
from kyosai_desktop.ui.picture import Picture
from kyosai_desktop.ui.reading_list import ReadingList, when_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kyosai_desktop.domain.check import Finding
    from kyosai_desktop.operations.reporting import FormReport

_FINDINGS = 3
_EXPLANATION = (
    "確定した月の実績は、入力も取り込みもできなくなります。目標は、年度を確定するまで直せます。"
    "確定は理由を入れて解除でき、解除した記録が残ります。"
)


class ConfirmPage(QWidget):
    """Choose a month at the left; what is still missing for it stands below, with the commands."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._state: Confirmation | None = None
        self.months = ReadingList("年度の月", ("月", "状態"))
        self.record = ReadingList("確定を解除した記録", ("日時", "対象", "理由", "解除した人"))
        self.missing = Paragraph()
        self.found = Paragraph()
        self.found_mark = Picture("alert-triangle", "warn", 20)
        self.show_findings = button("検算の結果を開く")
        self.show_findings.clicked.connect(lambda: self._open_findings())
        self.confirm = button("", primary=True)
        self.reopen = button("")
        self.confirm_year = button("")
        self.reopen_year = button("")
        for made, act in (
            (self.confirm, self._confirm),
            (self.reopen, self._reopen),
            (self.confirm_year, self._confirm_year),
            (self.reopen_year, self._reopen_year),
        ):
            made.clicked.connect(lambda _checked=False, act=act: act())
        self._record_title = Heading("確定を解除した記録", 1.05)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Paragraph(_EXPLANATION))
        layout.addWidget(self.months, 9)
        layout.addWidget(self.missing)
        layout.addLayout(self._checked())
        layout.addLayout(row(self.confirm, self.reopen, None, self.confirm_year, self.reopen_year))
        layout.addWidget(self._record_title)
        layout.addWidget(self.record, 2)
        self.setFocusProxy(self.months)
        self.months.currentItemChanged.connect(self._show_month)
        desk.session.changed.connect(self._follow)
        desk.outlook.moved.connect(self._follow)
        self.refresh()

    def _checked(self) -> QHBoxLayout:
        """What 検算 found, and the way to its list."""
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.found_mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.found, 1)
        line.addWidget(self.show_findings, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def refresh(self) -> None:
        """Show what the book says now; the chosen month stays chosen."""
        viewpoint = self._desk.outlook.current
        if viewpoint is None:
            return
        chosen = self._chosen() or viewpoint.through
        state, kept = self._desk.session.read(partial(_read, viewpoint=viewpoint))
        self._state = state
        self.months.clear()
        for month in viewpoint.year.months():
            closed = state.whole or (state.through is not None and month <= state.through)
            item = QTreeWidgetItem([month.text(), "確定" if closed else "未確定"])
            item.setIcon(1, icon("lock" if closed else "lock-open", "good" if closed else "muted"))
            self.months.addTopLevelItem(item)
        at = viewpoint.year.months().index(chosen) if chosen in viewpoint.year.months() else 0
        self.months.setCurrentIndex(self.months.model().index(at, 0))
        self.record.clear()
        for each in kept:
            what = f"{each.year}年度" + (f" {each.month}月" if each.month else "")
            when = when_words(each.time.astimezone())
            self.record.addTopLevelItem(QTreeWidgetItem([when, what, each.reason, each.user]))
        self.record.setVisible(bool(kept))
        self._record_title.setVisible(bool(kept))
        self._show_month()

    def _follow(self, _tables: object = None) -> None:
        self.refresh()

    def _chosen(self) -> Month | None:
        at = self.months.currentIndex().row()
        viewpoint = self._desk.outlook.current
        if viewpoint is None or at < 0 or self._state is None or self._state.year != viewpoint.year:
            return None
        return viewpoint.year.months()[at]

    def _show_month(self) -> None:
        month, state = self._chosen(), self._state
        if month is None or state is None:
            return
        closed = state.whole or (state.through is not None and month <= state.through)
        year = state.year.text()
        self.confirm.setText(f"{month.month}月まで確定する")
        self.confirm.setEnabled(not closed)
        self.reopen.setText(f"{month.month}月からの確定を解除…")
        self.reopen.setEnabled(closed and not state.whole)
        self.confirm_year.setText(f"{year}を確定する")
        self.confirm_year.setVisible(not state.whole)
        self.reopen_year.setText(f"{year}の確定を解除…")
        self.reopen_year.setVisible(state.whole)
        self.missing.set_words(f"{month.text()}末の報告を調べています。")
        self._tell_found(())
        viewpoint = self._desk.outlook.current
        if viewpoint:
            seen = Viewpoint(viewpoint.council, viewpoint.year, month)
            self._desk.session.later(
                self, partial(_month, viewpoint=seen), self._tell_month, self._desk.explain
            )

    def _tell_month(self, seen: _Month) -> None:
        if seen.viewpoint.through == self._chosen():
            self._tell_missing(seen.viewpoint, seen.reports)
            self._tell_found(seen.findings, seen.counted)

    def _tell_found(self, findings: Sequence[Finding], counted: str = "") -> None:
        """The number and the first sentences; nothing while nothing is known or found."""
        allowed = "このまま確定もできます（件数は操作の履歴に残ります）。" if self.confirm.isEnabled() else ""
        lines = [f"検算：{counted}が残っています。{allowed}"] if findings else []
        lines += [each.message for each in findings[:_FINDINGS]]
        if len(findings) > _FINDINGS:
            lines.append(f"ほかに{len(findings) - _FINDINGS}件あります。")
        self.found.set_words("\n".join(lines))
        for each in (self.found, self.found_mark, self.show_findings):
            each.setVisible(bool(findings))

    def _open_findings(self) -> None:
        """The list for the chosen month, whichever the head shows."""
        month = self._chosen()
        if month:
            self._desk.outlook.choose_month(month)
            self._desk.commands.check.trigger()

    def _tell_missing(self, seen: Viewpoint, reports: Sequence[FormReport]) -> None:
        begun = [each for each in reports if each.sentence() and each.begun]
        if not any(each.begun for each in reports):
            words = f"{seen.through.text()}末の実績は、まだどこからも報告されていません。"
        elif begun:
            words = "\n".join(f"{each.title}：{each.sentence()}" for each in begun[:3])
        else:
            words = f"{seen.through.text()}末の実績は、報告の始まっている表ではすべてそろっています。"
        self.missing.set_words(words)

    def _confirm(self) -> None:
        viewpoint, month = self._desk.outlook.current, self._chosen()
        if viewpoint and month:
            self._carry_out(
                lambda book: confirming.confirm_through(book, viewpoint.council, viewpoint.year, month),
                f"{viewpoint.year.text()}を{month.month}月まで確定しました。",
            )

    def _confirm_year(self) -> None:
        viewpoint = self._desk.outlook.current
        if viewpoint:
            self._carry_out(
                lambda book: confirming.confirm_year(book, viewpoint.council, viewpoint.year),
                f"{viewpoint.year.text()}を確定しました。目標も直せなくなります。",
            )

    def _reopen(self) -> None:
        viewpoint, month = self._desk.outlook.current, self._chosen()
        if viewpoint is None or month is None:
            return
        what = f"{viewpoint.year.text()}の{month.month}月から後の確定"
        reason = self._ask_reason(what)
        if reason:
            self._carry_out(
                lambda book: confirming.reopen_from(book, viewpoint.council, viewpoint.year, month, reason),
                f"{what}を解除しました。",
            )

    def _reopen_year(self) -> None:
        viewpoint = self._desk.outlook.current
        if viewpoint is None:
            return
        what = f"{viewpoint.year.text()}の確定"
        reason = self._ask_reason(what)
        if reason:
            self._carry_out(
                lambda book: confirming.reopen_year(book, viewpoint.council, viewpoint.year, reason),
                f"{what}を解除しました。月の確定は残っています。",
            )

    def _ask_reason(self, what: str) -> str:
        message = f"{what}を解除すると、数字を直せるようになります。解除したことと理由は記録に残ります。"
        return self._desk.dialogs.ask_reason(self, "確定の解除", message, "解除する") or ""

    def _carry_out(self, act: Callable[[Book], Applied | Problem], done: str) -> None:
        outcome = self._desk.attempt(act)
        if isinstance(outcome, Problem):
            self._desk.notify(Notice.of(outcome))
        else:
            self._desk.tell_done(done)


def _read(book: Book, viewpoint: Viewpoint) -> tuple[Confirmation, list[TakenBack]]:
    return (
        confirming.confirmation(book, viewpoint.council, viewpoint.year),
        confirming.taken_back(book, viewpoint.council),
    )


class _Month(NamedTuple):
    """What is known of the year through a month: who has reported, and what 検算 found, the certain first."""

    viewpoint: Viewpoint
    reports: Sequence[FormReport]
    findings: Sequence[Finding]
    counted: str


def _month(book: Book, viewpoint: Viewpoint) -> _Month:
    from kyosai_desktop.operations import checking, reporting  # with all of compute
    from kyosai_desktop.operations.reading import Reading

    found = checking.serious(checking.check(book, viewpoint))
    return _Month(viewpoint, reporting.reports(Reading(book), viewpoint), found, checking.counted(found))
