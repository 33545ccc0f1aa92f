"""Column headers → our fields, by the words they are made of, and how sure that is."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tui.core.people.phone_text import kind_of
from tui.core.text import fold, plain
from tui.lists.header_table import SAME
from tui.lists.header_table_more import MORE, PHONES_MORE
from tui.lists.permissions import permission

#: The fields a column can be. The phone ones are the kinds of number, `phone` being *other*.
FIELDS = (
    "name", "first_name", "last_name", "account", "role", "phone", "mobile", "direct", "work", "main", "home",
    "fax", "pager", "calling_code", "area_code", "extension", "email", "place", "country", "zone", "reason",
    "notes", "do_not_call", "consent",
)  # fmt: skip
PHONES = frozenset({"phone", "mobile", "direct", "work", "main", "home", "fax", "pager"})

EXACT, SOUNDS = 0.95, 0.8
"""How sure a header is that we know word by word, and one that only sounds like it."""

_PHONE = re.compile(
    r"phone(?!ti)|telefon|telefoon|telephone|rufnummer|mobil|mobiel|handy|cellular|celular|telemovel|portable|natel"
    r"|fax|telecopie|beeper|durchwahl|radiomessagerie|whatsapp|switchboard|centralita|centralino|landline"
    r"|festnetz|telnr|telno|direct dial|direct line|zentrale|numero de contact|numero di contatto"
    r"|\b(?:tels?|telef|tfno|fon|phon|cell|cel|gsm|did|ddi|mob|fixe|fijo|fisso|fixo|vast nummer|recapito)\b"
    r"|\b(?:tlf|movil|pager)|\b(?:number|direct)$|^(?:numbers?|work|numero|nummer|contactnummer|mobilnr)$"
    r"|^number ?\d$"
    r"|^contact no|^(?:best )?number to call|\bph\b|^hp(?: no)?$|komork|puhelin|^cep tel|^kom$"
    r"|toll free|main line|hotline|\bfones?\b|^tel\d$|^standard$|\b(?:telf|rufnr|ruf nr|vaxel|vaxeln)\b"
    r"|(?:direkt|sammel|zentral|privat)(?:nummer|nr)\b|\b(?:ligne|linea|linha) (?:direct|dirett|diret)"
    # Japanese and Chinese, as folding leaves them
    r"|電話|携帯|ファックス|フアックス|手机|传真|直通|代表番号"
)
#: What is about a phone and is no number of the person: somebody else's, its type, a date of a call.
_NO_PHONE = re.compile(
    r"\b(?:assist|asst|sekret|secret|segret|spouse|conjoint|conyuge|coniuge|conjuge|emergency|notfall|urgence"
    r"|emergen|owner|manager|referred|employee|kunden(?!tel)|horbehind|parent|salesperson|anruf(?!nummer)"
    r"|type|typ\b|tipo|label|status|country|vorwahl|confidence|valid|verified|score|source|carrier|time|zone"
    r"|extension|last |letzte|ultim|date\b|datum|data\b|call|rappel|radio t|e?mail\b|website|notes|number of"
    r"|record|account number|customer number|order|house|street|room|invoice|rechnung|ticket|user|serial"
    r"|case\b|policy|member number|reference|ref\b|contract|vertrag|tracking|passport|social|bank|card\b"
    r"|fiscal|licen|postal|numero d (?:identif|organ)"
    r"|numero d[aeio] (?:client|compte|commande|cuenta|cliente|pedido|conto|ordine|conta|rue|calle)"
    r"|invalid|(?:rep|code|codice|codigo|opt|optout|tty|tdd|telex|isdn|rnis|(?<!whats )app)\b"
    r"|(?:url|count|id|tax|vat)\b|provider$)"
    r"|不可|禁止|拒否|可否|同意|種別"
)
#: `Work Phone Ext`, but not the extension of a file or a contract.
_EXTENSION = re.compile(
    r"^(?!.*(?:file|domain|contract|licen|assist|asst|gatekeep|recept|spouse|owner|manager|secret)).*"
    r"\b(?:ext|extn|extension)(?: (?:no|number|\d))?$"
)
_AND_TEL = re.compile(
    r"(?:tel|telefon\w*|t[eé]l[eé]phone|phone|fon)\.?(?: ?[/&+] ?| (?:und|and|et|y|e) )(?:tele)?fax"
    r"|fax\.?(?: ?[/&+] ?| (?:und|and|et|y|e) )(?:tel|telefon|phone)",
    re.I,
)
#: What forms write behind the name of a field.
_MUST = re.compile(
    r" (?:required|optional|mandatory|pflichtfeld|obligatoire|obligatorio|obbligatorio|verplicht)$"
)
_ASK_FIRST = frozenset({"do_not_call", "consent", "extension", "area_code", "calling_code"})
_PREFIX = re.compile(
    r"^(?:person|contact|lead|prospect|primary|customer|main contact|kontakt|invitee|attendee|guest"
    r"|registrant|respondent|participant|delegate|visitor|recipient|billing|current|your"
    r"|ihr|ihre|votre|su|tu|uw) "
)
#: How forms ask for a field.
_ASKED = re.compile(
    r"^(?:what is|what s|whats|please (?:enter|give|provide|tell us)|enter|tell us|wie (?:ist|lautet)"
    r"|quel(?:le)? est|cual es|qual e) (?=(?:your|the|ihr|ihre|votre|su|tu|il|la|o|a|seu|sua|name|phone)\b)"
)
#: Words that say whose or where, and not what.
_FILLER = frozenset(
    re.findall(
        r"\w+",
        "primary business work home contact person lead customer client the your main 1 2 3 der die"
        " das des dem den kontakt kunde geschaftlich dienstlich privat firmen de du da do dos la le"
        " les l el los del di della dell il van het bureau domicile professionnel trabajo lavoro"
        " aziendale werk zakelijk prive contato contacto trabalho iso name of ansprechpartner"
        " ansprechpartners contatto cliente klant persona you for which in welchem arbeiten sie",
    )
)
#: Fields that a header may be a longer name of; names of people are not guessed so loosely.
_LOOSE = frozenset(
    {"email", "country", "place", "role", "account", "zone", "notes", "do_not_call", "consent"}
)
_CAMEL = re.compile(r"(?<=[a-z])(?<!\bi)(?=[A-Z])")  # but not iPhone
_PUNCTUATION = re.compile(r"[\W_]+")
_PARTS = re.compile(r"[/|()\[\]（）:;]| - ")


@lru_cache(maxsize=8192)
def normal(header: str) -> str:
    """A header for comparing: `Person - Phone_Work` → `person phone work`."""
    return _PUNCTUATION.sub(" ", fold(_CAMEL.sub(" ", plain(header)))).strip()


def read_table(text: str) -> dict[str, str]:
    """`field: phrase, phrase` lines (indented ones go on) → phrase → field."""
    lines = (line.partition(": ") for line in text.replace("\n    ", " ").split("\n") if line)
    return {
        phrase if phrase.isascii() else normal(phrase): field
        for field, _, phrases in lines
        for phrase in map(str.strip, phrases.split(","))
        if phrase
    }


def phrases(text: str) -> frozenset[str]:
    """Phrases with commas between them, for comparing with what `normal` makes of a cell."""
    return frozenset(normal(phrase) for phrase in text.replace("\n", " ").split(",") if phrase.strip())


@cache
def _exact() -> dict[str, str]:
    return read_table(MORE) | read_table(SAME)


@cache
def _run_together() -> dict[str, str]:
    """`MAILINGCOUNTRY`: the phrases of two words and more without their spaces."""
    return {phrase.replace(" ", ""): field for phrase, field in _exact().items() if " " in phrase}


@cache
def _phone_more() -> re.Pattern[str]:
    """The words of phone columns in languages that are written in other letters, as folding leaves them."""
    return re.compile(
        "|".join(rf"\b{word}\b" if len(word) < 4 else word for word in map(normal, PHONES_MORE))
    )


def speaks_of_another(words: str) -> bool:
    """Whether a header, as `normal` leaves it, is about a phone and not the person's own number."""
    return bool(_NO_PHONE.search(words))


def field_of(header: str) -> str:
    """Our field for a column's header, or empty. What `nom` and `nombre` are, their neighbours decide."""
    return judged(header)[0]


#: So much of a header is looked at: each of the patterns reads all of it, and no question is as long.
_LONGEST = 1000


def judged(header: str) -> tuple[str, float]:
    """(our field for a column's header, how sure: 0–1), or nothing."""
    words = _ASKED.sub("", _MUST.sub("", normal(header[:_LONGEST])))
    if not words:
        return "", 0.0
    exact, together = _exact(), _run_together()
    bare = re.sub(r" ?\d$", "", words)
    if re.match(r"(?:contact|person|owner|lead) 1 ", words):  # the first of several in a row
        words = words.replace(" 1 ", " ", 1)
    found = exact.get(words) or exact.get(bare) or exact.get(_PREFIX.sub("", words)) or together.get(bare)
    found = found or exact.get(bare.removesuffix("s"))
    if not found and _EXTENSION.search(words):
        return "extension", SOUNDS
    phone = _PHONE.search(words) or _phone_more().search(words)
    if found in ("name", "account") and "#" in header:
        return "", 0.0  # `Attendee #`, `Customer #`
    if found and (found in _ASK_FIRST or not phone):
        return found, EXACT
    if asked := permission(words):
        return asked, SOUNDS
    if phone and not _NO_PHONE.search(words):
        kind = kind_of(words)
        if kind == "fax" and _AND_TEL.search(header):
            kind = ""  # `Tel/Fax`: one can be called on it
        sure = EXACT if re.search(r"phone|tel|mobil|handy|cell|movil|fax|電話|携帯", words) else SOUNDS
        return ("phone" if kind in ("", "other") else kind), sure
    return (found, EXACT) if found else _loosely(header, words)


def _loosely(header: str, words: str) -> tuple[str, float]:
    """A header that is a known one and more: `Firma / Unternehmen`, `E-Mail (dienstlich)`."""
    exact = _exact()
    if re.search(
        r"\b(?:owner|assist|sekret|manager|creat|modif|last|parent|spouse|referred|id|ids|label|type)\b",
        words,
    ):
        return "", 0.0
    if said := _in_brackets(header):
        return said, SOUNDS
    for part in _PARTS.split(header):
        if (field := exact.get(normal(part), "")) in _LOOSE:
            return field, SOUNDS
    kept = " ".join(word for word in words.split() if word not in _FILLER)
    field = exact.get(kept, "")
    if field in _LOOSE or (field in ("first_name", "last_name") and kept != words):
        return field, 0.7
    return "", 0.0


def _in_brackets(header: str) -> str:
    """The field of a name with what it is of behind it: `Name (Adressattyp Unternehmen)`."""
    found = re.fullmatch(r"\s*([^()]+?)\s*\(([^()]+)\)\s*", header)
    named = _exact().get(normal(found[1]), "") if found else ""
    if not found or named not in ("name", "first_name", "last_name"):
        return ""
    of = normal(found[2])
    if re.search(r"unternehm|firma|company|organi[sz]ation|business|societe|empresa|azienda|bedrijf", of):
        return "account" if named == "name" else ""
    return named if re.search(r"person|contact|kontakt|ansprech|full|legal|first|last|vor|nach", of) else ""
