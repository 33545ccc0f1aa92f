"""Blank entries of each kind, with hints: what `n` in the library opens in the rep's editor.

They are faulty until they are filled in, and the check says what is missing. A test fills them in.
"""

from __future__ import annotations

from tui.core.pages import KINDS
from tui.files.fault import Place

_HEAD = """\
# Yours, and new. Fill in what stands empty; from a # on it is a hint, and may stay or go.
# A sentence with ': ' or ' #' in it, or one that begins with {{ [ * & ! % @ > |, needs quotes round it.
# Names in braces are filled in: {{first_name}}, {{company}}, {{reason}}, {{my_name}}, {{day}}, {{time}}.
schema: 1
pack: {{id: mine, name: My own}}

{key}:
  - id: {id}  # small letters, digits, - and _; keep it once it is in use
    name:  # what the list shows
"""

_CARD = """\
    says:  # how they say it, one on each line: three ways at least, six or more are found far better
      -
    one_liner:  # the line shown first and largest: one breath
    moves:  # the answer in steps
      acknowledge:  # something true to agree with
      ask:  # one question
    # answers:  # whole answers, beside the steps or instead of them
    #   - {style: curious, when: you have time, say: What makes you say that?}
    # keys: [wks]  # two to four letters that find it at once
    # purposes: [win]  # the kinds of call it is for; without: all
    # tags: [price]
    # avoid: [defending the price]
    # notes: for yourself, shown below
"""

_WORDS = """\
    purposes: [win]  # the kinds of call it is for
    text:  # {hint}
"""

_QUESTION = """\
    purposes: [win]  # the kinds of call it is for
    text:  # the question
    listen_for:  # what in their answer matters; may stay empty
"""

_VALUE = """\
    purposes: [win]  # the kinds of call it is for
    rows:  # line by line
      - feature:  # what it does, in five words
        benefit:  # what is easier, cheaper or calmer for them because of it
        quotes: []  # what customers said it is worth to them; q in a call adds more
"""

_PERSONA = """\
    role:  # what they do
    mood: busy  # friendly, busy, sceptical, hostile or chatty
    gatekeeper: false  # true: answers for somebody else
    wants:  # what would make them say yes
    says_no_like: []  # how they refuse: [one way, another way]
"""

_DIALOGUE = """\
    goal:  # what the call should bring about
    # persona: frank  # who it is with, by their id
    start: pickup
    nodes:
      pickup:
        prospect:  # what they say first; of several, [one, another], one is drawn
        exemplar:  # a good answer, shown afterwards
        checks: [name, permission]  # what a good answer has in it
        goto: [{to: goes-on, when: score >= 0.5}, no-time]  # where it leads: by the answer, else the last
      goes-on:
        prospect:  # what they say to a good beginning
        exemplar:  # a good answer
        checks: [question]
        goto: [{to: agrees, when: passed}, no-time]
      agrees: {prospect: "All right. Thursday, ten?", end: meeting}
      no-time: {prospect: Not now. Ring me another day., end: callback, debrief: What would you say first?}
"""

_HINTS = {
    "opener": "your first words: who you are, why you call, and may you go on",
    "voicemail": "50 words at most, that is 20 seconds; your number at the end",
    "gatekeeper": "what you say to whoever picks up",
    "close": "asks for their time: a length, a day and an hour",
}
_REST = {
    "card": _CARD,
    "question": _QUESTION,
    "value": _VALUE,
    "persona": _PERSONA,
    "dialogue": _DIALOGUE,
    **{kind: _WORDS.format(hint=f"{hint}; several lines: |- here") for kind, hint in _HINTS.items()},
}


def blank(kind: str, id: str) -> str:
    """The file of a blank entry. Raises KeyError for no kind of entry."""
    return _HEAD.format(key=KINDS[kind], id=id) + _REST[kind]


def place(text: str) -> Place:
    """Where one begins to fill it in."""
    before = text[: text.index("    name:") + len("    name:")]
    return before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1


def is_blank(text: str, id: str) -> bool:
    """Whether it was left as it is, whatever an editor does at the ends of lines."""
    return any(_bare(text) == _bare(blank(kind, id)) for kind in KINDS)


def _bare(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]
