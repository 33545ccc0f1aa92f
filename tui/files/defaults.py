"""The data files: dispositions, purposes, plans, hours, ages of lists. Shipped, or the rep's own.

A rep's file that cannot be used is set aside whole, with every fault told; the shipped one is used instead.
Hours and holidays of the rep's are laid over the shipped ones, key by key, and so are plans, by their ids.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar, get_args

from tui.core.call.disposition import (
    Asks,
    ContactEffect,
    Disposition,
    Dispositions,
    Group,
    NumberEffect,
)
from tui.core.call.purpose import Purpose
from tui.core.hours.holidays import Holidays, Rule
from tui.core.hours.hours import Hours
from tui.core.lists.dnc import Limits
from tui.core.queue.rotation import MOST_TRIES, Plan
from tui.files.guarded import Document, Fault, FaultyFile, read_yaml
from tui.files.home import Home, no_file, shipped_data
from tui.files.hours_file import read_holidays, read_hours

T = TypeVar("T")

_CHOICES = {
    "group": get_args(Group),
    "asks": get_args(Asks),
    "number": get_args(NumberEffect),
    "contact": get_args(ContactEffect),
}
_TAKEN = frozenset("yngo0123456789")
#: Days: ten years.
_LONGEST_AGE = 3650
#: Hours: ten years.
_LONGEST_REST = 87_600
#: Days of a retry plan: ten years.
_LONGEST_PLAN = 3650


@dataclass(frozen=True, slots=True)
class Defaults:
    """The data files, read. `faults` are sentences about the rep's files that were set aside."""

    dispositions: Dispositions
    purposes: tuple[Purpose, ...]
    plans: tuple[Plan, ...]
    """How somebody is tried again."""
    hours: Hours
    list_ages: Limits
    """How old do-not-call lists may be."""
    faults: tuple[str, ...] = ()


def read_defaults(home: Home) -> Defaults:
    """Read the files. Never fails on a rep's file; a broken shipped file is a defect and raises."""
    faults: list[str] = []
    plans = _all_plans(home, faults)
    return Defaults(
        Dispositions(tuple(_read(home, "dispositions.yaml", _dispositions, faults))),
        tuple(_read(home, "purposes.yaml", lambda document: _purposes(document, plans), faults)),
        plans,
        _hours(home, faults),
        _read(home, "dnc.yaml", _limits, faults),
        tuple(faults),
    )


def _read(home: Home, name: str, build: Callable[[Document], T], faults: list[str]) -> T:
    own = _own(home, name, build, faults)
    return build(read_yaml(shipped_data() / name)) if own is None else own


def _own(home: Home, name: str, build: Callable[[Document], T], faults: list[str]) -> T | None:
    """What is built of the rep's own file; None: there is none that can be used."""
    if own := home.data_file(name):
        try:
            return build(read_yaml(own))
        except FaultyFile as faulty:
            until = f"Your {name} is not used until that is mended; the usual one is."
            faults.append(f"{faulty.fault.sentence}. {until}")
    elif why := no_file(home.path / name):
        faults.append(why)
    return None


def _all_plans(home: Home, faults: list[str]) -> tuple[Plan, ...]:
    """The rep's plans, and the shipped ones that they do not name: purposes go by those, too."""
    shipped = _plans(read_yaml(shipped_data() / "retry_plans.yaml"))
    own = _own(home, "retry_plans.yaml", _plans, faults) or ()
    named = {plan.id for plan in own}
    return (*own, *(plan for plan in shipped if plan.id not in named))


def _dispositions(document: Document) -> Sequence[Disposition]:
    letters: dict[str, str] = {}
    made = []
    for index, item in enumerate(_items(document, "dispositions", Disposition)):
        place = ("dispositions", index)
        for field, allowed in _CHOICES.items():
            if item.get(field, "" if field == "group" else allowed[0]) not in allowed:
                given = f"'{item[field]}' is none of" if field in item else f"{field} is missing: one of"
                raise _fault(document, (*place, field), f"{given} {', '.join(allowed)}")
        for field in ("conversation", "meeting", "there", "sale"):
            if not isinstance(item.get(field, False), bool):
                raise _fault(document, (*place, field), f"{field} is true or false")
        key = str(item.get("key", ""))
        if len(key) != 1 or key in _TAKEN or not key.isalpha():
            raise _fault(document, (*place, "key"), f"'{key}' cannot be a key; y, n, g, o are the form's own")
        if key in letters:
            raise _fault(document, (*place, "key"), f"'{key}' is already the key of {letters[key]}")
        rest = item.get("rest_hours", 0)
        if not isinstance(rest, int | float) or not 0 <= rest <= _LONGEST_REST:
            raise _fault(
                document, (*place, "rest_hours"), f"rest_hours is a number from 0 to {_LONGEST_REST}"
            )
        letters[key] = str(item["name"])
        made.append(Disposition(**{**item, "name": str(item["name"])}))
    return made


def _purposes(document: Document, plans: Sequence[Plan]) -> Sequence[Purpose]:
    known = [plan.id for plan in plans]
    made = []
    for index, item in enumerate(_items(document, "purposes", Purpose)):
        success, plan = item.get("success", []), item.get("plan") or ""
        if not isinstance(success, list):
            raise _fault(document, ("purposes", index, "success"), "success is a list of dispositions")
        if plan and plan not in known:
            raise _fault(document, ("purposes", index, "plan"), f"'{plan}' is none of {', '.join(known)}")
        made.append(Purpose(str(item["id"]), str(item["name"]), tuple(str(s) for s in success), plan))
    return made


def _plans(document: Document) -> Sequence[Plan]:
    made = []
    for index, item in enumerate(_items(document, "plans", Plan)):
        place = ("plans", index)
        rests = item.get("rest_hours")
        numbers = isinstance(rests, list) and all(type(hours) in (int, float) for hours in rests)
        if not (rests and numbers and all(0 <= hours <= _LONGEST_REST for hours in rests)):
            raise _fault(document, (*place, "rest_hours"), "rest_hours is a list of hours, like [20, 44]")
        for field, most in (("tries", MOST_TRIES), ("days", _LONGEST_PLAN), ("pause_days", _LONGEST_PLAN)):
            if type(item.get(field)) is not int or not 1 <= item[field] <= most:
                raise _fault(document, (*place, field), f"each plan has {field}, a number from 1 to {most}")
        made.append(Plan(**{**item, "name": str(item["name"]), "rest_hours": tuple(rests)}))
    return made


def _hours(home: Home, faults: list[str]) -> Hours:
    """The hours; the shipped holidays are read when the first is asked for."""
    own_days = _own(home, "holidays.yaml", read_holidays, faults) or {}

    def days() -> Mapping[str, Sequence[Rule]]:
        return {**read_holidays(read_yaml(shipped_data() / "holidays.yaml")), **own_days}

    shipped, known = read_yaml(shipped_data() / "hours.yaml"), Holidays(days)
    own = _own(home, "hours.yaml", lambda document: read_hours(document, shipped, known), faults)
    return own or read_hours(None, shipped, known)


def _limits(document: Document) -> Limits:
    data = document.data if isinstance(document.data, dict) else {}
    unknown = next((key for key in data if key not in ("days", "beginnings")), None)
    if unknown is not None:
        raise _fault(document, (unknown,), f"unknown key '{unknown}'")
    beginnings = data.get("beginnings") or {}
    if not isinstance(beginnings, dict):
        raise _fault(document, ("beginnings",), "beginnings is a block of '\"+44\": 28' lines")
    for beginning in beginnings:
        if not (isinstance(beginning, str) and re.fullmatch(r"\+[1-9]\d{0,9}", beginning)):
            raise _fault(document, ("beginnings", beginning), f"'{beginning}' is no beginning like \"+44\"")
    for place, days in (
        (("days",), data.get("days")),
        *((("beginnings", b), d) for b, d in beginnings.items()),
    ):
        if type(days) is not int or not 0 < days <= _LONGEST_AGE:
            raise _fault(document, place, f"how many days is a number from 1 to {_LONGEST_AGE}")
    return Limits(data["days"], beginnings)


def _items(document: Document, name: str, kind: type) -> Sequence[dict[str, Any]]:
    """The list of mappings under `name`, with ids that are there once and no key we do not know."""
    data = document.data.get(name) if isinstance(document.data, dict) else None
    if not isinstance(data, list) or not data:
        raise _fault(document, (name,), f"the file must hold a list under '{name}:'")
    known = {f.name for f in fields(kind)}
    seen: set[str] = set()
    for index, item in enumerate(data):
        place = (name, index)
        if (
            not isinstance(item, dict)
            or not isinstance(id := item.get("id"), str)
            or not (id and item.get("name"))
        ):
            raise _fault(document, place, "each line needs an id and a name")
        unknown = next((key for key in item if key not in known), None)
        if unknown:
            raise _fault(document, (*place, unknown), f"unknown key '{unknown}'")
        if item["id"] in seen:
            raise _fault(document, (*place, "id"), f"the id '{item['id']}' is there twice")
        seen.add(item["id"])
    return data


def _fault(document: Document, place: Sequence[str | int], message: str) -> FaultyFile:
    fault: Fault = document.fault(place, message)
    return FaultyFile(fault)
