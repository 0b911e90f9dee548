"""強化期間: the campaign periods of a year as a table to type in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial

from kyosai_desktop.domain.campaign import Campaign, days_text, has_other_meaning, named
from kyosai_desktop.domain.confirmation import is_confirmed
from kyosai_desktop.domain.edit import Applied, TypedCell
from kyosai_desktop.domain.fact import Period
from kyosai_desktop.domain.fiscal.era import Precision
from kyosai_desktop.domain.fiscal.vague import parse_meeting_date
from kyosai_desktop.domain.fiscal.year import FiscalYear
from kyosai_desktop.domain.meeting import weekday_text
from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.domain.series import Council, Measure
from kyosai_desktop.domain.table import Cell, CellState, Column, ColumnKind, FieldKey, Table
from kyosai_desktop.domain.text.name import name_key
from kyosai_desktop.operations import registers
from kyosai_desktop.operations.registers import Register
from kyosai_desktop.store import campaigns as campaigns_sql
from kyosai_desktop.store import confirmations as confirmations_sql
from kyosai_desktop.store import forms as forms_sql
from kyosai_desktop.store.book import Book, Transaction

REGISTER = "campaign"
NEW_ROWS = 6
USUAL_LANES = ("人の保障", "家の保障", "車の補償")

_COLUMNS = (
    ("lane", "区分", ColumnKind.TEXT, 12),
    ("label", "名称", ColumnKind.TEXT, 20),
    ("start", "開始", ColumnKind.DATE, 16),
    ("end", "終了", ColumnKind.DATE, 16),
)
_DAYS = frozenset({"start", "end"})


def campaign_table(book: Book, council: Council, year: int, kept: Table | None = None) -> Table:
    """The year's campaigns in their order, beside each the days of last year's, then empty rows for new ones.

    ``kept``: the table on screen, whose rows stay where they are.
    """
    every = campaigns_sql.load_every_campaign(book)
    listed = [each for each in every if (each.council_id, each.year) == (council.id, year)]
    used = [each.lane for each in every if each.council_id == council.id and each.lane]
    lanes = tuple(dict.fromkeys([*used, *USUAL_LANES]))
    empty = partial(_empty, council, year)
    shown = registers.rows_of(REGISTER, listed, empty, NEW_ROWS, kept, reorders=False)
    return Table(
        id=f"{council.code}.campaigns",
        title="強化期間",
        stub=("順",),
        columns=(
            *(Column(label, kind=kind, width=width, key=field) for field, label, kind, width in _COLUMNS),
            Column("前年度の期間", kind=ColumnKind.TEXT, width=12, key="last"),
        ),
        rows=tuple(row for row, _ in shown),
        cells=tuple(
            (*(_cell(each, field, lanes) for field, *_ in _COLUMNS), Cell(_last_year(each, every)))
            for _, each in shown
        ),
        council=council.name,
        year=f"{year}年度",
    )


def enter_campaigns(
    book: Book, council: Council, year: int, shown: Table, cells: Sequence[TypedCell], label: str
) -> Applied | Problem:
    """Store texts typed into the table ``shown``; in an empty row they add a campaign. All in one step, or none with the
    reason.

    「7/3」 gets its year from the 年度, and 「8月」 is its first day or, as an end, its last. Figures that were typed for
    the days of a campaign move with them; the note says so. A form that names it follows a new name.
    """
    now = {each.id: each for each in campaigns_sql.load_campaigns(book, council.id, year)}
    fiscal_year = FiscalYear(year, council.start_month)
    notes: list[str] = []
    register = Register(
        REGISTER,
        partial(_empty, council, year),
        _shown,
        lambda before, field, text: _with_field(before, field, text, fiscal_year, notes),
        _DERIVED,
    )
    entered = registers.typed_into(register, shown, cells, now)
    if isinstance(entered, Problem) or not entered.count:
        return entered if isinstance(entered, Problem) else Applied(0)
    then = registers.as_shown(REGISTER, shown, {**now, **entered.records})
    problem = _unsound(then, shown.title)
    if problem is not None:
        return problem
    try:
        with book.change(f"強化期間：{label}") as tx:
            for each in now.values():
                after = entered.records.get(each.id, each)
                notes += _follow(book, tx, council, each, after, list(now.values()))
            campaigns_sql.write_campaigns(tx, then)
    except Refused as refused:
        return refused.problems[0]
    return Applied(entered.count, " ".join(dict.fromkeys(notes)))


def remove_campaigns(
    book: Book, council: Council, year: int, campaign_ids: Collection[int]
) -> Applied | Problem:
    """Take campaigns out of a year; none when figures were typed for the days of one of them."""
    now = campaigns_sql.load_campaigns(book, council.id, year)
    for each in now:
        if each.id not in campaign_ids:
            continue
        figures = _own_figures(book, council, each, [other for other in now if other.id not in campaign_ids])
        if figures:
            return Problem(
                "campaign.has_figures",
                f"「{each.name}」には、この期間の数として入力した数字が{figures:,}件あるため、削除できません。",
                f"{_forms(book, council, each.name)}で、その数字を先に消してください。",
                place=Place(form="強化期間", row=each.name),
            )
    with book.change(f"強化期間を{len(campaign_ids)}件削除") as tx:
        campaigns_sql.delete_campaigns(tx, campaign_ids)
    return Applied(len(campaign_ids))


def _empty(council: Council, year: int, campaign_id: int) -> Campaign:
    return Campaign(campaign_id, council.id, year, "", "", None, None)


def _follow(
    book: Book, tx: Transaction, council: Council, before: Campaign, after: Campaign, now: Sequence[Campaign]
) -> list[str]:
    """Let figures and forms follow a campaign; what was done. Raises ``Refused``."""
    notes = []
    if before.period != after.period:
        figures = _own_figures(book, council, before, [each for each in now if each.id != before.id])
        if figures:
            notes.append(_moved(book, tx, council, before, after, figures))
    if before.name != after.name and forms_sql.forms_naming(book, council.id, before.name):
        every = campaigns_sql.load_every_campaign(book)
        elsewhere = [each for each in every if each.id != before.id and each.council_id == council.id]
        if any(each.name == before.name for each in elsewhere):
            notes.append(
                f"{_forms(book, council, before.name)}は、ほかの年度にもある「{before.name}」のままです。"
            )
        else:
            forms_sql.rename_campaign(tx, council.id, before.name, after.name)
    return notes


def _moved(
    book: Book, tx: Transaction, council: Council, before: Campaign, after: Campaign, figures: int
) -> str:
    old, new = before.period, after.period
    confirmed = confirmations_sql.load_confirmed(book, council.id)
    assert old is not None  # it has figures of its own
    closed = [
        each
        for each in (old, new)
        if each and is_confirmed(Measure.RESULT, each, council.start_month, confirmed)
    ]
    kept = f"「{before.name}」（{days_text(old)}）には、この期間の数として入力した数字が{figures:,}件あり"
    if closed:
        raise Refused(
            Problem(
                "period.confirmed",
                f"{kept}、確定済みのため、日付を変えられません。",
                "直すときは、「データ」メニューの「確定と解除」から解除してください。",
            )
        )
    if (
        new is None
        or has_other_meaning(new, council.start_month)
        or campaigns_sql.count_figures(book, council.id, new)
    ):
        raise Refused(
            Problem(
                "campaign.has_figures",
                f"{kept}、新しい日付には移せません。",
                f"{_forms(book, council, before.name)}で、その数字を先に消してください。",
            )
        )
    campaigns_sql.move_figures(tx, council.id, old, new)
    return f"{days_text(old)}の数として入力してあった数字{figures:,}件も、{days_text(new)}の数にしました。"


def _own_figures(book: Book, council: Council, campaign: Campaign, others: Sequence[Campaign]) -> int:
    """How many figures are kept for the campaign's days and for nothing else."""
    period: Period | None = campaign.period
    if period is None or has_other_meaning(period, council.start_month):
        return 0
    if any(each.period == period for each in others):
        return 0
    return campaigns_sql.count_figures(book, council.id, period)


def _forms(book: Book, council: Council, name: str) -> str:
    titles = forms_sql.forms_naming(book, council.id, name)
    return f"様式「{'」「'.join(titles)}」" if titles else "その期間を出している様式"


def _unsound(campaigns: Sequence[Campaign], title: str) -> Problem | None:
    """Why these can't stand together."""
    seen: set[str] = set()
    for each in campaigns:
        place = Place(form=title, row=each.name)
        if each.start and each.end and each.end < each.start:
            return Problem(
                "campaign.reversed",
                f"「{each.name}」の終了（{each.end.month}/{each.end.day}）が、"
                f"開始（{each.start.month}/{each.start.day}）より前です。",
                "開始と終了の日付を確かめてください。",
                place=place,
            )
        if each.label and name_key(each.name) in seen:
            return Problem(
                "campaign.twice",
                f"「{each.name}」がもう1つあります。様式から、どちらの期間か決められません。",
                "名称を変えて、「第1回」「第2回」のように分けてください。",
                place=place,
            )
        seen.add(name_key(each.name))
    return None


def _last_year(campaign: Campaign, every: Sequence[Campaign]) -> str:
    found = named(every, campaign.council_id, campaign.year - 1, campaign.name) if campaign.name else []
    periods = [each.period for each in found if each.period]
    return days_text(periods[0]) if len(periods) == 1 else ""


def _cell(campaign: Campaign, field: str, lanes: tuple[str, ...]) -> Cell:
    return Cell(
        _shown(campaign, field),
        getattr(campaign, field) if field in _DAYS else None,
        CellState.ENTRY,
        key=FieldKey(REGISTER, campaign.id, field),
        choices=lanes if field == "lane" else (),
    )


def _shown(campaign: Campaign, field: str) -> str:
    value = getattr(campaign, field)
    if field not in _DAYS:
        return str(value)
    return f"{value.year}年{value.month}月{value.day}日{weekday_text(value)}" if value else ""


def _with_field(
    campaign: Campaign, field: str, text: str, year: FiscalYear, notes: list[str]
) -> Campaign | Problem:
    match field:
        case "lane":
            return replace(campaign, lane=text)
        case "label":
            return replace(campaign, label=text)
    if not text:
        return replace(campaign, start=None) if field == "start" else replace(campaign, end=None)
    when = parse_meeting_date(text, year)
    if isinstance(when, Problem):
        return when
    if when.precision not in (Precision.DAY, Precision.MONTH):
        return Problem(
            "campaign.vague",
            f"「{text}」では、何日からか何日までかが決まりません。",
            "「7/18」のように日まで入力してください。月の初めから終わりまでなら、「8月」とも入力できます。",
        )
    notes += [warning.sentence() for warning in when.warnings]
    return replace(campaign, start=when.start) if field == "start" else replace(campaign, end=when.end)


_DERIVED = Problem(
    "cell.computed",
    "前年度の期間は、前年度の同じ名称の強化期間から決まるため、入力できません。",
    "年度を切り替えると、前年度の日付を直せます。",
)
