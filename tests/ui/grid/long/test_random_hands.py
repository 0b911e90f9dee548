"""Random typing, pasting, filling and clearing against a model that is a plain dict of figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

Key = Qt.Key
ROWS, COLUMNS = 23, 28
COMPUTED_ROWS = frozenset({6, 11, 17, 21, 22})

cell = st.tuples(st.integers(0, ROWS - 1), st.integers(0, COLUMNS - 1))
figure = st.integers(-99, 9_999).map(str) | st.just("")
size = st.tuples(st.integers(1, 4), st.integers(1, 3))
block = size.flatmap(
    lambda hw: st.lists(st.lists(figure, min_size=hw[1], max_size=hw[1]), min_size=hw[0], max_size=hw[0])
)
action = st.one_of(
    st.tuples(st.just("type"), cell, figure.filter(bool)),
    st.tuples(st.just("paste"), cell, block),
    st.tuples(st.just("down"), cell, size),
    st.tuples(st.just("right"), cell, size),
    st.tuples(st.just("clear"), cell, size),
    st.tuples(st.just("fill"), cell, st.tuples(size, figure.filter(bool))),
)


def can_take(row: int, column: int) -> bool:
    return row not in COMPUTED_ROWS and column % 4 < 2


class Reference:
    """Figures by (row, column), '' when blank; knows the rules only as docs/excel-habits.md tells them."""

    def __init__(self, figures: dict[tuple[int, int], str]) -> None:
        self.figures = figures

    def put(self, cells: Iterable[tuple[int, int]], text: str) -> None:
        for at in cells:
            if can_take(*at):
                self.figures[at] = text

    def paste(self, row: int, column: int, lines: list[list[str]]) -> None:
        places = [(row + i, column + j) for i, line in enumerate(lines) for j, _ in enumerate(line)]
        texts = [text for line in lines for text in line]
        # blocks here carry no true subtotals and are too small to be all rows that are left, save at the end
        if all(r < ROWS and c < COLUMNS and can_take(r, c) for r, c in places):
            self.figures.update(zip(places, texts, strict=True))


def rectangle(at: tuple[int, int], extent: tuple[int, int]) -> list[tuple[int, int]]:
    rows = range(at[0], min(at[0] + extent[0], ROWS))
    columns = range(at[1], min(at[1] + extent[1], COLUMNS))
    return [(row, column) for row in rows for column in columns]


def plain(text: str) -> str:
    return text.replace(",", "").replace("▲", "-")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=st.lists(action, min_size=1, max_size=12))
def test_the_grid_does_what_the_rules_say(hands: Any, actions: list[Any]) -> None:
    def shown() -> dict[tuple[int, int], str]:
        return {
            (r, c): plain(hands.text(r, c)) for r in range(ROWS) for c in range(COLUMNS) if can_take(r, c)
        }

    def computed(at: tuple[int, int]) -> str:
        return plain(hands.text(*at))

    reference = Reference(shown())
    for kind, at, how in actions:
        row, column = at
        if kind == "type":
            hands.at(row, column).type(how).key(Key.Key_Return)
            reference.put([at], how)
        elif kind == "paste":
            fits_late = row + len(how) > ROWS - 5 or column + len(how[0]) > COLUMNS - 4
            if fits_late or len(how) == len(how[0]) == 1:
                continue  # the other readings have their own tests
            QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in how) + "\n")
            hands.at(row, column).ctrl(Key.Key_V)
            reference.paste(row, column, how)
        else:
            extent = how[0] if kind == "fill" else how
            places = rectangle(at, extent)
            hands.select(row, column, *places[-1])
            if kind == "clear":
                hands.key(Key.Key_Delete)
                reference.put(places, "")
            elif kind == "fill":
                hands.type(how[1] if can_take(row, column) else "").ctrl(Key.Key_Return)
                if can_take(row, column):
                    reference.put(places, how[1])
            else:
                step = (1, 0) if kind == "down" else (0, 1)
                expected = _filled(reference, places, step, computed)
                if any(text != "" and not text.lstrip("-").isdigit() for text in expected.values()):
                    continue  # a rate can't be a count: refused, as its own test shows
                hands.ctrl(Key.Key_D if kind == "down" else Key.Key_R)
                reference.figures.update(expected)
        assert shown() == reference.figures


def _filled(
    reference: Reference, places: list[tuple[int, int]], step: tuple[int, int], computed: Any
) -> dict[tuple[int, int], str]:
    """What Ctrl+D (step down) or Ctrl+R (step right) puts where."""
    axis = 0 if step[0] else 1
    first = min(at[axis] for at in places)
    single = all(at[axis] == first for at in places)
    source_line = first - 1 if single else first
    if source_line < 0:
        return {}
    filled = {}
    for at in places:
        if not can_take(*at) or (at[axis] == first and not single):
            continue
        source = (source_line, at[1]) if axis == 0 else (at[0], source_line)
        filled[at] = reference.figures[source] if can_take(*source) else computed(source)
    return filled
