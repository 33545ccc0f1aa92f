"""Headers that say who must not be called, or who agreed to be, by the words they are made of.

`header_table` knows the usual ones word by word; these are the others: `Do not allow Phone Calls`, `Call
Opted Out`, `NIX-spärrad`, `Zgoda na kontakt telefoniczny`, and those of a single number (`Mobile DNC`).
"""

from __future__ import annotations

import re

from tui.core.text import fold

_CALLS = r"(?:calls?|phones?|phone ?calls?|tel|telephone|voice|dial(?:ing)?)"
_NEVER = re.compile(
    r"\b(?:do not|dont|don t|never|cannot|can t|not)"
    r" (?:(?:allow|accept|want|wish|like|to|be|any|bulk|make|receive|get|marketing|sales) ){0,4}"
    rf"(?:{_CALLS}|calling|called|phoned|contact|disturb|ring|solicit)\b(?! (?:by|yet|before|after|until)\b)"
    rf"|\b(?:opt(?:ed)? ?out|unsubscribed)(?= (?:\w+ )*(?:{_CALLS}|all)\b)|\bglobal opt(?:ed)? ?out\b"
    rf"|\b{_CALLS} (?:is |has )?(?:opt(?:ed)? ?out|blocked|forbidden|prohibited)\b"
    r"|\b(?:dncr?|dncl|ndnc|dnd|c?tps|bloctel|rpo|nix|robinson\w*|litigator)\b"
    r"|\bnix ?\w*sparra\w*|\bsparra[dt]\b|\breserve?(?:rt|ret|rad)\b"
    r"|\b(?:werbe|anruf|telefon|kontakt|ruf)sperr\w*|\bsperr(?:vermerk|kennzeichen|liste)\b"
    r"|\bnicht (?:mehr )?(?:anrufen|kontaktieren|telefonieren)\b|\bkeine? (?:\w+ )?(?:anrufe?|telefon\w*)\b"
    r"|\bne (?:pas|plus) (?:\w+ )?(?:appeler|contacter|telephoner|demarcher)\b|\bno (?:llamar|telefonear)\b"
    r"|\bnon (?:chiamare|contattare|telefonare|disturbare)\b|\bregistro (?:\w+ )?opposizioni\b"
    r"|\bniet (?:meer )?(?:bellen|benaderen|contacteren|opbellen|storen)\b"
    r"|\bnao (?:\w+ )?(?:ligar|contactar|contatar|perturbe|telefonar|incomodar)\b"
    r"|\bnie (?:dzwonic|kontaktowac)\b|\b(?:nevolat|nevolejte|nekontaktovat)\b"
    r"|\breklamebeskytt\w*|\breklamsparr\w*|\b\w*markkinointikiel\w*|\bpuhelinmyyntikiel\w*|\bwerbeverbot\b"
    r"|\b(?:ring|kontakta|kontakt) (?:inte|ikke|ej)\b|\bala soita\b"
    r"|\bне (?:звонить|беспокоить|телефонувати)\b"
)
_AGREED = re.compile(
    r"\b(?:consent\w*|einwillig\w*|einverst\w*|zustimm\w*|consentement|consentim\w+|consenso|toestemming\w*"
    r"|zgod[aey]|souhlas\w*|suhlas\w*|hozzajarul\w*|consimțam\w*|consimtam\w*|acord(?:ul)?|izin|izni|onayı?"
    r"|samtyck\w*|samtykk\w*|suostumu\w*|nousole\w*|sutikim\w*|piekrisan\w*|privola\w*|opt(?:ed)? ?in"
    r"|gdpr|dsgvo|rgpd|lgpd|rodo|tcpa)\b"
    rf"|συγκαταθ|соглас|згода|съглас|הסכמ|موافق|{fold('동의')}|同意|persetujuan"
    r"|\b(?:may|can|ok|okay|allow|allows|accepts?|agrees?|agreed|happy|willing) (?:\w+ ){0,3}?"
    rf"(?:{_CALLS}|called|phoned|ring)\b"
    r"|\bdarf .*(?:anruf|angerufen|kontaktier)|\b(?:accepte|autorise|accord) .*(?:appel|telephon)"
    r"|\b(?:acepta|autoriza|permite|aceita) .*(?:llamad|telef|ligac|chamad)"
    r"|\b(?:accetta|autorizza) .*(?:chiamat|telef)|\b(?:mag|wil) .*(?:gebeld|bellen)\b"
)
#: What is beside a permission and is none: when, where and how it was given.
_BESIDE = re.compile(
    r"\b(?:date|datum|data|fecha|time|zeit|uhrzeit|timestamp|source|quelle|ip|url|proof|text|method|version"
    r"|scrub\w*|check|checked|verified|updated|expir\w*|count|number of|best)\b"
)
_MAIL = re.compile(r"mail|fax|sms|newsletter|letter|post\b|courrier|メール")
_CALLING = re.compile(r"\bcalls?\b|phone|telefo|\btel\b|anruf|appel|llamada|chiamat|bellen|電話")
#: A longer text is a sentence above the list.
_LONGEST = 80
_LOOKED_AT = re.compile(r"\b(?:scrub\w*|check|checked|verified|updated)\b")
#: Words that say nothing of which number a permission is for.
_GENERAL = frozenset(
    [
        *("phone", "phones", "number", "numbers", "tel", "telephone", "no", "value", "is", "on", "the"),
        *("for", "list", "listed", "flag", "status", "registered", "this"),
    ]
)


def permission(words: str) -> str:
    """`do_not_call` or `consent` for a header as `normal` leaves it; empty where it is neither."""
    if len(words) > _LONGEST or is_for_mail(words):
        return ""
    if _NEVER.search(words):
        return "" if _LOOKED_AT.search(words) else "do_not_call"
    return "consent" if _AGREED.search(words) and not _BESIDE.search(words) else ""


def is_for_mail(words: str) -> bool:
    """Whether a permission is for e-mail, fax or letters, and not for calls too."""
    return bool(_MAIL.search(words)) and not _CALLING.search(words)


def of_which(words: str) -> frozenset[str]:
    """The words that say of which number: `mobile dnc` and `mobile phone` → mobile, `phone 1` → 1."""
    return frozenset(_NEVER.sub(" ", words).split()) - _GENERAL
