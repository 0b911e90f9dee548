"""目標設定: last year's draft, totals divided among the units, formula targets, revisions."""
