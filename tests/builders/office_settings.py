"""A 設定ブック as an office types it in Excel: a council of its own with six indicators, two formulas, three forms.

Digits and codes are typed in any width, ○ in any of its shapes, rows are left blank, columns that aren't needed are left
out, and a column 備考 holds the office's own words.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook

SHEETS: dict[str, list[list[Any]]] = {
    "会議体": [
        ["コード", "名称", "略称", "年度開始月", "率の小数桁", "差に符号", "分類", "備考"],
        ["tomo", "友の会推進会議", "友の会", "４", 1, "◯", "area", "令和6年に発足"],
    ],
    "分類": [["コード", "名称"], ["area", "地区"]],
    "要素": [
        ["分類", "コード", "名称", "上位", "種別"],
        ["area", "kita", "北地区", None, "地区"],
        ["area", "asahi", "旭班", "kita", "班"],
        ["area", "midori", "緑班", "kita", "班"],
        [None, None, None, None, None],
        ["area", "minami", "南地区", None, "地区"],
        ["area", "ｈａｍａ", "浜班", "minami", "班"],
    ],
    "項目": [
        ["会議体", "コード", "名称", "単位", "小数桁", "計算式"],
        ["tomo", "keiyaku", "共済契約", "件", None, None],
        ["tomo", "kuchi", "出資", "口", None, None],
        ["tomo", "kingaku", "出資金額", "円", None, "出資 × 一口の金額"],
        ["tomo", "sanka", "参加者", "名", None, None],
        ["tomo", "kaisu", "学習会", "回", None, None],
        ["tomo", "wariai", "契約割合", "％", "１", "共済契約 ÷ 参加者 × １００"],
    ],
    "系列": [
        ["会議体", "項目", "区分", "集め方", "合計", "内訳"],
        ["tomo", "keiyaku", "目標", "年度", None, "area；なし"],
        ["tomo", "keiyaku", "実績", "累計", None, "area；なし"],
        ["tomo", "kuchi", "目標", "年度", None, "area；なし"],
        ["tomo", "kuchi", "実績", "累計", None, "area；なし"],
        ["tomo", "kingaku", "実績", "累計", "計算式", "area；なし"],
        ["tomo", "sanka", "実績", "累計", None, "area；なし"],
        ["tomo", "kaisu", "実績", "累計", None, "area；なし"],
        ["tomo", "wariai", "実績", "累計", "計算式", "area；なし"],
    ],
    "定数": [
        ["会議体", "名称", "単位", "値", "開始日"],
        ["tomo", "一口の金額", "円", "１，０００", "令和6年4月1日"],
    ],
    "様式": [
        ["コード", "会議体", "名称", "用途", "内訳", "見出し列", "項目の繰り返し", "横向き", "注記"],
        ["tomo.targets", "tomo", "班別 目標", "目標", "area", "班＝", "keiyaku；kuchi", None, None],
        [
            "tomo.results",
            "tomo",
            "班別 実績",
            "実績",
            "area",
            "地区＝地区；班＝",
            "keiyaku；kuchi；sanka；kaisu",
            "〇",
            None,
        ],
        [
            "tomo.summary",
            "tomo",
            "取り組みのまとめ",
            "帳票",
            "area",
            "班＝",
            None,
            None,
            "金額は百万円です。\n割合は契約÷参加者です。",
        ],
    ],
    "様式の行": [
        ["様式", "種類", "分類", "種別", "小計", "表示"],
        ["tomo.targets", "要素一覧", "area", "班", None, None],
        ["tomo.targets", "合計", "area", None, None, "全体"],
        ["tomo.results", "要素一覧", "area", "班", "地区？＝｛name｝計", None],
        ["tomo.results", "合計", "area", None, None, "全体"],
        ["tomo.summary", "要素一覧", "area", "班", None, None],
        ["tomo.summary", "合計", "area", None, None, "全体"],
    ],
    "様式の列": [
        ["様式", "コード", "表示", "項目", "区分", "期間", "計算式", "種類", "倍率", "単位", "入力"],
        ["tomo.targets", "target", "目標", None, "目標", "年度", None, "数", None, None, "○"],
        ["tomo.results", "result", "実績", None, "実績", "今月まで", None, "数", None, None, "○"],
        ["tomo.summary", "t", "契約目標", "keiyaku", "目標", "年度", None, "数", None, "件", None],
        ["tomo.summary", "r", "契約", "keiyaku", "実績", "今月まで", None, "数", None, "件", None],
        [
            "tomo.summary",
            "rate",
            "達成率",
            None,
            None,
            None,
            "達成率(契約, 契約目標)",
            "率",
            None,
            None,
            None,
        ],
        [
            "tomo.summary",
            "money",
            "出資金額",
            "kingaku",
            "実績",
            "今月まで",
            None,
            "数",
            1000000,
            "百万円",
            None,
        ],
        ["tomo.summary", "share", "契約割合", "wariai", "実績", "今月まで", None, "数", None, "％", None],
    ],
    "定員": [["会議体", "役職", "定員"], ["tomo", "会長", 1.0], ["tomo", "幹事", "３"]],
    "別名": [
        ["対象", "分類・会議体", "コード", "別名"],
        ["要素", "area", "hama", "はま班"],
        ["区分", None, "実績", "取扱件数"],
    ],
}


def office_workbook(path: Path, *, leave_out: tuple[str, ...] = (), **cells: Any) -> Path:
    """Write the workbook. ``cells`` replaces some: ``項目_E3="…"`` is cell E3 of 項目; a note sheet stands in front."""
    workbook = Workbook()
    front = workbook.active
    front.title = "はじめに"
    front["A1"] = "この設定ブックは事務局が作りました。"
    for name, rows in SHEETS.items():
        if name not in leave_out:
            sheet = workbook.create_sheet(name)
            for row in rows:
                sheet.append(row)
    for place, value in cells.items():
        name, _, address = place.partition("_")
        workbook[name][address] = value
    workbook.save(path)
    return path
