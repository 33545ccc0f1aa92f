"""The rep's editor: which it is, where it begins, and that it leaves ctrl+c alone."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tui.files.editor import Editor, find

FILE = Path("/home/x y/mine.yaml")


@pytest.mark.parametrize(
    ("named", "command"),
    [
        ("vi", ["vi", "+12", str(FILE)]),
        ("/usr/bin/nvim -u NONE", ["/usr/bin/nvim", "-u", "NONE", "+12", str(FILE)]),
        ("nano", ["nano", "+12,5", str(FILE)]),
        ("emacs -nw", ["emacs", "-nw", "+12:5", str(FILE)]),
        ("hx", ["hx", f"{FILE}:12:5"]),
        ("micro", ["micro", "+12:5", str(FILE)]),
        ("code", ["code", "-w", "--goto", f"{FILE}:12:5"]),
        ("code --wait", ["code", "--wait", "--goto", f"{FILE}:12:5"]),
        ("'/opt/my editor/ed it' -x", ["/opt/my editor/ed it", "-x", str(FILE)]),
    ],
)
def test_it_begins_at_the_place_where_that_is_known(named: str, command: list[str]) -> None:
    assert find({"EDITOR": named}).command(FILE, 12, 5) == command


def test_visual_comes_before_editor() -> None:
    assert find({"VISUAL": "vim", "EDITOR": "ed"}).words == ("vim",)
    assert find({"VISUAL": " ", "EDITOR": "ed"}).words == ("ed",)


@pytest.mark.parametrize("environment", [{}, {"EDITOR": "  "}])
def test_without_one_it_is_said_how_to_name_it(environment: dict[str, str]) -> None:
    assert "export EDITOR=nano" in find(environment).problem


def test_half_a_quote_is_no_command() -> None:
    assert find({"EDITOR": "vim 'x"}).problem == "$EDITOR is no command: vim 'x"


def test_what_goes_wrong_is_a_sentence(tmp_path: Path) -> None:
    assert (
        Editor(("no-such-editor",)).open(FILE)
        == "The editor no-such-editor did not open: No such file or directory."
    )
    failing = Editor((sys.executable, "-c", "raise SystemExit(3)"))
    assert failing.open(tmp_path / "x").endswith("ended with error 3.")


def test_ctrl_c_is_the_editors(tmp_path: Path) -> None:
    """The terminal sends it to everybody: the editor has its own meaning for it, we have none meanwhile."""
    script = (
        "import os, signal, sys; os.kill(os.getppid(), signal.SIGINT); os.kill(os.getpid(), signal.SIGINT)"
    )
    before = signal.getsignal(signal.SIGINT)
    said = Editor((sys.executable, "-c", script)).open(tmp_path / "x")
    assert "ended with error" in said, "in the editor it is no different than without us"
    assert signal.getsignal(signal.SIGINT) is before
