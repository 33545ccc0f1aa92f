"""Names of contacts, taken out of the rep's own words.

It is done word by word, and it may miss: a nickname, a name typed wrong, `mark` in small letters. So the rep
reads a report before it goes anywhere, and the report says so. Rather too much is taken out than too little.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from tui.core.people.contact import Contact
from tui.core.people.names import TITLES
from tui.core.text import fold

NAME, COMPANY, ADDRESS, NUMBER = "‹name›", "‹company›", "‹address›", "‹number›"

_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>(),;]+")
_NUMBER = re.compile(r"\+?\(?\d(?:[\s().\-/]{0,2}\d){6,14}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
#: Of these signs names are written without spaces.
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af々]{2,}")
#: The longest name or company that is looked for, in words.
_LONGEST = 8
#: Words of companies that tell none from another.
_FORMS = frozenset(
    _WORD.findall(
        """
    ltd limited inc incorporated llc llp plc corp corporation co company gmbh ag kg ohg ug se sa sas
    sarl srl spa bv nv ab as oy the and und et der die das group holding international services
    """
    )
)
#: Words that are names as well: a single one counts only with a capital, and only of people who were called.
_EVERYDAY = frozenset(
    _WORD.findall(
        """
    a am an and angel any april art as ask asked at august baker banks be bell berg best bill bishop
    black blue bond book both bright brook brown bush but buy call called can case cash chance chase
    christian church close cold cook cross dance day days de deal dean den der des did die do down drew
    driver du due early earnest east el else end english even ever every faith fall fast few field fine
    first fisher for forest fox frank free french friday friend from gave german gold good got grace
    grant gray great green grey had half hall hand hard has have he head heart her here hi high hill him
    his hope hot how hunter i if in iris is it ivy jack jan joy june just keep king know la lake lane
    last law le lead least left less let like lily line little live long lost lot love low lucky made
    major make man many march mark market mason master matt may me mean meet mercy mike miles miller
    mine money more most my new next nice no noble none north not now of off old olive on one only or
    other our out own page park pat pearl penny people plan please pope price queen question quick ray
    red rich right rise river robin rose ruby said sales same say second see sell set she short show
    small smart so some soon south spring star stay still stone stop street strong such summer sun sure
    swift take talk tell ten than that the them then there they thing this three time to today tom too
    town two under up us very violet walker wall was way we week well went west what when white who why
    will winter wise with wolf wood words work worth yes yet you young your zu und ich sie er es mit von
    """
    )
)


class Names:
    """Knows which words of some texts are names of contacts: all texts first, everybody, then `out_of`."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [_whole(text) for text in texts]
        self._words = {fold(word[0]) for text in self._texts for word in _WORD.finditer(text)}
        self._signs = {run[0] for text in self._texts for run in _SIGNS.finditer(text)}
        self._rows: dict[tuple[str, ...], str] = {}
        self._starts: dict[str, int] = {}
        """First word of a row → how long the longest is that begins so."""
        self._near: set[str] = set()
        self._far: set[str] = set()
        self._found_signs: set[str] = set()

    def know(self, contact: Contact, *, near: bool) -> None:
        """Somebody whose name must not be told. `near`: the texts are about calls with this person."""
        words = _words(contact.name)
        self._row(words, NAME)
        self._row(words[::-1], NAME)
        for word in words:
            if word in self._words and len(word) > 1 and word not in TITLES:
                (self._near if near else self._far).add(word)
        company = _words(contact.account)
        while company and company[-1] in _FORMS:
            company.pop()
        self._row(company, COMPANY, least=1 if near else 2)
        if near and company and len(company[0]) > 3 and company[0] not in _EVERYDAY | _FORMS:
            self._row(company[:1], COMPANY, least=1)
        for name in (contact.name, contact.account):
            signs = "".join(name.split())
            if _SIGNS.fullmatch(signs):
                family = {signs, *(part for part in name.split() if len(part) > 1)}
                self._found_signs |= {one for one in family if any(one in run for run in self._signs)}

    def _row(self, words: list[str], shown: str, least: int = 2) -> None:
        """Words that are a name when they stand one behind the other."""
        told = len(words) > 1 or (bool(words) and words[0] not in _EVERYDAY)
        if told and least <= len(words) <= _LONGEST and all(word in self._words for word in words):
            self._rows.setdefault(tuple(words), shown)
            self._starts[words[0]] = max(len(words), self._starts.get(words[0], 0))

    def out_of(self, text: str) -> str:
        """The text without names, addresses and phone numbers."""
        text = _ADDRESS.sub(ADDRESS, _whole(text))
        text = _NUMBER.sub(lambda found: found[0] if _DAY.match(found[0]) else NUMBER, text)
        for signs in sorted(self._found_signs, key=len, reverse=True):
            text = text.replace(signs, NAME)
        return "".join(self._pieces(text))

    def _pieces(self, text: str) -> Iterator[str]:
        found = list(_WORD.finditer(text))
        folded = [fold(word[0]) for word in found]
        end, at = 0, 0
        while at < len(found):
            many, shown = self._here(found, folded, at)
            if many:
                yield text[end : found[at].start()]
                yield shown
                end = found[at + many - 1].end()
            at += many or 1
        yield text[end:]

    def _here(self, found: list[re.Match[str]], folded: list[str], at: int) -> tuple[int, str]:
        """How many words from `at` on are a name, and what stands in their place."""
        word, capital = folded[at], found[at][0][0] != found[at][0][0].lower()
        longest = min(self._starts.get(word, 0), len(found) - at)
        for many in range(longest, 0, -1):
            shown = self._rows.get(tuple(folded[at : at + many]))
            if shown and (capital or not _EVERYDAY.issuperset(folded[at : at + many])):
                return many, shown
        everyday = word in _EVERYDAY
        if word in self._near and (capital or not everyday):
            return 1, NAME
        if word in self._far and len(word) > 2 and capital and not everyday:
            return 1, NAME
        return 0, ""


def _whole(text: str) -> str:
    """Accents as part of their letters, so that a word is one."""
    return unicodedata.normalize("NFC", text)


def _words(name: str) -> list[str]:
    if name.isascii():
        return _WORD.findall(name.casefold())
    return [fold(word[0]) for word in _WORD.finditer(_whole(name))]
