"""合計から配分 500 times in real books, both breakdowns; tests/operations/targets runs 25 of the same kind."""

from __future__ import annotations

import runpy
from pathlib import Path

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.operations import books, sample

_BATTERY = runpy.run_path(str(Path(__file__).parents[1] / "operations" / "targets" / "allocation_battery.py"))


def test_500_random_divisions_close_in_both_breakdowns_or_say_why_not(tmp_path: Path) -> None:
    year = FiscalYear(2025, 6)
    with_held = with_refused = 0
    for seed in range(2):
        book = sample.create(tmp_path / f"{seed}.kyosai", user="試験")
        seen = Viewpoint(books.councils(book)[0], year, year.months()[0])
        held, refused = _BATTERY["allocate_many"](book, seen, seed=seed, cases=250)
        with_held, with_refused = with_held + held, with_refused + refused
        book.close()
    assert with_held > 300
    assert with_refused > 50
