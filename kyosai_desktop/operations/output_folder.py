"""The folder that files are written into."""

from __future__ import annotations

from pathlib import Path

from kyosai_desktop.domain.problem import Problem, Refused


def make_folder(folder: Path) -> None:
    """Make it, and those above it, when it isn't there. Raises ``Refused`` (``output.folder``)."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            Problem(
                "output.folder",
                f"フォルダー「{folder}」を作れません。同じ名前のファイルがあるか、名前が長すぎるか、"
                "書き込む権限がありません。",
                "別の場所を指定してください。",
            )
        ) from error
