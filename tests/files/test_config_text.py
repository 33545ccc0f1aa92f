"""One key changed in a file written by hand: every other character stays where it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.files.config_text import NotChanged, changed
from tui.files.guarded import parse_yaml


def change(text: str, key: str, value: Any) -> str:
    return changed(text.encode(), "config.yaml", key.split("."), value).decode()


@pytest.mark.parametrize(
    ("text", "key", "value", "after"),
    [
        ("goal: 30\n", "goal", 40, "goal: 40\n"),
        ("goal: 30  # a day\r\nwhy: x\r\n", "goal", 40, "goal: 40  # a day\r\nwhy: x\r\n"),
        ("\ufeffgoal: 30\n", "goal", 40, "\ufeffgoal: 40\n"),
        ("why: x   \ngoal: 30", "goal", 40, "why: x   \ngoal: 40"),
        ("why: x\t# tab\n\n\n'goal' :   30 \n", "goal", 40, "why: x\t# tab\n\n\n'goal' :   40 \n"),
        ("goal:\nwhy: x\n", "goal", 40, "goal: 40\nwhy: x\n"),
        ("goal:   # none yet\n", "goal", 40, "goal: 40   # none yet\n"),
        ("why: 'a text\n  over two'  # mine\nx: 1\n", "why", "so: that", 'why: "so: that"  # mine\nx: 1\n'),
        ("why: |\n  one\n  two\n\n# below\nx: 1\n", "why", "three", "why: three\n\n# below\nx: 1\n"),
        ("feed: true\n", "feed", False, "feed: false\n"),
        ("roles: [ owner,finance ] # r\n", "roles", ["a, b", "c"], 'roles: ["a, b", c] # r\n'),
        ("roles:\n    - owner\n    -   it\nx: 1\n", "roles", ["a", "b"], "roles:\n    - a\n    - b\nx: 1\n"),
        ("roles:\n- owner  # o\nx: 1\n", "roles", ["a"], "roles:\n- a  # o\nx: 1\n"),
        ("# mine\n\n# goal: 30\n# more\n", "goal", 40, "# mine\n\n# goal: 30\ngoal: 40\n# more\n"),
        ("why: x\n#goal: 30", "goal", 40, "why: x\n#goal: 30\ngoal: 40"),
        ("# roles:\n#   - owner\n#   - it\n\nx: 1\n", "roles", ["a"],
         "# roles:\n#   - owner\n#   - it\nroles: [a]\n\nx: 1\n"),
        ("why: x", "goal", 40, "why: x\ngoal: 40"),
        ("", "goal", 40, "goal: 40\n"),
        ("---\r\nwhy: x\r\n", "goal", 40, "---\r\nwhy: x\r\ngoal: 40\r\n"),
        ("  why: x\n", "goal", 40, "  why: x\n  goal: 40\n"),
        # An example that stands inside a section is no place for a key of the file.
        ("uri:\n  scheme: sip\n  # goal: 30\n  domain: x\n", "goal", 40,
         "uri:\n  scheme: sip\n  # goal: 30\n  domain: x\ngoal: 40\n"),
        ("voip:\n  server: a # s\nx: 1\n", "voip.server", "b", "voip:\n  server: b # s\nx: 1\n"),
        ("voip:\n    server: a # s\n\nx: 1\n", "voip.user", "sam",
         "voip:\n    server: a # s\n    user: sam\n\nx: 1\n"),
        ("voip:\n  # none yet\nx: 1\n", "voip.user", "sam", "voip:\n  user: sam\n  # none yet\nx: 1\n"),
        ("x: 1\n", "voip.user", "sam", "x: 1\nvoip:\n  user: sam\n"),
        ("# voip:\n#   server: a\nx: 1\n", "voip.register", False,
         "# voip:\n#   server: a\nvoip:\n  register: false\nx: 1\n"),
        ("# one\ngoal: 30\n# two\n", "goal", None, "# one\n# two\n"),
        ("goal: 30  # a day\nx: 1\n", "goal", None, "# a day\nx: 1\n"),
        ("x: 1\r\nroles:\r\n  - a\r\n  - b\r\n", "roles", None, "x: 1\r\n"),
        ("x: 1\ngoal: 30", "goal", None, "x: 1\n"),
        ("x: 1\n", "goal", None, "x: 1\n"),
        ("voip:\n  user: sam\n", "voip.user", None, "voip:\n"),
        ("voip:\n", "voip.user", None, "voip:\n"),
    ],
)  # fmt: skip
def test_only_the_characters_of_the_value_change(text: str, key: str, value: Any, after: str) -> None:
    assert change(text, key, value) == after


@pytest.mark.parametrize(
    ("text", "key", "value", "says"),
    [
        ("goal: &g 30\nx: *g\n", "goal", 40, "is an alias"),
        ("{goal: 30}\n", "goal", 40, "in braces"),
        ("goal: 30\n---\nx: 1\n", "goal", 40, "second document"),
        ("goal: 30\ngoal: 31\n", "goal", 40, "given twice"),
        ("goal: [1\n", "goal", 40, "config.yaml:"),
        ("- goal: 30\n", "goal", 40, "lines like 'goal: 30'"),
        ("just words\n", "goal", 40, "lines like 'goal: 30'"),
        ("roles:\n  - a\n  # the boss\n  - b\n", "roles", ["c"], "config.yaml:3: a comment stands inside it"),
        ("roles:\n  - a # boss\n  - b\n", "roles", None, "config.yaml:2: a comment stands inside it"),
        ("why: | # mine\n  text\n", "why", "x", "config.yaml:1: a comment stands inside it"),
        ("voip: {server: a}\n", "voip.user", "x", "cannot be changed alone"),
        ("voip: ~\n", "voip.user", "x", "cannot be changed alone"),
        ("voip: here\n", "voip.user", "x", "lines like 'goal: 30'"),
        ("goal: 30\n...\n", "why", "x", "cannot be changed alone"),
        ("? goal\n", "goal", 40, "cannot be changed alone"),
        ("goal: 30\nwhy: \x07\n", "goal", 40, "U+0007"),
    ],
)
def test_what_cannot_be_changed_alone_is_refused_in_a_sentence(
    text: str, key: str, value: Any, says: str
) -> None:
    with pytest.raises(NotChanged, match=r"in your editor\.$") as refused:
        change(text, key, value)
    assert says in str(refused.value)


def test_text_that_is_not_utf8_is_refused() -> None:
    with pytest.raises(NotChanged, match="not UTF-8"):
        changed("why: Müller\n".encode("latin-1"), "config.yaml", ("goal",), 40)


# --------------------------------------------------------------------------------------- any file, any change

KEYS = ("goal", "why", "roles", "feed", "country", "days_off")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=12)
COMMENTS = st.one_of(
    st.just(""), WORDS.map(lambda words: f"  # {words}"), st.sampled_from(["   ", "\t", " \t# x"])
)
LINES = st.sampled_from(["", "  ", "#", "# goal: 30", "#why: x", "    # deep", "# roles:", "#   - one"])
BETWEEN = st.lists(LINES | WORDS.map(lambda words: f"# {words}"), max_size=3)
SINGLE = {
    "goal": st.sampled_from(["30", '"30"', "", "~", "0"]),
    "why": st.sampled_from(
        ["x", "'it''s'", '"a\\nb # no"', "so that # not", "Ünï 🏔 x", "|\n  one\n\n  two", ">-\n   a\n   b"]),
    "roles": st.sampled_from(["[]", "[a, 'b, c']", "[a,\n  b]", "\n- a\n- b", "\n   -  a b\n   -  'c'"]),
    "feed": st.sampled_from(["true", "false", "yes"]),
    "country": st.sampled_from(["US", "'NO'", "de"]),
    "days_off": st.sampled_from(['["2026-12-24"]', "[2026-12-24, 2026-12-28..2027-01-01]"]),
    "voip": st.sampled_from(
        ["", "\n  server: a\n  user: 'b'  # u\n  # x\n  port: 1", "\n      server: a", "{server: a}"]),
}  # fmt: skip
LISTS = st.lists(WORDS, max_size=3, unique=True)
VALUES = st.none() | st.integers(-5, 999) | st.booleans() | WORDS | LISTS
CHANGES = st.tuples(st.sampled_from([*KEYS, "voip.user", "voip.server"]), VALUES)


Piece = tuple[str, str]
"""A key and its lines, or no key and lines between."""


@st.composite
def files(draw: st.DrawFn) -> list[Piece]:
    """A commented file as somebody may have written it."""
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    pieces = [("", draw(st.sampled_from(["", "\ufeff"]))), *(("", line + "\n") for line in draw(BETWEEN))]
    for key in draw(st.lists(st.sampled_from([*KEYS, "voip"]), unique=True, max_size=6)):
        value = draw(SINGLE[key])
        comment = "" if value[:1] in {"\n", "|", ">"} or value == "~" else draw(COMMENTS)
        gap = "" if value[:1] == "\n" or not value else draw(st.sampled_from([" ", "  "]))
        pieces += [(key, f"{key}:{gap}{value}{comment}\n"), *(("", line + "\n") for line in draw(BETWEEN))]
    if draw(st.booleans()):
        pieces[-1] = pieces[-1][0], pieces[-1][1].removesuffix("\n")
    return [(key, text.replace("\n", newline)) for key, text in pieces]


@given(pieces=files(), change=CHANGES)
def test_any_change_of_any_file_leaves_all_other_lines(pieces: list[Piece], change: tuple[str, Any]) -> None:
    (name, value), text = change, "".join(text for _, text in pieces)
    path = name.split(".")
    try:
        after = changed(text.encode(), "config.yaml", path, value).decode()
    except NotChanged:
        return
    data, new = parse_yaml(text).data or {}, parse_yaml(after).data or {}
    assert without(new, path) == without(data, path)
    assert repr(at(new, path)) == repr(value)
    assert after == changed(after.encode(), "config.yaml", path, value).decode()
    place = next((n for n, (key, _) in enumerate(pieces) if key == path[0]), None)
    if place is not None:
        assert after.startswith("".join(text for _, text in pieces[:place]))
        assert after.endswith("".join(text for _, text in pieces[place + 1 :]))
    elif value is None:
        assert after == text
    else:  # lines were put in, or behind a last one that has no end
        lines, were = (t.removeprefix("\ufeff").splitlines() for t in (after, text))
        more = len(lines) - len(were)
        assert more == len(path)
        assert any(lines[:n] + lines[n + more :] == were for n in range(len(were) + 1))


def at(data: Any, path: list[str]) -> Any:
    for key in path:
        data = (data or {}).get(key)
    return data


def without(data: dict[str, Any], path: list[str]) -> dict[str, Any]:
    """All but what is at that path; a section without keys is none."""
    inner = data.get(path[0])
    if len(path) == 2 and isinstance(inner, dict):
        data = {**data, path[0]: {key: kept for key, kept in inner.items() if key != path[1]}}
    elif len(path) == 1:
        data = {key: kept for key, kept in data.items() if key != path[0]}
    return {key: kept for key, kept in data.items() if kept not in (None, {})}
