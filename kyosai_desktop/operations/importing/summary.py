"""A plan and its result as plain JSON data, for the command line."""

from __future__ import annotations

from typing import Any

from kyosai_desktop.domain.problem import Place, Problem
from kyosai_desktop.operations.importing.planned import Imported, ImportPlan, Outcome, Question


def plan_summary(plan: ImportPlan, path: str = "", imported: Imported | None = None) -> dict[str, Any]:
    """``{"files": [...], "questions": [...], "problems": [...], "unread": [...]}``.

    A file's ``outcome`` is ``imported``, ``unchanged``, ``planned`` or ``not_done``; ``step`` the history step or None.
    """
    counts = plan.counts()
    return {
        "files": [
            {
                "path": path or plan.file.name,
                "outcome": _outcome(plan, imported),
                "subject": plan.subject,
                "added": counts[Outcome.ADDED],
                "changed": counts[Outcome.CHANGED],
                "emptied": counts[Outcome.EMPTIED],
                "same": counts[Outcome.SAME],
                "errors": counts[Outcome.ERROR],
                "not_taken": counts[Outcome.NOT_TAKEN],
                "unread": len(plan.unread),
                "step": imported.step_id or None if imported else None,
            }
        ],
        "questions": [_question(question) for question in plan.questions],
        "problems": [problem_data(problem) for problem in plan_problems(plan)],
        "unread": [{"sheet": cell.sheet, "cell": cell.address, "text": cell.text} for cell in plan.unread],
    }


def plan_problems(plan: ImportPlan) -> list[Problem]:
    """What a user should read: the notes, and each reason why a cell can't be taken."""
    errors = [cell.problem for cell in plan.errors if cell.problem is not None]
    return list(dict.fromkeys([*errors, *plan.notes]))


def problem_data(problem: Problem) -> dict[str, Any]:
    """``{severity, code, place, message, next}``."""
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "place": _place(problem.place),
        "message": problem.message,
        "next": problem.next_step,
    }


def _outcome(plan: ImportPlan, imported: Imported | None) -> str:
    if imported is not None:
        return "imported" if imported.step_id else "unchanged"
    return "not_done" if plan.blocking or not plan.cells else "planned"


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": question.kind.value,
        "file": question.place.file,
        "sheet": question.place.sheet,
        "cell": question.place.cell,
        "text": question.text,
        "choices": [{"code": choice.code, "text": choice.text} for choice in question.choices],
    }


def _place(place: Place) -> dict[str, str]:
    return {
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "form": place.form,
        "row": place.row,
        "column": place.column,
    }
