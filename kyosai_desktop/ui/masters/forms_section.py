"""設定＞様式: the forms of the council, their columns and rows, and the table that comes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QListWidget, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Council
from kyosai_desktop.operations import tables
from kyosai_desktop.operations.settings.editing import forms
from kyosai_desktop.operations.settings.editing.revise import rows_of
from kyosai_desktop.operations.tables import FormInfo
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.command_bar import CommandBar
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.grid_card import GridCard
from kyosai_desktop.ui.inner_tabs import InnerTabs
from kyosai_desktop.ui.masters.name_strip import NameStrip
from kyosai_desktop.ui.masters.part_editor import PartEditor
from kyosai_desktop.ui.masters.preview_pane import PreviewPane
from kyosai_desktop.ui.masters.section import Section
from kyosai_desktop.ui.page import Desk

_LIST_WIDTH = 232


class FormsSection(Section):
    """A list of forms at the left; one form's columns, rows and title at the right, its table below."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._forms: list[FormInfo] = []
        self._wanted = ""
        self.add = self.make_action("様式を追加", "plus", self._add)
        self.copy = self.make_action(
            "名前を付けて複製", "copy", self._ask_copy, "選んだ様式を、別の題名の様式として増やします"
        )
        self.delete = self.make_action("様式を削除", "trash", self._delete, "数字は消えません")
        self.up = self.make_action("様式を上へ", "arrow-up", lambda: self._move(-1))
        self.down = self.make_action("様式を下へ", "arrow-down", lambda: self._move(1))
        commands = desk.commands
        self.bar = CommandBar(
            (commands.undo, commands.redo), (self.add, self.copy, self.delete), (self.up, self.down)
        )
        self.strip = NameStrip("新しい題名", "複製する")
        self.list = QListWidget()
        self.list.setAccessibleName("様式の一覧")
        self.list.setWordWrap(True)
        self._row = -1
        self.list.currentRowChanged.connect(self._choose)
        self.columns = PartEditor(
            self, "列", [(words, self._column_values(values)) for words, values in forms.COLUMN_TEMPLATES]
        )
        self.rows = PartEditor(
            self,
            "行",
            [(words, partial(_as_they_are, values)) for words, values in forms.ROW_TEMPLATES],
        )
        self.properties = self.make_grid(self._enter_properties)
        self.preview = PreviewPane("できあがり")
        self.tabs = InnerTabs("様式の中身", desk.settle, ("列", "行", "題名・注記"))
        self._stack = QStackedWidget()
        for each in (self.columns, self.rows, GridCard(self.properties)):
            self._stack.addWidget(each)
        self.tabs.chosen.connect(self._stack.setCurrentIndex)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.strip)
        self.body.addWidget(self._arranged(), 1)

    def grids(self) -> Sequence[GridView]:
        return (self.columns.view, self.rows.view, self.properties)

    def form(self) -> FormInfo | None:
        """The form that is chosen."""
        at = self.list.currentRow()
        return self._forms[at] if 0 <= at < len(self._forms) else None

    def choose(self, code: str) -> None:
        """Choose a form by its code."""
        self._wanted = code
        self.refresh()

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        before = self._wanted or (form.code if (form := self.form()) else "")
        self._forms = self.read(lambda book: tables.forms(book, viewpoint.council)) if viewpoint else []
        codes = [form.code for form in self._forms]
        with QSignalBlocker(self.list):
            if [form.title for form in self._forms] != _texts(self.list):
                self.list.clear()
                self.list.addItems([form.title for form in self._forms])
            place = (
                codes.index(before)
                if before in codes
                else min(max(self.list.currentRow(), 0), len(codes) - 1)
            )
            self.list.setCurrentRow(place)
        self._row = place
        self._wanted = ""
        self._show_form()

    def _arranged(self) -> QWidget:
        editor = QWidget()
        layout = QVBoxLayout(editor)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.tabs)
        layout.addWidget(self._stack, 1)
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(editor)
        right.addWidget(self.preview)
        right.setSizes([330, 270])
        whole = QSplitter()
        whole.addWidget(self.list)
        whole.addWidget(right)
        whole.setStretchFactor(1, 1)
        whole.setSizes([_LIST_WIDTH, 1000])
        for splitter in (right, whole):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(6)
        return whole

    def _choose(self, row: int) -> None:
        self._mark_chosen()  # what is typed belongs to the form before
        if self.desk.settle() is None:
            self._row = row
            self._mark_chosen()
            self._show_form()
        else:
            QTimer.singleShot(0, self, self._mark_chosen)  # the list is still busy with the mouse

    def _mark_chosen(self) -> None:
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(self._row)

    def _show_form(self) -> None:
        form, viewpoint = self.form(), self.desk.outlook.current
        for action in (self.copy, self.delete, self.up, self.down):
            action.setEnabled(form is not None)
        if form is None or viewpoint is None:
            self.preview.show_table(None, "様式がありません。［様式を追加］で作れます。")
            return
        self.columns.show_part(forms.columns_part(form.code, form.title))
        self.rows.show_part(forms.rows_part(form.code, form.title))
        self.properties.set_table(self.read(lambda book: forms.properties_table(rows_of(book), form.code)))
        self.preview.show_table(self.read(lambda book: forms.preview(book, form.code, viewpoint)))

    def _enter_properties(self, book: Book, cells: Sequence[TypedCell]) -> Applied | Problem:
        form = self.form()
        return forms.enter_properties(book, form.code, cells) if form else Applied(0)

    def _column_values(self, values: Mapping[str, str]) -> Callable[[Book], Mapping[str, str]]:
        """What a new column begins as; a computed one as what the form's columns suggest."""

        def filled(book: Book) -> Mapping[str, str]:
            form = self.form()
            computed = form is not None and "区分" not in values
            return forms.computed_template(rows_of(book), form.code) if computed and form else values

        return filled

    def _council(self) -> Council | None:
        viewpoint = self.desk.outlook.current
        return viewpoint.council if viewpoint else None

    def _add(self) -> None:
        council = self._council()
        if council is None or self.desk.settle() is not None:
            return
        code = self.desk.attempt(lambda book: forms.add_form(book, council))
        if isinstance(code, str):
            self.choose(code)
            self.tabs.setCurrentIndex(2)
            self.properties.setFocus()
            self.properties.go(0, 0)

    def _ask_copy(self) -> None:
        form = self.form()
        if form is not None and self.desk.settle() is None:
            self.strip.ask(
                self.read(lambda book: forms.free_title(book, form.code)),
                lambda title: self._copy(form.code, title),
            )

    def _copy(self, code: str, title: str) -> bool:
        made = self.desk.attempt(lambda book: forms.duplicate_form(book, code, title))
        if isinstance(made, str):
            self.choose(made)
            self.list.setFocus()
        return isinstance(made, str)

    def _delete(self) -> None:
        form = self.form()
        if form is None or self.desk.settle() is not None:
            return
        if not isinstance(self.desk.attempt(lambda book: forms.delete_form(book, form.code)), Problem):
            self.told_undoable(f"様式「{form.title}」を削除しました。数字は残っています。")

    def _move(self, steps: int) -> None:
        form = self.form()
        if form is not None and self.desk.settle() is None:
            self.desk.attempt(lambda book: forms.move_form(book, form.code, steps))
            self.choose(form.code)


def _as_they_are(values: Mapping[str, str], _book: Book) -> Mapping[str, str]:
    return values


def _texts(listed: QListWidget) -> list[str]:
    return [listed.item(at).text() for at in range(listed.count())]
