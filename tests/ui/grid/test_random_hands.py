"""Random typing, pasting, filling and clearing against a model that is a plain dict of figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

Key = Qt.Key
At = tuple[int, int]
Computed = Callable[[Mapping[At, str]], Mapping[At, str]]
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
    """Figures by (row, column) of the cells that take one; knows the rules as docs/excel-habits.md tells them."""

    def __init__(self, figures: dict[At, str]) -> None:
        self.figures = figures

    def put(self, cells: Iterable[At], text: str) -> None:
        for at in cells:
            if can_take(*at):
                self.figures[at] = text

    def paste(self, row: int, column: int, lines: list[list[str]], computed: Computed) -> None:
        """The first reading in which every computed cell gets the text that it has anyway afterwards."""
        height, width = len(lines), len(lines[0])
        rows, columns = range(row, ROWS), range(column, COLUMNS)
        rows_to_type = [r for r in rows if any(can_take(r, c) for c in columns[:width])]
        columns_to_type = [c for c in columns if any(can_take(r, c) for r in rows)]
        for across in fitting(width, columns, columns_to_type):
            for down in fitting(height, rows, rows_to_type):
                texts = {
                    (r, c): text
                    for r, line in zip(down, lines, strict=True)
                    for c, text in zip(across, line, strict=True)
                }
                after = self.figures | {at: text for at, text in texts.items() if can_take(*at)}
                follows = computed(after)
                if all(can_take(*at) or plain(follows[at]) == text for at, text in texts.items()):
                    self.figures = after
                    return


def fitting(size: int, lines: Sequence[int], to_type: Sequence[int]) -> list[Sequence[int]]:
    """As seen when there is room; those to type in when they are exactly as many."""
    plainly = [lines[:size]] if size <= len(lines) else []
    return [*plainly, to_type] if size == len(to_type) else plainly


def rectangle(at: At, extent: At) -> list[At]:
    rows = range(at[0], min(at[0] + extent[0], ROWS))
    columns = range(at[1], min(at[1] + extent[1], COLUMNS))
    return [(row, column) for row in rows for column in columns]


def plain(text: str) -> str:
    return text.replace(",", "").replace("▲", "-")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=st.lists(action, min_size=1, max_size=12))
def test_the_grid_does_what_the_rules_say(book: Any, hands: Any, actions: list[Any]) -> None:
    def shown() -> dict[At, str]:
        return {
            (r, c): plain(hands.text(r, c)) for r in range(ROWS) for c in range(COLUMNS) if can_take(r, c)
        }

    def computed(at: At) -> str:
        return plain(hands.text(*at))

    def follows(figures: Mapping[At, str]) -> Mapping[At, str]:
        """Texts of all cells of a book with these figures and no others."""
        table = book.table()
        entries = {
            (table.rows[r].key, table.columns[c].groups[0], table.columns[c].label): int(text)
            for (r, c), text in figures.items()
            if text
        }
        cells = type(book)(entries).table().cells
        return {(r, c): cells[r][c].text for r in range(ROWS) for c in range(COLUMNS)}

    # every example starts from the same figures: the window outlives the example
    book.entries = type(book)().entries
    hands.grid.set_table(book.table())
    reference = Reference(shown())
    for kind, at, how in actions:
        row, column = at
        if kind == "type":
            hands.at(row, column).type(how).key(Key.Key_Return)
            reference.put([at], how)
        elif kind == "paste":
            QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in how) + "\n")
            hands.at(row, column).ctrl(Key.Key_V)
            reference.paste(row, column, how, follows)
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


def _filled(reference: Reference, places: list[At], step: At, computed: Any) -> dict[At, str]:
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
