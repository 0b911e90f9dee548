"""What colleagues write about single figures. A comment stays when the figure is cleared or revised."""

from __future__ import annotations

from collections.abc import Mapping

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.periods import cumulative_difference
from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.fact import FactKey, Period
from kyosai_desktop.domain.fiscal.year import Month
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.operations.cumulative import kept_key
from kyosai_desktop.store import comments as comments_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

LONGEST = 2000
"""Characters of a comment. What is longer belongs into a paper."""


def comments_shown(book: Book, viewpoint: Viewpoint, catalogue: Catalogue) -> Mapping[FactKey, str]:
    """The comments on the figures of the viewpoint's year and the one before, by the keys of their cells."""
    council = viewpoint.council
    comments = comments_sql.load_comments(
        book, council.id, viewpoint.year.previous().start, viewpoint.year.end
    )
    months = {
        month: text
        for key, text in comments.items()
        if (month := _month_of(key, catalogue, council.start_month)) is not None
    }
    return {**months, **comments}


def set_comment(book: Book, key: FactKey, text: str, place: str) -> Applied | Problem:
    """Write the comment on a figure, or take it away with an empty text, as one step.

    ``place`` names the figure in the history (「石狩／こくみん共済／実績」). Problems: ``comment.too_long``.
    """
    written = text.strip()
    if len(written) > LONGEST:
        return Problem(
            "comment.too_long",
            f"コメントが{len(written):,}文字あります。{LONGEST:,}文字までを書けます。",
            "短くするか、議案書の注記に書いてください。",
        )
    at = kept_key(book, load_catalogue(book), key)._replace(version=0)
    before = comments_sql.load_comment(book, at)
    if written == (before.text if before else ""):
        return Applied(0)
    try:
        with book.change(f"コメント：{place}" if written else f"コメントを消す：{place}") as tx:
            if written:
                comments_sql.write_comment(tx, at, written)
            else:
                comments_sql.delete_comment(tx, at)
    except Refused as refused:
        return refused.problems[0]
    return Applied(1)


def _month_of(key: FactKey, catalogue: Catalogue, start_month: int) -> FactKey | None:
    """The 当月 that is typed in place of a 累計: a comment on the one is shown on the other."""
    last = Month.of(key.period.end)
    month = Period.span(last.start, last.end)
    apart = cumulative_difference(catalogue.series[key.series_id].keeping, month, start_month)
    return key._replace(period=month) if apart is not None and apart[0] == key.period else None
