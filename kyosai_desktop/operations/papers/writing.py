"""Writing a paper's content to a file. Nothing here knows the book."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.operations.file_replace import replace_file
from kyosai_desktop.operations.papers.as_json import paper_as_json
from kyosai_desktop.operations.papers.content import PaperContent

_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


def pdf_bytes(content: PaperContent) -> bytes:
    """The paper as a PDF with embedded fonts; the same content gives the same bytes."""
    from kyosai_desktop.reports import document, flow

    paper = document.Document(
        content.title,
        content.viewpoint.council.name,
        content.created,
        (*content.charts, *content.tables),
        content.edition,
        content.mark,
    )
    return flow.pdf_bytes(paper)


def write_pdf(content: PaperContent, path: Path) -> None:
    """Write the PDF. Raises ``Refused`` when the file can't be written; what was there is then unchanged."""
    made = pdf_bytes(content)
    _write(path, lambda target: target.write(made))


def write_xlsx(content: PaperContent, path: Path) -> None:
    """Write the tables as a workbook, one sheet each, with the numbers that the PDF prints. Raises ``Refused``."""
    from kyosai_desktop.excel import export

    _write(path, lambda target: export.write_tables(content.tables, target, content.created, content.mark))


def write_csv(content: PaperContent, path: Path) -> None:
    """Write the first table as CSV for Excel (UTF-8). Raises ``Refused``."""
    from kyosai_desktop.excel import export

    _write(path, lambda target: export.write_csv(content.tables[0], target))


def write_json(content: PaperContent, path: Path) -> None:
    """Write the first table as JSON for other programs (docs/command-line.md). Raises ``Refused``."""
    text = json.dumps(paper_as_json(content), ensure_ascii=False, indent=1) + "\n"
    _write(path, lambda target: target.write(text.encode("utf-8")))


FORMATS: dict[str, Callable[[PaperContent, Path], None]] = {
    ".pdf": write_pdf,
    ".xlsx": write_xlsx,
    ".csv": write_csv,
    ".json": write_json,
}
"""The writer for each ending of a file's name."""


def write_paper(content: PaperContent, path: Path) -> None:
    """Write in the format that the name of ``path`` asks for. Raises ``Refused`` (``paper.format``, or as above)."""
    write = FORMATS.get(path.suffix.lower())
    if write is None:
        raise Refused(
            Problem(
                "paper.format",
                f"「{path.suffix or path.name}」という形式では保存できません。",
                f"ファイル名の終わりを{'、'.join(FORMATS)}のどれかにしてください。",
                place=Place(file=path.name),
            )
        )
    write(content, path)


def file_name(content: PaperContent, suffix: str) -> str:
    """A name for the paper's file that says what it is: ``労済_2023年度_重点共済_達成状況.pdf``."""
    parts = (content.viewpoint.council.short_name, content.title)
    return _NOT_IN_FILE_NAMES.sub("_", "_".join(part for part in parts if part)) + suffix


def _write(path: Path, fill: Callable[[BinaryIO], object]) -> None:
    def write(target: BinaryIO) -> None:
        fill(target)

    replace_file(path, partial(write))
