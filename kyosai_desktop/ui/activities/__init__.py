"""活動記録: what organisations did, and what is counted from it."""
