"""Everything a session works with, and how it is opened.

Over 300 lines: a few for each thing that somebody asks for, each with its imports.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from tui.core.books import Books
from tui.core.call.attempt import Attempt
from tui.core.call.gate import Allowed
from tui.core.clock import Clock, SystemClock
from tui.core.day.goals import Goals
from tui.core.day.roots import Statement, acting
from tui.core.hours.week import DAYS, read_days, read_spans
from tui.core.lists.dnc import old_lists
from tui.core.people.contact import Contact
from tui.core.ports import Dialer, Playbook, Schedule, Store, StoreProblem, Voice
from tui.core.queue.judge import Judge
from tui.core.queue.policy import Policy, plans_by_purpose
from tui.core.queue.queue import Queue
from tui.files import inbox
from tui.files.crash import write_crash
from tui.files.defaults import read_defaults
from tui.files.home import Home, shipped_scripts
from tui.settings import read_settings
from tui.wiring import rooms
from tui.wiring.settings_in_use import SettingsInUse, known

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tui.core.call.states import Rules
    from tui.core.clock import Moment
    from tui.core.day.checkin import Question
    from tui.core.day.coach import Found
    from tui.core.insight.ledger import Ledger
    from tui.core.insight.span import Span
    from tui.dialer.recordings import Recordings
    from tui.dialer.registry import Chosen
    from tui.files.countries import Countries
    from tui.files.editor import Editor, Pager
    from tui.files.kept import Kept
    from tui.files.lines_file import Lines
    from tui.files.partner_files import PartnerFiles
    from tui.files.profile_file import ProfileFile
    from tui.handover.pickup import Inbox, News
    from tui.lists.dnc.reader import DncFile
    from tui.lists.exporting import Form
    from tui.lists.intake import Intake
    from tui.playbook.reload import Scripts
    from tui.report.build import Asked, Builder
    from tui.runner import Runner


@dataclass(slots=True, eq=False)
class Services(SettingsInUse):
    """Everything a session works with. Nothing of it changes but the settings, when the rep changes one."""

    store: Store
    dialer: Dialer | None = None
    """The phone, where somebody brings one; None: the one of the settings."""

    def phone(self) -> Chosen:
        """What dials, and why it is not what the rep chose. Nothing is opened yet."""
        from tui.dialer.registry import Chosen

        return (
            Chosen(self.dialer) if self.dialer else rooms.choose_phone(self.home, self.settings, self.clock)
        )

    async def measure(self, level: Callable[[float], None]) -> str:
        """How loud the phone's microphone is, until cancelled; see `measure`."""
        return await rooms.measure(self.settings, level)

    async def echo(self, seconds: float, speak_now: Callable[[], None]) -> str:
        """How the rep sounds in the phone's microphone; see `echo`."""
        return await rooms.echo(self.settings, seconds, speak_now)

    def recordings(self) -> Recordings:
        """The voicemails the rep recorded. Reads files: for threads."""
        return rooms.open_recordings(self.home, self.defaults.purposes)

    async def record(self, path: Path, most: float, ready: Callable[[], None], enough: asyncio.Event) -> str:
        """What the microphone hears, as a WAV file; see `record`."""
        return await rooms.record(path, most, ready, enough)

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
        return rooms.make_schedule()

    def voice(self) -> Voice:
        """What speaks and listens in practice."""
        return rooms.open_voice(self.settings)

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

    def kept(self, now: Callable[[], Moment], tell: Callable[[str], object]) -> Kept:
        """What was typed into questions without an answer; `tell` hears what is wrong with the file."""
        from tui.files.kept import Kept

        return Kept(self.home, now, tell)

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
        import asyncio

        from tui.handover.pickup import carry_out_all

        return asyncio.run(carry_out_all(self.home.inbox, self.store, self.books(), SystemClock().now()))

    def old_lists(self) -> list[str]:
        """A sentence about each do-not-call list that is older than it may be."""
        return old_lists(self.store, self.defaults.list_ages, self.clock.now().utc)

    def left_writing(self) -> list[str]:
        """A sentence about each text that was in the editor when Offhook ended, or too long for its field."""
        left = sorted(p for p in self.home.path.glob("writing-*.txt") if p.is_file() and p.stat().st_size)
        return [
            f"What was in your editor when Offhook ended is in {path}; take it, then delete it."
            for path in left
        ]

    def queue(self, page: int | None = None) -> Queue:
        """Everybody in order, as of now; with `page` no more than it takes to know so many of the first."""
        now = self.clock.now().utc
        if page is None:
            return Queue(self.judge(), self.store.all(Contact), now)
        return Queue.begin(self.judge(), now, page, most=None)

    def rules(self) -> Rules:
        """What the flow goes by."""
        from tui.core.call.states import Rules

        return Rules(self.defaults.dispositions, form_seconds=self.settings.form_seconds)

    def runner(self) -> Runner:
        """A session, ready to run, with the first page of the queue; `Runner.grow` brings the rest."""
        from tui.runner import Runner

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
        from tui.core.insight.called import called
        from tui.report.build import Builder

        today = self.clock.now().utc.astimezone(self.zone).date()
        names = called(self.defaults.dispositions, self.defaults.purposes, words)
        return Builder(counted, span, today, names, asked)

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
    settings = known(read_settings(home), home, defaults)
    return Services(
        home,
        clock or SystemClock(),
        rooms.local_zone(),
        settings,
        defaults,
        store or rooms.open_store(home, read_only=read_only),
    )


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
            store = rooms.open_store(home)
        except StoreProblem:  # somebody has it, and looks again; or it is broken, and nobody can
            break
        try:
            news += open_services(home, store=store).take_up()
        finally:
            store.close()
    return news
