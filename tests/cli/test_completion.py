"""What the shells offer, asked of the shells themselves."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tui.__main__ import main
from tui.cli.commands import COMMANDS, parser_of
from tui.cli.completion import levels
from tui.cli.shells import Level, Option, fish, zsh

LEVELS = list(levels(parser_of(COMMANDS)))

#: Each shell is told how to say what it offers for a line: its name before what the line is.
ASK_BASH = """
COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _offhook; echo "${{COMPREPLY[*]}}"
"""
ASK_FISH = "echo (complete -C '{line}' | string split -f1 \\t)\n"
#: Outside of a completion zsh has none of its own functions, so these say what they were handed.
ASK_ZSH = """
words=({words}); CURRENT=${{#words}}; _offhook; echo
"""
ZSH_TELLS = """
compdef() { : }
_describe() { for one in "${(@P)2}"; do echo -n "${one%%:*} "; done }
compadd() { shift; echo -n "$* " }
_files() { echo -n "FILES " }
"""


def needs(shell: str) -> str:
    found = shutil.which(shell)
    if not found:
        pytest.skip(f"needs {shell}")
    return found


def script(shell: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


def told(command: list[str], lines: str, where: Path) -> list[list[str]]:
    done = subprocess.run(command, input=lines, cwd=where, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return [line.split() for line in done.stdout.splitlines()]


def bash(lines: Iterable[str], said: str, where: Path) -> list[list[str]]:
    asked = [ASK_BASH.format(words=" ".join(f"'{word}'" for word in line.split(" "))) for line in lines]
    return told([needs("bash"), "--norc"], said + "".join(asked), where)


CASES = [
    ("offhook res", ["restore"]),
    ("offhook --home import q", ["queue"]),
    ("offhook dnc ", ["add", "check", "import", "remove", "list"]),
    ("offhook dnc import --f", ["--force"]),
    ("offhook report --format ", ["md", "html", "txt", "json"]),
    ("offhook export re", ["reflections"]),
    ("offhook queue --why do", []),
]


def test_bash_offers_what_fits(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = script("bash", capsys)
    assert bash((line for line, _ in CASES), said, tmp_path) == [offered for _, offered in CASES]
    assert bash(["offhook report --format = h", "offhook report --format ="], said, tmp_path) == [
        ["html"],
        ["md", "html", "txt", "json"],
    ]


def test_bash_offers_every_option_and_command_there_is(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    said, path = script("bash", capsys), ["offhook" + level.at for level in LEVELS]
    options = [[name for option in level.options for name in option.names] for level in LEVELS]
    assert sum(map(len, options)) > 100
    assert bash([f"{line} -" for line in path], said, tmp_path) == options
    assert bash([f"{line} " for line in path], said, tmp_path) == [list(level.words) for level in LEVELS]


def test_bash_uses_it_for_offhook(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = script("bash", capsys) + "complete -p offhook\n"
    assert told([needs("bash"), "--norc"], lines, tmp_path)[-1][-3:] == ["-F", "_offhook", "offhook"]


def test_fish_offers_what_fits(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "list.csv").touch()
    cases = [*CASES, ("offhook import li", ["list.csv"]), ("offhook log li", []), ("offhook next ", [])]
    asked = "".join(ASK_FISH.format(line=line) for line, _ in cases)
    command = ["env", f"HOME={tmp_path}", needs("fish"), "--no-config"]
    answers = told(command, script("fish", capsys) + asked, tmp_path)
    assert [set(answer) for answer in answers] == [set(offered) for _, offered in cases]


def test_zsh_offers_what_fits(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    cases = [(line, offered) for line, offered in CASES if line.endswith(" ")]
    cases += [("offhook import ", ["FILES"]), ("offhook --home ", ["FILES"]), ("offhook log --at ", [])]
    cases += [("offhook report ", ["FILES", "day", "week", "month", "take"])]
    asked = "".join(
        ASK_ZSH.format(words=" ".join(f"'{word}'" for word in line.split(" "))) for line, _ in cases
    )
    answers = told([needs("zsh"), "-f"], ZSH_TELLS + script("zsh", capsys) + asked, tmp_path)
    assert answers == [offered for _, offered in cases]


def test_words_with_quotes_reach_the_shell_as_they_are() -> None:
    odd = [Level((), {"a": "it's \\ done"}, (Option(("--b",), "the file's", True, (), True),), False)]
    assert "-d 'it\\'s \\\\ done'" in fish(odd)
    assert "'a:it'\\''s \\ done'" in zsh(odd)


def test_a_shell_we_do_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "tcsh"]) == 2
    assert "bash" in capsys.readouterr().err
