"""設定＞設定ブック: the settings as an Excel file, and what loading one would change, before it does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from kyosai_desktop.domain.problem import Problem, Refused, Severity
from kyosai_desktop.operations.settings.changes import Action, SettingsChange, SettingsPlan, plan
from kyosai_desktop.operations.settings.load import load
from kyosai_desktop.operations.settings.read import Settings
from kyosai_desktop.operations.settings.round_trip import not_read_back
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.workbook import (
    SettingsBook,
    read_settings_book,
    save_settings_book,
)
from kyosai_desktop.ui.dialogs import WORKBOOK
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.jobs import Progress
from kyosai_desktop.ui.labels import Paragraph, button, plain, row
from kyosai_desktop.ui.page import Desk
from kyosai_desktop.ui.reading_list import ReadingList

_ABOUT = (
    "会議体・分類・項目・計算式・様式などの設定を、Excelのブックに書き出し、直して読み込めます。"
    "設定ブックにないものが消えることはありません。"
)
_SEVERITIES = {Severity.ERROR: "誤り", Severity.WARNING: "注意", Severity.NOTE: "お知らせ"}


class SettingsBookTab(QWidget):
    """Two commands; after 読み込む the list of changes, or of mistakes, until it is carried out or put away."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._loaded: SettingsBook | None = None
        self._plan: SettingsPlan | None = None
        self.save = button("Excelに書き出す")
        self.choose = button("Excelから読み込む")
        self.apply = button("反映する", primary=True)
        self.give_up = button("やめる")
        self.summary = plain()
        self.list = ReadingList("読み込むと変わるところ", ("", "シート", "対象", "内容"))
        self.save.clicked.connect(self._save)
        self.choose.clicked.connect(self._choose)
        self.apply.clicked.connect(self._apply)
        self.give_up.clicked.connect(self._put_away)
        self.choose.setEnabled(not desk.session.read_only)
        preview = QWidget()
        lines = QVBoxLayout(preview)
        lines.setContentsMargins(0, 8, 0, 0)
        lines.addWidget(self.summary)
        lines.addWidget(self.list, 1)
        lines.addLayout(row(self.apply, self.give_up, None))
        self._stack = QStackedWidget()
        self._stack.addWidget(QWidget())
        self._stack.addWidget(preview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(Paragraph(_ABOUT, "muted"))
        layout.addLayout(row(self.save, self.choose, None))
        layout.addWidget(self._stack, 1)

    def refresh(self) -> None:
        """Look again at what the chosen file would change in the book as it is now."""
        if self._loaded is not None:
            self._look(self._loaded)

    def read_file(self, path: Path) -> None:
        """Read a 設定ブック in the reader's own process, then show what it would change."""
        self._desk.jobs.start(
            self,
            "設定ブックを読んでいます",
            partial(read_in_own_process, path),
            self._show,
            partial(self._refuse, path.name),
        )

    def _choose(self) -> None:
        paths = self._desk.dialogs.open_files(
            self, "設定ブックを選ぶ", WORKBOOK, self._desk.session.path.parent
        )
        if paths:
            self.read_file(paths[0])

    def _save(self) -> None:
        book = self._desk.session.path
        path = self._desk.dialogs.save_file(
            self, "設定ブックに書き出す", book.with_name(f"{book.stem}_設定.xlsx"), WORKBOOK
        )
        if path is None:
            return
        settings = self._desk.session.read(stored_settings)
        self._desk.jobs.start(
            self,
            "設定ブックに書き出しています",
            partial(_write, settings, path),
            self._tell_saved,
            self._desk.explain,
        )

    def _show(self, loaded: SettingsBook) -> None:
        self._look(loaded)
        (self.apply if self.apply.isEnabled() else self.give_up).setFocus()

    def _look(self, loaded: SettingsBook) -> None:
        self._loaded = loaded
        try:
            self._plan = self._desk.session.read(lambda book: plan(book, loaded))
        except Refused as refused:
            self._list_problems(loaded.file, refused.problems)
            return
        counts = self._plan.counts()
        words = "・".join(f"{action.value}{counts[action]}件" for action in Action if counts.get(action))
        self.summary.setText(f"{loaded.file}：{words or '変わるところはありません'}")
        self._fill([*map(_line_of, self._plan.changes), *map(_problem_line, self._plan.notes)])
        self.apply.setEnabled(bool(self._plan.changes))

    def _refuse(self, file: str, problems: tuple[Problem, ...]) -> None:
        self._loaded = None
        self._list_problems(file, problems)
        self.give_up.setFocus()

    def _list_problems(self, file: str, problems: Sequence[Problem]) -> None:
        self._plan = None
        self.summary.setText(f"{file}：{len(problems)}か所を直すと読み込めます。ブックは変わっていません。")
        self._fill([_problem_line(problem) for problem in problems])
        self.apply.setEnabled(False)

    def _fill(self, lines: Sequence[tuple[str, str, str, str]]) -> None:
        self.list.clear()
        for line in lines:
            item = QTreeWidgetItem(list(line))
            item.setToolTip(3, line[3])
            self.list.addTopLevelItem(item)
        self._stack.setCurrentIndex(1)

    def _apply(self) -> None:
        planned = self._plan
        if planned is None:
            return
        done = self._desk.attempt(lambda book: load(book, planned))
        if isinstance(done, Problem):
            return
        self._put_away()
        self._desk.tell_done(
            f"設定ブック「{planned.file}」を読み込みました（追加{done.added}件、変更{done.changed}件）。"
        )

    def _put_away(self) -> None:
        self._loaded = self._plan = None
        self._stack.setCurrentIndex(0)

    def _tell_saved(self, saved: tuple[Path, list[Problem]]) -> None:
        path, lost = saved
        if lost:
            self._desk.explain(tuple(lost))
            return
        self._desk.notify(
            Notice(
                f"「{path.name}」に設定を書き出しました。",
                actions=(("開く", partial(self._open, path)),),
            )
        )

    def _open(self, path: Path) -> None:
        self._desk.dialogs.show_file(path)


def _line_of(change: SettingsChange) -> tuple[str, str, str, str]:
    """Action, sheet, name, and for a changed row each cell with old and new."""
    if change.action is Action.CHANGED:
        parts = [f"{each.header}「{_flat(each.old)}」→「{_flat(each.new)}」" for each in change.fields]
    else:
        parts = [f"{each.header} {_flat(each.new)}" for each in change.fields if each.header != "名称"]
    return change.action.value, change.sheet, change.name, "、".join(parts)


def _problem_line(problem: Problem) -> tuple[str, str, str, str]:
    place = problem.place
    where = " ".join(part for part in (place.row, place.column) if part)
    return _SEVERITIES[problem.severity], place.sheet, where, f"{problem.message}{problem.next_step}"


def _flat(text: str) -> str:
    return "／".join(text.splitlines())


def read_in_own_process(path: Path, progress: Progress) -> SettingsBook:
    """A job that reads a 設定ブック; raises ``Refused`` with what is wrong in it."""
    from kyosai_desktop.excel.reader import WorkbookReader

    with WorkbookReader() as reader:
        try:
            return read_settings_book(reader.read(path, cancelled=lambda: progress.stopping))
        except Refused:
            progress.at(0, 1)  # 中止 also ends a reading with a refusal
            raise


def _write(settings: Settings, path: Path, _progress: Progress) -> tuple[Path, list[Problem]]:
    """The file, and what reading it would not bring back."""
    save_settings_book(settings, path)
    return path, not_read_back(settings, path.name)
