"""The office's products of 件数の換算, kept in the book."""

from __future__ import annotations

from kyosai_desktop.operations import books
from kyosai_desktop.operations.weighed_products import WeighedProduct, remember_products, weighed_products
from kyosai_desktop.store.book import Book

RIDERS = [WeighedProduct("先進医療特約", 100), WeighedProduct("個人賠償責任特約", 200)]


def test_products_are_kept_for_their_council_until_they_are_undone(book: Book) -> None:
    council = books.councils(book)[0]
    assert weighed_products(book, council) == []
    remember_products(book, council, RIDERS)
    assert weighed_products(book, council) == RIDERS
    steps = len(book.history())
    remember_products(book, council, [*RIDERS, RIDERS[0]])
    assert len(book.history()) == steps
    book.undo()
    assert weighed_products(book, council) == []


def test_of_two_with_one_name_the_last_counts(book: Book) -> None:
    council = books.councils(book)[0]
    remember_products(book, council, [*RIDERS, RIDERS[0]._replace(factor=300)])
    assert weighed_products(book, council) == [RIDERS[0]._replace(factor=300), RIDERS[1]]
