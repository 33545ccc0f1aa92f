"""A small script library that never changes: what the tests of the library screen stand on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk import Desk
from tui.playbook.reload import Scripts

SHIPPED = """\
schema: 1
pack: {id: basics, name: Basics}
vars:
  benefit: two hours a day
  proof: ""

personas:
  - id: frank
    name: Frank Odell
    role: Head of purchasing
    mood: hostile
    gatekeeper: true
    wants: to be rid of you
    says_no_like: [You people never stop, Who gave you this number]

cards:
  - id: price
    name: Too expensive
    tags: [price]
    purposes: [win, grow]
    says: [that's too expensive, your price is too high, we can't pay that, a lot of money, too dear]
    framework: acknowledge-ask
    one_liner: "{first_name}, what are you putting it next to?"
    moves:
      acknowledge: Nobody wants to overpay.
      ask: Is it {proof} you miss?
    answers:
      - style: curious
        when: they named no figure
        say: What would it have to bring you?
      - style: direct
        say: It brings {benefit}.
    then: Offer a day.
    avoid: [defending the price, a discount]
    notes: Find out what they compare it with.
    sources:
      - {title: Objections, author: Jeb Blount, year: 2018, note: only the order}
  - id: busy
    name: No time now
    tags: [timing]
    says: [I have no time, I'm busy, call me later]
    moves: {ask: When shall I ring?}

openers:
  - id: reason
    name: Straight to the reason
    purposes: [win]
    text: |-
      Hello {first_name}, {my_name} from {my_company}.
      I'm calling about {reason}.

questions:
  - id: today
    name: How it is done today
    text: How do you do that today?
    listen_for: what is written down twice

values:
  - id: sheet
    name: What it is worth
    rows:
      - {feature: Plans the day, benefit: the evening is free, quotes: [I am home at five]}
      - {feature: Tells the customer, benefit: fewer calls}

dialogues:
  - id: first-call
    name: A first call
    persona: frank
    goal: 15 minutes
    start: hello
    nodes:
      hello: {prospect: Purchasing., goto: end}
      end: {prospect: No., end: no}
"""


def on_the_shelf(desk: Desk, home: Path, shipped: str = SHIPPED) -> Desk:
    """The app with this library instead of the shipped one."""
    (home / "shipped").mkdir(exist_ok=True)
    (home / "shipped" / "basics.yaml").write_text(shipped, "utf-8")
    desk.app.wording.scripts = Scripts(home / "shipped", home / "scripts", home / "cache")
    desk.app.wording.words = desk.app.wording.scripts.read()
    return desk


def write(home: Path, text: str, name: str = "mine.yaml") -> Path:
    """A file of the rep's."""
    (home / "scripts").mkdir(exist_ok=True)
    path = home / "scripts" / name
    path.write_text(text, "utf-8")
    return path


MINE = """\
schema: 1
pack: {id: mine, name: My own}
cards:
  - id: price
    name: Too dear, in my words
    says: [that's too expensive, too dear for us]
    answers:
      - say: Compared to what, {first_name}?
"""


def editor(monkeypatch: pytest.MonkeyPatch, *writes: str) -> list[list[str]]:
    """An editor that leaves these texts in the files it is given, one for each time; its commands."""
    monkeypatch.setenv("EDITOR", "vim")
    left, seen = list(writes), list[list[str]]()

    def command(self: object, file: Path, line: int = 1, column: int = 1) -> str:
        seen.append([file.name, str(line)])
        if left:
            file.write_text(left.pop(0), "utf-8")
        return ""

    monkeypatch.setattr("tui.files.editor.Editor.open", command)
    monkeypatch.setattr("tui.screens.editing.step_aside", lambda app, run: run())
    return seen
