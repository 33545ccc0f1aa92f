"""Lists: imports, markers, duplicates, do-not-call."""
