"""Closing months and years, and beginning the next one."""
