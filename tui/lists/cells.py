"""What single cells say: nothing, yes or no, never call this person, a name in parts.

Words are compared as `header_words.normal` leaves them: without accents, case and punctuation.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tui.lists.header_words import normal, phrases

#: What people and programs write where there is nothing, in any column.
_NOTHING = frozenset({"", "n/a", "#n/a", "-", "--", "---", "?", "\\n", "(blank)", "(none)", "n.a.", "k.a.",
                      "<null>", "[null]", "#name?", "#ref!", "#value!", "=na()", "–", "—", "."})  # fmt: skip
#: And in a column of numbers; elsewhere these may be names (`Null`, `Nan`, `No`).
_NO_NUMBER = phrases("""
    na, n a, nan, none, null, nil, no, nope, unknown, undefined, not available, not provided, not known,
    missing, no phone, no number, tbd, tba, x, xx, xxx, empty, blank, 0, 00, 000, 0000000, 0 0, private,
    withheld, not applicable, ask, see notes, see below, no tel, keine, keines, kein, keine angabe,
    unbekannt, nicht bekannt, nicht vorhanden, fehlt, entfallt, k a, ohne, aucun, aucune, inconnu,
    non renseigne, non communique, nc, n c, neant, sans, pas de telephone, indisponible, ninguno,
    ninguna, desconocido, no disponible, no tiene, sin telefono, sin datos, s d, s n, vacio, nessuno,
    nessuna, sconosciuto, non disponibile, n d, nd, non pervenuto, assente, manca, geen, onbekend,
    niet bekend, nvt, n v t, niet beschikbaar, ontbreekt, nenhum, nenhuma, desconhecido, nao disponivel,
    nao informado, nao tem, sem telefone, sem numero, なし, 無し, 無, 不明, 未登録, 非公開, 該当なし,
    无, 没有
""")
_NO = phrases("""
    0, 0 0, false, no, n, f, off, none, null, nan, n a, na, nil, nein, non, nee, nej, falsch, faux,
    falso, nao, unset, not set, callable, ok, open, allowed, active, ok to call, may call, can call,
    clean, clear, not listed, not registered, not on list, not on dnc, no match, keine, aucun, ninguno,
    nessuno, geen, nenhum, unknown, unbekannt, inconnu, subscribed, granted, erlaubt, autorise,
    permitido, consentito, toegestaan, email, e mail, mail, email only, newsletter, sms, fax, post,
    letter, courrier, correo, not opted out, opted in, opt in, いいえ, なし, 無, 可, allow, allows, nie, ne,
    nem, nu, hayır, nei, ei, ikke, όχι, нет, ні, не, לא, لا, 아니오, 아니요, 否, 不是, ไม่, không, tidak
""")
_YES = phrases("""
    1, 1 0, true, yes, y, t, x, on, ja, j, oui, si, sim, s, o, v, wahr, vrai, verdadero, vero, waar,
    verdadeiro, set, checked, ticked, da, はい, 有, 有り, あり, 不可, ng, tak, ano, áno, igen, evet, jo,
    kyllä, jah, ναι, да, так, כן, نعم, 예, 네, 是, ใช่, có, ya
""")
#: `Not on register`, `Non-DND`, `Nicht gesperrt`.
_DENIED = re.compile(
    r"(?:not|non|no|nicht|kein|keine|pas|niet|inte|ikke|nie|ei) (?:yet )?(?:on|in|listed|registered|dnd|dnc"
    r"|c?tps|blocked|suppressed|found|match|matched|restricted|sur|dans|inscrit|inscrito|iscritto|bloque"
    r"|gesperrt|gelistet|eingetragen|geregistreerd|sparrad|reservert)\b.{0,25}"
)
_SIGNS = frozenset("✓✔✗✘×☑■●○〇*√")
#: A consent that is not there. An empty cell or any other word is none of these: it says nothing.
_REFUSES = phrases("""
    0, 0 0, false, no, n, f, off, nein, non, nee, nej, falsch, faux, falso, nao, denied, declined,
    refused, rejected, withdrawn, revoked, opted out, opt out, optout, unsubscribed, no consent,
    not given, not granted, do not call, expired, verweigert, abgelehnt, widerrufen, zuruckgezogen,
    nicht erteilt, keine, keine einwilligung, liegt nicht vor, refuse, retire, non donne, aucun,
    rechazado, denegado, revocado, no otorgado, no consiente, retirado, negato, rifiutato, revocato,
    nessuno, non concesso, geweigerd, ingetrokken, geen, niet gegeven, geen toestemming, recusado,
    negado, revogado, nenhum, いいえ, なし, 無, 無し, 不可, 拒否, 不同意, 未同意, ng, do not allow,
    not allowed, disallow, disallowed, not permitted, nie, brak, brak zgody, cofnięta, ne, nem, nu, hayır,
    nei, ei, ikke, όχι, нет, ні, не, לא, لا, 아니오, 아니요, 否, 不是, ไม่, không, tidak
""")
_CALL = "call|phone|contact|ring|telephone|called|contacted|disturb"
_FORBIDDEN = re.compile(
    rf"(?:.* )?(?:do not|dont|don t|never|not to be) (?:{_CALL})(?: .*)?|donotcall|no calls?|no contact"
    r"|dnc[lc]?|d n c|dnc .*|.* dnc|opted out|opt out|call opt out"
    r"|(?:.* )?(?:nicht|nie) (?:mehr )?(?:anrufen|kontaktieren|telefonieren)(?: .*)?|anrufsperre|kein anruf"
    r"|keine anrufe|werbesperre|kontaktsperre|telefonsperre|robinsonliste|lista robinson|bloctel|liste rouge"
    r"|(?:.* )?ne (?:pas|plus|jamais) (?:appeler|contacter|rappeler|telephoner|demarcher)(?: .*)?"
    r"|(?:.* )?no (?:volver a )?(?:llamar|contactar|telefonear|molestar)(?: .*)?"
    r"|(?:.* )?non (?:chiamare|contattare|telefonare|richiamare|disturbare)(?: .*)?"
    r"|registro (?:delle )?opposizioni"
    r"|(?:.* )?niet (?:meer )?(?:bellen|benaderen|contacteren|opbellen)(?: .*)?|bel me niet"
    r"|(?:.* )?nao (?:ligar|contactar|contatar|telefonar|perturbe|chamar|perturbar)(?: .*)?"
    r"|.*(?:電話不可|架電禁止|架電不可|架電ng|電話ng|連絡不可|電話禁止|電話拒否|連絡不要|勿扰|禁止拨打).*"
)
_ONLY = re.compile(
    r"(?:please )?(?:do not|dont|don t|never) (?:call|phone|contact)(?: (?:again|any ?more|ever|please))?|dnc"
    r"|(?:bitte )?nicht (?:mehr )?(?:anrufen|kontaktieren)|ne (?:pas|plus|jamais) (?:appeler|contacter)"
    r"|no (?:llamar|contactar)(?: mas)?|non (?:chiamare|contattare)(?: piu)?|niet (?:meer )?bellen"
    r"|nao (?:ligar|contactar|contatar)(?: mais)?|電話不可|架電禁止|架電ng|電話ng"
)
#: Cells longer than this are texts: nothing is looked for in them that could take long to find.
_LONG = 300
_PIECES = re.compile(r":::|[,;|/\n]+")
#: What a plain no is told from: `No, e-mail only`, `Nein (nur SMS)`.
_AND_MORE = re.compile(r"[,;:(–—]| - ")
_WITH_MAIL = re.compile(r"\s*(.*?)\s*[(<\[]\s*([^\s@<>()]+@[^\s@<>()]+)\s*[)>\]]\s*;?\s*")


@lru_cache(maxsize=4096)
def blank(cell: str) -> bool:
    """Whether a cell of any column says nothing."""
    return cell.strip().casefold() in _NOTHING


@lru_cache(maxsize=4096)
def nothing(cell: str) -> bool:
    """Whether a cell of a column of numbers says that there is none (`n/a`, `keine`, `なし`)."""
    return len(cell) < 25 and (blank(cell) or normal(cell) in _NO_NUMBER)


@lru_cache(maxsize=4096)
def forbids(cell: str) -> str:
    """Whether a do-not-call cell means it: `yes`, the reason in its own words, or nothing.

    Dates, channels and reasons mean yes: whoever wrote one meant that nobody calls. Who opted out of e-mail
    only may be called.
    """
    said = cell.strip()
    words = normal(said)
    if said in _SIGNS or words in _YES:
        return "yes"
    if not words or blank(said):
        return ""
    if _DENIED.fullmatch(words) and not status_forbids(said):
        return ""
    if all(normal(piece) in _NO for piece in _PIECES.split(said)):
        return ""
    return said


@lru_cache(maxsize=4096)
def refuses(cell: str) -> bool:
    """Whether a cell of a consent column says that there is none. Empty or unclear ones do not say so."""
    said = cell.strip()
    if len(said) == 1 and not said.isalnum():
        return said in "×✗✘"
    return normal(said) in _REFUSES or normal(_AND_MORE.split(said, maxsplit=1)[0]) in _REFUSES


@lru_cache(maxsize=4096)
def status_forbids(cell: str) -> bool:
    """Whether a status, stage, label or the whole of a note says never to call (`Lead Status: DNC`)."""
    if len(cell) > _LONG:
        return False
    return any(_FORBIDDEN.fullmatch(normal(piece)) for piece in {cell, *_PIECES.split(cell)} if piece)


def whole_note_forbids(note: str) -> bool:
    """Whether a note says nothing else than never to call. `Do not call on Fridays` says something else."""
    return len(note) < 60 and bool(_ONLY.fullmatch(normal(note)))


def unwrapped(text: str) -> str:
    """A cell that Excel was to take as text: `="Ada Byron"`; other cells, formulas too, as they are."""
    return text[2:-1] if text[:2] == '="' and text[-1:] == '"' and '"' not in text[2:-1] else text


def mail_apart(name: str) -> tuple[str, str]:
    """`Ada Byron (ada@x.example)` → the name and the e-mail; other names as they are."""
    found = _WITH_MAIL.fullmatch(name) if "@" in name and len(name) < _LONG else None
    return (found[1], found[2]) if found else (name, "")


#: The most frequent family names of one sign in China: there a first-name column may well hold them.
_FAMILY = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾"
)
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af々]+")


def joined(first: str, last: str) -> str:
    """First and last name as they are said: in Chinese, Japanese and Korean the family name comes first."""
    if first.isascii() or not (_EAST_ASIAN.fullmatch(first) and _EAST_ASIAN.fullmatch(last)):
        return f"{first} {last}"
    swapped = first in _FAMILY and last not in _FAMILY  # `李`, `雷`: filled in as they are said
    return f"{first} {last}" if swapped else f"{last} {first}"
