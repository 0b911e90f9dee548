"""Numbers and names as Japanese offices write them, read without ever guessing."""
