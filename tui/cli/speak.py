"""What commands say: sentences, or one JSON document. Outside text goes through `plain` here."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from typing import Any, TextIO

from tui.core.text import plain, plain_lines

DONE, REFUSED, USAGE = 0, 1, 2


@dataclass
class Speaker:
    """Writes results to `out` and complaints to `err`; with `as_json`, `out` gets one JSON document only."""

    as_json: bool = False
    out: TextIO = field(default_factory=lambda: sys.stdout)
    err: TextIO = field(default_factory=lambda: sys.stderr)
    answered: bool = False
    """Whether the document was written."""
    complaint: str = ""
    """The last thing complained of."""

    def line(self, text: str = "") -> None:
        """One line of the answer for people; silent with `--json`."""
        if not self.as_json:
            self.write(plain(text) + "\n")

    def document(self, value: Any) -> None:
        """The answer for programs; silent without `--json`. ASCII, so no terminal obeys it."""
        if self.as_json:
            self.answered = True
            for piece in json.JSONEncoder(indent=1, ensure_ascii=True).iterencode(value):
                self.write(piece)
            self.write("\n")

    def write(self, text: str) -> None:
        """A piece of the answer as it is. Raises Unwritten, and BrokenPipeError where nobody reads on."""
        try:
            self.out.write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise Unwritten(error) from None

    def complain(self, text: str) -> None:
        """Something that went wrong, or that the caller should know."""
        self.complaint = plain_lines(text).rstrip()
        self.err.write(self.complaint + "\n")

    def refuse(self) -> int:
        """The end of a command that could not be done: with `--json` there is a document in any case."""
        if not self.answered:
            self.document({"error": self.complaint})
        return REFUSED


class Unwritten(Exception):
    """The answer had no room where it was sent; what the command did is done. The message says so."""

    def __init__(self, error: OSError) -> None:
        super().__init__(
            f"The answer could not be written: {error.strerror or error}. What was done is done."
        )


class Refused(Exception):
    """A command that cannot be done. The message says what happened, what is safe, what to do."""
