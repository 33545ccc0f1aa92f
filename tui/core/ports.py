"""The doors of the core: what it asks of the rooms around it, and the types that cross.

`lists`, `playbook`, `store` and `dialer` do not know one another; what they share is here.

Over 300 lines: all the doors are in one place, so that they can be seen together.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Flag, StrEnum, auto
from random import Random
from typing import TYPE_CHECKING, Protocol, TypeVar

from tui.core.call.attempt import Attempt, Block, Callback, CallList, DoNotCall, Promise, Skip, Touch, Undo
from tui.core.call.reflection import Capture, Draft, Intention, Reflection
from tui.core.day.checkin import CheckIn
from tui.core.day.coach import Comment
from tui.core.day.roots import Doubt, SelfCheck
from tui.core.lists.dnc import DncList
from tui.core.lists.imported import Imported
from tui.core.people.contact import Contact, Merged, Number, Two
from tui.core.practice.practice import Drill, Phrase, Recall, Review, Rung
from tui.core.queue.standing import Standing

if TYPE_CHECKING:
    from tui.core.practice.dialogue import Dialogue, Heard, Turn, Wanted

# ---------------------------------------------------------------------------------------------- the store

Record = (
    Contact
    | Attempt
    | Standing
    | Draft
    | Reflection
    | Intention
    | Callback
    | Promise
    | Touch
    | Skip
    | DoNotCall
    | DncList
    | Capture
    | Block
    | Undo
    | CallList
    | Merged
    | Two
    | Imported
    | Review
    | Recall
    | Drill
    | Rung
    | Phrase
    | Comment
    | CheckIn
    | SelfCheck
    | Doubt
)
"""Everything that is kept. Each has an integer `id`, unique in its kind and never given twice. `Standing`
has its contact's id, `Draft` and `Reflection` their attempt's."""

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Batch:
    """Changes that land together or not at all: whole records to put, and records to drop."""

    puts: tuple[Record, ...] = ()
    drops: tuple[tuple[type[Record], int], ...] = ()

    def __add__(self, other: Batch) -> Batch:
        return Batch(self.puts + other.puts, self.drops + other.drops)


@dataclass(frozen=True, slots=True)
class Saved:
    """The batch is on disk."""


@dataclass(frozen=True, slots=True)
class SaveFailed:
    """The batch is not on disk, and nothing of it is in memory. `problem` says why and what to do."""

    problem: str


class StoreProblem(Exception):
    """A store that cannot be opened. The message says what happened, what is safe, what to do."""


class StoreBusy(StoreProblem):
    """Somebody else writes to the store: the open app, or another command."""


class Shelf(Protocol):
    """The reading half of a store: from memory, indexed, never a file access."""

    def get(self, kind: type[R], id: int) -> R | None:
        """The record of that id."""
        ...

    def all(self, kind: type[R]) -> Collection[R]:
        """Every record of a kind, lowest id first, made as one comes to it."""
        ...

    def stream(self, kind: type[R]) -> Iterator[R]:
        """The same, made for the one who asks and not kept: to go through everybody once."""
        ...

    def ids(self, kind: type[Record]) -> Sequence[int]:
        """The ids of a kind, lowest first. A copy: it may be kept over commits."""
        ...

    def latest(self, kind: type[R]) -> R | None:
        """The record with the highest id."""
        ...

    def of_contact(self, kind: type[R], contact: int) -> Sequence[R]:
        """The records of one contact (by their `contact`), oldest first."""
        ...

    def by_number(self, e164: str) -> Sequence[Contact]:
        """Everybody who has that number."""
        ...

    def by_account(self, account: str) -> Sequence[Contact]:
        """Everybody of that company, however it is spelled in case, accents and spaces."""
        ...

    def colleagues(self, account: str) -> Sequence[int]:
        """The ids of the same, lowest first."""
        ...

    def sharing(self, e164: str) -> Sequence[int]:
        """Ids of everybody who has that number, lowest first."""
        ...

    def by_list(self, name: str) -> Sequence[int]:
        """Ids of everybody on the call list of that name, lowest first."""
        ...

    def do_not_call(self, e164: str) -> DoNotCall | None:
        """The entry, not lifted, that forbids that number; else one that names the list it is on."""
        ...

    def unfinished(self) -> Sequence[Attempt]:
        """Attempts without a result, oldest first."""
        ...

    def since(self, moment: datetime) -> Sequence[Attempt]:
        """Attempts that started at that moment or after it, oldest first."""
        ...

    def days(self) -> Sequence[str]:
        """The days (UTC, `2026-11-24`) on which attempts started, oldest first."""
        ...

    def on_day(self, day: str) -> Sequence[int]:
        """Ids of the attempts that started on such a day, in no order."""
        ...

    def reviews(self, item: str) -> Sequence[Review]:
        """The reviews of a card (by their `item`), oldest first."""
        ...

    def drills(self, since: datetime) -> Sequence[Drill]:
        """Rounds of practice that started at that moment or after it, oldest first."""
        ...

    def agreed(self) -> Collection[int]:
        """Ids of the contacts with an open callback or promise."""
        ...

    def referred(self) -> Collection[int]:
        """Ids of the contacts somebody named (their `referred_by`)."""
        ...

    def meetings(self, since: datetime) -> Sequence[Attempt]:
        """The attempts whose meeting (`meets`) is on the day of that moment or later, in no order."""
        ...


class Store(Shelf, Protocol):
    """Keeps records. One writer; a second one is refused when it opens."""

    def new_id(self, kind: type[Record]) -> int:
        """An id for a new record, never given before (nor after a restart, once it was committed)."""
        ...

    async def commit(self, batch: Batch) -> Saved | SaveFailed:
        """Put a batch on disk, whole, then into memory. Batches land in the order of the calls."""
        ...

    def news(self) -> Sequence[str]:
        """What the rep should know of the file since this was last asked, in sentences, each told once."""
        ...

    def close(self) -> None:
        """Let go of the file, with everything acknowledged on disk. News may come of that, too."""
        ...


# --------------------------------------------------------------------------------------------- the phone


class DialState(StrEnum):
    """How far a call is. It never goes back, and ends once."""

    DIALING = "dialing"
    """Handed to the phone; nobody has replied yet."""
    PROGRESS = "progress"
    """The network replied, and perhaps says something; nothing rings yet that we know of."""
    RINGING = "ringing"
    ANSWERED = "answered"
    ENDED = "ended"


class Outcome(StrEnum):
    """How a call ended, as far as the phone can tell. It is data of the attempt: never rename one."""

    ANSWERED = "answered"
    """It was answered; some time later it was over."""
    NO_ANSWER = "no-answer"
    BUSY = "busy"
    DECLINED = "declined"
    CANCELED = "canceled"
    """The rep hung up before anybody answered."""
    INVALID = "invalid"
    """The network says there is no such number."""
    BLOCKED = "blocked"
    """The network lets nobody through, or not us."""
    UNREACHABLE = "unreachable"
    """The network did not get there: it says nothing of the number."""
    FAILED = "failed"
    """Something on our side."""
    UNKNOWN = "unknown"
    """The phone cannot tell."""


class By(StrEnum):
    """Who ended a call."""

    REP = "rep"
    THEM = "them"
    NETWORK = "network"
    LIMIT = "limit"
    """Our own timer: nobody replied, or it rang long enough."""
    UNKNOWN = ""


class Cap(Flag):
    """What a phone can do or tell. The Call screen offers only these keys."""

    NONE = 0
    RINGING = auto()
    """It tells when it rings."""
    ANSWER = auto()
    """It tells when they answer."""
    END = auto()
    """It tells when the call is over."""
    CAUSE = auto()
    """It tells why it is over."""
    HANG_UP = auto()
    DIGITS = auto()
    MUTE = auto()
    HOLD = auto()
    PLAY = auto()
    """It can play a recording into the call."""
    OWN_FIRST = auto()
    """It rings the rep's own phone first, and theirs when that is picked up."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something went wrong with the phone: three plain sentences for the rep. Quote no password."""

    happened: str
    safe: str = ""
    todo: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.happened, self.safe, self.todo)))


@dataclass(frozen=True, slots=True)
class DialEvent:
    """Something the phone told us."""

    state: DialState
    outcome: str = ""
    """At the end: one of `Outcome`."""
    words: str = ""
    """What the network said, for the log and the screen. Outside text."""
    by: By = By.UNKNOWN
    """At the end: who ended it."""
    cause: str = ""
    """At the end: the code that was given, as `sip:486` or `q850:17`; empty: none."""
    mono: float = 0.0
    """When, by the monotonic clock."""
    trouble: Trouble | None = None
    """At the end: what the rep must know, beyond the outcome."""


class DialRefused(Exception):
    """The phone did not dial and must not. The message is a plain sentence; nothing was sent."""


class DialTrouble(Exception):
    """The phone cannot do what it was asked. `trouble` is for the rep."""

    def __init__(self, happened: str, safe: str = "Nothing was dialed.", todo: str = "") -> None:
        self.trouble = Trouble(happened, safe, todo)
        super().__init__(str(self.trouble))


class PhoneCall(Protocol):
    """One call on its way. What the phone cannot do (its capabilities) does nothing.

    After the end nothing does anything. Every action may raise DialTrouble; the call goes on then.
    """

    e164: str
    capabilities: Cap

    def events(self) -> AsyncIterator[DialEvent]:
        """Everything from the beginning, also for a late listener, up to the one end."""
        ...

    async def hang_up(self) -> None:
        """End the call. The end follows as an event, within seconds, whatever the engine does."""
        ...

    async def press(self, digits: str) -> None:
        """Send tones: 0-9, *, # and A-D; a comma is a pause of half a second. Others: DialRefused."""
        ...

    async def mute(self, on: bool) -> None:
        """Switch the microphone."""
        ...

    async def hold(self, on: bool) -> None:
        """Hold the line."""
        ...

    async def play(self, file: str) -> None:
        """Play a recording (path of a mono, 16 bit, 8 kHz WAV) in place of the microphone, once.

        Returns when it has begun; the call may end by itself behind it.
        """
        ...


class Dialer(Protocol):
    """A way to dial."""

    name: str
    """As it is said to the rep: "your own phone"."""
    capabilities: Cap

    async def open(self) -> None:
        """Get ready: start what must run, sign in. May be called again; raises DialTrouble."""
        ...

    async def check(self) -> Sequence[Trouble]:
        """What stands in the way of a call now; nothing is rung. Never raises for what it finds."""
        ...

    async def dial(self, e164: str) -> PhoneCall:
        """Start a call, opening what is not open. Raises DialRefused and DialTrouble: nothing was rung."""
        ...

    async def close(self) -> None:
        """End what is under way and let go of everything, within seconds. May be called again."""
        ...


# ------------------------------------------------------------------------------------------ the playbook


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, beside the steps of the card."""

    style: str
    """`curious`, `direct`, `evidence`, `warm`, or nothing."""
    when: str
    """When this is the one to use; may be empty."""
    lines: tuple[str, ...]
    """Ways to put it."""


@dataclass(frozen=True, slots=True)
class Card:
    """An objection and the ways to answer it."""

    id: str
    title: str
    says: tuple[str, ...]
    answer: str
    """The line to show largest."""
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    """(what the step does, its lines), in the order of the card's framework."""
    answers: tuple[Answer, ...] = ()
    purposes: tuple[str, ...] = ()
    """The purposes it is for; none: all."""
    avoid: tuple[str, ...] = ()
    notes: str = ""
    tags: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    """Two to four letters that find it at once."""
    hear: tuple[str, ...] = ()
    """Single words that give it away."""
    wanted: tuple[Wanted, ...] = ()
    """What a good answer has in it (the file's `checks`)."""
    difficulty: int = 2
    """1 to 5."""
    file: str = ""
    """Where it stands, for editing."""


@dataclass(frozen=True, slots=True)
class CardHit:
    """A card that fits what was typed. Scores compare only within one answer."""

    id: str
    kind: str
    title: str
    score: float
    weak: bool = False
    """It may well be chance: nothing is opened by a weak hit alone."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words to say that are no answer to an objection; the kinds are those of `Playbook.lines`."""

    id: str
    title: str
    text: str
    """May hold `{first_name}` and its like; several lines allowed."""
    listen_for: str = ""
    """Of a question: what in their answer matters."""
    purposes: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    """Of a value sheet: what customers said in calls that it is worth to them, the newest first."""


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to rehearse with."""

    id: str
    name: str
    role: str
    mood: str
    """`friendly`, `busy`, `sceptical`, `hostile` or `chatty`."""
    gatekeeper: bool
    wants: str
    says_no_like: tuple[str, ...]
    voice: str
    rate: float
    """How fast they speak; 1 is normal."""


class RolePlay(Protocol):
    """One play of a dialogue. The same seed and the same answers are the same call."""

    @property
    def dialogue(self) -> Dialogue:
        """What is played."""
        ...

    @property
    def turn(self) -> Turn:
        """What they just said; with an `end` when the call is over."""
        ...

    def hear(self, text: str, phrases: Sequence[Phrase] = ()) -> Heard:
        """What is heard in an answer to this turn; nothing moves. One said aloud leaves only questions."""
        ...

    def go_on(self, heard: Heard, *, seconds: float = 0.0, first_word: float | None = None) -> Turn:
        """Take the answer: where it leads. `seconds` is how long it took, all in all."""
        ...

    def choose(self, option: int) -> Turn:
        """Take one of the turn's options instead of an answer. Raises IndexError."""
        ...


class Playbook(Protocol):
    """The words: cards, lines and dialogues, found fast."""

    def search(self, words: str, limit: int = 5, purpose: str = "") -> Sequence[CardHit]:
        """Cards that fit what was typed, best first; none when nothing fits. Under 5 ms with 500 cards.

        In a call of a purpose the cards made for it come before those made for others.
        """
        ...

    def more(self, words: str, limit: int = 5, purpose: str = "") -> Sequence[CardHit]:
        """The same, and below a sure first row by what is meant, where `offhook[semantic]` is installed.

        It may take seconds the first time: it belongs into a thread.
        """
        ...

    @property
    def by_meaning(self) -> bool:
        """Whether `more` has more to say than `search`."""
        ...

    def card(self, id: str) -> Card | None:
        """The card of that id."""
        ...

    def cards(self) -> Sequence[Card]:
        """All cards, in the order of the files."""
        ...

    def lines(self, kind: str, purpose: str = "") -> Sequence[Line]:
        """Lines of a kind, those for the purpose first.

        The kinds: `opener`, `voicemail`, `gatekeeper`, `question`, `close`, `value`.
        """
        ...

    def personas(self) -> Sequence[Persona]:
        """Everybody to rehearse with, in the order of the files."""
        ...

    def dialogues(self) -> Sequence[Dialogue]:
        """The calls to rehearse, in the order of the files."""
        ...

    def rehearse(
        self,
        dialogue: str,
        chance: Random,
        *,
        hard: bool = False,
        met: Mapping[str, Collection[str]] | None = None,
    ) -> RolePlay | None:
        """Begin to play a dialogue; None: there is none of that id.

        `met` (card → wordings it was asked with, as in `Recall.heard`) lets others come first.
        """
        ...

    def hear(self, text: str, wanted: Sequence[Wanted], phrases: Sequence[Phrase] = ()) -> Heard:
        """What is heard in an answer of which `wanted` is wanted; `phrases` are the rep's own."""
        ...

    @property
    def variables(self) -> Mapping[str, str]:
        """Defaults for the names in braces."""
        ...

    @property
    def faults(self) -> Sequence[str]:
        """What is wrong in the files, one sentence with file:line:column each; those files are set aside."""
        ...


# ------------------------------------------------------------------------------------------- practice


class Schedule(Protocol):
    """When a card comes again."""

    def review(self, recall: Recall | None, review: Review, id: int) -> Recall:
        """Where the card stands after a review; `recall` is where it stood, `id` that of a first one."""
        ...


@dataclass(frozen=True, slots=True)
class Take:
    """One answer as a microphone heard it. Seconds; from the end of the prospect's line."""

    first_word: float | None
    """Until the first word; None: nothing was said."""
    talk: float = 0.0
    """From the first word to the last."""
    pause: float = 0.0
    """The longest silence in between."""
    text: str = ""
    """What was understood, where speech is turned into text."""


class Voice(Protocol):
    """Speaks the prospect's lines and listens to the answer. What it cannot do, it says in `problem`."""

    @property
    def speaks(self) -> bool:
        """Whether lines are spoken."""
        ...

    @property
    def hears(self) -> bool:
        """Whether a microphone listens."""
        ...

    @property
    def writes(self) -> bool:
        """Whether what was said is turned into text."""
        ...

    @property
    def problem(self) -> str:
        """Why it goes on in text, a sentence with what to do; empty: nothing is wrong."""
        ...

    async def open(self) -> None:
        """Get ready; afterwards the properties are true. Never raises for a missing device or extra."""
        ...

    async def speak(self, text: str, voice: str = "", rate: float = 1.0) -> None:
        """Say a line; returns when the last of it was heard, or at once where nothing speaks any more.

        Cancelling it stops the voice.
        """
        ...

    async def listen(self, most: float, on_first_word: Callable[[], None] | None = None) -> Take | None:
        """Listen to one answer, until it is over (a second and a half of silence) or `most` seconds.

        None: the microphone is gone or was never there, and nothing is known of the answer; see `problem`.
        Cancelling it stops listening.
        """
        ...

    async def close(self) -> None:
        """Let go of the sound device. Nothing that was recorded is kept."""
        ...


# --------------------------------------------------------------------------------------------- the lists


@dataclass(frozen=True, slots=True)
class Person:
    """One person read from a file, before it is known whether we have them already."""

    line: int
    """Line of the file (1-based) where the record begins."""
    name: str
    account: str = ""
    role: str = ""
    numbers: tuple[Number, ...] = ()
    email: str = ""
    place: str = ""
    country: str = ""
    zone: str = ""
    reason: str = ""
    do_not_call: str = ""
    notes: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record of a file that became nobody."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column of a file was taken for, and how sure that is."""

    column: int
    """Its index, from 0."""
    title: str
    """Its header, or its number."""
    field: str
    """Our field; empty: it is kept with the contact under its own title."""
    confidence: float
    """0–1; from 0.6 on it is taken without a word."""
    why: str
    """The reason, as the end of a sentence: `the header says so`."""
    samples: tuple[str, ...]
    """Up to three different values."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field in which a file says something else than we have; ours is kept."""

    contact: int
    """Id of the contact."""
    field: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import will do, before it does it. The counts are those of PRODUCT.md §4."""

    records: int
    contacts: int
    with_phone: int
    new: int
    updated: int
    duplicates: int
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]
    columns: Mapping[str, str]
    """Our field → the column's header."""
    people: tuple[Person, ...]
    """The distinct people of the file, each merged from its records."""
    puts: tuple[Contact, ...]
    """New and changed contacts, ready to be committed."""
    fatal: str = ""
    """Why nobody could be read at all; empty: fine."""
    form: str = ""
    """What the file is, in words: `CSV, UTF-8, semicolons`."""
    looks_like: str = ""
    """The program it was exported from, as a sentence; empty: not recognised."""
    guesses: tuple[Guess, ...] = ()
    """Every column of the file, in its order."""
    conflicts: tuple[Conflict, ...] = ()
    """Where the file and the store disagree, in the order of the file."""
