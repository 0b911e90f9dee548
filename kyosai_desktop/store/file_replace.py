"""Putting a finished file in its place: it is there complete, or the old one still is."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

_BUSY_ON_WINDOWS = {5, 32, 33}  # access denied, sharing violation, lock violation: a scanner holds the file
_WAITS = (0.05, 0.1, 0.2, 0.4, 1.0)


def replace(finished: Path, target: Path) -> None:
    """Put ``finished`` in the place of ``target`` for good; both are in one folder.

    Raises:
        OSError: it can't be done; ``finished`` is still there, and so is the old ``target``.
    """
    flush(finished)
    for wait in _WAITS:
        try:
            os.replace(finished, target)  # noqa: PTH105 - the name the tests and the documentation of Windows use
            break
        except OSError as error:
            if getattr(error, "winerror", None) not in _BUSY_ON_WINDOWS:
                raise
            time.sleep(wait)
    else:
        os.replace(finished, target)  # noqa: PTH105 - as above
    flush_folder(target.parent)


def publish(finished: Path, target: Path) -> None:
    """Give ``finished`` the name ``target``, which must be free.

    Raises:
        FileExistsError: there is a file of that name by now; it was not touched.
        OSError: it can't be done.
    """
    flush(finished)
    if os.name == "nt":
        finished.rename(target)  # Windows never renames onto an existing file
    else:
        target.hardlink_to(finished)
        finished.unlink()
    flush_folder(target.parent)


def flush(file: Path) -> None:
    """Have the bytes of ``file`` on the device."""
    with file.open("r+b") as handle:
        os.fsync(handle.fileno())


def flush_folder(folder: Path) -> None:
    """Have the names in ``folder`` on the device, where the system can do that."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some network drives have no fsync of folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
