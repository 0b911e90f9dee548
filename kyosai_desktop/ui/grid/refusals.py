"""Sentences for what the grid itself can't do; those about values come from the operations."""

from __future__ import annotations

from collections.abc import Iterable

from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.domain.table import CellState, RowKind, Table


def not_enterable(table: Table, row: int, column: int) -> Problem:
    """Why nothing can be typed into this cell."""
    cell = table.cells[row][column]
    where = "／".join(part for part in (table.rows[row].name, table.columns[column].path) if part)
    if cell.state is CellState.LOCKED:
        return Problem(
            "cell.locked",
            f"{where}は確定済みのため編集できません。",
            "直すときは、「データ」メニューの「確定と解除」から解除してください。",
            Severity.NOTE,
        )
    closed = table.columns[column].closed
    if cell.state is CellState.COMPUTED and closed and table.rows[row].kind is RowKind.ITEM:
        said, _, then = closed.partition("。")
        return Problem(
            "cell.other_month", f"{where}には、ここでは入力できません。{said}。", then, Severity.NOTE
        )
    if cell.state is CellState.COMPUTED and _is_target_of_results(table, column):
        return Problem(
            "cell.target",
            f"{where}は、ここでは書き換えられません。目標は「目標」の画面で入力します。",
            "左の「目標」を開いて入力してください。",
            Severity.NOTE,
        )
    if cell.state is CellState.COMPUTED:
        return Problem(
            "cell.computed",
            f"{where}は計算で求めるため、入力できません。",
            "もとになる数字を直すと、すぐに計算し直します。",
            Severity.NOTE,
        )
    return Problem(
        "cell.fixed", f"{where}は入力の欄ではありません。", "白い欄に入力してください。", Severity.NOTE
    )


def _is_target_of_results(table: Table, column: int) -> bool:
    """Whether the column repeats 目標 beside results that are typed."""
    typed = {
        index
        for line in table.cells
        for index, cell in enumerate(line)
        if cell.state in (CellState.ENTRY, CellState.LOCKED)
    }
    targets = {index for index, each in enumerate(table.columns) if each.label.endswith("目標")}
    return column in targets - typed and bool(typed - targets)


def nothing_enterable(table: Table, cells: Iterable[tuple[int, int]]) -> Problem:
    """No cell of the selection can take a value: because they are confirmed, or because none is for typing."""
    for row, column in cells:
        if table.cells[row][column].state is CellState.LOCKED:
            return not_enterable(table, row, column)
    return Problem(
        "selection.not_enterable",
        "選択した範囲に、入力できる欄がありません。",
        "入力の欄を含めて選び直してください。",
        Severity.NOTE,
    )


def scattered_selection() -> Problem:
    """Copy, paste and fill need one rectangle."""
    return Problem(
        "selection.scattered",
        "離れた範囲をまとめて写すことはできません。",
        "ひと続きの四角い範囲を選んでください。",
        Severity.NOTE,
    )


def empty_clipboard() -> Problem:
    """The clipboard has no text."""
    return Problem(
        "paste.empty",
        "クリップボードに貼り付けられる文字がありません。",
        "Excelなどで写したい範囲をコピーしてから、もう一度貼り付けてください。",
        Severity.NOTE,
    )


def too_large(what: str, size: int, room: int) -> Problem:
    """A block reaches beyond the table; ``what`` is 「行」 or 「列」."""
    return Problem(
        "paste.too_large",
        f"貼り付ける範囲（{size:,}{what}）が表の残り（{room:,}{what}）より大きいため、貼り付けませんでした。",
        "開始セルを確かめてください。",
    )
