"""Markers and the funnel: ten thousand cut down to those who fit, with the counts beside every rule.

Over 300 lines: thirteen keys; what a marker compares with is asked in `marker_value.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from tui import look, say
from tui.core.lists.funnel import Counts, Funnel, Step
from tui.core.lists.harvest import FEW, Harvest, Suggestion
from tui.core.lists.profile import FIELDS, HEAVIEST, MOST, PARTS, RULES, BadMarker, Marker, Profile
from tui.core.mishap import not_read, not_written
from tui.core.text import count
from tui.keys import Action, key_of
from tui.screens.ask import AskLine
from tui.screens.base import Base, bindings
from tui.screens.lists.marker_value import AskValue
from tui.screens.pick import Pick
from tui.widgets.long_list import LongList
from tui.widgets.parts import Words

if TYPE_CHECKING:
    from tui.files.profile_file import Kept, ProfileFile

#: So many people or calls are read in one go.
_SLICE = 100
_MEANS = {
    "is": "the same text; case and accents do not count",
    "is not": "any other text, and none",
    "contains": "somewhere in it",
    "one of": "one of several texts",
    "between": "a number or a day in a range",
    "matches": "a regular expression",
    "empty": "nothing is known",
    "not empty": "anything is known",
}
_NEEDS_ONE = frozenset({"edit", "part", "more", "less", "before", "after", "remove"})


class MarkersScreen(Base):
    """The profile, rule by rule."""

    SCOPE: ClassVar[str] = "markers"
    CSS_PATH = "lists.tcss"
    BINDINGS = bindings("markers")
    AUTO_FOCUS = "#list"

    def __init__(self) -> None:
        super().__init__()
        self._profile = Profile()
        self._kept: Kept | None = None
        """The version in force; None: it is still read."""
        self._counts: Counts | None = None
        self._saving = asyncio.Lock()
        self._before = -1
        """The version that was in force when this was opened; -1: it is still read."""

    def compose(self) -> ComposeResult:
        """Head; markers and funnel; status, keys."""
        self._file: ProfileFile = self.services.profile_file()
        self._funnel = Funnel(self.services.store)
        self._harvest = Harvest(self.services.store, self.services.defaults.dispositions)
        yield Words(id="head")
        yield Words(id="rule")
        with Horizontal(id="markers"):
            with Vertical(id="left"):
                yield Words(id="counts")
                yield LongList(self._row, lambda: None, id="list")
                yield Words(id="nothing")
            with VerticalScroll(id="right", can_focus=False):
                yield Words(id="funnel")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """The file, then everybody, then all calls, beside the keys."""
        self.begin()
        self.run_worker(self._read(), group="lists", exclusive=True)

    async def _read(self) -> None:
        await self._turned(self._file.read)
        while self._funnel.read(_SLICE):
            await self.offhook.let_keys_through()
        self._count()
        while self._harvest.read(_SLICE):
            await self.offhook.let_keys_through()
        self.draw_later()

    # ----------------------------------------------------------------------------------------------- saving

    async def _turned(self, turn: Callable[[], Kept]) -> None:
        """Another profile is in force: read, or a version before or after."""
        async with self._saving:
            try:
                kept = await asyncio.to_thread(turn)
            except OSError as error:
                self.show_status(
                    problem=not_read("The markers cannot be read", error, "They are as they were.")
                )
                return
        self._before = kept.version if self._before < 0 else self._before
        self._kept, self._profile = kept, kept.profile
        self.show_status(problem=kept.fault)
        self._count()

    def _change(self, markers: Sequence[Marker], at: int | None = None, **limits: int) -> None:
        """Other markers, at once on screen and then on disk."""
        before = self._profile
        try:
            self._profile = replace(before, markers=tuple(markers), **limits)
        except BadMarker as bad:
            self.show_status(problem=str(bad))
            return
        self.show_status("")
        self._count(at)
        self.app.run_worker(self._save(self._profile), group="save")  # also when the rep leaves at once

    async def _save(self, profile: Profile) -> None:
        def save() -> Kept:
            if self._kept and not self._kept.latest:  # so that the first marker can be undone, too
                self._file.save(Profile())
            return self._file.save(profile)

        async with self._saving:
            try:
                self._kept = await asyncio.to_thread(save)
            except OSError as error:
                safe = "What was saved before is safe."
                self.show_status(problem=not_written("The markers are not saved", error, safe))
        self.draw_later()

    # --------------------------------------------------------------------------------------------- showing

    @property
    def rows(self) -> LongList:
        """The list of markers."""
        return self.query_one("#list", LongList)

    @property
    def at(self) -> int:
        """Which marker keys act on; -1: there is none."""
        return self.rows.cursor if self._profile.markers else -1

    def _count(self, at: int | None = None) -> None:
        """Count anew, and show it."""
        try:
            self._counts = self._funnel.count(self._profile)
        except BadMarker as bad:  # a file may be written by hand
            self._counts = None
            self.show_status(problem=str(bad))
        cursor = self.rows.cursor if at is None else at
        self.rows.show(self._counts.steps if self._counts else (), cursor)
        self.draw()

    def refresh_second(self, moved: bool) -> None:
        """Once a second: how far the reading is."""
        if self._funnel.unread or self._harvest.unread:
            self._count()

    def draw(self) -> None:
        """Draw everything."""
        version = f"version {self._kept.version} " if self._kept and self._kept.version else ""
        title = say.line((" Who fits", look.STRONG), ("   markers, and what each of them cuts", look.QUIET))
        self._say("head", say.ends(title, say.quiet(version), self.size.width))
        self._say("rule", self.rule())
        some = bool(self._profile.markers)
        self.rows.display = some
        self.query_one("#nothing").display = not some
        self._say("nothing", self._nothing())
        left = f" {count(len(self._profile.markers), 'marker')}" if some else ""
        self._say("counts", say.quiet(left))
        self._say("funnel", say.lines(self._drawn()))
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _row(self, item: Any, on_it: bool, width: int) -> Sequence[Content]:
        if not isinstance(item, Step):
            return Content(""), Content("")
        marker = item.marker
        sign = (f" {look.NOW} ", look.ACCENT) if on_it else "   "
        part = {"must": f"{look.DUE} must", "must not": f"{look.HELD} must not"}.get(
            marker.part, f"{marker.weight:+d} counts"
        )
        words = say.short(marker.words, max(8, width - 16))
        first = say.line(sign, (part.ljust(12), look.ACCENT), (words, look.STRONG if on_it else ""))
        whole = self._counts.whole if self._counts else 0
        cut = {"must": whole - item.holds, "must not": item.holds}.get(marker.part)
        alone = f" · alone it cuts {cut:,}" if cut is not None else ""
        return first, say.quiet(f"     holds for {item.holds:,}{alone}")

    def _drawn(self) -> Iterator[Content]:
        """The funnel, and the grades below it."""
        counts = self._counts
        if counts is None:
            return
        width = max(10, self.query_one("#right").size.width - 6)
        far = f"   reading, {self._funnel.unread:,} to go" if self._funnel.unread else ""
        yield say.line((f"{counts.whole:>9,}  ", look.STRONG), "everybody", (far, look.QUIET))
        yield _bar(counts.whole, counts.whole, width)
        for step in counts.steps:
            if step.marker.part != "counts":
                sign = "" if step.marker.part == "must" else "not: "
                yield say.line(
                    (f"{step.left:>9,}  ", look.STRONG), say.short(sign + step.marker.words, width - 8)
                )
                yield _bar(step.left, counts.whole, width)
        yield Content("")
        profile = self._profile
        told = {
            "A": f"{profile.a:+d} or more",
            "B": f"{profile.b:+d} or more",
            "C": "less",
            "out": "out of profile",
        }
        for grade, many in counts.grades.items():
            name = grade if grade != "out" else "–"
            yield say.line(
                (f"{many:>9,}  ", look.STRONG), (f"{name}  ", look.ACCENT), (told[grade], look.QUIET)
            )
        found = self._found
        if found:
            yield Content("")
            yield say.line(
                (f"{key_of('markers.suggest')}  ", look.KEY),
                f"{count(len(found), 'suggestion')} from your calls",
            )

    @property
    def _found(self) -> Sequence[Suggestion]:
        """What stands out and is no marker yet; nothing before all calls are read."""
        if self._harvest.unread:
            return ()
        have = {(marker.field, marker.value) for marker in self._profile.markers}
        return [one for one in self._harvest.suggestions() if (one.field, one.value) not in have]

    def _nothing(self) -> Content:
        rows = [
            say.line(("No marker yet: everybody fits.", look.STRONG)),
            Content(""),
            say.line("Who buys from you? A role, a size, a place…"),
            say.line((f"{key_of('markers.add')}  ", look.KEY), "adds one, with its count while you type."),
        ]
        return say.lines(rows)

    def on_resize(self) -> None:
        """As wide as the window."""
        self.set_class(self.size.width < 90, "-narrow")
        self.draw_later()

    @on(LongList.Moved)
    def _moved(self) -> None:
        self.show_keys()

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        what, kept = action.id.partition(".")[2], self._kept
        if what in _NEEDS_ONE:
            return self.at >= 0 and (what not in {"more", "less"} or self._marker.part == "counts")
        if what == "undo":
            return bool(kept and kept.version > 1)
        if what == "redo":
            return bool(kept and kept.version < kept.latest)
        return what != "suggest" or bool(self._found)

    def live_keys(self) -> Iterable[Action]:
        """What does something now."""
        return [action for action in super().live_keys() if self.can(action)]

    # ---------------------------------------------------------------------------------------------- editing

    @property
    def _marker(self) -> Marker:
        return self._profile.markers[self.at]

    def _with(self, marker: Marker) -> None:
        """The marker under the cursor becomes this one."""
        markers = list(self._profile.markers)
        markers[self.at] = marker
        self._change(markers)

    def action_add(self) -> None:
        """One more."""
        if len(self._profile.markers) >= MOST:
            self.show_status(f"{MOST} markers are the most.")
            return
        self._ask_field(Marker("", "contains", part="must"), self._add)

    def _add(self, marker: Marker) -> None:
        self._change([*self._profile.markers, marker], len(self._profile.markers))

    def action_edit(self) -> None:
        """Another field, rule or value."""
        if self.at >= 0:
            self._ask_field(self._marker, self._with)

    def _ask_field(self, marker: Marker, then: Callable[[Marker], object]) -> None:
        fields = [*FIELDS, *self._funnel.headers]
        if marker.field in fields:
            fields.remove(marker.field)
            fields.insert(0, marker.field)
        rows = [(field, "" if field in FIELDS else "a column of your lists") for field in fields]
        self.ask(
            Pick("Which field?", rows),
            lambda index: self._ask_rule(replace(marker, field=fields[index]), then),
        )

    def _ask_rule(self, marker: Marker, then: Callable[[Marker], object]) -> None:
        rules = [marker.rule, *(rule for rule in RULES if rule != marker.rule)]
        rows = [(rule, _MEANS[rule]) for rule in rules]
        self.ask(
            Pick(f"{say.short(marker.field, 40)} …", rows),
            lambda index: self._ask_value(replace(marker, rule=rules[index]), then),
        )

    def _ask_value(self, marker: Marker, then: Callable[[Marker], object]) -> None:
        if marker.rule in {"empty", "not empty"}:
            then(replace(marker, value=""))
            return
        others = [one for one in self._profile.markers if one is not (self._marker if self.at >= 0 else None)]

        def comes_to(one: Marker) -> tuple[Counts, int]:
            markers = (*(self._profile.markers if then == self._add else others), one)
            if len(markers) > MOST:
                markers = (one,)
            counts = self._funnel.count(replace(self._profile, markers=markers))
            return counts, counts.steps[-1].holds

        values = self._funnel.values(marker.field)
        self.ask(AskValue(marker, values, comes_to), lambda value: then(replace(marker, value=value)))

    def action_part(self) -> None:
        """Counts, must, must not."""
        if self.at >= 0:
            after = PARTS[(PARTS.index(self._marker.part) + 1) % len(PARTS)]
            self._with(replace(self._marker, part=after))

    def action_more(self) -> None:
        """One heavier."""
        self._weigh(1)

    def action_less(self) -> None:
        """One lighter."""
        self._weigh(-1)

    def _weigh(self, by: int) -> None:
        if self.at >= 0 and self._marker.part == "counts":
            weight = max(-HEAVIEST, min(HEAVIEST, self._marker.weight + by))
            if weight != self._marker.weight:
                self._with(replace(self._marker, weight=weight))

    def action_before(self) -> None:
        """Earlier."""
        self._move(-1)

    def action_after(self) -> None:
        """Later."""
        self._move(1)

    def _move(self, by: int) -> None:
        markers, at = list(self._profile.markers), self.at
        if 0 <= at < len(markers) and 0 <= at + by < len(markers):
            markers[at], markers[at + by] = markers[at + by], markers[at]
            self._change(markers, at + by)

    def action_remove(self) -> None:
        """Away with it; undo brings it back."""
        if self.at >= 0:
            at = self.at
            self._change([marker for index, marker in enumerate(self._profile.markers) if index != at])

    def action_grades(self) -> None:
        """The limits of A and B."""

        def limits(text: str) -> tuple[int, int] | None:
            try:
                a, b = (int(word) for word in text.replace(",", " ").split())
            except ValueError:
                return None
            return (a, b) if a >= b and abs(a) + abs(b) < 1000 else None

        def chosen(text: str) -> None:
            found = limits(text)
            if found:
                self._change(self._profile.markers, a=found[0], b=found[1])

        now = f"{self._profile.a} {self._profile.b}"
        flaw = "Two whole numbers, that of the A first and not below that of the B."
        title = "From which sum on is it an A, and a B?"
        line = AskLine(title, now, now, lambda text: "" if limits(text) else flaw, proposed=True)
        self.ask(line, chosen)

    def action_suggest(self) -> None:
        """What the rep's own results say."""
        found = self._found
        if not found:
            what = (
                "still counting your calls"
                if self._harvest.unread
                else f"it takes {FEW} conversations and more"
            )
            self.show_status(f"Nothing stands out yet: {what}.")
            return
        rows = [(one.marker.words, one.words.partition(": ")[2]) for one in found]
        title = "Your conversations come more often from"
        self.ask(Pick(title, rows), lambda index: self._add(replace(found[index].marker, weight=2)))

    def action_undo(self) -> None:
        """The version before."""
        self._turn(-1)

    def action_redo(self) -> None:
        """The version after."""
        self._turn(1)

    def _turn(self, by: int) -> None:
        async def turn() -> None:
            kept = self._kept
            if kept and 0 < kept.version + by <= kept.latest:
                await self._turned(lambda: self._file.turn_to(kept.version + by))

        self.app.run_worker(turn(), group="save")

    def action_back(self) -> None:
        """Back to the lists. From now on the queue goes by the markers as they are."""
        self.app.pop_screen()
        self.app.run_worker(self._judge_anew(), group="save")

    async def _judge_anew(self) -> None:
        """Everybody is judged by the markers that were saved, the first page at once."""
        offhook, runner = self.offhook, self.runner
        async with self._saving:  # after what is still on its way to the disk
            if self._kept is None or self._kept.version == self._before:
                return
            judge = runner.queue.judge
            runner.renew(replace(judge, policy=replace(judge.policy, profile=self._kept.profile)))
        offhook.show_changes()


def _bar(many: int, whole: int, width: int) -> Content:
    full = round(width * many / whole) if whole else 0
    full = max(full, 1 if many else 0)
    return say.bar(full, width, look.QUIET)
