"""The steps of an import, without a file or a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tui.core.lists.import_flow import facts, in_all, step
from tui.core.lists.importing import (
    Agreed,
    Ask,
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
    Offer,
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
)
from tui.core.ports import Conflict, Guess, ImportPlan, Skipped

ASK = Ask("leads.csv")
GUESSES = (
    Guess(0, "Name", "name", 0.95, "its header says so", ("Ada",)),
    Guess(1, "Tel", "phone", 0.8, "", ()),
    Guess(2, "Size", "", 0.0, "", ("50",)),
)
LOOK = Look(ASK, "CSV", guesses=GUESSES)
HOW = How("leads", "GB", ("name", "phone", ""))
PLAN = ImportPlan(5, 3, 3, 2, 1, 1, (Skipped(4, "no name"),), (), {}, (), ())
PLANNED = Planned(PLAN, 7, 1, 0, None)


def play(state: State, *events: Event) -> tuple[State, list[Effect]]:
    """The state after these, and the effects of the last one."""
    effects: Sequence[Effect] = ()
    for event in events:
        state, effects = step(state, event)
    return state, list(effects)


def test_the_whole_way() -> None:
    state, effects = play(Naming(), Named(ASK))
    assert (state, effects) == (Reading(ASK), [LookInto(ASK)])
    state, effects = play(state, Looked(LOOK, HOW))
    assert (state, effects) == (Preview(LOOK, HOW), [])
    state, effects = play(state, Agreed())
    assert (state, effects) == (Planning(LOOK, HOW), [Plan(LOOK, HOW)])
    state, effects = play(state, Went(LOOK, 40), Went(LOOK, 30))
    assert state == Planning(LOOK, HOW, 40), "it never goes back"
    state, effects = play(state, WasPlanned(LOOK, PLANNED))
    assert (state, effects) == (Outcome(LOOK, HOW, PLANNED), [])
    state, effects = play(state, Agreed())
    assert (state, effects) == (Storing(LOOK, HOW, PLANNED), [Save(LOOK, HOW, PLANNED)])
    state, effects = play(state, WasStored("2 people imported"))
    assert state == Finished(LOOK, PLANNED, "2 people imported")
    assert effects == [Remember(LOOK, ()), WriteRejects(LOOK, HOW, PLAN.skipped)]
    state, effects = play(state, WroteRejects("They lie there."))
    assert isinstance(state, Finished)
    assert state.rejects == "They lie there."
    assert play(state, Named(ASK))[0] == Reading(ASK), "and the next file"


def test_a_file_nothing_can_be_read_from_is_told_where_files_are_named() -> None:
    broken = Look(ASK, problem="leads.csv: The file is empty.")
    assert play(Reading(ASK), Looked(broken, HOW))[0] == Naming("leads.csv: The file is empty.")


def test_of_several_sheets_one_is_chosen_and_esc_goes_back_to_them() -> None:
    several = Look(ASK, offers=(Offer("A", ""), Offer("B", "")))
    state, _ = play(Reading(ASK), Looked(several, HOW))
    assert state == Choosing(several)
    chosen = replace(ASK, sheet="B")
    state, effects = play(state, Picked("B"))
    assert (state, effects) == (Reading(chosen), [LookInto(chosen)])
    found = replace(LOOK, ask=chosen, offers=several.offers)
    state, _ = play(state, Looked(found, HOW))
    state, _ = play(state, Back())
    assert isinstance(state, Choosing)
    assert state.look.ask == ASK


def test_a_column_is_set_and_remembered_for_the_next_file() -> None:
    state, _ = play(Preview(LOOK, HOW), SetField(2, "role"), SetField(9, "role"))
    assert isinstance(state, Preview)
    assert state.how.columns == ("name", "phone", "role")
    assert state.changed
    state, effects = play(state, Agreed())
    assert effects == [Plan(LOOK, replace(HOW, columns=("name", "phone", "role")))]
    _, effects = play(state, WasPlanned(LOOK, PLANNED), Agreed(), WasStored(""))
    assert effects[0] == Remember(LOOK, ("name", "phone", "role"))


def test_columns_set_back_to_the_guess_take_the_place_of_what_was_remembered() -> None:
    look = replace(LOOK, remembered=("name", "phone", "role"))
    state, _ = play(Preview(look, HOW), Agreed(), WasPlanned(look, PLANNED), Agreed())
    assert play(state, WasStored(""))[1][0] == Remember(look, HOW.columns)


def test_list_and_country_are_renamed() -> None:
    state, _ = play(Preview(LOOK, HOW), Renamed(name="fair"), Renamed(country="DE"), Renamed())
    assert state == Preview(LOOK, How("fair", "DE", HOW.columns))


def test_our_own_export_has_no_columns_to_look_at() -> None:
    ours = Look(ASK, "JSON")
    state, effects = play(Reading(ASK), Looked(ours, HOW))
    assert (state, effects) == (Planning(ours, HOW), [Plan(ours, HOW)])
    assert play(state, Back()) == (Naming(), [Stop()])
    assert play(state, WasPlanned(ours, replace(PLANNED, plan=replace(PLAN, fatal="Nobody."))))[0] == Naming(
        "Nobody."
    )


def test_a_plan_without_anybody_goes_back_to_the_columns() -> None:
    state, _ = play(
        Planning(LOOK, HOW), WasPlanned(LOOK, replace(PLANNED, plan=replace(PLAN, fatal="No column.")))
    )
    assert state == Preview(LOOK, HOW, "No column.")


def test_what_was_not_saved_is_said_and_can_be_tried_again() -> None:
    state, _ = play(Storing(LOOK, HOW, PLANNED), NotStored("The disk is full."))
    assert state == Outcome(LOOK, HOW, PLANNED, "The disk is full.")
    assert play(state, Agreed())[1] == [Save(LOOK, HOW, PLANNED)]


@pytest.mark.parametrize(
    ("state", "leads_to", "does"),
    [
        (Reading(ASK), Naming(), [Stop()]),
        (Choosing(LOOK), Naming(), []),
        (Preview(LOOK, HOW), Naming(), []),
        (Planning(LOOK, HOW, 40), Preview(LOOK, HOW), [Stop()]),
        (Outcome(LOOK, HOW, PLANNED), Preview(LOOK, HOW), []),
        (Naming(), Naming(), []),
        (Storing(LOOK, HOW, PLANNED), Storing(LOOK, HOW, PLANNED), []),
        (Finished(LOOK, PLANNED, ""), Finished(LOOK, PLANNED, ""), []),
    ],
)
def test_one_step_back(state: State, leads_to: State, does: list[Effect]) -> None:
    assert play(state, Back()) == (leads_to, does)


def test_answers_nobody_waits_for_change_nothing() -> None:
    other = replace(LOOK, ask=Ask("other.csv"))
    for state in (Naming(), Preview(LOOK, HOW), Planning(LOOK, HOW), Reading(ASK)):
        for late in (Looked(other, HOW), Went(other, 50), WasPlanned(other, PLANNED), WasStored("x")):
            assert play(state, late) == (state, []), (state, late)


def test_what_will_happen_is_told_without_what_is_nobodys() -> None:
    plan = replace(PLAN, conflicts=(Conflict(1, "role", "Buyer", "CEO"),))
    assert facts(replace(PLANNED, plan=plan, out=2)) == [
        ("new people", 2),
        ("person we have, with something new", 1),
        ("row of somebody named in another row", 1),
        ("without a number that can be called", 1),
        ("out of profile", 2),
        ("field in which the file says something else; ours stays", 1),
        ("row nobody can be read from", 1),
    ]
    assert in_all(PLANNED) == "5 rows, 3 people"
