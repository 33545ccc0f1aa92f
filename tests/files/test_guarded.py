"""Guarded YAML: what is refused and where, and what stays text."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
import yaml

from tui.files.guarded import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_TEXT,
    MAX_VALUES,
    Fault,
    FaultyFile,
    Place,
    parse_yaml,
    read_yaml,
)

DATA = Path(__file__).parent.parent / "data" / "yaml"


def fault_of(text: str | bytes) -> Fault:
    with pytest.raises(FaultyFile) as caught:
        parse_yaml(text, "a.yaml")
    return caught.value.fault


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("off", "off"),
        ("10:30", "10:30"),
        ("010", "010"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("2026-11-24", "2026-11-24"),
        ("'12'", "12"),
        ("True", "True"),
        ("12", 12),
        ("-3", -3),
        ("1.5", 1.5),
        ("true", True),
        ("~", None),
        ("", None),
    ],
)
def test_unquoted_words_mean_what_they_say(written: str, meant: object) -> None:
    data = parse_yaml(f"a: {written}").data
    assert data == {"a": meant}
    assert type(data["a"]) is type(meant)


def test_text_only_keeps_every_letter() -> None:
    data = parse_yaml("[1.10, null, true, 007, ~, '']", text_only=True).data
    assert data == ["1.10", "null", "true", "007", "~", ""]
    assert parse_yaml("a:", text_only=True).data == {"a": None}


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "'a' is given twice here, first on line 1"),
        ("a: &x 1\nb: *x\n", 2, 4, "'*x' is an alias (of '&x' on line 1)"),
        ("a: &x 1\n", 1, 4, "'&x' is an anchor"),
        ("- !!python/object:os.system x\n", 1, 3, "is a tag"),
        ("- !important call\n", 1, 3, "is a tag"),
        ("b:\n  <<: {a: 1}\n", 2, 3, "merge keys"),
        ("- {first_name}, hello\n", 1, 4, "{first_name}' without quotes"),
        ("- {first_name}\n", 1, 4, "{first_name}' without quotes"),
        ("a: {default: x, ask: why, when?}\n", 1, 27, "a text with a comma needs quotes"),
        ("a:\n  b: Price: too high\n", 2, 11, "a ': ' inside a sentence"),
        ("a:\n\t- b\n", 2, 1, "a tab where spaces should be"),
        ("- %50\n", 1, 3, "cannot begin with '%'"),
        ("- @you\n", 1, 3, "cannot begin with '@'"),
        ("- `code`\n", 1, 3, "cannot begin with '`'"),
        ("- [brackets] first\n", 1, 14, "a sentence cannot begin with '{' or '['"),
        ('- "Hello" he said\n', 1, 11, "words after the closing quote"),
        ('- "Hello" he said\n', 1, 11, """as in '"Hello", he said'"""),
        ("a: 'we've just'\n", 1, 8, """of the other kind, as in "that's fine\""""),
        ('a: 1\nb: "open\nc: 2\n', 2, 4, "a quote that is never closed"),
        (
            'a: "open\nb: "Price: high"\n',
            1,
            4,
            "a quote that is never closed (close it where the sentence ends)",
        ),
        ("a: 1\nb: [x, y\nc: 2\n", 2, 4, "a '[' that is never closed (close it with ']')"),
        ('a: [b, "c" e]\n', 1, 12, "a comma is missing here, or a ']' or '}' before it"),
        ("a: - b\n", 1, 4, "a list that begins behind a key (begin it on the next line)"),
        ("b: [", 1, 4, "a '[' that is never closed (close it with ']')"),
        ("b: {x: y\nc: 2\n", 1, 4, "a '{' that is never closed (close it with '}')"),
        ("a:\n  name:Chairs\n  keys: b\n", 2, 7, "a colon without a blank after it (write 'name: Chairs')"),
        ("a:\n  name:Too dear\n  keys: b\n", 2, 7, "(write 'name: Too …')"),
        ("- style:warm\n  say: b\n", 1, 8, "a colon without a blank after it (write 'style: warm')"),
        ("a:\n  says\n    - b\n    - c\n  hear: d\n", 2, 3, "'says' without a colon (write 'says:')"),
        ("a:\n  name Chairs\n  keys: b\n", 2, 3, "neither a key with its value nor a line of a list"),
        ("a:\n  - b\n  -c d\ne: f\n", 3, 3, "a '-' without a blank after it (write '- c …')"),
        ("a:\n  b: c\n   d: e\n", 3, 4, "indented deeper than its neighbours (take one blank away, so that"),
        ("a:\n  b: [c]\n    d: e\n", 3, 5, "take 2 blanks away, so that it begins below the 'b' of line 2"),
        ("- b: c\n   d: e f\n", 2, 4, "take one blank away, so that it begins below the 'b' of line 1"),
        ("a:\n  b:\n    - c\n     d: e\n", 4, 6, "below the 'b' of line 2"),
        ("a: “Price: high”\n", 1, 10, "curly quotes do not count"),
        ("- a\nb: c\n", 2, 1, "does not fit the ones above"),
        ("{a: 1}: b\n", 1, 1, "a key must be text"),
        ("a: 1\n---\nb: 2\n", 2, 1, "a second document"),
        ("ok\n- bad \x07 bell\n", 2, 7, "U+0007"),
        ("a:\n  -b c\n  - d\n", 2, 3, "a '-' without a blank after it (write '- b …')"),
        ("a:\n  - b\n    - c\n    - d\n", 3, 5, "a line of a list that was read as more of the text above"),
        ("a: b\n  - c\n", 2, 3, "let it begin below the line of the list above"),
        ("a: [b, c]]\nd: e\n", 1, 10, "a ']' too many"),
        ("a: [we are #1, c]\n", 1, 12, "from the '#' on this is a comment"),
        ("a: ? b\n", 1, 4, "a text cannot begin with '?'"),
        ('a: "C:\\users"\n', 1, 9, "a '\\' inside double quotes"),
        ("%YAML 9.9\n---\na: b\n", 1, 1, "begins with '%'"),
        ("a: |\n    b\n  c: d\n", 3, 3, "further left than the first of the text (let it begin below line 2"),
        ("- b: c\n\u00a0 d: e\n", 2, 1, "a blank that is none to YAML (U+00A0)"),
        ("a:\u00a0b\nc: d\n", 1, 3, "a blank that is none to YAML (U+00A0)"),
        ("b:\n  - c\n  -\u00a0d\n", 3, 4, "delete it and type a blank instead"),
        ("a:\n  - id: b\n    c: d\n    id: e\n    c: f\n", 4, 5, "a new entry of a list begins with '- '"),
        ("a\ud800", 1, 2, "U+D800"),
    ],
)
def test_faults_say_where_and_what_to_do(text: str, line: int, column: int, words: str) -> None:
    fault = fault_of(text)
    assert (fault.line, fault.column) == (line, column)
    assert words in fault.words


#: Every kind of place where a quote can be left open, beside those that look like one.
QUOTED = """\
pack: {id: mine, name: "My own"}
cards:
  - name: "Too dear"
    says:
      - "that's too expensive"
      - your price
    one_liner: "Fair.
      What is it next to?"
    moves:
      acknowledge: That's fair.
      ask: 'Compared to what, it''s "big"?'
    answers:
      - {style: direct, say: "It pays.", when: 'they ask'}
    avoid: ["defending it", 'a discount', more]
  - name: ""
    says: ["one", "two", "three"]
    moves: {ask: "And?"}
"""


def quoted() -> Iterator[tuple[Place, Place]]:
    """Where each text in quotes begins, and where its last quote stands."""
    for event in yaml.parse(QUOTED):
        if isinstance(event, yaml.ScalarEvent) and event.style:
            start, end = event.start_mark, event.end_mark
            assert start
            assert end
            yield (start.line + 1, start.column + 1), (end.line + 1, end.column)


@pytest.mark.parametrize(("opened", "closed"), [pair for pair in quoted() if pair[1][0] != 15], ids=str)
def test_a_quote_that_is_not_closed_is_told_where_it_opened_and_hides_nothing(
    opened: Place, closed: Place
) -> None:
    lines = QUOTED.splitlines()
    line, column = closed
    lines[line - 1] = lines[line - 1][: column - 1] + lines[line - 1][column:]
    with pytest.raises(FaultyFile) as caught:
        parse_yaml("\n".join(["a: b", "a: b", *lines, "c: *d", 'e: "f', "g: h: i"]), "a.yaml")
    told = [(fault.line, fault.column) for fault in caught.value.faults]
    below = len(lines) + 3
    assert told == [(2, 1), (opened[0] + 2, opened[1]), (below, 4), (below + 1, 4), (below + 2, 5)]
    assert caught.value.left is not None


def test_behind_quotes_that_are_not_closed_the_file_can_be_looked_at() -> None:
    text = 'a: ["one, "two", "three]\nb: {c: "d, e: "f"}\nh: "i\n  j  # k\n"l": m\n'
    with pytest.raises(FaultyFile) as caught:
        parse_yaml(text, "a.yaml")
    assert [(f.line, f.column) for f in caught.value.faults] == [(1, 5), (1, 18), (2, 8), (3, 4)]
    assert {f.source_line for f in caught.value.faults} <= set(text.splitlines()), "as it was written"
    left = caught.value.left
    assert left is not None
    assert left.data == {"a": ["one", "two", "three"], "b": {"c": "d", "e": "f"}, "h": "i j  # k", "l": "m"}
    assert list(left.lines) == [*text.splitlines(), ""]


@pytest.mark.parametrize(
    "text", ['- "Hello" he said\n', '- "he said "no" to me"\n', 'a: "Hello\n  you" he said\n']
)
def test_words_behind_a_quote_are_no_quote_that_is_not_closed(text: str) -> None:
    with pytest.raises(FaultyFile) as caught:
        parse_yaml(text)
    (fault,) = caught.value.faults
    assert "never closed" not in fault.message


def test_of_many_quotes_that_are_not_closed_ten_are_looked_behind() -> None:
    with pytest.raises(FaultyFile) as caught:
        parse_yaml('- "a\n' * 1_000)
    assert caught.value.left is None
    assert len(caught.value.faults) == 11


def test_one_fault_is_told_once() -> None:
    with pytest.raises(FaultyFile) as caught:
        parse_yaml("a: {first_name}, hello\nb: c\n")
    assert len(caught.value.faults) == 1


def test_a_fault_shows_the_line_with_a_caret() -> None:
    assert str(fault_of("a:\n  b: Price: too high\n")).splitlines() == [
        "a.yaml:2:11: a ': ' inside a sentence",
        "     2 |   b: Price: too high",
        "       |           ^",
        '       = put the whole sentence in quotes, as in "Price: too high"',
    ]


def test_the_caret_stays_under_its_letter_in_a_long_line() -> None:
    shown = str(fault_of(f"- {'x' * 300}: {'y' * 50}: z\n")).splitlines()
    assert len(shown[1]) < 120
    assert shown[1][shown[2].index("^")] == ":"


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, "{a: " * 50_000, "- " * 100_000, "".join(f"{' ' * i}a:\n" for i in range(900))],
)
def test_depth_is_refused_before_anything_recurses(text: str) -> None:
    assert f"nested more than {MAX_DEPTH} levels deep" in fault_of(text).message


def test_a_fault_is_explained_at_once_whatever_stands_above_it() -> None:
    line = "# " + "[" * 200_000 + "]" + "- '" * 100_000 + ': " ' * 20_000 + "\n"
    for below in (
        "b: [c\nd: e\n",
        "b: c: d\n",
        "b: c\n  d: e\n",
        'b: "c\nd: "e"\n',
        "b: c\nd:e\nf: g\n",
        "b: ,\n",
    ):
        began = perf_counter()
        assert fault_of(line + below).line >= 1
        assert perf_counter() - began < 2


def test_fifty_kilobytes_of_brackets_do_not_kill_the_process() -> None:
    code = (
        "from tui.files.guarded import *\ntry: parse_yaml('[' * 50_000)\nexcept FaultyFile: print('refused')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"


def test_sizes_are_limited() -> None:
    assert "larger than 1,000 kB" in fault_of("a" * (MAX_BYTES + 1)).message
    assert "larger than 1,000 kB" in fault_of(("é" * MAX_BYTES).encode()[: MAX_BYTES + 1]).message
    assert f"more than {MAX_TEXT:,} characters" in fault_of("b: " + "a" * (MAX_TEXT + 1)).message
    assert f"more than {MAX_VALUES:,} values" in fault_of("- a\n" * (MAX_VALUES + 1)).message
    assert len(parse_yaml("- a\n" * (MAX_VALUES - 1)).data) == MAX_VALUES - 1


def test_other_people_s_editors_are_fine() -> None:
    assert parse_yaml("\ufeffa: 1\r\nb: ü\r\n".encode()).data == {"a": 1, "b": "ü"}
    assert parse_yaml("\ufeffa: 1").data == {"a": 1}
    fault = fault_of("a: 1\r\nb: \xfc\r\n".encode("cp1252"))
    assert (fault.line, fault.column) == (2, 4)
    assert "save it as UTF-8" in fault.hint


def test_places_of_values_and_keys() -> None:
    document = parse_yaml("cards:\n  - id: a\n    says: [x, y]\n", "a.yaml")
    assert document.place(("cards", 0, "says", 1)) == (3, 15)
    assert document.place(("cards", 0, "says")) == (3, 5)
    assert document.place(("cards", 0, "id")) == (2, 9)
    assert document.place(("cards", 0, "id"), key=True) == (2, 5)
    assert document.place(("cards", 0, "nowhere", "deeper")) == document.place(("cards", 0))
    assert document.place(()) == (1, 1)
    assert document.fault(("cards", 0, "id"), "no").sentence == "a.yaml:2:9: no"


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FaultyFile, match="cannot be read"):
        read_yaml(tmp_path / "gone.yaml")
    (tmp_path / "empty.yaml").touch()
    assert read_yaml(tmp_path / "empty.yaml").data is None


def test_the_yaml_test_suite_never_crashes() -> None:
    loaded, refused = 0, []
    for line in (DATA / "yaml_test_suite_open.jsonl").read_text().splitlines():
        case = json.loads(line)
        try:
            parse_yaml(case["yaml"])
            loaded += 1
        except FaultyFile as broken:
            refused.append(broken.fault.sentence)
    assert loaded >= 70
    assert not [sentence for sentence in refused if "\n" in sentence]


def test_reading_yaml_is_not_paid_for_by_importing() -> None:
    code = "import sys, tui.files.guarded; print('yaml' in sys.modules, 'pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"


def test_a_text_may_be_written_once_and_stand_twice() -> None:
    read = parse_yaml('common: &c "Happy to help."\nlist: [*c, *c]\nlast: *c\n')
    assert read.data["list"] == ["Happy to help."] * 2
    assert read.data["last"] == "Happy to help."


def test_texts_are_not_repeated_without_end() -> None:
    text = f"a: &a '{'x' * 4_000}'\nb: [{', '.join(['*a'] * 51)}]\n"
    with pytest.raises(FaultyFile) as caught:
        parse_yaml(text)
    assert "'*a' is an alias (of '&a' on line 1)" in str(caught.value)


#: What stops libyaml, a line or two each, and at which line it is told.
STOPS = [
    ("- a: b: c", 1),
    ("- {first_name}, hello", 1),
    ("- [brackets] first", 1),
    ("- a: *smile* b", 1),
    ("- a: %50", 1),
    ("- a: > b", 1),
    ("- a: - b", 1),
    ("- a: ? b", 1),
    ('- "one" two', 1),
    ("- 'it's fine'", 1),
    ("- [b, c", 1),
    ("- {b: c", 1),
    ("- [b, c]]", 1),
    ("- [b, c}", 1),
    ("-b", 1),
    ("– b", 1),
    ("- a: b\n\tc: d", 2),
    ("- a: b\n   c: d", 2),
    ("- a: b\n c: d", 2),
    ("- a: b\n  c:d\n  e: f", 2),
    ("- a: b\n  c d\n  e: f", 2),
    ("- a: b\n  c:\u00a0d\n  e: f", 2),
    ("- a: b\n  c：d\n  e: f", 2),
    ("- a: yes\n    c: d\n    e: f", 2),
    ("-  a: b\n  c: d\n  e: f", 2),
]


@pytest.mark.parametrize(("wrong", "line"), STOPS)
def test_whatever_stops_the_reading_is_told_once_and_hides_nothing(wrong: str, line: int) -> None:
    size = wrong.count("\n") + 1
    with pytest.raises(FaultyFile) as caught:
        parse_yaml(f"- x: y\n{wrong}\n- x: y\n{wrong}\n- p: 0\n  q: 1\n  q: 2\n", "a.yaml")
    told = [fault.line for fault in caught.value.faults]
    assert told == [1 + line, 2 + size + line, 5 + 2 * size]
    assert caught.value.left is not None
    assert caught.value.left.data[-1]["q"] == 1


def test_a_file_full_of_what_stops_the_reading_is_left_after_ten() -> None:
    began = perf_counter()
    with pytest.raises(FaultyFile) as caught:
        parse_yaml("- a: b: c\n" * 20_000)
    assert len(caught.value.faults) <= 11
    assert perf_counter() - began < 20


def test_lines_are_counted_as_an_editor_shows_them() -> None:
    text = "a: b\u2028c\n# d\u0085e\nf: g\u2029h\ni: *j\n"
    assert fault_of(text).line == 4
    assert parse_yaml(text.replace("*", "")).data["a"] == "b c"
