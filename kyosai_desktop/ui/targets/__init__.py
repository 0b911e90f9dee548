"""The page of 目標: last year's draft, totals divided, formula targets, revisions."""
