"""活動記録 in settings: the kinds of entries of each council, and the series that are counted from them."""

from __future__ import annotations

from collections.abc import Mapping

from kyosai_desktop.domain.activity import USUAL_KINDS, Counted, Counting
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.operations.settings.codes import Codes, Sheets
from kyosai_desktop.operations.settings.sheets import SettingsRow

Kinds = Mapping[str, tuple[str, ...]]
"""The kinds of entries in their order, by the code of the council."""

_WAYS: Mapping[str, Counting | None] = {"": None, **{way.value: way for way in Counting}}


def kinds_of_councils(sheets: Sheets, codes: Codes) -> dict[str, tuple[str, ...]]:
    """The kinds that the sheets list; the usual ones for a council without any."""
    listed: dict[str, tuple[str, ...]] = {}
    for row in sheets.get("活動の種類", ()):
        council = codes.council(row)
        listed[council] = (*listed.get(council, ()), row.required("種類"))
    councils = (row["コード"] for row in sheets.get("会議体", ()))
    return {council: listed.get(council, USUAL_KINDS) for council in councils}


def counted_of(row: SettingsRow, council: str, kinds: Kinds) -> Counted | None:
    """How the series of a row is counted from the register; None for one that is typed.

    Raises ``Refused``: an unknown way of counting (``settings.unknown_word``) or none with a kind
    (``settings.no_counting``), an unknown kind (``settings.unknown_kind``), or a series that isn't 実績
    (``settings.counted_measure``).
    """
    way, kind = row.one_of("数え方", _WAYS), row["数える種類"]
    if way is None:
        if kind:
            raise row.refuse(
                "settings.no_counting",
                "数え方",
                f"「{kind}」を数えますが、数え方が空です。",
                f"{'・'.join(word for word in _WAYS if word)}のどれかを書くか、数える種類を空にしてください。",
            )
        return None
    if row["区分"] != Measure.RESULT.value:
        raise row.refuse(
            "settings.counted_measure",
            "数え方",
            f"活動記録から数えられるのは{Measure.RESULT.value}だけですが、この行は{row['区分']}です。",
            "数え方と数える種類を空にしてください。",
        )
    if kind and kind not in kinds[council]:
        raise row.refuse(
            "settings.unknown_kind",
            "数える種類",
            f"活動記録の種類に「{kind}」がありません。",
            f"{'・'.join(kinds[council])}のどれかに直すか、シート『活動の種類』に行を足してください。",
        )
    return Counted(kind, way)
