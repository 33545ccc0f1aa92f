"""The taker of the inbox: everything once, in order; nothing lost, nothing in the way of the rest."""

from __future__ import annotations

import asyncio
import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.core.given import DEFAULTS, DISPOSITIONS, HOUR, LONDON, NOW, RULES, person
from tests.memory import MemoryStore
from tui.core.books import Books
from tui.core.call.attempt import Attempt, CallList, DoNotCall
from tui.core.clock import FakeClock
from tui.core.people.contact import Contact
from tui.core.ports import Batch, Store
from tui.core.queue.judge import Judge
from tui.core.queue.queue import Queue
from tui.core.queue.standing import Standing
from tui.core.request import Forbid, Log, TakeIn
from tui.files import inbox
from tui.handover.pickup import AGAIN, Inbox, News, ahead, carry_out_all, hand_over, waiting
from tui.runner import Runner

DNC = Forbid(("+442079460102",), NOW, "added by hand")
LOG = Log(1, "no-answer", NOW, "+442079460101")
DISK = "Not saved: the disk is full. What was saved before is safe. Make room, then try again."


class Place:
    """A session with an inbox, and commands beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = MemoryStore(Batch((person(1), person(2))))
        self.clock = FakeClock(NOW)
        queue = Queue(Judge(self.store, DISPOSITIONS, DEFAULTS.hours, LONDON), self.store.all(Contact), NOW)
        self.runner = Runner(self.store, None, self.clock, RULES, queue, LONDON)  # type: ignore[arg-type]
        self.inbox = Inbox(folder)
        self._left = 0

    def leave(self, *requests: Log | Forbid | TakeIn) -> None:
        for request in requests:
            self._left += 1
            hand_over(self.folder, request, NOW + timedelta(seconds=self._left))

    def leave_as(self, name: str, data: bytes) -> None:
        self.folder.mkdir(exist_ok=True)
        (self.folder / name).write_bytes(data)

    async def look(self, after: float = 1.0) -> list[News]:
        self.clock.advance(after)
        async with self.runner.running():
            return await self.inbox.take_up(self.runner.do, self.clock.now())

    @property
    def aside(self) -> dict[str, bytes]:
        folder = self.folder / "set-aside"
        return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "inbox")


async def test_nothing_there_is_nothing_to_do(place: Place) -> None:
    assert place.inbox.due(place.clock.now()) == []
    assert await place.look() == []
    assert not place.folder.exists()


async def test_what_was_left_is_saved_and_taken_away_and_the_queue_knows(place: Place) -> None:
    place.leave(LOG, DNC)
    assert place.inbox.due(place.clock.now()) == inbox.waiting(place.folder)
    assert await place.look() == [
        News("Logged beside the app: Person 1, no answer"),
        News("1 number added to do-not-call"),
    ]
    assert inbox.waiting(place.folder) == []
    assert place.runner.queue.holds() == {"tried recently": 1, "do not call": 1}
    assert place.store.get(Standing, 1).dials == 1  # type: ignore[union-attr]
    assert len(place.store.commits) == 2


async def test_killed_after_the_save_nothing_is_done_twice(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kill, as the next start sees it: everything saved, and the files still there."""
    place.leave(LOG, DNC, TakeIn((person(3),), (), (CallList(0, "leads", imported=NOW),), 2))
    with monkeypatch.context() as patch:
        patch.setattr(inbox, "remove", lambda folder, name: None)
        await place.look()
    again = Place(place.folder)
    again.store = place.store
    again.runner.store = place.store
    before = [list(place.store.all(kind)) for kind in (Attempt, DoNotCall, Contact, Standing, CallList)]
    assert len(await again.look()) == 3
    after = [list(place.store.all(kind)) for kind in (Attempt, DoNotCall, Contact, Standing, CallList)]
    assert before == after
    assert inbox.waiting(place.folder) == []


async def test_a_save_that_fails_stays_and_is_tried_again_later(place: Place) -> None:
    place.leave(LOG)
    place.store.fail_next = DISK
    assert await place.look() == [News(problem=f"Handed over, it waits in inbox/. {DISK}")]
    assert len(inbox.waiting(place.folder)) == 1
    assert await place.look(AGAIN - 1) == [], "not at every look"
    assert place.inbox.due(place.clock.now()) == []
    place.store.fail_next = DISK
    assert await place.look(1) == [], "told once"
    assert place.inbox.due(place.clock.now()) == []
    assert await place.look(AGAIN) == [News("Logged beside the app: Person 1, no answer")]
    assert inbox.waiting(place.folder) == []


async def test_others_do_not_wait_for_one_that_fails(place: Place) -> None:
    place.leave(LOG)
    place.store.fail_next = DISK
    await place.look()
    place.leave(DNC)
    assert await place.look() == [News("1 number added to do-not-call")]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.json", b"{", "it is no JSON"),
        ("a.json", b'{"format":9}', "another version of Offhook wrote it (format 9)"),
        ("z\x1b[31m.json", b"[]", "it is none of Offhook's requests"),
    ],
)
async def test_what_cannot_be_understood_is_set_aside(place: Place, name: str, data: bytes, why: str) -> None:
    place.leave_as(name, data)
    place.leave(DNC)
    problem = News(problem=f"Set aside: what a command handed over ({why}). It lies in inbox/set-aside.")
    assert set(await place.look()) == {problem, News("1 number added to do-not-call")}
    assert place.aside == {f"{name.removesuffix('.json')}-20261123T090001Z.json": data}
    assert inbox.waiting(place.folder) == []
    assert await place.look() == []


async def test_a_call_with_somebody_who_is_gone_is_set_aside(place: Place) -> None:
    place.leave(Log(99, "busy", NOW), LOG)
    (gone, logged) = await place.look()
    assert "nobody here has the id 99" in gone.problem
    assert logged.said
    assert len(place.aside) == 1


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may do everything")
async def test_a_folder_that_cannot_be_written_by_a_rep(place: Place) -> None:
    place.leave(LOG)
    place.folder.chmod(0o500)
    try:
        assert [news.said for news in await place.look()] == ["Logged beside the app: Person 1, no answer"]
        assert await place.look(AGAIN) == []
    finally:
        place.folder.chmod(0o700)
    assert len(place.store.all(Attempt)) == 1


async def test_a_file_that_cannot_be_taken_away_is_told_and_done_once(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    place.leave(LOG)
    place.leave_as("z.json", b"{")
    monkeypatch.setattr(inbox, "remove", refuse)
    monkeypatch.setattr(inbox, "set_aside", refuse)
    assert await place.look() == [
        News("Logged beside the app: Person 1, no answer"),
        News(problem="inbox/z.json is left there: it is no JSON (Permission denied)."),
    ]
    assert await place.look() == []
    assert await place.look(AGAIN) == []
    assert len(place.store.all(Attempt)) == 1


async def test_a_file_that_vanishes_is_no_fault(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "waiting", lambda folder: ["gone.json"])
    assert await place.look() == []


async def test_it_takes_its_turn(place: Place) -> None:
    """Built on what was decided before it, not on what was there when the file was read."""
    place.leave(DNC)
    async with place.runner.running():
        first = place.runner.commit_for(2, Batch((DoNotCall(50, NOW, "+442079460102", 2),)))
        _, news = await asyncio.gather(first, place.inbox.take_up(place.runner.do, place.clock.now()))
    assert news == [News("1 number added to do-not-call")]
    assert len(place.store.all(DoNotCall)) == 1


# -------------------------------------------------------------------------------- where no session runs


def books(store: Store) -> Books:
    return Books(store, store.new_id, DISPOSITIONS, LONDON)


async def test_a_command_takes_up_what_was_left(place: Place) -> None:
    place.leave(LOG, Log(99, "busy", NOW), DNC)
    store = place.store
    news = await carry_out_all(place.folder, store, books(store), place.clock.now())
    assert [bool(one.problem) for one in news] == [False, True, False]
    assert store.do_not_call("+442079460102")
    place.leave(Log(1, "busy", NOW + HOUR))
    store.fail_next = DISK
    (news_,) = await carry_out_all(place.folder, store, books(store), place.clock.now())
    assert news_.problem.endswith(DISK)
    assert len(inbox.waiting(place.folder)) == 1


def test_who_only_looks_sees_it_as_done(place: Place) -> None:
    place.leave(DNC, Log(1, "dnc-person", NOW), Log(99, "busy", NOW))
    place.leave(TakeIn((person(3),), (), (CallList(0, "leads", imported=NOW),), 2))
    place.leave_as("0.json", b"{")
    requests = waiting(place.folder)
    assert len(requests) == 4
    over = ahead(place.store, requests, books)
    assert over.do_not_call("+442079460102")
    assert over.get(Standing, 1).do_not_call  # type: ignore[union-attr]
    assert [c.id for c in over.all(Contact)] == [1, 2], "new people have no ids yet"
    assert place.store.all(DoNotCall).__len__() == 0
    assert len(inbox.waiting(place.folder)) == 5
