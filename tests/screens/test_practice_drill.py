"""Rounds of practice on screen: typed, aloud, timed, hinted, rated, kept, left, cut off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.desk import BEN, NOW, Desk
from tests.fake_voice import FakeVoice
from tests.screens.rehearsing import Rehearsal, with_voice
from tui.core.call.reflection import Capture, Intention
from tui.core.ports import Take
from tui.core.practice.practice import Drill, Phrase, Recall, Review
from tui.core.practice.round import Stage
from tui.screens.ask import AskLine, Tell
from tui.screens.practice.debrief import DebriefScreen
from tui.screens.practice.drill import DrillScreen
from tui.screens.practice.practice import PracticeScreen
from tui.screens.queue.queue import QueueScreen
from tui.widgets.parts import Line

GOOD = "I hear you. What made you choose that, and when may I ring on Thursday?"
SAID = Capture(1, BEN.id, 900, "The works council has to see that first", NOW - timedelta(days=1))
#: Only the price card is due, and `f` asks nothing else.
PRICE = tuple(
    Recall(n, item, NOW + timedelta(days=due), NOW - timedelta(days=3), 3, 5, first=NOW - timedelta(days=9))
    for n, (item, due) in enumerate((("price", 0), ("busy", 9), ("vendor", 9), ("mail", 9), ("trust", 9)), 1)
)


def screen(d: Desk) -> DrillScreen:
    assert isinstance(d.app.screen, DrillScreen)
    return d.app.screen


def reviews(d: Desk) -> list[Review]:
    return [*d.store.all(Review)]


async def begin(d: Desk, pilot: Pilot[None], key: str = "f") -> DrillScreen:
    await d.press(pilot, "4", key)
    return screen(d)


# ---------------------------------------------------------------------------------------- the first word


async def test_typing_stops_the_clock_to_the_first_word(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        d.clock.advance(1.8)  # and 0.4 s of the desk's own
        await d.type(pilot, "I hear you")
        d.clock.advance(30)
        await d.press(pilot, "enter")
        assert "first word after 2.2 s" in d.text
        await d.press(pilot, "enter")
    (review,) = reviews(d)
    assert review.first_word == pytest.approx(2.2)
    assert (review.answer, review.aloud, review.item) == ("I hear you", False, "price")


async def test_a_space_first_thing_says_that_it_comes_aloud(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        d.clock.advance(1.0)
        await d.press(pilot, "space")
        assert "you speak · enter when you have said it" in d.text
        assert screen(d).field.value == ""
        await d.pass_time(pilot, 20)
        await d.press(pilot, "enter")
        assert "said aloud" in d.text
        assert "▸3 good" in d.text, "without a text nothing is judged by it"
        assert "Did you give one?   y yes" in d.text
        await d.press(pilot, "2")
    (review,) = reviews(d)
    assert (review.answer, review.aloud, review.rating) == ("", True, 2)
    assert review.first_word == pytest.approx(1.4)


async def test_a_space_in_an_answer_is_a_space(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        await d.type(pilot, "so it is ")
        assert screen(d).field.value == "so it is "


async def test_an_enter_meant_for_the_line_before_answers_nothing(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot, "enter")
        await d.type(pilot, GOOD)
        await d.press(pilot, "enter", "enter", settle=False)
        assert len(screen(d).game.round.replies) == 1
        d.clock.advance(2)
        await d.press(pilot, "enter")
        assert len(screen(d).game.round.replies) == 2, "later it says: said aloud, when nobody knows"
        assert reviews(d)[1].first_word is None


async def test_the_bar_becomes_shorter_and_the_next_line_comes(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot, "enter")
        bars = []
        for _ in range(3):
            await d.pass_time(pilot, 2)
            bars.append(d.text.count("━"))
        assert bars == sorted(bars, reverse=True)
        assert bars[0] > bars[-1] > 0
        first = screen(d).game.round.cue
        await d.pass_time(pilot, 3)
        assert screen(d).game.round.cue != first
        assert screen(d).field.has_focus
    assert reviews(d)[0].rating == 1


async def test_keys_typed_as_the_time_runs_out_do_not_answer_the_next_line(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot, "enter")
        await d.pass_time(pilot, 8)
        await d.pass_time(pilot, 0.1)
        assert screen(d).game.round.number == 2
        await d.type(pilot, "but")
        assert screen(d).field.value == ""
        d.clock.advance(0.5)
        await d.type(pilot, "so")
        assert screen(d).field.value == "so"
        assert screen(d).game.round.stage is Stage.ANSWERING


@pytest.mark.parametrize("key", ["f3", "f4"])
async def test_the_clock_rests_while_the_terminal_is_given_away(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, key: str
) -> None:
    d = rehearsal()

    @contextmanager
    def away(app: object) -> Iterator[None]:
        yield
        d.clock.advance(300)

    monkeypatch.setattr("tui.app.Offhook.suspend", away)
    monkeypatch.setenv("PAGER", "true")
    monkeypatch.setenv("EDITOR", "true")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot, "enter")
        d.clock.advance(1.0)
        await d.press(pilot, key)
        await d.pass_time(pilot, 0.5)
        assert screen(d).game.round.number == 1  # the time is not up
        await d.type(pilot, "I hear you")
        first_word = screen(d).game.round.first_word
        assert first_word is not None
        assert 1.5 <= first_word < 3


async def test_the_clock_rests_while_something_lies_over_it(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot, "enter")
        await d.press(pilot, "f1")
        assert isinstance(d.app.screen, Tell)
        await d.pass_time(pilot, 60)
        await d.press(pilot, "escape")
        assert screen(d).game.round.number == 1
        await d.pass_time(pilot, 10)
        assert screen(d).game.round.number == 2


async def test_a_rep_who_has_gone_away_finds_the_round_waiting(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot, "enter")
        await d.pass_time(pilot, 300)
        assert "it waits for you · any key" in d.text
        assert len(reviews(d)) == 2, "not twenty misses while nobody is there"
        await d.press(pilot, "x")
        assert len(reviews(d)) == 2, "that key only said that the rep is there"
        assert "━" in d.text
        await d.type(pilot, "so")
        first_word = screen(d).game.round.first_word
        assert first_word is not None
        assert 0 < first_word < 1


# -------------------------------------------------------------------------------- hints, ratings, gaps


async def test_flash_shows_what_was_heard_and_the_gaps_as_questions(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        await d.type(pilot, "We are worth it. What do you compare it with?")
        await d.press(pilot, "enter")
        assert "✓ you asked an open question: “What do you compare it with?”" in d.text
        assert "? I didn't catch an acknowledgement. Did you give one?   y yes" in d.text
        assert "▸2 hard" in d.text
        assert "“Sam hears you" not in d.text, "an answer is shown when it is asked for"
        await d.press(pilot, "e")
        assert "“Sam hears you. What are you putting it next to?”" in d.text
        assert "avoid" in d.text
        await d.press(pilot, "enter")
    assert reviews(d)[0].rating == 2
    assert not reviews(d)[0].hint, "after one's own answer it is no hint"


async def test_y_counts_what_was_there_and_its_words_are_known_from_then_on(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        await d.type(pilot, "Crikey mate, what do you compare it with?")
        await d.press(pilot, "enter", "y")
        assert isinstance(d.app.screen, AskLine)
        assert "You acknowledged: with which words?" in d.text
        assert d.app.screen.query_one(Line).value == "Crikey mate"
        await d.press(pilot, "enter")
        assert "“Crikey mate” counts from now on." in d.text
        assert "✓ you acknowledged, you say" in d.text
        assert "▸4 easy" in d.text
        await d.press(pilot, "1")
        assert screen(d).game.round.cue is not None, "a miss comes back"
        await d.type(pilot, "Crikey mate.")
        await d.press(pilot, "enter")
        assert "✓ you acknowledged: “Crikey mate”" in d.text
    (phrase,) = d.store.all(Phrase)
    assert (phrase.check, phrase.text) == ("acknowledge", "Crikey mate")


async def test_esc_in_that_question_counts_it_this_time_only(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        await d.type(pilot, "Crikey mate, what do you compare it with?")
        await d.press(pilot, "enter", "y", "escape")
        assert "✓ you acknowledged, you say" in d.text
    assert not d.store.all(Phrase)


async def test_an_answer_looked_at_before_ones_own_is_a_hint(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        await d.press(pilot, "escape", "e")
        assert "“Sam hears you." in d.text
        await d.type(pilot, "I hear you. What are you putting it next to?")
        await d.press(pilot, "enter")
        assert "▸1 again" in d.text
        await d.press(pilot, "enter")
    assert reviews(d)[0].hint


async def test_nothing_comes_shows_an_answer_and_comes_back(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        await d.press(pilot, "escape", "x")
        assert "nothing came, that happens" in d.text
        assert "“Sam hears you." in d.text
        await d.press(pilot, "enter")
        assert "2 of 2" in d.text


async def test_in_a_hard_round_rough_people_speak_and_there_are_no_hints(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot, "h")
        assert "Frank Odell · hostile" in d.text
        await d.press(pilot, "escape")
        assert "e an answer" not in d.text.splitlines()[-1]
        await d.press(pilot, "e")
        assert not screen(d).game.round.hint


async def test_batting_says_nothing_until_the_end(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot, "enter")
        await d.type(pilot, GOOD)
        await d.press(pilot, "enter")
        assert "✓" not in d.text
        assert "how it went comes at the end" in d.text
        assert len(reviews(d)) == 1, "kept as it was answered"


async def test_a_warm_up_begins_with_somebody_who_picks_up(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot, "w")
        assert "they picked up, open the call" in d.text
        assert "“Hello?”" in d.text
        assert "1 of 5" in d.text


async def test_a_plain_key_in_the_field_is_a_letter(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        await d.type(pilot, "xe12ay")
        assert screen(d).field.value == "xe12ay"
        assert screen(d).game.round.number == 1
        footer = d.text.splitlines()[-1]
        assert "enter done" in footer
        assert "x nothing comes" not in footer


# ------------------------------------------------------------------------- an objection without an answer


async def test_an_objection_from_a_call_is_asked_first_and_its_answer_becomes_a_card(
    rehearsal: Rehearsal,
) -> None:
    d = rehearsal(SAID)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        assert "You had no answer to this on Monday: Ben Okafor. What would you say?" in d.text
        await d.type(pilot, "Of course. Who sits on it?")
        await d.press(pilot, "enter", "a")
        await d.done(pilot)
        assert "Saved as a card of yours" in d.text
        assert d.app.playbook.search("works council first")[0].id == "the-works-council-has-to-see-that-first"
        await d.press(pilot, "enter", "escape", "escape")
        assert "waits for an answer" not in d.text
    card = d.app.playbook.card("the-works-council-has-to-see-that-first")
    assert card is not None
    assert card.answer == "Of course. Who sits on it?"


async def test_an_answer_that_cannot_be_written_down_is_said(
    rehearsal: Rehearsal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = rehearsal(SAID)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        monkeypatch.setattr("tui.playbook.reload.Scripts.write_card", refuse)
        await d.type(pilot, "Of course. Who sits on it?")
        await d.press(pilot, "enter", "a")
        await d.done(pilot)
        assert "The card was not made: Permission denied. What you answered is kept." in d.text


# ----------------------------------------------------------------------------------------- leaving it


async def test_esc_leaves_at_any_time_and_says_what_is_kept(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        await d.type(pilot, GOOD)
        await d.press(pilot, "enter", "enter")
        assert screen(d).game.round.number == 2
        await d.press(pilot, "escape", "escape")
        assert isinstance(d.app.screen, PracticeScreen)
        assert "Left early. 1 line answered, and kept." in d.text
    (drill,) = d.store.all(Drill)
    assert (drill.lines, drill.ended) == (1, None)


async def test_left_before_anything_was_answered_keeps_nothing(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot, "enter")
        await d.press(pilot, "escape", "escape")
        assert isinstance(d.app.screen, PracticeScreen)
        await d.pass_time(pilot, 30)
    assert not d.store.commits


@pytest.mark.parametrize("how", ["esc", "quit"])
async def test_an_answer_that_was_begun_is_kept_however_one_leaves(rehearsal: Rehearsal, how: str) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        await d.type(pilot, "What I meant to sa")
        if how == "esc":
            await d.press(pilot, "escape", "escape")
        else:
            await pilot.press("ctrl+q")
    assert [review.answer for review in reviews(d)] == ["What I meant to sa"]
    assert len(d.store.all(Recall)) == 1


async def test_a_save_that_fails_is_said_and_tried_again(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        await d.type(pilot, GOOD)
        d.store.fail_next = "Nothing was saved: the disk is full."
        await d.press(pilot, "enter", "enter")
        await d.done(pilot)
        assert "! Nothing was saved: the disk is full. s tries again." in d.text
        assert not reviews(d)
        await d.press(pilot, "escape", "s")
        await d.done(pilot)
        assert len(reviews(d)) == 1
        assert "disk is full" not in d.text


# -------------------------------------------------------------------------------------------- afterwards


async def debriefed(d: Desk, pilot: Pilot[None]) -> DebriefScreen:
    """A round of flash that is over."""
    await begin(d, pilot)
    await d.type(pilot, GOOD)
    await d.press(pilot, "enter", "enter")
    assert isinstance(d.app.screen, DebriefScreen)
    return d.app.screen


async def test_a_rating_is_changed_afterwards_and_where_the_card_stands_with_it(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await debriefed(d, pilot)
        before = next(r for r in d.store.all(Recall) if r.item == "price")
        await d.press(pilot, "1")
        assert "○ 1 again" in d.text
        after = next(r for r in d.store.all(Recall) if r.item == "price")
        assert after.stability < before.stability
        assert [review.rating for review in reviews(d)] == [1]


async def test_the_one_line_is_kept_and_taken_along_with_one_key(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await debriefed(d, pilot)
        assert "n take it along" not in d.text
        await d.press(pilot, "c")
        await d.type(pilot, "ask what they compare it with")
        await d.press(pilot, "enter")
        assert d.store.latest(Drill).change == "ask what they compare it with"  # type: ignore[union-attr]
        assert "✓ kept" in d.text
        await d.press(pilot, "n")
        assert "✓ kept, and taken along" in d.text
        await d.press(pilot, "n", "escape")
        assert isinstance(d.app.screen, PracticeScreen)
        assert "You meant to: ask what they compare it with" in d.text
        await d.press(pilot, "2", "enter")
        assert "Next time I will: ask what they compare it with" in d.text
    (meant,) = d.store.all(Intention)
    assert meant.attempt == 0


async def test_the_one_line_is_kept_without_an_enter(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await debriefed(d, pilot)
        await d.press(pilot, "c")
        await d.type(pilot, "ask")
        await pilot.press("ctrl+q")
    assert d.store.latest(Drill).change == "ask"  # type: ignore[union-attr]


async def test_another_round_begins_with_one_key(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await debriefed(d, pilot)
        await d.press(pilot, "r")
        assert screen(d).game.mode == "flash"
        assert len(d.app.screen_stack) == 4, "the default, the queue, practice, the round"


# --------------------------------------------------------------------------------------------- the voice


async def test_where_there_is_a_voice_the_line_is_spoken_and_shown_after(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    voice = with_voice(d, hears=False)
    voice.slow = True
    async with d.app.run_test(size=(100, 30)) as pilot:
        drill = await begin(d, pilot)
        said = drill.game.round.cue.said  # type: ignore[union-attr]
        assert voice.said[0][0] == said
        assert "they speak" in d.text
        assert said.capitalize() not in d.text
        assert drill.game.round.stage is Stage.SAYING, "no clock runs"
        await d.press(pilot, "escape", "t")
        assert said.capitalize() in d.text
        d.clock.advance(20)
        voice.finish()
        await d.done(pilot)
        assert drill.game.round.stage is Stage.WAITING
        await d.press(pilot, "enter")
        await d.type(pilot, "so")
        assert drill.game.round.first_word is not None
        assert drill.game.round.first_word < 2


async def test_where_a_microphone_listens_no_key_is_needed(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    voice = with_voice(d, speaks=False)
    async with d.app.run_test(size=(100, 30)) as pilot:
        drill = await begin(d, pilot)
        assert "listening" in d.text
        voice.begin()
        await d.done(pilot)
        assert drill.game.round.stage is Stage.ANSWERING
        voice.answer(Take(0.9, 6.4, 1.2))
        await d.done(pilot)
        assert "said aloud" in d.text
        assert "first word after 0.9 s · spoke 6 s · longest pause 1.2 s" in d.text
        await d.press(pilot, "enter")
    (review,) = reviews(d)
    assert (review.first_word, review.talk, review.pause, review.aloud) == (0.9, 6.4, 1.2, True)


async def test_what_is_understood_is_heard(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    with_voice(d, Take(1.0, 3.0, 0.2, "I hear you. What do you compare it with?"), writes=True)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        await d.done(pilot)
        assert "✓ you acknowledged: “I hear you”" in d.text


async def test_whoever_types_while_they_speak_is_answering(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    voice = with_voice(d)
    voice.slow = True
    async with d.app.run_test(size=(100, 30)) as pilot:
        drill = await begin(d, pilot)
        await d.type(pilot, "I hear you")
        await d.done(pilot)
        assert voice.cut == ["speak"]
        assert drill.game.round.stage is Stage.ANSWERING


async def test_a_voice_that_is_lost_is_said_once_and_it_goes_on_in_text(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE, SAID)
    voice = with_voice(d)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        voice.lose()
        await d.done(pilot)
        assert "The sound device is gone. It goes on in text." in d.text
        await d.type(pilot, GOOD)
        await d.press(pilot, "enter", "enter")
        await d.done(pilot)
        assert "sound device" not in d.text
        assert screen(d).game.round.stage is Stage.WAITING


async def test_without_a_device_it_is_said_once_in_a_session(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    with_voice(d, speaks=False, hears=False, problem="No sound device was found. Practice goes on in text.")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        assert "No sound device was found." in d.text
        await d.press(pilot, "escape", "escape", "f")
        assert "No sound device was found." not in d.text


async def test_silence_is_no_answer(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PRICE)
    with_voice(d, Take(None), speaks=False)
    async with d.app.run_test(size=(100, 30)) as pilot:
        drill = await begin(d, pilot)
        await d.done(pilot)
        assert "Nothing was heard. Type it, or press enter when you have said it." in d.text
        assert not drill.game.round.replies
        assert drill.game.round.answer is None


@pytest.mark.parametrize("leave", [("escape", "escape"), ("ctrl+q",)])
async def test_leaving_stops_voice_and_microphone(rehearsal: Rehearsal, leave: tuple[str, ...]) -> None:
    d = rehearsal(*PRICE)
    voice: FakeVoice = with_voice(d)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        for key in leave:
            await pilot.press(key)
        await pilot.pause()
        assert voice.cut == ["listen"]
        if leave == ("escape", "escape"):
            await d.press(pilot, "2")
            assert isinstance(d.app.screen, QueueScreen)
            assert voice.closed == 1
    assert voice.closed == 1


async def test_hostile_words_in_a_capture_are_only_words(rehearsal: Rehearsal) -> None:
    d = rehearsal(replace(SAID, text="[bold]no[/] \x1b]52;c;aGk=\x07 [@click=app.exit]x[/]"))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await begin(d, pilot)
        assert "[bold]no[/]" in d.text
        await d.type(pilot, "[red]so[/]")
        await d.press(pilot, "enter")
        assert "[red]so[/]" in d.text
