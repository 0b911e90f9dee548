"""分析用に書き出す: choose a place, read the figures, write the workbook beside the window's own work."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from kyosai_desktop.operations import exporting
from kyosai_desktop.operations.exporting import BookFigures
from kyosai_desktop.ui import dialogs
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.jobs import Progress
from kyosai_desktop.ui.main_window import MainWindow
from kyosai_desktop.ui.page import Desk

_ENDING = ".xlsx"


def export_for_analysis(window: MainWindow) -> None:
    """Write every figure of the book into a workbook where the user says; 中止 leaves what was there."""
    desk = window.desk
    if desk is None or window.settle() is not None:
        return
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    suggestion = folder / f"{desk.session.path.stem}_分析用{_ENDING}"
    path = desk.dialogs.save_file(window, "分析用に書き出す", suggestion, dialogs.WORKBOOK)
    if path is None:
        return
    desk.session.later(window, exporting.read_figures, partial(_write, window, desk, path), desk.explain)


def _write(window: MainWindow, desk: Desk, path: Path, figures: BookFigures) -> None:
    def work(progress: Progress) -> None:
        exporting.write_analysis(figures, path, progress.at)

    desk.jobs.start(
        window,
        f"「{path.name}」を書き込んでいます",
        work,
        lambda _none: _tell(desk, path, len(figures.facts)),
        desk.explain,
        awaited=True,
    )


def _tell(desk: Desk, path: Path, count: int) -> None:
    show = desk.dialogs.show_file
    desk.notify(
        Notice(
            f"{count:,}件の数字を「{path.name}」に書き出しました。",
            actions=(("開く", partial(show, path)), ("フォルダーを開く", partial(show, path.parent))),
        )
    )
