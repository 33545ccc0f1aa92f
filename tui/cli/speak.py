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
            self.out.write(plain(text) + "\n")

    def document(self, value: Any) -> None:
        """The answer for programs; silent without `--json`. ASCII, so no terminal obeys it."""
        if self.as_json:
            json.dump(value, self.out, indent=1, ensure_ascii=True)
            self.out.write("\n")
            self.answered = True

    def complain(self, text: str) -> None:
        """Something that went wrong, or that the caller should know."""
        self.complaint = plain_lines(text).rstrip()
        self.err.write(self.complaint + "\n")

    def refuse(self) -> int:
        """The end of a command that could not be done: with `--json` there is a document in any case."""
        if not self.answered:
            self.document({"error": self.complaint})
        return REFUSED


class Refused(Exception):
    """A command that cannot be done. The message says what happened, what is safe, what to do."""
