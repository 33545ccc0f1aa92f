"""The rep's settings: `config.yaml` in the home folder. Every key is optional.

An unknown key or a value that cannot be is a warning with its line; the default is used. So is a variable of
the environment that is called as ours are and is none. What is chosen in
the app goes into `settings.local.yaml` beside it, but where `config.yaml` has the key, which wins, it is
changed there, on its own line (`files/config_text.py`). The environment (`OFFHOOK_GOAL=40`) wins over both.

Over 300 lines: half of them are the settings, each with its sentence.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tui.core.call.phones import SECTIONS, Password, Phones, read_section
from tui.core.queue.order import USUAL_ORDER
from tui.core.setting_rules import as_meant, read_typed, wrong
from tui.core.text import cut, plain
from tui.files.guarded import Document, Fault, FaultyFile, read_yaml
from tui.files.home import Home, no_file

if TYPE_CHECKING:
    from tui.own_keys import Chosen


class Origin(Enum):
    """Where a value comes from, the later the stronger."""

    USUAL = "usual"
    APP = "app"
    """`settings.local.yaml`."""
    FILE = "file"
    """`config.yaml`."""
    ENVIRONMENT = "environment"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from, and the line it stands on there; 0: it stands on none."""

    origin: Origin = Origin.USUAL
    line: int = 0


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
    notify: Literal["off", "bell", "desktop"] = "off"
    """What tells you that an agreed time has come, wherever you are: nothing, the terminal's bell, or a line
    on your desktop."""
    notify_name: bool = False
    """Whether that line has the name in it: others may see your desktop."""
    large_number: bool = False
    """Whether the number and the name stand very large above the queue and the call; `0` switches it."""
    theme: str = ""
    """`offhook-dark`, `-light`, `-16`, or any of Textual's; empty: dark, `-16` with 16 colours or none."""
    keys_preset: Literal["default", "vim"] = "default"
    """The keys to begin with: `default`, or `vim` (`keys.md`). `keys:` below it changes single ones."""
    partner_folder: str = ""
    """A folder you share with your partner, on a drive or in the cloud: the partner files go there
    (`sharing.md`). Empty: you send them by hand."""
    keys: Chosen = field(default=(), repr=False)
    """Your own keys, by the id of what they do: `keys: {queue.skip: k}` (`keys.md`)."""
    warnings: tuple[str, ...] = field(default=(), repr=False)
    """What is wrong in the file, a sentence with its line each."""
    faults: tuple[Fault, ...] = field(default=(), repr=False, compare=False)
    """Those of the warnings that have a place in a file."""
    sources: Mapping[str, Source] = field(default_factory=dict, repr=False, compare=False)
    """Key, or `section.key` → where its value comes from; what is not there is as usual."""

    @property
    def by_hand(self) -> frozenset[str]:
        """The keys of `config.yaml`, which wins over what is chosen elsewhere in the app."""
        chosen = (key for key, source in self.sources.items() if source.origin is Origin.FILE)
        return frozenset(key.partition(".")[0] for key in chosen)


def settable() -> tuple[Field[Any], ...]:
    """The settings a rep may write, in the order of the docs."""
    return tuple(f for f in fields(Settings) if f.name not in _NOT_SET)


_NOT_SET = {"phones", "keys", "warnings", "faults", "sources"}


def read_settings(
    home: Home, environment: Mapping[str, str] = os.environ, before: Settings | None = None
) -> Settings:
    """The settings of a home folder; the usual ones where there is no file. Never fails.

    `before`: as they were read last: what a file that cannot be read now said then goes on holding.
    """
    local = _laid_over(Settings(country=_local_country()), home.local, Origin.APP, before)
    return _from_environment(_laid_over(local, home.config, Origin.FILE, before), environment)


def _laid_over(base: Settings, path: Path, origin: Origin, before: Settings | None) -> Settings:
    """`base` with what a file says over it."""
    if not path.is_file():
        why = no_file(path)
        return replace(base, warnings=(*base.warnings, why)) if why else base
    try:
        document = read_yaml(path)
    except FaultyFile as faulty:
        usual, same = "Until then the usual settings hold.", "Until then what it said before holds."
        warning = f"{faulty.fault.sentence}. {same if before else usual}"
        base = _as_before(base, before, origin) if before else base
        return replace(base, warnings=(*base.warnings, warning), faults=(*base.faults, *faulty.faults))
    if document.data is None:
        return base
    if isinstance(document.data, dict):
        return _chosen(base, document, document.data, origin)
    warning = f"{path}: lines like 'goal: 30' are expected."
    return replace(base, warnings=(*base.warnings, warning))


def _as_before(base: Settings, before: Settings, origin: Origin) -> Settings:
    """`base` with what came from a file the last time."""
    said = {name: source for name, source in before.sources.items() if source.origin is origin}
    keys = {name.partition(".")[0] for name in said}
    phones = base.phones
    for name in keys.intersection(SECTIONS):
        phones = phones.having(name, getattr(before.phones, name))
    values = {key: getattr(before, key) for key in keys & {"keys", *(f.name for f in settable())}}
    return replace(base, **values, phones=phones, sources={**base.sources, **said})


def _chosen(base: Settings, document: Document, data: Mapping[str, Any], origin: Origin) -> Settings:
    known = {f.name: f for f in settable()}
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    phones = base.phones
    for key, value in data.items():
        if key in SECTIONS:
            section, flaws = read_section(key, value)
            phones = phones.having(key, section)
            faults += [document.fault(f.path, f.what, f.hint, key=f.at_key) for f in flaws]
        elif key == "keys":
            continue  # when the preset is known
        elif key not in known:
            near = difflib.get_close_matches(key, [*known, *SECTIONS, "keys"], 1)
            hint = f"did you mean '{near[0]}'?" if near else ""
            faults.append(document.fault((key,), f"unknown key '{key}'", hint, key=True))
        elif flaw := wrong((key,), value, getattr(base, key)):
            faults.append(document.fault((key,), flaw))
        else:
            values[key] = as_meant(key, value)
    if "keys" in data or base.keys:
        from tui.own_keys import check  # most have none, and most commands need no keys

        preset = values.get("keys_preset", base.keys_preset)
        values["keys"], odd = check(preset, data.get("keys", {}), base.keys)
        faults += [document.fault(("keys", *f.path), f.says, f.hint, key=f.at_key) for f in odd]
    return replace(
        base,
        **values,
        phones=phones,
        warnings=(*base.warnings, *(fault.sentence for fault in faults)),
        faults=(*base.faults, *faults),
        sources={**base.sources, **_sources(document, data, origin)},
    )


def _sources(document: Document, data: Mapping[str, Any], origin: Origin) -> Mapping[str, Source]:
    """Where each key of a file stands; of a section each of its own."""
    paths: list[tuple[str, ...]] = []
    for key, value in data.items():
        inner = value if key in SECTIONS and isinstance(value, dict) else None
        paths += [(str(key), str(one)) for one in inner] if inner is not None else [(str(key),)]
    return {".".join(path): Source(origin, document.place(path, key=True)[0]) for path in paths}


def variables() -> Mapping[str, str]:
    """Environment variable → the setting it has the say about: all that are one text, number or truth."""
    return {f"OFFHOOK_{f.name.upper()}": f.name for f in settable() if not isinstance(f.default, tuple)}


def variables_set(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Those that are set; an empty one counts as none."""
    return [name for name in variables() if environment.get(name)]


def _from_environment(base: Settings, environment: Mapping[str, str]) -> Settings:
    """`base` with what the environment says over it."""
    values: dict[str, Any] = {}
    warnings = _unknown_variables(base, environment)
    for name in variables_set(environment):
        key = variables()[name]
        usual = getattr(base, key)
        value = read_typed(environment[name], usual)
        if flaw := wrong((key,), value, usual):
            warnings.append(f"{name}, in the environment: {flaw}. It does not count.")
        else:
            values[key] = as_meant(key, value)
    sources = {**base.sources, **dict.fromkeys(values, Source(Origin.ENVIRONMENT))}
    if base.keys and "keys_preset" in values:  # the files' keys were laid over another preset
        from tui.own_keys import check

        values["keys"], odd = check(values["keys_preset"], {}, base.keys)
        said = "OFFHOOK_KEYS_PRESET, in the environment: keys:"
        warnings += [f"{said} {'.'.join(map(str, f.path))}: {f.says}. It does not count." for f in odd]
    return replace(base, **values, warnings=(*base.warnings, *warnings), sources=sources)


#: Variables that mean something and are no setting: the home folder, and those of our tests and CI.
_NO_SETTING = ("OFFHOOK_HOME", *(f"OFFHOOK_{of}" for of in ("CI", "GOLDENS", "PICTURES", "POWER", "SOAK")))


def _unknown_variables(settings: Settings, environment: Mapping[str, str]) -> list[str]:
    """A sentence for each that is called as ours are and is none; what it holds is never quoted."""
    ours = variables()
    phones = (getattr(settings.phones, section) for section in SECTIONS)
    known = {*ours, *_NO_SETTING, *(phone.password_env for phone in phones if isinstance(phone, Password))}
    in_files = {*SECTIONS, "keys", *(f.name for f in settable())}.difference(ours.values())
    said = []
    for name, value in environment.items():
        meant = name.upper()
        if not value or not meant.startswith("OFFHOOK_") or name in known:
            continue
        key = meant.removeprefix("OFFHOOK_").lower()
        near = difflib.get_close_matches(key, ["home", *ours.values()], 1)
        hint = f" (did you mean 'OFFHOOK_{near[0].upper()}'?)" if near else ""
        if key in in_files:
            hint = f" ('{key}' can stand in config.yaml only)"
        said.append(f"{cut(plain(name), 60)}, in the environment: unknown variable{hint}. It does not count.")
    return said


def _local_country() -> str:
    """The country of the computer's locale (`de_CH.UTF-8` → `CH`), else US."""
    for name in ("LC_ALL", "LC_TELEPHONE", "LANG"):
        code = os.environ.get(name, "").partition(".")[0].partition("@")[0].partition("_")[2]
        if len(code) == 2 and code.isalpha():
            return code.upper()
    return "US"
