"""ヘルプ: how to use the program, what to send when it breaks, which version this is."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from kyosai_desktop.domain.problem import Severity
from kyosai_desktop.domain.version import program_version
from kyosai_desktop.ui import breakdown
from kyosai_desktop.ui.commands import Commands
from kyosai_desktop.ui.dialogs import TEXT, Dialogs
from kyosai_desktop.ui.help_page import HelpPage
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.preferences import default_log_folder


def help_page(commands: Commands) -> HelpPage:
    """The page that F1 shows."""
    listed = [value for value in vars(commands).values() if isinstance(value, QAction)]
    return HelpPage([*listed, *commands.pages])


def save_report(window: QWidget, dialogs: Dialogs) -> Notice | None:
    """Write what helps to find a fault (no figures, no names) where the user says; None after やめる."""
    path = dialogs.save_file(window, "お問い合わせ用の情報を保存", Path.home() / "共済デスク-記録.txt", TEXT)
    if path is None:
        return None
    words = breakdown.latest_record(default_log_folder()) or breakdown.surroundings()
    try:
        path.write_text(words, encoding="utf-8")
    except OSError:
        return Notice(
            f"「{path.name}」を書き込めませんでした。フォルダーに書き込む権限がないか、空き容量が足りません。",
            "別のフォルダーを選んで、もう一度保存してください。",
            Severity.ERROR,
        )
    return Notice(f"「{path.name}」に保存しました。入力した数字や氏名は含まれていません。")


def about() -> Notice:
    """Name and version."""
    return Notice(
        f"共済デスク {program_version()}　インターネットには接続しません。データは手元のブックだけにあります。"
    )


def start_again(book: Path | None) -> None:
    """Start another process of this program on the same book."""
    QProcess.startDetached(sys.executable, [*breakdown.own_arguments(), *([str(book)] if book else [])])
