"""A play of a dialogue: what they say, where an answer leads, and that the same seed is the same call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from tui.core.ports import RolePlay
from tui.core.practice.dialogue import Turn
from tui.core.practice.practice import Phrase
from tui.playbook.library import open_playbook
from tui.playbook.role_play import MOST_TURNS

HEAD = """\
schema: 1
pack: {id: mine, name: Mine}
cards:
  - id: price
    name: Price
    says: [one, two, three, four]
    one_liner: Compared to what?
    moves: {ask: Why?}
    checks: [question, acknowledge]
dialogues:
  - id: call
    name: Call
    persona: {id: own, name: Own, says_no_like: [Never again.]}
"""

Begin = Callable[..., RolePlay]


@pytest.fixture
def begin(tmp_path: Path) -> Begin:
    """Begins to play a dialogue that has these nodes (lines of YAML) beside `bye`, which ends it."""

    def begun(nodes: str, seed: int = 1, start: str = "a", more: str = "", **how: object) -> RolePlay:
        lines = [f"      {line}" for line in nodes.strip().split("\n")]
        text = HEAD + f"    start: {start}\n{more}    nodes:\n" + "\n".join(lines)
        (tmp_path / "own.yaml").write_text(text + '\n      bye: {prospect: Bye., end: "no"}\n')
        playbook = open_playbook([tmp_path])
        assert not playbook.faults
        played = playbook.rehearse("call", Random(seed), **how)  # type: ignore[arg-type]
        assert played
        return played

    return begun


def answer(play: RolePlay, text: str, seconds: float = 0.0) -> Turn:
    return play.go_on(play.hear(text), seconds=seconds)


def test_there_is_no_such_dialogue(begin: Begin, tmp_path: Path) -> None:
    begin("a: {prospect: Hello?, goto: bye}")
    assert open_playbook([tmp_path]).rehearse("other", Random(1)) is None


def test_a_turn_says_what_is_wanted(begin: Begin) -> None:
    play = begin(
        "a: {prospect: Hello?, goal: Say who, exemplar: I'm Sam., checks: [name], seconds: 4, goto: b}\n"
        "b: {card: price, checks: [short, question], goto: bye}"
    )
    first = play.turn
    assert (first.node, first.said, first.goal, first.seconds) == ("a", "Hello?", "Say who", 4.0)
    assert (first.exemplar, first.title, first.end) == ("I'm Sam.", "", "")
    second = answer(play, "Sam here")
    assert second.title == "Price"
    assert second.exemplar == "Compared to what?"  # the card's, where the node has none
    assert [wanted.label for wanted in second.wanted] == ["short", "question", "acknowledge"]
    last = answer(play, "ok")
    assert (last.said, last.end) == ("Bye.", "no")
    assert answer(play, "hello?") == last  # nothing moves any more


@pytest.mark.parametrize(
    ("when", "said", "leads"),
    [
        ("has_question", "Why?", True),
        ("has_question", "No.", False),
        ("score >= 0.5 and not has_name", "Why?", True),
        ("score < 0.5", "No.", True),
        ("passed", "Why?", True),
        ("words > 3 or words == 1", "one two three four", True),
        ("words > 3 or words == 1", "one two", False),
        ("seconds > 7.5", "", True),
        ("seconds > -8 and -1 < seconds < 8", "", False),
        ("turn == 1 and visits == 1", "", True),
        ("mood == 2", "", True),
        ("hard_mode", "", False),
        ("not hard_mode", "", True),
        ("choice", "", False),
    ],
)
def test_the_first_condition_that_holds_leads_on(begin: Begin, when: str, said: str, leads: bool) -> None:
    nodes = (
        f'a: {{prospect: Hello?, checks: [question], goto: [{{to: b, when: "{when}"}}, bye]}}\n'
        "b: {prospect: Yes., goto: bye}"
    )
    play = begin(nodes, more="    set: {mood: 2}\n")
    assert answer(play, said, seconds=8).node == ("b" if leads else "bye")


def test_of_two_conditions_that_hold_the_first_counts(begin: Begin) -> None:
    for seed in range(20):
        play = begin(
            "a: {prospect: Hello?, goto: [bye, {to: b, when: words > 1}, {to: c, when: words > 0}]}\n"
            "b: {prospect: Yes., goto: bye}\nc: {prospect: No., goto: bye}",
            seed,
        )
        assert answer(play, "one two").node == "b"


def test_without_a_condition_it_is_drawn_by_weight(begin: Begin, tmp_path: Path) -> None:
    begin(
        "a: {prospect: Hello?, goto: [bye, {to: b, weight: 3}, {to: c, when: words > 9}]}\n"
        "b: {prospect: Yes., goto: bye}\nc: {prospect: No., goto: bye}"
    )
    playbook = open_playbook([tmp_path])
    led = [answer(play, "ok").node for n in range(400) if (play := playbook.rehearse("call", Random(n)))]
    assert set(led) == {"b", "bye"}
    assert 0.68 < led.count("b") / len(led) < 0.82


def test_what_a_branch_sets_is_true_from_then_on(begin: Begin) -> None:
    play = begin(
        "a: {prospect: Hello?, goto: [{to: b, set: {mood: -2, hard_mode: 1}}]}\n"
        "b: {prospect: [Well., {say: Grr., when: hard_mode and mood < -1, weight: 1000000}], goto: c}\n"
        "c: {prospect: [Well., {say: Grr., when: hard_mode and mood < -1, weight: 1000000}], goto: bye}"
    )
    assert answer(play, "one").said == "Grr."
    assert answer(play, "two").said == "Grr."


def test_hard_mode_is_asked_for(begin: Begin) -> None:
    nodes = "a: {prospect: [Hello?, {say: What?, when: hard_mode, weight: 1000000}], goto: bye}"
    assert begin(nodes).turn.said == "Hello?"
    assert begin(nodes, hard=True).turn.said == "What?"


def test_a_card_is_said_another_way_each_time(begin: Begin) -> None:
    for seed in range(20):
        play = begin("a: {card: price, goto: [{to: a, when: visits < 9}, bye]}", seed)
        said = [play.turn.said]
        while not play.turn.end:
            said.append(answer(play, "ok").said)
        assert set(said[:4]) == {"one", "two", "three", "four"}
        assert all(one != other for one, other in pairwise(said))


def test_ways_never_met_come_first(begin: Begin) -> None:
    for seed in range(20):
        play = begin(
            "a: {card: price, goto: [{to: a, when: visits < 4}, bye]}", seed, met={"price": ["one", "two"]}
        )
        assert {play.turn.said, answer(play, "ok").said} == {"three", "four"}
        assert {answer(play, "ok").said, answer(play, "ok").said} == {"one", "two"}


def test_two_nodes_of_one_card_do_not_say_the_same(begin: Begin) -> None:
    for seed in range(20):
        play = begin("a: {card: price, goto: b}\nb: {card: price, goto: bye}", seed)
        assert play.turn.said != answer(play, "ok").said


def test_a_node_says_the_same_twice_running_only_when_it_has_nothing_else(begin: Begin) -> None:
    play = begin("a: {prospect: [Hello?, Yes?], goto: [{to: a, when: visits < 6}, bye]}")
    said = [play.turn.said] + [answer(play, "ok").said for _ in range(5)]
    assert all(one != other for one, other in pairwise(said))
    only = begin("a: {prospect: Hello?, goto: [{to: a, when: visits < 3}, bye]}")
    assert answer(only, "ok").said == "Hello?"


def test_the_same_seed_and_answers_are_the_same_call(begin: Begin) -> None:
    nodes = "a: {card: price, goto: [a, a, {to: b, weight: 0.5}]}\nb: {prospect: [x, y, z], goto: [a, bye]}"

    def call(seed: int) -> list[Turn]:
        play = begin(nodes, seed)
        play.hear("listening moves nothing")
        return [play.turn] + [answer(play, str(n)) for n in range(12)]

    calls = [call(seed) for seed in range(6)]
    assert [call(seed) for seed in range(6)] == calls
    assert any(one != calls[0] for one in calls)


def test_after_thirty_turns_they_hang_up(begin: Begin) -> None:
    play = begin("a: {prospect: Hello?, goto: [{to: a, when: turn < 1000}, bye]}")
    for _ in range(MOST_TURNS - 1):
        assert answer(play, "and another thing").end == ""
    last = answer(play, "and another thing")
    assert (last.end, last.said, last.wanted) == ("hang-up", "Never again.", ())


def test_they_hang_up_in_the_words_of_the_dialogue(begin: Begin) -> None:
    play = begin(
        "a: {prospect: Hello?, goto: [{to: a, when: turn < 1000}, bye, out]}\n"
        "out: {prospect: Click., end: hang-up, debrief: What now?}"
    )
    turns = [answer(play, "and") for _ in range(MOST_TURNS)]
    assert (turns[-1].said, turns[-1].debrief) == ("Click.", "What now?")
    assert turns[-2].end == ""


def test_an_option_leads_where_it_says(begin: Begin) -> None:
    play = begin(
        "a: {prospect: Hello?, choices: [{say: Hi, to: b, quality: 3}, {say: Ho, to: b, quality: 1}],"
        " goto: bye}\n"
        "b: {prospect: [{say: Fine., when: choice == 3 and passed, weight: 1000000}, Hm.], goto: bye}"
    )
    with pytest.raises(IndexError):
        play.choose(2)
    with pytest.raises(IndexError):
        play.choose(-1)
    assert play.choose(0).said == "Fine."


def test_what_the_rep_says_was_there_counts(begin: Begin) -> None:
    play = begin(
        "a: {prospect: Hello?, checks: [question, name], goto: [{to: b, when: passed and has_name}, bye]}\n"
        "b: {prospect: Yes., goto: bye}"
    )
    heard = play.hear("")
    assert heard.score == 0
    assert [point.met for point in heard.points] == [False, False]
    assert play.go_on(heard.claim("question").claim("name")).node == "b"


def test_the_reps_own_words_count(begin: Begin) -> None:
    play = begin("a: {prospect: Hello?, checks: [acknowledge], goto: bye}")
    own = Phrase(1, "acknowledge", "tickety boo", datetime(2026, 1, 1, tzinfo=UTC))
    assert play.hear("All tickety-boo then").score == 0
    heard = play.hear("All tickety-boo then", [own])
    assert heard.points[0].words == "tickety-boo"


def test_a_card_is_not_said_in_notes(begin: Begin, tmp_path: Path) -> None:
    begin("a: {card: price, goto: [{to: a, when: visits < 9}, bye]}")
    own = tmp_path / "own.yaml"
    says = "[wants a discount, price objection, that's too much, it's too dear, you are not cheap]"
    own.write_text(own.read_text().replace("[one, two, three, four]", says))
    play = open_playbook([tmp_path]).rehearse("call", Random(1))
    assert play
    said = {play.turn.said, *(answer(play, "ok").said for _ in range(8))}
    assert said == {"that's too much", "it's too dear", "you are not cheap"}
