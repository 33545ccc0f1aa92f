"""The steps of an import: `step(state, event) -> (state, effects)`, as `session.py` has them for a call.

Whoever runs it reads files in threads and posts what came of it; an answer that nobody waits for any more
changes nothing. Nothing is saved before *Storing*, so that esc and kill -9 leave nothing behind; after it all
or nothing is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tui.core.lists.importing import (
    Agreed,
    Back,
    Choosing,
    Effect,
    Event,
    Finished,
    How,
    Look,
    Looked,
    LookInto,
    Named,
    Naming,
    NotStored,
    Outcome,
    Picked,
    Plan,
    Planned,
    Planning,
    Preview,
    Reading,
    Remember,
    Renamed,
    Save,
    SetField,
    State,
    Stop,
    Storing,
    WasPlanned,
    WasStored,
    Went,
    WriteRejects,
    WroteRejects,
    guessed,
)  # fmt: skip
from tui.core.text import count


def step(state: State, event: Event) -> tuple[State, Sequence[Effect]]:
    """What an event makes of a state, and what is to be done."""
    match state, event:
        case ((Naming() | Choosing() | Preview() | Finished()), Named(ask)):
            return Reading(ask), [LookInto(ask)]
        case Reading(ask), Looked(look, how) if look.ask == ask:
            return _looked(look, how)
        case Choosing(look), Picked(sheet):
            ask = replace(look.ask, sheet=sheet)
            return Reading(ask), [LookInto(ask)]
        case Preview(), _:
            return _preview(state, event)
        case Planning(look), Went(of, percent) if of is look:
            return replace(state, percent=max(state.percent, percent)), []
        case Planning(look, how), WasPlanned(of, planned) if of is look:
            return _planned(look, how, planned)
        case Outcome(look, how, planned), Agreed():
            return Storing(look, how, planned), [Save(look, how, planned)]
        case Storing(look, how, planned), NotStored(problem):
            return Outcome(look, how, planned, problem), []
        case Storing(look, how, planned), WasStored(said):
            return _stored(look, how, planned, said)
        case Finished(), WroteRejects(said, problem):
            return replace(state, rejects=said, problem=problem), []
        case _, Back():
            return _back(state)
    return state, []


def _looked(look: Look, how: How) -> tuple[State, Sequence[Effect]]:
    if look.problem:
        return Naming(look.problem), []
    if len(look.offers) > 1 and not look.ask.sheet:
        return Choosing(look), []
    if not look.guesses:  # one of our own: there is nothing to say about its columns
        return Planning(look, how), [Plan(look, how)]
    return Preview(look, how), []


def _preview(state: Preview, event: Event) -> tuple[State, Sequence[Effect]]:
    look, how = state.look, state.how
    match event:
        case SetField(column, field) if 0 <= column < len(how.columns):
            columns = (*how.columns[:column], field, *how.columns[column + 1 :])
            return Preview(look, replace(how, columns=columns)), []
        case Renamed(name, country):
            return Preview(look, replace(how, name=name or how.name, country=country or how.country)), []
        case Agreed():
            return Planning(look, how), [Plan(look, how)]
        case Back():
            return _back(state)
    return state, []


def _planned(look: Look, how: How, planned: Planned) -> tuple[State, Sequence[Effect]]:
    if not planned.plan.fatal:
        return Outcome(look, how, planned), []
    if look.guesses:
        return Preview(look, how, planned.plan.fatal), []
    return Naming(planned.plan.fatal), []


def _stored(look: Look, how: How, planned: Planned, said: str) -> tuple[State, Sequence[Effect]]:
    columns = how.columns if how.columns != guessed(look) or look.remembered else ()
    effects: list[Effect] = [Remember(look, columns)]
    if planned.plan.skipped:
        effects.append(WriteRejects(look, how, planned.plan.skipped))
    return Finished(look, planned, said), effects


def _back(state: State) -> tuple[State, Sequence[Effect]]:
    """Where esc leads. From *Naming* and *Finished* it leaves, which is the screen's; *Storing* goes on."""
    match state:
        case Reading():
            return Naming(), [Stop()]
        case Choosing():
            return Naming(), []
        case Preview(look):
            offers = len(look.offers) > 1
            return (Choosing(replace(look, ask=replace(look.ask, sheet=""))) if offers else Naming()), []
        case Planning(look, how):
            return (Preview(look, how) if look.guesses else Naming()), [Stop()]
        case Outcome(look, how):
            return (Preview(look, how) if look.guesses else Naming()), []
    return state, []


#: Said of people whom no number reaches.
WITHOUT = "without a number that can be called"


def facts(planned: Planned) -> Sequence[tuple[str, int]]:
    """(what, how many) of what will happen, in the order they are told; what is nobody's is left out."""
    plan = planned.plan
    known, other, skipped = (
        plan.contacts - plan.new - plan.updated,
        len(plan.conflicts),
        len(plan.skipped),
    )
    again = plan.records - skipped - plan.contacts
    told = [
        (_one(plan.new, "new person", "new people"), plan.new),
        (f"{_one(plan.updated, 'person', 'people')} we have, with something new", plan.updated),
        (f"{_one(known, 'person', 'people')} we have, nothing new", known),
        (f"{_one(again, 'row', 'rows')} of somebody named in another row", again),
        (WITHOUT, planned.without_number),
        ("not to be called, and never offered", planned.forbidden),
        ("out of profile", planned.out or 0),
        (
            _one(other, "field", "fields")
            + " in which the file says something else; "
            + _one(other, "ours stays", "ours stay"),
            other,
        ),
        (f"{_one(skipped, 'row', 'rows')} nobody can be read from", skipped),
    ]
    return [(what, many) for what, many in told if many]


def _one(many: int, one: str, more: str) -> str:
    return one if many == 1 else more


def in_all(planned: Planned) -> str:
    """`240 rows, 236 people`."""
    plan = planned.plan
    return f"{count(plan.records, 'row')}, {count(plan.contacts, 'person', 'people')}"
