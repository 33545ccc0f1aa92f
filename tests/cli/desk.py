"""A home folder with three people in it, for the tests of the commands."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import pytest

from tests.core.given import number
from tui.__main__ import main
from tui.core.people.contact import Contact
from tui.core.ports import Batch, R, Saved
from tui.files.home import Home
from tui.wiring import open_store

PEOPLE = (
    Contact(1, "Ada Byron", "Acme", "buyer", (number("+442079460101", "mobile"),), reason="new depot"),
    Contact(2, "Ben Okafor", "Bolt", numbers=(number("+12125550102", "mobile", "America/New_York"),)),
    Contact(3, "Ada Obi", numbers=(number("+442079460103"),), do_not_call="asked in writing"),
)
#: Three in the afternoon in London, ten in New York.
AT = "2026-11-23T15:00:00+00:00"


def fill(home: Home, *records: Any) -> None:
    """Put records on disk."""
    store = open_store(home)
    try:
        assert asyncio.run(store.commit(Batch(records))) == Saved()
    finally:
        store.close()


def kept(home: Home, kind: type[R]) -> Sequence[R]:
    """What is on disk of a kind."""
    store = open_store(home, read_only=True)
    try:
        return list(store.all(kind))
    finally:
        store.close()


def answer(said: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """The one JSON document of a command that is done."""
    assert main([*arguments, "--json"]) == 0
    printed = said.readouterr()
    assert printed.err == ""
    return json.loads(printed.out)


def refusal(said: pytest.CaptureFixture[str], *arguments: str, code: int = 1) -> str:
    """The complaint of a command that is refused; nothing else is said."""
    assert main(list(arguments)) == code
    printed = said.readouterr()
    assert printed.out == ""
    return printed.err
