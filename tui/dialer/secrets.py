"""A password for the phone: from a command, the keyring or the environment, never from `config.yaml`.

What was found is shown by nobody: not by a repr, not by an error, not in the log. `Secret.reveal` has it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping

from tui.core.call.phones import Password
from tui.core.ports import DialTrouble

#: Seconds a password manager may take; some ask for a PIN in a window of their own.
PATIENCE = 30.0
_MOST = 64 * 1024
"""Bytes of a command's answer that are looked at."""
_SERVICE = "offhook"
"""The name under which the keyring keeps what is ours: `keyring set offhook NAME`."""


class Secret:
    """A password that does not show itself."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The password itself: for the wire, for nothing else."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a password is not written down")


def named(where: Password) -> bool:
    """Whether the rep said where a password is found."""
    return bool(where.password_command or where.password_keyring or where.password_env)


async def find(where: Password, environ: Mapping[str, str], patience: float = PATIENCE) -> Secret:
    """The password, waited for `patience` seconds at most. Raises DialTrouble."""
    if where.password_command:
        value = await _from_command(where.password_command, patience)
        place = f"The command for the password ({where.password_command[0]})"
    elif where.password_keyring:
        value = await _from_keyring(where.password_keyring, patience)
        place = f"The keyring, for {_SERVICE} and '{where.password_keyring}',"
    elif where.password_env:
        value = environ.get(where.password_env, "")
        place = f"The environment variable {where.password_env}"
    else:
        todo = "Set password_command, password_keyring or password_env in config.yaml."
        raise DialTrouble("No password is named.", todo=todo)
    if not value:
        raise DialTrouble(f"{place} gives no password.", todo="Look there and try again.")
    if not value.isprintable():
        raise DialTrouble(f"{place} gives something with signs that cannot be typed, so it is no password.")
    return Secret(value)


class _Answer(asyncio.SubprocessProtocol):
    """What a command writes, up to the end of its first line. The rest is dropped as it comes."""

    def __init__(self) -> None:
        self.written = b""
        self.over = asyncio.Event()
        """It has ended, and its first line is here. An agent it started may keep its output open."""
        self.exited = asyncio.Event()
        self._closed = False

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Some of what it writes."""
        if b"\n" not in self.written and len(self.written) < _MOST:
            self.written += data
        self._look()

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """It writes no more."""
        self._closed = True
        self._look()

    def process_exited(self) -> None:
        """It has ended."""
        self.exited.set()
        self._look()

    def _look(self) -> None:
        if self.exited.is_set() and (self._closed or b"\n" in self.written):
            self.over.set()


async def _from_command(command: tuple[str, ...], patience: float) -> str:
    """The first line the command writes.

    It gets a session of its own: one that would ask in the terminal must not write over the screen. What it
    complains of is not kept, since it may quote the password.
    """
    name = command[0]
    try:
        transport, answer = await asyncio.get_running_loop().subprocess_exec(
            _Answer,
            *command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "it cannot be started"
        raise DialTrouble(f"The command for the password ({name}) cannot be run: {why}.") from None
    try:
        async with asyncio.timeout(patience):
            await answer.over.wait()
    except TimeoutError:
        raise DialTrouble(
            f"The command for the password ({name}) did not answer in {patience:.0f} seconds.",
            todo="Run it in a terminal and see what it asks for.",
        ) from None
    finally:
        await _end(transport, answer)
    if code := transport.get_returncode():
        raise DialTrouble(
            f"The command for the password ({name}) failed (exit {code}).",
            todo="Run it in a terminal and see what it says.",
        )
    try:
        line, end, _ = answer.written.partition(b"\n")
        return line.decode().removesuffix("\r") if end or len(line) < _MOST else ""
    except UnicodeDecodeError:
        raise DialTrouble(f"The command for the password ({name}) does not answer in UTF-8.") from None


async def _end(transport: asyncio.SubprocessTransport, answer: _Answer) -> None:
    """Let nothing of a command that hangs live on, also not what it started."""
    if os.name != "nt" and transport.get_returncode() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(transport.get_pid(), signal.SIGKILL)
    transport.close()
    await answer.exited.wait()


async def _from_keyring(name: str, patience: float) -> str:
    """The keyring's password. It may wait for a window to be answered, so it is asked in a thread."""
    try:
        import keyring
        import keyring.errors
    except ImportError:
        raise DialTrouble(
            "What opens the keyring is not installed.",
            todo="Install offhook[keyring], or use password_command or password_env.",
        ) from None
    try:
        async with asyncio.timeout(patience):
            return await asyncio.to_thread(keyring.get_password, _SERVICE, name) or ""
    except TimeoutError:
        raise DialTrouble(f"The keyring did not answer in {patience:.0f} seconds.") from None
    except (keyring.errors.KeyringError, RuntimeError, OSError):
        raise DialTrouble(
            "The keyring of this computer cannot be opened.",
            todo="Unlock it, or use password_command or password_env.",
        ) from None
