"""Questions over a screen: one key, one line, a few fields. esc leaves each without an answer.

Over 300 lines: four kinds of question, of which each is short.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from tui import look, say
from tui.keys import pressed
from tui.screens.base import bindings
from tui.screens.taking import copy_sheet, page_sheet
from tui.widgets.parts import Line, Words

if TYPE_CHECKING:
    from tui.app import Offhook
    from tui.files.kept import Kept

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Choice:
    """A key and what it stands for."""

    key: str
    value: str
    words: str


class Question(ModalScreen[Answer]):
    """Something asked over a screen. What was typed outlives esc, a call and kill -9: it is there again."""

    BINDINGS = [Binding("escape", "back", show=False), *bindings("app")]

    @property
    def kept(self) -> Kept:
        """What was typed into questions that were left, by the question."""
        return cast("Offhook", self.app).kept

    def field(self, key: str, value: str, hint: str, id: str) -> Line:
        """A field that begins as it was left."""
        return Line(self.kept.get(key, value) if key else value, hint=hint, id=id)

    def say_kept(self, *keys: str) -> None:
        """Say that what stands there comes from before, where it does."""
        if any(key in self.kept for key in keys):
            self.query_one("#flaw", Words).say(say.quiet("Kept from before; ctrl+u empties the field."))

    def keep(self, key: str, text: str, was: str) -> None:
        """Keep what stands in a field now; what is as it was needs no keeping. What has no key is secret."""
        if not key:
            return
        if text == was:
            self.kept.pop(key, None)
        else:
            self.kept[key] = text

    def action_back(self) -> None:
        """No answer."""
        self.dismiss(None)


class AskKey(Question[str]):
    """One question, one key for the answer."""

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        hint: str = "",
        enter: str | None = None,
        enter_words: str = "",
    ) -> None:
        """`enter`: the answer that enter gives, and what it means; None: enter does nothing."""
        super().__init__()
        self._title, self._choices, self._hint = title, choices, hint
        self._enter, self._words = enter, enter_words

    def compose(self) -> ComposeResult:
        """The question and its keys, one below the other."""
        rows = [say.line((f" {c.key} ", look.KEY), " ", c.words) for c in self._choices]
        with Vertical(classes="box"):
            yield Words(say.line((self._title, look.STRONG)))
            if self._hint:
                yield Words(say.quiet(self._hint))
            yield Words()
            yield Words(say.lines(rows))
            yield Words()
            enter = say.line(("enter ", look.KEY), self._enter_words(), "   ")
            yield Words(say.line(enter if self._enter is not None else "", ("esc ", look.KEY), "back"))

    def _enter_words(self) -> str:
        return self._words or next((c.words for c in self._choices if c.value == self._enter), "none")

    def on_key(self, event: events.Key) -> None:
        """One of the keys answers; any other does nothing."""
        if event.key == "enter" and self._enter is not None:
            event.stop()
            self.dismiss(self._enter)
            return
        for choice in self._choices:
            if event.character == choice.key:
                event.stop()
                self.dismiss(choice.value)
                return


#: What is wrong with an answer, as a sentence; empty when nothing is.
Check = Callable[[str], str]


class AskLine(Question[str]):
    """One question, one line for the answer."""

    def __init__(
        self,
        title: str,
        hint: str = "",
        value: str = "",
        check: Check = lambda text: "",
        may_be_empty: bool = False,
        wanted: str = "A few words are wanted here; esc goes back, and nothing is done.",
        key: str | None = None,
        proposed: bool = False,
    ) -> None:
        """`wanted`: what is said when enter is pressed on nothing, where it may not be empty. `key`: what its
        text is kept by where the title does not say whom it is about, or says what changes; empty: it is
        secret, and kept nowhere. `proposed`: the value is ours, and what is typed takes its place.
        """
        super().__init__()
        self._wanted, self._proposed = wanted, proposed
        self.key = title if key is None else key
        """What its text is kept by."""
        self._title, self._hint, self._value = title, hint, value
        self._check, self._may_be_empty = check, may_be_empty

    def compose(self) -> ComposeResult:
        """The question and a field."""
        with Vertical(classes="box"):
            yield Words(say.line((self._title, look.STRONG)))
            yield self.field(self.key, self._value, self._hint, "answer")
            yield Words(id="flaw")
            yield Words(say.line(("enter ", look.KEY), "done   ", ("esc ", look.KEY), "back"))

    def on_mount(self) -> None:
        """What is there already is told."""
        self.say_kept(self.key)
        if self._proposed and self.key not in self.kept:
            self.query_one(Line).select_all()

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed is kept."""
        self.keep(self.key, event.value, self._value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """enter: done, unless something is wrong with it."""
        text = event.value.strip()
        flaw = self._check(text) if text or self._may_be_empty else self._wanted
        if flaw:
            self.query_one("#flaw", Words).say(say.line((flaw, look.BAD)))
        else:
            self.kept.answered(self.key)
            self.dismiss(text)


@dataclass(frozen=True, slots=True)
class Ask:
    """One field of a form."""

    id: str
    label: str
    value: str = ""
    hint: str = ""


class AskFields(Question[dict[str, str]]):
    """A few fields. enter goes to the next and saves in the last; ctrl+s saves at once."""

    BINDINGS = [Binding("ctrl+s", "save", show=False)]

    def __init__(
        self,
        title: str,
        fields: Sequence[Ask],
        check: Callable[[dict[str, str]], str],
        warn: Callable[[dict[str, str]], str] = lambda answer: "",
        key: str = "",
    ) -> None:
        """`check`: what is wrong with an answer; `warn`: what to know before it is saved all the same; `key`:
        what it is kept by where the title does not say whom it is about.
        """
        super().__init__()
        self._kept_by = key or title
        self._title, self._fields, self._check, self._warn = title, fields, check, warn
        self._warned = ""

    def compose(self) -> ComposeResult:
        """The fields under their title."""
        with Vertical(classes="box wide"):
            yield Words(say.line((self._title, look.STRONG)))
            yield Words()
            for field in self._fields:
                with Horizontal(classes="row"):
                    yield Words(say.quiet(field.label), classes="label")
                    yield self.field(self._key(field.id), field.value, field.hint, f"field-{field.id}")
            yield Words(id="flaw")
            keys = say.line(("enter ", look.KEY), "next, save at the end   ", ("↓ ↑ ", look.KEY), "fields   ")
            yield Words(say.line(keys, ("ctrl+s ", look.KEY), "save   ", ("esc ", look.KEY), "back"))

    def on_mount(self) -> None:
        """What is there already is told."""
        self.say_kept(*(self._key(field.id) for field in self._fields))

    def on_key(self, event: events.Key) -> None:
        """Up and down go from field to field."""
        if event.key in {"down", "up"}:
            event.stop()
            (self.focus_next if event.key == "down" else self.focus_previous)()

    def _key(self, field: str) -> str:
        return f"{self._kept_by} / {field}"

    def on_input_changed(self, event: Input.Changed) -> None:
        """What is typed is kept."""
        self._warned = ""
        for field in self._fields:
            if event.input.id == f"field-{field.id}":
                self.keep(self._key(field.id), event.value, field.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """enter: the next field, or done."""
        if self._warned or event.input.id == f"field-{self._fields[-1].id}":
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Done, unless something is wrong."""
        answer = {f.id: self.query_one(f"#field-{f.id}", Line).value.strip() for f in self._fields}
        flaw = self._check(answer)
        warning = "" if flaw else self._warn(answer)
        if flaw:
            self.query_one("#flaw", Words).say(say.line((flaw, look.BAD)))
        elif warning != self._warned:
            self._warned = warning
            self.query_one("#flaw", Words).say(say.line((warning, look.ACCENT)))
        else:
            self.kept.answered(*(self._key(field.id) for field in self._fields))
            self.dismiss(answer)


#: Lines that the keys of a list scroll by.
SCROLLS = {"down": 1, "up": -1, "page-down": 10, "page-up": -10, "first": -10_000, "last": 10_000}


class Tell(ModalScreen[str]):
    """Something to read; any key goes back, but those that scroll, copy it or open it in the pager."""

    def __init__(self, title: str, content: Sequence[object], keys: Collection[str] = ()) -> None:
        """`content`: lines built by `say.py`. `keys`: characters that are the answer when they end it."""
        super().__init__()
        self._title, self._content, self._ends = title, content, keys

    @staticmethod
    def room(width: int) -> int:
        """Cells of a line in a terminal of that width."""
        return min(78, width * 94 // 100) - 7  # border, padding, and the bar when there is more than fits

    def compose(self) -> ComposeResult:
        """The lines under their title."""
        with VerticalScroll(classes="box wide", can_focus=False):
            yield Words(say.line((self._title, look.STRONG)))
            yield Words(self._keys(""), id="keys")
            yield Words()
            yield Words(say.lines(c for c in self._content if isinstance(c, Content)))

    def on_mount(self) -> None:
        """Say so when there is more than fits; the keys stand above it, where they are always seen."""
        self.call_after_refresh(self._tell_more)

    def _tell_more(self) -> None:
        if self.query_one(".box").max_scroll_y:
            self.query_one("#keys", Words).say(self._keys("   ↓ more"))

    def _keys(self, more: str) -> Content:
        return say.line(("any key ", look.KEY), "back", ("   y ", look.KEY), "copy", (more, look.KEY))

    def readable(self) -> tuple[str, str]:
        """All of it."""
        rows = [self._title, "", *(c.plain for c in self._content if isinstance(c, Content)), ""]
        return self._title, "\n".join(rows)

    def show_status(self, said: str = "", problem: str = "") -> None:
        """What became of a key, where the keys stand."""
        self.query_one("#keys", Words).say(say.line((problem, look.BAD), said))

    def on_key(self, event: events.Key) -> None:
        """Any key goes back, but those that scroll, copy it or open it in the pager."""
        event.stop()
        box = self.query_one(".box")
        action = pressed("app", event.key)
        if action == "pager":
            page_sheet(self, cast("Offhook", self.app))
        elif action == "copy" or (event.key == "y" and "y" not in self._ends):
            copy_sheet(self)
        elif by := SCROLLS.get(pressed("list", event.key)):
            box.scroll_relative(y=by, animate=False)
        else:
            self.dismiss(event.character if event.character in self._ends else None)
