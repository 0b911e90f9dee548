"""設定＞会議体: the councils in the order in which they stand in the head, their names and their rules."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kyosai_desktop.operations.settings.editing.councils import councils_part
from kyosai_desktop.ui.grid import GridView
from kyosai_desktop.ui.labels import Heading, Paragraph
from kyosai_desktop.ui.masters.kinds_editor import KindsEditor
from kyosai_desktop.ui.masters.part_editor import PartEditor
from kyosai_desktop.ui.masters.section import Section
from kyosai_desktop.ui.page import Desk

_HINT = (
    "年度開始月・端数処理・率の小数桁は、会議体ごとの決まりです。数字のある会議体の年度開始月は変えられません。"
    "項目や名簿のある会議体は削除できません。"
)


class CouncilsSection(Section):
    """The councils, and below them what the one in the head calls its meetings.

    A new council gets its 項目 and 様式 in the other tabs, or from a 設定ブック.
    """

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
        self.kinds_title = Heading("会議の種別", 1.1)
        self.kinds = KindsEditor(self)
        self.body.addWidget(self.kinds_title)
        self.body.addWidget(self.kinds, 1)

    def grids(self) -> Sequence[GridView]:
        return (self.councils.view, self.kinds.view)

    def refresh(self) -> None:
        self.councils.show_part(councils_part())
        viewpoint = self.desk.outlook.current
        if viewpoint is not None:
            self.kinds_title.setText(f"{viewpoint.council.short_name}の会議の種別")
            self.kinds.show_kinds(viewpoint.council)
