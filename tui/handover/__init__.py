"""The hand-over: requests of commands that could not save, from their file to the store."""
