"""How much a workbook may ask for. A branch's workbook is a few hundred kilobytes; these leave it room by a
hundred."""

from __future__ import annotations

MAX_FILE_BYTES = 32 * 1024 * 1024
MAX_UNZIPPED_BYTES = 64 * 1024 * 1024
MAX_ZIP_ENTRIES = 2_000
MAX_FILLED_CELLS = 200_000
MAX_MERGES = 20_000
MAX_MEMORY_BYTES = 1024 * 1024 * 1024
MAX_SECONDS = 20.0
