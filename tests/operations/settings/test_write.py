"""Rows that are written are the rows that were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyosai_desktop.domain.activity import Counted, Counting
from kyosai_desktop.domain.axis import Axis, Member
from kyosai_desktop.domain.fact import Period
from kyosai_desktop.domain.form import (
    LATEST,
    Form,
    FormColumn,
    FormRow,
    PeriodName,
    Purpose,
    RowsOf,
    Stub,
    Subtotal,
)
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Constant, Council, Indicator, Keeping, Measure, Series, Totalling
from kyosai_desktop.domain.table import ColumnKind, RowKind
from kyosai_desktop.operations.settings.apply import preset_sheets
from kyosai_desktop.operations.settings.checked import read_settings
from kyosai_desktop.operations.settings.headers import SHEETS
from kyosai_desktop.operations.settings.read import MEASURE_NUMBERS, Alias, Seat, Settings, id_of
from kyosai_desktop.operations.settings.sheets import SHEET_FILES, SettingsRow
from kyosai_desktop.operations.settings.stored import stored_settings
from kyosai_desktop.operations.settings.write import settings_rows
from kyosai_desktop.store.book import Book


def texts(rows: Mapping[str, Sequence[SettingsRow]]) -> dict[str, list[dict[str, str]]]:
    return {sheet: [dict(row.values) for row in found] for sheet, found in rows.items()}


def test_the_presets_have_the_columns_that_are_described() -> None:
    assert set(SHEETS) == set(SHEET_FILES)
    for sheet, rows in preset_sheets("both").items():
        assert {tuple(row.values) for row in rows} == {tuple(header.name for header in SHEETS[sheet])}


@pytest.mark.parametrize("preset", ["rosai", "rokin", "both"])
def test_a_preset_is_written_as_its_own_rows(preset: str) -> None:
    sheets = preset_sheets(preset)
    written = texts(settings_rows(read_settings(sheets)))
    for sheet, rows in texts(sheets).items():
        if sheet in ("様式の行", "様式の列"):
            for form in {row["様式"] for row in rows}:
                assert [row for row in written[sheet] if row["様式"] == form] == [
                    row for row in rows if row["様式"] == form
                ]
        elif sheet == "要素":
            for axis in {row["分類"] for row in rows}:
                assert [row for row in written[sheet] if row["分類"] == axis] == [
                    row for row in rows if row["分類"] == axis
                ]
        else:
            assert written[sheet] == rows


def test_a_stored_book_is_written_as_the_rows_it_was_made_of(both: Book) -> None:
    written = texts(settings_rows(stored_settings(both)))
    for sheet, rows in texts(preset_sheets("both")).items():
        assert sorted(map(str, written[sheet])) == sorted(map(str, rows))


def test_rows_carry_the_place_where_they_will_stand() -> None:
    rows = settings_rows(read_settings(preset_sheets("rosai")), "労済.kyosai")["項目"]
    assert [(row.file, row.sheet, row.number) for row in rows[:2]] == [
        ("労済.kyosai", "項目", 2),
        ("労済.kyosai", "項目", 3),
    ]


# Texts that may stand in a cell: no separators of lists, no white space at the edges, not empty.
label = st.text("あいう計①ABC（）%+-=1 ".replace("=", ""), min_size=1, max_size=6).map(str.strip).filter(bool)
maybe = st.just("") | label
day = st.dates(date(1990, 1, 1), date(2050, 1, 1))

AREA, UNION = id_of("axis", "area"), id_of("axis", "union")
COUNCIL = id_of("council", "tomo")


def unique(count: int) -> st.SearchStrategy[list[str]]:
    return st.lists(label, min_size=count, max_size=count, unique=True)


@st.composite
def any_settings(draw: st.DrawFn) -> Settings:
    """Two axes, a council, indicators, series of every measure, constants, one form of every kind of row."""
    kinds = ["支店", "拠点", "班"]
    members = [
        Member(
            id_of("member", "area", f"m{at}"),
            AREA,
            f"m{at}",
            draw(label),
            id_of("member", "area", f"m{draw(st.integers(0, at - 1))}") if at and draw(st.booleans()) else 0,
            frozenset(draw(st.sets(st.sampled_from(kinds)))) | ({"班"} if at == 0 else set()),
            at,
            draw(st.none() | st.integers(2000, 2030)),
            draw(st.none() | st.integers(2000, 2030)),
            earlier_names=tuple(
                sorted(draw(st.dictionaries(st.integers(1990, 2030), label, max_size=2)).items())
            ),
        )
        for at in range(draw(st.integers(1, 5)))
    ]
    axes = (
        Axis(AREA, "area", draw(label), members, open_list=draw(st.booleans()), addable=draw(st.booleans())),
        Axis(UNION, "union", draw(label)),
    )
    indicators = tuple(
        Indicator(
            id_of("indicator", "tomo", f"i{at}"),
            COUNCIL,
            f"i{at}",
            name,
            draw(maybe),
            id_of("indicator", "tomo", "i0") if at and draw(st.booleans()) else 0,
            at,
            draw(st.integers(0, 3)),
            draw(st.booleans()),
            draw(st.sampled_from(["", "1 ＋ 2"])),
            draw(maybe),
        )
        for at, name in enumerate(draw(unique(3)))
    )
    kinds_of_activities = draw(unique(3))
    counted = st.none() | st.builds(
        Counted, st.sampled_from(["", *kinds_of_activities]), st.sampled_from(Counting)
    )
    breakdowns = [(), (AREA,), (UNION,), tuple(sorted((AREA, UNION)))]
    series = tuple(
        Series(
            id_of("series", "tomo", indicator.code, measure.value, variant),
            COUNCIL,
            indicator.id,
            measure,
            variant,
            draw(st.sampled_from(Keeping)),
            draw(st.sampled_from(Totalling)),
            tuple(draw(st.lists(st.sampled_from(breakdowns), min_size=1, max_size=3, unique=True))),
            draw(st.none() | st.sampled_from(Rounding)),
            draw(counted) if measure is Measure.RESULT else None,
        )
        for indicator in indicators
        for measure in Measure
        for variant in ("", draw(label))
    )
    first = indicators[0]
    over = draw(st.booleans())
    form = Form(
        id_of("form", "tomo.form"),
        "tomo.form",
        COUNCIL,
        draw(label),
        draw(st.sampled_from(Purpose)),
        (Stub("支店", "支店"), Stub(draw(label))),
        tuple(draw(rows(members, first))),
        tuple(draw(columns(first))),
        (AREA,),
        ((first.id, draw(maybe)),) if over else (),
        draw(maybe),
        draw(st.booleans()),
        tuple(draw(st.lists(label, max_size=2))),
        0,
    )
    starts = sorted(draw(st.lists(day, min_size=2, max_size=2, unique=True)))
    return Settings(
        (
            Council(
                COUNCIL,
                "tomo",
                draw(label),
                draw(label),
                draw(st.integers(1, 12)),
                draw(st.sampled_from(Rounding)),
                draw(st.integers(0, 3)),
                draw(st.booleans()),
                0,
            ),
        ),
        {COUNCIL: tuple(draw(st.permutations([AREA, UNION])))},
        axes,
        indicators,
        series,
        (form,),
        (
            Alias("member", members[0].id, draw(label)),
            Alias("indicator", first.id, draw(label)),
            Alias("measure", MEASURE_NUMBERS["実績"], draw(label)),
        ),
        (Seat(COUNCIL, draw(label), draw(maybe), draw(st.integers(0, 9))),),
        (
            Constant(
                id_of("constant", "tomo", "単価", starts[0].isoformat()),
                COUNCIL,
                "単価",
                draw(maybe),
                draw(st.integers(-(10**9), 10**9)),
                *starts,
            ),
            Constant(
                id_of("constant", "tomo", "本数", ""),
                COUNCIL,
                "本数",
                "本",
                draw(st.integers(1, 10**6)),
                date.min,
                date.max,
            ),
        ),
        {COUNCIL: tuple(kinds_of_activities)},
    )


def rows(members: Sequence[Member], indicator: Indicator) -> st.SearchStrategy[list[FormRow]]:
    said: dict[str, Any] = {
        "variant": st.none() | label,
        "mark": maybe,
        "label": maybe,
        "level": st.integers(0, 3),
        "emphasis": st.sampled_from([RowKind.ITEM, RowKind.SUBTOTAL, RowKind.TOTAL]),
        "total_first": st.booleans(),
        "note": maybe,
    }
    some = st.sampled_from([member.id for member in members])
    subtotals = st.lists(
        st.builds(Subtotal, st.just("班"), st.just("{name} 計"), st.booleans(), st.just(0) | some), max_size=2
    ).map(tuple)

    def row(rows_of: RowsOf, **fields: Any) -> st.SearchStrategy[FormRow]:
        return st.builds(FormRow, st.just(rows_of), **said, **fields)

    axis = st.just(AREA)
    return st.lists(
        row(
            RowsOf.MEMBERS,
            axis_id=axis,
            member_id=st.just(0) | some,
            member_kind=st.just("班"),
            subtotals=subtotals,
        )
        | row(RowsOf.MEMBER, axis_id=axis, member_id=some)
        | row(RowsOf.TOTAL, axis_id=axis, member_id=st.just(0) | some)
        | row(RowsOf.TOTAL)
        | row(RowsOf.INDICATOR, indicator_id=st.just(indicator.id))
        | row(RowsOf.REACHED)
        | row(RowsOf.REACHED, axis_id=axis, member_kind=st.just("班"))
        | row(RowsOf.HEADING),
        max_size=5,
    )


@st.composite
def columns(draw: st.DrawFn, indicator: Indicator) -> list[FormColumn]:
    """Columns of figures, then one of each kind that is computed."""
    made: list[FormColumn] = []
    for at, name in enumerate(["今", "前", "率", "順", "印"]):
        computed = {"率": "達成率(今, 前)", "順": "順位(今)", "印": "矢印(今, 前)"}.get(name, "")
        fixed = draw(
            st.none() | day.map(Period.as_of) | st.just(Period.span(date(2017, 10, 1), date(2024, 9, 30)))
        )
        made.append(
            FormColumn(
                label=name,
                code=f"c{at}",
                indicator_id=draw(st.sampled_from([0, indicator.id])),
                measure=None if computed else draw(st.sampled_from(Measure)),
                variant=draw(maybe),
                period=PeriodName.YEAR if fixed else draw(st.sampled_from(PeriodName)),
                fixed=fixed,
                year_shift=0 if fixed else draw(st.integers(-2, 2)),
                version=draw(st.just(LATEST) | st.integers(0, 3)),
                expression=computed,
                kind=ColumnKind.TEXT
                if name == "印"
                else draw(st.sampled_from([ColumnKind.NUMBER, ColumnKind.RATE])),
                decimals=draw(st.none() | st.integers(0, 3)),
                scale=draw(st.sampled_from([1, 1000, 10**6])),
                rounding=draw(st.none() | st.sampled_from(Rounding)),
                unit=draw(maybe),
                unit_in_cell=draw(st.booleans()),
                signed=draw(st.booleans()),
                entry=draw(st.booleans()),
                width=draw(st.integers(1, 30)),
            )
        )
    return made


@given(any_settings())
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_as_the_same(made: Settings) -> None:
    again = read_settings(settings_rows(made))
    assert replace(again, axes=()) == replace(made, axes=())
    for read, axis in zip(again.axes, made.axes, strict=True):
        assert (read.id, read.code, read.name, read.open_list, read.addable, read.members) == (
            axis.id,
            axis.code,
            axis.name,
            axis.open_list,
            axis.addable,
            axis.members,
        )
