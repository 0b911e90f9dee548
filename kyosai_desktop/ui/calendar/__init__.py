"""会議日程: list, month and year."""
