"""The partner file (P20): what two reps tell each other of their days, and nothing else.

It is signed with a word both know (HMAC-SHA256 over what is said, not over how it is written, so that a mail
program may change line ends). A fitting signature says that whoever wrote it knows the word and that nothing
was changed since. It hides nothing, and it does not say that the figures are true.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tui.core.text import cut, fold, plain

SCHEMA = 1
#: Days that are told, and those that are read at the most.
DAYS, MOST_DAYS = 7, 62
#: Characters of a name and of a line; the highest count anybody has.
NAME, LINE, MOST = 40, 200, 100_000
#: What may be told beside the name.
PARTS = ("goal", "dials", "conversations", "kept")
#: A word of fewer letters is found by trying.
SHORTEST = 8
_TURNS = 200_000
_SALT = b"offhook partner 1"
_SENDER = re.compile(r"[0-9a-f]{16}")


class BadPartnerFile(ValueError):
    """A file that is not taken. The message is a sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a rep's; None: not told."""

    day: date
    dials: int | None = None
    conversations: int | None = None
    asked: int | None = None
    """How often it was asked whether they did what they meant to, …"""
    kept: int | None = None
    """… and how often they had."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What one partner tells the other."""

    sender: str
    """Sixteen hexadecimal digits that tell one copy of Offhook from another."""
    name: str
    written: datetime
    """UTC."""
    number: int
    """Counts the files of a sender: a higher one is newer, whatever the clocks say."""
    goal: int = 0
    """Dials meant to be made a day; 0: not told."""
    line: str = ""
    """Something in their own words."""
    days: tuple[Day, ...] = ()
    """The newest last."""


@dataclass(frozen=True, slots=True)
class Mine:
    """What the rep chose to share, and with what word. Off as long as there is no key."""

    sender: str = ""
    name: str = ""
    line: str = ""
    parts: frozenset[str] = frozenset(PARTS)
    key: str = field(default="", repr=False)
    """What the word comes to, in hexadecimal digits; the word itself is kept nowhere."""
    number: int = 0
    """Of the file that was written last."""

    @property
    def on(self) -> bool:
        """Whether anything is shared."""
        return bool(self.key)


def key_of(word: str) -> str:
    """What a word comes to as a key. Case, accents and spaces do not count. Takes a tenth of a second."""
    said = re.sub(r"[\s-]", "", fold(word)).encode()
    return hashlib.pbkdf2_hmac("sha256", said, _SALT, _TURNS).hex()


def flaw(word: str) -> str:
    """What is wrong with a word to agree on; empty: nothing."""
    if len(re.sub(r"[\s-]", "", fold(word))) < SHORTEST:
        return f"{SHORTEST} letters or more: a shorter word is found by trying."
    return ""


def chosen(shared: Shared, parts: frozenset[str]) -> Shared:
    """Only what the rep chose to tell, cleaned and cut to what a partner reads."""
    days = tuple(
        Day(
            one.day,
            one.dials if "dials" in parts else None,
            one.conversations if "conversations" in parts else None,
            one.asked if "kept" in parts else None,
            one.kept if "kept" in parts else None,
        )
        for one in shared.days[-DAYS:]
    )
    told = parts & {"dials", "conversations", "kept"}
    goal = shared.goal if "goal" in parts else 0
    name, line = (" ".join(plain(text).split()) for text in (shared.name, shared.line))
    return Shared(
        shared.sender,
        name[:NAME].rstrip(),
        shared.written,
        shared.number,
        goal,
        line[:LINE].rstrip(),
        days if told else (),
    )


def document(shared: Shared, key: str) -> dict[str, Any]:
    """The file as keys, texts and numbers, with its signature."""
    told: dict[str, Any] = {
        "offhook": "partner",
        "schema": SCHEMA,
        "from": shared.sender,
        "name": shared.name,
        "number": shared.number,
        "written": shared.written.astimezone(UTC).isoformat(timespec="seconds"),
    }
    if shared.goal:
        told["goal"] = shared.goal
    if shared.line:
        told["line"] = shared.line
    days = []
    for one in shared.days:
        counts = {name: getattr(one, name) for name in ("dials", "conversations", "asked", "kept")}
        days.append({"day": one.day.isoformat(), **{k: v for k, v in counts.items() if v is not None}})
    if days:
        told["days"] = days
    return {**told, "signature": signature(told, key)}


def signature(told: Mapping[str, Any], key: str) -> str:
    """The signature of everything in a file but the signature itself."""
    said = json.dumps(_bare({k: v for k, v in told.items() if k != "signature"}), sort_keys=True)
    return hmac.new(bytes.fromhex(key), said.encode("ascii"), hashlib.sha256).hexdigest()


def _bare(value: Any) -> Any:
    """A value as it comes back from a file in which everything is text and nothing empty is written."""
    if isinstance(value, Mapping):
        return {str(k): _bare(v) for k, v in value.items() if v not in (None, "", [], {})}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_bare(one) for one in value]
    return str(value)


def read(data: Any, key: str, mine: str, last: Shared | None) -> Shared:
    """What a partner tells. Raises BadPartnerFile for anything that is not to be believed, or not newer.

    Args:
        data: the file as plain data, everything text.
        key: what the agreed word comes to.
        mine: the rep's own `sender`.
        last: what was taken before.
    """
    if not isinstance(data, dict) or data.get("offhook") != "partner":
        raise BadPartnerFile("This is no partner file. Nothing was taken.")
    if str(data.get("schema")) != str(SCHEMA):
        raise BadPartnerFile("Another version of Offhook wrote it. Nothing was taken; update both.")
    told = data.get("signature")
    if not isinstance(told, str) or not hmac.compare_digest(
        told.encode("utf-8", "replace"), signature(data, key).encode()
    ):
        raise BadPartnerFile(
            "The signature does not fit: it was written with another word, or changed on the way. Nothing "
            "was taken. Compare your words, or ask for the file again."
        )
    found = _shared(data)
    if found.sender == mine:
        raise BadPartnerFile("This is your own file. Take your partner's.")
    if last and last.sender == found.sender and found.number <= last.number:
        same = "the one you have" if found.number == last.number else "older than the one you have"
        raise BadPartnerFile(f"It is {same}. Nothing was changed.")
    return found


def _shared(data: Mapping[str, Any]) -> Shared:
    try:
        written = datetime.fromisoformat(str(data["written"]))
        sender, days = str(data["from"]), data.get("days") or []
        if written.tzinfo is None or not 1970 <= written.year <= 9980 or not _SENDER.fullmatch(sender):
            raise ValueError
        if not isinstance(days, list) or len(days) > MOST_DAYS:
            raise ValueError
        read_days = {one.day: one for one in map(_day, days)}
        return Shared(
            sender,
            _text(data.get("name"), NAME) or "your partner",
            written.astimezone(UTC),
            _count(data["number"]),
            _count(data.get("goal", "0")),
            _text(data.get("line"), LINE),
            tuple(read_days[day] for day in sorted(read_days)),
        )
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError):
        raise BadPartnerFile(
            "Something in it is not as a partner file has it. Nothing was taken; ask for it again."
        ) from None


def _day(one: Mapping[str, Any]) -> Day:
    counts = {name: _count(one[name]) for name in ("dials", "conversations", "asked", "kept") if name in one}
    return Day(date.fromisoformat(str(one["day"])), **counts)


def _count(value: Any) -> int:
    said = str(value)
    if not re.fullmatch(r"[0-9]{1,9}", said):
        raise ValueError(said)
    if int(said) > MOST:
        raise ValueError(said)
    return int(said)


def _text(value: Any, most: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError
    return cut(" ".join(plain(value).split()), most)


# ------------------------------------------------------------------------------------------ side by side


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, as Today shows them. No places, no winner: two people at the same work."""

    name: str
    told: str
    """`today 12 dials of 30, 3 conversations`."""
    line: str = ""
    """In their own words."""


def sides(mine: Shared, theirs: Shared | None, today: date) -> list[Side]:
    """Both, the rep first; of each the newest day that is told. None without a partner's file."""
    if theirs is None:
        return []
    return [Side(mine.name or "you", told(mine, today)), Side(theirs.name, told(theirs, today), theirs.line)]


def told(shared: Shared, today: date) -> str:
    """The newest day somebody tells of, in words."""
    if not shared.days:
        goal = f"means to dial {shared.goal:,} times a day" if shared.goal else "nothing told of the days"
        return f"{_when(shared.written.date(), today)}: {goal}"
    one = shared.days[-1]
    if one.dials == 0 and not one.conversations:
        return "today: no calls yet" if one.day == today else f"{_when(one.day, today)}: no calls"
    said = []
    if one.dials is not None:
        of = f" of {shared.goal:,}" if shared.goal else ""
        said.append(f"{one.dials:,}{of} {'dial' if one.dials == 1 and not of else 'dials'}")
    if one.conversations is not None:
        said.append(f"{one.conversations:,} conversation{'' if one.conversations == 1 else 's'}")
    if one.asked:
        said.append(f"kept {one.kept or 0:,} of {one.asked:,}")
    return f"{_when(one.day, today)}: {', '.join(said) or 'no calls'}"


def _when(day: date, today: date) -> str:
    if day == today:
        return "today"
    if day == today - timedelta(days=1):
        return "yesterday"
    return f"{day:%A}" if timedelta(0) < today - day < timedelta(days=7) else f"{day.day} {day:%B}"
