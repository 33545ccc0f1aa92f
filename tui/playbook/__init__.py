"""The words: YAML cards and lines, checked, and found while typing."""
