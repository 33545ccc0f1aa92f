"""What comes in with call lists: people as read from a file, and what an import will do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tui.core.people.contact import Contact, Number


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
    whom: tuple[int, ...] = ()
    """Who each of `people` is in the store: an id, a new one where we do not have them."""
