"""What the words of a sheet mean: labels and headers → members, indicators and measures.

Only an exact key decides (``name_key``: widths, spaces, variants and footnote marks don't matter). Words that
are merely alike order the suggestions of a question and never decide: 苫小牧支所計 is closer to 苫小牧支所
than any two spellings of one name are to each other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from kyosai_desktop.domain.axis import Axis, meant_in
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.domain.text.name import name_key, subtotal_word
from kyosai_desktop.excel.names import Names

_UNIT = re.compile(
    r"[(\[【](?:単位[:：]?)?(?P<unit>件|口|円|千円|万円|百万円|億円|名|人|会員|団体|回|本|%|ポイント)[)\]】]"
)
_YEAR = r"(?:(?:明治|大正|昭和|平成|令和|[MTSHR])\.?(?:元|[0-9]{1,2})|(?:19|20)[0-9]{2})"
_PERIOD = re.compile(
    rf"{_YEAR}年度?(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?(?:末|分|度|現在|時点)*"
    rf"|{_YEAR}[./-][0-9]{{1,2}}(?:[./-][0-9]{{1,2}})?(?:末|分|現在|時点)*"
    r"|[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:末|分|度|現在|時点)*|上期|下期|上半期|下半期|年間|累計|当月|単月|月間|今月まで"
)
_ABOUT_ACHIEVEMENT = re.compile(r"目標(?:達成|対比|差)|実績率")
_LAST_YEAR = re.compile(r"前年|昨年|前期|昨期")
_RATES = frozenset({"達成率", "達成度", "目標達成率", "進捗率", "実績率"})
_DIFFERENCES = frozenset({"差異", "差", "差引", "目標差", "目標差異", "目標対比", "過不足", "残り", "増減"})
_OTHER_COMPUTED = re.compile(r"(?:率|比|割合|順位|ランク|平均|指数)$")
_IGNORED = frozenset(
    (
        "no",
        "no.",
        "№",
        "番号",
        "連番",
        "項番",
        "コード",
        "備考",
        "摘要",
        "メモ",
        "コメント",
        "担当",
        "担当者",
        "特記事項",
    )
)
_NOISE = frozenset({"", "件数", "数", "値", "額", "数値", "件", "()", "度"})
_INDICATOR_HEADERS = frozenset(
    ("共済", "共済名", "共済種類", "項目", "項目名", "商品", "商品名", "種目", "サービス", "指標", "取扱項目")
)


class ColumnUse(Enum):
    """What a column is for. RATE and DIFFERENCE are computed from 目標 and 実績 beside them; TOTAL sums
    columns; COMPUTED follows from others in a way that isn't checked; LAST_YEAR repeats older figures; WORDS
    are remarks."""

    FIGURE = "figure"
    RATE = "rate"
    DIFFERENCE = "difference"
    TOTAL = "total"
    COMPUTED = "computed"
    LAST_YEAR = "last_year"
    WORDS = "words"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """A header path, understood. ``indicators``: one, several when it is ambiguous, none when the header
    names none.

    ``named`` is the key of what the header says besides measure, unit and time ('' nothing). ``period_text``
    is the time written in it, ``unit`` its unit; '' when none.
    """

    use: ColumnUse
    indicators: tuple[int, ...] = ()
    measure: Measure | None = None
    named: str = ""
    period_text: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RowHeader:
    """A label column: members of ``kinds`` (none: any) of an axis, or indicators when ``axis_id`` is 0."""

    axis_id: int
    kinds: frozenset[str] = frozenset()


class Vocabulary:
    """The words that one council's sheets use."""

    def __init__(
        self,
        catalogue: Catalogue,
        council_id: int,
        axes: Iterable[Axis],
        measure_words: Mapping[str, Measure],
    ) -> None:
        self.council_id = council_id
        self._catalogue = catalogue
        self._axes = tuple(axes)
        own = [item for item in catalogue.indicators.values() if item.council_id == council_id]
        self.indicators = Names(
            (item.id, [item.name, *item.aliases, *([item.total_label] if item.total_label else [])])
            for item in own
        )
        words = {name_key(measure.value): measure for measure in Measure}
        words |= {name_key(word): measure for word, measure in measure_words.items()}
        self._measures = sorted(words.items(), key=lambda item: -len(item[0]))
        self._parents = {item.id: item.parent_id for item in own}
        self._keys: dict[str, str] = {}

    @cached_property
    def row_headers(self) -> dict[str, RowHeader]:
        """Label columns by the key of their header: every kind and axis, with 名 and 別 behind it or not."""
        found: dict[str, RowHeader] = {key: RowHeader(0) for key in _INDICATOR_HEADERS}
        for axis in self._axes:
            headers = {name_key(axis.name): RowHeader(axis.id)}
            for member in axis.members:
                for kind in member.kinds:
                    headers[name_key(kind)] = RowHeader(axis.id, frozenset({kind}))
            for key, header in headers.items():
                found |= dict.fromkeys((key, f"{key}名", f"{key}別", f"{key}名称"), header)
        return found

    @cached_property
    def _members(self) -> dict[int, Names]:
        return {
            axis.id: Names(
                (member.id, [member.name, *member.aliases, *(name for _, name in member.earlier_names)])
                for member in axis.members
            )
            for axis in self._axes
        }

    def key(self, text: str) -> str:
        """``name_key``, remembered: a sheet repeats its words."""
        found = self._keys.get(text)
        if found is None:
            found = self._keys[text] = name_key(text)
        return found

    def row_header(self, text: str) -> RowHeader | None:
        """What a header says about the labels below it; 「支店・ブロック」 takes members of both kinds."""
        key = self.key(text)
        whole = self.row_headers.get(key)
        if whole is not None or not key:
            return whole
        parts = [self.row_headers.get(part) for part in re.split("[・/／、,]", key)]
        if len(parts) < 2 or any(part is None for part in parts):
            return None
        known = [part for part in parts if part is not None]
        if len({part.axis_id for part in known}) != 1:
            return None
        kinds = (
            frozenset().union(*(part.kinds for part in known)) if all(p.kinds for p in known) else frozenset()
        )
        return RowHeader(known[0].axis_id, kinds)

    def is_row_header(self, text: str) -> bool:
        """Whether a cell heads a label column."""
        return self.row_header(text) is not None

    def is_known_column(self, text: str) -> bool:
        """Whether a header names something that is kept or computed."""
        known = (ColumnUse.FIGURE, ColumnUse.RATE, ColumnUse.DIFFERENCE)
        meaning = self.column((text,))
        return meaning.use in known and bool(meaning.indicators or meaning.measure or not meaning.named)

    def members(self, header: RowHeader, text: str, year: int | None = None) -> tuple[int, ...]:
        """The members that a label means: those of the header's kinds; else, by the same spelling, any of its
        axis. With the 年度 ``year``, those that it means then."""
        axis = self._catalogue.axes[header.axis_id]
        key = self.key(text)
        found = self._members[header.axis_id].find(key)
        of_kind = tuple(id for id in found if not header.kinds or header.kinds & axis[id].kinds)
        shared = of_kind or found
        if year is None:
            return shared
        meant = meant_in((axis[id] for id in shared), lambda name: self.key(name) == key, year)
        return tuple(member.id for member in meant)

    def members_alike(self, header: RowHeader, text: str, year: int | None = None) -> list[int]:
        """Members to choose from, the likeliest first; of the header's kinds, and valid in ``year``, only."""
        axis = self._catalogue.axes[header.axis_id]
        among = {
            m.id
            for m in axis.members
            if (not header.kinds or header.kinds & m.kinds) and (year is None or m.valid_in(year))
        }
        return self._members[header.axis_id].alike(text, among)

    def column(self, path: tuple[str, ...], shared: Collection[str] = ()) -> ColumnMeaning:
        """Read a header path. ``shared``: keys of names that stand over every column, so they say nothing of
        one.

        The whole path counts, never the last name alone: 「職域／こくみん共済」 is not こくみん共済.
        """
        measure: Measure | None = None
        use = ColumnUse.FIGURE
        unit = ""
        rest: list[str] = []
        periods: list[str] = []
        last_year = False
        for name in path:
            key = self.key(name)
            if key in shared:
                continue
            if self.indicators.find(key):
                rest.append(key)
                continue
            if written := _UNIT.search(key):
                unit = written["unit"]
                key = _UNIT.sub("", key)
            if key in _IGNORED or key.lower() in _IGNORED:
                return ColumnMeaning(ColumnUse.WORDS, named=key)
            last_year = last_year or bool(_LAST_YEAR.search(key))
            periods += _PERIOD.findall(key)
            key = _PERIOD.sub("", key)
            key, found_use, found_measure = self._purpose(key)
            use = found_use or use
            measure = found_measure or measure
            if key not in _NOISE:
                rest.append(key)
        if last_year:
            return ColumnMeaning(ColumnUse.LAST_YEAR, named="".join(rest))
        indicators, named = self._named(rest)
        if not indicators and named and use is ColumnUse.FIGURE:
            if subtotal_word(named):
                inner, _ = self._named([named[: -len(subtotal_word(named))]])
                return ColumnMeaning(ColumnUse.TOTAL, inner, measure, named, " ".join(periods), unit)
            use = ColumnUse.COMPUTED if _OTHER_COMPUTED.search(named) else ColumnUse.UNKNOWN
        return ColumnMeaning(use, indicators, measure, named, " ".join(periods), unit)

    def measures_in(self, text: str) -> frozenset[Measure]:
        """The measures that a title speaks of; 「目標達成状況」 speaks of none."""
        key = _ABOUT_ACHIEVEMENT.sub("", self.key(text))
        found = set()
        for word, measure in self._measures:
            if word in key:
                found.add(measure)
                key = key.replace(word, "")
        return frozenset(found)

    def _purpose(self, key: str) -> tuple[str, ColumnUse | None, Measure | None]:
        """What is left of a name without the words for a measure or for something computed."""
        for words, use in ((_RATES, ColumnUse.RATE), (_DIFFERENCES, ColumnUse.DIFFERENCE)):
            for word in sorted(words, key=len, reverse=True):
                if key == word or (key.endswith(word) and self.indicators.find(key[: -len(word)])):
                    return key[: -len(word)], use, None
        for word, measure in self._measures:
            rest = ""
            if key.endswith(word):
                rest = key[: -len(word)]
            elif key.startswith(word) and key[len(word) :] in _NOISE:
                rest = key[len(word) :]
            else:
                continue
            # 「実績」 inside a longer unknown name is part of that name
            if rest in _NOISE or self.indicators.find(rest):
                return rest, None, measure
        return key, None, None

    def _named(self, rest: list[str]) -> tuple[tuple[int, ...], str]:
        whole = "".join(rest)
        found = self.indicators.find(whole) or self.indicators.find("".join(f"({part})" for part in rest))
        if found or len(rest) < 2:
            return found, whole
        leaf = self.indicators.find(rest[-1])
        groups = [set(self.indicators.find(part)) for part in rest[:-1]]
        fitting = tuple(id for id in leaf if all(group & self._above(id) for group in groups))
        return fitting, whole

    def _above(self, indicator_id: int) -> set[int]:
        found = set()
        while indicator_id:
            found.add(indicator_id)
            indicator_id = self._parents.get(indicator_id, 0)
        return found
