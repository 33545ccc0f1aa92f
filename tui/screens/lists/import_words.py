"""What the import screen shows, drawn: columns with their samples, what will happen, what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from textual.content import Content

from tui import look, say
from tui.core.lists.import_flow import WITHOUT, facts, in_all
from tui.core.lists.importing import Finished, How, Look, Offer, Outcome, Planning, Preview
from tui.core.ports import Conflict, Guess, ImportPlan, Person
from tui.core.text import count
from tui.keys import key_of

#: Our fields in words, with what becomes of them where that is not plain.
FIELDS: dict[str, tuple[str, str]] = {
    "name": ("name", "the whole name"),
    "first_name": ("first name", ""),
    "last_name": ("last name", ""),
    "account": ("account", "the company"),
    "role": ("role", "job title"),
    "phone": ("phone", "a number of any kind"),
    "mobile": ("mobile", "rung first"),
    "direct": ("direct number", ""),
    "work": ("work number", ""),
    "main": ("main number", "the switchboard, rung last"),
    "home": ("home number", ""),
    "fax": ("fax", "never rung"),
    "pager": ("pager", "never rung"),
    "calling_code": ("calling code", "says which country's the numbers are"),
    "area_code": ("area code", "put in front of the numbers"),
    "extension": ("extension", "pressed after the answer"),
    "email": ("e-mail", ""),
    "place": ("place", "town, region or address"),
    "country": ("country", "also says where numbers are from"),
    "zone": ("time zone", ""),
    "reason": ("reason to call now", "shown first"),
    "notes": ("notes", ""),
    "do_not_call": ("do not call", "yes or a reason: never offered"),
    "consent": ("may be called", "no: never offered"),
}
_KEPT = "kept as it is"
#: Columns beside one another: the header, the field.
_TITLE, _FIELD = 26, 22
#: So many conflicts, warnings and rows are told before the rest is only counted.
_TOLD = 4
_SURE, _LIKELY = 0.9, 0.6


def words_of(field: str) -> str:
    """A field in words; empty: what becomes of a column that is none."""
    return FIELDS.get(field, (field.replace("_", " "), ""))[0] if field else _KEPT


def likely(guess: Guess, fields: Sequence[str]) -> Sequence[str]:
    """What a column may well be, the guess first, *kept as it is* last."""
    samples = " ".join(guess.samples)
    first: tuple[str, ...]
    if "@" in samples:
        first = ("email", "notes")
    elif sum(c.isdigit() for c in samples) * 2 > len(samples.replace(" ", "")):
        first = ("phone", "mobile", "work", "direct", "main", "home", "fax", "extension")
    else:
        first = ("name", "first_name", "last_name", "account", "role", "place", "country", "reason", "notes")
    found = [guess.field, *(field for field in first if field in fields), ""]
    return list(dict.fromkeys(found))


def offer_row(offer: Offer, on_it: bool, width: int) -> Sequence[Content]:
    """A sheet to choose."""
    sign = (f" {look.NOW} ", look.ACCENT) if on_it else "   "
    name = (say.short(offer.name, max(8, width - 6)), look.STRONG if on_it else "")
    return say.line(sign, name), say.quiet(f"     {offer.words}")


def column_row(guess: Guess, field: str, guessed: bool, on_it: bool, width: int) -> Sequence[Content]:
    """A column: its header, what it is taken for and how sure that is; below it three samples."""
    title = min(_TITLE, (width - 4) // 3)
    sign = (f" {look.NOW} ", look.ACCENT) if on_it else "   "
    named = say.line((say.short(guess.title, title).ljust(title), look.STRONG if on_it else ""))
    taken = (f" → {words_of(field)}".ljust(_FIELD + 3), look.ACCENT if field else look.QUIET)
    first = say.ends(say.line(sign, named, taken, _sure(guess, field, guessed)), Content(""), width)
    samples = " · ".join(guess.samples) if guess.samples else "empty"
    return first, say.quiet(f"     {say.short(samples, max(10, width - 6))}")


def _sure(guess: Guess, field: str, guessed: bool) -> Content:
    if not guessed:
        return say.line((f"{look.NOW} you said so", look.ACCENT))
    if not field:
        kind = guess.why if guess.confidence else ""
        return say.quiet(kind)
    if guess.confidence >= _SURE:
        return say.line((f"{look.DONE} sure", look.GOOD), (f": {guess.why}", look.QUIET))
    if guess.confidence >= _LIKELY:
        return say.line(("likely", ""), (f": {guess.why}", look.QUIET))
    return say.line((f"{look.PROBLEM} unsure", look.BAD), (f": {guess.why}", look.QUIET))


def about(of: Look, how: How, shown: str) -> Content:
    """What a file is, and how it will be taken in."""
    form = f"{shown} · {of.form}"
    sheet = f" · sheet {of.ask.sheet}" if of.ask.sheet else ""
    rows = (
        [say.line((form + sheet, "")), say.quiet(of.looks_like)]
        if of.looks_like
        else [say.line(form + sheet)]
    )
    rows.append(
        say.line(
            ("list ", look.QUIET), how.name,
            ("   numbers without a country code are from ", look.QUIET), how.country,
        )
    )  # fmt: skip
    return say.lines(rows)


def preview_note(state: Preview) -> Content:
    """What becomes of columns that are no field, and whether the columns are remembered ones."""
    kept = sum(not field for field in state.how.columns)
    told = f"{count(kept, 'column is', 'columns are')} no field of ours, and kept as text with the person."
    parts = [told] if kept else []
    if state.look.remembered and state.how.columns == state.look.remembered:
        parts.insert(0, "As you set them for the last file with this header.")
    if not any(field in FIELDS and _is_phone(field) for field in state.how.columns):
        return say.line((f"{look.PROBLEM} No column with numbers: nobody in it could be called.", look.BAD))
    return say.quiet(" ".join(parts))


def _is_phone(field: str) -> bool:
    return field in {"phone", "mobile", "direct", "work", "main", "home"}


def bar(state: Planning, width: int) -> Content:
    """How far the reading is."""
    cells = max(10, min(60, width - 12))
    full = cells * state.percent // 100
    so_far = "reading it" if state.percent < 100 else "comparing with whom you have"
    rows = [
        say.line((f"{so_far}…", look.STRONG)),
        Content(""),
        say.line(say.bar(full, cells), f"  {state.percent} %"),
        Content(""),
        say.quiet(f"Nothing is saved yet; {key_of('import.back')} stops it and leaves nothing behind."),
    ]
    return say.lines(rows)


# --------------------------------------------------------------------------------------- what will happen


def outcome(state: Outcome, room: int) -> Content:
    """What will happen, most important first."""
    planned = state.planned
    plan = planned.plan
    rows = [
        say.line(("What will happen", look.STRONG), (f"   {in_all(planned)} in it", look.QUIET)),
        Content(""),
    ]
    rows += [_fact(what, many) for what, many in facts(planned)]
    if planned.without_number * 2 > plan.contacts and any(map(_is_phone, state.how.columns)):
        back, then = key_of("import.back"), key_of("import.country")
        told = f"Most of these numbers do not exist in {state.how.country}. Are they from elsewhere? "
        told += f"{back}, then {then} says so."
        rows += [Content(""), _wrapped(look.PROBLEM, told, room)]
    if not plan.puts:
        rows += [Content(""), say.line("Nothing in it is new: everybody is here as they stand in the file.")]
    warnings = _warnings(plan)
    for warning in warnings[:_TOLD]:
        rows += [Content(""), _wrapped(look.PROBLEM, warning, room)]
    if plan.conflicts:
        rows += [
            Content(""),
            say.line(("The file says something else", look.STRONG), ("; ours stays", look.QUIET)),
        ]
        rows += [conflict_row(planned.whose or {}, one) for one in plan.conflicts[:_TOLD]]
    if plan.skipped:
        rows += [Content(""), say.line(("Left out", look.STRONG), ("; kept in a file to mend", look.QUIET))]
        rows += [say.line((f"  line {one.line:,}  ", look.QUIET), one.why) for one in plan.skipped[:_TOLD]]
    more = sum(max(0, len(part) - _TOLD) for part in (warnings, plan.conflicts, plan.skipped))
    if more:
        rows += [Content(""), say.line((f"{key_of('import.more')} ", look.KEY), f"shows {more:,} more")]
    return say.lines(rows)


def _warnings(plan: ImportPlan) -> Sequence[str]:
    """Those that are not told as rows of their own."""
    return [one for one in plan.warnings if not (plan.conflicts and one.endswith("ours was kept."))]


def _fact(what: str, many: int) -> Content:
    good = what.startswith("new people")
    who = f"   {key_of('import.more')} says who" if what == WITHOUT else ""
    return say.line((f"{many:>9,}  ", look.STRONG if good else ""), (what + who, "" if good else look.QUIET))


def conflict_row(whose: Mapping[int, str], conflict: Conflict) -> Content:
    """One disagreement."""
    name = whose.get(conflict.contact, "")
    return say.line(
        *("  ", say.short(name, 24), (f" {words_of(conflict.field)}: ", look.QUIET)),
        *(say.short(conflict.ours, 28), (", in the file ", look.QUIET), say.short(conflict.theirs, 28)),
    )  # fmt: skip


def _wrapped(sign: str, text: str, room: int) -> Content:
    rows = say.line(text).wrap(max(20, room - 4))
    return say.lines(
        [
            Content.assemble(say.line((f"{sign} ", look.BAD)), rows[0]),
            *(Content.assemble("  ", r) for r in rows[1:]),
        ]
    )


def everything(state: Outcome) -> Iterator[Content]:
    """All warnings, disagreements, rows that are left out, and people whom no number reaches."""
    plan = state.planned.plan
    for warning in plan.warnings:
        yield say.line((f"{look.PROBLEM} ", look.BAD), warning)
    for conflict in plan.conflicts[:_MOST]:
        yield conflict_row(state.planned.whose or {}, conflict)
    for one in plan.skipped[:_MOST]:
        yield say.line((f"line {one.line:,}  ", look.QUIET), one.why)
    hidden = sum(max(0, len(part) - _MOST) for part in (plan.conflicts, plan.skipped))
    if hidden:
        yield say.quiet(f"… and {hidden:,} more; the file with the rows left out has them all.")
    if many := state.planned.without_number:
        yield say.line((f"{WITHOUT[:1].upper()}{WITHOUT[1:]}", look.STRONG))
        mute = (one for one in plan.people if not any(n.callable for n in one.numbers))
        yield from map(_mute, islice(mute, _MOST))
        if many > _MOST:
            yield say.quiet(f"… and {many - _MOST:,} more.")


def _mute(person: Person) -> Content:
    """Somebody with no number that can be called, and why."""
    why = "; ".join(f"{n.shown}: {n.why_not}" for n in person.numbers) or "no number"
    who = " · ".join(filter(None, (person.name, person.account)))
    return say.line("  ", say.short(who, 40), (f"  {why}", look.QUIET))


#: More rows than this are not drawn into one box.
_MOST = 500


def finished(state: Finished) -> Content:
    """What came of it, and what can be done now."""
    rows = [say.line((f"{look.DONE} ", look.GOOD), (f"{state.said}.", look.STRONG)), Content("")]
    if state.problem:
        rows += [say.line((f"{look.PROBLEM} {state.problem}", look.BAD)), Content("")]
    if state.rejects:
        rows += [say.line(state.rejects), Content("")]
    for key, words in (
        (key_of("import.queue"), "to the queue: they are in it"),
        (key_of("import.another"), "another file"),
        (key_of("import.undo"), "take this import back, all of it"),
        (key_of("import.lists"), "the lists"),
    ):
        rows.append(say.line((f"  {key}  ", look.KEY), words))
    return say.lines(rows)
