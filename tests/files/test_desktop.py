"""Which desktop shows a line: this computer's own, never that of the machine at the other end of ssh."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tui.files.desktop import command, show, within


def there(name: str) -> str:
    return f"/usr/bin/{name}"


@pytest.mark.parametrize(
    ("environment", "system", "begins"),
    [
        ({"DISPLAY": ":0"}, "linux", "/usr/bin/notify-send"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", "/usr/bin/notify-send"),
        ({}, "linux", ""),
        ({"DISPLAY": "localhost:10.0", "SSH_CONNECTION": "1 2 3 4"}, "linux", ""),
        ({}, "darwin", "/usr/bin/osascript"),
        ({"SSH_TTY": "/dev/pts/1"}, "darwin", ""),
    ],
)
def test_what_shows_it(environment: dict[str, str], system: str, begins: str) -> None:
    assert (command(environment, system, there) or ("",))[0] == begins


def test_without_the_program_the_terminal_is_left() -> None:
    assert command({"DISPLAY": ":0"}, "linux", lambda name: None) == ()
    assert command({}, "darwin", lambda name: None) == ()


def test_the_line_is_one_word_whatever_is_in_it(tmp_path: Path) -> None:
    program, said = tmp_path / "notify-send", tmp_path / "said"
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$@" > "{said}"\n')
    program.chmod(stat.S_IRWXU)
    line = "--icon=x; $(reboot) 'a' callback"
    assert show((str(program), "--app-name=Offhook", "--"), line)
    assert said.read_text() == f"--app-name=Offhook|--|{line}|"


def test_one_that_fails_or_is_not_there_is_told(tmp_path: Path) -> None:
    assert not show(("/bin/false",), "x")
    assert not show((str(tmp_path / "nowhere"),), "x")
    assert not show((), "x")


def test_what_stands_between() -> None:
    assert [within(one) for one in ({}, {"TMUX": "/tmp/x,1,0"}, {"STY": "1.pts"})] == ["", "tmux", "screen"]
