"""Loading folders of scripts: what is used, what is set aside, and what is said about it."""

from pathlib import Path

import pytest

from tui.core.call.purpose import Purpose
from tui.files.home import shipped_scripts
from tui.playbook.loader import load

DATA = Path(__file__).parent.parent / "data" / "yaml" / "scripts"

HEAD = "schema: 1\npack: {id: mine, name: Mine}\n"
CARD = """\
cards:
  - id: a
    name: A
    says: [one, two, three]
    moves: {ask: And?}
"""


def check(folder: Path, text: str) -> tuple[list[str], list[str]]:
    """Errors and warnings of one file, without its name."""
    (folder / "x.yaml").write_text(text)
    loaded = load([folder])
    return [_said(f.sentence) for f in loaded.faults], [_said(f.sentence) for f in loaded.warnings]


def _said(sentence: str) -> str:
    return sentence.split("x.yaml:", 1)[1]


def test_the_shipped_library_is_clean() -> None:
    loaded = load([shipped_scripts()])
    assert loaded.faults == ()
    assert loaded.warnings == ()
    assert len(loaded.files) == len(loaded.sheets)


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        (HEAD + CARD + "    one_linr: x\n", ["8:5: unknown key 'one_linr' (did you mean 'one_liner'?)"]),
        (HEAD + "card: []\n", ["3:1: unknown key 'card' (did you mean 'cards'?)"]),
        (HEAD + CARD.replace("    says: [one, two, three]\n", ""), ["4:5: 'says' is missing"]),
        (
            HEAD + CARD.replace("id: a", "id: Too high"),
            ["4:9: 'Too high' is not allowed here (ids are small"],
        ),
        (
            HEAD + CARD + "    difficulty: hard\n",
            ["8:17: expected a whole number, found 'hard' (write it in digits, like 2)"],
        ),
        (HEAD + CARD + "    difficulty: 9\n", ["8:17: must be 5 or less"]),
        (HEAD + CARD + "    call: [could]\n", ["8:12: expected 'cold'"]),
        (HEAD + CARD + "    keys: [abcde]\n", ["8:12: 'abcde' is not allowed here (shortcuts are 1 to 4"]),
        (
            HEAD + CARD + "    avoid: price\n",
            ["8:12: expected a list, found text (a list is written [one, two], or in"],
        ),
        (HEAD + CARD + "    hear:\n      - a: b\n", ["9:9: expected text, found 'a: …'"]),
        (
            HEAD + CARD + "    hear:\n      - #1\n",
            ["9:8: expected text, found nothing (a text that begins with #"],
        ),
        (
            HEAD + CARD + "    framework: lear\n",
            ["8:16: there is no framework 'lear' (did you mean 'laer'?)"],
        ),
        (
            HEAD + CARD.replace("ask:", "aks:"),
            ["7:13: 'aks' is no step of acknowledge-ask (acknowledge, ask) (did"],
        ),
        (
            HEAD + CARD.replace("says:", "say:"),
            ["6:5: unknown key 'say' (did you mean 'says'?)"],
        ),
        (
            HEAD + "vars: {chair problem: x}\n" + CARD.replace("And?", '"{chair_problem}?"'),
            ["3:8: 'chair problem' is not allowed here (names are small letters, digits and '_': chair_"],
        ),
        (
            HEAD + CARD.replace("{ask: And?}", "\n      acknowledge:\n      ask: And?"),
            ["8:19: nothing stands here (write the words, or take the line out)"],
        ),
        (HEAD + "cards: none\n", ["3:8: expected a list, found text"]),
        (HEAD + "openers:\n  - id: a\n    name: A\n    text:\n", ["6:10: 'text' is missing"]),
        ("schema: 2\npack: {id: a, name: A}\n", ["1:9: expected 1, found '2'"]),
        ("- a\n- b\n", ["1:1: this file does not say 'schema: 1' (write it as"]),
        ("price: {triggers: [a], response: b}\n", ["1:1: this file does not say 'schema: 1' (write it as"]),
        ("objections:\n  - {objection: a}\n", ["2:5: 'response' is missing"]),
        ("objections: a\n", ["1:13: expected a list, found text"]),
    ],
)
def test_errors_name_the_place_and_the_way_out(tmp_path: Path, text: str, errors: list[str]) -> None:
    found, _ = check(tmp_path, text)
    assert len(found) == len(errors), found
    for said, expected in zip(found, errors, strict=True):
        assert said.startswith(expected), said


def test_all_faults_of_a_file_at_once(tmp_path: Path) -> None:
    found, _ = check(tmp_path, HEAD + CARD + "    frmework: arc\n    difficulty: 0\n    kyes: [a]\n")
    assert [said.split(":")[0] for said in found] == ["8", "9", "10"]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (CARD.replace(", two, three", ""), "6:5: only 1 of the ways they say it"),
        (
            CARD.replace("And?", '"{first_nme}?"'),
            "7:19: nothing is known of {first_nme} (did you mean 'first_name'?)",
        ),
        (
            CARD.replace("And?", '"Hello {First_name}, and?"'),
            "7:25: the braces of '{First_name}' would stay on the screen (did you mean '{first_name}'?)",
        ),
        (
            "vars: {chair_problem: chairs}\n" + CARD.replace("And?", '"A {chair problem}?"'),
            "8:21: the braces of '{chair problem}' would stay on the screen (did you mean '{chair_problem}'",
        ),
        (
            CARD.replace("And?", '"At {time, or later?"'),
            "7:22: the braces of '{time' would stay on the screen (did you mean '{time}'?)",
        ),
        (
            CARD.replace("moves: {ask: And?}", "moves:\n      ask: |-\n       Well.\n       On {{day}}?"),
            "10:11: the braces of '{{day}}' would stay on the screen (did you mean '{day}'?)",
        ),
        (
            CARD.replace("And?", '"Hello (first_name), and?"'),
            "7:25: '(first_name)' would stay as it is: names stand in braces (did you mean '{first_name}'?)",
        ),
        (
            CARD.replace("And?", '"Hello [First Name], and?"'),
            "7:25: '[First Name]' would stay as it is: names stand in braces (did you mean '{first_name}'?)",
        ),
        (
            CARD.replace("And?", '"Hello <company>, and?"'),
            "7:25: '<company>' would stay as it is: names stand in braces (did you mean '{company}'?)",
        ),
        (
            CARD.replace("And?", '"Hello %my_name%, and?"'),
            "7:25: '%my_name%' would stay as it is: names stand in braces (did you mean '{my_name}'?)",
        ),
        (
            "vars: {a-b: x}\n" + CARD.replace("And?", '"{a_b}?"'),
            "3:8: {a-b} is no name in braces: it would stay as it is (call it a_b)",
        ),
        (CARD.replace("name: A", "name: We are #1"), "5:18: from the '#' on this is a comment"),
        (CARD.replace("name: A", "name: We are # one"), "5:18: from the '#' on this is a comment"),
        (CARD + "    persona: [dana]\n", "8:15: there is no persona 'dana'"),
        (
            "voicemails: [{id: v, name: V, text: " + "word " * 51 + "}]\n",
            "3:37: takes about 20 seconds: people delete one of more than 20 (at most 50 words)",
        ),
        (CARD + CARD[7:], "x.yaml:4; this one counts"),
        (
            CARD + "    keys: [q]\n" + CARD.replace("id: a", "id: b")[7:] + "    keys: [q]\n",
            "13:12: the shortcut 'q' already leads to “A” (a)",
        ),
    ],
)
def test_what_still_works_is_a_warning(tmp_path: Path, text: str, warning: str) -> None:
    errors, warnings = check(tmp_path, HEAD + text)
    assert errors == []
    assert len(warnings) == 1
    assert warning in warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        CARD.replace("name: A", "name: A  # the first"),
        CARD.replace("id: a", "id: a # short"),
        CARD.replace("name: A", 'name: "We are #1"'),
        CARD.replace("name: A", "name: A#1"),
        CARD.replace("And?", '"That is ${First_name} or {\\"a\\": {1}} {Laughs out loud} {} {"'),
        "voicemails: [{id: v, name: V, text: " + "word " * 50 + "}]\n",
    ],
)
def test_what_is_meant_so_is_no_warning(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, HEAD + text) == ([], [])


PURPOSES = (Purpose("win", "win new business"), Purpose("follow-up", "follow up"))


@pytest.mark.parametrize(
    ("written", "guess"),
    [
        ("new business", "did you mean 'win'? "),
        ("follow_up", "did you mean 'follow-up'? "),
        ("wni", "did you mean 'win'? "),
        ("charity", ""),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        CARD + "    purposes: [win, PURPOSE]\n",
        "voicemails:\n  - {id: v, name: V, text: T, purposes: [win, PURPOSE]}\n",
        "values:\n  - {id: v, name: V, text: T, purposes: [win, PURPOSE]}\n",
    ],
)
def test_a_purpose_that_no_call_has(tmp_path: Path, written: str, guess: str, text: str) -> None:
    (tmp_path / "x.yaml").write_text(HEAD + text.replace("PURPOSE", written))
    loaded = load([tmp_path], purposes=PURPOSES)
    assert loaded.faults == ()
    assert [f.words for f in loaded.warnings] == [
        f"there is no purpose '{written}' ({guess}The purposes are win, follow-up)"
    ]


def test_a_shortcut_that_a_card_in_use_has(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(HEAD + CARD + "    keys: [exp, zz]\n")
    words = [f.words for f in load([tmp_path], [shipped_scripts()]).warnings]
    assert words == [
        "the shortcut 'exp' already leads to “Too expensive” (price_too_high) (take other letters)"
    ]
    # One's own version of that card may have it, and then anybody may have what it leaves.
    own = CARD.replace("id: a", "id: price_too_high") + "    keys: [zz]\n"
    (tmp_path / "own.yaml").write_text(HEAD + own)
    words = [f.words for f in load([tmp_path], [shipped_scripts()]).warnings]
    assert len(words) == 1
    assert words[0].startswith("the shortcut 'zz' already leads to “A” (price_too_high)")


def test_warnings_come_in_the_order_of_the_lines(tmp_path: Path) -> None:
    _, warnings = check(
        tmp_path, HEAD + CARD.replace("And?", '"And {dya}?"') + CARD[7:].replace(", three", "")
    )
    assert [said.split(":")[0] for said in warnings] == ["7", "8", "10"]


def test_a_file_that_is_not_read_is_said(tmp_path: Path) -> None:
    for name in ("a.txt", "b.docx", "c.yaml.txt", "README.md", "script-1.schema.json", "d.yml~", ".e.txt"):
        (tmp_path / name).touch()
    why = "the app does not read this file: its name does not end in .yaml"
    assert [(Path(f.file).name, f.words) for f in load([tmp_path]).warnings] == [
        ("a.txt", f"{why} (rename it to a.yaml)"),
        ("b.docx", f"{why} (save it as plain text, as b.yaml)"),
        ("c.yaml.txt", f"{why} (rename it to c.yaml)"),
    ]


def test_faults_of_both_kinds_in_one_go(tmp_path: Path) -> None:
    """What is written wrong, and what leads nowhere, also behind an entry that is dropped for its faults."""
    broken = CARD.replace("moves: {ask: And?}", "moves: {ask: {a: b}}")
    errors, _ = check(
        tmp_path, HEAD + broken + CARD[7:].replace("id: a", "id: b") + "    framework: lear\n    x: 1\n"
    )
    assert [said.split(":")[0] for said in errors] == ["7", "12", "13"]


def test_a_quote_that_is_not_closed_hides_no_other_fault(tmp_path: Path) -> None:
    text = HEAD + CARD.replace("name: A", 'name: "A') + '    kyes: [a]\n    notes: "x"\n    frmework: arc\n'
    errors, _ = check(tmp_path, text)
    assert [said[: said.index(" (")] for said in errors] == [
        "5:11: a quote that is never closed",
        "8:5: unknown key 'kyes'",
        "10:5: unknown key 'frmework'",
    ]


def test_what_may_be_named_behind_an_open_quote_is_no_fault_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + CARD.replace("id: a", 'id: "b') + '    notes: "x"\n')
    (tmp_path / "b.yaml").write_text(HEAD + CARD.replace("id: a", "id: c") + "    framework: odd\n")
    loaded = load([tmp_path])
    assert [(Path(f.file).name, f.line) for f in loaded.faults] == [("a.yaml", 4)]
    assert [sheet.document.file for sheet in loaded.sheets] == [str(tmp_path / "b.yaml")]


def test_two_values_or_none_are_wrong(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(
        HEAD
        + "values:\n  - {id: a, name: A}\n  - {id: b, name: B, text: T, rows: [{feature: F, benefit: G}]}\n"
        "cards:\n  - {id: c, name: C, says: [a, b, c]}\n"
    )
    assert [(f.line, f.message.split(":")[0]) for f in load([tmp_path]).faults] == [
        (4, "either 'text' or 'rows' must be there, and not both"),
        (5, "either 'text' or 'rows' must be there, and not both"),
        (7, "no answer"),
    ]


def test_all_faults_of_all_files_in_their_order(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("a: 1\na: 2\nb: *x\nc: !t d\n")
    (tmp_path / "a.yaml").write_text(HEAD + "cards: x\n")
    (tmp_path / "c.yaml").write_text("{first_name}, hello\n")
    found = [(Path(f.file).name, f.line) for f in load([tmp_path]).faults]
    assert found == [("a.yaml", 3), *(("b.yaml", line) for line in (1, 2, 3, 4)), ("c.yaml", 1)]


def test_a_broken_file_is_set_aside_and_the_others_load(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + CARD)
    (tmp_path / "b.yaml").write_text("cards: [\n")
    (tmp_path / "c.yml").write_text(HEAD + CARD.replace("id: a", "id: c"))
    (tmp_path / "notes.txt").write_text("not yaml: [")
    (tmp_path / ".hidden.yaml").write_text("[")
    loaded = load([tmp_path, tmp_path / "missing"])
    assert [Path(f).name for f in loaded.files] == ["a.yaml", "b.yaml", "c.yml"]
    assert [c.id for s in loaded.sheets if s.content for c in s.content.cards] == ["a", "c"]
    assert [Path(f.file).name for f in loaded.faults] == ["b.yaml"]


def test_one_file_may_use_the_frameworks_and_variables_of_another(tmp_path: Path) -> None:
    (tmp_path / "z.yaml").write_text(
        HEAD + "vars: {gain: more}\nframeworks:\n  two: {name: Two, steps: {b: x, a: y}}\n"
    )
    (tmp_path / "a.yaml").write_text(
        HEAD + CARD.replace("moves: {ask: And?}", 'framework: two\n    moves: {a: "{gain}"}')
    )
    loaded = load([tmp_path])
    assert (loaded.faults, loaded.warnings) == ((), ())


def test_the_same_id_in_two_files_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + CARD)
    (tmp_path / "b.yaml").write_text(HEAD + CARD)
    assert [f.words.split(" is also in ")[0] for f in load([tmp_path]).warnings] == ["'a'"]
    # In two folders it is the rep's version of a card.
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.yaml").write_text(HEAD + CARD)
    assert load([tmp_path / "a.yaml", tmp_path / "own"]).warnings == ()


@pytest.mark.parametrize(
    ("file", "cards", "line"),
    [
        ("anchors_ok.yaml", 2, 0),
        ("bomb_small.yaml", 0, 2),
        ("colon_unquoted.yaml", 0, 2),
        ("comment_only.yaml", 0, 0),
        ("duplicate_keys.yaml", 0, 4),
        ("empty.yaml", 0, 0),
        ("hash_in_text.yaml", 0, 5),
        ("indent_error.yaml", 0, 3),
        ("markup_in_text.yaml", 1, 0),
        ("norway.yaml", 6, 0),
        ("ok_list.yaml", 2, 0),
        ("ok_mapping_form.yaml", 0, 1),
        ("tabs.yaml", 0, 2),
        ("unknown_tag.yaml", 0, 2),
    ],
)
def test_other_people_s_files(file: str, cards: int, line: int) -> None:
    """Plain lists become cards; what is refused names its line."""
    loaded = load([DATA / file])
    assert [f.line for f in loaded.faults][:1] == ([line] if line else [])
    assert sum(len(s.content.cards) for s in loaded.sheets if s.content) == cards
    if not line:
        assert len(loaded.warnings) == 1


def test_norway_stays_as_it_was_written() -> None:
    content = load([DATA / "norway.yaml"]).sheets[0].content
    assert content is not None
    assert [(c.name, c.one_liner) for c in content.cards] == [
        ("no", "yes"),
        ("NO", "off"),
        ("1.10", "012"),
        ("2024-06-01", "12:30"),
        ("null", "~"),
        ("1e3", "0x1F"),
    ]


def test_what_stands_beside_a_fault_of_yaml_is_looked_at_and_nothing_is_made_up(tmp_path: Path) -> None:
    """Each of these is one fault: a reader in the place of the rep finds no other."""
    text = (
        HEAD
        + "cards:\n  - id: a\n    name: A: B\n    difficulty: hard\n"
        + "    says: [a, b, c]\n    moves: {ask: And?}\n"
        + "  - id: b\n    name: B\n    name: C\n    says:\n      -a\n      - b\n      - c\n"
        + "    moves: {ask: And?}\n    colour: red\n"
        + "dialogues:\n  - id: d\n    name: D\n    start: one\n    nodes:\n"
        + "      one: {prospect: Yes?, goto: tow}\n      two: {prospect: '!', end: no}\n"
        + "      three: {prospect: *no, goto: two}\n"
    )
    (tmp_path / "a.yaml").write_text(text)
    lines = text.splitlines()
    wrong = ["name: A: B", "hard", "name: C", "-a", "colour", "tow}", "*no"]
    expected = [next(n for n, line in enumerate(lines, 1) if part in line) for part in wrong]
    assert [fault.line for fault in load([tmp_path]).faults] == expected


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("na\u200bme", "a sign in it cannot be seen (U+200B): type the key anew"),
        ("n\u0430me", "its '\u0430' is of another alphabet: type the key anew"),
        ("nmae", "did you mean 'name'?"),
    ],
)
def test_a_key_that_looks_right_is_told_why_it_is_not(tmp_path: Path, key: str, says: str) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + CARD.replace("name:", f"{key}:", 1))
    assert says in str(load([tmp_path]).faults[0])


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("difficulty: [2]", "expected a whole number, found a list"),
        ("answers: [Yes]", "expected 'key: value' lines, found text (it has 'say')"),
    ],
)
def test_a_wrong_kind_is_said_in_our_words(tmp_path: Path, given: str, says: str) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + CARD.rstrip() + f"\n    {given}\n")
    assert [fault.words for fault in load([tmp_path]).faults] == [says]


def test_what_is_called_like_a_script_and_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    (tmp_path / "b.yaml").symlink_to("b.yaml")
    (tmp_path / "c.yaml").write_text(HEAD + CARD)
    loaded = load([tmp_path])
    assert [(Path(f.file).name, f.message.split(":")[0]) for f in loaded.warnings] == [
        ("a.yaml", "this is no file"),
        ("b.yaml", "this is no file"),
    ]
    assert len(loaded.sheets) == 1
