from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.excel.shown import shown_date, shown_number


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("1568", "General", "1568"),
        ("83526.99900000001", "General", "83526.999"),
        ("1E-3", "General", "0.001"),
        ("1.2E+16", "General", "12000000000000000"),
        ("1234567", "#,##0", "1,234,567"),
        ("1234567", "#,##0,", "1,235"),
        ("0.910", "0.0%", "91.0%"),
        ("0.0275", '"＋"0.0%', "＋2.8%"),
        ("-145", '#,##0"人";"△"#,##0"人"', "△145人"),
        ("-0.0094", '0.0%;"△"0.0%', "△0.9%"),
        ("-12117", '#,##0;"▲ "#,##0', "▲ 12,117"),
        ("-3", "0", "-3"),
        ("-0.04", "0.0", "0.0"),
        ("0", "#,##0;-#,##0;－", "－"),
        ("0", "\\-0.0", "-0.0"),
        ("123", "000000", "000123"),
        ("0.5", "#.0", ".5"),
        ("2.50", "0.0#", "2.5"),
        ("7", ";;;", ""),
        ("7", "", "7"),
        ("1234", '[Red]"¥"#,##0', "¥1,234"),
        ("1234", "[$¥-411]#,##0", "¥1,234"),
        ("1234", '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', "1,234"),
        ("1234", "[>=1000]#,##0;0", "1234"),
        ("1234", "0.00E+00", "1234"),
        ("0.5", "# ?/?", "0.5"),
        ("1234", "G/標準", "1234"),
        ("1234", 'General"件"', "1234件"),
        ("1E+300", "#,##0", "1E+300"),
    ],
)
def test_numbers_look_as_in_excel(number: str, code: str, text: str) -> None:
    assert shown_number(Decimal(number), code).strip() == text


@given(st.decimals(allow_nan=False, allow_infinity=False), st.text('0#?.,%";\\_*[]@GE年 -', max_size=12))
def test_any_number_under_any_code_gives_some_text(number: Decimal, code: str) -> None:
    assert isinstance(shown_number(number, code), str)


@pytest.mark.parametrize(
    ("moment", "code", "text"),
    [
        (date(2024, 5, 31), "yyyy/m/d", "2024/5/31"),
        (date(2024, 5, 31), "[$-411]ge.m.d", "R6.5.31"),
        (date(2019, 4, 30), '[$-411]ggge"年"m"月"d"日"', "平成31年4月30日"),
        (date(2024, 6, 13), "aaa", "木"),
        (date(2024, 6, 13), "m/d(aaaa)", "6/13(木曜日)"),
        (date(2024, 6, 3), "yy.mm.dd", "24.06.03"),
        (datetime.fromisoformat("2024-05-31T13:05:09"), "yyyy/m/d h:mm", "2024/5/31 13:05"),
        (datetime.fromisoformat("2024-05-31T13:05:09"), "h:mm:ss AM/PM", "1:05:09 PM"),
        (datetime.fromisoformat("2024-05-31T13:05:09"), "mm:ss", "05:09"),
    ],
)
def test_dates_look_as_in_excel(moment: date, code: str, text: str) -> None:
    assert shown_date(moment, code) == text


@given(st.dates(), st.text('ymdhsgeaAPM/.:;"年月日\\_*[]$-', max_size=12))
def test_any_date_under_any_code_gives_some_text(moment: date, code: str) -> None:
    assert isinstance(shown_date(moment, code), str)
