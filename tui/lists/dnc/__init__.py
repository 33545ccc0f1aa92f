"""Do-not-call files of every shape."""
