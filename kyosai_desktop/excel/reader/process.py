"""The parent's end of the reader process: start it, ask it, stop it, notice when it dies."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import kyosai_desktop

_POLL_SECONDS = 0.05
_REAP_SECONDS = 5.0


class ChildStopped(Exception):  # noqa: N818 - names what happened to the process
    """The process died before it answered."""


class ChildTimedOut(Exception):  # noqa: N818 - as above
    """No answer in time; the process has been ended."""


class ChildCancelled(Exception):  # noqa: N818 - as above
    """The user no longer wants the answer; the process has been ended."""


def reader_command() -> list[str]:
    """How the reader is started: this program again when installed as one, else the module with this
    interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--reader"]
    # -P: a folder of workbooks may be the working directory, and nothing in it is to be imported
    return [sys.executable, "-P", "-X", "utf8", "-m", "kyosai_desktop.excel.reader.child"]


class ReaderProcess:
    """One running child. Used by one thread at a time; ``close`` ends it, and so does any failure."""

    def __init__(self) -> None:
        environment = dict(os.environ)
        root = str(Path(kyosai_desktop.__file__).resolve().parent.parent)
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, (root, environment.get("PYTHONPATH", ""))))
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
        self._process = subprocess.Popen(
            reader_command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            creationflags=flags,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._requests: IO[bytes] = self._process.stdin
        self._replies: IO[bytes] = self._process.stdout
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, name="workbook reader replies", daemon=True)
        self._listener.start()

    @property
    def pid(self) -> int:
        """The process id, for logs and tests."""
        return self._process.pid

    def ask(
        self, request: dict[str, str], seconds: float, cancelled: Callable[[], bool] | None
    ) -> dict[str, Any]:
        """One request, one reply. After any exception this child has ended."""
        try:
            self._requests.write(json.dumps(request).encode("ascii") + b"\n")
            self._requests.flush()
        except OSError as error:
            self.close()
            raise ChildStopped from error
        line = self._wait_for_line(time.monotonic() + seconds, cancelled)
        reply = json.loads(line)
        assert isinstance(reply, dict)
        return reply

    def close(self) -> None:
        """End the process and wait until it is gone."""
        self._process.kill()
        self._process.wait(_REAP_SECONDS)
        self._listener.join(_REAP_SECONDS)
        for stream in (self._requests, self._replies):
            try:
                stream.close()
            except OSError:
                # a request that was never taken: the pipe behind it is gone
                continue

    def _wait_for_line(self, deadline: float, cancelled: Callable[[], bool] | None) -> bytes:
        while True:
            try:
                line = self._lines.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                if cancelled is not None and cancelled():
                    self.close()
                    raise ChildCancelled from None
                if time.monotonic() > deadline:
                    self.close()
                    raise ChildTimedOut from None
                continue
            if not line.endswith(b"\n"):
                self.close()
                raise ChildStopped
            return line

    def _listen(self) -> None:
        for line in self._replies:
            self._lines.put(line)
        self._lines.put(b"")
