"""The guided tour: five calls, one line of guidance at a time. Pure: what was done, and what to say next.

The tour knows no screen. It is told the state of the session after every step and goes on when the rep did
what the line said; whoever does something else is not corrected: the lesson waits for the next call, and is
stepped over after that one. A key stands as `{scope.what}` (an id of `keys.py`), the key of a result as
`{=id}`, whoever is shown as `{name}`: they are filled in where the line is drawn, as they are mapped then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from tui.core.call.states import Calling, Choosing, Part, Reflecting, Stage, State
from tui.core.text import count


class Spot(StrEnum):
    """Where the rep is within a call of the tour."""

    QUEUE = "queue"
    RINGING = "ringing"
    TALKING = "talking"
    FIELD = "field"
    """Something is being typed during the call."""
    DONE = "done"
    """Still on the phone, with the lesson's deed done."""
    RESULT = "result"
    WHEN = "when"
    QUESTION = "question"
    LINES = "lines"


#: What to do, and why it matters.
Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One call of the tour."""

    deeds: frozenset[str]
    """Any of these and the lesson is learned: the id of a result, `met`, `promise` or `next`."""
    name: str
    """The lesson in a word."""
    aim: str
    """The same as what to try, for a second call."""
    lines: Mapping[Spot, Line]
    unanswered: bool = False
    """Its lines are about a call nobody took; where somebody did, the common ones stand."""


#: What is said where a lesson has nothing of its own to say.
_ELSE: Mapping[Spot, Line] = {
    Spot.QUEUE: ("{queue.dial} calls {name}.", "Why they stand there is said beside them."),
    Spot.RINGING: ("{call.answered}: they answered.", "Where the phone can tell, nobody presses this."),
    Spot.TALKING: ("{call.hang-up} hangs up.", "What came of it is asked next, and saved with one key."),
    Spot.FIELD: ("enter when it is written, esc leaves the field.", "No key in a field touches the call."),
    Spot.DONE: ("{call.hang-up} hangs up.", "What came of it is asked next."),
    Spot.RESULT: ("{=conversation} is a conversation.", "One key says what came of it, a digit or a letter."),
    Spot.WHEN: ("tomorrow 10, fri 14:30, in 2 hours: then enter.", "By their clock. It outranks the list."),
    Spot.QUESTION: (
        "{reflect.yes} or {reflect.no}: did you do what you meant to?",
        "The share of yes is the figure to watch, not the wins.",
    ),
    Spot.LINES: (
        "{reflect.save} saves it as it is.",
        "Each may stay empty; at zero it saves by itself.",
    ),
}

LESSONS = (
    Lesson(
        frozenset({"no-answer", "busy", "voicemail-none", "voicemail-left", "gatekeeper", "no-connection"}),
        "no answer",
        "let it ring, hang up, and say that nobody answered",
        {
            Spot.QUEUE: ("{queue.dial} calls {name}.", "Nobody is really rung: these people are invented."),
            Spot.RINGING: (
                "Nobody answers this time: {call.hang-up} hangs up.",
                "On your own phone you would dial or scan this number.",
            ),
            Spot.RESULT: (
                "{=no-answer} is no answer: one key, and it is saved.",
                "Most calls end so. The retry is set, at another hour.",
            ),
        },
        unanswered=True,
    ),
    Lesson(
        frozenset({"met"}),
        "objection",
        "find the answer to an objection while they talk",
        {
            Spot.QUEUE: ("Saved. Now {queue.dial} calls {name}.", "Whoever did not answer comes back later."),
            Spot.TALKING: (
                "“Too expensive,” they say: {call.objection} and two letters, ex.",
                "What they say leads to the answer, faster than memory.",
            ),
            Spot.FIELD: (
                "Two letters of what they said, ex; then enter.",
                "The best answer stands on the right; ↓ ↑ show others.",
            ),
            Spot.DONE: (
                "Say it in your own voice; then {call.hang-up} hangs up.",
                "It counts as met: in time you see which answers work.",
            ),
        },
    ),
    Lesson(
        frozenset({"call-back"}),
        "callback",
        "agree on a time to call back",
        {
            Spot.TALKING: ("They have no time now: {call.hang-up} hangs up.", "But they said when to call."),
            Spot.RESULT: ("{=call-back} is call back at…", "While you write the time the clock rests."),
            Spot.WHEN: (
                "As they said it: tomorrow 10, fri 14:30, in 2 hours; enter.",
                "By their clock. When it is time they stand first.",
            ),
        },
    ),
    Lesson(
        frozenset({"promise"}),
        "promise",
        "promise an answer you do not know",
        {
            Spot.TALKING: (
                "They ask what you do not know: {call.unknown}.",
                "“I don't know, I'll find out” is honest, and a reason to call.",
            ),
            Spot.FIELD: (
                "Their question, enter; when they get the answer, enter.",
                "It stands on Today, and they come first when it is due.",
            ),
            Spot.DONE: ("Promised. {call.hang-up} hangs up.", "You will not have to remember it."),
        },
    ),
    Lesson(
        frozenset({"next"}),
        "next time",
        "write one thing into “next time I will”",
        {
            Spot.TALKING: (
                "Talk as you like; {call.hang-up} hangs up.",
                "Then come twenty seconds that make the next call better.",
            ),
            Spot.LINES: (
                "Right, wrong, and one thing for next time; enter goes on.",
                "What you write there stands beside the next person.",
            ),
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Tour:
    """How far the tour is."""

    lesson: int = 0
    """Index into LESSONS; their number: the tour is through."""
    again: bool = False
    """The lesson had a call already, and something else was done in it."""
    spot: Spot = Spot.QUEUE
    seen: frozenset[str] = field(default=frozenset())
    """Deeds of the call that is under way."""
    calls: int = 0
    learned: tuple[str, ...] = ()

    @property
    def through(self) -> bool:
        """Whether all lessons are over."""
        return self.lesson >= len(LESSONS)


def step(tour: Tour, state: State, *, promised: bool = False, typing: bool = False) -> Tour | None:
    """The tour after a step of the session; None: it is over.

    Args:
        tour: as it was.
        state: the session's, now.
        promised: an answer was promised in this call.
        typing: a question or a field has the keys.
    """
    match state:
        case Choosing():
            over = tour.spot in {Spot.RESULT, Spot.WHEN, Spot.QUESTION, Spot.LINES}
            return _after_call(tour) if over else replace(tour, spot=Spot.QUEUE, seen=frozenset())
        case Calling() if tour.through:
            return None
        case Calling():
            seen = _deeds(tour, state, promised)
            ringing = state.stage in {Stage.SAVING, Stage.DIALING, Stage.RINGING}
            learned = not tour.through and bool(seen & LESSONS[tour.lesson].deeds)
            talking = Spot.DONE if learned else Spot.FIELD if typing else Spot.TALKING
            return replace(tour, spot=Spot.RINGING if ringing else talking, seen=seen)
        case Reflecting() if tour.spot is Spot.QUEUE:  # a form from before: no call of the tour
            return tour
        case Reflecting():
            return replace(tour, spot=_part(state, tour.spot, typing), seen=_deeds(tour, state, promised))


def _deeds(tour: Tour, state: Calling | Reflecting, promised: bool) -> frozenset[str]:
    took = state.attempt.answered is not None
    done = {"met": bool(state.attempt.met), "promise": promised, "answered": took}
    if isinstance(state, Reflecting):
        done |= {"next": bool(state.form.next.strip()), state.form.disposition: True}
    return frozenset(what for what, is_done in done.items() if what and is_done)


def _part(state: Reflecting, before: Spot, typing: bool) -> Spot:
    match state.part:
        case Part.CHOICE:
            return Spot.RESULT
        case Part.WHEN:
            return Spot.WHEN
        case Part.LINES if state.asked is not None and state.form.kept is None and not typing:
            return Spot.QUESTION
        case Part.SAVING:
            return before if before not in {Spot.RINGING, Spot.TALKING} else Spot.RESULT
    return Spot.LINES


def _after_call(tour: Tour) -> Tour:
    """The result is saved: on to the next lesson, or this one once more."""
    if tour.through:
        return replace(tour, spot=Spot.QUEUE)
    lesson = LESSONS[tour.lesson]
    did = bool(tour.seen & lesson.deeds)
    learned = (*tour.learned, lesson.name) if did else tour.learned
    on = did or tour.again
    return Tour(tour.lesson + on, not on, Spot.QUEUE, calls=tour.calls + 1, learned=learned)


def line(tour: Tour) -> Line:
    """What to do now and why, with the keys still to be filled in."""
    if tour.through:
        return _end(tour)
    lesson = LESSONS[tour.lesson]
    if tour.again and tour.spot is Spot.QUEUE:
        return "{queue.dial} calls {name}.", f"Once more, if you like: {lesson.aim}."
    apt = not (lesson.unanswered and "answered" in tour.seen)
    return lesson.lines.get(tour.spot, _ELSE[tour.spot]) if apt else _ELSE[tour.spot]


def _end(tour: Tour) -> Line:
    """What the tour came to, and what comes next."""
    meant = LESSONS[-1].name in tour.learned
    first = "Your line stands beside {name} now, and is asked about." if meant else "That was the loop."
    tried = f"{count(tour.calls, 'call')}, {len(tour.learned)} of {len(LESSONS)} things tried"
    return first, f"{tried}. Your own list: {{app.leave}}, then {{queue.lists}}."


#: What the line says before the tour has begun, in the demo.
OFFER: Line = (
    "{app.tour} starts a tour: five calls, about five minutes.",
    "Nobody is really rung: these people are invented.",
)
