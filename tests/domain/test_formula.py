from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.formula import Value, evaluate, names_in, parse_formula
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import Missing

RENEWAL = {"継続": 290, "指定工入庫": 6, "継続データ": 453, "案内不能": 5, "自賠責共済（新規）": 7}


def value_of(text: str, values: dict[str, int] | None = None) -> Value:
    node = parse_formula(text)
    assert not isinstance(node, Problem), node
    known = RENEWAL if values is None else values
    return evaluate(node, lambda name: Fraction(known[name]))


def test_the_renewal_rate_as_the_office_writes_it() -> None:
    rate = value_of("（継続 ＋ 指定工入庫） ÷ （継続データ － 案内不能） × 100")
    assert rate == Fraction(29600, 448)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1+2×3", 7),
        ("(1+2)*3", 9),
        ("10 - 4 - 3", 3),
        ("12 ÷ 4 ÷ 3", 1),
        ("－3 + 5", 2),
        ("250 × 継続", 72500),
        ("「自賠責共済（新規）」 + 1", 8),
        ("１２．５ × ２", 25),
        ("達成率(継続, 継続データ)", Fraction(29000, 453)),
    ],
)
def test_reads_and_computes(text: str, result: int | Fraction) -> None:
    assert value_of(text) == result


@pytest.mark.parametrize(
    "text",
    [
        "",
        "継続 +",
        "+ 継続",
        "(継続",
        "継続)",
        "継続 継続データ",
        "平均(継続)",
        "達成率(継続)",
        "「継続",
        "1 2",
        "3 件",
        "()",
    ],
)
def test_what_is_no_formula_is_told_and_not_guessed(text: str) -> None:
    problem = parse_formula(text)
    assert isinstance(problem, Problem)
    assert problem.code == "formula.unreadable"
    assert problem.message
    assert problem.next_step


def test_names_with_digits_are_names() -> None:
    node = parse_formula("第1四半期 ÷ 前年度")
    assert not isinstance(node, Problem)
    assert list(names_in(node)) == ["第1四半期", "前年度"]


def test_missing_parts_make_the_result_missing_and_zero_divides_nothing() -> None:
    node = parse_formula("実績 ÷ 目標")
    assert not isinstance(node, Problem)
    missing: dict[str, Value] = {"実績": Missing.NOT_REPORTED, "目標": Fraction(5)}
    assert evaluate(node, missing.__getitem__) is Missing.NOT_REPORTED
    nothing: dict[str, Value] = {"実績": Fraction(5), "目標": Fraction(0)}
    assert evaluate(node, nothing.__getitem__) is Missing.NOT_APPLICABLE


def test_deep_brackets_are_told_and_do_not_break_the_program() -> None:
    problem = parse_formula("(" * 100_000 + "1" + ")" * 100_000)
    assert isinstance(problem, Problem)


@given(st.text(max_size=40))
def test_any_text_is_a_formula_or_a_problem(text: str) -> None:
    node = parse_formula(text)
    if not isinstance(node, Problem):
        evaluate(node, lambda name: Fraction(3))
