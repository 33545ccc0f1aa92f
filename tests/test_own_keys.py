"""The rep's own keys: what is refused, with its place, and what holds then."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.keys import _character_to_key
from textual.widgets import Input, TextArea

from tui import keys
from tui.files.home import Home
from tui.own_keys import EDITING, IN_FIELDS, PRESETS, actions, check, read_key
from tui.settings import Settings, read_settings


def settings(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "config.yaml").write_text(text)
    return read_settings(Home(tmp_path))


def test_single_keys_are_changed(tmp_path: Path) -> None:
    text = "keys:\n  queue.skip: k\n  queue.find: [f, ctrl+t]\n  queue.filter: '#, F9'\n  queue.add: []\n"
    chosen = settings(tmp_path, text)
    assert chosen.warnings == ()
    now = actions(chosen.keys_preset, chosen.keys)
    assert (now["queue.skip"].keys, now["queue.skip"].label) == ("k", "k")
    assert (now["queue.find"].keys, now["queue.find"].label) == ("f,ctrl+t", "f")
    assert (now["queue.filter"].keys, now["queue.filter"].label) == ("number_sign,f9", "#")
    assert (now["queue.add"].keys, now["queue.add"].label, now["queue.add"].each) == ("", "", ())
    others = [one for one in now.values() if one.id not in dict(chosen.keys)]
    assert others == [one for one in keys.ACTIONS if one.id not in dict(chosen.keys)]


def test_two_actions_may_change_places(tmp_path: Path) -> None:
    chosen = settings(tmp_path, "keys: {queue.skip: n, queue.number: s}\n")
    assert chosen.warnings == ()
    assert dict(chosen.keys) == {"queue.skip": ("n",), "queue.number": ("s",)}


@pytest.mark.parametrize(
    ("line", "place", "says"),
    [
        ("queue.skp: k", "3:3", "no action is called 'queue.skp' (did you mean 'queue.skip'?)"),
        ("nothing: k", "3:3", "no action is called 'nothing'"),
        ("queue.skip: n", "3:15", "n is already the key of queue.number (number)"),
        ("queue.skip: '?'", "3:15", "? is already the key of app.keys (keys)"),
        ("queue.skip: ctrl+q", "3:15", "ctrl+q is already the key of app.leave (quit)"),
        ("queue.skip: down", "3:15", "↓ is already the key of list.down (down)"),
        ("list.down: n", "3:14", "n is already the key of"),
        ("app.jump: slash", "3:13", "/ is already the key of"),
        ("queue.skip: ctl+k", "3:15", "no key is called 'ctl+k' (before the + stands ctrl, alt or shift)"),
        ("queue.skip: entre", "3:15", "no key is called 'entre' (did you mean 'enter'?)"),
        ("queue.skip: [k, f99]", "3:19", "no key is called 'f99'"),
        ("queue.skip: ctrl+i", "3:15", "for a terminal ctrl+i is tab"),
        ("queue.skip: shift+k", "3:15", "no terminal sends 'shift+k' (write K)"),
        ("queue.skip: true", "3:15", "a key is written as text (put it in quotes"),
        ("queue.skip: ~", "3:15", "a key is written as text"),
        ("queue.skip: {a: b}", "3:3", "a key is written as text"),
        ("app.leave: []", "3:3", "app.leave must have a key"),
        ("app.keys: []", "3:3", "app.keys must have a key"),
        ("call.hang-up: []", "3:3", "call.hang-up must have a key"),
        ("app.palette: []", "3:3", "app.palette must have a key"),
        ("library.back: []", "3:3", "library.back must have a key"),
        ("app.leave: '!'", "3:14", "app.leave must also work while you type (give it one more key"),
        ("reflect.save: ctrl+k", "3:17", "reflect.save must also work while you type"),
        ("app.jump: j", "3:13", "j cannot work everywhere: it answers questions"),
        ("reflect.unready: c", "3:20", "c stands for a result in the form"),
        ("reflect.find: 3", "3:17", "3 stands for a result in the form"),
        ("drill.rate: [a, s, d, f]", "3:3", "drill.rate keeps its keys: each of them is an answer"),
    ],
)
def test_what_cannot_be_is_told_with_its_place_and_the_usual_key_holds(
    tmp_path: Path, line: str, place: str, says: str
) -> None:
    chosen = settings(tmp_path, f"goal: 20\nkeys:\n  {line}\n  queue.why: '!'\n")
    (warning,) = chosen.warnings
    assert f"config.yaml:{place}: " in warning
    assert says in warning
    assert chosen.keys == (("queue.why", ("exclamation_mark",)),), "and nothing else is spoiled"
    id = line.partition(":")[0]
    if id in keys.usual():
        assert actions("default", chosen.keys)[id] == keys.usual()[id]


@pytest.mark.parametrize("text", ["keys: k", "keys: [queue.skip]", "keys: 3"])
def test_keys_that_are_no_lines_of_their_own(tmp_path: Path, text: str) -> None:
    chosen = settings(tmp_path, text + "\n")
    (warning,) = chosen.warnings
    assert "keys has lines of its own below it, like queue.skip: k" in warning
    assert chosen.keys == ()


def test_of_two_that_want_one_key_the_later_is_refused(tmp_path: Path) -> None:
    chosen = settings(tmp_path, "keys:\n  queue.skip: k\n  queue.why: k\n")
    (warning,) = chosen.warnings
    assert "config.yaml:3:14: k is already the key of queue.skip (skip)" in warning
    assert chosen.keys == (("queue.skip", ("k",)),)


def test_what_is_refused_frees_no_key(tmp_path: Path) -> None:
    """`queue.number` keeps n, as its new key cannot be: so nobody else gets n."""
    chosen = settings(tmp_path, "keys: {queue.skip: n, queue.number: enter}\n")
    assert len(chosen.warnings) == 2
    assert chosen.keys == ()


def test_a_choice_is_checked_over_the_preset_it_is_laid_on(tmp_path: Path) -> None:
    assert settings(tmp_path, "keys: {queue.skip: j}\n").warnings == ()
    (warning,) = settings(tmp_path, "keys: {queue.skip: j}\nkeys_preset: vim\n").warnings
    assert "j is already the key of list.down (down)" in warning


def test_keys_chosen_in_the_app_are_laid_below_those_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "settings.local.yaml").write_text("keys: {queue.skip: k, queue.why: '!'}\n")
    chosen = settings(tmp_path, "keys: {queue.skip: K}\n")
    assert dict(chosen.keys) == {"queue.skip": ("K",), "queue.why": ("exclamation_mark",)}


@pytest.mark.parametrize("preset", PRESETS)
def test_no_preset_puts_two_actions_on_one_key(preset: str) -> None:
    assert keys.clashes(actions(preset).values()) == []
    assert check(preset, {}) == ((), [])
    faults = [check("default", {id: list(map(keys.written, to))})[1] for id, to in PRESETS[preset].items()]
    assert not [f for flaws in faults for f in flaws if "already" not in f.says], "each is a key that can be"


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_loses_no_action(preset: str) -> None:
    assert [id for id, action in actions(preset).items() if not action.each] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("k", "k"), ("K", "K"), ("[", "left_square_bracket"), ("?", "question_mark"), ("+", "plus"),
        ("-", "minus"), ("esc", "escape"), ("Enter", "enter"), ("PgDn", "pagedown"), ("F5", "f5"),
        ("Ctrl+X", "ctrl+x"), ("ctrl + x", "ctrl+x"), ("alt+ctrl+x", "alt+ctrl+x"),
        ("shift+ctrl+left", "ctrl+shift+left"), ("left_square_bracket", "left_square_bracket"), (3, "3"),
        ("ö", "ö"), ("alt+/", "alt+slash"), ("↑", "up"),
    ],
)  # fmt: skip
def test_keys_as_people_write_them(text: object, name: str) -> None:
    assert read_key(text) == (name, "", "")


@pytest.mark.parametrize("sign", [chr(code) for code in range(33, 127)])
def test_names_are_textuals(sign: str) -> None:
    assert read_key(sign)[0] == keys.name_of(sign) == _character_to_key(sign)
    assert keys.written(keys.name_of(sign)) == sign
    assert keys.writes(keys.name_of(sign))


def test_what_edits_a_field_is_what_textual_says() -> None:
    """So a key of an action that is wanted in a field is one that no field takes."""
    taken = {
        key
        for field in (Input, TextArea)
        for key in field._merged_bindings.key_to_bindings  # type: ignore[union-attr]
        if "shift" not in key and "super" not in key and "alt" not in key
    }
    plain = {key for key in taken if key.count("+") < 2 and key.partition("+")[2] not in keys.SIGNS}
    assert {key for key in plain if not key.startswith("ctrl+") or len(key) == 6} <= EDITING
    assert not [key for id in IN_FIELDS for key in keys.usual()[id].each if key in EDITING - {"enter"}]
