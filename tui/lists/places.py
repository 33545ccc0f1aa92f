"""Which country a row speaks of: its country column, and small signs of another country than the list's."""

from __future__ import annotations

import re
from functools import lru_cache

from tui.core.people.phone import country_of_code, known
from tui.core.text import fold
from tui.lists.header_words import read_table

_NAMES = """
US: united states, united states of america, u s a, u s, america, the united states, vereinigte staaten,
    vereinigte staaten von amerika, etats unis, etats unis d amerique, estados unidos,
    estados unidos de america, eeuu, ee uu, eua, stati uniti, stati uniti d america, verenigde staten,
    アメリカ, アメリカ合衆国, 米国, 美国
GB: united kingdom, uk, u k, great britain, england, scotland, wales, northern ireland, britain,
    schottland, grossbritannien, vereinigtes konigreich, royaume uni, angleterre, grande bretagne, ecosse,
    reino unido, inglaterra, gran bretana, regno unito, inghilterra, gran bretagna, verenigd koninkrijk,
    engeland, groot brittannie, gra bretanha, イギリス, 英国, 英國
DE: germany, deutschland, allemagne, alemania, germania, duitsland, alemanha, d, ger, brd,
    bundesrepublik deutschland, federal republic of germany, ドイツ, 德国
FR: france, frankreich, francia, frankrijk, franca, f, フランス, 法国
ES: spain, espana, spanien, espagne, spagna, spanje, espanha, スペイン, 西班牙
IT: italy, italia, italien, italie, イタリア, 意大利
AT: austria, osterreich, autriche, oostenrijk, oesterreich, オーストリア
CH: switzerland, schweiz, suisse, suiza, svizzera, zwitserland, suica, スイス, 瑞士
NL: netherlands, the netherlands, holland, niederlande, nederland, pays bas, paises bajos, paesi bassi,
    olanda, paises baixos, holanda, hollande, オランダ, 荷兰
BE: belgium, belgien, belgique, belgica, belgie, belgio, ベルギー
LU: luxembourg, luxemburg, luxemburgo, lussemburgo, ルクセンブルク
LI: liechtenstein
IE: ireland, republic of ireland, irland, irlande, irlanda, eire, ierland, アイルランド
PT: portugal, portogallo, ポルトガル
DK: denmark, danemark, danmark, dinamarca, danimarca, denemarken, デンマーク
SE: sweden, schweden, suede, suecia, sverige, svezia, zweden, スウェーデン
NO: norway, norwegen, norvege, noruega, norge, norvegia, noorwegen, ノルウェー
FI: finland, finnland, finlande, finlandia, suomi, フィンランド
IS: iceland, island, islande, islandia, islanda, ijsland
PL: poland, polen, pologne, polonia, polska, ポーランド
CZ: czech republic, czechia, tschechien, republique tcheque, tchequie, republica checa, cesko,
    repubblica ceca, tsjechie, republica tcheca, チェコ
SK: slovakia, slowakei, slovaquie, eslovaquia, slovacchia, slowakije, slovensko
HU: hungary, ungarn, hongrie, hungria, magyarorszag, ungheria, hongarije
RO: romania, rumanien, roumanie, rumania, roemenie, romenia
BG: bulgaria, bulgarien, bulgarie, bulgarije
GR: greece, griechenland, grece, grecia, griekenland, ellada, ギリシャ
HR: croatia, kroatien, croatie, croacia, hrvatska, croazia, kroatie
SI: slovenia, slowenien, slovenie, eslovenia, slovenija
RS: serbia, serbien, serbie, srbija
BA: bosnia and herzegovina, bosnia, bosnien und herzegowina, bosnie herzegovine
AL: albania, albanien, albanie
MK: north macedonia, macedonia, nordmazedonien
EE: estonia, estland, estonie
LV: latvia, lettland, lettonie, letonia, lettonia, letland
LT: lithuania, litauen, lituanie, lituania, litouwen
MT: malta, malte
CY: cyprus, zypern, chypre, chipre, cipro
UA: ukraine, ucrania, ucraina, oekraine
RU: russia, russian federation, russland, russie, rusia, rusland, ロシア
TR: turkey, turkiye, turkei, turquie, turquia, turchia, turkije, トルコ
CA: canada, kanada, カナダ, 加拿大
MX: mexico, mexiko, mexique, messico, メキシコ
BR: brazil, brasil, brasilien, bresil, brasile, brazilie, ブラジル, 巴西
AR: argentina, argentinien, argentine, argentinie, アルゼンチン
CL: chile, chili, cile, チリ
CO: colombia, kolumbien, colombie, コロンビア
PE: peru, perou, ペルー
VE: venezuela
EC: ecuador, equateur, equador
UY: uruguay
CR: costa rica
PA: panama
DO: dominican republic, republica dominicana, dominikanische republik
PR: puerto rico
AU: australia, australien, australie, オーストラリア, 澳大利亚
NZ: new zealand, neuseeland, nouvelle zelande, nueva zelanda, aotearoa, nuova zelanda, nieuw zeeland,
    nova zelandia, ニュージーランド
CN: china, peoples republic of china, people s republic of china, chine, prc, cina, mainland china, 中国,
    中國, 中华人民共和国
HK: hong kong, hongkong, hong kong sar, 香港
TW: taiwan, 台湾, 臺灣
JP: japan, japon, giappone, japao, nippon, nihon, 日本, 日本国
KR: south korea, korea, republic of korea, sudkorea, coree du sud, corea del sur, corea del sud,
    zuid korea, coreia do sul, 韓国, 韩国, 대한민국
IN: india, indien, inde, インド, 印度
SG: singapore, singapur, singapour, singapura, シンガポール, 新加坡
MY: malaysia, malaisie, malasia, マレーシア
TH: thailand, thailande, tailandia, タイ
VN: vietnam, viet nam, ベトナム
PH: philippines, philippinen, filipinas, filippine, フィリピン
ID: indonesia, indonesien, indonesie, インドネシア
PK: pakistan
BD: bangladesh
LK: sri lanka
AE: united arab emirates, uae, vereinigte arabische emirate, emirats arabes unis, emiratos arabes unidos,
    emirati arabi uniti, emirados arabes unidos, アラブ首長国連邦
SA: saudi arabia, saudi arabien, arabie saoudite, arabia saudita, kingdom of saudi arabia, ksa
QA: qatar, katar
KW: kuwait
IL: israel
EG: egypt, agypten, egypte, egipto, egitto, egito
ZA: south africa, sudafrika, afrique du sud, sudafrica, zuid afrika, africa do sul
NG: nigeria
KE: kenya, kenia
GH: ghana
MA: morocco, marokko, maroc, marruecos, marocco, marrocos
TN: tunisia, tunesien, tunisie, tunez
DZ: algeria, algerien, algerie, argelia
AO: angola
MZ: mozambique, mocambique
"""
#: ISO 3166 codes of three letters, each with its two.
_ALPHA_3 = re.findall(
    "[A-Z]+",
    """
AFG AF ALA AX ALB AL DZA DZ ASM AS AND AD AGO AO AIA AI ATG AG ARG AR ARM AM ABW AW AUS AU AUT AT
AZE AZ BHS BS BHR BH BGD BD BRB BB BLR BY BEL BE BLZ BZ BEN BJ BMU BM BTN BT BOL BO BES BQ BIH BA
BWA BW BRA BR IOT IO BRN BN BGR BG BFA BF BDI BI CPV CV KHM KH CMR CM CAN CA CYM KY CAF CF TCD TD
CHL CL CHN CN CXR CX CCK CC COL CO COM KM COG CG COD CD COK CK CRI CR CIV CI HRV HR CUB CU CUW CW
CYP CY CZE CZ DNK DK DJI DJ DMA DM DOM DO ECU EC EGY EG SLV SV GNQ GQ ERI ER EST EE SWZ SZ ETH ET
FLK FK FRO FO FJI FJ FIN FI FRA FR GUF GF PYF PF GAB GA GMB GM GEO GE DEU DE GHA GH GIB GI GRC GR
GRL GL GRD GD GLP GP GUM GU GTM GT GGY GG GIN GN GNB GW GUY GY HTI HT VAT VA HND HN HKG HK HUN HU
ISL IS IND IN IDN ID IRN IR IRQ IQ IRL IE IMN IM ISR IL ITA IT JAM JM JPN JP JEY JE JOR JO KAZ KZ
KEN KE KIR KI PRK KP KOR KR KWT KW KGZ KG LAO LA LVA LV LBN LB LSO LS LBR LR LBY LY LIE LI LTU LT
LUX LU MAC MO MDG MG MWI MW MYS MY MDV MV MLI ML MLT MT MHL MH MTQ MQ MRT MR MUS MU MYT YT MEX MX
FSM FM MDA MD MCO MC MNG MN MNE ME MSR MS MAR MA MOZ MZ MMR MM NAM NA NRU NR NPL NP NLD NL NCL NC
NZL NZ NIC NI NER NE NGA NG NIU NU NFK NF MKD MK MNP MP NOR NO OMN OM PAK PK PLW PW PSE PS PAN PA
PNG PG PRY PY PER PE PHL PH POL PL PRT PT PRI PR QAT QA REU RE ROU RO RUS RU RWA RW BLM BL SHN SH
KNA KN LCA LC MAF MF SPM PM VCT VC WSM WS SMR SM STP ST SAU SA SEN SN SRB RS SYC SC SLE SL SGP SG
SXM SX SVK SK SVN SI SLB SB SOM SO ZAF ZA SSD SS ESP ES LKA LK SDN SD SUR SR SJM SJ SWE SE CHE CH
SYR SY TWN TW TJK TJ TZA TZ THA TH TLS TL TGO TG TKL TK TON TO TTO TT TUN TN TUR TR TKM TM TCA TC
TUV TV UGA UG UKR UA ARE AE GBR GB USA US URY UY UZB UZ VUT VU VEN VE VNM VN VGB VG VIR VI WLF WF
ESH EH YEM YE ZMB ZM ZWE ZW XKX XK
    """,
)
_BY_ALPHA_3: dict[str, str] = dict(zip(_ALPHA_3[::2], _ALPHA_3[1::2], strict=True))
_STATES = frozenset(
    re.findall(
        "[A-Z]+",
        "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ"
        " NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC",
    )
)
#: Postcodes that only one country writes so, at the end of an address.
_POSTCODES = (
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\W*$"), "GB"),
    (re.compile(r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d\W*$"), "CA"),
    (re.compile(r"\b\d{4} ?[A-Z]{2}\b(?!\d)(?:,? [^\W\d_][^\d,]*)?$"), "NL"),
    (re.compile(r"〒\s*\d{3}-\d{4}"), "JP"),
    (re.compile(r"\b\d{5}-\d{3}\b"), "BR"),
)
_STATE_ZIP = re.compile(r"\b([A-Z]{2})[,.]? +\d{5}(?:-\d{4})?\W*$")
_PREFIXED = re.compile(r"\b(D|A|CH|F|I|L|B|NL|DK|FL|E)-\d{4,5}\b")
_PREFIXES = {"D": "DE", "A": "AT", "F": "FR", "I": "IT", "L": "LU", "B": "BE", "FL": "LI", "E": "ES"}
_SEGMENT = re.compile(r"[,;\n|]| - ")
_LONGEST = 100
"""Characters of a country's name; longer texts are something else."""
#: As on cars; a country column of an address book often has them.
_CARS = {
    "D": "DE",
    "A": "AT",
    "F": "FR",
    "I": "IT",
    "E": "ES",
    "B": "BE",
    "L": "LU",
    "P": "PT",
    "S": "SE",
    "N": "NO",
    "H": "HU",
}
_IN_BRACKETS = re.compile(r"\s*[(\[](.*)[)\]]\s*$|\s+-\s+.*")
_COUNTRIES: dict[str, str] = read_table(_NAMES)
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


@lru_cache(maxsize=4096)
def country(text: str) -> str:
    """ISO code of a country's code, calling code or name, in eight languages; empty when unknown."""
    code = text.strip().upper()
    if len(code) > _LONGEST:
        return ""
    if code == "UK":
        return "GB"
    if len(code) == 2 and known(code):
        return code
    if code in _CARS:
        return _CARS[code]
    if len(code) == 3 and code in _BY_ALPHA_3:
        return _BY_ALPHA_3[code]
    words = _WORDS.sub(" ", fold(text)).strip()
    if words.isdigit():
        return country_of_code(words.lstrip("0"))
    if found := _COUNTRIES.get(words):
        return found
    bare, brackets = _IN_BRACKETS.sub("", text), _IN_BRACKETS.search(text)
    if brackets and bare.strip():  # `Germany (DE)`, `DE - Germany`
        return country(bare) or (country(brackets[1]) if brackets[1] else "")
    return ""


@lru_cache(maxsize=4096)
def in_address(text: str) -> str:
    """ISO code of the country an address ends with, or whose way of writing postcodes it has; or empty."""
    if not 3 < len(text) < 4 * _LONGEST:
        return ""
    parts = [part.strip() for part in _SEGMENT.split(text) if part.strip()]
    last = parts[-1] if parts else ""
    if len(parts) > 1 and len(last) > 1 and (found := _named(last)):
        return found
    if not any(c.isdigit() for c in text):
        # A column of countries without a header of its own is not meant: `Georgia`, `Jersey` are states.
        return ""
    if (state := _STATE_ZIP.search(text)) and state[1] in _STATES:
        return "US"
    if prefixed := _PREFIXED.search(text):
        return _PREFIXES.get(prefixed[1], prefixed[1])
    return next((code for shape, code in _POSTCODES if shape.search(text)), "")


def _named(segment: str) -> str:
    """The country a segment of an address names: by name or three letters, for two may be a state."""
    words = _WORDS.sub(" ", fold(segment)).strip()
    if len(segment) == 3 and segment.isupper():
        return _BY_ALPHA_3.get(segment, "")
    if segment in ("UK", "U.K."):
        return "GB"
    return _COUNTRIES.get(words, "") if len(words) > 3 or not words.isascii() else ""


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
