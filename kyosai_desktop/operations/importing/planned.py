"""What an import would do, as plain values: cells with their outcome, questions, checks, and what was not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from kyosai_desktop.domain.axis import Member
from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.fact import Fact, FactKey, Period
from kyosai_desktop.domain.problem import Place, Problem, Severity
from kyosai_desktop.domain.series import Measure

CREATE = "new"
"""The choice that registers an unknown name as a new member; ``new:code`` does so below the member of that code."""
EXCLUDE = "exclude"
"""The choice that leaves a row, a column or a table out."""


class Counting(Enum):
    """Whether the results of a sheet are of one month or since the 年度 began."""

    CUMULATIVE = "累計"
    MONTHLY = "月次"


@dataclass(frozen=True, slots=True)
class Answer:
    """The choice for a question, by its code or its text. ``once``: not to be remembered."""

    choice: str
    once: bool = False


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user said beforehand; None is found in the file, or asked.

    ``period`` says which time the figures are of; a month's results become those since the 年度 began when they are
    counted so. ``measure`` takes only the columns of that measure. ``version`` is the revision of a 目標 (None: the
    newest). ``answers`` are by question id. ``create`` registers every unknown name. ``excluded_rows`` are (sheet
    name, row as Excel counts). ``corrections`` are texts that stand for those of cells, by (sheet name, address).
    ``skip_bad`` lets the plan be applied without its error cells.
    """

    council_id: int | None = None
    measure: Measure | None = None
    period: Period | None = None
    counting: Counting | None = None
    version: int | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    create: bool = False
    skip_bad: bool = False
    excluded_rows: frozenset[tuple[str, int]] = frozenset()
    corrections: Mapping[tuple[str, str], str] = field(default_factory=dict)


class Outcome(Enum):
    """What becomes of a cell. EMPTIED: 該当なし takes the place of a figure.

    NOT_TAKEN: subtotals and computed cells, last year's figures, what was excluded.
    """

    ADDED = "追加"
    CHANGED = "変更"
    EMPTIED = "該当なしへ"
    SAME = "同じ"
    ERROR = "エラー"
    NOT_TAKEN = "対象外"

    # that of Enum calls Python, and the cells of a file are counted by it
    __hash__ = object.__hash__


PRESSING = (
    Outcome.ERROR,
    Outcome.EMPTIED,
    Outcome.CHANGED,
    Outcome.ADDED,
    Outcome.SAME,
    Outcome.NOT_TAKEN,
)
"""The outcome of a row is the first of these that one of its cells has."""

REPLACING = frozenset({Outcome.CHANGED, Outcome.EMPTIED})
"""What changes a figure that the book has."""

WRITTEN = REPLACING | {Outcome.ADDED}
"""What changes the book."""


class PlannedCell(NamedTuple):
    """One filled cell of a table. ``row`` is Excel's row number; ``original`` the text as Excel shows it.

    ``problem`` says why for ERROR and NOT_TAKEN cells. ``old`` and ``new`` are the figure before and after.
    ``corrected`` is what was typed in place of ``original``, '' for a cell that is read as it stands; ``comment`` what
    stands beside it in the file and will stand beside the figure.
    """

    sheet: str
    address: str
    row: int
    row_label: str
    column: str
    outcome: Outcome
    original: str
    key: FactKey | None = None
    old: Fact | None = None
    new: Fact | None = None
    problem: Problem | None = None
    corrected: str = ""
    comment: str = ""

    @property
    def correctable(self) -> bool:
        """Whether another text in the cell would help: what stands there can't be read, or was typed in its place."""
        unread = self.problem is not None and self.problem.code.startswith(("number.", "cell."))
        return bool(self.corrected) or (self.outcome is Outcome.ERROR and unread)


class QuestionKind(Enum):
    """What is asked about."""

    COUNCIL = "council"
    MEASURE = "measure"
    PERIOD = "period"
    INDICATOR = "indicator"
    MEMBER = "member"
    UNIT = "unit"
    SCOPE = "scope"
    ABSENT = "absent"
    DECIMALS = "decimals"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: its stable ``code`` and the words for it."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What can't be decided without the user. ``choices`` come with the likeliest first.

    An empty list of choices asks for text: a month such as 2024-05, or a year such as 2023年度.
    """

    id: str
    kind: QuestionKind
    place: Place
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """A filled cell that belongs to no table that was understood."""

    sheet: str
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """A total, rate or difference of the file beside what its rows give. ``problem`` None: they agree."""

    sheet: str
    address: str
    row_label: str
    column: str
    found: str
    expected: str
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """The file: its name, what it is by its bytes, and its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class LearnedName:
    """Another name of a member or indicator that the user's answer gave."""

    target: str
    target_id: int
    name: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All that applying would do; nothing was changed to find it out.

    ``subject`` says in words what the figures are: 「2023年度 実績（5月末）」, ``taken_as`` by column what its figures
    become: 「2024年5月 実績（累計）」. ``new_members``, ``learned`` names and
    remembered ``answers`` are stored together with the figures.
    """

    file: PlannedFile
    subject: str
    council_id: int | None
    cells: tuple[PlannedCell, ...]
    questions: tuple[Question, ...]
    unread: tuple[Unread, ...]
    notes: tuple[Problem, ...]
    checks: tuple[Check, ...]
    new_members: tuple[Member, ...] = ()
    learned: tuple[LearnedName, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    skip_bad: bool = False
    taken_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def counts(self) -> dict[Outcome, int]:
        """Cells by outcome; all outcomes are there."""
        found = dict.fromkeys(Outcome, 0)
        for cell in self.cells:
            found[cell.outcome] += 1
        return found

    def row_counts(self) -> dict[Outcome, int]:
        """Rows by their most pressing outcome, as the preview counts them."""
        pressing = PRESSING
        rows: dict[tuple[str, int], Outcome] = {}
        for cell in self.cells:
            place = (cell.sheet, cell.row)
            rows[place] = min(rows.get(place, cell.outcome), cell.outcome, key=pressing.index)
        found = dict.fromkeys(Outcome, 0)
        for outcome in rows.values():
            found[outcome] += 1
        return found

    @property
    def writes(self) -> tuple[PlannedCell, ...]:
        """The cells that would change the book."""
        return tuple([cell for cell in self.cells if cell.outcome in WRITTEN])

    @property
    def comments(self) -> tuple[PlannedCell, ...]:
        """The cells with a comment for their figure, also where that stays the same."""
        return tuple(cell for cell in self.cells if cell.comment)

    @property
    def errors(self) -> tuple[PlannedCell, ...]:
        """The cells that can't be taken as they are."""
        error = Outcome.ERROR
        return tuple([cell for cell in self.cells if cell.outcome is error])

    @property
    def blocking(self) -> bool:
        """Whether it can't be applied: nothing was found, questions are open, or errors may not be left out."""
        nothing = any(problem.severity is Severity.ERROR for problem in self.notes)
        return nothing or bool(self.questions) or (bool(self.errors) and not self.skip_bad)


@dataclass(frozen=True, slots=True)
class Imported(Applied):
    """An import was stored. ``step_id`` 0: nothing in it was new, so nothing was stored.

    ``new_masters``: members, names or answers were stored with it, so masters loaded before are out of date.
    """

    added: int = 0
    same: int = 0
    errors: int = 0
    import_id: int = 0
    step_id: int = 0
    new_masters: bool = False
