"""絞り込み: its menu, and the chips that keep saying what is hidden."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import Row, Table
from kyosai_desktop.ui.figures.row_filter import FilterKind, RowFilter, groups_of, rows_shown
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.labels import button


class Filters(QWidget):
    """The filters in effect, one chip each; pressing a chip ends its filter.

    Rows are chosen when a filter is set and stay so while figures are typed: a row that reaches its target doesn't
    vanish from under the hands. ``changed`` asks the page to hide rows again. ``settle`` is asked before the user's
    choice may hide the row that is typed in; a Problem keeps things as they are.
    """

    changed = Signal()

    def __init__(self, settle: Callable[[], Problem | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settle = settle
        self._filters: dict[FilterKind, RowFilter] = {}
        self._kept: set[object] | None = None
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self.chips: list[QPushButton] = []
        self.hide()

    @property
    def active(self) -> bool:
        """Whether any row may be hidden."""
        return bool(self._filters)

    def set_filter(self, wanted: RowFilter) -> None:
        """Put a filter in the place of the one of its kind."""
        self._filters[wanted.kind] = wanted
        self._choose_again()

    def end(self, kind: FilterKind) -> None:
        """Take the filter of a kind away."""
        if self._filters.pop(kind, None) is not None:
            self._choose_again()

    def clear(self) -> None:
        """Show every row again."""
        if self._filters:
            self._filters.clear()
            self._choose_again()

    def forget_rows(self) -> None:
        """Choose the rows anew: another table, month or year is shown."""
        self._kept = None

    def rows(self, table: Table) -> set[int] | None:
        """The rows of the table to show; None: all."""
        if not self._filters:
            return None
        if self._kept is None:
            chosen = rows_shown(table, self._filters.values())
            self._kept = {_name(table.rows[at]) for at in chosen}
        return {at for at, row in enumerate(table.rows) if _name(row) in self._kept}

    def fill_menu(self, menu: QMenu, table: Table, product: str, text: str) -> None:
        """What can be chosen for this table; ``product`` is that of the current column, ``text`` what is searched."""
        menu.clear()

        def add(words: str, wanted: RowFilter, *, enabled: bool = True) -> None:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(self._filters.get(wanted.kind) == wanted)
            action.setEnabled(enabled)
            action.triggered.connect(self._chooser(wanted))

        for group in groups_of(table):
            add(f"{group}だけ", RowFilter(FilterKind.GROUP, group))
        if groups_of(table):
            menu.addSeparator()
        of = f"（{product}）" if product else ""
        add(f"未達だけ{of}", RowFilter(FilterKind.BEHIND, product))
        add(f"未報告だけ{of}", RowFilter(FilterKind.UNREPORTED, product))
        if product:
            add("未報告だけ（どれかの項目）", RowFilter(FilterKind.UNREPORTED))
        menu.addSeparator()
        words = f"「{text}」を含む行だけ" if text else "検索欄の文字を含む行だけ"
        add(words, RowFilter(FilterKind.TEXT, text), enabled=bool(text))
        menu.addSeparator()
        everything = menu.addAction(icon("filter-off"), "すべての行を表示")
        everything.setEnabled(self.active)
        everything.triggered.connect(self._asking_first(self.clear))

    def _chooser(self, wanted: RowFilter) -> Callable[[bool], None]:
        def choose() -> None:
            if self._filters.get(wanted.kind) == wanted:
                self.end(wanted.kind)
            else:
                self.set_filter(wanted)

        return self._asking_first(choose)

    def _asking_first(self, act: Callable[[], None]) -> Callable[[bool], None]:
        def act_when_settled(_checked: bool = False) -> None:
            if self._settle() is None:
                act()

        return act_when_settled

    def _choose_again(self) -> None:
        self._kept = None
        for chip in self.chips:
            self._layout.removeWidget(chip)
            chip.deleteLater()
        self.chips = []
        for wanted in self._filters.values():
            chip = button(f"絞り込み中：{wanted.words()}　×")
            chip.setProperty("filter", True)
            chip.setMinimumHeight(28)
            chip.setAccessibleName(f"絞り込み「{wanted.words()}」をやめる")
            chip.setToolTip("押すと、隠れている行を表示します")
            chip.clicked.connect(self._asking_first(partial(self.end, wanted.kind)))
            self._layout.addWidget(chip)
            self.chips.append(chip)
        self.setVisible(self.active)
        self.changed.emit()


def _name(row: Row) -> object:
    return row.key or row.labels
