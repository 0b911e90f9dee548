"""From rows of settings to masters and forms.

Every id is drawn from the codes that name the thing, so the same settings give the same ids in every office's book
and figures from two offices meet under one key.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.form import Form
from kyosai_desktop.domain.problem import Refused
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import (
    Constant,
    Council,
    Indicator,
    Keeping,
    Measure,
    Series,
    Totalling,
)
from kyosai_desktop.operations.settings.activity_kinds import Kinds, counted_of, kinds_of_councils
from kyosai_desktop.operations.settings.codes import Codes, Sheets, codes_of
from kyosai_desktop.operations.settings.formulas import checked_formulas
from kyosai_desktop.operations.settings.sheets import SettingsRow

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
    """Everything that a set of sheets sets up. ``council_axes``: axis ids, ``activity_kinds``: the kinds of entries of
    活動記録, both by council id and in order."""

    councils: tuple[Council, ...]
    council_axes: Mapping[int, tuple[int, ...]]
    axes: tuple[Axis, ...]
    indicators: tuple[Indicator, ...]
    series: tuple[Series, ...]
    forms: tuple[Form, ...]
    aliases: tuple[Alias, ...]
    seats: tuple[Seat, ...]
    constants: tuple[Constant, ...] = ()
    activity_kinds: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def id_of(*codes: str) -> int:
    """The id of what the codes name: 62 bits of their SHA-256, never 0."""
    digest = hashlib.sha256("\x1f".join(codes).encode()).digest()
    return (int.from_bytes(digest[:8], "big") >> 2) or 1


def read_masters(sheets: Sheets) -> Settings:
    """All but the forms. Raises ``Refused`` that names the row and column that can't be understood."""
    codes = codes_of(sheets)
    councils = []
    council_axes = {}
    for position, row in enumerate(sheets.get("会議体", ())):
        code = row.required("コード")
        councils.append(
            Council(
                id_of("council", code),
                code,
                row.required("名称"),
                row.required("略称"),
                row.whole("年度開始月", at_least=1, at_most=12),
                row.one_of("端数処理", ROUNDINGS) or Rounding.HALF_UP,
                row.whole("率の小数桁", 1, at_least=0, at_most=3),
                row.flag("差に符号"),
                position,
            )
        )
        council_axes[id_of("council", code)] = tuple(
            id_of("axis", codes.axis(row, "分類", axis)) for axis in list_of(row["分類"])
        )
    constants = _constants(sheets, codes)
    kinds = kinds_of_councils(sheets, codes)
    return Settings(
        tuple(councils),
        council_axes,
        _axes(sheets, codes),
        _indicators(sheets, codes, constants),
        _series(sheets, codes, kinds),
        (),
        _aliases(sheets, codes),
        tuple(
            Seat(
                id_of("council", codes.council(row)),
                row.required("役職"),
                row["区分"],
                row.whole("定員", at_least=0),
            )
            for row in sheets.get("定員", ())
        ),
        constants,
        {id_of("council", council): listed for council, listed in kinds.items()},
    )


def list_of(text: str) -> list[str]:
    """The parts of a text that lists several, such as ``region;union``."""
    return [part.strip() for part in text.split(";") if part.strip()]


def _axes(sheets: Sheets, codes: Codes) -> tuple[Axis, ...]:
    members: dict[str, list[Member]] = {}
    for position, row in enumerate(sheets.get("要素", ())):
        axis, code = codes.axis(row), row.required("コード")
        siblings = members.setdefault(axis, [])
        if row["上位"] and row["上位"] not in {member.code for member in siblings}:
            raise _unknown_parent(row, "要素")
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
                earlier_names=_earlier_names(row),
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


def _earlier_names(row: SettingsRow) -> tuple[tuple[int, str], ...]:
    """``2019=旧い名前;2021=次の名前``: each name with the last 年度 that it was in use."""
    names = []
    for part in list_of(row["旧名称"]):
        year, _, name = (text.strip() for text in part.partition("="))
        if not name or not re.fullmatch("[0-9]{4}", year):
            raise row.refuse(
                "settings.earlier_name",
                "旧名称",
                f"旧名称の「{part}」を読めません。",
                "「2019=旧い名前」のように、その名前だった最後の年度と名前を書いてください。",
            )
        names.append((int(year), name))
    return tuple(sorted(names))


def _constants(sheets: Sheets, codes: Codes) -> tuple[Constant, ...]:
    """定数: valid from 開始日 to 終了日, an empty one meaning always; a name has one value on a day."""
    found: list[Constant] = []
    for row in sheets.get("定数", ()):
        council, name = codes.council(row), row.required("名称")
        constant = Constant(
            id_of("constant", council, name, row["開始日"]),
            id_of("council", council),
            name,
            row["単位"],
            row.thousandths("値"),
            row.day("開始日", date.min),
            row.day("終了日", date.max),
        )
        if constant.valid_to < constant.valid_from or any(
            (other.council_id, other.name) == (constant.council_id, name)
            and other.valid_from <= constant.valid_to
            and constant.valid_from <= other.valid_to
            for other in found
        ):
            raise row.refuse(
                "settings.constant_days",
                "終了日",
                f"定数「{name}」の期間が、開始日より前に終わるか、別の行の期間と重なっています。",
                "一日に一つの値だけになるように、開始日と終了日を直してください。",
            )
        found.append(constant)
    return tuple(found)


def _indicators(sheets: Sheets, codes: Codes, constants: Sequence[Constant]) -> tuple[Indicator, ...]:
    rows = sheets.get("項目", ())
    earlier: set[tuple[str, str]] = set()
    found = []
    for position, row in enumerate(rows):
        council, code = codes.council(row), row.required("コード")
        if row["上位"] and (council, row["上位"]) not in earlier:
            raise _unknown_parent(row, "項目")
        earlier.add((council, code))
        found.append(
            Indicator(
                id_of("indicator", council, code),
                id_of("council", council),
                code,
                row.required("名称"),
                row["単位"],
                id_of("indicator", council, row["上位"]) if row["上位"] else 0,
                position,
                row.whole("小数桁", 0, at_least=0, at_most=3),
                row.one_of("向き", {"多いほど良い": True, "少ないほど良い": False}, "多いほど良い"),
                row["計算式"],
                row["計の表示"],
            )
        )
    checked_formulas(rows, found, constants)
    return tuple(found)


def _unknown_parent(row: SettingsRow, what: str) -> Refused:
    return row.refuse(
        "settings.unknown_parent",
        "上位",
        f"上位の「{row['上位']}」がこの行より前にありません。",
        f"上位の{what}を先に書いてください。",
    )


def _series(sheets: Sheets, codes: Codes, kinds: Kinds) -> tuple[Series, ...]:
    return tuple(
        Series(
            id_of(
                "series",
                council := codes.council(row),
                indicator := codes.indicator(row, council),
                row["区分"],
                row["別枠"],
            ),
            id_of("council", council),
            id_of("indicator", council, indicator),
            row.one_of("区分", MEASURES),
            row["別枠"],
            row.one_of("集め方", {keeping.value: keeping for keeping in Keeping}),
            row.one_of("合計", {totalling.value: totalling for totalling in Totalling}, "合計"),
            tuple(dict.fromkeys(breakdown_of(row, text, codes) for text in list_of(row["内訳"]))) or ((),),
            row.one_of("端数処理", ROUNDINGS, ""),
            counted_of(row, council, kinds),
        )
        for row in sheets.get("系列", ())
    )


def breakdown_of(row: SettingsRow, text: str, codes: Codes) -> tuple[int, ...]:
    """``region×union`` under 内訳 as axis ids, ascending; ``なし`` or '' is a total only."""
    axes = [] if text in ("", "なし") else [part.strip() for part in text.split("×")]
    if len(axes) > 2 or len(set(axes)) < len(axes):
        raise row.refuse(
            "settings.crossing",
            "内訳",
            f"内訳の「{text}」は、分類のかけ合わせとして読めません。",
            "別々の分類を2つまで、「region×union」のように書いてください。",
        )
    return tuple(sorted(id_of("axis", codes.axis(row, "内訳", axis)) for axis in axes))


def _aliases(sheets: Sheets, codes: Codes) -> tuple[Alias, ...]:
    found = []
    for row in sheets.get("別名", ()):
        name = row.required("別名")
        match row.one_of("対象", {"要素": "member", "項目": "indicator", "区分": "measure"}):
            case "member":
                axis = codes.axis(row, "分類・会議体")
                found.append(Alias("member", id_of("member", axis, codes.member(row, axis, "コード")), name))
            case "indicator":
                council = codes.council(row, "分類・会議体")
                code = codes.indicator(row, council, "コード")
                found.append(Alias("indicator", id_of("indicator", council, code), name))
            case _:
                found.append(Alias("measure", row.one_of("コード", MEASURE_NUMBERS), name))
    return tuple(found)
