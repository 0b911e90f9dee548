"""Names: kept as typed, matched by a key, and never taken for a subtotal by accident."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.text.name import name_key, stored_name, subtotal_word

FA10 = "\ufa10"  # 塚 as a CJK compatibility ideograph
KATSU_IVS = "葛\U000e0100"


@pytest.mark.parametrize(
    ("typed", "master"),
    [
        ("石 狩", "石狩"),
        ("上　川　中", "上川中"),
        ("釧路\u200b", "釧路"),
        ("\ufeff釧路", "釧路"),
        ("釧\r\n路", "釧路"),
        ("檜山", "桧山"),
        ("髙橋", "高橋"),
        ("山﨑", "山崎"),
        ("齋藤", "斉藤"),
        ("斎藤", "斉藤"),
        ("齊藤", "斉藤"),
        ("渡邉", "渡辺"),
        ("渡邊", "渡辺"),
        ("南條", "南条"),
        ("𠮷田", "吉田"),
        ("德川", "徳川"),
        ("濵田", "浜田"),
        ("濱田", "浜田"),
        (KATSU_IVS + "西", "葛西"),
        (f"大{FA10}", "大塚"),
        ("⻑沼", "長沼"),
        ("⼤⽇⾼", "大日高"),
        ("江⼾", "江戸"),
        ("国⺠", "国民"),
        ("ＪＰ労組", "JP労組"),
        ("ﾏｲｶｰ共済", "マイカー共済"),
        ("マイカ－共済", "マイカー共済"),
        ("マイカ―共済", "マイカー共済"),
        ("か\u3099っこう", "がっこう"),
        ("札幌※１", "札幌"),
        ("札幌※1、2", "札幌"),
        ("※札幌", "札幌"),
        ("札幌＊", "札幌"),
        ("札幌*2", "札幌"),
        ("札幌（注１）", "札幌"),
        ("室蘭支所（再掲）", "室蘭支所"),
        ("第1回【確定】", "第1回"),
        ("（仮）第1回", "第1回"),
        ("5月末［速報値］", "5月末"),
    ],
)
def test_spellings_of_one_name_share_a_key(typed: str, master: str) -> None:
    assert name_key(typed) == name_key(master)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("議題①5件", "議題15件"),
        ("学習会①", "学習会②"),
        ("学習会①", "学習会1"),
        ("会議室²", "会議室2"),
        ("札幌支所", "札幌支部"),
        ("札幌支所", "札幌支店"),
        ("苫小牧支所", "苫小牧支所計"),
        ("道北支店", "道南支店"),
        ("上川中", "上川中ブロック"),
        ("小嶋", "小島"),
        ("冨田", "富田"),
        ("函館", "函舘"),
        ("龍", "竜"),
        ("自賠責（新規）", "自賠責（継続）"),
    ],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("text", ["", "　", "※１", "（仮）", "＊"])
def test_marks_alone_leave_no_key(text: str) -> None:
    assert name_key(text) == ""


@pytest.mark.parametrize(
    "name", ["髙橋", "山﨑", "𠮷田", f"大{FA10}", KATSU_IVS, "㈱北", "第Ⅰ回", "ﾎｯｶｲﾄﾞｳ", "齋 藤"]
)
def test_a_name_is_stored_as_typed(name: str) -> None:
    assert stored_name(name) == name


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("　石 狩　", "石 狩"),
        ("\ufeff石狩\u200b", "石狩"),
        ("運輸労連\r\n北海道", "運輸労連 北海道"),
        ("運輸労連\r北海道\n", "運輸労連 北海道"),
        ("石\t狩", "石 狩"),
        ("石\x00狩\x07", "石狩"),
        ("\u202e石狩\u202c", "石狩"),
        ("\u00a0石狩\u00a0", "石狩"),
        ("石狩\ud800", "石狩"),
        ("　", ""),
    ],
)
def test_only_what_cannot_be_seen_is_removed_from_a_name(typed: str, stored: str) -> None:
    assert stored_name(typed) == stored


@pytest.mark.parametrize(
    ("label", "word"),
    [
        ("計", "計"),
        ("小計", "小計"),
        ("合計", "合計"),
        ("総計", "総計"),
        ("総合計", "総合計"),
        ("合　　計", "合計"),
        ("【合計】", "合計"),
        ("（計）", "計"),
        ("苫小牧支所計", "計"),
        ("道央支店 合計", "合計"),
        ("北海道推進本部 合計", "合計"),
        ("道東(釧路)計", "計"),
        ("道東（釧路）計", "計"),
        ("生命系共済　計", "計"),
        ("計（道央）", "計"),
        ("合計：道央", "合計"),
        ("道央支店計（参考）", "計"),
        ("札幌支所計（速報）", "計"),
        ("産別計※１", "計"),
        ("再掲", "再掲"),
        ("室蘭支所（再掲）", "再掲"),
        ("再掲：室蘭支所", "再掲"),
    ],
)
def test_labels_of_subtotals(label: str, word: str) -> None:
    assert subtotal_word(label) == word


@pytest.mark.parametrize(
    "label",
    [
        *(
            "",
            "石狩",
            "統計",
            "会計",
            "計画",
            "会計労組",
            "全国統計労組",
            "時計労組",
            "事務局長（会計）",
            "設計",
        ),
        *("累計", "集計", "計量労組", "計画（案）", "建設設計", "家計調査", "合計額の内訳", "苫小牧支所"),
    ],
)
def test_names_that_merely_contain_the_character(label: str) -> None:
    assert subtotal_word(label) == ""


@given(st.text(max_size=30))
def test_any_text_has_a_key_and_a_stored_form(text: str) -> None:
    stored = stored_name(text)
    assert stored_name(stored) == stored
    assert name_key(stored) == name_key(text)
    assert stored == stored.strip()
    assert not [char for char in stored if unicodedata.category(char) in {"Cc", "Cs"}]
    stored.encode("utf-8")
    assert not any(char.isspace() for char in name_key(text))
    assert isinstance(subtotal_word(text), str)


@given(
    st.text(alphabet="石狩釧路髙齋塚支所（）・ABＡ１①", min_size=1, max_size=12),
    st.lists(
        st.tuples(st.integers(0, 12), st.sampled_from([" ", "　", "\u200b", "\ufeff", "\n"])), max_size=5
    ),
)
def test_spaces_and_unseen_characters_never_change_the_key(name: str, spaces: list[tuple[int, str]]) -> None:
    spaced = name
    for place, space in spaces:
        spaced = spaced[:place] + space + spaced[place:]
    assert name_key(spaced) == name_key(name)


@given(st.text(alphabet=st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=20))
def test_the_width_of_latin_text_never_changes_the_key(name: str) -> None:
    assert name_key(name.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})) == name_key(name)
