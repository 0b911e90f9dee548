"""``setup``: settings of a book from a 設定ブック, and back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.cli.opened import opened
from kyosai_desktop.domain.problem import Severity
from kyosai_desktop.operations.settings.changes import Action, SettingsChange, SettingsPlan, plan
from kyosai_desktop.operations.settings.load import Loaded, load
from kyosai_desktop.operations.settings.round_trip import not_read_back
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.workbook import read_settings_book, save_settings_book
from kyosai_desktop.store.book import Book


def answer(options: argparse.Namespace, console: Console) -> Answer:
    """Load or save; ``--dry-run`` only tells what loading would change."""
    with opened(options.book, console) as book:
        if options.save is not None:
            return _save(book, options.save, console)
        return _load(book, options.load, console, dry_run=options.dry_run)


def _save(book: Book, path: Path, console: Console) -> Answer:
    settings = stored_settings(book)
    save_settings_book(settings, path)
    console.say(f"設定ブック「{path}」に書き出しました。")
    lost = not_read_back(settings, path.name)
    return Answer(Status.PROBLEMS if lost else Status.DONE, lost, fields={"outputs": [{"path": str(path)}]})


def _load(book: Book, path: Path, console: Console, *, dry_run: bool) -> Answer:
    from kyosai_desktop.excel.reader import WorkbookReader

    with WorkbookReader() as reader:
        loaded = read_settings_book(reader.read(path))
    planned = plan(book, loaded)
    done = None if dry_run else load(book, planned)
    _tell(planned, console, dry_run=dry_run)
    counts = planned.counts()
    fields: dict[str, Any] = {
        "dry_run": dry_run,
        "file": str(path),
        "added": counts.get(Action.ADDED, 0),
        "changed": len(planned.changes) - counts.get(Action.ADDED, 0),
        "changes": [_change(change) for change in planned.changes],
        "step": _step(done),
    }
    worth_a_look = any(note.severity is not Severity.NOTE for note in planned.notes)
    return Answer(Status.PROBLEMS if worth_a_look else Status.DONE, planned.notes, fields)


def _step(done: Loaded | None) -> str | None:
    """As a string, since it has more digits than JSON readers keep."""
    return str(done.step_id) if done is not None and done.step_id else None


def _tell(planned: SettingsPlan, console: Console, *, dry_run: bool) -> None:
    for change in planned.changes:
        console.say(f"{change.action.value}　{change.sheet}　{change.name}{_fields(change)}")
    counts = planned.counts()
    if not planned.changes:
        console.say("ブックの設定は、この設定ブックのとおりです。変わるものはありません。")
        return
    line = "・".join(f"{action.value}{counts[action]}件" for action in Action if counts.get(action))
    console.say(f"{line}。" + ("読み込むとこうなります。" if dry_run else "読み込みました。"))


def _fields(change: SettingsChange) -> str:
    if change.action is not Action.CHANGED:
        return ""
    parts = [f"{field.header}「{_line(field.old)}」→「{_line(field.new)}」" for field in change.fields]
    return f"：{'、'.join(parts)}"


def _line(text: str) -> str:
    return "／".join(text.splitlines())


def _change(change: SettingsChange) -> dict[str, Any]:
    return {
        "sheet": change.sheet,
        "action": change.action.name.lower(),
        "name": change.name,
        "fields": [{"column": field.header, "old": field.old, "new": field.new} for field in change.fields],
    }
