"""Composition root: what the commands and the app are made of. Imports only what is asked for.

Never imports the app, so that a command never pays for a screen.

Over 300 lines: every room is put together here and nowhere else, each with its imports in its own function.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tui.core.books import Books
from tui.core.call.attempt import Attempt
from tui.core.call.gate import Allowed
from tui.core.call.phones import SECTIONS
from tui.core.call.states import Rules
from tui.core.clock import Clock, SystemClock
from tui.core.day.goals import NEW, Goals
from tui.core.day.roots import Statement, acting
from tui.core.hours.week import DAYS, read_days, read_spans
from tui.core.lists.dnc import old_lists
from tui.core.people.contact import Contact
from tui.core.ports import Dialer, Playbook, Schedule, Store, StoreProblem, Trouble, Voice
from tui.core.practice.silent import Silent
from tui.core.queue.judge import Judge
from tui.core.queue.policy import Policy, plans_by_purpose
from tui.core.queue.queue import Queue
from tui.core.request import Request
from tui.core.setting_rules import as_meant, wrong
from tui.files import inbox
from tui.files.crash import write_crash
from tui.files.defaults import Defaults, read_defaults
from tui.files.home import Home, shipped_scripts
from tui.keys import Action, usual
from tui.runner import Runner
from tui.settings import Origin, Settings, read_settings, settable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from tui.core.call.purpose import Purpose
    from tui.core.day.checkin import Question
    from tui.core.day.coach import Found
    from tui.core.insight.ledger import Ledger
    from tui.core.insight.span import Span
    from tui.dialer.recordings import Recordings
    from tui.dialer.registry import Chosen
    from tui.files.countries import Countries
    from tui.files.editor import Editor, Pager
    from tui.files.lines_file import Lines
    from tui.files.partner_files import PartnerFiles
    from tui.files.profile_file import ProfileFile
    from tui.handover.pickup import Inbox, News
    from tui.lists.dnc.reader import DncFile
    from tui.lists.exporting import Form
    from tui.lists.intake import Intake
    from tui.playbook.reload import Scripts
    from tui.report.build import Asked, Builder
    from tui.report.document import Report as Told
    from tui.settings_told import Setting
    from tui.store.check import Report
    from tui.store.copies import Copied, Restored
    from tui.store.folder import Files


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


def take_up_leftovers(home: Home) -> list[News]:
    """The last look: of everybody who let go of the store, and of everybody who left a request.

    It is a last look only when nothing new lies there after the store was let go of again: whoever left
    something in the meantime found it taken, and went away.
    """
    news: list[News] = []
    tried: set[str] = set()
    while not tried.issuperset(names := inbox.waiting(home.inbox)):
        tried.update(names)
        try:
            store = open_store(home)
        except StoreProblem:  # somebody has it, and looks again; or it is broken, and nobody can
            break
        try:
            news += open_services(home, store=store).take_up()
        finally:
            store.close()
    return news


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
    from tui.voice.voice import SoundVoice, no_practice

    voice = SoundVoice()
    try:
        return no_practice(await voice.measure(_device(settings), level)) or "The microphone gives nothing."
    finally:
        await voice.close()


async def echo(settings: Settings, seconds: float, speak_now: Callable[[], None]) -> str:
    """Record so many seconds from when `speak_now` is called, with the microphone of the chosen phone, and
    play them. Nothing is kept. Returns why it cannot be, as a sentence; empty: it was heard."""
    from tui.voice.voice import SoundVoice, no_practice

    voice = SoundVoice()
    try:
        return no_practice(await voice.echo(_device(settings), seconds, speak_now))
    finally:
        await voice.close()


def _device(settings: Settings) -> str:
    """The sound device of the chosen phone, as PortAudio calls it; empty: the usual one."""
    return settings.phones.voip.audio if settings.phone == "voip" else ""


def voice_status(settings: Settings) -> str:
    """What the voice of practice can do on this computer, in a sentence. Looks at the devices if it is on."""
    from tui.voice.status import status, tried

    return asyncio.run(tried(open_voice(settings))) if settings.voice else status()


def choose_phone(home: Home, settings: Settings, clock: Clock) -> Chosen:
    """The phone of the settings, else the rep's own and why. Nothing is opened yet."""
    from tui.dialer.line import Limits
    from tui.dialer.registry import Desk, choose

    limits = Limits(reply=settings.reply_seconds, ring=settings.ring_seconds)
    return choose(settings.phone, Desk(settings.phones, clock, limits, home.path / "phone"))


def phone_troubles(home: Home, settings: Settings) -> list[Trouble]:
    """What stands in the way of a call, asked of the phone itself: it is opened and closed, nothing rings."""
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


#: Seconds a phone gets to say whether it is well.
_PHONE_PATIENCE = 30.0


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


@dataclass(slots=True, eq=False)
class Services:
    """Everything a session works with. Nothing of it changes but the settings, when the rep changes one."""

    home: Home
    clock: Clock
    zone: tzinfo
    settings: Settings
    defaults: Defaults
    store: Store
    dialer: Dialer | None = None
    """The phone, where somebody brings one; None: the one of the settings."""

    def phone(self) -> Chosen:
        """What dials, and why it is not what the rep chose. Nothing is opened yet."""
        from tui.dialer.registry import Chosen

        return Chosen(self.dialer) if self.dialer else choose_phone(self.home, self.settings, self.clock)

    async def measure(self, level: Callable[[float], None]) -> str:
        """How loud the phone's microphone is, until cancelled; see `measure`."""
        return await measure(self.settings, level)

    async def echo(self, seconds: float, speak_now: Callable[[], None]) -> str:
        """How the rep sounds in the phone's microphone; see `echo`."""
        return await echo(self.settings, seconds, speak_now)

    def recordings(self) -> Recordings:
        """The voicemails the rep recorded. Reads files: for threads."""
        return open_recordings(self.home, self.defaults.purposes)

    async def record(self, path: Path, most: float, ready: Callable[[], None], enough: asyncio.Event) -> str:
        """What the microphone hears, as a WAV file; see `record`."""
        return await record(path, most, ready, enough)

    def voicemail(self, purpose: str) -> tuple[float, Path | None]:
        """(seconds, the file to play) of the rep's recording for a purpose; None: there is none.

        Reads files: for threads. Raises OSError, and ValueError with a sentence for what cannot be played.
        """
        from tui.dialer.recordings import Unusable

        recordings = self.recordings()
        found = recordings.choose(purpose)
        if found is None:
            return 0.0, None
        if not found.ready:
            raise ValueError(found.problem)
        try:
            return found.seconds, recordings.prepared(found)
        except Unusable as error:
            raise ValueError(str(error)) from None

    def own_phone(self) -> Dialer:
        """The rep's own phone: it always works."""
        from tui.dialer.manual import ManualDialer

        return ManualDialer(self.clock)

    def choose(self, **changes: object) -> str:
        """Take up settings that were chosen somewhere in the app. Returns why not, as a sentence: empty, they
        hold. What stands in the rep's `config.yaml` is changed there, on its line; all else goes into
        `settings.local.yaml`. Blocks: for threads."""
        from tui.files.local_settings import write_local

        now, by_hand = self.settings, self.settings.by_hand
        changes = {
            key: value for key, value in changes.items() if not self._held(key) or value != getattr(now, key)
        }
        if problem := next((problem for key in changes if (problem := self._held(key))), ""):
            return problem
        lines: dict[tuple[str, ...], object] = {(k,): v for k, v in changes.items() if k in by_hand}
        if lines and (problem := self._change(lines)):
            return problem
        try:
            others = {key: value for key, value in changes.items() if key not in by_hand}
            if others or not lines:  # an empty file says that somebody was asked
                write_local(self.home, others)
        except OSError as error:
            return f"{self.home.local.name} could not be written ({error.strerror}). Nothing was changed."
        self.reread()
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # keys of the settings
        return ""

    def set(self, path: tuple[str, ...], value: object) -> str:
        """Set one setting in `config.yaml`, and no other line of it; None: it is as usual again, wherever it
        was chosen. A file that is not there yet is begun with all settings as comments. Returns why not, as
        a sentence. Blocks: for threads."""
        from tui.files.local_settings import forget_local

        if problem := self._held(".".join(path)):
            return problem
        try:
            if value is None:
                forget_local(self.home, path[0])
            if (value is not None or self.home.config.exists()) and (problem := self._change({path: value})):
                return problem
            if value is not None:
                forget_local(self.home, path[0])
        except OSError as error:
            return f"{self.home.local.name} could not be written ({error.strerror}). Nothing was changed."
        self.reread()
        return ""

    def begin_config(self) -> str:
        """Make a `config.yaml` of comments where there is none. Returns why not. Blocks: for threads."""
        return "" if self.home.config.exists() else self._change({})

    def _held(self, name: str) -> str:
        """Says that the environment has the say about a setting; empty: it has not."""
        source = self.settings.sources.get(name)
        if source is None or source.origin is not Origin.ENVIRONMENT:
            return ""
        return f"OFFHOOK_{name.upper()} in the environment has the say about it. Nothing was changed."

    def _change(self, changes: Mapping[tuple[str, ...], object]) -> str:
        """Change lines of `config.yaml`. Returns why not, as a sentence."""
        from tui.files.config_file import change_config
        from tui.files.config_text import NotChanged
        from tui.settings_told import example

        lists = {key: list(value) if isinstance(value, tuple) else value for key, value in changes.items()}
        day = self.clock.now().utc.astimezone(self.zone).date()
        try:
            change_config(self.home, lists, example(), day)
        except NotChanged as why:
            return str(why)
        except OSError as error:
            return f"{self.home.config.name} could not be written ({error.strerror}). Nothing was changed."
        return ""

    def reread(self) -> None:
        """Take up the settings as the files have them now. What no file says nor said stays as it is."""
        fresh, now = _known(read_settings(self.home), self.home, self.defaults), self.settings
        said = {name.partition(".")[0] for name in {*fresh.sources, *now.sources}}
        kept = {f.name: getattr(now, f.name) for f in settable() if f.name not in said}
        phones = fresh.phones if said.intersection(SECTIONS) else now.phones
        self.settings = replace(fresh, **kept, phones=phones)

    def flaw(self, setting: Setting, value: object) -> str:
        """What is wrong with a value for a setting, as it would be told of the file; empty: nothing."""
        if flaw := wrong(setting.path, value, setting.usual):
            return flaw
        if len(setting.path) == 2:
            return ""
        meant = replace(Settings(), **{setting.name: as_meant(setting.name, value)})
        return next((flaw for _, flaw in _unknown(meant, self.defaults)), "")

    def keys(self) -> Mapping[str, Action]:
        """Every action by its id, with the keys the rep gave it."""
        if self.settings.keys_preset == "default" and not self.settings.keys:
            return usual()
        from tui.own_keys import actions

        return actions(self.settings.keys_preset, self.settings.keys)

    def list_typed(self, text: str) -> list[str] | str:
        """The items of a list as somebody types it, with commas between; a sentence where it is none."""
        from tui.files.guarded import FaultyFile, parse_yaml

        try:
            items = parse_yaml(f"[{text}]", text_only=True).data
        except FaultyFile as faulty:
            return f"{faulty.fault.words[:1].upper()}{faulty.fault.words[1:]}."
        if not all(isinstance(item, str) for item in items):
            return "There is nothing between two of the commas, or something that needs quotes."
        return [str(item) for item in items]

    def judge(self) -> Judge:
        """Who is next, by the policy as it is now."""
        return Judge(self.store, self.defaults.dispositions, self.defaults.hours, self.zone, self.policy())

    def policy(self) -> Policy:
        """The rep's choices about the queue. Raises OSError where the profile cannot be read."""
        chosen = self.settings
        plans, usual = plans_by_purpose(self.defaults.purposes, self.defaults.plans, chosen.retry_plan)
        return Policy(
            order=chosen.order,
            lists_first=chosen.lists_first,
            warm_lists=chosen.warm_lists,
            profile=self.profile_file().read().profile,
            plans=plans,
            plan=usual,
            cap=chosen.number_cap,
            hold=timedelta(days=chosen.number_hold_days),
            apart=timedelta(hours=chosen.same_time_hours),
            account_gap=timedelta(hours=chosen.account_hours),
            account_pause=timedelta(days=chosen.account_pause_days),
            reactivate=timedelta(days=chosen.reactivate_days),
        )

    def goals(self) -> Goals:
        """What the rep means to do, by the settings as they are now."""
        chosen = self.settings
        return Goals(
            chosen.goal,
            chosen.goal_conversations,
            chosen.goal_week,
            chosen.goal_week_conversations,
            successful=chosen.goal_counts == "successful",
            also=tuple((what, int(many)) for what, many in map(str.split, chosen.goal_for)),
            days=frozenset(map(DAYS.index, chosen.work_days)),
            hours=read_spans(chosen.work_hours),
            off=tuple(map(read_days, chosen.days_off)),
            half=tuple(map(read_days, chosen.half_days)),
        )

    def effects(self) -> frozenset[str]:
        """What the rep's self-check changes now (`core/day/roots.py`)."""
        return acting(self.store, self.settings.roots_off)

    def newcomer(self) -> bool:
        """Whether nobody was ever asked anything here: no settings, nobody to call."""
        settings = self.home.config.is_file() or self.home.local.is_file()
        return not settings and not self.store.ids(Contact) and not self.store.ids(Attempt)

    def countries(self) -> Countries:
        """Countries by name and zone."""
        from tui.files.countries import read_countries

        return read_countries()

    def statements(self) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
        """The statements of the self-check, and what is wrong in the rep's file. Blocks: for threads."""
        from tui.files.roots_file import read_statements

        return read_statements(self.home)

    def lines(self) -> Lines:
        """What comes by itself: at hard moments, and at a block's start. Blocks: for threads."""
        from tui.files.lines_file import read_lines

        return read_lines(self.home)

    def books(self) -> Books:
        """What requests are carried out with."""
        return Books(self.store, self.store.new_id, self.defaults.dispositions, self.zone, self.schedule())

    def schedule(self) -> Schedule:
        """When cards come again."""
        return make_schedule()

    def voice(self) -> Voice:
        """What speaks and listens in practice."""
        return open_voice(self.settings)

    def inbox(self) -> Inbox:
        """What commands hand over to this session."""
        from tui.handover.pickup import Inbox

        return Inbox(self.home.inbox)

    def scripts(self) -> Scripts:
        """The words, and the files they stand in."""
        from tui.playbook.reload import Scripts

        return Scripts(shipped_scripts(), self.home.scripts, self.home.cache)

    def show_on_desktop(self, line: str) -> bool:
        """Show a line on the desktop of this computer. Returns whether it has one. Blocks: for threads."""
        import shutil
        import sys

        from tui.files.desktop import command, show

        return show(command(os.environ, sys.platform, shutil.which), line)

    def within(self) -> Literal["", "tmux", "screen"]:
        """What stands between this program and the terminal."""
        from tui.files.desktop import within

        return within(os.environ)

    def editor(self) -> Editor:
        """The rep's editor, if one is named."""
        from tui.files.editor import find

        return find(os.environ)

    def pager(self) -> Pager:
        """The rep's pager."""
        from tui.files.editor import find_pager

        return find_pager(os.environ)

    def intake(self) -> Intake:
        """Lists of people, on their way in. Blocks: for threads."""
        from tui.lists.intake import Intake

        return Intake(self.home, self.settings.country)

    def questions(self) -> tuple[Sequence[Question], str]:
        """The questions of the weekly check-in, and what is wrong with the rep's file. For threads."""
        from tui.files.checkin_file import read_questions

        return read_questions(self.home)

    def profile_file(self) -> ProfileFile:
        """Who fits, and every version of it. Blocks: for threads."""
        from tui.files.profile_file import ProfileFile

        return ProfileFile(self.home)

    def dnc_file(self, path: Path) -> tuple[DncFile, datetime]:
        """What a do-not-call file says, and when it was written (UTC). Blocks: for threads."""
        from tui.lists.dnc.reader import read_dnc, written

        found = read_dnc(path, self.settings.country)
        return found, self.clock.now().utc if found.fatal else min(written(path), self.clock.now().utc)

    def exports(self) -> Sequence[Form]:
        """What can be exported, and how."""
        from tui.lists.exporting import FORMS

        return FORMS

    def export(self, form: Form) -> Iterator[str]:
        """The file of an export, piece by piece. Reads the store: not for threads."""
        from tui.lists.exporting import lines

        zone = self.zone
        return lines(form, self.store, self.defaults.dispositions, zone, self.clock.now().utc)

    def write_export(self, path: Path, form: Form, pieces: Sequence[str]) -> None:
        """Write it, the whole file or none. Raises FileExistsError and OSError. Blocks: for threads."""
        from tui.lists.exporting import write

        write(path, form, pieces)

    def write_calendar(self, text: str, name: str = "callbacks.ics") -> Path:
        """Put a calendar file into the home's `exports`, over the one before. Raises OSError. Blocks."""
        from tui.files.atomic import write_atomic

        path = self.home.folder("exports") / name
        write_atomic(path, text.encode())
        return path

    def take_up(self) -> list[News]:
        """Carry out everything that was handed over, where no session runs."""
        if not inbox.waiting(self.home.inbox):
            return []
        from tui.handover.pickup import carry_out_all

        return asyncio.run(carry_out_all(self.home.inbox, self.store, self.books(), SystemClock().now()))

    def old_lists(self) -> list[str]:
        """A sentence about each do-not-call list that is older than it may be."""
        return old_lists(self.store, self.defaults.list_ages, self.clock.now().utc)

    def queue(self, page: int | None = None) -> Queue:
        """Everybody in order, as of now; with `page` no more than it takes to know so many of the first."""
        now = self.clock.now().utc
        if page is None:
            return Queue(self.judge(), self.store.all(Contact), now)
        return Queue.begin(self.judge(), now, page, most=None)

    def rules(self) -> Rules:
        """What the flow goes by."""
        return Rules(self.defaults.dispositions, form_seconds=self.settings.form_seconds)

    def runner(self) -> Runner:
        """A session, ready to run, with the first page of the queue; `Runner.grow` brings the rest."""
        queue = Queue.begin(self.judge(), self.clock.now().utc)
        phone = self.phone()
        return Runner(
            self.store,
            phone.dialer,
            self.clock,
            self.rules(),
            queue,
            self.zone,
            schedule=self.schedule(),
            figures=self.ledger,
            spare=self.own_phone(),
            trouble=phone.trouble,
            allowed=self.allowed(),
            note=lambda error: write_crash(self.home, error, self.clock.now().utc),
        )

    def allowed(self) -> Allowed:
        """What the last question before any phone goes by."""
        chosen = self.settings
        return Allowed(
            frozenset(chosen.countries_allowed), chosen.dials_an_hour, refuse=chosen.outside_hours == "refuse"
        )

    def report(self, counted: Ledger, span: Span, asked: Asked, words: Playbook) -> Builder:
        """The report of a span, in the making."""
        from tui.report.build import Builder, Called

        defaults = self.defaults
        called = Called(
            {one.id: one.name.removesuffix(" at…") for one in defaults.dispositions},
            {one.id: one.name for one in defaults.purposes},
            {card.id: card.title for card in words.cards()},
            {line.id: line.title for line in words.lines("opener")},
        )
        today = self.clock.now().utc.astimezone(self.zone).date()
        return Builder(counted, span, today, called, asked)

    def write_report(self, name: str, text: str) -> Path:
        """A report into the home's `exports`, over the one before of that name. Raises OSError; blocks."""
        from tui.files.atomic import write_atomic

        path = self.home.folder("exports") / name
        write_atomic(path, text.encode())
        return path

    def comments(self, path: Path) -> Found:
        """What a coach wrote into a file. Raises NoComments, OSError. Blocks: for threads."""
        from tui.files.comments_file import read_comments

        return read_comments(path)

    def partner_files(self) -> PartnerFiles:
        """What is shared with a partner. Blocks, a shared folder for as long as it hangs: for threads."""
        from tui.files.partner_files import PartnerFiles

        return PartnerFiles(self.home, self.settings.partner_folder)

    def ledger(self) -> Ledger:
        """The figures of every day, nothing read yet."""
        from tui.core.insight.ledger import Ledger

        defaults, after = self.defaults, self.settings.safe_after
        return Ledger(self.store, defaults.dispositions, defaults.purposes, self.zone, after)


def open_services(
    home: Home, *, clock: Clock | None = None, read_only: bool = False, store: Store | None = None
) -> Services:
    """Open everything. Raises StoreProblem; whoever calls closes the store."""
    defaults = read_defaults(home)
    settings = _known(read_settings(home), home, defaults)
    return Services(
        home,
        clock or SystemClock(),
        local_zone(),
        settings,
        defaults,
        store or open_store(home, read_only=read_only),
    )


def _known(settings: Settings, home: Home, defaults: Defaults) -> Settings:
    """Settings with a warning about each name in them that there is not."""
    found = [f"{home.config}: {flaw}. {meanwhile}" for meanwhile, flaw in _unknown(settings, defaults)]
    return replace(settings, warnings=(*settings.warnings, *found)) if found else settings


def _unknown(settings: Settings, defaults: Defaults) -> Iterator[tuple[str, str]]:
    """What holds meanwhile, and what is wrong, of each name that is none."""
    plans = [plan.id for plan in defaults.plans]
    if settings.retry_plan not in {"", *plans}:
        yield "Meanwhile each purpose has its own.", f"retry_plan is one of {', '.join(plans)}"
    known = {*(purpose.id for purpose in defaults.purposes), NEW}
    for what in sorted({words.split()[0] for words in settings.goal_for} - known):
        yield "Nothing counts towards it.", f"goal_for has '{what}', which is no purpose"
