"""Passwords: where they come from, and that nobody else sees them."""

import copy
import json
import os
import pickle
import sys
import types
from pathlib import Path

import pytest

from tui.core.call.phones import Password
from tui.core.ports import DialTrouble
from tui.dialer.secrets import Secret, find, named

PY = sys.executable


def says(code: str) -> Password:
    return Password(password_command=(PY, "-c", code))


async def test_the_first_line_of_a_command_is_the_password():
    secret = await find(says("print('swordfish'); print('user: rep')"), {})
    assert secret.reveal() == "swordfish"


async def test_blanks_and_letters_of_all_kinds_are_kept():
    secret = await find(says("import sys; sys.stdout.buffer.write(' pä ss '.encode() + b'\\r\\n')"), {})
    assert secret.reveal() == " pä ss "


async def test_no_shell_reads_the_command(tmp_path: Path):
    trap = tmp_path / "trap"
    with pytest.raises(DialTrouble, match="cannot be run"):
        await find(Password(password_command=(f"echo x; touch {trap}",)), {})
    secret = await find(
        Password(password_command=(PY, "-c", "import sys; print(sys.argv[1])", f"$(touch {trap})")), {}
    )
    assert secret.reveal() == f"$(touch {trap})"
    assert not trap.exists()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "gives no password"),
        ("print()", "gives no password"),
        ("print('swordfish'); raise SystemExit(3)", "exit 3"),
        ("import sys; sys.stdout.buffer.write(b'\\xff\\xfe\\n')", "UTF-8"),
        ("print('sword\\x1b[2Jfish')", "cannot be typed"),
        ("print('sword\\rInjected: yes')", "cannot be typed"),
        ("print('x' * 10_000_000)", "gives no password"),
    ],
)
async def test_what_a_command_may_do_instead(code: str, said: str):
    with pytest.raises(DialTrouble, match=said) as error:
        await find(says(code), {})
    assert "swordfish" not in str(error.value)
    assert error.value.__suppress_context__ or error.value.__context__ is None


async def test_a_command_that_talks_for_ever_is_read_to_its_end_and_not_kept():
    secret = await find(says("print('swordfish'); print('x\\n' * 2_000_000)"), {})
    assert secret.reveal() == "swordfish"


@pytest.mark.skipif(os.name == "nt", reason="process groups")
async def test_a_command_that_hangs_is_ended_with_all_it_started(tmp_path: Path):
    pid = tmp_path / "pid"
    child = "import time; time.sleep(600)"
    code = (
        f"import subprocess, sys, pathlib, time; p = subprocess.Popen([sys.executable, '-c', {child!r}]);"
        f"pathlib.Path({str(pid)!r}).write_text(str(p.pid)); time.sleep(600)"
    )
    with pytest.raises(DialTrouble, match="did not answer in 3 seconds"):
        await find(says(code), {}, patience=3.0)
    started = Path("/proc") / (pid.read_text() if pid.exists() else "0") / "cmdline"
    assert not started.exists() or not started.read_bytes()  # gone, or dead and not yet collected


@pytest.mark.skipif(os.name == "nt", reason="sessions")
async def test_an_agent_that_lives_on_is_neither_waited_for_nor_ended(tmp_path: Path):
    pid = tmp_path / "pid"
    child = "import time; time.sleep(20)"
    code = (
        f"import subprocess, sys, pathlib;"
        f"p = subprocess.Popen([sys.executable, '-c', {child!r}], start_new_session=True);"
        f"pathlib.Path({str(pid)!r}).write_text(str(p.pid)); print('swordfish')"
    )
    assert (await find(says(code), {}, patience=15.0)).reveal() == "swordfish"
    os.kill(int(pid.read_text()), 9)  # it was still there


async def test_what_it_complains_of_stays_out_of_the_terminal(capfd: pytest.CaptureFixture[str]):
    with pytest.raises(DialTrouble):
        await find(says("import sys; sys.exit('swordfish is wrong')"), {})
    assert capfd.readouterr() == ("", "")


async def test_it_has_no_terminal_to_ask_in():
    secret = await find(says("import sys; print(repr(sys.stdin.read()))"), {})
    assert secret.reveal() == "''"


async def test_the_environment():
    source = Password(password_env="OFFHOOK_PHONE")
    assert (await find(source, {"OFFHOOK_PHONE": "swordfish"})).reveal() == "swordfish"
    with pytest.raises(DialTrouble, match="OFFHOOK_PHONE gives no password"):
        await find(source, {})


async def test_a_sentence_says_what_is_safe_and_what_to_do():
    with pytest.raises(DialTrouble) as error:
        await find(says("raise SystemExit(3)"), {})
    assert error.value.trouble.safe == "Nothing was dialed."
    assert error.value.trouble.todo


async def test_nothing_named():
    assert not named(Password())
    with pytest.raises(DialTrouble, match="password_command"):
        await find(Password(), {})


def ring(get_password: object) -> dict[str, types.ModuleType]:
    """A keyring library that answers like that; the real one needs a desktop."""
    errors = types.ModuleType("keyring.errors")
    errors.KeyringError = type("KeyringError", (Exception,), {})
    library = types.ModuleType("keyring")
    library.errors, library.get_password = errors, get_password
    return {"keyring": library, "keyring.errors": errors}


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch):
    def put(get_password: object) -> dict[str, types.ModuleType]:
        modules = ring(get_password)
        for name, module in modules.items():
            monkeypatch.setitem(sys.modules, name, module)
        return modules

    return put


async def test_the_keyring(keyring):
    kept = {("offhook", "1001"): "swordfish"}
    keyring(lambda service, name: kept.get((service, name)))
    assert (await find(Password(password_keyring="1001"), {})).reveal() == "swordfish"
    with pytest.raises(DialTrouble, match="'1002'"):
        await find(Password(password_keyring="1002"), {})


async def test_a_keyring_that_is_locked(keyring):
    def locked(service: str, name: str) -> str:
        raise modules["keyring.errors"].KeyringError("swordfish")

    modules = keyring(locked)
    with pytest.raises(DialTrouble, match="cannot be opened") as error:
        await find(Password(password_keyring="1001"), {})
    assert "swordfish" not in str(error.value)


async def test_no_keyring_installed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(DialTrouble, match=r"offhook\[keyring\]"):
        await find(Password(password_keyring="1001"), {})


def test_a_secret_shows_itself_to_nobody():
    secret = Secret("swordfish")
    for shown in (repr(secret), str(secret), f"{secret}", f"{secret!r:>20}", repr([secret]), str([secret])):
        assert "swordfish" not in shown
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        copy.deepcopy(secret)
    with pytest.raises(TypeError):
        json.dumps(secret)
