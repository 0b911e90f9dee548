"""Sheets of settings: their names, headers and rows of text, with the place of every cell for messages."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from kyosai_desktop.domain.fiscal.era import Precision, parse_date
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.domain.text.number import Number, parse_number

T = TypeVar("T")

SHEET_FILES = {
    "会議体": "councils",
    "分類": "axes",
    "要素": "members",
    "項目": "indicators",
    "系列": "series",
    "定数": "constants",
    "様式": "forms",
    "様式の行": "form_rows",
    "様式の列": "form_columns",
    "別名": "aliases",
    "定員": "seats",
    "活動の種類": "activity_kinds",
}

_FLAGS = {"": False, "○": True, "〇": True, "◯": True}
"""The circle of the sheets, and the two characters that are typed for it."""


@dataclass(frozen=True, slots=True)
class SettingsRow:
    """One row of a sheet; ``number`` is its line (the header is line 1)."""

    file: str
    sheet: str
    number: int
    values: Mapping[str, str]

    def __getitem__(self, header: str) -> str:
        return self.values.get(header, "")

    def required(self, header: str) -> str:
        """The text under a header that must not be empty. Raises ``Refused`` (``settings.empty``)."""
        if not self[header]:
            raise self.refuse("settings.empty", header, f"「{header}」が空です。", "値を入れてください。")
        return self[header]

    def whole(
        self,
        header: str,
        default: int | None = None,
        *,
        at_least: int | None = None,
        at_most: int | None = None,
    ) -> int:
        """A whole number within the bounds; ``default`` stands for an empty cell.

        Raises ``Refused`` (``settings.not_whole``, ``settings.out_of_range``).
        """
        text = self[header]
        if not text and default is not None:
            return default
        read = parse_number(text)
        if not isinstance(read, Number) or read.unit or read.percent or read.thousandths % 1000:
            raise self.refuse(
                "settings.not_whole",
                header,
                f"「{header}」の「{text}」は整数ではありません。",
                "整数で書いてください。",
            )
        number = read.thousandths // 1000
        if (at_least is not None and number < at_least) or (at_most is not None and number > at_most):
            bounds = f"{'' if at_least is None else at_least}～{'' if at_most is None else at_most}"
            raise self.refuse(
                "settings.out_of_range",
                header,
                f"「{header}」の「{text}」は使える範囲の外です。",
                f"{bounds}の整数で書いてください。",
            )
        return number

    def thousandths(self, header: str) -> int:
        """An exact number without a unit. Raises ``Refused`` (``settings.not_number``)."""
        read = parse_number(self.required(header))
        if not isinstance(read, Number) or read.unit or read.percent:
            raise self.refuse(
                "settings.not_number",
                header,
                f"「{header}」の「{self[header]}」は数ではありません。",
                "単位を付けずに、小数第3位までの数で書いてください。",
            )
        return read.thousandths

    def day(self, header: str, default: date, text: str = "") -> date:
        """The day under a header, or the ``text`` that is a part of it; ``default`` stands for an empty cell.

        Raises ``Refused`` (``settings.not_day``).
        """
        written = text or self[header]
        if not written:
            return default
        read = parse_date(written, fiscal_year=None)
        if isinstance(read, Problem) or read.precision is not Precision.DAY:
            raise self.refuse(
                "settings.not_day",
                header,
                f"「{header}」の「{written}」は日付として読めません。",
                "「2024-04-01」のように年月日を書いてください。",
            )
        return read.start

    def flag(self, header: str) -> bool:
        """Whether ○ is under the header. Raises ``Refused`` (``settings.unknown_word``)."""
        return self.one_of(header, _FLAGS)

    def one_of(self, header: str, choices: Mapping[str, T], default: str | None = None) -> T:
        """What one of the listed words stands for. Raises ``Refused`` (``settings.unknown_word``)."""
        text = self[header] or (default or "")
        if text not in choices:
            known = "・".join(word for word in choices if word)
            raise self.refuse(
                "settings.unknown_word",
                header,
                f"「{header}」の「{text}」は使えません。",
                f"{known}のどれかを書いてください。",
            )
        return choices[text]

    def refuse(self, code: str, header: str, message: str, next_step: str) -> Refused:
        """A ``Refused`` that names this row and column."""
        place = Place(file=self.file, sheet=self.sheet, row=f"{self.number}行目", column=header)
        return Refused(Problem(code, message, next_step, place=place))


def preset_rows(folder: Path) -> dict[str, list[SettingsRow]]:
    """The sheets of a preset folder; a file that isn't there is an empty sheet.

    Raises ``Refused`` (``settings.cells``) for a row that has more or fewer cells than the header.
    """
    return {
        sheet: list(_csv_rows(folder / f"{name}.csv", sheet))
        for sheet, name in SHEET_FILES.items()
        if (folder / f"{name}.csv").exists()
    }


def _csv_rows(path: Path, sheet: str) -> Iterator[SettingsRow]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, strict=True)
        headers = next(lines, [])
        for number, texts in enumerate(lines, start=2):
            row = SettingsRow(
                path.name,
                sheet,
                number,
                {header: text.strip() for header, text in zip(headers, texts, strict=False)},
            )
            if len(texts) != len(headers):
                raise row.refuse(
                    "settings.cells",
                    "",
                    f"セルが{len(texts)}個ありますが、見出しは{len(headers)}個です。",
                    "見出しの数に合わせて直してください。",
                )
            yield row
