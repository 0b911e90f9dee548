"""A 当月 that is corrected later on: the 累計 of the months after it go with it, so that no other 当月 changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kyosai_desktop.domain.fact import Fact, FactKey, Period
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book


@dataclass(slots=True)
class Carried:
    """The 累計 after the corrected ones as they become, and those that had to stay, with which the next 当月 changes.

    An imported 累計 is what a branch said and stays, and so does everything after it. None of them is 確定済み: 確定
    reaches back to the beginning of the year. ``decided`` and ``undecided``: the months after a 累計 that came or went.
    """

    figures: dict[FactKey, Fact] = field(default_factory=dict)
    imported: set[Period] = field(default_factory=set)
    decided: set[Period] = field(default_factory=set)
    undecided: set[Period] = field(default_factory=set)

    def note(self) -> str:
        """Sentences for the user, '' when no later month is there."""
        told = []
        if self.figures:
            ends = sorted({key.period.end for key in self.figures})
            last = f"～{ends[-1].month}月末" if len(ends) > 1 else ""
            told.append(
                f"後の月の当月が変わらないように、{ends[0].month}月末{last}の累計{len(self.figures)}件も、"
                "同じ数だけ増減しました。"
            )
        if self.imported:
            month = min(self.imported).end.month
            told.append(
                f"{month}月末の累計は取り込んだ数字のため変えていません。{month}月の当月が、その分だけ変わりました。"
            )
        if self.decided:
            month = min(self.decided).end.month
            told.append(
                f"{month}月の当月は、変えていない{month}月末の累計から求めた数になりました。確かめてください。"
            )
        if self.undecided:
            month = min(self.undecided).end.month
            told.append(f"{month}月の当月は、前の月の累計がなくなったため計算できません。")
        return "".join(told)


def carried(book: Book, corrected: Mapping[FactKey, Fact | None]) -> Carried:
    """What follows from 累計 of which the 当月 was typed. Reads the book as it was before.

    A 累計 that wasn't known before changes nothing later, since the later ones were reported without it; that the next
    当月 now follows from it is told.
    """
    found = Carried()
    known = facts_sql.cumulative_of(book, corrected)
    for key, fact in corrected.items():
        before = dict(known[key]).get(key.period)
        later = [period for period, _ in known[key] if period.end > key.period.end]
        after = None if fact is None else fact.thousandths
        if not later or before == after:
            continue
        if before is None or after is None:
            (found.decided if before is None else found.undecided).add(later[0])
            continue
        change = after - before
        for period in later:
            at = key._replace(period=period)
            figure = _stored(book, at)
            if figure.source is not None:
                found.imported.add(period)
                break
            found.figures[at] = figure._replace(thousandths=(figure.thousandths or 0) + change)
    return found


def _stored(book: Book, key: FactKey) -> Fact:
    fact = facts_sql.load_fact(book, key)
    if fact is None:
        raise KeyError(key)  # it was listed a moment ago, and nobody else writes
    return fact
