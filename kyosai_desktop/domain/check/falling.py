"""A rule about time: a 累計 of results doesn't fall."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kyosai_desktop.domain.check.finding import Certainty, Finding
from kyosai_desktop.domain.check.subject import Inspection, Subject, earlier_periods
from kyosai_desktop.domain.conversion import falling
from kyosai_desktop.domain.fact import Period


def cumulative_falls(inspection: Inspection, subject: Subject) -> Iterator[Finding]:
    """A 累計 lower than the latest one before it: cancelled contracts and corrections explain it, slips too.

    One finding for each month in which it falls somewhere, at the place where it falls furthest.
    """
    periods = [*earlier_periods(subject.series, inspection.viewpoint), subject.period]
    if len(periods) < 2:
        return
    facts = [inspection.own_in(subject, period) for period in periods]
    fallen: dict[Period, list[tuple[int, Period, int, tuple[int, int]]]] = {}
    for members in sorted({members for kept in facts for members in kept}):
        line = [kept[members].thousandths if members in kept else None for kept in facts]
        for at in falling(line):
            before = max(place for place in range(at) if line[place] is not None)
            was, now = line[before] or 0, line[at] or 0
            fallen.setdefault(periods[at], []).append((now - was, periods[before], now, members))
    for period, falls in fallen.items():
        by, earlier, now, members = min(falls)
        where = "・".join(inspection.member_name(member) for member in members if member) or "全体"
        others = f"（ほかに{len(falls) - 1}か所）" if len(falls) > 1 else ""
        earlier_value = Fraction(now - by, 1000)
        yield inspection.finding(
            subject,
            "cumulative.falls",
            Certainty.POSSIBLE,
            f"{inspection.what(subject)}の累計が、{where}で"
            f"{earlier.end.month}月末の{inspection.text(earlier_value, subject)}から"
            f"{period.end.month}月末の{inspection.text(Fraction(now, 1000), subject)}に下がっています{others}。",
            "解約や訂正による減少か、入力の誤りかを確かめてください。",
            expected=earlier_value,
            found=Fraction(now, 1000),
            detail=f"{period.end.year}-{period.end.month:02}",
            breakdown=inspection.axes_at(members),
            where=where,
        )
