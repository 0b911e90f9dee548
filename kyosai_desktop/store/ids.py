"""Ids that mean the same in two offices' books."""

from __future__ import annotations

import os


def new_id() -> int:
    """A random id of 62 bits, never 0 (0 is "no member" in a fact's key).

    Drawn at random and not counted up, so that rows made in two copies of one book never share an id and the
    copies can be merged.
    """
    while True:
        drawn = int.from_bytes(os.urandom(8)) >> 2
        if drawn:
            return drawn
