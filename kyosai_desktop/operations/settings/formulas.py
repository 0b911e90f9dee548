"""Formulas in the sheets of settings: each is read, its names are known, and none leads back to itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from kyosai_desktop.domain.formula import ARROW, RANK, Call, Node, Number, names_in, parse_formula
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Constant, Indicator
from kyosai_desktop.domain.zero_division import Parts, always_zero_divisor
from kyosai_desktop.operations.settings.sheets import SettingsRow

_HEADER = "計算式"


def checked_formula(row: SettingsRow, known: Collection[str], what: str) -> str:
    """The formula under 計算式, which may be empty; its names are all among ``known``, which ``what`` describes.

    Raises ``Refused`` (``formula.unreadable``, ``formula.unknown_name``).
    """
    text = row[_HEADER]
    node = parse_formula(text) if text else None
    if isinstance(node, Problem):
        raise row.refuse(node.code, _HEADER, node.message, node.next_step)
    for name in names_in(node) if node is not None else ():
        if name not in known:
            raise row.refuse(
                "formula.unknown_name",
                _HEADER,
                f"計算式の「{name}」は{what}にありません。",
                f"{what}の名前と同じ字で書いてください。",
            )
    if node is not None:
        _refuse_zero_division(row, node, lambda name: None)
    return text


def checked_formulas(
    rows: Sequence[SettingsRow], indicators: Sequence[Indicator], constants: Sequence[Constant]
) -> None:
    """Check the formulas of indicators, one per row: they name indicators and constants of their council.

    Raises ``Refused``, also for ``formula.only_in_columns`` (順位, 矢印) and ``formula.circular``.
    """
    for row, indicator in zip(rows, indicators, strict=True):
        council = indicator.council_id
        names = {other.name for other in indicators if other.council_id == council}
        names |= {constant.name for constant in constants if constant.council_id == council}
        node = parse_formula(checked_formula(row, names, "この会議体の項目と定数") or "0")
        if isinstance(node, Call) and node.function in (RANK, ARROW):
            raise row.refuse(
                "formula.only_in_columns",
                _HEADER,
                f"「{node.function}」は、項目の計算式には使えません。",
                "シート『様式の列』の計算式に書いてください。",
            )
    for row, indicator in zip(rows, indicators, strict=True):
        if _leads_to(indicator, indicator, indicators, set()):
            raise row.refuse(
                "formula.circular",
                _HEADER,
                f"「{indicator.name}」は、計算のもとをたどると自分自身に戻ります。",
                "計算式か上位を直し、自分自身を使わないようにしてください。",
            )
    for row, indicator in zip(rows, indicators, strict=True):
        node = parse_formula(indicator.formula or "0")
        if not isinstance(node, Problem):
            _refuse_zero_division(row, node, _parts_known(indicator.council_id, indicators, constants))


def _refuse_zero_division(row: SettingsRow, node: Node, parts: Parts) -> None:
    """Raises ``Refused`` (``formula.zero_division``) for a divisor that is always 0."""
    divisor = always_zero_divisor(node, parts)
    if divisor is not None:
        raise row.refuse(
            "formula.zero_division",
            _HEADER,
            f"計算式の割る数「{divisor}」は、いつも0になります。0で割ることはできません。",
            "割る数を直してください。",
        )


def _parts_known(council_id: int, indicators: Sequence[Indicator], constants: Sequence[Constant]) -> Parts:
    """What names stand for: a constant that never changes is its value, a computed indicator its formula."""
    formulas = {
        indicator.name: indicator.formula
        for indicator in indicators
        if indicator.council_id == council_id and indicator.formula
    }
    values: dict[str, set[int]] = {}
    for constant in constants:
        if constant.council_id == council_id:
            values.setdefault(constant.name, set()).add(constant.thousandths)

    def part(name: str) -> Node | None:
        node = parse_formula(formulas[name]) if name in formulas else None
        if node is not None and not isinstance(node, Problem):
            return node
        of_name = values.get(name, set())
        return Number(Fraction(min(of_name), 1000)) if len(of_name) == 1 else None

    return part


def _leads_to(start: Indicator, wanted: Indicator, indicators: Sequence[Indicator], seen: set[int]) -> bool:
    for part in _parts(start, indicators):
        if part.id == wanted.id:
            return True
        if part.id not in seen:
            seen.add(part.id)
            if _leads_to(part, wanted, indicators, seen):
                return True
    return False


def _parts(indicator: Indicator, indicators: Sequence[Indicator]) -> Iterator[Indicator]:
    """What an indicator is computed from: the names in its formula, else what is below it."""
    node = parse_formula(indicator.formula) if indicator.formula else None
    names = set() if node is None or isinstance(node, Problem) else set(names_in(node))
    for other in indicators:
        if other.council_id == indicator.council_id and (
            other.name in names if node is not None else other.parent_id == indicator.id
        ):
            yield other
