"""The sample's figures of a 強化期間, invented: 目標 and 実績 of the 拠点 for the days of each year's own campaign."""

from __future__ import annotations

from collections.abc import Iterator

from kyosai_desktop.domain.fact import FactKey, Period
from kyosai_desktop.operations.sample.registers import sample_campaigns
from kyosai_desktop.operations.sample.split_figures import REGION, read_sample
from kyosai_desktop.operations.settings.read import id_of

_COUNCIL, _LANE = "rosai", "人の保障"


def campaign_figures() -> Iterator[tuple[FactKey, int]]:
    """(key, count) of 労済."""
    periods = {
        row["年度"]: Period.span(start, end)
        for row, start, end in sample_campaigns()
        if (row["会議体"], row["区分"]) == (_COUNCIL, _LANE)
    }
    for row in read_sample("campaign_figures"):
        member = id_of("member", REGION, row["要素"])
        for measure in ("目標", "実績"):
            series = id_of("series", _COUNCIL, row["項目"], measure, "")
            yield FactKey(series, periods[row["年度"]], member), int(row[measure])
