"""Councils, indicators and series: what is counted, by whom, and how it adds up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from kyosai_desktop.domain.rounding import Rounding

if TYPE_CHECKING:  # only named here; what lists the councils needs no register of activities
    from kyosai_desktop.domain.activity import Counted


class Measure(Enum):
    """What a number of an indicator means. RANK is given from outside and never computed."""

    TARGET = "目標"
    RESULT = "実績"
    NET = "純増"
    BALANCE = "残高"
    BUDGET = "予算"
    EXECUTION = "執行"
    RANK = "順位"


class Keeping(Enum):
    """How a series is entered. A month and a cumulative span convert into each other; a balance does not."""

    YEARLY = "年度"
    MONTHLY = "月次"
    CUMULATIVE = "累計"
    AS_OF = "時点"


class Totalling(Enum):
    """How values go up a tree: added, computed from summed parts by the indicator's formula, or not at all."""

    SUM = "合計"
    FORMULA = "計算式"
    NONE = "合計しない"


@dataclass(frozen=True, slots=True)
class Council:
    """会議体. ``start_month`` begins its 年度; ``rounding`` and ``rate_decimals`` are its rule for percentages."""

    id: int
    code: str
    name: str
    short_name: str
    start_month: int
    rounding: Rounding
    rate_decimals: int = 1
    signed_differences: bool = False
    position: int = 0


@dataclass(frozen=True, slots=True)
class Indicator:
    """項目 (a 共済, a service, a count). With indicators below it, it is their sum unless it has a ``formula``."""

    id: int
    council_id: int
    code: str
    name: str
    unit: str
    parent_id: int = 0
    position: int = 0
    decimals: int = 0
    more_is_better: bool = True
    formula: str = ""
    total_label: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """系列 = council × indicator × measure × variant (移管を除く; plain is ''). Variants are never added up.

    ``breakdowns``: each is the axis ids, ascending, under which values are kept: ``()`` only a total, ``(地域,)``,
    ``(産別,)``, ``(地域, 産別)``. ``rounding`` overrides the council's rule for this series. ``counted``: its figures
    are counted from the register of activities and can't be typed.
    """

    id: int
    council_id: int
    indicator_id: int
    measure: Measure
    variant: str = ""
    keeping: Keeping = Keeping.CUMULATIVE
    totalling: Totalling = Totalling.SUM
    breakdowns: tuple[tuple[int, ...], ...] = ((),)
    rounding: Rounding | None = None
    counted: Counted | None = None


@dataclass(frozen=True, slots=True)
class Constant:
    """定数: a number that formulas name (単価 250円), valid from ``valid_from`` to ``valid_to``, both included."""

    id: int
    council_id: int
    name: str
    unit: str
    thousandths: int
    valid_from: date
    valid_to: date
