"""Figures confirmed after the preview aren't taken either."""

from __future__ import annotations

import pytest

from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.operations import books, confirming
from kyosai_desktop.operations.importing import apply, plan

TARGETS = [["2023年度 目標"], ["ブロック", "こくみん共済"], ["石狩", 181]]
RESULTS = [["2024年5月末 実績"], ["ブロック", "こくみん共済"], ["石狩", 181]]


def test_a_month_confirmed_after_the_preview_takes_nothing(book, sent) -> None:
    found = plan(book, sent("5月末実績.xlsx", RESULTS))
    council = books.councils(book)[0]
    confirming.confirm_through(book, council, FiscalYear(2023, 6), Month(2024, 5))
    steps = len(book.history())
    with pytest.raises(Refused) as caught:
        apply(book, found, backup=False)
    assert caught.value.problems[0].code == "period.confirmed"
    assert len(book.history()) == steps


def test_targets_are_taken_while_only_months_are_confirmed(book, sent) -> None:
    council = books.councils(book)[0]
    confirming.confirm_through(book, council, FiscalYear(2023, 6), Month(2024, 5))
    assert apply(book, plan(book, sent("目標.xlsx", TARGETS)), backup=False).added == 1
    confirming.confirm_year(book, council, FiscalYear(2023, 6))
    again = plan(book, sent("目標2.xlsx", [*TARGETS[:2], ["石狩", 182]]))
    assert [cell.problem.code for cell in again.errors if cell.problem] == ["period.confirmed"]
