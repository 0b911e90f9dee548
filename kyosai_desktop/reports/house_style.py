"""How every paper of the offices looks: A4, margins, sizes, rules and greys that survive a black-and-white copier."""

from __future__ import annotations

from dataclasses import dataclass

MILLIMETRE = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper size with its margins, in points; the origin is the lower left corner."""

    width: float
    height: float
    left: float = 18 * MILLIMETRE
    right: float = 18 * MILLIMETRE
    top: float = 21 * MILLIMETRE
    bottom: float = 18 * MILLIMETRE

    @property
    def body_width(self) -> float:
        """Width between the side margins."""
        return self.width - self.left - self.right

    @property
    def body_height(self) -> float:
        """Height between the running head and the page number."""
        return self.height - self.top - self.bottom

    @property
    def body_top(self) -> float:
        """Where the first block of a page begins."""
        return self.height - self.top


PORTRAIT = Sheet(210 * MILLIMETRE, 297 * MILLIMETRE)
LANDSCAPE = Sheet(297 * MILLIMETRE, 210 * MILLIMETRE, left=14 * MILLIMETRE, right=14 * MILLIMETRE)

# Sizes in points.
TITLE_SIZE = 15.0
HEADING_SIZES = (12.0, 11.0, 10.5)
PROSE_SIZE = 10.5
RUNNING_SIZE = 8.0
TABLE_TITLE_SIZE = 10.5
TABLE_LARGEST = 9.5
TABLE_SMALLEST_PORTRAIT = 8.0
# Below this, figures can't be read in a copy of a copy.
TABLE_SMALLEST = 6.5
NOTE_SIZE = 8.0

# Line spacing as a multiple of the size.
PROSE_LEADING = 1.65
CELL_LEADING = 1.25
NOTE_LEADING = 1.4
ROW_HEIGHTS = (1.95, 1.75, 1.6)
CELL_PADDING = 0.4
PUBLISHED_SCALE = 0.75

# Greys: 0 black, 1 white. Tints are light enough to stay white-ish on a copier; rules carry the meaning.
INK = 0.0
HEADER_TINT = 0.90
SUBTOTAL_TINT = 0.955
TOTAL_TINT = 0.92
HAIRLINE = 0.35
RULE = 0.7
FRAME = 1.0
