"""SQL that takes masters and forms out. Whoever asks has made sure that nothing hangs on them."""

from __future__ import annotations

from kyosai_desktop.store.transaction import Transaction


def delete_form(tx: Transaction, form_id: int) -> None:
    """Take a form out with its rows and columns."""
    tx.execute("DELETE FROM form WHERE id = ?", (form_id,))


def delete_council(tx: Transaction, council_id: int) -> None:
    """Take a council out with the list of the axes that it used."""
    tx.execute("DELETE FROM council WHERE id = ?", (council_id,))


def delete_member(tx: Transaction, member_id: int) -> None:
    """Take a member out with its kinds and earlier names."""
    tx.execute("DELETE FROM member WHERE id = ?", (member_id,))


def delete_indicator(tx: Transaction, indicator_id: int) -> None:
    """Take an indicator out."""
    tx.execute("DELETE FROM indicator WHERE id = ?", (indicator_id,))


def delete_series(tx: Transaction, series_id: int) -> None:
    """Take a series out with its breakdowns."""
    tx.execute("DELETE FROM series WHERE id = ?", (series_id,))


def delete_constant(tx: Transaction, constant_id: int) -> None:
    """Take one period of a constant out."""
    tx.execute("DELETE FROM constant WHERE id = ?", (constant_id,))


def delete_alias(tx: Transaction, target: str, target_id: int, name: str) -> None:
    """Forget another name."""
    tx.execute("DELETE FROM alias WHERE target = ? AND target_id = ? AND name = ?", (target, target_id, name))
