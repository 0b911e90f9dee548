"""Every command of the window, once: its words, icon and keys. Menus, bars and function keys show the same ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from kyosai_desktop.ui.icons import icon
from kyosai_desktop.ui.theme import TEXT_SIZES, Appearance

_NAMES = {Appearance.SYSTEM: "パソコンの設定に合わせる", Appearance.LIGHT: "明るい", Appearance.DARK: "暗い"}

NEW_BOOKS = (
    ("労済とろうきん(&B)…", "both"),
    ("労済だけ(&R)…", "rosai"),
    ("ろうきんだけ(&K)…", "rokin"),
    ("設定ブックから(&S)…", ""),
)
"""What a new book can be made of, and the preset of that; '' for a 設定ブック."""


class Commands:
    """The window's actions. Whoever builds the window connects ``triggered`` of each."""

    def __init__(self, window: QWidget, page_titles: Sequence[str]) -> None:
        def make(text: str, icon_name: str = "", *keys: str, words: str = "", shown_key: str = "") -> QAction:
            # shown_key: the focused grid or field handles the key itself; the menu only tells it
            action = QAction(f"{text}\t{shown_key}" if shown_key else text, window)
            action.setIconText(words or text.partition("(")[0].removesuffix("…"))
            if icon_name:
                action.setIcon(icon(icon_name))
            if keys:
                action.setShortcuts([QKeySequence(key) for key in keys])
            window.addAction(action)
            return action

        self.new_books = QMenu("新しいブックを作る(&N)", window)
        for text, preset in NEW_BOOKS:
            self.new_books.addAction(text).setData(preset)
        self.open_book = make("ブックを開く(&O)…", "folder-open", "Ctrl+O")
        self.recent_books = QMenu("最近使ったブック(&B)", window)
        self.save_point = make("保存点を作る(&S)", "device-floppy", "Ctrl+S", "F12")
        self.backups = make("バックアップと復元(&K)…", "history")
        self.quit = make("終了(&X)", "", "Ctrl+Q")

        self.undo = make("元に戻す(&U)", "arrow-back-up", "Ctrl+Z")
        self.redo = make("やり直す(&R)", "arrow-forward-up", "Ctrl+Y", "Ctrl+Shift+Z")
        self.cut = make("切り取り(&T)", "", shown_key="Ctrl+X")
        self.copy = make("コピー(&C)", "copy", shown_key="Ctrl+C")
        self.paste = make("貼り付け(&P)", "clipboard", shown_key="Ctrl+V")
        self.clear = make("消去(&L)", "", shown_key="Delete")
        self.fill_down = make("上のセルを下へ写す(&D)", "", shown_key="Ctrl+D")
        self.edit_cell = make("セルを編集(&E)", "pencil", shown_key="F2")
        self.find = make("検索(&F)", "search", "Ctrl+F")

        self.pages = [
            make(f"{title}(&{number})", "", f"Ctrl+{number}") for number, title in enumerate(page_titles, 1)
        ]
        self.next_tab = make("次のタブ", "", "Ctrl+PgDown")
        self.previous_tab = make("前のタブ", "", "Ctrl+PgUp")
        self.full_screen = make("全画面(&L)", "maximize", "F11")
        self.full_screen.setCheckable(True)
        self.function_keys = make("ファンクションキーの表示(&W)", "", "Alt+W")
        self.function_keys.setCheckable(True)
        self.text_sizes = _choices(window, [(f"{percent}％", percent) for percent in TEXT_SIZES])
        self.appearances = _choices(window, [(text, each) for each, text in _NAMES.items()])

        self.import_files = make(
            "Excel・CSVから取り込む(&I)…", "file-import", "F7", words="Excelから取り込む"
        )
        self.check = make("検算(&K)", "circle-check", "F6")
        self.export_analysis = make("分析用に書き出す(&A)…", "database-export")
        self.confirm = make("確定と解除(&C)…", "lock")
        self.begin_year = make("年度更新(&Y)…", "calendar-plus")
        self.preview = make("印刷プレビュー(&V)", "printer", "F8")
        self.print_paper = make("印刷(&P)…", "printer", "Ctrl+P")
        self.save_pdf = make("PDFで保存(&D)…", "file-type-pdf")
        self.save_xlsx = make("Excelで保存(&E)…", "file-spreadsheet")
        self.settings = make("設定(&S)", "settings")
        self.open_folder = make("ブックのあるフォルダーを開く(&F)", "folder-open")
        self.help = make("使い方とキー一覧(&H)", "help", "F1", words="ヘルプ")
        self.report = make("お問い合わせ用の情報を保存(&R)…", "file-export")
        self.about = make("共済デスクについて(&A)", "info-circle")

    def needing_a_book(self) -> list[QAction]:
        """Commands that mean nothing while no book is open."""
        return [
            self.save_point, self.undo, self.redo, self.cut, self.copy, self.paste, self.clear, self.fill_down,
            self.edit_cell, self.find, self.import_files, self.check, self.export_analysis, self.confirm,
            self.begin_year, self.preview, self.print_paper,
            self.save_pdf, self.save_xlsx, self.settings,
            self.backups, self.open_folder, self.next_tab, self.previous_tab, *self.pages,
        ]  # fmt: skip

    def function_key_bar(self) -> list[tuple[str, QAction, str]]:
        """Key, command and words of the bar at the foot of the window."""
        return [
            ("F1", self.help, "ヘルプ"),
            ("F2", self.edit_cell, "セル編集"),
            ("F6", self.check, "検算"),
            ("F7", self.import_files, "取り込み"),
            ("F8", self.preview, "印刷"),
            ("F11", self.full_screen, "全画面"),
            ("F12", self.save_point, "保存点"),
        ]

    def name_history(self, undo: str | None, redo: str | None) -> None:
        """Name what 元に戻す and やり直す would do; None: nothing."""
        for action, text, label in ((self.undo, "元に戻す(&U)", undo), (self.redo, "やり直す(&R)", redo)):
            words = text.partition("(")[0]
            action.setText(f"{text}：{label.replace('&', '&&')}" if label else text)
            action.setIconText(words)
            action.setToolTip(f"{words}：{label}" if label else f"{words}ものはありません")
            action.setEnabled(label is not None)

    def editing(self) -> list[QAction]:
        """Commands for the cells of the page's grid."""
        return [self.cut, self.copy, self.paste, self.clear, self.fill_down, self.edit_cell]

    def fill(self, bar: QMenuBar) -> None:
        """Build the menus."""
        _menu(bar, "ファイル(&F)", self.new_books.menuAction(), self.open_book, self.recent_books.menuAction(), None,
              self.begin_year, None, self.save_point, self.backups, self.open_folder, None, self.quit)  # fmt: skip
        _menu(bar, "編集(&E)", self.undo, self.redo, None, self.cut, self.copy, self.paste, self.clear, None,
              self.edit_cell, self.fill_down, None, self.find)  # fmt: skip
        view = _menu(bar, "表示(&V)", *self.pages, None, self.previous_tab, self.next_tab, None)
        view.addMenu(_submenu(bar, "文字の大きさ(&T)", self.text_sizes))
        view.addMenu(_submenu(bar, "明るい／暗い(&A)", self.appearances))
        view.addActions([self.function_keys, self.full_screen])
        _menu(
            bar, "データ(&D)", self.import_files, self.export_analysis, None, self.check, None, self.confirm
        )
        _menu(bar, "帳票(&R)", self.preview, self.print_paper, None, self.save_pdf, self.save_xlsx)  # fmt: skip
        _menu(bar, "ツール(&T)", self.settings)
        _menu(bar, "ヘルプ(&H)", self.help, self.report, None, self.about)


def _menu(bar: QMenuBar, title: str, *actions: QAction | None) -> QMenu:
    menu = bar.addMenu(title)
    for action in actions:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)
    return menu


def _submenu(bar: QMenuBar, title: str, group: QActionGroup) -> QMenu:
    menu = QMenu(title, bar)
    menu.addActions(group.actions())
    return menu


def _choices(window: QWidget, choices: Sequence[tuple[str, object]]) -> QActionGroup:
    group = QActionGroup(window)
    for text, value in choices:
        action = QAction(text, window)
        action.setCheckable(True)
        action.setData(value)
        group.addAction(action)
    return group


def choose(group: QActionGroup, value: object) -> None:
    """Tick the action that stands for ``value``."""
    for action in group.actions():
        action.setChecked(action.data() == value)


def on_trigger(action: QAction, act: Callable[[], object]) -> None:
    """Have a command do something, whether it is checked or not."""
    action.triggered.connect(lambda _checked=False: act())
