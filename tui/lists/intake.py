"""What the import screen asks of this room: a look into a file, a plan, the rows that were rejected.

Everything here blocks and belongs into a thread; it touches no store: whom we have is handed in as a list.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from tui.core.lists.importing import Ask, How, Look, Offer, Planned, WroteRejects
from tui.core.lists.profile import Profile, fits, value_of
from tui.core.people.contact import Contact
from tui.core.ports import Record, Skipped
from tui.core.text import count, fold, plain
from tui.files import typed_path
from tui.files.home import Home
from tui.lists.columns import find_columns
from tui.lists.header_words import FIELDS
from tui.lists.own_export import is_ours, is_ours_json
from tui.lists.plan import Stopped, plan_import
from tui.lists.reader import Listed, Unreadable, Wish, read, sheets
from tui.lists.rejects import write_rejects
from tui.lists.remembered import Remembered

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class _Known:
    """Whom we have, as it was when the reading began."""

    people: Sequence[Any]

    def all(self, kind: type[R]) -> Collection[R]:
        """Every record of a kind; only contacts are asked for."""
        return self.people if kind is Contact else ()


class Intake:
    """Lists of people, on their way in."""

    #: What a column can be, in the order they are offered.
    fields: Sequence[str] = FIELDS

    def __init__(self, home: Home, country: str) -> None:
        """`country`: of numbers without a country code, unless the rep says otherwise."""
        self._home, self._country = home, country
        self._remembered = Remembered(home)

    def offers(self) -> Sequence[tuple[Path, str]]:
        """(file, why it is offered): the newest in the downloads, then those that were imported before."""
        new = [(path, "newest in your downloads") for path in typed_path.newest(typed_path.downloads(), 2)]
        before = [(path, "imported before") for path in self._remembered.files()]
        return list(dict([*new, *before]).items())

    def ask(self, text: str) -> Ask | None:
        """The file somebody means; None: they named nothing."""
        path = typed_path.path_of(text)
        return Ask(str(path)) if path else None

    def path(self, text: str) -> Path | None:
        """The same as a path."""
        return typed_path.path_of(text)

    def completions(self, text: str) -> tuple[Sequence[str], str]:
        """(what a typed path could go on to, the beginning that all of these share)."""
        offers = typed_path.completions(text)
        return offers, typed_path.common(offers)

    def shown(self, path: Path | str) -> str:
        """A path to read."""
        return _named(path)

    def look(self, ask: Ask) -> tuple[Look, How]:
        """What a file is and what its columns may be, from its first rows."""
        how = How(plain(Path(ask.path).stem).strip() or "list", self._country)
        try:
            return self._looked(ask, how)
        except Unreadable as unreadable:
            return Look(ask, problem=f"{_named(ask.path)}: {_on_screen(str(unreadable))}"), how
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            return Look(ask, problem=f"{_named(ask.path)}: It cannot be read ({why})."), how

    def _looked(self, ask: Ask, how: How) -> tuple[Look, How]:
        path = Path(ask.path)
        if is_ours_json(path):
            return Look(ask, "JSON", _OURS), how
        offers = tuple(Offer(one.name, _words(one)) for one in sheets(path))
        if len(offers) > 1 and not ask.sheet:
            return Look(ask, offers=offers), how
        only = offers[0].name if len(offers) == 1 else ""
        sheet = read(path, Wish(ask.sheet or only, ask.encoding))
        if is_ours(sheet):
            return Look(ask, sheet.form, _OURS, offers), how
        columns = find_columns(sheet.head, {})
        before = self._remembered.columns(columns.guesses)
        fields = before or tuple(guess.field for guess in columns.guesses)
        like = columns.shape.sentence if columns.shape else ""
        look = Look(ask, sheet.form, like, offers, columns.guesses, before)
        if not look.guesses:
            return Look(ask, problem=f"{_named(ask.path)}: Nothing stands in it."), how
        return look, How(how.name, how.country, fields)

    def plan(
        self,
        look: Look,
        how: How,
        people: Sequence[Contact],
        profile: Profile,
        now: datetime,
        progress: Callable[[int], None],
        stopped: Callable[[], bool],
    ) -> Planned | None:
        """What taking the file in would do to these people; None: it was stopped."""
        known = max((contact.id for contact in people), default=0)
        columns = how.columns if how.columns != tuple(guess.field for guess in look.guesses) else ()
        try:
            plan = plan_import(
                Path(look.ask.path),
                country=how.country,
                list_name=how.name,
                mapping={},
                shelf=_Known(people),
                new_id=itertools.count(known + 1).__next__,
                now=now,
                wish=_wish(look, columns),
                progress=progress,
                stopped=stopped,
            )
        except Stopped:
            return None
        plan = replace(plan, warnings=tuple(map(_on_screen, plan.warnings)), fatal=_on_screen(plan.fatal))
        whose = {conflict.contact for conflict in plan.conflicts}
        return Planned(
            plan,
            known,
            sum(not any(n.callable for n in person.numbers) for person in plan.people),
            sum(bool(person.do_not_call) for person in plan.people),
            _out(profile, [contact for contact in plan.puts if contact.id > known]),
            {contact.id: contact.title for contact in people if contact.id in whose},
        )

    def remember(self, look: Look, columns: Sequence[str]) -> str:
        """Keep it for the next file of this shape. Returns why that could not be; empty: it is kept."""
        try:
            self._remembered.keep(Path(look.ask.path), look.guesses, columns)
        except OSError as error:
            return f"What the columns are could not be remembered ({error.strerror or error})."
        return ""

    def reject(self, look: Look, how: How, skipped: Sequence[Skipped]) -> WroteRejects:
        """Write the rows nobody came of, and say where they lie."""
        try:
            rejected = write_rejects(Path(look.ask.path), _wish(look, how.columns), skipped, self._home)
        except (OSError, Unreadable) as error:
            why = (error.strerror or error) if isinstance(error, OSError) else error
            return WroteRejects(problem=f"The rows that were left out could not be written ({why}).")
        rows = count(rejected.rows, "row was", "rows were")
        where = plain(typed_path.for_reading(rejected.path))
        told = f"{rows} left out. With the reasons: {where}. Mend them there, and import that file."
        return WroteRejects(f"{rejected.elsewhere} {told}".strip())


_OURS = "This is an export of Offhook's own: everybody comes back as they were."


#: What sentences say of the command line, and what is so on screen.
_ON_SCREEN = (
    (re.compile(r"import it with --encoding NAME"), "e beside the columns reads it as another"),
    (re.compile(r" ?Choose with --sheet NAME\."), ""),
    (re.compile(r"Name one (?:to read it all the same: |with )--sheet NAME"), "Choose one"),
    (re.compile(r"say --map \S+=COLUMN"), "change it"),
    (re.compile(r": --map \S+=COLUMN --map \S+=COLUMN"), ", with f on a column"),
)


def _on_screen(sentence: str) -> str:
    """A sentence without options of the command."""
    for option, instead in _ON_SCREEN:
        sentence = option.sub(instead, sentence)
    return sentence


def _wish(look: Look, columns: tuple[str, ...] = ()) -> Wish:
    """What was said about a file. The only sheet of a workbook is as good as chosen: nothing else can be."""
    only = look.offers[0].name if len(look.offers) == 1 else ""
    return Wish(look.ask.sheet or only, look.ask.encoding, columns)


def _named(path: Path | str) -> str:
    return plain(typed_path.for_reading(Path(path)))


def _words(listed: Listed) -> str:
    size = f"{count(listed.rows, 'row')}, {count(listed.columns, 'column')}" if listed.rows else ""
    return ", ".join(filter(None, (size, "hidden" if listed.hidden else "")))


def _out(profile: Profile, contacts: Sequence[Contact]) -> int | None:
    """How many are out of profile; None: there is none."""
    rules = [
        (marker.field, fits(marker), marker.part == "must")
        for marker in profile.markers
        if marker.part != "counts"
    ]
    if not rules:
        return None
    return sum(
        any(holds(fold(value_of(contact, field))) is not must for field, holds, must in rules)
        for contact in contacts
    )
