"""When the program itself breaks: one sentence for the user, a record without anybody's data for us."""

from __future__ import annotations

import contextlib
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

import PySide6

from kyosai_desktop.domain.problem import Severity
from kyosai_desktop.ui.info_bar import Action, Notice

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]

_KEPT_RECORDS = 20


def record_of(error: BaseException) -> str:
    """Where it broke: kinds of exceptions, modules and lines. Not their messages, which may quote a cell."""
    lines = [surroundings()]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(type(cause).__qualname__)
        lines += [
            f"  {_module(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines) + "\n"


def surroundings() -> str:
    """Time and versions."""
    import platform  # not for the start

    return (
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} Python {platform.python_version()}, "
        f"PySide6 {PySide6.__version__}, {platform.platform()}"
    )


def own_arguments() -> list[str]:
    """What the interpreter needs to start this program again; nothing in the frozen program."""
    return [] if getattr(sys, "frozen", False) else ["-m", "kyosai_desktop"]


def keep_record(folder: Path, error: BaseException) -> Path:
    """Write the record into ``folder`` and return its path; old ones go."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{datetime.now().astimezone():%Y%m%d-%H%M%S-%f}.log"
    path.write_text(record_of(error), encoding="utf-8")
    for old in sorted(folder.glob("*.log"))[:-_KEPT_RECORDS]:
        old.unlink(missing_ok=True)
    return path


def notice(saved_at: datetime | None, *actions: Action) -> Notice:
    """The sentence for the user."""
    saved = (
        f"{saved_at:%H:%M}までの入力は保存されています。"
        if saved_at
        else "これまでの入力は保存されています。"
    )
    return Notice(
        f"申し訳ありません。処理を続けられませんでした。{saved}",
        "同じ操作でまた起きるときは、再起動するか、詳細を保存してお知らせください。",
        Severity.ERROR,
        actions,
        lasting=True,
    )


def watch(folder: Path, tell: Callable[[], None]) -> None:
    """From now on keep a record of every unhandled exception and call ``tell``, instead of ending unseen."""

    def hook(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        sys.__excepthook__(kind, error, where)
        with contextlib.suppress(OSError):  # nothing to write on: the sentence still appears
            keep_record(folder, error)
        tell()

    sys.excepthook = hook


def latest_record(folder: Path) -> str:
    """The newest record, or '' when nothing has broken."""
    found = sorted(folder.glob("*.log"))
    return found[-1].read_text(encoding="utf-8") if found else ""


def _module(filename: str) -> str:
    """The file without the folders of this computer."""
    parts = Path(filename).parts
    return "/".join(parts[parts.index("kyosai_desktop") :]) if "kyosai_desktop" in parts else parts[-1]
