"""検算 of a book: the figures of one council's year, compared with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kyosai_desktop.domain.check import WORDS, Certainty, Finding, check_needs
from kyosai_desktop.domain.check import check as run_checks
from kyosai_desktop.domain.compute import needs
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.operations.figures import load_figures
from kyosai_desktop.operations.tables import forms, load_form
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue


def serious(findings: Sequence[Finding]) -> list[Finding]:
    """Those that somebody has to look at: all but the notes."""
    return [each for each in findings if each.certainty is not Certainty.NOTE]


def counted(findings: Sequence[Finding]) -> str:
    """「食い違い1件・要確認2件」 of the serious ones, '' when there are none."""
    counts = Counter(each.certainty for each in serious(findings))
    return "・".join(f"{WORDS[each]}{counts[each]}件" for each in Certainty if counts[each])


def check(book: Book, viewpoint: Viewpoint, form_code: str = "") -> list[Finding]:
    """What the rules find in the viewpoint's year, the certain ones first.

    ``form_code`` keeps what concerns the figures of one form. Raises ``Refused`` (``form.unknown``).
    """
    catalogue = load_catalogue(book)
    all_forms = [load_form(book, info.code) for info in forms(book, viewpoint.council)]
    figures = load_figures(book, catalogue, check_needs(viewpoint, catalogue))
    found = run_checks(viewpoint, catalogue, figures, all_forms)
    if not form_code:
        return found
    shown = {part.series_id for part in needs(load_form(book, form_code), viewpoint, catalogue)}
    return [finding for finding in found if finding.series_id in shown]
