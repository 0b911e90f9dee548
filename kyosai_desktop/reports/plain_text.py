"""User text made safe to draw: no control characters, no half characters, nothing that a font can't show by itself."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Longer than any text that belongs on a meeting paper; more comes from a slip (a whole sheet pasted into one cell).
LONGEST_TEXT = 20_000

_NEWLINES = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_TABS = re.compile("\t")
# controls but \n, soft hyphen, zero-width and direction marks, variation selectors, lone surrogates, non-characters
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_NON_CHARACTERS = re.compile(
    "[" + "".join(chr(p << 16 | 0xFFFE) + chr(p << 16 | 0xFFFF) for p in range(1, 17)) + "]"
)
# か + ゙ from a Mac; only these pairs, since normalising everything would change 神 (U+FA19) in somebody's name
_VOICED_PAIR = re.compile("[\u3041-\u30ff][\u3099\u309a]")


# tables ask for the same texts when they are measured, broken and drawn
@lru_cache(maxsize=8192)
def printable(text: str) -> str:
    """``text`` with line breaks as ``\\n`` and without what can't be drawn; a very long one is cut and ends in 「…」.

    What remains is drawn literally: ``<b>`` and ``&`` have no meaning to the drawing modules.
    """
    if text.isprintable() and text.isascii() and len(text) <= LONGEST_TEXT:
        return text
    text = _TABS.sub(" ", _NEWLINES.sub("\n", text))
    text = _NON_CHARACTERS.sub("", _UNPRINTABLE.sub("", text))
    text = _VOICED_PAIR.sub(lambda pair: unicodedata.normalize("NFC", pair.group()), text)
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…"


@lru_cache(maxsize=8192)
def one_line(text: str) -> str:
    """``printable`` text with its line breaks as spaces: for titles, page headers and the document's properties."""
    return " ".join(printable(text).split("\n"))
