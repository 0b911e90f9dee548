"""見本データ: the published figures of the two councils, split among blocks and unions, with invented people."""

from __future__ import annotations

from kyosai_desktop.operations.sample.fill import create, fill

__all__ = ["create", "fill"]
