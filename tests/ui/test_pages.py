"""Each page on the sample: what it shows is what the book says, what is done there is in the book at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.table import CellState, FieldKey, Table
from kyosai_desktop.operations import tables
from kyosai_desktop.operations.importing import Outcome
from kyosai_desktop.ui.page import PageName

if TYPE_CHECKING:
    from conftest import Office


def page(office: Office, name: PageName) -> Any:
    return office.program.window.show_page(name)


def told(office: Office) -> str:
    notice = office.program.window.info_bar.notice
    assert notice is not None
    return notice.message + notice.next_step


def at(table: Table, row: str, column: str) -> tuple[int, int]:
    """Indexes of the cell under these names."""
    rows = [i for i, each in enumerate(table.rows) if each.name == row]
    columns = [j for j, each in enumerate(table.columns) if each.path == column]
    return rows[0], columns[0]


def text_at(table: Table, row: str, column: str) -> str:
    i, j = at(table, row, column)
    return table.cells[i][j].text


def type_here(text: str, qtbot: QtBot) -> None:
    """Type into whatever has the keyboard, then Enter."""
    if text.isascii():
        for letter in text:
            qtbot.keyClicks(QApplication.focusWidget(), letter)
    else:
        QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent(text, []))
        committed = QInputMethodEvent("", [])
        committed.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget(), committed)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


class TestHome:
    def test_it_tells_the_published_rates(self, office: Office, qtbot: QtBot) -> None:
        home = page(office, PageName.HOME)
        qtbot.waitUntil(lambda: "91.0" in home.total.accessibleName(), timeout=5_000)
        names = {card.accessibleName().split("、")[0]: card.accessibleName() for card in home.cards}
        assert "達成率 64.9、実績 746 ／ 目標 1,150 件、あと 404件" in names["こくみん共済"]
        assert "達成率 102.8" in names["長期共済"] and "達成" in names["長期共済"]
        assert "2022年度" in home.bars.accessibleName() and "9,455" in home.bars.accessibleName()

    def test_a_change_elsewhere_is_told_here(self, office: Office, qtbot: QtBot) -> None:
        home = page(office, PageName.HOME)
        qtbot.waitUntil(lambda: "7,675" in home.total.accessibleName(), timeout=5_000)
        results = page(office, PageName.RESULTS)
        results.table_view.go(*at(results.table_view.table, "石狩", "こくみん共済／実績"))
        results.table_view.setFocus()
        before = int(text_at(results.table_view.table, "石狩", "こくみん共済／実績"))
        type_here(str(before + 25), qtbot)
        page(office, PageName.HOME)
        qtbot.waitUntil(lambda: "7,700" in home.total.accessibleName(), timeout=5_000)

    def test_the_other_council_has_its_own_rounding(self, office: Office, qtbot: QtBot) -> None:
        header = office.program.window.header
        header.council.setCurrentIndex(1)
        header.council.activated.emit(1)
        home = page(office, PageName.HOME)
        qtbot.waitUntil(
            lambda: any("58.3" in c.accessibleName() for c in [home.total, *home.cards]), timeout=5_000
        )


class TestFigures:
    def test_what_is_typed_is_in_the_book_and_in_the_totals(self, office: Office, qtbot: QtBot) -> None:
        results = page(office, PageName.RESULTS)
        grid = results.table_view
        total = int(text_at(grid.table, "全道 計", "こくみん共済／実績").replace(",", ""))
        before = int(text_at(grid.table, "石狩", "こくみん共済／実績"))
        grid.go(*at(grid.table, "石狩", "こくみん共済／実績"))
        grid.setFocus()
        type_here(str(before + 1), qtbot)
        qtbot.waitUntil(lambda: text_at(grid.table, "石狩", "こくみん共済／実績") == str(before + 1))
        assert text_at(grid.table, "全道 計", "こくみん共済／実績") == f"{total + 1:,}"
        session, viewpoint = office.program.session, results.desk.outlook.current
        assert session is not None
        stored = session.read(lambda book: tables.table(book, "rosai.blocks", viewpoint))
        assert text_at(stored, "石狩", "こくみん共済／実績") == str(before + 1)

    def test_undo_brings_the_old_figure_back(self, office: Office, qtbot: QtBot) -> None:
        results = page(office, PageName.RESULTS)
        grid = results.table_view
        before = text_at(grid.table, "石狩", "こくみん共済／実績")
        grid.go(*at(grid.table, "石狩", "こくみん共済／実績"))
        grid.setFocus()
        type_here("9", qtbot)
        qtbot.waitUntil(lambda: text_at(grid.table, "石狩", "こくみん共済／実績") == "9")
        told = f"元に戻す(&U)：石狩 こくみん共済 2024年5月 実績 {before}→9"
        assert office.program.window.commands.undo.text() == told
        qtbot.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: text_at(grid.table, "石狩", "こくみん共済／実績") == before)

    def test_text_that_is_no_number_is_told_above_the_page(self, office: Office, qtbot: QtBot) -> None:
        results = page(office, PageName.RESULTS)
        results.table_view.go(*at(results.table_view.table, "石狩", "こくみん共済／実績"))
        results.table_view.setFocus()
        type_here("abc", qtbot)
        assert "abc" in told(office)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)

    def test_the_columns_to_type_in_can_stand_alone(self, office: Office) -> None:
        results = page(office, PageName.RESULTS)
        grid = results.table_view
        results.only_entry.trigger()
        shown = [grid.table.columns[j].label for j in grid.shown_columns()]
        assert shown == ["実績"] * 7
        results.only_entry.trigger()
        assert len(grid.shown_columns()) == len(grid.table.columns)

    def test_a_block_of_eighteen_by_seven_is_pasted_as_one_step(self, office: Office, qtbot: QtBot) -> None:
        results = page(office, PageName.RESULTS)
        grid = results.table_view
        results.only_entry.trigger()
        lines = ["\t".join(str(10 * row + column) for column in range(7)) for row in range(18)]
        QGuiApplication.clipboard().setText("\r\n".join(lines) + "\r\n")
        grid.setFocus()
        grid.go(*at(grid.table, "石狩", "こくみん共済／実績"))
        office.program.window.commands.paste.trigger()
        qtbot.waitUntil(lambda: text_at(grid.table, "石狩", "長期共済／実績") == "1")
        assert office.program.window.commands.undo.text().endswith(
            "126セルを貼り付け（実績 ブロック別 2024年5月）"
        )
        total = sum(10 * row for row in range(18))
        assert text_at(grid.table, "全道 計", "こくみん共済／実績") == f"{total:,}"

    def test_the_month_is_chosen_on_the_page(self, office: Office) -> None:
        results = page(office, PageName.RESULTS)
        assert results.month.currentText() == "2024年5月末"
        results.month.setCurrentIndex(0)
        results.month.activated.emit(0)
        assert results.desk.outlook.current.through.text() == "2023年6月"
        assert "2023年6月30日現在" in results.subtitle

    def test_a_year_without_figures_offers_two_ways_to_begin(self, office: Office, qtbot: QtBot) -> None:
        results = page(office, PageName.RESULTS)
        results.desk.outlook.choose_year(FiscalYear(2025, 6))
        assert results._stack.currentWidget() is results.empty
        results.begin()
        assert results.hint.isVisible()
        assert results.table_view.current is not None

    def test_search_goes_to_the_row(self, office: Office, qtbot: QtBot) -> None:
        results = page(office, PageName.RESULTS)
        qtbot.keyClick(office.program.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(results.search.hasFocus)
        results.search.setText("十勝")
        qtbot.keyClick(results.search, Qt.Key.Key_Return)
        row, _ = results.table_view.current
        assert results.table_view.table.rows[row].name == "十勝"
        results.search.setText("那覇")
        qtbot.keyClick(results.search, Qt.Key.Key_Return)
        assert "「那覇」はこの表にありません。" in told(office)

    def test_tabs_lead_from_blocks_to_unions(self, office: Office, qtbot: QtBot) -> None:
        targets = page(office, PageName.TARGETS)
        assert [targets.tabs.tabText(i) for i in range(targets.tabs.count())] == ["ブロック別", "産別別"]
        qtbot.keyClick(office.program.window, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert targets.table_view.table.stub == ("産別",)
        assert targets.paper_id() == "rosai.targets.unions"

    def test_the_selection_is_summed_in_the_status_bar(self, office: Office, qtbot: QtBot) -> None:
        targets = page(office, PageName.TARGETS)
        grid = targets.table_view
        row, column = at(grid.table, "石狩", "こくみん共済／目標")
        grid.go(row, column)
        grid.extend(row + 1, column)
        figures = [int(grid.table.cells[row + step][column].text) for step in (0, 1)]
        words = office.program.window.status.summary.text()
        assert words.endswith(f"データの個数：2　合計：{sum(figures)}")


class TestRoster:
    def officers(self, roster: Any) -> list[str]:
        table = roster.table_view.table
        name = next(j for j, column in enumerate(table.columns) if column.key == "name")
        return [line[name].text for line in table.cells if line[name].text]

    def test_adding_takes_over_role_and_organisation_and_waits_for_the_name(
        self, office: Office, qtbot: QtBot
    ) -> None:
        roster = page(office, PageName.ROSTER)
        before = self.officers(roster)
        roster.table_view.go(3, 3)
        roster.add.trigger()
        row, column = roster.table_view.current
        assert (row, roster.table_view.table.columns[column].key) == (4, "name")
        assert roster.table_view.table.cells[4][0].text == roster.table_view.table.cells[3][0].text
        roster.table_view.setFocus()
        type_here("新任 太郎", qtbot)
        qtbot.waitUntil(lambda: "新任 太郎" in self.officers(roster))
        assert len(self.officers(roster)) == len(before) + 1

    def test_retiring_can_be_taken_back_from_the_message(self, office: Office, qtbot: QtBot) -> None:
        roster = page(office, PageName.ROSTER)
        before = self.officers(roster)
        roster.table_view.go(0, 3)
        roster.remove.trigger()
        qtbot.waitUntil(lambda: self.officers(roster) == before[1:])
        office.program.window.info_bar.buttons()[0].click()
        qtbot.waitUntil(lambda: self.officers(roster) == before)

    def test_moving_keeps_the_officer_chosen(self, office: Office, qtbot: QtBot) -> None:
        roster = page(office, PageName.ROSTER)
        before = self.officers(roster)
        roster.table_view.go(0, 3)
        roster.down.trigger()
        assert self.officers(roster)[:2] == [before[1], before[0]]
        assert roster.table_view.current == (1, 3)

    def test_a_new_year_begins_with_last_years_roster(self, office: Office, qtbot: QtBot) -> None:
        roster = page(office, PageName.ROSTER)
        year = roster.desk.outlook.years[-1]
        roster.desk.outlook.choose_year(year)
        assert roster._stack.currentWidget() is roster.empty
        roster.copy_year.trigger()
        assert "複写できません" in told(office) or "複写しました" in told(office)


class TestCalendar:
    def test_a_typed_date_belongs_to_the_year(self, office: Office, qtbot: QtBot) -> None:
        calendar = page(office, PageName.CALENDAR)
        calendar.add.trigger()
        grid = calendar.table_view
        row, _ = grid.current
        date = next(j for j, column in enumerate(grid.table.columns) if column.key == "date_text")
        grid.go(row, date)
        type_here("3/8", qtbot)
        qtbot.waitUntil(lambda: any("2024年3月8日(金)" in line[date].text for line in grid.table.cells))

    def test_a_date_nobody_can_read_is_told_and_stays_in_the_cell(self, office: Office, qtbot: QtBot) -> None:
        calendar = page(office, PageName.CALENDAR)
        calendar.add.trigger()
        grid = calendar.table_view
        date = next(j for j, column in enumerate(grid.table.columns) if column.key == "date_text")
        grid.go(grid.current[0], date)
        type_here("13/45", qtbot)
        assert "13/45" in told(office)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)

    def test_blocks_have_a_table_of_their_own(self, office: Office, qtbot: QtBot) -> None:
        calendar = page(office, PageName.CALENDAR)
        calendar.step_tab(1)
        assert calendar.table_view.table.stub == ("ブロック",)
        key = calendar.table_view.table.cells[0][0].key
        assert isinstance(key, FieldKey) and key.register == "block_meetings"

    def test_the_year_and_the_month_tell_the_same_meetings(self, office: Office, qtbot: QtBot) -> None:
        calendar = page(office, PageName.CALENDAR)
        calendar.step_tab(2)
        assert calendar.grid() is None
        assert "第1回 推進会議" in calendar.year_view.accessibleName()
        assert "15日 第1回 推進会議" in calendar.month_view.accessibleName()
        calendar._turn(1)
        assert calendar.month_title.text() == "2023年7月"
        assert "石狩 総会" in calendar.month_view.accessibleName()


class TestPapers:
    @pytest.fixture
    def papers(self, office: Office, qtbot: QtBot) -> Any:
        shown = page(office, PageName.PAPERS)
        qtbot.waitUntil(lambda: shown._preview is not None, timeout=10_000)
        return shown

    def test_the_preview_is_the_paper(self, papers: Any, qtbot: QtBot) -> None:
        assert "1,150" in papers.canvas.accessibleDescription()
        assert "64.9" in papers.canvas.accessibleDescription()
        qtbot.waitUntil(lambda: 0 in papers.canvas._sheets._images, timeout=5_000)
        image = papers.canvas._sheets._images[0]
        dark = sum(
            image.pixelColor(x, y).lightness() < 128
            for x in range(0, image.width(), 3)
            for y in range(0, image.height(), 3)
        )
        assert dark > 200

    def test_pdf_and_workbook_are_saved_where_the_user_says(
        self, office: Office, papers: Any, tmp_path: Path, qtbot: QtBot
    ) -> None:
        pdf, book = tmp_path / "達成状況.pdf", tmp_path / "達成状況.xlsx"
        office.dialogs.targets += [pdf, book]
        office.program.window.commands.save_pdf.trigger()
        qtbot.waitUntil(lambda: "達成状況.pdf" in (told(office) if pdf.exists() else ""), timeout=5_000)
        office.program.window.commands.save_xlsx.trigger()
        qtbot.waitUntil(lambda: "達成状況.xlsx" in told(office), timeout=5_000)
        assert pdf.read_bytes().startswith(b"%PDF")
        values = [cell.value for row in openpyxl.load_workbook(book).active.iter_rows() for cell in row]
        assert 1150 in values
        assert office.dialogs.suggested[0].name == "労済_2023年度_重点共済_達成状況.pdf"

    def test_a_place_that_cannot_be_written_is_told(
        self, office: Office, papers: Any, tmp_path: Path, qtbot: QtBot
    ) -> None:
        office.dialogs.targets.append(tmp_path / "ないフォルダー" / "達成状況.pdf")
        office.program.window.commands.save_pdf.trigger()
        qtbot.waitUntil(lambda: office.program.window.info_bar.isVisible(), timeout=5_000)
        assert "フォルダーが見つからない" in told(office)

    def test_printing_draws_every_page(
        self, office: Office, papers: Any, tmp_path: Path, qtbot: QtBot
    ) -> None:
        from PySide6.QtPrintSupport import QPrinter

        from kyosai_desktop.reports import preview

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        target = tmp_path / "印刷.pdf"
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        office.dialogs.printers.append(printer)
        office.program.window.commands.print_paper.trigger()
        qtbot.waitUntil(lambda: office.program.window.info_bar.isVisible(), timeout=20_000)
        assert told(office) == "「印刷.pdf」を保存しました。", "printed to a file: where it is"
        folder = next(
            each for each in office.program.window.info_bar.buttons() if "フォルダー" in each.text()
        )
        folder.click()
        assert office.dialogs.shown == [tmp_path]
        assert len(preview.page_sizes(target.read_bytes())) == 1

    def test_the_preview_of_a_page_shows_its_paper(self, office: Office, papers: Any, qtbot: QtBot) -> None:
        page(office, PageName.ROSTER)
        office.program.window.commands.preview.trigger()
        qtbot.waitUntil(
            lambda: papers._preview is not None and papers._preview.content.id == "rosai.roster",
            timeout=5_000,
        )
        assert papers.list.currentItem().text() == "役員体制"

    def test_ctrl_p_elsewhere_first_shows_what_would_be_printed(self, office: Office, qtbot: QtBot) -> None:
        page(office, PageName.RESULTS)
        qtbot.keyClick(office.program.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        assert office.program.window.page() is page(office, PageName.PAPERS)

    def test_zoom_and_pages(self, papers: Any) -> None:
        papers.canvas.fit_page()
        whole = papers.canvas.percent()
        papers.canvas.zoom(1)
        assert papers.canvas.percent() > whole
        assert papers.place.text().startswith("1 ／ 1 頁")


def branch_workbook(path: Path, rows: list[tuple[str, object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "実績"
    sheet["A1"] = "2024年5月末 実績（累計）"
    sheet.append([])
    sheet.append(["ブロック", "こくみん共済"])
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


class TestImports:
    def imported(self, office: Office, path: Path, qtbot: QtBot) -> Any:
        imports = page(office, PageName.IMPORTS)
        office.dialogs.files.append([path])
        office.program.window.commands.import_files.trigger()
        qtbot.waitUntil(lambda: bool(imports._drafts) or imports.unread.isVisible(), timeout=15_000)
        return imports

    def figure(self, office: Office, block: str) -> str:
        session, desk = office.program.session, office.program.window.desk
        assert session and desk and desk.outlook.current
        viewpoint = desk.outlook.current
        table = session.read(lambda book: tables.table(book, "rosai.blocks", viewpoint))
        return text_at(table, block, "こくみん共済／実績")

    def test_preview_says_what_becomes_of_each_cell_and_apply_is_one_step(
        self, office: Office, tmp_path: Path, qtbot: QtBot
    ) -> None:
        same = self.figure(office, "後志")
        path = branch_workbook(tmp_path / "5月.xlsx", [("石狩", 1234), ("後志", int(same))])
        before = self.figure(office, "石狩")
        imports = self.imported(office, path, qtbot)
        counts = imports._drafts[0].plan.counts()
        assert (counts[Outcome.CHANGED], counts[Outcome.SAME], counts[Outcome.ERROR]) == (1, 1, 0)
        model = imports.panel.view.lines
        shown = [
            [model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())
        ]
        assert shown[0] == ["変更", "4", "石狩", f"{before} → 1,234", ""]
        assert self.figure(office, "石狩") == before, "the preview changed the book"
        imports.panel.apply.click()
        assert "取り込みました" in told(office)
        assert self.figure(office, "石狩") == "1,234"
        office.program.window.info_bar.buttons()[0].click()
        assert self.figure(office, "石狩") == before

    def test_an_error_can_be_left_out_cell_by_cell_or_row_by_row(
        self, office: Office, tmp_path: Path, qtbot: QtBot
    ) -> None:
        path = branch_workbook(tmp_path / "5月.xlsx", [("石狩", "三十一"), ("後志", 5)])
        imports = self.imported(office, path, qtbot)
        panel = imports.panel
        assert not panel.apply.isEnabled()
        assert "三十一" in panel.detail.text()
        panel.skip.click()
        assert panel.apply.isEnabled()
        panel.skip.click()
        assert not panel.apply.isEnabled()
        panel.exclude.click()
        assert panel.apply.isEnabled()
        panel.apply.click()
        assert self.figure(office, "後志") == "5"

    def test_an_unknown_name_is_asked_and_never_dropped(
        self, office: Office, tmp_path: Path, qtbot: QtBot
    ) -> None:
        path = branch_workbook(tmp_path / "5月.xlsx", [("架空", 7), ("後志", 5)])
        imports = self.imported(office, path, qtbot)
        [field] = imports.panel.questions.fields
        assert not imports.panel.apply.isEnabled()
        choices = [field.itemText(i) for i in range(field.count())]
        wanted = next(i for i, text in enumerate(choices) if "石狩" in text)
        field.setCurrentIndex(wanted)
        field.activated.emit(wanted)
        assert imports.panel.apply.isEnabled()
        imports.panel.apply.click()
        assert self.figure(office, "石狩") == "7"

    def test_a_file_that_is_no_workbook_is_explained(
        self, office: Office, tmp_path: Path, qtbot: QtBot
    ) -> None:
        path = tmp_path / "写真.xlsx"
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 200)
        imports = self.imported(office, path, qtbot)
        assert imports._drafts == []
        assert "写真.xlsx" in imports.unread.words.accessibleName()

    def test_giving_up_changes_nothing(self, office: Office, tmp_path: Path, qtbot: QtBot) -> None:
        before = self.figure(office, "石狩")
        imports = self.imported(office, branch_workbook(tmp_path / "5月.xlsx", [("石狩", 9)]), qtbot)
        imports.panel.give_up.click()
        assert imports._drafts == []
        assert self.figure(office, "石狩") == before

    def test_the_history_takes_one_import_back(self, office: Office, tmp_path: Path, qtbot: QtBot) -> None:
        before = self.figure(office, "石狩")
        imports = self.imported(office, branch_workbook(tmp_path / "5月.xlsx", [("石狩", 9)]), qtbot)
        imports.panel.apply.click()
        qtbot.waitUntil(lambda: imports.history.list.topLevelItemCount() == 1)
        assert imports.history.list.topLevelItem(0).text(1) == "5月.xlsx"
        imports.history.list.topLevelItem(0).setSelected(True)
        imports.history.cancel.click()
        assert self.figure(office, "石狩") == before
        assert "取り消しました" in told(office)


class TestSettings:
    def test_choices_hold_at_once(self, office: Office, qapp: QApplication) -> None:
        settings = page(office, PageName.SETTINGS)
        before = qapp.font().pointSizeF()
        settings.general.text_size.setCurrentIndex(3)
        settings.general.text_size.activated.emit(3)
        try:
            assert qapp.font().pointSizeF() == pytest.approx(before * 1.25)
        finally:
            settings.general.text_size.activated.emit(1)
        assert qapp.font().pointSizeF() == pytest.approx(before)

    def test_the_history_names_every_step(self, office: Office) -> None:
        settings = page(office, PageName.SETTINGS)
        labels = [settings.history.list.topLevelItem(i).text(1) for i in range(2)]
        assert labels == ["見本データを入れる", "ブックを作成"]

    def test_a_save_point_is_in_the_list_at_once(self, office: Office, qtbot: QtBot) -> None:
        settings = page(office, PageName.SETTINGS)
        settings.tabs.setCurrentIndex(settings.tabs.count() - 2)
        assert settings.backups.list.topLevelItemCount() == 0
        qtbot.keyClick(office.program.window, Qt.Key.Key_F12)
        assert settings.backups.list.topLevelItemCount() == 1
        page(office, PageName.RESULTS)
        qtbot.keyClick(office.program.window, Qt.Key.Key_F12)
        page(office, PageName.SETTINGS)
        assert settings.backups.list.topLevelItemCount() == 2

    def test_a_backup_made_here_is_listed_and_can_be_restored(self, office: Office, qtbot: QtBot) -> None:
        settings = page(office, PageName.SETTINGS)
        settings.tabs.setCurrentIndex(settings.tabs.count() - 2)
        settings.backups.make.click()
        assert settings.backups.list.topLevelItem(0).text(1) == "保存点"
        settings.backups.list.topLevelItem(0).setSelected(True)
        settings.backups.restore.click()
        assert "今のブックは、別の名前で同じフォルダーに残ります" in told(office)
        office.program.window.info_bar.buttons()[0].click()
        assert "バックアップの状態に戻しました" in told(office)


def test_no_page_locks_up_without_a_council(office: Office, tmp_path: Path) -> None:
    from kyosai_desktop.operations import books

    path = tmp_path / "空.kyosai"
    books.create(path, "empty").close()
    assert office.program.open(path)
    for name in PageName:
        page(office, name)
    assert not office.program.window.header.year.isVisible()


def test_a_copy_for_reading_can_be_looked_at_but_not_changed(office: Office, qtbot: QtBot) -> None:
    office.program.window.commands.save_point.trigger()
    book = office.book
    office.program.close_book()
    assert office.program.open_copy(book)
    results = page(office, PageName.RESULTS)
    entry = next(
        (i, j)
        for i, line in enumerate(results.table_view.table.cells)
        for j, cell in enumerate(line)
        if cell.state is CellState.ENTRY
    )
    results.table_view.go(*entry)
    results.table_view.setFocus()
    type_here("1", qtbot)
    assert "読み取り専用" in told(office)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    page(office, PageName.ROSTER).add.trigger()
    assert "読み取り専用" in told(office)
