"""目標 and 実績: forms opened for entry."""
