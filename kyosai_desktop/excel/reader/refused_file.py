"""How the reading code in the child says that it does not read on; the parent turns it into a ``Problem``."""

from __future__ import annotations

from kyosai_desktop.excel.reader.outcomes import Outcome


class RefusedFile(Exception):  # noqa: N818 - an outcome of the file, not a fault of the program
    """Stops the reading of one file. ``details`` are the keywords of ``outcomes.problem_of``."""

    def __init__(self, outcome: Outcome, **details: str) -> None:
        super().__init__(outcome.value)
        self.outcome = outcome
        self.details = details
