"""Names as offices type them: what is stored, what is compared, and which labels are subtotals.

A name is stored as typed (髙, 﨑, 𠮷 stay). A *key* is only for finding the member that a spelling means; it
is never shown or stored as a name, and persons are never merged by it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

# 異体字 and 旧字体 that offices mix freely for one and the same organisation or place. Left out on purpose:
# 嶋/島, 冨/富, 渕/淵, 舘/館, 龍/竜, because each of the pair is a common character of its own that a typist
# chooses, and different families and places are told apart by them; such spellings are asked about.
_PAIRS = (
    *("髙高", "﨑崎", "嵜崎", "齋斉", "斎斉", "齊斉", "邉辺", "邊辺", "檜桧", "條条", "𠮷吉", "德徳"),
    *("濵浜", "濱浜", "澤沢", "廣広", "國国", "眞真", "惠恵", "會会", "學学", "縣県", "鐵鉄", "瀧滝"),
    *("櫻桜", "榮栄", "靜静", "豐豊", "壽寿", "萬万", "彌弥", "藏蔵", "增増", "錄録", "橫横", "淸清"),
    *("瀨瀬", "鄕郷", "栁柳", "曾曽"),
    # NFKC makes these old forms of the radicals that PDF text is copied with (⼾ ⿊ ⿈ ⾭ ⿒ ⿔ ⿆).
    *("戶戸", "黑黒", "黃黄", "靑青", "齒歯", "龜亀", "麥麦"),
    # Radicals from PDF text that NFKC leaves alone.
    *("⻑長", "⻄西", "⻘青", "⻝食", "⻩黄", "⻤鬼", "⻲亀", "⻯竜", "⻭歯", "⻫斉", "⻨麦", "⻁虎"),
    *("⻆角", "⺠民", "⻣骨"),
    # Marks that look alike.
    *("〜~", "·・", "•・"),
)
_VARIANTS = str.maketrans({pair[0]: pair[1] for pair in _PAIRS})

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_DIRECTION = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SELECTORS = "".join(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))
_UNSEEN = str.maketrans("", "", _ZERO_WIDTH + _DIRECTION)
_SELECTORS_AND_SOFT_HYPHEN = str.maketrans("", "", _SELECTORS + "\u00ad")

_FOOTNOTE = re.compile(r"※[0-9]*(?:[,、]※?[0-9]+)*|\*+[0-9]*$|^\*+|\(注[0-9]*\)|注[0-9]*\)")
_STATUS_WORDS = "再掲|確定値?|仮|案|速報値?|暫定値?|予定|見込み?"
_STATUS = re.compile(rf"[(\[【〔〈]({_STATUS_WORDS})[)\]】〕〉]")
_RESTATED = re.compile(r"^再掲|再掲$|[(\[【〔〈]再掲[)\]】〕〉]")
# A hyphen after katakana is a mistyped long vowel: マイカ－共済.
_LONG_VOWEL = re.compile(r"(?<=[ァ-ヺー])[-\u2010-\u2015\u2212\u2500\u2501]")

_TOTAL_WORDS = ("総合計", "合計", "小計", "中計", "総計", "全計", "計")
_BRACKETED_TAIL = re.compile(r"[(\[【〔〈:].*$")
# Words that end in 計 and count nothing.
_NOT_TOTALS = (
    *("会計", "統計", "家計", "設計", "推計", "集計", "累計", "生計", "時計", "主計", "余計", "早計"),
    *("温度計", "血圧計", "体重計", "体温計"),
)


# The same few labels come back in every sheet of every branch.
@lru_cache(maxsize=8192)
def stored_name(text: str) -> str:
    """``text`` as a name is kept: exactly as typed, without what can't be seen.

    Control characters, zero-width characters, byte order and direction marks go; a line break becomes a
    space; white space around the name goes. Variant and compatibility characters are never replaced.
    """
    one_line = " ".join(text.splitlines()).replace("\t", " ").translate(_UNSEEN)
    visible = "".join(char for char in one_line if unicodedata.category(char) not in {"Cc", "Cs"})
    return visible.strip()


@lru_cache(maxsize=8192)
def name_key(text: str) -> str:
    """The key by which two spellings of one organisation, place or product match; '' when nothing is left.

    NFKC, then without white space, unseen characters, footnote marks (※1, ＊) and status marks (（再掲）,
    【確定】); variant characters become one. Enclosed and raised digits stay as they are, since NFKC would
    make 議題①5件 equal to 議題15件. Ask ``subtotal_word`` first: （再掲） is gone from the key.
    """
    key = _plain(text).translate(_VARIANTS)
    key = _STATUS.sub("", _FOOTNOTE.sub("", _STATUS.sub("", key)))
    return _LONG_VOWEL.sub("ー", key)


@lru_cache(maxsize=8192)
def subtotal_word(text: str) -> str:
    """The word that makes the label ``text`` a subtotal: 計, 小計, 合計, 総計, 再掲 …; '' when it is none.

    「苫小牧支所計」「道央支店 合計」「道東(釧路)計」「計（道央）」「室蘭支所（再掲）」 are subtotals;
    統計, 計画 and 会計労組 are names that merely contain the character.
    """
    label = _FOOTNOTE.sub("", _plain(text))
    if _RESTATED.search(label):
        return "再掲"
    label = _STATUS.sub("", label).strip("()[]【】〔〕〈〉")
    for candidate in (label, _BRACKETED_TAIL.sub("", label)):
        if not candidate.endswith(_NOT_TOTALS):
            for word in _TOTAL_WORDS:
                if candidate.endswith(word):
                    return word
    return ""


def _plain(text: str) -> str:
    """``text`` in compatible characters, without white space or anything that can't be seen."""
    seen = stored_name(text).translate(_SELECTORS_AND_SOFT_HYPHEN)
    return "".join(_compatible("".join(seen.split())).split())


def _compatible(text: str) -> str:
    """NFKC of everything but the characters that it would turn into digits (full-width digits excepted)."""
    return "".join(
        "".join(run) if kept else unicodedata.normalize("NFKC", "".join(run))
        for kept, run in groupby(text, key=_becomes_digits)
    )


def _becomes_digits(char: str) -> bool:
    if char < "\u0080" or "０" <= char <= "９":
        return False
    return any("0" <= each <= "9" for each in unicodedata.normalize("NFKC", char))
