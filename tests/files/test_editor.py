"""The rep's editor: which it is, where it begins, and that it leaves ctrl+c alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tui.files.editor import Editor, Pager, find, find_pager

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


def fake(folder: Path, does: str) -> Editor:
    """An editor that does this to the file it is given."""
    path = folder / "fake.py"
    path.write_text(f"import sys\npath = sys.argv[1]\n{does}\n", "utf-8")
    return Editor((sys.executable, str(path)))


def left(folder: Path) -> list[str]:
    return [path.read_text("utf-8", "replace") for path in folder.glob("writing-*.txt")]


def test_a_text_is_written_on_and_no_file_is_left(tmp_path: Path) -> None:
    mode = "import os; assert os.stat(path).st_mode & 0o777 == 0o600"
    editor = fake(tmp_path, f"{mode}; open(path, 'a', encoding='utf-8').write(' größer\\n')")
    assert editor.write("Ada", tmp_path, 100) == ("Ada größer", "")
    assert left(tmp_path) == []


def test_what_was_saved_counts_when_the_editor_fails(tmp_path: Path) -> None:
    text, problem = fake(tmp_path, "open(path, 'w').write('saved'); sys.exit(3)").write("Ada", tmp_path, 100)
    assert text == "saved"
    assert problem.endswith("ended with error 3. What was saved in it is in the field.")
    assert left(tmp_path) == []


def test_a_file_that_the_editor_took_away_is_not_pointed_at(tmp_path: Path) -> None:
    text, problem = fake(tmp_path, "import os; os.unlink(path)").write("Ada", tmp_path, 100)
    assert (text, problem) == ("Ada", "The file is gone that you wrote in. The field is as it was.")


def test_what_cannot_be_read_or_is_too_long_stays_in_its_file(tmp_path: Path) -> None:
    text, problem = fake(tmp_path, "open(path, 'wb').write(b'\\xff')").write("Ada", tmp_path, 100)
    assert text == "Ada"
    assert problem.startswith("What you wrote cannot be read. The field is as it was; see ")
    assert len(left(tmp_path)) == 1
    text, problem = fake(tmp_path, "open(path, 'w').write('x' * 101)").write("Ada", tmp_path, 100)
    assert text == "x" * 101
    assert problem.startswith("There is room for 100 characters here; all that you wrote is in ")
    assert sorted(map(len, left(tmp_path))) == [1, 101]


def test_the_line_end_that_editors_add_takes_no_room(tmp_path: Path) -> None:
    editor = fake(tmp_path, "open(path, 'w').write('x' * 100 + '\\n')")
    assert editor.write("Ada", tmp_path, 100) == ("x" * 100, "")
    assert left(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such terminal")
def test_an_editor_that_is_killed_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    import pty
    import termios

    master, slave = pty.openpty()
    killed = "import os, tty; tty.setraw(0); os.kill(os.getpid(), 9)"
    ours = (
        "import sys; from pathlib import Path; from tui.files.editor import Editor; "
        f"print(Editor((sys.executable, '-c', {killed!r})).open(Path('x')))"
    )
    try:
        before = termios.tcgetattr(slave)
        ran = subprocess.run([sys.executable, "-c", ours], stdin=slave, capture_output=True, text=True)
        after = termios.tcgetattr(slave)
    finally:
        os.close(master)
        os.close(slave)
    assert ran.stdout.endswith("ended with error -9.\n"), ran.stderr
    assert after == before


def test_without_a_folder_the_field_is_as_it_was(tmp_path: Path) -> None:
    text, problem = fake(tmp_path, "").write("Ada", tmp_path / "none", 100)
    assert (text, problem) == (
        "Ada",
        "Nothing was opened: No such file or directory. The field is as it was.",
    )


def test_the_pager_is_the_one_named_or_less_or_more(tmp_path: Path) -> None:
    assert find_pager({"PAGER": "most -s"}).words == ("most", "-s")
    for name in ("more", "less"):
        (tmp_path / name).touch(0o755)
        assert find_pager({"PAGER": " ", "PATH": str(tmp_path)}).words == (name,)
    none = find_pager({"PATH": str(tmp_path / "none")})
    assert none.show("x") == "No pager is here. Install less, or name yours: export PAGER=most"
    assert find_pager({"PAGER": "less '"}).show("x") == "$PAGER is no command: less '"


def test_a_pager_that_is_left_at_once_is_no_fault(tmp_path: Path) -> None:
    assert Pager((sys.executable, "-c", "")).show("line\n" * 100_000) == ""
