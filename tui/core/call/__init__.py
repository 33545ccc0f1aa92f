"""A call from the key press to the saved result: the flow, its records, and what a result does."""
