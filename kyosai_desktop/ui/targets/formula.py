"""件数 × 率 in the page: an entry aid for the current cell."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtWidgets import QWidget

from kyosai_desktop.domain.edit import TypedCell
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.operations.targets.computed import ComputedTarget, read_computed
from kyosai_desktop.operations.targets.counts import CountSource
from kyosai_desktop.ui.combo_box import ComboBox
from kyosai_desktop.ui.figures.story_words import exact_words
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.grid.model import enterable
from kyosai_desktop.ui.labels import button, plain
from kyosai_desktop.ui.targets.inline_panel import InlinePanel, line_field

_BY_HAND = "手で入力"

_Unit = tuple[str, str]
"""The path of a column and the key of a row: a count that is corrected for one product isn't another's."""


class FormulaPanel(InlinePanel):
    """満期件数 × 率 = 目標; Enter stores it into the cell that is named, and the rate stays for the next one."""

    def __init__(self, grid: GridView, parent: QWidget | None = None) -> None:
        super().__init__("件数×率", "セルに入れる", "閉じる", parent)
        self._grid = grid
        self._rounding, self._decimals, self._place = Rounding.HALF_UP, 0, ""
        self._sources: list[CountSource] = []
        self._edited: dict[_Unit, str] = {}
        self._filled: tuple[str, _Unit] | None = None
        self.source = ComboBox()
        self.base = line_field(8)
        self.rate = line_field(7)
        self.result = plain()
        self.add_field("件数のもと(&O)", self.source, "満期件数をどの項目から取るか")
        self.add_field("満期件数(&B)", self.base, "満期件数")
        self.add_field("× 率(&R)", self.rate, "率（パーセント）")
        self.fields.addWidget(plain("％", "muted"))
        self.fields.addWidget(self.result)
        self.fields.addStretch(1)
        self.every = button("列のすべてに入れる")
        self.every.clicked.connect(self._store_all)
        self.fields.addWidget(self.every)
        self.source.activated.connect(lambda _index: self._choose())
        self.base.textEdited.connect(self._note_edit)
        self.offer([])
        for field in (self.base, self.rate):
            field.textChanged.connect(lambda _text: self._show_result())
        self.carried_out.connect(self._store)
        grid.current_cell_changed.connect(lambda _row, _column: self.aim(self._rounding))

    def aim(self, rounding: Rounding) -> None:
        """Take the grid's current cell as the one that the result goes into, by the rule of its council."""
        table, at = self._grid.table, self._grid.current
        self._rounding, self._place = rounding, ""
        if at is not None and at[0] < len(table.rows) and enterable(table.cells[at[0]][at[1]]):
            column = table.columns[at[1]]
            self._decimals = column.decimals
            self._place = "／".join(part for part in (table.rows[at[0]].name, *column.groups) if part)
            self._fill((column.path, table.rows[at[0]].key))
        self._show_result()

    def offer(self, sources: Sequence[CountSource]) -> None:
        """Let the counts be taken from what the book holds; the chosen one stays while it is there."""
        chosen = self.source.currentText()
        self._sources = list(sources)
        self.source.clear()
        self.source.addItem(_BY_HAND)
        for source in sources:
            self.source.addItem(source.title)
        self.source.setCurrentIndex(max(self.source.findText(chosen), 0))
        self.every.setVisible(self._counts() is not None)

    def _counts(self) -> CountSource | None:
        at = self.source.currentIndex() - 1
        return self._sources[at] if 0 <= at < len(self._sources) else None

    def _choose(self) -> None:
        self._edited, self._filled = {}, None
        self.every.setVisible(self._counts() is not None)
        self.aim(self._rounding)

    def _fill(self, unit: _Unit) -> None:
        """The count of the unit, once when it is come to: what is typed over it stays."""
        counts = self._counts()
        if counts is None or self._filled == (counts.title, unit):
            return
        self._filled = counts.title, unit
        self.base.setText(self._count_text(counts, unit))

    def _count_text(self, counts: CountSource, unit: _Unit) -> str:
        if unit in self._edited:
            return self._edited[unit]
        count = counts.rows.get(unit[1])
        return "" if count is None else exact_words(int(count * 1000))

    def _note_edit(self, text: str) -> None:
        if self._filled is not None:
            self._edited[self._filled[1]] = text

    def _store_all(self) -> None:
        """The targets of all units of the column that are shown and have a count, as one step."""
        at, counts, table = self._grid.current, self._counts(), self._grid.table
        if at is None or counts is None or not self._place:
            return
        cells = []
        for row in self._grid.shown_rows():
            if table.rows[row].kind is not RowKind.ITEM or not enterable(table.cells[row][at[1]]):
                continue
            base = self._count_text(counts, (table.columns[at[1]].path, table.rows[row].key))
            made = read_computed(base, self.rate.text(), self._rounding, self._decimals)
            if not isinstance(made, Problem):
                cells.append(TypedCell(row, at[1], fixed_text(made.target, self._decimals, self._rounding)))
        rate = self.rate.text().strip().rstrip("%％")
        self._grid.enter(cells, how=f"{counts.title}×{rate}％")

    def outcome(self) -> ComputedTarget | Problem:
        """The target as it stands, or which field can't be read."""
        return read_computed(self.base.text(), self.rate.text(), self._rounding, self._decimals)

    def target_text(self) -> str:
        """The target as it would be typed; '' while a field can't be read."""
        made = self.outcome()
        if isinstance(made, Problem):
            return ""
        return fixed_text(made.target, self._decimals, self._rounding)

    def formula_text(self) -> str:
        """「2,247×68.3％」 for the history."""
        return f"{self.base.text().strip()}×{self.rate.text().strip().rstrip('%％')}％"

    def _store(self) -> None:
        at, text = self._grid.current, self.target_text()
        if at is None or not text or not self._place:
            return
        if isinstance(
            self._grid.enter([TypedCell(*at, text)], how=f"満期件数×率：{self.formula_text()}"), Problem
        ):
            return
        self._grid.go(*self._below(at))
        self.base.setFocus()
        self.base.selectAll()

    def _below(self, at: tuple[int, int]) -> tuple[int, int]:
        """The next unit's cell in the column."""
        table = self._grid.table
        rows = (
            row
            for row in range(at[0] + 1, len(table.rows))
            if table.rows[row].kind is RowKind.ITEM and enterable(table.cells[row][at[1]])
        )
        return next(rows, at[0]), at[1]

    def _show_result(self) -> None:
        made = self.outcome()
        where = f"「{self._place}」に入れます。" if self._place else "目標を入れるセルを表で選んでください。"
        counts = self._counts()
        if counts is not None:
            where += f"件数は{counts.title}のものです。直してから入れることもできます。"
        if isinstance(made, Problem):
            typed = self.base.text().strip() and self.rate.text().strip()
            self.result.setText("＝ …")
            self.tell(made.message + made.next_step if typed else where)
        else:
            self.result.setText(f"＝ {self.target_text()}")
            self.tell(f"{where}{_how(made, self._rounding)}")
        self.act.setEnabled(bool(self._place) and not isinstance(made, Problem))
        self.every.setEnabled(self.act.isEnabled())


def _how(made: ComputedTarget, rounding: Rounding) -> str:
    """「1,534.701を四捨五入しました。」 where rounding did something."""
    if made.exact == made.target:
        return ""
    exact = fixed_text(made.exact, 3, Rounding.DOWN).rstrip("0").rstrip(".")
    more = "…" if Fraction(made.exact * 1000).denominator != 1 else ""
    return f"{exact}{more}を{rounding.value}しました。"
