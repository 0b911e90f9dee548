"""The sample's figures that are kept as they were published: 自賠責 renewals by block, 公式アプリ by 拠点."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kyosai_desktop.domain.fact import FactKey, Period
from kyosai_desktop.operations.sample.split_figures import REGION, read_sample
from kyosai_desktop.operations.settings.read import id_of

_YEAR_2023 = Period.span(date(2023, 6, 1), date(2024, 5, 31))


def published_figures() -> Iterator[tuple[FactKey, int]]:
    """(key, count) of 労済. The published total of the 公式アプリ is 11 more than its 拠点 add up to."""
    for row in read_sample("renewal"):
        member = id_of("member", REGION, row["要素"])
        for indicator, count in row.items():
            if indicator != "要素":
                yield _key(indicator, "実績", _YEAR_2023, member), int(count)
    for row in read_sample("app"):
        member = id_of("member", REGION, row["要素"]) if row["要素"] else 0
        day = Period.as_of(date.fromisoformat(row["時点"]))
        for measure, period in (("順位", day), ("実績", day), ("目標", _YEAR_2023)):
            if row[measure]:
                yield _key("app", measure, period, member), int(row[measure])


def _key(indicator: str, measure: str, period: Period, member: int) -> FactKey:
    return FactKey(id_of("series", "rosai", indicator, measure, ""), period, member)
