"""Which ways to dial there are, and the one the rep chose. Each is imported when it is used.

A new way: a line in `WAYS`, a section in `core/call/phones.py` if it has settings, a class in `tests/dialer`
that runs the conformance suite.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tui.core.call.phones import Phones
from tui.core.clock import Clock
from tui.core.ports import Dialer, DialTrouble, Trouble
from tui.dialer.line import Limits
from tui.dialer.manual import ManualDialer


@dataclass(frozen=True, slots=True)
class Desk:
    """What a way to dial is made of."""

    phones: Phones
    clock: Clock
    limits: Limits
    folder: Path
    """A folder of its own in the home (`phone/`), not made yet: 0700, for what an engine needs on disk."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to dial."""

    make: Callable[[Desk], Dialer]
    """Imports what it needs. Raises DialTrouble for settings that cannot be, ImportError for its extra."""
    extra: str = ""
    """What `offhook[…]` brings, where it needs more."""


def _manual(desk: Desk) -> Dialer:
    return ManualDialer(desk.clock)


def _uri(desk: Desk) -> Dialer:
    from tui.dialer.uri import UriDialer

    return UriDialer(desk.phones.uri, desk.clock)


def _command(desk: Desk) -> Dialer:
    from tui.dialer.command import CommandDialer

    return CommandDialer(desk.phones.command, desk.clock)


def _voip(desk: Desk) -> Dialer:
    from tui.dialer.voip import SipDialer

    return SipDialer("voip", desk.phones.voip, desk)


def _baresip(desk: Desk) -> Dialer:
    from tui.dialer.voip import SipDialer

    return SipDialer("baresip", desk.phones.baresip, desk)


def _asterisk(desk: Desk) -> Dialer:
    from tui.dialer.asterisk import AsteriskDialer

    return AsteriskDialer(desk.phones.asterisk, desk.clock, desk.limits, os.environ)


def _twilio(desk: Desk) -> Dialer:
    from tui.dialer.twilio import TwilioDialer

    return TwilioDialer(desk.phones.twilio, desk.clock, desk.limits, os.environ)


WAYS: Mapping[str, Way] = {
    "manual": Way(_manual),
    "uri": Way(_uri),
    "command": Way(_command),
    "voip": Way(_voip, "voip"),
    "baresip": Way(_baresip),
    "asterisk": Way(_asterisk),
    "twilio": Way(_twilio, "twilio"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The phone to use, and why it is not the one the rep chose."""

    dialer: Dialer
    trouble: Trouble | None = None


def choose(name: str, desk: Desk) -> Chosen:
    """The way of that name; where it cannot be used, your own phone, which always works. Never raises for
    what a settings file can hold."""
    own = ManualDialer(desk.clock)
    way = WAYS.get(name)
    if way is None:
        happened = f"There is no phone called '{name}'."
        return Chosen(
            own, Trouble(happened, _MEANWHILE, f"In config.yaml, phone is one of {', '.join(WAYS)}.")
        )
    try:
        return Chosen(way.make(desk))
    except DialTrouble as error:
        found = error.trouble
        return Chosen(own, Trouble(found.happened, _MEANWHILE, found.todo))
    except ImportError:
        missing = f"The phone '{name}' needs a part that is not installed."
        todo = f"Install offhook[{way.extra}], or choose another phone in config.yaml." if way.extra else ""
        return Chosen(own, Trouble(missing, _MEANWHILE, todo))


_MEANWHILE = "Until then calls go over your own phone: the number and a code to scan are shown."
