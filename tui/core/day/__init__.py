"""The rep's day: goals, blocks, what was agreed, what makes it hard, and whom it is shared with."""
