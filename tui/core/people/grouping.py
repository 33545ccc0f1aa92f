"""Numbers in the groups people say them in, so that one can be read out and checked with whoever has it.

The shapes are those of the countries' own number plans as libphonenumber writes them
(github.com/google/libphonenumber, Apache-2.0); a test holds them against it. They are a table here because
the library costs 100 ms at the first number, and the queue shows one at the start.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: Country codes of two digits.
_LONG_CODES = frozenset({
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47",
    "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65",
    "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
})  # fmt: skip

#: Country code → how its numbers begin, and their groups; the first that fits the beginning and the length.
_SHAPES: dict[str, tuple[tuple[str, tuple[int, ...]], ...]] = {
    "1": (("", (3, 3, 4)),),
    "27": (("[1-7]", (2, 3, 4)),),
    "31": (
        ("6[1-58]", (1, 8)),
        ("1[035]|2[0346]|3[03568]|4[0356]|5[0358]|7", (2, 3, 4)),
    ),
    "33": (("8", (3, 2, 2, 2)), ("[1-79]", (1, 2, 2, 2, 2))),
    "34": (("[679]", (3, 2, 2, 2)),),
    "41": (("[2-79]", (2, 3, 2, 2)),),
    "44": (
        ("2|70|76(?!24)", (2, 4, 4)),
        ("1(?:3873|5(?:242|39[4-6])|(?:697|768)[347]|9467)", (5, 5)),
        ("1(?:3873|5(?:242|39[4-6])|(?:697|768)[347]|9467)", (5, 4)),
        ("11|1[2-69]1", (3, 3, 4)),
        ("1", (4, 6)),
        ("1", (4, 5)),
        ("7", (4, 6)),
        ("[389]", (3, 3, 4)),
    ),
    "45": (("[2-9]", (2, 2, 2, 2)),),
    "47": (("8", (3, 2, 3)), ("[2-79]", (2, 2, 2, 2))),
    "55": (("[1-9]{2}9", (2, 5, 4)), ("[1-9]{2}[2-5]", (2, 4, 4))),
    "61": (("4", (3, 3, 3)), ("[2378]", (1, 4, 4)), ("1[38]00", (4, 3, 3))),
    "65": (("[3689]", (4, 4)),),
    "81": (("[36]", (1, 4, 4)), ("[789]0", (2, 4, 4))),
    "86": (("1[3-9]", (3, 4, 4)), ("10|2", (2, 4, 4))),
    "91": (("9[1-9]", (5, 5)),),
    "353": (("1", (1, 3, 4)), ("8[35-9]", (2, 3, 4))),
    "852": (("[2-9]", (4, 4)),),
}


def grouped(e164: str) -> str:
    """`+442079460101` → `+44 20 7946 0101`; where no shape is known, groups of three, the first longer."""
    digits = e164.lstrip("+")
    code = 1 if digits[:1] in {"1", "7"} else 2 if digits[:2] in _LONG_CODES else 3
    rest = digits[code:]
    sizes = _sizes(digits[:code], rest) or _threes(len(rest))
    groups, at = [], 0
    for size in sizes:
        groups.append(rest[at : at + size])
        at += size
    return " ".join([f"+{digits[:code]}", *groups])


def spelled(e164: str) -> str:
    """`+442079460101` → `plus 4 4, 2 0, 7 9 4 6, 0 1 0 1`, to be read out."""
    groups = grouped(e164).lstrip("+").split()
    return "plus " + ", ".join(" ".join(group) for group in groups)


def _sizes(code: str, rest: str) -> Sequence[int]:
    """The sizes of the groups; none where no shape is known."""
    shapes = _SHAPES.get(code, ())
    fitting = (sizes for begins, sizes in shapes if sum(sizes) == len(rest) and re.match(begins, rest))
    return next(fitting, ())


def _threes(length: int) -> Sequence[int]:
    """Sizes of groups of three digits; one or two that are left over make the first one longer."""
    head = length % 3 + (3 if length % 3 and length > 4 else 0) or 3
    return [head, *[3] * ((length - head) // 3)]
