"""The rows and columns that a form's definition becomes: trees walked, subtotals placed, column groups repeated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute.absent import NOBODY, name_with_years
from kyosai_desktop.domain.compute.expressions import parsed, path_of, ranked_column
from kyosai_desktop.domain.compute.headings import days_of_groups, fixed_days, heading, other_month
from kyosai_desktop.domain.form import (
    LATEST,
    Form,
    FormColumn,
    FormRow,
    PeriodName,
    RowsOf,
    Subtotal,
    Viewpoint,
)
from kyosai_desktop.domain.formula import RATE, Call
from kyosai_desktop.domain.series import Indicator
from kyosai_desktop.domain.table import Column, ColumnKind, Row, RowKind


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row to be filled: the printed ``row``, and where its figures are.

    ``members`` has one id per axis of the form's breakdown (0: all). ``remainder`` marks a 未配賦 row, which is
    dropped when it turns out empty; ``reached`` is the kind of unit that a row counts ('' : the items). ``kinds``
    are those of the row's member. ``own_total``: a total over an open list, which is more than what is listed.
    """

    row: Row
    members: tuple[int, ...]
    indicator: Indicator | None = None
    variant: str | None = None
    remainder: bool = False
    reached: str | None = None
    heading: bool = False
    kinds: frozenset[str] = frozenset()
    own_total: bool = False


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """A column to be filled. Expressions see the columns of the same ``place`` (the indicator they are repeated for).

    ``path`` names it among them; ``rank_by`` is the path of the column by which it ranks the rows, if it does.
    """

    column: Column
    definition: FormColumn
    indicator: Indicator | None
    place: int
    path: str
    rank_by: str | None = None


def plan_rows(form: Form, catalogue: Catalogue, year: int, held: frozenset[int] = NOBODY) -> list[PlannedRow]:
    """All rows in printed order, with a 未配賦 row before each total that may have one.

    ``held``: members that don't exist in ``year`` and are listed all the same, since a column has figures of theirs.
    """
    rows: list[PlannedRow] = []
    for definition in form.rows:
        match definition.rows_of:
            case RowsOf.MEMBERS:
                rows += _member_rows(form, definition, catalogue.axes[definition.axis_id], year, held)
            case RowsOf.MEMBER:
                axis = catalogue.axes[definition.axis_id]
                rows.append(
                    _member_row(form, definition, axis, axis[definition.member_id], year, definition.level)
                )
            case RowsOf.TOTAL:
                rows += _total_rows(form, definition, catalogue, year)
            case RowsOf.INDICATOR:
                rows.append(_indicator_row(form, definition, catalogue.indicators[definition.indicator_id]))
            case RowsOf.REACHED:
                labels = _last_label(form, definition.label or "達成単位数")
                row = Row(labels, RowKind.COUNT, definition.level, "reached")
                rows.append(PlannedRow(row, _nobody(form), reached=definition.member_kind))
            case RowsOf.HEADING:
                row = Row(_last_label(form, definition.label), RowKind.HEADING, definition.level)
                rows.append(PlannedRow(row, _nobody(form), heading=True))
    return rows


def plan_columns(form: Form, catalogue: Catalogue, viewpoint: Viewpoint) -> list[PlannedColumn]:
    """All columns in printed order, repeated over the form's indicators when it has any."""
    planned: list[PlannedColumn] = []
    days_of = days_of_groups(form, catalogue, viewpoint)
    over: list[tuple[Indicator | None, str]] = [
        (catalogue.indicators[indicator_id], label) for indicator_id, label in form.over
    ] or [(None, "")]
    for place, (indicator, label) in enumerate(over):
        for definition in form.columns:
            own = catalogue.indicators[definition.indicator_id] if definition.indicator_id else indicator
            days = days_of[definition.group]
            names = tuple(heading(part, viewpoint, days) for part in definition.group.split("／") if part)
            if indicator is not None:
                names = (label or indicator.total_label or indicator.name, *names)
            column = Column(
                label=heading(definition.label, viewpoint, days) + fixed_days(definition, viewpoint),
                groups=names,
                kind=_kind_shown(definition),
                unit=definition.unit or (own.unit if own and definition.kind is ColumnKind.NUMBER else ""),
                decimals=_decimals(definition, own, viewpoint.council.rate_decimals),
                width=definition.width,
                key=f"{own.code}.{definition.code}" if own else definition.code,
                closed=other_month(definition, viewpoint),
                reported=_is_reported(definition),
                scale=definition.scale,
            )
            path = path_of(definition.group, definition.label)
            planned.append(
                PlannedColumn(column, definition, own, place, path, _ranked(definition, form.columns))
            )
    return planned


def _kind_shown(definition: FormColumn) -> ColumnKind:
    """A 率 that isn't measured against 100 per cent (構成比, 継続率, 付帯率) is a plain number to the reader: neither
    reached nor missed."""
    if definition.kind is ColumnKind.WORDED:
        return ColumnKind.NUMBER
    if definition.kind is not ColumnKind.RATE:
        return definition.kind
    node = parsed(definition.expression)
    against_target = isinstance(node, Call) and node.function == RATE
    return ColumnKind.RATE if against_target else ColumnKind.NUMBER


def _is_reported(definition: FormColumn) -> bool:
    """Whether the column has figures of its own, as they hold now, for the time that the table is about."""
    return (
        definition.measure is not None
        and not definition.expression
        and definition.kind in (ColumnKind.NUMBER, ColumnKind.WORDED)
        and not definition.year_shift
        and definition.version == LATEST
        and definition.period not in (PeriodName.LAST_MONTH, PeriodName.EARLIER)
    )


def _ranked(definition: FormColumn, columns: tuple[FormColumn, ...]) -> str | None:
    """The path of the column by which this one ranks: of its own header group, else a whole path."""
    ranked = ranked_column(parsed(definition.expression))
    if ranked is None:
        return None
    own = path_of(definition.group, ranked)
    return own if any(path_of(column.group, column.label) == own for column in columns) else ranked


def _decimals(definition: FormColumn, indicator: Indicator | None, rate_decimals: int) -> int:
    if definition.decimals is not None:
        return definition.decimals
    if definition.kind is ColumnKind.RATE:
        return rate_decimals
    return indicator.decimals if indicator else 0


def _nobody(form: Form) -> tuple[int, ...]:
    return (0,) * len(form.breakdown)


def _last_label(form: Form, label: str) -> tuple[str, ...]:
    return (*("" for _ in form.stub[1:]), label)


def _members(form: Form, axis: Axis, member_id: int) -> tuple[int, ...]:
    return tuple(member_id if axis_id == axis.id else 0 for axis_id in form.breakdown)


def _member_row(
    form: Form,
    definition: FormRow,
    axis: Axis,
    member: Member,
    year: int,
    level: int,
    kind: RowKind = RowKind.ITEM,
) -> PlannedRow:
    labels = []
    for stub in form.stub:
        holder = axis.ancestor_of_kind(member.id, stub.kind) if stub.kind else member
        labels.append(name_with_years(holder, year) if holder else "")
    if definition.label or not any(labels):
        labels[-1] = definition.label or name_with_years(member, year)
    row = Row(tuple(labels), kind, level, f"{axis.code}.{member.code}")
    return PlannedRow(row, _members(form, axis, member.id), variant=definition.variant, kinds=member.kinds)


def _member_rows(
    form: Form, definition: FormRow, axis: Axis, year: int, held: frozenset[int]
) -> Iterator[PlannedRow]:
    """Members of the kind below the definition's member, each subtotal after (or before) the rows it adds up."""

    def below(member_id: int, level: int) -> Iterator[PlannedRow]:
        for child_id in axis.children(member_id):
            child = axis[child_id]
            if not child.valid_in(year) and child_id not in held:
                continue
            subtotal = _subtotal_of(child, definition)
            if _is_listed(axis, child, definition.member_kind, year):
                yield _member_row(form, definition, axis, child, year, level)
                continue
            inner = list(below(child_id, level + (subtotal is not None)))
            if not inner and child_id in held:
                # only its own total is there: nothing below it would show that
                yield _member_row(form, definition, axis, child, year, level)
                continue
            if subtotal is None or (subtotal.only_if_several and len(inner) < 2):
                yield from inner
                continue
            totals = list(_subtotal_rows(form, axis, child, subtotal, year, level))
            yield from [*totals, *inner] if definition.total_first else [*inner, *totals]

    yield from below(definition.member_id, definition.level)


def _is_listed(axis: Axis, member: Member, kind: str, year: int) -> bool:
    """Whether a member is a row itself: it is of the kind or, where none is asked for, has nobody below."""
    return (
        kind in member.kinds if kind else not any(axis[at].valid_in(year) for at in axis.children(member.id))
    )


def _subtotal_of(member: Member, definition: FormRow) -> Subtotal | None:
    """What is printed after the member's rows: a label of its own comes before that of its kind."""
    fitting = [item for item in definition.subtotals if item.kind in member.kinds]
    own = [item for item in fitting if item.member_id == member.id]
    return next(iter(own or [item for item in fitting if not item.member_id]), None)


def _subtotal_rows(
    form: Form, axis: Axis, member: Member, subtotal: Subtotal, year: int, level: int
) -> Iterator[PlannedRow]:
    members = _members(form, axis, member.id)
    key = f"{axis.code}.{member.code}"
    lead = tuple(
        name_with_years(holder, year)
        if (holder := axis.ancestor_of_kind(member.id, stub.kind)) and stub.kind
        else ""
        for stub in form.stub[:-1]
    )
    if not axis.open_list:
        rest = Row((*lead, "未配賦"), RowKind.REMAINDER, level + 1, f"{key}.remainder")
        yield PlannedRow(rest, members, remainder=True)
    label = subtotal.label.format(name=name_with_years(member, year))
    yield PlannedRow(Row((*lead, label), RowKind.SUBTOTAL, level, key), members, kinds=member.kinds)


def _total_rows(form: Form, definition: FormRow, catalogue: Catalogue, year: int) -> Iterator[PlannedRow]:
    axis = catalogue.axes[definition.axis_id] if definition.axis_id else None
    member = axis[definition.member_id] if axis and definition.member_id else None
    members = _members(form, axis, definition.member_id) if axis else _nobody(form)
    label = definition.label or (f"{name_with_years(member, year)} 計" if member else "合計")
    key = f"{axis.code}.{member.code}" if axis and member else "total"
    if axis is not None and not axis.open_list and form.breakdown:
        rest = Row(_last_label(form, "未配賦"), RowKind.REMAINDER, definition.level, f"{key}.remainder")
        yield PlannedRow(rest, members, variant=definition.variant, remainder=True)
    kind = RowKind.TOTAL if definition.emphasis is RowKind.ITEM else definition.emphasis
    row = Row(_last_label(form, label), kind, definition.level, key)
    open_list = axis is not None and axis.open_list
    yield PlannedRow(row, members, variant=definition.variant, own_total=open_list)


def _indicator_row(form: Form, definition: FormRow, indicator: Indicator) -> PlannedRow:
    name = definition.label or (
        indicator.total_label
        if definition.emphasis is not RowKind.ITEM and indicator.total_label
        else indicator.name
    )
    label = f"{definition.mark}{name}"
    row = Row(_last_label(form, label), definition.emphasis, definition.level, indicator.code)
    return PlannedRow(row, _nobody(form), indicator=indicator, variant=definition.variant)
