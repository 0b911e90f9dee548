"""From masters to rows of settings: the exact inverse of reading them.

A cell that reading would take for empty is written empty only where the shipped presets leave it so; what an office
should see as decided (端数処理, 向き, 合計 …) is written out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.series import Constant, Council, Indicator, Series
from kyosai_desktop.operations.settings.headers import SHEETS
from kyosai_desktop.operations.settings.read import MEASURE_NUMBERS, Alias, Settings
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.operations.settings.write_forms import form_columns, form_row, form_rows
from kyosai_desktop.operations.settings.written_codes import CodeOf

_MEASURE_WORDS = {number: word for word, number in MEASURE_NUMBERS.items()}
_TARGETS = {"member": "要素", "indicator": "項目", "measure": "区分"}


def settings_rows(settings: Settings, file: str = "") -> dict[str, list[SettingsRow]]:
    """All sheets, also empty ones; every row has every header of its sheet. ``file`` is named in messages."""
    code_of = CodeOf(settings)
    rows: dict[str, Iterator[tuple[str, ...]]] = {
        "会議体": (_council(council, settings, code_of) for council in settings.councils),
        "分類": (_axis(axis) for axis in settings.axes),
        "要素": (_member(axis, member, code_of) for axis in settings.axes for member in axis.members),
        "項目": (_indicator(indicator, code_of) for indicator in settings.indicators),
        "系列": (_series(series, code_of) for series in settings.series),
        "定数": (_constant(constant, code_of) for constant in settings.constants),
        "様式": (form_row(form, code_of) for form in settings.forms),
        "様式の行": (row for form in settings.forms for row in form_rows(form, code_of)),
        "様式の列": (column for form in settings.forms for column in form_columns(form, code_of)),
        "別名": (_alias(alias, code_of) for alias in settings.aliases),
        "定員": (
            (code_of.council(seat.council_id), seat.role, seat.capacity, str(seat.seats))
            for seat in settings.seats
        ),
        "活動の種類": (
            (code_of.council(council_id), kind)
            for council_id, kinds in settings.activity_kinds.items()
            for kind in kinds
        ),
    }
    return {
        sheet: [
            SettingsRow(
                file, sheet, number, {header.name: text for header, text in zip(headers, texts, strict=True)}
            )
            for number, texts in enumerate(rows[sheet], start=2)
        ]
        for sheet, headers in SHEETS.items()
    }


def _council(council: Council, settings: Settings, code_of: CodeOf) -> tuple[str, ...]:
    return (
        council.code,
        council.name,
        council.short_name,
        str(council.start_month),
        council.rounding.value,
        str(council.rate_decimals),
        _flag(council.signed_differences),
        ";".join(code_of.axis(axis_id) for axis_id in settings.council_axes[council.id]),
    )


def _axis(axis: Axis) -> tuple[str, ...]:
    return (
        axis.code,
        axis.name,
        "その他あり" if axis.open_list else "完全",
        "する" if axis.addable else "しない",
    )


def _member(axis: Axis, member: Member, code_of: CodeOf) -> tuple[str, ...]:
    return (
        axis.code,
        member.code,
        member.name,
        code_of.member(member.parent_id),
        "・".join(code_of.kinds(axis, member.kinds)),
        _whole(member.valid_from),
        _whole(member.valid_to),
        ";".join(f"{last_year}={name}" for last_year, name in member.earlier_names),
    )


def _indicator(indicator: Indicator, code_of: CodeOf) -> tuple[str, ...]:
    return (
        code_of.council(indicator.council_id),
        indicator.code,
        indicator.name,
        indicator.unit,
        code_of.indicator(indicator.parent_id),
        str(indicator.decimals),
        "多いほど良い" if indicator.more_is_better else "少ないほど良い",
        indicator.formula,
        indicator.total_label,
    )


def _series(series: Series, code_of: CodeOf) -> tuple[str, ...]:
    return (
        code_of.council(series.council_id),
        code_of.indicator(series.indicator_id),
        series.measure.value,
        series.variant,
        series.keeping.value,
        series.totalling.value,
        ";".join(code_of.breakdown(breakdown) or "なし" for breakdown in series.breakdowns),
        series.rounding.value if series.rounding else "",
        series.counted.kind if series.counted else "",
        series.counted.counting.value if series.counted else "",
    )


def _constant(constant: Constant, code_of: CodeOf) -> tuple[str, ...]:
    return (
        code_of.council(constant.council_id),
        constant.name,
        constant.unit,
        plain_number(constant.thousandths),
        "" if constant.valid_from == date.min else constant.valid_from.isoformat(),
        "" if constant.valid_to == date.max else constant.valid_to.isoformat(),
    )


def _alias(alias: Alias, code_of: CodeOf) -> tuple[str, ...]:
    match alias.target:
        case "member":
            owner, code = code_of.axis_of_member(alias.target_id), code_of.member(alias.target_id)
        case "indicator":
            owner, code = code_of.council_of_indicator(alias.target_id), code_of.indicator(alias.target_id)
        case _:
            owner, code = "", _MEASURE_WORDS[alias.target_id]
    return _TARGETS[alias.target], owner, code, alias.name


def _flag(is_set: bool) -> str:
    """○, or nothing."""
    return "○" if is_set else ""


def _whole(number: int | None) -> str:
    """The digits, or nothing."""
    return "" if number is None else str(number)


def plain_number(thousandths: int) -> str:
    """An exact number in ASCII digits: ``-1.5``, ``1000``."""
    return f"{Decimal(thousandths).scaleb(-3).normalize():f}"
