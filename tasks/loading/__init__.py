"""Loading a batch of each kind, inside the transaction that its caller opened: read, judge, match, promote."""
