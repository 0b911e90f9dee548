"""What a saved 設定ブック would not bring back, so that nothing is lost without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kyosai_desktop.domain.axis import Member
from kyosai_desktop.domain.form import Form
from kyosai_desktop.domain.problem import Place, Problem, Refused, Severity
from kyosai_desktop.domain.series import Council, Indicator
from kyosai_desktop.operations.settings.checked import read_settings
from kyosai_desktop.operations.settings.positions import settled
from kyosai_desktop.operations.settings.read import Settings
from kyosai_desktop.operations.settings.write import settings_rows

Named = Council | Member | Indicator | Form


def not_read_back(settings: Settings, file: str) -> list[Problem]:
    """Warnings about what reading the sheets of ``settings`` gives otherwise: separators inside names
    (``settings.separator``), and whatever reading refuses, in the rows of ``file``."""
    try:
        again = settled(settings, read_settings(settings_rows(settings, file)))
    except Refused as refused:
        return [problem._replace(severity=Severity.WARNING) for problem in refused.problems]
    return [
        *_differing("会議体", settings.councils, again.councils),
        *_differing("要素", _members(settings), _members(again)),
        *_differing("項目", settings.indicators, again.indicators),
        *_differing("様式", settings.forms, again.forms),
    ]


def _differing(sheet: str, stored: Iterable[Named], read: Iterable[Named]) -> Iterator[Problem]:
    known = {item.id: item for item in read}
    for item in stored:
        if known.get(item.id) != item:
            name = item.title if isinstance(item, Form) else item.name
            yield Problem(
                "settings.separator",
                f"「{name}」の名前や表示に、区切りに使う ; = ・ @ ? の字か、前後の空白があるため、"
                "設定ブックから読み込むと元と違ってしまいます。",
                "その字を全角のほかの字に替えてから、もう一度書き出してください。",
                Severity.WARNING,
                Place(sheet=sheet),
            )


def _members(settings: Settings) -> list[Member]:
    return [member for axis in settings.axes for member in axis.members]
