"""What the rep chose about each kind of phone: the sections of `config.yaml` that have its name.

A way to dial is given its own section and nothing of the others. Passwords are never among them: only where
one is found (`password_command`, `password_env`, `password_keyring`).
"""

from __future__ import annotations

from dataclasses import dataclass


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
