"""Which old encoding a list of names is in.

Detectors are made for prose: of a list of names with a few accents charset-normalizer and chardet make
Czech, Cyrillic or Chinese (of 760 small lists in 20 languages they read two thirds right, this here all but
some of one or two names). A name gives itself away: it is written in one script, with one language's letters,
capitals first and no signs in the middle. So each encoding is tried, and what it gives is judged by that.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

#: The letters that one language has beside ASCII, small ones; the first languages win a tie.
_WESTERN = (
    "äöüß",
    "éèêçàâîôûëïùœ",
    "ñáéíóúü",
    "ãõçáéíóúâêôà",
    "åäöéšž",
    "æøåé",
    "àèéìòù",
    "áéíóúýþæöð",
    "éëïáóèü",
)
_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áéíóöőúüű", "ăâîşţșț", "áäčďéíĺľňóôŕšťúýž", "čćđšž")
_TURKISH = ("çğıöşüi\u0307",)
_CYRILLIC = ("абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")
_HEBREW = ("אבגדהוזחטיכךלמםנןסעפףצץקרשת",)
_BALTIC = ("āčēģīķļņšūž", "ąčęėįšųūž")
_GREEK = ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",)
_JAPANESE = (
    "田中山本藤佐井村木川原島上野高橋松林小大子郎美一二三太和市県区町東京都府加伊渡辺吉斎清水石真由恵健"
)
_CHINESE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗北京上海广州深圳市区有限公司伟芳娜敏静丽强磊军洋勇艳杰娟涛明超"
)
_TAIWANESE = "陳林黃張李王吳劉蔡楊許鄭謝台北高雄中南市有限公司志明淑芬家美玲建宏雅婷俊傑怡君新竹"
#: What hardly stands in a western name, but what Polish, Czech, Hungarian, Romanian, Turkish look like there.
_UNLIKELY = re.compile(
    "ñ[^\\Waeiouáéíóú]|è[aeiouyí]|[aeiou]æ|ø[aeiouíáéý]|ã[b-df-hj-np-rt-z]|õ(?!e)|ç[b-df-hj-np-tv-z]|ò[aeiou]"
    "|ì[aeiou]|\\wþ|\\bð|ý\\b",
    re.IGNORECASE,
)
_KOREAN = "김이박최정강조윤장임한오서신권황안송류홍민수영희지훈현우진미경성준호은주시구동부산대인천광"
_CENTRAL_HEADERS = "imię komórka příjmení společnost město firmă"
_SIGNS = frozenset("’‘“”–—…€°«»©®™·¿¡ºª§£\xa0„‚•№")
_APOSTROPHE = "’"


@dataclass(frozen=True, slots=True)
class Charset:
    """An encoding and what is written in it."""

    codec: str
    words: str
    """Its name for the rep."""
    alphabets: tuple[str, ...] = ()
    mixed: float = 0.6
    """What a letter counts that belongs to another of the alphabets than most do."""
    trust: float = 1.0
    """How common the encoding is in lists."""
    often: str = ""
    """The commonest characters of names, for scripts with thousands."""
    script: str = ""
    headers: str = ""
    """Words of headers that only stand there when it is this encoding; they decide where names are few."""


CHARSETS = (
    Charset("cp1252", "Windows Western (cp1252)", _WESTERN, 0.85),
    Charset("iso8859-15", "ISO-8859-15", _WESTERN, 0.85, 0.98),
    Charset("cp1250", "Windows Central European (cp1250)", _CENTRAL, 0.6, 0.96, headers=_CENTRAL_HEADERS),
    Charset("iso8859-2", "ISO-8859-2", _CENTRAL, 0.6, 0.94, headers=_CENTRAL_HEADERS),
    Charset("mac-roman", "Mac Roman", _WESTERN, 0.85, 0.93),
    Charset("cp850", "DOS Western (cp850)", _WESTERN, 0.85, 0.91),
    Charset("cp1254", "Windows Turkish (cp1254)", _TURKISH, 0.6, 0.95, headers="şirket adı soyadı şehir"),
    Charset("cp1251", "Windows Cyrillic (cp1251)", _CYRILLIC, 0.9, 0.96),
    Charset("koi8-r", "KOI8-R", _CYRILLIC, 0.9, 0.93),
    Charset("mac-cyrillic", "Mac Cyrillic", _CYRILLIC, 0.9, 0.9),
    Charset("cp866", "DOS Cyrillic (cp866)", _CYRILLIC, 0.9, 0.92),
    Charset("cp1253", "Windows Greek (cp1253)", _GREEK, 0.6, 0.95),
    Charset("cp1255", "Windows Hebrew (cp1255)", _HEBREW, 0.6, 0.965),
    Charset("cp1257", "Windows Baltic (cp1257)", _BALTIC, 0.6, 0.945),
    Charset("cp932", "Shift_JIS", trust=0.97, often=_JAPANESE, script="ja"),
    Charset("euc-jp", "EUC-JP", trust=0.95, often=_JAPANESE, script="ja"),
    Charset("gb18030", "GB18030", trust=0.96, often=_CHINESE, script="zh"),
    Charset("big5", "Big5", trust=0.95, often=_TAIWANESE, script="tw"),
    Charset("cp949", "EUC-KR", trust=0.95, often=_KOREAN, script="ko"),
)  # fmt: skip


def likeliest(sample: bytes) -> tuple[Charset, float]:
    """The encoding that makes a sample read most like names, and how much so (1: entirely; 0.5: hardly)."""
    return max(((charset, _score(sample, charset)) for charset in CHARSETS), key=lambda pair: pair[1])


def _score(sample: bytes, charset: Charset) -> float:
    try:
        text = sample.decode(charset.codec)
    except UnicodeDecodeError:
        text = sample.decode(charset.codec, "replace")
    strange = [at for at, character in enumerate(text) if not character.isascii()]
    if not strange:
        return 0.0
    judge = _ideographs if charset.script else _letters
    said = _HEADED if charset.headers and _headed(text, charset.headers) else 0.0
    return judge(text, strange, charset) / len(strange) * charset.trust + said


_HEADED = 0.3
"""What a header that is written in an encoding counts for it."""


def _headed(text: str, headers: str) -> bool:
    """Whether a word of the first line is one of these headers."""
    first = text.partition("\n")[0].casefold()
    return not set(re.findall(r"\w+", first)).isdisjoint(headers.split())


def _letters(text: str, strange: list[int], charset: Charset) -> float:
    """How well the letters fit one language and stand as letters do in names."""
    letters = [at for at in strange if text[at].isalpha()]
    wrong = sum(_misplaced(text, at) for at in letters)
    small = [text[at].lower() for at in letters if not (_misplaced(text, at) or _alone(text, at))]
    best = max((sum(letter in alphabet for letter in small) for alphabet in charset.alphabets), default=0)
    others = sum(any(letter in alphabet for alphabet in charset.alphabets) for letter in small) - best
    signs = sum(0.5 if _sign(text, at) else -1.0 for at in strange if not text[at].isalpha())
    unlikely = len(_UNLIKELY.findall(text)) if charset.alphabets is _WESTERN else 0
    return best + charset.mixed * others + signs - wrong - unlikely


def _misplaced(text: str, at: int) -> bool:
    """Whether a letter cannot stand here: a capital after a small one, another script, all accents."""
    letter = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if letter.isupper() and before.islower():
        return True
    if letter.islower() and after.isupper():
        return True
    if _script(letter) != "LATIN":
        return any(other.isascii() and other.isalpha() for other in (before, after))
    near = text[max(0, at - 2) : at + 3]
    return sum(c.isalpha() and not c.isascii() for c in near) > 3


def _alone(text: str, at: int) -> bool:
    """Whether a letter is a word by itself, which speaks for nothing."""
    return not (text[at - 1 : at].isalpha() or text[at + 1 : at + 2].isalpha())


def _sign(text: str, at: int) -> bool:
    """Whether a sign may stand here; only an apostrophe stands within a word."""
    within = text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()
    return text[at] in _SIGNS and (not within or text[at] == _APOSTROPHE)


def _ideographs(text: str, strange: list[int], charset: Charset) -> float:
    """How common the characters are in names, none of them beside an ASCII letter."""
    score = 0.0
    for at in strange:
        near = text[at - 1 : at] + text[at + 1 : at + 2]
        if any(c.isascii() and c.isalpha() for c in near):
            score -= 1
        else:
            score += _common(text[at], charset)
    return score


@lru_cache(maxsize=4096)
def _common(character: str, charset: Charset) -> float:
    if character in charset.often:
        return 1.0
    if character in "、。・「」（）　，；：－ー～":
        return 0.7
    script = _script(character)
    if script in ("HIRAGANA", "KATAKANA"):
        return 1.0 if charset.script == "ja" else 0.2
    if script == "HANGUL":
        return 0.75 if charset.script == "ko" and _first_level(character, charset) else -1.0
    if script == "FULLWIDTH":
        return 0.6
    if script != "CJK":
        return -0.7
    return 0.0 if charset.script == "ko" else 0.75 if _first_level(character, charset) else -0.5


def _first_level(character: str, charset: Charset) -> bool:
    """Whether a character is among the few thousand that the old standards put first as the common ones."""
    codec, low, high = {
        "ja": ("euc-jp", 0xB0, 0xCF),
        "zh": ("gb2312", 0xB0, 0xD7),
        "tw": ("big5", 0xA4, 0xC6),
        "ko": ("euc-kr", 0xB0, 0xC8),
    }[charset.script]
    try:
        return low <= character.encode(codec)[0] <= high
    except UnicodeEncodeError:
        return False


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    return unicodedata.name(character, "NONE").partition(" ")[0]
