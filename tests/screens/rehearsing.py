"""A small library to rehearse with, which never changes: what the tests of practice on screen stand on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.desk import Desk
from tests.fake_voice import FakeVoice
from tests.screens.shelf import on_the_shelf
from tui.core.ports import Batch
from tui.screens.practice.speech import Speech

WORDS = """\
schema: 1
pack: {id: basics, name: Basics}
vars:
  day: Thursday
  time: ten

personas:
  - {id: dana, name: Dana Okonjo, role: Operations, mood: busy, voice: en-GB, rate: 1.2,
     wants: one good sentence, says_no_like: [Put it in a mail]}
  - {id: frank, name: Frank Odell, role: Purchasing, mood: hostile,
     wants: to be rid of you, says_no_like: [Your price is a joke]}
  - {id: rosa, name: Rosa Lindqvist, role: Flower shop, mood: friendly,
     wants: to help, says_no_like: [Ask me tomorrow]}

cards:
  - id: price
    name: Too expensive
    tags: [price]
    says: [that is too expensive for us, your price is too high, we cannot pay that]
    hear: [price, joke]
    framework: acknowledge-ask
    one_liner: "{my_name} hears you. What are you putting it next to?"
    moves: {acknowledge: Nobody wants to overpay., ask: What are you putting it next to?}
    checks: [acknowledge, open_question]
    avoid: [defending the price]
  - id: busy
    name: No time now
    tags: [timing]
    difficulty: 1
    says: [I have no time now, I am busy today, call me some other time]
    moves: {ask: When shall I ring?}
    checks: [acknowledge, proposes_time]
  - id: vendor
    name: Has somebody
    tags: [competition]
    says: [we already have somebody for that, we are happy with ours, our supplier is fine]
    moves: {ask: What made you choose them?}
    checks: [question]
  - id: mail
    name: Send an e-mail
    tags: [brush-off]
    says: [just send me an e-mail, put it in a mail please, write to me first]
    moves: {ask: What should be in it?}
    checks: [question, {label: names a day, any: [thursday, friday], required: false}]
  - id: trust
    name: Never heard of you
    tags: [trust]
    difficulty: 3
    says: [I have never heard of you, who are you people, how do I know that]
    moves: {ask: What would you need to see?}

openers:
  - {id: plain, name: Plain, text: "Hello, {my_name} from {my_company}."}

dialogues:
  - id: first-call
    name: A first call
    persona: dana
    purposes: [win]
    difficulty: 2
    goal: Fifteen minutes with a day and a time
    notes: She has three minutes.
    start: pickup
    nodes:
      pickup:
        prospect: "Operations, Okonjo."
        goal: Say who you are and ask for half a minute
        exemplar: "Hello {first_name}, {my_name} from {my_company}. Have you got half a minute?"
        checks: [name, question]
        seconds: 6
        choices:
          - say: "{my_name} from {my_company}. Have you got half a minute?"
            to: brush-off
            quality: 3
            why: Short and honest.
          - {say: We are a leading provider., to: gone, quality: 0, why: It is about you.}
        goto:
          - {to: brush-off, when: score >= 0.5}
          - gone
      brush-off:
        card: mail
        goal: Find out what should be in it
        exemplar: "Gladly. What should be in it? And shall we talk {day} at {time}?"
        goto:
          - {to: booked, when: has_question}
          - gone
      booked:
        prospect: "Thursday, then."
        end: meeting
        debrief: What did you say just before?
      gone:
        prospect: "No. Goodbye."
        end: hang-up
        debrief: What would you say sooner?
  - id: flowers
    name: Flowers that were late
    persona: rosa
    difficulty: 1
    goal: She knows the day
    start: hello
    nodes:
      hello:
        prospect: "Lindqvist, flowers."
        goal: Say it
        exemplar: "They come Friday."
        checks: [short]
        goto: end
      end: {prospect: "Then Friday.", end: callback, debrief: How long did it take?}
"""


def rehearse(desk: Desk, home: Path, seed: int = 3) -> Desk:
    """The app with this library, and the same shuffling every time."""
    desk.app.chance = Random(seed)
    return on_the_shelf(desk, home, WORDS)


def with_voice(desk: Desk, *args: object, **more: object) -> FakeVoice:
    """Give the app a voice."""
    voice = FakeVoice(*args, **more)  # type: ignore[arg-type]
    desk.app.speech = Speech(desk.app, voice)
    return voice


Rehearsal = Callable[..., Desk]


def put(desk: Desk, *records: object) -> None:
    """More records, as if they had been there."""
    desk.store.apply(Batch(records))  # type: ignore[arg-type]
