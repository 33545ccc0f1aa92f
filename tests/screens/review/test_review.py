"""Review as a main screen: to and fro, spans, sections, the search, what one makes of it, how it looks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.desk import BEN, DANA, LONDON, NOW, PEOPLE, Desk, MakeDesk
from tests.golden import golden
from tests.memory import MemoryStore
from tui.core.call.attempt import Attempt
from tui.core.call.reflection import Capture, Intention, Reflection
from tui.core.day.checkin import CheckIn
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.screens.jump import places
from tui.screens.queue.queue import QueueScreen
from tui.screens.review.review import ReviewScreen
from tui.screens.review.shown import SECTIONS
from tui.store.demo import fill
from tui.store.shelf import KINDS

DAY = timedelta(days=1)

Week = Callable[..., Desk]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
    """The records of the sample week, up to the Monday before NOW."""
    store = MemoryStore()
    home = Home(tmp_path_factory.mktemp("demo"))
    asyncio.run(fill(store, NOW.astimezone(LONDON), read_defaults(home).dispositions))
    return tuple(record for kind in KINDS for record in store.all(kind))


@pytest.fixture
def week(desk: MakeDesk, demo: tuple[object, ...]) -> Week:
    """Makes an app with the sample week: `week(more records…)`."""
    return lambda *records, **settings: desk((), *demo, *records, **settings)


def called(id: int, days: float, right: str = "", wrong: str = "", next: str = "") -> tuple[object, ...]:
    """A conversation that many days ago, with what was written after it."""
    at = NOW - days * DAY
    call = Attempt(id, DANA.id, "+447700900123", at, ended=at, disposition="conversation")
    return call, Reflection(id, DANA.id, at, right=right, wrong=wrong, next=next)


async def until(d: Desk, pilot: object, section: str) -> None:
    """Turn to a section."""
    screen = d.app.screen
    assert isinstance(screen, ReviewScreen)
    while screen.shown.section != section:
        await d.press(pilot, "right")  # type: ignore[arg-type]


# ----------------------------------------------------------------------------------------- to and fro


async def test_5_leads_there_from_every_main_screen_and_esc_away(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        for before in ((), ("1",), ("3",), ("4",), ("6",)):
            await d.press(pilot, *before, "5")
            assert isinstance(d.app.screen, ReviewScreen)
            assert sum(isinstance(s, ReviewScreen) for s in d.app.screen_stack) == 1
            await d.press(pilot, "escape")
            assert isinstance(d.app.screen, QueueScreen)


@pytest.mark.parametrize("before", [("enter",), ("b", "enter")], ids=["call", "block"])
async def test_in_a_call_and_a_block_it_stays_shut(desk: MakeDesk, before: tuple[str, ...]) -> None:
    d = desk()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, *before, "5")
        assert not any(isinstance(screen, ReviewScreen) for screen in d.app.screen_stack)


async def test_before_the_first_call_it_says_what_will_stand_here(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "5")
        for _ in SECTIONS[1:]:
            assert "Here will stand, after your first call:" in d.text
            await d.press(pilot, "right")
        assert "weekly check-in" in d.text


# --------------------------------------------------------------------------------------------- spans


async def test_the_spans_have_keys_and_no_day_to_come_is_shown(week: Week) -> None:
    d = week()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5")
        assert "this week, 23–29 November" in d.text
        assert "30 dials" in d.text
        await d.press(pilot, "right_square_bracket")
        assert "this week, 23–29 November" in d.text
        await d.press(pilot, "left_square_bracket")
        assert "16–22 November" in d.text
        assert "120 dials" in d.text
        await d.press(pilot, "d")
        assert "Sunday 22 November" in d.text
        await d.press(pilot, "right_square_bracket", "right_square_bracket", "right_square_bracket")
        assert "today, Tuesday 24 November" in d.text
        await d.press(pilot, "m")
        assert "November 2026" in d.text
        await d.press(pilot, "a")
        assert "everything so far" in d.text
        assert "150 dials" in d.text


async def test_a_week_is_compared_with_as_much_of_the_week_before(week: Week) -> None:
    d = week()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5")
        dials = next(row for row in d.text.splitlines() if row.startswith("  dials"))
        # On a Tuesday that is Monday and Tuesday; the sample week begins on the Tuesday.
        assert dials.split() == ["dials", "30", "30"]
        assert "16–17 Nov" in d.text


async def test_what_is_saved_meanwhile_is_counted(desk: MakeDesk) -> None:
    d = desk(PEOPLE, *called(900, 0.1))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5")
        assert d.text.splitlines()[0].endswith(" 1 dial")
        await d.app.runner.keep(*called(901, 0.05))
        d.app.show_changes()
        await d.done(pilot)
        assert "2 dials" in d.text


async def test_words_that_change_alone_are_read_again(desk: MakeDesk) -> None:
    call, said = called(900, 0.1, wrong="talked too long")
    d = desk(PEOPLE, call, said)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5")
        await until(d, pilot, "words")
        assert "talked too long" in d.text
        await d.app.runner.keep(replace(said, wrong="talked too fast"))  # type: ignore[type-var]
        d.app.show_changes()
        await d.done(pilot)
        assert "talked too fast" in d.text


async def test_it_is_read_in_slices(week: Week, monkeypatch: pytest.MonkeyPatch) -> None:
    d = week()
    rests = 0

    async def rest() -> None:
        nonlocal rests
        rests += 1

    async with d.app.run_test(size=(100, 30)) as pilot:
        monkeypatch.setattr(d.app, "let_keys_through", rest)
        await d.press(pilot, "5", "a")
        assert rests > 5, "keys come in between"


async def test_what_is_asked_for_while_it_reads_is_what_is_shown(week: Week) -> None:
    d = week()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5")
        screen = d.app.screen
        assert isinstance(screen, ReviewScreen)
        for _ in range(3):  # words that are read again, changes, other spans: all at once
            screen.action_all()
            screen.refresh_words()
            screen.refresh_second(True)
            screen.action_week()
            screen.action_earlier()
            await pilot.pause()
        await d.done(pilot)
        assert "16–22 November" in d.text
        assert screen.shown.view
        assert screen.shown.view.now.span == screen.shown.collected.span == screen.shown.span


async def test_the_figures_of_one_span_never_stand_under_the_name_of_another(
    week: Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    d = week()
    go_on = asyncio.Event()

    async def count(since: date, most: float = 0.0) -> bool:
        await go_on.wait()
        return False

    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5", "left_square_bracket")
        assert "120 dials" in d.text
        monkeypatch.setattr(d.app, "count_days", count)
        await pilot.press("d")
        await pilot.pause()
        assert "Sunday 22 November · counting…" in d.text
        assert "120" not in d.text
        await pilot.press("a")
        go_on.set()
        await d.done(pilot)
        assert "everything so far" in d.text
        assert "150 dials" in d.text


# ------------------------------------------------------------------------------------------- the words


async def test_what_keeps_coming_up_becomes_a_line_to_practise(desk: MakeDesk) -> None:
    said = 'gave in on "just send me something"'
    d = desk(PEOPLE, *(r for n in range(3) for r in called(900 + n, 0.1 * n, wrong=said)))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5")
        await d.press(pilot, "left_square_bracket", "right_square_bracket")
        await until(d, pilot, "patterns")
        assert f"3× went wrong  {said}" in d.text
        await d.press(pilot, "p")
        assert "just send me something" in d.text.split("what do they say?")[1], "what was quoted is offered"
        await d.press(pilot, "enter")
        (capture,) = d.store.all(Capture)
        assert (capture.text, capture.contact, capture.attempt) == ("just send me something", DANA.id, 900)
        assert "waits for an answer (3) and comes up in practice (4)" in d.text
        await d.press(pilot, "3")
        assert "1 without an answer" in d.text


async def test_what_keeps_coming_up_becomes_an_intention(desk: MakeDesk) -> None:
    d = desk(PEOPLE, *(r for n in range(3) for r in called(900 + n, 0.1 * n, next="ask before I explain")))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5")
        await until(d, pilot, "patterns")
        await d.press(pilot, "i", "enter")
        (intention,) = d.store.all(Intention)
        assert (intention.text, intention.attempt, intention.tried) == ("ask before I explain", 0, None)
        await d.press(pilot, "2")
        assert "ask before I explain" in d.text


async def test_a_save_that_fails_is_told(desk: MakeDesk) -> None:
    d = desk(PEOPLE, *(r for n in range(3) for r in called(900 + n, 0.1 * n, next="ask first")))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5")
        await until(d, pilot, "patterns")
        await d.press(pilot, "i")
        d.store.fail_next = "The disk is full. Make room."
        await d.press(pilot, "enter")
        assert "! The disk is full. Make room." in d.text
        assert not d.store.ids(Intention)


async def test_two_of_a_kind_are_no_pattern_yet(desk: MakeDesk) -> None:
    d = desk(PEOPLE, *called(900, 0, wrong="talked"), *called(901, 0.1, wrong="talked"))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5")
        await until(d, pilot, "patterns")
        assert "Nothing has come up 3 times yet, in 2 forms" in d.text
        await d.press(pilot, "p", "i")
        assert isinstance(d.app.screen, ReviewScreen)


async def test_everything_written_is_found_without_accents_and_case(desk: MakeDesk) -> None:
    d = desk(PEOPLE, *called(900, 0.1, wrong="Müller kam zu früh"), *called(901, 0.2, right="let her talk"))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5", "slash")
        await d.type(pilot, "FRUH muller")
        await d.done(pilot)
        assert "Müller kam zu früh" in d.text
        assert "let her talk" not in d.text
        await d.press(pilot, "enter", "enter")
        assert "wrong      Müller kam zu früh" in d.text
        assert "conversation" in d.text
        await d.press(pilot, "x", "escape")
        assert "let her talk" in d.text, "esc leaves the search"
        await d.press(pilot, "slash")
        await d.type(pilot, "nowhere")
        await d.done(pilot)
        assert "Nothing you wrote in this time has all these words" in d.text


async def test_what_somebody_wrote_is_text(desk: MakeDesk) -> None:
    evil = "[@click=app.leave]x[/] \x1b]52;c;aGk=\x07\x1b[31mred\u202e"
    d = desk(PEOPLE, *(r for n in range(3) for r in called(900 + n, 0.1 * n, evil, evil, evil)))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5")
        for section in ("wins", "patterns", "words"):
            await until(d, pilot, section)
            assert "[@click=app.leave]x[/]" in d.text
            assert not {"\x1b", "\x07", "\u202e"} & set(d.text)
            await d.press(pilot, "y")
            assert not {"\x1b", "\x07", "\u202e"} & set(d.app.clipboard)


async def test_the_cursor_goes_down_a_list_longer_than_the_screen(week: Week) -> None:
    d = week()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "5", "a")
        await until(d, pilot, "words")
        first = d.text
        await d.press(pilot, *["pagedown"] * 3)
        assert "31 of " in d.text
        await d.press(pilot, *["pageup"] * 4)
        assert d.text == first


async def test_a_section_is_copied_as_text(week: Week) -> None:
    d = week()
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5", "left_square_bracket", "y")
        assert d.app.clipboard.startswith("Goal, 16–22 November\n")
        assert "connects            36  30% of dials" in d.app.clipboard
        assert "✓" not in d.text.splitlines()[-2]
        await until(d, pilot, "wins")
        await d.press(pilot, "y")
        assert len(d.app.clipboard.splitlines()) == 33, "all of the list, not only what is in sight"


async def test_side_by_side_everything_is_there(week: Week) -> None:
    d = week()
    async with d.app.run_test(size=(200, 60)) as pilot:
        await d.press(pilot, "5", "left_square_bracket")
        for heading in ("▸ Goal", "Hours", "Better", "Time", "Objections", "Compared", "Patterns", "To do"):
            assert any(heading in row for row in d.text.splitlines()[4:]), heading
        await until(d, pilot, "patterns")
        assert "▸ Patterns" in d.text


async def test_an_intention_stands_once_with_what_became_of_it(desk: MakeDesk) -> None:
    records: list[object] = []
    meant = [
        Intention(1, "Ask first", NOW, 0),
        Intention(2, "ask first", NOW, 0),
        Intention(3, "slow", NOW, 0),
    ]
    for id, intention, kept in ((901, 1, True), (902, 2, False), (903, 2, True), (904, 3, None)):
        call, said = called(id, (910 - id) / 100)
        records += [call, replace(said, intention=intention, kept=kept)]  # type: ignore[type-var]
    d = desk(PEOPLE, *meant, *records)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5")
        await until(d, pilot, "better")
        lines = [line.strip() for line in d.text.splitlines() if "ask first" in line or "slow" in line]
        assert [line.split("  ")[0] for line in lines] == ["not said", "kept 2 of 3"]


async def test_an_unfinished_form_is_opened_from_here(desk: MakeDesk) -> None:
    open_ = Attempt(900, BEN.id, "+447700900124", NOW - DAY)
    d = desk(PEOPLE, open_)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await d.press(pilot, "5")
        await until(d, pilot, "todo")
        assert "1 call without a result" in d.text
        assert "Ben Okafor" in d.text
        await d.press(pilot, "enter")
        assert getattr(d.app.screen, "SCOPE", "") == "reflect"


# ------------------------------------------------------------------------------------------ as it looks

_HOMEWORK = CheckIn(1, NOW - 8 * DAY, {"mentor": "Robin"}, "ring three old customers", NOW - 8 * DAY)
_AGAIN = tuple(
    r for n in range(4) for r in called(950 + n, 0.01 * n, wrong="no next step", next="end with a next step")
)
STEPS: dict[str, tuple[tuple[object, ...], tuple[str, ...]]] = {
    "review-goal": ((), ("left_square_bracket",)),
    "review-hours": ((), ("a", "right")),
    "review-better": ((), ("left_square_bracket", "right", "right")),
    "review-time": ((), ("left_square_bracket", *["right"] * 3)),
    "review-objections": ((), ("left_square_bracket", *["right"] * 4)),
    "review-compared": ((), ("left_square_bracket", *["right"] * 5)),
    "review-wins": ((), ("left_square_bracket", *["left"] * 4)),
    "review-patterns": (_AGAIN, ("a", *["left"] * 3)),
    "review-words": ((), ("a", "slash", "p", "r", "i", "c", "e", "enter")),
    "review-todo": ((_HOMEWORK,), ("left",)),
}


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
@pytest.mark.parametrize("screen", STEPS)
async def test_golden(screen: str, size: tuple[int, int], week: Week) -> None:
    records, keys = STEPS[screen]
    d = week(*records)
    async with d.app.run_test(size=size) as pilot:
        await d.press(pilot, "5", *keys)
        await d.done(pilot)
        await golden(d, pilot, screen)


async def test_golden_of_an_empty_home(desk: MakeDesk) -> None:
    d = desk()
    async with d.app.run_test(size=(80, 24)) as pilot:
        await d.press(pilot, "5")
        await golden(d, pilot, "review-empty")


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_a_letter_leads_to_each_section_and_each_row_in_view(
    desk: MakeDesk, size: tuple[int, int]
) -> None:
    calls = tuple(one for id in range(1, 40) for one in called(id, id / 50, wrong=f"wrong {id:02}"))
    d = desk((*PEOPLE, *calls))
    async with d.app.run_test(size=size) as pilot:
        await d.press(pilot, "5")
        await until(d, pilot, "words")
        screen = d.app.screen
        assert isinstance(screen, ReviewScreen)
        shown = d.text.splitlines()
        drawn = {n for n, line in enumerate(shown) if "Dana Reyes  wrong" in line}
        found = places(screen)
        assert {place.at.y for place in found if place.at.y > 4} == drawn, "the rows, no more and no less"
        fourth = [place for place in found if "wrong 17" in shown[place.at.y]][-1]
        fourth.go()
        await pilot.pause()
        assert (screen.shown.section, screen.shown.row.wrong) == ("words", "wrong 17")  # type: ignore[union-attr]
        names = [place for place in found if place.at.y < 5]
        assert len(names) == len(SECTIONS)
        line = shown[names[0].at.y]
        assert [line[place.at.x + 1 :].split()[0] for place in names][:3] == ["Goal", "Hours", "Better"]
        names[SECTIONS.index("time")].go()
        await pilot.pause()
        assert screen.shown.section == "time"
