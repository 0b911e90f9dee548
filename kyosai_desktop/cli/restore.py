"""``restore``: put a backup in the place of a book."""

from __future__ import annotations

import argparse
from pathlib import Path

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.store.looking import Found, look_at
from kyosai_desktop.store.restoring import restore


def answer(options: argparse.Namespace, console: Console) -> Answer:
    """Restore; what was there is kept under another name, which is told."""
    backup: Path = options.backup
    if look_at(backup) is not Found.FILE:
        raise Refused(
            Problem(
                "backup.missing",
                "バックアップのファイルが見つかりません。",
                "ブックの隣の「バックアップ」フォルダーから選び直してください。",
                place=Place(file=backup.name),
            )
        )
    kept = restore(backup, options.book)
    console.say(f"「{backup.name}」から「{options.book}」を復元しました。")
    if kept is not None:
        console.say(f"それまでのブックは「{kept}」に残してあります。")
    return Answer(Status.DONE, fields={"backup": str(backup), "kept": str(kept) if kept else None})
