"""議案書: the council's papers, seen as they will be printed, to the printer, to PDF and to Excel."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kyosai_desktop.domain.problem import Severity
from kyosai_desktop.operations import papers
from kyosai_desktop.operations.days import days_of_form
from kyosai_desktop.operations.papers import PaperContent, PaperInfo
from kyosai_desktop.ui import dialogs
from kyosai_desktop.ui.command_bar import CommandBar
from kyosai_desktop.ui.day_bar import DayBar
from kyosai_desktop.ui.empty_state import EmptyState
from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.info_bar import Notice
from kyosai_desktop.ui.labels import button, plain
from kyosai_desktop.ui.page import Desk, Page
from kyosai_desktop.ui.papers.canvas import PageCanvas
from kyosai_desktop.ui.papers.lists import PaperList, Thumbnails
from kyosai_desktop.ui.papers.rendering import Preview, make_preview, page_image, print_pages
from kyosai_desktop.ui.viewpoint import ChosenDays


class PapersPage(Page):
    """The list at the left says what is shown; everything else acts on that paper."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._papers: list[PaperInfo] = []
        self._wanted = ""
        self._preview: Preview | None = None
        self.list = PaperList()
        self.list.currentRowChanged.connect(self._choose_row)
        self.thumbnails = Thumbnails()
        self.thumbnails.currentRowChanged.connect(self._go_to_page)
        self.canvas = PageCanvas()
        self.canvas.needed.connect(self._render)
        self.canvas.moved.connect(self._show_place)
        self.place = plain(tone="muted")
        self.days = DayBar()
        self.bar = self._command_bar()
        self.empty = EmptyState(
            "file-text",
            "印刷できる内容がまだありません",
            "目標と実績、役員、会議を入力すると、ここで資料として確かめられます。",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._shown())
        self._stack.addWidget(self.empty)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.days, alignment=Qt.AlignmentFlag.AlignRight)
        self.body.addWidget(self._stack, 1)

    def refresh(self) -> None:
        viewpoint = self.desk.outlook.current
        listed = self.desk.session.read(papers.papers) if viewpoint else []
        self._papers = [each for each in listed if viewpoint and each.council == viewpoint.council.code]
        self.set_subtitle(f"{viewpoint.council.name}の資料" if viewpoint else "")
        row = next((i for i, each in enumerate(self._papers) if each.id == self._wanted), 0)
        year = viewpoint.year.year if viewpoint else 0
        titles = [
            paper.title if year in paper.years else f"{paper.title}（未入力）" for paper in self._papers
        ]
        self.list.show_titles(titles, row if self._papers else -1)
        self._stack.setCurrentIndex(0 if self._papers else 1)
        self._read()

    def paper_id(self) -> str:
        return self._wanted

    def keyboard_place(self) -> QWidget | None:
        return self.list

    def use_paper(self, action: QAction) -> None:
        commands = self.desk.commands
        if action is commands.print_paper:
            self.print_paper()
        elif action is commands.save_pdf:
            self.save(".pdf", dialogs.PDF)
        elif action is commands.save_xlsx:
            self.save(".xlsx", dialogs.WORKBOOK)

    def choose_paper(self, paper_id: str) -> None:
        self._wanted = paper_id
        for row, paper in enumerate(self._papers):
            if paper.id == paper_id:
                self.list.setCurrentRow(row)

    def choose_title(self, title: str) -> None:
        for paper in self._papers:
            if paper.title == title:
                self.choose_paper(paper.id)

    def print_paper(self) -> None:
        """Through the system's dialog, then page by page on the worker."""
        made = self._preview
        if made is None:
            return
        printer = self.desk.dialogs.printer(self, made.content.title, len(made.sizes))
        if printer is None:
            return
        self.desk.jobs.start(
            self,
            f"「{made.content.title}」を印刷しています",
            lambda progress: print_pages(made, printer, progress),
            lambda pages: self._tell_printed(pages, printer.outputFileName(), made.content),
            self.desk.explain,
            awaited=True,
        )

    def save(self, suffix: str, kinds: str) -> None:
        """Choose a place and write the paper there."""
        made = self._preview
        if made is None:
            return
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        suggestion = folder / papers.file_name(made.content, suffix)
        path = self.desk.dialogs.save_file(self, "資料の保存", suggestion, kinds)
        if path is None:
            return
        self.desk.jobs.start(
            self,
            f"「{path.name}」を書き込んでいます",
            lambda _progress: papers.write_paper(made.content, path),
            lambda _none: self._tell_saved(path, made.content),
            self.desk.explain,
            awaited=True,
        )

    def _read(self) -> None:
        row = self.list.currentRow()
        self._preview = None
        if not 0 <= row < len(self._papers):
            return
        paper = self._papers[row]
        viewpoint = self.desk.outlook.seen(paper.id)
        if viewpoint is None:
            return
        days = self.desk.session.read(lambda book: days_of_form(book, paper.id, viewpoint))
        self.days.show_days(days, self.desk.outlook.days().get(paper.id, ChosenDays()))
        self._wanted = paper.id
        now = datetime.now().astimezone()
        self.desk.session.later(
            self, lambda book: papers.content(book, paper.id, viewpoint, now), self._make, self.desk.explain
        )

    def _make(self, content: PaperContent) -> None:
        if content.id != self._wanted:
            return
        ratio = self.devicePixelRatioF()
        self.desk.jobs.start(
            self,
            "プレビューを作っています",
            lambda progress: make_preview(content, progress, ratio),
            self._show,
            self.desk.explain,
        )

    def _show(self, made: Preview) -> None:
        if made.content.id != self._wanted:
            return
        self._preview = made
        self.thumbnails.show_pages(made.thumbnails)
        self.canvas.show_document(made.sizes, made.spoken)

    def _render(self, page: int, scale: float) -> None:
        made = self._preview
        if made is None:
            return

        def put(image: QImage) -> None:
            if self._preview is made:
                self.canvas.put(page, image)

        self.desk.jobs.start(
            self,
            "頁を描いています",
            lambda _progress: page_image(made.pdf, page, scale),
            put,
            self.desk.explain,
        )

    def _choose_row(self, row: int) -> None:
        if row >= 0:
            self._read()

    def _go_to_page(self, row: int) -> None:
        if row >= 0 and row != self.canvas.page:
            self.canvas.go(row)

    def _show_place(self, page: int, percent: int) -> None:
        self.place.setText(f"{page} ／ {self.canvas.pages} 頁　　{percent}％")
        self.thumbnails.mark(page - 1)

    def _emptiness(self, content: PaperContent) -> str:
        """What to add to the news that a paper without any content was written; '' for any other."""
        info = next((each for each in self._papers if each.id == content.id), None)
        problem = info.emptiness(content.viewpoint.year) if info else None
        return problem.sentence() if problem else ""

    def _tell_printed(self, pages: int, file: str, content: PaperContent) -> None:
        if pages and file:
            self._tell_saved(Path(file), content)
        elif pages:
            empty = self._emptiness(content)
            severity = Severity.WARNING if empty else Severity.NOTE
            self.desk.notify(Notice(f"{pages}頁をプリンターに送りました。", empty, severity))
        else:
            self.desk.notify(
                Notice(
                    "プリンターが応じないため、印刷を始められませんでした。",
                    "プリンターの電源と接続を確かめるか、PDFで保存してから印刷してください。",
                    Severity.ERROR,
                )
            )

    def _tell_saved(self, path: Path, content: PaperContent) -> None:
        show = self.desk.dialogs.show_file
        empty = self._emptiness(content)
        self.desk.notify(
            Notice(
                f"「{path.name}」を保存しました。",
                empty,
                Severity.WARNING if empty else Severity.NOTE,
                actions=(
                    ("開く", lambda: _ignore(show(path))),
                    ("フォルダーを開く", lambda: _ignore(show(path.parent))),
                ),
            )
        )

    def _command_bar(self) -> CommandBar:
        def action(text: str, icon_name: str, act: object) -> QAction:
            made = QAction(icon(icon_name), text, self)
            made.triggered.connect(act)
            return made

        bar = CommandBar(
            (
                action("前の頁", "chevron-left", lambda: self.canvas.go(self.canvas.page - 1)),
                action("次の頁", "chevron-right", lambda: self.canvas.go(self.canvas.page + 1)),
            ),
            (
                action("縮小", "zoom-out", lambda: self.canvas.zoom(-1)),
                action("拡大", "zoom-in", lambda: self.canvas.zoom(1)),
                action("幅に合わせる", "columns-3", self.canvas.fit_width),
                action("頁全体", "maximize", self.canvas.fit_page),
            ),
        )
        self.days.chosen.connect(lambda days: self.desk.outlook.choose_days(self._wanted, days))
        self.days.refused.connect(lambda problem: self.desk.notify(Notice.of(problem)))
        bar.add_right(self.place)
        excel, pdf = button("Excelで保存"), button("PDFで保存")
        out = button("印刷（Ctrl+P）", primary=True)
        excel.clicked.connect(self.desk.commands.save_xlsx.trigger)
        pdf.clicked.connect(self.desk.commands.save_pdf.trigger)
        out.clicked.connect(self.desk.commands.print_paper.trigger)
        for made in (excel, pdf, out):
            bar.add_right(made)
        return bar

    def _shown(self) -> QWidget:
        shown = QWidget()
        left = QVBoxLayout()
        left.addWidget(self.list)
        frame = QFrame()
        frame.setProperty("frame", True)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.canvas)
        layout = QHBoxLayout(shown)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(left)
        layout.addWidget(self.thumbnails)
        layout.addWidget(frame, 1)
        return shown


def _ignore(_value: object) -> None:
    pass
