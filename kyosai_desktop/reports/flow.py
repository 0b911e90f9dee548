"""A ``Document`` becomes pages, and pages become a PDF: the same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from itertools import takewhile
from typing import TYPE_CHECKING

from kyosai_desktop.domain.table import Table
from kyosai_desktop.reports import charts
from kyosai_desktop.reports import house_style as house
from kyosai_desktop.reports.document import Document, Heading, NewPage, Prose, RateChart
from kyosai_desktop.reports.house_style import LANDSCAPE, PORTRAIT, Sheet
from kyosai_desktop.reports.ink import Ink, Lettering
from kyosai_desktop.reports.line_breaking import break_lines
from kyosai_desktop.reports.plain_text import one_line, printable
from kyosai_desktop.reports.table_layout import TableLayout, lay_out
from kyosai_desktop.reports.table_pieces import TablePiece, caption_height, pieces
from kyosai_desktop.reports.tables import draw_piece
from kyosai_desktop.reports.typefaces import Style, face

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_GAP = 12.0
# A table that goes on over several pages begins on this one only if so many rows of it stand here.
_WORTH_BEGINNING = 5

Drawing = Callable[[Ink], None]


@dataclass(slots=True)
class _Page:
    sheet: Sheet
    drawings: list[Drawing] = field(default_factory=list)
    # (title, height on the page) of what the reader can jump to
    marks: list[tuple[str, int, float]] = field(default_factory=list)


def pdf_bytes(document: Document) -> bytes:
    """The paper as a PDF with embedded fonts; never a network or file access beyond the shipped fonts."""
    pages = _Flow(document).pages
    target = BytesIO()
    canvas = _canvas(document, target)
    lettering = Lettering(canvas)
    marked = 0
    for number, page in enumerate(pages, start=1):
        ink = Ink(lettering)
        canvas.setPageSize((page.sheet.width, page.sheet.height))
        for drawing in page.drawings:
            drawing(ink)
        _draw_running(ink, document, page.sheet, number, len(pages))
        # the file's id is a digest of its properties; this makes it one of the whole content
        canvas._doc.updateSignature(ink.draw(canvas))
        for title, level, top in page.marks:
            marked += 1
            canvas.bookmarkHorizontal(f"m{marked}", 0, top)
            canvas.addOutlineEntry(title, f"m{marked}", level=level)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _canvas(document: Document, target: BytesIO) -> Canvas:
    from reportlab.pdfgen.canvas import Canvas

    first = face(Style.FIGURES).style.value
    # without a first font of ours, ReportLab names its Helvetica on every page and doesn't embed it
    canvas = Canvas(target, invariant=1, pageCompression=1, lang="ja-JP", initialFontName=first)
    canvas.setTitle(one_line(document.title))
    canvas.setAuthor(one_line(document.council))
    canvas.setSubject(one_line(document.edition))
    canvas.setCreator("共済デスク")
    canvas.setProducer("共済デスク")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setDateFormatter(lambda *_: _pdf_date(document.created))
    return canvas


def _pdf_date(moment: datetime) -> str:
    offset = moment.strftime("%z")
    return moment.strftime("D:%Y%m%d%H%M%S") + (f"{offset[:3]}'{offset[3:5]}'" if offset else "")


def _draw_running(ink: Ink, document: Document, sheet: Sheet, number: int, count: int) -> None:
    size, edge = house.RUNNING_SIZE, sheet.width - sheet.right
    head = sheet.height - sheet.top + 16
    ink.text(sheet.left, head, one_line(document.council), Style.FIGURES, size)
    right = one_line(document.edition) if number == 1 else one_line(document.title)
    ink.text_right(edge, head, right, Style.FIGURES, size)
    if document.mark:
        ink.text_centred(sheet.width / 2, head, f"【{one_line(document.mark)}】", Style.STRONG, size + 2)
    ink.rule(sheet.left, head - 4, edge, head - 4, house.HAIRLINE)
    foot = sheet.bottom - 24
    ink.text_centred(sheet.width / 2, foot, f"{number}／{count}", Style.FIGURES, size + 1)
    moment = document.created
    printed = f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M} 更新"
    ink.text_right(edge, foot, printed, Style.FIGURES, size)


class _Flow:
    """Places the parts of a document one below the other, beginning pages as needed."""

    def __init__(self, document: Document) -> None:
        self.pages: list[_Page] = []
        self._document = document
        self._y = 0.0
        layouts = {at: lay_out(part) for at, part in enumerate(document.parts) if isinstance(part, Table)}
        first = min(layouts, default=-1)
        leads = first >= 0 and all(isinstance(part, Heading | Table) for part in document.parts[: first + 1])
        self._begin(LANDSCAPE if leads and layouts[first].lying else PORTRAIT)
        self._title()
        for at, part in enumerate(document.parts):
            if isinstance(part, Table):
                self._table(layouts[at])
            elif isinstance(part, Heading):
                following = list(takewhile(lambda one: isinstance(one, Heading), document.parts[at + 1 :]))
                self._heading(part, len(following), layouts.get(at + 1 + len(following)))
            elif isinstance(part, Prose):
                self._prose(part)
            elif isinstance(part, RateChart):
                self._chart(part)
            else:
                self._new_page(part)

    @property
    def _page(self) -> _Page:
        return self.pages[-1]

    @property
    def _room(self) -> float:
        return self._y - self._page.sheet.bottom

    @property
    def _fresh(self) -> bool:
        return self._y == self._page.sheet.body_top

    def _begin(self, sheet: Sheet) -> None:
        self.pages.append(_Page(sheet))
        self._y = sheet.body_top

    def _new_page(self, _: NewPage) -> None:
        if not self._fresh:
            self._begin(PORTRAIT)

    def _title(self) -> None:
        sheet, size = self._page.sheet, house.TITLE_SIZE
        title = one_line(self._document.title)
        self._page.marks.append((title, 0, self._y))
        self._y -= 4
        for line in break_lines(title, sheet.body_width, size, face(Style.STRONG).advances):
            self._y -= size * 1.5
            self._text_centred(self._y, line, size)
        self._y -= _GAP

    def _text_centred(self, y: float, text: str, size: float) -> None:
        middle = self._page.sheet.width / 2
        self._page.drawings.append(lambda ink: ink.text_centred(middle, y, text, Style.STRONG, size))

    def _text(self, y: float, text: str, style: Style, size: float, spacing: float = 0.0) -> None:
        left = self._page.sheet.left
        self._page.drawings.append(lambda ink: ink.text(left, y, text, style, size, spacing=spacing))

    def _heading(self, heading: Heading, following: int, below: TableLayout | None) -> None:
        """Set a heading where there is room for it, the ``following`` headings, and the beginning of what is below."""
        size = house.HEADING_SIZES[min(heading.level, len(house.HEADING_SIZES) - 1)]
        lines = break_lines(
            printable(heading.text), self._page.sheet.body_width, size, face(Style.STRONG).advances
        )
        needed = (len(lines) * 1.5 + 0.6) * size + following * 2.1 * size
        needed += self._least(below) if below else 3 * house.PROSE_SIZE * house.PROSE_LEADING
        sheet = LANDSCAPE if below is not None and below.lying else PORTRAIT
        if sheet is not self._page.sheet or (
            needed > self._room and not self._fresh and not self._only_title()
        ):
            self._begin(sheet)
        self._page.marks.append((one_line(heading.text), min(heading.level, 2) + 1, self._y))
        for line in lines:
            self._y -= size * 1.5
            self._text(self._y, line, Style.STRONG, size)
        self._y -= size * 0.6

    def _prose(self, prose: Prose) -> None:
        if self._page.sheet is LANDSCAPE:
            self._begin(PORTRAIT)
        size, width = house.PROSE_SIZE, self._page.sheet.body_width
        step = size * house.PROSE_LEADING
        advances = face(Style.PROSE).advances
        for paragraph in printable(prose.text).split("\n"):
            lines = break_lines(paragraph, width, size, advances)
            for at, line in enumerate(lines):
                if step > self._room:
                    self._begin(PORTRAIT)
                self._y -= step
                spare = width - face(Style.PROSE).width(line, size)
                # a full line is spread to the margin, as Japanese text is; the last line of a paragraph isn't
                spread = at < len(lines) - 1 and len(line) > 1 and spare < 3 * size
                spacing = spare / (len(line) - 1) if spread else 0.0
                self._text(self._y + (step - size) / 2, line, Style.PROSE, size, spacing)
        self._y -= _GAP / 2

    def _table(self, layout: TableLayout) -> None:
        sheet = LANDSCAPE if layout.lying else PORTRAIT
        if self._page.sheet is not sheet:
            self._begin(sheet)
        titled = self._titled(layout)
        if self._least(layout) > self._room and not self._fresh and not self._only_title():
            self._begin(sheet)
        cut = pieces(layout, room=self._room, page=sheet.body_height, titled=titled)
        for number, piece in enumerate(cut):
            if number:
                self._begin(sheet)
            elif titled:
                self._page.marks.append((one_line(layout.table.title), 1, self._y))
            self._place(piece)
        self._y -= _GAP

    def _chart(self, chart: RateChart) -> None:
        if charts.height(chart) > self._room and not self._fresh and not self._only_title():
            self._begin(self._page.sheet)
        fitting = max(charts.most_bars(self._room), 1)
        begun = replace(chart, bars=chart.bars[:fitting])
        x, top, width = self._page.sheet.left, self._y, self._page.sheet.body_width
        self._page.marks.append((one_line(chart.title), 1, top))
        self._page.drawings.append(lambda ink: charts.draw_chart(ink, begun, x, top, width))
        self._y -= charts.height(begun) + _GAP
        if chart.bars[fitting:]:
            self._begin(self._page.sheet)
            self._chart(replace(chart, title=f"{chart.title}（続き）", bars=chart.bars[fitting:]))

    def _only_title(self) -> bool:
        """Whether nothing but the paper's title stands on the page: a table never leaves it alone."""
        return (
            len(self.pages) == 1
            and not [mark for mark in self._page.marks if mark[1] > 0]
            and (self._y > self._page.sheet.body_top - 3 * house.TITLE_SIZE - _GAP)
        )

    def _titled(self, layout: TableLayout) -> bool:
        """Whether a table has a title of its own, and not the paper's."""
        title, own = one_line(self._document.title), one_line(layout.table.title)
        alone = sum(isinstance(part, Table) for part in self._document.parts) == 1
        return own not in title if alone else own != title

    def _least(self, layout: TableLayout) -> float:
        """The height that a table needs to begin on a page: all of it where it fits on one, else a few rows."""
        height = (LANDSCAPE if layout.lying else PORTRAIT).body_height
        whole = pieces(layout, room=height, page=height, titled=self._titled(layout))
        if len(whole) == 1:
            return whole[0].height
        shown = sum(line.height for line in layout.lines[:_WORTH_BEGINNING])
        return caption_height(whole[0].caption) + sum(layout.bands[0].header_heights) + shown

    def _place(self, piece: TablePiece) -> None:
        x, top = self._page.sheet.left, self._y
        self._page.drawings.append(lambda ink: draw_piece(ink, piece, x, top))
        self._y -= piece.height
