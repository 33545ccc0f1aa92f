"""The rep's settings: `config.yaml` in the home folder. Every key is optional.

An unknown key or a value that cannot be is a warning with its line; the default is used. The app never
rewrites this file.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from tui.core.order import CRITERIA, USUAL_ORDER
from tui.files.guarded import Document, FaultyFile, read_yaml
from tui.files.home import Home


@dataclass(frozen=True, slots=True)
class Settings:
    """What the rep chose. The names are the keys of `config.yaml`."""

    my_name: str = ""
    """Your name, for openers and voicemails."""
    my_company: str = ""
    """Your company, for openers and voicemails."""
    my_number: str = ""
    """Your own number, for voicemails."""
    country: str = "US"
    """Two letters: where a number without a country code is from."""
    goal: int = 30
    """Dials you mean to make a day."""
    form_seconds: int = 20
    """How long the form after a call stays open by itself: 10 to 30."""
    feelings: bool = False
    """Whether the form offers 1–5 for how it felt."""
    prep_seconds: int = 60
    """How long getting ready may take before the clock says a word; 0: never."""
    outside_hours: Literal["ask", "refuse"] = "ask"
    """Calling outside the contact's hours: ask for a reason, or refuse."""
    order: tuple[str, ...] = USUAL_ORDER
    """What the list is called by, the most important first (`queue.md`); what is left out does not count."""
    lists_first: tuple[str, ...] = ()
    """Call lists that come before the others, the first one first."""
    warm_lists: tuple[str, ...] = ()
    """Call lists of people who asked to be called: they come before every list."""
    retry_plan: str = ""
    """How people are tried who do not answer: gentle, normal or persistent (`retry_plans.yaml`); empty: as
    their purpose says."""
    same_time_hours: int = 2
    """Hours around the time of day of a try without an answer that the next tries leave alone; 0: none."""
    number_cap: int = 3
    """Calls to one number in 24 hours, whoever has it: 1 to 12; 0: as many as the law allows there."""
    number_hold_days: int = 30
    """Days a number rests that nobody answered on three days; 0: none."""
    account_hours: int = 2
    """Hours between calls to two people of one company; 0: none."""
    account_pause_days: int = 14
    """Days nobody of a company is called after a meeting was agreed with one of them; 0: none."""
    reactivate_days: int = 180
    """Days without a word after which somebody you spoke to is called to win them back."""
    block_calls: int = 20
    """Calls of a block."""
    block_minutes: int = 60
    """Minutes of a block."""
    block_at: str = ""
    """When your daily block is, like `"09:30"`: Today shows it, and you are reminded once. Empty: never."""
    ramp: bool = False
    """Whether the calls of a block grow, by a tenth after each week in which all were made, up to 40."""
    safe_after: int = 3
    """Somebody you talked to so often in the last 90 days is a safe call."""
    safe_limit: int = 40
    """How many of a hundred calls may be safe before you are told so, once in a block; 100: never."""
    practice_lines: int = 10
    """Lines of a round of practice."""
    practice_goal: int = 4
    """Rounds of practice you mean to play a week."""
    ladder: bool = False
    """Whether Practice offers the ladder: ten steps, from a card read aloud to the first name on the list."""
    voice: bool = False
    """Whether practice speaks and listens; needs `offhook[voice]` (docs/voice.md)."""
    theme: str = ""
    """`offhook-dark`, `offhook-light`, or any of Textual's; empty: dark, plain where colour is off."""
    warnings: tuple[str, ...] = field(default=(), repr=False)
    """What is wrong in the file, a sentence with its line each."""


_RANGES = {
    "same_time_hours": (0, 5), "number_cap": (0, 12), "number_hold_days": (0, 365), "account_hours": (0, 720),
    "account_pause_days": (0, 365), "reactivate_days": (1, 3650),
    "goal": (1, 1000), "form_seconds": (10, 30), "prep_seconds": (0, 3600),
    "block_calls": (1, 500), "block_minutes": (5, 480), "practice_lines": (5, 20), "practice_goal": (1, 21),
    "safe_after": (1, 50), "safe_limit": (0, 100),
}  # fmt: skip


#: What people write for their country → its ISO code.
_CODES = {"UK": "GB"}


def read_settings(home: Home) -> Settings:
    """The settings of a home folder; defaults where there is no file. Never fails."""
    base = Settings(country=_local_country())
    if not home.config.is_file():
        return base
    try:
        document = read_yaml(home.config)
    except FaultyFile as faulty:
        return replace(base, warnings=(f"{faulty.fault} Until then the usual settings hold.",))
    if document.data is None:
        return base
    if not isinstance(document.data, dict):
        return replace(base, warnings=(f"{home.config}: lines like 'goal: 30' are expected.",))
    return _chosen(base, document, document.data)


def _chosen(base: Settings, document: Document, data: Mapping[str, Any]) -> Settings:
    known = {f.name: f for f in fields(Settings) if f.name != "warnings"}
    values: dict[str, Any] = {}
    warnings: list[str] = []
    for key, value in data.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"did you mean '{near[0]}'?" if near else ""
            warnings.append(document.fault((key,), f"unknown key '{key}'", hint, key=True).sentence)
        elif wrong := _wrong(key, value, getattr(base, key)):
            warnings.append(document.fault((key,), wrong).sentence)
        else:
            values[key] = _as_meant(key, value)
    return replace(base, **values, warnings=tuple(warnings))


def _as_meant(key: str, value: Any) -> Any:
    if key == "country":
        return _CODES.get(value.upper(), value.upper())
    return tuple(value) if isinstance(value, list) else value


def _wrong(key: str, value: Any, default: Any) -> str:
    """What is wrong with a value; empty when nothing is."""
    if isinstance(default, bool):
        return "" if isinstance(value, bool) else f"{key} is true or false"
    if isinstance(default, int):
        low, high = _RANGES[key]
        fits = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return "" if fits else f"{key} is a number from {low} to {high}"
    if isinstance(default, tuple):
        return _wrong_list(key, value)
    if not isinstance(value, str):
        return f"{key} is text; put it in quotes"
    if key == "block_at" and value and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        return 'block_at is a time like "09:30"'
    if key == "outside_hours" and value not in {"ask", "refuse"}:
        return "outside_hours is ask or refuse"
    if key == "country" and not (len(value) == 2 and value.isalpha()):
        return "country is two letters, like US or GB"
    return ""


def _wrong_list(key: str, value: Any) -> str:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return f"{key} is a list, like [one, two]"
    if len(set(value)) < len(value):
        return f"{key} has something twice"
    unknown = next((one for one in value if one not in CRITERIA), None) if key == "order" else None
    return f"order knows {', '.join(CRITERIA)}; not '{unknown}'" if unknown is not None else ""


def _local_country() -> str:
    """The country of the computer's locale (`de_CH.UTF-8` → `CH`), else US."""
    for name in ("LC_ALL", "LC_TELEPHONE", "LANG"):
        code = os.environ.get(name, "").partition(".")[0].partition("@")[0].partition("_")[2]
        if len(code) == 2 and code.isalpha():
            return code.upper()
    return "US"
