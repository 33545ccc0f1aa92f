"""The text around phone numbers: labels, wrappings, several in one cell, and what only looks like one."""

from __future__ import annotations

import re
from functools import lru_cache

from tui.core.text import fold, plain

ROUNDED = "Excel has rounded it: digits are lost"
RANGE = "a range of numbers: write them out"

_FAST = re.compile(r"\+?[\d(][\d\s()-]*", re.ASCII)
_WRAPPED = re.compile(r"""=?\s*["“'](.*)["”']|'(.*)""", re.DOTALL)
_FLOAT = re.compile(r"(\+?\d{7,})[.,]0+")
_LABEL = re.compile(r"\*?\s*([^\W\d_][^\d+＋(]{0,30}?)[\s.:=*]*(?=[+＋(\d])")
_AFTER = re.compile(r"([+\d(][\d\s().+-]{5,}\d)\s*\(([^\W\d_][^\d]{0,20})\)")
_SHAPES = (
    (re.compile(r"[+-]?\d+(?:[.,]\d+)?\s*[eE]\s*\+?\d{1,2}"), ROUNDED),
    (re.compile(r"[-−–]\s*[\d.].*"), "a minus stands before it: a calculated value?"),
    (
        re.compile(
            r"(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|[12]\d|3[01])\1(?:19|20)?\d\d(?:[ T]+[\d:]+.*)?"
        ),
        "a date",
    ),
    (
        re.compile(r"(?:19|20)\d\d([./-])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?:[ T]+[\d:.Z+-]+)?"),
        "a date",
    ),
    (re.compile(r"\d\d?:\d\d(?::\d\d)?(?: ?[ap]m)?", re.I), "a time"),
    (re.compile(r"\d{3}-\d\d-\d{4}"), "looks like a social security number"),
    (re.compile(r"\d{1,3}(?:[,.' ]\d{3})*[.,]\d\d|.*[$€£¥%].*"), "an amount"),
    (re.compile(r"\d{4}([ -])\d{4}\1\d{4}\1\d{3,4}"), "looks like a card number"),
    (re.compile(r".*[^\W\d_].*@.*|.*(?:://|www\.).*"), "an address, not a phone number"),
    (re.compile(r".*\d[\d\s().-]{8,}/\s*\d{1,4}\s*"), RANGE),
)
_OCTETS = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}")
_PAIRS = re.compile(r"\d\d(?:\.\d\d){3}")
_DIGITS = re.compile(r"\d")
_EXTENSION = (
    r"(?:e?xt(?:n|ension|ensi[oó]n)?|x|xtensi[oó]n|#|доб"
    r"|anexo|ramal|poste|int|interno|durchwahl|dw|nst|apparat)"
)
_BODY = re.compile(rf"[+＋(]*\d[\d\s()./+*~_,;·'–—-]*(?:[\s,;]*{_EXTENSION}[\s.:=,]*\d+#?)?", re.I)
_STARTS_EXTENSION = re.compile(rf"\s*(?:{_EXTENSION}\b|x\d|#|~)", re.I)
_ENDS_EXTENSION = re.compile(rf"\b{_EXTENSION}[\s.:]*$", re.I)
_SEPARATOR = re.compile(
    r"\s*:::\s*|[;|\n\r]+|(?<!,),(?!,)|/|\s(?:or|ou|oder|o|u|and|und|et|y|e|&)\s|&|\s+(?=[+＋]\s*\d)", re.I
)

#: Words of headers and labels → kind of number, the first that fits: a "home fax" is a fax.
_KINDS = tuple(
    (line.partition(": ")[0], frozenset(line.partition(": ")[2].split()))
    for line in """
fax: fax telefax telecopie telefaks telekopie
pager: pager beeper radiomessagerie buscapersonas funkruf localizador
mobile: mobil mobile movil handy cell celular cellulare portable gsm natel iphone cellphone cellular car
    voiture coche auto whatsapp
direct: direct direkt durchwahl directo directe did ddi
home: home domicile privat prive particular personal personnel casa maison privada wohnung personlich
main: main corporate company switchboard zentrale hq societe principal haupt hauptnummer standard empresa
    firma firmen organization centralita account headquarters reception
work: work business office bureau geschaftlich dienstlich dienst trabajo oficina professionnel buro arbeit
    pro beruflich laboral negocio travail lavoro
""".replace("\n    ", " ")
    .strip()
    .split("\n")
)
_KIND_STARTS = ("fax", "telefax", "mobil", "handy", "movil", "celular", "pager", "durchwahl")


@lru_cache(maxsize=1024)
def kind_of(words: str) -> str:
    """The kind of number a header or label names (`Tél. mobile` → mobile), or empty."""
    tokens = re.findall(r"[^\W\d_]+", fold(words))
    for kind, names in _KINDS:
        if any(t in names or (t.startswith(_KIND_STARTS) and t.startswith(tuple(names))) for t in tokens):
            return kind
    return "mobile" if tokens[:1] == ["m"] else "work" if tokens[:1] in (["w"], ["b"]) else ""


def clean(raw: str) -> tuple[str, str]:
    """The number's own text without wrapping (`="…"`, `'`, `.0`), and the label that stood with it."""
    if _FAST.fullmatch(raw):
        return raw.strip(), ""
    text = plain(raw).strip()
    if wrapped := _WRAPPED.fullmatch(text):
        text = (wrapped[1] or wrapped[2] or "").strip()
    if cut := _FLOAT.fullmatch(text):
        return cut[1], ""
    if "phone-context" in text:
        return text, ""
    before = _LABEL.match(text)
    text, label = (text[before.end() :], before[1]) if before else (text, "")
    if after := _AFTER.fullmatch(text):
        return after[1], label or after[2]
    return text, label


def no_number(text: str) -> str:
    """Why a cleaned text is no phone number whatever its digits: a date, an amount, rounded…; or empty."""
    if len(text) < 18 and _FAST.fullmatch(text) and text.count("-") != 2:
        return ""
    if not _DIGITS.search(text):
        return "no number"
    for shape, why in _SHAPES:
        if shape.fullmatch(text):
            return why
    if _OCTETS.fullmatch(text) and not _PAIRS.fullmatch(text):
        return "an IP address"
    return ""


def reads_as_number(raw: str) -> bool:
    """Whether people would call this a phone number: seven digits or more, and nothing else it could be."""
    text, _ = clean(raw)
    if len(_DIGITS.findall(text)) < 7 or not (text.startswith("tel:") or _BODY.fullmatch(text)):
        return False
    return no_number(text) in ("", RANGE)


def split_cell(cell: str) -> list[str]:
    """The numbers of one cell. An extension stays with its number, `+44 20 7946 0101/2` stays one."""
    if _FAST.fullmatch(cell) and cell.count("+") < 2 and "\n" not in cell and "\r" not in cell:
        return [cell.strip()] if cell.strip() else []
    parts: list[str] = []
    start = 0
    for separator in _SEPARATOR.finditer(cell):
        left, right = cell[start : separator.start()], cell[separator.end() :]
        if separator.group().isspace() and not _DIGITS.search(left):
            continue  # a label before a plus
        if _stands_alone(left) and _is_next(right, separator.group()):
            parts.append(left.strip())
            start = separator.end()
    parts.append(cell[start:].strip())
    return [part for part in parts if _DIGITS.search(part)] or [part for part in parts if part]


def _stands_alone(text: str) -> bool:
    """Whether the piece before a separator can be a number of its own, or holds none at all."""
    digits = len(_DIGITS.findall(text))
    return (digits == 0 or digits >= 7) and not _ENDS_EXTENSION.search(text) and "phone-context" not in text


def _is_next(rest: str, separator: str) -> bool:
    """Whether a number of its own follows, and not the tail of the one before."""
    following = _SEPARATOR.split(rest, maxsplit=1)[0] if "/" not in separator else rest
    digits = len(_DIGITS.findall(following))
    if _STARTS_EXTENSION.match(rest) or rest.rstrip().endswith("#"):
        return False
    return digits >= 7 or (digits == 0 and "/" not in separator) or not following.strip()
