"""The registry of keys: every action can be reached, whatever the terminal keeps for itself."""

from __future__ import annotations

import pytest

from tui import keys
from tui.keys import Action
from tui.own_keys import PRESETS, actions

#: Keys that do not reach a program in that place, by its own defaults.
SWALLOWED = {
    "tmux": {"ctrl+b"},
    "screen": {"ctrl+a"},
    # Commands its integrated terminal does not hand on (terminal.integrated.commandsToSkipShell): quick open,
    # on Windows and Linux also ctrl+e; the views (ctrl+q on Windows and macOS); the panel, search, debugging.
    "VS Code": {"ctrl+p", "ctrl+e", "ctrl+q", "ctrl+j", "ctrl+f", "ctrl+k", "f1", "f5", "f6", "f10", "f11"},
    # Help and full screen of the desktop's terminals (GNOME Terminal, Konsole, Windows Terminal).
    "desktop": {"f1", "f10", "f11"},
    # One and the same: tab, enter, backspace, escape, and the newline of a paste.
    "any terminal": {"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+left_square_bracket", "ctrl+j"},
    # In a browser (`offhook serve`) and where the job control of a shell has not been switched off.
    "browser": {"ctrl+w", "ctrl+t", "ctrl+n", "f5", "f11"},
}
#: Another key does the same: id → the one that does.
INSTEAD = {"app.leave": "queue.way-out"}


def ways(action: Action, now: dict[str, Action]) -> list[str]:
    """The keys of an action, and of the one that does the same."""
    return [*action.each, *(now[INSTEAD[action.id]].each if action.id in INSTEAD else ())]


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("place", SWALLOWED)
def test_whatever_keeps_keys_for_itself_leaves_every_action_one(place: str, preset: str) -> None:
    now = dict(actions(preset))
    lost = [a.id for a in now.values() if not set(ways(a, now)) - SWALLOWED[place]]
    assert lost == []


#: Wanted while typing, and done without outside of it: enter at the last field, or leaving the field first.
BESIDE = {"reflect.save", "check-in.save"}


@pytest.mark.parametrize("preset", PRESETS)
def test_whatever_has_alt_or_ctrl_has_a_plain_way_too(preset: str) -> None:
    now = dict(actions(preset))
    held = [a.id for a in now.values() if a.id not in BESIDE and all("+" in key for key in ways(a, now))]
    assert held == []


def test_no_key_is_wanted_from_flow_control_but_one_that_textual_frees() -> None:
    """ctrl+s and ctrl+q stop and start a terminal's output unless that is switched off, as Textual does."""
    from textual.drivers.linux_driver import LinuxDriver

    iflag = LinuxDriver._patch_iflag(0xFFFF)
    import termios

    assert not iflag & (termios.IXON | termios.IXOFF)


def test_labels_are_the_first_key_as_it_is_written() -> None:
    for action in keys.ACTIONS:
        if action.id in keys.BY_KEY:
            assert action.label == f"{action.each[0]}-{action.each[-1]}"
        else:
            assert action.label in map(keys.written, action.each)


def test_ids_are_there_once() -> None:
    assert len({action.id for action in keys.ACTIONS}) == len(keys.ACTIONS)


def test_a_sentence_names_the_key_that_holds_now() -> None:
    assert (
        keys.filled("{queue.skip} skips, {no.such} and {queue} stay") == "s skips, {no.such} and {queue} stay"
    )
    keys.use(actions("default", (("queue.skip", ("f9",)), ("queue.why", ()))))
    try:
        assert keys.filled("{queue.skip} skips") == "f9 skips"
        assert keys.key_of("queue.why") == "ctrl+p", "without a key the palette finds it"
        assert keys.pressed("queue", "f9") == "skip"
        assert keys.pressed("queue", "s") == ""
    finally:
        keys.use(keys.usual())
    assert keys.key_in_field("app.keys") == "f1", "there ? is a letter"


def test_scopes_that_act_together() -> None:
    assert keys.together("queue") == ("queue", "list", "app")
    assert keys.together("today") == ("today", "app")
    assert keys.together("app") == ("app",)
    found = keys.clashes([*keys.ACTIONS, Action("today.odd", "question_mark", "?", "odd", "Odd.")])
    assert [(key, {a.id, b.id}) for key, a, b in found] == [("question_mark", {"app.keys", "today.odd"})]
