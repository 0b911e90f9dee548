"""The columns of a found table: which figure of which indicator stands in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kyosai_desktop.domain.problem import Problem, Severity
from kyosai_desktop.domain.series import Indicator, Measure
from kyosai_desktop.excel.header_band import HeaderCell, is_value
from kyosai_desktop.excel.layout import FoundTable
from kyosai_desktop.excel.mapping import ColumnMeaning, ColumnUse
from kyosai_desktop.operations.importing.planned import EXCLUDE, Choice, LearnedName, QuestionKind
from kyosai_desktop.operations.importing.sheet import SheetContext

_WHY_NOT_TAKEN = {
    ColumnUse.RATE: "計算される列のため、取り込まずに検算だけします。",
    ColumnUse.DIFFERENCE: "計算される列のため、取り込まずに検算だけします。",
    ColumnUse.TOTAL: "計の列のため、取り込まずに検算だけします。",
    ColumnUse.COMPUTED: "ほかの数字から計算される列のため、取り込みません。",
    ColumnUse.LAST_YEAR: "前の年度の数字のため、取り込みません。",
    ColumnUse.WORDS: "数字の列ではないため、取り込みません。",
    ColumnUse.UNKNOWN: "「この列を除く」が選ばれているため、取り込みません。",
}


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column, understood. ``problem`` is why its figures can't be taken (yet), or why they are not.

    ``measure`` None stands for that of the whole table. ``indicator_id`` 0: the rows say it.
    """

    header: HeaderCell
    use: ColumnUse
    indicator_id: int = 0
    measure: Measure | None = None
    period_text: str = ""
    unit: str = ""
    problem: Problem | None = None
    leaves: frozenset[int] = frozenset()

    @property
    def is_open(self) -> bool:
        """Whether its figures wait for an answer."""
        return self.problem is not None and self.problem.severity is Severity.ERROR


def read_columns(context: SheetContext, table: FoundTable) -> dict[int, ReadColumn]:
    """All value columns of a table by their number in the sheet. Unknown ones with figures become questions."""
    vocabulary = context.vocabulary
    shared = _shared_names(context, table)
    meanings = [vocabulary.column(header.path, shared) for header in table.header]
    with_figures: set[int] = set()
    if any(meaning.use is ColumnUse.UNKNOWN for meaning in meanings):
        with_figures = {cell.column for row in table.rows for cell in row.cells if is_value(cell)}
    columns = {}
    for header, meaning in zip(table.header, meanings, strict=True):
        if meaning.use is ColumnUse.UNKNOWN and header.column not in with_figures:
            meaning = replace(meaning, use=ColumnUse.WORDS)
        columns[header.column] = _read(context, header, meaning)
    return _totals_told_apart(context, columns)


def _shared_names(context: SheetContext, table: FoundTable) -> frozenset[str]:
    """Names over every column that mean nothing by themselves: 「実績一覧」 merged over the whole header."""
    if len(table.header) < 2:
        return frozenset()
    vocabulary = context.vocabulary
    common = set.intersection(*({vocabulary.key(name) for name in header.path} for header in table.header))
    return frozenset(key for key in common if vocabulary.column((key,)).use is ColumnUse.UNKNOWN)


def _read(context: SheetContext, header: HeaderCell, meaning: ColumnMeaning) -> ReadColumn:
    use, indicators = meaning.use, meaning.indicators
    problem: Problem | None = None
    if use is ColumnUse.UNKNOWN or (use is ColumnUse.FIGURE and len(indicators) > 1):
        chosen, problem = _ask(context, header, meaning)
        if chosen:
            use, indicators = ColumnUse.FIGURE, (chosen,)
    if use is not ColumnUse.FIGURE and problem is None:
        problem = not_taken(_WHY_NOT_TAKEN[use])
    return ReadColumn(
        header,
        use,
        indicators[0] if len(indicators) == 1 else 0,
        meaning.measure,
        meaning.period_text,
        meaning.unit,
        problem,
    )


def _ask(context: SheetContext, header: HeaderCell, meaning: ColumnMeaning) -> tuple[int, Problem | None]:
    catalogue, vocabulary = context.masters.catalogue, context.vocabulary
    names = vocabulary.indicators
    among = set(meaning.indicators) or None
    known = [catalogue.indicators[id] for id in names.alike(meaning.named, among)]
    choices = [Choice(item.code, item.name) for item in known]
    place = context.place(header.address)
    question_id = f"indicator:{context.council.code}:{meaning.named}"
    text = f"見出し「{header.text}」は、どの項目ですか。"
    code = context.asking.answer(
        question_id,
        QuestionKind.INDICATOR,
        place,
        text,
        [*choices, Choice(EXCLUDE, "この列を除く")],
    )
    if code is None:
        why = (
            "この見出しにあたる項目が、登録されていません。"
            if among is None
            else "同じ名前の項目が複数あります。"
        )
        return 0, Problem(
            "import.question", f"「{header.text}」：{why}", "どの項目かを選んでください。", place=place
        )
    if code == EXCLUDE:
        return 0, None
    indicator = next(item for item in known if item.code == code)
    if among is None and not context.asking.is_once(question_id):
        context.learned.append(LearnedName("indicator", indicator.id, meaning.named))
        context.asking.to_remember.pop(question_id, None)
    return indicator.id, None


def _totals_told_apart(context: SheetContext, columns: dict[int, ReadColumn]) -> dict[int, ReadColumn]:
    """Figures of an indicator whose parts stand beside it are totals; 「生命系共済 計」 alone is a figure of its own."""
    catalogue = context.masters.catalogue
    present: dict[Measure | None, set[int]] = {}
    for column in columns.values():
        if column.use is ColumnUse.FIGURE and column.indicator_id:
            present.setdefault(column.measure, set()).add(column.indicator_id)
    found = {}
    for number, column in columns.items():
        leaves = leaves_below(context, column.indicator_id) if column.indicator_id else frozenset()
        beside = present.get(column.measure, set())
        below = {
            part
            for part in beside
            if part != column.indicator_id and _is_above(catalogue.indicators, column.indicator_id, part)
        }
        if column.use in (ColumnUse.FIGURE, ColumnUse.TOTAL) and column.indicator_id and leaves:
            if below:
                column = replace(
                    column,
                    use=ColumnUse.TOTAL,
                    leaves=leaves,
                    problem=not_taken(_WHY_NOT_TAKEN[ColumnUse.TOTAL]),
                )
            else:
                column = replace(column, use=ColumnUse.FIGURE, problem=None)
        found[number] = column
    return found


def leaves_below(context: SheetContext, indicator_id: int) -> frozenset[int]:
    """The entry lines that add up to an indicator; none for an entry line itself."""
    catalogue = context.masters.catalogue
    found: set[int] = set()
    waiting = list(catalogue.parts(catalogue.indicators[indicator_id]))
    while waiting:
        part = waiting.pop()
        below = catalogue.parts(part)
        waiting += below
        if not below:
            found.add(part.id)
    return frozenset(found)


def _is_above(indicators: Mapping[int, Indicator], upper: int, lower: int) -> bool:
    while lower:
        if lower == upper:
            return True
        lower = indicators[lower].parent_id
    return False


def not_taken(reason: str) -> Problem:
    """Why a cell is left out; nothing is wrong with it."""
    return Problem("import.not_taken", reason, "", Severity.NOTE)
