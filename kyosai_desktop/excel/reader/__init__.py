"""Reading workbooks that others made, in a child process with limits.

``.xlsx`` is read by our own sparse reader, not by calamine as first planned. One pass gives values, formats, merges,
error cells and formulas without a result, which calamine blanks or leaves out; every byte is checked against its
CRC, which calamine doesn't do; and since only filled cells are kept, a sheet with cells at A1 and XFD1048576 is read
like any other, where a dense range makes the process abort. calamine alone is several times faster at the values, but
needs such a pass beside it. It stays for ``.xls``, together with xlrd. ``.xlsb`` and ``.ods`` are refused with advice:
without their number formats 0.91 and 91% can't be told apart.
"""

from __future__ import annotations

from kyosai_desktop.excel.reader.outcomes import Outcome
from kyosai_desktop.excel.reader.workbook_reader import WorkbookReader

__all__ = ["Outcome", "WorkbookReader"]
