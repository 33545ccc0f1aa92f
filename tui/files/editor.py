"""The rep's own editor: which it is, and how it is told where to begin."""

from __future__ import annotations

import shlex
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

#: Editor → how a place is given, behind what is in $EDITOR. `{f}` file, `{l}` line, `{c}` column.
_PLACES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("vi", "vim", "nvim", "view", "gvim", "elvis", "joe", "ne", "jed", "mg"), ("+{l}", "{f}")
    ),
    **dict.fromkeys(("emacs", "emacsclient", "kak", "micro"), ("+{l}:{c}", "{f}")),
    "nano": ("+{l},{c}", "{f}"),
    **dict.fromkeys(("hx", "helix", "subl", "zed"), ("{f}:{l}:{c}",)),
    **dict.fromkeys(("code", "code-insiders", "codium", "cursor"), ("--goto", "{f}:{l}:{c}")),
}
#: Editors with a window of their own come back at once unless they are told to wait.
_WAITS = {
    **dict.fromkeys(("code", "code-insiders", "codium", "cursor"), ("-w", "--wait")),
    **dict.fromkeys(("subl", "zed"), ("-w", "--wait")),
    "gvim": ("-f", "--nofork"),
}


@dataclass(frozen=True, slots=True)
class Editor:
    """What `$VISUAL` or `$EDITOR` names."""

    words: tuple[str, ...]
    """The command; empty: none is named."""
    given: str = ""
    """What stands there, where it is no command."""

    @property
    def problem(self) -> str:
        """Why there is no editor to open, as a sentence that says what to do; empty: there is one."""
        if self.words:
            return ""
        if self.given:
            return f"$EDITOR is no command: {self.given}"
        return "No editor is named. Quit, type  export EDITOR=nano  (or whichever is yours), and start again."

    def command(self, file: Path, line: int = 1, column: int = 1) -> list[str]:
        """What to run to edit a file from a place on, as far as the editor is known."""
        name = Path(self.words[0]).name
        waits = _WAITS.get(name, ())
        wait = waits[:1] if not any(flag in self.words for flag in waits) else ()
        place = _PLACES.get(name, ("{f}",))
        return [*self.words, *wait, *(part.format(f=file, l=line, c=column) for part in place)]

    def open(self, file: Path, line: int = 1, column: int = 1) -> str:
        """Run it to its end in this terminal. Returns what went wrong, as a sentence; empty: nothing.

        ctrl+c belongs to the editor meanwhile: the terminal sends it to us as well.
        """
        before = signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN: the editor would inherit it
        try:
            ended = subprocess.run(self.command(file, line, column), check=False)
        except OSError as error:
            return f"The editor {self.words[0]} did not open: {error.strerror or error}."
        finally:
            signal.signal(signal.SIGINT, before)
        return f"The editor {self.words[0]} ended with error {ended.returncode}." if ended.returncode else ""


def find(environment: Mapping[str, str]) -> Editor:
    """The rep's editor: `$VISUAL`, else `$EDITOR`."""
    given = environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    try:
        return Editor(tuple(shlex.split(given)), given)
    except ValueError:  # a quote that is never closed
        return Editor((), given)
