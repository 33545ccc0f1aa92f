"""vCards, the upper half: the properties of one card to cells under our header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from tui.core.people.phone_text import kind_of
from tui.lists.header_words import field_of
from tui.lists.vcard_lines import Property

#: Kind of number → its column.
PHONE_COLUMNS = {
    "mobile": "Mobile phone",
    "direct": "Direct phone",
    "work": "Work phone",
    "main": "Main phone",
    "home": "Home phone",
    "": "Phone",
    "fax": "Fax",
    "pager": "Pager",
}
#: The header of the rows. The first columns are fields of ours; from `Nickname` on they are kept as text.
HEADER = (
    "Name", "Company", "Job title", *PHONE_COLUMNS.values(), "E-mail", "City", "Country", "Time zone",
    "Notes", "Do not call", "Nickname", "Department", "Further titles", "Postal text", "Further e-mails",
    "Website", "Birthday", "Categories",
)  # fmt: skip
_ADDRESS = re.compile(r"[^\s<>\"',;:]+@[^\s<>\"',;:]+")
_APPLE = re.compile(r"_\$!<(.*)>!\$_")
_EASTERN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\s]+")
_LONGEST_MAIL = 500
#: Addresses of chat services that are mail addresses as well.
_ALSO_MAIL = frozenset({"X-GOOGLE-TALK", "X-MSN"})
_NO_VOICE = frozenset({"MODEM", "BBS"})
_TYPE_KINDS = (
    ("pager", frozenset({"PAGER"})),
    ("mobile", frozenset({"CELL", "IPHONE", "MOBILE", "CAR", "PCS"})),
    ("main", frozenset({"MAIN"})),
    ("work", frozenset({"WORK"})),
    ("home", frozenset({"HOME"})),
)


class Unlisted(Exception):
    """A card that is nobody. The message says why."""


def cells_of(properties: Sequence[Property]) -> list[str]:
    """The cells of a card. Raises Unlisted."""
    by: dict[str, list[Property]] = {}
    for prop in sorted(properties, key=lambda prop: prop.rank):
        by.setdefault(prop.name, []).append(prop)
    kind = _text(by, "KIND") or _text(by, "X-ADDRESSBOOKSERVER-KIND")
    if kind.casefold() == "group":
        raise Unlisted(f"'{_name(by)}' is a group of contacts, not a person")
    categories = [word.strip() for prop in by.get("CATEGORIES", ()) for word in prop.text().split(",")]
    mails = _mails(by)
    company, department = _company(by)
    place, country, postal = _address(by)
    titles = list(dict.fromkeys(prop.text() for name in ("TITLE", "ROLE") for prop in by.get(name, ())))
    cells = {
        "Name": _name(by),
        "Company": company or (_text(by, "FN") if kind.casefold() == "org" else ""),
        "Job title": titles[0] if titles else "",
        **_phones(by),
        "E-mail": mails[0] if mails else "",
        "City": place,
        "Country": country,
        "Time zone": _text(by, "TZ"),
        "Notes": "\n".join(_notes(by)),
        "Do not call": next((word for word in categories if field_of(word) == "do_not_call"), "")
        or _own_mark(by, "do_not_call"),
        "Nickname": _text(by, "NICKNAME"),
        "Department": department,
        "Further titles": ", ".join(titles[1:]),
        "Postal text": postal,
        "Further e-mails": ", ".join(mails[1:]),
        "Website": _text(by, "URL"),
        "Birthday": _text(by, "BDAY"),
        "Categories": ", ".join(filter(None, categories)),
    }
    if not any(cells.values()):
        raise Unlisted("the card is empty")
    return [cells.get(title, "") for title in HEADER]


def _text(by: dict[str, list[Property]], name: str) -> str:
    return next((text for prop in by.get(name, ()) if (text := prop.text(lines=False))), "")


def _own_mark(by: dict[str, list[Property]], field: str) -> str:
    """What a program's own property says of a field of ours: `X-DO-NOT-CALL:1`."""
    own = (name for name in by if name.startswith("X-"))
    named = (name for name in own if field_of(name[2:].replace("-", " ").replace("_", " ")) == field)
    return next((text for name in named if (text := _text(by, name))), "")


def _notes(by: dict[str, list[Property]]) -> list[str]:
    return [text for prop in by.get("NOTE", ()) if (text := prop.text())]


def _name(by: dict[str, list[Property]]) -> str:
    """The name as shown; else of its parts, the family first where that is usual; else the nickname."""
    if shown := _text(by, "FN"):
        return shown
    for prop in by.get("N", ()):
        family, given, middle, before, after = (*prop.parts(words=True)[:5], "", "", "", "", "")[:5]
        eastern = bool(_EASTERN.fullmatch(family + given)) and not middle
        parts = (family, given) if eastern else (before, given, middle, family, after)
        if name := " ".join(filter(None, parts)):
            return name
    return _text(by, "NICKNAME")


def _company(by: dict[str, list[Property]]) -> tuple[str, str]:
    """(company, its departments) of `ORG:IBM;Accounting;Dungeon`."""
    for prop in by.get("ORG", ()):
        parts = list(filter(None, prop.parts()))
        if parts:
            return parts[0], ", ".join(parts[1:])
    return "", ""


def _address(by: dict[str, list[Property]]) -> tuple[str, str, str]:
    """(place, country, all of it on one line); the address at work before others."""
    for prop in sorted(by.get("ADR", ()), key=lambda prop: (prop.rank, "WORK" not in prop.types)):
        parts = prop.parts()
        if any(parts):
            _, _, _, city, region, _, country = (*parts[:7], "", "", "", "", "", "", "")[:7]
            whole = ", ".join(" ".join(part.split()) for part in parts if part)
            return ", ".join(filter(None, (city, region))), country, whole
    return "", "", ""


def _mails(by: dict[str, list[Property]]) -> list[str]:
    """E-mail addresses, the preferred first; a chat address only where there is none else."""
    for names in (("EMAIL",), _ALSO_MAIL):
        texts = [
            "".join(prop.text()[:_LONGEST_MAIL].removeprefix("mailto:").split())
            for n in names
            for prop in by.get(n, ())
        ]
        if found := [address[0] for text in texts if (address := _ADDRESS.search(text))]:
            return list(dict.fromkeys(found))
    return []


def _phones(by: dict[str, list[Property]]) -> dict[str, str]:
    """Column → its numbers, the preferred first."""
    labels = {prop.group: prop.text() for prop in by.get("X-ABLABEL", ()) if prop.group}
    cells: dict[str, list[str]] = {}
    for prop in by.get("TEL", ()):
        number = _number(prop)
        if not number or (prop.types & _NO_VOICE and not prop.types & {"VOICE", "CELL"}):
            continue
        label = labels.get(prop.group, "")
        cells.setdefault(PHONE_COLUMNS[_kind(prop, label)], []).append(number)
    return {title: " ::: ".join(dict.fromkeys(numbers)) for title, numbers in cells.items()}


def _number(prop: Property) -> str:
    """What is to be dialed: `tel:+44-20-7946-0101;ext=5555` keeps its extension, or its context."""
    text = " ".join(prop.text().split())
    if not text.casefold().startswith("tel:"):
        return "" if text.casefold().startswith(("sip:", "sips:", "callto:sip")) else text
    number, *parameters = unquote(text[4:]).split(";")
    if any(said.casefold().startswith("phone-context=") for said in parameters):
        return text
    return ";".join([number, *(said for said in parameters if said.casefold().startswith("ext="))])


def _kind(prop: Property, label: str) -> str:
    """The kind of a number: by the card's own label, else by its types."""
    words = _APPLE.sub(r"\1", label)
    said = kind_of(words) if words else ""
    if said in PHONE_COLUMNS and said:
        return said
    if any("FAX" in word for word in prop.types):  # WORKFAX, X-OTHERFAX
        return "fax"
    return next((kind for kind, types in _TYPE_KINDS if types & prop.types), "")
