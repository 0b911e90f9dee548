"""What every benchmark gets: the collection of garbage as the program sets it."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from kyosai_desktop import ui


@pytest.fixture(autouse=True)
def garbage_as_in_the_program() -> Iterator[None]:
    usual = gc.get_threshold()
    gc.set_threshold(ui.ALLOCATIONS_BETWEEN_COLLECTIONS)
    yield
    gc.set_threshold(*usual)
