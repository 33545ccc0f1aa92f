"""A line on the desktop of this computer, where it has one of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

#: Seconds a desktop gets to show a line.
_PATIENCE = 5.0
_MAC = ("-e", "on run told", "-e", "display notification (item 1 of told)", "-e", "end run")


def command(
    environment: Mapping[str, str], system: str, which: Callable[[str], str | None]
) -> tuple[str, ...]:
    """What shows a line here, which is given as one more word; empty: only the terminal can.

    Args:
        environment: as of the process; over ssh the rep's desktop is not this one.
        system: `sys.platform`.
        which: finds a program, as `shutil.which`.
    """
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return ()
    if system == "darwin" and (found := which("osascript")):
        return (found, *_MAC)
    shown = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    found = which("notify-send") if shown else None
    return (found, "--app-name=Offhook", "--") if found else ()


def show(command: Sequence[str], line: str) -> bool:
    """Show a line. Returns whether that went well. Blocks up to five seconds: for threads."""
    if not command:
        return False
    try:
        quiet = subprocess.DEVNULL
        ended = subprocess.run(
            [*command, line], stdin=quiet, stdout=quiet, stderr=quiet, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0


def within(environment: Mapping[str, str]) -> Literal["", "tmux", "screen"]:
    """What stands between this program and the terminal."""
    return "tmux" if environment.get("TMUX") else "screen" if environment.get("STY") else ""
