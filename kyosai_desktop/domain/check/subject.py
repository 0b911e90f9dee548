"""What the rules look at: one series in the year of the viewpoint, its figures, and how it is called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kyosai_desktop.domain.axis import Member
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.check.finding import Certainty, Finding
from kyosai_desktop.domain.compute.amounts import Amount
from kyosai_desktop.domain.compute.channel import ByMember, Channel, Figures
from kyosai_desktop.domain.compute.evaluate import Evaluator
from kyosai_desktop.domain.compute.needs import Slice, kept_periods, needs
from kyosai_desktop.domain.fact import Period, Role
from kyosai_desktop.domain.form import LATEST, Form, Purpose, Viewpoint
from kyosai_desktop.domain.problem import Place
from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.domain.series import Indicator, Keeping, Measure, Series
from kyosai_desktop.domain.table import Missing

Breakdown = tuple[int, ...]
"""Axis ids, ascending; () is the total alone."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A series in the period that the viewpoint looks at. ``stored``: breakdowns under which it has own figures."""

    series: Series
    indicator: Indicator
    period: Period
    stored: tuple[Breakdown, ...]


def check_needs(viewpoint: Viewpoint, catalogue: Catalogue) -> frozenset[Slice]:
    """The figures that the rules compare: every series of the council, in the viewpoint's year through its month."""
    found: set[Slice] = set()
    for series in _series_of(viewpoint, catalogue):
        wanted = period_of_series(series, viewpoint)
        for period in kept_periods(series, wanted, viewpoint.council.start_month):
            found.add(Slice(series.id, period, LATEST, Role.OWN))
        for period in earlier_periods(series, viewpoint):
            found.add(Slice(series.id, period, LATEST, Role.OWN))
        found.add(Slice(series.id, wanted, LATEST, Role.PUBLISHED))
    return frozenset(found)


def period_of_series(series: Series, viewpoint: Viewpoint) -> Period:
    """The year of a yearly series, the year through the month of one that adds up, the day of a balance."""
    match series.keeping:
        case Keeping.YEARLY:
            return Period.span(viewpoint.year.start, viewpoint.year.end)
        case Keeping.AS_OF:
            return Period.as_of(viewpoint.as_of)
        case Keeping.CUMULATIVE | Keeping.MONTHLY:
            return Period.span(viewpoint.year.start, viewpoint.as_of)


def earlier_periods(series: Series, viewpoint: Viewpoint) -> list[Period]:
    """The 累計 of results to the ends of the months before the viewpoint's; nothing for what may rightly fall."""
    if series.measure is not Measure.RESULT or series.keeping is not Keeping.CUMULATIVE:
        return []
    months = viewpoint.year.months()[: viewpoint.year.elapsed_months(viewpoint.through) - 1]
    return [Period.span(viewpoint.year.start, month.end) for month in months]


def _series_of(viewpoint: Viewpoint, catalogue: Catalogue) -> list[Series]:
    """The council's series, in the order of its indicators."""
    order = {indicator_id: at for at, indicator_id in enumerate(catalogue.indicators)}
    own = [series for series in catalogue.series.values() if series.council_id == viewpoint.council.id]
    return sorted(own, key=lambda series: order[series.indicator_id])


class Inspection:
    """Fixed figures as the rules ask for them: computed amounts, stored ones, and words for both."""

    def __init__(
        self, viewpoint: Viewpoint, catalogue: Catalogue, figures: Figures, forms: Sequence[Form]
    ) -> None:
        self.viewpoint = viewpoint
        self.catalogue = catalogue
        self._figures = figures
        paper_first = sorted(forms, key=lambda form: form.purpose is not Purpose.PAPER)
        self._shown = [
            (form, {wanted.series_id for wanted in needs(form, viewpoint, catalogue)}) for form in paper_first
        ]
        self._axis_of = {member.id: axis.id for axis in catalogue.axes.values() for member in axis.members}
        self._evaluators: dict[Breakdown, Evaluator] = {}

    def subjects(self) -> Iterator[Subject]:
        """Every series of the council."""
        for series in _series_of(self.viewpoint, self.catalogue):
            yield self.subject(series)

    def subject(self, series: Series) -> Subject:
        """A series with the breakdowns under which it has figures."""
        period = period_of_series(series, self.viewpoint)
        kept = kept_periods(series, period, self.viewpoint.council.start_month)
        used = {self.axes_at(members) for at in kept for members in self._slice(series, at, Role.OWN)}
        stored = tuple(axes for axes in series.breakdowns if axes and axes in used)
        return Subject(series, self.catalogue.indicators[series.indicator_id], period, stored)

    def own(self, subject: Subject) -> ByMember:
        """The figures stored in exactly the subject's period."""
        return self._slice(subject.series, subject.period, Role.OWN)

    def own_in(self, subject: Subject, period: Period) -> ByMember:
        """The figures of the subject's series stored in another period."""
        return self._slice(subject.series, period, Role.OWN)

    def published(self, subject: Subject) -> ByMember:
        """The published figures of the subject's period."""
        return self._slice(subject.series, subject.period, Role.PUBLISHED)

    def evaluator(self, breakdown: Breakdown) -> Evaluator:
        """The evaluator that sums along a breakdown."""
        found = self._evaluators.get(breakdown)
        if found is None:
            year, start = self.viewpoint.year.year, self.viewpoint.council.start_month
            found = Evaluator(self.catalogue, self._figures, breakdown, start, year)
            self._evaluators[breakdown] = found
        return found

    def channel(self, subject: Subject, breakdown: Breakdown) -> Channel:
        """The subject's figures, ready to be asked along a breakdown."""
        series = subject.series
        return self.evaluator(breakdown).channel(
            subject.indicator, series.measure, series.variant, subject.period, LATEST
        )

    def computed(self, subject: Subject, members: tuple[int, int] = (0, 0)) -> Amount:
        """What the own figures say at a place: its own value, else the first breakdown that gives one."""
        used = self.axes_at(members)
        found = Amount(Missing.NOT_REPORTED, 1)
        for breakdown in (used, *(axes for axes in subject.series.breakdowns if set(used) < set(axes))):
            at = {self._axis_of[member]: member for member in members if member}
            place = tuple(at.get(axis_id, 0) for axis_id in breakdown)
            found = self.evaluator(breakdown).amount(self.channel(subject, breakdown), place)
            if isinstance(found.value, Fraction):
                break
        return found

    def axes_at(self, members: tuple[int, int]) -> Breakdown:
        """The axes of the members of a figure's key."""
        return tuple(self._axis_of[member] for member in members if member)

    def axes_text(self, breakdown: Breakdown) -> str:
        """``地域×産別``."""
        return "×".join(self.catalogue.axes[axis_id].name for axis_id in breakdown)

    def axes_code(self, breakdown: Breakdown) -> str:
        """``region-union``, or ``total``."""
        return "-".join(self.catalogue.axes[axis_id].code for axis_id in breakdown) or "total"

    def member(self, member_id: int) -> Member:
        """The member of a figure's key."""
        return self.catalogue.axes[self._axis_of[member_id]][member_id]

    def member_name(self, member_id: int) -> str:
        """The name that the member had in the year looked at."""
        return self.member(member_id).name_in(self.viewpoint.year.year)

    def member_code(self, member_id: int) -> str:
        """The member's stable code."""
        return self.member(member_id).code

    def rounding(self, subject: Subject) -> Rounding:
        """The rule by which the subject's figures are printed."""
        return subject.series.rounding or self.viewpoint.council.rounding

    def text(self, value: Fraction, subject: Subject) -> str:
        """A figure with its unit and with as many decimals as it has, at least those that are printed."""
        decimals = subject.indicator.decimals
        while decimals < 3 and (value * 10**decimals).denominator > 1:
            decimals += 1
        return fixed_text(value, decimals, Rounding.HALF_UP) + subject.indicator.unit

    def what(self, subject: Subject) -> str:
        """``2023年度の全共済 計の実績``."""
        variant = f"（{subject.series.variant}）" if subject.series.variant else ""
        return f"{self.viewpoint.year.text()}の{_name(subject)}{variant}の{subject.series.measure.value}"

    def finding(
        self,
        subject: Subject,
        code: str,
        certainty: Certainty,
        message: str,
        cause: str,
        *,
        found: Fraction,
        expected: Fraction | None,
        detail: str = "total",
        breakdown: Breakdown = (),
        where: str = "",
    ) -> Finding:
        """A finding about the subject, under an id made of codes. ``where`` names a member, '' the total."""
        series, year = subject.series, self.viewpoint.year
        variant = f".{series.id}" if series.variant else ""
        name = (
            f"{self.viewpoint.council.code}.{subject.indicator.code}.{series.measure.name.lower()}{variant}"
        )
        place = Place(
            form=self._form_title(series, breakdown),
            row="・".join(part for part in (_name(subject), where) if part),
            column=f"{year.text()} {series.measure.value}",
        )
        return Finding(
            id=f"{code}:{name}:{year.year}:{detail}",
            certainty=certainty,
            code=code,
            place=place,
            expected=expected,
            found=found,
            difference=None if expected is None else found - expected,
            cause=cause,
            message=message,
            series_id=series.id,
        )

    def _form_title(self, series: Series, breakdown: Breakdown) -> str:
        """The form to look at: the one with that breakdown, else the first paper that shows the series."""
        showing = [form for form, series_ids in self._shown if series.id in series_ids]
        fitting = [form for form in showing if breakdown and form.breakdown == breakdown]
        return next((form.title for form in [*fitting, *showing]), "")

    def _slice(self, series: Series, period: Period, role: Role) -> ByMember:
        return self._figures.get(Slice(series.id, period, LATEST, role), {})


def _name(subject: Subject) -> str:
    return subject.indicator.total_label or subject.indicator.name
