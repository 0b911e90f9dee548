"""A rule about time and members: who reports for a year exists in it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kyosai_desktop.domain.check.finding import Certainty, Finding
from kyosai_desktop.domain.check.subject import Inspection, Subject
from kyosai_desktop.domain.compute.absent import absent_in
from kyosai_desktop.domain.compute.needs import kept_periods
from kyosai_desktop.domain.compute.periods import years_of


def outside_its_years(inspection: Inspection, subject: Subject) -> Iterator[Finding]:
    """A figure of a member in a year in which that didn't exist: it counts, and either is wrong.

    One finding for each place. Counts of the register are left out, they follow from the names of their year.
    """
    if subject.series.counted:
        return
    start_month = inspection.viewpoint.council.start_month
    axes = inspection.catalogue.axes.values()
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for period in kept_periods(subject.series, subject.period, start_month):
        facts = inspection.own_in(subject, period)
        absent = absent_in(axes, years_of(period, start_month)) if facts else frozenset()
        for members, fact in facts.items():
            gone = next((member for member in members if member in absent), 0)
            if gone:
                _, before = found.get(members, (0, 0))
                found[members] = gone, before + (fact.thousandths or 0)
    for members, (gone, thousandths) in found.items():
        member = inspection.member(gone)
        where = "・".join(inspection.member_name(each) for each in members if each)
        value = Fraction(thousandths, 1000)
        when = f"（{member.years_text()}）" if member.years_text() else ""
        yield inspection.finding(
            subject,
            "figure.outside_years",
            Certainty.CERTAIN,
            f"{inspection.what(subject)}に、{where}の数字（{inspection.text(value, subject)}）があります。"
            f"{inspection.viewpoint.year.text()}にはない団体{when}ですが、計には入れています。",
            "その団体の有効年度を直すか、数字を引き継いだ団体に移してください。",
            expected=None,
            found=value,
            detail="-".join(inspection.member_code(each) for each in members if each),
            breakdown=inspection.axes_at(members),
            where=where,
        )
