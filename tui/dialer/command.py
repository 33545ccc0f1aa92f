"""A program started with the number: a softphone's command line, KDE Connect, adb. No shell is involved."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tui.core.call.phones import Command
from tui.core.clock import Clock
from tui.core.ports import Cap, DialTrouble, Trouble
from tui.core.text import plain
from tui.dialer.line import Limits, Line, Wire, only_e164
from tui.dialer.start import PATIENCE, start

_HOLE = re.compile(r"\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Preset:
    """A known program."""

    dial: tuple[str, ...]
    hang_up: tuple[str, ...] = ()
    device: tuple[str, ...] = ()
    """Arguments behind the program that say which phone, where `device` is set."""
    needs_device: str = ""
    """How to find the device's name, where it must be set."""


PRESETS: Mapping[str, Preset] = {
    "microsip": Preset(("microsip.exe", "{e164}"), ("microsip.exe", "/hangupall")),
    "twinkle": Preset(
        ("twinkle", "--immediate", "--call", "{e164}"), ("twinkle", "--immediate", "--cmd", "bye")
    ),
    "linphone": Preset(("linphonecsh", "dial", "{e164}"), ("linphonecsh", "generic", "terminate")),
    "zoiper": Preset(("zoiper5", "{e164}")),
    "zoom": Preset(("zoom", "--url=zoomphonecall://{e164}")),
    "facetime": Preset(("/usr/bin/open", "facetime-audio://{e164}")),
    "kdeconnect": Preset(
        ("kdeconnect-cli", "--share", "tel:{e164}"),
        device=("--device", "{device}"),
        needs_device="kdeconnect-cli --list-available shows it",
    ),
    "adb": Preset(
        ("adb", "shell", "am", "start", "-a", "android.intent.action.CALL", "-d", "tel:{e164}"),
        ("adb", "shell", "input", "keyevent", "6"),
        device=("-s", "{device}"),
    ),
}
"""Programs whose lines are known (`docs/phones.md` says what each needs)."""


class CommandDialer:
    """A program dials. It tells nothing: keys say the rest."""

    def __init__(self, options: Command, clock: Clock, *, patience: float = PATIENCE) -> None:
        """Raises DialTrouble for settings that cannot be."""
        self._dial, self._hang_up = _lines(options)
        self._device, self._clock, self._patience = options.device, clock, patience
        self.name = plain(options.preset or self._dial[0])
        self.capabilities = Cap.HANG_UP if self._hang_up else Cap.NONE

    async def open(self) -> None:
        """Look for the program. Raises DialTrouble."""
        for trouble in await self.check():
            raise DialTrouble(trouble.happened, trouble.safe, trouble.todo)

    async def check(self) -> Sequence[Trouble]:
        """Whether the program is there; nothing is started."""
        if shutil.which(self._dial[0]):
            return ()
        return (
            Trouble(
                f"{plain(self._dial[0])} is not installed, or not where programs are.",
                "Nothing was dialed.",
                "Install it, or write its whole path into config.yaml.",
            ),
        )

    async def dial(self, e164: str) -> Line:
        """Start the program. Raises DialRefused and DialTrouble."""
        only_e164(e164)
        line = Line(
            e164, self.capabilities, _Program(self, e164), self._clock, Limits(action=2 * self._patience)
        )
        await self.run(self._dial, e164)
        return line

    async def close(self) -> None:
        """What was started goes on by itself."""

    async def run(self, argv: Sequence[str], e164: str) -> None:
        """Start a line with its holes filled. Raises DialTrouble."""
        known = {"e164": e164, "number": e164[1:], "device": self._device}
        filled = [argv[0], *(_HOLE.sub(lambda hole: known[hole[1]], part) for part in argv[1:])]
        await start(filled, patience=self._patience)

    async def hang_up(self, e164: str) -> None:
        """Start the line that hangs up."""
        await self.run(self._hang_up, e164)


class _Program(Wire):
    def __init__(self, dialer: CommandDialer, e164: str) -> None:
        self._dialer, self._e164 = dialer, e164

    async def hang_up(self) -> None:
        """Start the program that hangs up."""
        await self._dialer.hang_up(self._e164)


def _lines(options: Command) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines to dial and to hang up. Raises DialTrouble."""
    preset = PRESETS.get(options.preset)
    if options.preset and preset is None:
        raise DialTrouble(
            f"There is no known program '{plain(options.preset)}'.", todo=f"Known are {', '.join(PRESETS)}."
        )
    preset = preset or Preset(())
    if preset.needs_device and not (options.device or options.dial):
        raise DialTrouble(
            f"{options.preset} must know which phone.",
            todo=f"Set device below command: in config.yaml; {preset.needs_device}.",
        )
    which = preset.device if options.device else ()
    dial = options.dial or (*preset.dial[:1], *which, *preset.dial[1:])
    hang_up = options.hang_up or (
        *preset.hang_up[:1],
        *(which if preset.hang_up else ()),
        *preset.hang_up[1:],
    )
    if not dial:
        raise DialTrouble(
            "No program is named that dials.", todo="Set preset or dial below command: in config.yaml."
        )
    for line in (dial, hang_up):
        _look_through(line)
    if not any(hole in {"e164", "number"} for part in dial[1:] for hole in _HOLE.findall(part)):
        raise DialTrouble(
            "The line that dials has no number in it.", todo="Write {e164} where the number belongs."
        )
    return dial, hang_up


def _look_through(line: Sequence[str]) -> None:
    if line and _HOLE.search(line[0]):
        raise DialTrouble("The program itself cannot come out of a number.", todo="Write its name first.")
    for part in line:
        for hole in _HOLE.findall(part):
            if hole not in {"e164", "number", "device"}:
                raise DialTrouble(
                    f"{{{plain(hole)}}} stands for nothing.", todo="There are {e164}, {number} and {device}."
                )
