"""The few rules that a palette can't say. No font and no size of text here: those follow the user's choice.

QComboBox stays with Fusion: any partial rule for it loses its arrow.
"""

from __future__ import annotations

from string import Template

from kyosai_desktop.ui.tokens import Tokens

_RULES = Template("""
QToolTip { color: $text; background: $surface; border: 1px solid $line; padding: 4px; }
QMenuBar { background: $surface; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 4px 10px; background: transparent; color: $text; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; color: $text; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QStatusBar { background: $surface; border-top: 1px solid $line; }
QStatusBar::item { border: none; }

QFrame[card="true"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="good"] { color: $good; }

QToolButton[command="true"] {
  background: transparent; color: $text; border: 1px solid transparent; border-radius: 6px; padding: 5px 7px;
}
QToolButton[command="true"]:hover { background: $hover; }
QToolButton[command="true"]:pressed, QToolButton[command="true"]:checked { background: $accent_soft; }
QToolButton[command="true"]:focus { border: 2px solid $focus; padding: 4px 6px; }
QToolButton[command="true"]:disabled { color: $disabled; }
QToolButton[command="true"]::menu-indicator {
  subcontrol-origin: border; subcontrol-position: center right; right: 6px; width: 9px; height: 9px;
}
QToolButton[link="true"] { color: $accent; }
QToolBar { background: transparent; border: none; spacing: 2px; padding: 0; }
QToolBar::separator { background: $line; width: 1px; margin: 6px 4px; }
QFrame[rule="true"] { background: $line; border: none; }

QPushButton {
  background: $surface; color: $text; border: 1px solid $line; border-radius: 6px; padding: 6px 14px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $accent_soft; }
QPushButton:checked { border-color: $accent; }
QPushButton[filter="true"] { background: $accent_soft; border-radius: 13px; padding: 3px 12px; }
QPushButton[filter="true"]:focus { border: 2px solid $focus; padding: 2px 11px; }
QPushButton:focus { border: 2px solid $focus; padding: 5px 13px; }
QPushButton:disabled { color: $disabled; background: $page; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[primary="true"]:hover { background: $accent; border-color: $text; }
QPushButton[primary="true"]:focus { border: 2px solid $text; padding: 5px 13px; }
QPushButton[primary="true"]:disabled { background: $track; color: $disabled; border-color: $line; }
QPushButton[key="true"] { padding: 2px 8px; background: $page; }
QPushButton[key="true"]:focus { padding: 1px 7px; }

QTabBar[inner="true"] { background: transparent; }
QTabBar[inner="true"]::tab {
  background: transparent; color: $muted; padding: 7px 16px;
  border: none; border-bottom: 3px solid transparent;
}
QTabBar[inner="true"]::tab:selected { color: $accent; border-bottom: 3px solid $accent; }
QTabBar[inner="true"]::tab:hover:!selected { background: $hover; }
QTabBar[inner="true"]::tab:focus { border: 2px solid $focus; border-bottom: 3px solid $accent; }

QTabBar[inner="true"]::scroller { width: 64px; }
QTabBar[inner="true"] QToolButton { background: $surface; border: 1px solid $line; border-radius: 4px; }

QLineEdit[search="true"] {
  background: $surface; color: $text; border: 1px solid $line; border-radius: 6px; padding: 5px 8px;
}
QLineEdit[search="true"]:focus { border: 2px solid $focus; padding: 4px 7px; }

QFrame[info="error"] { background: $bad_soft; border: 1px solid $bad; border-radius: 6px; }
QFrame[info="warning"] { background: $warn_soft; border: 1px solid $warn; border-radius: 6px; }
QFrame[info="note"] { background: $accent_soft; border: 1px solid $accent; border-radius: 6px; }
QFrame[info="error"] QLabel[word="true"] { color: $bad; }
QFrame[info="warning"] QLabel[word="true"] { color: $warn; }
QFrame[info="note"] QLabel[word="true"] { color: $accent; }

QScrollBar:vertical { background: $page; width: 14px; margin: 0; }
QScrollBar:horizontal { background: $page; height: 14px; margin: 0; }
QScrollBar::handle { background: $target_bar; border-radius: 4px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QFrame[outcome="good_soft"] { background: $good_soft; border-radius: 6px; }
QFrame[outcome="accent_soft"] { background: $accent_soft; border-radius: 6px; }
QFrame[outcome="warn_soft"] { background: $warn_soft; border-radius: 6px; }
QFrame[outcome="bad_soft"] { background: $bad_soft; border-radius: 6px; }
QLabel[outcome="good"] { color: $good; }
QLabel[outcome="accent"] { color: $accent; }
QLabel[outcome="warn"] { color: $warn; }
QLabel[outcome="bad"] { color: $bad; }
QLabel[outcome="muted"] { color: $muted; }
QFrame[frame="true"] { background: $surface; border: 1px solid $line; }
QTreeView, QListWidget { border: 1px solid $line; }
QTreeView QHeaderView::section {
  background: $header; color: $text; border: none; border-right: 1px solid $line; border-bottom: 1px solid $line;
  padding: 6px 10px;
}
QTreeWidget::item { padding: 4px 10px; }
QListWidget::item:selected { background: $accent_soft; color: $text; }
QListWidget::item { color: $text; padding: 2px 6px; }
QListWidget[choices="true"] { border: none; }
QListWidget[choices="true"]::item { padding: 6px 6px; }
QListWidget[choices="true"]::item:hover:!selected { background: $hover; }
QTreeWidget::item:selected { background: $accent_soft; color: $text; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }
QSplitter::handle { background: $line; }
""")


def style_sheet(tokens: Tokens) -> str:
    """The rules in the colours of ``tokens``."""
    colours = tokens._asdict()
    return _RULES.substitute(colours)
