"""Asking: a question is answered beforehand, from memory, or stays open in the plan. It never waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kyosai_desktop.domain.problem import Place, Problem, Severity
from kyosai_desktop.operations.importing.planned import Answer, Choice, Question, QuestionKind


class Asking:
    """The questions of one plan, each asked once however many cells wait for it."""

    def __init__(self, given: Mapping[str, Answer], remembered: Mapping[str, str]) -> None:
        self._given = given
        self._remembered = remembered
        self._asked: dict[str, Question] = {}
        self.to_remember: dict[str, str] = {}
        self.problems: list[Problem] = []

    @property
    def open(self) -> tuple[Question, ...]:
        """What must be answered before the plan can be applied."""
        return tuple(self._asked.values())

    def is_once(self, question_id: str) -> bool:
        """Whether the answer given is not to be remembered."""
        return question_id in self._given and self._given[question_id].once

    def answer(
        self,
        question_id: str,
        kind: QuestionKind,
        place: Place,
        text: str,
        choices: Sequence[Choice],
        *,
        free_text: bool = False,
        remember: bool = True,
    ) -> str | None:
        """The code chosen, or with ``free_text`` any words; None when the question stays open."""
        given = self._given.get(question_id)
        if given is not None:
            code = _code_of(given.choice, choices)
            if code is None and free_text:
                code = given.choice
            if code is not None:
                if remember and not given.once:
                    self.to_remember[question_id] = code
                return code
            self.problems.append(
                Problem(
                    "import.answer_unknown",
                    f"「{given.choice}」は、この質問の答えにありません。",
                    "選択肢の中から選んでください。",
                    Severity.WARNING,
                    place,
                )
            )
        elif remember and question_id in self._remembered:
            code = _code_of(self._remembered[question_id], choices)
            if code is not None:
                return code
        self._asked.setdefault(question_id, Question(question_id, kind, place, text, tuple(choices)))
        return None


def _code_of(choice: str, choices: Sequence[Choice]) -> str | None:
    for known in choices:
        if choice == known.code:
            return known.code
    return next((known.code for known in choices if choice == known.text), None)
