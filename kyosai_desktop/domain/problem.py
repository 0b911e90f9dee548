"""What went wrong or needs attention, as a value: a sentence a user can act on.

The world's errors (a missing file, a number that can't be read, a locked book) travel as ``Problem`` values or
inside ``Refused``; mistakes of the program itself are ordinary exceptions and stay loud.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """How much a problem matters: an ERROR stops the action, a WARNING lets it go on, a NOTE only tells."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Place(NamedTuple):
    """Where a problem is. Empty parts are unknown or do not apply; ``cell`` is an address such as ``F14``."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    form: str = ""
    row: str = ""
    column: str = ""

    def text(self) -> str:
        """The place as users read it: ``道北支店.xlsx／シート『実績』／F14``."""
        parts = [self.file]
        if self.sheet:
            parts.append(f"シート『{self.sheet}』")
        parts += [self.cell, self.form, self.row, self.column]
        return "／".join(part for part in parts if part)


class Problem(NamedTuple):
    """One thing a user should know: what happened and why (``message``), and what to do (``next_step``).

    ``code`` is a stable ASCII name for programs and tests; it never appears in the sentence.
    """

    code: str
    message: str
    next_step: str
    severity: Severity = Severity.ERROR
    place: Place = Place()

    def sentence(self) -> str:
        """Message and next step in one line, led by the place when there is one."""
        where = self.place.text()
        lead = f"{where}：" if where else ""
        return f"{lead}{self.message}{self.next_step}"


class Refused(Exception):  # noqa: N818 - not a fault of the program: the answer to a request that can't be carried out
    """Carries one or more problems up to whoever shows them. Raised only when nothing was changed."""

    def __init__(self, *problems: Problem) -> None:
        if not problems:
            raise ValueError("Refused needs at least one Problem")
        super().__init__(" ".join(problem.sentence() for problem in problems))
        self.problems = problems
