"""The reflection form as data: the part of `session.py` that runs from hang-up to the saved result."""

from __future__ import annotations

from dataclasses import replace

from tui.core import hours, when
from tui.core.clock import Moment
from tui.core.events import (
    Advance,
    BackToChoice,
    CardWorked,
    Chose,
    Covered,
    Effect,
    Entered,
    Event,
    Felt,
    Kept,
    KeyPressed,
    Leaving,
    NotStored,
    PutAside,
    SaveDraft,
    SaveNow,
    SaveResult,
    Stored,
    Tick,
    Wrote,
)
from tui.core.reflection import Draft, Form
from tui.core.states import Calling, Choosing, Part, Reflecting, Rules, State
from tui.core.text import count

Step = tuple[State, tuple[Effect, ...]]


def step(state: Reflecting, event: Event, now: Moment, rules: Rules) -> Step:
    """What comes of `event` while the form is open."""
    if state.part is Part.SAVING:
        return _saving(state, event, now, rules)
    match event:
        case Tick():
            return _tick(state, now, rules)
        case Covered(covered):
            return _clocked(replace(state, covered=covered), now), ()
        case Leaving() if state.dirty:
            return drafted(state, state.form, now)
        case Stored("draft"):
            return replace(state, problem=""), ()
        case NotStored("draft", problem):
            return replace(state, problem=problem, dirty=True, last_key=now.mono + rules.grace), ()
    if not _is_key(event):
        return state, ()
    if state.deaf(now.mono):
        # A line being typed when the phone ended the call must run out before keys count.
        return replace(state, hear_from=now.mono + rules.settle) if state.by_phone else state, ()
    return _key(replace(state, last_key=now.mono), event, now, rules)


def _is_key(event: Event) -> bool:
    return isinstance(
        event,
        Chose | Kept | Wrote | Felt | Entered | SaveNow | PutAside | BackToChoice | KeyPressed | CardWorked,
    )


def _key(state: Reflecting, event: Event, now: Moment, rules: Rules) -> Step:
    match event:
        case Chose(disposition):
            return _chose(state, disposition, now, rules)
        case Wrote(field, text):
            return replace(state, form=state.form.write(field, text), dirty=True, problem=""), ()
        case Kept(kept):
            return replace(state, form=replace(state.form, kept=kept), dirty=True), ()
        case Felt(felt):
            return replace(state, form=replace(state.form, felt=felt), dirty=True), ()
        case CardWorked(worked) if state.attempt.met:
            *others, last = state.attempt.met
            met = (*others, replace(last, worked=worked))
            return replace(state, attempt=replace(state.attempt, met=met)), ()
        case BackToChoice():
            return _clocked(replace(state, part=Part.CHOICE), now), ()
        case Entered() if state.part is Part.WHEN:
            return _agreed(state, now)
        case Entered() if state.part is Part.CHOICE:
            return _chose(state, state.form.disposition or state.preset, now, rules)
        case Entered() | SaveNow():
            if not state.form.disposition and not state.form.lines:
                return replace(state, problem="What came of it? One key: a digit or a letter."), ()
            return _finish(state, by_clock=False)
        case PutAside():
            return _finish(state, by_clock=False)
    return state, ()


def part_after(disposition: str, rules: Rules) -> Part:
    """The part of the form that follows a disposition."""
    came = rules.dispositions.get(disposition)
    asks = {"line": Part.LINE, "when": Part.WHEN, "lines": Part.LINES, "nothing": Part.CHOICE}
    return asks[came.asks] if came else Part.CHOICE


def _chose(state: Reflecting, disposition: str, now: Moment, rules: Rules) -> Step:
    came = rules.dispositions.get(disposition)
    if came is None:
        return state, ()
    state = replace(state, form=replace(state.form, disposition=disposition), dirty=True, problem="")
    if came.asks == "nothing" and not came.connected:
        return _finish(state, by_clock=False)
    return _clocked(replace(state, part=part_after(disposition, rules)), now), ()


def _agreed(state: Reflecting, now: Moment) -> Step:
    """enter behind the time of a callback: understood and fixed, or asked again. The clock rests."""
    place = hours.zone(state.zone) or hours.zone("UTC")
    assert place is not None
    try:
        agreed = when.read(state.form.when, now.utc, place)
    except when.NotATime as not_clear:
        return replace(state, problem=str(not_clear)), ()
    form = replace(state.form, when=f"{agreed.wall:%Y-%m-%d %H:%M}")
    return _clocked(replace(state, form=form, part=Part.LINES, problem=""), now), ()


def _clocked(state: Reflecting, now: Moment) -> Reflecting:
    """The state with its clock resting while a time is asked for or another screen is above."""
    if state.countdown is None:
        return state
    rests = state.covered or state.part is Part.WHEN
    return replace(
        state, countdown=state.countdown.rest(now.mono) if rests else state.countdown.resume(now.mono)
    )


def _tick(state: Reflecting, now: Moment, rules: Rules) -> Step:
    if state.covered:
        return state, ()
    idle = now.mono - state.last_key
    if (
        state.countdown
        and not state.countdown.resting
        and state.countdown.over(now.mono)
        and idle >= rules.grace
    ):
        return _finish(state, by_clock=True)
    if state.dirty and draft_due(state, now, rules):
        return drafted(state, state.form, now)
    return state, ()


def _finish(state: Reflecting, *, by_clock: bool) -> Step:
    result = SaveResult(state.attempt, state.form, state.asked, by_clock)
    return replace(state, part=Part.SAVING, by_clock=by_clock, problem=""), (result,)


def _saving(state: Reflecting, event: Event, now: Moment, rules: Rules) -> Step:
    match event:
        case Stored("result"):
            hear_from = now.mono + rules.quiet if state.by_clock else 0.0
            return Choosing(said=_said(state, rules), hear_from=hear_from), (Advance(state.attempt.contact),)
        case NotStored("result", problem):
            part = part_after(state.form.disposition, rules)
            rested = state.countdown.rest(now.mono) if state.countdown else None
            again = f"{problem} Nothing you typed is lost: ctrl+s tries again."
            return replace(state, part=part, countdown=rested, problem=again), ()
        case Covered(covered):
            return replace(state, covered=covered), ()
    return state, ()


def _said(state: Reflecting, rules: Rules) -> str:
    """`Saved: conversation, 2 lines`."""
    came = rules.dispositions.get(state.form.disposition)
    if came:
        what = came.name.rstrip("…").removesuffix(" at")
    elif state.attempt.answered:
        what = "conversation, unconfirmed"
    else:
        what = "no result yet"
    lines = f", {count(state.form.lines, 'line')}" if state.form.lines else ""
    return f"Saved: {what}{lines}" + ("" if came else " · r opens the form again")


def draft_due(state: Calling | Reflecting, now: Moment, rules: Rules) -> bool:
    """Whether typing paused, or went on too long without a draft."""
    return now.mono - state.last_key >= rules.pause or now.mono - state.drafted >= rules.longest


def drafted(state: Calling | Reflecting, form: Form, now: Moment) -> Step:
    """The state, with what is not saved yet on its way to the disk."""
    attempt = state.attempt
    draft = Draft(attempt.id, attempt.contact, now.utc, form, attempt.notes)
    return replace(state, dirty=False, drafted=now.mono), (SaveDraft(draft),)
