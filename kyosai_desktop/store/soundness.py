"""Is a book whole? Asked after the window is shown, by ``verify``, and of every backup before it counts."""

from __future__ import annotations

from pathlib import Path

import apsw

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.store import pragmas, refusals


def problems_of(connection: apsw.Connection, path: Path) -> list[Problem]:
    """What is wrong with the book, empty when nothing is. ``path`` names it in the sentences.

    A damaged page may hide further problems, so those of a damaged book are not looked for.
    """
    try:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            return [refusals.partly_damaged(path)]
        if pragmas.number(connection, "application_id") != pragmas.APPLICATION_ID:
            return [refusals.not_ours(path)]
        return [*_orphans(connection, path), *_history(connection, path)]
    except (apsw.CorruptError, apsw.NotADBError, apsw.IOError):
        return [refusals.partly_damaged(path)]


def row_counts(connection: apsw.Connection) -> dict[str, int]:
    """Number of rows of every table."""
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    ).fetchall()
    counts = {}
    for (table,) in tables:
        [(count,)] = connection.execute(f'SELECT count(*) FROM "{table}"').fetchall()
        counts[str(table)] = int(str(count))
    return counts


def _orphans(connection: apsw.Connection, path: Path) -> list[Problem]:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if not broken:
        return []
    return [
        refusals.problem(
            "book.orphans",
            path,
            f"参照先がない記録が{len(broken)}件あります。別のソフトでブックが書き換えられた可能性があります。",
            "いちばん新しいバックアップと見比べ、必要なら復元してください。",
        )
    ]


def _history(connection: apsw.Connection, path: Path) -> list[Problem]:
    readable = True
    for (changeset,) in connection.execute("SELECT changeset FROM history WHERE changeset IS NOT NULL"):
        try:
            for _change in apsw.Changeset.iter(bytes(changeset) if isinstance(changeset, bytes) else b"?"):
                pass
        except apsw.Error:
            readable = False
    [(out_of_order,)] = connection.execute(
        "SELECT count(*) FROM history WHERE state = 'undone' AND position <"
        " (SELECT max(position) FROM history WHERE state = 'done')"
    ).fetchall()
    if readable and not out_of_order:
        return []
    return [
        refusals.problem(
            "book.history_damaged",
            path,
            "操作の履歴の一部が読めません。数値は無事でも、元に戻す操作が途中で止まることがあります。",
            "ブックのコピーを取ってから、いちばん新しいバックアップと見比べてください。",
        )
    ]
