"""Keeping Python's search for cyclic garbage away from work that makes none."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Generator[None, None, None]:
    """A sheet becomes tens of thousands of small values without a cycle; looking for some among them, and again and
    again among all that the program holds, takes a seventh of an import's time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
