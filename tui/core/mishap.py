"""What is told when a file cannot be written or read: what happened, what is safe, what to do."""

from __future__ import annotations

from tui.core.text import plain

_ROOM = "Look for room on the disk and at the rights of its folder, then try again."
_THERE = "Look whether it is there and may be read, then try again."


def not_written(happened: str, error: Exception, safe: str) -> str:
    """`happened` and why, what is `safe` (a sentence each, the first without its point), what to do."""
    return f"{happened}: {_why(error)}. {safe} {_ROOM}"


def not_read(happened: str, error: Exception, safe: str) -> str:
    """The same where something was only to be read."""
    return f"{happened}: {_why(error)}. {safe} {_THERE}"


def _why(error: Exception) -> str:
    """The reason in the system's words, else the error's own; of one without any its name."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return plain(said).rstrip(".")
