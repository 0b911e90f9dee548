"""件数の換算: the office's products and what one contract of each counts, kept in the book per council."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from kyosai_desktop.domain.series import Council
from kyosai_desktop.store import settings as settings_sql
from kyosai_desktop.store.book import Book


class WeighedProduct(NamedTuple):
    """先進医療特約 counts 0.1件: ``name``, and ``factor`` in thousandths of the unit."""

    name: str
    factor: int


def weighed_products(book: Book, council: Council) -> list[WeighedProduct]:
    """The products in the order in which the office wrote them."""
    stored = settings_sql.read_setting(book, _setting(council))
    return [WeighedProduct(str(name), int(factor)) for name, factor in json.loads(stored or "[]")]


def remember_products(book: Book, council: Council, products: Sequence[WeighedProduct]) -> None:
    """Keep these from now on, as a step of their own; nothing is done when they are what is kept.

    Of two with one name the last counts. Raises ``Refused`` where the book can't be written.
    """
    wanted = [WeighedProduct(name, factor) for name, factor in dict(products).items()]
    if wanted == weighed_products(book, council):
        return
    with book.change("件数の換算の商品を保存") as tx:
        settings_sql.write_setting(
            tx, _setting(council), json.dumps(wanted, ensure_ascii=False) if wanted else ""
        )


def _setting(council: Council) -> str:
    return f"weighed_products.{council.code}"
