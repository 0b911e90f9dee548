"""Putting settings into a book."""

from __future__ import annotations

from dataclasses import replace

from kyosai_desktop.domain.activity import USUAL_KINDS
from kyosai_desktop.domain.resources import resource_path
from kyosai_desktop.operations.settings.codes import Sheets
from kyosai_desktop.operations.settings.read import Settings, read_masters
from kyosai_desktop.operations.settings.read_forms import read_forms
from kyosai_desktop.operations.settings.sheets import SettingsRow, preset_rows
from kyosai_desktop.store import activities as activities_sql
from kyosai_desktop.store import catalogue as catalogue_sql
from kyosai_desktop.store import forms as forms_sql
from kyosai_desktop.store import rosters as rosters_sql
from kyosai_desktop.store.book import Transaction

PRESETS = {
    "rosai": ("common", "rosai"),
    "rokin": ("common", "rokin"),
    "both": ("common", "rosai", "rokin"),
    "empty": (),
}
"""Names of the presets, and the folders under ``resources/presets`` that each is made of."""


def preset_sheets(preset: str) -> dict[str, list[SettingsRow]]:
    """The sheets of a preset, its folders put together. Raises ``KeyError`` for an unknown preset."""
    sheets: dict[str, list[SettingsRow]] = {}
    for folder in PRESETS[preset]:
        for sheet, rows in preset_rows(resource_path("presets", folder)).items():
            sheets.setdefault(sheet, []).extend(rows)
    return sheets


def insert_settings(tx: Transaction, sheets: Sheets) -> Settings:
    """Store everything that the sheets set up into an empty book, and return it. Raises ``Refused`` before storing."""
    settings = replace(read_masters(sheets), forms=read_forms(sheets))
    for position, axis in enumerate(settings.axes):
        catalogue_sql.insert_axis(tx, axis, position)
    for council in settings.councils:
        catalogue_sql.insert_council(tx, council, settings.council_axes[council.id])
    for indicator in settings.indicators:
        catalogue_sql.insert_indicator(tx, indicator)
    for series in settings.series:
        catalogue_sql.insert_series(tx, series)
    catalogue_sql.insert_constants(tx, settings.constants)
    for alias in settings.aliases:
        catalogue_sql.insert_alias(tx, alias.target, alias.target_id, alias.name)
    rosters_sql.insert_seats(
        tx, ((seat.council_id, seat.role, seat.capacity, seat.seats) for seat in settings.seats)
    )
    for council_id, kinds in settings.activity_kinds.items():
        if kinds != USUAL_KINDS:
            activities_sql.write_kinds(tx, council_id, kinds)
    for form in settings.forms:
        forms_sql.insert_form(tx, form)
    return settings
