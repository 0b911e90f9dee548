"""A divisor that is always 0 is found, however it is hidden; one that is 0 only for some figures is not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kyosai_desktop.domain.formula import Node, Number, parse_formula, renamed
from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.zero_division import always_zero_divisor, written


def node(text: str) -> Node:
    read = parse_formula(text)
    assert not isinstance(read, Problem)
    return read


def part(name: str) -> Node | None:
    return {"なし": Number(Fraction(0)), "差": node("実績 － 実績"), "単価": Number(Fraction(250))}.get(name)


@pytest.mark.parametrize(
    ("formula", "divisor"),
    [
        ("実績 ÷ 0", "0"),
        ("実績 ÷ 0.0 × 100", "0"),
        ("実績 ÷ （目標 － 目標）", "目標 － 目標"),
        ("1 ÷ （目標 × 2 － 目標 － 目標）", "目標 × 2 － 目標 － 目標"),
        ("達成率(実績, 0)", "0"),
        ("達成率(実績, 目標 － 目標)", "目標 － 目標"),
        ("実績 ÷ なし", "なし"),
        ("実績 ÷ 差", "差"),
        ("実績 ÷ （単価 － 250）", "単価 － 250"),
        ("1 ＋ 2 ÷ （3 × （甲 ÷ 乙 － 甲 ÷ 乙））", "3 × （甲 ÷ 乙 － 甲 ÷ 乙）"),
    ],
)
def test_a_divisor_that_is_always_0(formula: str, divisor: str) -> None:
    assert always_zero_divisor(node(formula), part) == divisor


@pytest.mark.parametrize(
    "formula",
    [
        "実績 ÷ 目標",
        "実績 ÷ （目標 － 実績）",
        "0 ÷ 目標",
        "達成率(実績, 目標)",
        "実績 × 0",
        "実績 ÷ 単価",
        "順位(達成率)",
    ],
)
def test_a_divisor_that_can_be_something(formula: str) -> None:
    assert always_zero_divisor(node(formula), part) is None


@pytest.mark.parametrize(
    "formula", ["甲 － （乙 － 丙）", "甲 ÷ （乙 × 丙）", "（甲 ＋ 乙） × 0.5", "達成率(甲, 乙)"]
)
def test_a_formula_is_written_as_it_means(formula: str) -> None:
    assert node(written(node(formula))) == node(formula)


@pytest.mark.parametrize(
    ("formula", "new", "after"),
    [
        ("（継続 ＋ 指定工入庫） ÷ 継続", "更新", "（更新 ＋ 指定工入庫） ÷ 更新"),
        ("継続×継続率", "更新", "更新×継続率"),
        ("「継続」 ÷ 2", "更新", "更新 ÷ 2"),
        ("継続 ÷ 2", "更新（自）", "「更新（自）」 ÷ 2"),
        ("継続 ÷ 2", "2024", "「2024」 ÷ 2"),
        ("達成率(継続, 継続)", "達成率", "達成率(達成率, 達成率)"),
        ("継続 ÷", "更新", "継続 ÷"),
    ],
)
def test_a_name_is_replaced_where_it_is_a_name(formula: str, new: str, after: str) -> None:
    assert renamed(formula, lambda name: new if name == "継続" else name) == after
