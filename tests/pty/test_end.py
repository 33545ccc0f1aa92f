"""However it ends: by a signal, with its terminal closed, killed. What was done and typed is there then."""

from __future__ import annotations

import json
import re
import signal

import pytest

from tests.pty.stock import stock
from tests.pty.terminal import a_moment

pytestmark = pytest.mark.pty

#: Modes of a terminal and how a program must leave them: the main screen, no mouse, no focus reports, no
#: bracketed paste, the cursor there (xterm, "Private Mode Functions").
LEFT = {
    1049: False,
    1000: False,
    1002: False,
    1003: False,
    1006: False,
    1015: False,
    1004: False,
    2004: False,
    25: True,
    7: True,
}
NOTE = "two depots, 14 vans ≠"
RIGHT = "asked about the depots ≠"


def modes(sent: bytes) -> dict[int, bool]:
    """The private modes a terminal is in after all this, as far as they were ever set."""
    state: dict[int, bool] = {}
    for numbers, letter in re.findall(rb"\x1b\[\?([0-9;]+)([hl])", sent):
        state.update((int(n), letter == b"h") for n in numbers.split(b";"))
    return state


def to_queue(line) -> None:
    line.wait_for("12 callable", "? keys")


def to_notes(line) -> None:
    to_queue(line)
    line.type("\r")
    line.wait_for("they answered")
    line.type(" o")
    line.wait_for("leave the notes")
    line.type(NOTE)
    line.wait_for("≠")


def to_form(line) -> None:
    to_queue(line)
    line.type("\r")
    line.wait_for("they answered")
    line.type(" h")
    line.wait_for("1 conversation")
    a_moment()
    line.type("1")
    line.wait_for("▸ 1 conversation")
    line.type(RIGHT)
    line.wait_for("≠")


def wait_for_draft(line, home, text) -> None:
    """A pause in typing sends a draft to the disk: wait until the last character is there."""

    def there() -> bool:
        return text in json.dumps(stock(home).get("drafts", {}), ensure_ascii=False)

    line.wait_until(there, f"{text} in a draft")


def check_queue(tables) -> None:
    assert not tables.get("attempts")


def check_notes(tables) -> None:
    (attempt,) = tables["attempts"].values()
    assert "answered" in attempt
    assert "disposition" not in attempt
    (draft,) = tables["drafts"].values()
    assert draft["notes"] == NOTE


def check_form(tables) -> None:
    (attempt,) = tables["attempts"].values()
    assert attempt["ended"] >= attempt["answered"]
    (draft,) = tables["drafts"].values()
    assert (draft["form"]["disposition"], draft["form"]["right"]) == ("conversation", RIGHT)


PLACES = {"queue": (to_queue, check_queue), "call": (to_notes, check_notes), "form": (to_form, check_form)}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda s: s.name)
def test_a_signal_saves_and_leaves_the_terminal_as_it_was(people, wire, number, place):
    go, check = PLACES[place]
    with wire(people) as line:
        go(line)
        assert modes(line.sent)[1049]
        line.signal(number)
        line.wait_for_end()
        left = modes(line.sent)
        assert {mode: on for mode, on in left.items() if mode in LEFT and on != LEFT[mode]} == {}
        assert "Traceback" not in line.text
        check(stock(people))


@pytest.mark.parametrize("place", PLACES)
def test_a_closed_terminal_saves_and_ends(people, wire, place):
    go, check = PLACES[place]
    with wire(people) as line:
        go(line)
        line.close()
        line.wait_for_end()
        check(stock(people))
    assert not list((people / "offhook").glob("log/crash*"))


@pytest.mark.parametrize("how", ["SIGTERM", "closed"])
def test_ended_from_outside_among_sample_people_it_does_not_come_back(people, wire, how):
    """ctrl+q there leads back to one's own people; a polite kill and a closed terminal end all of it."""
    with wire(people) as line:
        to_queue(line)
        line.type("\x1bOQ")  # f2
        line.wait_for("five calls on sample people")
        line.type("t")
        line.wait_for("tour 1/5")
        a_moment()
        if how == "closed":
            line.close()
        else:
            line.signal(signal.SIGTERM)
        line.wait_for_end()
        assert "Traceback" not in line.text
    assert not list((people / "offhook").glob("log/crash*"))


def test_a_second_copy_is_refused_and_the_first_goes_on(people, wire):
    with wire(people) as first:
        to_queue(first)
        with wire(people) as second:
            assert second.wait_for_end() == 1
            assert f"Offhook is already open (process {first.pid} on " in second.text
            assert "Nothing was changed." in second.text
            left = modes(second.sent)
            assert (left[1049], left[25]) == (False, True)
        before = first.mark()
        first.type("w")
        first.wait_for("Number 1 of 12", after=before)


def test_killed_in_the_form_the_next_start_offers_it_with_its_words(people, wire):
    with wire(people) as line:
        to_form(line)
        wait_for_draft(line, people, "≠")
        line.kill()
    with wire(people) as line:
        line.wait_for("1 call without a result: Ada Osei. r opens the form.", "1 of 30 dials")
        line.type("r")
        line.wait_for("right", "asked about the depots ≠")
        line.type("1\x13")
        line.wait_for("Saved: conversation, 1 line")
        line.type("\x11")
        assert line.wait_for_end() == 0
    tables = stock(people)
    assert [a["disposition"] for a in tables["attempts"].values()] == ["conversation"]
    assert [r["right"] for r in tables["reflections"].values()] == [RIGHT]
    assert not tables.get("drafts")


def test_killed_in_a_call_it_is_a_dial_and_its_notes_are_kept(people, wire):
    with wire(people) as line:
        to_notes(line)
        wait_for_draft(line, people, "≠")
        line.kill()
    with wire(people) as line:
        line.wait_for("1 call without a result: Ada Osei. r opens the form.", "1 of 30 dials")
        line.type("r")
        line.wait_for("1 conversation")
        line.type("4")
        wait_for_draft(line, people, "not-interested")  # the form's own draft must not drop the notes
        line.type("\x13")
        line.wait_for("Saved: not interested")
        line.type("\x11")
        assert line.wait_for_end() == 0
    (attempt,) = stock(people)["attempts"].values()
    assert attempt["disposition"] == "not-interested"
    assert attempt["notes"] == NOTE


def test_killed_in_a_question_the_next_start_has_its_words(people, wire):
    with wire(people) as line:
        to_queue(line)
        line.type("c")
        line.wait_for("when?")
        a_moment()
        line.type("fri 14:3")
        line.wait_for("fri 14:3")
        typed = people / "offhook" / "typed.json"
        line.wait_until(lambda: typed.exists() and "fri 14:3" in typed.read_text(), "the words on the disk")
        line.kill()
    with wire(people) as line:
        to_queue(line)
        before = line.mark()
        line.type("c")
        line.wait_for("fri 14:3", "Kept from before", after=before)
        line.type("0\r")
        line.wait_for("Saved: call Ada Osei Friday")
        line.wait_until(lambda: not typed.exists(), "nothing kept once it is answered")
        line.type("\x11")
        assert line.wait_for_end() == 0
    assert len(stock(people)["callbacks"]) == 1


@pytest.mark.parametrize("stop", [signal.SIGSTOP, signal.SIGTSTP], ids=lambda s: s.name)
def test_stopped_and_gone_on_with_nothing_is_lost(people, wire, stop):
    with wire(people) as line:
        to_form(line)
        line.signal(stop)
        line.type(" and vans")  # waits in the terminal
        a_moment()
        line.signal(signal.SIGCONT)
        line.wait_for("and vans")
        line.type("\x13")
        line.wait_for("Saved: conversation, 1 line")
        line.type("\x11")
        assert line.wait_for_end() == 0
    assert [r["right"] for r in stock(people)["reflections"].values()] == [f"{RIGHT} and vans"]


@pytest.mark.parametrize("place", PLACES)
def test_an_interrupt_is_no_end(people, wire, place):
    """^C is a key in the app; the signal, sent by somebody, ends it like a polite kill or not at all."""
    go, check = PLACES[place]
    with wire(people) as line:
        go(line)
        line.signal(signal.SIGINT)
        line.signal(signal.SIGTERM)
        line.wait_for_end()
        assert "Traceback" not in line.text
        check(stock(people))
