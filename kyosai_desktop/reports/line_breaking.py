"""Japanese line breaking (禁則処理): which characters may not begin or end a line, and what may not be torn apart.

ReportLab's own (``wordWrap='CJK'``) hangs marks outside the column, lets a second closing mark begin a line,
splits ￥1,234,567 and drops U+3000 indents. Here a text is cut into clusters, each the shortest piece that may
stand alone at the end of one line and before the beginning of the next; lines take as many clusters as fit.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate, pairwise

# May not begin a line: closing brackets, stops, marks that belong to the character before, small kana.
NO_START = frozenset(
    "、。，．・：；？！‼⁇⁈⁉,.:;?!)]}）］｝〕〉》」』】〙〗〟’”»｣､｡･ﾞﾟｰ"
    "ー々〻ヽヾゝゞ゛゜〜～‐–゠％‰℃°′″%"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ\u3099\u309a"
)
# May not end a line: opening brackets, and signs that belong to the number after them.
NO_END = frozenset("([{（［｛〔〈《「『【〘〖〝‘“«｢￥¥＄$€£№＃#▲△")

_SPACES = " \u3000"
_SIGNS = "￥¥＄$€£№＃#▲△±＋+−－-"
_WORD = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ\u00a0\u00c0-\u024f@&=*^~_|/\\\\'\"`<>+$#%-"
_RUN = rf"[{_SIGNS}]*[{_WORD}]+(?:[.,:;?!．，]+[{_WORD}]+)*[％%‰℃°]?"


def _class(chars: frozenset[str]) -> str:
    return "[" + "".join(re.escape(char) for char in sorted(chars)) + "]"


# opening marks, then a run or a doubled dash or one character, then closing marks; blanks after it hang
_CLUSTER = re.compile(
    rf"((?:{_class(NO_END)}[{_SPACES}]*)*(?:{_RUN}|[―—]+|[…‥]+|[^{_SPACES}])(?:[{_SPACES}]*{_class(NO_START)})*)"
    rf"[{_SPACES}]*"
)

# where a run wider than a whole line (an address) is broken rather than between any two characters
_SEAM = re.compile(
    r"(?<=[0-9％%])(?=[A-Za-z￥¥▲△+])|(?<=[％%])(?=[0-9])|(?<=[A-Za-z])(?=[0-9￥¥▲△+])|(?<=[-@/._?&=])(?=[A-Za-z])"
    r"|(?<=[0-9A-Za-z])(?=[０-９])|(?<=[０-９])(?=[0-9A-Za-z])"
)


def break_lines(text: str, width: float, size: float, advances: Mapping[str, int]) -> list[str]:
    """Lines of ``text``, each at most ``width`` points wide at ``size``; ``advances`` are in thousandths of the size.

    ``\\n`` ends a line. Blanks at the beginning of a paragraph (an indent) are kept, those at a break are dropped.
    What is wider than a whole line by itself is broken after a mark inside it, else between any two characters.
    """
    room = width * 1000 / size + 1e-6
    return [line for paragraph in text.split("\n") for line in _break_paragraph(paragraph, room, advances)]


def widest_cluster(text: str, advances: Mapping[str, int]) -> int:
    """The width, in thousandths of the size, below which ``text`` would have to be torn inside a number or word."""
    return max(
        (sum(map(advances.__getitem__, found.group(1))) for found in _CLUSTER.finditer(text)),
        default=0,
    )


def clusters(text: str) -> list[str]:
    """``text`` cut wherever a line may end; blanks stay with what is before them, joined they are ``text``."""
    starts = [found.start() for found in _CLUSTER.finditer(text)]
    edges = [0, *starts[1:], len(text)]
    return [text[left:right] for left, right in pairwise(edges)]


def _break_paragraph(text: str, room: float, advances: Mapping[str, int]) -> list[str]:
    edges = list(accumulate(map(advances.__getitem__, text), initial=0))
    if edges[-1] <= room:
        return [text]
    # where the ink of each cluster ends, and where the next one begins
    ends: list[int] = []
    starts: list[int] = []
    for found in _CLUSTER.finditer(text):
        ends.append(found.end(1))
        starts.append(found.end())
    if not ends:
        return [text[: max(1, bisect_right(edges, room) - 1)]]
    lines: list[str] = []
    start = cluster = 0
    while cluster < len(ends):
        furthest = bisect_right(edges, edges[start] + room) - 1
        after = bisect_right(ends, furthest, lo=cluster)
        if after > cluster:
            lines.append(text[start : ends[after - 1]])
            start, cluster = starts[after - 1], after
        else:
            seams = [seam.start() for seam in _SEAM.finditer(text, start + 1, furthest + 1)]
            end = seams[-1] if seams else max(start + 1, furthest)
            lines.append(text[start:end])
            start = end
            if end >= ends[cluster]:
                start, cluster = starts[cluster], cluster + 1
    return lines
