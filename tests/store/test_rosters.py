"""Officers in the book: every character as typed, each council and year by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kyosai_desktop.domain.roster import Officer
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Council
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import insert_council
from kyosai_desktop.store.opening import create_book
from kyosai_desktop.store.rosters import (
    FIELDS,
    delete_officers,
    insert_officers,
    insert_seats,
    load_officers,
    load_seats,
    set_field,
    set_order,
)

CHAIR = Officer(
    1,
    1,
    2024,
    1,
    "議長",
    "産別代表",
    "北海道労福協",
    "髙﨑 邉𠮷\ufa10",
    "たかさき",
    "副理事長",
    "2024-06-01",
    "2026-05-31",
    "011-000-0000",
    "（兼）",
)
VACANCY = Officer(2, 1, 2024, 2, "幹事")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(tmp_path / "台帳.kyosai")
    with made.change("設定") as tx:
        for id in (1, 2):
            insert_council(tx, Council(id, f"c{id}", "推進会議", "労済", 6, Rounding.HALF_UP), ())
        insert_officers(tx, [VACANCY, CHAIR])
    yield made
    made.close()


def test_officers_come_back_equal_and_in_order(book: Book) -> None:
    assert load_officers(book, 1, 2024) == [CHAIR, VACANCY]


def test_every_code_point_of_a_name_is_kept(book: Book) -> None:
    (chair, _) = load_officers(book, 1, 2024)
    assert [f"{ord(char):X}" for char in chair.name] == ["9AD9", "FA11", "20", "9089", "20BB7", "FA10"]


def test_councils_and_years_are_kept_apart(book: Book) -> None:
    others = [replace(CHAIR, id=3, council_id=2), replace(CHAIR, id=4, year=2023)]
    with book.change("追加") as tx:
        insert_officers(tx, others)
    assert load_officers(book, 2, 2024) == others[:1]
    assert load_officers(book, 1, 2023) == others[1:]
    assert load_officers(book, 1, 2024) == [CHAIR, VACANCY]
    assert load_officers(book, 1, 2025) == []


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_is_written_alone(book: Book, field: str) -> None:
    with book.change("入力") as tx:
        set_field(tx, CHAIR.id, field, "渡邉")
    assert load_officers(book, 1, 2024) == [replace(CHAIR, **{field: "渡邉"}), VACANCY]  # type: ignore[arg-type] - texts


@pytest.mark.parametrize("field", ["id", "contact", "year", "name = '' --"])
def test_what_is_not_typed_in_the_grid_cannot_be_written_so(book: Book, field: str) -> None:
    with pytest.raises(ValueError, match="no field"), book.change("入力") as tx:
        set_field(tx, CHAIR.id, field, "渡邉")
    assert load_officers(book, 1, 2024) == [CHAIR, VACANCY]


def test_a_new_order_numbers_from_one(book: Book) -> None:
    with book.change("順") as tx:
        set_order(tx, [VACANCY.id, CHAIR.id])
    assert load_officers(book, 1, 2024) == [replace(VACANCY, position=1), replace(CHAIR, position=2)]


def test_removing_removes_only_those(book: Book) -> None:
    with book.change("削除") as tx:
        delete_officers(tx, [CHAIR.id, 999])
    assert load_officers(book, 1, 2024) == [VACANCY]


def test_seats_in_their_order(book: Book) -> None:
    with book.change("定員") as tx:
        insert_seats(tx, [(1, "議長", "", 1), (2, "議長", "", 1), (1, "幹事", "支店代表", 4)])
    assert load_seats(book, 1) == [("議長", "", 1), ("幹事", "支店代表", 4)]
    assert load_seats(book, 2) == [("議長", "", 1)]
