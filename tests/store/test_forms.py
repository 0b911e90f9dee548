"""Forms come back from the book exactly as they were stored, whatever an office writes into them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyosai_desktop.domain.form import (
    LATEST,
    Form,
    FormColumn,
    FormRow,
    PeriodName,
    Purpose,
    RowsOf,
    Stub,
    Subtotal,
)
from kyosai_desktop.domain.rounding import Rounding
from kyosai_desktop.domain.series import Council, Indicator, Measure
from kyosai_desktop.domain.table import ColumnKind, RowKind
from kyosai_desktop.store.book import Book
from kyosai_desktop.store.catalogue import insert_council, insert_indicator
from kyosai_desktop.store.forms import insert_form, list_forms, load_form
from kyosai_desktop.store.opening import create_book

INDICATORS = (20, 21, 22)


@pytest.fixture(scope="module")
def book() -> Iterator[Book]:
    """Two councils, the second with three indicators; forms are stored and taken back."""
    with tempfile.TemporaryDirectory(prefix="様式") as folder:
        made = create_book(Path(folder) / "台帳.kyosai")
        with made.change("設定") as tx:
            insert_council(tx, Council(2, "rokin", "推進会議", "ろうきん", 4, Rounding.DOWN, position=1), ())
            insert_council(tx, Council(1, "rosai", "推進会議", "労済", 6, Rounding.HALF_UP, position=0), ())
            for id in INDICATORS:
                insert_indicator(tx, Indicator(id, 1, f"i{id}", f"項目{id}", "件"))
        yield made
        made.close()


ids = st.integers(1, 2**62 - 1)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["{name} 計", "※1\t注", "一行目\n二行目", '["\\', "髙﨑𠮷", ""]
)
named = texts.filter(bool)
subtotals = st.builds(Subtotal, texts, texts, st.booleans(), st.just(0) | ids)
rows = st.builds(
    FormRow,
    st.sampled_from(RowsOf),
    st.just(0) | ids,
    st.just(0) | ids,
    texts,
    st.lists(subtotals, max_size=3).map(tuple),
    st.just(0) | ids,
    st.none() | texts,
    texts,
    texts,
    st.integers(0, 5),
    st.sampled_from(RowKind),
    st.booleans(),
    texts,
)
columns = st.builds(
    FormColumn,
    label=texts,
    code=texts,
    group=texts,
    indicator_id=st.just(0) | ids,
    measure=st.none() | st.sampled_from(Measure),
    variant=texts,
    period=st.sampled_from(PeriodName),
    year_shift=st.integers(-3, 3),
    version=st.just(LATEST) | st.integers(0, 5),
    expression=texts,
    kind=st.sampled_from(ColumnKind),
    decimals=st.none() | st.integers(0, 3),
    scale=st.sampled_from([1, 1000, 1_000_000]),
    rounding=st.none() | st.sampled_from(Rounding),
    unit=texts,
    unit_in_cell=st.booleans(),
    signed=st.booleans(),
    entry=st.booleans(),
    width=st.integers(1, 60),
)
forms = st.builds(
    Form,
    ids,
    named,
    st.sampled_from([1, 2]),
    named,
    st.sampled_from(Purpose),
    st.lists(st.builds(Stub, texts, texts), max_size=3).map(tuple),
    st.lists(rows, max_size=5).map(tuple),
    st.lists(columns, max_size=5).map(tuple),
    st.lists(ids, max_size=2, unique=True).map(lambda found: tuple(sorted(found))),
    st.lists(st.tuples(st.sampled_from(INDICATORS), texts), max_size=3).map(tuple),
    texts,
    st.booleans(),
    st.lists(texts, max_size=3).map(tuple),
    st.integers(0, 99),
)


@given(form=forms)
def test_a_stored_form_comes_back_equal(book: Book, form: Form) -> None:
    with book.change("様式を追加") as tx:
        insert_form(tx, form)
    try:
        assert load_form(book, form.code) == form
    finally:
        book.undo()
    assert load_form(book, form.code) is None


def test_forms_are_listed_by_council_and_position(book: Book) -> None:
    made = [
        Form(1, "b", 2, "年間目標", Purpose.TARGETS, (), (), (), position=0),
        Form(2, "d", 1, "達成状況", Purpose.PAPER, (), (), (), position=1),
        Form(3, "c", 1, "目標", Purpose.RESULTS, (), (), (), position=0),
    ]
    with book.change("様式を追加") as tx:
        for form in made:
            insert_form(tx, form)
    assert list_forms(book) == [
        ("c", 1, "目標", Purpose.RESULTS),
        ("d", 1, "達成状況", Purpose.PAPER),
        ("b", 2, "年間目標", Purpose.TARGETS),
    ]
    book.undo()


def test_there_is_no_form_of_an_unknown_code(book: Book) -> None:
    assert load_form(book, "rosai.nothing") is None
