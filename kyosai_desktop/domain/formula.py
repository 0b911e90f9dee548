"""Formulas as offices write them: ``(継続 + 指定工入庫) ÷ (継続データ － 案内不能) × 100``.

A formula is parsed once into a small tree and evaluated exactly with fractions; names are resolved by whoever asks,
so the same formula works on indicators and on the columns of a form. Nothing is ever run as program code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.domain.table import Missing


@dataclass(frozen=True, slots=True)
class Number:
    """A constant written in the formula."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be resolved: an indicator, a constant, or a column of the form."""

    name: str


@dataclass(frozen=True, slots=True)
class Operation:
    """``operator`` is one of ``+ - * /``."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A call of one of ``FUNCTIONS``."""

    function: str
    arguments: tuple[Node, ...]


Node = Number | Name | Operation | Call
Value = Fraction | Missing


def achievement_rate(result: Value, target: Value) -> Value:
    """達成率 = 実績 ÷ 目標 × 100; none when the target is 0, negative or absent (both published papers)."""
    if isinstance(target, Missing):
        return target
    if target.numerator <= 0:
        return Missing.NOT_APPLICABLE
    if isinstance(result, Missing):
        return result
    # one fraction in place of two: a table asks this for every third cell
    return Fraction(100 * result.numerator * target.denominator, result.denominator * target.numerator)


RATE, RANK, ARROW = "達成率", "順位", "矢印"
FUNCTIONS = {RATE: 2, RANK: 1, ARROW: 2}
"""The functions and how many values each takes. 順位(列) and 矢印(列, 列) look at more than one exact value (at the
other rows, at what is printed), so they stand alone in a column's expression and ``evaluate`` doesn't know them."""

_OPERATORS = {
    "+": "+",
    "＋": "+",
    "-": "-",
    "－": "-",
    "−": "-",
    "*": "*",
    "×": "*",
    "＊": "*",
    "/": "/",
    "÷": "/",
    "／": "/",
}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9０-９]+(?:[.．][0-9０-９]+)?)(?=[\s+＋\-－−*×＊/÷／(（)）,，、]|$)"
    r"|(?P<operator>[+＋\-－−*×＊/÷／])"
    r"|(?P<open>[(（])|(?P<close>[)）])|(?P<comma>[,，、])"
    r"|「(?P<quoted>[^「」]+)」"
    r"|(?P<name>[^\s+＋\-－−*×＊/÷／(（)）,，、「」]+))"
)


@lru_cache(maxsize=1_024)
def parse_formula(text: str) -> Node | Problem:
    """Read a formula. Names that hold operators or brackets are quoted: ``「自賠責共済（新規）」``.

    Returns a ``Problem`` (``formula.unreadable``) that quotes the place when the text isn't a formula.
    """
    tokens: list[tuple[str, str]] = []
    position = 0
    stripped = text.rstrip()
    while position < len(stripped):
        match = _TOKEN.match(stripped, position)
        if match is None or match.lastgroup is None:
            return _unreadable(text, f"「{stripped[position : position + 8]}」の所を読めません。")
        tokens.append((match.lastgroup, match[match.lastgroup]))
        position = match.end()
    reader = _Reader(tokens)
    try:
        node = reader.sum()
        if reader.kind:
            raise _NotAFormula(f"「{reader.text}」の前に演算記号がありません。")
        if any(call is not node for call in _whole_expressions(node)):
            raise _NotAFormula("順位と矢印は、ほかの計算と組み合わせられません。")
    except _NotAFormula as reason:
        return _unreadable(text, str(reason))
    except RecursionError:
        return _unreadable(text, "かっこが深すぎます。")
    return node


def evaluate(node: Node, resolve: Callable[[str], Value]) -> Value:
    """The exact value. A missing part makes the whole missing; a division by zero is 該当なし.

    ``resolve`` answers names and raises ``KeyError`` for unknown ones.
    """
    match node:
        case Number(value):
            return value
        case Name(name):
            return resolve(name)
        case Call("達成率", (result, target)):
            return achievement_rate(evaluate(result, resolve), evaluate(target, resolve))
        case Call(function):
            raise ValueError(f"{function} has no value of its own")
        case Operation(operator, left, right):
            return _operate(operator, evaluate(left, resolve), evaluate(right, resolve))


def names_in(node: Node) -> Iterator[str]:
    """All names that a formula refers to, in order, repeated as written."""
    match node:
        case Name(name):
            yield name
        case Operation(_, left, right):
            yield from names_in(left)
            yield from names_in(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from names_in(argument)
        case Number():
            return


def renamed(text: str, new_name: Callable[[str], str]) -> str:
    """A formula with its names replaced, everything else as it was written; a name that needs 「」 gets them.

    A text that isn't a formula is given back as it is.
    """
    if isinstance(parse_formula(text), Problem):
        return text
    pieces, position = [], 0
    for match in _TOKEN.finditer(text.rstrip()):
        kind = match.lastgroup or ""
        name, after = match[kind], text[match.end() :].lstrip()
        called = kind == "name" and after[:1] in ("(", "（")
        if kind in ("name", "quoted") and not called and (new := new_name(name)) != name:
            start, end = match.span(kind)
            if kind == "quoted":
                start, end = start - 1, end + 1
            plain = _TOKEN.fullmatch(new)
            pieces += [text[position:start], new if plain and plain.lastgroup == "name" else f"「{new}」"]
            position = end
    return "".join((*pieces, text[position:]))


def _whole_expressions(node: Node) -> Iterator[Node]:
    """Calls that can only be a whole expression."""
    match node:
        case Operation(_, left, right):
            yield from _whole_expressions(left)
            yield from _whole_expressions(right)
        case Call(function, arguments):
            if function in (RANK, ARROW):
                yield node
            for argument in arguments:
                yield from _whole_expressions(argument)


def _operate(operator: str, left: Value, right: Value) -> Value:
    if isinstance(left, Missing):
        return left
    if isinstance(right, Missing):
        return right
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    return left / right if right else Missing.NOT_APPLICABLE


def _unreadable(text: str, reason: str) -> Problem:
    return Problem(
        "formula.unreadable",
        f"計算式「{text.strip()}」を読めません。{reason}",
        "＋ － × ÷ とかっこ、項目の名前、数字で書いてください。記号を含む名前は「」で囲みます。",
    )


class _NotAFormula(Exception):  # noqa: N818 - control flow inside this module only
    pass


class _Reader:
    """Recursive descent over tokens: sum → product → factor."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._next = 0

    @property
    def kind(self) -> str:
        return self._tokens[self._next][0] if self._next < len(self._tokens) else ""

    @property
    def text(self) -> str:
        return self._tokens[self._next][1] if self._next < len(self._tokens) else ""

    def sum(self) -> Node:
        return self._chain("+-", self._product)

    def _product(self) -> Node:
        return self._chain("*/", self._factor)

    def _chain(self, operators: str, part: Callable[[], Node]) -> Node:
        node = part()
        while self.kind == "operator" and _OPERATORS[self.text] in operators:
            operator = _OPERATORS[self.text]
            self._next += 1
            node = Operation(operator, node, part())
        return node

    def _factor(self) -> Node:
        kind, text = self.kind, self.text
        self._next += 1
        if kind == "number":
            return Number(Fraction(text.replace("．", ".")))
        if kind == "operator" and _OPERATORS[text] == "-":
            return Operation("-", Number(Fraction(0)), self._factor())
        if kind == "open":
            node = self.sum()
            self._expect_close()
            return node
        if kind == "name" and self.kind == "open":
            return self._call(text)
        if kind in ("name", "quoted"):
            return Name(text)
        raise _NotAFormula(
            "式が途中で終わっています。" if not kind else f"「{text}」の前に項目か数字がありません。"
        )

    def _call(self, function: str) -> Node:
        if function not in FUNCTIONS:
            raise _NotAFormula(f"「{function}」という計算はありません。")
        self._next += 1
        arguments = [self.sum()]
        while self.kind == "comma":
            self._next += 1
            arguments.append(self.sum())
        self._expect_close()
        if len(arguments) != FUNCTIONS[function]:
            raise _NotAFormula(f"「{function}」には{FUNCTIONS[function]}個の値が要ります。")
        return Call(function, tuple(arguments))

    def _expect_close(self) -> None:
        if self.kind != "close":
            raise _NotAFormula("かっこが閉じていません。")
        self._next += 1
