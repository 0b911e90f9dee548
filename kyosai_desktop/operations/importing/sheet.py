"""Where a plan is while it reads one sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.problem import Place, Problem
from kyosai_desktop.domain.series import Council
from kyosai_desktop.excel.mapping import Vocabulary
from kyosai_desktop.operations.importing.masters import Masters
from kyosai_desktop.operations.importing.planned import ImportOptions, LearnedName
from kyosai_desktop.operations.importing.questions import Asking


@dataclass
class SheetContext:
    """The file, sheet and council that are being read, and what reading them gathers.

    ``year``: the one that the table being read is of; None while it isn't known. ``new_members`` are by axis, kinds
    and the key of their name, ``registered`` the same by id; both are those of the whole file.
    """

    file: str
    sheet: str
    council: Council
    masters: Masters
    options: ImportOptions
    asking: Asking
    newest_year: Callable[[], FiscalYear | None]
    year: FiscalYear | None = None
    learned: list[LearnedName] = field(default_factory=list)
    new_members: dict[tuple[int, frozenset[str], str], Member] = field(default_factory=dict)
    registered: dict[int, Member] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)

    @property
    def vocabulary(self) -> Vocabulary:
        """The council's words."""
        return self.masters.vocabularies[self.council.id]

    @property
    def year_number(self) -> int | None:
        """The 年度 in which members must be valid; None while it isn't known."""
        return self.year.year if self.year else None

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes that the council uses."""
        return self.masters.axes[self.council.id]

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return PurePath(self.file).stem

    def lineage(self, axis_id: int, member_id: int) -> Iterator[Member]:
        """A member, known or about to be registered, then its parents up to the top."""
        axis = self.masters.catalogue.axes[axis_id]
        new = self.registered.get(member_id)
        if new is not None:
            yield new
            member_id = new.parent_id
        if member_id in axis:
            yield from axis.ancestors(member_id)

    def place(self, cell: str = "") -> Place:
        """A place in this sheet, for messages."""
        return Place(file=self.file, sheet=self.sheet, cell=cell)
