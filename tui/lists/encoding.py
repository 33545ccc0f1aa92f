"""In which encoding a text is: by its marks, by its bytes, or as the rep says."""

from __future__ import annotations

import codecs
import io
from dataclasses import dataclass
from typing import BinaryIO

from tui.core.text import count, plain
from tui.lists.reader import Source, Unreadable, chunks

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes become characters."""

    codec: str
    """Python's name of it."""
    words: str
    """Its name for the rep."""
    warning: str = ""
    """A sentence when it was guessed, or when the bytes are not clean."""

    def text(self, file: BinaryIO) -> io.TextIOWrapper:
        """The text of an open file; line ends as they are, what cannot be decoded as U+FFFD."""
        return io.TextIOWrapper(file, encoding=self.codec, errors="replace", newline="")


def encoding_of(source: Source, said: str = "") -> Encoding:
    """The encoding of a text. Raises Unreadable when `said` names none."""
    if said:
        return _named(said)
    head = source.head()
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return Encoding(codec, "UTF-8" if codec == "utf-8-sig" else codec.upper())
    if codec := _by_zeros(head):
        return Encoding(codec, "UTF-16")
    return _utf8(source) or Encoding(
        "cp1252",
        "Windows Western",
        "The file is not UTF-8; it was read as Windows Western (cp1252). Look at the accents.",
    )


def _named(said: str) -> Encoding:
    try:
        codec = codecs.lookup(said.strip())
    except (LookupError, ValueError):
        codec = None
    if codec is None or not codec._is_text_encoding:
        raise Unreadable(
            f"There is no encoding '{plain(said)}'. Some that there are: utf-8, cp1252, iso-8859-15, cp1250, "
            "cp1251, macroman, shift_jis, gb18030, big5, euc-kr, utf-16."
        )
    return Encoding(codec.name, codec.name)


def _by_zeros(head: bytes) -> str:
    """UTF-16 without a mark: in most texts every other byte is often zero."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) >= 4 and max(even, odd) > len(head) // 2 * 0.4 and min(even, odd) < max(even, odd) / 4:
        return "utf-16-be" if even > odd else "utf-16-le"
    return ""


def _utf8(source: Source) -> Encoding | None:
    """UTF-8, clean or with a broken spot; None when it is something else.

    In a UTF-8 file with a broken spot most of what is not ASCII is whole; in an older encoding nearly every
    accent breaks UTF-8.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    whole = broken = 0
    with source.open() as file:
        for chunk in chunks(file):
            if chunk.isascii() and not decoder.getstate()[0]:
                continue
            text = decoder.decode(chunk)
            lost = text.count("\ufffd") - chunk.count(b"\xef\xbf\xbd")
            whole += sum(not c.isascii() for c in text) - lost
            broken += lost
    broken += len(decoder.decode(b"", final=True))
    if not broken:
        return Encoding("utf-8", "UTF-8")
    if whole <= 2 * broken:
        return None
    were = count(broken, "broken character was", "broken characters were")
    return Encoding("utf-8", "UTF-8", f"{were} replaced by \ufffd; the file is not clean UTF-8.")
