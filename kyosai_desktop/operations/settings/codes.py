"""Which codes the sheets of settings define, so that a row that refers to any other is refused where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kyosai_desktop.operations.settings.sheets import SettingsRow

Sheets = Mapping[str, Sequence[SettingsRow]]

_KEYS = {
    "会議体": ("コード",),
    "分類": ("コード",),
    "要素": ("分類", "コード"),
    "項目": ("会議体", "コード"),
    "系列": ("会議体", "項目", "区分", "別枠"),
    "定数": ("会議体", "名称", "開始日"),
    "様式": ("コード",),
    "様式の列": ("様式", "コード"),
    "定員": ("会議体", "役職", "区分"),
    "活動の種類": ("会議体", "種類"),
}


@dataclass(frozen=True, slots=True)
class Codes:
    """All codes by what they name. ``members`` and ``kinds`` are by axis, ``indicators`` by council.

    Every method returns the code it was asked about, or raises ``Refused`` (``settings.unknown_code``).
    """

    councils: frozenset[str]
    axes: frozenset[str]
    forms: frozenset[str]
    members: Mapping[str, frozenset[str]]
    kinds: Mapping[str, frozenset[str]]
    indicators: Mapping[str, frozenset[str]]

    def council(self, row: SettingsRow, header: str = "会議体") -> str:
        """The council that the row belongs to."""
        return _known(row, header, row.required(header), self.councils, "会議体", "会議体")

    def axis(self, row: SettingsRow, header: str = "分類", code: str = "") -> str:
        """The axis under the header, or the ``code`` that is a part of it."""
        return _known(row, header, code or row.required(header), self.axes, "分類", "分類")

    def form(self, row: SettingsRow) -> str:
        """The form that the row belongs to."""
        return _known(row, "様式", row.required("様式"), self.forms, "様式", "様式")

    def member(self, row: SettingsRow, axis: str, header: str, code: str = "") -> str:
        """A member of the axis: the one under the header, or the ``code`` that is a part of it."""
        known = self.members.get(axis, frozenset())
        return _known(row, header, code or row.required(header), known, f"分類「{axis}」の要素", "要素")

    def indicator(self, row: SettingsRow, council: str, header: str = "項目", code: str = "") -> str:
        """An indicator of the council."""
        known = self.indicators.get(council, frozenset())
        return _known(row, header, code or row.required(header), known, f"会議体「{council}」の項目", "項目")

    def kind(self, row: SettingsRow, axis: str, header: str, kind: str) -> str:
        """A kind of member; any is known in an axis whose members are yet to be added."""
        known = self.kinds.get(axis)
        return _known(row, header, kind, known, f"分類「{axis}」の種別", "要素") if known else kind


def codes_of(sheets: Sheets) -> Codes:
    """The codes that the sheets define. Raises ``Refused`` (``settings.twice``) for one defined twice."""
    for sheet, headers in _KEYS.items():
        _refuse_twice(sheets.get(sheet, ()), headers)
    members: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    indicators: dict[str, set[str]] = defaultdict(set)
    for row in sheets.get("要素", ()):
        members[row["分類"]].add(row["コード"])
        kinds[row["分類"]].update(kind for kind in row["種別"].split("・") if kind)
    for row in sheets.get("項目", ()):
        indicators[row["会議体"]].add(row["コード"])
    return Codes(
        _column(sheets, "会議体"),
        _column(sheets, "分類"),
        _column(sheets, "様式"),
        {axis: frozenset(codes) for axis, codes in members.items()},
        {axis: frozenset(found) for axis, found in kinds.items()},
        {council: frozenset(codes) for council, codes in indicators.items()},
    )


def _column(sheets: Sheets, sheet: str) -> frozenset[str]:
    return frozenset(row["コード"] for row in sheets.get(sheet, ()))


def _refuse_twice(rows: Sequence[SettingsRow], headers: tuple[str, ...]) -> None:
    first: dict[tuple[str, ...], SettingsRow] = {}
    for row in rows:
        key = tuple(row[header] for header in headers)
        earlier = first.setdefault(key, row)
        if earlier is not row:
            raise row.refuse(
                "settings.twice",
                next((header for header in reversed(headers) if row[header]), headers[0]),
                f"「{'・'.join(part for part in key if part)}」が{earlier.number}行目にもあります。",
                "どちらかの行を消すか、別のコードにしてください。",
            )


def _known(row: SettingsRow, header: str, code: str, known: frozenset[str], of_what: str, sheet: str) -> str:
    if code not in known:
        raise row.refuse(
            "settings.unknown_code",
            header,
            f"{of_what}に「{code}」がありません。",
            f"シート『{sheet}』に書いてあるものを使うか、そこに行を足してください。",
        )
    return code
