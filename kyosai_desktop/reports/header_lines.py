"""How the label of a column is broken: between its words where they fit, never leaving one character alone.

「こくみん共済」 becomes こくみん／共済 and 「自賠責共済（新規）」 自賠責共済／（新規）, where running text would fill
its first line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import combinations, pairwise

from kyosai_desktop.reports.line_breaking import break_lines, clusters

# a word of a label ends where the script changes, and before a bracket
_WORD = re.compile(r"[ぁ-ゖー]+|[ァ-ヺー・]+|[一-鿿々〇]+|[（(［「].*|[^ぁ-ヺー・一-鿿々〇（(［「]+")
# labels are short; what is longer is running text
_LONGEST = 24


def header_lines(text: str, width: float, size: float, advances: Mapping[str, int]) -> list[str]:
    """Lines of a label, each at most ``width`` points wide at ``size`` where its words allow; ``\\n`` ends a line."""
    lines: list[str] = []
    for part in text.split("\n"):
        filled = break_lines(part, width, size, advances)
        broken = len(filled) > 1 and len(part) <= _LONGEST
        lines += _evenly(part, len(filled), width * 1000 / size + 1e-6, advances) if broken else filled
    return lines


@cache
def _words(text: str) -> tuple[str, ...]:
    return tuple(word for part in text.split("\n") for word in _WORD.findall(part))


def _evenly(text: str, count: int, room: float, advances: Mapping[str, int]) -> list[str]:
    """``text`` in ``count`` lines that fit into ``room``: no character alone, fewest words torn, then
    the longest line shortest."""
    pieces = clusters(text)
    seams = set()
    end = 0
    for word in _words(text):
        end += len(word)
        seams.add(end)
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    best: tuple[tuple[int, int, int], list[str]] | None = None
    for cuts in combinations(starts[1:-1], count - 1):
        edges = [0, *cuts, len(text)]
        lines = [text[left:right].strip() for left, right in pairwise(edges)]
        widest = max(sum(map(advances.__getitem__, line)) for line in lines)
        cost = (sum(len(line) == 1 for line in lines), sum(cut not in seams for cut in cuts), widest)
        if widest <= room and (best is None or cost < best[0]):
            best = (cost, lines)
    return best[1] if best else break_lines(text, room / 1000, 1, advances)
