"""The file of answers for ``import --answers``."""

from __future__ import annotations

import json
from pathlib import Path

from kyosai_desktop.domain.problem import Place, Problem, Refused
from kyosai_desktop.operations.importing import Answer

_ONCE = "once"


def read_answers(path: Path) -> dict[str, Answer]:
    """``{"question id": "choice", …}``; with ``"once": true`` none is remembered, and a single one isn't when it is
    written ``{"choice": …, "once": true}``. Raises ``Refused`` (``answers.unreadable``)."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Refused(_unreadable(path)) from error
    if not isinstance(found, dict):
        raise Refused(_unreadable(path))
    all_once = found.get(_ONCE) is True
    answers: dict[str, Answer] = {}
    for question, given in found.items():
        if question == _ONCE and isinstance(given, bool):
            continue
        choice, once = (given.get("choice"), given.get(_ONCE)) if isinstance(given, dict) else (given, False)
        if not isinstance(choice, str):
            raise Refused(_unreadable(path))
        answers[question] = Answer(choice, all_once or once is True)
    return answers


def _unreadable(path: Path) -> Problem:
    return Problem(
        "answers.unreadable",
        "答えのファイルが見つからないか、読み取れる形になっていません。",
        'UTF-8のJSONで {"質問のID": "答え"} の形に書いてください。',
        place=Place(file=path.name),
    )
