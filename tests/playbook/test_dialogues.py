"""Dialogues are nets: every way leads somewhere, every node is reached, no call gets stuck."""

from pathlib import Path

import pytest

from tui.playbook.condition import BadCondition, parse
from tui.playbook.loader import load

GOOD = """\
schema: 1
pack: {id: mine, name: Mine}
personas: [{id: dana, name: Dana}]
cards: [{id: price, name: Price, says: [a, b, c], moves: {ask: Why?}}]
dialogues:
  - id: call
    name: Call
    persona: dana
    vars: {day: Friday}
    start: pickup
    nodes:
      pickup:
        prospect: [Hello?, {say: "Yes, {day}?", when: hard_mode}]
        checks: [question]
        goto:
          - {to: price, when: has_question and score >= 0.5}
          - {to: end}
      price:
        card: price
        goto: [{to: pickup, when: not passed or visits < 2}, end]
      end: {prospect: Bye, end: no}
"""


def check(folder: Path, text: str) -> tuple[list[str], list[str]]:
    """Errors and warnings of one file, without its name."""
    (folder / "x.yaml").write_text(text)
    loaded = load([folder])
    errors, warnings = (
        [fault.sentence.split("x.yaml:")[1] for fault in found if fault.file.endswith("x.yaml")]
        for found in (loaded.faults, loaded.warnings)
    )
    return errors, warnings


def test_a_good_one_is_clean(tmp_path: Path) -> None:
    assert check(tmp_path, GOOD) == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "errors"),
    [
        ("to: end}", "to: ned}", ["17:18: there is no node 'ned' (did you mean 'end'?)"]),
        ("start: pickup", "start: pikup", ["10:12: there is no node 'pikup' (did you mean 'pickup'?)"]),
        ("persona: dana", "persona: dane", ["8:14: there is no persona 'dane' (did you mean 'dana'?)"]),
        ("card: price", "card: pirce", ["19:15: there is no card 'pirce' (did you mean 'price'?)"]),
        ("[question]", "[qestion]", ["14:18: there is no check 'qestion' (did you mean 'question'?)"]),
        (
            "has_question and",
            "has_qestion and",
            ["16:31: nothing is known of 'has_qestion' in a condition (did"],
        ),
        (
            "score >= 0.5",
            "scor >= 0.5",
            ["16:48: nothing is known of 'scor' in a condition (did you mean 'score'?)"],
        ),
        ("score >= 0.5", "__import__('os')", ["16:48: ( ) after a name is not allowed in a condition"]),
        ("when: hard_mode", "when: hard mode", ["13:60: not a condition"]),
        (
            "          - {to: end}\n",
            "",
            ["15:9: every branch has a 'when': where none holds the call gets stuck"],
        ),
        ("[Hello?, {say", "[{say", ["13:9: every line has a 'when': where none holds they say nothing"]),
        ("prospect: Bye, end: no", "prospect: Bye", ["21:7: the call gets stuck here"]),
        ("Bye, end: no", "Bye, end: no, goto: pickup", ["21:33: the call ends here"]),
        ("        card: price\n", "", ["18:7: either 'prospect' or 'card' must be there"]),
        ("card: price\n", "card: price\n        prospect: Hm\n", ["18:7: either 'prospect' or 'card'"]),
        (
            "      end:",
            "      lost: {prospect: Hm, end: no}\n      end:",
            ["21:7: no way leads to 'lost' from the start"],
        ),
        ("end: no", "end: party", ["21:33: expected 'meeting'"]),
        ("start: pickup", "start: pickup\n    set: {moood: 1}", ["11:18: expected 'mood'"]),
        (
            "name: Call",
            "nmae: Call",
            ["7:5: unknown key 'nmae' (did you mean 'name'?)"],
        ),
    ],
)
def test_what_is_wrong_is_named_at_its_place(tmp_path: Path, old: str, new: str, errors: list[str]) -> None:
    assert GOOD.count(old) >= 1
    found, _ = check(tmp_path, GOOD.replace(old, new, 1))
    assert len(found) == len(errors), found
    for error in errors:
        assert any(said.startswith(error) for said in found), found


def test_a_call_that_goes_round_for_ever(tmp_path: Path) -> None:
    text = GOOD.replace("visits < 2}, end]", "visits < 2}, price]").replace(
        "          - {to: end}\n", "          - price\n"
    )
    found, _ = check(tmp_path, text)
    assert [said.partition(":")[2].partition(": ")[2] for said in found] == [
        "no way leads from 'pickup' to an end: the call would never be over",
        "no way leads from 'price' to an end: the call would never be over",
        "no way leads to 'end' from the start (name it in a 'goto', or take it out)",
    ]


def test_its_own_variables_are_known_and_others_are_not(tmp_path: Path) -> None:
    errors, warnings = check(tmp_path, GOOD.replace("{day}?", "{dya}?"))
    assert errors == []
    assert warnings == ["13:40: nothing is known of {dya} (did you mean 'day'?)"]


def test_what_may_be_in_a_file_that_is_broken_is_only_warned_of(tmp_path: Path) -> None:
    """A broken file must not take those with it that name its cards, personas or frameworks."""
    (tmp_path / "other.yaml").write_text("cards: [")
    used = GOOD.replace("persona: dana", "persona: elsewhere").replace(
        "ask: Why?}", "ask: Why?}, framework: theirs"
    )
    errors, warnings = check(tmp_path, used)
    assert errors == []
    assert [said.partition(": ")[2] for said in warnings] == [
        "there is no framework 'theirs'",
        "there is no persona 'elsewhere'",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "score",
        "not passed",
        "a_b" and "mood < -1",
        "has_name and (words > 5 or seconds <= 2.5)",
        "1 < turn < 9",
    ],
)
def test_conditions_that_are_some(text: str) -> None:
    parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "score.real",
            "score + 1",
            "lambda: 1",
            "[score]",
            "score if passed else 1",
            "'a' == 'a'",
            "True",
            "os",
        ),
        *(
            "score := 1",
            "f'{score}'",
            "score >",
            "",
            "score; turn",
            "(" * 190,
            "not " * 49,
            "1" * 201,
            "has_rhythm",
        ),
        *(
            "score in (1, 2)",
            "score is 1",
            "1j < score",
            "score\nand turn",
            "\0",
            "__name__",
            "~score",
            "score ** 9",
        ),
    ],
)
def test_conditions_that_are_none_never_get_further(text: str) -> None:
    with pytest.raises(BadCondition):
        parse(text)


def warnings(folder: Path, text: str, *, thorough: bool = True) -> list[str]:
    (folder / "x.yaml").write_text(text)
    loaded = load([folder], thorough=thorough)
    assert loaded.faults == ()
    return [fault.sentence.split("x.yaml:")[1] for fault in loaded.warnings]


def test_an_exemplar_that_does_not_do_what_is_wanted_is_told(tmp_path: Path) -> None:
    short = GOOD.replace(
        "        checks: [question]\n", "        checks: [question, name]\n        exemplar: %s\n"
    )
    told = warnings(tmp_path, short % "It's {my_name} from {my_company}.")
    assert [said.partition(" (")[0] for said in told] == [
        "15:19: the exemplar does not do what is wanted of an answer: question"
    ]
    assert warnings(tmp_path, short % "It's {my_name} from {my_company}. Is {day} good?") == []
    assert warnings(tmp_path, short % "Hello there.", thorough=False) == []  # no start waits for it
    german = short.replace("name: Mine}", "name: Mine, lang: de}")
    assert warnings(tmp_path, german % "Guten Tag.") == []  # only English is heard


def test_a_card_node_is_held_to_what_its_card_wants(tmp_path: Path) -> None:
    text = GOOD.replace("moves: {ask: Why?}}", "moves: {ask: Why?}, checks: [acknowledge]}").replace(
        "        card: price\n", "        card: price\n        exemplar: Compared to what?\n"
    )
    assert "acknowledge" in warnings(tmp_path, text)[0]


def test_a_card_node_needs_three_ways_to_say_it(tmp_path: Path) -> None:
    few = GOOD.replace("says: [a, b, c]", "says: [a, b]")
    assert [said for said in warnings(tmp_path, few, thorough=False) if "say the same again" in said] == [
        "19:15: 'price' has fewer than 3 ways to say it: they would say the same again"
        " (add to the card's 'says')"
    ]
    more = few + "heard: {price: [c]}\n"
    assert not [said for said in warnings(tmp_path, more) if "say the same again" in said]
