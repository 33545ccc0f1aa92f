"""In which encoding a text is: by its marks, by its bytes, or as the rep says."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from tui.core.text import count, plain
from tui.lists.charsets import likeliest
from tui.lists.reader import Source, Unreadable, chunks

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
#: Names that files and people give → the codec that reads what they mean by it.
_WIDER = {
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
}
_SAMPLE, _OF_A_CHUNK, _OF_A_LINE = 12_000, 3_000, 1_000
#: Below this our own judgement is worth less than that of a detector made for prose.
_SURE = 0.5


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes become characters."""

    codec: str
    """Python's name of it."""
    words: str
    """Its name for the rep."""
    warning: str = ""
    """A sentence when it was guessed, or when the bytes are not clean."""
    errors: str = "replace"
    """What is done with bytes that are no text."""

    def text(self, file: BinaryIO) -> io.TextIOWrapper:
        """The text of an open file; line ends as they are, what cannot be decoded as U+FFFD."""
        return io.TextIOWrapper(file, encoding=self.codec, errors=self.errors, newline="")

    def texts(self, pieces: Iterable[bytes]) -> Iterator[str]:
        """The text, a piece at a time."""
        return codecs.iterdecode(pieces, self.codec, errors=self.errors)


UTF8 = Encoding("utf-8", "UTF-8")


def encoding_of(
    source: Source, said: str = "", declared: str = "", otherwise: Callable[[Source], Encoding] | None = None
) -> Encoding:
    """The encoding of a text: `said` by the rep, marked, UTF-8, `declared` by the text, or guessed.

    `otherwise` finds it in place of the guess, and of what is made of UTF-8 with broken spots. Raises
    Unreadable when `said` names none.
    """
    if said:
        return _said(said, source)
    head = source.head()
    for mark, codec, words in _MARKS:
        if head.startswith(mark):
            return Encoding(codec, words)
    if codec := _by_zeros(head):
        return Encoding(codec, "UTF-16")
    if b"\x1b$" in head and (jis := named("iso2022_jp")):
        return Encoding(jis, "ISO-2022-JP")
    whole, broken = _utf8(source)
    if not broken:
        return UTF8
    if (codec := named(declared)) and codec != "utf-8":
        return Encoding(codec, declared)
    if otherwise:
        return otherwise(source)
    if whole > 2 * broken:
        were = count(broken, "broken character was", "broken characters were")
        return Encoding("utf-8", "UTF-8", f"{were} replaced by \ufffd; the file is not clean UTF-8.")
    if whole >= broken:
        spots = count(broken, "character is", "characters are")
        warning = f"{spots} not UTF-8 as the others are, and read as Windows Western: two lists in one file?"
        return Encoding("utf-8", "UTF-8", warning, _PATCHED)
    return guess(_sample(source))


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """What is no UTF-8 is read as cp1252: lines of two files that somebody put together."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_PATCHED = "offhook.western"
codecs.register_error(_PATCHED, _as_western)


def named(name: str) -> str:
    """Python's name of a text encoding, or of the wider one meant by it; empty: there is none such."""
    try:
        codec = codecs.lookup(name.strip())
        "".encode(codec.name)  # base64 and its like are codecs, and no encodings of text
    except (LookupError, ValueError):
        return ""
    return _WIDER.get(codec.name, codec.name)


def _said(said: str, source: Source) -> Encoding:
    codec = named(said)
    if not codec:
        raise Unreadable(
            f"There is no encoding '{plain(said)}'. Some that there are: utf-8, cp1252, iso-8859-15, cp1250, "
            "cp1251, macroman, shift_jis, gb18030, big5, euc-kr, utf-16."
        )
    with source.open() as file:
        lost = sum(text.count("\ufffd") for text in Encoding(codec, "").texts(chunks(file)))
    if not lost:
        return Encoding(codec, said)
    cannot = count(lost, "character is", "characters are")
    return Encoding(codec, said, f"{cannot} none in {plain(said)}, and stand as \ufffd.")


def _by_zeros(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of digits, commas and line ends is zero."""
    head = head[: len(head) // 2 * 2]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) < 4 or max(even, odd) <= len(head) // 2 * 0.25 or min(even, odd) >= max(even, odd) / 4:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _utf8(source: Source) -> tuple[int, int]:
    """(characters beyond ASCII, broken ones) of a file read as UTF-8.

    In a UTF-8 file with a broken spot most are whole; in an older encoding nearly every accent breaks UTF-8.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    whole = broken = 0
    with source.open() as file:
        for chunk in chunks(file):
            if chunk.isascii() and not decoder.getstate()[0]:
                continue
            text = decoder.decode(chunk)
            lost = text.count("\ufffd") - chunk.count(b"\xef\xbf\xbd")
            whole += len(_BEYOND.findall(text)) - lost
            broken += lost
    return whole, broken + len(decoder.decode(b"", final=True))


_BEYOND = re.compile(r"[^\x00-\x7f]")


# ------------------------------------------------------------------------------------------------- guessing


def guess(sample: bytes) -> Encoding:
    """The encoding that the lines of a sample are most likely in, with a sentence that says it is a guess."""
    charset, sure = likeliest(sample)
    codec, words = charset.codec, charset.words
    if sure < _SURE:
        codec, words = _detected(sample) or ("cp1252", "Windows Western (cp1252)")
    return Encoding(
        codec,
        words,
        f"The file is not UTF-8; it was read as {words}, which is a guess. Look at the accents: where they "
        "are wrong, import it with --encoding NAME.",
    )


#: Encodings that lists are in, of scripts that `charsets` does not judge. A detector's other answers (Urdu
#: for a list of French names) are worth less than the commonest encoding.
_OTHER_SCRIPTS = frozenset(
    {"cp1256", "iso8859-6", "cp864", "cp720", "cp874", "tis-620", "iso8859-11", "cp1258"}
)


def _detected(sample: bytes) -> tuple[str, str] | None:
    """What the library makes of scripts that we do not know: Arabic, Hebrew, Thai…"""
    from charset_normalizer import from_bytes

    best = from_bytes(re.sub(rb"[!-~]+", b" ", sample)).best()  # numbers and addresses only mislead it
    codec = named(best.encoding) if best else ""
    return (codec, codec.upper()) if codec in _OTHER_SCRIPTS else None


def _sample(source: Source) -> bytes:
    """Lines with something beyond ASCII in them, from all over the file."""
    lines: list[bytes] = []
    size = 0
    with source.open() as file:
        for chunk in chunks(file):
            mine = 0
            for line in [] if chunk.isascii() else re.split(rb"[\r\n]+", chunk):
                if not line.isascii():
                    lines.append(line[:_OF_A_LINE])
                    mine += len(lines[-1])
                if mine > _OF_A_CHUNK:
                    break
            size += mine
            if size > _SAMPLE:
                break
    return b"\n".join(lines)
