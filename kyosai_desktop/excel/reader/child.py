"""The process that reads workbooks: one JSON line with a path comes in, one JSON line with the cells goes
out.

It runs apart from the window because a well-formed workbook of two kilobytes can make a workbook library
abort the whole process. Whatever a library prints goes nowhere, so that it can't mix with the replies.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from kyosai_desktop.excel.reader import limits
from kyosai_desktop.excel.reader.outcomes import Outcome
from kyosai_desktop.excel.reader.process_limits import limit_this_process
from kyosai_desktop.excel.reader.refused_file import RefusedFile

# the parent gives up first; this is for a child whose parent is gone
_LAST_RESORT_SECONDS = limits.MAX_SECONDS + 10


def main() -> int:
    """Serve requests until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = sys.stdin.buffer
    with os.fdopen(os.dup(1), "wb") as replies, Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        sys.stdout = nowhere
        limit_this_process()
        # an .xlsx is a hundred thousand small values and no cycles: looking for some among them only costs time
        gc.disable()
        for line in requests:
            faulthandler.dump_traceback_later(_LAST_RESORT_SECONDS, exit=True, file=nowhere)
            request = json.loads(line)
            reply = _reply_bytes(request)
            faulthandler.cancel_dump_traceback_later()
            replies.write(reply)
            replies.flush()
            if request["kind"] == "ole":
                gc.collect()  # xlrd's books and sheets hold each other
    return 0


def _reply_bytes(request: dict[str, str]) -> bytes:
    try:
        return _as_line(_read(Path(request["path"]), request["kind"]))
    except RefusedFile as refused:
        return _as_line({"outcome": refused.outcome.value, "details": refused.details})
    except MemoryError:
        return _as_line({"outcome": Outcome.TOO_LARGE.value, "details": {}})
    except Exception:
        # a mistake of ours: the parent writes it to the log
        return _as_line(
            {"outcome": Outcome.READER_STOPPED.value, "details": {}, "trace": traceback.format_exc()}
        )


def _read(path: Path, kind: str) -> dict[str, Any]:
    if kind == "zip":
        from kyosai_desktop.excel.reader.xlsx import read_xlsx

        return read_xlsx(path).as_message()
    from kyosai_desktop.excel.reader.xls import read_xls

    return read_xls(path).as_message()


def _as_line(message: dict[str, Any]) -> bytes:
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"


if __name__ == "__main__":
    sys.exit(main())
