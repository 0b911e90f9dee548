"""Expressions of a form: what the names in them stand for, row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from kyosai_desktop.domain.compute.amounts import NOT_APPLICABLE, Amount
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.formula import ARROW, RANK, Call, Name, Node, Value, evaluate, parse_formula
from kyosai_desktop.domain.problem import Problem

TOTAL_OF = "合計の"
"""「合計の実績」 is the column's value in the row of everything, for a 構成比: 実績 ÷ 合計の実績 × 100."""
STANDARD_PROGRESS = "標準進捗率"
"""Months elapsed ÷ 12 × 100 (11 of 12 months: 91.7 %), a line to compare 達成率 with."""

UP, DOWN, LEVEL = "↑", "↓", "ー"


@dataclass(slots=True)
class RowValues:
    """The columns of one row that belong together (those of one indicator), filled from left to right.

    ``amounts``, and the ``printed`` values rounded as they are shown, stand under the column's path ``見出し／表示``.
    ``total`` answers a path with the column's value in the row of everything.
    """

    total: Callable[[str], Value]
    standard_progress: Fraction
    amounts: dict[str, Amount] = field(default_factory=dict)
    printed: dict[str, Fraction] = field(default_factory=dict)

    def evaluated(self, expression: Node, group: str) -> Amount:
        """The value of an expression in a column of ``group``, with the most missing figures of what it names."""
        missing = 0

        def value(name: str) -> Value:
            nonlocal missing
            if name == STANDARD_PROGRESS:
                return self.standard_progress
            if name.startswith(TOTAL_OF):
                return self.total(self._path(name.removeprefix(TOTAL_OF), group))
            amount = self.amounts.get(self._path(name, group), NOT_APPLICABLE)
            missing = max(missing, amount.missing_count)
            return amount.value

        return Amount(evaluate(expression, value), missing)

    def arrow(self, expression: Call, group: str) -> str:
        """矢印(今, 前): whether the printed value went up; '' while one of them is missing."""
        names = [part.name for part in expression.arguments if isinstance(part, Name)]
        now, before = (self.printed.get(self._path(name, group)) for name in names)
        if now is None or before is None:
            return ""
        return UP if now > before else DOWN if now < before else LEVEL

    def _path(self, name: str, group: str) -> str:
        """A name means the column of its own header group, else it is a whole path."""
        own = path_of(group, name)
        return own if own in self.amounts else name


def path_of(group: str, label: str) -> str:
    """How an expression names a column from another header group: 「前年度／目標」."""
    return f"{group}／{label}" if group else label


def standard_progress(viewpoint: Viewpoint) -> Fraction:
    """標準進捗率 in percent at the month that is looked at."""
    return Fraction(viewpoint.year.elapsed_months(viewpoint.through) * 100, 12)


def parsed(expression: str) -> Node | None:
    """The tree of an expression, None for ''. Raises ``ValueError``: forms are checked when they are stored."""
    if not expression:
        return None
    node = parse_formula(expression)
    if isinstance(node, Problem):
        raise ValueError(node.sentence())
    return node


def is_arrow(node: Node | None) -> bool:
    """Whether the column shows an arrow."""
    return isinstance(node, Call) and node.function == ARROW


def ranked_column(node: Node | None) -> str | None:
    """The label of the column by which 順位(列) ranks the rows; None for any other expression."""
    if isinstance(node, Call) and node.function == RANK and isinstance(node.arguments[0], Name):
        return node.arguments[0].name
    return None
