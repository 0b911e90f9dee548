"""強化期間 under 期間: what leads the name of one, and reading it without touching the name."""

from __future__ import annotations

import unicodedata

CAMPAIGN = "強化期間:"
"""What leads the name of a 強化期間 under 期間."""


def tidied_word(text: str) -> str:
    """A word of ours in its plain form, however wide it was typed; the name of a 強化期間 in it stays as it is."""
    lead, colon, name = text.replace("：", ":", 1).partition(":")
    if unicodedata.normalize("NFKC", f"{lead.strip()}{colon}") == CAMPAIGN:
        return f"{CAMPAIGN}{name.strip()}"
    return unicodedata.normalize("NFKC", text)
