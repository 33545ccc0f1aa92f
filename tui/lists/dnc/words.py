"""The words of do-not-call files: what columns and tags are called, and what came or went."""

from __future__ import annotations

import re

from tui.core.people.phone_text import kind_of
from tui.lists.header_words import PHONES, field_of, normal

#: What a column or tag can be, beside a number.
AREA, EXCHANGE, LINE, CHANGE, FLAG, COUNTRY, PHONE = (
    *("area", "exchange", "line", "change", "flag", "country", "phone"),
)
_AREA = re.compile(
    r"(?:phone |tel(?:ephone)? |telefon )?(?:area ?codes?|area|npa|ac|areacd|vorwahl|ortsvorwahl"
    r"|std(?: code)?|indicatif|prefijo|prefisso|netnummer|dial(?:ling)? code|city code)"
)
_EXCHANGE = re.compile(r"nxx|exchange|exch|prefix|central office(?: code)?|co code|local exchange")
_LINE = re.compile(
    r"line(?: number)?|xxxx|station|subscriber(?: number)?|suffix|last (?:four|4)(?: digits)?|line no"
)
_CHANGE = re.compile(
    r"(?:action|change|chg|ch|operation|op|transaction|trans|update|record|event|activity|maintenance)"
    r"(?: (?:code|type|flag|indicator|status))?|add ?(?:or )?del(?:ete)?|add remove|a d|ad|type|status"
    r"|code|flag|indicator|state|aktion|anderung|status code|statut|estado|accion"
)
_PHONE = re.compile(
    r"ph|phn|tn|ani|btn|msisdn|numbers?|nummern?|numeros?|rufnummern?|telefono|numero (?:de )?tel.*|e164"
    r"|dnc(?: numbers?)?|do not call numbers?"
    r"|(?:blocked|suppressed|opted out|listed|registered) (?:numbers?|phones?)|value|val"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CAME = _words("a add adds added addition i ins insert inserted new plus + zugang neu ajout alta")
_WENT = _words(
    "d del delete deleted deletes deletion rem remove removed removal drop dropped minus - unregistered "
    "deregistered unregister loschung geloscht suppression supprime baja"
)
_ON = _words(
    "1 true yes y t x on ja oui si active aktiv actif activo registered listed current blocked dnc set"
)
_OFF = _words(
    "0 false no n f off none nein non nee inactive inaktiv expired cancelled canceled withdrawn lifted "
    "released allowed callable ok removed deleted"
) | {"not listed", "not registered", "may call", "ok to call"}


def role_of(title: str) -> str:
    """What a column or tag of that name is; empty: nothing of ours."""
    words = normal(title)
    if not words:
        return ""
    for role, names in ((AREA, _AREA), (LINE, _LINE), (EXCHANGE, _EXCHANGE)):
        if names.fullmatch(words):
            return role
    field = field_of(title)
    if field in PHONES or _PHONE.fullmatch(words):
        return PHONE
    if field in ("do_not_call", "country"):
        return FLAG if field == "do_not_call" else COUNTRY
    if _CHANGE.fullmatch(words):
        return CHANGE
    return PHONE if kind_of(words) and "number" in words else ""


def change_of(said: str) -> bool | None:
    """Whether a number came (`A`, `Added`) or went (`D`, `remove`); None: neither is said."""
    word = said.strip() if said.strip() in "+-" else normal(said)
    return True if word in _CAME else False if word in _WENT else None


def state_of(said: str) -> bool | None:
    """Whether a mark says that the number is on the list (`yes`, `active`) or not; None: neither."""
    word = normal(said)
    return True if word in _ON else False if word in _OFF else None
