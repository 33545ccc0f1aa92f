"""Scripts that people have, in the ways they write them, become cards; what is left out is named."""

import random
from pathlib import Path

import pytest

from tui.files.guarded import FaultyFile, parse_yaml
from tui.playbook.foreign.convert import Import, NotUnderstood, convert
from tui.playbook.loader import look_at

DATA = Path(__file__).parent.parent / "data"

VICIDIAL = """\
Hello --A--first_name--B--, this is --A--fullname--B-- from Acme.<br>
Your code is --A--vendor_lead_code--B--.<br><br>
<b>Objection: Not interested</b><br>
<b>Rebuttal:</b> I see, --A--first_name--B--. May I ask why?<br>
<b>Objection: Too busy</b><br>Response: When is better?
"""


def take(text: str, name: str = "a.md", taken: tuple[str, ...] = ()) -> Import:
    return convert(text.encode(), name, taken)


def pairs(found: Import) -> list[tuple[str, list[str]]]:
    return [(card.title, list(card.answers)) for card in found.cards]


@pytest.mark.parametrize(
    "text",
    [
        "Objection: Too dear\nAnswer: Compared to what?\n\nObjection: No time\n"
        "Answer: When then?\nAnswer: Friday?\n",
        "OBJECTION 1: Too dear\nRESPONSE: Compared to what?\nObjection #2 - No time\n"
        "Reply: When then?\nReply: Friday?",
        "Q: Too dear\nA: Compared to what?\n\nQ: No time\nA: When then?\nA: Friday?",
        "Prospect: “Too dear.”\nYou: “Compared to what?”\nProspect: “No time.”\n"
        "You: “When then?”\nYou: “Friday?”",
        "Too dear\nCompared to what?\n\nNo time\n- When then?\n- Friday?\n",
        "- Objection: Too dear\n  - Response: Compared to what?\n- Objection: No time\n"
        "  - Responses:\n    - When then?\n"
        "    - Friday?\n",
        "# Price\n\n## 1. “Too dear”\n\nCompared to what?\n\n## 2. No time\n\n- When then?\n- Friday?\n",
        "### Too dear\n**Answer**: Compared to what?\n---\n### No time\n**Answer (a)**:\n“When then?”\n\n"
        "**Answer (b):** Friday?\n",
        "**Q: Too dear**\nA: Compared to what?\n\n**Q: No time**\nA: When then?\nA: Friday?\n",
        '# Ours\nRead this first.\n\n**"Too dear"**\nCompared to what?\n\n**"No time"**\n'
        "1. When then?\n2. Friday?\n",
        "| Objection | Response |\n|---|---|\n| Too dear | Compared to what? |\n"
        "| **No time** | When then?<br>Friday? |\n",
        "They say | You say\n--- | ---\n“Too dear” | Compared to what?\nNo time | When then?<br/>Friday?\n",
        '[{"objection": "Too dear", "response": "Compared to what?"},'
        ' {"objection": "No time", "responses": ["When then?", "Friday?"]}]',
        '{"objections": [{"question": "Too dear", "answer": {"text": "Compared to what?"}},'
        ' {"title": "No time", "rebuttals": [{"style": "kind", "text": "When then?"}, "Friday?"]}]}',
        '{"It is": {"price": [{"text": "Too dear", "reply": "Compared to what?"}],'
        ' "time": [{"prompt": "No time", "replies": ["When then?", "Friday?"]}]}}',
        '{"objection": "Too dear", "reply": "Compared to what?"}\n'
        '{"objection": "No time", "reply": ["When then?", "Friday?"]}\n',
        "Objection,Answer 1,Answer 2\nToo dear,Compared to what?,\nNo time,When then?,Friday?\n",
        'Kategorie;Einwand;Antwort;Antwort\r\nPreis;Too dear;"Compared to\r\n'
        'what?";\r\n;No time;When then?;Friday?',
        "Objection\tResponse\tResponse\nToo dear\tCompared to what?\t\nNo time\tWhen then?\tFriday?\n",
        "Einwand: Too dear\nAntwort: Compared to what?\nEinwand: No time\n"
        "Antwort: When then?\nAntwort: Friday?\n",
        "Objection : Too dear\nRéponse : Compared to what?\nObjection : No time\nRéponse : When then?\n"
        "Réponse : Friday?",
        "* Too dear\n    * Compared to what?\n* No time\n    * When then?\n    * Friday?\n",
        "1.\tToo dear\n\t•\tCompared to what?\n2.\tNo time\n\to\tWhen then?\n\t▪\tFriday?\n",
        "Our list\n\nToo dear\n- Compared to what?\nNo time\n- When then?\n- Friday?\n",
        "---\ntitle: Ours\n---\n# Too dear\n```\nCompared to what?\n"
        "```\n# No time\n- When then?\n- Friday?\n",
        "Too dear\n========\nCompared to what?\n\nNo time\n=======\n- When then?\n- Friday?\n",
        "Q1. Too dear\nA1. Compared to what?\nQ2. No time\nA2. When then?\nA2. Friday?\n",
        "If they say: “Too dear”\nThen say: “Compared to what?”\nIf they say: “No time”\n"
        "Then say: ‘When then?’\nThen say: ‘Friday?’\n",
        "## Ours\n\n### They say “Too dear”\n**Ask:** Compared to what?\n\n### “No time”\n- When then?\n"
        "- Friday?\n",
        "<html><head><title>Ours</title><style>b{x:y}</style></head><body>\n<h2>Too dear</h2>"
        "<p>Compared to what?</p>\n<h2>No time</h2><ul><li>When then?</li><li>Friday?</li></ul>"
        "</body></html>",
    ],
)
def test_the_same_cards_in_other_words(text: str) -> None:
    assert pairs(take(text)) == [("Too dear", ["Compared to what?"]), ("No time", ["When then?", "Friday?"])]


@pytest.mark.parametrize(
    "text",
    [
        "Too dear -> Compared to what?\nNo time → When then?\n",
        "Too dear\tCompared to what?\nNo time\tWhen then?\n",
        '1. **"Too dear"**: Compared to what?\n2. **"No time"** – When then?\n',
        '- "Too dear" - Compared to what?\n- "No time": When then?\n',
        "Too dear\n\nCompared to what?\n\nNo time\n\nWhen then?\n",
        '{"We are": "Fine", "Too dear ": "Compared to what?"}',
        "Too dear: Compared to what?\nNo time: When then?\n",
        "1) Too dear - Compared to what?\n2) No time – When then?\n",
        "Objections\nToo dear: Compared to what?\nNo time: When then?\n",
        "<table><tr><th>Objection</th><th>Answer</th></tr>\n<tr><td>Too dear</td>\n<td>Compared to what?</td>"
        "</tr>\n<tr><td>No time</td><td>When?</td></tr></table>",
        "Too dear\n\tCompared to what?\nNo time\n\tWhen?\n",
        "**Too dear**\n\n→ Compared to what?\n\n**No time**\n\n→ When?\n",
    ],
)
def test_one_line_each(text: str) -> None:
    found = dict(pairs(take(text)))
    assert found["Too dear"] == ["Compared to what?"]
    assert len(found) == 2


def test_a_real_file_of_somebody_else() -> None:
    """Sixteen objections with steps, named answers, what to avoid; instructions before, notes behind them."""
    path = DATA / "scripts" / "jamon8888_objection-categories-en.md"
    found = convert(path.read_bytes(), path.name, ())
    assert len(found.cards) == 16
    first = found.cards[0].entry
    assert (first["name"], first["tags"], first["framework"]) == ("It's too expensive", ["price"], "arc")
    assert list(first["moves"]) == ["acknowledge", "clarify"]
    assert [answer["when"] for answer in first["answers"]] == ["ROI Reframe", "Silence"]
    assert first["avoid"][0].startswith("Never apologize")
    assert first["notes"].startswith("\"I don't yet believe")
    assert found.cards[8].says == ("We prefer a known vendor", "We've never heard of you")
    assert [one.line for one in found.left_out][:3] == [3, 5, 6]
    assert "[Similar Customer]" in found.text
    assert look_at(found.text, "x.yaml") == []


def test_vicidial_scripts() -> None:
    found = take(VICIDIAL, "vici.txt")
    assert found.kind == "VICIdial"
    assert pairs(found) == [
        ("Not interested", ["I see, {first_name}. May I ask why?"]),
        ("Too busy", ["When is better?"]),
    ]
    assert found.openers[0].answers == (
        "Hello {first_name}, this is {my_name} from Acme.\nYour code is {vendor_lead_code}.",
    )
    data = parse_yaml(found.text).data
    assert data["vars"] == {"vendor_lead_code": {"default": "…vendor lead code…"}}
    assert look_at(found.text, "x.yaml") == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Hi {{first_name}}", "Hi {first_name}"),
        ("Hi [First Name]", "Hi {first_name}"),
        ("Hi {Prospect's Name}", "Hi {first_name}"),
        ("Hi <name>", "Hi {first_name}"),
        ("It's %my_name%", "It's {my_name}"),
        ("It's [Your Name] of ${company}", "It's {my_name} of {company}"),
        ("[Similar Customer] saved 10% [X]", "[Similar Customer] saved 10% [X]"),
    ],
)
def test_names_in_other_brackets(written: str, meant: str) -> None:
    assert pairs(take(f"Q: Well?\nA: {written}"))[0][1] == [meant]


def test_an_id_that_is_taken_is_not_taken_again() -> None:
    found = take("Q: Too dear\nA: One\n\nQ: Too dear!\nA: Two\n", taken=("too-dear",))
    assert [card.id for card in found.cards] == ["too-dear-2", "too-dear-3"]


def test_what_is_left_out_has_its_line_and_a_reason() -> None:
    found = take("Hello all\n\nObjection: Too dear\nAnswer: Why?\n\nObjection: And this?\n")
    assert [(one.line, one.why) for one in found.left_out] == [
        (1, "no label says what it is"),
        (6, "no answer below it"),
    ]


@pytest.mark.parametrize("content", [b"a\0b", b"x" * 2_000_001])
def test_what_is_no_script(content: bytes) -> None:
    with pytest.raises(NotUnderstood):
        convert(content, "a", ())


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.json", '[{"objection": "Too dear",}]', "it is no right JSON: line 1, column 27"),
        ("a.csv", "a,b,c\n1,2,3\n", "its first line does not say which column holds the objection"),
    ],
)
def test_a_broken_file_is_not_read_as_something_else(name: str, text: str, says: str) -> None:
    with pytest.raises(NotUnderstood, match=says):
        take(text, name)


def test_two_columns_without_a_head() -> None:
    assert pairs(take('Too dear,"Compared to\nwhat?"\n', "a.csv")) == [("Too dear", ["Compared to what?"])]


def test_bold_words_in_a_title_and_lines_of_cells() -> None:
    found = take("| Objection | Answer |\n|--|--|\n| We use **Acme** | Ah. |\n")
    assert [(card.title, card.line) for card in found.cards] == [("We use Acme", 3)]
    found = take('Objection,Answer\nOne,"a\nb"\nTwo,c\n', "a.csv")
    assert [card.line for card in found.cards] == [2, 4]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"Hello.", b"[[[[", b"{" * 5000, b"[" * 50_000, b"null"]
)
def test_nothing_in_it(content: bytes) -> None:
    assert convert(content, "a", ()).text == ""


def test_other_encodings() -> None:
    text = "Q: Schön?\nA: Ja, “sehr”.\n"
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert pairs(convert(text.encode(encoding), "a", ())) == [("Schön?", ["Ja, “sehr”."])]


def test_whatever_is_in_it_the_file_is_right() -> None:
    """Scripts, mangled: what comes out always loads, and nothing raises."""
    rng = random.Random(11)
    hostile = (DATA / "strings" / "hostile_open.jsonl").read_text().splitlines()
    seeds = [VICIDIAL, (DATA / "scripts" / "jamon8888_objection-categories-en.md").read_text()[:3000]]
    seeds.append('[{"objection": "Too dear", "response": ["Compared to what?"]}]')
    written = 0
    for _ in range(150):
        lines = rng.choice(seeds).splitlines()
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(lines))
            lines[at] = rng.choice(
                [lines[at][::-1], lines[at] * 3, "", rng.choice(hostile), f"Answer: {rng.choice(hostile)}"]
            )
        found = convert("\n".join(lines).encode(errors="replace"), "a.md", ())
        if found.text:
            written += 1
            assert look_at(found.text, "x.yaml") == []
    assert written > 50


def test_look_at_says_what_is_wrong() -> None:
    assert [fault.line for fault in look_at("schema: 1\npack: {id: A, name: A}\ncards: x\n", "a")] == [2, 3]
    assert look_at("a: [", "a")
    with pytest.raises(FaultyFile):
        parse_yaml("a: [")
