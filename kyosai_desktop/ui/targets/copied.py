"""前年度から複写, and what it did, told above the page."""

from __future__ import annotations

from collections.abc import Sequence

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import Viewpoint
from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.operations.targets import copying
from kyosai_desktop.operations.targets.copying import Copied
from kyosai_desktop.ui.info_bar import Action, Notice
from kyosai_desktop.ui.page import Desk


def copy_last_year(
    desk: Desk, form_codes: Sequence[str], viewpoint: Viewpoint, version: int, *, overwrite: bool = False
) -> None:
    """Copy last year's targets of the forms, and offer to replace what was typed already."""
    outcome = desk.attempt(
        lambda book: copying.copy_last_year(book, form_codes, viewpoint, version, overwrite=overwrite)
    )
    if isinstance(outcome, Problem):
        desk.notify(Notice(outcome.message, outcome.next_step, Severity.WARNING))
        return

    def again() -> None:
        copy_last_year(desk, form_codes, viewpoint, version, overwrite=True)

    actions: tuple[Action, ...] = ()
    if outcome.kept and not overwrite:
        actions = (("入力済みも前年度の値にする", again),)
    desk.tell_done(copied_words(outcome, viewpoint.year), actions=actions)


def copied_words(copied: Copied, year: FiscalYear) -> str:
    """What copying did, in sentences."""
    words = [f"{year.previous().text()}の目標を{copied.copied:,}か所に複写しました。"]
    if not copied.copied:
        words = ["前年度から複写できる空いた目標はありませんでした。"]
    if copied.kept:
        words.append(f"入力済みの{copied.kept:,}か所はそのままです。")
    if copied.left:
        words.append(f"この年度にない「{'」「'.join(copied.left)}」の分は写していません。")
    words += [f"統合された「{ended}」の分は「{heir}」に加えました。" for ended, heir in copied.merged]
    return "".join(words)
