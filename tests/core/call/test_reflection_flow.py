"""Twenty seconds: one key for what did not connect, three lines for what did, and a clock that waits."""

from dataclasses import replace

import pytest

from tests.core.given import NOW, RULES, Play, call, meant
from tui.core.call.attempt import Met
from tui.core.call.disposition import Dispositions
from tui.core.call.events import (
    Advance,
    BackToChoice,
    CardMet,
    CardWorked,
    Chose,
    Covered,
    Entered,
    Event,
    Felt,
    HungUp,
    Kept,
    KeyPressed,
    Leaving,
    Noted,
    NotStored,
    PhoneSaid,
    PutAside,
    Reopened,
    SaveNow,
    SaveResult,
    Stored,
    TheyAnswered,
    Tick,
    Wrote,
)
from tui.core.call.reflection import Form
from tui.core.call.states import Choosing, Part, Reflecting
from tui.core.clock import FakeClock
from tui.core.ports import DialEvent, DialState

SILENT = ["no-answer", "busy", "voicemail-none", "out-of-service"]
CONNECTS = [d.id for d in RULES.dispositions if d.connected and d.asks == "lines"]


@pytest.fixture
def play() -> Play:
    """The form one second after hang-up: keys count, 19 seconds are left."""
    return Play().form()


def part(play: Play) -> Part:
    return play.at(Reflecting).part


# ----------------------------------------------------------------------------------------- what came of it


@pytest.mark.parametrize("disposition", SILENT)
def test_an_attempt_that_did_not_connect_is_saved_by_one_key(play: Play, disposition: str) -> None:
    attempt = play.at(Reflecting).attempt
    assert play.post(Chose(disposition)) == [SaveResult(attempt, Form(disposition), None, by_clock=False)]
    assert play.post(Stored("result")) == [Advance(attempt.contact)]
    assert play.at(Choosing).hear_from == 0


@pytest.mark.parametrize("disposition", ["gatekeeper", "voicemail-left"])
@pytest.mark.parametrize("line", ["", "call after four"])
def test_gatekeeper_voicemail_and_wrong_number_offer_one_line_that_enter_skips(
    play: Play, disposition: str, line: str
) -> None:
    assert play.post(Chose(disposition)) == []
    assert part(play) is Part.LINE
    for typed in filter(None, [line]):
        play.post(Wrote("line", typed))
    play.post(Entered())
    assert [r.form for r in play.results] == [Form(disposition, line=line)]


@pytest.mark.parametrize("disposition", CONNECTS)
def test_a_connect_gets_three_lines(play: Play, disposition: str) -> None:
    play.post(Chose(disposition), Kept(True))
    assert part(play) is Part.LINES
    lines = {"right": "asked first", "wrong": "talked too long", "next": "ask about the depot"}
    for field, text in lines.items():
        play.post(Wrote(field, text))  # type: ignore[arg-type]  # the names are fields
    assert play.results == []
    play.post(Entered())
    assert [r.form for r in play.results] == [Form(disposition, kept=True, **lines)]


def test_ctrl_s_saves_at_once(play: Play) -> None:
    play.post(Chose("conversation"), Wrote("right", "asked first"), SaveNow())
    assert [(r.form.right, r.by_clock) for r in play.results] == [("asked first", False)]


@pytest.mark.parametrize("key", [Entered(), SaveNow()])
def test_an_empty_form_is_not_saved_by_a_stray_key(play: Play, key: Event) -> None:
    assert play.post(key) == []
    assert part(play) is Part.CHOICE


def test_lines_without_a_result_may_be_saved(play: Play) -> None:
    play.post(Wrote("right", "I dialed"), SaveNow())
    assert [r.form for r in play.results] == [Form(right="I dialed")]


def test_enter_takes_the_result_that_the_phone_suggests() -> None:
    play = Play().dialing()
    play.post(PhoneSaid(DialEvent(DialState.ENDED, "busy")), Stored("end"))
    play.post(Entered(), after=1)
    assert [r.form.disposition for r in play.results] == ["busy"]


def test_enter_never_replaces_a_chosen_result_by_the_suggested_one() -> None:
    play = Play().dialing()
    play.post(PhoneSaid(DialEvent(DialState.ENDED, "busy")), Stored("end"))
    play.post(Chose("conversation"), BackToChoice(), Entered(), after=1)
    assert play.results == []
    assert (part(play), play.at(Reflecting).form.disposition) == (Part.LINES, "conversation")


def test_a_result_nobody_knows_changes_nothing(play: Play) -> None:
    play.post(Chose("sold the moon"))
    assert (part(play), play.results, play.at(Reflecting).form) == (Part.CHOICE, [], Form())


def test_another_result_keeps_what_was_typed(play: Play) -> None:
    play.post(
        Chose("conversation"), Wrote("right", "asked first"), BackToChoice(), Chose("meeting"), SaveNow()
    )
    assert [r.form for r in play.results] == [Form("meeting", right="asked first")]


def test_a_connect_of_the_reps_own_that_asks_nothing_still_has_its_lines() -> None:
    own = replace(RULES.dispositions.items[0], id="nod", asks="nothing")
    play = Play(replace(RULES, dispositions=Dispositions((own,)))).form()
    play.post(Chose("nod"))
    assert (part(play), play.results) == (Part.LINES, [])


def test_how_it_felt_and_a_new_objection_are_kept(play: Play) -> None:
    play.post(Chose("conversation"), Felt(4), Wrote("unready", "you are too far away"), SaveNow())
    assert [r.form for r in play.results] == [Form("conversation", felt=4, unready="you are too far away")]


def test_the_last_met_card_worked_or_not() -> None:
    play = Play().form(None, CardMet("price"), CardMet("time"))
    play.post(CardWorked(False), Chose("conversation"), SaveNow())
    assert play.results[0].attempt.met == (Met("price"), Met("time", worked=False))
    assert play.saves[0] == ("draft", play.results[0].attempt)


def test_no_card_met_none_worked(play: Play) -> None:
    assert play.post(CardWorked(True)) == []
    assert play.at(Reflecting).attempt.met == ()


def test_the_form_hands_on_the_intention_it_asked_about() -> None:
    play = Play().form(meant())
    play.post(Chose("conversation"), Kept(False), SaveNow())
    assert [(r.asked, r.form.kept) for r in play.results] == [(meant(), False)]


# ---------------------------------------------------------------------------------------- call back at…


def test_a_time_in_words_is_fixed_as_wall_time_there(play: Play) -> None:
    play.post(Chose("call-back"))
    assert part(play) is Part.WHEN
    play.post(Wrote("when", "tomorrow 10:30"), Entered())
    assert (part(play), play.at(Reflecting).form.when) == (Part.LINES, "2026-11-24 10:30")
    play.post(Entered())
    assert [r.form for r in play.results] == [Form("call-back", when="2026-11-24 10:30")]


def test_words_are_taken_at_the_contacts_place() -> None:
    late = Play(clock=FakeClock(NOW.replace(hour=23))).form(zone="America/Los_Angeles")
    late.post(Chose("call-back"), Wrote("when", "tomorrow 9"), Entered())  # three in the afternoon there
    assert late.at(Reflecting).form.when == "2026-11-24 09:00"


@pytest.mark.parametrize("key", [Entered(), SaveNow()])
@pytest.mark.parametrize("words", ["", "soonish", "2020-01-01 9:00", "31.2."])
def test_words_that_are_not_understood_are_asked_again(play: Play, words: str, key: Event) -> None:
    play.post(Chose("call-back"), Wrote("when", words), key)
    assert (part(play), play.results) == (Part.WHEN, [])
    problem = play.at(Reflecting).problem
    assert problem
    play.post(Tick(), Stored("draft"), after=1)
    assert play.at(Reflecting).problem == problem  # the draft that follows does not wipe it away
    play.post(Wrote("when", "fri 9"), key)
    assert (play.at(Reflecting).form.when, play.at(Reflecting).problem) == ("2026-11-27 09:00", "")


def test_the_clock_rests_while_the_time_is_asked(play: Play) -> None:
    play.post(Chose("call-back"))
    for _ in range(20):
        play.post(Tick(), after=60)
    assert (part(play), play.results) == (Part.WHEN, [])
    play.post(Wrote("when", "fri 9"), Entered())
    countdown = play.at(Reflecting).countdown
    assert countdown
    assert countdown.shown(play.clock.now().mono) == 19


def test_leaving_the_question_without_a_time_saves_it_as_unfinished(play: Play) -> None:
    play.post(Chose("call-back"), BackToChoice())
    play.post(Tick(), after=30)
    assert [(r.form, r.by_clock) for r in play.results] == [(Form("call-back"), True)]
    play.post(Stored("result"))
    assert play.at(Choosing).said == "Saved: call back, no time yet · {queue.reopen} opens the form again"


def test_a_meeting_whose_time_is_not_understood_is_not_said_to_be_saved_whole(play: Play) -> None:
    """Put aside from the results: the words wait in the draft, and it says how to come back to them."""
    play.post(Chose("meeting"), Wrote("when", "tue 3p"), BackToChoice(), SaveNow(), Stored("result"))
    assert (
        play.at(Choosing).said == "Saved: meeting booked, no time yet · {queue.reopen} opens the form again"
    )


def test_a_meeting_that_has_no_time_is_whole(play: Play) -> None:
    play.post(Chose("meeting"), BackToChoice(), SaveNow(), Stored("result"))
    assert play.at(Choosing).said == "Saved: meeting booked"


def test_a_zone_nobody_knows_is_no_accident() -> None:
    play = Play().form(zone="Mars/Olympus")
    play.post(Chose("call-back"), Wrote("when", "fri 9"), Entered())
    assert play.at(Reflecting).form.when == "2026-11-27 09:00"


# --------------------------------------------------------------------------------------------- the clock


def test_at_zero_the_form_saves_what_is_there_and_goes_on(play: Play) -> None:
    play.post(Wrote("right", "asked fir"))
    assert play.post(Tick(), after=18.9)[1:] == []
    saved = play.post(Tick(), after=0.1)
    assert saved == [SaveResult(play.at(Reflecting).attempt, Form(right="asked fir"), None, by_clock=True)]
    assert play.post(Stored("result")) == [Advance(1)]
    assert play.at(Choosing).hear_from == play.clock.now().mono + 1.0


@pytest.mark.parametrize("seconds", [10.0, 20.0, 30.0])
def test_the_rep_chooses_how_many_seconds(seconds: float) -> None:
    play = Play(replace(RULES, form_seconds=seconds)).form()
    assert play.post(Tick(), after=seconds - 1.1) == []
    assert len(play.post(Tick(), after=0.1)) == 1


KEYS = [
    Wrote("right", "asked first"),
    Kept(True),
    Felt(3),
    KeyPressed(),
    BackToChoice(),
    Chose("conversation"),
    CardWorked(True),
]


@pytest.mark.parametrize("key", KEYS, ids=lambda key: type(key).__name__)
def test_never_within_two_seconds_of_a_key(key: Event) -> None:
    play = Play().form(None, CardMet("price"))
    play.post(after=18.5)
    for _ in range(10):
        play.post(key)
        play.post(Tick(), after=1.9)
        assert play.results == []
    play.post(Tick(), after=0.1)
    assert [r.by_clock for r in play.results] == [True]


def test_the_bar_counts_the_overtime(play: Play) -> None:
    play.post(KeyPressed(), after=18)
    play.post(KeyPressed(), Tick(), after=1.9)
    play.post(KeyPressed(), Tick(), after=1.9)
    countdown = play.at(Reflecting).countdown
    assert countdown
    assert countdown.shown(play.clock.now().mono) == -2


def test_never_twice(play: Play) -> None:
    play.post(Wrote("right", "asked first"))
    play.post(Tick(), after=30)
    again = [Tick(), SaveNow(), Entered(), PutAside(), Chose("busy"), Wrote("right", "x"), Leaving(), Tick()]
    assert play.post(*again, after=30) == []
    assert len(play.results) == 1


def test_never_while_another_screen_covers_it(play: Play) -> None:
    play.post(Covered(True), after=9)
    play.post(Tick(), after=3600)
    assert play.results == []
    play.post(Covered(False))
    assert play.post(Tick(), after=9.9) == []
    assert len(play.post(Tick(), after=0.1)) == 1


def test_the_clock_rests_on_for_the_time_when_the_cover_goes(play: Play) -> None:
    play.post(Chose("call-back"), Covered(True), Covered(False))
    play.post(Tick(), after=60)
    assert play.results == []


def test_what_was_typed_is_drafted_under_a_cover_too(play: Play) -> None:
    play.post(Wrote("right", "asked first"), Covered(True))
    play.post(Tick(), after=1)
    assert [d.form.right for d in play.drafts] == ["asked first"]


@pytest.mark.parametrize(
    ("first", "form", "said"),
    [
        ((), Form(), "Saved: no result yet · {queue.reopen} opens the form again"),
        ((TheyAnswered(),), Form(), "Saved: conversation, unconfirmed · {queue.reopen} opens the form again"),
        ((TheyAnswered(),), Form("meeting"), "Saved: meeting booked"),
        (
            (),
            Form(right="a", wrong=" ", next="b"),
            "Saved: no result yet, 2 lines · {queue.reopen} opens the form again",
        ),
        ((), Form("conversation", right="a"), "Saved: conversation, 1 line"),
    ],
)
def test_what_was_saved_is_said(first: tuple[Event, ...], form: Form, said: str) -> None:
    play = Play().form(None, *first)
    play.state = replace(play.at(Reflecting), form=form)
    play.post(Tick(), after=30)
    play.post(Stored("result"))
    assert play.at(Choosing).said == said


def test_nothing_is_called_saved_before_it_is(play: Play) -> None:
    play.post(Chose("no-answer"))
    assert part(play) is Part.SAVING
    play.post(Stored("draft"), Tick(), Stored("end"), after=60)
    assert part(play) is Part.SAVING


def test_esc_on_the_choice_row_puts_the_form_aside(play: Play) -> None:
    play.post(Wrote("right", "asked first"), PutAside())
    assert [r.form for r in play.results] == [Form(right="asked first")]
    play.post(Stored("result"))
    assert play.at(Choosing).said.startswith("Saved: no result yet, 1 line")


@pytest.mark.parametrize("left", [Form(), Form("voicemail-left", line="asked for a call"), Form("meeting")])
def test_a_form_that_was_only_looked_at_is_put_aside_and_saves_nothing(left: Form) -> None:
    play = Play()
    play.post(Reopened(call(ended=NOW), "Europe/London", left, meant()))
    assert play.post(KeyPressed(), PutAside()) == []
    assert play.at(Choosing).said == "Put aside, nothing changed."


def test_what_was_written_and_taken_back_in_a_form_opened_again_stands_in_no_draft() -> None:
    play, left = Play(), Form("meeting", right="asked")
    play.post(Reopened(call(ended=NOW), "Europe/London", left))
    play.post(Wrote("right", "asked twice"), Leaving(), Wrote("right", "asked"), PutAside())
    assert (play.results, play.drafts[-1].form) == ([], left)
    assert play.at(Choosing).said == "Put aside, nothing changed."


@pytest.mark.parametrize("change", [Wrote("right", "asked"), Chose("conversation"), Kept(False)])
def test_a_form_opened_again_and_changed_is_saved_when_it_is_put_aside(change: Event) -> None:
    play = Play()
    play.post(Reopened(call(ended=NOW), "Europe/London", Form("meeting"), meant()), change, PutAside())
    assert len(play.results) == 1


# -------------------------------------------------------------------------- keys meant for another screen


@pytest.mark.parametrize("stray", [Entered(), SaveNow(), Chose("busy"), PutAside(), KeyPressed()])
def test_keys_of_the_first_moment_were_not_meant_for_the_form(stray: Event) -> None:
    play = Play().dialing()
    play.post(HungUp(), Stored("end"))
    play.post(stray, after=0.29)
    assert (play.results, play.at(Reflecting).form, play.at(Reflecting).part) == ([], Form(), Part.CHOICE)
    play.post(Chose("busy"), after=0.01)
    assert [r.form.disposition for r in play.results] == ["busy"]


def test_a_line_typed_into_the_notes_runs_out_before_the_form_hears_a_key() -> None:
    play = Play().dialing()
    play.post(Noted("they have two depo"), PhoneSaid(DialEvent(DialState.ENDED, "busy")), Stored("end"))
    for stray in (Chose("busy"), KeyPressed(), Entered(), SaveNow()) * 10:
        play.post(stray, after=0.25)
    assert (play.results, play.at(Reflecting).form) == ([], Form())
    play.post(Chose("no-answer"), after=0.3)
    assert [r.form.disposition for r in play.results] == ["no-answer"]


def test_the_clock_does_not_run_out_on_somebody_who_still_types_notes() -> None:
    play = Play().dialing()
    play.post(PhoneSaid(DialEvent(DialState.ENDED)), Stored("end"))
    for _ in range(200):
        play.post(KeyPressed(), Tick(), after=0.25)
    assert play.results == []
    play.post(Tick(), after=2)
    assert [r.by_clock for r in play.results] == [True]


def test_a_phone_ended_call_without_typing_hears_the_first_key() -> None:
    play = Play().dialing()
    play.post(PhoneSaid(DialEvent(DialState.ENDED)), Stored("end"))
    play.post(Chose("busy"), after=0.3)
    assert len(play.results) == 1


# ------------------------------------------------------------------------------------------------ drafts


def test_a_pause_in_typing_saves_a_draft(play: Play) -> None:
    play.post(Wrote("right", "a"), Tick())  # the first one at once
    play.post(Wrote("right", "asked"), Tick(), after=0.29)
    assert len(play.drafts) == 1
    play.post(Tick(), after=0.3)
    assert [d.form.right for d in play.drafts] == ["a", "asked"]


def test_typing_without_a_pause_saves_a_draft_every_two_seconds(play: Play) -> None:
    play.post(Wrote("right", "x"), Tick())
    for count in range(2, 82):  # eight seconds, ten keys a second
        play.post(Wrote("right", "x" * count), Tick(), after=0.1)
        assert count - len(play.drafts[-1].form.right) <= 20
    assert len(play.drafts) <= 6


def test_nothing_new_is_not_drafted_again(play: Play) -> None:
    play.post(Wrote("right", "asked"))
    play.post(Tick(), Stored("draft"), after=1)
    for _ in range(10):
        play.post(Tick(), after=1)
    assert len(play.drafts) == 1


def test_a_draft_holds_the_whole_form_and_the_notes() -> None:
    play = Play().form(None, Noted("two depots"))
    play.post(Chose("conversation"), Kept(True), Wrote("next", "ask"), Leaving())
    assert [(d.id, d.contact, d.form, d.notes) for d in play.drafts] == [
        (1, 1, Form("conversation", kept=True, next="ask"), "two depots")
    ]


def test_a_draft_that_cannot_be_saved_is_said_and_tried_again(play: Play) -> None:
    play.post(Wrote("right", "asked"))
    play.post(Tick(), after=1)
    play.post(NotStored("draft", "The disk is full."))
    assert play.at(Reflecting).problem == "The disk is full."
    play.post(Tick(), after=2)
    assert len(play.drafts) == 2
    play.post(Stored("draft"))
    assert play.at(Reflecting).problem == ""


def test_a_form_opened_again_and_changed_is_listed_until_it_is_saved() -> None:
    play = Play()
    settled = call(disposition="conversation", ended=NOW)
    play.post(Reopened(settled, "Europe/London", Form("conversation")))
    play.post(Wrote("right", "asked first"), Leaving())
    assert [d.listed for d in play.drafts] == [True]


def test_leaving_with_nothing_new_drafts_nothing(play: Play) -> None:
    assert play.post(Leaving()) == []


# -------------------------------------------------------------------------------------- saves that fail


@pytest.mark.parametrize(
    ("disposition", "back_at"),
    [
        ("no-answer", Part.CHOICE),
        ("gatekeeper", Part.LINE),
        ("conversation", Part.LINES),
        ("", Part.CHOICE),
    ],
)
def test_a_result_that_cannot_be_saved_loses_nothing(disposition: str, back_at: Part) -> None:
    play = Play().form()
    form = Form(disposition, right="asked first")
    play.state = replace(play.at(Reflecting), form=form)
    play.post(Tick(), after=30)
    assert play.post(NotStored("result", "The disk is full.")) == []
    state = play.at(Reflecting)
    assert (state.form, state.part) == (form, back_at)
    assert state.problem == "The disk is full. Nothing you typed is lost: {reflect.save} tries again."
    play.post(SaveNow())
    play.post(Stored("result"))
    assert play.at(Choosing).said.startswith("Saved: ")
    assert [r.form for r in play.results] == [form, form]


def test_after_a_failed_save_the_clock_waits_for_a_key(play: Play) -> None:
    play.post(Tick(), after=30)
    play.post(NotStored("result", "The disk is full."))
    play.post(Tick(), after=3600)
    assert len(play.results) == 1


def test_a_covered_form_is_still_covered_after_its_save_failed(play: Play) -> None:
    play.post(Chose("no-answer"), Covered(True), NotStored("result", "The disk is full."))
    assert play.at(Reflecting).covered


def test_an_agreed_time_is_kept_when_the_save_fails(play: Play) -> None:
    play.post(Chose("call-back"), Wrote("when", "fri 9"), Entered(), Entered(), NotStored("result", "Full."))
    play.post(SaveNow())
    assert [r.form.when for r in play.results] == ["2026-11-27 09:00"] * 2


def test_notes_still_being_typed_when_the_phone_ends_the_call_belong_to_it() -> None:
    play = Play().dialing()
    play.post(PhoneSaid(DialEvent(DialState.ENDED, "busy")), Stored("end"))
    play.post(Noted("two depots"))
    assert play.at(Reflecting).attempt.notes == "two depots"


# ------------------------------------------------------------------------------------------- a bad day


def brief() -> Play:
    """A brief form of somebody who meant to do something."""
    asked = meant()
    return Play().form(asked, brief=True)


@pytest.mark.parametrize("disposition", CONNECTS)
def test_a_brief_form_has_one_line_and_no_question(disposition: str) -> None:
    play = brief()
    play.post(Chose(disposition))
    assert (part(play), play.at(Reflecting).asked) == (Part.LINE, None)
    play.post(Wrote("line", "kinder than I thought"), Entered())
    (result,) = play.results
    assert (result.form.line, result.form.disposition) == ("kinder than I thought", disposition)


def test_the_line_of_a_brief_form_may_stay_empty() -> None:
    play = brief()
    play.post(Chose("conversation"), Entered())
    assert play.results[0].form == Form("conversation")


def test_a_brief_form_still_asks_for_the_time_of_a_callback() -> None:
    play = brief()
    play.post(Chose("call-back"), Wrote("when", "tomorrow 10"), Entered())
    assert part(play) is Part.LINE
    play.post(Entered())
    assert play.results[0].form.when == "2026-11-24 10:00"


def test_a_brief_form_that_could_not_be_saved_is_there_again() -> None:
    play = brief()
    play.post(Chose("conversation"), Entered(), NotStored("result", "The disk is full."))
    assert part(play) is Part.LINE
