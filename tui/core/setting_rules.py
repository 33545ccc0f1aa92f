"""What each setting may be, told the same for a file, the environment and the settings screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from tui.core.call.phones import ONE_OF, SECTIONS, wrong_of_phone
from tui.core.hours.week import DAYS, read_days, read_spans
from tui.core.queue.order import CRITERIA

RANGES = {
    "goal_conversations": (0, 500), "goal_week": (0, 5000), "goal_week_conversations": (0, 2500),
    "same_time_hours": (0, 5), "number_cap": (0, 12), "number_hold_days": (0, 365), "account_hours": (0, 720),
    "account_pause_days": (0, 365), "reactivate_days": (1, 3650),
    "goal": (1, 1000), "form_seconds": (10, 30), "prep_seconds": (0, 3600), "prep_day_minutes": (0, 480),
    "block_calls": (1, 500), "block_minutes": (5, 480), "practice_lines": (5, 20), "practice_goal": (1, 21),
    "safe_after": (1, 50), "safe_limit": (0, 100),
    "reply_seconds": (1, 60), "ring_seconds": (5, 300), "dials_an_hour": (1, 1000),
}  # fmt: skip

CHOICES: Mapping[str, tuple[str, ...]] = {
    "outside_hours": ("ask", "refuse"),
    "phone": ("manual", *SECTIONS),
    "goal_counts": ("any", "successful"),
    "hard_moments": ("both", "thoughts", "body", "off"),
    "keys_preset": ("default", "vim"),
    "notify": ("off", "bell", "desktop"),
    **ONE_OF,
}

#: What people write for their country → its ISO code.
_CODES = {"UK": "GB"}
_WHOLE = re.compile(r"-?\d{1,9}\Z", re.ASCII)


def wrong(path: tuple[str, ...], value: Any, usual: Any) -> str:
    """What is wrong with a value of a setting, in words that begin with its name; empty: nothing.

    Args:
        path: the key, or a section and a key of it.
        value: as YAML reads it.
        usual: the value it has where nobody chose one: it tells the kind.
    """
    key = path[-1]
    return wrong_of_phone(key, value, usual) if len(path) == 2 else _wrong(key, value, usual)


def as_meant(key: str, value: Any) -> Any:
    """A right value as the settings keep it."""
    if key == "country":
        return _CODES.get(value.upper(), value.upper())
    if key == "countries_allowed":
        return tuple(_CODES.get(one.upper(), one.upper()) for one in value)
    return tuple(value) if isinstance(value, list) else value


def read_typed(text: str, usual: Any) -> Any:
    """A text as the value of a setting of that kind, where it can be one; else the text: `wrong` says why."""
    text = text.strip()
    if isinstance(usual, bool):
        return {"true": True, "false": False}.get(text.lower(), text)
    if isinstance(usual, int):
        return int(text) if _WHOLE.match(text) else text
    return text


def rule(path: tuple[str, ...], usual: Any) -> str:
    """What it may be, in a few words."""
    key = path[-1]
    if isinstance(usual, bool):
        return "true or false"
    if isinstance(usual, int):
        low, high = RANGES[key] if len(path) == 1 else (1, 65535)
        return f"a number from {low} to {high:,}"
    if isinstance(usual, tuple):
        return "with commas between them; what has a comma in it in quotes"
    return _or(CHOICES[key]) if key in CHOICES else "text"


def _or(choices: tuple[str, ...]) -> str:
    *others, last = choices
    return f"{', '.join(others)} or {last}"


def _wrong(key: str, value: Any, usual: Any) -> str:
    if isinstance(usual, bool):
        return "" if isinstance(value, bool) else f"{key} is true or false"
    if isinstance(usual, int):
        low, high = RANGES[key]
        fits = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return "" if fits else f"{key} is a number from {low} to {high}"
    if isinstance(usual, tuple):
        return _wrong_list(key, value)
    if not isinstance(value, str):
        return f"{key} is text; put it in quotes"
    if key == "block_at" and value and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        return 'block_at is a time like "09:30"'
    if key in CHOICES and value not in CHOICES[key]:
        return f"{key} is {_or(CHOICES[key])}"
    if key == "work_hours":
        return "" if _hours(value) else 'work_hours are times like "09:00-12:00 13:00-17:00"'
    if key == "country" and not re.fullmatch(r"[A-Za-z]{2}", value):
        return "country is two letters, like US or GB"
    return ""


def _wrong_list(key: str, value: Any) -> str:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return f"{key} is a list, like [one, two]"
    if len(set(value)) < len(value):
        return f"{key} has something twice"
    if key in _LISTED and (odd := next((one for one in value if not _LISTED[key][0](one)), None)) is not None:
        return f"{key} {_LISTED[key][1]}; not '{odd}'"
    unknown = next((one for one in value if one not in CRITERIA), None) if key == "order" else None
    return f"order knows {', '.join(CRITERIA)}; not '{unknown}'" if unknown is not None else ""


def _hours(text: str) -> bool:
    try:
        return bool(read_spans(text))
    except ValueError:
        return False


def _days(text: str) -> bool:
    try:
        read_days(text)
    except ValueError:
        return False
    return True


#: Lists with a rule for each of their items: the rule, and how it is told.
_LISTED: Mapping[str, tuple[Callable[[str], object], str]] = {
    "work_days": (DAYS.__contains__, f"knows {', '.join(DAYS)}"),
    "days_off": (_days, 'has dates and spans like "2026-12-24" and "2026-12-28..2027-01-01"'),
    "countries_allowed": (re.compile(r"[A-Za-z]{2}").fullmatch, "has two letters for each, like US or GB"),
    "half_days": (_days, 'has dates like "2026-12-24"'),
    "goal_for": (re.compile(r"[\w-]+ [1-9]\d{0,2}").fullmatch, "has a purpose and a number, like win 10"),
}
