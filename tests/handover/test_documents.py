"""Requests as documents: what is written is read back, and nothing else is taken for one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.core.given import NEW_YORK, NOW, number, person
from tui.core.call.attempt import CallList
from tui.core.practice.practice import Drill, Review
from tui.core.request import Change, Forbid, Log, Practised, Request, TakeComments, TakeIn, TakeList
from tui.handover.documents import NotUnderstood, read, write

MOMENT = NOW + timedelta(microseconds=123456)
SOMEBODY = person(0, number(), account="Zoë & Co", fields={"Größe": "9"}, notes="two\nlines", added=MOMENT)
KNOWN = person(7, number("+442079460107"), role="buyer")
LOG = Log(7, "call-back", MOMENT, "+442079460107", "asked \x1b first", "ta\udc80lked", "…", "fri 10:30")
DNC = Forbid(("+442079460101", "+12125550102"), MOMENT, "added by hand")
LIST = TakeList("FTC 702", "a.txt", MOMENT, NOW, False, {"+1702555": "01000101"}, {"+442079460": "0101"})
IMPORT = TakeIn(
    (SOMEBODY, replace(SOMEBODY, name="")),
    (Change(KNOWN, replace(KNOWN, email="d@x.org")),),
    (CallList(0, "Fair", file="leads.csv", imported=MOMENT),),
    known=41,
)
DRILL = Drill(0, "flash", MOMENT, lines=2, timed=1, quick=1, unseen=2, unaided=1)
COMMENTS = TakeComments(("Breathe",), "Kim", NOW)
PRACTISED = Practised(
    (
        Review(0, "price", MOMENT, 3, "Too  dear", True, 1.25, answer="Compared with what?"),
        Review(0, "draft/no van", MOMENT, 1, "No van", hint=True, aloud=True, talk=3.0, pause=0.5),
    ),
    replace(DRILL, ended=MOMENT, change="slower"),
)


@pytest.mark.parametrize(
    "request_", [LOG, replace(LOG, number=""), DNC, LIST, IMPORT, PRACTISED, Practised((), DRILL), COMMENTS]
)
def test_what_is_written_is_read_back(request_: Request) -> None:
    data = write(request_)
    assert data.isascii()
    assert read(data) == request_


def test_times_are_utc() -> None:
    document = json.loads(write(replace(DNC, at=MOMENT.astimezone(NEW_YORK))))
    assert document["at"] == "2026-11-23T09:00:00.123456+00:00"


def changed(request_: Request, **keys: Any) -> bytes:
    document = json.loads(write(request_)) | keys
    return json.dumps({key: value for key, value in document.items() if value is not ...}).encode()


def reviewed(**keys: Any) -> bytes:
    """A round with one review in which something is wrong."""
    right = {"item": "price", "at": "2026-11-23T09:00:00Z", "rating": 3}
    return changed(PRACTISED, reviews=[right | keys])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is no JSON"),
        (b'{"format":1,"request":"log","contact":7', "it is no JSON"),
        (b"\xff\xfe", "it is no JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b"[1]", "it is none of Offhook's requests"),
        (b"{}", "it is none of Offhook's requests"),
        (changed(DNC, format=True), "it is none of Offhook's requests"),
        (changed(DNC, format=2), r"another version of Offhook wrote it \(format 2\)"),
        (changed(DNC, request="erase"), r"it asks for something unknown \(erase\)"),
        (changed(DNC, request=["dnc"]), "it asks for something unknown"),
        (changed(DNC, until="friday"), "'until' is unknown"),
        (changed(DNC, why=...), "'why' is missing"),
        (changed(DNC, why=3), "'why' is no text"),
        (changed(DNC, at="soon"), "'at' is no time"),
        (changed(DNC, at="2026-11-23T09:00:00"), "'at' is no time"),
        (changed(DNC, at="9999-12-31T23:59:59+00:00"), "'at' is no time"),
        (changed(DNC, numbers="+442079460101"), "'numbers' is no list"),
        (changed(DNC, numbers=["020 7946 0101"]), "'numbers' holds something that is no phone number"),
        (changed(DNC, numbers=["+44\n"]), "'numbers' holds something that is no phone number"),
        (changed(LOG, contact="7"), "'contact' is no whole number"),
        (changed(LOG, contact=True), "'contact' is no whole number"),
        (changed(LOG, number="\x1b]52"), "'number' holds something that is no phone number"),
        (changed(LOG, right=None), "'right' is no text"),
        (changed(LIST, full=1), "'full' is neither true nor false"),
        (changed(LIST, added=["+17025550100"]), "'added' holds something else than numbers"),
        (changed(LIST, added={"+1702555": ["0100"]}), "'added' holds something else than numbers"),
        (changed(LIST, added={"1702555": "0100"}), "'added' holds something that is no phone number"),
        (changed(LIST, dropped={"+1702555": "01001"}), "'dropped' holds something that is no phone number"),
        (changed(LIST, dropped={"+1702555": ""}), "'dropped' holds something that is no phone number"),
        (changed(IMPORT, new=[{"account": "no name"}]), "'new' holds a damaged record"),
        (changed(IMPORT, new=["Dana"]), "'new' holds a damaged record"),
        (changed(IMPORT, new=[{"name": "Dana", "mood": "fine"}]), "'mood' is unknown"),
        (changed(IMPORT, new=[{"name": "D", "numbers": [{"raw": "1", "e164": "0"}]}]), "no phone number"),
        (changed(IMPORT, changed=[{"id": 7, "before": {"name": "D"}}]), "'after' is missing"),
        (changed(IMPORT, changed=[["Dana"]]), "'changed' holds something else"),
        (changed(IMPORT, lists=[{"name": 3}]), "'lists' holds a damaged record"),
        (reviewed(rating=0), "'reviews' holds a review that is none"),
        (reviewed(rating=5), "'reviews' holds a review that is none"),
        (reviewed(item=""), "'reviews' holds a review that is none"),
        (reviewed(first_word=-1.0), "'reviews' holds a time that is none"),
        (reviewed(talk=float("nan")), "'reviews' holds a time that is none"),
        (reviewed(pause=float("inf")), "'reviews' holds a time that is none"),
        (reviewed(at="9999-12-31T23:59:59+00:00"), "'reviews' is no time"),
        (reviewed(at=7), "'reviews' holds a damaged record"),
        (reviewed(mood="fine"), "'mood' is unknown"),
        (changed(PRACTISED, reviews={}), "'reviews' is no list"),
        (changed(PRACTISED, drill=["flash"]), "'drill' holds a damaged record"),
        (changed(PRACTISED, drill={"mode": "flash"}), "'drill' holds a damaged record"),
        (
            changed(PRACTISED, drill={"mode": "flash", "started": "9999-12-31T23:59:59Z"}),
            "'drill' is no time",
        ),
    ],
)
def test_anything_else_says_what_is_wrong_with_it(data: bytes, why: str) -> None:
    with pytest.raises(NotUnderstood, match=why):
        read(data)


def test_what_it_says_of_a_strange_key_is_plain() -> None:
    with pytest.raises(NotUnderstood) as flaw:
        read(changed(DNC, **{"\x1b[31m!": 1}))
    assert str(flaw.value) == "'!' is unknown"


def test_a_call_left_by_an_older_version_is_taken_in() -> None:
    call = Log(7, "busy", NOW, "+442079460101")
    document = json.loads(write(call))
    del document["kept"]
    assert read(json.dumps(document).encode()) == call
    not_kept = replace(call, kept=False)
    assert read(write(not_kept)) == not_kept
