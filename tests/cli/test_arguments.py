"""The command line itself: its verbs, its help and its refusals, all in Japanese."""

from __future__ import annotations

import re

import pytest

from kyosai_desktop import app
from kyosai_desktop.cli.arguments import VERBS

# what a user types or reads as a name; everything else must be Japanese
_NAMES = re.compile(
    r"--?[a-z][a-z-]*|kyosai-desktop|\*?\.[a-z]+|A\.json|rosai|rokin|both|empty|papers"
    r"|PDF|Excel|CSV|JSON|UTF-8|ID|" + "|".join(sorted(VERBS))
)


def english_in(text: str) -> list[str]:
    """Words of Latin letters that are no names."""
    return re.findall(r"[A-Za-z]{2,}", _NAMES.sub(" ", text))


def test_the_entrance_knows_exactly_the_verbs_there_are() -> None:
    assert app.COMMANDS == VERBS


@pytest.mark.parametrize("words", [[], *([verb] for verb in sorted(VERBS))])
def test_help_is_japanese_and_ends_well(run, words: list[str]) -> None:
    ran = run(*words, "--help")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("使い方：kyosai-desktop")
    assert english_in(ran.out) == []


def test_every_verb_has_its_line_in_the_help(run) -> None:
    lines = run("--help").out.splitlines()
    for verb in VERBS:
        assert [line for line in lines if re.match(rf"    {verb} +[ぁ-ん一-龠ァ-ヶ]", line)], verb


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "コマンド を指定してください"),
        (["prnt", "a.kyosai"], "「prnt」というコマンドはありません"),
        (["papers"], "ブック を指定してください"),
        (["papers", "a.kyosai", "--colour"], "「--colour」という指定はありません"),
        (["papers", "a.kyosai", "--coun", "rosai"], "「--coun rosai」という指定はありません"),
        (["new", "a.kyosai"], "--preset を指定してください"),
        (
            ["new", "a.kyosai", "--preset", "alles"],
            "「alles」は --preset に使えません。使えるのは rosai, rokin, both, empty",
        ),
        (["new", "a.kyosai", "--preset"], "--preset のあとに値が要ります"),
        (["new", "a.kyosai", "--preset", "both", "--sample=1"], "--sample は値を取りません"),
        (["print", "a.kyosai", "-o", "x.pdf"], "資料 --all のどちらかを指定してください"),
        (["print", "a.kyosai", "rosai.achievement", "--all", "-o", "x"], "いっしょには指定できません"),
        (["check", "a.kyosai", "--month", "2024-13"], "「2024-13」は月として読めません"),
        (["check", "a.kyosai", "--as-of", "2024-05-30"], "月末の日付ではありません"),
        (["check", "a.kyosai", "--month", "2024-05", "--as-of", "2024-05-31"], "いっしょには指定できません"),
        (["import", "a.kyosai", "b.xlsx", "--period", "May"], "「May」は期間として読めません"),
        (["import", "a.kyosai", "b.xlsx", "--cumulative", "--monthly"], "いっしょには指定できません"),
        (["undo", "a.kyosai", "0"], "「0」は回数として読めません"),
    ],
)
def test_wrong_arguments_are_one_japanese_sentence_and_status_2(run, words: list[str], said: str) -> None:
    ran = run(*words)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1 and "--help" in ran.err
    assert not re.search(r"usage|error|argument|required|invalid|choose|expected", ran.err)


def test_wrong_arguments_with_json_are_an_object(run) -> None:
    ran = run("papers", "--json")
    assert (ran.status, ran.code) == (2, "arguments")
    assert (ran.json["command"], ran.json["status"]) == ("papers", "not_done")


@pytest.mark.parametrize("words", [["--json", "papers"], ["papers", "--json"]])
def test_json_may_stand_before_or_after_the_verb(run, book, words: list[str]) -> None:
    ran = run(*words, book)
    assert (ran.status, ran.json["command"]) == (0, "papers")
