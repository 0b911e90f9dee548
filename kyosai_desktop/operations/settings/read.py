"""From rows of settings to masters and forms.

Every id is drawn from the codes that name the thing, so the same settings give the same ids in every office's book
and figures from two offices meet under one key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.form import Form
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Council, Indicator, Keeping, Measure, Series, Totalling
from kyosai_desktop.operations.settings.sheets import SettingsRow

Sheets = Mapping[str, Sequence[SettingsRow]]

ROUNDINGS: dict[str, Rounding | None] = {"": None, **{rounding.value: rounding for rounding in Rounding}}
MEASURES: dict[str, Measure] = {measure.value: measure for measure in Measure}
MEASURE_NUMBERS: dict[str, int] = {measure.value: number for number, measure in enumerate(Measure, start=1)}


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name: ``target`` is 'member', 'indicator' or 'measure'."""

    target: str
    target_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Seat:
    """How many seats a role (and capacity) has in a council."""

    council_id: int
    role: str
    capacity: str
    seats: int


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a set of sheets sets up. ``council_axes``: axis ids by council id, in order."""

    councils: tuple[Council, ...]
    council_axes: Mapping[int, tuple[int, ...]]
    axes: tuple[Axis, ...]
    indicators: tuple[Indicator, ...]
    series: tuple[Series, ...]
    forms: tuple[Form, ...]
    aliases: tuple[Alias, ...]
    seats: tuple[Seat, ...]


def id_of(*codes: str) -> int:
    """The id of what the codes name: 62 bits of their SHA-256, never 0."""
    digest = hashlib.sha256("\x1f".join(codes).encode()).digest()
    return (int.from_bytes(digest[:8], "big") >> 2) or 1


def read_masters(sheets: Sheets) -> Settings:
    """All but the forms. Raises ``Refused`` that names the row and column that can't be understood."""
    councils = []
    council_axes = {}
    for position, row in enumerate(sheets.get("会議体", ())):
        code = row.required("コード")
        rounding = row.one_of("端数処理", ROUNDINGS) or Rounding.HALF_UP
        councils.append(
            Council(
                id_of("council", code),
                code,
                row.required("名称"),
                row.required("略称"),
                row.whole("年度開始月"),
                rounding,
                row.whole("率の小数桁", 1),
                row["差に符号"] == "○",
                position,
            )
        )
        council_axes[id_of("council", code)] = tuple(id_of("axis", axis) for axis in _list(row["分類"]))
    return Settings(
        tuple(councils),
        council_axes,
        _axes(sheets),
        _indicators(sheets),
        _series(sheets),
        (),
        _aliases(sheets),
        tuple(
            Seat(
                id_of("council", row.required("会議体")), row.required("役職"), row["区分"], row.whole("定員")
            )
            for row in sheets.get("定員", ())
        ),
    )


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _axes(sheets: Sheets) -> tuple[Axis, ...]:
    members: dict[str, list[Member]] = {}
    for position, row in enumerate(sheets.get("要素", ())):
        axis, code = row.required("分類"), row.required("コード")
        siblings = members.setdefault(axis, [])
        if row["上位"] and row["上位"] not in {member.code for member in siblings}:
            raise row.refuse(
                "settings.unknown_parent",
                "上位",
                f"上位の「{row['上位']}」がこの行より前にありません。",
                "上位の要素を先に書いてください。",
            )
        siblings.append(
            Member(
                id_of("member", axis, code),
                id_of("axis", axis),
                code,
                row.required("名称"),
                id_of("member", axis, row["上位"]) if row["上位"] else 0,
                frozenset(kind for kind in row["種別"].split("・") if kind),
                position,
                row.whole("有効開始年度") if row["有効開始年度"] else None,
                row.whole("有効終了年度") if row["有効終了年度"] else None,
            )
        )
    return tuple(
        Axis(
            id_of("axis", code := row.required("コード")),
            code,
            row.required("名称"),
            members.get(code, ()),
            open_list=row.one_of("一覧", {"完全": False, "その他あり": True}, "完全"),
            addable=row.one_of("合計", {"する": True, "しない": False}, "する"),
        )
        for row in sheets.get("分類", ())
    )


def _indicators(sheets: Sheets) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            id_of("indicator", council := row.required("会議体"), code := row.required("コード")),
            id_of("council", council),
            code,
            row.required("名称"),
            row["単位"],
            id_of("indicator", council, row["上位"]) if row["上位"] else 0,
            position,
            row.whole("小数桁", 0),
            row.one_of("向き", {"多いほど良い": True, "少ないほど良い": False}, "多いほど良い"),
            row["計算式"],
            row["計の表示"],
        )
        for position, row in enumerate(sheets.get("項目", ()))
    )


def _series(sheets: Sheets) -> tuple[Series, ...]:
    return tuple(
        Series(
            id_of(
                "series",
                council := row.required("会議体"),
                indicator := row.required("項目"),
                row["区分"],
                row["別枠"],
            ),
            id_of("council", council),
            id_of("indicator", council, indicator),
            row.one_of("区分", MEASURES),
            row["別枠"],
            row.one_of("集め方", {keeping.value: keeping for keeping in Keeping}),
            row.one_of("合計", {totalling.value: totalling for totalling in Totalling}, "合計"),
            tuple(breakdown_of(text) for text in _list(row["内訳"])) or ((),),
            row.one_of("端数処理", ROUNDINGS, ""),
        )
        for row in sheets.get("系列", ())
    )


def breakdown_of(text: str) -> tuple[int, ...]:
    """``region×union`` as axis ids, ascending; ``なし`` or '' is a total only."""
    codes = [] if text in ("", "なし") else text.split("×")
    return tuple(sorted(id_of("axis", code.strip()) for code in codes))


def _aliases(sheets: Sheets) -> tuple[Alias, ...]:
    found = []
    for row in sheets.get("別名", ()):
        target, scope, code, name = (
            row.required("対象"),
            row["分類・会議体"],
            row.required("コード"),
            row.required("別名"),
        )
        if target == "区分":
            found.append(Alias("measure", row.one_of("コード", MEASURE_NUMBERS), name))
        else:
            kind = row.one_of("対象", {"要素": "member", "項目": "indicator"})
            found.append(Alias(kind, id_of(kind, scope, code), name))
    return tuple(found)
