"""検算 after every change, once the hands rest, without holding up the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kyosai_desktop.store.book import Book
from kyosai_desktop.ui.session import Session
from kyosai_desktop.ui.viewpoint import Outlook

if TYPE_CHECKING:
    from kyosai_desktop.domain.check import Finding
    from kyosai_desktop.domain.form import Viewpoint

_REST_MS = 600


class Rechecking(QObject):
    """Watches one open book; ``found(list of Finding)`` tells what holds now. Gone with its parent."""

    found = Signal(object)

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

    def now(self) -> list[Finding]:
        """Check at once; also told by ``found``."""
        viewpoint = self._outlook.current
        findings = self._session.read(lambda book: _check(book, viewpoint)) if viewpoint else []
        self.found.emit(findings)
        return findings

    def _ask(self) -> None:
        viewpoint = self._outlook.current
        if viewpoint:
            self._session.later(
                self, lambda book: _check(book, viewpoint), self.found.emit, lambda _problems: None
            )


def _check(book: Book, viewpoint: Viewpoint) -> list[Finding]:
    from kyosai_desktop.operations.checking import check  # with all of compute: not before the first paint

    return check(book, viewpoint)
