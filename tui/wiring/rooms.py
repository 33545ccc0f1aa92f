"""How each room is opened, each with its imports in its own function: a command pays for what it asks for."""

from __future__ import annotations

import os
from datetime import tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tui.core.books import Books
from tui.core.clock import Clock, SystemClock
from tui.core.ports import Playbook, Schedule, Store, Trouble, Voice
from tui.files import inbox
from tui.files.defaults import read_defaults
from tui.files.home import Home, shipped_scripts
from tui.settings import Settings

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tui.core.call.purpose import Purpose
    from tui.core.request import Request
    from tui.dialer.recordings import Recordings
    from tui.dialer.registry import Chosen
    from tui.report.document import Report as Told
    from tui.store.check import Report
    from tui.store.copies import Copied, Restored
    from tui.store.folder import Files

_NO_SOUND = (
    "Your phone has no sound: voip's audio is none in config.yaml. Left empty, it takes the usual device."
)
#: Seconds a phone gets to say whether it is well.
_PHONE_PATIENCE = 30.0


def open_store(home: Home, *, read_only: bool = False) -> Store:
    """The store of the home folder. Raises StoreProblem.

    One that is only read shows what waits in the inbox as done: a do-not-call counts from when it was said.
    """
    from tui.store.store import open_store

    # The inbox first: what is taken up between the two looks is in the store then.
    requests = _waiting(home) if read_only else []
    store = open_store(home.database, read_only=read_only)
    if not requests:
        return store
    from tui.handover.pickup import ahead

    dispositions, zone, schedule = read_defaults(home).dispositions, local_zone(), make_schedule()
    return ahead(store, requests, lambda over: Books(over, over.new_id, dispositions, zone, schedule))


def _waiting(home: Home) -> list[Request]:
    if not inbox.waiting(home.inbox):
        return []
    from tui.handover.pickup import waiting

    return waiting(home.inbox)


def hand_over(home: Home, request: Request) -> None:
    """Leave a request for whoever has the store. Raises OSError, and then nothing was left."""
    from tui.handover.pickup import hand_over

    hand_over(home.inbox, request, SystemClock().now().utc)


def back_up(home: Home, to: Path, *, force: bool) -> Copied:
    """Everything in one file. Raises StoreProblem."""
    from tui.store.copies import back_up

    return back_up(home.database, to, force=force, clock=SystemClock())


def restore(home: Home, source: Path) -> Restored:
    """A copy in the place of the database. Raises StoreProblem."""
    from tui.store.copies import restore

    return restore(home.database, source, clock=SystemClock())


def look_at_files(home: Home) -> Files:
    """What lies in the home folder, unread."""
    from tui.store.folder import look

    return look(home.database, SystemClock())


def check_data(home: Home) -> Report:
    """Everything in the database, looked through."""
    from tui.store.check import check

    own_rules = home.data_file("dispositions.yaml") is not None
    return check(home.database, read_defaults(home).dispositions, own_rules=own_rules)


def open_playbook(home: Home) -> Playbook:
    """The shipped words with the rep's own over them."""
    from tui.playbook.library import open_playbook

    return open_playbook([shipped_scripts(), home.scripts], home.cache)


def render(report: Told, form: str) -> str:
    """A report as `md`, `html` or `txt`."""
    if form == "html":
        from tui.report.html import html

        return html(report)
    if form == "txt":
        from tui.report.plain import plain_text

        return plain_text(report)
    from tui.report.markdown import markdown

    return markdown(report)


def make_schedule() -> Schedule:
    """When cards come again. What it is made of is imported at the first review."""
    from tui.playbook.schedule import Fsrs

    return Fsrs()


def open_recordings(home: Home, purposes: Sequence[Purpose]) -> Recordings:
    """The rep's own voicemails. Its methods block: for threads."""
    from tui.dialer.recordings import Recordings

    return Recordings(home.recordings, [purpose.id for purpose in purposes])


def search_status() -> str:
    """Whether cards are found by what is meant, in a sentence."""
    from tui.playbook.finding.meaning import status

    return status()


def open_voice(settings: Settings) -> Voice:
    """What speaks and listens in practice; nothing does where the rep did not switch it on."""
    if not settings.voice:
        from tui.core.practice.silent import Silent

        return Silent()
    from tui.voice.voice import SoundVoice

    return SoundVoice()


async def record(path: Path, most: float, ready: Callable[[], None], enough: asyncio.Event) -> str:
    """What the microphone hears, as a WAV file: from the moment `ready` is called until `enough` is set, or
    for `most` seconds. Returns why there is none, as a sentence. Raises OSError."""
    from tui.voice.voice import SoundVoice, no_practice

    voice = SoundVoice()
    try:
        await voice.open()
        if voice.hears:
            ready()
        if await voice.record(path, most, enough):
            return ""
        return no_practice(voice.problem) or "The microphone gave nothing."
    finally:
        await voice.close()


async def measure(settings: Settings, level: Callable[[float], None]) -> str:
    """How loud the microphone of the chosen phone is, told some five times a second as a share of the loudest
    there can be, until cancelled. Returns why it cannot be told, as a sentence."""
    if _device(settings) == "none":
        return _NO_SOUND
    from tui.voice.voice import SoundVoice, no_practice

    voice = SoundVoice()
    try:
        return no_practice(await voice.measure(_device(settings), level)) or "The microphone gives nothing."
    finally:
        await voice.close()


async def echo(settings: Settings, seconds: float, speak_now: Callable[[], None]) -> str:
    """Record so many seconds from when `speak_now` is called, with the microphone of the chosen phone, and
    play them. Nothing is kept. Returns why it cannot be, as a sentence; empty: it was heard."""
    if _device(settings) == "none":
        return _NO_SOUND
    from tui.voice.voice import SoundVoice, no_practice

    voice = SoundVoice()
    try:
        return no_practice(await voice.echo(_device(settings), seconds, speak_now))
    finally:
        await voice.close()


def _device(settings: Settings) -> str:
    """The sound device of the chosen phone, as PortAudio calls it; empty: the usual one, `none`: no sound."""
    return settings.phones.voip.audio if settings.phone == "voip" else ""


def voice_status(settings: Settings) -> str:
    """What the voice of practice can do on this computer, in a sentence. Looks at the devices if it is on."""
    from tui.voice.status import status, tried

    if not settings.voice:
        return status()
    import asyncio

    return asyncio.run(tried(open_voice(settings)))


def choose_phone(home: Home, settings: Settings, clock: Clock) -> Chosen:
    """The phone of the settings, else the rep's own and why. Nothing is opened yet."""
    from tui.dialer.line import Limits
    from tui.dialer.registry import Desk, choose

    limits = Limits(reply=settings.reply_seconds, ring=settings.ring_seconds)
    return choose(settings.phone, Desk(settings.phones, clock, limits, home.path / "phone"))


def phone_troubles(home: Home, settings: Settings) -> list[Trouble]:
    """What stands in the way of a call, asked of the phone itself: it is opened and closed, nothing rings."""
    import asyncio

    chosen = choose_phone(home, settings, SystemClock())

    async def asked() -> list[Trouble]:
        try:
            async with asyncio.timeout(_PHONE_PATIENCE):
                return list(await chosen.dialer.check())
        except TimeoutError:
            return [Trouble(f"The phone did not answer in {_PHONE_PATIENCE:.0f} seconds.")]
        finally:
            await chosen.dialer.close()

    return [chosen.trouble] if chosen.trouble else asyncio.run(asked())


def local_zone() -> tzinfo:
    """The rep's time zone: the computer's. Raises ZoneInfoNotFoundError where it has no name."""
    from tzlocal import get_localzone

    given = os.environ.get("TZ", "").removeprefix(":")
    try:
        if os.path.isabs(given):  # `:/etc/localtime` is often set; what is kept needs the name behind it
            return ZoneInfo(os.path.realpath(given).rpartition("zoneinfo/")[2])
        return get_localzone()
    except (ValueError, OSError) as error:  # what can be the name of no zone, or is a folder of them
        raise ZoneInfoNotFoundError(given) from error
