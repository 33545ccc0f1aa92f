"""Which column holds what: by its header, by its content where there is none, or as the rep says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tui.core.ports import Guess
from tui.core.text import count, cut, fold, plain
from tui.lists.beside import extensions_of, flags_of
from tui.lists.content import Looks, by_content, holds_email, holds_number
from tui.lists.header_doubts import ANOTHERS, Found, settle
from tui.lists.header_words import FIELDS, PHONES, judged, normal
from tui.lists.reader import Row
from tui.lists.shapes import Shape, key, recognised

_LOOK_AT = 25
"""Rows looked at for the header."""
_SAMPLED = 200
"""Rows looked at for what the columns hold."""
_LONGEST_SAMPLE = 60
UNSURE = 0.6
"""Below this a guess is told as one."""

_ALSO = {"company": "account", "title": "role", "city": "place", "other": "phone", "dnc": "do_not_call"}


class BadMapping(Exception):
    """A `--map` that cannot be. The message is a sentence."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands, as indexes into a row."""

    header: list[str]
    """The file's own headers; empty when it has none."""
    first: int
    """Index of the first record after the header."""
    at: dict[str, list[int]] = field(default_factory=dict)
    """Our field → its columns, best first."""
    kind_at: dict[int, int] = field(default_factory=dict)
    """Column of a number → the column that names its kind (`Phone 1 - Type`)."""
    flag_at: dict[int, int] = field(default_factory=dict)
    """Column of a number → the column that says it must not be called (`Mobile DNC`)."""
    extension_at: dict[int, int] = field(default_factory=dict)
    """Column of a number → the column of its extension (`Work Phone Ext`)."""
    commented: bool = False
    """Whether the file begins with comments: lines with a `#`."""
    shape: Shape | None = None
    """The export it looks like."""
    guesses: tuple[Guess, ...] = ()
    """Every column in the order of the file, with how sure we are and three samples."""
    inbound: tuple[int, int, int] | None = None
    """Columns (direction, number called, number calling): of a call that came in the last one is theirs."""

    def names(self) -> dict[str, str]:
        """Our field → the column's header, for the report; a second `phone` is `phone 2`."""
        return {
            name if turn == 1 else f"{name} {turn}": plain(self.title(index))
            for name, indexes in self.at.items()
            for turn, index in enumerate(indexes, 1)
        }

    def title(self, index: int) -> str:
        """A column's header, or its number."""
        own = self.header[index].strip() if index < len(self.header) else ""
        return own or f"column {index + 1}"

    def unsure(self) -> list[str]:
        """A sentence for each guess that the rep should look at."""
        return [
            f"'{guess.title}' was taken as {guess.field.replace('_', ' ')}, and that is unsure: {guess.why}. "
            f"Where it is wrong, say --map {guess.field}=COLUMN."
            for guess in self.guesses
            if guess.field and guess.confidence < UNSURE
        ] + [
            f"'{guess.title}' was kept as text: {guess.why}, who is somebody else in the same row."
            for guess in self.guesses
            if not guess.field and guess.why.startswith(ANOTHERS)
        ]


def find_columns(rows: Sequence[Row], mapping: Mapping[str, str], said: Sequence[str] = ()) -> Columns:
    """The header and the columns of a file. Raises BadMapping.

    `mapping` is field → column, `said` the field of every column (`Wish.columns`): both win over the guess.
    """
    start = _header_row(rows)
    header = [] if start is None else rows[start].cells
    first = 0 if start is None else start + 1
    body = [row.cells for row in rows[first : first + _SAMPLED] if any(c.strip() for c in row.cells)]
    looks = Looks(body, max((len(cells) for cells in body), default=len(header)))
    shape = recognised(header)
    found = Found()
    _by_header(found, header, shape)
    settle(found, header, looks)
    by_content(found, looks, header)
    flags = flags_of(found, header)
    _overrule(found, mapping, header, max(looks.width, len(header)))
    _as_said(found, said)
    at = {name: found.at[name] for name in FIELDS if found.at.get(name)}
    columns = Columns(
        header,
        first,
        at,
        kind_at=_kind_columns(at, header),
        flag_at={number: flag for number, flag in flags.items() if flag not in found.taken},
        extension_at=extensions_of(at, header),
        commented=any(row.cells[0].startswith("#") for row in rows[: start or 0] if row.cells),
        shape=shape,
        inbound=_inbound(shape, header),
    )
    return replace(columns, guesses=_guesses(columns, found, looks))


def _by_header(found: Found, header: Sequence[str], shape: Shape | None) -> None:
    """What the headers say, or the export that it is."""
    for index, title in enumerate(header):
        own = shape.fields.get(key(title)) if shape else None
        if own and shape:
            if own == "-":
                found.why[index] = 0.0, f"in {shape.name} it is something else"
            else:
                found.put(own, index, 1.0, f"{shape.name} have it there")
        else:
            name, sure = judged(title)
            if name:
                found.put(
                    name, index, sure, "its header says so" if sure > 0.9 else "its header sounds like it"
                )


def _header_row(rows: Sequence[Row]) -> int | None:
    """Index of the header among the first rows: the one most cells of which we know; None: there is none."""
    best, most = None, 0
    first_data = None
    for index, row in enumerate(rows[:_LOOK_AT]):
        cells = [cell for cell in row.cells if cell.strip()]
        if not cells:
            continue
        if any(holds_email(c.strip()) or holds_number(c) for c in cells):
            first_data = index if first_data is None else first_data
            continue
        known = len({normal(cell) for cell in cells if judged(cell)[0]})
        if known > most and (first_data is None or known > 1):
            best, most = index, known
    if best is not None:
        return best
    if first_data is not None:
        # Unknown words right above the first data, as wide as it, are a header all the same.
        above = first_data - 1
        wide = len(rows[first_data].cells)
        fits = above >= 0 and sum(bool(c.strip()) for c in rows[above].cells) >= max(2, wide - 1)
        return above if fits else None
    return next((i for i, row in enumerate(rows) if any(c.strip() for c in row.cells)), None)


def _guesses(columns: Columns, found: Found, looks: Looks) -> tuple[Guess, ...]:
    """Every column as the preview shows it."""
    taken = {index: name for name, indexes in columns.at.items() for index in indexes}
    kinds = {label: index for index, label in columns.kind_at.items()}
    guesses = []
    for index in range(max(len(columns.header), looks.width)):
        name = taken.get(index, "")
        sure, why = found.why.get(index, (0.0, ""))
        if index in kinds and not name:
            sure, why = 1.0, f"it says what kind of number '{plain(columns.title(kinds[index]))}' is"
        elif not name and (sure or not why):
            sure, why = 0.0, "it is no field of ours, and kept under its own title"
        samples = tuple(cut(plain(cell), _LONGEST_SAMPLE) for cell in looks.samples(index))
        guesses.append(Guess(index, plain(columns.title(index)), name, sure, why, samples))
    return tuple(guesses)


def field_named(said: str) -> str:
    """Our field for what the rep calls it (`Company`, `first name`, `phone 2`), or empty."""
    name = re.sub(r"\s*\d+$", "", fold(said)).replace(" ", "_").replace("-", "_")
    name = _ALSO.get(name, name)
    return name if name in FIELDS else ""


def _overrule(found: Found, mapping: Mapping[str, str], header: Sequence[str], width: int) -> None:
    """Put the rep's own mapping in place of the guesses."""
    fresh: set[str] = set()
    for said, column in mapping.items():
        name = field_named(said)
        if not name:
            raise BadMapping(f"There is no field '{plain(said)}'. The fields are: {', '.join(FIELDS)}.")
        index = _column(column, header, width)
        found.drop(index)
        if name not in fresh:
            found.at.pop(name, None)
        found.put(name, index, 1.0, "you said so")
        fresh.add(name)


def _as_said(found: Found, said: Sequence[str]) -> None:
    """Take every column for what the rep left it as. Where that is the guess, the best stays the best."""
    guessed = {index: name for name, indexes in found.at.items() for index in indexes if name in FIELDS}
    for index, name in enumerate(said):
        if guessed.get(index, "") != name:
            found.drop(index)
            found.why[index] = 1.0, "you said so"
            if name:  # before those that were guessed: of two companies in a row the first is taken
                found.at.setdefault(name, []).insert(0, index)


def _column(said: str, header: Sequence[str], width: int) -> int:
    """The index of a column named by its header, in any case and accents, or by its number from 1."""
    wanted = normal(said)
    for index, title in enumerate(header):
        if normal(title) == wanted:
            return index
    if said.strip().isdecimal() and 1 <= int(said) <= width:
        return int(said) - 1
    have = (
        ", ".join(f"'{plain(t).strip()}'" for t in header if t.strip()) or f"none; {count(width, 'column')}"
    )
    raise BadMapping(f"There is no column '{plain(said)}' in the file. Its columns are: {have}.")


def _kind_columns(at: Mapping[str, Sequence[int]], header: Sequence[str]) -> dict[int, int]:
    """`Phone 1 - Value` → the index of `Phone 1 - Type` or `Phone 1 - Label`."""
    titles = {normal(title): index for index, title in enumerate(header)}
    pairs = {}
    for name in PHONES & at.keys():
        for index in at[name]:
            base = normal(header[index]).removesuffix(" value") if index < len(header) else ""
            turned = re.sub(r"\bnumber\b", "type", base)
            named = [f"{base} type", f"{base} label", *([turned] if turned != base else [])]
            label = next((titles[title] for title in named if base and title in titles), None)
            if label is not None:
                pairs[index] = label
    return pairs


def _inbound(shape: Shape | None, header: Sequence[str]) -> tuple[int, int, int] | None:
    titles = {key(title): index for index, title in enumerate(header)}
    places = [titles.get(name) for name in shape.inbound] if shape else []
    there = [place for place in places if place is not None]
    return (there[0], there[1], there[2]) if len(there) == 3 else None
