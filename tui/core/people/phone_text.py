"""The text around phone numbers: labels, wrappings, several in one cell, and what only looks like one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tui.core.text import fold, plain

ROUNDED = "Excel has rounded it: digits are lost"
RANGE = "a range of numbers: write them out"

#: More characters than this are no number, and the shapes below would look at them for minutes.
_LONGEST = 500
_FAST = re.compile(r"\+?[\d(][\d\s()-]*", re.ASCII)
_WRAPPED = re.compile(r"""=?\s*["“'](.*)["”']|'(.*)|=\s*(\+?\d[\d\s]*)""", re.DOTALL)
#: `=HYPERLINK("tel:+49…";"030 …")`: what is shown, else what it links to.
_LINKED = re.compile(r"""=\s*HYPERLINK\(\s*"([^"]*)"\s*(?:[,;]\s*"?([^")]*)"?\s*)?\)""", re.I)
_LINK = re.compile(
    r"(?:callto|sip|sips|whatsapp|skype):(?://)?|https?://(?:wa\.me|api\.whatsapp\.com/send\?phone=)/?", re.I
)
_FLOAT = re.compile(r"(\+?\d{7,})[.,]0+")
_LABEL = re.compile(r"\*?\s*([^\W\d_][^\d+＋(]{0,30}?)[\s.:=*]*(?=[+＋(\d])")
_AFTER = re.compile(
    r"([+＋\d(][\d\s().+/-]{5,}\d)[\s,:–—-]*(?:\(([^\W\d_][^\d)]{0,30})\)|\[([^\W\d_][^\d\]]{0,30})\]"
    r"|(?<=[\s,:–—-])([^\W\d_][^\d@]{0,40}))"
)
#: Words for an extension that libphonenumber does not know.
_EXTENSION_WORDS = (
    r"durchwahl|dw|nst|nebenstelle|app(?:arat)?|kl(?:appe)?|klapka|linka|toestel|tst|poste|interno|ramal|anexo"
    r"|wew(?:n|nętrzny)?|вн(?:утр)?|ankn|lok(?:al)?|dahili|mell(?:ék)?|内線|分机|分機|转|轉|내선|שלוחה|تحويلة"
)
#: With one of them, or after the letters by which phones write a pause (`0123p45`, `0123w45`).
_EXTENDED = re.compile(
    rf"(?:[\s,;(-]*(?:\b|(?<=\d))(?:{_EXTENSION_WORDS})[\s.:]*|(?<=\d)[pw])(\d{{1,6}})\)?$", re.I
)
#: `O171 392OO12`, `+44 (O)20`, `555-l234`: letters that look like a digit, beside digits.
_LOOKALIKE = re.compile(
    r"(?<=\d)[OoIl]+(?=\d)|(?<![^\W_])[OoIl]{1,2}(?=[1-9])|(?<=\d)O+(?![^\W_])|(?<=\()\s*[Oo]\s*(?=\))"
)
#: `9,1 212 555 0123`: the digit for an outside line of somebody's office, and a pause.
_OUTSIDE_LINE = re.compile(r"^[09],{1,3}\s*(?=[(+]?(?:\d[^,\d]*){10,}$)")
_LOOKS_LIKE = str.maketrans("OoIl", "0011")
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
    (re.compile(r"(?:0|[1-9]\d{0,2}(?:[,.' ]\d{3})*)[.,]\d\d|.*[$€£¥%].*"), "an amount"),
    (re.compile(r"\d{4}([ -])\d{4}\1\d{4}\1\d{3,4}"), "looks like a card number"),
    (re.compile(r".*[^\W\d_].*@.*|.*(?:://|www\.).*"), "an address, not a phone number"),
    (re.compile(r".*\d[\d\s().-]{8,}/\s*\d{1,4}\s*|\D*0\d{1,5}\)?\s*/[\d\s.-]{4,}/\s*\d{1,4}\s*"), RANGE),
    (re.compile(r"[*#][\d*#]+"), "a service code of the network"),
)
_OCTETS = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}")
#: Digits that one of two numbers in a row has at the least, and a number at the most.
_FEW, _MOST = 9, 15
_BEGINS_ANEW = re.compile(r"\s+(?=0\d|\(0|\d{9})")
_PAIRS = re.compile(r"\d\d(?:\.\d\d){3}")
_DIGITS = re.compile(r"\d")
_EXTENSION = rf"(?:e?xt(?:n|ension|ensi[oó]n)?|x|xtensi[oó]n|#|доб|int|{_EXTENSION_WORDS})"
_BODY = re.compile(rf"[+＋(]*\d[\d\s()./+*~_,;·'–—-]*(?:[\s,;]*{_EXTENSION}[\s.:=,]*\d+#?)?", re.I)
#: `030 / 231 25 321` is one number, however many stand beside it.
_AREA_SLASH = re.compile(r"^([^\d+＋]*\d{2,5}\)?)\s*/(?=(?:\s*\d){5})")
#: A number, its extension, and what somebody wrote behind it: `030 123456 Zimmer 12`. Letters there are no
#: digits of it, as they would be for libphonenumber.
_REMARKED = re.compile(
    rf"([+＋(]*\d[\d\s()./+*·'–—-]{{5,}}\d\)?)(?!\d)([\s,;(]*\b{_EXTENSION}[\s.:=]*\d+#?\)?(?!\d))?"
    rf"[\s,;:/([–—-]+(?!{_EXTENSION}[\s.:=,]*\d)([^\W\d_][^@]*)",
    re.I,
)
_AREA_BEFORE = re.compile(r"[^\W\d_][\s.:)\]]*\(?0\d{1,5}\)?\s*$")
_STARTS_EXTENSION = re.compile(rf"\s*(?:{_EXTENSION}\b|x\d|#|~)", re.I)
_ENDS_EXTENSION = re.compile(rf"\b{_EXTENSION}[\s.:]*$", re.I)
#: What begins another number in the same cell: `Tel: 030 … Mob: 0171 …`, `T 030 … M 0171 …`.
_NEXT_LABEL = (
    r"(?:tel(?:e(?:fon|phone|foon|fono|fone))?|t[eé]l|phone|ph|mob(?:ile?|iel)?|handy|cell(?:ulare|phone)?|cel|gsm"
    r"|m[oó]vil|telem[oó]vel|fax|office|work|home|private?|main|direct|direkt|b[uü]ro|bureau|port(?:able)?|fixe|fijo"
    r"|fisso|fixo|zentrale|festnetz|dienstlich|privat|携帯|電話|自宅|会社|代表|直通|[tmfwhocpdb](?=\s*[.:]|\s[+＋(0]))"
)
_SEPARATOR = re.compile(
    r"[;|\n\r、]+|(?<!,),(?!,)|/|\s(?:or|ou|oder|od|o|ó|u|and|und|et|y|e|en|of|&|bzw|resp|sowie|lub|i|nebo|a|vagy"
    r"|és|sau|eller|og|och|tai|ve|veya|или|и|або|та|または|又は)\.?\s|&|\s+(?=[+＋]\s*\d)|(?<=\d)(?=[+＋]\d)"
    r"|(?<=\d)\s+[-–—]\s+(?=\(?[+＋\d][\d\s()/]{7})"
    rf"|\s+(?={_NEXT_LABEL}\b[\s.:=-]*[+＋(\d])|(?<=[^\W\d_][)\]])\s+(?=[+＋(\d])",
    re.I,
)
#: `1-800-FLOWERS`: letters of the key pad in the place of digits, of a North American number.
_VANITY = re.compile(r"((?:\+?1[\s.-]*)?\(?([2-9]\d\d)\)?)[\s.-]*([\dA-Z](?:[\s.-]?[\dA-Z]){6,14})")
_PAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_TOLL_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888"})

#: Words of headers and labels → kind of number, the first that fits: a "home fax" is a fax.
_KINDS = tuple(
    (line.partition(": ")[0], frozenset(line.partition(": ")[2].split()))
    for line in """
fax: fax telefax telecopie telefaks telekopie faxnummer
pager: pager beeper radiomessagerie buscapersonas funkruf localizador cercapersone bip
mobile: mobil mobile movil handy cell celular cellulare portable gsm natel iphone cellphone cellular car
    voiture coche auto autotelefon whatsapp mobiel telemovel smartphone mob cel port mobiltel mobilephone
    telefonino hp komorka kom cep matkapuhelin моб
direct: direct direkt durchwahl directo directe did ddi diretto direto rechtstreeks doorkiesnummer
home: home domicile privat prive particular personal personnel casa maison privada wohnung personlich
    abitazione thuis residencial privato domicilio dom homephone residence private pessoal res
main: main corporate company switchboard zentrale hq societe principal haupt hauptnummer standard empresa
    firma firmen organization centralita account headquarters reception centralino algemeen azienda
    hoofdnummer geral sede centrale telefonzentrale haupttelefon bedrijf
work: work business office bureau geschaftlich dienstlich dienst trabajo oficina professionnel buro arbeit
    pro beruflich laboral negocio travail lavoro ufficio werk zakelijk trabalho comercial escritorio kantoor
    bur workphone off
""".replace("\n    ", " ")
    .strip()
    .split("\n")
)
_STEMS = {
    "fax": ("fax",), "mobile": ("mobil", "handy", "movil", "celular", "mobiel", "telemovel", "携帯", "手机"),
    "pager": ("pager",), "direct": ("durchwahl", "直通"), "home": ("自宅", "privat"), "main": ("代表",),
    "work": ("勤務先", "会社", "buro", "geschaft"),
}  # fmt: skip
#: The same in languages written in other letters, and as folding leaves them; looked at last.
_STEMS_MORE = tuple(
    (line.partition(": ")[0], tuple(map(fold, line.partition(": ")[2].split())))
    for line in """
fax: フアックス フアクス ファックス 传真 傳真 факс φαξ 팩스 פקס فاكس โทรสาร
mobile: komork мобил мобіл сотов κινητ 휴대 핸드폰 נייד סלולר جوال موبايل محمول động ponsel 手機 行動
home: домашн дома 자택 בית المنزل
work: рабоч робоч 사무실 직장 משרד العمل
""".strip().split("\n")
)


@lru_cache(maxsize=1024)
def kind_of(words: str) -> str:
    """The kind of number a header or label names (`Tél. mobile` → mobile), or empty."""
    folded = fold(words)
    tokens = re.findall(r"[^\W\d_]+", folded)
    for kind, names in _KINDS:
        if any(token in names for token in tokens) or any(stem in folded for stem in _STEMS[kind]):
            return kind
    for kind, stems in _STEMS_MORE:
        if any(stem in folded for stem in stems):
            return kind
    return _LETTERS.get(tokens[0], "") if tokens and len(tokens[0]) == 1 else ""


_LETTERS = {
    "m": "mobile",
    "c": "mobile",
    "w": "work",
    "b": "work",
    "o": "work",
    "h": "home",
    "d": "direct",
    "f": "fax",
}


def clean(raw: str) -> tuple[str, str]:
    """The number's own text without wrapping (`="…"`, `'`, `.0`), and the label that stood with it."""
    if _FAST.fullmatch(raw):
        return raw.strip(), ""
    text = plain(raw).strip()
    if len(text) > _LONGEST:
        return text, ""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)  # full-width digits, as Japanese keyboards write them
    text = _unwrapped(text)
    if cut := _FLOAT.fullmatch(text):
        return cut[1], ""
    if "phone-context" in text:
        return text, ""
    text = _OUTSIDE_LINE.sub("", text, count=1) if text[:1] in "09" else text
    text = _LOOKALIKE.sub(lambda found: found[0].strip().translate(_LOOKS_LIKE), text)
    before = _LABEL.match(text)
    text, label = (text[before.end() :], before[1]) if before else (text, "")
    text = _digits_for_letters(text)
    if (after := _AFTER.fullmatch(text)) and len(_DIGITS.findall(after[1])) > 6:
        return after[1], label or after[2] or after[3] or after[4]
    remarked = None if _EXTENDED.search(text) else _REMARKED.fullmatch(text)
    if remarked and len(_DIGITS.findall(remarked[1])) > 6:
        text, label = remarked[1] + (remarked[2] or ""), label or remarked[3]
    return _EXTENDED.sub(r" ext. \1", text), label


def _unwrapped(text: str) -> str:
    """What stands in quotes, in a formula, or behind the name of a link."""
    if text[:1] == "=" and (linked := _LINKED.fullmatch(text)):
        text = next((part for part in (linked[2], linked[1]) if part and _DIGITS.search(part)), text)
    if wrapped := _WRAPPED.fullmatch(text):
        text = (wrapped[1] or wrapped[2] or wrapped[3] or "").strip()
    if ":" in text and (link := _LINK.match(text)):
        text = text[link.end() :].partition("@")[0]
        if "w" in link[0].casefold() and text[:1].isdigit():  # WhatsApp's are international, without a plus
            text = f"+{text}"
    return text


def _digits_for_letters(text: str) -> str:
    """`1-800-FLOWERS` as it is dialed, without letters beyond the tenth digit; other texts as they are."""
    if not (found := _VANITY.fullmatch(text)):
        return text
    rest = re.sub(r"[\s.-]", "", found[3])
    letters = sum(not c.isdigit() for c in rest)
    if letters < 3 or (len(rest) > 7 and found[2] not in _TOLL_FREE):
        return text
    return f"{found[1]}-{rest[:7].translate(_PAD)}"


def no_number(text: str) -> str:
    """Why a cleaned text is no phone number whatever its digits: a date, an amount, rounded…; or empty."""
    if len(text) > _LONGEST:
        return "far too long for a number"
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
        return _apart(cell.strip()) if cell.strip() else []
    if ":::" in cell:  # written by Google, and by our own reader of vCards: however many there are
        return [part for piece in cell.split(":::") if piece.strip() for part in split_cell(piece)]
    if len(cell) > _LONGEST or cell.lstrip().startswith("="):
        return [cell.strip()]
    parts: list[str] = []
    start = 0
    for separator in _SEPARATOR.finditer(cell):
        left, right = cell[start : separator.start()], cell[separator.end() :]
        if "/" in separator.group() and _AREA_BEFORE.search(left):
            continue
        if separator.group().isspace() and not _DIGITS.search(left):
            continue  # a label before a plus
        if _stands_alone(left) and _is_next(right, separator.group()):
            parts.append(left.strip())
            start = separator.end()
    parts.append(cell[start:].strip())
    return [part for part in parts if _DIGITS.search(part)] or [part for part in parts if part]


def _apart(text: str) -> list[str]:
    """Two numbers that only a space parts (`020 7946 0107 07700 900107`): more digits than one may have."""
    if not 2 * _FEW <= len(text) <= _LONGEST or len(_DIGITS.findall(text)) < 2 * _FEW:
        return [text]
    for space in _BEGINS_ANEW.finditer(text):
        left, right = text[: space.start()], text[space.end() :]
        digits = len(_DIGITS.findall(left))
        if _FEW <= digits <= _MOST and len(_DIGITS.findall(right)) >= _FEW:
            return [left, *_apart(right)]
    return [text]


def _stands_alone(text: str) -> bool:
    """Whether the piece before a separator can be a number of its own, or holds none at all."""
    digits = len(_DIGITS.findall(text))
    return (digits == 0 or digits >= 7) and not _ENDS_EXTENSION.search(text) and "phone-context" not in text


def _is_next(rest: str, separator: str) -> bool:
    """Whether a number of its own follows, and not the tail of the one before."""
    slash = "/" in separator
    following = rest if slash else _SEPARATOR.split(_AREA_SLASH.sub(r"\1 ", rest), maxsplit=1)[0]
    digits = len(_DIGITS.findall(following))
    if _STARTS_EXTENSION.match(rest) or rest.rstrip().endswith("#"):
        return False
    return digits >= 7 or (digits == 0 and "/" not in separator) or not following.strip()
