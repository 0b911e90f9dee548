"""Which files came into the book, when, and with what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations import cancelling
from kyosai_desktop.store import imports as imports_sql
from kyosai_desktop.store.imports import ImportFile
from kyosai_desktop.ui.empty_state import EmptyState
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.labels import Paragraph, button, row
from kyosai_desktop.ui.page import Desk
from kyosai_desktop.ui.reading_list import ReadingList, when_words


class ImportHistory(QWidget):
    """A list, and the command that takes one import back without what came after it."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._files: Sequence[ImportFile] = ()
        self.list = ReadingList("取り込みの履歴", ("日時", "ファイル", "追加", "変更", "同じ", "除いたセル"))
        self.list.itemSelectionChanged.connect(self._allow)
        self.cancel = button("選んだ取り込みを取り消す")
        self.cancel.clicked.connect(self._cancel)
        filled = QWidget()
        layout = QVBoxLayout(filled)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Paragraph("Excel・CSVのファイルは、この画面に落としても読み込めます。", "muted"))
        layout.addWidget(self.list, 1)
        layout.addLayout(row(self.cancel, None))
        empty = EmptyState(
            "file-import",
            "まだ取り込みはありません",
            "支店や単組から届いたExcel・CSVを選ぶと、何が変わるかを確かめてから取り込めます。"
            "ファイルをこの画面に落としても読み込めます。",
            (("ファイルを選ぶ", desk.commands.import_files.trigger),),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(filled)
        self._stack.addWidget(empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def refresh(self) -> None:
        """List what the book says now."""
        self._files = self._desk.session.read(imports_sql.list_imports)
        self.list.clear()
        for file in self._files:
            self.list.addTopLevelItem(
                QTreeWidgetItem(
                    [
                        when_words(file.imported_at.astimezone()),
                        file.file_name,
                        *(f"{count:,}" for count in (file.added, file.changed, file.same, file.skipped)),
                    ]
                )
            )
        self._stack.setCurrentIndex(0 if self._files else 1)
        self._allow()

    def _allow(self) -> None:
        self.cancel.setEnabled(bool(self.list.selectedItems()) and not self._desk.session.read_only)

    def _cancel(self) -> None:
        file = self._files[self.list.indexOfTopLevelItem(self.list.selectedItems()[0])]
        done = self._desk.session.change(partial(cancelling.cancel, step_id=file.step_id))
        if isinstance(done, Problem):
            self._desk.notify(Notice.of(done))
            return
        kept = f"後から直された{len(done.kept)}か所は、そのまま残しました。" if done.kept else ""
        self._desk.tell_done(f"「{file.file_name}」の取り込みを取り消しました。{kept}")
