"""Where numbers and addresses are: countries, states, their time zones and the beginnings of their numbers.

Tables only, as text that is read when first asked. Sources: zones of countries, `zone.tab` of the time zone
database (public domain), of zones whose clocks have agreed since 2025 one; calling codes, libphonenumber
(Apache-2.0); area codes, the public report of the North American Numbering Plan of March 2020, and of
those opened since, libphonenumber; zones of states, their time acts (in the United States 49 CFR 71).
A test holds the tables against the libraries.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

#: Country, calling code (`-`: shared, see `_BEGINNINGS`), its zones.
_COUNTRIES = """
AC 247 Atlantic/St_Helena; AD 376 Europe/Andorra; AE 971 Asia/Dubai; AF 93 Asia/Kabul; AG -
America/Antigua; AI - America/Anguilla; AL 355 Europe/Tirane; AM 374 Asia/Yerevan; AO 244
Africa/Luanda; AR 54 America/Argentina/Buenos_Aires; AS - Pacific/Pago_Pago; AT 43 Europe/Vienna; AU
61 Australia/Lord_Howe Antarctica/Macquarie Australia/Broken_Hill Australia/Brisbane
Australia/Darwin Australia/Perth Australia/Eucla; AW 297 America/Aruba; AX - Europe/Mariehamn; AZ
994 Asia/Baku; BA 387 Europe/Sarajevo; BB - America/Barbados; BD 880 Asia/Dhaka; BE 32
Europe/Brussels; BF 226 Africa/Ouagadougou; BG 359 Europe/Sofia; BH 973 Asia/Bahrain; BI 257
Africa/Bujumbura; BJ 229 Africa/Porto-Novo; BL - America/St_Barthelemy; BM - Atlantic/Bermuda; BN
673 Asia/Brunei; BO 591 America/La_Paz; BQ - America/Kralendijk; BR 55 America/Noronha America/Belem
America/Campo_Grande America/Eirunepe; BS - America/Nassau; BT 975 Asia/Thimphu; BW 267
Africa/Gaborone; BY 375 Europe/Minsk; BZ 501 America/Belize; CA - America/St_Johns America/Halifax
America/Blanc-Sablon America/Toronto America/Atikokan America/Winnipeg America/Regina
America/Edmonton America/Vancouver America/Creston; CC - Indian/Cocos; CD 243 Africa/Kinshasa
Africa/Lubumbashi; CF 236 Africa/Bangui; CG 242 Africa/Brazzaville; CH 41 Europe/Zurich; CI 225
Africa/Abidjan; CK 682 Pacific/Rarotonga; CL 56 America/Santiago America/Coyhaique Pacific/Easter;
CM 237 Africa/Douala; CN 86 Asia/Shanghai; CO 57 America/Bogota; CR 506 America/Costa_Rica; CU 53
America/Havana; CV 238 Atlantic/Cape_Verde; CW 599 America/Curacao; CX - Indian/Christmas; CY 357
Asia/Nicosia; CZ 420 Europe/Prague; DE 49 Europe/Berlin; DJ 253 Africa/Djibouti; DK 45
Europe/Copenhagen; DM - America/Dominica; DO - America/Santo_Domingo; DZ 213 Africa/Algiers; EC 593
America/Guayaquil Pacific/Galapagos; EE 372 Europe/Tallinn; EG 20 Africa/Cairo; EH -
Africa/El_Aaiun; ER 291 Africa/Asmara; ES 34 Europe/Madrid Atlantic/Canary; ET 251
Africa/Addis_Ababa; FI 358 Europe/Helsinki; FJ 679 Pacific/Fiji; FK 500 Atlantic/Stanley; FM 691
Pacific/Chuuk Pacific/Pohnpei; FO 298 Atlantic/Faroe; FR 33 Europe/Paris; GA 241 Africa/Libreville;
GB 44 Europe/London; GD - America/Grenada; GE 995 Asia/Tbilisi; GF 594 America/Cayenne; GG -
Europe/Guernsey; GH 233 Africa/Accra; GI 350 Europe/Gibraltar; GL 299 America/Nuuk
America/Danmarkshavn America/Thule; GM 220 Africa/Banjul; GN 224 Africa/Conakry; GP 590
America/Guadeloupe; GQ 240 Africa/Malabo; GR 30 Europe/Athens; GS - Atlantic/South_Georgia; GT 502
America/Guatemala; GU - Pacific/Guam; GW 245 Africa/Bissau; GY 592 America/Guyana; HK 852
Asia/Hong_Kong; HN 504 America/Tegucigalpa; HR 385 Europe/Zagreb; HT 509 America/Port-au-Prince; HU
36 Europe/Budapest; ID 62 Asia/Jakarta Asia/Makassar Asia/Jayapura; IE 353 Europe/Dublin; IL 972
Asia/Jerusalem; IM - Europe/Isle_of_Man; IN 91 Asia/Kolkata; IO 246 Indian/Chagos; IQ 964
Asia/Baghdad; IR 98 Asia/Tehran; IS 354 Atlantic/Reykjavik; IT 39 Europe/Rome; JE - Europe/Jersey;
JM - America/Jamaica; JO 962 Asia/Amman; JP 81 Asia/Tokyo; KE 254 Africa/Nairobi; KG 996
Asia/Bishkek; KH 855 Asia/Phnom_Penh; KI 686 Pacific/Tarawa Pacific/Kanton Pacific/Kiritimati; KM
269 Indian/Comoro; KN - America/St_Kitts; KP 850 Asia/Pyongyang; KR 82 Asia/Seoul; KW 965
Asia/Kuwait; KY - America/Cayman; KZ - Asia/Almaty; LA 856 Asia/Vientiane; LB 961 Asia/Beirut; LC -
America/St_Lucia; LI 423 Europe/Vaduz; LK 94 Asia/Colombo; LR 231 Africa/Monrovia; LS 266
Africa/Maseru; LT 370 Europe/Vilnius; LU 352 Europe/Luxembourg; LV 371 Europe/Riga; LY 218
Africa/Tripoli; MA 212 Africa/Casablanca; MC 377 Europe/Monaco; MD 373 Europe/Chisinau; ME 382
Europe/Podgorica; MF - America/Marigot; MG 261 Indian/Antananarivo; MH 692 Pacific/Majuro; MK 389
Europe/Skopje; ML 223 Africa/Bamako; MM 95 Asia/Yangon; MN 976 Asia/Ulaanbaatar Asia/Hovd; MO 853
Asia/Macau; MP - Pacific/Saipan; MQ 596 America/Martinique; MR 222 Africa/Nouakchott; MS -
America/Montserrat; MT 356 Europe/Malta; MU 230 Indian/Mauritius; MV 960 Indian/Maldives; MW 265
Africa/Blantyre; MX 52 America/Mexico_City America/Cancun America/Matamoros America/Ciudad_Juarez
America/Mazatlan America/Tijuana; MY 60 Asia/Kuala_Lumpur; MZ 258 Africa/Maputo; NA 264
Africa/Windhoek; NC 687 Pacific/Noumea; NE 227 Africa/Niamey; NF 672 Pacific/Norfolk; NG 234
Africa/Lagos; NI 505 America/Managua; NL 31 Europe/Amsterdam; NO 47 Europe/Oslo; NP 977
Asia/Kathmandu; NR 674 Pacific/Nauru; NU 683 Pacific/Niue; NZ 64 Pacific/Auckland Pacific/Chatham;
OM 968 Asia/Muscat; PA 507 America/Panama; PE 51 America/Lima; PF 689 Pacific/Tahiti
Pacific/Marquesas Pacific/Gambier; PG 675 Pacific/Port_Moresby Pacific/Bougainville; PH 63
Asia/Manila; PK 92 Asia/Karachi; PL 48 Europe/Warsaw; PM 508 America/Miquelon; PN -
Pacific/Pitcairn; PR - America/Puerto_Rico; PS 970 Asia/Gaza; PT 351 Europe/Lisbon Atlantic/Azores;
PW 680 Pacific/Palau; PY 595 America/Asuncion; QA 974 Asia/Qatar; RE 262 Indian/Reunion; RO 40
Europe/Bucharest; RS 381 Europe/Belgrade; RU 7 Europe/Kaliningrad Europe/Moscow Europe/Astrakhan
Asia/Yekaterinburg Asia/Omsk Asia/Novosibirsk Asia/Irkutsk Asia/Chita Asia/Vladivostok Asia/Magadan
Asia/Kamchatka; RW 250 Africa/Kigali; SA 966 Asia/Riyadh; SB 677 Pacific/Guadalcanal; SC 248
Indian/Mahe; SD 249 Africa/Khartoum; SE 46 Europe/Stockholm; SG 65 Asia/Singapore; SH 290
Atlantic/St_Helena; SI 386 Europe/Ljubljana; SJ - Arctic/Longyearbyen; SK 421 Europe/Bratislava; SL
232 Africa/Freetown; SM 378 Europe/San_Marino; SN 221 Africa/Dakar; SO 252 Africa/Mogadishu; SR 597
America/Paramaribo; SS 211 Africa/Juba; ST 239 Africa/Sao_Tome; SV 503 America/El_Salvador; SX -
America/Lower_Princes; SY 963 Asia/Damascus; SZ 268 Africa/Mbabane; TC - America/Grand_Turk; TD 235
Africa/Ndjamena; TF - Indian/Kerguelen; TG 228 Africa/Lome; TH 66 Asia/Bangkok; TJ 992
Asia/Dushanbe; TK 690 Pacific/Fakaofo; TL 670 Asia/Dili; TM 993 Asia/Ashgabat; TN 216 Africa/Tunis;
TO 676 Pacific/Tongatapu; TR 90 Europe/Istanbul; TT - America/Port_of_Spain; TV 688
Pacific/Funafuti; TW 886 Asia/Taipei; TZ 255 Africa/Dar_es_Salaam; UA 380 Europe/Simferopol
Europe/Kyiv; UG 256 Africa/Kampala; UM - Pacific/Midway Pacific/Wake; US - America/New_York
America/Chicago America/Denver America/Phoenix America/Los_Angeles America/Anchorage America/Adak
Pacific/Honolulu; UY 598 America/Montevideo; UZ 998 Asia/Samarkand; VA - Europe/Vatican; VC -
America/St_Vincent; VE 58 America/Caracas; VG - America/Tortola; VI - America/St_Thomas; VN 84
Asia/Ho_Chi_Minh; VU 678 Pacific/Efate; WF 681 Pacific/Wallis; WS 685 Pacific/Apia; XK 383
Europe/Belgrade; YE 967 Asia/Aden; YT - Indian/Mayotte; ZA 27 Africa/Johannesburg; ZM 260
Africa/Lusaka; ZW 263 Africa/Harare
"""

#: State, name | zones | area codes.
_US = """
AL Alabama | America/Chicago | 205 251 256 334 659 938
AK Alaska | America/Anchorage America/Adak | 907
AZ Arizona | America/Phoenix America/Denver | 480 520 602 623 928
AR Arkansas | America/Chicago | 327 479 501 870
CA California | America/Los_Angeles | 209 213 279 310 323 341 350 369 408 415 424 442 510 530 559 562
    619 626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 840 858 909 916 925 949 951
CO Colorado | America/Denver | 303 719 720 748 970 983
CT Connecticut | America/New_York | 203 475 860 959
DE Delaware | America/New_York | 302
DC District of Columbia | America/New_York | 202 771
FL Florida | America/New_York America/Chicago | 239 305 321 324 352 386 407 448 561 645 656 689 727 728
    754 772 786 813 850 863 904 941 954
GA Georgia | America/New_York | 229 404 470 478 678 706 762 770 912 943
HI Hawaii | Pacific/Honolulu | 808
ID Idaho | America/Boise America/Los_Angeles | 208 986
IL Illinois | America/Chicago | 217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 872
IN Indiana | America/New_York America/Chicago | 219 260 317 463 574 765 812 930
IA Iowa | America/Chicago | 319 515 563 641 712
KS Kansas | America/Chicago America/Denver | 316 620 785 913
KY Kentucky | America/New_York America/Chicago | 270 364 502 606 859
LA Louisiana | America/Chicago | 225 318 337 504 985
ME Maine | America/New_York | 207
MD Maryland | America/New_York | 227 240 301 410 443 667
MA Massachusetts | America/New_York | 339 351 413 508 617 774 781 857 978
MI Michigan | America/New_York America/Chicago | 231 248 269 313 517 586 616 679 734 810 906 947 989
MN Minnesota | America/Chicago | 218 320 507 612 651 763 952
MS Mississippi | America/Chicago | 228 601 662 769
MO Missouri | America/Chicago | 235 314 417 557 573 636 660 816 975
MT Montana | America/Denver | 406
NE Nebraska | America/Chicago America/Denver | 308 402 531
NV Nevada | America/Los_Angeles America/Denver | 702 725 775
NH New Hampshire | America/New_York | 603
NJ New Jersey | America/New_York | 201 551 609 640 732 848 856 862 908 973
NM New Mexico | America/Denver | 505 575
NY New York | America/New_York | 212 315 329 332 347 363 516 518 585 607 631 646 680 716 718 838 845 914
    917 929 934
NC North Carolina | America/New_York | 252 336 472 704 743 828 910 919 980 984
ND North Dakota | America/Chicago America/Denver | 701
OH Ohio | America/New_York | 216 220 234 283 326 330 380 419 440 513 567 614 740 937
OK Oklahoma | America/Chicago | 405 539 572 580 918
OR Oregon | America/Los_Angeles America/Boise | 458 503 541 971
PA Pennsylvania | America/New_York | 215 223 267 272 412 445 484 570 582 610 717 724 814 835 878
RI Rhode Island | America/New_York | 401
SC South Carolina | America/New_York | 803 821 839 843 854 864
SD South Dakota | America/Chicago America/Denver | 605
TN Tennessee | America/New_York America/Chicago | 423 615 629 731 865 901 931
TX Texas | America/Chicago America/Denver | 210 214 254 281 325 346 361 409 430 432 469 512 682 713 726
    737 806 817 830 832 903 915 936 940 945 956 972 979
UT Utah | America/Denver | 385 435 801
VT Vermont | America/New_York | 802
VA Virginia | America/New_York | 276 434 540 571 686 703 757 804 826 948
WA Washington | America/Los_Angeles | 206 253 360 425 509 564
WV West Virginia | America/New_York | 304 681
WI Wisconsin | America/Chicago | 262 274 353 414 534 608 715 920
WY Wyoming | America/Denver | 307
"""
_CA = """
AB Alberta | America/Edmonton | 368 403 587 780 825
BC British Columbia | America/Vancouver America/Edmonton | 236 250 257 604 672 778
MB Manitoba | America/Winnipeg | 204 431 584
NB New Brunswick | America/Halifax | 428 506
NL Newfoundland and Labrador | America/St_Johns America/Halifax | 709 879
NS Nova Scotia | America/Halifax
NT Northwest Territories | America/Edmonton
NU Nunavut | America/Toronto America/Winnipeg America/Edmonton
ON Ontario | America/Toronto America/Winnipeg | 226 249 289 343 365 382 416 437 519 548 613 647 683 705
    742 753 807 905 942
PE Prince Edward Island | America/Halifax
QC Quebec | America/Toronto America/Halifax | 263 273 354 367 418 438 450 468 514 579 581 819 873
SK Saskatchewan | America/Regina America/Edmonton | 306 474 639
YT Yukon | America/Whitehorse
"""
_AU = """
NSW New South Wales | Australia/Sydney Australia/Adelaide
VIC Victoria | Australia/Melbourne
QLD Queensland | Australia/Brisbane
SA South Australia | Australia/Adelaide
WA Western Australia | Australia/Perth
TAS Tasmania | Australia/Hobart
ACT Australian Capital Territory | Australia/Sydney
NT Northern Territory | Australia/Darwin
"""
#: The parts that have bank holidays of their own. Their letters are no part of addresses.
_GB = """
ENG England | Europe/London
SCT Scotland | Europe/London
WLS Wales | Europe/London
NIR Northern Ireland | Europe/London
"""

#: Where a calling code is shared: country (and state) of the numbers that begin so.
_BEGINNINGS = """
AG 1268; AI 1264; AS 1684; BB 1246; BM 1441; BS 1242; DM 1767; DO 1809 1829 1849; GD 1473; GU 1671;
JM 1876 1658; KN 1869; KY 1345; LC 1758; MP 1670; MS 1664; PR 1787 1939; SX 1721; TC 1649; TT 1868;
VC 1784; VG 1284; VI 1340; CA 1782 1902 1867; KZ 76 77; VA 3906698; GG 441481; JE 441534; IM 441624;
GB-NIR 4428; SJ 4779; CC 6189162; CX 6189164; YT 262269 262639; TA 2908; AX 35818;
BQ 599; CW 5999
"""

#: Countries that are part of another one, as its people and files may write.
_PARTS = """
US PR VI GU AS MP; GB GG JE IM GI; FR GP MQ RE GF YT PM BL MF NC PF WF; NO SJ; FI AX; AU CX CC NF;
NL AW BQ CW SX; DK FO GL; IT VA; MA EH; SH AC TA
"""


class State(NamedTuple):
    """A state, province or part of a country."""

    country: str
    code: str
    name: str
    zones: tuple[str, ...]


@cache
def states() -> Mapping[str, Mapping[str, State]]:
    """Country → its states, by their code and by their name in small letters."""
    found: dict[str, dict[str, State]] = {}
    for country, table in (("US", _US), ("CA", _CA), ("AU", _AU), ("GB", _GB)):
        for line in table.strip().replace("\n    ", " ").split("\n"):
            who, zones, *_ = line.split("|")
            code, name = who.strip().split(" ", 1)
            state = State(country, code, name, tuple(zones.split()))
            found.setdefault(country, {}).update({code: state, name.lower(): state})
    for code in [code for code in found["GB"] if code.isupper()]:
        del found["GB"][code]
    found["US"]["washington dc"] = found["US"]["washington d.c."] = found["US"]["DC"]
    return found


@cache
def part_of(country: str) -> str:
    """The country that this one is a part of: `US` of `PR`; empty: none."""
    rows = (row.split() for row in _PARTS.replace("\n", " ").split(";"))
    return next((whole for whole, *parts in rows if country in parts), "")


@cache
def zones_of_country(country: str) -> tuple[str, ...]:
    """The zones of a country (ISO code); empty when nobody knows it."""
    return _countries().get(country, ())


@cache
def _countries() -> Mapping[str, tuple[str, ...]]:
    rows = (row.split() for row in _COUNTRIES.replace("\n", " ").split(";"))
    return {country: tuple(zones) for country, _, *zones in rows}


@cache
def beginnings() -> Mapping[str, tuple[str, str]]:
    """How numbers begin (digits without the plus) → country, state (empty: not told)."""
    found: dict[str, tuple[str, str]] = {}
    for row in _COUNTRIES.replace("\n", " ").split(";"):
        country, code, *_ = row.split()
        if code != "-":
            found[code] = country, ""
    for country, table in (("US", _US), ("CA", _CA)):
        for line in table.strip().replace("\n    ", " ").split("\n"):
            state = line.split(" ", 1)[0]
            found.update({f"1{area}": (country, state) for area in "".join(line.split("|")[2:]).split()})
    for row in _BEGINNINGS.replace("\n", " ").split(";"):
        where, *digits = row.split()
        country, _, state = where.partition("-")
        found.update(dict.fromkeys(digits, (country, state)))
    return found
