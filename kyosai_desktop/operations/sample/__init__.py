"""見本データ: the published figures of the two councils, split among blocks and unions, with invented people."""
