"""A figure is neither replaced by 該当なし nor rounded unless the user said so."""

from __future__ import annotations

import pytest

from kyosai_desktop.operations.importing import (
    Answer,
    ImportOptions,
    ImportPlan,
    Outcome,
    PlannedCell,
    QuestionKind,
    apply,
    plan,
)

TITLE = ["2024年5月末 新規加入実績"]
HEADER = ["ブロック", "こくみん共済", "長期共済"]


def at(found: ImportPlan, address: str) -> PlannedCell:
    [cell] = [cell for cell in found.cells if cell.address == address]
    return cell


@pytest.fixture
def with_figures(book, sent):
    apply(book, plan(book, sent("前.xlsx", [TITLE, HEADER, ["石狩", 28, 5], ["後志", 3, 4]])), backup=False)
    return book


@pytest.mark.parametrize("mark", ["－", "…", "***"])
def test_a_mark_in_the_place_of_a_figure_waits_for_consent(with_figures, sent, mark: str) -> None:
    file = sent("後.xlsx", [TITLE, HEADER, ["石狩", mark, 6], ["後志", 3, mark]])
    found = plan(with_figures, file)
    assert found.counts()[Outcome.EMPTIED] == 2 and found.counts()[Outcome.CHANGED] == 1
    assert found.row_counts()[Outcome.EMPTIED] == 2
    [question] = found.questions
    assert (question.kind, question.place.cell) == (QuestionKind.ABSENT, "B3")
    assert "石狩のこくみん共済 28→該当なし" in question.text and "2か所" in question.text
    assert found.blocking

    kept = plan(with_figures, file, ImportOptions(answers={question.id: Answer("keep")}))
    assert not kept.blocking and [cell.address for cell in kept.writes] == ["C3"]
    assert at(kept, "B3").outcome is Outcome.NOT_TAKEN

    replaced = plan(with_figures, file, ImportOptions(answers={question.id: Answer("replace")}))
    done = apply(with_figures, replaced, backup=False)
    assert (done.added, done.changed) == (0, 3)
    assert plan(with_figures, file).counts()[Outcome.SAME] == 4
    assert replaced.answers == {}, "the next file is asked about again"


def test_a_mark_where_nothing_was_reported_needs_no_consent(book, sent) -> None:
    found = plan(book, sent("後.xlsx", [TITLE, HEADER, ["石狩", "－", 6]]))
    assert found.questions == () and at(found, "B3").outcome is Outcome.ADDED


@pytest.mark.parametrize(
    ("written", "choice", "thousandths"),
    [
        (1.2345, "half_up", 1_235),
        (1.2345, "down", 1_234),
        (1.2341, "up", 1_235),
        ("▲1.2345", "half_up", -1_235),
        ("１．２３４５６７", "down", 1_234),
        (83526.9995, "half_up", 83_527_000),
    ],
)
def test_more_than_three_decimals_are_rounded_as_the_user_says(
    book, sent, written: object, choice: str, thousandths: int
) -> None:
    file = sent("a.xlsx", [TITLE, HEADER, ["石狩", written, 2]])
    found = plan(book, file)
    [question] = found.questions
    assert (question.kind, question.place.cell) == (QuestionKind.DECIMALS, "B3")
    assert [each.code for each in question.choices] == ["half_up", "down", "up", "exclude"]
    assert found.blocking and at(found, "B3").new is None, "never rounded by itself"
    settled = plan(book, file, ImportOptions(answers={question.id: Answer(choice)}))
    assert not settled.blocking
    new = at(settled, "B3").new
    assert new is not None and new.thousandths == thousandths
    assert settled.answers == {}


def test_too_many_decimals_can_be_left_out(book, sent) -> None:
    file = sent("a.xlsx", [TITLE, HEADER, ["石狩", 1.2345, 2]])
    [question] = plan(book, file).questions
    left = plan(book, file, ImportOptions(answers={question.id: Answer("exclude")}))
    assert not left.blocking and [cell.address for cell in left.writes] == ["C3"]
    skipped = plan(book, file, ImportOptions(skip_bad=True))
    assert not skipped.blocking and skipped.questions == ()
    assert [cell.address for cell in skipped.errors] == ["B3"]
