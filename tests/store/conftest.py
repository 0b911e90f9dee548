"""Real files, real processes: what the tests of the store share."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kyosai_desktop.domain.problem import Refused

NOBODY = 65534


def in_child(work: Callable[[], Any], *, as_nobody: bool = False) -> Any:
    """Run ``work`` in a process of its own and return what it returns, or the code of the problem it is refused with.

    ``as_nobody``: without the rights of root, for whom no file is read-only.
    """
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child never returns into the tests
        pid = os.fork()
    if pid == 0:
        try:
            os.close(reader)
            if as_nobody and os.geteuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            try:
                answer = work()
            except Refused as refused:
                answer = refused.problems[0].code
            with os.fdopen(writer, "wb") as pipe:
                pickle.dump(answer, pipe)
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(pid, 0)
    assert answer, "the child died; see its traceback above"
    return pickle.loads(answer)


@pytest.fixture
def child() -> Callable[..., Any]:
    return in_child


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that belongs to nobody, so that rights can be taken away from its files."""
    folder = Path(tempfile.mkdtemp(prefix="共済"))
    folder.chmod(0o755)
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)
