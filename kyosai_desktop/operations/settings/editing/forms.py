"""様式: the forms of a council made and changed in the window, with a preview of the table that comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.form import PeriodName, Purpose, RowsOf, Viewpoint
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.domain.series import Council, Measure
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, FieldKey, Row, RowKind, Table
from kyosai_desktop.operations import tables
from kyosai_desktop.operations.settings.editing.completing import completed
from kyosai_desktop.operations.settings.editing.entering import with_part
from kyosai_desktop.operations.settings.editing.revise import Rows, revise, rows_of
from kyosai_desktop.operations.settings.editing.sheet_table import Part, told_in_words
from kyosai_desktop.operations.settings.editing.words import Words, headers_of, new_code
from kyosai_desktop.operations.settings.sheets import SettingsRow
from kyosai_desktop.store.book import Book

ROW_TEMPLATES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("団体を並べる行", {"種類": RowsOf.MEMBERS.value}),
    ("1つの団体の行", {"種類": RowsOf.MEMBER.value}),
    ("項目の行", {"種類": RowsOf.INDICATOR.value}),
    ("合計の行", {"種類": RowsOf.TOTAL.value, "強調": "合計"}),
    ("達成した数の行", {"種類": RowsOf.REACHED.value}),
    ("見出しの行", {"種類": RowsOf.HEADING.value, "表示": "見出し"}),
)
"""Kinds of rows to add: how they are called, and what is filled in."""

COLUMN_TEMPLATES: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("目標の列", {"区分": Measure.TARGET.value}),
    ("実績の列", {"区分": Measure.RESULT.value, "期間": PeriodName.TO_MONTH.value}),
    (
        "前年度の実績の列",
        {
            "表示": "前年実績",
            "区分": Measure.RESULT.value,
            "期間": PeriodName.TO_MONTH.value,
            "年のずれ": "-1",
        },
    ),
    ("計算する列", {"表示": "計算"}),
)
"""Kinds of columns to add. A computed one begins as what is most wanted of the columns there are."""

_NOTE = "注記"
_PROPERTIES = ("名称", "用途", "単位", "内訳", "見出し列", "項目の繰り返し", "横向き")
_CALLED = {"名称": "題名", "横向き": "用紙を横向き", "内訳": "行に並べる分類"}


def rows_part(code: str, title: str) -> Part:
    """The rows of a form as a part to edit."""
    return Part("様式の行", (("様式", code),), f"様式「{title}」の行")


def columns_part(code: str, title: str) -> Part:
    """The columns of a form as a part to edit."""
    return Part("様式の列", (("様式", code),), f"様式「{title}」の列")


def preview(book: Book, code: str, viewpoint: Viewpoint) -> Table:
    """The form's table with the figures of the viewpoint, to look at only. Raises ``Refused`` (``form.unknown``)."""
    table = tables.table(book, code, viewpoint)
    cells = tuple(
        tuple(cell._replace(state=CellState.COMPUTED, key=None, choices=()) for cell in line)
        for line in table.cells
    )
    return replace(table, cells=cells)


def computed_template(rows: Rows, code: str) -> Mapping[str, str]:
    """What a new computed column of the form begins as: 達成率 where there are 目標 and 実績, else a sum."""
    columns = columns_part(code, "").rows(rows)
    figures = [row for row in columns if row["区分"]]
    target = next((row for row in reversed(figures) if row["区分"] == Measure.TARGET.value), None)
    group = figures[-1]["見出し"] if figures else ""
    result = next((row for row in reversed(figures) if row["区分"] != Measure.TARGET.value), None)
    if target and result and target["見出し"] == result["見出し"]:
        text = f"達成率({_quoted(result['表示'])}, {_quoted(target['表示'])})"
        return {"表示": "達成率", "見出し": result["見出し"], "計算式": text}
    text = " ＋ ".join(_quoted(row["表示"]) for row in figures if row["見出し"] == group) or "0"
    return {"表示": "計算", "見出し": group, "計算式": text}


def add_form(book: Book, council: Council) -> str:
    """Add a form that shows the first indicator by the first axis; its code. Raises ``Refused``."""
    code = f"{council.code}.{new_code()}"

    def change(rows: Rows) -> Rows:
        axes = next(row["分類"] for row in rows["会議体"] if row["コード"] == council.code)
        axis = axes.split(";")[0]
        first = next((row["コード"] for row in rows["項目"] if row["会議体"] == council.code), "")
        listed = {"種類": RowsOf.MEMBERS.value, "分類": axis} if axis else {"種類": RowsOf.INDICATOR.value}
        form = {
            "コード": code,
            "会議体": council.code,
            "名称": _free_title("新しい様式", council.code, rows),
            "用途": Purpose.PAPER.value,
            "内訳": axis,
            "見出し列": "名称=",
            "項目の繰り返し": first if axis else "",
        }
        then = {**rows, "様式": [*rows["様式"], SettingsRow("", "様式", 0, form)]}
        for part, values in (
            (rows_part(code, ""), listed),
            (rows_part(code, ""), {"種類": RowsOf.TOTAL.value, "分類": axis}),
            (columns_part(code, ""), COLUMN_TEMPLATES[0][1]),
            (columns_part(code, ""), COLUMN_TEMPLATES[1][1]),
            (columns_part(code, ""), None),
        ):
            filled = computed_template(then, code) if values is None else values
            made = completed(part.sheet, {**part.empty(), **filled}, frozenset(filled), then, None, new=True)
            row = SettingsRow("", part.sheet, 0, made)
            then = {**then, part.sheet: [*then[part.sheet], row]}
        return then

    revise(book, change, "様式を追加")
    return code


def duplicate_form(book: Book, code: str, title: str) -> str:
    """Save the form under another title, as a form of its own right after it; its code.

    Raises ``Refused`` (``form.title_empty``, ``form.title_taken``).
    """
    council = next(row["会議体"] for row in rows_of(book)["様式"] if row["コード"] == code)
    made = f"{council}.{new_code()}"

    def change(rows: Rows) -> Rows:
        _refuse_title(rows, council, title.strip())
        then = dict(rows)
        for sheet in ("様式の行", "様式の列"):
            copies = [_with(row, {"様式": made}) for row in rows[sheet] if row["様式"] == code]
            then[sheet] = [*rows[sheet], *copies]
        at = next(at for at, row in enumerate(rows["様式"]) if row["コード"] == code)
        copy = _with(rows["様式"][at], {"コード": made, "名称": title.strip()})
        then["様式"] = [*rows["様式"][: at + 1], copy, *rows["様式"][at + 1 :]]
        return then

    revise(book, change, f"様式「{title.strip()}」を複製")
    return made


def delete_form(book: Book, code: str) -> Applied:
    """Take a form out; its figures stay. Raises ``Refused``."""
    title = _title(rows_of(book), code)

    def change(rows: Rows) -> Rows:
        return {
            **rows,
            "様式": [row for row in rows["様式"] if row["コード"] != code],
            **{
                sheet: [row for row in rows[sheet] if row["様式"] != code]
                for sheet in ("様式の行", "様式の列")
            },
        }

    return revise(book, change, f"様式「{title}」を削除")


def move_form(book: Book, code: str, steps: int) -> None:
    """Move a form among those of its council, by ``steps`` (up when negative). Raises ``Refused``."""

    def change(rows: Rows) -> Rows:
        council = next(row["会議体"] for row in rows["様式"] if row["コード"] == code)
        part = Part("様式", (("会議体", council),), "様式")
        listed = part.rows(rows)
        at = next(at for at, row in enumerate(listed) if row["コード"] == code)
        listed.insert(min(max(at + steps, 0), len(listed) - 1), listed.pop(at))
        return with_part(rows, part, listed)

    revise(book, change, "様式の順を変更")


def free_title(book: Book, code: str) -> str:
    """A title for a copy of the form that no form of its council has."""
    rows = rows_of(book)
    form = next(row for row in rows["様式"] if row["コード"] == code)
    return _free_title(f"{form['名称']}（写し）", form["会議体"], rows)


def properties_table(rows: Rows, code: str) -> Table:
    """Title, unit, purpose … of a form, one to a row, with its notes below and room for another."""
    form = next(row for row in rows["様式"] if row["コード"] == code)
    words, headers = Words(rows), headers_of("様式")
    lines = [
        (
            _CALLED.get(name, name),
            Cell(
                words.shown("様式", name, form.values),
                state=CellState.ENTRY,
                key=FieldKey("様式", 1, name),
                choices=words.choices("様式", headers[name], form.values),
            ),
            told_in_words(headers[name]),
        )
        for name in _PROPERTIES
    ]
    notes = [*form[_NOTE].splitlines(), ""]
    lines += [
        (
            f"{_NOTE}{at}",
            Cell(note, state=CellState.ENTRY, key=FieldKey("様式", 1, f"{_NOTE}{at}")),
            "表の下の注。空にすると、なくなる" if note else "ここに打つと、注が増える",
        )
        for at, note in enumerate(notes, start=1)
    ]
    return Table(
        "settings.様式",
        f"様式「{form['名称']}」",
        ("設定",),
        (
            Column("内容", kind=ColumnKind.TEXT, width=24, key="内容"),
            Column("説明", kind=ColumnKind.TEXT, width=20, key="説明"),
        ),
        tuple(Row((label,), RowKind.ITEM, key=label) for label, _, _ in lines),
        tuple((cell, Cell(help, state=CellState.LABEL)) for _, cell, help in lines),
    )


def enter_properties(book: Book, code: str, cells: Sequence[TypedCell]) -> Applied | Problem:
    """Store what was typed into ``properties_table``, as one step or not at all."""

    def change(rows: Rows) -> Rows:
        at = next(at for at, row in enumerate(rows["様式"]) if row["コード"] == code)
        form = rows["様式"][at]
        values, words, headers = dict(form.values), Words(rows), headers_of("様式")
        notes = [*form[_NOTE].splitlines(), ""]
        for cell in cells:
            if cell.row >= len(_PROPERTIES):
                notes[cell.row - len(_PROPERTIES)] = cell.text.strip()
                continue
            name = _PROPERTIES[cell.row]
            stored = words.stored("様式", headers[name], values, cell.text)
            if isinstance(stored, Problem):
                place = Place(form=form["名称"], column=_CALLED.get(name, name))
                raise Refused(stored._replace(place=place))
            if name == "名称" and stored != form["名称"]:
                _refuse_title(rows, form["会議体"], stored)
            values[name] = stored
        values[_NOTE] = "\n".join(note for note in notes if note)
        listed = list(rows["様式"])
        listed[at] = replace(form, values=values)
        return {**rows, "様式": listed}

    try:
        return revise(book, change, f"様式「{_title(rows_of(book), code)}」を変更")
    except Refused as refused:
        return refused.problems[0]


def _with(row: SettingsRow, values: Mapping[str, str]) -> SettingsRow:
    return replace(row, values={**row.values, **values})


def _title(rows: Rows, code: str) -> str:
    return next(row["名称"] for row in rows["様式"] if row["コード"] == code)


def _titles(rows: Rows, council: str) -> set[str]:
    return {row["名称"] for row in rows["様式"] if row["会議体"] == council}


def _free_title(title: str, council: str, rows: Rows) -> str:
    taken, at, free = _titles(rows, council), 2, title
    while free in taken:
        free, at = f"{title}{at}", at + 1
    return free


def _refuse_title(rows: Rows, council: str, title: str) -> None:
    if not title:
        raise Refused(
            Problem("form.title_empty", "様式の題名が空です。", "ほかの様式と違う題名を入れてください。")
        )
    if title in _titles(rows, council):
        raise Refused(
            Problem(
                "form.title_taken",
                f"「{title}」という題名の様式がもうあります。",
                "ほかの様式と違う題名を入れてください。",
            )
        )


def _quoted(label: str) -> str:
    return label if not set(label) & set(" 　+＋-－−*×＊/÷／()（）,，、") else f"「{label}」"
