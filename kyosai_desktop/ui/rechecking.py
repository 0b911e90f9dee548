"""検算 after every change, once the hands rest, without holding up the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kyosai_desktop.operations import books
from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.session import Session
from kyosai_desktop.ui.viewpoint import Outlook

if TYPE_CHECKING:
    from kyosai_desktop.domain.check import Finding
    from kyosai_desktop.domain.form import Viewpoint

_REST_MS = 600


class Rechecking(QObject):
    """Watches one open book; ``found(list of Finding, whether the year has any figure)`` tells what holds now.

    Gone with its parent.
    """

    found = Signal(object, bool)

    def __init__(self, session: Session, outlook: Outlook) -> None:
        super().__init__(session)
        self._session = session
        self._outlook = outlook
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._ask)
        session.changed.connect(self._rest.start)
        outlook.moved.connect(self._rest.start)
        self._rest.start()

    def end(self) -> None:
        """The book is being closed: nothing is checked any more."""
        self._rest.stop()

    def now(self) -> None:
        """Check at once; ``found`` tells it."""
        viewpoint = self._outlook.current
        if viewpoint:
            self._tell(self._session.read(lambda book: _check(book, viewpoint)))

    def _ask(self) -> None:
        viewpoint = self._outlook.current
        if viewpoint:
            self._session.later(
                self, lambda book: _check(book, viewpoint), self._tell, lambda _problems: None
            )

    def _tell(self, told: tuple[list[Finding], bool]) -> None:
        self.found.emit(*told)


def _check(book: Book, viewpoint: Viewpoint) -> tuple[list[Finding], bool]:
    from kyosai_desktop.operations.checking import check  # with all of compute: not before the first paint

    return check(book, viewpoint), books.has_figures(book, viewpoint)
