"""Role plays, partners and the ladder on screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from textual.pilot import Pilot

from tests.desk import NOW, Desk
from tests.screens.rehearsing import Rehearsal, with_voice
from tui.core.call.reflection import Intention
from tui.core.ports import Take
from tui.core.practice.partner import SECRETS
from tui.core.practice.practice import Drill, Phrase, Recall, Review, Rung
from tui.screens.ask import AskKey, AskLine
from tui.screens.practice.debrief import DebriefScreen
from tui.screens.practice.dialogues import DialoguesScreen
from tui.screens.practice.drill import DrillScreen
from tui.screens.practice.ladder import LadderScreen
from tui.screens.practice.partner import PartnerScreen
from tui.screens.practice.practice import PracticeScreen
from tui.screens.practice.role_play import RolePlayScreen

DAY = timedelta(days=1)
#: The first call was played to its end.
PLAYED = (
    Recall(1, "dialogue/first-call", NOW - DAY, NOW - 3 * DAY, 3, 5),
    Drill(1, "dialogue", NOW - 3 * DAY, "dialogue/first-call", 2, NOW - 3 * DAY, outcome="meeting"),
)
HELLO = "Hello, it's Sam from Depotline. Have you got half a minute?"


def play(d: Desk) -> RolePlayScreen:
    assert isinstance(d.app.screen, RolePlayScreen)
    return d.app.screen


async def pick_up(d: Desk, pilot: Pilot[None], key: str = "enter") -> RolePlayScreen:
    """The first call: it is due, or stands below the easier one."""
    await d.press(pilot, "4", "d", *(() if PLAYED[0] in d.store.all(Recall) else ("down",)), key)
    return play(d)


# ----------------------------------------------------------------------------------------- the list


async def test_the_list_says_with_whom_how_often_and_how_it_ended(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PLAYED)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "d")
        assert isinstance(d.app.screen, DialoguesScreen)
        rows = d.text.splitlines()
        assert "▸ A first call" in rows[2]
        assert "● due" in rows[2]
        assert "Dana Okonjo, busy" in rows[3]
        assert "1×, last: a meeting" in rows[3]
        assert "new" in rows[5]
        assert "level    2 of 5" in d.text
        await d.press(pilot, "escape")
        assert isinstance(d.app.screen, PracticeScreen)


# --------------------------------------------------------------------------------------- a whole call


async def test_a_call_from_the_first_line_to_the_debrief(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PLAYED)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await pick_up(d, pilot)
        assert "“Operations, Okonjo.”" in d.text
        assert "Say who you are and ask for half a minute" in d.text
        d.clock.advance(1.0)
        await d.type(pilot, HELLO)
        await d.press(pilot, "enter")
        assert "✓ you said your name" in d.text
        assert "1 question · first word after 1.4 s" in d.text
        assert "Hello Dana, Sam from Depotline" not in d.text
        await d.press(pilot, "e")
        assert "“Hello Dana, Sam from Depotline. Have you got half a minute?”" in d.text
        await d.press(pilot, "enter")
        assert f"you   {HELLO}" in d.text
        assert "Find out what should be in it" in d.text
        await d.type(pilot, "What should be in it?")
        await d.press(pilot, "enter", "enter")
        assert "✓ It ended with a meeting." in d.text
        assert "What did you say just before?" in d.text
        assert "▸3 good" in d.text
        (review,) = d.store.all(Review)
        assert (review.item, review.rating) == ("dialogue/first-call", 3), "kept at the end, before any key"
        await d.press(pilot, "4", "c")
        await d.type(pilot, "ask for the hour")
        await d.press(pilot, "enter", "n")
        assert "✓ kept, and taken along" in d.text
        await d.press(pilot, "escape")
        assert "2×, last: a meeting" in d.text
        assert "● due" not in d.text
    assert [review.rating for review in d.store.all(Review)] == [4]
    drill = d.store.latest(Drill)
    assert drill
    assert (drill.lines, drill.outcome, drill.change) == (2, "meeting", "ask for the hour")
    assert drill.ended
    assert [meant.text for meant in d.store.all(Intention)] == ["ask for the hour"]


async def test_a_call_that_ends_badly_counts_and_says_so(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PLAYED)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await pick_up(d, pilot)
        await d.type(pilot, "Buy now.")
        await d.press(pilot, "enter", "enter")
        assert "They hung up. You stayed to the end, and it counts." in d.text
        assert "▸2 hard" in d.text
        await d.press(pilot, "r")
        assert "“Operations, Okonjo.”" in d.text
    assert [drill.outcome for drill in d.store.all(Drill)] == ["meeting", "hang-up"]


async def test_answers_are_offered_only_until_it_was_played_once(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await pick_up(d, pilot)
        assert "1  Sam from Depotline. Have you got half a minute?" in d.text
        assert "1-2 say this" in d.text
        await d.press(pilot, "6", "0")
        assert "say this" in d.text, "there is no sixth, and none before the first"
        await d.press(pilot, "2")
        assert "○ better not   It is about you." in d.text
        await d.press(pilot, "enter")
        assert "They hung up." in d.text
        await d.press(pilot, "r")
        assert "say this" not in d.text
        await d.press(pilot, "1")
        assert play(d).field.value == "1", "now it is only a digit"
    assert len(d.store.all(Recall)) == 1


async def test_instead_of_an_offered_answer_ones_own(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await pick_up(d, pilot)
        await d.press(pilot, "enter")
        await d.type(pilot, HELLO)
        await d.press(pilot, "enter", "enter")
        assert f"you   {HELLO}" in d.text


async def test_said_aloud_the_gaps_are_asked_and_y_leads_on(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PLAYED)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await pick_up(d, pilot)
        await d.press(pilot, "space")
        assert "you speak" in d.text
        await d.press(pilot, "enter")
        assert "Did you say it?   y yes" in d.text
        await d.press(pilot, "y", "y", "enter")
        assert "Find out what should be in it" in d.text, "both were there: it goes on well"
    assert not d.store.all(Phrase)


async def test_words_of_ones_own_are_learnt_in_a_call_too(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PLAYED)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await pick_up(d, pilot)
        await d.type(pilot, "Moin moin, half a minute?")
        await d.press(pilot, "enter", "y")
        assert isinstance(d.app.screen, AskLine)
        await d.press(pilot, "enter")
        assert "“Moin moin” counts from now on." in d.text
    assert [phrase.check for phrase in d.store.all(Phrase)] == ["name"]


async def test_a_hard_one_says_so(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PLAYED)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await pick_up(d, pilot, "h")
        assert "A first call · hard" in d.text


async def test_leaving_in_the_middle_is_asked(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PLAYED)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await pick_up(d, pilot)
        await d.press(pilot, "escape", "escape")
        assert isinstance(d.app.screen, DialoguesScreen), "nothing was said yet"
        await d.press(pilot, "enter")
        await d.type(pilot, "Hello")
        await d.press(pilot, "escape", "escape")
        assert isinstance(d.app.screen, AskKey)
        await d.press(pilot, "escape", "enter")
        assert play(d).field.value == "Hello"
        await d.press(pilot, "escape", "escape", "y")
        assert isinstance(d.app.screen, DialoguesScreen)


async def test_what_was_covered_is_not_timed(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PLAYED)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await pick_up(d, pilot)
        await d.press(pilot, "f1")
        await d.pass_time(pilot, 40)
        await d.press(pilot, "escape")
        await d.type(pilot, HELLO)
        await d.press(pilot, "enter")
        assert "first word" not in d.text


async def test_with_a_voice_they_speak_as_the_person_they_are(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PLAYED)
    voice = with_voice(d, Take(0.8, 4.0, 0.3, HELLO), writes=True)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await pick_up(d, pilot)
        await d.done(pilot)
        assert voice.said[0] == ("Operations, Okonjo.", "en-GB", 1.2)
        assert "first word after 0.8 s · spoke 4 s" in d.text
        await d.press(pilot, "enter")
        await d.done(pilot)
        assert len(voice.said) == 2
        voice.answer(Take(1.0, 2.0, 0.1, "What should be in it?"))
        await d.done(pilot)
        await d.press(pilot, "enter")
        await d.done(pilot)
        assert "It ended with a meeting." in d.text
        assert len(voice.listened) == 2, "after the last line nobody listens"


async def test_the_line_to_change_is_kept_when_the_app_ends(rehearsal: Rehearsal) -> None:
    d = rehearsal(*PLAYED)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await pick_up(d, pilot)
        await d.type(pilot, "Buy now.")
        await d.press(pilot, "enter", "enter", "c")
        await d.type(pilot, "ask first")
        await pilot.press("ctrl+q")
    assert d.store.latest(Drill).change == "ask first"  # type: ignore[union-attr]


# ------------------------------------------------------------------------------------------- a partner


async def test_two_people_from_the_sheet_to_the_score_and_swapped(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "p")
        assert "Two people, one keyboard." in d.text
        assert not any(secret in d.text for secret in SECRETS)
        await d.press(pilot, "enter")
        assert "For the prospect only" in d.text
        assert "you are     Dana Okonjo · Operations" in d.text
        assert any(secret[:40] in d.text for secret in SECRETS)
        await d.press(pilot, "o", "enter")
        assert "Your goal" in d.text
        assert "Fifteen minutes with a day and a time" in d.text
        assert "secretly" not in d.text
        assert "busy" not in d.text
        await d.press(pilot, "enter")
        await d.pass_time(pilot, 65)
        assert "1:05" in d.text.splitlines()[0]
        await d.press(pilot, "enter")
        assert "Did they ask before they explained?" in d.text
        for key in "ynyyn":
            await d.press(pilot, key)
        assert "3 of 5 yes" in d.text
        await d.press(pilot, "c")
        await d.type(pilot, "ask for the hour")
        await d.press(pilot, "enter", "s")
        assert "call 2" in d.text
        assert "Two people, one keyboard." in d.text
    drill = d.store.latest(Drill)
    assert drill
    assert (drill.mode, drill.yes, drill.asked, drill.change) == ("partner", 3, 5, "ask for the hour")
    assert drill.ended


async def test_esc_leaves_a_partner_round_and_keeps_no_half_score(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "p", "enter", "enter", "enter", "enter", "y", "escape")
        assert isinstance(d.app.screen, PracticeScreen)
    assert not d.store.all(Drill)


async def test_enter_answers_no_question_of_the_partner(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "p", "enter", "enter", "enter", "enter", "enter", "enter")
        assert isinstance(d.app.screen, PartnerScreen)
        assert "yes " not in d.text.partition("▸")[0]


# ------------------------------------------------------------------------------------------ the ladder


async def test_a_step_outside_the_app_from_expected_to_was(rehearsal: Rehearsal) -> None:
    d = rehearsal()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "l")
        assert isinstance(d.app.screen, LadderScreen)
        assert "enter take step 1" in d.text
        await d.press(pilot, "enter")
        assert "Read a card aloud: how bad will it be?" in d.text
        await d.type(pilot, "11")
        await d.press(pilot, "enter")
        assert "A number from 0 to 10." in d.text
        await d.press(pilot, "backspace", "backspace", "7", "enter")
        await d.done(pilot)
        assert "● under way" in d.text
        await d.press(pilot, "escape")
        assert "step 1 is under way" in d.text, "it waits, also behind a new start"
        await d.press(pilot, "l", "enter")
        assert "how bad was it?" in d.text
        await d.press(pilot, "4", "enter")
        await d.done(pilot)
        assert "Step 1 is done: expected 7, was 4." in d.text
        assert "━━━━━━━─── 7    was ━━━━────── 4" in d.text
        assert "enter take step 2" in d.text
    (rung,) = d.store.all(Rung)
    assert (rung.predicted, rung.actual) == (7, 4)
    assert rung.done


async def test_a_step_of_the_app_leads_into_its_round_and_asks_afterwards(rehearsal: Rehearsal) -> None:
    d = rehearsal(Rung(1, 1, NOW - DAY, 7, 4, NOW - DAY))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "l", "enter", "5", "enter")
        await d.done(pilot)
        while isinstance(d.app.screen, DrillScreen):
            await d.type(pilot, "I hear you. What made you choose that, and when may I ring on Thursday?")
            await d.press(pilot, "enter", "enter")
        assert isinstance(d.app.screen, DebriefScreen)
        await d.press(pilot, "enter")
        await d.done(pilot)
        assert isinstance(d.app.screen, AskLine)
        assert "Flash cards, typed: how bad was it?" in d.text
        await d.press(pilot, "2", "enter")
        await d.done(pilot)
        assert "Step 2 is done: expected 5, was 2." in d.text


async def test_a_round_that_was_left_leaves_the_step_under_way_and_asks_nothing(rehearsal: Rehearsal) -> None:
    d = rehearsal(Rung(1, 1, NOW - DAY, 7, 4, NOW - DAY))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "l", "enter", "5", "enter")
        await d.done(pilot)
        await d.press(pilot, "escape", "escape")
        await d.done(pilot)
        assert isinstance(d.app.screen, LadderScreen)
        assert "● under way" in d.text
        await d.press(pilot, "g")
        assert isinstance(d.app.screen, DrillScreen)


async def test_a_friendly_role_play_begins_with_the_friendly_ones(rehearsal: Rehearsal) -> None:
    done = [Rung(n, n, NOW - DAY, 5, 3, NOW - DAY) for n in (1, 2, 3)]
    d = rehearsal(*done)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "l", "enter", "5", "enter")
        await d.done(pilot)
        assert isinstance(d.app.screen, DialoguesScreen)
        assert "Rosa Lindqvist, friendly" in d.text.splitlines()[3]
        await d.press(pilot, "enter")
        await d.type(pilot, "They come on Friday.")
        await d.press(pilot, "enter", "enter", "escape", "escape")
        await d.done(pilot)
        assert "A friendly role play: how bad was it?" in d.text


async def test_any_step_may_be_taken_again_and_none_is_forced(rehearsal: Rehearsal) -> None:
    d = rehearsal(Rung(1, 1, NOW - DAY, 7, 4, NOW - DAY))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "4", "l", "up", "enter", "3", "enter")
        await d.done(pilot)
        await d.press(pilot, "enter", "1", "enter")
        await d.done(pilot)
        assert "✓ done 2 times" in d.text
        assert "━━━━━───── 5" in d.text, "what was expected, on average"


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 60)])
async def test_the_footer_only_shows_keys_that_work(rehearsal: Rehearsal, size: tuple[int, int]) -> None:
    d = rehearsal(*PLAYED)
    async with d.app.run_test(size=size) as pilot:
        await pick_up(d, pilot)
        await d.type(pilot, HELLO)
        assert "enter done" in d.text.splitlines()[-1]
        await d.press(pilot, "enter")
        footer = d.text.splitlines()[-1]
        assert "enter go on" in footer
        assert "space" not in footer
        assert "say this" not in footer
