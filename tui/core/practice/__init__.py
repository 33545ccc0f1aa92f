"""Practice: what is due, how a round goes, what is kept of it."""
