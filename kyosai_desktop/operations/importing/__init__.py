"""Importing figures from the workbooks that others send: read, plan, ask, apply as one step."""

from __future__ import annotations

from kyosai_desktop.operations.importing.applying import apply
from kyosai_desktop.operations.importing.masters import Masters, load_masters
from kyosai_desktop.operations.importing.planned import (
    CREATE,
    EXCLUDE,
    PRESSING,
    REPLACING,
    Answer,
    Check,
    Choice,
    Counting,
    Imported,
    ImportOptions,
    ImportPlan,
    Outcome,
    PlannedCell,
    Question,
    QuestionKind,
    Unread,
)
from kyosai_desktop.operations.importing.planning import plan, read_file
from kyosai_desktop.operations.importing.provenance import Provenance, source_of
from kyosai_desktop.operations.importing.summary import plan_problems, plan_summary, problem_data

__all__ = [
    "CREATE",
    "EXCLUDE",
    "PRESSING",
    "REPLACING",
    "Answer",
    "Check",
    "Choice",
    "Counting",
    "ImportOptions",
    "ImportPlan",
    "Imported",
    "Masters",
    "Outcome",
    "PlannedCell",
    "Provenance",
    "Question",
    "QuestionKind",
    "Unread",
    "apply",
    "load_masters",
    "plan",
    "plan_problems",
    "plan_summary",
    "problem_data",
    "read_file",
    "source_of",
]
