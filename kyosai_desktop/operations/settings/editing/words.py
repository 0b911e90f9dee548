"""Names where the rows of settings have codes: every cell as people read and type it, and back.

What is typed may be a name, another name (別名) or a code; what is shown is always a name. Where two things have one
name, each is shown with what tells them apart: 「釧路（支所）」.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.text.name import name_key, stored_name
from kyosai_desktop.operations.settings.campaign_period import tidied_word
from kyosai_desktop.operations.settings.headers import SHEETS, Header, Holds
from kyosai_desktop.operations.settings.sheets import SettingsRow

Rows = Mapping[str, Sequence[SettingsRow]]
Values = Mapping[str, str]

_PUNCTUATION = str.maketrans({"；": ";", "＝": "=", "？": "?", "｛": "{", "｝": "}", "･": "・", "＠": "@"})
_FLAGS = {"1": "○", "O": "○", "o": "○", "0": "", "◯": "○", "〇": "○", "✓": "○"}
_SAID: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("様式の列", "年のずれ"): {"0": "", "-1": "前年度", "-2": "前々年度", "1": "次年度"},
    ("様式の列", "倍率"): {"1": "", "1000": "千", "10000": "万", "1000000": "百万", "100000000": "億"},
    ("様式の列", "版"): {"0": "当初", "1": "第1回補正", "2": "第2回補正", "3": "第3回補正"},
    ("様式の行", "段"): {"0": ""},
}
"""Numbers that people say in words, in the order of the lists to choose from; '' is what goes without saying."""


NAME_PLACE = ("{name}", "{名前}")
"""Where the name goes in the label of a subtotal, as it is stored and as it is shown."""


class Names:
    """Some things by code, each with a name of its own."""

    def __init__(
        self, things: Iterable[tuple[str, str, str]], others: Iterable[tuple[str, str]] = ()
    ) -> None:
        """``things``: (code, name, what tells it from others of that name); ``others``: (code, another name)."""
        listed = list(things)
        counts = Counter(name for _, name, _ in listed)
        told = [f"{name}（{hint}）" if counts[name] > 1 and hint else name for _, name, hint in listed]
        again = Counter(told)
        self._shown = {
            code: words if again[words] == 1 else f"{name}（{code}）"
            for (code, name, _), words in zip(listed, told, strict=True)
        }
        self._by_name = {words: code for code, words in self._shown.items()}
        self._codes: dict[str, list[str]] = {}
        for code, words in [*self._shown.items(), *((code, name) for code, name, _ in listed), *others]:
            found = self._codes.setdefault(name_key(words), [])
            if code not in found:
                found.append(code)

    def all(self) -> tuple[str, ...]:
        """The names to choose from, in order."""
        return tuple(self._shown.values())

    def shown(self, code: str) -> str:
        """The name of a code; a code that nothing has is shown as it is."""
        return self._shown.get(code, code)

    def code(self, text: str) -> str | Problem:
        """The code that a typed text means. '' for ''."""
        if text in self._by_name:
            return self._by_name[text]
        if not text or text in self._shown:
            return text
        found = self._codes.get(name_key(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            return Problem(
                "settings.several_names",
                f"「{text}」は{len(found)}つあります（{'、'.join(map(self.shown, found))}）。",
                "一覧から選んでください。",
            )
        return Problem(
            "settings.unknown_name",
            f"「{text}」という名前のものがありません。",
            "Alt＋↓の一覧から選ぶか、先にその名前のものを追加してください。",
        )


class Words:
    """The words of all cells, over the rows of one book."""

    def __init__(self, rows: Rows) -> None:
        others: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for row in rows["別名"]:
            others.setdefault((row["対象"], row["分類・会議体"]), []).append((row["コード"], row["別名"]))
        self.axes = Names((row["コード"], row["名称"], "") for row in rows["分類"])
        self._axes_of = {row["コード"]: row["分類"].split(";") for row in rows["会議体"]}
        self._members = {
            axis["コード"]: Names(
                (
                    (row["コード"], row["名称"], row["種別"].split("・")[0])
                    for row in rows["要素"]
                    if row["分類"] == axis["コード"]
                ),
                others.get(("要素", axis["コード"]), ()),
            )
            for axis in rows["分類"]
        }
        self._kinds: dict[str, tuple[str, ...]] = {}
        for row in rows["要素"]:
            kinds = (*self._kinds.get(row["分類"], ()), *row["種別"].split("・"))
            self._kinds[row["分類"]] = tuple(dict.fromkeys(kind for kind in kinds if kind))
        self._indicators = {
            council["コード"]: Names(
                (
                    (row["コード"], row["名称"], "")
                    for row in rows["項目"]
                    if row["会議体"] == council["コード"]
                ),
                others.get(("項目", council["コード"]), ()),
            )
            for council in rows["会議体"]
        }
        self._activity_kinds: dict[str, tuple[str, ...]] = {}
        for row in rows["活動の種類"]:
            listed = self._activity_kinds.get(row["会議体"], ())
            self._activity_kinds[row["会議体"]] = (*listed, row["種類"])
        self._council_of_form = {row["コード"]: row["会議体"] for row in rows["様式"]}

    def members(self, axis: str) -> Names:
        """The members of the axis with this code; none for an unknown one."""
        return self._members.get(axis) or Names(())

    def indicators(self, council: str) -> Names:
        """The indicators of the council with this code."""
        return self._indicators[council]

    def kinds(self, axis: str) -> tuple[str, ...]:
        """The kinds that the members of an axis have."""
        return self._kinds.get(axis, ())

    def choices(self, sheet: str, header: Header, values: Values) -> tuple[str, ...]:
        """What a cell usually takes."""
        match (sheet, header.name):
            case ("様式の行", "種別"):
                return self.kinds(values.get("分類", ""))
            case ("要素", "種別"):
                return self.kinds(values.get("分類", ""))
            case ("様式", "内訳") | ("系列", "内訳"):
                return self.axes_of(values.get("会議体", ""))
            case ("会議体", "分類"):
                return self.axes.all()
            case ("系列", "数える種類"):
                return self._activity_kinds.get(values.get("会議体", ""), ())
            case pair if pair in _SAID:
                return tuple(words for words in _SAID[pair].values() if words)
        names = self._names(sheet, header.name, values)
        if names is not None:
            return names.all()
        return ("○",) if header.holds is Holds.FLAG else header.words

    def axes_of(self, council: str) -> tuple[str, ...]:
        """The names of the axes that a council uses."""
        return tuple(self.axes.shown(axis) for axis in self._axes_of.get(council, ()) if axis)

    def shown(self, sheet: str, header: str, values: Values) -> str:
        """A cell as people read it."""
        text = values.get(header, "")
        said = _SAID.get((sheet, header), {})
        if text in said:
            return said[text]
        names = self._names(sheet, header, values)
        if names is not None:
            return names.shown(text)
        return self._translated(
            sheet, header, values, text, lambda names, part: names.shown(part), NAME_PLACE
        )

    def stored(self, sheet: str, header: Header, values: Values, typed: str) -> str | Problem:
        """What a typed text is stored as; ``values`` are the row's other cells."""
        text = _tidied(header, typed)
        for number, words in _SAID.get((sheet, header.name), {}).items():
            if words and name_key(words) == name_key(text):
                return number
        names = self._names(sheet, header.name, values)
        if names is not None:
            return names.code(text)
        problems: list[Problem] = []

        def code_of(names: Names, part: str) -> str:
            code = names.code(part)
            if isinstance(code, Problem):
                problems.append(code)
                return part
            return code

        translated = self._translated(sheet, header.name, values, text, code_of, NAME_PLACE[::-1])
        return problems[0] if problems else translated

    def _names(self, sheet: str, header: str, values: Values) -> Names | None:
        """The names of a cell that holds one code; None for any other cell."""
        match (sheet, header):
            case ("様式の行", "分類"):
                return self.axes
            case ("様式の行", "要素"):
                return self.members(values.get("分類", ""))
            case ("要素", "上位"):
                return self.members(values.get("分類", ""))
            case ("様式の行" | "様式の列", "項目"):
                return self.indicators(self._council_of_form[values["様式"]])
            case ("項目", "上位"):
                return self.indicators(values["会議体"])
        return None

    def _translated(
        self, sheet: str, header: str, values: Values, text: str, of: Translation, places: tuple[str, str]
    ) -> str:
        """A cell that has codes inside its text, each replaced."""
        match (sheet, header):
            case ("様式" | "系列", "内訳"):
                return ";".join(
                    "×".join(part if part == "なし" else of(self.axes, part) for part in crossing.split("×"))
                    for crossing in _parts(text)
                )
            case ("会議体", "分類"):
                return ";".join(of(self.axes, part) for part in _parts(text))
            case ("様式", "項目の繰り返し"):
                names = self.indicators(values["会議体"])
                return ";".join(
                    of(names, code.strip()) + (f"={label.strip()}" if equals else "")
                    for code, equals, label in (part.partition("=") for part in _parts(text))
                )
            case ("様式の行", "小計"):
                members = self.members(values.get("分類", ""))
                return ";".join(_subtotal(part, members, of, places) for part in _parts(text))
        return text


class Translation(Protocol):
    """From codes to names or back."""

    def __call__(self, names: Names, part: str, /) -> str: ...


def new_code() -> str:
    """A code for something that was made in the window; nobody has to think of one."""
    return f"n{secrets.token_hex(4)}"


def headers_of(sheet: str) -> dict[str, Header]:
    """The columns of a sheet by name."""
    return {header.name: header for header in SHEETS[sheet]}


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _subtotal(part: str, members: Names, of: Translation, places: tuple[str, str]) -> str:
    what, equals, label = part.partition("=")
    kind, at, member = what.partition("@")
    named = f"@{of(members, member.strip())}" if at else ""
    old, new = places
    return f"{kind.strip()}{named}" + (f"={label.strip().replace(old, new)}" if equals else "")


def _tidied(header: Header, text: str) -> str:
    match header.holds:
        case Holds.FLAG:
            plain = unicodedata.normalize("NFKC", text.strip())
            return _FLAGS.get(plain, plain)
        case Holds.WORD:
            return tidied_word(text.strip())
        case Holds.WHOLE | Holds.NUMBER | Holds.DAY:
            return unicodedata.normalize("NFKC", text.strip())
        case Holds.KINDS | Holds.LIST | Holds.CODES:
            return text.strip().translate(_PUNCTUATION)
        case _:
            return stored_name(text) if "\n" not in text else text.strip()
