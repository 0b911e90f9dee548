"""Papers: what can be printed, read as values, and written as PDF, workbook, CSV or JSON.

``content`` reads the book; everything after it takes only the value and so may run on another thread.
"""

from __future__ import annotations

from kyosai_desktop.operations.papers.content import PaperContent, content
from kyosai_desktop.operations.papers.listing import PaperInfo, PaperKind, find_paper, papers
from kyosai_desktop.operations.papers.viewpoints import on_days, takes_days, viewpoint_in, viewpoint_of_paper
from kyosai_desktop.operations.papers.writing import (
    FORMATS,
    file_name,
    pdf_bytes,
    write_csv,
    write_json,
    write_paper,
    write_pdf,
    write_xlsx,
)

__all__ = [
    "FORMATS",
    "PaperContent",
    "PaperInfo",
    "PaperKind",
    "content",
    "file_name",
    "find_paper",
    "on_days",
    "papers",
    "pdf_bytes",
    "takes_days",
    "viewpoint_in",
    "viewpoint_of_paper",
    "write_csv",
    "write_json",
    "write_paper",
    "write_pdf",
    "write_xlsx",
]
