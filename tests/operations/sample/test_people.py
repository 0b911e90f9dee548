"""The people of the sample are invented, and each stands in a roster once."""

from __future__ import annotations

import re
from collections import Counter

from kyosai_desktop.domain.resources import resource_path
from kyosai_desktop.domain.roster import person_key
from kyosai_desktop.domain.text.name import name_key, stored_name
from kyosai_desktop.operations.sample.split_figures import read_sample
from kyosai_desktop.operations.settings.apply import preset_sheets
from kyosai_desktop.operations.settings.read import read_masters


def test_nobody_stands_twice_in_one_roster() -> None:
    seats = Counter((row["会議体"], row["年度"], person_key(row["氏名"])) for row in read_sample("officers"))
    assert [seat for seat, times in seats.items() if times > 1] == []


def test_a_person_has_one_reading_and_a_reading_one_person() -> None:
    pairs = {(row["氏名"], row["ふりがな"]) for row in read_sample("officers")}
    assert len({name for name, _ in pairs}) == len(pairs)
    assert len({reading for _, reading in pairs}) == len(pairs)
    assert len({name_key(name) for name, _ in pairs}) == len(pairs)
    assert all(re.fullmatch(r"[ぁ-ん]+ [ぁ-ん]+", reading) for _, reading in pairs)


def test_names_are_written_as_they_are_stored() -> None:
    for row in read_sample("officers"):
        assert stored_name(row["氏名"]) == row["氏名"]
        assert len(row["氏名"].split(" ")) == 2


def test_the_sample_shows_the_characters_that_programs_lose() -> None:
    names = "".join(row["氏名"] for row in read_sample("officers"))
    assert set("髙﨑邉𠮷齋") <= set(names)


def test_rosters_number_from_one_without_a_gap() -> None:
    orders: dict[tuple[str, str], list[int]] = {}
    for row in read_sample("officers"):
        orders.setdefault((row["会議体"], row["年度"]), []).append(int(row["順"]))
    assert set(orders) == {("rosai", "2023"), ("rosai", "2024"), ("rokin", "2024")}
    assert all(order == [*range(1, len(order) + 1)] for order in orders.values())


def test_every_seat_is_one_that_the_council_has_and_all_are_filled() -> None:
    settings = read_masters(preset_sheets("both"))
    codes = {council.id: council.code for council in settings.councils}
    seats = {(codes[seat.council_id], seat.role, seat.capacity): seat.seats for seat in settings.seats}
    for year in ("2023", "2024"):
        held = Counter(
            (row["会議体"], row["役職"], row["区分"])
            for row in read_sample("officers")
            if row["年度"] == year
        )
        councils = {council for council, _, _ in held}
        assert held == {seat: number for seat, number in seats.items() if seat[0] in councils}


def test_every_file_of_the_sample_is_read() -> None:
    names = sorted(path.stem for path in resource_path("sample").glob("*.csv"))
    assert names == [
        "activities",
        "app",
        "block_meetings",
        "campaign_figures",
        "campaigns",
        "meetings",
        "members",
        "officers",
        "renewal",
        "targets_and_results",
        "weights",
    ]
    assert all(read_sample(name) for name in names)
