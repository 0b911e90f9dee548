"""The verbs and their arguments. ``VERBS`` is what the program's entrance takes for a command."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from kyosai_desktop.cli import values
from kyosai_desktop.cli.japanese_parser import Helped, HelpInColumns, JapaneseParser, VersionAction

__all__ = ["VERBS", "Helped", "build_parser"]

_PROGRAM = "kyosai-desktop"
_ABOUT = """共済デスクを画面なしで使います。コマンドを書かずにブックだけを指定すると、画面で開きます。

終了状態：0＝完了、1＝完了したが指摘がある、2＝何も変更していない（複数のファイルの取り込みでは、いちばん重いもの）
"""

# verb → what it does
_VERBS = {
    "demo": "見本のブック・支店のExcel・資料一式を作る",
    "new": "新しいブックを作る",
    "setup": "会議体・項目・様式などの設定を、設定ブック（Excel）から読み込む・書き出す",
    "import": "支店などから届いたExcelやCSVを取り込む",
    "export": "数字や名簿を、ほかのプログラム用のCSVや分析用のExcelに書き出す",
    "papers": "印刷できる資料の一覧を表示する",
    "print": "資料をPDF・Excel・CSV・JSONに書き出す",
    "check": "検算する",
    "history": "操作の履歴を表示する",
    "undo": "最後の操作を元に戻す",
    "cancel": "履歴の中の1つの操作だけを取り消す",
    "backup": "バックアップを作る",
    "verify": "ブックが壊れていないか調べる",
    "restore": "バックアップからブックを復元する",
}

_ANY_DAY = "。時点の数字の資料では、月の途中の日も"

VERBS = frozenset(_VERBS)
"""Every command there is."""


def build_parser() -> JapaneseParser:
    """The parser of the whole command line. It raises ``Refused`` and ``Helped``, and never ends the program."""
    parser = JapaneseParser(prog=_PROGRAM, description=_ABOUT, formatter_class=HelpInColumns)
    parser.options.add_argument(
        "--json", action="store_true", default=False, help="結果を1つのJSONで標準出力に書く"
    )
    parser.options.add_argument("--version", action=VersionAction, help="プログラムの版を表示する")
    verbs = parser.add_subparsers(
        title="コマンド", metavar="コマンド", dest="command", required=True, parser_class=JapaneseParser
    )
    parsers: dict[str, JapaneseParser] = {}
    for verb, about in _VERBS.items():
        parsers[verb] = verbs.add_parser(
            verb, help=about, description=f"{about}。", prog=f"{_PROGRAM} {verb}"
        )
        parsers[verb].options.add_argument(
            "--json",
            action="store_true",
            default=argparse.SUPPRESS,
            help="結果を1つのJSONで標準出力に書く",
        )
    _demo(parsers["demo"])
    _new(parsers["new"])
    _setup(parsers["setup"])
    _import(parsers["import"])
    _export(parsers["export"])
    _book(parsers["papers"])
    _viewpoint(parsers["papers"], ("council",))
    _print(parsers["print"])
    _check(parsers["check"])
    _book(parsers["history"])
    _book(parsers["undo"]).add_argument(
        "steps",
        metavar="回数",
        nargs="?",
        type=values.steps,
        default=1,
        help="元に戻す操作の数（省略すると1）",
    )
    _book(parsers["cancel"]).add_argument(
        "step", metavar="操作のID", type=values.step_id, help="取り消す操作（history で表示されるID）"
    )
    _book(parsers["backup"])
    parsers["backup"].options.add_argument(
        "-o",
        "--output",
        metavar="ファイル",
        type=Path,
        help="この名前で作る（省略すると、ブックの隣の「バックアップ」フォルダー）",
    )
    _book(parsers["verify"])
    group = parsers["restore"].add_argument_group("引数")
    group.add_argument("backup", metavar="バックアップ", type=Path, help="復元に使うバックアップ")
    group.add_argument("book", metavar="ブック", type=Path, help="復元先のブック（今の中身は別の名前で残る）")
    return parser


def _book(parser: JapaneseParser) -> Any:
    group = parser.add_argument_group("引数")
    group.add_argument("book", metavar="ブック", type=Path, help="ブック（*.kyosai）")
    return group


def _viewpoint(
    parser: JapaneseParser, options: tuple[str, ...] = ("council", "year", "month"), *, any_day: bool = False
) -> None:
    parser.options.add_argument(
        "--council", metavar="会議体", default="", help="会議体（rosai、rokin、または名前）"
    )
    if "year" in options:
        parser.options.add_argument(
            "--year", metavar="年度", type=values.year, help="年度（西暦。省略すると数字のある最新の年度）"
        )
    if "month" in options:
        month = parser.options.add_mutually_exclusive_group()
        month.add_argument(
            "--month", metavar="年-月", type=values.month, help="この月までの実績で（例：2024-05）"
        )
        month.add_argument(
            "--as-of",
            metavar="日付",
            type=values.day if any_day else values.month_end,
            dest="as_of" if any_day else "month",
            help=f"この月末までの実績で{_ANY_DAY if any_day else ''}（例：2024-05-31）",
        )


def _demo(parser: JapaneseParser) -> None:
    parser.options.add_argument(
        "--dir",
        metavar="フォルダー",
        type=Path,
        help="作る場所（省略すると、書類フォルダーの「共済デスク見本」）",
    )
    parser.options.add_argument("--no-window", action="store_true", help="終わったあとに画面を開かない")


def _new(parser: JapaneseParser) -> None:
    _book(parser)
    parser.options.add_argument(
        "--preset",
        required=True,
        choices=("rosai", "rokin", "both", "empty"),
        help="はじめから入れておく会議体と様式：rosai（労済）、rokin（ろうきん）、both（両方）、empty（なし）",
    )
    parser.options.add_argument(
        "--year",
        metavar="年度",
        type=values.year,
        help="使い始める年度（西暦）。年度の枠はなく、どの年度もあとから使えます",
    )
    parser.options.add_argument("--sample", action="store_true", help="見本の数字を入れる（氏名は架空）")


def _setup(parser: JapaneseParser) -> None:
    _book(parser)
    way = parser.options.add_mutually_exclusive_group(required=True)
    way.add_argument(
        "--load", metavar="F.xlsx", type=Path, help="この設定ブックを読み込む（1回で元に戻せる）"
    )
    way.add_argument("--save", metavar="F.xlsx", type=Path, help="今の設定を設定ブックに書き出す")
    parser.options.add_argument(
        "--dry-run", action="store_true", help="読み込まずに、何が変わるかだけを表示する"
    )


def _import(parser: JapaneseParser) -> None:
    _book(parser).add_argument(
        "paths", metavar="ファイル", type=Path, nargs="+", help="取り込むファイルまたはフォルダー"
    )
    parser.options.add_argument(
        "--council", metavar="会議体", default="", help="会議体（rosai、rokin、または名前）"
    )
    parser.options.add_argument("--measure", metavar="区分", default="", help="目標、実績、純増、残高 など")
    parser.options.add_argument(
        "--period",
        metavar="期間",
        type=values.period,
        help="いつの数字か：2024-05、2024-04..2024-09、@2024-05-31（時点）",
    )
    counting = parser.options.add_mutually_exclusive_group()
    counting.add_argument("--cumulative", action="store_true", help="年度はじめからの累計として読む")
    counting.add_argument("--monthly", action="store_true", help="その月だけの数字として読む")
    parser.options.add_argument(
        "--version",
        metavar="版",
        type=values.version,
        help="目標の版（0＝当初、1からは補正。省略すると最新）",
    )
    parser.options.add_argument("--answers", metavar="A.json", type=Path, help="質問への答え")
    parser.options.add_argument("--create", action="store_true", help="未登録の名前を、すべて新しく登録する")
    parser.options.add_argument("--skip-bad", action="store_true", help="読めないセルを除いて取り込む")
    parser.options.add_argument(
        "--dry-run", action="store_true", help="取り込まずに、何が変わるかだけを表示する"
    )


def _export(parser: JapaneseParser) -> None:
    _book(parser)
    parser.options.add_argument(
        "-o",
        "--output",
        metavar="出力先",
        type=Path,
        required=True,
        help="CSVを書き出すフォルダー、または分析用のブックのファイル（.xlsx）",
    )
    what = parser.options.add_mutually_exclusive_group()
    what.add_argument("--facts", action="store_true", help="数字だけをCSVに（省略しても同じ）")
    what.add_argument("--all", action="store_true", help="役員・会議・活動記録もCSVに")
    _viewpoint(parser, ("council",))


def _print(parser: JapaneseParser) -> None:
    group = _book(parser)
    which = group.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "paper", metavar="資料", nargs="?", default="", help="資料のID（papersで表示）または名称"
    )
    which.add_argument("--all", action="store_true", help="数字や名簿のある資料をすべて")
    parser.options.add_argument(
        "-o",
        "--output",
        metavar="出力先",
        type=Path,
        required=True,
        help="書き出すファイル（.pdf .xlsx .csv .json）またはフォルダー",
    )
    parser.options.add_argument(
        "--edition", choices=("事前", "当日", "開催報告"), default="", help="資料の版の表示"
    )
    _viewpoint(parser, any_day=True)
    parser.options.add_argument(
        "--earlier",
        metavar="日付",
        type=values.day,
        help="時点の数字を、この日の数字と比べる（例：2024-02-20。省略すると、比べられるいちばん新しい日）",
    )


def _check(parser: JapaneseParser) -> None:
    _book(parser).add_argument(
        "paper", metavar="資料", nargs="?", default="", help="この資料に出る数字だけを検算する"
    )
    parser.options.add_argument("--strict", action="store_true", help="参考の指摘だけでも、終了状態を1にする")
    _viewpoint(parser)
