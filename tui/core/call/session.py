"""The flow as data: `(state, event, now) -> (state, effects)`. Nothing else decides.

*Choosing* → *Calling* (saving, dialing, ringing, talking, ending) → *Reflecting* → *Choosing*. Screens show
the state and post events; `runner.py` runs the effects and posts what came of them. The attempt is saved
before the phone rings, its end before the form opens, and "saved" is only said when it is.
"""

from __future__ import annotations

from dataclasses import replace

from tui.core.call import reflection_flow as form
from tui.core.call.attempt import Attempt, Met
from tui.core.call.events import (
    CallStarted,
    CardMet,
    Dial,
    DialFailed,
    Effect,
    Event,
    Forget,
    HangUp,
    HungUp,
    KeyPressed,
    Leaving,
    Noted,
    NotStored,
    PhoneSaid,
    PhoneTrouble,
    Played,
    Pressed,
    Reopened,
    SaveAttempt,
    Slept,
    Stored,
    TheyAnswered,
    Tick,
    Unanswered,
)
from tui.core.call.reflection import AND, Form, objections
from tui.core.call.states import Calling, Choosing, Reflecting, Rules, Stage, State
from tui.core.clock import Moment
from tui.core.countdown import Countdown
from tui.core.ports import By, DialEvent, DialState, Outcome

Step = tuple[State, tuple[Effect, ...]]


def step(state: State, event: Event, now: Moment, rules: Rules) -> Step:
    """What comes of `event`. An event that means nothing in `state` changes nothing."""
    if isinstance(event, PhoneTrouble) and not isinstance(state, Calling):
        return replace(state, problem=str(event.trouble)), ()
    match state:
        case Choosing():
            return _choosing(state, event, now, rules)
        case Calling():
            return _calling(state, event, now, rules)
        case Reflecting():
            return form.step(state, event, now, rules)


def _choosing(state: Choosing, event: Event, now: Moment, rules: Rules) -> Step:
    match event:
        case CallStarted() | Reopened() | KeyPressed() if now.mono < state.hear_from:
            return replace(state, hear_from=now.mono + rules.quiet), ()
        case CallStarted(attempt, zone, asked, brief):
            calling = Calling(attempt, zone, None if brief else asked, began=now.mono, brief=brief)
            return calling, (SaveAttempt(attempt, "attempt"),)
        case Reopened(attempt, zone, filled, asked):
            return Reflecting(attempt, zone, filled, asked, hear_from=now.mono, opened=filled), ()
    return state, ()


# ------------------------------------------------------------------------------------------- on the phone


def _calling(state: Calling, event: Event, now: Moment, rules: Rules) -> Step:
    """Over 40 lines: a table, a row for each event that means something in a call."""
    match event:
        case Stored("attempt") if state.stage is Stage.SAVING:
            if state.attempt.inbound:
                return replace(state, stage=Stage.TALKING, answered=state.began), ()
            return replace(state, stage=Stage.DIALING), (Dial(state.attempt),)
        case NotStored("attempt", problem) if state.stage is Stage.SAVING:
            wrote = _wrote(state)
            return Choosing(problem=f"{problem} You had written: {wrote}" if wrote else problem), ()
        case DialFailed(problem):
            return Choosing(problem=problem), (Forget(replace(state.attempt, notes=_wrote(state))),)
        case PhoneSaid(news):
            return _phone_said(state, news, now)
        case PhoneTrouble(trouble, lost):
            told = replace(state, problem=str(trouble))
            return (replace(told, tells=False) if lost else told), ()
        case Slept(seconds) if state.stage is not Stage.SAVING:
            return replace(state, problem=_slept(seconds)), ()
        case TheyAnswered() if state.stage in {Stage.DIALING, Stage.RINGING}:
            return _answered(state, now)
        case HungUp() if state.stage is not Stage.ENDING:
            ended, effects = _end(_hung_up(state), now, by_phone=False)
            return ended, (HangUp(), *effects)
        case Stored("end") | NotStored("end", _) if state.stage is Stage.ENDING:
            return _open_form(state, event, now, rules), ()
        case Stored("draft"):
            return replace(state, problem=""), ()
        case NotStored("draft", problem):
            return replace(state, problem=problem, dirty=True, last_key=now.mono + rules.grace), ()
        case Noted(text) if text != state.attempt.notes:
            noted = replace(state.attempt, notes=text)
            return replace(state, attempt=noted, dirty=True, last_key=now.mono), ()
        case Pressed(digits):
            attempt = state.attempt
            attempt = replace(attempt, digits=f"{attempt.digits} {digits}".strip())
            return replace(state, attempt=attempt), (SaveAttempt(attempt, "draft"),)
        case Played():
            return replace(state, played=True), ()
        case CardMet(card):
            met = _met(state.attempt, card)
            return replace(state, attempt=met), (SaveAttempt(met, "draft"),)
        case Unanswered(said):
            unready = AND.join(objections(f"{state.unready}{AND}{said}"))
            if unready != state.unready:
                return form.drafted(replace(state, unready=unready), Form(unready=unready), now)
        case Tick() if state.dirty and form.draft_due(state, now, rules):
            return form.drafted(state, Form(unready=state.unready), now)
        case Leaving() if state.dirty:
            return form.drafted(state, Form(unready=state.unready), now)
    return state, ()


def _wrote(state: Calling) -> str:
    """What was typed in a call, also before anything rang."""
    return "\n".join(filter(None, (state.attempt.notes, state.unready)))


def _phone_said(state: Calling, news: DialEvent, now: Moment) -> Step:
    if state.stage is Stage.ENDING:
        return state, ()
    if news.state is DialState.ENDED:
        if news.outcome == Outcome.FAILED and news.trouble:  # the phone fell away, perhaps not the call
            return replace(state, problem=str(news.trouble), tells=False), ()
        over = replace(state, outcome=str(news.outcome), ended_by=str(news.by))
        return _end(over, now, by_phone=True, trouble=str(news.trouble or ""))
    if news.state is DialState.ANSWERED and state.stage is not Stage.TALKING:
        return _answered(replace(state, tells=True), now)
    if news.state in {DialState.RINGING, DialState.PROGRESS} and state.stage is Stage.DIALING:
        return replace(state, stage=Stage.RINGING, rang=now.mono, tells=True), ()
    return state, ()


def _answered(state: Calling, now: Moment) -> Step:
    rang = None if state.rang is None else round(now.mono - state.rang, 1)
    attempt = replace(state.attempt, answered=now.utc, rang=rang)
    talking = replace(state, attempt=attempt, stage=Stage.TALKING, answered=now.mono)
    return talking, (SaveAttempt(attempt, "draft"),)


def _hung_up(state: Calling) -> Calling:
    """What is known of the end where the rep ends it: before an answer only a phone that tells knows."""
    if not state.tells:
        return state
    talked = state.stage is Stage.TALKING
    outcome = Outcome.ANSWERED if talked else Outcome.CANCELED
    return replace(state, outcome=str(outcome), ended_by=str(By.REP))


def _end(state: Calling, now: Moment, *, by_phone: bool, trouble: str = "") -> Step:
    talked, rang = state.attempt.talked, state.attempt.rang
    if state.stage is Stage.TALKING:
        talked = round(now.mono - state.answered, 1)
    elif state.rang is not None:
        rang = round(now.mono - state.rang, 1)
    attempt = replace(
        state.attempt, ended=now.utc, outcome=state.outcome, ended_by=state.ended_by, rang=rang, talked=talked
    )
    ending = replace(
        state, attempt=attempt, stage=Stage.ENDING, ended=now.mono, by_phone=by_phone, problem=trouble
    )
    return ending, (SaveAttempt(attempt, "end"),)


def _slept(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    return (
        f"This computer slept for {minutes} min. "
        "If you are still talking, go on; {call.hang-up} when it is over."
    )


#: How the phone says a call ended → the result the form begins with. An end nobody knows the reason of has
#: none, nor a talk: what came of it is the rep's to say.
_PRESET: dict[str, str] = {
    Outcome.NO_ANSWER: "no-answer",
    Outcome.BUSY: "busy",
    Outcome.DECLINED: "no-answer",
    Outcome.BLOCKED: "no-connection",  # a trunk without credit has tried nobody
    Outcome.INVALID: "out-of-service",
    Outcome.UNREACHABLE: "no-connection",
}


def _preset(state: Calling, rules: Rules) -> str:
    preset = _PRESET.get(state.outcome, "")
    if state.outcome == Outcome.CANCELED and state.rang is not None:  # it rang until the rep gave up
        preset = "no-answer"
    if state.played:
        preset = "voicemail-left"
    return preset if rules.dispositions.get(preset) else ""


def _open_form(state: Calling, event: Event, now: Moment, rules: Rules) -> Reflecting:
    problem = event.problem if isinstance(event, NotStored) else ""
    return Reflecting(
        state.attempt,
        state.zone,
        Form(unready=state.unready),
        asked=state.asked,
        countdown=Countdown.start(rules.form_seconds, state.ended),
        preset=_preset(state, rules),
        hear_from=now.mono + rules.settle,
        by_phone=state.by_phone,
        last_key=state.ended - rules.grace,
        dirty=state.dirty,
        drafted=state.drafted,
        problem=f"{problem} The form will save the call again." if problem else state.problem,
        brief=state.brief,
    )


def _met(attempt: Attempt, card: str) -> Attempt:
    others = tuple(m for m in attempt.met if m.card != card)
    return replace(attempt, met=(*others, Met(card)))
