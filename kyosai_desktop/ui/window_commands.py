"""What the commands of the menus and the command bars do with the page and the grid that are shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from kyosai_desktop.ui.commands import on_trigger
from kyosai_desktop.ui.page import Page, PageName
from kyosai_desktop.ui.pages import PAGES

if TYPE_CHECKING:  # the grid waits for the first page that has one
    from kyosai_desktop.ui.grid import GridView
    from kyosai_desktop.ui.main_window import MainWindow


def connect(window: MainWindow) -> None:
    """Let the commands act on ``window``. Those that need the open book are the program's."""
    commands = window.commands
    for name, action in zip(PageName, commands.pages, strict=True):
        on_trigger(action, partial(window.show_page, name))
    on_trigger(commands.settings, lambda: window.show_page(PageName.SETTINGS))
    on_trigger(
        commands.backups, partial(_show_on, window, PageName.SETTINGS, lambda page: page.show_backups())
    )
    on_trigger(commands.preview, lambda: _show_paper(window))
    on_trigger(
        commands.import_files, partial(_show_on, window, PageName.IMPORTS, lambda page: page.choose_files())
    )
    for action in (commands.print_paper, commands.save_pdf, commands.save_xlsx):
        on_trigger(action, partial(_use_paper, window, action))
    on_trigger(commands.next_tab, lambda: _with_page(window, lambda page: page.step_tab(1)))
    on_trigger(commands.previous_tab, lambda: _with_page(window, lambda page: page.step_tab(-1)))
    on_trigger(commands.find, lambda: _with_page(window, lambda page: page.focus_search()))
    acts: tuple[tuple[QAction, Callable[[GridView], object]], ...] = (
        (commands.cut, lambda grid: grid.cut()),
        (commands.copy, lambda grid: grid.copy()),
        (commands.paste, lambda grid: grid.paste()),
        (commands.clear, lambda grid: grid.clear_cells()),
        (commands.fill_down, lambda grid: grid.fill_down()),
        (
            commands.edit_cell,
            lambda grid: grid.edit(grid.currentIndex(), grid.EditTrigger.EditKeyPressed, None),
        ),
    )
    for action, act in acts:
        on_trigger(action, partial(_edit, window, act))
    on_trigger(commands.quit, window.close)


def _with_page(window: MainWindow, act: Callable[[Page], None]) -> None:
    page = window.page()
    if page:
        act(page)


def _edit(window: MainWindow, command: Callable[[GridView], object]) -> None:
    grid = window.grid()
    if grid:
        grid.setFocus()
        command(grid)


def _show_on(window: MainWindow, name: PageName, act: Callable[[Page], None]) -> None:
    page = window.show_page(name)
    if page:
        act(page)


def _show_paper(window: MainWindow) -> None:
    page = window.page()
    paper = page.paper_id() if page else ""
    papers = window.show_page(PageName.PAPERS)
    if papers and paper:
        papers.choose_paper(paper)


def _use_paper(window: MainWindow, action: QAction) -> None:
    page = window.page()
    if page is not None and PAGES[window.navigation.currentIndex()].name is PageName.PAPERS:
        page.use_paper(action)
    else:
        _show_paper(window)  # first see what is printed
