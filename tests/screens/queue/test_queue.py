"""The queue screen: who is shown after each deed, and what a change of a person leaves alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.desk import BEN, CHLOE, DANA, NOW, PEOPLE, MakeDesk, mobile
from tui.core.call.attempt import Attempt, Callback
from tui.core.people.contact import Contact, Number
from tui.core.queue.standing import Standing
from tui.screens.queue.queue import QueueScreen


def shown(app: object) -> int:
    screen = app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, QueueScreen)
    return screen._contact


async def test_after_a_skip_the_next_person_is_shown(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "s", "enter")
        assert [place.contact for place in d.app.runner.queue.items] == [2, 3, 1]
        assert shown(d.app) == BEN.id


async def test_after_the_very_first_call_whoever_is_due_comes_first(desk: MakeDesk) -> None:
    due = NOW - timedelta(minutes=1)
    callback = Callback(1, CHLOE.id, "2026-11-24T10:29", "Europe/London", due, NOW - timedelta(days=1))
    d = desk(PEOPLE, callback, Standing(CHLOE.id, callback=due))
    async with d.app.run_test(size=(120, 40)) as pilot:
        assert shown(d.app) == CHLOE.id
        await d.press(pilot, "down", "down")
        assert shown(d.app) == BEN.id
        await d.press(pilot, "enter", "h", "a")
        assert shown(d.app) == CHLOE.id


async def test_a_skipped_agreed_time_stays_first_but_the_next_person_is_shown(desk: MakeDesk) -> None:
    due = NOW - timedelta(minutes=1)
    callback = Callback(1, CHLOE.id, "2026-11-24T10:29", "Europe/London", due, NOW - timedelta(days=1))
    d = desk(PEOPLE, callback, Standing(CHLOE.id, callback=due))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "s", "enter")
        assert shown(d.app) == DANA.id


async def test_a_letter_that_ends_the_form_means_nothing_to_the_queue(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        for letter in ("u", "a", "t"):  # to the queue: undo, add, touch
            await d.press(pilot, "enter", "h", letter)
            assert isinstance(d.app.screen, QueueScreen)
            assert "Saved: " in d.text, letter


async def test_editing_a_person_changes_only_what_was_changed(desk: MakeDesk) -> None:
    odd = Number("0044 1632, then 7", kind="work", why_not="not a full number")
    notes = "first line\nsecond line\n" + "a long story " * 60
    dana = replace(DANA, notes=notes, numbers=(*DANA.numbers, odd))
    d = desk((dana,))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "e", "end", "exclamation_mark", "ctrl+s")
        saved = d.store.get(Contact, dana.id)
    assert saved == replace(dana, name="Dana Reyes!")


async def test_an_inbound_call_is_from_the_number_that_was_typed(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "i")
        await d.type(pilot, "960123")
        await d.press(pilot, "enter")
        made = d.store.latest(Attempt)
        assert made
        assert made.number == "+441134960123"


async def test_an_unknown_caller_is_taken_as_somebody_new(desk: MakeDesk) -> None:
    d = desk(country="GB")
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "i")
        await d.type(pilot, "020 7946 0555")
        await d.press(pilot, "enter")
        assert "enter again: somebody new" in d.text
        await d.press(pilot, "enter")
        made = d.store.latest(Attempt)
        assert made
        assert (made.number, made.inbound) == ("+442079460555", True)
        new = d.store.get(Contact, made.contact)
        assert new
        assert (new.name, new.title) == ("", "+442079460555")
        assert "+44 20 7946 0555" in d.text


async def test_a_few_digits_or_a_changed_name_make_nobody_new(desk: MakeDesk) -> None:
    d = desk(country="GB")
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "i")
        await d.type(pilot, "9999")
        await d.press(pilot, "enter", "enter")
        assert "Nobody fits. Other digits, the whole number, or a name?" in d.text
        await d.press(pilot, *["backspace"] * 4)
        await d.type(pilot, "Zed")
        await d.press(pilot, "enter")
        await d.type(pilot, " Quill")
        await d.press(pilot, "enter")
        assert d.store.latest(Attempt) is None
        await d.press(pilot, "enter")
        made = d.store.latest(Attempt)
        assert made
        new = d.store.get(Contact, made.contact)
        assert new
        assert (made.number, new.name) == ("", "Zed Quill")


async def test_a_whole_number_as_it_is_written_at_home_finds_who_has_it(desk: MakeDesk) -> None:
    d = desk(country="GB")
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "i")
        await d.type(pilot, "0113 496 0123")
        await d.press(pilot, "enter")
        made = d.store.latest(Attempt)
        assert made
        assert (made.contact, made.number) == (DANA.id, "+441134960123")


async def test_an_inbound_call_has_its_own_purpose_not_that_of_the_person_shown(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "p", "3", "i")
        await d.type(pilot, "ben")
        await d.press(pilot, "enter")
        made = d.store.latest(Attempt)
        assert made
        assert (made.contact, made.purpose) == (BEN.id, "win")


async def test_a_block_ends_when_its_last_call_is_over_and_counts_it(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "b", "c", "backspace", "backspace", "1", "enter", "enter", "space")
        await d.pass_time(pilot, 3)
        await d.press(pilot, "h", "c", "ctrl+s")
        assert "The block is over." in d.text
        assert "dials                1 of 1" in d.text
        assert "conversations        1" in d.text


async def test_time_that_moves_the_queue_at_the_dial_moves_the_list_too(desk: MakeDesk) -> None:
    soon = NOW + timedelta(seconds=30)
    late = replace(BEN, numbers=(mobile("+447700900124"),))
    d = desk((DANA, late, CHLOE), Standing(DANA.id, last=NOW - timedelta(hours=1), rest_until=soon, dials=1))
    async with d.app.run_test(size=(120, 40)) as pilot:
        assert shown(d.app) == BEN.id
        d.clock.advance(60)
        await pilot.press("enter")
        await d.done(pilot)
        await d.press(pilot, "h", "escape")
        d.app.tick()
        await d.done(pilot)
        screen = d.app.screen
        assert isinstance(screen, QueueScreen)
        current = screen.people.current
        assert current
        assert current.contact == shown(d.app)


async def test_the_card_shows_the_hours_of_the_numbers_country(desk: MakeDesk, tmp_path: Path) -> None:
    (tmp_path / "hours.yaml").write_text(
        'default: {mon-sun: "08:00-21:00"}\ncountries: {GB: {mon-sun: "09:00-17:00"}}\n'
    )
    d = desk((replace(BEN, numbers=(mobile("+442079460124"),)),))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "open until 17:00" in d.text


async def test_enter_rings_the_number_the_queue_means(desk: MakeDesk) -> None:
    """The mobile, as a rule; the office where the mobile may not be rung now and the office may."""
    away = mobile("+61491570158", "Australia/Sydney")
    office = Number("x", "+441134960123", "work", zones=("Europe/London",))
    d = desk((replace(BEN, numbers=(away, office)),))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "open until 21:00" in d.text
        assert "closed" not in d.text
        await d.press(pilot, "w")
        assert "10:30 Tuesday, Europe/London" in d.text
        assert "Mobile        none that may be rung now" in d.text
        await d.press(pilot, "escape", "n")  # the rep may want the other all the same
        assert "closed" in d.text
        await d.press(pilot, "n", "enter")
        assert "dialing" in d.text
        assert "+44 113 496 0123" in d.text


async def test_words_that_had_to_be_set_aside_are_said(desk: MakeDesk, tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "mine.yaml").write_text("cards: [")
    d = desk()
    d.app.wording.words = None
    async with d.app.run_test(size=(200, 40)) as pilot:
        await d.app.wording.load()
        await pilot.pause()
        assert "! 1 fault in your scripts. mine.yaml:" in d.text
        assert "not used until it is mended" in d.text


def _long() -> tuple[Contact, ...]:
    """Somebody of whom more is known than fits beside the list at 80×24."""
    numbers = tuple(mobile(f"+4477009001{n}") for n in range(30, 40))
    return (replace(DANA, numbers=numbers, reason="a very long reason to call now, " * 6 + "the end"), BEN)


async def test_a_long_card_is_read_page_by_page_with_a_key(desk: MakeDesk) -> None:
    d = desk(_long())
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.done(pilot)
        first = d.text
        assert "space reads on · 1 of 2" in first
        assert "+44 7700 900139" not in first
        await d.press(pilot, "space")
        assert "space reads on · 2 of 2" in d.text
        assert "+44 7700 900139" in d.text, "the last number"
        await d.press(pilot, "space")
        assert d.text.splitlines()[2:20] == first.splitlines()[2:20]
        await d.press(pilot, "space", "down", "up")
        assert "2 of 2" in d.text, "whoever is shown again is read where one was"


async def test_a_card_that_fits_has_no_pages(desk: MakeDesk) -> None:
    d = desk(PEOPLE)
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.done(pilot)
        before = d.text
        await d.press(pilot, "space")
        assert "reads on" not in before
        assert d.text == before


async def test_a_block_begins_with_the_head_of_the_card_and_in_its_own_width(desk: MakeDesk) -> None:
    reason = "opened a second depot in Leeds, and is looking for drivers"
    d = desk((replace(DANA, reason=reason, notes="a word " * 40), BEN))
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.done(pilot)
        await d.press(pilot, "space", "b", "enter")
        assert "Dana Reyes" in d.text
        assert f"Begin with {reason[:48]}" in d.text, "in one line, as wide as a block is"


async def test_a_line_below_that_takes_room_from_the_card_has_it_say_that_it_goes_on(desk: MakeDesk) -> None:
    """As the lines of a tour do."""
    d = desk((DANA, BEN))
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.done(pilot)
        assert "reads on" not in d.text
        d.app.screen.query_one("#body").styles.margin = (0, 0, 13, 0)
        await d.done(pilot)
        assert "space reads on · 1 of" in d.text


async def test_a_long_card_is_read_page_by_page_in_a_block(desk: MakeDesk) -> None:
    d = desk(_long())
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "b", "enter")
        assert "getting ready" in d.text, "what stands below the card is seen"
        assert "space reads on · 1 of " in d.text
        seen = d.text
        for _ in range(3):
            await d.press(pilot, "space")
            seen += d.text
        assert "+44 7700 900139" in seen
