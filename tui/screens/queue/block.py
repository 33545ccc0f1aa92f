"""The block on screen: whom it is for, started, paused, counted, ended, resumed (P11)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from textual.content import Content

from tui import look, say
from tui.core.call.attempt import Attempt, Block
from tui.core.call.purpose import name_of
from tui.core.day import blocks, ramp, safe
from tui.core.day.blocks import Running
from tui.core.hours.hours import zone
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.core.queue import easy
from tui.core.queue.chosen import AHEAD, Chosen
from tui.core.queue.easy import Easy, Wins
from tui.core.queue.verdict import Place
from tui.core.text import count
from tui.keys import key_of
from tui.runner import Runner
from tui.screens.queue.row_and_card import Shown
from tui.wiring import Services

#: So many are looked at in one go to find the people of a block: 5 ms.
_SLICE = 1000
#: The hours at which people answer are taken from so many days.
_HOURS_FROM = timedelta(days=90)
#: The ramp looks back over so many days.
_RAMP_FROM = timedelta(days=35)
_THREE = 3


class BlockRun:
    """At most one block at a time, and what it shows."""

    def __init__(self, services: Services, runner: Runner, keep: Callable[[Batch], object]) -> None:
        """`keep` saves a batch in the background and tells of a failure."""
        self._services, self._runner, self._keep = services, runner, keep
        self._shown = Shown(services, runner)
        self._running: Running | None = None
        self._chosen: Chosen | None = None
        """Whom a block for some people is for."""
        self._looked = -1
        """The minute in which it was last looked from the top."""
        self._easy: dict[int, Easy] = {}
        self._wins = Wins()
        self._nudged = False

    def __bool__(self) -> bool:
        return self._running is not None

    @property
    def block(self) -> Block | None:
        """The block under way."""
        return self._running.block if self._running else None

    @property
    def id(self) -> int:
        """The block's id; 0: none runs."""
        return self._running.block.id if self._running else 0

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return self._running is not None and self._running.block.stopped is not None

    @property
    def brief(self) -> bool:
        """Whether the form after its calls has one line."""
        return self._running is not None and self._running.block.kind == "three"

    @property
    def whom(self) -> str:
        """Whom it is for, in words; empty: anybody, or none runs."""
        block = self.block
        if block is None or block.kind in {"calls", "minutes"}:
            return ""
        if block.kind == "purpose":
            return f"“{name_of(self._services.defaults.purposes, block.purpose)}”"
        return "the easiest calls there are" if block.kind == "three" else "people never called before"

    # --------------------------------------------------------------------------------------- start and end

    def start(self, kind: str, calls: int, minutes: int, purpose: str = "") -> None:
        """Begin a block."""
        now = self._runner.now.utc
        id = self._services.store.new_id(Block)
        self._go_on(Running(Block(id, now, calls, minutes, kind=kind, purpose=purpose)))

    def start_three(self) -> int:
        """Begin one of the three easiest calls there are (P30). Returns how many there are, three at most."""
        self._easy = {one.contact: one for one in self._easiest()[:AHEAD]}
        many = min(_THREE, len(self._easy))
        if many:
            self._wins = easy.wins(self._services.store, self._services.defaults.dispositions)
            self.start("three", many, 0)
        return many

    def left_open(self) -> Block | None:
        """The block the app went away in, to be gone on with."""
        return None if self else blocks.left_open(self._services.store, self._runner.now.utc)

    def resume(self, block: Block) -> None:
        """Go on with it. The time since does not count."""
        if block.kind == "three":
            self._easy = {one.contact: one for one in self._easiest()[:AHEAD]}
            self._wins = easy.wins(self._services.store, self._services.defaults.dispositions)
        self._go_on(Running(block).toggled(self._runner.now.utc))

    def give_up(self, block: Block) -> None:
        """Do not go on with it: it ended when it was left."""
        self._keep(Batch((replace(block, ended=block.stopped, stopped=None),)))

    def toggle(self) -> None:
        """Pause, or go on."""
        if self._running:
            self._save(self._running.toggled(self._runner.now.utc))

    def over(self) -> bool:
        """Whether a running block is at its end."""
        return (
            self._running is not None
            and not self.paused
            and self._running.over(self._made(), self._runner.now.utc)
        )

    def end(self) -> Block | None:
        """End it. Returns it as it was."""
        if self._running is None:
            return None
        running = self._running.toggled(self._runner.now.utc) if self.paused else self._running
        ended, self._running = replace(running.block, ended=self._runner.now.utc), None
        self._keep(Batch((ended,)))
        return ended

    # --------------------------------------------------------------------------------------- whom it is for

    def people(self, items: Sequence[Place]) -> Sequence[Place]:
        """Those of the queue the block is for. Who was promised a time comes first in every block."""
        block = self.block
        if block is None or block.kind in {"calls", "minutes"}:
            return items
        agreed = [] if self.brief else [p for p in self._outranking(items) if p.due]
        if self.brief:
            places = (self._runner.queue.get(id) for id in self._easy)
            left: Sequence[Place] = [p for p in places if isinstance(p, Place) and self._fits(p, block)]
        else:
            left = self._found(block)
        first = {p.contact for p in agreed}
        return [*agreed, *(p for p in left if p.contact not in first)]

    def _found(self, block: Block) -> Sequence[Place]:
        """Those the block is for, as far as they are known; from the top again, once a minute, when few are
        left of all."""
        chosen = self._chosen or Chosen(self._runner.queue, lambda place: self._fits(place, block))
        minute = self._runner.now.utc.minute
        if self._chosen is None or (chosen.over and self._looked != minute):
            self._chosen, self._looked = chosen, minute
            chosen.begin()
            chosen.look(_SLICE)
        return chosen.people()

    @property
    def looking(self) -> bool:
        """Whether more people are to be looked for: `look_on`."""
        return self._chosen is not None and self._chosen.looking

    def look_on(self) -> bool:
        """Look at some more. Returns whether there is more to do."""
        if self._chosen is None:
            return False
        self._chosen.look(_SLICE)
        return self._chosen.looking

    @staticmethod
    def _outranking(items: Sequence[Place]) -> Iterator[Place]:
        for place in items:
            if not place.outranks_the_list:
                return
            yield place

    def _fits(self, place: Place, block: Block) -> bool:
        standing = self._runner.queue.judge.standing(place.contact)
        if block.kind == "new":
            return standing.last is None
        if block.kind == "purpose":
            contact = self._services.store.get(Contact, place.contact)
            return contact is not None and self._shown.purpose(contact, place) == block.purpose
        skipped = standing.skipped is not None and standing.skipped >= block.started
        return not skipped and (standing.last is None or standing.last < block.started)

    def _easiest(self) -> list[Easy]:
        queue, store, now = self._runner.queue, self._services.store, self._runner.now.utc
        dispositions = self._services.defaults.dispositions
        known = easy.hours(store.since(now - _HOURS_FROM), self._hour, dispositions)
        return easy.easiest(store, queue.items[: queue.certain], dispositions, known, self._hour, now)

    def _hour(self, contact: int, moment: datetime) -> int:
        """The hour of somebody's clock."""
        known = self._services.store.get(Contact, contact)
        place = zone(self._runner.zone_of(known)) if known else None
        return moment.astimezone(place or self._services.zone).hour

    # --------------------------------------------------------------------------------------------- showing

    def head(self) -> Content:
        """`Block 12/20  31:04`."""
        block, now = self.block, self._runner.now.utc
        if block is None or self._running is None:
            return Content("")
        made = f"{self._made()}/{block.calls}" if block.calls else count(self._made(), "call")
        left = f"   {say.clock(self._running.left(now))}" if block.minutes else ""
        paused = f"   paused, {key_of('queue.pause')} goes on" if self.paused else ""
        return say.line(
            (f" {_HEADS[block.kind]} ", look.STRONG), (made, look.STRONG), left,
            (f"   {self._aim(block)}", look.QUIET), (paused, look.ACCENT),
        )  # fmt: skip

    def _aim(self, block: Block) -> str:
        if block.kind == "purpose":
            return name_of(self._services.defaults.purposes, block.purpose)
        return "new people only" if block.kind == "new" else ""

    def beside(self, contact: int, room: int) -> Content | None:
        """On a bad day: why this one is easy, and the rep's own best lines and wins. None: nothing to say."""
        if not self.brief:
            return None
        rows = (
            [say.fact("Easy", (one.why, look.ACCENT), room=room)] if (one := self._easy.get(contact)) else []
        )
        rows += [say.fact("", say.quiet("No need to shine. One call, one line, and on."))] if rows else []
        for index, line in enumerate(self._wins.lines):
            rows.append(say.fact("" if index else "Your own", f"“{say.short(line, 60)}”"))
        for index, (when, what, whom) in enumerate(self._wins.meetings):
            day = when.astimezone(self._services.zone)
            said = f"{what}: {say.short(whom, 30)}, {day.day} {day:%B}"
            rows.append(say.fact("" if index else "You did", said))
        return say.lines(rows) if rows else None

    def nudge(self) -> str:
        """One line, once a block, when too many of its calls were safe by the rep's own limit (P7)."""
        settings = self._services.settings
        if self._running is None or self._nudged or self.brief:
            return ""
        found = safe.share(
            self._services.store, self._calls(), settings.safe_after, self._services.defaults.dispositions
        )
        said = safe.nudge(found, settings.safe_limit)
        self._nudged = bool(said)
        return said

    def _calls(self) -> list[Attempt]:
        return blocks.calls_of(self._services.store, self._running.block) if self._running else []

    def _made(self) -> int:
        block = self.block
        if block is None:
            return 0
        return sum(blocks.counts(self._services.store, block, call) for call in self._calls())

    def _go_on(self, running: Running) -> None:
        self._chosen, self._looked, self._nudged = None, -1, False
        self._save(running)

    def _save(self, running: Running) -> None:
        self._running = running
        self._keep(Batch((running.block,)))


_HEADS = {"calls": "Block", "minutes": "Block", "purpose": "Block", "new": "Block", "three": "Just three"}


def calls_meant(services: Services, runner: Runner) -> int:
    """How many calls a block is for: as set, or by the ramp."""
    settings, store = services.settings, services.store
    if not settings.ramp:
        return settings.block_calls
    now = runner.now.utc
    before = blocks.began_since(store, now - _RAMP_FROM)
    made = ((b, sum(blocks.counts(store, b, call) for call in blocks.calls_of(store, b))) for b in before)
    return ramp.target(made, now, services.zone, settings.block_calls)
