"""件数の換算: exact, and asking where a value has too many decimals."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kyosai_desktop.domain.problem import Problem
from kyosai_desktop.operations.weighed_products import WeighedProduct
from kyosai_desktop.ui.figures.weighing import Weighing


@pytest.fixture
def aid(qtbot: QtBot) -> Weighing:
    made = Weighing()
    qtbot.addWidget(made)
    made.show()
    return made


def fill(aid: Weighing, *lines: tuple[str, str]) -> None:
    for line, (count, factor) in zip(aid.lines, lines, strict=False):
        line.count.setText(count)
        line.factor.setText(factor)


def test_riders_count_a_tenth_and_a_fifth(aid: Weighing, qtbot: QtBot) -> None:
    fill(aid, ("3", "0.1"), ("２", "０．２"), ("", "1"))
    assert aid.outcome() == "0.7"
    assert aid.total.text() == "＝ 0.7件"
    with qtbot.waitSignal(aid.wanted) as asked:
        qtbot.keyClick(aid.lines[1].count, Qt.Key.Key_Return)
    assert asked.args == ["0.7"]


def test_nothing_is_asked_for_while_nothing_is_filled_in(aid: Weighing, qtbot: QtBot) -> None:
    assert aid.outcome() == ""
    assert not aid.store.isEnabled()
    with qtbot.assertNotEmitted(aid.wanted):
        qtbot.keyClick(aid.lines[0].count, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("3", "0.0001"), "number.too_fine"),
        (("三", "0.1"), "number.unreadable"),
        (("3", ""), "weighing.incomplete"),
        (("1.5", "0.1"), "weighing.not_whole"),
    ],
)
def test_what_is_not_exact_is_told_and_not_rounded(aid: Weighing, line: tuple[str, str], code: str) -> None:
    fill(aid, line)
    made = aid.outcome()
    assert isinstance(made, Problem) and made.code == code
    assert not aid.store.isEnabled()
    assert not aid.words.isHidden() and made.message in aid.words.accessibleName()


def test_the_factors_stay_for_the_next_cell(aid: Weighing) -> None:
    fill(aid, ("3", "0.5"))
    aid.clear_counts()
    assert aid.outcome() == "" and aid.lines[0].factor.text() == "0.5"


RIDERS = [WeighedProduct("先進医療特約", 100), WeighedProduct("個人賠償責任特約", 200)]


def test_the_products_of_the_office_have_a_line_each_and_more_can_be_added(aid: Weighing) -> None:
    aid.show_products(RIDERS)
    assert [(line.name.text(), line.factor.text()) for line in aid.lines] == [
        ("先進医療特約", "0.1"), ("個人賠償責任特約", "0.2"),
    ]  # fmt: skip
    for number in range(3, 8):
        aid.more.click()
        added = aid.lines[-1]
        added.name.setText(f"商品{number}")
        added.count.setText("1")
        added.factor.setText("0.5")
    aid.lines[0].count.setText("3")
    assert aid.outcome() == "2.8"
    assert aid.how().startswith("先進医療特約 3×0.1、商品3 1×0.5")
    assert len(aid.products()) == 7 and aid.products()[:2] == RIDERS


def test_what_is_being_filled_in_isnt_replaced(aid: Weighing) -> None:
    aid.lines[0].count.setText("3")
    aid.show_products(RIDERS)
    assert len(aid.lines) == 3
    aid.clear_counts()
    aid.show_products(RIDERS)
    assert len(aid.lines) == 2
