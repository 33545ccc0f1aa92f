"""The queue: the list, the person beside it, blocks."""
