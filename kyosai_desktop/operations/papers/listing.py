"""Which papers a book has: one for each form, and the lists of officers and meetings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from kyosai_desktop.domain.activity import NEW_ORGANISATION
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.compute import needs
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.form import Form, Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused, Severity
from kyosai_desktop.domain.series import Council, Measure
from kyosai_desktop.operations.books import councils
from kyosai_desktop.operations.figures import load_figures
from kyosai_desktop.operations.new_organisations import lists_new_organisations
from kyosai_desktop.operations.tables import forms, load_form
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store import register_years
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import load_catalogue

PROGRESS = "progress"
ROSTER, MEETINGS, BLOCK_MEETINGS = "roster", "meetings", "block-meetings"
NEW_ORGANISATIONS = "new-organisations"
"""What follows the council's code in the ids of the lists."""

_ANY_YEAR = 2000
"""Which series a form needs doesn't depend on the year it is looked at."""

_LIST_TITLES = {
    ROSTER: "役員体制",
    MEETINGS: "会議日程",
    BLOCK_MEETINGS: "ブロック会議の開催状況",
    NEW_ORGANISATIONS: "新規登録団体",
}


class PaperKind(Enum):
    """A FORM is computed from figures; a LIST comes from a register; a PAPER is put together from several tables."""

    FORM = "form"
    LIST = "list"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class PaperInfo:
    """A paper to choose. ``id`` is stable, ASCII and unique in the book; ``council`` is the council's code.

    ``years`` are the 年度 that have something to print, oldest first. ``formats`` are file endings.
    """

    id: str
    title: str
    kind: PaperKind
    council: str
    years: tuple[int, ...]
    formats: tuple[str, ...] = ("pdf", "xlsx", "csv", "json")

    def emptiness(self, year: FiscalYear) -> Problem | None:
        """What to tell whoever prints the paper of a year that has nothing on it yet; None for any other."""
        if year.year in self.years:
            return None
        known = "・".join(str(each) for each in self.years)
        return Problem(
            "print.empty",
            f"「{self.title}」に載せる{year.text()}の内容はまだないため、数字や名前のない資料になりました。",
            f"内容のある年度は{known}年度です。"
            if known
            else "数字や名簿を入力してから、もう一度出力してください。",
            Severity.WARNING,
        )


def papers(book: Book) -> list[PaperInfo]:
    """Every paper of the book: by council its forms in their order, then its lists."""
    found: list[PaperInfo] = []
    catalogue = load_catalogue(book)
    for council in councils(book):
        achieving: tuple[int, ...] | None = None
        for info in forms(book, council):
            form = load_form(book, info.code)
            years = _years_of_form(book, form, council, catalogue)
            found.append(PaperInfo(info.code, info.title, PaperKind.FORM, council.code, years))
            if achieving is None and {column.code for column in form.columns} >= {"target", "result", "rate"}:
                achieving = years
        if achieving is not None:
            paper_id = f"{council.code}.{PROGRESS}"
            found.append(PaperInfo(paper_id, "進捗状況", PaperKind.PAPER, council.code, achieving))
        for suffix, title in _LIST_TITLES.items():
            years = _years_of_list(book, council, suffix)
            if _is_listed(book, council, suffix, years):
                paper_id = f"{council.code}.{suffix}"
                found.append(PaperInfo(paper_id, title, PaperKind.LIST, council.code, years))
    return found


def find_paper(book: Book, name: str, council_code: str = "") -> PaperInfo:
    """The paper with this id, or with this title when only one has it.

    ``council_code`` takes only the papers of that council. Raises ``Refused`` (``paper.unknown``,
    ``paper.ambiguous``).
    """
    known = [paper for paper in papers(book) if council_code in ("", paper.council)]
    matching = [paper for paper in known if paper.id == name] or [
        paper for paper in known if paper.title == name
    ]
    if len(matching) == 1:
        return matching[0]
    if matching:
        ids = "、".join(paper.id for paper in matching)
        raise Refused(
            Problem(
                "paper.ambiguous",
                f"「{name}」という資料は{len(matching)}つあります。",
                f"どれかを名前の代わりに指定してください（{ids}）。",
            )
        )
    raise Refused(
        Problem(
            "paper.unknown",
            f"「{name}」という資料はこのブックにありません。",
            "資料の一覧から選び直してください。",
        )
    )


def _years_of_form(book: Book, form: Form, council: Council, catalogue: Catalogue) -> tuple[int, ...]:
    """The years with figures of what the form is about: its results, or its targets when it has only these.

    Columns of other years only stand beside: 過年度推移 is about this year's targets.
    """
    if any(column.campaign for column in form.columns):
        return tuple(_years_of_campaigns(book, form, council, catalogue))
    anywhere = FiscalYear(_ANY_YEAR, council.start_month)
    of_the_year = replace(form, columns=tuple(column for column in form.columns if not column.year_shift))
    slices = needs(of_the_year, Viewpoint(council, anywhere, anywhere.months()[-1]), catalogue)
    series = [catalogue.series[wanted.series_id] for wanted in slices]
    telling = {each.id for each in series if each.measure is not Measure.TARGET} or {
        each.id for each in series
    }
    ends = facts_sql.period_ends(book, telling)
    return tuple(sorted({FiscalYear.of(end, council.start_month).year for end in ends}))


def _years_of_campaigns(book: Book, form: Form, council: Council, catalogue: Catalogue) -> Iterator[int]:
    """The years of the form's 強化期間 in which something was reported, or a 目標 set."""
    own = tuple(column for column in form.columns if column.campaign and not column.year_shift)
    years = {each.year for each in catalogue.campaigns if each.council_id == council.id}
    for year in sorted(years):
        months = FiscalYear(year, council.start_month).months()
        seen = Viewpoint(council, FiscalYear(year, council.start_month), months[-1])
        if load_figures(book, catalogue, needs(replace(form, columns=own), seen, catalogue)):
            yield year


def _is_listed(book: Book, council: Council, suffix: str, years: tuple[int, ...]) -> bool:
    if suffix == NEW_ORGANISATIONS:
        return lists_new_organisations(book, council)
    return suffix != BLOCK_MEETINGS or bool(years)


def _years_of_list(book: Book, council: Council, suffix: str) -> tuple[int, ...]:
    if suffix == ROSTER:
        return tuple(register_years.roster_years(book, council.id))
    if suffix == NEW_ORGANISATIONS:
        return tuple(register_years.activity_years(book, council.id, NEW_ORGANISATION))
    of_blocks = suffix == BLOCK_MEETINGS
    return tuple(register_years.meeting_years(book, council.id, of_blocks=of_blocks))
