"""使い方とキー一覧: what F1 shows, made from the commands themselves so that it can't be out of date."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from kyosai_desktop.ui.command_bar import keys_of
from kyosai_desktop.ui.labels import Heading, Paragraph

_STEPS = (
    "左の「目標」「実績」を選び、セルにそのまま入力します。Enterで下、Tabで右へ進みます。",
    "白い（暗い画面では少し明るい）セルに入力できます。色の付いたセルは計算で求め、鍵の付いたセルは確定済みです。",
    "実績には、年度はじめからの累計を入力します。その月だけの数字は、表の上の「当月で入力」を選んで入力します。",
    "前の月の当月を直すと、後の月の累計も同じ数だけ変わります（取り込んだ累計は、支店の報告のまま残ります）。",
    "ある日の数を入れる表では、表の上の「時点」と「前回」で日を選ぶか、「2/20」のように入力します。数字はその日のものになります。",
    "表が並びきらないときは「ほかの表」を押し、名前の一部で選びます。Ctrl+PgDownで次の表へ進みます。",
    "Ctrl+Fで、団体や共済の名前、列の見出し、値を探せます。Enterを押すたびに、次のところへ移ります。",
    "Excelの表は、範囲をコピーして左上のセルで貼り付けると、まとめて入ります。",
    "支店から届いたExcelは「取り込み」で選びます。何が変わるかを確かめ、読めないセルはその場で直してから取り込めます。",
    "資料は「議案書」で確かめて、印刷するか、PDF・Excelで保存します。",
    "数字を自分で分析するときは、「データ」の「分析用に書き出す」で、丸めていない数字をすべてExcelのブックにします。",
    "見本のブックには右上に「見本」と出ます。「空のブックで始める」を押すと、見本を残したまま、事務局のブックを作ります。",
    "入力はセルを離れたときに保存されています。間違えたら「元に戻す」で、何段階でも戻せます。",
)
_CELL_KEYS = (
    ("Enter / Shift+Enter", "下／上のセルへ"),
    ("Tab / Shift+Tab", "右／左のセルへ（Tabの後のEnterは、始めの列の次の行へ）"),
    ("F2", "セルの中身を直す"),
    ("Delete", "選んだセルを消す"),
    ("Ctrl+C / Ctrl+X / Ctrl+V", "コピー／切り取り／貼り付け（Excelとの間でも使えます）"),
    ("Ctrl+D", "上のセルを下へ写す"),
    ("Esc", "入力をやめて、元の値に戻す（読めない値のままでは、ほかの年度や画面に移れません）"),
)


class HelpPage(QScrollArea):
    """A page to read; it scrolls."""

    def __init__(self, commands: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName("使い方とキー一覧")
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setSpacing(12)
        layout.addWidget(Heading("はじめに", 1.2))
        layout.addWidget(Paragraph("\n".join(f"{n}. {step}" for n, step in enumerate(_STEPS, 1))))
        layout.addWidget(Heading("表の中のキー", 1.2))
        layout.addWidget(_table(_CELL_KEYS))
        layout.addWidget(Heading("どこでも使えるキー", 1.2))
        layout.addWidget(_table([(keys_of(each), each.iconText()) for each in commands if each.shortcuts()]))
        layout.addWidget(Paragraph("日本語を変換している間、F6〜F10は日本語入力の働きをします。", "muted"))
        layout.addStretch(1)
        self.setWidget(inside)


def _table(lines: Sequence[tuple[str, str]]) -> QLabel:
    cells = "".join(
        f'<tr><td style="padding:3px 28px 3px 0"><b>{escape(keys)}</b></td>'
        f'<td style="padding:3px 0">{escape(words)}</td></tr>'
        for keys, words in lines
    )
    label = QLabel(f"<table>{cells}</table>")
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setAccessibleName("、".join(f"{keys} {words}" for keys, words in lines))
    return label
