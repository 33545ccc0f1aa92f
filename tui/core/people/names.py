"""Names of people: whether two can be one person's, and how near they are.

Names are compared as sets of words, without case, accents, titles and order. Chinese and Japanese ones are
compared by their signs, for they are written with and without a space, family name first or last.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tui.core.text import fold

_WORD = re.compile(r"[^\W_]+")
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af々・\s]+")
#: What stands before or behind a name and tells nobody from anybody.
TITLES = frozenset(
    _WORD.findall(
        "mr mrs ms miss mx dr prof herr frau hr fr dipl ing mag jun sen jr sr phd mba md esq ii iii "
        "m mme mlle madame monsieur sra srta don dona sig sigra sigg dott dottssa avv ing geom rag "
        "dhr mevr mw drs ir mevrouw heer senhor senhora dra eng 様 さん 殿 氏 先生 女士"
    )
)
#: Words that tell a father from his son, and which of them it is.
_GENERATIONS = {
    **dict.fromkeys(("sr", "sen", "senior", "snr"), 1),
    **dict.fromkeys(("jr", "jun", "junior", "jnr", "ii"), 2),
    "iii": 3,
}
_NICKNAMES = """
alexander: alex, sandy, sascha; andrew: andy, drew; anthony: tony; barbara: barb; benjamin: ben
catherine: kate, cathy, katherine, kathy; charles: charlie, chuck; christine: chris, tina
christopher: chris; daniel: dan, danny; david: dave; deborah: deb, debbie; donald: don; edward: ed, ted
elizabeth: liz, beth, betty, lisa; francis: frank; frederick: fred; gregory: greg; jacob: jake
james: jim, jimmy, jamie; jennifer: jen, jenny; johannes: hans; john: jack, johnny; jonathan: jon
joseph: joe, josef; joshua: josh; kenneth: ken; lawrence: larry; margaret: maggie, meg, peggy
matthew: matt; michael: mike, mick; nicholas: nick; patricia: pat, patty; patrick: pat; peter: pete
philip: phil, phillip; rebecca: becky; richard: rick, dick, rich; robert: bob, rob, bobby; ronald: ron
samuel: sam; samantha: sam; stephen: steve, steven; susan: sue, susie; thomas: tom; timothy: tim
victoria: vicky; william: bill, will, billy; francisco: paco; jose: pepe; giuseppe: beppe; maximilian: max
"""
_LONG = {
    short.strip(): full.strip()
    for entry in re.split(r"[;\n]", _NICKNAMES)
    if entry
    for full, _, shorts in [entry.partition(":")]
    for short in shorts.split(",")
}


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name for comparing, in alphabetical order, without titles (`Dr. Byron, Ada`)."""
    folded = fold(name)
    if not folded.isascii() and _EAST_ASIAN.fullmatch(name):
        signs = "".join(sorted("".join(word for word in folded.split() if word not in TITLES)))
        return (signs,) if signs else ()
    words = sorted(word for word in _WORD.findall(folded) if word not in TITLES)
    return tuple(words or _WORD.findall(folded) or [name.strip()] * bool(name.strip()))


def compatible(one: str, other: str) -> bool:
    """Whether two names can be one person's: equal, one missing, a part (`Ada`), initials (`A. Byron`)."""
    if one == other or not one or not other:
        return True
    if other_generation(one, other):
        return False
    few, many = sorted((words_of(one), words_of(other)), key=len)
    if len(few) == len(many) == 1 and not few[0].isascii() and _EAST_ASIAN.fullmatch(few[0] + many[0]):
        return _signs_fit(fold(one), fold(other))
    rest, whole = list(many), False
    for word in few:
        match = next((w for w in rest if w == word), None) or next(
            (w for w in rest if (len(word) == 1 or len(w) == 1) and w[0] == word[0]), None
        )
        if match is None:
            return False
        rest.remove(match)
        whole = whole or (match == word and len(word) > 1)
    return whole


def other_generation(one: str, other: str) -> bool:
    """Whether two names tell themselves apart: `John Smith Sr.` and `John Smith Jr.`."""
    first, second = _generation(one), _generation(other)
    return bool(first and second and first != second)


@lru_cache(maxsize=4096)
def _generation(name: str) -> int:
    """1 of a father, 2 of his son (`Jr.`, `II`), 3 of a grandson; 0: it is not said behind the name."""
    words = _WORD.findall(fold(name))
    return next((_GENERATIONS[word] for word in words[1:] if word in _GENERATIONS), 0)


def _signs_fit(one: str, other: str) -> bool:
    """`山田 太郎`, `山田太郎` and `太郎 山田` fit, and so does the family name alone."""
    few, many = sorted((one.replace(" ", ""), other.replace(" ", "")), key=len)
    return sorted(few) == sorted(many) or (len(few) > 1 and many.startswith(few))


def likeness(one: str, other: str) -> str:
    """In what two names are alike, as words for the rep (`the same name`); empty: they are not."""
    first, second = words_of(one), words_of(other)
    if not first or not second:
        return ""
    if first == second:
        return "the same name"
    if compatible(one, other):
        return "a name that fits"
    if len(first) == len(second):
        pairs = list(zip(first, second, strict=True))
        differ = [(a, b) for a, b in pairs if a != b]
        if len(differ) == 1 and near_words(*differ[0]) and (len(pairs) > 1 or len(first[0]) > 4):
            return "names that differ in a letter"
        if sorted(_LONG.get(w, w) for w in first) == sorted(_LONG.get(w, w) for w in second):
            return "a short form of the name"
    if "".join(first) == "".join(second):
        return "the same letters"
    return ""


def near_words(one: str, other: str) -> bool:
    """Whether two words differ by one letter put in, left out, changed or swapped with its neighbour.

    Short words must be equal: `Jan` and `Jen` are two people.
    """
    if len(one) > len(other):
        one, other = other, one
    if len(one) < 4 or len(other) - len(one) > 1:
        return False
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    mine, theirs = one[start:], other[start:]
    swapped = mine[:2] == theirs[:2][::-1] and mine[2:] == theirs[2:]
    return swapped or mine[1:] == theirs[1:]
