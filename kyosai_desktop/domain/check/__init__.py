"""検算: rules that compare figures with each other. What they find is a ``Finding``, never a correction."""

from __future__ import annotations

from collections.abc import Sequence

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.check.falling import cumulative_falls
from kyosai_desktop.domain.check.finding import WORDS, Certainty, Finding
from kyosai_desktop.domain.check.published import published_differs
from kyosai_desktop.domain.check.subject import Inspection, check_needs
from kyosai_desktop.domain.check.sums import between_breakdowns, copied_targets, parts_differ, unallocated
from kyosai_desktop.domain.check.validity import outside_its_years
from kyosai_desktop.domain.compute.channel import Figures
from kyosai_desktop.domain.form import Form, Viewpoint

__all__ = ["WORDS", "Certainty", "Finding", "check", "check_needs"]

_RULES = (
    unallocated,
    outside_its_years,
    parts_differ,
    between_breakdowns,
    copied_targets,
    published_differs,
    cumulative_falls,
)


def check(
    viewpoint: Viewpoint, catalogue: Catalogue, figures: Figures, forms: Sequence[Form]
) -> list[Finding]:
    """All findings in the viewpoint's year, the certain ones first.

    ``figures`` must hold the slices that ``check_needs`` names. ``forms`` of the council, in their order, name the
    place of each finding.
    """
    inspection = Inspection(viewpoint, catalogue, figures, forms)
    found = [
        finding
        for subject in inspection.subjects()
        for rule in _RULES
        for finding in rule(inspection, subject)
    ]
    order = list(Certainty)
    return sorted(found, key=lambda finding: order.index(finding.certainty))
