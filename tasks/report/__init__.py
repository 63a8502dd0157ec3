"""What leaders and the office read: frames of the warehouse's answers in, a page and a ledger out. Nothing here reads or writes."""
