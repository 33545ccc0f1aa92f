"""The library as it is read and searched in: each entry of a file as a page, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tui.core.call.attempt import Promise
from tui.core.call.reflection import Capture
from tui.core.ports import Answer, Card, Shelf
from tui.core.text import fold

#: Kind → what several of them are called, on screen and in the files, in the order they are browsed.
KINDS = {
    "card": "cards",
    "opener": "openers",
    "voicemail": "voicemails",
    "gatekeeper": "gatekeepers",
    "question": "questions",
    "close": "closes",
    "value": "values",
    "persona": "personas",
    "dialogue": "dialogues",
}

NEWEST = 500
W = TypeVar("W", Capture, Promise)

Waiting = Capture | Promise
"""What a rep wants to have an answer to the next time: an objection from a call, or a question."""

#: Of `Only`: what was put away, instead of pages.
AWAY = "put away"


@dataclass(frozen=True, slots=True)
class Page:
    """One entry. What its kind does not have is empty."""

    kind: str
    """One of KINDS."""
    id: str
    title: str
    pack: str
    """The name of the pack it is in."""
    file: str
    """Path of the file it stands in."""
    own: bool
    """Whether that is one of the rep's."""
    replaces: bool = False
    """Whether it stands in the place of a shipped one."""
    main: str = ""
    """The words to say, shown largest; several lines allowed."""
    says: tuple[str, ...] = ()
    """What they say."""
    answers: tuple[Answer, ...] = ()
    steps: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(what the step does, its lines)."""
    facts: tuple[tuple[str, str], ...] = ()
    """(label, text) of what only this kind has."""
    avoid: tuple[str, ...] = ()
    notes: str = ""
    sources: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    """The purposes it is for; none: all."""
    tags: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return self.file.replace("\\", "/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Only:
    """What is left to see of the library; empty: everything."""

    what: str = ""
    """`purpose`, `tag`, `pack` or `file`; or AWAY, which no page is among."""
    value: str = ""

    def fits(self, page: Page) -> bool:
        """Whether a page is among it. What is for all purposes is for each."""
        match self.what:
            case "purpose":
                return not page.purposes or self.value in page.purposes
            case "tag":
                return self.value in page.tags
            case "pack":
                return page.pack == self.value
            case "file":
                return page.name == self.value
        return not self.what


def choices(pages: Sequence[Page]) -> list[Only]:
    """Everything one may choose to see, own files first, then purposes, tags, packs and shipped files."""
    own = dict.fromkeys(Only("file", p.name) for p in pages if p.own)
    purposes = dict.fromkeys(Only("purpose", purpose) for p in pages for purpose in p.purposes)
    tags = sorted({tag for p in pages for tag in p.tags})
    packs = dict.fromkeys(Only("pack", p.pack) for p in pages)
    shipped = dict.fromkeys(Only("file", p.name) for p in pages if not p.own)
    return list(dict.fromkeys([*own, *purposes, *(Only("tag", tag) for tag in tags), *packs, *shipped]))


def with_words(pages: Sequence[Page], words: str) -> list[Page]:
    """The pages that have all the words, in title, tags or text: how everything but cards is found."""
    wanted = fold(words).split()

    def text(page: Page) -> str:
        return fold(" ".join((page.title, page.id, *page.tags, page.main, *page.says, page.notes)))

    return [page for page in pages if wanted and all(word in text(page) for word in wanted)]


def unanswered(shelf: Shelf, cards: Iterable[Card]) -> list[Capture]:
    """Objections the rep was not ready for that no card has among what they say, newest first, each once.

    So it is answered as soon as it stands in a card, however it came there. The newest NEWEST are looked at.
    """
    said = _said(cards)
    return [capture for words, capture in captured(shelf) if words not in said]


def captured(shelf: Shelf) -> Iterator[tuple[str, Capture]]:
    """(words, folded; capture) of what was captured in calls, newest first, each wording once.

    What was put away is left out, until somebody says it again.
    """
    return _each_once(_newest(shelf, Capture))


def questions(shelf: Shelf, cards: Iterable[Card]) -> list[Promise]:
    """Questions an answer was promised to (P17), given or not, that no card has: as in `unanswered`."""
    said = _said(cards)
    return [promise for words, promise in _each_once(_newest(shelf, Promise)) if words not in said]


def put_away(shelf: Shelf) -> list[Waiting]:
    """What was put away, objections first, each the newest first."""
    captures = _each_once(_newest(shelf, Capture), away=True)
    promises = _each_once(_newest(shelf, Promise), away=True)
    return [*(capture for _, capture in captures), *(promise for _, promise in promises)]


def words_of(waiting: Waiting) -> str:
    """What they said."""
    return waiting.text if isinstance(waiting, Capture) else waiting.question


def _newest(shelf: Shelf, kind: type[W]) -> Iterator[W]:
    return filter(None, (shelf.get(kind, id) for id in reversed(shelf.ids(kind)[-NEWEST:])))


def _said(cards: Iterable[Card]) -> set[str]:
    return {fold(words) for card in cards for words in card.says}


def _each_once(newest: Iterable[W], *, away: bool = False) -> Iterator[tuple[str, W]]:
    """(words, folded; what they are of), the first of each wording: what was put away, or what was not."""
    seen: set[str] = set()
    for one in newest:
        if (words := fold(words_of(one))) not in seen:
            seen.add(words)
            if bool(one.put_away) is away:
                yield words, one
