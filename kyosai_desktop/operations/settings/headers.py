"""The sheets of the 設定ブック and their columns: what each means, with an example. docs/settings-book.md prints this."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kyosai_desktop.domain.activity import Counting
from kyosai_desktop.domain.form import PeriodName, Purpose, RowsOf
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Keeping, Measure, Totalling


class Holds(Enum):
    """What the cells of a column hold, and so how they are written and which spellings of one thing are the same.

    CODE and CODES are ASCII names of ours; WORD is one of the words of the column; TEXT is printed as typed;
    LIST is text with ``;`` and ``=`` between its parts.
    """

    CODE = "コード"
    CODES = "コードの並び"
    WORD = "決まった言葉"
    FLAG = "○か空白"
    WHOLE = "整数"
    TEXT = "文字"
    KINDS = "種別の並び"
    LIST = "並び"
    NUMBER = "数"
    DAY = "日付"
    FORMULA = "計算式"


@dataclass(frozen=True, slots=True)
class Header:
    """One column. ``words`` are those that a WORD column takes, ``others`` allowed or not; ``required``: never empty."""

    name: str
    holds: Holds
    meaning: str
    example: str
    required: bool = False
    words: tuple[str, ...] = ()
    others: bool = False


_ROUNDINGS = tuple(rounding.value for rounding in Rounding)
_COUNTINGS = tuple(way.value for way in Counting)
_MEASURES = tuple(measure.value for measure in Measure)

COMMENT = "備考"
"""A column of this name may be added to any sheet for the office's own notes; it is never read."""

SHEETS: dict[str, tuple[Header, ...]] = {
    "会議体": (
        Header("コード", Holds.CODE, "会議体を指す短い英数字。一度決めたら変えない", "rosai", True),
        Header("名称", Holds.TEXT, "正式な名称", "北海道労済運動推進会議", True),
        Header("略称", Holds.TEXT, "画面や見出しに出る短い名前", "労済", True),
        Header("年度開始月", Holds.WHOLE, "年度が始まる月（1～12）", "6", True),
        Header("端数処理", Holds.WORD, "率の端数の扱い。空白は四捨五入", "四捨五入", False, _ROUNDINGS),
        Header("率の小数桁", Holds.WHOLE, "率を小数で何桁まで出すか（0～3）。空白は1", "1"),
        Header("差に符号", Holds.FLAG, "○にすると、増えた差に＋を付けて印刷する", "○"),
        Header("分類", Holds.CODES, "この会議体が使う分類のコード。；で区切る", "region;union"),
    ),
    "分類": (
        Header("コード", Holds.CODE, "分類を指す短い英数字。一度決めたら変えない", "region", True),
        Header("名称", Holds.TEXT, "分類の名前", "地域", True),
        Header(
            "一覧",
            Holds.WORD,
            "要素がすべてそろっているか。「その他あり」は、一覧にないものがあってよい（災害の県など）",
            "完全",
            False,
            ("完全", "その他あり"),
        ),
        Header("合計", Holds.WORD, "要素の数を上位に足し上げるか", "する", False, ("する", "しない")),
    ),
    "要素": (
        Header("分類", Holds.CODE, "属する分類のコード", "region", True),
        Header("コード", Holds.CODE, "要素を指す英数字。同じ分類の中で重ならない", "kushiro", True),
        Header("名称", Holds.TEXT, "要素の名前", "釧路", True),
        Header("上位", Holds.CODE, "すぐ上の要素のコード。上位は先の行に書く", "kushiro-office"),
        Header(
            "種別",
            Holds.KINDS,
            "要素の種類。2つ以上は・で区切る。「産別」の要素には、合計から配分のときどれにも1以上を配る",
            "支所・拠点",
        ),
        Header("有効開始年度", Holds.WHOLE, "この年度から使う（西暦）。空白は初めから", "2020"),
        Header("有効終了年度", Holds.WHOLE, "この年度まで使う（西暦）。空白は終わりなし", "2023"),
        Header(
            "旧名称",
            Holds.LIST,
            "前の名前と、その名前だった最後の年度。；で区切る",
            "2019=旧い名前;2021=次の名前",
        ),
    ),
    "項目": (
        Header("会議体", Holds.CODE, "属する会議体のコード", "rosai", True),
        Header("コード", Holds.CODE, "項目を指す英数字。同じ会議体の中で重ならない", "fire", True),
        Header("名称", Holds.TEXT, "項目の名前。計算式ではこの名前を使う", "火災共済", True),
        Header("単位", Holds.TEXT, "数の単位", "件"),
        Header("上位", Holds.CODE, "合計先の項目のコード。上位は先の行に書く", "home"),
        Header("小数桁", Holds.WHOLE, "小数で何桁まで扱うか（0～3）。空白は0", "0"),
        Header(
            "向き",
            Holds.WORD,
            "多いほど良いか、少ないほど良いか。空白は多いほど良い",
            "多いほど良い",
            False,
            ("多いほど良い", "少ないほど良い"),
        ),
        Header(
            "計算式",
            Holds.FORMULA,
            "ほかの項目から計算するときの式。空白で下位の項目があれば、その合計",
            "継続 ÷ 満期 × 100",
        ),
        Header("計の表示", Holds.TEXT, "合計の行に出す言葉", "住まいる共済 計"),
    ),
    "系列": (
        Header("会議体", Holds.CODE, "会議体のコード", "rosai", True),
        Header("項目", Holds.CODE, "項目のコード", "fire", True),
        Header("区分", Holds.WORD, "数の意味", "実績", True, _MEASURES),
        Header("別枠", Holds.TEXT, "同じ項目・区分を別に数えるときの名前", "移管を除く"),
        Header(
            "集め方",
            Holds.WORD,
            "年度に1つ、月ごと、年度はじめからの累計、ある日の数のどれか",
            "累計",
            True,
            tuple(keeping.value for keeping in Keeping),
        ),
        Header(
            "合計",
            Holds.WORD,
            "上位への足し上げ方。空白は合計。引用する統計や順位は合計せず、出典を様式の注記に書く",
            "合計",
            False,
            tuple(totalling.value for totalling in Totalling),
        ),
        Header(
            "内訳",
            Holds.CODES,
            "どの分類ごとに数を持つか。；で区切り、かけ合わせは×。合計だけ入れられるときは「なし」も書く。"
            "初めのものほど、内訳のない様式の計に先に使う",
            "region;union;region×union;なし",
        ),
        Header(
            "端数処理",
            Holds.WORD,
            "この系列だけ会議体と違う端数の扱いにするとき",
            "切捨て",
            False,
            _ROUNDINGS,
        ),
        Header(
            "数える種類",
            Holds.TEXT,
            "実績を活動記録から数えるとき、数える記録の種類。空白は、数え方があればすべての種類",
            "学習会",
        ),
        Header("数え方", Holds.WORD, "活動記録の何を数えるか。空白は数えずに入力", "回数", False, _COUNTINGS),
    ),
    "定数": (
        Header("会議体", Holds.CODE, "会議体のコード", "rosai", True),
        Header("名称", Holds.TEXT, "計算式で使う名前", "単価", True),
        Header("単位", Holds.TEXT, "値の単位", "円"),
        Header("値", Holds.NUMBER, "値（小数第3位まで）", "250", True),
        Header("開始日", Holds.DAY, "この日から使う。空白は初めから", "2024-04-01"),
        Header("終了日", Holds.DAY, "この日まで使う。空白は終わりなし", "2025-03-31"),
    ),
    "様式": (
        Header("コード", Holds.CODE, "様式を指す英数字。ブックの中で重ならない", "rosai.blocks", True),
        Header("会議体", Holds.CODE, "会議体のコード", "rosai", True),
        Header("名称", Holds.TEXT, "表の題名", "ブロック別 達成状況", True),
        Header(
            "用途",
            Holds.WORD,
            "目標の入力、実績の入力、印刷だけのどれか",
            "実績",
            True,
            tuple(purpose.value for purpose in Purpose),
        ),
        Header(
            "内訳",
            Holds.CODES,
            "行に並べる分類のコード。かけ合わせは×。空白は合計だけ（計を入力していなければ、系列の内訳の初めのものを足す）",
            "region",
        ),
        Header(
            "見出し列",
            Holds.LIST,
            "左の見出しの列。「題=種別」を；で区切る。種別が空白なら、その行の名前",
            "支店=支店;ブロック=",
            True,
        ),
        Header(
            "項目の繰り返し",
            Holds.LIST,
            "列の組を項目ごとに繰り返すときの、項目のコード。「コード=見出し」とも書ける",
            "kokumin;choki=長期",
        ),
        Header("単位", Holds.TEXT, "表の右上に出す単位", "件"),
        Header("横向き", Holds.FLAG, "○にすると、紙を横に使う", "○"),
        Header("注記", Holds.TEXT, "表の下の注。セルの中で改行すると、次の注になる", "⑤は合計に含みません。"),
    ),
    "様式の行": (
        Header("様式", Holds.CODE, "様式のコード。行は書いた順に並ぶ", "rosai.blocks", True),
        Header(
            "種類",
            Holds.WORD,
            "何の行か",
            "要素一覧",
            True,
            tuple(rows_of.value for rows_of in RowsOf),
        ),
        Header("分類", Holds.CODE, "要素一覧・要素・合計・達成単位数のとき、分類のコード", "region"),
        Header("要素", Holds.CODE, "要素のとき、その要素。要素一覧・合計のとき、この要素の下だけ", "doto"),
        Header(
            "種別",
            Holds.TEXT,
            "要素一覧のとき、並べる要素の種別（空白は、いちばん下の要素すべて）。達成単位数のとき、数える種別（空白は行）",
            "ブロック",
        ),
        Header(
            "小計",
            Holds.LIST,
            "要素一覧のとき、小計を入れる種別。「種別=表示」の{name}に名前が入る。"
            "種別に?を付けると、2つ以上あるときだけ。「種別@コード=表示」は、その要素だけの表示",
            "支店={name} 計;支所?={name}計",
        ),
        Header("項目", Holds.CODE, "項目のとき、項目のコード", "fire"),
        Header("別枠", Holds.TEXT, "この行で使う別枠", "移管を除く"),
        Header("番号", Holds.TEXT, "名前の前に付ける記号", "①"),
        Header("表示", Holds.TEXT, "名前の代わりに出す言葉", "全道 計"),
        Header("段", Holds.WHOLE, "名前を何段下げるか。空白は0", "1"),
        Header("強調", Holds.WORD, "小計または合計の見た目にする", "小計", False, ("小計", "合計")),
        Header("計を先に", Holds.FLAG, "○にすると、小計を内訳より先に置く", "○"),
        Header("注", Holds.TEXT, "行の注", "再掲"),
    ),
    "様式の列": (
        Header("様式", Holds.CODE, "様式のコード。列は書いた順に並ぶ", "rosai.blocks", True),
        Header("コード", Holds.CODE, "列を指す英数字。同じ様式の中で重ならない", "rate", True),
        Header("見出し", Holds.TEXT, "何列かに共通の上の見出し。段は／で区切る", "新規"),
        Header("表示", Holds.TEXT, "列の名前。あとの列の計算式では、この名前を使う", "達成率", True),
        Header("項目", Holds.CODE, "行や繰り返しと別の項目を出すとき、そのコード", "fire"),
        Header("区分", Holds.WORD, "数を出す列のとき、どの区分か", "実績", False, _MEASURES),
        Header("別枠", Holds.TEXT, "出す別枠", "移管を除く"),
        Header(
            "期間",
            Holds.WORD,
            "いつの数か。空白は年度。強化期間は 強化期間:人の保障／取り組み強化期間 のように区分と名称を書く。"
            "年度によらない期間は 2017-10-01..2024-09-30、ある日は @2024-02-20 のように書く",
            "今月まで",
            False,
            tuple(period.value for period in PeriodName),
            others=True,
        ),
        Header("年のずれ", Holds.WHOLE, "前年度は-1。空白は0", "-1"),
        Header("版", Holds.WHOLE, "目標の版（0は当初、1からは補正）。空白は最新", "0"),
        Header(
            "計算式",
            Holds.FORMULA,
            "計算する列の式。前に書いた列の名前を使う。区分とどちらか一方だけ",
            "達成率(実績, 目標)",
        ),
        Header(
            "種類",
            Holds.WORD,
            "数か、率（会議体の端数処理と小数桁に従う）か、文字（矢印の列）か、"
            "単位付き（文章に書く形。6億9百万円、115,316口）か",
            "率",
            False,
            ("数", "率", "文字", "単位付き"),
        ),
        Header("小数桁", Holds.WHOLE, "小数の桁（0～3）。空白は項目や会議体のとおり", "1"),
        Header("倍率", Holds.WHOLE, "この数で割って出す（1000000で円を百万円に）。空白は1", "1000000"),
        Header("端数処理", Holds.WORD, "この列だけの端数の扱い", "切捨て", False, _ROUNDINGS),
        Header("単位", Holds.TEXT, "この列の単位", "百万円"),
        Header("単位をセルに", Holds.FLAG, "○にすると、数ごとに単位を付ける", "○"),
        Header("符号", Holds.FLAG, "○にすると、正の数に＋を付ける", "○"),
        Header(
            "入力",
            Holds.FLAG,
            "○にすると、入力の画面でこの列に打てる。時点の列に○があると、同じ数の前回の時点の列にも打てる",
            "○",
        ),
        Header("幅", Holds.WHOLE, "列の幅（文字数）。空白は5", "6"),
    ),
    "別名": (
        Header("対象", Holds.WORD, "何の別名か", "要素", True, ("要素", "項目", "区分")),
        Header(
            "分類・会議体", Holds.CODE, "要素のとき分類、項目のとき会議体のコード。区分では空白", "region"
        ),
        Header("コード", Holds.CODE, "要素か項目のコード。区分のときは区分の名前", "hiyama", True),
        Header("別名", Holds.TEXT, "届いたファイルに書かれる別の名前", "桧山", True),
    ),
    "定員": (
        Header("会議体", Holds.CODE, "会議体のコード", "rosai", True),
        Header("役職", Holds.TEXT, "役職の名前。名簿の順に書く", "幹事", True),
        Header("区分", Holds.TEXT, "選出の区分", "産別代表"),
        Header("定員", Holds.WHOLE, "定員の数", "4", True),
    ),
    "活動の種類": (
        Header("会議体", Holds.CODE, "会議体のコード", "rosai", True),
        Header("種類", Holds.TEXT, "活動記録の種類。一覧に出る順に書く", "学習会", True),
    ),
}
"""The columns of every sheet, in order."""
