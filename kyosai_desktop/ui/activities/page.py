"""活動記録: the register of the year in one grid, and the counts that follow from it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from kyosai_desktop.domain.activity import Counted
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import FieldKey, Table
from kyosai_desktop.operations import activities, counting
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.activities.counting_bar import CountingBar
from kyosai_desktop.ui.command_bar import CommandBar
from kyosai_desktop.ui.grid_card import GridCard
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.labels import Paragraph
from kyosai_desktop.ui.page import Desk
from kyosai_desktop.ui.register_page import RegisterPage

_HINT = (
    "日付は「7/3」のように入力できます。名簿にない団体もそのまま数えます。"
    "種類が「新規登録」の団体は、議案書の「新規登録団体」に載ります。"
)


class ActivitiesPage(RegisterPage):
    """Typing in an empty row adds an entry; what is counted stands below the grid."""

    sheet = "活動記録"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "団体", parent)
        self.add = QAction(icon("plus"), "記録を追加", self)
        self.add.setShortcut(QKeySequence("Ctrl+N"))
        self.addAction(self.add)
        self.add.triggered.connect(self._add)
        self.remove = QAction(icon("trash"), "記録を削除", self)
        self.remove.triggered.connect(self._remove)
        self.sort = self.make_sort()
        self.bar = CommandBar(
            (desk.commands.undo, desk.commands.redo),
            (self.add, self.remove, self.sort),
            (desk.commands.paste,),
        )
        self.bar.add_right(self.search)
        self.counts = Paragraph()
        self.counting = CountingBar(self._count)
        self.body.addWidget(self.bar)
        self.body.addWidget(Paragraph(_HINT, "muted"))
        self.body.addWidget(GridCard(self.table_view), 1)
        self.body.addWidget(self.counts)
        self.body.addWidget(self.counting)
        self.table_view.current_cell_changed.connect(self._allow)

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        table = self.show_table()
        if viewpoint is None or table is None:
            self.set_subtitle("")
            return
        entries = sum(1 for row in table.rows if row.labels[0])
        self.set_subtitle(f"{viewpoint.council.name}　{viewpoint.year.text()}　{entries:,}件")
        self.counts.set_words("\n".join(table.notes))
        self.counts.setVisible(bool(table.notes))
        found = self.desk.session.read(lambda book: counting.countable(book, viewpoint.council))
        kinds = next(
            (cell.choices for line in table.cells for cell in line if _field(cell.key) == "kind"), ()
        )
        self.counting.show_countable(found, kinds)
        self._allow()

    def read_register(self, book: Book, viewpoint: Viewpoint, kept: Table | None) -> Table:
        return activities.activity_table(book, viewpoint.council, viewpoint.year.year, kept)

    def store_typed(
        self, book: Book, viewpoint: Viewpoint, shown: Table, cells: Sequence[TypedCell], label: str
    ) -> Applied | Problem:
        return activities.enter_activities(book, viewpoint.council, viewpoint.year.year, shown, cells, label)

    def _allow(self) -> None:
        self.add.setEnabled(self.desk.outlook.current is not None)
        self.remove.setEnabled(bool(self.chosen_records()))

    def _add(self) -> None:
        if self.desk.settle() is None:
            self.go_to_empty_row()

    def _remove(self) -> None:
        viewpoint = self.desk.outlook.current
        if viewpoint is None or self.desk.settle() is not None:
            return
        chosen = self.chosen_records()
        if not chosen:
            return
        outcome = self.desk.attempt(
            lambda book: activities.remove_activities(book, viewpoint.council, viewpoint.year.year, chosen)
        )
        if isinstance(outcome, Problem):
            self.desk.notify(Notice.of(outcome))
        else:
            self.desk.tell_done(f"活動記録を{len(chosen)}件削除しました。")

    def _count(self, series_id: int, counted: Counted | None) -> None:
        if self.desk.settle() is None:
            self.desk.attempt(lambda book: counting.count_series(book, series_id, counted))


def _field(key: object) -> str:
    return key.field if isinstance(key, FieldKey) else ""
