"""argparse that speaks Japanese: its help, and its refusals as ``Refused``."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from kyosai_desktop.domain.problem import Problem, Refused
from kyosai_desktop.domain.version import program_version

# argparse's own sentences, as Python 3.11–3.14 word them
_SENTENCES = (
    (
        r"argument コマンド: invalid choice: '?(?P<found>.*?)'? \(.*",
        "「{found}」というコマンドはありません。",
    ),
    (r"the following arguments are required: (?P<names>.+)", "{names} を指定してください。"),
    (r"one of the arguments (?P<names>.+) is required", "{names} のどちらかを指定してください。"),
    (r"unrecognized arguments: (?P<names>.+)", "「{names}」という指定はありません。"),
    (r"argument (?P<name>.+?): expected one argument", "{name} のあとに値が要ります。"),
    (r"argument (?P<name>.+?): expected at least one argument", "{name} のあとに値が要ります。"),
    (
        r"argument (?P<name>.+?): invalid choice: '?(?P<found>.*?)'? \(.*choose from (?P<known>.+)\)",
        "「{found}」は {name} に使えません。使えるのは {known} です。",
    ),
    (
        r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)",
        "{name} と {other} は、いっしょには指定できません。",
    ),
    (
        r"argument (?P<name>.+?): invalid (?P<type>\w+) value: '?(?P<found>.*?)'?",
        "「{found}」は {name} の値として読めません。",
    ),
    (
        r"argument (?P<name>.+?): ignored explicit argument '?(?P<found>.*?)'?",
        "{name} は値を取りません（「{found}」）。",
    ),
    (r"argument (?P<name>.+?): (?P<sentence>.*[ぁ-ん].*)", "{name}：{sentence}"),
)


class Helped(Exception):  # noqa: N818 - no error: the help was asked for and printed
    """Raised after the help, or the version, was printed."""


class JapaneseParser(argparse.ArgumentParser):
    """A parser whose help is Japanese and which raises ``Refused`` (``arguments``) instead of ending the program."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{"formatter_class": _Help, "add_help": False, "allow_abbrev": False, **settings})
        self.options = self.add_argument_group("オプション")
        self.options.add_argument("-h", "--help", action=_HelpAction, help="この説明を表示する")

    def error(self, message: str) -> NoReturn:
        """Refuse, with the sentence in Japanese."""
        raise Refused(
            Problem(
                "arguments",
                _in_japanese(message),
                f"使い方は「{self.prog} --help」で表示されます。",
            )
        )


class _Help(argparse.RawDescriptionHelpFormatter):
    """Every help text on a line of its own: argparse aligns by characters, and Japanese ones are two wide."""

    position = 6

    def __init__(self, prog: str, **settings: Any) -> None:
        super().__init__(prog, **{**settings, "max_help_position": self.position, "width": 110})

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "使い方：" if prefix is None else prefix)


class HelpInColumns(_Help):
    """Beside each other, for names that are all ASCII."""

    position = 18


class VersionAction(argparse.Action):
    """Prints which program this is."""

    def __init__(self, option_strings: list[str], dest: str, **settings: Any) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, default=argparse.SUPPRESS, **settings)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"{parser.prog} {program_version()}".rstrip())
        raise Helped


class _HelpAction(argparse.Action):
    def __init__(self, option_strings: list[str], dest: str, **settings: Any) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, default=argparse.SUPPRESS, **settings)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        parser.print_help()
        raise Helped


def _in_japanese(message: str) -> str:
    for pattern, sentence in _SENTENCES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            found = {name: text.replace("'", "") for name, text in match.groupdict().items()}
            return sentence.format(**found)
    return "指定のしかたが読み取れません。"
