"""有効開始年度 and 有効終了年度 beside the figures: nobody ends before the last one, or begins after the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from kyosai_desktop.domain.axis import Member
from kyosai_desktop.domain.compute.periods import years_of
from kyosai_desktop.domain.problem import Place, Problem
from kyosai_desktop.domain.series import Council
from kyosai_desktop.operations.settings.read import Settings, id_of
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.organisations import FigureGroup, figures_of_members


def figures_outside_years(
    book: Book, before: Settings, after: Settings, rows: Mapping[str, Sequence[SettingsRow]]
) -> Iterator[Problem]:
    """An error (``organisation.has_figures``) for each member whose new years leave figures outside, its own or of what
    is below it. Figures that were outside already hinder nothing."""
    old = {member.id: member for axis in before.axes for member in axis.members}
    axes = {axis.code: axis for axis in after.axes}
    councils = {council.id: council for council in after.councils}
    for row in rows["要素"]:
        axis = axes[row["分類"]]
        new = axis[id_of("member", row["分類"], row["コード"])]
        was = old.get(new.id)
        if was is None or (was.valid_from, was.valid_to) == (new.valid_from, new.valid_to):
            continue
        members = [new.id, *(below.id for below in axis.walk(new.id))]
        outside = [
            group
            for group in figures_of_members(book, members)
            if (years := years_of(group.period, councils[group.council_id].start_month))
            and any(map(was.valid_in, years))
            and not any(map(new.valid_in, years))
        ]
        if outside:
            yield _problem(new, was, outside, councils)._replace(
                place=Place(file=row.file, sheet=row.sheet, row=f"{row.number}行目", column=_column(new, was))
            )


def years_words(groups: Collection[FigureGroup], councils: Mapping[int, Council]) -> str:
    """Where the figures are: 「労済の2023・2024年度の数字（368か所）」."""
    counts: dict[int, Counter[int]] = {}
    for group in groups:
        year = years_of(group.period, councils[group.council_id].start_month)[-1]
        counts.setdefault(group.council_id, Counter())[year] += group.figures
    words = []
    for council_id, by_year in counts.items():
        years = sorted(by_year)
        several = len(years) > 2 and years == list(range(years[0], years[-1] + 1))
        text = f"{years[0]}～{years[-1]}" if several else "・".join(map(str, years))
        words.append(f"{councils[council_id].short_name}の{text}年度の数字（{by_year.total():,}か所）")
    return "と、".join(words)


def _column(new: Member, was: Member) -> str:
    return "有効終了年度" if new.valid_to != was.valid_to else "有効開始年度"


def _problem(
    new: Member, was: Member, outside: Sequence[FigureGroup], councils: Mapping[int, Council]
) -> Problem:
    column = _column(new, was)
    year = new.valid_to if column == "有効終了年度" else new.valid_from
    years = [
        year for group in outside for year in years_of(group.period, councils[group.council_id].start_month)
    ]
    bound = max(years) if column == "有効終了年度" else min(years)
    return Problem(
        "organisation.has_figures",
        f"「{new.name}」には{years_words(outside, councils)}があるため、{column}を{year}年度にできません。",
        f"{bound}年度にするか、その数字を引き継ぐ団体に入れ直して消してから、もう一度入れてください。",
    )
