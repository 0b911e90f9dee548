"""Headers and labels in the words of a council."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kyosai_desktop.domain.catalogue import Catalogue
from kyosai_desktop.domain.series import Measure
from kyosai_desktop.excel.mapping import ColumnUse, Vocabulary
from kyosai_desktop.excel.names import Names
from kyosai_desktop.operations.settings.apply import preset_sheets
from kyosai_desktop.operations.settings.read import Settings, read_masters


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    settings: Settings = read_masters(preset_sheets("rosai"))
    aliases = {alias.target_id: () for alias in settings.aliases}
    for alias in settings.aliases:
        aliases[alias.target_id] = (*aliases[alias.target_id], alias.name)
    indicators = [replace(item, aliases=aliases.get(item.id, ())) for item in settings.indicators]
    catalogue = Catalogue(settings.councils, settings.axes, indicators, settings.series)
    words = {"新規加入実績": Measure.RESULT, "新規加入": Measure.RESULT}
    return Vocabulary(catalogue, settings.councils[0].id, settings.axes, words)


def name_of(vocabulary: Vocabulary, *path: str) -> str:
    [found] = vocabulary.column(path).indicators
    return vocabulary._catalogue.indicators[found].name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("こくみん共済",), "こくみん共済"),
        (("こ く み ん\n共　済",), "こくみん共済"),
        (("こくみん",), "こくみん共済"),
        (("ﾏｲｶｰ共済",), "マイカー共済"),
        (("自賠責共済", "新規"), "自賠責共済（新規）"),
        (("自賠責共済（継続）",), "自賠責共済（継続）"),
        (("生命系共済", "長期共済"), "長期共済"),
        (("長期共済", "2023年度", "目標"), "長期共済"),
        (("長期共済目標",), "長期共済"),
        (("長期共済（件）",), "長期共済"),
        (("生命系共済 計",), "生命系共済"),
    ],
)
def test_products_are_found_by_the_whole_path(vocabulary, path, name) -> None:
    assert name_of(vocabulary, *path) == name


@pytest.mark.parametrize(
    ("path", "use", "measure"),
    [
        (("長期共済", "目標"), ColumnUse.FIGURE, Measure.TARGET),
        (("長期共済", "新規加入実績"), ColumnUse.FIGURE, Measure.RESULT),
        (("長期共済", "実績（件）"), ColumnUse.FIGURE, Measure.RESULT),
        (("長期共済", "達成率"), ColumnUse.RATE, None),
        (("長期共済", "達成率(%)"), ColumnUse.RATE, None),
        (("長期共済達成率",), ColumnUse.RATE, None),
        (("長期共済", "差異"), ColumnUse.DIFFERENCE, None),
        (("長期共済", "前年度比"), ColumnUse.LAST_YEAR, None),
        (("長期共済", "構成比"), ColumnUse.COMPUTED, None),
        (("合計",), ColumnUse.TOTAL, None),
        (("備考",), ColumnUse.WORDS, None),
        (("Ｎｏ．",), ColumnUse.WORDS, None),
        (("ペット共済",), ColumnUse.UNKNOWN, None),
        (("職域", "長期共済"), ColumnUse.UNKNOWN, None),
    ],
)
def test_what_a_column_is_for(vocabulary, path, use, measure) -> None:
    meaning = vocabulary.column(path)
    assert (meaning.use, meaning.measure) == (use, measure)


def test_a_name_over_every_column_says_nothing_about_one(vocabulary) -> None:
    assert vocabulary.column(("職域", "長期共済"), shared={"職域"}).use is ColumnUse.FIGURE


def test_the_time_in_a_header_is_kept_apart(vocabulary) -> None:
    meaning = vocabulary.column(("長期共済", "2024年5月末", "実績"))
    assert (meaning.period_text, meaning.measure) == ("2024年5月末", Measure.RESULT)


def test_row_headers_are_the_kinds_and_axes(vocabulary) -> None:
    for header in (
        "ブロック",
        "ブロック名",
        "支店",
        "支　所",
        "拠点",
        "産別",
        "地域",
        "支店・ブロック",
        "項目",
    ):
        assert vocabulary.is_row_header(header), header
    for header in ("こくみん共済", "合計", "", "石狩", "支店・産別"):
        assert not vocabulary.is_row_header(header), header


def test_the_kind_of_the_header_restricts_the_members(vocabulary) -> None:
    blocks, offices = vocabulary.row_header("ブロック"), vocabulary.row_header("拠点")
    assert blocks is not None and offices is not None
    axis = vocabulary._catalogue.axes[blocks.axis_id]
    assert [axis[id].name for id in vocabulary.members(blocks, "釧路")] == ["釧路"]
    assert [axis[id].name for id in vocabulary.members(offices, "釧路支所")] == ["釧路支所"]
    assert vocabulary.members(blocks, "札幌支部") == ()
    assert {axis[id].name for id in vocabulary.members_alike(blocks, "胆振")[:2]} == {"西胆振", "東胆振"}


@pytest.mark.parametrize(
    "label", ["苫小牧支所計", "道央支店 合計", "札幌支部", "上川", "胆振", "渡島", "北見支処"]
)
def test_what_is_only_alike_never_decides(vocabulary, label) -> None:
    for title in ("ブロック", "支所", "支店", "拠点", "地域"):
        header = vocabulary.row_header(title)
        assert header is not None
        assert vocabulary.members(header, label) == ()


def test_measures_in_a_title(vocabulary) -> None:
    assert vocabulary.measures_in("2024年5月末 新規加入実績") == {Measure.RESULT}
    assert vocabulary.measures_in("2023年度 目標・実績一覧") == {Measure.TARGET, Measure.RESULT}
    assert vocabulary.measures_in("目標達成状況") == frozenset()


def test_a_shared_name_has_several_ids_and_the_longest_name_in_a_title_wins() -> None:
    names = Names([(1, ["上川"]), (2, ["上川", "上川中"])])
    assert names.find("上川") == (1, 2)
    assert names.find("上川北") == ()
    assert names.contained_in("2024年度上川中の実績") == (2,)
