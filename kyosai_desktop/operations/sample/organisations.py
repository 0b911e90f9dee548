"""The sample's own organisations: invented 単組, so that its registers name nobody."""

from __future__ import annotations

from kyosai_desktop.domain.axis import Member
from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.operations.sample.split_figures import read_sample
from kyosai_desktop.operations.settings.read import id_of


def sample_members(catalogue: Catalogue) -> list[Member]:
    """Members to add below those of the presets, after them in order."""
    last = max(member.position for axis in catalogue.axes.values() for member in axis.members)
    return [
        Member(
            id_of("member", row["分類"], row["コード"]),
            id_of("axis", row["分類"]),
            row["コード"],
            row["名称"],
            id_of("member", row["分類"], row["上位"]),
            frozenset({row["種別"]}),
            last + at,
            valid_from=int(row["有効開始年度"]),
        )
        for at, row in enumerate(read_sample("members"), 1)
    ]
