"""Numbers and names drawn large out of blocks, to be read across a desk: five rows high, or three where there
is less room. Anything that has no sign here is not drawn large."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

#: Each sign in five rows; the dots are empty.
_SIGNS = {
    "0": "### #.# #.# #.# ###", "1": ".#. ##. .#. .#. ###", "2": "### ..# ### #.. ###",
    "3": "### ..# ### ..# ###", "4": "#.# #.# ### ..# ..#", "5": "### #.. ### ..# ###",
    "6": "### #.. ### #.# ###", "7": "### ..# ..# .#. .#.", "8": "### #.# ### #.# ###",
    "9": "### #.# ### ..# ###", "+": "... .#. ### .#. ...", "-": "... ... ### ... ...",
    "'": "# # . . .", ".": ". . . . #",
    "A": ".#. #.# ### #.# #.#", "B": "##. #.# ##. #.# ##.", "C": ".## #.. #.. #.. .##",
    "D": "##. #.# #.# #.# ##.", "E": "### #.. ##. #.. ###", "F": "### #.. ##. #.. #..",
    "G": ".## #.. #.# #.# .##", "H": "#.# #.# ### #.# #.#", "I": "### .#. .#. .#. ###",
    "J": "..# ..# ..# #.# .#.", "K": "#.# #.# ##. #.# #.#", "L": "#.. #.. #.. #.. ###",
    "M": "#...# ##.## #.#.# #...# #...#", "N": "#..# ##.# #.## #..# #..#", "O": ".#. #.# #.# #.# .#.",
    "P": "##. #.# ##. #.. #..", "Q": ".##. #..# #..# #.## .###", "R": "##. #.# ##. #.# #.#",
    "S": ".## #.. .#. ..# ##.", "T": "### .#. .#. .#. .#.", "U": "#.# #.# #.# #.# ###",
    "V": "#.# #.# #.# #.# .#.", "W": "#...# #...# #.#.# ##.## #...#", "X": "#.# #.# .#. #.# #.#",
    "Y": "#.# #.# .#. .#. .#.", "Z": "### ..# .#. #.. ###",
}  # fmt: skip
_HALVES = {"..": " ", ".#": "▄", "#.": "▀", "##": "█"}
#: Between two words of a line, in the dots of a sign.
_GAP = "..."

Draw = Callable[[Sequence[str]], list[str]]
"""Five rows of dots → rows of text."""


def blocks(dots: Sequence[str]) -> list[str]:
    """Five rows, and an empty one below; a dot is two cells, so it is as wide as it is high."""
    return [*("".join("██" if dot == "#" else "  " for dot in row) for row in dots), ""]


def halves(dots: Sequence[str]) -> list[str]:
    """Three rows, half as large."""
    below = [*dots[1::2], "." * len(dots[0])]
    return [
        "".join(_HALVES[a + b] for a, b in zip(*two, strict=True))
        for two in zip(dots[::2], below, strict=True)
    ]


def large(text: str, width: int, height: int, sizes: Sequence[Draw] = (blocks, halves)) -> list[str]:
    """The rows of a text, its words kept whole, in the first of the sizes that fits into so many cells and
    rows; none: it fits in no size, or has a sign that is not known."""
    words = [word for word in map(_known, text.split()) if word]
    if not words or not all(sign in _SIGNS for word in words for sign in word):
        return []
    for draw in sizes:
        rows = _laid_out([_dots(word) for word in words], width, draw)
        if rows and len(rows) <= height:
            return rows
    return []


def _known(word: str) -> str:
    """In large letters, without accents."""
    apart = unicodedata.normalize("NFKD", word.upper().replace("’", "'"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _dots(word: str) -> list[str]:
    signs = [_SIGNS[sign].split() for sign in word]
    return [".".join(sign[row] for sign in signs) for row in range(5)]


def _laid_out(words: Sequence[list[str]], width: int, draw: Draw) -> list[str]:
    """Word after word, on as many lines as they need; nothing where one is too wide."""
    lines: list[list[str]] = []
    for word in words:
        longer = [a + _GAP + b for a, b in zip(lines[-1], word, strict=True)] if lines else word
        if lines and _width(longer, draw) <= width:
            lines[-1] = longer
        elif _width(word, draw) <= width:
            lines.append(word)
        else:
            return []
    rows = [row for line in lines for row in draw(line)]
    return rows if rows[-1].strip() else rows[:-1]


def _width(dots: Sequence[str], draw: Draw) -> int:
    return len(draw(dots)[0])
