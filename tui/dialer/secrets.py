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
from dataclasses import dataclass

#: Seconds a password manager may take; some ask for a PIN in a window of their own.
PATIENCE = 30.0
_MOST = 64 * 1024
"""Bytes of a command's answer that are looked at."""
_SERVICE = "offhook"
"""The name under which the keyring keeps what is ours: `keyring set offhook NAME`."""


class NoSecret(Exception):
    """There is no password to be had. The message is a plain sentence that says what to do."""


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


@dataclass(frozen=True, slots=True)
class Source:
    """Where a password is kept; the first of these that is given counts."""

    command: tuple[str, ...] = ()
    """A program and its arguments; the first line it writes is the password. No shell reads it."""
    keyring: str = ""
    """The name under which the system's keyring has it, for the service `offhook`."""
    env: str = ""
    """The name of an environment variable."""

    def __bool__(self) -> bool:
        return bool(self.command or self.keyring or self.env)


async def find(source: Source, environ: Mapping[str, str], patience: float = PATIENCE) -> Secret:
    """The password of `source`, waited for `patience` seconds at most. Raises NoSecret."""
    if source.command:
        value = await _from_command(source.command, patience)
        where = f"The command for the password ({source.command[0]})"
    elif source.keyring:
        value = await _from_keyring(source.keyring, patience)
        where = f"The keyring, for {_SERVICE} and '{source.keyring}',"
    elif source.env:
        value = environ.get(source.env, "")
        where = f"The environment variable {source.env}"
    else:
        raise NoSecret("No password is named. Set password_command, password_keyring or password_env.")
    if not value:
        raise NoSecret(f"{where} gives no password. Nothing was dialed. Look there and try again.")
    if not value.isprintable():
        raise NoSecret(f"{where} gives something that is no password: it has signs that cannot be typed.")
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
        raise NoSecret(f"The command for the password ({name}) cannot be run: {why}.") from None
    try:
        async with asyncio.timeout(patience):
            await answer.over.wait()
    except TimeoutError:
        raise NoSecret(
            f"The command for the password ({name}) did not answer in {patience:.0f} seconds. "
            "Nothing was dialed. Run it in a terminal and see what it asks for."
        ) from None
    finally:
        await _end(transport, answer)
    if code := transport.get_returncode():
        raise NoSecret(
            f"The command for the password ({name}) failed (exit {code}). "
            "Nothing was dialed. Run it in a terminal and see what it says."
        )
    try:
        line, end, _ = answer.written.partition(b"\n")
        return line.decode().removesuffix("\r") if end or len(line) < _MOST else ""
    except UnicodeDecodeError:
        raise NoSecret(f"The command for the password ({name}) does not answer in UTF-8.") from None


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
        raise NoSecret(
            "The keyring is not installed. Run: pip install 'offhook[keyring]', "
            "or use password_command or password_env."
        ) from None
    try:
        async with asyncio.timeout(patience):
            return await asyncio.to_thread(keyring.get_password, _SERVICE, name) or ""
    except TimeoutError:
        raise NoSecret(f"The keyring did not answer in {patience:.0f} seconds. Nothing was dialed.") from None
    except (keyring.errors.KeyringError, RuntimeError, OSError):
        raise NoSecret(
            "The keyring of this computer cannot be opened. Nothing was dialed. "
            "Unlock it, or use password_command or password_env."
        ) from None
