"""SQL of the forms."""

from __future__ import annotations

import json
from dataclasses import astuple
from datetime import date
from typing import Any

from kyosai_desktop.domain.fact import Period, PeriodKind
from kyosai_desktop.domain.form import (
    LATEST,
    Form,
    FormColumn,
    FormRow,
    PeriodName,
    Purpose,
    RowsOf,
    Stub,
    Subtotal,
)
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.domain.table import ColumnKind, RowKind
from kyosai_desktop.store.book import Book, Transaction

_CAMPAIGN = "強化期間:"


def load_form(book: Book, code: str) -> Form | None:
    """The form with this code, None when the book has none."""
    found = book.query(
        "SELECT id, code, council_id, title, purpose, breakdown, unit, landscape, notes, position FROM form WHERE code = ?",
        (code,),
    )
    if not found:
        return None
    id, code, council_id, title, purpose, breakdown, unit, landscape, notes, position = found[0]
    return Form(
        id,
        code,
        council_id,
        title,
        Purpose(purpose),
        tuple(
            Stub(stub, kind)
            for stub, kind in book.query(
                "SELECT title, kind FROM form_stub WHERE form_id = ? ORDER BY position", (id,)
            )
        ),
        _rows(book, id),
        _columns(book, id),
        tuple(int(axis_id) for axis_id in breakdown.split(",") if axis_id),
        tuple(
            (indicator_id, label)
            for indicator_id, label in book.query(
                "SELECT indicator_id, label FROM form_indicator WHERE form_id = ? ORDER BY position", (id,)
            )
        ),
        unit,
        bool(landscape),
        tuple(json.loads(notes)),
        position,
    )


def list_forms(book: Book) -> list[tuple[str, int, str, Purpose]]:
    """(code, council id, title, purpose) of all forms, in the councils' and their own order."""
    rows = book.query(
        "SELECT form.code, council_id, title, purpose FROM form JOIN council ON council.id = council_id"
        " ORDER BY council.position, form.position, form.id"
    )
    return [(code, council_id, title, Purpose(purpose)) for code, council_id, title, purpose in rows]


def insert_form(tx: Transaction, form: Form) -> None:
    """Add a whole form."""
    tx.execute(
        "INSERT INTO form VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            form.id,
            form.code,
            form.council_id,
            form.title,
            form.purpose.value,
            ",".join(str(axis_id) for axis_id in form.breakdown),
            form.unit,
            int(form.landscape),
            json.dumps(form.notes, ensure_ascii=False),
            form.position,
        ),
    )
    tx.executemany(
        "INSERT INTO form_stub VALUES (?, ?, ?, ?)",
        [(form.id, at, stub.title, stub.kind) for at, stub in enumerate(form.stub)],
    )
    tx.executemany(
        "INSERT INTO form_indicator VALUES (?, ?, ?, ?)",
        [(form.id, at, indicator_id, label) for at, (indicator_id, label) in enumerate(form.over)],
    )
    tx.executemany(
        f"INSERT INTO form_row VALUES ({', '.join('?' * 15)})",
        [(form.id, at, *_row_values(row)) for at, row in enumerate(form.rows)],
    )
    tx.executemany(
        f"INSERT INTO form_column VALUES ({', '.join('?' * 21)})",
        [(form.id, at, *_column_values(column)) for at, column in enumerate(form.columns)],
    )


def _row_values(row: FormRow) -> tuple[Any, ...]:
    return (
        row.rows_of.value,
        row.axis_id,
        row.member_id,
        row.member_kind,
        json.dumps([astuple(subtotal) for subtotal in row.subtotals], ensure_ascii=False),
        row.indicator_id,
        row.variant,
        row.mark,
        row.label,
        row.level,
        row.emphasis.value,
        int(row.total_first),
        row.note,
    )


def _rows(book: Book, form_id: int) -> tuple[FormRow, ...]:
    rows = book.query(
        "SELECT kind, axis_id, member_id, member_kind, subtotal_kinds, indicator_id, variant, mark, label, level,"
        " emphasis, total_first, note FROM form_row WHERE form_id = ? ORDER BY position",
        (form_id,),
    )
    return tuple(
        FormRow(
            RowsOf(kind),
            axis_id,
            member_id,
            member_kind,
            tuple(Subtotal(*parts) for parts in json.loads(subtotals)),
            indicator_id,
            variant,
            mark,
            label,
            level,
            RowKind(emphasis),
            bool(first),
            note,
        )
        for kind, axis_id, member_id, member_kind, subtotals, indicator_id, variant, mark, label, level, emphasis, first, note in rows  # noqa: E501 - one name per selected column
    )


def _column_values(column: FormColumn) -> tuple[Any, ...]:
    return (
        column.code,
        column.group,
        column.label,
        column.indicator_id,
        column.measure.value if column.measure else "",
        column.variant,
        _period_text(column),
        column.year_shift,
        None if column.version == LATEST else column.version,
        column.expression,
        column.kind.value,
        column.decimals,
        column.scale,
        column.rounding.value if column.rounding else None,
        column.unit,
        int(column.unit_in_cell),
        int(column.signed),
        int(column.entry),
        column.width,
    )


def _columns(book: Book, form_id: int) -> tuple[FormColumn, ...]:
    rows = book.query(
        "SELECT code, header_group, label, indicator_id, measure, variant, period, year_shift, version, expression,"
        " kind, decimals, scale, rounding, unit, unit_in_cell, signed, entry, width"
        " FROM form_column WHERE form_id = ? ORDER BY position",
        (form_id,),
    )
    return tuple(
        FormColumn(
            label=label,
            code=code,
            group=group,
            indicator_id=indicator_id,
            measure=Measure(measure) if measure else None,
            variant=variant,
            period=PeriodName.YEAR if _fixed(period) or _campaign(period) else PeriodName(period),
            fixed=_fixed(period),
            campaign=_campaign(period),
            year_shift=shift,
            version=LATEST if version is None else version,
            expression=expression,
            kind=ColumnKind(kind),
            decimals=decimals,
            scale=scale,
            rounding=Rounding(rounding) if rounding else None,
            unit=unit,
            unit_in_cell=bool(unit_in_cell),
            signed=bool(signed),
            entry=bool(entry),
            width=width,
        )
        for (
            code,
            group,
            label,
            indicator_id,
            measure,
            variant,
            period,
            shift,
            version,
            expression,
            kind,
            decimals,
            scale,
            rounding,
            unit,
            unit_in_cell,
            signed,
            entry,
            width,
        ) in rows
    )


def _period_text(column: FormColumn) -> str:
    """The name of the period, ``強化期間:`` and the name of one, or days: ``2017-10-01..2024-09-30``, ``@2024-02-20``."""
    if column.campaign:
        return f"{_CAMPAIGN}{column.campaign}"
    fixed = column.fixed
    if fixed is None:
        return column.period.value
    return f"@{fixed.end}" if fixed.kind is PeriodKind.AS_OF else f"{fixed.start}..{fixed.end}"


def _campaign(text: str) -> str:
    return text.removeprefix(_CAMPAIGN) if text.startswith(_CAMPAIGN) else ""


def _fixed(text: str) -> Period | None:
    if text.startswith(_CAMPAIGN):
        return None
    if text.startswith("@"):
        return Period.as_of(date.fromisoformat(text[1:]))
    start, dots, end = text.partition("..")
    return Period.span(date.fromisoformat(start), date.fromisoformat(end)) if dots else None


def forms_naming(book: Book, council_id: int, campaign: str) -> list[str]:
    """The titles of a council's forms with a column of the 強化期間 of this name, in order."""
    rows = book.query(
        "SELECT title FROM form WHERE council_id = ? AND id IN (SELECT form_id FROM form_column WHERE period = ?)"
        " ORDER BY position, id",
        (council_id, f"{_CAMPAIGN}{campaign}"),
    )
    return [title for (title,) in rows]


def rename_campaign(tx: Transaction, council_id: int, before: str, after: str) -> None:
    """Let the columns of a council's forms name a 強化期間 by its new name."""
    tx.execute(
        "UPDATE form_column SET period = ? WHERE period = ? AND form_id IN (SELECT id FROM form WHERE council_id = ?)",
        (f"{_CAMPAIGN}{after}", f"{_CAMPAIGN}{before}", council_id),
    )
