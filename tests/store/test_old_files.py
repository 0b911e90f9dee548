"""Books of every schema that was ever released still open, whole, in today's program.

``old_files/schema-N.kyosai`` is a real book of the sample made by the release with that schema. A new schema adds a
file, made with ``kyosai-desktop new schema-N.kyosai --preset both --sample``, and never changes an old one.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kyosai_desktop.store.migrations import schema_version
from kyosai_desktop.store.opening import open_book

FOLDER = Path(__file__).parent / "old_files"
FILES = sorted(FOLDER.glob("schema-*.kyosai"))


def test_the_newest_schema_has_its_file() -> None:
    assert FOLDER / f"schema-{schema_version()}.kyosai" in FILES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_an_old_book_opens_whole_with_its_figures(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "事務局.kyosai"
    shutil.copy(file, path)
    book = open_book(path)
    assert book.verify() == []
    ((figures,),) = book.query("SELECT count(*) FROM fact WHERE thousandths IS NOT NULL")
    assert figures > 1000
    with book.change("年度を追加") as tx:
        tx.execute("UPDATE fact SET note = '確かめ済み' WHERE role = 'published'")
    assert book.undo_label() == "年度を追加"
    book.close()
