"""The page of 実績: months, what stands beside them, ranks, totals that are typed."""
