"""Planning the import of ``facts.csv``: every line beside the figure that the book holds, without a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kyosai_desktop.domain.compute.periods import years_of
from kyosai_desktop.domain.fact import Fact, FactKey, Period, Role
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.period_words import period_words
from kyosai_desktop.domain.problem import Place, Problem, Severity
from kyosai_desktop.domain.series import Series
from kyosai_desktop.excel.figure_list import FigureList
from kyosai_desktop.excel.grid import column_letters
from kyosai_desktop.operations.importing.columns import not_taken
from kyosai_desktop.operations.importing.comparing import confirmed_problem, stored_figures
from kyosai_desktop.operations.importing.figure_lines import LineKey, LineReader, LineRefused
from kyosai_desktop.operations.importing.masters import Masters
from kyosai_desktop.operations.importing.members import not_valid_then
from kyosai_desktop.operations.importing.planned import (
    WRITTEN,
    ImportOptions,
    ImportPlan,
    Outcome,
    PlannedCell,
    PlannedFile,
)
from kyosai_desktop.operations.targets.versions import version_name
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.confirmations import load_confirmed

_COLUMN = "値"


class _Line(NamedTuple):
    """A line that was read. Without a ``key``, ``problem`` says why it is none. ``corrected``: typed for the value.

    Without ``says_status`` the figure keeps the status that it has in the book.
    """

    row: int
    column: str
    label: str
    original: str
    key: FactKey | None = None
    fact: Fact | None = None
    problem: Problem | None = None
    corrected: str = ""
    says_status: bool = True


def plan_figure_list(
    book: Book,
    file: PlannedFile,
    figures: FigureList,
    options: ImportOptions,
    masters: Masters,
    notes: Sequence[Problem],
) -> ImportPlan:
    """What importing the list would do. Of the options, the council, the measure, excluded rows and corrections count."""
    lines = list(_read(figures, options, masters))
    _refuse_twice(lines)
    cells = tuple(_compared(book, file, figures, lines, masters))
    told = [*notes, *_told(file, lines)]
    return ImportPlan(
        file=file,
        subject=f"数字の一覧（{len(lines):,}件）" if lines else "",
        council_id=options.council_id,
        cells=cells,
        questions=(),
        unread=(),
        notes=tuple(told),
        checks=(),
        skip_bad=options.skip_bad,
    )


def _read(figures: FigureList, options: ImportOptions, masters: Masters) -> Iterator[_Line]:
    reader = LineReader(masters.catalogue)
    labels = _Labels(masters)
    value_column = column_letters(figures.columns["value"])
    for row, line in figures.lines:
        if line is None:
            yield _Line(row, "note", "", "", problem=_too_many_fields(row))
            continue
        label = " ".join(
            filter(None, (line.council, line.indicator, line.measure, line.member1, line.member2))
        )
        corrected = options.corrections.get((figures.name, f"{value_column}{row}"), "")
        try:
            found = reader.key(line)
            label = labels.label(found)
            reason = _left_out(found.series, row, figures, options)
            if reason is not None:
                yield _Line(row, "value", label, line.value, problem=reason)
                continue
            fact = reader.fact(line._replace(value=corrected) if corrected else line, found.series)
            yield _Line(
                row,
                "value",
                label,
                line.value,
                found.key,
                fact,
                corrected=corrected,
                says_status=bool(line.status),
            )
        except LineRefused as refused:
            column, problem = refused.column, _in_row(row, refused.problem)
            original = str(getattr(line, column))
            at_value = corrected if column == "value" else ""
            yield _Line(row, column, label, original, problem=problem, corrected=at_value)


def _left_out(series: Series, row: int, figures: FigureList, options: ImportOptions) -> Problem | None:
    if (figures.name, row) in options.excluded_rows:
        return not_taken("「この行を除く」が選ばれているため、取り込みません。")
    if options.council_id not in (None, series.council_id):
        return not_taken("選ばれた会議体の数字ではないため、取り込みません。")
    if options.measure not in (None, series.measure):
        return not_taken(f"{series.measure.value}は選ばれた区分ではないため、取り込みません。")
    if series.counted is not None:
        return not_taken("活動記録から数える項目のため、取り込みません。")
    return None


class _Labels:
    """Lines in words: 「労済 こくみん共済 実績 2023年度 5月まで 石狩」."""

    def __init__(self, masters: Masters) -> None:
        self._catalogue = masters.catalogue
        self._beginnings: dict[tuple[int, int, int, Role], str] = {}

    def label(self, found: LineKey) -> str:
        key = found.key
        same = (key.series_id, id(key.period), key.version, key.role)
        beginning = self._beginnings.get(same)
        if beginning is None:
            beginning = self._beginnings[same] = self._beginning(found)
        return " ".join((beginning, *(member.name for _, member in found.places)))

    def _beginning(self, found: LineKey) -> str:
        series, key = found.series, found.key
        council = self._catalogue.councils[series.council_id]
        indicator = self._catalogue.indicators[series.indicator_id]
        variant = f"（{series.variant}）" if series.variant else ""
        year, words = period_words(key.period, council.start_month)
        parts = (
            council.short_name,
            f"{indicator.name}{variant}",
            series.measure.value,
            version_name(key.version) if key.version else "",
            "公表値" if key.role is Role.PUBLISHED else "",
            year.text(),
            words,
        )
        return " ".join(part for part in parts if part)


def _refuse_twice(lines: list[_Line]) -> None:
    """A figure that stands in several lines is taken from none of them."""
    keys = [line.key for line in lines if line.key is not None]
    if len(set(keys)) == len(keys):
        return
    often = {key for key, count in Counter(keys).items() if count > 1}
    rows: dict[FactKey, list[int]] = {}
    for line in lines:
        if line.key in often and line.key is not None:
            rows.setdefault(line.key, []).append(line.row)
    for at, line in enumerate(lines):
        if line.key in often and line.key is not None:
            where = "と".join(f"{row:,}行目" for row in rows[line.key])
            lines[at] = line._replace(
                key=None,
                problem=Problem(
                    "import.duplicate",
                    f"同じ数字が{where}にあり、どちらが正しいかわかりません。",
                    "一つだけを残してください。",
                ),
            )


def _compared(
    book: Book, file: PlannedFile, figures: FigureList, lines: Iterable[_Line], masters: Masters
) -> Iterator[PlannedCell]:
    lines = list(lines)
    stored = iter(stored_figures(book, [line.key for line in lines if line.key is not None]))
    locked, outside = _Locked(book, masters), _Outside(masters)
    letters = {field: column_letters(column) for field, column in figures.columns.items()}
    for line in lines:
        where = f"{letters[line.column]}{line.row}"
        old = next(stored) if line.key is not None else None
        if old is not None and line.fact is not None and not line.says_status:
            line = line._replace(fact=line.fact._replace(status=old.status))
        outcome, problem = _outcome(line, old), line.problem
        if line.key is not None and outcome is not Outcome.SAME:
            problem = locked.problem(line.key) or outside.problem(line.key)
            if problem is not None:
                outcome, problem = Outcome.ERROR, _in_row(line.row, problem)
        if problem is not None and outcome is Outcome.ERROR:
            problem = problem._replace(place=Place(file=file.name, cell=where))
        takes = outcome in WRITTEN
        yield PlannedCell(
            figures.name,
            where,
            line.row,
            line.label,
            _COLUMN,
            outcome,
            line.original,
            line.key,
            old,
            line.fact if takes else None,
            problem,
            line.corrected,
        )


def _outcome(line: _Line, old: Fact | None) -> Outcome:
    if line.key is None or line.fact is None:
        note = line.problem is not None and line.problem.severity is Severity.NOTE
        return Outcome.NOT_TAKEN if note else Outcome.ERROR
    if old is None:
        return Outcome.ADDED
    new = line.fact
    same = (old.thousandths, old.status, old.note) == (new.thousandths, new.status, new.note)
    if same:
        return Outcome.SAME
    emptied = new.thousandths is None and old.thousandths is not None
    return Outcome.EMPTIED if emptied else Outcome.CHANGED


class _Locked:
    """Which figures are 確定, asked once for every series and period."""

    def __init__(self, book: Book, masters: Masters) -> None:
        self._catalogue = masters.catalogue
        self._confirmed = {
            council_id: load_confirmed(book, council_id) for council_id in masters.catalogue.councils
        }
        self._known: dict[tuple[int, int], Problem | None] = {}

    def problem(self, key: FactKey) -> Problem | None:
        place = (key.series_id, id(key.period))
        if place not in self._known:
            series = self._catalogue.series[key.series_id]
            start_month = self._catalogue.councils[series.council_id].start_month
            confirmed = self._confirmed[series.council_id]
            self._known[place] = confirmed_problem(key, series.measure, start_month, confirmed)
        return self._known[place]


class _Outside:
    """Which figures are of a year in which their member doesn't exist, asked once for every period."""

    def __init__(self, masters: Masters) -> None:
        self._catalogue = masters.catalogue
        self._members = {
            member.id: member for axis in masters.catalogue.axes.values() for member in axis.members
        }
        self._absent: dict[tuple[Period, int], frozenset[int]] = {}

    def problem(self, key: FactKey) -> Problem | None:
        council = self._catalogue.councils[self._catalogue.series[key.series_id].council_id]
        place = (key.period, council.start_month)
        absent = self._absent.get(place)
        if absent is None:
            years = years_of(*place)
            absent = self._absent[place] = frozenset(
                id for id, member in self._members.items() if not any(map(member.valid_in, years))
            )
        gone = next((member for member in (key.member1, key.member2) if member in absent), 0)
        if not gone:
            return None
        member = self._members[gone]
        return not_valid_then(member.name, member, FiscalYear.of(key.period.end, council.start_month))


def _told(file: PlannedFile, lines: Sequence[_Line]) -> Iterator[Problem]:
    reasons: Mapping[str, int] = Counter(
        line.problem.message
        for line in lines
        if line.problem is not None and line.problem.severity is Severity.NOTE
    )
    for reason, count in reasons.items():
        yield Problem(
            "import.lines_left_out", f"{count:,}行：{reason}", "", Severity.NOTE, Place(file=file.name)
        )
    if not lines:
        yield Problem(
            "import.no_figures",
            f"「{file.name}」に、数字の行が一つもありません。",
            "書き出したときのファイルかどうかを確かめてください。",
        )


def _in_row(row: int, problem: Problem) -> Problem:
    return problem._replace(
        message=f"{row:,}行目：{problem.message}",
        next_step=f"{problem.next_step}この行を除いて取り込むこともできます。",
    )


def _too_many_fields(row: int) -> Problem:
    return Problem(
        "import.line_fields",
        f"{row:,}行目の値の数が、見出しの列の数より多くなっています。",
        'カンマを含む文字を " " で囲むか、この行を除いてください。',
    )
