"""定数: how many seats each 役職 has, beside the roster that is counted against it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.operations import roster_seats
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.grid.step_words import Whereabouts
from kyosai_desktop.ui.grid_card import GridCard
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.labels import Paragraph
from kyosai_desktop.ui.page import Desk


class Seats(QWidget):
    """A small list to type in. The same for every year of a council."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.table_view = GridView(self._enter)
        self.table_view.whereabouts = Whereabouts("役員体制 定数")
        self.table_view.refused.connect(lambda problem: desk.notify(Notice.of(problem)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            Paragraph(
                "ここの人数と名簿を比べて、欠員と超過をお知らせします。定数を消すと、その行はなくなります。",
                "muted",
            )
        )
        layout.addWidget(GridCard(self.table_view), 1)

    def refresh(self) -> None:
        """Show what the book says now."""
        viewpoint = self._desk.outlook.current
        if viewpoint is not None:
            council, year = viewpoint.council, viewpoint.year.year
            self.table_view.set_table(
                self._desk.session.read(lambda book: roster_seats.seat_table(book, council, year))
            )

    def _enter(self, cells: Sequence[TypedCell], label: str) -> Applied | Problem:
        viewpoint = self._desk.outlook.current
        if viewpoint is None or not cells:
            return Applied(0)
        council, year = viewpoint.council, viewpoint.year.year
        try:
            return self._desk.session.read(
                lambda book: roster_seats.enter_seats(book, council, year, cells, label)
            )
        except Refused as refused:
            return refused.problems[0]
