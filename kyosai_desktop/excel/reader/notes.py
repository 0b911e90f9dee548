"""What a user is told about a file that was read: what in it was left aside, and what looks doubtful."""

from __future__ import annotations

from kyosai_desktop.domain.problem import Place, Problem, Severity

_NOTES: dict[str, tuple[Severity, str, str]] = {
    "old_format": (
        Severity.NOTE,
        "古い形式のブック（*.xls）です。この形式には、壊れたことを確かめるしくみがありません。",
        "値に覚えのないものがないか、取り込む前に見比べてください。",
    ),
    "chart_sheet": (
        Severity.NOTE,
        "このシートにはグラフだけがあり、セルがないため、読んでいません。",
        "表は、ほかのシートから取り込んでください。",
    ),
    "text_in_drawings": (
        Severity.WARNING,
        "図形やグラフの中に文字がありますが、図形の中の文字は読みません。",
        "必要な数字が図形の中にあるときは、セルに書き写してから取り込んでください。",
    ),
    "comments": (
        Severity.WARNING,
        "セルにコメント（メモ）が付いていますが、その文字を読めません。",
        "Excelで開いてコメントを確かめてから、取り込んでください。",
    ),
    "macros": (
        Severity.NOTE,
        "このブックにはマクロが入っていますが、マクロは動かさず、セルの値だけを読みました。",
        "そのまま続けられます。",
    ),
    "external_links": (
        Severity.WARNING,
        "ほかのブックを参照する数式があります。読んだのは、最後に保存されたときの値です。",
        "値が古くないか、送り主に確かめてください。",
    ),
    "early_date": (
        Severity.WARNING,
        "1900年1月または2月の日付があります。日付の形をした、ただの数字かもしれません。",
        "このセルの値を確かめてください。",
    ),
    "changed_after_copy": (
        Severity.WARNING,
        "読んでいるあいだに、このファイルは保存し直されました。読んだのは、その前の内容です。",
        "新しい内容が必要なときは、もう一度取り込んでください。",
    ),
    "other_extension": (
        Severity.NOTE,
        "名前の末尾は、中身の形式と合っていません。中身のとおりに読みました。",
        "そのまま続けられます。",
    ),
}


def note_of(code: str, file: str, sheet: str = "", cell: str = "") -> Problem:
    """The note as a ``Problem`` that stopped nothing; its code is ``file.note.…``."""
    severity, message, next_step = _NOTES[code]
    return Problem(
        f"file.note.{code}", message, next_step, severity, Place(file=file, sheet=sheet, cell=cell)
    )
