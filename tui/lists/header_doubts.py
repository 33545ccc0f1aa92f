"""Headers that mean one thing or another: decided by the columns beside them and by what stands in them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tui.core.text import fold
from tui.lists.cells import nothing
from tui.lists.content import Looks, holds_email, holds_number, is_email, written
from tui.lists.header_words import PHONES, normal, phrases
from tui.lists.permissions import is_for_mail

_SALUTATIONS = frozenset(
    re.findall(
        r"\w+",
        "mr mrs ms miss mx dr prof sir madam herr frau hr fr divers firma m mme mlle monsieur madame sr sra"
        " srta d dna don dona sig sigra sigg dott dottssa dhr mevr mw de heer mevrouw senhor senhora"
        " exmo exma 様 先生",
    )
)
_CUSTOMER = re.compile(r"customer|client|kund|klant|klient|asiakas|zakaznik|ugyfel|musteri|клиент|клієнт|客")
_TALKED_TO = re.compile(
    r"contact|kontakt|ansprech|interlocut|referente|persona|contatto|contato|yhteyshenkil|osoba|担当|联系"
)
_BARE = frozenset({"name", "naam", "nazwa", "nazev", "nimi", "navn", "namn"})
_ID = re.compile(
    r"(?=[A-Za-z0-9-]*\d)(?=[A-Za-z0-9-]*[A-Za-z])(?:[A-Za-z0-9]{14,32}|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27})"
)
_HAS = re.compile(r"whatsapp|\bhas\b|\bhat\b|number|nummer|numero")
_EMPTY = frozenset({"true", "false"})
YES, NO = (
    phrases("yes, y, ja, j, oui, si, sim, true, wahr, vrai, x, 1, tak, ano, kylla"),
    phrases("no, n, nein, non, nee, nao, nej, nei, false, falsch, faux, 0, nie, ne, ei"),
)
ANOTHERS = "it is the number of"
_NAMED = re.compile(r"\b(?:full |first |last |sur|fore)?name\b|\b(?:vor|nach)name\b")
_SECOND = frozenset(
    re.findall(
        r"\w+",
        "2 3 4 5 second secondary other alternate alt co shipping spouse partner husband wife agent buyer"
        " seller guarantor guardian father mother",
    )
)
_NUMBERED = re.compile(
    r"\b(?:(?:tele|cell)?phone|mobile|cell|tel|telefon|mobil|handy|work|home|direct|number|fax|no)\b"
)
_FUNCTION = re.compile(r"function|funktion|fonction|funcion|funzione|functie|profession|beruf|occupation")
_JOB = re.compile(r"title|titre|titel|titulo|titolo")


@dataclass(slots=True)
class Found:
    """What the columns were taken for so far."""

    at: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Field → columns, best first."""
    why: dict[int, tuple[float, str]] = field(default_factory=dict)
    """Column → how sure (0–1), and the reason in words."""

    def put(self, name: str, index: int, sure: float, why: str) -> None:
        """Take a column for a field, after those it has."""
        self.at.setdefault(name, []).append(index)
        self.why[index] = sure, why

    def drop(self, index: int) -> None:
        """Take a column for nothing."""
        for indexes in self.at.values():
            if index in indexes:
                indexes.remove(index)

    def move(self, index: int, name: str, sure: float, why: str) -> None:
        """Take a column for another field than before."""
        self.drop(index)
        self.put(name, index, sure, why)

    @property
    def taken(self) -> set[int]:
        """Every column that is taken for something."""
        return {index for indexes in self.at.values() for index in indexes}


def settle(found: Found, header: Sequence[str], looks: Looks) -> None:
    """Decide what the headers alone leave open."""
    _yes_or_no(found, header, looks)
    _against_the_header(found, looks)
    _names(found, header, looks)
    _roles(found, header, looks)
    _permissions(found, header)
    _addresses(found, header)
    _others(found, header)


def _against_the_header(found: Found, looks: Looks) -> None:
    """Where the cells say clearly that the header does not: they are right, and the rep is told."""
    for name in (*PHONES, "email", "name", "account", "extension"):
        for index in list(found.at.get(name, ())):
            if not looks.said(index) or found.why[index][0] == 1.0:
                continue
            numbers, mails = looks.share(index, holds_number), looks.share(index, is_email)
            few = len(looks.said(index)) < 3
            if name != "email" and mails > 0.8:
                found.move(index, "email", 0.55, "its header says otherwise, but its cells are e-mails")
            elif (
                name not in PHONES and numbers > 0.8 and (name == "name" or looks.share(index, written) > 0.5)
            ):
                found.move(index, "phone", 0.55, "its header says otherwise, but its cells are phone numbers")
            elif name == "account" and looks.share(index, _is_id) > 0.8:
                found.drop(index)
                found.why[index] = 0.0, "its header says a company, but there are only numbers or ids in it"
            elif few:
                continue
            elif name in PHONES and looks.share(index, _some_digits) == 0.0:
                found.drop(index)
                found.why[index] = 0.0, "its header speaks of a phone, but there are no numbers in it"
            elif name == "email" and looks.share(index, holds_email) == 0.0:
                found.drop(index)
                found.why[index] = 0.0, "its header says e-mail, but there are none in it"
            elif name in PHONES and numbers < 0.2:
                found.why[index] = 0.5, "its header says so, but few of its cells are phone numbers"


def _is_id(cell: str) -> bool:
    return cell.isdigit() or bool(_ID.fullmatch(cell))


def _yes_or_no(found: Found, header: Sequence[str], looks: Looks) -> None:
    """`Werbung Telefon` with yes and no in it says who may be called; `WhatsApp` says only who has one."""
    for name in PHONES:
        for index in list(found.at.get(name, ())):
            title = normal(header[index]) if index < len(header) else ""
            answers = {normal(cell) for cell in looks.cells(index)}
            said = any(len(a) > 1 and a not in _EMPTY and not nothing(a) for a in answers)
            said = said or answers >= _EMPTY  # but a column of False alone is an empty one
            if said and answers <= YES | NO and " " in title and not _HAS.search(title):
                why = "its header speaks of a phone, and its cells say yes or no"
                found.move(index, "consent", 0.55, why)


def _some_digits(cell: str) -> bool:
    return sum(c.isdigit() for c in cell) > 2 or bool(re.search(r"[A-Z]{4}", cell))


def _names(found: Found, header: Sequence[str], looks: Looks) -> None:
    """Decide what `Nom`, `Nombre`, `Nome`, `Apelido` and a lone `Name` beside a first name are."""
    at = found.at
    nom, nombre, apelido, infix = (at.pop(n, []) for n in ("nom", "nombre", "apelido", "infix"))
    if member := at.pop("member", []):  # of a chamber of commerce a firm, with somebody to talk to beside
        firm = at.get("name") and not at.get("account")
        at.setdefault("account" if firm else "name", []).extend(member)
    _firms(found, header)
    if apelido and not at.get("last_name"):
        at["last_name"] = apelido
    if nombre:
        at["first_name" if at.get("last_name") and not at.get("first_name") else "name"] += nombre
    if nom:
        if at.get("first_name") and not at.get("last_name"):
            at["last_name"].append(nom.pop())
        at["name"] += nom
    if at.get("name") and at.get("first_name") and not at.get("last_name"):
        full, given = at["name"][0], at["first_name"][0]
        pairs = [(fold(one), fold(other)) for one, other in looks.pairs(full, given)]
        if sum(part in whole.split() for whole, part in pairs) * 2 < len(pairs) or not pairs:
            at["last_name"] = [at["name"].pop(0)]
    if at.get("last_name"):
        at["last_name"] = infix + at["last_name"] + at.pop("second_name", [])
    at.pop("second_name", None)
    if at.get("name") and len(at["name"]) > 1:  # an empty one is no help: the fuller comes first
        at["name"].sort(key=lambda index: not looks.said(index))


def _firms(found: Found, header: Sequence[str]) -> None:
    """A `Customer` with a `Contact person` beside is a company."""
    titles = {index: normal(header[index]) for index in found.at.get("name", ()) if index < len(header)}
    people = [index for index, title in titles.items() if _TALKED_TO.search(title)]
    explicit = any(re.search(r"person|osob|ansprech|name", titles[index]) for index in people)
    firms = [
        index
        for index, title in titles.items()
        if index not in people and (_CUSTOMER.search(title) or (explicit and title in _BARE))
    ]
    if people and firms and not found.at.get("account"):
        found.move(firms[0], "account", 0.8, "beside it is a contact person")


def _others(found: Found, header: Sequence[str]) -> None:
    """The number of somebody else in the row (`Shipping Name`, `Shipping Phone`) is not this person's."""
    named = {index for name in ("name", "first_name", "last_name") for index in found.at.get(name, ())[:1]}
    whose = {
        which: index
        for index, title in enumerate(header)
        if index not in found.taken and _NAMED.search(normal(title))
        if (which := _whose(title, _NAMED)) & _SECOND
    }
    mine = {_whose(header[index], _NAMED) for index in named if index < len(header)}
    for kind in PHONES if named else ():
        for index in list(found.at.get(kind, ())):
            which = _whose(header[index], _NUMBERED) if index < len(header) else frozenset()
            if which in whose and which not in mine and found.why[index][0] < 1.0:
                found.drop(index)
                found.why[index] = 0.0, f"{ANOTHERS} '{header[whose[which]].strip()}'"


def _whose(title: str, said: re.Pattern[str]) -> frozenset[str]:
    return frozenset(said.sub(" ", normal(title)).split())


def _roles(found: Found, header: Sequence[str], looks: Looks) -> None:
    """`Title` may be a salutation, `Poste` an extension; one called a job comes first, then the later."""
    for index in list(found.at.get("role", ())):
        if looks.share(index, _is_salutation) > 0.5:
            found.drop(index)
            found.why[index] = 0.0, "its header says a job title, but there are salutations in it"
        elif looks.share(index, lambda cell: cell.isdigit() and len(cell) < 6) > 0.8:
            found.move(index, "extension", 0.7, "its cells are short numbers")
    if len(found.at.get("role", ())) > 1:
        found.at["role"].sort(key=lambda i: (_weight_of_role(normal(header[i])), -i))


def _weight_of_role(title: str) -> int:
    """A job title says most, a function or profession less, and a bare title may be *Dr.*"""
    return 2 if _JOB.fullmatch(title) else 1 if _FUNCTION.search(title) else 0


def _is_salutation(cell: str) -> bool:
    words = re.sub(r"[./]", " ", fold(cell)).split()
    return bool(words) and all(word in _SALUTATIONS for word in words)


def _permissions(found: Found, header: Sequence[str]) -> None:
    """What is about e-mail, fax or letters forbids no call."""
    for name in ("do_not_call", "consent"):
        for index in list(found.at.get(name, ())):
            words = normal(header[index]) if index < len(header) else ""
            if is_for_mail(words):
                found.drop(index)


def _addresses(found: Found, header: Sequence[str]) -> None:
    """Of several countries the person's own comes before the company's; a code comes after a name."""
    if len(found.at.get("country", ())) > 1:
        found.at["country"].sort(
            key=lambda i: bool(re.search(r"other|weiter|autre|home|privat|domicile", normal(header[i])))
        )
