"""Ids that mean the same in two offices' books."""

from __future__ import annotations

import secrets

_ID_BITS = 62


def new_id() -> int:
    """A random id of 62 bits, never 0 (0 is "no member" in a fact's key).

    Drawn at random and not counted up, so that rows made in two copies of one book never share an id and the
    copies can be merged.
    """
    while True:
        drawn = secrets.randbits(_ID_BITS)
        if drawn:
            return drawn
