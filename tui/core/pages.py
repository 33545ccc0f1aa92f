"""The library as it is read and searched in: each entry of a file as a page, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tui.core.attempt import Promise
from tui.core.ports import Answer, Card, Shelf
from tui.core.reflection import Capture
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
    """`purpose`, `tag`, `pack` or `file`."""
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
        return True


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
    newest = (shelf.get(Capture, id) for id in reversed(shelf.ids(Capture)[-NEWEST:]))
    return _each_once((capture.text, capture) for capture in newest if capture)


def questions(shelf: Shelf, cards: Iterable[Card]) -> list[Promise]:
    """Questions an answer was promised to (P17), given or not, that no card has: as in `unanswered`."""
    said = _said(cards)
    newest = (shelf.get(Promise, id) for id in reversed(shelf.ids(Promise)[-NEWEST:]))
    each = _each_once((promise.question, promise) for promise in newest if promise)
    return [promise for words, promise in each if words not in said]


def _said(cards: Iterable[Card]) -> set[str]:
    return {fold(words) for card in cards for words in card.says}


def _each_once(said: Iterable[tuple[str, W]]) -> Iterator[tuple[str, W]]:
    """(words, folded; what they are of), the first of each wording, but for those that were put away."""
    seen: set[str] = set()
    for text, one in said:
        if (words := fold(text)) not in seen:
            seen.add(words)
            if not one.put_away:
                yield words, one
