"""Every key and what it does: the one registry behind bindings, footer, help, palette and docs.

No Textual here. A key belongs to a scope (a screen, or everywhere); within a scope it means one thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does."""

    id: str
    """`scope.what`: stable, for keymaps and docs. The screen's method is `action_<what>`."""
    keys: str
    """Textual's key names, comma between several."""
    label: str
    """How the key is written."""
    words: str
    """What it does, in the footer's one or two words."""
    help: str
    """The same as a sentence."""

    @property
    def scope(self) -> str:
        """The screen it works on; `app` for everywhere."""
        return self.id.partition(".")[0]

    @property
    def method(self) -> str:
        """The part of the id that names the action on its screen."""
        return self.id.partition(".")[2].replace("-", "_")


def _scope(scope: str, *rows: tuple[str, str, str, str, str]) -> tuple[Action, ...]:
    return tuple(
        Action(f"{scope}.{what}", keys, label, words, help) for what, keys, label, words, help in rows
    )


APP = _scope(
    "app",
    ("keys", "question_mark,f1", "?", "keys", "Show every key that works now."),
    ("palette", "ctrl+p", "ctrl+p", "commands", "Find a command by typing."),
    ("leave", "ctrl+q", "ctrl+q", "quit", "Quit; asks first during a call. Nothing is lost."),
)

QUEUE = _scope(
    "queue",
    ("dial", "enter", "enter", "call", "Call this person."),
    ("skip", "s", "s", "skip", "Pass over for today, with a reason if you like."),
    ("number", "n", "n", "number", "Choose another number of this person."),
    ("purpose", "p", "p", "purpose", "Change why you call."),
    ("why", "w", "w", "why", "Why this person stands here, or is held."),
    ("touch", "t", "t", "touch", "Log an e-mail, message or visit. It never counts as a call."),
    ("callback", "c", "c", "callback", "Set a time to call, in words."),
    ("find", "slash", "/", "find", "Find anybody by name, company or digits."),
    ("block", "b", "b", "block", "Start a block: so many calls, nothing else on screen."),
    ("undo", "u", "u", "undo", "Take the last result back. The dial still counts."),
    ("reopen", "r", "r", "form", "Open the last form again, unfinished ones first."),
    ("filter", "f", "f", "show", "Show who is callable, who is held, or all."),
    ("copy", "y", "y", "copy", "Copy the number, also over ssh."),
    ("add", "a", "a", "add", "Add a person."),
    ("edit", "e", "e", "edit", "Change this person."),
    ("forbid", "x", "x", "do not call", "Never call this number, or this person, again. Asks first."),
    ("inbound", "i", "i", "inbound", "They are calling you: find them by digits or name."),
    ("pause", "z", "z", "pause", "Pause the block, or go on with it."),
    ("previous", "left_square_bracket", "[", "previous", "The person before."),
    ("next", "right_square_bracket", "]", "next", "The person after."),
    ("library", "3", "3", "library", "The library: all your words, to read, search and change."),
    ("back", "escape", "esc", "back", "Leave the search, the filter or the block."),
)

LIBRARY = _scope(
    "library",
    ("answer", "enter", "enter", "answer it", "Write the answer to an objection you were not ready for."),
    ("edit", "e", "e", "edit", "Open this one in your editor, at its line. Only your own."),
    ("duplicate", "d", "d", "make it mine", "Copy this one into your scripts, to be used instead."),
    ("on", "space", "space", "read on", "Read on where there is more; behind the end from the beginning."),
    ("mend", "m", "m", "mend", "Open the file with the first fault in your editor, at the fault."),
    ("find", "slash", "/", "search", "Search: cards as in the call, the others by their words."),
    ("kind", "right", "→", "kind", "The next kind: cards, openers, voicemails and so on."),
    ("kind-before", "left", "←", "kind before", "The kind before."),
    ("only", "f", "f", "only…", "See only one purpose, tag, pack or file."),
    ("queue", "2", "2", "queue", "Back to the queue."),
    ("back", "escape", "esc", "back", "Leave the search, then what is chosen, then the library."),
)

CALL = _scope(
    "call",
    ("answered", "space", "space", "they answered", "They picked up: the talk clock starts."),
    ("hang-up", "h", "h", "hang up", "The call is over; the form opens."),
    ("objection", "slash", "/", "objection", "Find the answer to what they said."),
    ("wording", "w", "w", "leads here", "What they said leads to this card from now on."),
    ("unknown", "i", "i", "I don't know", "Write the question down and promise a time for the answer."),
    ("notes", "o", "o", "notes", "Write notes."),
    ("another", "g", "g", "another person", "Add somebody else at this company, referred by this one."),
    ("voicemail", "v", "v", "voicemail", "The words for the voicemail; again: back."),
    ("value", "e", "e", "value", "What the offer is worth to them; again: back."),
    ("gatekeeper", "k", "k", "gatekeeper", "Words for whoever picks up; again: back."),
    ("copy", "y", "y", "copy", "Copy the number, also over ssh."),
    ("mute", "m", "m", "mute", "Switch the microphone off or on."),
    ("hold", "p", "p", "hold", "Hold the line, or take it back."),
    ("digits", "d", "d", "digits", "Send tones."),
    ("back", "escape", "esc", "back", "Leave the field or the card. Never ends the call."),
)

REFLECT = _scope(
    "reflect",
    ("choose", "1,2,3,4,5,6,7,8,9", "1-9", "result", "What came of it; each result also has a letter."),
    ("save", "ctrl+s", "ctrl+s", "save", "Save now and go on."),
    ("find", "slash", "/", "any result", "Find a result by typing its name."),
    ("yes", "y", "y", "yes", "I did what I meant to."),
    ("no", "n", "n", "no", "I did not do what I meant to."),
    ("unready", "o", "o", "not ready for", "Write down an objection you had no answer to."),
    ("worked", "plus,equals_sign", "+", "card worked", "The card you opened worked."),
    ("failed", "minus", "-", "it did not", "The card you opened did not work."),
    ("another", "g", "g", "another person", "Add somebody else at this company, referred by this one."),
    ("back", "escape", "esc", "later", "From a field to the results; from there put the form aside."),
)

ACTIONS: tuple[Action, ...] = (*APP, *QUEUE, *LIBRARY, *CALL, *REFLECT)

#: The main screens: key, name, and the scope of their keys once they are there.
MAIN = (
    *(("1", "Today", "today"), ("2", "Queue", "queue"), ("3", "Library", "library")),
    *(("4", "Practice", "practice"), ("5", "Review", "review"), ("6", "Lists", "lists")),
)


def of_scope(scope: str) -> Iterator[Action]:
    """The actions of one scope, in the order of the footer."""
    return (action for action in ACTIONS if action.scope == scope)


def clashes() -> list[str]:
    """Keys that mean two things in one scope, as sentences; none, or it is a defect."""
    found, seen = [], dict[tuple[str, str], str]()
    for action in ACTIONS:
        for key in action.keys.split(","):
            other = seen.setdefault((action.scope, key), action.id)
            if other != action.id:
                found.append(f"{key} is both {other} and {action.id}")
    return found
