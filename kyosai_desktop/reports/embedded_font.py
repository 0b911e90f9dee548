"""A TrueType font whose text can be copied and searched in the PDF, rare kanji included."""

from __future__ import annotations

import re
from functools import cache

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFont

# "<01> <20BB7>": ReportLab writes the code point itself, where the format wants UTF-16
_BEYOND_BMP = re.compile(r"<([0-9A-F]{5,6})>")


class EmbeddedFont(TTFont):  # type: ignore[misc]  # ReportLab has no types
    """As ReportLab embeds it, but with 𠮷 readable as 𠮷 and not as 「₻」."""

    def __init__(self, name: str, filename: str) -> None:
        super().__init__(name, filename, shapable=False)
        # for every document ReportLab copies the tables of the whole font out of its bytes, some 4 ms each
        self.face.get_table = cache(self.face.get_table)

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - ReportLab's name
        """Put the subsets of the font into ``doc``, then mend the maps from glyphs to text."""
        before = set(doc.idToObject)
        super().addObjects(doc)
        for key in doc.idToObject.keys() - before:
            if key.startswith("toUnicodeCMap:"):
                stream = doc.idToObject[key]
                stream.content = _BEYOND_BMP.sub(_utf16, stream.content)


def _utf16(found: re.Match[str]) -> str:
    return f"<{chr(int(found.group(1), 16)).encode('utf-16-be').hex().upper()}>"
