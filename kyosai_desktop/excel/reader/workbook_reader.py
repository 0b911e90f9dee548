"""The door through which a file from outside becomes a ``Workbook``."""

from __future__ import annotations

import logging
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.excel import csv_text
from kyosai_desktop.excel.grid import FileKind, SheetGrid, Workbook
from kyosai_desktop.excel.reader import limits
from kyosai_desktop.excel.reader.figure_lists import read_figure_list
from kyosai_desktop.excel.reader.intake import TakenFile, shown_name, stamp_of, taken_in
from kyosai_desktop.excel.reader.notes import note_of
from kyosai_desktop.excel.reader.outcomes import Outcome, problem_of, refusal
from kyosai_desktop.excel.reader.process import ChildCancelled, ChildStopped, ChildTimedOut, ReaderProcess
from kyosai_desktop.excel.reader.wire import grids_of_message

_log = logging.getLogger(__name__)

_KINDS = {"zip": FileKind.XLSX, "ole": FileKind.XLS, "text": FileKind.CSV}
_SUFFIXES = {
    FileKind.XLSX: frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"}),
    FileKind.XLS: frozenset({".xls", ".xlt"}),
    FileKind.CSV: frozenset({".csv", ".tsv", ".txt"}),
}


class WorkbookReader:
    """Reads workbooks and CSV files in a child process that is kept for the next file.

    Use it as a context manager. Files are read one at a time; calls from several threads wait for each other.
    """

    def __init__(self, *, seconds: float = limits.MAX_SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._folder = tempfile.TemporaryDirectory(prefix="kyosai-", ignore_cleanup_errors=True)
        self._child: ReaderProcess | None = None

    def __enter__(self) -> WorkbookReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child and remove the private copies."""
        with self._lock:
            self._end_child()
            self._folder.cleanup()

    def read(self, path: Path, *, cancelled: Callable[[], bool] | None = None) -> Workbook:
        """The whole file. Raises ``Refused`` with one ``Problem`` whose code is one of ``Outcome``.

        ``cancelled`` is asked about twenty times a second while the child works.
        """
        name = shown_name(path)
        with self._lock, taken_in(path, Path(self._folder.name)) as taken:
            kind = _KINDS[taken.form]
            sheets: tuple[SheetGrid, ...] = ()
            notes: list[Problem] = []
            figures = None
            if kind is FileKind.CSV:
                data, title = taken.copy.read_bytes(), shown_name(path.with_suffix(""))
                figures = read_figure_list(data, title, name)
                if figures is None:
                    sheets = (csv_text.read_sheet(data, title, name),)
            else:
                reply = self._ask(taken, name, cancelled)
                sheets = grids_of_message(reply)
                notes += (note_of(note["code"], name, note["sheet"], note["cell"]) for note in reply["notes"])
            if path.suffix.lower() not in _SUFFIXES[kind]:
                notes.append(note_of("other_extension", name))
            if stamp_of(path) != taken.stamp:
                notes.append(note_of("changed_after_copy", name))
            return Workbook(path, taken.sha256, kind, sheets, tuple(notes), figures)

    def _ask(self, taken: TakenFile, name: str, cancelled: Callable[[], bool] | None) -> dict[str, Any]:
        if self._child is None:
            self._child = ReaderProcess()
        request = {"path": str(taken.copy), "kind": taken.form}
        try:
            reply = self._child.ask(request, self._seconds, cancelled)
        except ChildCancelled:
            self._child = None
            raise refusal(Outcome.CANCELLED, name) from None
        except ChildTimedOut:
            self._child = None
            raise refusal(Outcome.READER_TIMEOUT, name) from None
        except ChildStopped:
            self._child = None
            raise refusal(Outcome.READER_STOPPED, name) from None
        if "outcome" not in reply:
            return reply
        if "trace" in reply:
            _log.error("a mistake in the workbook reader: sha256 %s\n%s", taken.sha256, reply["trace"])
        outcome = Outcome(reply["outcome"])
        if outcome is Outcome.TOO_LARGE:
            # what it had gathered stays in its memory, and the next file would have less
            self._end_child()
        raise Refused(problem_of(outcome, name, **reply["details"]))

    def _end_child(self) -> None:
        if self._child is not None:
            self._child.close()
            self._child = None
