"""取り込み: what a workbook would change, then the change."""
