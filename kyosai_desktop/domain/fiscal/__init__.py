"""Fiscal years with a start month per council, months, 和暦, and dates as people write them."""
