"""The self-check on screen (P13): one statement at a time, then what they come to and what it changes.

Every answer is saved as it is given. Nothing of it leaves the computer: it is in no export and no report.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tui import look, say
from tui.core.day import roots
from tui.core.day.roots import ANSWERS, Found, SelfCheck, Statement
from tui.core.ports import Record, SaveFailed
from tui.keys import Action, key_of, of_scope
from tui.private import beside
from tui.screens.ask import AskKey, Choice
from tui.screens.base import Base, bindings
from tui.screens.today.doubts import Doubts
from tui.widgets.parts import Words

#: Cells of a root's name, of its counts, of its trend.
_NAME, _COUNTS, _TREND = 16, 9, 20


class RootsScreen(Base):
    """Statements, or what the last time came to."""

    SCOPE: ClassVar[str] = "self-check"
    CSS_PATH = "roots.tcss"
    BINDINGS = bindings("self-check")
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._statements: Sequence[Statement] = ()
        self._check: SelfCheck | None = None
        """The one that is answered now."""

    def compose(self) -> ComposeResult:
        """Head; the statement or the results; status, keys."""
        self.doubts = Doubts(self, self._keep)
        yield Words(id="head")
        yield Words(id="rule")
        with VerticalScroll(id="all", can_focus=False):
            yield Words(id="said")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """The statements are read beside the picture."""
        self.begin()
        beside(self, self._load, "pages", only=True)

    async def _load(self) -> None:
        self._statements, faults = await asyncio.to_thread(self.services.statements)
        self._check = roots.begun(self.services.store)
        if faults:
            self.show_status(problem=faults[0])
        self.draw_later()

    # --------------------------------------------------------------------------------------------- showing

    def draw(self) -> None:
        """Draw everything."""
        statement = self._open
        title = say.line((" Self-check", look.STRONG))
        right = (
            say.quiet(f"{self._number} of {len(self._statements)} ") if statement else say.quiet("private ")
        )
        self._say("head", say.ends(title, right, self.size.width))
        self._say("rule", self.rule())
        rows = self._question(statement) if statement else self._results()
        self._say("said", say.lines(rows) if self._statements else say.quiet("Reading…"))
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    @property
    def _open(self) -> Statement | None:
        """The statement to answer now."""
        answers = self._check.answers if self._check else {}
        waiting = (one for one in self._statements if one.id not in answers)
        return next(waiting, None) if self._check else None

    @property
    def _number(self) -> int:
        answers = self._check.answers if self._check else {}
        return 1 + sum(one.id in answers for one in self._statements)

    def _question(self, statement: Statement) -> Iterator[Content]:
        yield say.line((statement.text, look.STRONG))
        yield Content("")
        for key, words in ANSWERS.items():
            yield say.line((f" {key} ", look.KEY), " ", words)
        yield Content("")
        yield say.quiet("What comes first is right. Nobody sees it but you, and every answer is saved.")

    def _results(self) -> Iterator[Content]:
        check = roots.latest(self.services.store)
        if check is None:
            yield from self._introduction()
        else:
            before = roots.latest(self.services.store, before=check.id)
            at = (check.done or check.began).astimezone(self.services.zone)
            yield say.line(("What rang true", look.STRONG), (f", {at.day} {at:%B}", look.QUIET))
            yield Content("")
            found = roots.found(self._statements, check.answers, before.answers if before else None)
            for number, one in enumerate(found, 1):
                yield from self._result(number, one)
            yield Content("")
            yield say.quiet(
                "It says where the phone is heavy for you now, not what you are. Ask again in six weeks."
            )
        yield from self.doubts.rows()

    def _introduction(self) -> Iterator[Content]:
        many = len(self._statements)
        yield say.line(("What makes the phone heavy?", look.STRONG))
        yield Content("")
        yield say.line(
            f"{many} statements, one key each: under five minutes. Each root that rings true changes one "
            "thing in the app, and you can switch it off again. It is no test, nobody is graded, and it "
            "stays on this computer: no export and no report has it."
        )
        yield Content("")
        yield say.line((f"{key_of('self-check.on'):<6}", look.KEY), "begins")
        yield say.line(
            (f"{key_of('self-check.doubt'):<6}", look.KEY),
            "writes down a doubt about the offer: who can settle it, and by when",
        )

    def _result(self, number: int, one: Found) -> Iterator[Content]:
        name = (f"{one.root.name:<{_NAME}}", look.STRONG if one.speaks else "")
        counts = f"{one.true} of {one.of}" if one.of else "–"
        key = (f" {number} " if one.speaks else "   ", look.KEY)
        yield say.line(key, name, f"{counts:<{_COUNTS}}", (one.trend, look.QUIET))
        if one.speaks:
            off = one.root.effect in self.services.settings.roots_off
            sign = (f"{look.HELD} off  ", look.QUIET) if off else (f"{look.DONE} on   ", look.GOOD)
            yield say.line("   ", sign, (one.root.does, look.QUIET))

    def can(self, action: Action) -> bool:
        """By what is on screen."""
        what = action.id.partition(".")[2]
        asking = self._open is not None
        if what in {"on", "doubt"}:
            return bool(self._statements) and not asking
        if what == "before":
            return asking and bool(self._check and self._check.answers)
        if what == "settled":
            return not asking and bool(self.doubts.open)
        if what == "read":
            return bool(self.query_one("#all", VerticalScroll).max_scroll_y)
        if what == "pick":
            return asking or bool(self._speaking)
        return True

    def live_keys(self) -> Iterable[Action]:
        """Those that make sense."""
        label = f"1-{len(ANSWERS)}" if self._open else ", ".join(self._speaking)
        for action in of_scope("self-check"):
            if self.can(action):
                yield replace(action, label=label) if action.id == "self-check.pick" else action

    def key_words(self) -> dict[str, str]:
        """Digits answer, or switch."""
        done = roots.latest(self.services.store) is not None
        pick = "answer" if self._open else "on or off"
        return {"self-check.pick": pick, "self-check.on": "ask me again" if done else "begin"}

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    # ------------------------------------------------------------------------------------------------ keys

    def action_on(self) -> None:
        """Begin, or begin again."""
        if self.can(next(a for a in of_scope("self-check") if a.id == "self-check.on")):
            id = self.services.store.new_id(SelfCheck)
            self._check = SelfCheck(id, self.runner.now.utc)
            self.draw()

    def action_pick(self, key: str) -> None:
        """Answer, or switch what a root changes."""
        statement = self._open
        if self._check and statement:
            if key in ANSWERS:
                self._answer(self._check, {**self._check.answers, statement.id: key})
        elif key in self._speaking:
            self._ask_switch(self._speaking[key])

    def _answer(self, check: SelfCheck, answers: Mapping[str, str]) -> None:
        """Saved at once; with the last answer it is done, and acts."""
        self._check = replace(check, answers=answers)
        if self._open is None:
            speaks = tuple(one.root.id for one in roots.found(self._statements, answers) if one.speaks)
            done = replace(self._check, done=self.runner.now.utc, speaks=speaks)
            self._check = None
            self._keep(done, "Saved. What it changes is on from now; a digit switches it off.")
        else:
            self._keep(self._check)
        self.draw()

    @property
    def _speaking(self) -> Mapping[str, roots.Root]:
        """Digit → a root that changes something."""
        check = roots.latest(self.services.store)
        speaks = check.speaks if check else ()
        return {str(number): root for number, root in enumerate(roots.ROOTS, 1) if root.id in speaks}

    def _ask_switch(self, root: roots.Root) -> None:
        """A digit may have been meant as an answer, or for another screen: it switches nothing by itself."""
        to = "on" if root.effect in self.services.settings.roots_off else "off"
        question = AskKey(f"Switch {to}: {root.does}?", [Choice("y", "yes", f"yes, switch it {to}")])
        self.ask(question, lambda _: self._switch(root))

    def _switch(self, root: roots.Root) -> None:
        off = set(self.services.settings.roots_off)
        now_off = root.effect not in off
        off ^= {root.effect}
        said = f"{'Off' if now_off else 'On'}: {root.does}."
        self.choose(said, roots_off=tuple(sorted(off)))

    def action_before(self) -> None:
        """The last answer once more."""
        if self._check and self._check.answers:
            given = [one.id for one in self._statements if one.id in self._check.answers]
            left = {id: key for id, key in self._check.answers.items() if id not in given[-1:]}
            self._check = replace(self._check, answers=left)
            self._keep(self._check)
            self.draw()

    def action_doubt(self) -> None:
        """A doubt, who can settle it, the next step, and a day for it."""
        self.doubts.ask()

    def action_settled(self) -> None:
        """A doubt is settled."""
        self.doubts.settle()

    def _keep(self, record: Record, said: str = "") -> None:
        """Save it after everything decided so far, also when the screen is left."""

        async def keep() -> None:
            answer = await self.runner.keep(record)
            problem = answer.problem if isinstance(answer, SaveFailed) else ""
            self.show_status("" if problem else said, problem)
            self.draw_later()

        beside(self, keep, "save")

    def action_read(self) -> None:
        """A screenful further; behind the end from the beginning."""
        box = self.query_one("#all", VerticalScroll)
        if box.scroll_y >= box.max_scroll_y:
            box.scroll_home(animate=False)
        else:
            box.scroll_page_down(animate=False)

    def action_back(self) -> None:
        """Back. What was answered waits."""
        self.app.pop_screen()
