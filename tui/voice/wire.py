"""What goes between the app and the process that has the sound devices: one JSON object a line."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from tui.voice.answer import NOTHING, Figures


@dataclass(frozen=True, slots=True)
class Command:
    """What the app wants."""

    id: int
    do: str
    """`open`, `speak`, `listen`, `record` (into the file `text`), `measure` and `echo` (the device `text`),
    or `stop`: the command of that id is no longer wanted."""
    text: str = ""
    voice: str = ""
    rate: float = 1.0
    most: float = 0.0


@dataclass(frozen=True, slots=True)
class Powers:
    """What can be done, as in `ports.Voice`."""

    speaks: bool = False
    hears: bool = False
    writes: bool = False
    problem: str = ""


NONE = Powers()


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a command."""

    id: int
    what: str
    """`first word`, or `level` again and again, then `done`; or `nothing`: nobody spoke, or nothing is known
    of the answer."""
    figures: Figures = NOTHING
    text: str = ""
    """What was said in an answer; why something was not measured or echoed."""
    powers: Powers = NONE
    """What can be done from now on."""
    level: float = 0.0
    """The loudest sample since the last one told, as a share of the loudest there can be."""


def line(message: Command | Told) -> str:
    """The message as a line."""
    return json.dumps(asdict(message)) + "\n"


def command(text: str | bytes) -> Command | None:
    """The command of a line; None: it is none."""
    try:
        return Command(**json.loads(text))
    except (ValueError, TypeError):
        return None


def told(text: str | bytes) -> Told | None:
    """What a line tells; None: it is none of ours."""
    try:
        given = json.loads(text)
        figures, powers = Figures(**given.pop("figures")), Powers(**given.pop("powers"))
        return Told(**given, figures=figures, powers=powers)
    except (ValueError, TypeError, LookupError, AttributeError):
        return None
