"""Which country a row speaks of: its country column, and small signs of another country than the list's."""

from __future__ import annotations

import re
from functools import lru_cache

from tui.core.phone import known
from tui.core.text import fold
from tui.lists.header_words import read_table

_NAMES = """
US: united states, united states of america, usa, u s a, u s, america, vereinigte staaten, etats unis,
    estados unidos, eeuu, ee uu
GB: united kingdom, uk, great britain, england, scotland, wales, northern ireland, britain,
    grossbritannien, vereinigtes konigreich, royaume uni, angleterre, reino unido, inglaterra, gbr
DE: germany, deutschland, allemagne, alemania, d, ger, brd, deu
FR: france, frankreich, francia, fra
ES: spain, espana, spanien, espagne, esp
IT: italy, italia, italien, italie, ita
AT: austria, osterreich, autriche, aut
CH: switzerland, schweiz, suisse, suiza, svizzera, che
NL: netherlands, the netherlands, holland, niederlande, nederland, pays bas, paises bajos, nld
BE: belgium, belgien, belgique, belgica, belgie, bel
LU: luxembourg, luxemburg, luxemburgo
IE: ireland, republic of ireland, irland, irlande, irlanda, eire, irl
PT: portugal, prt
DK: denmark, danemark, danmark, dinamarca, dnk
SE: sweden, schweden, suede, suecia, sverige, swe
NO: norway, norwegen, norvege, noruega, norge, nor
FI: finland, finnland, finlande, finlandia, suomi, fin
IS: iceland, island, islande, islandia
PL: poland, polen, pologne, polonia, polska, pol
CZ: czech republic, czechia, tschechien, republique tcheque, republica checa, cesko
SK: slovakia, slowakei, slovaquie, eslovaquia
HU: hungary, ungarn, hongrie, hungria, magyarorszag
RO: romania, rumanien, roumanie, rumania
BG: bulgaria, bulgarien, bulgarie
GR: greece, griechenland, grece, grecia
HR: croatia, kroatien, croatie, croacia, hrvatska
SI: slovenia, slowenien, slovenie, eslovenia
EE: estonia, estland, estonie
LV: latvia, lettland, lettonie, letonia
LT: lithuania, litauen, lituanie, lituania
UA: ukraine, ucrania
RU: russia, russian federation, russland, russie, rusia
TR: turkey, turkiye, turkei, turquie, turquia
CA: canada, kanada, can
MX: mexico, mexiko, mexique, mex
BR: brazil, brasil, brasilien, bresil, bra
AR: argentina, argentinien, argentine
CL: chile, chili
CO: colombia, kolumbien, colombie
PE: peru, perou
AU: australia, australien, australie, aus
NZ: new zealand, neuseeland, nouvelle zelande, nueva zelanda, aotearoa, nzl
CN: china, peoples republic of china, chine, prc, chn
HK: hong kong, hongkong
TW: taiwan
JP: japan, japon, jpn
KR: south korea, korea, republic of korea, sudkorea, coree du sud, corea del sur
IN: india, indien, inde, ind
SG: singapore, singapur, singapour
MY: malaysia
TH: thailand, thailande, tailandia
VN: vietnam, viet nam
PH: philippines, philippinen, filipinas
ID: indonesia, indonesien, indonesie
AE: united arab emirates, uae, vereinigte arabische emirate, emirats arabes unis, emiratos arabes unidos
SA: saudi arabia, saudi arabien, arabie saoudite, arabia saudita
IL: israel
EG: egypt, agypten, egypte, egipto
ZA: south africa, sudafrika, afrique du sud, sudafrica, zaf
NG: nigeria
KE: kenya, kenia
MA: morocco, marokko, maroc, marruecos
"""
_COUNTRIES = read_table(_NAMES)
#: Endings of company names that only one country has.
_FORMS = read_table("""
DE: gmbh, ug, kg, ohg, gbr
GB: ltd, plc, llp
FR: sarl, sas, sasu, eurl
NL: bv, nv
IT: srl, spa
ES: slu, sl
BE: bvba
DK: aps
FI: oy, oyj
US: inc, llc, corp
AU: pty
HU: kft
""")
#: Country domains that everybody uses.
_ANYWHERE = frozenset(
    {"io", "ai", "co", "me", "tv", "cc", "fm", "ly", "gg", "sh", "to", "ws", "la", "im", "ac", "vc"}
)
_WORDS = re.compile(r"[\W_]+")


@lru_cache(maxsize=1024)
def country(text: str) -> str:
    """ISO code of a country's code or name, in four languages; empty when unknown."""
    code = text.strip().upper()
    if code == "UK":
        return "GB"
    if len(code) == 2 and known(code):
        return code
    words = _WORDS.sub(" ", fold(text)).strip()
    return _COUNTRIES.get(words, "")


def signs(name: str, account: str, email: str) -> list[str]:
    """Countries that a row's e-mail address, company form or spelling speak for, strongest first."""
    found = []
    domain = email.rpartition(".")[2].lower()
    if len(domain) == 2 and domain not in _ANYWHERE and (code := country(domain)):
        found.append(code)
    if account and (form := _FORMS.get(account.rpartition(" ")[2].replace(".", "").lower())):
        found.append(form)
    if "ß" in name or "ß" in account:
        found.append("DE")
    return found
