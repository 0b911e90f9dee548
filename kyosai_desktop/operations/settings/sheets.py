"""Sheets of settings: their names, headers and rows of text, with the place of every cell for messages."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kyosai_desktop.domain.problem import Place, Problem, Refused

T = TypeVar("T")

SHEET_FILES = {
    "会議体": "councils",
    "分類": "axes",
    "要素": "members",
    "項目": "indicators",
    "系列": "series",
    "様式": "forms",
    "様式の行": "form_rows",
    "様式の列": "form_columns",
    "別名": "aliases",
    "定員": "seats",
}


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

    def whole(self, header: str, default: int | None = None) -> int:
        """A whole number; ``default`` stands for an empty cell. Raises ``Refused`` (``settings.not_whole``)."""
        text = self[header]
        if not text and default is not None:
            return default
        try:
            return int(text)
        except ValueError:
            raise self.refuse(
                "settings.not_whole",
                header,
                f"「{header}」の「{text}」は整数ではありません。",
                "整数で書いてください。",
            ) from None

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
    """The sheets of a preset folder; a file that isn't there is an empty sheet."""
    return {
        sheet: list(_csv_rows(folder / f"{name}.csv", sheet))
        for sheet, name in SHEET_FILES.items()
        if (folder / f"{name}.csv").exists()
    }


def _csv_rows(path: Path, sheet: str) -> Iterator[SettingsRow]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, values in enumerate(csv.DictReader(file, strict=True), start=2):
            yield SettingsRow(path.name, sheet, number, {key: value.strip() for key, value in values.items()})
