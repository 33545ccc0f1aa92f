"""`hours.yaml` and `holidays.yaml`: the shipped ones, and over them, key by key, the rep's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from tui.core.hours import holidays
from tui.core.hours.holidays import Holidays
from tui.core.hours.hours import Hours, Rule
from tui.core.hours.week import Span, Week, read_special, read_week
from tui.core.queue.standing import KEPT
from tui.files.guarded import Document, FaultyFile

_LINES = 'hours are lines like  mon-fri: "09:00-18:00"'
#: What a row has beside its days.
_OTHER = ("holidays", "eves", "cap", "person_cap", "name", "source")
#: More calls than are remembered of a number could not be counted.
_MOST = KEPT
#: A cap of a person looks back so many days at the most.
_DAYS = 366


class _Row(NamedTuple):
    """A row and where it stands."""

    document: Document
    place: tuple[str, ...]
    data: dict[str, Any]

    def fault(self, key: str, message: str) -> FaultyFile:
        return FaultyFile(self.document.fault((*self.place, key), message))


def read_hours(own: Document | None, shipped: Document, days: Holidays) -> Hours:
    """The hours of both files, the rep's own before the shipped; raises FaultyFile."""
    files = [document for document in (own, shipped) if document]
    for document in files:
        _check(document)
    if own and own.data.get("alone") is True:
        files = [own]
    rows: dict[tuple[str, ...], _Row] = {}
    for document in files:
        for row in _rows(document):
            rows.setdefault(_key(row.place), row)
    if ("default",) not in rows:
        assert own is not None
        raise FaultyFile(own.fault(("default",), f"alone, it must have a default: {_LINES}"))
    default = _rule(rows["default",], Rule(read_week({})))
    countries = {key[1]: _rule(row, default, key[1]) for key, row in rows.items() if key[0] == "countries"}
    states: dict[str, dict[str, Rule]] = {}
    for key, row in rows.items():
        if key[0] == "states":
            base = countries.get(key[1], default)
            states.setdefault(key[1], {})[key[2]] = _rule(row, base, key[2])
    return Hours(default, countries, states, days)


def _check(document: Document) -> None:
    """Refuse what cannot be hours at all."""
    if not isinstance(document.data, dict) or not document.data:
        raise FaultyFile(document.fault((), _LINES))
    for key in document.data:
        if key not in ("default", "countries", "states", "alone"):
            raise FaultyFile(document.fault((str(key),), f"unknown key '{key}'", key=True))
    if not isinstance(document.data.get("alone", False), bool):
        raise FaultyFile(document.fault(("alone",), "alone is true or false"))


def _key(place: tuple[str, ...]) -> tuple[str, ...]:
    return (place[0], *(part.upper() for part in place[1:]))


def _rows(document: Document) -> Iterator[_Row]:
    data = document.data
    if "default" in data:
        yield _row(document, ("default",), data["default"])
    for code, row in _block(document, ("countries",), data.get("countries"), "FR").items():
        yield _row(document, ("countries", code), row)
    for country, states in _block(document, ("states",), data.get("states"), "US").items():
        for code, row in _block(document, ("states", country), states, "AL").items():
            yield _row(document, ("states", country, code), row)


def _row(document: Document, place: tuple[str, ...], data: Any) -> _Row:
    if not isinstance(data, dict):
        raise FaultyFile(document.fault(place, _LINES))
    return _Row(document, place, data)


def _block(document: Document, place: tuple[str, ...], data: Any, example: str) -> Mapping[str, Any]:
    if data is not None and not isinstance(data, dict):
        raise FaultyFile(document.fault(place, f"{place[-1]} is a block of '{example}: {{…}}' lines"))
    for code in data or {}:
        if not re.fullmatch("[A-Za-z]{2,3}", code):
            at = (*place, code)
            raise FaultyFile(document.fault(at, f"'{code}' is no code like {example}", key=True))
    return data or {}


def _rule(row: _Row, base: Rule, code: str = "") -> Rule:
    """The rule of a row; what it does not say is as in `base`."""
    days = [key for key in row.data if key not in _OTHER]
    week = read_week({}) if days else base.week
    for day in days:
        try:
            week = read_week({day: _text(row.data[day])}, week)
        except ValueError as error:
            raise row.fault(day, str(error)) from None
    cap = row.data.get("cap", base.cap)
    if type(cap) is not int or not 0 <= cap <= _MOST:
        raise row.fault("cap", f"cap is a number of calls in 24 hours, from 0 to {_MOST}")
    return Rule(
        week,
        _text(row.data.get("name")) or code,
        _special(row, "holidays", week, base.holidays),
        _special(row, "eves", week, base.eves),
        cap,
        _text(row.data.get("source")),
        *_person_cap(row, base),
    )


def _person_cap(row: _Row, base: Rule) -> tuple[int, int]:
    """(calls to one person, in so many days): `4 in 30 days`; `0` takes away what `base` says."""
    if "person_cap" not in row.data:
        return base.person_cap, base.person_days
    told = _text(row.data["person_cap"])
    if told == "0":
        return 0, 0
    found = re.fullmatch(r"([0-9]{1,2}) in ([0-9]{1,3}) days", told)
    calls, days = map(int, found.groups()) if found else (0, 0)
    if not (1 <= calls <= _MOST and 1 <= days <= _DAYS):
        raise row.fault("person_cap", f"person_cap is like '4 in 30 days': {_MOST} calls at the most")
    return calls, days


def _special(row: _Row, key: str, week: Week, otherwise: tuple[Span, ...] | None) -> tuple[Span, ...] | None:
    """The hours of holidays or of their eves."""
    try:
        return read_special(_text(row.data[key]), week) if key in row.data else otherwise
    except ValueError as error:
        raise row.fault(key, str(error)) from None


def _text(value: Any) -> str:
    return "" if value is None else str(value)


# ---------------------------------------------------------------------------------------------- holidays


def read_holidays(document: Document) -> Mapping[str, Sequence[holidays.Rule]]:
    """Country → its rules; raises FaultyFile."""
    data = document.data
    if not isinstance(data, dict):
        raise FaultyFile(document.fault((), "holidays are blocks like  GB: {days: {Christmas Day: dec 25}}"))
    found: dict[str, Sequence[holidays.Rule]] = {}
    for code, block in data.items():
        place = (str(code),)
        if not re.fullmatch("[A-Za-z]{2}(-[A-Za-z]{2,3})?", str(code)):
            raise FaultyFile(document.fault(place, f"'{code}' is no code like GB or GB-SCT", key=True))
        days = block.get("days") if isinstance(block, dict) else None
        if not isinstance(days, dict) or set(block) - {"days", "source"}:
            raise FaultyFile(
                document.fault(place, "a country has a source, and days: {Christmas Day: dec 25}")
            )
        found[str(code).upper()] = [
            rule for name in days for rule in _holiday(document, (*place, "days", name), days[name])
        ]
    return found


def _holiday(document: Document, place: tuple[str, ...], told: Any) -> list[holidays.Rule]:
    try:
        return [
            holidays.read_rule(place[-1], str(text)) for text in (told if isinstance(told, list) else [told])
        ]
    except ValueError as error:
        raise FaultyFile(document.fault(place, str(error))) from None
