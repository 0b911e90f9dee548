"""What the window says about books as files: opened, made, brought back, refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.ui.info_bar import Action, Notice

Act = Callable[[], object]


def refused(problem: Problem, again: Act, open_copy: Act) -> Notice:
    """A book couldn't be opened or made."""
    actions: list[Action] = []
    if problem.code in ("book.locked", "book.damaged", "book.partly_damaged"):
        actions.append(("バックアップを読み取り専用で開く", open_copy))
    if problem.code != "book.exists":
        actions.append(("もう一度開く", again))
    return Notice.of(problem, *actions)


def made(path: Path, before: Path | None, reopen: Act, show_folder: Act) -> Notice:
    """A new book is open in the place of the one at ``before``."""
    actions: list[Action] = [("フォルダーを開く", show_folder)]
    closed = ""
    if before:
        closed = f"これまで開いていた「{before.stem}」は閉じました。"
        actions.insert(0, (f"「{before.stem}」を開き直す", reopen))
    return Notice(
        f"新しいブック「{path.stem}」を「{path.parent}」に作りました。{closed}", actions=tuple(actions)
    )


def closes_later() -> Notice:
    """The window was closed while something was being printed or written."""
    return Notice(
        "印刷またはファイルの書き込みの途中です。終わると、このウィンドウは閉じます。",
        "待たずに閉じるときは、もう一度閉じる操作をしてください。途中のものは印刷・保存されません。",
        Severity.WARNING,
        lasting=True,
    )


def copy_opened(made_at: datetime | None, open_original: Act) -> Notice:
    """A backup is open for reading."""
    return Notice(
        f"{time_words(made_at)}のバックアップを読み取り専用で開いています。その後の入力は含まれていません。",
        "入力するときは、元のブックが空いてから開き直してください。",
        Severity.WARNING,
        (("元のブックを開く", open_original),),
        lasting=True,
    )


def copy_words(made_at: datetime | None) -> str:
    """What marks a window with a backup; '' for a book."""
    return f"読み取り専用：バックアップ {time_words(made_at)}" if made_at else ""


def time_words(moment: datetime | None) -> str:
    """「11/21 23:40」; '' for None."""
    return f"{moment.month}/{moment.day} {moment:%H:%M}" if moment else ""


def restored(kept: Path | None) -> Notice:
    """A backup took the place of the book; ``kept`` is what the book was renamed to."""
    name = f"これまでのブックは「{kept.name}」として残してあります。" if kept else ""
    return Notice(f"バックアップの状態に戻しました。{name}")


def save_point(moment: datetime) -> Notice:
    """F12 made a 保存点."""
    return Notice(
        f"保存点を作りました（{moment:%H:%M}）。",
        "入力はいつも自動で保存されています。この時点に戻すときは「設定」のバックアップから復元できます。",
    )


def not_the_latest() -> Notice:
    """元に戻す of a notice came after a newer step."""
    return Notice(
        "この後にほかの操作があったため、元に戻しませんでした。",
        "「設定」の操作の履歴で、この操作だけを取り消せます。",
    )
