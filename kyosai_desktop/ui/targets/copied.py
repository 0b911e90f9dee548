"""What 前年度から複写 did, told above the page."""

from __future__ import annotations

from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.operations.targets.copying import Copied


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
