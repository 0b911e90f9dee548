"""Kills programs that are writing to a book and looks at what the next program finds. Run as a command:

    python tests/store/kill_battery.py commits --kills 200 --seed 1 --folder DIR

It prints one JSON object: how many kills there were, how many of them hit inside a commit, and every fault found.
``commits``: numbered edits, acknowledged on standard output when ``change`` has returned. ``backups``: edits and
backups by turns. ``migrations``: a book of the first schema is opened by this program.

A kill "inside a commit" is made by the writer itself: a layer between SQLite and the system counts the operations on
files while the COMMIT statement runs and sends SIGKILL to its own process in front of, in the middle of (half of the
bytes written) or behind a chosen one. The other kills come from outside, at a random moment.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import apsw

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.store import migrations, pragmas
from kyosai_desktop.store.backup import BackupReason, list_backups, verify_backup
from kyosai_desktop.store.opening import create_book, open_book

ROWS_PER_EDIT = 3
MOMENTS = ("before", "amid", "after")
SYSTEM = apsw.vfs_names()[0]  # the layer that SQLite uses when no other is asked for


class Fault:
    """Counts the file operations of commits and dies at the chosen one."""

    def __init__(self, operation: int, moment: str) -> None:
        self.left = operation
        self.moment = moment
        self.committing = False

    def is_now(self) -> bool:
        self.left -= self.committing
        return self.committing and self.left == 0

    def die(self) -> None:
        os.write(2, b"inside a commit")
        os.kill(os.getpid(), signal.SIGKILL)


class FaultyFile(apsw.VFSFile):
    def __init__(self, fault: Fault, name: Any, flags: list[int]) -> None:
        self.fault = fault
        super().__init__(SYSTEM, name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        if not self.fault.is_now():
            return super().xWrite(data, offset)
        if self.fault.moment == "amid":
            super().xWrite(data[: len(data) // 2], offset)
        elif self.fault.moment == "after":
            super().xWrite(data, offset)
        return self.fault.die()

    def xSync(self, flags: int) -> None:
        now = self.fault.is_now()
        if not now or self.fault.moment != "before":
            super().xSync(flags)
        if now:
            self.fault.die()

    def xTruncate(self, size: int) -> None:
        now = self.fault.is_now()
        if not now or self.fault.moment != "before":
            super().xTruncate(size)
        if now:
            self.fault.die()


class FaultyFiles(apsw.VFS):
    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__("faulty", SYSTEM, makedefault=True)

    def xOpen(self, name: Any, flags: list[int]) -> FaultyFile:
        return FaultyFile(self.fault, name, flags)


def arm(operation: int, moment: str) -> FaultyFiles:
    """From now on, die at the given operation of this process's commits."""
    fault = Fault(operation, moment)

    def watch(connection: apsw.Connection) -> None:
        def note(_cursor: object, sql: str, _bindings: object) -> bool:
            fault.committing = sql == "COMMIT"
            return True

        connection.exec_trace = note

    apsw.connection_hooks.append(watch)
    return FaultyFiles(fault)


def write(mode: str, path: Path, operation: int, moment: str, seed: int) -> None:
    """The program that gets killed."""
    layer = arm(operation, moment) if operation else None
    choice = random.Random(seed)
    book = open_book(path, user="試験")
    book.query("PRAGMA cache_size = 20")
    os.write(1, b"open\n")
    [(number,)] = book.query("SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM book_setting")
    while mode != "migrations":
        number += 1
        padding = "値" * choice.choice([1, 1, 1, 20_000])
        with book.change(f"入力{number}") as tx:
            for row in range(ROWS_PER_EDIT):
                tx.execute(
                    "INSERT INTO book_setting VALUES (?, ?)", (f"{number:06} {row} {padding}", str(number))
                )
        os.write(1, f"{number}\n".encode())
        if mode == "backups":
            made = book.backup(BackupReason.ASKED)
            os.write(1, b"failed\n" if isinstance(made, Problem) else f"{made.path}\n".encode())
    del layer


def kill_once(mode: str, path: Path, choice: random.Random, inside: bool) -> tuple[list[str], bool]:
    """Let a writer run and be killed. Returns what it acknowledged, and whether it died inside a commit."""
    operation = choice.randint(1, 60) if inside else 0
    arguments = [mode, "--writer", str(operation), choice.choice(MOMENTS), str(choice.random())]
    writer = subprocess.Popen(
        [sys.executable, __file__, *arguments, "--folder", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert writer.stdout and writer.stderr
    if not inside:
        if mode != "migrations":
            writer.stdout.readline()
        time.sleep(choice.uniform(0, 0.03 if mode != "migrations" else 0.25))
        writer.kill()
    said, complained = writer.communicate(timeout=60)
    died_inside = complained == b"inside a commit"
    if not died_inside and complained:
        raise RuntimeError(complained.decode())
    return [line for line in said.decode().split("\n") if line and line != "open"], died_inside


def faults_of_commits(path: Path, acknowledged: list[str], before: int) -> tuple[list[str], int]:
    """What is wrong with the book after a kill, and the last edit found in it."""
    book = open_book(path, user="試験")
    try:
        found = dict(book.query("SELECT CAST(value AS INTEGER), count(*) FROM book_setting GROUP BY 1"))
        last = max(found, default=0)
        expected = max([before, *(int(line) for line in acknowledged)])
        faults = [f"{problem.code} in the book" for problem in book.verify()]
        if last not in (expected, expected + 1):
            faults.append(f"edit {expected} was acknowledged, {last} is the last one found")
        if found != dict.fromkeys(range(1, last + 1), ROWS_PER_EDIT):
            faults.append("an edit is there in part")
        if [step.label for step in book.history()] != [f"入力{n}" for n in range(last, 0, -1)]:
            faults.append("the history doesn't tell the edits")
        return faults, last
    finally:
        book.close()


def faults_of_backups(path: Path, acknowledged: list[str], before: int) -> tuple[list[str], int]:
    """As of commits; and every backup that was acknowledged or is listed is sound."""
    edits = [line for line in acknowledged if line.isdigit()]
    promised = {Path(line) for line in acknowledged if not line.isdigit()}
    listed = {backup.path for backup in list_backups(path)}
    faults = [f"backup lost: {lost.name}" for lost in promised - listed]
    faults += [f"backup unsound: {file.name}" for file in listed if verify_backup(file)]
    more, last = faults_of_commits(path, edits, before)
    shutil.rmtree(path.parent / "バックアップ", ignore_errors=True)  # keeps the battery short
    return faults + more, last


def faults_of_migrations(path: Path, schemas: tuple[Any, Any]) -> list[str]:
    """Whether the book is neither wholly of the old schema nor wholly of the new one."""
    connection = apsw.Connection(str(path))  # SQLite rolls back what was cut off
    try:
        version = pragmas.number(connection, "user_version")
        schema = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
        expected = schemas[0] if version == 1 else schemas[1]
        return [] if schema == expected else [f"half migrated: version {version}"]
    finally:
        connection.close()


def schema_one_book(path: Path) -> Any:
    """A book as the first schema makes it; returns its schema."""
    folder = path.with_suffix(".schema")
    folder.mkdir(exist_ok=True)
    shutil.copy(next(Path(migrations.__file__).with_name("schema").glob("0001_*.sql")), folder)
    connection = apsw.Connection(str(path))
    migrations.migrate(connection, "", application_id=pragmas.APPLICATION_ID, folder=folder)
    schema = connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    connection.close()
    return schema


def run(mode: str, kills: int, seed: int, folder: Path) -> dict[str, Any]:
    choice = random.Random(seed)
    inside, faults = 0, []
    path, last = folder / "台帳.kyosai", 0
    for number in range(kills):
        wants_inside = mode != "backups" and number % 3 > 0
        if mode == "migrations":
            shutil.rmtree(folder)
            folder.mkdir()
            old = schema_one_book(path)
            new_path = folder / "新.kyosai"
            book = create_book(new_path)
            new = book.query("SELECT name, sql FROM sqlite_schema ORDER BY name")
            book.close()
            _said, died_inside = kill_once(mode, path, choice, wants_inside)
            found = faults_of_migrations(path, (old, new))
        else:
            if number % 20 == 0:
                shutil.rmtree(folder)
                folder.mkdir()
                create_book(path).close()
                last = 0
            said, died_inside = kill_once(mode, path, choice, wants_inside)
            judge = faults_of_commits if mode == "commits" else faults_of_backups
            found, last = judge(path, said, last)
        inside += died_inside
        faults += [f"kill {number}: {fault}" for fault in found]
    return {"mode": mode, "kills": kills, "inside_commit": inside, "faults": faults}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=["commits", "backups", "migrations"])
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--writer", nargs=3, metavar=("OPERATION", "MOMENT", "SEED"))
    given = parser.parse_args()
    if given.writer:
        operation, moment, seed = given.writer
        write(given.mode, given.folder, int(operation), moment, int(float(seed) * 1_000_000))
    else:
        given.folder.mkdir(exist_ok=True)
        print(json.dumps(run(given.mode, given.kills, given.seed, given.folder), ensure_ascii=False))


if __name__ == "__main__":
    main()
