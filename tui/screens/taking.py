"""What is to be read or written here, taken elsewhere: to the clipboard, into the rep's pager or editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.app import App, SuspendNotSupported
from textual.screen import Screen
from textual.widgets import Input, TextArea

from tui import say
from tui.core.call.events import Covered
from tui.core.call.states import Calling, Reflecting
from tui.core.text import count, plain, plain_lines
from tui.keys import key_of
from tui.private import screen_text
from tui.widgets.parts import Words

if TYPE_CHECKING:
    from tui.app import Offhook

#: So many bytes of a text every terminal takes that takes any: the limit is 100,000 of what is sent, and four
#: are sent for three.
CLIPBOARD = 74_994
#: Cells of a line of what is read elsewhere.
READ = 78
#: So much goes into a field of several lines, characters.
_NOTES = 100_000
#: Where a screen has a line to say something, best first.
_LINES = "#status, #problem, #flaw"


def copy(app: App[Any], what: str, text: str) -> str:
    """Put a text on the clipboard of whoever sits at the terminal (OSC 52: also over ssh).

    Returns what was copied, as a sentence. What a terminal would not take is left off, in whole lines.
    """
    cleaned = plain_lines(text)
    kept = _first(cleaned)
    app.copy_to_clipboard(kept)
    if kept == cleaned:
        return f"Copied: {plain(what)}"
    lines, whole = len(kept.splitlines()), len(cleaned.splitlines())
    most = f"the first {lines:,} of {count(whole, 'line')}"
    return f"Copied: {plain(what)}, {most}: terminals take no more. {key_of('app.pager')} shows all."


def _first(text: str) -> str:
    """As many whole lines as a clipboard takes; of a longer line as much as it takes."""
    raw = text.encode()
    if len(raw) <= CLIPBOARD:
        return text
    kept = raw[:CLIPBOARD].decode("utf-8", "ignore")
    return kept[: kept.rfind("\n") + 1] or kept


@runtime_checkable
class Timed(Protocol):
    """A screen whose clock runs only while it is seen."""

    def rest(self) -> None:
        """It is not seen."""

    def go_on(self) -> None:
        """It is seen again."""


def step_aside(app: App[Any], run: Callable[[], str]) -> str:
    """Give the terminal away for as long as `run` takes; the clock of the screen rests. Returns what went
    wrong."""
    screen: object = app.screen
    if isinstance(screen, Timed):
        screen.rest()
    try:
        with app.suspend():
            return run()
    except SuspendNotSupported:
        where = "in a browser: open Offhook in a terminal for that" if app.is_web else "in this terminal"
        return f"No editor and no pager can be opened {where}."
    finally:
        if isinstance(screen, Timed):
            screen.go_on()


def tell(screen: Screen[Any], said: str, problem: str = "") -> None:
    """Say something where the screen has a line for it; where it has none, say nothing."""
    show = getattr(screen, "show_status", None)
    if show is not None:
        show(said, problem)
    elif found := list(screen.query(_LINES).results(Words)):
        found[0].say(say.line(problem or said))


def sheet(screen: Screen[Any]) -> tuple[str, str]:
    """What is to be read on a screen: its name and its text. What it does not say itself is its picture."""
    readable = getattr(screen, "readable", None)
    found: tuple[str, str] | None = readable() if readable is not None else None
    return found or ("what is on screen", screen_text(screen.app) + "\n")


def copy_sheet(screen: Screen[Any]) -> None:
    """All that is to be read here, to the clipboard."""
    tell(screen, copy(screen.app, *sheet(screen)))


def _engaged(screen: Screen[Any], app: Offhook) -> bool:
    """Whether the app must stay here, which is then said: the phone is heard only as long as it does."""
    testing = any(getattr(one, "on_the_line", False) for one in app.screen_stack)
    if (testing or isinstance(app.runner.state, Calling)) and not app.runner.phone.by_hand:
        tell(screen, "", "The line is open: the app stays here until the call is over.")
        return True
    return False


def page_sheet(screen: Screen[Any], app: Offhook) -> None:
    """All that is to be read here, in the pager."""
    if _engaged(screen, app):
        return
    what, text = sheet(screen)
    pager = app.services.pager()
    shown = f"{plain(what)}\n\n{plain_lines(text)}"
    _rest(app)
    if problem := step_aside(app, lambda: pager.show(shown)):
        tell(screen, "", problem)


def copy_message(screen: Screen[Any]) -> None:
    """What the line above the footer says: an error, to be asked about."""
    texts = [words.text.strip() for words in screen.query(_LINES).results(Words)]
    said = next(filter(None, texts), "")
    tell(
        screen,
        copy(screen.app, "the message", f"{said}\n") if said else "No message is here to copy.",
    )


def write_field(screen: Screen[Any], app: Offhook) -> None:
    """The field with the focus, in the rep's editor; it is as it was until the editor has saved."""
    field, editor = screen.focused, app.services.editor()
    if not isinstance(field, Input | TextArea) or (isinstance(field, Input) and field.password):
        tell(screen, f"{key_of('app.editor')} opens the field you write in, in your editor: you are in none.")
        return
    if editor.problem:
        tell(screen, "", editor.problem)
        return
    if _engaged(screen, app):
        return
    before = field.value if isinstance(field, Input) else field.text
    room = (isinstance(field, Input) and field.max_length) or _NOTES
    after = before

    def write() -> str:
        nonlocal after
        after, problem = editor.write(before, app.services.home.folder(), room)
        return problem

    _rest(app)
    problem = step_aside(app, write)
    if after != before:
        _put(field, after)
    if problem:
        tell(screen, "", problem)


def _put(field: Input | TextArea, text: str) -> None:
    """What was written, into the field."""
    if isinstance(field, TextArea):
        field.replace(plain_lines(text), field.document.start, field.document.end)
        return
    line = plain(" ".join(text.split()))
    field.value = line[: field.max_length or len(line)]
    field.cursor_position = len(field.value)


def _rest(app: Offhook) -> None:
    """The form's clock rests as under a question; that nothing covers it any more, the next tick sees."""
    if isinstance(app.runner.state, Reflecting):
        app.runner.post(Covered(True))
