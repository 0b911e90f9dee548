"""設定＞バックアップ and 操作の履歴: lists to read, with one command each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTreeWidgetItem, QVBoxLayout, QWidget

from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.operations import cancelling
from kyosai_desktop.store.backup import Backup, BackupReason, list_backups
from kyosai_desktop.store.history import Step, StepState
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.labels import Paragraph, button, row
from kyosai_desktop.ui.page import Desk
from kyosai_desktop.ui.reading_list import ReadingList, when_words

_SHOWN_STEPS = 500
_STATES = {StepState.DONE: "", StepState.UNDONE: "元に戻した", StepState.DROPPED: "取りやめた"}


class Backups(QWidget):
    """The finished backups of the book, newest first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._backups: Sequence[Backup] = ()
        self.list = ReadingList("バックアップの一覧", ("作った日時", "きっかけ", "ファイル"))
        self.make = button("保存点を作る（F12）", primary=True)
        self.restore = button("選んだバックアップに戻す")
        self.make.clicked.connect(desk.commands.save_point.trigger)
        desk.commands.save_point.triggered.connect(self.refresh)
        self.restore.clicked.connect(self._ask)
        self.list.itemSelectionChanged.connect(self._allow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(
            Paragraph(
                "1日1回と、取り込みなどの大きな操作の前に、自動で作られます。古いものは間引かれます。"
                "保存点は、F12で作るバックアップです。",
                "muted",
            )
        )
        layout.addWidget(self.list, 1)
        layout.addLayout(row(self.make, self.restore, None))
        self.make.setEnabled(not desk.session.read_only)

    def refresh(self) -> None:
        """List what is there now."""
        self._backups = list_backups(self._desk.session.path)
        self.list.clear()
        for backup in self._backups:
            self.list.addTopLevelItem(
                QTreeWidgetItem([when_words(backup.time), _reason(backup), backup.path.name])
            )
        self._allow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _allow(self) -> None:
        self.restore.setEnabled(bool(self.list.selectedItems()) and not self._desk.session.read_only)

    def _ask(self) -> None:
        backup = self._backups[self.list.indexOfTopLevelItem(self.list.selectedItems()[0])]
        self._desk.notify(
            Notice(
                f"ブックを{when_words(backup.time)}の状態に戻します。今のブックは、別の名前で同じフォルダーに残ります。",
                "よければ［この状態に戻す］を押してください。",
                Severity.WARNING,
                (("この状態に戻す", partial(self._desk.restore, backup.path)), ("やめる", _nothing)),
            )
        )


class History(QWidget):
    """Who did what when, newest first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._steps: Sequence[Step] = ()
        self.list = ReadingList("操作の履歴", ("日時", "操作", "使った人", "状態"))
        self.cancel = button("選んだ操作だけを取り消す")
        self.cancel.clicked.connect(self._cancel)
        self.list.itemSelectionChanged.connect(self._allow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(
            Paragraph(
                "どの操作も残ります。後の操作と重ならない部分だけを、さかのぼって取り消せます。", "muted"
            )
        )
        layout.addWidget(self.list, 1)
        layout.addLayout(row(self.cancel, None))

    def refresh(self) -> None:
        """List the newest steps."""
        self._steps = self._desk.session.read(lambda book: book.history(_SHOWN_STEPS))
        self.list.clear()
        for step in self._steps:
            self.list.addTopLevelItem(
                QTreeWidgetItem(
                    [when_words(step.time.astimezone()), step.label, step.user, _STATES[step.state]]
                )
            )
        self._allow()

    def _allow(self) -> None:
        chosen = self._chosen()
        self.cancel.setEnabled(chosen is not None and chosen.undoable and not self._desk.session.read_only)

    def _chosen(self) -> Step | None:
        selected = self.list.selectedItems()
        return self._steps[self.list.indexOfTopLevelItem(selected[0])] if selected else None

    def _cancel(self) -> None:
        step = self._chosen()
        if step is None:
            return
        done = self._desk.session.change(partial(cancelling.cancel, step_id=step.id))
        if isinstance(done, Problem):
            self._desk.notify(Notice.of(done))
            return
        kept = f"後から直された{len(done.kept)}か所は、そのまま残しました。" if done.kept else ""
        self._desk.tell_done(f"「{step.label}」を取り消しました。{kept}")


def _reason(backup: Backup) -> str:
    return "保存点" if backup.reason is BackupReason.ASKED else backup.reason.value


def _nothing() -> None:
    pass
