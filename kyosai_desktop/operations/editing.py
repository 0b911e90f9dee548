"""Typing, pasting, filling and clearing figures: one call, one transaction, one undo step."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute import compute_rows, needs
from kyosai_desktop.domain.compute.layout import plan_columns
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Fact, FactKey, Period
from kyosai_desktop.domain.form import Form, PeriodName, Viewpoint
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.domain.series import Indicator, Keeping
from kyosai_desktop.domain.table import Cell, CellState, ColumnKind, Row, RowKind, Table
from kyosai_desktop.domain.text.number import Blank, NotApplicable, Number, parse_number, thousandths_in
from kyosai_desktop.operations import confirming
from kyosai_desktop.operations.carrying import carried
from kyosai_desktop.operations.cumulative import fall_note, falls, is_kept_as_typed, kept_figure
from kyosai_desktop.operations.days import days_of
from kyosai_desktop.operations.figure_status import with_marks
from kyosai_desktop.operations.figures import load_figures
from kyosai_desktop.operations.shown_rows import moved_row
from kyosai_desktop.operations.tables import entry_rules, load_form, table_of
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book, Transaction
from kyosai_desktop.store.catalogue import load_catalogue


def enter(
    book: Book,
    form: str | Form,
    viewpoint: Viewpoint,
    cells: Sequence[TypedCell],
    label: str,
    *,
    totals: bool = False,
    shown: Table | None = None,
) -> Applied | Problem:
    """Store texts typed into the table of a form (or of the form with this code); all of them or, with the reason, none.

    Text on a computed cell (a pasted subtotal) is no entry: it is compared with the result, and a difference refuses
    the whole (``paste.computed_differs``). An empty text makes the figure 未報告 again. With ``totals`` a subtotal is
    an entry: what differs from the sum below becomes its node's own total. ``shown``: the table into which the user
    typed; when its rows are others now, nothing is stored (``row.moved``).
    """
    catalogue = load_catalogue(book)
    form = load_form(book, form) if isinstance(form, str) else form
    viewpoint = days_of(book, form, viewpoint, catalogue).viewpoint
    entry = _Entry(book, form, viewpoint, catalogue, {typed.row for typed in cells}, totals=totals)
    moved = moved_row(cells, shown, entry.row_at) if shown is not None else None
    if moved is not None:
        return moved
    changes: _Changes = {}
    own_totals: list[_OwnTotal] = []
    figures: list[tuple[TypedCell, Fact]] = []
    months: _Changes = {}
    expected: list[TypedCell] = []
    for typed in cells:
        cell = entry.cell(typed)
        if cell.state is _LOCKED:
            return entry.locked(typed)
        if cell.state is not _ENTRY or not isinstance(cell.key, FactKey):
            expected.append(typed)
            continue
        fact = entry.read(typed)
        if isinstance(fact, Problem):
            return fact
        if _same(cell, fact):
            continue
        kept = entry.kept(cell.key, fact)
        if isinstance(kept, Problem):
            return kept._replace(place=entry.place(typed))
        if fact is not None:
            figures.append((typed, fact))
        if entry.is_month_of_cumulative(typed):
            months[kept[0]] = kept[1]
        if fact is not None and entry.row(typed).kind in _TOTALS:
            own_totals.append(_OwnTotal(typed, fact, *kept))
        else:
            changes[kept[0]] = kept[1]
    if cells and len(expected) == len(cells):
        return entry.nothing_to_enter(expected[0])
    later = carried(book, months)
    try:
        with book.change(label) as tx:
            _write(book, tx, {**changes, **later.figures})
            for level in _outwards(own_totals, entry):
                after = table_of(book, form, viewpoint, catalogue, totals=True)
                differing = {
                    own.key: own.kept
                    for own in level
                    if not _same(entry.found_in(after, own.typed), own.fact)
                }
                _write(book, tx, differing)
                changes |= differing
            if expected:
                _compare(table_of(book, form, viewpoint, catalogue, totals=totals), expected, entry)
            note = fall_note(catalogue, falls(book, catalogue, {**changes, **later.figures}))
    except Refused as refused:
        return refused.problems[0]
    return Applied(len(changes), later.note() + note or entry.fraction_note(figures))


_Changes = dict[FactKey, Fact | None]
_TOTALS = frozenset({RowKind.SUBTOTAL, RowKind.TOTAL})
# looked up through the class for each of ten thousand cells, a member costs as much as the work itself
_ENTRY, _LOCKED = CellState.ENTRY, CellState.LOCKED


@dataclass(frozen=True, slots=True)
class _OwnTotal:
    """A figure typed into a total: stored when it isn't what the rows below add up to."""

    typed: TypedCell
    fact: Fact
    key: FactKey
    kept: Fact | None


def _outwards(own_totals: Sequence[_OwnTotal], entry: _Entry) -> Iterator[list[_OwnTotal]]:
    """The typed totals, the innermost first: the ones around them may add up by then."""

    def depth(own: _OwnTotal) -> tuple[bool, int]:
        row = entry.row(own.typed)
        return row.kind is RowKind.TOTAL, -row.level

    for _, level in groupby(sorted(own_totals, key=depth), key=depth):
        yield list(level)


def _write(book: Book, tx: Transaction, changes: _Changes) -> None:
    newest = facts_sql.highest_versions(book, changes)
    for key, fact in changes.items():
        if fact is None:
            facts_sql.delete_every_version(tx, key)
    written = {newest[key]: fact for key, fact in changes.items() if fact is not None}
    facts_sql.write_facts(tx, list(with_marks(book, written).items()))


class _Entry:
    """The rows being typed into, as they stand in the book."""

    def __init__(
        self,
        book: Book,
        form: Form,
        viewpoint: Viewpoint,
        catalogue: Catalogue,
        rows: Collection[int],
        *,
        totals: bool,
    ) -> None:
        figures = load_figures(book, catalogue, needs(form, viewpoint, catalogue))
        self._book, self._council, self._catalogue = book, viewpoint.council, catalogue
        self._form = form
        rules = entry_rules(book, viewpoint.council, totals=totals)
        self._rows = compute_rows(form, viewpoint, catalogue, figures, rows, rules)
        self._columns = [planned.column for planned in plan_columns(form, catalogue, viewpoint)]
        self._units = [column.unit or form.unit for column in self._columns]
        self._kept_as_typed: dict[
            tuple[int, Period], bool
        ] = {}  # a block has thousands of figures of few columns

    def cell(self, typed: TypedCell) -> Cell:
        """The cell that was typed into."""
        return self._rows[typed.row][1][typed.column]

    def row(self, typed: TypedCell) -> Row:
        """Its row."""
        return self._rows[typed.row][0]

    def row_at(self, number: int) -> Row | None:
        """One of the rows being typed into."""
        found = self._rows.get(number)
        return found[0] if found else None

    def found_in(self, table: Table, typed: TypedCell) -> Cell:
        """The same cell in a table that may have got or lost rows of 未配賦; blank in a row that has nothing left."""
        wanted = self.row(typed)
        found = (
            line[typed.column]
            for row, line in zip(table.rows, table.cells, strict=True)
            if (row.key, row.labels) == (wanted.key, wanted.labels)
        )
        return next(found, Cell())

    def place(self, typed: TypedCell) -> Place:
        """Its place as users call it."""
        return Place(
            form=self._form.title, row=self._rows[typed.row][0].name, column=self._columns[typed.column].path
        )

    def is_month_of_cumulative(self, typed: TypedCell) -> bool:
        """Whether a 当月 was typed, of a series that is kept as 累計."""
        key = self.cell(typed).key
        column = self._form.columns[typed.column % len(self._form.columns)]
        return (
            isinstance(key, FactKey)
            and column.period is PeriodName.MONTH
            and self._catalogue.series[key.series_id].keeping is Keeping.CUMULATIVE
        )

    def locked(self, typed: TypedCell) -> Problem:
        """Why a confirmed cell takes nothing."""
        key = self.cell(typed).key
        assert isinstance(key, FactKey)  # only figures are ever confirmed
        measure = self._catalogue.series[key.series_id].measure
        return confirming.locked(self._book, self._council, measure, key, self.place(typed))

    def nothing_to_enter(self, typed: TypedCell) -> Problem:
        """Why a cell takes no figure: it is computed, or about another month than the one looked at."""
        closed = self._columns[typed.column].closed
        if closed and self.row(typed).kind is RowKind.ITEM:
            said, _, then = closed.partition("。")
            return Problem("cell.other_month", f"{said}。", then, place=self.place(typed))
        return Problem(
            "cell.computed",
            "計算されるセルのため、入力できません。",
            "もとになる数字のセルに入力してください。",
            place=self.place(typed),
        )

    def read(self, typed: TypedCell) -> Fact | Problem | None:
        """The fact that a text stands for; None for an empty one."""
        scale = self.scale(typed)
        unit = self._units[typed.column]
        if not unit and scale == 1:  # a mixed form: the row's own
            unit = self._indicator(typed).unit
        fact = read_figure(typed.text, unit, scale)
        return fact._replace(place=self.place(typed)) if isinstance(fact, Problem) else fact

    def scale(self, typed: TypedCell) -> int:
        """By what the cell's figures are divided when they are printed and typed."""
        return self._columns[typed.column].scale

    def kept(self, key: FactKey, fact: Fact | None) -> tuple[FactKey, Fact | None] | Problem:
        """What to store for a figure that was typed under ``key``, as ``kept_figure`` says."""
        column = key.series_id, key.period
        as_typed = self._kept_as_typed.get(column)
        if as_typed is None:
            as_typed = self._kept_as_typed[column] = is_kept_as_typed(self._catalogue, key)
        return (key, fact) if as_typed else kept_figure(self._book, self._catalogue, key, fact)

    def fraction_note(self, figures: Sequence[tuple[TypedCell, Fact]]) -> str:
        """A sentence when a figure is kept more exactly than the table prints it, '' when none is."""
        for typed, fact in figures:
            if not fact.thousandths or fact.thousandths % 1000 == 0:
                continue
            if prints_less(fact, self._indicator(typed), self._columns[typed.column].kind):
                return fraction_note(self.place(typed))
        return ""

    def _indicator(self, typed: TypedCell) -> Indicator:
        key = self.cell(typed).key
        assert isinstance(key, FactKey)  # only figures are read
        return self._catalogue.indicators[self._catalogue.series[key.series_id].indicator_id]


def read_figure(text: str, unit: str, scale: int) -> Fact | Problem | None:
    """The fact that a text stands for in a column of ``unit`` that prints figures ÷ ``scale``; None for an empty one."""
    parsed = parse_number(text, scale)
    if isinstance(parsed, Number):
        thousandths = thousandths_in(parsed, unit) if unit else parsed.thousandths
        return thousandths if isinstance(thousandths, Problem) else Fact(thousandths)
    if isinstance(parsed, Blank):
        return None
    return Fact(None) if isinstance(parsed, NotApplicable) else parsed


def prints_less(fact: Fact, indicator: Indicator, kind: ColumnKind) -> bool:
    """Whether a figure is kept more exactly than a column of this kind prints it."""
    return kind is ColumnKind.NUMBER and bool((fact.thousandths or 0) * 10**indicator.decimals % 1000)


def fraction_note(place: Place) -> str:
    """What to tell of such a figure."""
    return (
        f"{place.row}の「{place.column}」は、入力したとおりに端数まで保存しました。"
        "表には端数処理をした数字が出ます。"
    )


def _same(cell: Cell, fact: Fact | None) -> bool:
    """Whether the cell already holds this. A figure that was typed over with itself is no change."""
    if fact is None:
        return cell.value is None and not cell.text
    if fact.thousandths is None:
        return cell.value is None and bool(cell.text)
    return isinstance(cell.value, Fraction) and cell.value * 1000 == fact.thousandths


def _compare(after: Table, expected: Sequence[TypedCell], entry: _Entry) -> None:
    for typed in expected:
        cell = entry.found_in(after, typed)
        problem = computed_differs(typed.text, cell, entry.scale(typed), entry.place(typed))
        if problem is not None:
            raise Refused(problem)


def computed_differs(text: str, cell: Cell, scale: int, place: Place) -> Problem | None:
    """Why a text pasted on a computed cell isn't what that shows or, more exactly, holds; None when it is."""
    if not text.strip() and not cell.text:
        return None
    stood, computed = parse_number(text, scale), parse_number(cell.text, scale)
    if (
        isinstance(stood, Number)
        and isinstance(cell.value, Fraction)
        and stood.thousandths == cell.value * 1000
    ):
        return None
    if (
        not isinstance(stood, Problem)
        and not isinstance(computed, Problem)
        and _plain(stood) == _plain(computed)
    ):
        return None
    pasted = f"「{text.strip()}」" if text.strip() else "空欄"
    return Problem(
        "paste.computed_differs",
        f"貼り付ける表では{pasted}ですが、計算した値は「{cell.text}」です。",
        "計算されるセルを除いて選ぶか、元の表の小計と合計を確かめてください。",
        place=place,
    )


def _plain(value: Number | Blank | NotApplicable) -> int | str:
    return value.thousandths if isinstance(value, Number) else type(value).__name__
