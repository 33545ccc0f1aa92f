"""The flow up to the form: nothing rings before it is saved, no form opens before the end is saved."""

from dataclasses import replace

import pytest

from tests.core.given import NOW, Play, call, meant
from tui.core.call.attempt import Met
from tui.core.call.events import (
    CallStarted,
    CardMet,
    Chose,
    Dial,
    DialFailed,
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
    Reopened,
    SaveAttempt,
    SaveDraft,
    SaveNow,
    Stored,
    TheyAnswered,
    Tick,
    Unanswered,
)
from tui.core.call.reflection import Form
from tui.core.call.states import Calling, Choosing, Part, Reflecting, Stage
from tui.core.ports import DialEvent, DialState, Trouble


def said(state: DialState, outcome: str = "") -> PhoneSaid:
    return PhoneSaid(DialEvent(state, outcome))


ENDED = said(DialState.ENDED, "no-answer")


@pytest.fixture
def play() -> Play:
    return Play()


# ------------------------------------------------------------------------------------- saved, then dialed


def test_nothing_rings_before_the_attempt_is_saved(play: Play) -> None:
    assert play.post(CallStarted(call(), "Europe/London")) == [SaveAttempt(call(), "attempt")]
    assert play.at(Calling).stage is Stage.SAVING
    assert play.post(Tick(), after=60) == []
    assert play.post(Stored("attempt")) == [Dial(call())]
    assert play.at(Calling).stage is Stage.DIALING


def test_an_attempt_that_cannot_be_saved_is_not_dialed(play: Play) -> None:
    play.post(CallStarted(call(), "Europe/London"))
    assert play.post(NotStored("attempt", "The disk is full.")) == []
    assert play.state == Choosing(problem="The disk is full.")


def test_a_refused_call_leaves_no_attempt(play: Play) -> None:
    play.dialing()
    assert play.post(DialFailed("It is on the do-not-call list.")) == [Forget(call())]
    assert play.state == Choosing(problem="It is on the do-not-call list.")


def test_hung_up_while_it_is_saved_never_rings(play: Play) -> None:
    play.post(CallStarted(call(), "Europe/London"), HungUp())
    assert play.post(Stored("attempt")) == []
    play.post(Stored("end"))
    assert play.at(Reflecting).attempt.ended == NOW
    assert not play.all(Dial)


def test_hung_up_while_it_is_saved_the_form_opens_even_if_the_first_save_failed(play: Play) -> None:
    play.post(CallStarted(call(), "Europe/London"), HungUp(), NotStored("attempt", "Full."), Stored("end"))
    assert play.at(Reflecting).attempt.ended == NOW


@pytest.mark.parametrize(
    "event",
    [Stored("end"), NotStored("end", "?"), Stored("result"), Stored("attempt"), Chose("busy"), SaveNow()],
)
def test_what_belongs_to_another_moment_changes_nothing_in_a_call(play: Play, event: Event) -> None:
    before = play.dialing().state
    assert (play.post(event), play.state) == ([], before)


@pytest.mark.parametrize("event", [Stored("end"), ENDED, HungUp(), Chose("busy"), Tick(), TheyAnswered()])
def test_what_belongs_to_another_moment_changes_nothing_in_the_queue(play: Play, event: Event) -> None:
    assert (play.post(event), play.state) == ([], Choosing())


# ------------------------------------------------------------------------------------------- on the phone


def test_space_says_they_answered_and_it_is_on_disk_at_once(play: Play) -> None:
    play.dialing()
    talking = call(answered=play.clock.now().utc)
    assert play.post(TheyAnswered()) == [SaveAttempt(talking, "draft")]
    assert (play.at(Calling).stage, play.at(Calling).attempt) == (Stage.TALKING, talking)


def test_answered_counts_once(play: Play) -> None:
    play.dialing().post(TheyAnswered(), after=7)
    before = play.state
    assert play.post(TheyAnswered(), said(DialState.ANSWERED), said(DialState.RINGING), after=3) == []
    assert play.state == before


def test_the_phone_tells_how_far_it_is(play: Play) -> None:
    play.dialing()
    stages = []
    for state in (DialState.DIALING, DialState.PROGRESS, DialState.RINGING, DialState.ANSWERED):
        play.post(said(state))
        stages.append(play.at(Calling).stage)
    assert stages == [Stage.DIALING, Stage.RINGING, Stage.RINGING, Stage.TALKING]


def test_a_call_that_came_in_talks_at_once_and_is_never_dialed(play: Play) -> None:
    play.dialing(inbound=True, answered=NOW)
    assert play.at(Calling).stage is Stage.TALKING
    assert not play.all(Dial)


def test_space_forgotten_leaves_the_talk_time_unknown(play: Play) -> None:
    play.dialing().post(HungUp(), Stored("end"), after=60)
    attempt = play.at(Reflecting).attempt
    assert (attempt.answered, attempt.talk) == (None, None)


def test_talk_time_runs_from_the_answer_to_the_end(play: Play) -> None:
    play.dialing().post(TheyAnswered(), after=12)
    play.post(HungUp(), Stored("end"), after=83)
    assert play.at(Reflecting).attempt.talk == 83


def test_a_met_card_is_on_disk_at_once_and_counts_once(play: Play) -> None:
    play.dialing()
    for card in ("price", "time", "price"):
        play.post(CardMet(card))
    assert play.at(Calling).attempt.met == (Met("time"), Met("price"))
    assert play.saves[-1] == ("draft", play.at(Calling).attempt)


def test_an_objection_without_an_answer_is_on_disk_at_once_and_in_the_form(play: Play) -> None:
    play.dialing()
    (first,) = play.post(Unanswered("you are too far away"))
    assert isinstance(first, SaveDraft)
    assert first.draft.form == Form(unready="you are too far away")
    (second,) = play.post(Unanswered("your vans are diesel"))
    assert isinstance(second, SaveDraft)
    assert second.draft.form.unready == "you are too far away / your vans are diesel"
    assert play.post(Unanswered("You are  too far away")) == []
    play.post(Noted("blue gate"))
    (noted,) = play.post(Leaving())
    assert isinstance(noted, SaveDraft)
    assert noted.draft.form.unready == second.draft.form.unready
    play.post(HungUp(), Stored("end"))
    assert play.at(Reflecting).form.unready == second.draft.form.unready


# ------------------------------------------------------------------------------------ ended, then the form


def test_the_end_is_saved_before_the_form_opens(play: Play) -> None:
    play.dialing()
    ended = call(ended=play.clock.now().utc)
    assert play.post(HungUp()) == [HangUp(), SaveAttempt(ended, "end")]
    assert play.at(Calling).stage is Stage.ENDING
    assert play.post(Tick(), HungUp(), ENDED, after=30) == []
    play.post(Stored("end"))
    assert play.at(Reflecting).attempt == ended


def test_the_twenty_seconds_run_from_hang_up_not_from_the_save(play: Play) -> None:
    play.dialing().post(HungUp())
    play.post(Stored("end"), after=4)
    countdown = play.at(Reflecting).countdown
    assert countdown
    assert countdown.shown(play.clock.now().mono) == 16


def test_an_end_that_cannot_be_saved_opens_the_form_and_says_so(play: Play) -> None:
    play.dialing().post(HungUp(), NotStored("end", "The disk is full."))
    form = play.at(Reflecting)
    assert form.problem == "The disk is full. The form will save the call again."
    assert form.attempt.ended == NOW


def test_the_form_asks_about_the_intention_of_the_call(play: Play) -> None:
    play.dialing(meant()).post(HungUp(), Stored("end"))
    assert play.at(Reflecting).asked == meant()


@pytest.mark.parametrize(
    ("outcome", "preset"),
    [
        ("no-answer", "no-answer"),
        ("busy", "busy"),
        ("declined", "no-answer"),
        ("invalid", "out-of-service"),
        ("answered", ""),
        ("unknown", ""),
        ("unreachable", "no-connection"),
        ("blocked", "no-connection"),
        ("failed", ""),
        ("canceled", ""),
    ],
)
def test_the_result_is_preset_where_the_phone_knows_it(play: Play, outcome: str, preset: str) -> None:
    play.dialing().post(said(DialState.ENDED, outcome), Stored("end"))
    form = play.at(Reflecting)
    assert (form.preset, form.attempt.outcome, form.form.disposition) == (preset, outcome, "")


def test_what_the_rep_must_know_of_the_end_stands_in_the_form(play: Play) -> None:
    trouble = Trouble("The server does not reply.", "The call is kept.", "Look at the cable.")
    end = DialEvent(DialState.ENDED, "unreachable", trouble=trouble)
    play.dialing().post(PhoneSaid(end), Stored("end"))
    assert play.at(Reflecting).problem == str(trouble)


def test_an_earlier_trouble_is_over_with_the_call(play: Play) -> None:
    play.dialing().post(PhoneTrouble(Trouble("No sound."), lost=True))
    assert play.at(Calling).problem == "No sound."
    play.post(HungUp(), Stored("end"))
    assert play.at(Reflecting).problem == ""


def test_a_phone_that_ended_the_call_is_not_told_to_hang_up(play: Play) -> None:
    play.dialing().post(ENDED)
    assert not play.all(HangUp)


# --------------------------------------------------------------------------------------- notes of the call


def test_notes_are_drafted_in_each_pause_of_typing(play: Play) -> None:
    play.dialing().post(Noted("t"), Tick(), after=5)
    play.post(Noted("two"), Tick(), after=0.2)
    play.post(Noted("two dep"), Tick(), after=0.2)
    play.post(Tick(), after=0.31)
    assert [d.notes for d in play.drafts] == ["t", "two dep"]
    assert play.post(Tick(), after=5) == []


def test_notes_typed_without_a_pause_are_drafted_every_two_seconds(play: Play) -> None:
    play.dialing().post(Noted("x"), Tick(), after=5)
    drafted = []
    for count in range(2, 62):  # six seconds, ten keys a second
        play.post(Noted("x" * count), Tick(), after=0.1)
        drafted.append(len(play.drafts[-1].notes))
    behind = [count - saved for count, saved in enumerate(drafted, 2)]
    assert max(behind) <= 20


def test_the_same_notes_again_are_no_typing(play: Play) -> None:
    play.dialing(notes="two depots")
    assert play.post(Noted("two depots"), Tick(), after=5) == []
    assert not play.at(Calling).dirty


def test_a_draft_that_cannot_be_saved_says_so_and_is_tried_again(play: Play) -> None:
    play.dialing().post(Noted("two depots"), after=5)
    play.post(Tick(), after=1)
    play.post(NotStored("draft", "The disk is full."))
    assert play.at(Calling).problem == "The disk is full."
    play.post(Tick(), after=2)
    assert len(play.drafts) == 2
    play.post(Stored("draft"))
    assert play.at(Calling).problem == ""


def test_leaving_the_app_drafts_what_was_typed(play: Play) -> None:
    play.dialing()
    assert play.post(Leaving()) == []
    play.post(Noted("two"), Leaving())
    assert [d.notes for d in play.drafts] == ["two"]


def test_notes_typed_while_the_end_was_saved_are_drafted_from_the_form(play: Play) -> None:
    play.dialing().post(ENDED, Noted("two depots"), Stored("end"))
    assert play.at(Reflecting).attempt.notes == "two depots"
    play.post(Tick(), after=0.5)
    assert [d.notes for d in play.drafts] == ["two depots"]


def test_notes_are_part_of_the_saved_end(play: Play) -> None:
    play.dialing().post(Noted("two depots"), HungUp())
    assert [(what, a.notes) for what, a in play.saves][-1] == ("end", "two depots")


# --------------------------------------------------------------------------------------- back in the queue


@pytest.mark.parametrize(
    "event", [KeyPressed(), CallStarted(call(2), "UTC"), Reopened(call(), "UTC", Form())]
)
def test_after_a_save_by_the_clock_nothing_is_heard_until_a_second_of_quiet(play: Play, event: Event) -> None:
    quiet = play.clock.now().mono + 1.0
    play.state = Choosing(hear_from=quiet)
    for _ in range(5):
        assert play.post(event, after=0.9) == []
        assert play.at(Choosing).hear_from == play.clock.now().mono + 1.0
    play.post(event, after=1.0)
    assert (type(play.state) is Choosing) == isinstance(event, KeyPressed)


def test_keys_count_at_once_after_a_save_by_the_rep(play: Play) -> None:
    play.form().post(Chose("no-answer"), Stored("result"), CallStarted(call(2), "UTC"))
    assert play.at(Calling).attempt == call(2)


def test_a_form_from_before_opens_as_it_was_left_and_without_a_clock(play: Play) -> None:
    left = Form("conversation", right="asked first")
    play.post(Reopened(call(ended=NOW), "Europe/London", left, meant()))
    form = play.at(Reflecting)
    assert (form.form, form.part, form.countdown, form.asked) == (left, Part.CHOICE, None, meant())
    assert play.post(Tick(), after=3600) == []


def test_notes_do_not_change_the_attempt_on_the_way(play: Play) -> None:
    """The state is a value: an older one can be looked at and stays as it was."""
    before = play.dialing().state
    kept = replace(play.at(Calling))
    play.post(Noted("two"), TheyAnswered(), HungUp())
    assert before == kept
