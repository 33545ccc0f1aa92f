"""The first start: at most four questions on one screen, each may stay empty; none is ever asked again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input

from tui import look, say
from tui.private import beside
from tui.screens.ask import Question
from tui.settings import Settings
from tui.widgets.parts import Line, Words

if TYPE_CHECKING:
    from tui.files.countries import Countries

#: The fields: setting → its question.
_FIELDS = {"why": "why you do this", "goal": "dials a day", "country": "your country"}
#: What the last question can be answered with: key → what it leads to, and its words.
_WAYS = {
    "i": ("import", "bring in a list: CSV, Excel, vCard…"),
    "t": ("tour", "a tour first: five calls on sample people, five minutes"),
    "d": ("demo", "look around first, with sample people"),
}
_LONGEST_WHY, _MOST = 120, 1000


class People(Words, can_focus=True):
    """Whom to call: no field, its keys are letters."""


class FirstRun(Question[str]):
    """Asks. Answers `import`, `tour`, `demo`, or nothing; what was typed is saved on every way out."""

    def __init__(
        self, settings: Settings, countries: Countries, zone: str, save: Callable[..., object]
    ) -> None:
        """`zone`: the IANA name of the computer's; `save` takes settings as keywords, and blocks."""
        super().__init__()
        self._countries, self._save = countries, save
        there = countries.zones.get(zone, "")
        self._was = {"why": settings.why, "goal": str(settings.goal), "country": settings.country}
        self._now = dict.fromkeys(_FIELDS, "")
        """What stands in the fields."""
        self._doubt = "" if there in {"", settings.country} else there
        """The country of the clock, where the language of the computer names another."""

    def compose(self) -> ComposeResult:
        """Three fields, then a row of keys."""
        with Vertical(classes="box wide"):
            yield Words(say.line(("Welcome to Offhook.", look.STRONG)))
            yield Words(say.quiet("Four questions, each may stay as it is. None of them comes again."))
            yield Words()
            for key, label in _FIELDS.items():
                with Horizontal(classes="row"):
                    yield Words(say.quiet(label), classes="label")
                    yield self.field(_kept_by(key), "", self._was[key] or "so that …", f"field-{key}")
            yield Words(id="country")
            yield People(self._people(), id="people")
            yield Words(id="flaw")
            keys = say.line(
                ("enter ", look.KEY), "next   ", ("esc ", look.KEY), "later, what is typed is kept"
            )
            yield Words(keys)

    def on_mount(self) -> None:
        """The first question; what is known of the country."""
        self.query_one("#field-why", Line).focus()
        self._now |= {key: self.kept.get(_kept_by(key), "") for key in _FIELDS}
        self._tell_country(self._now["country"])

    def _people(self, on_it: bool = False) -> Content:
        mark = (f"{look.NOW} " if on_it else "  ", look.ACCENT)
        rows = [say.line(mark, ("whom to call", look.STRONG if on_it else look.QUIET))]
        rows += [say.line((f"    {key}  ", look.KEY), words) for key, (_, words) in _WAYS.items()]
        return say.lines([*rows, say.line(("    enter  ", look.KEY), "begin")])

    def on_descendant_focus(self) -> None:
        """The last question is marked when it is its turn."""
        people = self.query_one(People)
        people.say(self._people(people.has_focus))

    def _tell_country(self, text: str) -> None:
        """Which country that is, and where the clock says another."""
        text = text or self._was["country"]
        name = self._countries.names.get(self._countries.guess(text), "")
        rows = [say.quiet(f"{name}: numbers without a country code are from there.")] if name else []
        if self._doubt and self._countries.guess(text) != self._doubt:
            rows.append(say.line(f"Your clock says {self._countries.names[self._doubt]}: {self._doubt}?"))
        self.query_one("#country", Words).say(say.lines(rows))

    def on_input_changed(self, event: Input.Changed) -> None:
        """A country is told by its name while it is typed."""
        key = str(event.input.id).removeprefix("field-")
        self._now[key] = event.value.strip()
        self.keep(_kept_by(key), event.value, "")
        if event.input.id == "field-country":
            self._tell_country(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """enter: the answer is kept, and on to the next question, unless something is wrong with it."""
        if not self._flawed(str(event.input.id).removeprefix("field-")):
            beside(self, self._keep, "save")
            self.focus_next()

    def on_key(self, event: events.Key) -> None:
        """On the last question letters choose; any other key does nothing there."""
        if not isinstance(self.focused, People):
            return
        way = _WAYS[event.key][0] if event.key in _WAYS else "" if event.key == "enter" else None
        if way is not None:
            event.stop()
            self._leave(way)

    def action_back(self) -> None:
        """Later. What is typed and can be used is kept."""
        self._leave("", anyway=True)

    def _leave(self, way: str, *, anyway: bool = False) -> None:
        flawed = next((key for key in _FIELDS if self._flaw(key)), "")
        if flawed and not anyway:
            self._flawed(flawed)
            self.query_one(f"#field-{flawed}", Line).focus()
        else:
            self.dismiss(way)

    async def on_unmount(self) -> None:
        """It is over, whichever way: what was typed is saved, and nothing is asked again."""
        await self._keep()
        self.kept.answered(*map(_kept_by, _FIELDS))

    async def _keep(self) -> None:
        chosen = self.chosen
        await asyncio.to_thread(lambda: self._save(**chosen))

    @property
    def chosen(self) -> Mapping[str, Any]:
        """What was changed, and can be used, as settings."""
        changed = {key: self._now[key] for key in _FIELDS if not self._flaw(key)}
        known = {"why": changed.get("why"), "country": self._countries.guess(changed.get("country", ""))}
        typed: dict[str, Any] = {key: text for key, text in known.items() if text}
        return typed | ({"goal": int(changed["goal"])} if changed.get("goal") else {})

    def _flawed(self, key: str) -> str:
        flaw = self._flaw(key)
        self.query_one("#flaw", Words).say(say.line((flaw, look.BAD)))
        return flaw

    def _flaw(self, key: str) -> str:
        """What is wrong with an answer; empty: nothing, or there is none."""
        text = self._now[key]
        if key == "why" and len(text) > _LONGEST_WHY:
            return f"One line: {_LONGEST_WHY} characters at the most."
        if key == "goal" and text and not (text.isascii() and text.isdecimal() and 1 <= int(text) <= _MOST):
            return f"Dials a day: a number from 1 to {_MOST:,}."
        if key == "country" and text and not self._countries.guess(text):
            return "That is no country we know: two letters, like US, GB or DE."
        return ""


def _kept_by(key: str) -> str:
    return f"first run / {key}"
