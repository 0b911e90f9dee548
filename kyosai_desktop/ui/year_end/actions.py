"""The two commands of this package, as menus call them."""

from __future__ import annotations

from kyosai_desktop.ui.main_window import MainWindow
from kyosai_desktop.ui.year_end.confirm_page import ConfirmPage
from kyosai_desktop.ui.year_end.wizard import YearWizard


def show_confirmation(window: MainWindow) -> None:
    """確定: show the months of the year looked at in the place of the page."""
    desk = window.desk
    viewpoint = desk.outlook.current if desk else None
    if desk and viewpoint and window.settle() is None:
        page = ConfirmPage(desk)
        window.show_aside(page, "確定", f"{viewpoint.council.name}　{viewpoint.year.text()}")
        page.months.setFocus()


def begin_year(window: MainWindow) -> None:
    """年度更新: ask what is carried over, do it, and go to the new year."""
    desk = window.desk
    viewpoint = desk.outlook.current if desk else None
    if desk is None or viewpoint is None or window.settle() is not None:
        return
    wanted = viewpoint.year.next()
    years = sorted({*(year.next() for year in desk.outlook.years), wanted}, reverse=True)
    wizard = YearWizard(desk.session, viewpoint.council, years, wanted, window)
    desk.dialogs.show_wizard(wizard)
    done, year = wizard.done_over, wizard.choice.chosen_year()
    wizard.deleteLater()
    if done:
        desk.outlook.choose_year(year)
        desk.tell_done(f"{year.text()}を作りました。{year.previous().text()}はそのまま残っています。")
