"""``new``: make a book."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

from kyosai_desktop.cli.answer import Answer, Console, Status
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.operations.books import create
from kyosai_desktop.store.looking import Found, look_at


def answer(options: argparse.Namespace, console: Console) -> Answer:
    """Make the book with its preset; the file appears complete or not at all."""
    path: Path = options.book
    if options.sample and options.preset == "empty":
        raise Refused(
            Problem(
                "new.sample_of_nothing",
                "会議体のないブックには、見本の数字を入れられません。",
                "--preset を rosai、rokin、both のどれかにするか、--sample を外してください。",
            )
        )
    had_file = look_at(path) is not Found.NOTHING
    try:
        _make(path, options.preset, options.year, sample=options.sample)
    except Refused:
        if not had_file:
            # refused half-way (the disk is full): half a book is worse than none
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise
    console.say(f"ブック「{path}」を作りました。")
    if options.sample:
        console.say("見本の数字を入れました（氏名はすべて架空です）。")
    return Answer(
        Status.DONE, fields={"preset": options.preset, "year": options.year, "sample": options.sample}
    )


def _make(path: Path, preset: str, year: int | None, *, sample: bool) -> None:
    book = create(path, preset, year)
    try:
        if sample:
            from kyosai_desktop.operations.sample.fill import fill

            fill(book)
    finally:
        book.close()
