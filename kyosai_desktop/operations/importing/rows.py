"""The rows of a found table: which members (or indicator) each stands for, and which are totals of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.text.name import subtotal_word
from kyosai_desktop.excel.grid import address
from kyosai_desktop.excel.layout import FoundRow, FoundTable, RowKind
from kyosai_desktop.excel.mapping import RowHeader
from kyosai_desktop.operations.importing.columns import not_taken
from kyosai_desktop.operations.importing.members import read_member
from kyosai_desktop.operations.importing.parents import Surroundings
from kyosai_desktop.operations.importing.planned import EXCLUDE, Choice, LearnedName, QuestionKind
from kyosai_desktop.operations.importing.questions import Asking
from kyosai_desktop.operations.importing.sheet import SheetContext
from kyosai_desktop.operations.importing.totals import total_label, total_of


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row, understood. ``members``: axis id → member id. ``problem``: why its figures can't be taken, or are not.

    ``is_total``: its figures are compared with the sum of others; ``total_of`` is the member they are the total of
    (0: of the rows around it), ``word`` how it is called (小計, 合計 …).
    """

    found: FoundRow
    label: str
    members: dict[int, int] = field(default_factory=dict)
    indicator_id: int = 0
    is_total: bool = False
    total_of: int = 0
    word: str = ""
    problem: Problem | None = None


def read_rows(context: SheetContext, table: FoundTable) -> list[ReadRow]:
    """All rows with cells. Unknown names become questions; a member above other rows' members is their total."""
    headers = [
        (at, context.vocabulary.row_header(cell.path[-1]) or _any_level(context, cell.path))
        for at, cell in enumerate(table.labels)
    ]
    known = [(at, header) for at, header in headers if header is not None]
    silent = _asking_nothing(context)
    around = {at: Surroundings(context, table, known, at, header) for at, header in known if header.axis_id}
    rows = [
        _read(silent if _is_excluded(context, row) else context, table, row, known, around)
        for row in table.rows
        if row.cells
    ]
    return [_excluded(context, row) for row in _totals_told_apart(context, rows)]


def _asking_nothing(context: SheetContext) -> SheetContext:
    """For rows left out: what they are still tells totals apart, but nobody has to say it."""
    remembered = context.masters.answers
    silent = replace(context.options, create=False)
    return replace(context, asking=Asking({}, remembered), options=silent, notes=[])


def _is_excluded(context: SheetContext, row: FoundRow) -> bool:
    return (context.sheet, row.row + 1) in context.options.excluded_rows


def _any_level(context: SheetContext, path: tuple[str, ...]) -> RowHeader | None:
    found = (context.vocabulary.row_header(name) for name in path)
    return next((header for header in found if header is not None), None)


def _read(
    context: SheetContext,
    table: FoundTable,
    row: FoundRow,
    headers: list[tuple[int, RowHeader]],
    around: Mapping[int, Surroundings],
) -> ReadRow:
    texts = [text for text in row.labels if text]
    label = texts[-1] if texts else ""
    if row.kind is RowKind.BLANK:
        return ReadRow(row, label, problem=not_taken("名前のない行のため、取り込みません。"))
    if row.kind is RowKind.SUBTOTAL:
        return _total_row(context, row, headers)
    result = ReadRow(row, label)
    if not texts:
        place = context.place(address(row.row, table.labels[-1].column))
        return replace(
            result,
            problem=Problem(
                "import.no_row_name",
                f"{row.row + 1}行目には数字がありますが、名前がありません。",
                "名前を書くか、この行を除いて取り込んでください。",
                place=place,
            ),
        )
    # the last label column of an axis that is filled says the member; those before it are its groups
    deepest = {header.axis_id: (at, header) for at, header in headers if row.labels[at]}
    if not deepest:
        return replace(result, problem=_no_row_header(context, table, row, label))
    for axis_id, (at, header) in deepest.items():
        text = row.labels[at]
        place_cell = address(row.row, table.labels[at].column)
        if axis_id:
            member_id, problem = read_member(
                context, header, text, place_cell, partial(around[at].parents, row)
            )
            if member_id:
                result.members[axis_id] = member_id
        else:
            indicator_id, problem = _indicator(context, text, place_cell)
            result = replace(result, indicator_id=indicator_id)
        if problem is not None and (result.problem is None or problem.code == "import.question"):
            result = replace(result, problem=problem)
    return result


def _no_row_header(context: SheetContext, table: FoundTable, row: FoundRow, label: str) -> Problem:
    """Names under a header that this council doesn't use: stored without members they would be its whole."""
    header = table.labels[-1]
    return Problem(
        "import.row_header_unknown",
        f"{context.council.short_name}には「{header.text}」という分類がないため、"
        f"{row.row + 1}行目の「{label}」がどこの数字かわかりません。",
        "会議体を確かめるか、設定でこの分類を加えてください。",
        place=context.place(header.address),
    )


def _total_row(context: SheetContext, row: FoundRow, headers: list[tuple[int, RowHeader]]) -> ReadRow:
    _, label = total_label(row)
    word = subtotal_word(label)
    reason = (
        "再掲の行のため、取り込みません。" if word == "再掲" else "計の行のため、取り込まずに検算だけします。"
    )
    return ReadRow(
        row,
        label,
        is_total=True,
        total_of=total_of(context, row, headers),
        word=word,
        problem=not_taken(reason),
    )


def _indicator(context: SheetContext, text: str, cell: str) -> tuple[int, Problem | None]:
    meaning = context.vocabulary.column((text,))
    if len(meaning.indicators) == 1:
        return meaning.indicators[0], None
    items = context.masters.catalogue.indicators
    likely = [items[id] for id in context.vocabulary.indicators.alike(text, set(meaning.indicators) or None)]
    question_id = f"indicator:{context.council.code}:{meaning.named}"
    place = context.place(cell)
    code = context.asking.answer(
        question_id,
        QuestionKind.INDICATOR,
        place,
        f"「{text}」は、どの項目ですか。",
        [*(Choice(item.code, item.name) for item in likely), Choice(EXCLUDE, "この行を除く")],
    )
    if code is None:
        return 0, Problem(
            "import.question",
            f"「{text}」という項目は登録されていません。",
            "どれにあたるかを選ぶか、この行を除いてください。",
            place=place,
        )
    if code == EXCLUDE:
        return 0, not_taken("「この行を除く」が選ばれているため、取り込みません。")
    chosen = next(item for item in likely if item.code == code)
    if not context.asking.is_once(question_id):
        context.learned.append(LearnedName("indicator", chosen.id, meaning.named))
        context.asking.to_remember.pop(question_id, None)
    return chosen.id, None


def _totals_told_apart(context: SheetContext, rows: list[ReadRow]) -> Iterable[ReadRow]:
    """A member with rows of its own below it in the table is their total; so is an indicator with its parts."""
    indicators = context.masters.catalogue.indicators
    above: dict[tuple[tuple[int, int], ...], set[int]] = {}
    indicators_above: set[int] = set()
    for row in rows:
        for axis_id, member_id in row.members.items():
            upper = above.setdefault(_others(row.members, axis_id), set())
            upper |= {member.id for member in context.lineage(axis_id, member_id) if member.id != member_id}
        if row.indicator_id:
            parent = indicators[row.indicator_id].parent_id
            while parent:
                indicators_above.add(parent)
                parent = indicators[parent].parent_id
    for row in rows:
        total_of = next(
            (id for axis_id, id in row.members.items() if id in above.get(_others(row.members, axis_id), ())),
            0,
        )
        if row.problem is None and (total_of or row.indicator_id in indicators_above):
            reason = not_taken("下の行の計にあたる行のため、取り込まずに検算だけします。")
            row = replace(row, is_total=True, total_of=total_of, word="計", problem=reason)
        yield row


def _others(members: dict[int, int], axis_id: int) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(pair for pair in members.items() if pair[0] != axis_id))


def _excluded(context: SheetContext, row: ReadRow) -> ReadRow:
    if not _is_excluded(context, row.found):
        return row
    return replace(row, problem=not_taken("「この行を除く」が選ばれているため、取り込みません。"))
