"""The reflection form as data: the part of `session.py` that runs from hang-up to the saved result."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, tzinfo

from tui.core.call.events import (
    Advance,
    Answered,
    BackToChoice,
    CardWorked,
    Chose,
    Covered,
    Effect,
    Entered,
    Event,
    Felt,
    FormKey,
    Kept,
    Leaving,
    Noted,
    NotStored,
    PutAside,
    SaveAttempt,
    SaveDraft,
    SaveNow,
    SaveResult,
    Stored,
    Tick,
    Timed,
    Wrote,
)
from tui.core.call.reflection import Draft, Form
from tui.core.call.result import right_number
from tui.core.call.states import Calling, Choosing, Part, Reflecting, Rules, State
from tui.core.clock import Moment
from tui.core.hours import hours, when
from tui.core.text import count, plain

Step = tuple[State, tuple[Effect, ...]]


#: Results that cannot be when somebody answered: a slip of the finger, or `space` pressed for nothing. Their
#: key saves them all the same, and the doubt is told.
_NOBODY = frozenset({"no-answer", "busy", "no-connection"})


#: So many words are a sentence, also when the first could be a time.
_SENTENCE = 4


def step(state: Reflecting, event: Event, now: Moment, rules: Rules) -> Step:
    """What comes of `event` while the form is open."""
    if state.part is Part.SAVING:
        return _saving(state, event, now, rules)
    match event:
        case Tick():
            return _tick(state, now, rules)
        case Covered(covered):
            return _clocked(replace(state, covered=covered), now), ()
        case Noted(text) if text != state.attempt.notes:  # the phone ended the call while they were typed
            return replace(state, attempt=replace(state.attempt, notes=text), dirty=True), ()
        case Leaving() if state.dirty:
            return drafted(state, state.form, now)
        case Stored("draft"):
            mended = state.problem == state.undrafted
            return replace(state, problem="" if mended else state.problem, undrafted=""), ()
        case NotStored("draft", problem):
            later = now.mono + rules.grace
            return replace(state, problem=problem, undrafted=problem, dirty=True, last_key=later), ()
    if not isinstance(event, FormKey):
        return state, ()
    deaf, state = state.deaf(now.mono), replace(state, last_key=now.mono)
    if deaf:
        # A line being typed when the phone ended the call must run out before keys count.
        return replace(state, hear_from=now.mono + rules.settle) if state.by_phone else state, ()
    return _key(state, event, now, rules)


def _key(state: Reflecting, event: Event, now: Moment, rules: Rules) -> Step:
    match event:
        case Chose(disposition):
            return _chose(state, disposition, now, rules)
        case Wrote(field, text):
            return replace(state, form=state.form.write(field, text), dirty=True, problem=""), ()
        case Kept(kept):
            return replace(state, form=replace(state.form, kept=kept), dirty=True), ()
        case Answered(answered):
            return replace(state, form=replace(state.form, answered=answered), dirty=True), ()
        case Felt(felt):
            return replace(state, form=replace(state.form, felt=felt), dirty=True), ()
        case CardWorked(worked) if state.attempt.met:
            *others, last = state.attempt.met
            met = (*others, replace(last, worked=worked))
            attempt = replace(state.attempt, met=met)
            return replace(state, attempt=attempt, opened=None), (SaveAttempt(attempt, "draft"),)
        case BackToChoice():
            return _clocked(replace(state, part=Part.CHOICE), now), ()
        case Entered() if state.part is Part.WHEN:
            return _agreed(state, now), ()
        case SaveNow() if state.part is Part.WHEN:
            agreed = _agreed(state, now)
            return (agreed, ()) if agreed.part is Part.WHEN else _finish(agreed, now, rules, by_clock=False)
        case Timed():
            return _timed(state, now), ()
        case Entered() if state.part is Part.CHOICE:
            return _chose(state, state.form.disposition or state.preset, now, rules)
        case Entered() | SaveNow() if flaw := _half_a_number(state, rules):
            return replace(state, problem=flaw), ()
        case Entered() | SaveNow():
            if not state.form.disposition and not state.form.lines:
                return replace(state, problem="What came of it? One key: a digit or a letter."), ()
            return _finish(state, now, rules, by_clock=False)
        case PutAside() if state.form == state.opened:
            aside = Choosing(said="Put aside, nothing changed.")
            return aside, drafted(state, state.form, now)[1] if state.dirty else ()
        case PutAside():
            return _finish(state, now, rules, by_clock=False)
    return state, ()


def _half_a_number(state: Reflecting, rules: Rules) -> str:
    """What is wrong with the number typed as the right one; empty: nothing, or none was typed."""
    came = rules.dispositions.get(state.form.disposition)
    if came is None or came.number != "wrong" or state.part is not Part.LINE:
        return ""
    right = right_number(state.form.line, state.attempt.number)
    if right is None or (right.callable and right.e164 != state.attempt.number):
        return ""
    what = "the number that was wrong" if right.callable else "no whole phone number"
    return f"{plain(state.form.line)} is {what}. Mend it, or empty the line to go on."


def part_after(disposition: str, rules: Rules, *, brief: bool = False, again: bool = False) -> Part:
    """The part of the form that follows a disposition; of a brief form one line in place of three. A wrong
    number is saved by its key; only a form that was opened again asks for the right one."""
    came = rules.dispositions.get(disposition)
    if came is None:
        return Part.CHOICE
    lines = Part.LINE if brief else Part.LINES
    if came.number == "wrong" and again:
        return Part.LINE
    nothing = lines if came.connected else Part.CHOICE
    return {"line": Part.LINE, "when": Part.WHEN, "lines": lines, "nothing": nothing}[came.asks]


def _chose(state: Reflecting, disposition: str, now: Moment, rules: Rules) -> Step:
    came = rules.dispositions.get(disposition)
    if came is None:
        return state, ()
    if state.attempt.inbound and not came.inbound:
        return replace(state, problem=f"They called you: it cannot be {came.name}."), ()
    state = replace(state, form=replace(state.form, disposition=disposition), dirty=True, problem="")
    part = part_after(disposition, rules, brief=state.brief, again=state.countdown is None)
    if part is Part.CHOICE:
        return _finish(state, now, rules, by_clock=False)
    return _clocked(replace(state, part=part), now), ()


def _agreed(state: Reflecting, now: Moment) -> Reflecting:
    """enter behind the time of a callback: understood and fixed, or asked again. The clock rests."""
    lines = Part.LINE if state.brief else Part.LINES
    fixed = _fixed(state, now)
    return fixed if fixed.problem else _clocked(replace(fixed, part=lines), now)


def _fixed(state: Reflecting, now: Moment) -> Reflecting:
    """The time in the form as it is understood, or why it is not."""
    form = state.form
    as_it_was = state.opened is not None and form.when == state.opened.when  # it may be past by now
    said = (state.attempt.ended or now.utc) if as_it_was else now.utc
    try:
        agreed = when.read(form.when, said, _place(state))
    except when.NotATime as not_clear:
        return replace(state, problem=str(not_clear))
    form = replace(form, when=f"{agreed.wall:%Y-%m-%d %H:%M}")
    return replace(state, form=form, dirty=True, problem="")


def _timed(state: Reflecting, now: Moment) -> Reflecting:
    """enter behind the time of a meeting, which may stay without one."""
    if not state.form.when.strip():
        return replace(state, problem="")
    moved = _begun(state, now)
    return moved if moved is not state else _fixed(state, now)


def _begun(state: Reflecting, now: Moment) -> Reflecting:
    """Who begins to write right after *meeting booked* means the lines: a sentence that is no time is the
    first of them. What begins like a time in a few words has a slip in it, and stays."""
    form = state.form
    if not form.when.strip() or form.right:
        return state
    try:
        when.read(form.when, state.attempt.ended or now.utc, _place(state))
    except when.NotATime as no:
        if not no.begun or len(form.when.split()) >= _SENTENCE:
            return replace(state, form=replace(form, when="", right=form.when), dirty=True, problem="")
    return state


def _clocked(state: Reflecting, now: Moment) -> Reflecting:
    """The state with its clock resting while a time is asked for or another screen is above."""
    if state.countdown is None:
        return state
    rests = state.covered or state.part is Part.WHEN
    return replace(
        state, countdown=state.countdown.rest(now.mono) if rests else state.countdown.resume(now.mono)
    )


def _tick(state: Reflecting, now: Moment, rules: Rules) -> Step:
    idle = now.mono - state.last_key
    if (
        state.countdown
        and not state.countdown.resting
        and state.countdown.over(now.mono)
        and idle >= rules.grace
    ):
        return _finish(state, now, rules, by_clock=True)
    if state.dirty and draft_due(state, now, rules):
        return drafted(state, state.form, now)
    return state, ()


def _finish(state: Reflecting, now: Moment, rules: Rules, *, by_clock: bool) -> Step:
    came = rules.dispositions.get(state.form.disposition)
    if came and came.meeting:
        state = _begun(state, now)
    result = SaveResult(state.attempt, state.form, state.asked, by_clock)
    return replace(state, part=Part.SAVING, by_clock=by_clock, problem=""), (result,)


def _saving(state: Reflecting, event: Event, now: Moment, rules: Rules) -> Step:
    match event:
        case Stored("result"):
            hear_from = now.mono + rules.quiet if state.by_clock else 0.0
            return Choosing(said=_said(state, now, rules), hear_from=hear_from), (
                Advance(state.attempt.contact),
            )
        case NotStored("result", problem):
            again = state.countdown is None
            part = part_after(state.form.disposition, rules, brief=state.brief, again=again)
            rested = state.countdown.rest(now.mono) if state.countdown else None
            problem = f"{problem} Nothing you typed is lost: {{reflect.save}} tries again."
            return replace(state, part=part, countdown=rested, problem=problem), ()
        case Covered(covered):
            return replace(state, covered=covered), ()
    return state, ()


def _said(state: Reflecting, now: Moment, rules: Rules) -> str:
    """`Saved: conversation, 2 lines`; a time is read back as it was understood."""
    came = rules.dispositions.get(state.form.disposition)
    timed = came is not None and (came.asks == "when" or (came.meeting and bool(state.form.when.strip())))
    agreed = _time_of(state, now) if timed else None
    unfinished = came is None or (timed and agreed is None)
    if came:
        time = f" {agreed.wall:%A %d %B, %H:%M} their time" if agreed else ""
        what = came.name.rstrip("…").removesuffix(" at") + (", no time yet" if unfinished else time)
    elif state.attempt.answered:
        what = "conversation, unconfirmed"
    else:
        what = "no result yet"
    lines = f", {count(state.form.lines, 'line')}" if state.form.lines else ""
    more = " · {queue.reopen} opens the form again" if unfinished else ""
    if came and came.number == "wrong":
        right = right_number(state.form.line, state.attempt.number)
        lines = ", right number added" if right and right.callable else lines
        more = "" if lines else " · {queue.reopen} takes the right one, if you know it"
    if came and came.id in _NOBODY and state.attempt.answered:
        more = ", though you said that they answered · {queue.undo} takes it back"
    return f"Saved: {what}{lines}{more}"


def _time_of(state: Reflecting, now: Moment) -> when.When | None:
    """The time in the form, if its words are clear."""
    try:
        return when.read(state.form.when, state.attempt.ended or now.utc, _place(state))
    except when.NotATime:
        return None


def _place(state: Reflecting) -> tzinfo:
    return hours.zone(state.zone) or UTC


def draft_due(state: Calling | Reflecting, now: Moment, rules: Rules) -> bool:
    """Whether typing paused, or went on too long without a draft."""
    return now.mono - state.last_key >= rules.pause or now.mono - state.drafted >= rules.longest


def drafted(state: Calling | Reflecting, form: Form, now: Moment) -> Step:
    """The state, with what is not saved yet on its way to the disk."""
    attempt = state.attempt
    listed = bool(attempt.disposition)  # opened again: nothing else says that it is not finished
    draft = Draft(attempt.id, attempt.contact, now.utc, form, attempt.notes, listed)
    return replace(state, dirty=False, drafted=now.mono), (SaveDraft(draft),)
