"""The search of the call: sure rows, guesses, rows that come later, and what is learned from a miss."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.desk import Desk, MakeDesk
from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Capture, Draft
from tui.core.ports import CardHit
from tui.files.home import shipped_scripts
from tui.playbook.library import open_playbook
from tui.screens.call.call import CallScreen
from tui.screens.library.found import Found

SMALL_TALK = "my cat is ill today"
ODD = "our llama guzzled the gazebo"


def met(desk: Desk) -> list[str]:
    (attempt,) = desk.store.all(Attempt)
    return [one.card for one in attempt.met]


def call(desk: Desk) -> CallScreen:
    assert isinstance(desk.app.screen, CallScreen)
    return desk.app.screen


async def heard(desk: Desk, pilot: Pilot[None], words: str, *keys: str) -> None:
    await desk.press(pilot, "slash")
    await desk.type(pilot, words)
    await desk.press(pilot, *keys)


async def test_enter_on_a_sure_row_opens_it_and_marks_it_met(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space")
        await heard(d, pilot, "that is too expensive")
        assert "▸ Too expensive" in d.text
        await d.press(pilot, "enter")
        assert met(d) == ["price_too_high"]
        assert "w: “" not in d.text


async def test_a_guess_is_never_opened_by_itself(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space")
        await heard(d, pilot, SMALL_TALK)
        assert "nothing fits for certain" in d.text
        assert "▸" not in d.text
        assert call(d)._words().plain == call(d).talk.opening().plain
        await d.press(pilot, "enter")
        assert met(d) == []
        assert f"Kept for later: “{SMALL_TALK}”" in d.text


async def test_a_guess_is_opened_by_a_second_key(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space")
        await heard(d, pilot, SMALL_TALK, "down")
        chosen = call(d)._found.hit
        assert chosen
        assert chosen.weak
        await d.press(pilot, "enter")
        assert met(d) == [chosen.id]


async def test_what_nothing_fits_is_on_disk_at_once_and_waits_in_the_form(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space")
        await heard(d, pilot, "qzxqz", "enter")
        (draft,) = d.store.all(Draft)
        assert draft.form.unready == "qzxqz"
        await d.press(pilot, "h")
        assert "qzxqz" in d.text
        await d.press(pilot, "1", "ctrl+s")
        (capture,) = d.store.all(Capture)
        assert capture.text == "qzxqz"


async def test_enter_on_nothing_stays_in_the_search(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space", "slash", "enter")
        assert "type what they said" in d.text
        assert not d.store.all(Draft)


async def test_the_card_of_other_words_does_not_stay_beside_a_guess(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space")
        await heard(d, pilot, "too expensive", "enter")
        assert call(d)._kind == "card"
        await heard(d, pilot, SMALL_TALK)
        assert call(d)._kind == ""


async def test_what_they_said_leads_to_the_card_from_then_on(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space")
        await heard(d, pilot, ODD, "enter")
        await heard(d, pilot, "too expensive", "enter")
        assert f"w: “{ODD}” leads here" in d.text
        await d.press(pilot, "w")
        assert f"“{ODD}” leads here from now on." in d.text
        await heard(d, pilot, ODD, "enter")
        assert met(d)[-1] == "price_too_high"
        assert "w: “" not in d.text
    anew = open_playbook([shipped_scripts(), tmp_path / "scripts"]).search(ODD)
    assert (anew[0].id, anew[0].weak) == ("price_too_high", False)


async def test_what_was_not_wanted_is_not_offered_to_the_next_card(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space")
        await heard(d, pilot, ODD, "enter")
        await heard(d, pilot, "too expensive", "enter")
        await heard(d, pilot, "just send me an email", "enter")
        assert "w: “" not in d.text
        await d.press(pilot, "w")
    assert not (tmp_path / "scripts" / "captured.yaml").exists()


async def test_a_folder_that_cannot_be_written_is_said(desk: MakeDesk, tmp_path: Path) -> None:
    d = desk()
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space")
        await heard(d, pilot, ODD, "enter")
        await heard(d, pilot, "too expensive", "enter")
        (tmp_path / "scripts").write_text("a file where the folder should be")
        await d.press(pilot, "w")
        assert "Not remembered: " in d.text


# ------------------------------------------------------------------------------------- rows that come later


class Slow:
    """The words of the desk, with rows by meaning that come when they are let go.

    Until then no `Desk.press`: it waits for every worker, this one too.
    """

    by_meaning = True

    def __init__(self, words: object, more: Sequence[CardHit]) -> None:
        self._words, self._more = words, more
        self.go = threading.Event()
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._words, name)

    def more(self, words: str, limit: int = 5, purpose: str = "") -> Sequence[CardHit]:
        self.asked.append(words)
        assert self.go.wait(20)
        return self._more


LATER = [
    CardHit(id, "card", id.upper(), 1.0) for id in ("gatekeeper", "diy", "no_need", "too_busy", "timing")
]


async def looked(desk: Desk, pilot: Pilot[None]) -> None:
    await desk.app.workers.wait_for_complete([w for w in desk.app.workers if w.group == "meaning"])
    await pilot.pause()


async def test_rows_that_come_later_stand_below_the_chosen_one(desk: MakeDesk) -> None:
    d = desk()
    slow = Slow(d.app.wording.words, LATER)
    d.app.wording.words = slow  # type: ignore[assignment]
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space")
        await heard(d, pilot, "too expensive")
        before = [hit.id for hit in call(d)._found.hits]
        await pilot.press("down")
        slow.go.set()
        await looked(d, pilot)
        after = [hit.id for hit in call(d)._found.hits]
        assert after == [*before[:2], "gatekeeper", "diy", "no_need"]
        await d.press(pilot, "enter")
        assert met(d) == [before[1]]


async def test_one_look_at_a_time_and_the_last_for_what_stands_there(desk: MakeDesk) -> None:
    d = desk()
    slow = Slow(d.app.wording.words, LATER)
    d.app.wording.words = slow  # type: ignore[assignment]
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space")
        await heard(d, pilot, "expensive")
        slow.go.set()
        await looked(d, pilot)
        assert slow.asked[-1] == "expensive"
        assert len(slow.asked) <= 2
        assert "GATEKEEPER" in d.text


async def test_rows_that_come_after_the_search_was_left_change_nothing(desk: MakeDesk) -> None:
    d = desk()
    slow = Slow(d.app.wording.words, LATER)
    d.app.wording.words = slow  # type: ignore[assignment]
    async with d.app.run_test(size=(120, 40)) as pilot:
        await d.press(pilot, "enter", "space")
        await heard(d, pilot, "too expensive", "enter")
        slow.go.set()
        await looked(d, pilot)
        assert call(d)._card == "price_too_high"
        assert met(d) == ["price_too_high"]


def hit(id: str, weak: bool = False) -> CardHit:
    return CardHit(id, "card", id, 1.0, weak)


def test_guesses_give_way_until_one_is_chosen() -> None:
    found = Found()
    found.typed("a b", [hit("x", weak=True), hit("y", weak=True)])
    found.deepen([hit("z"), hit("x"), hit("y")])
    assert [(row.id, row.weak) for row in found.hits] == [("z", False), ("x", False), ("y", False)]
    assert found.hit is None
    found.move(1)
    found.deepen([hit("y"), hit("x"), hit("z")])
    assert [row.id for row in found.hits] == ["z", "y", "x"]


@pytest.mark.parametrize(("keys", "chosen"), [((1,), 0), ((-1,), 2), ((1, 1, 1, 1), 0), ((1, -1), 2)])
def test_from_no_row_to_the_first_or_the_last(keys: Sequence[int], chosen: int) -> None:
    found = Found()
    found.typed("a b", [hit(id, weak=True) for id in "xyz"])
    for by in keys:
        found.move(by)
    assert found.chosen == chosen


def test_nothing_is_found_later_where_nothing_was_found() -> None:
    found = Found()
    found.typed("das ist zu teuer", [])
    found.move(1)
    assert found.hit is None
    found.deepen([hit("x")])
    assert [row.id for row in found.hits] == ["x"]
    assert found.hit is None


@pytest.mark.parametrize(
    ("words", "weak", "moves", "missed"),
    [
        ("too dear", False, 0, ""),
        ("too dear", False, 1, "too dear"),
        ("a  b", True, 1, "a b"),
        ("dear", True, 1, ""),
    ],
)
def test_what_is_worth_remembering(words: str, weak: bool, moves: int, missed: str) -> None:
    found = Found()
    found.typed(words, [hit("x", weak), hit("y", weak)])
    for _ in range(moves):
        found.move(1)
    assert found.missed == missed


async def test_the_end_of_a_long_card_is_reached_by_keys(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "enter", "space")
        assert "pgdn" not in d.text, "the opener fits"
        await heard(d, pilot, "that is too expensive")
        assert "pgdn more" in d.text
        await d.press(pilot, "pagedown", "enter")
        right = call(d).query_one("#right")
        assert 0 < right.scroll_y < right.max_scroll_y, "also while it is looked for"
        await d.press(pilot, *["pagedown"] * 5)
        assert right.scroll_y == right.max_scroll_y
        await d.press(pilot, *["ctrl+u"] * 5)
        assert right.scroll_y == 0
        await d.press(pilot, "ctrl+d")
        assert right.scroll_y > 0
        await d.press(pilot, "escape")
        assert right.scroll_y == 0
        await heard(d, pilot, "send me an email", "enter")
        assert right.scroll_y == 0
