"""From forms to rows of settings: the exact inverse of ``read_forms``."""

from __future__ import annotations

from collections.abc import Iterator

from kyosai_desktop.domain.fact import PeriodKind
from kyosai_desktop.domain.form import LATEST, Form, FormColumn, PeriodName, Subtotal
from kyosai_desktop.domain.table import ColumnKind, RowKind
from kyosai_desktop.operations.settings.campaign_period import CAMPAIGN
from kyosai_desktop.operations.settings.written_codes import CodeOf

_KINDS = {
    ColumnKind.NUMBER: "数",
    ColumnKind.RATE: "率",
    ColumnKind.TEXT: "文字",
    ColumnKind.WORDED: "単位付き",
}
_EMPHASIS = {RowKind.ITEM: "", RowKind.SUBTOTAL: "小計", RowKind.TOTAL: "合計"}


def form_row(form: Form, code_of: CodeOf) -> tuple[str, ...]:
    """The form's row of the sheet 様式."""
    return (
        form.code,
        code_of.council(form.council_id),
        form.title,
        form.purpose.value,
        code_of.breakdown(form.breakdown),
        ";".join(f"{stub.title}={stub.kind}" for stub in form.stub),
        ";".join(
            code_of.indicator(indicator_id) + (f"={label}" if label else "")
            for indicator_id, label in form.over
        ),
        form.unit,
        "○" if form.landscape else "",
        "\n".join(form.notes),
    )


def form_rows(form: Form, code_of: CodeOf) -> Iterator[tuple[str, ...]]:
    """The form's rows of the sheet 様式の行."""
    for row in form.rows:
        yield (
            form.code,
            row.rows_of.value,
            code_of.axis(row.axis_id),
            code_of.member(row.member_id),
            row.member_kind,
            ";".join(_subtotal(subtotal, code_of) for subtotal in row.subtotals),
            code_of.indicator(row.indicator_id),
            row.variant or "",
            row.mark,
            row.label,
            str(row.level),
            _EMPHASIS[row.emphasis],
            "○" if row.total_first else "",
            row.note,
        )


def _subtotal(subtotal: Subtotal, code_of: CodeOf) -> str:
    several = "?" if subtotal.only_if_several else ""
    member = f"@{code_of.member(subtotal.member_id)}" if subtotal.member_id else ""
    return f"{subtotal.kind}{several}{member}={subtotal.label}"


def form_columns(form: Form, code_of: CodeOf) -> Iterator[tuple[str, ...]]:
    """The form's rows of the sheet 様式の列."""
    for column in form.columns:
        yield (
            form.code,
            column.code,
            column.group,
            column.label,
            code_of.indicator(column.indicator_id),
            column.measure.value if column.measure else "",
            column.variant,
            _period(column),
            str(column.year_shift),
            "" if column.version == LATEST else str(column.version),
            column.expression,
            _KINDS[column.kind],
            "" if column.decimals is None else str(column.decimals),
            str(column.scale),
            column.rounding.value if column.rounding else "",
            column.unit,
            "○" if column.unit_in_cell else "",
            "○" if column.signed else "",
            "○" if column.entry else "",
            str(column.width),
        )


def _period(column: FormColumn) -> str:
    if column.campaign:
        return f"{CAMPAIGN}{column.campaign}"
    fixed = column.fixed
    if fixed is not None:
        return f"@{fixed.end}" if fixed.kind is PeriodKind.AS_OF else f"{fixed.start}..{fixed.end}"
    if column.expression and column.period is PeriodName.YEAR:
        return ""
    return column.period.value
