"""A small council to compute with: a ragged region tree, a product tree, targets and results."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.needs import Slice
from kyosai_desktop.domain.fact import Fact, Period, Role
from kyosai_desktop.domain.fiscal.year import FiscalYear, Month
from kyosai_desktop.domain.form import (
    LATEST,
    Form,
    FormColumn,
    FormRow,
    PeriodName,
    Purpose,
    RowsOf,
    Stub,
    Subtotal,
    Viewpoint,
)
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Council, Indicator, Keeping, Measure, Series
from kyosai_desktop.domain.table import ColumnKind, Table

COUNCIL = Council(1, "rosai", "北海道労済運動推進会議", "労済", 6, Rounding.HALF_UP)
REGION = 10
DOO, TOMAKOMAI, ISHIKARI, EAST, HIDAKA, DOHOKU, RUMOI, SOYA = range(11, 19)
AXIS = Axis(
    REGION,
    "region",
    "地域",
    [
        Member(DOO, REGION, "doo", "道央支店", 0, frozenset({"支店"}), 0),
        Member(ISHIKARI, REGION, "ishikari", "石狩", DOO, frozenset({"ブロック"}), 1),
        Member(TOMAKOMAI, REGION, "tomakomai", "苫小牧支所", DOO, frozenset({"支所", "拠点"}), 2),
        Member(EAST, REGION, "east", "東胆振", TOMAKOMAI, frozenset({"ブロック"}), 3),
        Member(HIDAKA, REGION, "hidaka", "日高", TOMAKOMAI, frozenset({"ブロック"}), 4),
        Member(DOHOKU, REGION, "dohoku", "道北支店", 0, frozenset({"支店", "拠点"}), 5),
        Member(RUMOI, REGION, "rumoi", "留萌", DOHOKU, frozenset({"ブロック"}), 6),
        Member(SOYA, REGION, "soya", "宗谷", DOHOKU, frozenset({"ブロック"}), 7),
    ],
)
LIFE, KOKUMIN, CHOKI = 20, 21, 22
INDICATORS = [
    Indicator(LIFE, 1, "life", "生命系共済", "件", 0, 0, total_label="生命系共済 計"),
    Indicator(KOKUMIN, 1, "kokumin", "こくみん共済", "件", LIFE, 1),
    Indicator(CHOKI, 1, "choki", "長期共済", "件", LIFE, 2),
]
TARGET, RESULT = {KOKUMIN: 31, CHOKI: 32, LIFE: 33}, {KOKUMIN: 41, CHOKI: 42, LIFE: 43}
YEAR = FiscalYear(2023, 6)
WHOLE_YEAR = Period.span(date(2023, 6, 1), date(2024, 5, 31))


def series(keeping: Keeping = Keeping.CUMULATIVE) -> list[Series]:
    made = []
    for indicator, id in TARGET.items():
        made.append(Series(id, 1, indicator, Measure.TARGET, "", Keeping.YEARLY, breakdowns=((), (REGION,))))
    for indicator, id in RESULT.items():
        made.append(Series(id, 1, indicator, Measure.RESULT, "", keeping, breakdowns=((), (REGION,))))
    return made


def catalogue(council: Council = COUNCIL, keeping: Keeping = Keeping.CUMULATIVE) -> Catalogue:
    return Catalogue([council], [AXIS], INDICATORS, series(keeping))


COLUMNS = (
    FormColumn("目標", "target", measure=Measure.TARGET),
    FormColumn("実績", "result", measure=Measure.RESULT, period=PeriodName.TO_MONTH, entry=True),
    FormColumn("差異", "difference", expression="実績 － 目標"),
    FormColumn("達成率", "rate", expression="達成率(実績, 目標)", kind=ColumnKind.RATE),
)
BLOCKS = Form(
    id=1,
    code="blocks",
    council_id=1,
    title="ブロック別 達成状況",
    purpose=Purpose.RESULTS,
    stub=(Stub("支店", "支店"), Stub("ブロック")),
    rows=(
        FormRow(
            RowsOf.MEMBERS,
            REGION,
            member_kind="ブロック",
            subtotals=(Subtotal("支店", "{name} 計"), Subtotal("支所", "{name}計", only_if_several=True)),
        ),
        FormRow(RowsOf.TOTAL, REGION, label="全道 計"),
        FormRow(RowsOf.REACHED, label="達成ブロック数"),
    ),
    columns=COLUMNS,
    breakdown=(REGION,),
    over=((KOKUMIN, ""),),
    unit="件",
)

Counts = Mapping[int, int]


def figures(
    targets: Counts, results: Counts, indicator: int = KOKUMIN
) -> dict[Slice, dict[tuple[int, int], Fact]]:
    """Figures of one indicator: counts (件) by member id, 0 for the council's own total."""
    return {
        Slice(TARGET[indicator], WHOLE_YEAR, LATEST, Role.OWN): facts(targets),
        Slice(RESULT[indicator], WHOLE_YEAR, LATEST, Role.OWN): facts(results),
    }


def facts(counts: Counts) -> dict[tuple[int, int], Fact]:
    return {(member, 0): Fact(count * 1000) for member, count in counts.items()}


def viewpoint(council: Council = COUNCIL, through: Month | None = None) -> Viewpoint:
    return Viewpoint(council, YEAR, through or Month(2024, 5))


def texts(table: Table) -> dict[str, list[str]]:
    return {row.name: [cell.text for cell in line] for row, line in zip(table.rows, table.cells, strict=True)}


ALL_TARGETS = {ISHIKARI: 100, EAST: 40, HIDAKA: 20, RUMOI: 10, SOYA: 30}
ALL_RESULTS = {ISHIKARI: 90, EAST: 50, HIDAKA: 4, RUMOI: 12, SOYA: 0}
