"""From a form and exact figures to a table: ``needs`` says which figures, ``compute`` makes the cells."""

from __future__ import annotations

from kyosai_desktop.domain.compute.asked import Entry
from kyosai_desktop.domain.compute.needs import Slice, needs
from kyosai_desktop.domain.compute.tabulate import Computed, compute, compute_after, compute_rows

__all__ = ["Computed", "Entry", "Slice", "compute", "compute_after", "compute_rows", "needs"]
