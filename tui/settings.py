"""The rep's settings: `config.yaml` in the home folder. Every key is optional.

An unknown key or a value that cannot be is a warning with its line; the default is used. The app never
rewrites this file: what is chosen in the app goes into `settings.local.yaml` beside it, and `config.yaml`
wins.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tui.core.order import CRITERIA, USUAL_ORDER
from tui.core.phones import SECTIONS, Phones, read_section
from tui.core.week import DAYS, read_days, read_spans
from tui.files.guarded import Document, FaultyFile, read_yaml
from tui.files.home import Home

if TYPE_CHECKING:
    from tui.keymap import Chosen


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
    why: str = ""
    """Why you do this, in your own words: it stands on Today, and comes at hard moments."""
    goal: int = 30
    """Dials you mean to make a day."""
    goal_conversations: int = 0
    """Conversations you mean to have a day; 0: no goal."""
    goal_week: int = 0
    """Dials you mean to make a week; 0: what the days of it come to."""
    goal_week_conversations: int = 0
    """Conversations you mean to have a week; 0: what the days of it come to."""
    goal_for: tuple[str, ...] = ()
    """Goals beside it, a purpose (`purposes.yaml`) or `new` for people never called before, and a number of
    dials a day: `[win 10, new 5]`."""
    goal_counts: Literal["any", "successful"] = "any"
    """Which dials count: with any result, or only those that did what their purpose is for."""
    work_days: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri")
    """The days you call on: goals hold on these."""
    work_hours: str = "09:00-17:00"
    """When you call, for the pace of the day: `"09:00-12:00 13:00-17:00"`."""
    days_off: tuple[str, ...] = ()
    """Days without a goal: dates and spans, like `["2026-12-24", "2026-12-28..2027-01-01"]`."""
    half_days: tuple[str, ...] = ()
    """Days with half the goal and half the hours, like `["2026-12-23"]`."""
    streak: bool = False
    """Whether Today says on how many of your days in a row the goal was reached."""
    hard_moments: Literal["both", "thoughts", "body", "off"] = "both"
    """The one line after three noes, a skip or a rough call: for racing thoughts, for a racing heart, both in
    turn, or none."""
    roots_off: tuple[str, ...] = ()
    """What the self-check would change and you have switched off (`docs/today.md`)."""
    feed: bool = True
    """Whether a block begins with a line of your feed (`feed.yaml`)."""
    form_seconds: int = 20
    """How long the form after a call stays open by itself: 10 to 30."""
    feelings: bool = False
    """Whether the form offers 1–5 for how it felt."""
    prep_seconds: int = 60
    """How long getting ready may take before the clock says a word; 0: never."""
    prep_day_minutes: int = 45
    """Minutes of getting ready in a day after which one line says that it is enough; 0: never."""
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
    """Hours between calls to two people of one account; 0: none."""
    account_pause_days: int = 14
    """Days nobody of an account is called after a meeting was agreed with one of them; 0: none."""
    roles: tuple[str, ...] = ()
    """Roles you want to know in every account, like [owner, finance]: the card says which one lacks."""
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
    phone: str = "manual"
    """What dials: manual (your own phone), uri, command, voip, baresip, asterisk or twilio (`phones.md`)."""
    reply_seconds: int = 6
    """How long a phone may be silent before the call is given up: 1 to 60."""
    ring_seconds: int = 45
    """How long it rings before the phone hangs up, where it can: 5 to 300."""
    dials_an_hour: int = 120
    """More calls in an hour are refused: a key may be stuck."""
    countries_allowed: tuple[str, ...] = ()
    """The countries that may be called, two letters each, like [US, CA]; empty: all."""
    test_number: str = ""
    """Whom the test call rings: your other phone or an echo, in full, as `"+12125550123"`."""
    phones: Phones = field(default=Phones(), repr=False)
    """The sections of the ways to dial; each is a key of its own (`phones.md`)."""
    mouse: bool = True
    """Whether the app hears the mouse; off, your terminal has it, for its own selection and magnifier."""
    theme: str = ""
    """`offhook-dark`, `offhook-light`, or any of Textual's; empty: dark, plain where colour is off."""
    keys_preset: Literal["default", "vim"] = "default"
    """The keys to begin with: `default`, or `vim` (`keys.md`). `keys:` below it changes single ones."""
    partner_folder: str = ""
    """A folder you share with your partner, on a drive or in the cloud: the partner files go there
    (`sharing.md`). Empty: you send them by hand."""
    keys: Chosen = field(default=(), repr=False)
    """Your own keys, by the id of what they do: `keys: {queue.skip: k}` (`keys.md`)."""
    warnings: tuple[str, ...] = field(default=(), repr=False)
    """What is wrong in the file, a sentence with its line each."""
    by_hand: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    """The keys of `config.yaml`: the app changes nothing about these."""


def settable() -> tuple[Field[Any], ...]:
    """The settings a rep may write, in the order of the docs."""
    return tuple(f for f in fields(Settings) if f.name not in {"phones", "keys", "warnings", "by_hand"})


_RANGES = {
    "goal_conversations": (0, 500), "goal_week": (0, 5000), "goal_week_conversations": (0, 2500),
    "same_time_hours": (0, 5), "number_cap": (0, 12), "number_hold_days": (0, 365), "account_hours": (0, 720),
    "account_pause_days": (0, 365), "reactivate_days": (1, 3650),
    "goal": (1, 1000), "form_seconds": (10, 30), "prep_seconds": (0, 3600), "prep_day_minutes": (0, 480),
    "block_calls": (1, 500), "block_minutes": (5, 480), "practice_lines": (5, 20), "practice_goal": (1, 21),
    "safe_after": (1, 50), "safe_limit": (0, 100),
    "reply_seconds": (1, 60), "ring_seconds": (5, 300), "dials_an_hour": (1, 1000),
}  # fmt: skip

_CHOICES = {
    "outside_hours": ("ask", "refuse"),
    "phone": ("manual", *SECTIONS),
    "goal_counts": ("any", "successful"),
    "hard_moments": ("both", "thoughts", "body", "off"),
    "keys_preset": ("default", "vim"),
}

#: What people write for their country → its ISO code.
_CODES = {"UK": "GB"}


def read_settings(home: Home) -> Settings:
    """The settings of a home folder; defaults where there is no file. Never fails."""
    local, _ = _laid_over(Settings(country=_local_country()), home.local)
    chosen, by_hand = _laid_over(local, home.config)
    return replace(chosen, by_hand=by_hand)


def _laid_over(base: Settings, path: Path) -> tuple[Settings, frozenset[str]]:
    """`base` with what a file says over it, and the keys it says something about."""
    if not path.is_file():
        return base, frozenset()
    try:
        document = read_yaml(path)
    except FaultyFile as faulty:
        warning = f"{faulty.fault} Until then the usual settings hold."
    else:
        if document.data is None:
            return base, frozenset()
        if isinstance(document.data, dict):
            return _chosen(base, document, document.data), frozenset(map(str, document.data))
        warning = f"{path}: lines like 'goal: 30' are expected."
    return replace(base, warnings=(*base.warnings, warning)), frozenset()


def _chosen(base: Settings, document: Document, data: Mapping[str, Any]) -> Settings:
    known = {f.name: f for f in settable()}
    values: dict[str, Any] = {}
    warnings = [*base.warnings]
    phones = base.phones
    for key, value in data.items():
        if key in SECTIONS:
            section, flaws = read_section(key, value)
            phones = phones.having(key, section)
            warnings += [document.fault(f.path, f.what, f.hint, key=f.at_key).sentence for f in flaws]
        elif key == "keys":
            continue  # when the preset is known
        elif key not in known:
            near = difflib.get_close_matches(key, [*known, *SECTIONS, "keys"], 1)
            hint = f"did you mean '{near[0]}'?" if near else ""
            warnings.append(document.fault((key,), f"unknown key '{key}'", hint, key=True).sentence)
        elif wrong := _wrong(key, value, getattr(base, key)):
            warnings.append(document.fault((key,), wrong).sentence)
        else:
            values[key] = _as_meant(key, value)
    if "keys" in data or base.keys:
        from tui.keymap import check  # most have none, and most commands need no keys

        preset = values.get("keys_preset", base.keys_preset)
        values["keys"], odd = check(preset, data.get("keys", {}), base.keys)
        warnings += [document.fault(("keys", *f.path), f.says, f.hint, key=f.at_key).sentence for f in odd]
    return replace(base, **values, phones=phones, warnings=tuple(warnings))


def _as_meant(key: str, value: Any) -> Any:
    if key == "country":
        return _CODES.get(value.upper(), value.upper())
    if key == "countries_allowed":
        return tuple(_CODES.get(one.upper(), one.upper()) for one in value)
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
    if key in _CHOICES and value not in _CHOICES[key]:
        *others, last = _CHOICES[key]
        return f"{key} is {', '.join(others)} or {last}"
    if key == "work_hours":
        return "" if _hours(value) else 'work_hours are times like "09:00-12:00 13:00-17:00"'
    if key == "country" and not (len(value) == 2 and value.isalpha()):
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


def _local_country() -> str:
    """The country of the computer's locale (`de_CH.UTF-8` → `CH`), else US."""
    for name in ("LC_ALL", "LC_TELEPHONE", "LANG"):
        code = os.environ.get(name, "").partition(".")[0].partition("@")[0].partition("_")[2]
        if len(code) == 2 and code.isalpha():
            return code.upper()
    return "US"
