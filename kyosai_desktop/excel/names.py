"""Finding what a name means by its spelling.

Only an exact key decides (``name_key``: widths, spaces, variants and footnote marks don't matter). Words that are
merely alike order the suggestions of a question and never decide: 苫小牧支所計 is closer to 苫小牧支所 than any two
spellings of one name are to each other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from kyosai_desktop.domain.text.name import name_key

_SUFFIXES = re.compile(r"(ブロック推進会議|推進会議|ブロック|支所|支店|支部|共済|労組|労働組合)$")


class Names:
    """Ids by every spelling of their names."""

    def __init__(self, spellings: Iterable[tuple[int, Iterable[str]]]) -> None:
        self._ids: dict[str, tuple[int, ...]] = {}
        self._keys: list[tuple[int, str]] = []
        for id, names in spellings:
            for key in dict.fromkeys(name_key(name) for name in names):
                if key and id not in self._ids.get(key, ()):
                    self._ids[key] = (*self._ids.get(key, ()), id)
                    self._keys.append((id, key))

    def find(self, key: str) -> tuple[int, ...]:
        """The ids that a key means: none, one, or several when a name is shared."""
        return self._ids.get(key, ())

    def contained_in(self, text_key: str) -> tuple[int, ...]:
        """The ids of the longest names that occur inside a longer text, such as a title."""
        found = [(len(key), id) for id, key in self._keys if len(key) > 1 and key in text_key]
        longest = max((length for length, _ in found), default=0)
        return tuple(dict.fromkeys(id for length, id in found if length == longest))

    def alike(self, text: str, among: Collection[int] | None = None) -> list[int]:
        """All ids (of ``among``), those whose names are most like ``text`` first: for choices, never to
        decide."""
        from rapidfuzz import fuzz

        key = name_key(text)
        bare = _SUFFIXES.sub("", key)
        scores: dict[int, float] = {}
        for id, name in self._keys:
            if among is None or id in among:
                score = max(fuzz.WRatio(key, name), fuzz.WRatio(bare, _SUFFIXES.sub("", name)))
                scores[id] = max(score, scores.get(id, 0.0))
        return sorted(scores, key=lambda id: -scores[id])
