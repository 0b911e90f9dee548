"""設定＞組織: the members of each axis as a list, with new names, mergers and ends from a 年度 on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker

from kyosai_desktop.domain.axis import Axis
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import Table
from kyosai_desktop.operations import organisations
from kyosai_desktop.operations.settings.editing.revise import rows_of
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.grid.model import EMPTY
from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.labels import Paragraph
from kyosai_desktop.ui.masters.part_editor import PartEditor
from kyosai_desktop.ui.masters.section import Section
from kyosai_desktop.ui.masters.year_strip import YearStrip
from kyosai_desktop.ui.page import Desk


class OrganisationsSection(Section):
    """A tab for each axis of the council; the lines for a new name and for a merger open above the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._axes: list[Axis] = []
        self.rename_action = self.make_action(
            "名称変更",
            "pencil",
            self.rename,
            "ある年度から名称を変えます。前の年度の表には前の名称が残ります",
        )
        self.merge_action = self.make_action(
            "統合", "arrow-right", self.merge, "ある年度から別の団体に統合します。それまでの数字は残ります"
        )
        self.members = PartEditor(
            self,
            "団体",
            [("団体", lambda _book: {"名称": "新しい団体"})],
            (desk.commands.undo, desk.commands.redo),
            (self.rename_action, self.merge_action),
            enter=self._enter,
            read=self._read,
        )
        self.tabs = InnerTabs("分類", desk.settle)
        self.tabs.chosen.connect(self._show_axis)
        self.strip = YearStrip()
        self.members.view.current_cell_changed.connect(self._allow)
        for widget in (self.tabs, self.strip):
            self.body.addWidget(widget)
        self.body.addWidget(self.members, 1)
        self.body.addWidget(
            Paragraph(
                "名称を直接書き直すと、前の年度の表の名称も変わります。年度から変わるときは［名称変更］を使います。",
                "muted",
            )
        )

    def grids(self) -> Sequence[GridView]:
        return (self.members.view,)

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        self._axes = (
            list(self.read(lambda book: organisations.axes(book, viewpoint.council))) if viewpoint else []
        )
        with QSignalBlocker(self.tabs):
            self.tabs.set_titles(tuple(axis.name for axis in self._axes))
        self._show_axis()

    def axis(self) -> Axis | None:
        """The axis whose members are shown."""
        at = self.tabs.currentIndex()
        return self._axes[at] if 0 <= at < len(self._axes) else None

    def rename(self) -> None:
        """Ask for the current member's new name and its first 年度."""
        axis, code, viewpoint = self.axis(), self._code(), self.desk.outlook.current
        if axis is None or not code or viewpoint is None or self.desk.settle() is not None:
            return
        name = axis.by_code(code).name
        self.strip.ask_name(name, viewpoint.year, lambda text, year: self._rename(axis, code, text, year))

    def merge(self) -> None:
        """Ask into which member the current one is merged, and from which 年度."""
        axis, code, viewpoint = self.axis(), self._code(), self.desk.outlook.current
        if axis is None or not code or viewpoint is None or self.desk.settle() is not None:
            return
        member = axis.by_code(code)
        others = [
            (each.name, each.code)
            for each in axis.walk()
            if each.id != member.id and each.kinds & member.kinds and each.valid_in(viewpoint.year.year + 1)
        ]
        self.strip.ask_heir(
            member.name, others, viewpoint.year, lambda heir, year: self._merge(axis, code, heir, year)
        )

    def _show_axis(self) -> None:
        axis = self.axis()
        if axis is not None:
            self.members.show_part(organisations.members_part(axis))
        self._allow()

    def _read(self, book: Book) -> Table:
        axis = self.axis()
        return organisations.members_table(book, axis) if axis else EMPTY

    def _enter(self, book: Book, cells: Sequence[TypedCell]) -> Applied | Problem:
        axis = self.axis()
        return organisations.enter_members(book, axis, cells) if axis else Applied(0)

    def _code(self) -> str:
        part, row = self.members.part, self.members.current_row()
        if part is None or row is None:
            return ""
        return self.read(lambda book: part.rows(rows_of(book)))[row]["コード"]

    def _allow(self) -> None:
        chosen = self.members.current_row() is not None
        for action in (self.rename_action, self.merge_action):
            action.setEnabled(chosen)

    def _rename(self, axis: Axis, code: str, name: str, year: int) -> bool:
        done = self.desk.attempt(lambda book: organisations.rename_from(book, axis, code, year, name))
        if isinstance(done, Problem):
            return False
        self.told_undoable(
            f"{year}年度から「{name}」になります。{year - 1}年度までの表は元の名称のままです。"
        )
        return True

    def _merge(self, axis: Axis, code: str, heir: str, year: int) -> bool:
        done = self.desk.attempt(lambda book: organisations.merge_from(book, axis, code, heir, year))
        if isinstance(done, Problem):
            return False
        words = f"「{axis.by_code(code).name}」を{year}年度から「{axis.by_code(heir).name}」に統合しました。"
        self.told_undoable(f"{words}{year - 1}年度までの数字は残っています。")
        return True
