"""What the rep chose about each kind of phone: the sections of `config.yaml` that have its name.

A way to dial is given its own section and nothing of the others. Passwords are never among them: only where
one is found (`password_command`, `password_env`, `password_keyring`).
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Uri:
    """`uri:`, the program of this computer that opens telephone links."""

    scheme: str = "tel"
    """Which links it opens: tel, callto or sip."""
    domain: str = ""
    """For sip: the server behind the @."""


@dataclass(frozen=True, slots=True)
class Command:
    """`command:`, a program that is started with the number."""

    preset: str = ""
    """A known program (`phones.md`): its lines are used where yours are empty."""
    dial: tuple[str, ...] = ()
    """The program and its arguments, one each; `{e164}` is the number (`{number}`: without the +)."""
    hang_up: tuple[str, ...] = ()
    """The same to end the call; empty: you end it there."""
    device: str = ""
    """What `{device}` stands for: your phone, where a program knows several."""


@dataclass(frozen=True, slots=True)
class Password:
    """Where a password is found; the first that is filled in counts."""

    password_command: tuple[str, ...] = ()
    """A program that prints it, and its arguments, one each."""
    password_keyring: str = ""
    """The name it has in the keyring of this computer; needs `offhook[keyring]`."""
    password_env: str = ""
    """The environment variable it is in."""


@dataclass(frozen=True, slots=True)
class Sip(Password):
    """`voip:` and `baresip:`, an account at a telephone server."""

    server: str = ""
    """Its name, as `sip.example.com`, with a port if it needs one."""
    user: str = ""
    """Your account there."""
    login: str = ""
    """The name to sign in with, where it is another."""
    transport: str = "udp"
    """udp, tcp or tls."""
    register: bool = True
    """Whether to sign in at the server; off for one that takes calls without."""
    audio: str = ""
    """The sound device, as `alsa,default`; empty: the usual one of this computer; `none`: no sound."""


@dataclass(frozen=True, slots=True)
class Asterisk(Password):
    """`asterisk:`, a telephone system that rings your phone first (AMI)."""

    host: str = "127.0.0.1"
    """Where it runs."""
    port: int = 5038
    """Its manager port."""
    user: str = ""
    """Your manager account."""
    my_phone: str = ""
    """The channel of your own phone, as `PJSIP/1001`."""
    context: str = "default"
    """Where it dials outward from."""
    tls: bool = False
    """Whether the manager port speaks TLS."""


@dataclass(frozen=True, slots=True)
class Twilio(Password):
    """`twilio:`, a telephone service that rings your phone first. The password is the auth token."""

    account: str = ""
    """The account SID, `AC…`."""
    user: str = ""
    """The SID of an API key, `SK…`; empty: the account itself signs in."""
    my_phone: str = ""
    """Your own phone in full, as `+12125550100`: it rings first."""
    caller_id: str = ""
    """The number they see: one of your Twilio numbers, or one you proved to be yours."""


@dataclass(frozen=True, slots=True)
class Phones:
    """The sections of all ways to dial."""

    uri: Uri = Uri()
    command: Command = Command()
    voip: Sip = Sip()
    baresip: Sip = Sip()
    asterisk: Asterisk = Asterisk()
    twilio: Twilio = Twilio()

    def having(self, name: str, section: object) -> Phones:
        """These with another section of that name."""
        changed: dict[str, Any] = {name: section}
        return replace(self, **changed)


#: The sections there are.
SECTIONS: Mapping[str, type[Any]] = {f.name: type(f.default) for f in fields(Phones)}

#: Words of a password itself, which must not stand in a file.
_SECRETS = ("password", "passwort", "secret", "token", "auth_token", "auth_pass", "pass", "key")
#: Keys with a few words to choose from.
ONE_OF = {"scheme": ("tel", "callto", "sip"), "transport": ("udp", "tcp", "tls")}


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong in a section."""

    path: tuple[str, ...]
    """Where, from the section's name on."""
    what: str
    hint: str = ""
    at_key: bool = False
    """The key is wrong, not what stands behind it."""


def read_section(name: str, data: object) -> tuple[object, list[Flaw]]:
    """A section as it was written, and what is wrong in it; what is wrong keeps its usual value."""
    usual = SECTIONS[name]()
    if data is None:  # all of its lines are comments
        return usual, []
    if not isinstance(data, dict):
        return usual, [Flaw((name,), f"{name} has lines of its own below it, like '{_example(name)}'")]
    known = {f.name: f for f in fields(usual)}
    values: dict[str, Any] = {}
    flaws: list[Flaw] = []
    for key, value in data.items():
        if str(key).lower() in _SECRETS:
            hint = (
                "take it out, and name where it is found: password_command, password_keyring or password_env"
            )
            flaws.append(Flaw((name, key), "a password does not belong in this file", hint, at_key=True))
        elif key not in known:
            near = difflib.get_close_matches(str(key), known, 1)
            hint = f"did you mean '{near[0]}'?" if near else ""
            flaws.append(Flaw((name, key), f"unknown key '{key}'", hint, at_key=True))
        elif wrong := wrong_of_phone(key, value, getattr(usual, key)):
            flaws.append(Flaw((name, key), wrong))
        else:
            values[key] = tuple(value) if isinstance(value, list) else value
    return replace(usual, **values), flaws


def wrong_of_phone(key: str, value: object, usual: object) -> str:
    """What is wrong with a value of a section; empty: nothing. No line break or its like gets to a phone."""
    if isinstance(usual, bool):
        return "" if isinstance(value, bool) else f"{key} is true or false"
    if isinstance(usual, int):
        fits = isinstance(value, int) and not isinstance(value, bool) and 0 < value < 65536
        return "" if fits else f"{key} is a number from 1 to 65535"
    if isinstance(usual, tuple):
        fits = isinstance(value, list) and all(isinstance(one, str) and one.isprintable() for one in value)
        return "" if fits else f"{key} is a list of words: [program, first, second], in quotes where needed"
    if not isinstance(value, str):
        return f"{key} is text; put it in quotes"
    if not value.isprintable():
        return f"{key} has signs in it that cannot be typed"
    if key in ONE_OF and value not in ONE_OF[key]:
        *others, last = ONE_OF[key]
        return f"{key} is {', '.join(others)} or {last}"
    return ""


def _example(name: str) -> str:
    first = fields(SECTIONS[name])[0]
    return f"{first.name}: …"
