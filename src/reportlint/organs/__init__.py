"""Which organ a report is of, and of what kind that organ is."""
