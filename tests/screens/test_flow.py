"""From the queue through the call and the form to the next person, key by key (PRODUCT.md §3)."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.desk import BEN, DANA, NOW, MakeDesk
from tests.memory import CountingStore
from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Draft, Intention, Reflection
from tui.core.call.states import Calling, Choosing, Reflecting
from tui.core.ports import Batch
from tui.screens.call.call import CallScreen
from tui.screens.call.reflection import _answers
from tui.screens.call.reflection_keys import ReflectScreen
from tui.screens.queue.queue import QueueScreen
from tui.widgets.parts import Line


async def test_unanswered_call_costs_three_keys(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "h", "7")
        (attempt,) = d.store.all(Attempt)
        assert (attempt.contact, attempt.disposition, attempt.answered) == (DANA.id, "no-answer", None)
        assert isinstance(d.app.screen, QueueScreen)
        assert "Saved: no answer" in d.text
        assert "Ben Okafor" in d.text.splitlines()[3]
        assert not d.store.all(Draft)


async def test_answered_call_costs_five_keys(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space")
        await d.pass_time(pilot, 134)
        assert "talking" in d.text
        assert "2:14" in d.text
        await d.press(pilot, "h", "1", "ctrl+s")
        (attempt,) = d.store.all(Attempt)
        assert attempt.disposition == "conversation"
        assert attempt.talk == pytest.approx(134.4, abs=1)
        assert isinstance(d.app.screen, QueueScreen)


async def test_attempt_is_saved_before_the_phone_and_its_end_before_the_form(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter")
        assert isinstance(d.app.screen, CallScreen)
        assert isinstance(d.store.commits[0].puts[0], Attempt)
        await d.press(pilot, "h")
        assert isinstance(d.app.screen, ReflectScreen)
        ended = d.store.get(Attempt, 1)
        assert ended
        assert ended.ended is not None


async def test_a_save_that_fails_dials_nothing(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        d.store.fail_next = "The disk is full. Nothing was dialed."
        await d.press(pilot, "enter")
        assert isinstance(d.app.screen, QueueScreen)
        assert "The disk is full" in d.text
        assert not d.store.all(Attempt)


async def test_three_lines_and_the_next_intention(desk: MakeDesk, intention: Intention) -> None:
    d = desk((DANA, BEN), intention)
    async with d.app.run_test(size=(100, 30)) as pilot:
        assert "ask before I explain" in d.text
        await d.press(pilot, "enter", "space", "h", "1")
        assert "“ask before I explain” Did you?" in d.text
        await d.press(pilot, "y")
        await d.type(pilot, "asked first")
        await d.press(pilot, "enter")
        await d.type(pilot, "too fast")
        await d.press(pilot, "enter")
        await d.type(pilot, "pause after the price")
        await d.press(pilot, "enter")
        saved = d.store.get(Reflection, 1)
        assert saved == Reflection(
            1, DANA.id, saved.at, "", "asked first", "too fast", "pause after the price", True, intention.id
        )
        meant = d.store.latest(Intention)
        assert meant
        assert meant.text == "pause after the price"
        assert "Saved: conversation, 3 lines" in d.text
        assert "pause after the price" in d.text, "the intention stands on the next contact"
        await d.press(pilot, "enter")
        assert "Next time I will: pause after the price" in d.text, "and on the next call"


async def test_an_earlier_answer_is_taken_with_enter_and_saved_with_the_next(desk: MakeDesk) -> None:
    past = Attempt(
        1, BEN.id, "+447700900124", NOW.replace(day=10), ended=NOW.replace(day=10), disposition="conversation"
    )
    wrote = Reflection(1, BEN.id, NOW.replace(day=10), next="slow down")
    d = desk((DANA, BEN), past, wrote)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h", "1", "enter", "enter")
        assert "↓ next time       slow down" in d.text
        await pilot.press("down", "enter", "enter")
        await d.done(pilot)
        meant = d.store.latest(Intention)
        assert meant
        assert meant.text == "slow down"


def test_earlier_answers_are_looked_for_in_the_newest_forms_only() -> None:
    forms = (Reflection(n, BEN.id, NOW, right=f"answer {n // 2}") for n in range(1, 1001))
    store = CountingStore(Batch(tuple(forms)))
    assert _answers(store, "right")[:3] == ["answer 500", "answer 499", "answer 498"]
    assert store.ids_of(Reflection) == set(range(701, 1001))


async def test_stray_enter_saves_nothing(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "h", settle=False)
        await d.press(pilot, "enter", "enter", settle=False)
        assert isinstance(d.app.runner.state, Reflecting)
        await d.press(pilot, "enter")
        assert isinstance(d.app.screen, ReflectScreen), "without a result there is nothing to save"


async def test_zero_saves_what_is_there_and_hands_on_no_key(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h", "1")
        await d.type(pilot, "listened")
        while not isinstance(d.app.runner.state, Choosing):
            await d.pass_time(pilot, 1)
        saved = d.store.get(Reflection, 1)
        assert saved
        assert (saved.right, saved.by_clock) == ("listened", True)
        await d.press(pilot, "enter", "s", settle=False)
        assert isinstance(d.app.screen, QueueScreen), "keys meant for the form do nothing here"
        assert isinstance(d.app.runner.state, Choosing)
        d.clock.advance(1.1)
        await d.press(pilot, "enter")
        assert isinstance(d.app.screen, CallScreen)


async def test_the_form_waits_while_somebody_types(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h", "1")
        for _ in range(25):
            await d.type(pilot, "a")
            await d.pass_time(pilot, 1)
        assert isinstance(d.app.screen, ReflectScreen)
        assert "s over" in d.text
        await d.pass_time(pilot, 2)
        assert isinstance(d.app.screen, QueueScreen)


async def test_nothing_ends_while_help_lies_over_the_form(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h")
        await d.press(pilot, "question_mark")
        await d.pass_time(pilot, 60)
        assert isinstance(d.app.runner.state, Reflecting)
        await d.press(pilot, "x")
        assert isinstance(d.app.screen, ReflectScreen)
        assert d.app.runner.state.form.disposition == "", "the key that closed the help chose nothing"


async def test_esc_puts_the_form_aside_and_r_brings_it_back(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h", "1")
        await d.type(pilot, "kept my word")
        await d.press(pilot, "escape", "escape")
        assert isinstance(d.app.screen, QueueScreen)
        await d.press(pilot, "u", "r")
        assert isinstance(d.app.screen, ReflectScreen)
        assert "kept my word" in d.text
        assert "no clock" in d.text
        await d.press(pilot, "3", "ctrl+s")
        attempt = d.store.get(Attempt, 1)
        assert attempt
        assert attempt.disposition == "meeting"


async def test_a_form_that_was_only_looked_at_saves_nothing(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "h", "6")
        await d.type(pilot, "asked for a call")
        await d.press(pilot, "enter", "u", "r", "escape")
        assert isinstance(d.app.screen, QueueScreen)
        assert "Put aside, nothing changed" in d.text
        (attempt,) = d.store.all(Attempt)
        assert attempt.disposition == ""
        assert d.app.runner.unfinished() == [attempt]
        await d.press(pilot, "r")
        again = d.app.runner.state
        assert isinstance(again, Reflecting)
        assert (again.form.disposition, again.form.line) == ("voicemail-left", "asked for a call")


async def test_without_a_result_an_answered_call_is_a_conversation_unconfirmed(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h")
        await d.pass_time(pilot, 22)
        attempt = d.store.get(Attempt, 1)
        assert attempt
        assert (attempt.disposition, attempt.confirmed) == ("conversation", False)
        assert "conversation, unconfirmed" in d.text
        assert d.app.runner.unfinished() == [attempt]


async def test_call_back_asks_for_the_time_and_the_clock_rests(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h", "2")
        await d.pass_time(pilot, 60)
        assert "the clock rests" in d.text
        await d.type(pilot, "sometime")
        await d.press(pilot, "enter")
        assert "is not clear" in d.text
        await d.press(pilot, *["backspace"] * 8)
        await d.type(pilot, "tomorrow 14:00")
        await d.press(pilot, "enter")
        assert "Dana Reyes · 0:00 · Wednesday 25 November, 14:00 their time" in d.text
        await d.press(pilot, "ctrl+s")
        item = d.app.runner.queue.get(DANA.id)
        assert item
        assert item.why == "callback Wed 25 Nov 14:00"
        assert "Saved: call back Wednesday 25 November, 14:00 their time" in d.text


async def test_in_a_field_enter_and_h_never_touch_the_call(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "o")
        await d.type(pilot, "h space enter h")
        await d.press(pilot, "enter")
        assert isinstance(d.app.runner.state, Calling)
        assert d.app.runner.state.attempt.notes.startswith("h space enter h")
        await d.press(pilot, "escape", "h", "1", "ctrl+s")
        attempt = d.store.get(Attempt, 1)
        assert attempt
        assert attempt.notes.startswith("h space enter h")


async def test_an_objection_is_found_while_typing_and_marked_met(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "slash")
        await d.type(pilot, "already have someone")
        assert "▸ Already use someone else" in d.text
        await d.press(pilot, "enter", "h", "1", "escape", "plus", "ctrl+s")
        attempt = d.store.get(Attempt, 1)
        assert attempt
        assert [(m.card, m.worked) for m in attempt.met] == [("have_vendor", True)]


async def test_undo_takes_the_result_back_and_says_what_stays(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "h", "8")
        assert d.app.runner.queue.judge.standing(DANA.id).number("+447700900123").status == "wrong"
        await d.press(pilot, "u")
        assert "Undone" in d.text
        assert "dial still counts" in d.text
        assert d.app.runner.queue.judge.standing(DANA.id).number("+447700900123").status == ""
        assert d.app.runner.dials_today() == 1


async def test_a_wrong_number_drops_that_number_only(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "h", "8")
        item = d.app.runner.queue.get(DANA.id)
        assert getattr(item, "number", "") == "+441134960123"


async def test_do_not_call_refuses_the_dial(desk: MakeDesk) -> None:
    d = desk((BEN,))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "x", "n")
        assert "will not be called again" in d.text
        await d.press(pilot, "f")
        await d.press(pilot, "enter")
        assert not d.store.all(Attempt)


async def test_a_result_that_is_sought_by_its_name_is_seen_before_enter(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "enter", "space", "h", "slash")
        assert "sale to a new customer (s)" in d.text, "those without a digit, as long as nothing is typed"
        assert "number out of service (u)" in d.text
        await d.type(pilot, "gate")
        assert "▸ gatekeeper (k)" in d.text
        assert "sale" not in d.text
        await d.type(pilot, "x")
        assert "No result is called that." in d.text
        await d.press(pilot, "backspace", "enter")
        assert "▸ 5 gatekeeper" in d.text


async def test_what_stands_below_the_lines_says_of_which_it_is(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        for _ in range(2):
            await d.press(pilot, "enter", "space", "h", "c")
            await d.type(pilot, "asked")
            await d.press(pilot, "enter")
            if d.store.ids(Reflection):
                break
            await d.type(pilot, "hurried")
            await d.press(pilot, "ctrl+s")
        assert "↓ wrong           hurried" in d.text


async def test_outside_hours_wants_a_typed_reason(desk: MakeDesk) -> None:
    d = desk()
    d.clock.advance(3 * 3600)  # 13:30 in London, half past midnight in Sydney
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "slash")
        await d.type(pilot, "ruby")
        await d.press(pilot, "enter", "enter")
        assert "Why call now?" in d.text
        await d.press(pilot, "enter")
        assert not d.store.all(Attempt), "no reason, no call"
        await d.type(pilot, "she asked me to")
        await d.press(pilot, "enter")
        attempt = d.store.get(Attempt, 1)
        assert attempt
        assert attempt.outside_hours == "she asked me to"


async def test_somebody_else_here_comes_next(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "g")
        await d.type(pilot, "Ola Nord")
        await d.press(pilot, "enter")
        await d.type(pilot, "+447700900200")
        await d.press(pilot, "enter", "enter")
        assert isinstance(d.app.screen, CallScreen)
        await d.press(pilot, "h", "1", "ctrl+s")
        first = d.app.runner.queue.items[0]
        assert first.why == "referred by Dana Reyes"


async def test_i_dont_know_is_a_promise(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "i")
        await d.type(pilot, "does it do SSO")
        await d.press(pilot, "enter", "enter")
        assert "Promised for Wednesday 10:00" in d.text
        assert isinstance(d.app.screen, CallScreen)
        await d.press(pilot, "h", "1", "ctrl+s")
        item = d.app.runner.queue.get(DANA.id)
        assert item
        assert item.why.startswith("promise Wed 25 Nov 10:00")


async def test_inbound_is_found_by_its_last_digits_and_is_no_dial(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "i")
        await d.type(pilot, "0125")
        await d.press(pilot, "enter")
        assert isinstance(d.app.screen, CallScreen)
        assert "talking" in d.text
        await d.press(pilot, "h", "1", "ctrl+s")
        assert d.app.runner.dials_today() == 0
        attempt = d.store.get(Attempt, 1)
        assert attempt
        assert attempt.inbound


async def test_keys_that_overtake_the_news_of_what_they_changed_lose_nothing(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "h", "1")
        form = d.app.screen
        assert isinstance(form, ReflectScreen)
        with form.prevent(Input.Changed):
            form.query_one("#field-right", Line).value = "typed at the last moment"
        await d.press(pilot, "ctrl+s")
        saved = d.store.get(Reflection, 1)
        assert saved
        assert saved.right == "typed at the last moment"


async def test_nobody_spoken_to_before_hears_the_opener_for_strangers(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter")
        first = d.store.latest(Attempt)
        assert first
        assert first.purpose == "win"
        await d.press(pilot, "space", "h", "2")
        await d.type(pilot, "10:45")
        await d.press(pilot, "enter", "ctrl+s")
        await d.pass_time(pilot, 1)
        d.clock.advance(15 * 60)
        await d.pass_time(pilot, 2)
        await d.press(pilot, "home", "enter")
        attempt = d.store.latest(Attempt)
        assert attempt
        assert (attempt.contact, attempt.purpose) == (DANA.id, "follow-up")
        assert "haven't spoken" not in " ".join(d.text.split())
