"""Textual's bindings, made of the registry of keys."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding

from tui.keys import BY_KEY, Action, usual

#: What Textual keeps for a key that does nothing.
_NOTHING = "<ignore>"


def bindings(scope: str) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """Textual's bindings for the actions of a scope, on their usual keys. Their ids are the registry's."""
    actions = [action for action in usual().values() if action.scope == scope]
    return [
        Binding(key, _call(action, key), action.words, show=False, id=action.id)
        for action in actions
        for key in action.each
    ]


def _call(action: Action, key: str) -> str:
    """The Textual action of one of ours. The app's own are named so, because a modal screen hides them."""
    if action.id in BY_KEY:
        return f"{action.method}('{key}')"
    return f"app.{action.method}" if action.scope == "app" else action.method


def keymap(actions: Iterable[Action]) -> dict[str, str]:
    """Textual's keymap of the actions whose keys are not the usual ones."""
    return {
        action.id: action.keys or _NOTHING for action in actions if action.keys != usual()[action.id].keys
    }
