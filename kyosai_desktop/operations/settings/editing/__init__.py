"""Editors of settings: the rows of a 設定ブック as tables to type in, with names where the workbook has codes."""
