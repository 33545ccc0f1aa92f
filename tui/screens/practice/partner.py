"""With a partner: one reads the sheet and plays the prospect, the other calls; then yes or no, and swap.

Over 300 lines: six stages with a page each; what stands on a sheet is drawn in `core/practice/partner.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input

from tui import look, say
from tui.core.practice.partner import Sheet, sheet
from tui.core.practice.practice import Drill
from tui.core.practice.rehearsed import begun, changed, scored
from tui.core.request import Practised
from tui.keys import Action, key_of, of_scope
from tui.screens.base import Base, bindings
from tui.screens.practice.game import Keeping
from tui.screens.practice.meaning import Meaning
from tui.widgets.parts import Line, Words

_LABEL = 12


class Stage(Enum):
    """Who looks at the screen, and what for."""

    COVER = auto()
    """Before the sheet: the one who calls looks away."""
    SHEET = auto()
    """The prospect reads."""
    CALLER = auto()
    """The keyboard was handed over."""
    TALK = auto()
    CHECKS = auto()
    """The prospect answers yes or no."""
    SCORE = auto()


class PartnerScreen(Base):
    """One call between two people after the other."""

    SCOPE: ClassVar[str] = "partner"
    CSS_PATH = "practice.tcss"
    BINDINGS = bindings("partner")
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._stage = Stage.COVER
        self._sheet: Sheet | None = None
        self._answers: list[bool] = []
        self._began = self._ended = 0.0
        self._drill: Drill | None = None
        self._draft = ""
        self._swaps = 0

    def compose(self) -> ComposeResult:
        """Head, one page, the line to change."""
        self.keeping = Keeping(self.offhook)
        self.meaning = Meaning(self, self.keeping)
        yield Words(id="head")
        yield Words(id="rule")
        with VerticalScroll(id="page", can_focus=False):
            yield Words(id="words")
        yield Line(hint="one line, in your own words", id="change")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """A sheet, covered."""
        self._draw_sheet()
        self.begin()

    def _draw_sheet(self) -> None:
        playbook = self.offhook.playbook
        cards = {card.id: card for card in playbook.cards()}
        self._sheet = sheet(
            playbook.dialogues(), playbook.personas(), cards, self.offhook.chance, self._sheet
        )

    # --------------------------------------------------------------------------------------------- showing

    def draw(self) -> None:
        """Draw everything."""
        width = self.size.width
        title = say.line((" Partner", look.STRONG), (f"   call {self._swaps + 1}", look.QUIET))
        self._say("head", say.ends(title, self._clock(), width))
        self._say("rule", self.rule())
        self._say("words", say.lines(self._page()))
        self.query_one("#change").display = self._stage is Stage.SCORE
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _clock(self) -> Content:
        if self._stage is Stage.TALK:
            return say.line((f"{say.clock(self.runner.now.mono - self._began)} ", look.GOOD))
        if self._stage in {Stage.CHECKS, Stage.SCORE}:
            return say.quiet(f"{say.clock(self._ended - self._began)} ")
        return Content("")

    def refresh_second(self, moved: bool) -> None:
        """Once a second: the clock."""
        if self._stage is Stage.TALK:
            self.draw()

    def _page(self) -> list[Content]:
        sheet = self._sheet
        if sheet is None:
            return [say.quiet("Your scripts have no calls to rehearse.")]
        match self._stage:
            case Stage.COVER:
                return [
                    say.line(("Two people, one keyboard.", look.STRONG)),
                    Content(""),
                    say.line(
                        "One plays the prospect and reads the sheet alone. The other looks away, and calls."
                    ),
                    say.line(
                        "Then you swap. Nobody is marked: afterwards there are a few questions, yes or no."
                    ),
                ]
            case Stage.SHEET:
                return self._sheet_rows(sheet)
            case Stage.CALLER | Stage.TALK:
                return self._caller_rows(sheet)
            case Stage.CHECKS:
                return self._check_rows(sheet)
        return self._score_rows(sheet)

    @property
    def _room(self) -> int:
        return self.query_one("#words").size.width or self.size.width - 8

    def _sheet_rows(self, sheet: Sheet) -> list[Content]:
        who, room = sheet.persona, self._room
        facts = [
            ("you are", f"{who.name} · {who.role}" if who else "yourself, on a full day"),
            ("you feel", who.mood if who else "busy"),
            ("you want", who.wants if who else ""),
            ("secretly", sheet.secret),
            ("you say no", "  ".join(f"“{line}”" for line in who.says_no_like) if who else ""),
        ]
        rows = [say.line(("For the prospect only", look.ACCENT)), Content("")]
        rows += [say.fact(label, text, label_width=_LABEL, room=room) for label, text in facts if text]
        rows += [Content(""), say.quiet("Use these, in your own words:")]
        for objection in sheet.objections:
            says = "  ".join(f"“{line}”" for line in objection.says)
            rows.append(say.fact("·", (says, look.STRONG), label_width=3, room=room))
        return rows

    def _caller_rows(self, sheet: Sheet) -> list[Content]:
        who = sheet.persona
        rows = [
            say.line(("You call", look.QUIET)),
            say.line((f"{who.name} · {who.role}" if who else "somebody busy", look.STRONG)),
            Content(""),
            say.line(("Your goal", look.QUIET)),
            say.line((sheet.goal, look.STRONG)),
            Content(""),
        ]
        if self._stage is Stage.CALLER:
            return [*rows, say.quiet(f"They pick up when you press {key_of('partner.on')}.")]
        return [*rows, say.quiet(f"You talk. Whoever ends the call presses {key_of('partner.on')}.")]

    def _check_rows(self, sheet: Sheet) -> list[Content]:
        rows = [say.line(("For the prospect: how was it for you?", look.ACCENT)), Content("")]
        for question, yes in zip(sheet.questions, self._answers, strict=False):
            rows.append(_answered(question, yes))
        asked = sheet.questions[len(self._answers)]
        return [*rows, say.line((f"{look.NOW} ", look.ACCENT), (asked, look.STRONG))]

    def _score_rows(self, sheet: Sheet) -> list[Content]:
        yes = sum(self._answers)
        rows = [say.line((f"{yes} of {len(self._answers)}", look.STRONG), " yes"), Content("")]
        rows += [_answered(q, a) for q, a in zip(sheet.questions, self._answers, strict=True)]
        kept = f" {look.DONE} kept" if self.meaning.text else ""
        return [
            *rows,
            Content(""),
            say.quiet("What helped most? Say it to each other in one sentence. Then swap."),
            Content(""),
            say.line(("next time I will", look.QUIET), (kept, look.GOOD)),
        ]

    def can(self, action: Action) -> bool:
        """Whether an action makes sense now."""
        match action.id.partition(".")[2]:
            case "on":
                return self._sheet is not None and self._stage is not Stage.CHECKS
            case "yes" | "no":
                return self._stage is Stage.CHECKS
            case "other":
                return self._stage is Stage.SHEET
            case "change" | "again":
                return self._stage is Stage.SCORE
        return True

    def live_keys(self) -> Iterable[Action]:
        """In the field those that leave it."""
        if self.typing:
            return [action for action in of_scope("partner") if action.id == "partner.back"]
        return [action for action in of_scope("partner") if self.can(action)]

    def key_words(self) -> dict[str, str]:
        """What enter does depends on where one is."""
        if self.typing:
            return {"partner.back": "keep it"}
        words = {
            Stage.COVER: "show the sheet",
            Stage.SHEET: "hand over",
            Stage.CALLER: "they pick up",
            Stage.TALK: "the call is over",
            Stage.SCORE: "done",
        }
        return {"partner.on": words.get(self._stage, "")}

    def on_descendant_focus(self) -> None:
        """The footer follows the focus."""
        if self.up:
            self.show_keys()

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    # ------------------------------------------------------------------------------------------------ keys

    def action_on(self) -> None:
        """The next stage."""
        now = self.runner.now
        match self._stage:
            case Stage.COVER if self._sheet:
                self._stage = Stage.SHEET
            case Stage.SHEET:
                self._stage = Stage.CALLER
            case Stage.CALLER:
                self._stage, self._began = Stage.TALK, now.mono
                self._drill = begun("partner", now.utc).drill
            case Stage.TALK:
                self._stage, self._ended, self._answers = Stage.CHECKS, now.mono, []
            case Stage.SCORE:
                self.action_back()
                return
        self.draw()

    def action_yes(self) -> None:
        """It was so."""
        self._answer(True)

    def action_no(self) -> None:
        """It was not."""
        self._answer(False)

    def _answer(self, yes: bool) -> None:
        if self._stage is not Stage.CHECKS or self._sheet is None or self._drill is None:
            return
        self._answers.append(yes)
        asked = len(self._sheet.questions)
        if len(self._answers) == asked:
            self._stage = Stage.SCORE
            lines, yeses = len(self._sheet.objections), sum(self._answers)
            request = scored(self._drill, self.runner.now.utc, lines=lines, yes=yeses, asked=asked)
            self._drill = request.drill
            self._keep(request)
        self.draw()

    def _keep(self, request: Practised) -> None:
        self.keeping.practised(request, lambda problem: self.show_status(problem=problem))

    def action_other(self) -> None:
        """Another sheet."""
        if self._stage is Stage.SHEET:
            self._draw_sheet()
            self.draw()

    def action_again(self) -> None:
        """Swap: the other one calls, with another sheet."""
        if self._stage is Stage.SCORE:
            self._keep_change()
            self.meaning = Meaning(self, self.keeping)
            self.query_one("#change", Line).value = ""
            self._swaps += 1
            self._stage, self._answers = Stage.COVER, []
            self._draw_sheet()
            self.draw()

    def action_change(self) -> None:
        """The one line."""
        if self._stage is Stage.SCORE:
            self.query_one("#change", Line).focus()

    @on(Input.Changed, "#change")
    def _typed(self, event: Input.Changed) -> None:
        self._draft = event.value

    @on(Input.Submitted, "#change")
    def _entered(self) -> None:
        self._keep_change()
        self.set_focus(None)
        self.draw()

    def _keep_change(self) -> None:
        if self._stage is Stage.SCORE and self._drill and self.meaning.written(self._draft):
            request = changed(self._drill, self.meaning.text)
            self._drill = request.drill
            self._keep(request)

    def action_back(self) -> None:
        """Out of the field; then out."""
        self._keep_change()
        if self.typing:
            self.set_focus(None)
            self.draw()
        else:
            self.app.pop_screen()

    def on_unmount(self) -> None:
        """The app ends: what stands in the field is kept."""
        self._keep_change()


def _answered(question: str, yes: bool) -> Content:
    sign = (f"{look.DONE} yes  ", look.GOOD) if yes else (f"{look.HELD} no   ", look.QUIET)
    return say.line(sign, question)
