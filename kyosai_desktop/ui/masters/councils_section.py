"""設定＞会議体: the councils in the order in which they stand in the head, their names and their rules."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kyosai_desktop.operations.settings.editing.councils import councils_part
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.labels import Paragraph
from kyosai_desktop.ui.masters.part_editor import PartEditor
from kyosai_desktop.ui.masters.section import Section
from kyosai_desktop.ui.page import Desk

_HINT = (
    "年度開始月・端数処理・率の小数桁は、会議体ごとの決まりです。数字のある会議体の年度開始月は変えられません。"
    "項目や名簿のある会議体は削除できません。"
)


class CouncilsSection(Section):
    """One list; a new council gets its 項目 and 様式 in the other tabs, or from a 設定ブック."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.councils = PartEditor(
            self,
            "会議体",
            [("会議体", lambda _book: {"名称": "新しい会議体", "略称": "新しい会議体"})],
            (desk.commands.undo, desk.commands.redo),
        )
        self.body.addWidget(Paragraph(_HINT, "muted"))
        self.body.addWidget(self.councils, 1)

    def grids(self) -> Sequence[GridView]:
        return (self.councils.view,)

    def refresh(self) -> None:
        self.councils.show_part(councils_part())
