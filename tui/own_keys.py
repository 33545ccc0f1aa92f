"""The rep's own keys: a preset, and `keys:` of `config.yaml` laid over it.

Textual takes a keymap without a word: of two actions on one key one is silently lost, and an id it does not
know is ignored. So everything is checked here first, each fault with its place in the file, and what is
refused leaves that action the key it had. No Textual, no file: values in, values out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tui.keys import ACTIONS, BY_KEY, SIGNS, Action, clashes, name_of, usual, writes, written

Keys = tuple[str, ...]
"""Textual's names of the keys of one action."""
Chosen = tuple[tuple[str, Keys], ...]
"""What the rep wrote: id of an action, and its keys; none: it is switched off."""

#: Name → id of an action → its keys, where they are not the usual ones. An action whose letter a preset
#: needs has moved to another, which stands here too.
PRESETS: Mapping[str, Mapping[str, Keys]] = {
    "default": {},
    "vim": {
        "list.up": ("up", "k"),
        "list.down": ("down", "j"),
        "list.page-down": ("pagedown", "ctrl+d"),
        "list.page-up": ("pageup", "ctrl+u"),
        "list.first": ("home", "g"),
        "list.last": ("end", "G"),
        "library.kind": ("right", "l"),
        "library.kind-before": ("left", "h"),
        "review.section": ("right", "l"),
        "review.section-before": ("left", "h"),
        "review.homework": ("H",),
        "settings.group": ("right", "l"),
        "settings.group-before": ("left", "h"),
        "markers.grades": ("v",),
        "ladder.go": ("p",),
    },
}

#: Nobody may be left without these: the way out, the help, what finds the rest, the end of a call.
_NEVER_WITHOUT = frozenset(
    {"app.leave", "app.keys", "app.palette", "call.hang-up", "test-call.hang-up", "block-end.done"}
    | {action.id for action in ACTIONS if action.method == "back"}
)
#: These are wanted while something is typed, so one of their keys must neither write nor edit.
IN_FIELDS = frozenset(
    {"app.leave", "app.keys", "app.palette", "reflect.save", "check-in.save"}
    | {action.id for action in ACTIONS if action.method == "back"}
)
#: What a field does with a key itself (Textual's Input and TextArea; a test holds it to them).
EDITING = frozenset(
    (
        *("left", "right", "up", "down", "home", "end", "pageup", "pagedown", "enter", "tab", "f6", "f7"),
        *("backspace", "delete", *(f"ctrl+{letter}" for letter in "acdefkuvwxyz")),
    )
)
#: One and the same for a terminal.
_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+left_square_bracket": "escape"}
_NAMES = frozenset(
    (
        *("escape", "enter", "tab", "space", "backspace", "delete", "insert", "home", "end"),
        *("pageup", "pagedown", "up", "down", "left", "right", *(f"f{number}" for number in range(1, 25))),
    )
)
_ALSO = {"esc": "escape", "return": "enter", "pgdn": "pagedown", "pgup": "pageup", "del": "delete"} | {
    "↑": "up", "↓": "down", "←": "left", "→": "right"
}  # fmt: skip
_HELD = ("alt", "ctrl", "shift")
#: What answers a question of one key.
_ANSWERS = re.compile(r"[a-z0-9]\Z")
#: The results' letters: dispositions are the rep's data, and what the form keeps for itself is fixed.
_FORM = frozenset("yngo")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in `keys:` that cannot be."""

    path: tuple[str | int, ...]
    """Where, below `keys`."""
    says: str
    hint: str = ""
    at_key: bool = False
    """It is the id, not what stands behind it."""


def actions(preset: str, chosen: Chosen = ()) -> Mapping[str, Action]:
    """Every action by its id, with the keys it has by a preset and what the rep chose over it."""
    laid = {**PRESETS[preset], **dict(chosen)}
    return {**usual(), **{id: _with_keys(usual()[id], keys) for id, keys in laid.items()}}


def check(preset: str, data: Any, before: Chosen = ()) -> tuple[Chosen, list[Flaw]]:
    """What of `keys:` can be, laid over what was chosen `before`, and everything that cannot.

    What can be is free of clashes over that preset.
    """
    if not isinstance(data, Mapping):
        return before, [Flaw((), "keys has lines of its own below it, like queue.skip: k")]
    chosen, flaws, free = dict(before), [], []
    for id, value in data.items():
        keys, faults = _read(str(id), value)
        if str(id) in usual() and not faults:
            faults = [*_unfit(str(id), keys)]
        flaws += faults
        if not faults:
            chosen[str(id)] = keys
    while refused := _refused(preset, chosen, [*map(str, data)]):
        id, other, key = refused
        del chosen[id]
        says = f"{written(key)} is already the key of {other.id} ({other.words})"
        free.append(Flaw((id,), says, "give that another key too, or take another one here"))
    return tuple(chosen.items()), [*flaws, *free]


def _refused(preset: str, chosen: Mapping[str, Keys], order: list[str]) -> tuple[str, Action, str] | None:
    """The last choice of the file that clashes with something, that, and the key; None: none does."""
    found = [
        (one.id, other, key)
        for key, a, b in clashes(actions(preset, tuple(chosen.items())).values())
        for one, other in ((a, b), (b, a))
        if one.id in chosen
    ]
    return max(found, key=lambda clash: order.index(clash[0]) if clash[0] in order else -1, default=None)


def _read(id: str, value: Any) -> tuple[Keys, list[Flaw]]:
    """The keys of one line: one, several with commas, or a list."""
    if id not in usual():
        near = difflib.get_close_matches(id, usual(), 1, 0.5)
        hint = f"did you mean '{near[0]}'?" if near else "docs/keys.md has them all"
        return (), [Flaw((id,), f"no action is called '{id}'", hint, at_key=True)]
    parts = list(value) if isinstance(value, list) else _parts(value)
    keys, flaws = [], []
    for index, part in enumerate(parts):
        key, wrong, hint = read_key(part)
        keys.append(key)
        if wrong:
            flaws.append(Flaw((id, index) if isinstance(value, list) else (id,), wrong, hint))
    return tuple(dict.fromkeys(keys)), flaws


def _parts(value: Any) -> list[Any]:
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
    if text is None or not text.strip(", "):
        return [text if text is None else "," if "," in text else ""]
    return [part.strip() for part in text.split(",")]


def read_key(text: Any) -> tuple[str, str, str]:
    """(Textual's name, what is wrong, what to do) of a key as people write it: `k`, `[`, `ctrl+x`, `esc`."""
    if isinstance(text, bool) or not isinstance(text, str | int) or not str(text).strip():
        return "", "a key is written as text", "put it in quotes; [] takes a key away"
    said = str(text).strip()
    *held, last = said.split("+") if len(said) > 1 else [said]
    held = sorted({one.strip().lower() for one in held})
    last = last.strip()
    name = _ALSO.get(last.lower()) or (name_of(last) if len(last) == 1 else last.lower())
    if name not in _NAMES and name not in SIGNS and not (len(name) == 1 and name.isprintable()):
        near = difflib.get_close_matches(name, [*_NAMES, *SIGNS], 1)
        hint = f"did you mean '{near[0]}'?" if near else "like k, ctrl+x, f9"
        return "", f"no key is called '{said}'", hint
    if any(one not in _HELD for one in held):
        return "", f"no key is called '{said}'", "before the + stands ctrl, alt or shift"
    if held == ["shift"] and len(name) == 1:
        return "", f"no terminal sends '{said}'", f"write {name.upper()}"
    if "ctrl" in held and len(name) == 1:
        name = name.lower()
    key = "+".join((*held, name))
    if key in _SAME:
        return "", f"for a terminal {said} is {written(_SAME[key])}", "take another one"
    return key, "", ""


def _unfit(id: str, keys: Keys) -> Iterator[Flaw]:
    """Why an action cannot have these keys."""
    if id in BY_KEY:
        yield Flaw((id,), f"{id} keeps its keys: each of them is an answer")
    elif not keys and id in _NEVER_WITHOUT:
        yield Flaw((id,), f"{id} must have a key")
    elif id in IN_FIELDS and keys and all(writes(key) or key in EDITING for key in keys):
        yield Flaw(
            (id,), f"{id} must also work while you type", "give it one more key, like f9, that writes nothing"
        )
    elif id.startswith("app.") and (letter := next(filter(_ANSWERS.match, keys), "")):
        yield Flaw(
            (id,),
            f"{letter} cannot work everywhere: it answers questions",
            "take a sign, a capital, or ctrl+x",
        )
    elif id.startswith("reflect.") and (letter := _result(id, keys)):
        yield Flaw((id,), f"{letter} stands for a result in the form", "take a sign, a capital, or ctrl+x")


def _result(id: str, keys: Iterable[str]) -> str:
    """A letter or digit among them that belongs to the results of the form; empty: none does."""
    own = {*usual()[id].each, *_FORM}
    return next((key for key in keys if _ANSWERS.match(key) and key not in own), "")


def _with_keys(action: Action, keys: Keys) -> Action:
    return replace(action, keys=",".join(keys), label=written(keys[0]) if keys else "")
