"""合計から配分: new totals divided among the units of every breakdown, as last year; proposed first, then stored.

The rule is ``domain.allocation``: largest remainder on last year's shares, fixed values kept, every 産別 (a member of
the kind 産別, whatever its axis is called) at least 1. A
product is divided in all its breakdowns or in none, and each of them then adds up to the total, so that 未配賦 is 0.
The total stays stored as the product's own figure beside its parts: a unit that is changed later shows as 未配賦.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from fractions import Fraction

from kyosai_desktop.domain.allocation import Unit, allocate
from kyosai_desktop.domain.axis import UNION_KIND, Axis
from kyosai_desktop.domain.compute import compute, needs
from kyosai_desktop.domain.edit import Applied
from kyosai_desktop.domain.fact import Fact, FactKey
from kyosai_desktop.domain.form import LATEST, Viewpoint
from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.rounding import Rounding, fixed_text
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.domain.table import RowKind
from kyosai_desktop.operations.figure_status import with_marks
from kyosai_desktop.operations.figures import load_figures
from kyosai_desktop.operations.targets.division import DivisionJob, division_jobs
from kyosai_desktop.operations.targets.heirs import heirs
from kyosai_desktop.operations.targets.sheet import TargetSheet, TargetView, is_typed_target, open_sheet
from kyosai_desktop.operations.targets.versions import year_is_confirmed
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store.book import Book


class Basis(Enum):
    """Whose shares a total is divided by."""

    TARGETS = "前年度の目標"
    RESULTS = "前年度の実績"


@dataclass(frozen=True, slots=True)
class Request:
    """What to divide: the targets of ``form_codes`` in a version; of two forms with one breakdown the first counts.

    A breakdown without any figure of a product, this year and last, is left out where another has some: an office that
    keeps its targets by 本支店 has none by 産別. That of the first form, which is looked at, is always divided.

    ``series``: which ones; None: those whose typed total differs from what a breakdown adds up to. ``fixed``: values
    (thousandths) the office has fixed, by key without its version.
    """

    form_codes: tuple[str, ...]
    version: int = LATEST
    basis: Basis = Basis.TARGETS
    series: frozenset[int] | None = None
    fixed: Mapping[FactKey, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What dividing would give: thousandths by key (with its version), ``changes`` being those that differ from now.

    ``names``: the products that are divided, by series. ``problems``: why others can't be, one per product and
    breakdown. ``equally``: 「こくみん共済（産別別）」 where nobody had a figure last year, so all share alike.
    """

    version: int
    values: Mapping[FactKey, int]
    changes: Mapping[FactKey, int]
    names: Mapping[int, str]
    problems: tuple[Problem, ...] = ()
    equally: tuple[str, ...] = ()


def propose(book: Book, viewpoint: Viewpoint, request: Request) -> Proposal | Problem:
    """What dividing would give. Nothing is stored.

    Problems: ``period.confirmed``, ``targets.no_units``, ``targets.nothing_to_allocate``; of single products, in the
    proposal, those of ``domain.allocation`` and ``targets.total_too_fine``.
    """
    sheets = [open_sheet(book, code, viewpoint, TargetView(request.version)) for code in request.form_codes]
    if any(sheet.is_confirmed() for sheet in sheets):
        return year_is_confirmed(viewpoint)
    found: dict[tuple[int, tuple[int, ...]], DivisionJob] = {}
    for job in (job for sheet in sheets for job in division_jobs(sheet)):
        found.setdefault(job.subject, job)
    jobs = list(found.values())
    if not jobs:
        return Problem(
            "targets.no_units",
            "この様式には、合計を配分する先（ブロックや産別）がありません。",
            "ブロック別・産別別・本支店別のような、団体を並べた目標の表を選んでください。",
        )
    weights = {sheet.form.code: _weights(book, sheet, request.basis) for sheet in sheets}
    jobs = _in_use(jobs, weights, request)
    wanted = request.series
    if wanted is None:
        wanted = frozenset(job.total_key.series_id for job in jobs if job.differs)
    values: dict[FactKey, int] = {}
    changes: dict[FactKey, int] = {}
    names: dict[int, str] = {}
    problems: list[Problem] = []
    equally: list[str] = []
    for series_id in dict.fromkeys(job.total_key.series_id for job in jobs):
        if series_id not in wanted:
            continue
        parts = [job for job in jobs if job.total_key.series_id == series_id]
        total = next((job.total for job in parts if job.total is not None), None)
        if total is None:
            continue
        divided = [_divide(job, total, weights[job.sheet.form.code], request.fixed) for job in parts]
        failed = [each for each in divided if isinstance(each, Problem)]
        problems += failed
        if failed:
            continue
        names[series_id] = parts[0].name
        for job, each in zip(parts, divided, strict=True):
            if isinstance(each, Problem):
                continue
            values |= each.values
            changes |= {
                key: value
                for key, value in each.values.items()
                if (now := job.sheet.fact(key)) is None or now.thousandths != value
            }
            if each.equally:
                equally.append(f"{job.name}（{job.sheet.form.title}）")
    if not names and not problems:
        return Problem(
            "targets.nothing_to_allocate",
            "どの合計も内訳と合っているため、配分するものがありません。",
            "合計の行に新しい合計を入力してから、もう一度選んでください。",
        )
    return Proposal(sheets[0].version, values, changes, names, tuple(problems), tuple(equally))


def allocate_targets(book: Book, viewpoint: Viewpoint, request: Request) -> Applied | Problem:
    """Divide and store as one step. The products that can't be divided are left as they are; ``Applied.note`` tells."""
    proposal = propose(book, viewpoint, request)
    if isinstance(proposal, Problem):
        return proposal
    if not proposal.names:
        return proposal.problems[0]
    names = list(proposal.names.values())
    more = f" ほか{len(names) - 1}共済" if len(names) > 1 else ""
    try:
        with book.change(f"合計から配分：{names[0]}{more}（{viewpoint.year.text()} 目標）") as tx:
            figures = {key: Fact(value) for key, value in proposal.changes.items()}
            facts_sql.write_facts(tx, list(with_marks(book, figures).items()))
    except Refused as refused:
        return refused.problems[0]
    return Applied(len(proposal.changes), proposal.problems[0].sentence() if proposal.problems else "")


def _in_use(
    jobs: Sequence[DivisionJob], weights: Mapping[str, Mapping[tuple[str, int], int]], request: Request
) -> list[DivisionJob]:
    """The jobs without those of breakdowns by which a product isn't kept."""

    def used(job: DivisionJob) -> bool:
        last_year = weights[job.sheet.form.code]
        return any(
            last_year.get((row, job.column)) or job.sheet.fact(key) is not None for row, key in job.units
        )

    kept = {job.subject for job in jobs if used(job)}
    series = {series_id for series_id, _ in kept}
    return [
        job
        for job in jobs
        if job.subject in kept
        or job.sheet.form.code == request.form_codes[0]
        or job.total_key.series_id not in series
    ]


@dataclass(frozen=True, slots=True)
class _Divided:
    values: Mapping[FactKey, int]
    equally: bool


def _weights(book: Book, sheet: TargetSheet, basis: Basis) -> dict[tuple[str, int], int]:
    """Last year's figure of every unit, by (key of the row, column); with those of the units merged into it since."""
    measure = Measure.TARGET if basis is Basis.TARGETS else Measure.RESULT
    columns = tuple(
        replace(column, measure=measure, year_shift=column.year_shift - 1, version=LATEST, entry=False)
        if is_typed_target(column)
        else column
        for column in sheet.form.columns
    )
    form = replace(sheet.form, columns=columns)
    figures = load_figures(book, sheet.catalogue, needs(form, sheet.viewpoint, sheet.catalogue))
    table = compute(form, sheet.viewpoint, sheet.catalogue, figures)
    heir_keys = _heir_keys(sheet)
    weights: Counter[tuple[str, int]] = Counter()
    for row, line in zip(table.rows, table.cells, strict=True):
        for at, cell in enumerate(line if row.kind is RowKind.ITEM else ()):
            if isinstance(cell.value, Fraction):
                weights[heir_keys.get(row.key, row.key), at] += int(cell.value * 1000)
    return weights


def _heir_keys(sheet: TargetSheet) -> dict[str, str]:
    """The row of the unit that goes on, by the row of each that ended."""
    axes = [sheet.catalogue.axes[axis_id] for axis_id in sheet.form.breakdown]
    return {
        f"{axis.code}.{axis[ended].code}": f"{axis.code}.{axis[heir].code}"
        for axis in axes
        for ended, heir in heirs(axis, sheet.viewpoint.year.year).items()
    }


def _divide(
    job: DivisionJob, total: int, weights: Mapping[tuple[str, int], int], fixed: Mapping[FactKey, int]
) -> _Divided | Problem:
    for amount in (total - job.outside, *(fixed[key] for key in _fixed_of(job, fixed))):
        if amount % job.step:
            return _too_fine(job, amount)
    axis = job.sheet.catalogue.axes[job.sheet.form.breakdown[0]]
    units = []
    for row, key in job.units:
        value = fixed.get(key._replace(version=0))
        name = axis[key.member1].name_in(job.sheet.viewpoint.year.year)
        locked = None if value is None else value // job.step
        units.append(Unit(name, weights.get((row, job.column), 0), locked))
    for at in _at_least_one(axis, [key.member1 for _, key in job.units], units):
        units[at] = replace(units[at], minimum=1)
    parts = allocate((total - job.outside) // job.step, units, counted_in=job.unit)
    if isinstance(parts, Problem):
        return _told(parts)._replace(place=job.place)
    values = {key: value * job.step for (_, key), value in zip(job.units, parts.values, strict=True)}
    for node in job.nodes:
        below = [value for key, value in values.items() if _is_below(axis, key.member1, node.member1)]
        values[node] = sum(below)
    values[job.total_key] = total
    return _Divided(values, bool(parts.equally) or not any(unit.weight for unit in units))


def _at_least_one(axis: Axis, members: Sequence[int], units: Sequence[Unit]) -> list[int]:
    """The positions of the units that must get 1, so that every 産別 has one: itself, or of several below it one.

    Of several that is the largest of last year that isn't fixed; none when one of them is fixed at a figure already.
    """
    of_union: dict[int, list[int]] = {}
    for at, member in enumerate(members):
        union = axis.ancestor_of_kind(member, UNION_KIND)
        if union is not None:
            of_union.setdefault(union.id, []).append(at)
    return [
        max(below, key=lambda at: (units[at].locked is None, abs(units[at].weight)))
        for below in of_union.values()
        if len(below) == 1 or not any(units[at].locked for at in below)
    ]


def _told(problem: Problem) -> Problem:
    """The problem of a division with what the rule is called here."""
    if problem.code != "allocation.locked_below_minimum":
        return problem
    return problem._replace(
        next_step="どの産別にも1以上を配分する決まりです。1以上の値にするか、セルを空にして固定を外してください。"
    )


def _fixed_of(job: DivisionJob, fixed: Mapping[FactKey, int]) -> list[FactKey]:
    return [found for _, key in job.units if (found := key._replace(version=0)) in fixed]


def _is_below(axis: Axis, member: int, node: int) -> bool:
    return any(each.id == node for each in axis.ancestors(member))


def _too_fine(job: DivisionJob, amount: int) -> Problem:
    text = fixed_text(Fraction(amount, 1000), 3, Rounding.DOWN).rstrip("0").rstrip(".")
    return Problem(
        "targets.total_too_fine",
        f"{text}{job.unit}には、目標の最小の単位に満たない端数があるため、配分できません。",
        "合計か固定した値を、端数のない数に直してください。",
        place=job.place,
    )
