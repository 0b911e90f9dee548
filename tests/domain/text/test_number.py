"""Numbers as offices write them: what is read, what is asked about, and that nothing is silently changed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.rounding import Rounding, fixed_text, signed_text
from kyosai_desktop.domain.text.number import (
    DASHES,
    LARGEST_THOUSANDTHS,
    Blank,
    NotApplicable,
    Number,
    parse_number,
    thousandths_in,
)

FULL_WIDTH = str.maketrans("0123456789,.()+%", "０１２３４５６７８９，．（）＋％")

thousandths = st.integers(-LARGEST_THOUSANDTHS, LARGEST_THOUSANDTHS)


def read(text: str) -> Number:
    number = parse_number(text)
    assert isinstance(number, Number), number
    return number


def problem(text: str) -> Problem:
    found = parse_number(text)
    assert isinstance(found, Problem), found
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("1234", 1_234_000),
        ("1,234", 1_234_000),
        ("1,042,265    ", 1_042_265_000),
        ("257,829.7 ", 257_829_700),
        ("１２３４", 1_234_000),
        ("１２，３４５", 12_345_000),
        ("５．５", 5_500),
        ("0.1", 100),
        (".5", 500),
        ("6170.858", 6_170_858),
        ("1.2340", 1_234),
        ("　７４６　", 746_000),
        ("\ufeff746\r\n", 746_000),
        ("\u202d1234\u202c", 1_234_000),
        ("+100", 100_000),
        ("＋１００", 100_000),
        ("▲0", 0),
        ("-0", 0),
    ],
)
def test_plain_numbers(text: str, value: int) -> None:
    assert parse_number(text) == Number(value)


@pytest.mark.parametrize(
    "text",
    [
        "▲12117",
        "▲ 12,117",
        "▲　12,117",
        "△12,117",
        "▼12,117",
        "▲１２，１１７",
        "(12,117)",
        "（12,117）",
        "（ １２，１１７ ）",
        "－１２１１７",
        "- 12,117",
        *(dash + "12,117" for dash in DASHES),
    ],
)
def test_every_way_to_write_a_negative(text: str) -> None:
    assert parse_number(text) == Number(-12_117_000)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234件", Number(1_234_000, "件")),
        ("717,841 件", Number(717_841_000, "件")),
        ("115,316口", Number(115_316_000, "口")),
        ("640 回", Number(640_000, "回")),
        ("８，４８５名", Number(8_485_000, "名")),
        ("103会員", Number(103_000, "会員")),
        ("182団体", Number(182_000, "団体")),
        ("▲5人", Number(-5_000, "人")),
        ("250円", Number(250_000, "円")),
        ("¥1,234", Number(1_234_000, "円")),
        ("-￥1,234", Number(-1_234_000, "円")),
        ("¥-1,234", Number(-1_234_000, "円")),
        ("91.0%", Number(91_000, "％", percent=True)),
        ("９１．０％", Number(91_000, "％", percent=True)),
        ("△0.9%", Number(-900, "％", percent=True)),
        ("(0.9%)", Number(-900, "％", percent=True)),
        ("6億9百万円", Number(609_000_000_000, "円", scale_words=True)),
        ("６億９百万円", Number(609_000_000_000, "円", scale_words=True)),
        ("+2億47百万円", Number(247_000_000_000, "円", scale_words=True)),
        ("▲2億47百万円", Number(-247_000_000_000, "円", scale_words=True)),
        ("9百万円", Number(9_000_000_000, "円", scale_words=True)),
        ("1,234百万円", Number(1_234_000_000_000, "円", scale_words=True)),
        ("717千円", Number(717_000_000, "円", scale_words=True)),
        ("1.5億円", Number(150_000_000_000, "円", scale_words=True)),
        ("1兆2億3千円", Number(1_000_200_003_000_000, "円", scale_words=True)),
        ("1億2千万円", Number(120_000_000_000, "円", scale_words=True)),
        ("12千人", Number(12_000_000, "人", scale_words=True)),
        ("3万2千", Number(32_000_000, "", scale_words=True)),
    ],
)
def test_units_and_scale_words(text: str, number: Number) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["", " ", "　", "\t\r\n", "\ufeff", "\u200b"])
def test_nothing_written_is_blank_and_not_zero(text: str) -> None:
    assert parse_number(text) == Blank()


@pytest.mark.parametrize(
    "text", ["-", "－", "ー", "―", "−", "‐", "–", " - ", "…", "……", "***", "＊", "--", "‥"]
)
def test_a_mark_for_no_such_figure_is_neither_zero_nor_blank(text: str) -> None:
    assert parse_number(text) == NotApplicable()


def test_words_are_answered_as_the_message_table_says() -> None:
    found = problem("三十一")
    assert found.code == "number.unreadable"
    assert found.message == "「三十一」は数値として読めません。"
    assert found.next_step == "数字（半角・全角どちらでも可）で入力してください。"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1(1)", "number.two_in_one"),
        ("74(1)", "number.two_in_one"),
        ("７４（１）", "number.two_in_one"),
        ("74件(1件)", "number.two_in_one"),
        ("74\n(1)", "number.two_in_one"),
        ("1,23", "number.commas"),
        ("12,34,5", "number.commas"),
        ("1234,567", "number.commas"),
        ("1,234,", "number.commas"),
        (",123", "number.commas"),
        ("0,123", "number.commas"),
        ("1.234,5", "number.commas"),
        ("011002", "number.leading_zero"),
        ("00", "number.leading_zero"),
        ("0.0005", "number.too_fine"),
        ("83526.99900000001", "number.too_fine"),
        ("1.23456％", "number.too_fine"),
        ("9" * 20, "number.too_large"),
        ("9" * 5000, "number.too_large"),
        ("99999999兆円", "number.too_large"),
        ("0." + "1" * 5000, "number.too_fine"),
    ],
)
def test_what_is_asked_about_and_why(text: str, code: str) -> None:
    assert problem(text).code == code


@pytest.mark.parametrize(
    "text",
    [
        "12 34",
        "１２　３４",
        "1-2",
        "123-",
        "2024/5/31",
        "14:00",
        "12月",
        "5年",
        "約100",
        "100件以上",
        "100※1",
        "1e5",
        "1.2.3",
        "5.",
        ".",
        "▲",
        "+",
        "()",
        "▲▲5",
        "▲-5",
        "-¥-5",
        "(▲5)",
        "(5",
        "5)",
        "(5)件",
        "x",
        "×",
        "①",
        "⑴",
        "²",
        "½",
        "Ⅳ",
        "٣",
        "一二三",
        "件",
        "億",
        "百万円",
        "#REF!",
        "=1+1",
        "2億4700百万円",
        "1億2千3百万円",
        "9百万6億円",
        "1.5億3百万円",
        "¥5件",
        "12\u202e34",
        "0x10",
        "1_000",
        "1,234.5.6",
        "ＮａＮ",
        "inf",
    ],
)
def test_a_reading_that_is_not_certain_is_never_taken(text: str) -> None:
    assert problem(text).code in {"number.unreadable", "number.commas"}


def test_the_largest_number_that_the_book_can_keep() -> None:
    assert read("9,223,372,036,854,775.807").thousandths == LARGEST_THOUSANDTHS
    assert problem("9,223,372,036,854,775.808").code == "number.too_large"


def test_a_long_text_is_quoted_shortly_and_on_one_line() -> None:
    message = problem("あ\nい" + "う" * 500).message
    assert message.startswith("「あ い")
    assert "…」は" in message
    assert len(message) < 60


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("746", "件", 746_000),
        ("746件", "件", 746_000),
        ("746", "", 746_000),
        ("91.0%", "％", 91_000),
        ("91.0", "%", 91_000),
        ("6億9百万円", "百万円", 609_000),
        ("6億9百万円", "円", 609_000_000_000),
        ("6億9百万円", "億円", 6_090),
        ("717千円", "百万円", 717),
        ("2億", "円", 200_000_000_000),
        ("▲2億47百万円", "百万円", -247_000),
    ],
)
def test_a_number_in_the_unit_of_its_column(text: str, unit: str, expected: int) -> None:
    assert thousandths_in(read(text), unit) == expected


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("746件", "口", "number.other_unit"),
        ("746件", "", "number.other_unit"),
        ("91.0％", "件", "number.other_unit"),
        ("250円", "件", "number.other_unit"),
        ("2億", "百万円", "number.other_unit"),
        ("123円", "百万円", "number.too_fine"),
    ],
)
def test_a_unit_that_differs_from_the_column_is_asked_about(text: str, unit: str, code: str) -> None:
    answer = thousandths_in(read(text), unit)
    assert isinstance(answer, Problem)
    assert answer.code == code


@given(thousandths, st.booleans())
def test_what_we_print_is_what_we_read(value: int, grouping: bool) -> None:
    exact = Fraction(value, 1000)
    assert parse_number(fixed_text(exact, 3, Rounding.DOWN, grouping=grouping)) == Number(value)
    assert parse_number(signed_text(exact, 3, Rounding.DOWN, grouping=grouping)) == Number(value)


@given(
    value=thousandths,
    spaces=st.tuples(*[st.sampled_from(["", " ", "　", "\u00a0", "\t"])] * 3),
    sign=st.sampled_from([*DASHES, "▲", "△", "▼"]),
    full_width=st.booleans(),
    unit=st.sampled_from(["", "件", "口", "団体", "%"]),
)
def test_decoration_does_not_change_the_value(
    value: int, spaces: tuple[str, str, str], sign: str, full_width: bool, unit: str
) -> None:
    digits = fixed_text(Fraction(abs(value), 1000), 3, Rounding.DOWN)
    lead = sign + spaces[0] if value < 0 else ""
    text = spaces[1] + lead + digits + spaces[0] + unit + spaces[2]
    assert read(text.translate(FULL_WIDTH) if full_width else text).thousandths == value
    if value < 0:
        assert read(f"{spaces[1]}（{spaces[0]}{digits}{unit}）{spaces[2]}").thousandths == value


@example("1①")
@example("①②")
@example("1\u20612")
@given(
    st.text(max_size=40)
    | st.text(alphabet="0123456789,.-▲△()（）+億百万千円件%％ー－　 １２３①⑴²￥¥", max_size=16)
)
def test_no_text_ever_raises_or_yields_other_digits(text: str) -> None:
    found = parse_number(text)
    if isinstance(found, Problem):
        assert found.message.endswith("。")
        assert found.next_step.endswith("。")
    if isinstance(found, Number) and not found.scale_words:
        ascii_text = text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
        written = "".join(char for char in ascii_text if char in "0123456789.")
        assert Fraction(written) == Fraction(abs(found.thousandths), 1000)
