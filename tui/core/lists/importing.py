"""The way through an import as data: file → sheet → columns → what will happen → importing → summary.

The states, what happens to them and what is to be done; `import_flow.py` has the steps between them.
Over 300 lines: every state, event and effect stands here, so that they can be seen together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tui.core.ports import Guess, ImportPlan, Skipped

# ------------------------------------------------------------------------------------------- what is passed


@dataclass(frozen=True, slots=True)
class Ask:
    """A file to look into, and what the rep said about it; empty: guess."""

    path: str
    sheet: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A sheet that can be chosen."""

    name: str
    words: str
    """`240 rows, 8 columns`."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look into a file found."""

    ask: Ask
    form: str = ""
    """What the file is, in words."""
    looks_like: str = ""
    """The program it was exported from, as a sentence; empty: not recognised."""
    offers: Sequence[Offer] = ()
    """The sheets to choose from; fewer than two: there is nothing to choose."""
    guesses: Sequence[Guess] = ()
    """Its columns; none: an export of our own, in which nothing has to be guessed."""
    remembered: tuple[str, ...] = ()
    """The field of each column as it was set for an earlier file of this shape; none: of no file."""
    problem: str = ""
    """Why nothing can be read, as a sentence."""


@dataclass(frozen=True, slots=True)
class How:
    """How a file is to be taken in."""

    name: str
    """Of the call list."""
    country: str
    """For numbers without a country code (ISO code)."""
    columns: tuple[str, ...] = ()
    """The field of each column; empty text: kept under its own title."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What will happen."""

    plan: ImportPlan
    known: int = 0
    """The highest id of a contact the plan knew."""
    without_number: int = 0
    """Of the people in the file: with no number that can be called."""
    forbidden: int = 0
    """Of them: not to be called."""
    out: int | None = None
    """Of the new ones: out of profile; None: there is no profile."""
    whose: Mapping[int, str] | None = None
    """Contact → name, for the conflicts."""


def guessed(look: Look) -> tuple[str, ...]:
    """The field of each column as it was guessed."""
    return tuple(guess.field for guess in look.guesses)


# --------------------------------------------------------------------------------------------------- states


@dataclass(frozen=True, slots=True)
class Naming:
    """Which file?"""

    problem: str = ""
    """What was wrong with the one before."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file is looked into."""

    ask: Ask


@dataclass(frozen=True, slots=True)
class Choosing:
    """Which of its sheets?"""

    look: Look


@dataclass(frozen=True, slots=True)
class Preview:
    """Which column is what?"""

    look: Look
    how: How
    problem: str = ""

    @property
    def changed(self) -> bool:
        """Whether the rep set a column otherwise than it was guessed."""
        return self.how.columns != guessed(self.look)


@dataclass(frozen=True, slots=True)
class Planning:
    """Everything is read, and compared with whom we have."""

    look: Look
    how: How
    percent: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What will happen, before it does."""

    look: Look
    how: How
    planned: Planned
    problem: str = ""
    """Why it was not saved the last time."""


@dataclass(frozen=True, slots=True)
class Storing:
    """It is being saved: from here on it is all of it or nothing."""

    look: Look
    how: How
    planned: Planned


@dataclass(frozen=True, slots=True)
class Finished:
    """It is saved."""

    look: Look
    planned: Planned
    said: str
    """What came in, as a sentence."""
    rejects: str = ""
    """Where the rejected rows lie, as sentences; empty: there are none, or they are still written."""
    problem: str = ""
    """Why the rejected rows could not be written."""


State = Naming | Reading | Choosing | Preview | Planning | Outcome | Storing | Finished

# --------------------------------------------------------------------------------------------------- events


@dataclass(frozen=True, slots=True)
class Named:
    """The rep named a file, or said more about it."""

    ask: Ask


@dataclass(frozen=True, slots=True)
class Looked:
    """A look into a file is over."""

    look: Look
    how: How


@dataclass(frozen=True, slots=True)
class Picked:
    """The rep chose a sheet."""

    sheet: str


@dataclass(frozen=True, slots=True)
class SetField:
    """The rep set the field of a column (its index); empty: kept under its own title."""

    column: int
    field: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """The rep named the list, or the country of its numbers; empty: as before."""

    name: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """The rep said: go on."""


@dataclass(frozen=True, slots=True)
class Went:
    """So much is read."""

    look: Look
    percent: int


@dataclass(frozen=True, slots=True)
class WasPlanned:
    """It is known what will happen."""

    look: Look
    planned: Planned


@dataclass(frozen=True, slots=True)
class WasStored:
    """It is saved."""

    said: str


@dataclass(frozen=True, slots=True)
class NotStored:
    """It is not saved, and nothing was changed."""

    problem: str


@dataclass(frozen=True, slots=True)
class WroteRejects:
    """The rejected rows are written, or could not be."""

    said: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """One step back."""


Event = (
    Named
    | Looked
    | Picked
    | SetField
    | Renamed
    | Agreed
    | Went
    | WasPlanned
    | WasStored
    | NotStored
    | WroteRejects
    | Back
)

# -------------------------------------------------------------------------------------------------- effects


@dataclass(frozen=True, slots=True)
class LookInto:
    """Look into a file; answered by Looked."""

    ask: Ask


@dataclass(frozen=True, slots=True)
class Plan:
    """Read everything; answered by Went, again and again, and WasPlanned."""

    look: Look
    how: How


@dataclass(frozen=True, slots=True)
class Stop:
    """Nobody waits for the look or the plan any more."""


@dataclass(frozen=True, slots=True)
class Save:
    """Save it, all or nothing; answered by WasStored or NotStored."""

    look: Look
    how: How
    planned: Planned


@dataclass(frozen=True, slots=True)
class Remember:
    """Keep for the next file of this shape what its columns are. `columns` is empty where nothing was set."""

    look: Look
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WriteRejects:
    """Write the rows nobody came of; answered by WroteRejects."""

    look: Look
    how: How
    skipped: Sequence[Skipped]


Effect = LookInto | Plan | Stop | Save | Remember | WriteRejects
