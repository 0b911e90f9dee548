"""Rules about figures that are given twice inside the book: totals beside parts, 地域 beside 産別, results beside
targets."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from kyosai_desktop.domain.axis import Axis
from kyosai_desktop.domain.check.finding import Certainty, Finding
from kyosai_desktop.domain.check.subject import Breakdown, Inspection, Subject
from kyosai_desktop.domain.series import Measure


def unallocated(inspection: Inspection, subject: Subject) -> Iterator[Finding]:
    """未配賦: an own total of a node beside the sum of what is listed below it.

    Counts of the register are left out: what a 産別 did itself isn't missing in its 単組.
    """
    if subject.series.counted:
        return
    for breakdown in subject.stored:
        evaluator = inspection.evaluator(breakdown)
        channel = inspection.channel(subject, breakdown)
        for axis, member_id in _nodes(inspection, breakdown):
            members = (member_id, *(0 for _ in breakdown[1:]))
            rest = evaluator.remainder(channel, members).value
            if not isinstance(rest, Fraction) or (axis.open_list and rest > 0):
                continue
            total = evaluator.amount(channel, members).value
            if not isinstance(total, Fraction):
                continue
            below = evaluator.below(channel, members)
            waiting = below.missing_count if below is not None and rest > 0 else 0
            where = inspection.member_name(member_id) if member_id else "全体"
            gap = inspection.text(abs(rest), subject)
            so = f"未配賦が{gap}あります" if rest > 0 else f"内訳のほうが{gap}多くなっています"
            yield inspection.finding(
                subject,
                "sum.unallocated",
                Certainty.POSSIBLE if waiting else Certainty.CERTAIN,
                f"{inspection.what(subject)}は、{where}の計が{inspection.text(total, subject)}、{axis.name}の内訳の合計が"
                f"{inspection.text(total - rest, subject)}で、{so}。",
                _waiting(waiting) or "計として入れた数字か、内訳のどれかを確かめてください。",
                expected=total - rest,
                found=total,
                detail=f"{axis.code}.{inspection.member_code(member_id) if member_id else 'total'}",
                breakdown=breakdown,
                where=where,
            )


def parts_differ(inspection: Inspection, subject: Subject) -> Iterator[Finding]:
    """An entered total of an indicator beside the sum of the indicators below it."""
    parts = inspection.catalogue.parts(subject.indicator)
    own = inspection.own(subject).get((0, 0))
    if not parts or subject.indicator.formula or own is None or own.thousandths is None:
        return
    series = [
        inspection.catalogue.series_for(part.id, subject.series.measure, subject.series.variant)
        for part in parts
    ]
    amounts = [inspection.computed(inspection.subject(part)) for part in series if part is not None]
    known = [amount.value for amount in amounts if isinstance(amount.value, Fraction)]
    total, added = Fraction(own.thousandths, 1000), sum(known, Fraction(0))
    if not known or total == added:
        return
    missing = sum(amount.missing_count for amount in amounts)
    yield inspection.finding(
        subject,
        "sum.parts",
        Certainty.POSSIBLE if missing else Certainty.CERTAIN,
        f"{inspection.what(subject)}は{inspection.text(total, subject)}と入力されていますが、"
        f"その下の項目を足すと{inspection.text(added, subject)}です。",
        _waiting(missing) or "計として入れた数字か、下の項目のどれかを確かめてください。",
        expected=added,
        found=total,
    )


def between_breakdowns(inspection: Inspection, subject: Subject) -> Iterator[Finding]:
    """The same total by 地域 and by 産別: compared, never added. One that is entered itself is no sum, and left out."""
    totals: list[tuple[Breakdown, Fraction, int]] = []
    for breakdown in subject.stored:
        channel = inspection.channel(subject, breakdown)
        amount = inspection.evaluator(breakdown).amount(channel, (0,) * len(breakdown))
        if amount.fact is None and isinstance(amount.value, Fraction):
            totals.append((breakdown, amount.value, amount.missing_count))
    for (first, expected, first_missing), (second, found, second_missing) in pairwise(totals):
        if expected == found:
            continue
        missing = first_missing + second_missing
        by_first, by_second = inspection.axes_text(first), inspection.axes_text(second)
        yield inspection.finding(
            subject,
            "breakdown.gap",
            Certainty.POSSIBLE if missing else Certainty.CERTAIN,
            f"{inspection.what(subject)}は、{by_first}の内訳の合計が{inspection.text(expected, subject)}、"
            f"{by_second}の内訳の合計が{inspection.text(found, subject)}で、"
            f"{inspection.text(abs(found - expected), subject)}違います。",
            _waiting(missing) or f"{by_first}と{by_second}の数字を、元の資料と見比べてください。",
            expected=expected,
            found=found,
            detail=inspection.axes_code(second),
            breakdown=first,
        )


def copied_targets(inspection: Inspection, subject: Subject) -> Iterator[Finding]:
    """A result that equals its target in every single place: probably the target, copied."""
    target = inspection.catalogue.series_for(subject.indicator.id, Measure.TARGET, subject.series.variant)
    if subject.series.measure is not Measure.RESULT or target is None:
        return
    results = inspection.own(subject)
    targets = inspection.own(inspection.subject(target))
    for breakdown in ((), *subject.stored):
        wanted = {
            members: fact.thousandths
            for members, fact in targets.items()
            if inspection.axes_at(members) == breakdown and fact.thousandths
        }
        reported = {members: results[members].thousandths for members in wanted if members in results}
        if not wanted or reported != wanted:
            continue
        total = Fraction(sum(wanted.values()), 1000)
        several = len(wanted) > 1
        where = f"{inspection.axes_text(breakdown)}の{len(wanted):,}か所すべてで" if several else ""
        yield inspection.finding(
            subject,
            "result.is_target",
            Certainty.POSSIBLE if several else Certainty.NOTE,
            f"{inspection.what(subject)}が、{where}目標と同じ数字です（計{inspection.text(total, subject)}）。",
            "目標を実績の欄に写した可能性があります。届いた資料と見比べてください。",
            expected=None,
            found=total,
            detail=inspection.axes_code(breakdown),
            breakdown=breakdown,
        )


def _nodes(inspection: Inspection, breakdown: Breakdown) -> Iterator[tuple[Axis, int]]:
    """The total and every inner node of a breakdown by one axis; of one by several axes only the total."""
    axis = inspection.catalogue.axes[breakdown[0]]
    yield axis, 0
    if len(breakdown) == 1:
        yield from ((axis, member.id) for member in axis.walk() if not axis.is_leaf(member.id))


def _waiting(missing: int) -> str:
    return f"未報告が{missing:,}か所あります。届いてからもう一度確かめてください。" if missing else ""
