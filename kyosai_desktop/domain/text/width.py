"""One width and one space for text that is to be read as a number or a date.

Deliberately not NFKC: that turns ``①`` into 1, ``⑴`` into (1) and ``²`` into 2, which are marks and not
figures.
"""

from __future__ import annotations

# What copying carries along unseen: zero-width characters, the byte order mark, and the left-to-right
# marks that the Windows calculator puts around a copied result. Right-to-left overrides are not here:
# they show digits in another order than they are stored, so text with them must not be read.
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u200e\u202a\u202c\u202d\u2066\u2069"

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ERA_SQUARES = {"㋿": "令和", "㍻": "平成", "㍼": "昭和", "㍽": "大正", "㍾": "明治"}
_NARROW = str.maketrans(_ERA_SQUARES) | _FULL_WIDTH | str.maketrans("", "", _UNSEEN)


def narrow(text: str) -> str:
    """``text`` with full-width ASCII narrowed, every white space as one plain space, unseen marks dropped.

    Kana, kanji, dashes other than ``－`` and enclosed digits stay as they are. Outer spaces are removed.
    """
    return " ".join(text.translate(_NARROW).split())


def quoted(text: str, limit: int = 30) -> str:
    """``text`` in 「」 for a message: one line, cut with … after ``limit`` characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return f"「{line[:limit]}…」" if len(line) > limit else f"「{line}」"
