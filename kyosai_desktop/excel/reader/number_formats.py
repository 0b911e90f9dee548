"""Number formats of Excel cells: the built-in ones, which of them make a date, and the date a serial number
means.

Built-in codes: ECMA-376 part 1, 18.8.30; ids 27–36 and 50–58 are those of Japanese Excel, which stores them
without a code of their own.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GENERAL = "General"

_ERA_SHORT = "[$-411]ge.m.d"
_ERA_LONG = '[$-411]ggge"年"m"月"d"日"'
_YEAR_MONTH = 'yyyy"年"m"月"'
_MONTH_DAY = 'm"月"d"日"'

BUILT_IN: dict[int, str] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0',
    6: '"¥"#,##0;[Red]"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: _ERA_SHORT,
    28: _ERA_LONG,
    29: _ERA_LONG,
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    34: _YEAR_MONTH,
    35: _MONTH_DAY,
    36: _ERA_SHORT,
    37: "#,##0;\\-#,##0",
    38: "#,##0;[Red]\\-#,##0",
    39: "#,##0.00;\\-#,##0.00",
    40: "#,##0.00;[Red]\\-#,##0.00",
    41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* \\-#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* \\-#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: _ERA_SHORT,
    51: _ERA_LONG,
    52: _YEAR_MONTH,
    53: _MONTH_DAY,
    54: _ERA_LONG,
    55: _YEAR_MONTH,
    56: _MONTH_DAY,
    57: _ERA_SHORT,
    58: _ERA_LONG,
}

_NOT_A_FIELD = re.compile(
    r'"[^"]*"?|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|General|G/標準|E[+-]|AM/PM|A/P', re.IGNORECASE
)
_DATE_FIELD = re.compile(r"[ymdhsegab]", re.IGNORECASE)

_SECONDS_A_DAY = 86_400
_LAST_SERIAL = {False: 2_958_466, True: 2_957_004}  # the day after 9999-12-31


@lru_cache(maxsize=4096)
def is_date_format(code: str) -> bool:
    """Whether a number under this format is a date or time; ``aaa`` (weekday) and ``ge.m.d`` (era) count."""
    first_section = code.split(";", 1)[0]
    return bool(_DATE_FIELD.search(_NOT_A_FIELD.sub("", first_section)))


def date_of_serial(serial: Decimal, date1904: bool) -> date | datetime | None:
    """The date a serial number means: a ``date`` when it has no time of day, else a ``datetime`` to the
    second.

    ``None`` when it is no calendar day: a bare time (below 1), 29 February 1900 (serial 60, which Excel
    invents), or outside Excel's range.
    """
    if not Decimal(0 if date1904 else 1) <= serial < _LAST_SERIAL[date1904]:
        return None
    days = int(serial)
    seconds = int(((serial - days) * _SECONDS_A_DAY).to_integral_value(ROUND_HALF_UP))
    if date1904:
        first = datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet's dates have no time zone
    elif days == 60:
        return None
    else:
        first = datetime(1899, 12, 30 if days > 60 else 31)  # noqa: DTZ001 - as above
    try:
        moment = first + timedelta(days=days, seconds=seconds)
    except OverflowError:
        return None
    return moment if seconds % _SECONDS_A_DAY else moment.date()
