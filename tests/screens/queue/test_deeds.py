"""What a rep does beside calling: the answer that is owed, and a skip taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.desk import BEN, CHLOE, DANA, NOW, PEOPLE, Desk, MakeDesk
from tui.core.call.attempt import Attempt, Promise, Skip
from tui.core.people.contact import Contact
from tui.core.queue.standing import Standing
from tui.screens.queue.queue import QueueScreen

_YESTERDAY = NOW - timedelta(days=1)
_OWED = Promise(1, BEN.id, 0, "does it do SSO?", NOW, _YESTERDAY)
_FIRST = Standing(BEN.id, promise=NOW)


def shown(d: Desk) -> int:
    queue = d.app.screen_stack[1]
    assert isinstance(queue, QueueScreen)
    return queue._contact


def saved(d: Desk) -> Contact:
    found = d.store.get(Contact, DANA.id)
    assert found
    return found


def owed(d: Desk) -> Promise:
    found = d.store.get(Promise, 1)
    assert found
    return found


async def test_an_answer_is_written_down_shown_on_the_card_and_done_when_they_have_it(desk: MakeDesk) -> None:
    d = desk(PEOPLE, _OWED, _FIRST)
    async with d.app.run_test(size=(120, 40)) as pilot:
        assert shown(d) == BEN.id
        assert "not found yet   o answer" in d.text
        await d.press(pilot, "o", "enter")
        await d.type(pilot, "Mia")
        await d.press(pilot, "enter")
        await d.type(pilot, "yes, since May")
        await d.press(pilot, "enter")
        assert (owed(d).who, owed(d).answer, owed(d).done) == ("Mia", "yes, since May", None)
        assert "Answer     yes, since May" in d.text
        await d.press(pilot, "o", "d")
        assert owed(d).done
        standing = d.store.get(Standing, BEN.id)
        assert standing
        assert standing.promise is None
        assert "We owe" not in d.text


async def test_who_knows_it_is_kept_while_the_answer_is_not_found(desk: MakeDesk) -> None:
    d = desk(PEOPLE, _OWED, _FIRST)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "o", "a")
        await d.type(pilot, "Mia")
        await d.press(pilot, "ctrl+s")
        assert "Mia knows it" in d.text


async def test_another_time_for_the_answer(desk: MakeDesk) -> None:
    d = desk(PEOPLE, _OWED, _FIRST)
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "o", "t")
        await d.type(pilot, "tomorrow 10")
        await d.press(pilot, "enter")
        assert owed(d).due == NOW + timedelta(hours=23, minutes=30)


async def test_nothing_owed_nothing_to_answer(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "o")
        assert isinstance(d.app.screen, QueueScreen)


async def test_a_skip_is_taken_back_with_one_key_and_the_person_is_shown_again(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "s", "3")
        assert shown(d) == BEN.id
        await d.press(pilot, "u")
        assert "Back again: Dana Reyes" in d.text
        assert shown(d) == DANA.id
        assert not list(d.store.all(Skip))
        assert [place.contact for place in d.app.runner.queue.items] == [DANA.id, BEN.id, CHLOE.id]


async def test_two_skips_are_taken_back_one_after_the_other(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "s", "enter", "s", "enter", "u", "u")
        assert [place.contact for place in d.app.runner.queue.items] == [DANA.id, BEN.id, CHLOE.id]


async def test_a_result_newer_than_the_skip_is_taken_back_first(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "s", "enter", "enter", "h", "a", "u")
        assert "Undone: the result of Ben Okafor." in d.text
        assert list(d.store.all(Skip))


async def test_a_skip_of_yesterday_is_no_skip_to_take_back(desk: MakeDesk) -> None:
    d = desk(PEOPLE, Skip(1, DANA.id, _YESTERDAY), replace(Standing(DANA.id), skipped=_YESTERDAY))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "u")
        assert list(d.store.all(Skip))


async def test_the_best_time_is_edited_and_a_wrong_one_refused_in_its_own_words(desk: MakeDesk) -> None:
    d = desk((DANA,))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "e", *["tab"] * 6)
        await d.type(pilot, "purple")
        await d.press(pilot, "ctrl+s")
        assert "'purple' is not clear. Try: mornings" in d.text
        await d.press(pilot, *["backspace"] * 6)
        await d.type(pilot, "mornings")
        await d.press(pilot, "ctrl+s")
        assert saved(d).best == "mornings"
        assert "Best time  mornings   now" in d.text


async def test_a_best_time_from_a_file_that_nobody_understands_does_not_stop_other_edits(
    desk: MakeDesk,
) -> None:
    d = desk((replace(DANA, best="whenever"),))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "e", "tab", "tab", "tab")
        await d.type(pilot, "!")
        await d.press(pilot, "ctrl+s")
        assert saved(d).role == "Operations manager!"


async def test_the_zone_is_set_and_a_wrong_one_refused(desk: MakeDesk) -> None:
    d = desk((DANA,))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "e", *["tab"] * 7)
        await d.type(pilot, "Lisbon")
        await d.press(pilot, "ctrl+s")
        assert "Lisbon is no time zone." in d.text
        await d.press(pilot, "home")
        await d.type(pilot, "Europe/")
        await d.press(pilot, "ctrl+s")
        assert saved(d).zone == "Europe/Lisbon"


async def test_a_number_that_somebody_else_has_is_told_before_it_is_saved(desk: MakeDesk) -> None:
    call = Attempt(900, BEN.id, "+447700900124", NOW - timedelta(minutes=13), disposition="conversation")
    d = desk((DANA, BEN), call, country="GB")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "a")
        await d.type(pilot, "Zed Quill")
        await d.press(pilot, "enter", "enter")
        await d.type(pilot, "07700 900124")
        await d.press(pilot, "ctrl+s")
        assert d.store.ids(Contact) == [DANA.id, BEN.id]
        told = " ".join(d.text.replace("│", " ").split())
        assert "Ben Okafor at Okafor & Co has this number already, last call 13 minutes ago." in told
        await d.press(pilot, "enter")  # wherever the cursor is
        assert len(d.store.ids(Contact)) == 3


async def test_after_the_warning_another_number_is_looked_at_anew(desk: MakeDesk) -> None:
    d = desk((DANA, BEN, CHLOE), country="GB")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "e", "tab", "tab", "end")
        await d.type(pilot, ", 07700 900124")
        await d.press(pilot, "ctrl+s")
        assert "Ben Okafor at Okafor & Co has this number already." in " ".join(
            d.text.replace("│", " ").split()
        )
        await d.press(pilot, "backspace")
        await d.type(pilot, "5")
        await d.press(pilot, "ctrl+s")
        assert "Chloë Brontë at Brontë Ltd has this number already." in " ".join(
            d.text.replace("│", " ").split()
        )
        await d.press(pilot, "ctrl+s")
        assert [n.e164 for n in saved(d).numbers][-1] == "+447700900125"


async def test_the_switchboard_of_a_colleague_is_no_news(desk: MakeDesk) -> None:
    d = desk((DANA, BEN), country="GB")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "g")
        await d.type(pilot, "Ola Reed")
        await d.press(pilot, "enter")
        await d.type(pilot, "0113 496 0123")
        await d.press(pilot, "ctrl+s")
        assert len(d.store.ids(Contact)) == 3


async def test_a_colleague_has_a_number_of_the_country_that_was_called(desk: MakeDesk) -> None:
    """Nobody says the country code of their own country; our own is another one."""
    d = desk((DANA, BEN), country="US")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "enter", "space", "g")
        await d.type(pilot, "Ola Reed")
        await d.press(pilot, "enter")
        await d.type(pilot, "0113 496 0124")
        await d.press(pilot, "ctrl+s")
        (ola,) = [c for c in d.store.all(Contact) if c.name == "Ola Reed"]
        assert [n.e164 for n in ola.numbers] == ["+441134960124"]


async def test_what_was_written_of_an_e_mail_stands_on_the_card(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "t", "e")
        await d.type(pilot, "sent the one pager")
        await d.press(pilot, "enter")
        assert "Besides    10:30 e-mail: “sent the one pager”" in d.text


async def test_whom_no_number_reaches_is_not_called_callable(desk: MakeDesk) -> None:
    d = desk((BEN,))
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "x", "n", "f")
        assert "There      no place known" in d.text
        assert "callable any time" not in d.text
