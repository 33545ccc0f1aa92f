"""The rep's own editor and pager: which they are, and how they are told where to begin."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

try:
    import termios
except ImportError:  # Windows has another kind of terminal
    termios = None  # type: ignore[assignment]

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
        """Run it to its end in this terminal. Returns what went wrong, as a sentence; empty: nothing."""
        return _run("editor", self.command(file, line, column))

    def write(self, text: str, folder: Path, room: int) -> tuple[str, str]:
        """Let the rep write on at a text, in a file of its own in a folder, and take what was saved in it,
        however the editor ended. Returns the text, and what went wrong.

        The file stays when it cannot be read, or holds more than there is `room` for (characters).
        """
        try:
            handle, name = tempfile.mkstemp(".txt", "writing-", folder)  # for the owner only
            with open(handle, "w", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            return text, f"Nothing was opened: {error.strerror or error}. The field is as it was."
        problem = self.open(Path(name))
        try:
            written = Path(name).read_text("utf-8")
        except FileNotFoundError:
            gone = "The file is gone that you wrote in. The field is as it was."
            return text, f"{problem} {gone}".lstrip()
        except (OSError, ValueError):
            return (
                text,
                f"{problem} What you wrote cannot be read. The field is as it was; see {name}".lstrip(),
            )
        written = written.removesuffix("\n")  # editors end the last line
        if len(written) > room:
            return written, f"There is room for {room:,} characters here; all that you wrote is in {name}"
        with contextlib.suppress(OSError):
            os.unlink(name)
        return written, problem and f"{problem} What was saved in it is in the field."


@dataclass(frozen=True, slots=True)
class Pager:
    """What `$PAGER` names, or less."""

    words: tuple[str, ...]
    """The command; empty: there is none."""
    given: str = ""
    """What stands in `$PAGER`."""

    def show(self, text: str) -> str:
        """Show a text in this terminal until it was read. Returns what went wrong; empty: nothing."""
        if not self.words and self.given:
            return f"$PAGER is no command: {self.given}"
        if not self.words:
            return "No pager is here. Install less, or name yours: export PAGER=most"
        return _run("pager", self.words, text)


def _run(what: str, command: Sequence[str], text: str | None = None) -> str:
    """Run it to its end in this terminal, with a text to read or none. Returns what went wrong.

    ctrl+c belongs to it meanwhile: the terminal sends it to us as well.
    """
    before = signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN: it would inherit that
    try:
        with _terminal_kept():
            ended = subprocess.run(command, check=False, input=text, encoding="utf-8")
    except OSError as error:
        return f"The {what} {command[0]} did not open: {error.strerror or error}."
    finally:
        signal.signal(signal.SIGINT, before)
    return f"The {what} {command[0]} ended with error {ended.returncode}." if ended.returncode else ""


@contextlib.contextmanager
def _terminal_kept() -> Iterator[None]:
    """The terminal of standard input stays as it was: an editor that is killed leaves it without echo and
    without line ends, and the app would take that for how the shell wants it back."""
    kept = None
    if termios is not None:
        with contextlib.suppress(termios.error):  # it is no terminal
            kept = termios.tcgetattr(0)
    try:
        yield
    finally:
        if kept is not None:
            with contextlib.suppress(termios.error):  # it has gone
                termios.tcsetattr(0, termios.TCSANOW, kept)


def find_pager(environment: Mapping[str, str]) -> Pager:
    """The rep's pager: `$PAGER`, else less or more, whichever is there."""
    given = environment.get("PAGER", "").strip()
    try:
        return Pager(tuple(shlex.split(given)) or _usual(environment), given)
    except ValueError:  # a quote that is never closed
        return Pager((), given)


def _usual(environment: Mapping[str, str]) -> tuple[str, ...]:
    path = environment.get("PATH")
    return next(((name,) for name in ("less", "more") if shutil.which(name, path=path)), ())


def find(environment: Mapping[str, str]) -> Editor:
    """The rep's editor: `$VISUAL`, else `$EDITOR`."""
    given = environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    try:
        return Editor(tuple(shlex.split(given)), given)
    except ValueError:  # a quote that is never closed
        return Editor((), given)
