"""目標: the council's target forms, with what makes a year's targets quick to set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from kyosai_desktop.domain.compute import Computed
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.form import LATEST, Form, Purpose, Viewpoint
from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.domain.table import Table
from kyosai_desktop.operations.provenance import CellStory
from kyosai_desktop.operations.targets import allocating, versions
from kyosai_desktop.operations.targets.allocating import Request
from kyosai_desktop.operations.targets.counts import count_sources
from kyosai_desktop.operations.targets.entering import enter_targets
from kyosai_desktop.operations.targets.sheet import Beside, TargetView, open_sheet
from kyosai_desktop.operations.targets.versions import TargetVersion
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.command_bar import CommandBar
from kyosai_desktop.ui.empty_state import EmptyState
from kyosai_desktop.ui.figures.page import FiguresPage, open_menus_at_once
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.labels import row
from kyosai_desktop.ui.page import Desk, Direction, Unstored
from kyosai_desktop.ui.targets.allocation import AllocationPanel, Division
from kyosai_desktop.ui.targets.commands import page_command
from kyosai_desktop.ui.targets.copied import copy_last_year
from kyosai_desktop.ui.targets.formula import FormulaPanel
from kyosai_desktop.ui.targets.inline_panel import InlinePanel
from kyosai_desktop.ui.targets.revision import RevisionPanel, VersionBox, told

_ONLY_FIXES = Problem(
    "targets.only_fixes",
    "配分の案を表示している間は、案に入力した値だけを元に戻せます。",
    "保存した目標を元に戻すときは、先に「配分を反映する」か「やめる」を押してください。",
    Severity.NOTE,
)


class TargetsPage(FiguresPage):
    """目標 of the year. While totals are being divided, the grid shows the proposal instead of the targets."""

    purpose = Purpose.TARGETS

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._view = TargetView()
        self._computed: Computed | None = None
        self._place: tuple[int, int] | None = None
        self.allocation = AllocationPanel()
        self._division = Division(self.allocation)
        super().__init__(desk, parent)
        self.formula = FormulaPanel(self.table_view)
        self.revision = RevisionPanel(desk)
        self.version = VersionBox()
        self.version.chosen.connect(self._look_at)
        at = self.body.indexOf(self.chooser)
        self.body.removeWidget(self.chooser)
        open_menus_at_once(self.views)
        self.views.add_right(self.version)
        line = row(self.chooser, self.views, spacing=20)
        line.setStretch(1, 1)
        self.body.insertLayout(at, line)
        for panel in self._panels():
            at += 1
            self.body.insertWidget(at, panel)
            panel.given_up.connect(self._close_panels)
        self.allocation.carried_out.connect(self._allocate)
        self.revision.started.connect(self._begin_with)
        self.allocation.changed.connect(self._divide_otherwise)

    def command_groups(self) -> tuple[Sequence[QAction], ...]:
        commands = self.desk.commands
        self.copy_year = page_command(
            self, "前年度から複写", "copy", self._copy, "空いている目標に前年度の目標を写します"
        )
        self._copy_menu = QMenu(self)
        self._copy_menu.addAction("すべての目標の表", self._copy)
        self._copy_menu.addAction("この表だけ", lambda: self._copy([self.shown_form().code]))
        self.copy_year.setMenu(self._copy_menu)
        self.allocate = page_command(
            self,
            "合計から配分",
            "arrows-sort",
            self._open_allocation,
            "合計の行の目標を前年度の割合で分けます",
            "Ctrl+H",
        )
        self.by_formula = page_command(
            self, "件数×率", "equal", self._open_formula, "満期件数に率を掛けて、選んでいるセルの目標にします"
        )
        self.revise = page_command(
            self,
            "改定を始める",
            "history",
            self._open_revision,
            "決めた目標を残したまま、改定した目標を入れます",
        )
        self.compare = self._choice(Beside.LAST_YEAR, "前年度の目標と実績、目標との差を並べます", "F4")
        self.compare_earlier = self._choice(Beside.EARLIER_VERSION, "ひとつ前の版の目標と、その差を並べます")
        self.subtotals = page_command(
            self,
            "小計にも入力する",
            "columns-3",
            None,
            "内訳が分からない計を入力できます。差は未配賦の行に出ます",
        )
        self.subtotals.setCheckable(True)
        self.subtotals.toggled.connect(self._let_type_subtotals)
        self.views = CommandBar(
            (
                self.filter_rows,
                self.only_entry,
                self.subtotals,
                self.compare,
                self.compare_earlier,
                self.revise,
            )
        )
        return (
            (commands.undo, commands.redo),
            (self.copy_year, self.allocate, self.by_formula),
            (self.details.action,),
            (commands.preview,),
        )

    def make_empty(self) -> EmptyState:
        return EmptyState(
            "target",
            "目標はまだありません",
            "前年度の目標を下書きにして、変わるところだけを直せます。",
            (
                ("前年度から複写", self._copy),
                ("手で入力する", self.begin),
                ("Excelから取り込む", self.desk.commands.import_files.trigger),
            ),
        )

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        place = (viewpoint.council.id, viewpoint.year.year) if viewpoint else None
        if place != self._place:
            self._place = place
            self._view = replace(self._view, version=LATEST)
            self._put_panels_away()
        super().refresh()

    def show_form(self) -> None:
        viewpoint = self.desk.outlook.current
        if viewpoint is None or self.form() is None:
            super().show_form()
            return
        known = self.desk.session.read(lambda book: versions.versions(book, viewpoint))
        if self._view.version > known[-1].number:  # a revision that was undone
            self._view = replace(self._view, version=LATEST)
        current = known[-1].number if self._view.version == LATEST else self._view.version
        self.version.show_versions(known, current)
        self.version.setVisible(len(known) > 1)
        self.compare_earlier.setVisible(len(known) > 1)
        self.compare_earlier.setEnabled(current > versions.ORIGINAL)
        self.empty.title.setText(f"{viewpoint.year.text()}の目標はまだありません")
        self._propose(viewpoint)
        self.table_view.same_text_counts = self._division.proposal is not None
        self.unstored_changed.emit()
        super().show_form()
        if self._division.proposal is not None:
            self.set_subtitle(f"{self.subtitle}　配分の案（まだ反映していません）")
        elif current:
            version = next(each for each in known if each.number == current)
            self.set_subtitle(f"{self.subtitle}　{version.name}　{told(version)}")
        if not self.formula.isHidden():
            code = self.shown_form().code
            self.formula.offer(self.desk.session.read(lambda book: count_sources(book, code, viewpoint)))
        self.formula.aim(viewpoint.council.rounding)

    def read_table(self, book: Book, viewpoint: Viewpoint) -> Table:
        code = self.shown_form().code
        proposal = self._division.proposal
        if proposal is not None:
            return self._division.table(book, code, viewpoint, proposal)
        sheet = open_sheet(book, code, viewpoint, self._view, self._computed)
        self._computed = sheet.computed
        return sheet.table

    def form_shown(self, book: Book, viewpoint: Viewpoint) -> tuple[Form, bool]:
        return open_sheet(book, self.shown_form().code, viewpoint, self._view).form, True

    def story_at(self, book: Book, viewpoint: Viewpoint, at: tuple[int, int]) -> CellStory | None:
        # a proposal is nobody's figure yet
        return None if self._division.proposal is not None else super().story_at(book, viewpoint, at)

    def store_cells(
        self, book: Book, viewpoint: Viewpoint, cells: Sequence[TypedCell], label: str
    ) -> Applied | Problem:
        code, proposal = self.shown_form().code, self._division.proposal
        if proposal is None:
            shown = self.table_view.table
            return enter_targets(book, code, viewpoint, cells, label, self._view, self._computed, shown)
        return self._division.fix(book, code, viewpoint, proposal, cells, label)

    def unstored(self) -> Unstored | None:
        division = self._division
        if division.proposal is None:
            return None
        return Unstored(division.undo_label(), division.redo_label(), self._travel, _ONLY_FIXES)

    def _travel(self, direction: Direction) -> None:
        (self._division.undo if direction is Direction.BACK else self._division.redo)()
        self.show_form()

    def _enter(self, cells: Sequence[TypedCell], label: str) -> Applied | Problem:
        outcome = super()._enter(cells, label)
        if self._division.proposal is not None and isinstance(outcome, Applied):
            QTimer.singleShot(
                0, self, self.show_form
            )  # the grid is still busy with the key that finished the cell
        return outcome

    def _choice(self, beside: Beside, tip: str, key: str = "") -> QAction:
        action = page_command(self, beside.value, "chart-line", None, tip, key)
        action.setCheckable(True)
        action.toggled.connect(lambda wanted: self._put_beside(beside if wanted else Beside.NOTHING))
        return action

    def _put_beside(self, beside: Beside) -> None:
        if self.desk.settle() is None:
            self._view = replace(self._view, beside=beside)
            self.show_form()
        for action, its in ((self.compare, Beside.LAST_YEAR), (self.compare_earlier, Beside.EARLIER_VERSION)):
            with QSignalBlocker(action):
                action.setChecked(its is self._view.beside)

    def _let_type_subtotals(self, wanted: bool) -> None:
        if self.desk.settle() is None:
            self._view = replace(self._view, subtotals=wanted)
            self.show_form()
        with QSignalBlocker(self.subtotals):
            self.subtotals.setChecked(self._view.subtotals)

    def _look_at(self, version: int) -> None:
        if self.desk.settle() is None:
            self._view = replace(self._view, version=version)
        self.show_form()

    def _copy(self, form_codes: Sequence[str] = ()) -> None:
        """Copy last year's targets of the forms, of all when none is named."""
        viewpoint = self.desk.outlook.current
        if viewpoint is None or self.desk.settle() is not None:
            return
        codes = form_codes or [form.code for form in self._forms]
        copy_last_year(self.desk, codes, viewpoint, self._view.version)
        self.table_view.setFocus()

    def _panels(self) -> tuple[InlinePanel, ...]:
        return self.allocation, self.formula, self.revision

    def _open(self, panel: InlinePanel) -> bool:
        """Whether what is typed allowed it."""
        if self.desk.settle() is not None:
            return False
        self._put_panels_away()
        panel.show()
        return True

    def _put_panels_away(self) -> None:
        self._division.end()
        for panel in self._panels():
            panel.hide()

    def _close_panels(self) -> None:
        if self.desk.settle() is not None:
            return
        self._put_panels_away()
        self.show_form()
        self.table_view.setFocus()

    def _open_allocation(self) -> None:
        if not self._open(self.allocation):
            return
        self.allocation.begin()
        self._division.begin(self.table_view.table, self.table_view.current)
        self.show_form()
        (self.allocation.act if self.allocation.act.isEnabled() else self.allocation.leave).setFocus()

    def _divide_otherwise(self) -> None:
        if self.desk.settle() is None:
            self.allocation.keep_answers()
            self.show_form()
        else:
            self.allocation.take_back()

    def _request(self) -> Request:
        """What is to be divided; where two forms list a breakdown, the shown one counts."""
        codes = sorted((form.code for form in self._forms), key=lambda code: code != self.shown_form().code)
        return self._division.request(codes, self._view.version)

    def _propose(self, viewpoint: Viewpoint) -> None:
        if not self.allocation.isHidden():
            request, stood = self._request(), self._division.proposal is not None
            outcome = self.desk.session.read(lambda book: self._division.propose(book, viewpoint, request))
            self._division.tell(outcome)
            if stood and isinstance(outcome, Problem):
                # what is typed next must not be taken for a fix
                self._put_panels_away()
                reason = f"配分の案を取りやめました。{outcome.message}"
                self.desk.notify(Notice(reason, outcome.next_step, Severity.WARNING))

    def _allocate(self) -> None:
        viewpoint, proposal = self.desk.outlook.current, self._division.proposal
        if viewpoint is None or proposal is None or self.desk.settle() is not None:
            return
        request = self._request()
        self._put_panels_away()
        outcome = self.desk.attempt(lambda book: allocating.allocate_targets(book, viewpoint, request))
        self.show_form()
        self.table_view.setFocus()
        if isinstance(outcome, Problem):
            self.desk.notify(Notice.of(outcome))
            return
        words = (
            f"{'・'.join(proposal.names.values())}の合計を配分し、{outcome.changed:,}か所を書き換えました。"
        )
        self.desk.tell_done(
            words + outcome.note, severity=Severity.WARNING if outcome.note else Severity.NOTE
        )

    def _open_formula(self) -> None:
        if not self._open(self.formula):
            return
        self.show_form()
        self.formula.base.setFocus()

    def _open_revision(self) -> None:
        viewpoint = self.desk.outlook.current
        if viewpoint is not None and self._open(self.revision):
            self.show_form()
            self.revision.begin(viewpoint)

    def _begin_with(self, version: TargetVersion) -> None:
        self._view = replace(self._view, version=LATEST)
        self._close_panels()
        self.desk.tell_done(
            f"{version.name}を始めました。ここから入力した目標だけが{version.name}として残ります。"
        )
