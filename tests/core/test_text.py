"""Outside text: nothing a terminal could obey is left, and everything people write is."""

import sys
import unicodedata

import pytest

from tui.core.text import count, cut, fold, plain, plain_lines

JOINERS = "\u200c\u200d"


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("Dana Reyes", "Dana Reyes"),
        ("", ""),
        ("\x1b]52;c;ZXZpbA==\x07Dana", "Dana"),
        ("\x1b]0;title\x1b\\Dana", "Dana"),
        ("\x9d52;c;x\x9cDana", "Dana"),
        ("\x1b[31mRed\x1b[0m", "Red"),
        ("\x9b2JDana", "Dana"),
        ("\x1bPq#0\x1b\\Dana", "Dana"),
        ("\x1bcDana", "Dana"),
        ("\x1b]52;c;no end", "52;c;no end"),
        ("a\x00b\x07c\x7fd", "abcd"),
        ("two\r\nlines\tand\x0btabs", "two  lines and tabs"),
        ("\u202eevil\u202c\u2066x\u2069", "evilx"),
        ("\ufeffBOM\u00ad\u2060", "BOM"),
        ("a\u2028b\u2029c", "a b c"),
        ("Jos\u00e9 M\u00fcller-\u0141\u00f3d\u017a", "José Müller-Łódź"),
        *((text, text) for text in ("\u0645\u06cc\u200c\u062e\u0648", "\U0001f469\u200d\U0001f4bb")),
        ("[b]markup[/b] stays text", "[b]markup[/b] stays text"),
    ],
)  # fmt: skip
def test_one_safe_line(raw: str, safe: str) -> None:
    assert plain(raw) == safe
    assert plain(plain(raw)) == safe


def test_lines_keep_their_ends() -> None:
    assert plain_lines("one\r\ntwo\rthree\n\x1b[31mfour\tfive\u2028six") == "one\ntwo\nthree\nfour five six"
    assert plain_lines("one line") == "one line"


@pytest.mark.parametrize("clean", [plain, plain_lines])
def test_no_character_that_commands_a_terminal_is_left(clean: object) -> None:
    assert callable(clean)
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    left = set(clean(everything))
    commands = {c for c in left if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}
    assert commands - set(JOINERS) <= ({"\n"} if clean is plain_lines else set())


def test_letters_marks_and_signs_are_left_as_they_are() -> None:
    kept = [chr(c) for c in range(sys.maxunicode) if unicodedata.category(chr(c))[0] in "LNPS"]
    assert len(kept) - len(plain("".join(kept))) < 20  # only letters that show nothing


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Müller ", "muller"), ("  ÉCOLE\t Élan ", "ecole elan"), ("STRASSE", "strasse"), ("Straße", "strasse")],
)
def test_folded_for_finding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [("depot", 5, "depot"), ("depots", 5, "depo…"), ("depot", 1, "…"), ("ab", 0, "…")],
)
def test_cut(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (count(1, "contact"), "1 contact"),
        (count(0, "contact"), "0 contacts"),
        (count(12400, "person", "people"), "12,400 people"),
    ],
)
def test_count(said: str, shown: str) -> None:
    assert said == shown
