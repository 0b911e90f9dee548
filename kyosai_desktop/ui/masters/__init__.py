"""設定＞様式・項目・組織: what the office counts, for whom, and in which tables, typed like figures."""
