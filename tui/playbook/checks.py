"""What a file can get wrong although each of its entries is well formed: names that lead nowhere, doubles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import get_args

from tui.core.call.purpose import Purpose
from tui.core.words import VARIABLE, fill
from tui.playbook import schema
from tui.playbook.explain import closest, meant
from tui.playbook.fields import Check
from tui.playbook.hearing.feedback import CheckName
from tui.playbook.names import Known, as_name
from tui.playbook.sheet import Found, Sheet

Path = tuple[str | int, ...]

FEW_SAYS = 3
"""A card with fewer ways to say it is found too seldom (measured: top-3 70 % with 3, 82 % with 5)."""
VOICEMAIL_SECONDS = 20
WORDS_A_MINUTE = 150
LONG = 100
"""Lines of a text that are looked through for the place of a fault."""
_BRACES = re.compile(r"(?P<open>\{+)(?P<inside>[^{}\n]*)(?P<close>\}*)")
#: How other programs write names in a text: `(first_name)`, `[First Name]`, `<my_name>`, `%company_name%`.
_OTHERS = re.compile(r"\((\w+_\w+)\)|\[(\w+(?:[ _]\w+)+)\]|<(\w+(?:[ _]\w+)*)>|%(\w+(?:_\w+)*)%")


class Checker:
    """Looks at one file, knowing the names of all."""

    def __init__(self, sheet: Sheet, known: Known) -> None:
        self.sheet, self.document, self.known = sheet, sheet.document, known
        self.found = Found()

    def error(self, path: Path, message: str, hint: str = "", *, key: bool = False) -> None:
        """Something that sets the file aside."""
        self.found.errors.append(self.document.fault(path, message, hint, key=key))

    def warn(self, path: Path, message: str, hint: str = "", *, key: bool = False) -> None:
        """Something that should be looked at."""
        self.found.warnings.append(self.document.fault(path, message, hint, key=key))

    def warn_at(self, path: Path, words: str, message: str, hint: str) -> None:
        """A warning at these words, which stand somewhere in the text at `path`."""
        line, column = self.document.place(path)
        for number, shown in enumerate(self.document.lines[line - 1 : line + LONG], line):
            start = shown.find(words, column - 1 if number == line else 0)
            if start >= 0:
                line, column = number, start + 1
                break
        self.found.warnings.append(self.document.fault_at(line, column, message, hint))

    def error_in(self, path: Path, text: str, offset: int, message: str, hint: str) -> None:
        """An error `offset` characters into the text at `path`."""
        line, column = self.document.place(path)
        start = self.document.lines[line - 1].find(text, column - 1)
        if start >= 0:  # else it goes over several lines, or has quotes within
            column = start + 1 + offset
        self.found.errors.append(self.document.fault_at(line, column, message, hint))

    def unknown(self, path: Path, what: str, name: str, known: Collection[str]) -> None:
        """A name of something in another file, perhaps, that is nowhere."""
        say = self.error if self.known.complete else self.warn
        say(path, f"there is no {what} '{name}'", meant(name, known))

    def checks(self, path: Path, checks: Sequence[Check]) -> None:
        """Each must be built in or bring its own words."""
        built_in = get_args(CheckName)
        for index, check in enumerate(checks):
            if not check.any and check.label not in built_in:
                hint = meant(check.label, built_in) or "one of your own needs words: {label: …, any: [words]}"
                self.error((*path, "checks", index), f"there is no check '{check.label}'", hint)

    def variables(self, path: Path, text: str, own: Collection[str] = ()) -> None:
        """Each name in braces must be known, and be written so that it is seen as one."""
        known = {*self.known.variables, *own}
        for braces in {match[0]: match for match in _BRACES.finditer(text)}.values():
            written = braces[0]
            if VARIABLE.fullmatch(written):
                if (name := braces["inside"]) not in known:
                    hint = meant(name, known) or "give it a default under 'vars:'"
                    self.warn_at(path, written, f"nothing is known of {written}", hint)
            elif (name := _meant_by(braces, known)) and text[: braces.start()][-1:] != "$":
                shown = written if braces["close"] else written.split()[0].rstrip(",.;:!?")
                message = f"the braces of '{shown}' would stay on the screen"
                self.warn_at(path, shown, message, f"did you mean '{{{name}}}'?")
        for other in _OTHERS.finditer(text):
            name = "_".join(other[other.lastindex or 1].lower().split())
            if name in known:
                message = f"'{other[0]}' would stay as it is: names stand in braces"
                self.warn_at(path, other[0], message, f"did you mean '{{{name}}}'?")

    def purposes(self, path: Path, purposes: Sequence[str]) -> None:
        """Each must be one that a call can have, or what it is given to never comes first."""
        ids = [purpose.id for purpose in self.known.purposes]
        for index, purpose in enumerate(purposes if ids else ()):
            if purpose not in ids:
                named = [p.id for p in self.known.purposes if purpose.casefold() in p.name.casefold()]
                guess = f"did you mean '{named[0]}'?" if named else meant(purpose, ids)
                hint = f"{guess} The purposes are {', '.join(ids)}".strip()
                self.warn((*path, "purposes", index), f"there is no purpose '{purpose}'", hint)


def _meant_by(braces: re.Match[str], known: Collection[str]) -> str:
    """The known name that something in braces comes close to, or nothing."""
    words = re.findall(r"\w+", braces["inside"].lower())
    if not braces["close"]:  # nobody knows where it was to end
        words = next((words[:n] for n in (3, 2) if "_".join(words[:n]) in known), words[:1])
    if not words or not re.match(r"\s*\w", braces["inside"]):
        return ""
    return closest("_".join(words), known)


def check(
    sheets: Sequence[Sheet],
    context: Sequence[Sheet],
    complete: bool,
    purposes: Sequence[Purpose] = (),
    *,
    thorough: bool = False,
) -> Iterator[tuple[Sheet, Found]]:
    """Each file with its findings. The names of one file serve all, those of `context` too."""
    known = Known(purposes=purposes, complete=complete, thorough=thorough)
    for sheet in (*context, *sheets):
        if sheet.broken:
            known.add_broken(sheet.document.data)
        elif sheet.content:
            known.add(sheet.content)
    doubles = _Doubles([*context, *sheets])
    for sheet in sheets:
        checker = Checker(sheet, known)
        if sheet.content is None:
            checker.warn((), "nothing in this file")
        elif sheet.loose:
            message = "a plain list of objections: found by fewer words, and without steps"
            hint = "scripts_library/README.md shows how to write cards"
            checker.warn(("objections",), message, hint, key=True)
            _check_hashes(checker)
        else:
            _check_entries(checker, sheet, sheet.content)
            if not sheet.broken:
                doubles.check(checker)
            _check_hashes(checker)
        yield sheet, checker.found


def _check_entries(checker: Checker, sheet: Sheet, content: schema.File) -> None:
    """Everything in a file, each kind by its own rules."""
    from tui.playbook.dialogue_checks import check_dialogue

    for index, card in sheet.entries("cards"):
        _check_card(checker, ("cards", index), card)
    for kind in schema.LINES.values():
        for index, words in sheet.entries(kind):
            _check_words(checker, kind, (kind, index), words)
    for name in content.vars:
        if name != as_name(name):
            message = f"{{{name}}} is no name in braces: it would stay as it is"
            checker.warn(("vars", name), message, f"call it {as_name(name)}", key=True)
    _check_collected(checker, "heard", "card", content.heard, checker.known.cards)
    _check_collected(checker, "hear", "card", content.hear, checker.known.cards)
    _check_collected(checker, "quotes", "value sheet", content.quotes, checker.known.values)
    for index, dialogue in sheet.entries("dialogues"):
        checker.purposes(("dialogues", index), dialogue.purposes)
        check_dialogue(checker, ("dialogues", index), dialogue)


def _check_card(checker: Checker, here: Path, card: schema.Card) -> None:
    if not card.moves and not card.answers:
        checker.error(here, "no answer: 'moves' or 'answers' is missing")
    if len(card.says) < FEW_SAYS:
        message = f"only {len(card.says)} of the ways they say it: {FEW_SAYS} or more are found far better"
        checker.warn((*here, "says"), message, key=True)
    steps = checker.known.steps
    if card.framework not in steps:
        checker.unknown((*here, "framework"), "framework", card.framework, steps)
    else:
        known = steps[card.framework]
        for step in card.moves:
            if step not in known:
                message = f"'{step}' is no step of {card.framework} ({', '.join(known)})"
                checker.error((*here, "moves", step), message, meant(step, known), key=True)
    for number, person in enumerate(card.persona):
        if person not in checker.known.personas:  # the card is as good without: rehearsing draws another one
            hint = meant(person, checker.known.personas)
            checker.warn((*here, "persona", number), f"there is no persona '{person}'", hint)
    checker.checks(here, card.checks)
    checker.purposes(here, card.purposes)
    for path, text in _spoken(card):
        checker.variables((*here, *path), text)


def _spoken(card: schema.Card) -> Iterator[tuple[Path, str]]:
    """Every text of a card that is said aloud, with its path."""
    if card.one_liner:
        yield ("one_liner",), card.one_liner
    for step, lines in card.moves.items():
        for number, line in enumerate(lines):
            yield ("moves", step, number), line
    for index, answer in enumerate(card.answers):
        for number, line in enumerate(answer.say):
            yield ("answers", index, "say", number), line


def _check_words(checker: Checker, kind: str, here: Path, words: schema.Words | schema.Value) -> None:
    checker.purposes(here, words.purposes)
    if isinstance(words, schema.Value):
        if bool(words.text) == bool(words.rows):
            checker.error(here, "either 'text' or 'rows' must be there, and not both")
        for index, row in enumerate(words.rows):
            checker.variables((*here, "rows", index, "feature"), row.feature)
            checker.variables((*here, "rows", index, "benefit"), row.benefit)
    if not words.text:
        return
    checker.variables((*here, "text"), words.text)
    if kind == schema.LINES["voicemail"]:
        said = fill(words.text, {}, checker.known.variables)
        seconds = len(said.split()) * 60 / WORDS_A_MINUTE
        if seconds > VOICEMAIL_SECONDS:
            message = f"takes about {seconds:.0f} seconds: people delete one of more than {VOICEMAIL_SECONDS}"
            hint = f"at most {VOICEMAIL_SECONDS * WORDS_A_MINUTE // 60} words"
            checker.warn((*here, "text"), message, hint)


def _check_collected(
    checker: Checker, key: str, what: str, said: Collection[str], known: Collection[str]
) -> None:
    """Never an error: the card or sheet may be gone, what was said is not."""
    for id in said:
        if id not in known:
            checker.warn((key, id), f"there is no {what} '{id}'", meant(id, known), key=True)


def _check_hashes(checker: Checker) -> None:
    for line, column in checker.document.hashes:
        message = "from the '#' on this is a comment, and not part of the text"
        hint = "if it belongs to the text, put all of it in quotes; before a comment leave two spaces"
        checker.found.warnings.append(checker.document.fault_at(line, column, message, hint))


class _Doubles:
    """Finds ids and shortcuts that are taken."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._ids: dict[tuple[int, str, str], str] = {}
        in_use: dict[str, schema.Card] = {}
        for sheet in sheets:
            if sheet.content and not sheet.broken:
                in_use |= {card.id: card for card in sheet.content.cards}
        self._shortcuts: dict[str, schema.Card] = {}
        for card in in_use.values():
            for shortcut in card.keys:
                self._shortcuts.setdefault(shortcut, card)

    def check(self, checker: Checker) -> None:
        """One more file."""
        sheet = checker.sheet
        for kind in ("personas", "cards", *schema.LINES.values(), "dialogues"):
            for index, entry in sheet.entries(kind):
                path: Path = (kind, index, "id")
                line = sheet.document.place(path)[0]
                before = self._ids.get((sheet.folder, kind, entry.id))
                if before:
                    checker.warn(path, f"'{entry.id}' is also in {before}; this one counts")
                self._ids[sheet.folder, kind, entry.id] = f"{sheet.document.file}:{line}"
        for index, card in sheet.entries("cards"):
            for number, shortcut in enumerate(card.keys):
                owner = self._shortcuts.get(shortcut, card)
                if owner.id != card.id:
                    message = f"the shortcut '{shortcut}' already leads to “{owner.name}” ({owner.id})"
                    checker.warn(("cards", index, "keys", number), message, "take other letters")
