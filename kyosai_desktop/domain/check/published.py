"""The rule about published values: each beside the computed one, both as they are printed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kyosai_desktop.domain.check.finding import Certainty, Finding
from kyosai_desktop.domain.check.subject import Inspection, Subject
from kyosai_desktop.domain.compute.amounts import Amount
from kyosai_desktop.domain.compute.needs import with_parts
from kyosai_desktop.domain.rounding import Rounding, round_to


def published_differs(inspection: Inspection, subject: Subject) -> Iterator[Finding]:
    """A published count or rate that isn't what the own figures give, rounded by the council's rule."""
    for members, fact in sorted(inspection.published(subject).items()):
        amount = inspection.computed(subject, members)
        if fact.thousandths is None or not isinstance(amount.value, Fraction):
            continue
        published = Fraction(fact.thousandths, 1000)
        computed = round_to(amount.value, subject.indicator.decimals, inspection.rounding(subject))
        if published == computed:
            continue
        where = "・".join(inspection.member_name(member) for member in members if member)
        what = inspection.what(subject) + (f"（{where}）" if where else "")
        certainty, cause = _cause(inspection, subject, amount, published)
        yield inspection.finding(
            subject,
            "published.differs",
            certainty,
            f"{what}は、公表値が{inspection.text(published, subject)}、"
            f"計算した値が{inspection.text(computed, subject)}で、"
            f"{inspection.text(abs(published - computed), subject)}違います。",
            cause,
            expected=computed,
            found=published,
            detail=".".join(inspection.member_code(member) for member in members if member) or "total",
            where=where,
        )


def _cause(
    inspection: Inspection, subject: Subject, amount: Amount, published: Fraction
) -> tuple[Certainty, str]:
    """What explains the difference. Each of n printed rows is rounded by at most half a unit, so n ÷ 2 units of a
    total can come from rounding; a rate has no such rows."""
    decimals, rule = subject.indicator.decimals, inspection.rounding(subject)
    exact = amount.value if isinstance(amount.value, Fraction) else Fraction(0)
    for other in Rounding:
        if other is not rule and round_to(exact, decimals, other) == published:
            return (
                Certainty.CERTAIN,
                f"端数処理の違いです。公表値は{other.value}、この会議体の決まりは{rule.value}です。",
            )
    if amount.missing_count:
        waiting = f"未報告が{amount.missing_count:,}か所あります。届いてからもう一度確かめてください。"
        return Certainty.POSSIBLE, waiting
    rows = sum(
        not inspection.catalogue.parts(part) for part in with_parts(subject.indicator, inspection.catalogue)
    )
    slack = Fraction(rows, 2 * 10**decimals)
    if rows > 1 and not subject.indicator.formula and abs(published - exact) <= slack:
        within = f"公表資料の{rows}つの項目に端数があれば、丸めの差で説明できる範囲です。"
        return Certainty.POSSIBLE, within + "端数がなければ、公表資料の合計の誤りです。"
    return Certainty.CERTAIN, "公表した資料の計算と、内訳の数字を見比べてください。"
