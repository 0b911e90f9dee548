"""Carrying out a planned import: one transaction, one undo step, every figure with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from kyosai_desktop.domain.fact import Fact, FactKey, Source
from kyosai_desktop.domain.problem import Problem, Refused, Severity
from kyosai_desktop.operations import confirming
from kyosai_desktop.operations.importing.beside import write_comments
from kyosai_desktop.operations.importing.collecting import without_collecting
from kyosai_desktop.operations.importing.comparing import stored_figures
from kyosai_desktop.operations.importing.planned import Imported, ImportPlan, Outcome, PlannedCell
from kyosai_desktop.store import catalogue as catalogue_sql
from kyosai_desktop.store import facts as facts_sql
from kyosai_desktop.store import imports as imports_sql
from kyosai_desktop.store.activities import load_counted
from kyosai_desktop.store.backup import BackupReason
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.ids import new_id


@without_collecting()
def apply(book: Book, plan: ImportPlan, *, skip_bad: bool = False, backup: bool = True) -> Imported:
    """Store what the plan says, all of it or, with the reason, nothing.

    A verified backup is made before; ``backup`` False is for the later files of one batch. Without anything new,
    nothing is stored.

    Raises:
        Refused: questions are open (``import.question_open``); cells are errors and neither ``skip_bad`` nor the plan
            leaves them out (``import.errors``); the book was changed after the plan (``import.book_changed``); nothing
            was found (``import.no_table``, ``import.no_figures``); the backup or the book couldn't be written.
    """
    _refuse_unready(plan, skip_bad or plan.skip_bad)
    counts = plan.counts()
    added, same = counts[Outcome.ADDED], counts[Outcome.SAME]
    changed = counts[Outcome.CHANGED] + counts[Outcome.EMPTIED]
    errors = counts[Outcome.ERROR]
    writes = plan.writes
    if not (writes or plan.comments or plan.learned or plan.new_members):
        return Imported(0, f"「{plan.file.name}」に、変わる数字はありません。", 0, same, errors)
    _refuse_changed(book, plan)
    _refuse_confirmed(book, writes)
    if backup:
        made = book.backup(BackupReason.IMPORT)
        if isinstance(made, Problem):
            raise Refused(made)
    import_id = new_id()
    with book.change(_label(plan, added, changed)) as tx:
        for member in plan.new_members:
            catalogue_sql.insert_member(tx, member)
        for name in plan.learned:
            catalogue_sql.insert_alias(tx, name.target, name.target_id, name.name)
        imports_sql.remember_answers(tx, plan.answers)
        imports_sql.insert_import_file(
            tx,
            imports_sql.ImportFile(
                import_id,
                tx.step_id,
                datetime.now(UTC),
                plan.file.name,
                plan.file.sha256,
                plan.file.size,
                added,
                changed,
                same,
                errors,
            ),
        )
        facts_sql.write_facts(tx, _facts(writes, import_id))
        write_comments(book, tx, plan.comments)
        step_id = tx.step_id
    note = f"エラーの{errors}セルを除いて取り込みました。" if errors else ""
    if plan.comments:
        note += f"コメント{len(plan.comments)}件も残しました。"
    by_hand = sum(1 for cell in writes if cell.corrected)
    if by_hand:
        note += f"{by_hand}セルは、手で直した値です。"
    new_masters = bool(plan.new_members or plan.learned or plan.answers)
    return Imported(added + changed, note, added, same, errors, import_id, step_id, new_masters)


def _label(plan: ImportPlan, added: int, changed: int) -> str:
    return f"取り込み：{plan.file.name}（追加{added}・変更{changed}）"


def _facts(cells: Iterable[PlannedCell], import_id: int) -> Iterator[tuple[FactKey, Fact]]:
    """The figures with their sources."""
    for sheet, address, _, _, _, _, original, key, _, new, _, corrected, _ in cells:
        if key is not None and new is not None:
            thousandths, status, note, _, step_id = new
            source = Source._make((import_id, sheet, address, original, corrected))
            yield key, Fact._make((thousandths, status, note, source, step_id))


def _refuse_unready(plan: ImportPlan, skip_bad: bool) -> None:
    nothing = [problem for problem in plan.notes if problem.severity is Severity.ERROR]
    if nothing:
        raise Refused(*nothing)
    if plan.questions:
        first = plan.questions[0].text
        more = f"（ほか{len(plan.questions) - 1}件）" if len(plan.questions) > 1 else ""
        raise Refused(
            Problem(
                "import.question_open",
                f"「{plan.file.name}」には、決まっていないことがあります：{first}{more}",
                "質問に答えてから取り込んでください。",
                place=plan.questions[0].place,
            )
        )
    if plan.errors and not skip_bad:
        raise Refused(*_first_problems(plan.errors))


def _first_problems(errors: Iterable[PlannedCell]) -> list[Problem]:
    """Each reason once, in the order of the cells."""
    return list(dict.fromkeys(cell.problem for cell in errors if cell.problem is not None))


def _refuse_changed(book: Book, plan: ImportPlan) -> None:
    new_ids = {member.id for member in plan.new_members}
    keys: list[FactKey] = []
    before: list[Fact | None] = []
    error = Outcome.ERROR
    for cell in plan.cells:
        if cell.key is not None and cell.outcome is not error:
            keys.append(cell.key)
            before.append(cell.old)
    members = {key.member1 for key in keys} | {key.member2 for key in keys}
    counted = {key.series_id for key in keys} & set(load_counted(book))
    gone = imports_sql.missing_masters(book, {key.series_id for key in keys}, members - new_ids - {0})
    if gone or counted or stored_figures(book, keys) != before:
        raise Refused(
            Problem(
                "import.book_changed",
                f"プレビューの後に、「{plan.file.name}」で取り込む数字がブックの中で変わりました。",
                "もう一度プレビューを開いて、変更の内容を確かめてください。",
            )
        )


def _refuse_confirmed(book: Book, writes: Iterable[PlannedCell]) -> None:
    """A month may have been confirmed after the preview."""
    if not confirming.any_confirmed(book):
        return
    catalogue = catalogue_sql.load_catalogue(book)
    keys = [cell.key for cell in writes if cell.key is not None]
    for council_id in {catalogue.series[key.series_id].council_id for key in keys}:
        of_council = [key for key in keys if catalogue.series[key.series_id].council_id == council_id]
        problem = confirming.refusal(book, catalogue.councils[council_id], catalogue, of_council)
        if problem:
            raise Refused(problem)
