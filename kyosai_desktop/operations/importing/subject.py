"""What a whole table is about: measure, time, indicator and place, where its headers and rows don't say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.excel.layout import FoundTable
from kyosai_desktop.excel.mapping import ColumnUse, RowHeader
from kyosai_desktop.operations.importing.columns import ReadColumn, not_taken
from kyosai_desktop.operations.importing.periods import When, combined, of_period, when_in
from kyosai_desktop.operations.importing.planned import EXCLUDE, Choice, QuestionKind
from kyosai_desktop.operations.importing.rows import ReadRow
from kyosai_desktop.operations.importing.sheet import SheetContext

_WHOLE = "whole"
_WORDS = re.compile(r"[\s／/・_（）()「」『』［］\[\]【】：:、,.\-－~〜]+")


@dataclass(frozen=True, slots=True)
class Subject:
    """``problem``: why nothing of the table can be taken (yet). ``members``: axis id → member that all of it is of."""

    when: When
    measure: Measure | None = None
    indicator_id: int = 0
    members: Mapping[int, int] = field(default_factory=dict)
    problem: Problem | None = None


def read_subject(
    context: SheetContext,
    table: FoundTable,
    layout: str,
    rows: list[ReadRow],
    columns: Mapping[int, ReadColumn],
    when: When,
) -> Subject:
    """``layout`` is the fingerprint under which answers about the table are remembered.

    What the figures don't need is not asked: a table with 目標 and 実績 in its header has no measure of its own.
    """
    figures = [column for column in columns.values() if column.use is ColumnUse.FIGURE]
    measure = _measure(context, table, layout) if any(column.measure is None for column in figures) else None
    indicator_id = 0
    if any(not column.indicator_id for column in figures) and not all(
        row.indicator_id or row.is_total or row.problem for row in rows
    ):
        indicator_id = _indicator(context, table)
    members, problem = _scope(context, table, layout)
    return Subject(when, measure, indicator_id, members, problem)


def column_when(context: SheetContext, column: ReadColumn, of_table: When) -> When:
    """The time of one column: what its header says, filled up from the table's."""
    if not column.period_text or context.options.period is not None:
        return of_table
    start_month = context.council.start_month
    return combined([when_in(column.period_text, start_month), of_table], start_month)


def ask_period(context: SheetContext, subject: Subject) -> Problem:
    """Ask for the time that nothing in the file says."""
    when = subject.when
    newest = context.newest_year()
    years = [newest.previous(), newest, newest.next()] if newest else []
    if when.bare_month is not None:
        texts = [year.month(when.bare_month).text() for year in years]
    else:
        texts = [month.text() for month in newest.months()] if newest else []
        texts += [year.text() for year in years]
    context.asking.answer(
        f"period@{context.sheet}",
        QuestionKind.PERIOD,
        context.place(),
        "この表は、いつの数字ですか（「2024年5月」「2023年度」のように答えられます）。",
        [Choice(text, text) for text in texts],
        remember=False,
    )
    return Problem(
        "import.question",
        "いつの数字かが、表にもシートの名前にもファイルの名前にも書かれていません。",
        "年月を選んでください。",
        place=context.place(),
    )


def measure_unknown(context: SheetContext) -> Problem:
    """Why figures wait that are neither said to be 目標 nor 実績."""
    return Problem(
        "import.question",
        "目標か実績かが、見出しにも題名にも書かれていません。",
        "目標か実績かを選んでください。",
        place=context.place(),
    )


def indicator_unknown(context: SheetContext, name: str, cell: str) -> Problem:
    """Why figures wait that stand under a header such as 目標 only."""
    return Problem(
        "import.question",
        f"「{name}」が、どの項目の数字かわかりません。",
        "項目を選んでください。",
        place=context.place(cell),
    )


def _measure(context: SheetContext, table: FoundTable, layout: str) -> Measure | None:
    if context.options.measure is not None:
        return context.options.measure
    for text in (table.title, context.sheet, context.stem):
        found = context.vocabulary.measures_in(text)
        if len(found) == 1:
            return next(iter(found))
        if found:
            break
    kept = {
        series.measure
        for series in context.masters.catalogue.series.values()
        if series.council_id == context.council.id
    }
    code = context.asking.answer(
        f"measure@{layout}",
        QuestionKind.MEASURE,
        context.place(),
        f"シート『{context.sheet}』の数字は、どれですか。",
        [Choice(measure.value, measure.value) for measure in Measure if measure in kept],
    )
    return Measure(code) if code else None


def table_when(context: SheetContext, table: FoundTable) -> When:
    """The time that the title, the sheet or the file says; asked about where they disagree."""
    start_month = context.council.start_month
    if context.options.period is not None:
        return of_period(context.options.period, start_month)
    question = f"period@{context.sheet}"
    answered = context.options.answers.get(question)
    if answered is not None:
        when = combined([when_in(answered.choice, start_month)], start_month)
        if when.known:
            return when
    inside = combined([when_in(text, start_month) for text in (table.title, context.sheet)], start_month)
    of_file = when_in(context.stem, start_month)
    together = combined([inside, of_file], start_month)
    if _disagree(inside, of_file):
        texts = list(
            dict.fromkeys(when.text() for when in (inside, combined([of_file, inside], start_month)))
        )
        context.asking.answer(
            question,
            QuestionKind.PERIOD,
            context.place(),
            f"表には{texts[0]}、ファイルの名前には{texts[-1]}とあります。どちらの数字ですか。",
            [Choice(text, text) for text in texts],
            remember=False,
        )
    return together


def _disagree(inside: When, of_file: When) -> bool:
    if of_file.month is not None:
        if inside.month is not None:
            return inside.month != of_file.month
        return inside.year is not None and not inside.year.contains(of_file.month.start)
    if of_file.bare_month is not None and inside.month is not None:
        return inside.month.month != of_file.bare_month
    return inside.year is not None and of_file.year is not None and inside.year != of_file.year


def _indicator(context: SheetContext, table: FoundTable) -> int:
    vocabulary = context.vocabulary
    for text in (table.title, context.sheet, context.stem):
        found = vocabulary.indicators.contained_in(vocabulary.key(text))
        if len(found) == 1:
            return found[0]
    items = [
        item
        for item in context.masters.catalogue.indicators.values()
        if item.council_id == context.council.id
    ]
    code = context.asking.answer(
        f"indicator@{context.sheet}",
        QuestionKind.INDICATOR,
        context.place(),
        f"シート『{context.sheet}』は、どの項目の数字ですか。",
        [Choice(item.code, item.name) for item in items],
        remember=False,
    )
    return next((item.id for item in items if item.code == code), 0)


def _scope(context: SheetContext, table: FoundTable, layout: str) -> tuple[Mapping[int, int], Problem | None]:
    """A unit that the title names beside the rows' own: 「道北支店」 over a list of 産別 is asked about.

    Without the question a branch's list would be stored as the whole council's.
    """
    vocabulary = context.vocabulary
    headers = [vocabulary.row_header(name) for cell in table.labels for name in cell.path]
    own = {header.axis_id for header in headers if header is not None}
    words = [
        word for text in (table.title, context.sheet, context.stem) for word in _WORDS.split(text) if word
    ]
    for axis in context.axes:
        if axis.id in own:
            continue
        found = {id for word in words for id in _named(context, axis.id, word)}
        if len(found) != 1:
            continue
        member = axis[next(iter(found))]
        code = context.asking.answer(
            f"scope:{axis.code}:{member.code}@{layout}",
            QuestionKind.SCOPE,
            context.place(),
            f"この表は、{member.name}だけの数字ですか。",
            [
                Choice(member.code, f"{member.name}の数字"),
                Choice(_WHOLE, "全体の数字"),
                Choice(EXCLUDE, "この表を除く"),
            ],
        )
        if code is None:
            return {}, Problem(
                "import.question",
                f"{member.name}だけの数字か、全体の数字かがわかりません。",
                "どちらの数字かを選んでください。",
                place=context.place(),
            )
        if code == EXCLUDE:
            return {}, not_taken("「この表を除く」が選ばれているため、取り込みません。")
        return ({axis.id: member.id} if code == member.code else {}), None
    return {}, None


def _named(context: SheetContext, axis_id: int, word: str) -> tuple[int, ...]:
    key = context.vocabulary.key(word)
    header = RowHeader(axis_id)
    found = context.vocabulary.members(header, key, context.year_number)
    if not found and key.endswith("ブロック"):
        found = context.vocabulary.members(header, key.removesuffix("ブロック"), context.year_number)
    return found
