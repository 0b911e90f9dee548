"""Everything of a book for other programs: figures and registers as CSV, and a workbook for analysts.

Reading takes a value out of the book; writing needs no book, so it may run beside the window.
"""

from __future__ import annotations

from kyosai_desktop.operations.exporting.analysis import write_analysis
from kyosai_desktop.operations.exporting.figures import BookFigures, read_figures, write_facts
from kyosai_desktop.operations.exporting.registers import Register, read_registers, write_register

__all__ = [
    "BookFigures",
    "Register",
    "read_figures",
    "read_registers",
    "write_analysis",
    "write_facts",
    "write_register",
]
