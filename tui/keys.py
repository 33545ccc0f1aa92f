"""Every key and what it does: the one registry behind bindings, footer, help, palette and docs.

No Textual here. A key belongs to a scope (a screen, or everywhere); within a scope it means one thing. The
tables hold the usual keys; the rep's own (`own_keys.py`) are laid over them by `use`, for the app that calls
it and whatever it starts: whoever asks for an action or its label gets what holds there.
Over 300 lines: all keys are in one place, so that they can be seen together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from string import punctuation


@dataclass(frozen=True, slots=True)
class Action:
    """Something a key does."""

    id: str
    """`scope.what`: stable, for keymaps and docs. The screen's method is `action_<what>`."""
    keys: str
    """Textual's key names, comma between several."""
    label: str
    """How the key is written."""
    words: str
    """What it does, in the footer's one or two words."""
    help: str
    """The same as a sentence."""

    @property
    def each(self) -> tuple[str, ...]:
        """Its keys, one by one; none when the rep switched it off."""
        return tuple(self.keys.split(",")) if self.keys else ()

    @property
    def scope(self) -> str:
        """The screen it works on; `app` for everywhere, `list` for every list of rows."""
        return self.id.partition(".")[0]

    @property
    def method(self) -> str:
        """The part of the id that names the action on its screen."""
        return self.id.partition(".")[2].replace("-", "_")


def _scope(scope: str, *rows: tuple[str, str, str, str, str]) -> tuple[Action, ...]:
    return tuple(
        Action(f"{scope}.{what}", keys, label, words, help) for what, keys, label, words, help in rows
    )


APP = _scope(
    "app",
    ("keys", "question_mark,f1", "?", "keys", "Show every key that works now."),
    ("palette", "ctrl+p,colon", "ctrl+p", "commands", "Find a command by typing."),
    (
        "jump",
        "ctrl+g,apostrophe",
        "ctrl+g",
        "jump",
        "A letter beside each place one can go to; it goes there.",
    ),
    ("tour", "f2", "f2", "tour", "A tour: five calls on sample people, step by step; again: leave it."),
    ("copy", "Y", "Y", "copy all", "Copy all that is to be read here: the card, the words; also over ssh."),
    ("pager", "f3", "f3", "in the pager", "Read it in your pager ($PAGER), however long it is."),
    ("editor", "f4", "f4", "in the editor", "Write the field you are in, in your editor ($EDITOR)."),
    ("copy-message", "f8", "f8", "copy message", "Copy the message above the footer: what went wrong."),
    ("leave", "ctrl+q", "ctrl+q", "quit", "Quit; asks first during a call. Nothing is lost."),
)

LIST = _scope(
    "list",
    ("up", "up", "↑", "up", "The row above."),
    ("down", "down", "↓", "down", "The row below."),
    ("page-up", "pageup", "pgup", "page up", "A screenful up."),
    ("page-down", "pagedown", "pgdn", "page down", "A screenful down."),
    ("first", "home", "home", "first", "The first row."),
    ("last", "end", "end", "last", "The last row."),
)

QUEUE = _scope(
    "queue",
    ("dial", "enter", "enter", "call", "Call this person."),
    ("skip", "s", "s", "skip", "Pass over: they come last today. With a reason if you like."),
    ("answer", "o", "o", "answer", "The answer you owe them: who knows it, what it is, that they have it."),
    ("number", "n", "n", "number", "Choose another number of this person."),
    ("purpose", "p", "p", "purpose", "Change why you call."),
    ("why", "w", "w", "why", "Why this person stands here, or is held."),
    ("touch", "t", "t", "touch", "Log an e-mail, message or visit. It never counts as a call."),
    ("callback", "c", "c", "callback", "Set a time to call, in words."),
    ("find", "slash", "/", "find", "Find anybody by name, account or digits."),
    ("block", "b", "b", "block", "Start a block: so many calls, nothing else on screen."),
    ("undo", "u", "u", "undo", "Take the last result back, or the last skip. The dial still counts."),
    ("reopen", "r", "r", "form", "Open the last form again, unfinished ones first."),
    ("filter", "f", "f", "show", "Show who is callable, who is held, or all."),
    ("copy", "y", "y", "copy", "Copy the number, also over ssh."),
    ("add", "a", "a", "add", "Add a person."),
    ("edit", "e", "e", "edit", "Change this person."),
    ("forbid", "x", "x", "do not call", "Never call this number, or this person, again. Asks first."),
    ("inbound", "i", "i", "inbound", "They are calling you: find them by digits or name."),
    ("pause", "z", "z", "pause", "Pause the block, or go on with it."),
    ("helps", "h", "h", "what helps", "What helps you after three noes or a rough call: choose the line."),
    ("on", "space", "space", "read on", "Read on where the card is long; behind its end from the beginning."),
    ("previous", "left_square_bracket", "[", "previous", "The person before."),
    ("next", "right_square_bracket", "]", "next", "The person after."),
    ("today", "1", "1", "today", "The day at a glance: what was agreed, and what is due."),
    ("library", "3", "3", "library", "The library: all your words, to read, search and change."),
    ("practice", "4", "4", "practice", "Practice: rehearse what they will say, until it is easy."),
    ("review", "5", "5", "review", "Review: what came of it, in figures and in your own words."),
    ("lists", "6", "6", "lists", "Lists: bring people in, and choose the right few."),
    ("back", "escape", "esc", "back", "Leave the search, the filter or the block."),
    ("phone", "v", "v", "phone", "Your phone: is it ready, what it can do, and a test call."),
    ("me", "m", "m", "your name", "Your name, company and number to call back: they stand in your scripts."),
    ("large", "0", "0", "large", "Number and name very large, to be read across a desk; again: small."),
    ("way-out", "q,ctrl+c", "q", "way out", "Quit, as {app.leave} does, but asks first."),
    ("settings", "comma", ",", "settings", "Your settings: what each is, where it comes from; to change."),
)

TODAY = _scope(
    "today",
    ("block", "enter", "enter", "a block", "Start a block: so many calls, nothing else on screen."),
    ("warm-up", "w", "w", "warm up", "Five lines first: an opener, and what you are least sure of."),
    ("three", "t", "t", "just three", "A bad day: the three easiest calls, and leave to stop after them."),
    ("why", "e", "e", "my why", "Write down why you do this: it stands here, and comes at hard moments."),
    ("goal", "g", "g", "goals", "Dials and conversations you mean to make, a day and a week."),
    ("self-check", "s", "s", "self-check", "What makes the phone heavy, and what helps; doubts to settle."),
    ("check-in", "c", "c", "check-in", "The weekly check-in: seven questions, last week's answers beside."),
    ("calendar", "x", "x", "calendar", "Write the callbacks into a file for your calendar."),
    ("queue", "2", "2", "queue", "Back to the queue."),
    ("library", "3", "3", "library", "The library: all your words, to read, search and change."),
    ("practice", "4", "4", "practice", "Practice: rehearse what they will say, until it is easy."),
    ("review", "5", "5", "review", "Review: what came of it, in figures and in your own words."),
    ("lists", "6", "6", "lists", "Lists: bring people in, and choose the right few."),
    ("back", "escape", "esc", "back", "Back to the queue."),
    ("settings", "comma", ",", "settings", "Your settings: what each is, where it comes from; to change."),
)

SELF_CHECK = _scope(
    "self-check",
    ("pick", "1,2,3,4,5,6,7", "1-7", "answer", "Answer 1 to 4; in the results: what it changes, on or off."),
    ("on", "enter", "enter", "begin", "Begin, or ask me again."),
    ("before", "left_square_bracket,backspace", "[", "the one before", "Take the last answer back."),
    ("doubt", "d", "d", "a doubt", "A doubt about the offer or its delivery: who settles it, how, and when."),
    ("settled", "x", "x", "settled", "A doubt is settled."),
    ("read", "space", "space", "read on", "Read on where there is more; behind the end from the beginning."),
    ("back", "escape", "esc", "back", "Back. What was answered is saved, and waits for you."),
)

BLOCK_END = _scope(
    "block-end",
    ("done", "enter,escape", "enter", "done", "Enough. After just three: back to Today."),
    ("another", "b", "b", "another block", "Start another block."),
    ("three", "t", "t", "three more", "Three more, if you like."),
    ("today", "1", "1", "today", "The day at a glance."),
)

LIBRARY = _scope(
    "library",
    ("answer", "enter", "enter", "answer it", "Write the answer to what you were not ready for."),
    ("put-away", "x", "x", "not needed", "Put away what needs no answer; again: it waits for one as before."),
    ("edit", "e", "e", "edit", "Open this one in your editor, at its line. Only your own."),
    ("duplicate", "d", "d", "make it mine", "Copy this one into your scripts, to be used instead."),
    ("on", "space", "space", "read on", "Read on where there is more; behind the end from the beginning."),
    ("mend", "m", "m", "mend", "Open the file with the first fault in your editor, at the fault."),
    ("new", "n", "n", "new", "Begin one of this kind in your editor, with hints; left blank it is dropped."),
    ("recordings", "v", "v", "your recordings", "The voicemails you recorded: which are ready, new ones in."),
    ("find", "slash", "/", "search", "Search: cards as in the call, the others by their words."),
    ("kind", "right", "→", "kind", "The next kind: cards, openers, voicemails and so on."),
    ("kind-before", "left", "←", "kind before", "The kind before."),
    ("only", "f", "f", "only…", "See only one purpose, tag, pack or file."),
    ("copy", "y", "y", "copy", "Copy this one, with your contact's words filled in; also over ssh."),
    ("today", "1", "1", "today", "The day at a glance: what was agreed, and what is due."),
    ("queue", "2", "2", "queue", "Back to the queue."),
    ("back", "escape", "esc", "back", "Leave the search, then what is chosen, then the library."),
    ("practice", "4", "4", "practice", "Practice: rehearse what they will say, until it is easy."),
    ("review", "5", "5", "review", "Review: what came of it, in figures and in your own words."),
    ("lists", "6", "6", "lists", "Lists: bring people in, and choose the right few."),
    ("settings", "comma", ",", "settings", "Your settings: what each is, where it comes from; to change."),
)

RECORDINGS = _scope(
    "recordings",
    (
        "add",
        "enter,a",
        "enter",
        "take one in",
        "Take in a WAV file for this purpose. One that is there is kept aside.",
    ),
    ("record", "s", "s", "speak one", "Record one for this purpose now; needs `offhook[voice]`."),
    ("again", "r", "r", "look again", "Look at the files again."),
    ("back", "escape", "esc", "back", "Back to the library."),
)

PRACTICE = _scope(
    "practice",
    ("batting", "enter", "enter", "batting practice", "Lines in quick succession; how it went comes after."),
    ("warm-up", "w", "w", "warm-up", "Five: an opener, and what you are least sure of."),
    ("flash", "f", "f", "flash", "One line at a time, without a clock, with what was heard."),
    ("hard", "h", "h", "hard", "Rough people, a short clock, no hints."),
    ("dialogues", "d", "d", "dialogues", "Rehearse a whole call with somebody."),
    ("partner", "p", "p", "partner", "Two people at one keyboard: one plays the prospect."),
    ("ladder", "l", "l", "ladder", "Ten steps, from a card read aloud to the first name on your list."),
    ("today", "1", "1", "today", "The day at a glance: what was agreed, and what is due."),
    ("queue", "2", "2", "queue", "Back to the queue."),
    ("library", "3", "3", "library", "The library: all your words, to read, search and change."),
    ("review", "5", "5", "review", "Review: what came of it, in figures and in your own words."),
    ("lists", "6", "6", "lists", "Lists: bring people in, and choose the right few."),
    ("back", "escape", "esc", "back", "Back to the queue."),
    ("settings", "comma", ",", "settings", "Your settings: what each is, where it comes from; to change."),
)

DRILL = _scope(
    "drill",
    ("on", "enter", "enter", "done", "The answer is over; rated, it goes on to the next line."),
    ("aloud", "space", "space", "say it aloud", "You begin to speak. First thing in the empty field, too."),
    ("rate", "1,2,3,4", "1-4", "rate", "How it was: 1 again, 2 hard, 3 good, 4 easy."),
    ("claim", "y", "y", "it was there", "What was not heard was there: it counts, and its words are kept."),
    ("exemplar", "e", "e", "an answer", "See a good answer. Before your own it counts as a hint."),
    ("keep", "a", "a", "keep my answer", "Your answer becomes the card's, to be found in the next call."),
    ("give-up", "x", "x", "nothing comes", "You have no answer now: it is shown, or comes back later."),
    ("text", "t", "t", "show the text", "Show the line while it is being spoken."),
    ("save", "s", "s", "save again", "Try the save that failed once more."),
    ("back", "escape", "esc", "leave", "Out of the field; then leave. What was answered is kept."),
)

DEBRIEF = _scope(
    "debrief",
    ("rate", "1,2,3,4", "1-4", "rate", "How it was: 1 again, 2 hard, 3 good, 4 easy."),
    ("exemplar", "e", "e", "an answer", "See a good answer to this line."),
    ("change", "c", "c", "next time I will", "Write the one line that you will say differently."),
    ("intend", "n", "n", "take it along", "Take that line into your next calls: Next time I will…"),
    ("keep", "a", "a", "keep my answer", "Your answer becomes the card's, to be found in the next call."),
    ("again", "r", "r", "another round", "Another round like this one."),
    ("save", "s", "s", "save again", "Try the save that failed once more."),
    ("back", "escape,enter", "enter", "done", "Back. Everything is kept."),
)

DIALOGUES = _scope(
    "dialogues",
    ("play", "enter", "enter", "play", "Rehearse this call."),
    ("hard", "h", "h", "play it hard", "Rehearse this call with somebody in a worse mood."),
    ("back", "escape", "esc", "back", "Back to practice."),
)

ROLE_PLAY = _scope(
    "role-play",
    ("on", "enter", "enter", "done", "The answer is over; then on to what they say next."),
    ("aloud", "space", "space", "say it aloud", "You begin to speak. First thing in the empty field, too."),
    ("choose", "1,2,3,4,5,6", "1-6", "say this", "Say one of these: only until you have played it once."),
    ("claim", "y", "y", "it was there", "What was not heard was there: it counts, and its words are kept."),
    ("exemplar", "e", "e", "an answer", "See a good answer to this."),
    ("change", "c", "c", "next time I will", "Write the one line that you will say differently."),
    ("intend", "n", "n", "take it along", "Take that line into your next calls: Next time I will…"),
    ("again", "r", "r", "once more", "Play the same call again; it will go another way."),
    ("text", "t", "t", "show the text", "Show the line while it is being spoken."),
    ("back", "escape", "esc", "leave", "Out of the field; then leave."),
)

PARTNER = _scope(
    "partner",
    ("on", "enter", "enter", "go on", "On: hand over, begin, end the call, swap."),
    ("yes", "y", "y", "yes", "It was so."),
    ("no", "n", "n", "no", "It was not so."),
    ("other", "o", "o", "another sheet", "Another person and other objections."),
    ("change", "c", "c", "next time I will", "Write the one line that you will say differently."),
    ("again", "s", "s", "swap", "Swap: whoever played the prospect calls now."),
    ("back", "escape", "esc", "leave", "Leave. A score that is complete is kept."),
)

LADDER = _scope(
    "ladder",
    ("on", "enter", "enter", "take this step", "Take this step: first say how bad it will be, 0 to 10."),
    ("go", "g", "g", "go on with it", "Practise the step that is under way."),
    ("back", "escape", "esc", "back", "Back to practice. A step that is under way waits for you."),
)

REVIEW = _scope(
    "review",
    ("section", "right", "→", "section", "The next section: goal, hours, better, time, words and so on."),
    ("section-before", "left", "←", "section before", "The section before."),
    ("day", "d", "d", "day", "One day."),
    ("week", "w", "w", "week", "One week, beside as much of the week before."),
    ("month", "m", "m", "month", "One month, beside as much of the month before."),
    ("all", "a", "a", "all", "Everything there is."),
    ("earlier", "left_square_bracket", "[", "earlier", "The day, week or month before."),
    ("later", "right_square_bracket", "]", "later", "The day, week or month after."),
    ("open", "enter", "enter", "open", "Read this one whole: the call and everything you wrote."),
    ("practise", "p", "p", "practise it", "Make what keeps coming up a line to practise."),
    ("intend", "i", "i", "next time I will", "Make what keeps coming up your intention for the next calls."),
    ("find", "slash", "/", "search", "Search all you wrote, and whom you called."),
    ("check-in", "c", "c", "check-in", "The weekly check-in: seven questions, last week's answers beside."),
    ("self-check", "s", "s", "self-check", "What makes the phone heavy, and what helps; doubts to settle."),
    ("homework", "h", "h", "homework done", "Your homework of the last check-in is done."),
    ("talk", "t", "t", "talk", "Put the talk with your mentor into a file for your calendar."),
    ("report", "r", "r", "report", "A report to read, strike out from and write: for a coach, or for you."),
    ("partner", "o", "o", "partner", "A partner: what you two tell each other of your days."),
    ("copy", "y", "y", "copy", "Copy this section as text, also over ssh."),
    ("on", "space", "space", "read on", "A screenful further; behind the end from the beginning."),
    ("today", "1", "1", "today", "The day at a glance: what was agreed, and what is due."),
    ("queue", "2", "2", "queue", "Back to the queue."),
    ("library", "3", "3", "library", "The library: all your words, to read, search and change."),
    ("practice", "4", "4", "practice", "Practice: rehearse what they will say, until it is easy."),
    ("lists", "6", "6", "lists", "Lists: bring people in, and choose the right few."),
    ("back", "escape", "esc", "back", "Leave the search, then Review."),
    ("settings", "comma", ",", "settings", "Your settings: what each is, where it comes from; to change."),
)

REPORT = _scope(
    "report",
    ("strike", "space", "space", "strike out", "Strike this out, or take it in again; a heading: all of it."),
    ("open", "enter", "enter", "read, change", "Put your own words in other words; read anything else."),
    ("write", "w", "w", "write", "Write it as a file: Markdown for a mail, a page for a browser, or both."),
    ("names", "n", "n", "names", "Name your contacts, or leave their names out."),
    ("take", "t", "t", "coach's answer", "Read what a coach wrote into a report that came back."),
    ("copy", "y", "y", "copy", "Copy the report as it stands, as Markdown; also over ssh."),
    ("back", "escape", "esc", "back", "Back to Review. What is struck out and changed stays so."),
)

EXCHANGE = _scope(
    "exchange",
    ("share", "space", "space", "tell or not", "Tell your partner this, or keep it to yourself."),
    ("word", "w", "w", "the word", "The word you two agreed on: it signs your files, and tells theirs."),
    ("name", "n", "n", "name", "The name your partner sees."),
    ("line", "l", "l", "a line", "A line in your own words for your partner."),
    ("write", "enter", "enter", "write the file", "Write the file as it stands there, for your partner."),
    ("take", "t", "t", "take theirs", "Read the file your partner sent."),
    ("stop", "x", "x", "stop", "Share nothing any more: the word and their file are forgotten. Asks first."),
    ("back", "escape", "esc", "back", "Back to Review."),
)

CHECK_IN = _scope(
    "check-in",
    ("save", "ctrl+s", "ctrl+s", "done", "The check-in is done; what has no answer may stay so."),
    ("back", "escape", "esc", "later", "Leave it for later. Every word is kept."),
)

CALL = _scope(
    "call",
    ("answered", "space", "space", "they answered", "They picked up: the talk clock starts."),
    ("hang-up", "h", "h", "hang up", "The call is over; the form opens."),
    ("objection", "slash", "/", "objection", "Find the answer to what they said."),
    ("more", "pagedown,ctrl+d", "pgdn", "more", "Further down the card or the words."),
    ("wording", "w", "w", "leads here", "What they said leads to this card from now on."),
    ("quote", "q", "q", "in their words", "Write down what they say it is worth to them."),
    ("unknown", "i", "i", "I don't know", "Write the question down and promise a time for the answer."),
    ("answer", "a", "a", "answer", "What they wait for: the answer, who knows it, that they have it."),
    ("notes", "o", "o", "notes", "Write notes."),
    ("another", "g", "g", "another person", "Add somebody else of this account, referred by this one."),
    ("voicemail", "v", "v", "voicemail", "The words for the voicemail; again: back."),
    ("value", "e", "e", "value", "What the offer is worth to them; again: back."),
    ("gatekeeper", "k", "k", "gatekeeper", "Words for whoever picks up; again: back."),
    ("copy", "y", "y", "copy", "Copy the number, also over ssh."),
    ("mute", "m", "m", "mute", "Switch the microphone off or on."),
    ("hold", "p", "p", "hold", "Hold the line, or take it back."),
    ("digits", "d", "d", "digits", "Send tones; what this number's menu wanted last time is offered."),
    ("leave", "l", "l", "leave voicemail", "Play the voicemail you recorded, where the phone can."),
    ("less", "pageup,ctrl+u", "pgup", "up", "Back up in the card or the words."),
    ("large", "0", "0", "large", "Number and name very large, to be read across a desk; again: small."),
    ("back", "escape", "esc", "back", "Leave the field or the card. Never ends the call."),
)

TEST_CALL = _scope(
    "test-call",
    ("dial", "enter", "enter", "test call", "Ring the test number. It is no attempt and counts nowhere."),
    ("hang-up", "h", "h", "hang up", "End the test call."),
    ("number", "n", "n", "number", "Set the number that is rung: your other phone, or an echo."),
    ("echo", "p", "p", "hear yourself", "Record three seconds and play them: how you sound. Not kept."),
    ("look", "r", "r", "look again", "Ask the phone again whether it is ready."),
    ("copy", "y", "y", "copy", "Copy what stands here, for whoever helps you with the phone."),
    ("back", "escape", "esc", "back", "Back to the queue; a test call is ended."),
)

REFLECT = _scope(
    "reflect",
    ("choose", "1,2,3,4,5,6,7,8,9", "1-9", "result", "What came of it; each result also has a letter."),
    ("save", "ctrl+s", "ctrl+s", "save", "Save now and go on."),
    ("find", "slash", "/", "any result", "Find a result by typing its name."),
    ("yes", "y", "y", "yes", "I did what I meant to."),
    ("no", "n", "n", "no", "I did not do what I meant to."),
    ("unready", "o", "o", "not ready for", "Write down an objection you had no answer to."),
    ("worked", "plus,equals_sign", "+", "card worked", "The card you opened worked."),
    ("failed", "minus", "-", "it did not", "The card you opened did not work."),
    ("another", "g", "g", "another person", "Add somebody else of this account, referred by this one."),
    ("back", "escape", "esc", "later", "From a field to the results; from there put the form aside."),
)

LISTS = _scope(
    "lists",
    ("import", "i,enter", "i", "import", "Bring in a file: CSV, Excel, vCard, a table, a ZIP of one."),
    ("markers", "m", "m", "who fits", "Markers: cut ten thousand down to those who fit, and see how."),
    ("duplicates", "d", "d", "duplicates", "Two that may be one person: make them one, or leave them two."),
    ("forbidden", "x", "x", "do not call", "Do-not-call lists: how old they are, and a new one."),
    ("purpose", "p", "p", "purpose", "Why you call everybody on this list who has no purpose of their own."),
    ("export", "e", "e", "export", "Everything out: people, calls, reflections, as CSV, JSON or for a CRM."),
    ("undo", "u", "u", "undo import", "Take the last import back, all of it. Asks first."),
    ("today", "1", "1", "today", "The day at a glance: what was agreed, and what is due."),
    ("queue", "2", "2", "queue", "Back to the queue."),
    ("library", "3", "3", "library", "The library: all your words, to read, search and change."),
    ("practice", "4", "4", "practice", "Practice: rehearse what they will say, until it is easy."),
    ("review", "5", "5", "review", "Review: what came of it, in figures and in your own words."),
    ("back", "escape", "esc", "back", "Back to the queue."),
    ("settings", "comma", ",", "settings", "Your settings: what each is, where it comes from; to change."),
)

IMPORT = _scope(
    "import",
    ("on", "enter", "enter", "go on", "On: read the file, see what will happen, import, done."),
    ("complete", "tab", "tab", "complete", "Write the name of the file to its end, as far as it is clear."),
    ("cycle", "space", "space", "next likely", "This column is something else: the likely ones in turn."),
    ("field", "f", "f", "this column is…", "Choose what this column is from all that it can be."),
    ("name", "l", "l", "list", "Name the call list these people come on."),
    ("country", "c", "c", "country", "Where numbers without a country code are from."),
    ("encoding", "e", "e", "encoding", "Read the text in another encoding: where accents are wrong."),
    ("more", "w", "w", "all of it", "Every warning, every disagreement and every row that is left out."),
    ("undo", "u", "u", "undo", "Take this import back, all of it. Asks first."),
    ("another", "i", "i", "another file", "Import another file."),
    ("today", "1", "1", "today", "To the day at a glance."),
    ("queue", "2", "2", "queue", "To the queue."),
    ("lists", "6", "6", "lists", "Back to the lists."),
    ("back", "escape", "esc", "back", "One step back. Before the import is saved it leaves nothing behind."),
)

DUPLICATES = _scope(
    "duplicates",
    ("merge", "y", "y", "one person", "Make the two one, with the calls, words and numbers of both."),
    ("two", "n", "n", "they are two", "They are two people; you are not asked again."),
    ("swap", "s", "s", "the other's name", "Keep the name and the words of the other one."),
    ("undo", "u", "u", "undo", "Take the last answer back: the two are two again, or asked about again."),
    ("back", "escape", "esc", "back", "Back to the lists."),
)

FORBIDDEN = _scope(
    "forbidden",
    (
        "import",
        "i,enter",
        "i",
        "import",
        "Bring in a do-not-call list: a registry's, a customer's, your own.",
    ),
    ("remove", "x", "x", "give it up", "Give this list up: its numbers may be called again. Asks first."),
    ("back", "escape", "esc", "back", "Back to the lists."),
)

MARKERS = _scope(
    "markers",
    ("add", "a", "a", "add", "Add a marker: a field, a rule, a value, with its count while you type."),
    ("edit", "enter,e", "enter", "change", "Change this marker."),
    ("part", "m", "m", "must", "It counts, it must be, or it must not be."),
    ("more", "plus,equals_sign", "+", "heavier", "It weighs one more."),
    ("less", "minus", "-", "lighter", "It weighs one less; below nothing it speaks against somebody."),
    ("before", "left_square_bracket", "[", "up", "Cut with this one earlier."),
    ("after", "right_square_bracket", "]", "down", "Cut with this one later."),
    ("remove", "x", "x", "remove", "Remove this marker."),
    ("grades", "g", "g", "A and B from", "From which sum on somebody is an A, and a B."),
    ("suggest", "s", "s", "suggestions", "What your own conversations come from, with the counts."),
    ("undo", "u", "u", "undo", "The version before."),
    ("redo", "r", "r", "redo", "The version after."),
    ("back", "escape", "esc", "back", "Back to the lists. Every change is saved."),
)

SETTINGS = _scope(
    "settings",
    ("change", "enter", "enter", "change", "Change it: true or false at once, else a choice or a field."),
    ("usual", "u", "u", "usual again", "As usual again: its line is taken out of the file."),
    ("open", "o", "o", "open the file", "Open config.yaml in your editor, at the line of this one."),
    ("find", "slash", "/", "find", "Find a setting by its name or by what it is."),
    ("group", "right", "→", "group", "The next group."),
    ("group-before", "left", "←", "group before", "The group before."),
    ("back", "escape", "esc", "back", "Leave the search, then the settings. Every change is saved."),
)

ACTIONS: tuple[Action, ...] = (
    *(*APP, *LIST, *TODAY, *SELF_CHECK, *QUEUE, *BLOCK_END, *LIBRARY, *RECORDINGS),
    *(*CALL, *REFLECT, *TEST_CALL),
    *(*PRACTICE, *DRILL, *DEBRIEF, *DIALOGUES, *ROLE_PLAY, *PARTNER, *LADDER),
    *(*REVIEW, *REPORT, *EXCHANGE, *CHECK_IN),
    *(*LISTS, *IMPORT, *DUPLICATES, *FORBIDDEN, *MARKERS),
    *SETTINGS,
)

#: Actions of which the key itself says what is meant: their method takes it.
BY_KEY = frozenset({"reflect.choose", "drill.rate", "debrief.rate", "role-play.choose", "self-check.pick"})

#: The main screens: key, name, and the scope of their keys once they are there.
MAIN = (
    *(("1", "Today", "today"), ("2", "Queue", "queue"), ("3", "Library", "library")),
    *(("4", "Practice", "practice"), ("5", "Review", "review"), ("6", "Lists", "lists")),
)


#: The screens that have a list of rows.
LISTED = frozenset(
    (
        *("queue", "library", "lists", "review", "report", "exchange", "import", "duplicates", "forbidden"),
        *("markers", "recordings", "ladder", "dialogues", "debrief", "settings"),
    )
)

_USUAL: Mapping[str, Action] = {action.id: action for action in ACTIONS}
_NOW: ContextVar[Mapping[str, Action]] = ContextVar("keys", default=_USUAL)


def use(actions: Mapping[str, Action]) -> None:
    """Let these keys hold from now on, for whoever calls this and the tasks started from there."""
    _NOW.set(actions)


def usual() -> Mapping[str, Action]:
    """The usual keys: every action by its id."""
    return _USUAL


def of_scope(scope: str) -> Iterator[Action]:
    """The actions of one scope with the keys they have now, in the order of the footer."""
    return (action for action in _NOW.get().values() if action.scope == scope)


def key_of(id: str) -> str:
    """How the key of an action is written now; without a key of its own: the palette's, which finds it.

    Raises KeyError for an id that is none.
    """
    actions = _NOW.get()
    return actions[id].label or actions["app.palette"].label


def key_in_field(id: str) -> str:
    """The same while something is being typed, where a key that writes is a letter."""
    keys = [key for key in _NOW.get()[id].each if not writes(key)]
    return written(keys[0]) if keys else key_of(id)


_NAMED = re.compile(r"\{([a-z-]+\.[a-z-]+)\}")


def filled(text: str) -> str:
    """A sentence with each `{scope.what}` in it replaced by the key as it is written now.

    Sentences of the rooms below come so: they know what is to be done, and no keys. What only looks like it
    stays as it is.
    """
    return _NAMED.sub(lambda named: _filled(named[1]), text)


def _filled(id: str) -> str:
    return key_of(id) if id in _USUAL else f"{{{id}}}"


def pressed(scope: str, key: str) -> str:
    """What a key means in a scope now, like `down` in `list`; empty: nothing."""
    return next((action.id.partition(".")[2] for action in of_scope(scope) if key in action.each), "")


def name_of(character: str) -> str:
    """Textual's name of the key that writes a character: `question_mark`, or the letter itself."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _SHORTER.get(name, name)


_SHORTER = {
    "solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at", "hyphen_minus": "minus",
    "plus_sign": "plus", "low_line": "underscore",
}  # fmt: skip
#: Names of keys → the sign they write.
SIGNS = {name_of(sign): sign for sign in punctuation}
_WRITTEN = SIGNS | {
    "escape": "esc", "pagedown": "pgdn", "pageup": "pgup", "delete": "del",
    "left": "←", "right": "→", "up": "↑", "down": "↓",
}  # fmt: skip


def written(key: str) -> str:
    """How a key is written: `ctrl+x`, `?` for `question_mark`, `esc` for `escape`."""
    *held, last = key.split("+")
    return "+".join((*held, _WRITTEN.get(last, last)))


def writes(key: str) -> bool:
    """Whether a key writes a character while a field has the focus."""
    return len(key) == 1 or key == "space" or key in SIGNS


def together(scope: str) -> tuple[str, ...]:
    """The scopes whose keys act where this one does, itself first."""
    return tuple(dict.fromkeys((scope, *(("list",) if scope in LISTED else ()), "app")))


def clashes(actions: Iterable[Action] = ACTIONS) -> list[tuple[str, Action, Action]]:
    """Keys that mean two things at once, with both; none, or it is a defect."""
    by_scope: dict[str, list[Action]] = {}
    for action in actions:
        by_scope.setdefault(action.scope, []).append(action)
    found: dict[tuple[str, str, str], tuple[str, Action, Action]] = {}
    for scope in by_scope:
        seen: dict[str, Action] = {}
        for action in (one for within in together(scope) for one in by_scope.get(within, ())):
            for key in action.each:
                other = seen.setdefault(key, action)
                if other is not action:
                    found[key, other.id, action.id] = key, other, action
    return list(found.values())
