"""人数 as it is typed beside a meeting or an activity."""

from __future__ import annotations

import pytest

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations.persons import persons_in


@pytest.mark.parametrize(
    ("text", "persons"), [("12", 12), ("１２名", 12), ("1,200人", 1200), ("0", 0), ("", None), ("　", None)]
)
def test_a_whole_number_or_nothing(text: str, persons: int | None) -> None:
    assert persons_in(text) == persons


@pytest.mark.parametrize("text", ["▲3", "3.5", "3件", "－", "12%"])
def test_what_is_no_number_of_persons_is_told(text: str) -> None:
    problem = persons_in(text)
    assert isinstance(problem, Problem)
    assert problem.code == "persons.unreadable"
    assert text in problem.message
