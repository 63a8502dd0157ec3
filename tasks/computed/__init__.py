"""Named questions that SQL alone cannot answer: the rules of `tasks.rules` on what the warehouse gives, one file each."""
