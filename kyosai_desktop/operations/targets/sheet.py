"""A form of 目標 opened at one version: what the window shows, and what typing into it changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute import Computed, Entry, Slice, compute_after, needs
from kyosai_desktop.domain.compute.channel import Figures
from kyosai_desktop.domain.compute.layout import PlannedColumn, plan_columns
from kyosai_desktop.domain.fact import Fact, FactKey, Role
from kyosai_desktop.domain.form import LATEST, Form, FormColumn, Viewpoint
from kyosai_desktop.domain.series import Council, Measure
from kyosai_desktop.domain.table import Cell, CellState, RowKind, Table
from kyosai_desktop.operations.comments import comments_shown
from kyosai_desktop.operations.figures import load_figures
from kyosai_desktop.operations.tables import entry_rules, load_form
from kyosai_desktop.operations.targets.versions import ORIGINAL, version_name, versions
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

_LAST_YEAR = "{前年度}"


class Beside(Enum):
    """What stands beside the targets that are typed: nothing, the year before, or the version before."""

    NOTHING = "比べない"
    LAST_YEAR = "前年度と比べる"
    EARLIER_VERSION = "改定前と比べる"


@dataclass(frozen=True, slots=True)
class TargetView:
    """How a form of 目標 is looked at: ``version`` (``LATEST``: the newest there is) as it stood then, and what beside.

    ``subtotals``: they may be typed, too.
    """

    version: int = LATEST
    beside: Beside = Beside.NOTHING
    subtotals: bool = False


AS_IT_IS = TargetView()
"""The newest version with nothing beside it."""


@dataclass(frozen=True, slots=True)
class TargetSheet:
    """The form as shown (with the columns beside), its table, and the ``version`` that typing goes into.

    ``computed`` is for the next opening of the same form, which takes over what didn't change.
    """

    form: Form
    viewpoint: Viewpoint
    catalogue: Catalogue
    figures: Figures
    entry: Entry
    version: int
    table: Table
    computed: Computed

    def fact(self, key: FactKey) -> Fact | None:
        """The figure that holds at this version, from it or an earlier one."""
        found = self.figures.get(Slice(key.series_id, key.period, LATEST, Role.OWN), {})
        return found.get((key.member1, key.member2))

    def columns(self) -> list[PlannedColumn]:
        """The columns of the table with what they were planned from."""
        return plan_columns(self.form, self.catalogue, self.viewpoint)

    def places(self, kinds: Collection[RowKind] = frozenset(RowKind)) -> Iterator[tuple[int, int, FactKey]]:
        """(row, column, key) of the cells that hold targets of their own, in rows of these kinds."""
        for at, (row, line) in enumerate(zip(self.table.rows, self.table.cells, strict=True)):
            for column, cell in enumerate(line):
                if row.kind in kinds and isinstance(cell.key, FactKey):
                    yield at, column, cell.key

    def is_confirmed(self) -> bool:
        """Whether the targets of the year are final."""
        return any(cell.state is CellState.LOCKED for line in self.table.cells for cell in line)


def open_sheet(
    book: Book,
    form_code: str,
    viewpoint: Viewpoint,
    view: TargetView = AS_IT_IS,
    before: Computed | None = None,
) -> TargetSheet:
    """The form at a version. Its total row can be typed: that is the product's decided total, and what the units
    don't add up to shows as 未配賦. Subtotals can where the view wants it or one of them holds a figure of its own.

    Raises ``Refused`` (``form.unknown``).
    """
    catalogue = load_catalogue(book)
    newest = versions(book, viewpoint)[-1].number
    version = newest if view.version == LATEST else view.version
    plain = load_form(book, form_code)
    form = form_with(plain, view.beside, version, viewpoint.council)
    figures = load_as_of(book, catalogue, needs(form, viewpoint, catalogue), viewpoint, version, newest)
    if view.beside is Beside.LAST_YEAR and not _has_results(figures, catalogue):
        form = form_with(plain, view.beside, version, viewpoint.council, results=False)
    entry = replace(
        entry_rules(book, viewpoint.council, totals=True), comments=comments_shown(book, viewpoint, catalogue)
    )
    computed = compute_after(before, form, viewpoint, catalogue, figures, entry)
    sheet = TargetSheet(form, viewpoint, catalogue, figures, entry, version, computed.table, computed)
    return replace(sheet, table=typable(sheet, sheet.table, subtotals=view.subtotals))


def load_as_of(
    book: Book,
    catalogue: Catalogue,
    slices: Collection[Slice],
    viewpoint: Viewpoint,
    version: int,
    newest: int,
) -> dict[Slice, dict[tuple[int, int], Fact]]:
    """The figures of the slices as they stood at a version: of each its newest one up to it.

    A slice of one version takes those up to that version. Other years are read as they are now.
    """
    capped: dict[Slice, int] = {}
    for wanted in slices:
        in_year = viewpoint.year.contains(wanted.period.end)
        if wanted.version != LATEST:
            capped[wanted] = wanted.version
        elif in_year and version != newest:
            capped[wanted] = version
    found = load_figures(book, catalogue, [each for each in slices if each not in capped])
    for number in range(max(capped.values(), default=-1) + 1):
        exact = {each._replace(version=number): each for each, cap in capped.items() if number <= cap}
        for part, facts in facts_sql.load_figures(book, exact).items():
            found.setdefault(exact[part], {}).update(facts)
    return found


def typable(sheet: TargetSheet, table: Table, *, subtotals: bool) -> Table:
    """The table with only those cells open that a sheet of targets lets be typed, keyed by its version."""

    def shown(cell: Cell, kind: RowKind) -> Cell:
        key = cell.key
        if not isinstance(key, FactKey):
            return cell
        if kind is RowKind.SUBTOTAL and not subtotals and sheet.fact(key) is None:
            return cell._replace(key=None, state=CellState.COMPUTED)
        return cell._replace(key=key._replace(version=sheet.version))

    lines = tuple(
        tuple(shown(cell, row.kind) for cell in line)
        for row, line in zip(table.rows, table.cells, strict=True)
    )
    return replace(table, cells=lines)


def _has_results(figures: Figures, catalogue: Catalogue) -> bool:
    return any(
        facts and catalogue.series[part.series_id].measure is Measure.RESULT
        for part, facts in figures.items()
    )


def form_with(form: Form, beside: Beside, version: int, council: Council, *, results: bool = True) -> Form:
    """The form with columns beside each target that is typed. One that shows the year before already stays as it is.

    ``results``: last year's, too; they would only be blank before any is there.
    """
    if beside is Beside.LAST_YEAR and not shows_last_year(form):
        return _beside_targets(form, council, _LAST_YEAR, partial(_last_year, results=results))
    if beside is Beside.EARLIER_VERSION and version > ORIGINAL:
        return _beside_targets(
            form, council, version_name(version - 1), partial(_earlier, version=version - 1)
        )
    return form


def shows_last_year(form: Form) -> bool:
    """Whether last year's targets are columns of the form itself."""
    return any(column.measure is Measure.TARGET and column.year_shift < 0 for column in form.columns)


def is_typed_target(column: FormColumn) -> bool:
    """Whether targets are typed into the column."""
    return column.entry and column.measure is Measure.TARGET


def _beside_targets(
    form: Form, council: Council, group: str, shown: Callable[[FormColumn], Sequence[FormColumn]]
) -> Form:
    columns: list[FormColumn] = []
    for column in form.columns:
        if not is_typed_target(column):
            columns.append(column)
            continue
        under = f"{column.group}／{group}" if column.group else group
        before = [replace(each, group=under, entry=False) for each in shown(column)]
        difference = FormColumn(
            "差",
            f"{column.code}.difference",
            column.group,
            column.indicator_id,
            expression=f"「{column.label}」 － 「{under}／{column.label}」",
            decimals=column.decimals,
            signed=council.signed_differences,
            width=column.width,
        )
        columns += [*before, column, difference]
    return replace(form, columns=tuple(columns))


def _last_year(column: FormColumn, results: bool) -> Sequence[FormColumn]:
    last = replace(column, code=f"{column.code}.last", year_shift=column.year_shift - 1, version=LATEST)
    result = replace(last, label="実績", code=f"{column.code}.last_result", measure=Measure.RESULT)
    return (last, result) if results else (last,)


def _earlier(column: FormColumn, version: int) -> Sequence[FormColumn]:
    return (replace(column, code=f"{column.code}.earlier", version=version),)
