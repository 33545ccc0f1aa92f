"""The sample data: numbers that reach nobody, and a week that agrees with itself."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.memory import MemoryStore
from tui.core.call.attempt import Attempt, Callback, DoNotCall, Promise, Skip, Touch
from tui.core.call.reflection import Capture, Draft, Intention, Reflection
from tui.core.hours.hours import zone
from tui.core.people.contact import Contact
from tui.core.ports import StoreProblem
from tui.core.queue.standing import Standing, fold
from tui.files.defaults import read_defaults
from tui.files.home import Home, shipped_scripts
from tui.store.demo import fill, people

DEFAULTS = read_defaults(Home(Path("nowhere")))
DISPOSITIONS = DEFAULTS.dispositions

#: The numbers each country keeps free for films and books.
FICTION = {
    # All of +1: line numbers 0100-0199 of 555, ATIS-0300048 (555 NXX assignment guidelines).
    "US CA JM TT": r"\+1[2-9]\d\d55501\d\d",
    # Ofcom, "Telephone numbers for use in TV and radio drama programmes".
    "GB": r"\+44(7700900|1134960|1174960|1314960|1514960|2896496|2920180|1632960)\d{3}",
    # ComReg, National Numbering Conventions: 020 91x xxxx.
    "IE": r"\+3532091\d{5}",
    # Bundesnetzagentur, "Rufnummern für Medienproduktionen", Mitteilung 148/2021.
    "DE": r"\+49(3023125\d{3}|6990009\d{3}|4066969\d{3}|2214710\d{3}|8999998\d{3}|17139200\d\d|15228817386)",
    # ARCEP, plan national de numérotation (décision 2018-0881): œuvres audiovisuelles.
    "FR": r"\+33(19900|26191|35301|46571|53649|63998)\d{4}",
    # PTS, "Telefonnummer för användning i böcker och filmer".
    "SE": r"\+46(7017406(0[5-9]|[1-9]\d)|313900(6\d\d)|406280(4\d\d)|846500(4\d\d)|980319(2\d\d))",
    # ACMA, "Phone numbers for use in TV shows, films and creative works".
    "AU": r"\+61(491570(006|156|157|158|159|110)|[2378](5550|7010)\d{4})",
}
PATTERNS = {country: pattern for names, pattern in FICTION.items() for country in names.split()}

NOWS = [
    datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/London")),
    datetime(2026, 11, 22, 13, 0, tzinfo=ZoneInfo("America/Los_Angeles")),
    datetime(2026, 11, 25, 0, 10, tzinfo=ZoneInfo("Asia/Tokyo")),
    datetime(2026, 3, 30, 23, 50, tzinfo=UTC),
    datetime(2026, 1, 2, 8, 0, tzinfo=ZoneInfo("Australia/Sydney")),
]


@pytest.fixture(params=NOWS, ids=lambda now: f"{now:%a %H:%M %Z}")
async def demo(request):
    store = MemoryStore()
    await fill(store, request.param, DISPOSITIONS)
    return store, request.param


def test_sixty_people_in_ten_countries_some_of_them_colleagues():
    store = MemoryStore()
    contacts = people(store.new_id, NOWS[0])
    assert [c.id for c in contacts] == list(range(1, 61))
    assert len({c.name for c in contacts}) == 60
    assert len({c.country for c in contacts}) == 10
    accounts = Counter(c.account for c in contacts)
    assert 35 <= len(accounts) <= 45
    assert sum(n > 1 for n in accounts.values()) > 10
    assert {c.purpose for c in contacts} <= {p.id for p in DEFAULTS.purposes}
    assert all(c.role and c.reason and c.place and zone(c.zone) for c in contacts)
    assert all(c.email.endswith(".example") for c in contacts)


def test_every_number_is_dialable_its_own_and_kept_for_fiction():
    numbers = [(c.country, n) for c in people(MemoryStore().new_id, NOWS[0]) for n in c.numbers]
    assert len({n.e164 for _, n in numbers}) == len(numbers) > 80
    for country, number in numbers:
        assert number.callable, number
        assert re.fullmatch(PATTERNS[country], number.e164), number


async def test_the_week_is_a_believable_one(demo):
    store, now = demo
    attempts = list(store.all(Attempt))
    came = [DISPOSITIONS.get(a.disposition) for a in attempts]
    assert len(attempts) == 150
    assert None not in came
    assert 0.65 < sum(not c.connected for c in came) / len(came) < 0.75
    assert 6 <= sum(c.meeting for c in came) <= 8
    assert {"gatekeeper", "voicemail-left", "wrong-number", "out-of-service"} <= {c.id for c in came}
    began = [a.started.astimezone(now.tzinfo) for a in attempts]
    assert len({at.date() for at in began}) == 5
    assert all(at.weekday() < 5 and 9 <= at.hour < 17 and at.date() < now.date() for at in began)
    assert all(before.ended < after.started for before, after in pairwise(attempts))
    assert all(a.prep > 0 and (a.talk is None or a.talk > 0) for a in attempts)
    assert not store.unfinished()
    assert not list(store.all(Draft))
    assert sum(not store.of_contact(Attempt, c.id) for c in store.all(Contact)) > 5, "new people to call"


async def test_two_callbacks_and_a_promise_are_due_and_the_intention_is_open(demo):
    store, now = demo
    due = sorted(c.due - now for c in store.all(Callback) if not c.done)
    assert len(due) == 2
    assert timedelta(minutes=15) < due[0] < due[1] < timedelta(hours=2)
    (promise,) = store.all(Promise)
    assert promise.due.astimezone(now.tzinfo).date() == now.date()
    assert not promise.done
    newest = store.latest(Intention)
    assert (newest.text, newest.tried) == ("ask before I explain", None)
    assert all(i.tried or i == newest for i in list(store.all(Intention))[-2:])


async def test_there_is_something_of_everything(demo):
    store, _ = demo
    assert len(store.all(DoNotCall)) == 1
    assert all(len(store.all(kind)) > 0 for kind in (Touch, Capture))
    assert len({s.reason for s in store.all(Skip)}) > 1
    forms = [r for r in store.all(Reflection) if r.right or r.wrong]
    assert len({r.right for r in forms}) > 15
    assert len({r.wrong for r in forms}) > 15
    assert {True, False} <= {r.kept for r in forms}
    assert {True, False} == {r.by_clock for r in forms}
    assert any(c.referred_by for c in store.all(Contact))


async def test_standings_are_what_the_records_say(demo):
    store, _ = demo
    kinds = (Attempt, Callback, Promise, Skip, DoNotCall)
    for contact in store.all(Contact):
        of = [store.of_contact(kind, contact.id) for kind in kinds]
        standing = store.get(Standing, contact.id)
        assert standing == (fold(contact.id, *of, DISPOSITIONS) if any(of) else None)


async def test_cards_and_openers_are_in_the_library():
    from tui.playbook.library import open_playbook

    playbook, store = open_playbook([shipped_scripts()]), MemoryStore()
    await fill(store, NOWS[0], DISPOSITIONS)
    assert all(playbook.card(met.card) for a in store.all(Attempt) for met in a.met)
    openers = {a.opener for a in store.all(Attempt)} - {""}
    assert openers <= {line.id for line in playbook.lines("opener")}


async def test_the_same_moment_gives_the_same_week():
    weeks = []
    for _ in range(2):
        store = MemoryStore()
        await fill(store, NOWS[0], DISPOSITIONS)
        weeks.append([list(store.all(kind)) for kind in (Contact, Attempt, Reflection, Standing)])
    assert weeks[0] == weeks[1]


async def test_a_demo_that_cannot_be_saved_says_so():
    store = MemoryStore()
    store.fail_next = "the disk is full"
    with pytest.raises(StoreProblem, match="the disk is full"):
        await fill(store, NOWS[0], DISPOSITIONS)
