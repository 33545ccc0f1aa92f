"""How ways to say something are written, and what they find."""

from __future__ import annotations

import pytest

from tui.playbook.hearing.ways import Text, Way, read_lists

LISTS = read_lists(
    {"day": ["monday", "tuesday", "the day after"], "hour": ["<clock>", "# pm", "half past *"]}
)


def found(written: str, said: str) -> str:
    """What of a text a way stands for; empty: nothing."""
    way, text = Way(written, LISTS), Text(said)
    for number, word in enumerate(text.words):
        if (word.key in way.firsts or "*" in way.firsts) and (span := way.at(text, number)):
            return text.shown(*span)
    return ""


@pytest.mark.parametrize(
    ("written", "said", "there"),
    [
        ("fair enough", "Well, FAIR enough.", "FAIR enough"),
        ("fair enough", "unfair enough", ""),
        ("(have|have got) time", "have got time", "have got time"),
        ("(a|a [b] c) d", "a c d", "a c d"),
        ("fair enough", "fair enoughness", ""),
        ("fair enough", "That is fair. Enough!", ""),
        ("fair enough", "fair – enough", "fair – enough"),
        ("that's fair", "thats fair", "thats fair"),
        ("that's fair", "That’s fair", "That’s fair"),
        ("that's fair", "that is fair", ""),
        ("that fair", "that's fair", ""),
        ("(that's|it is) [very|a bit] fair", "it is a bit fair", "it is a bit fair"),
        ("(that's|it is) [very|a bit] fair", "that's fair", "that's fair"),
        ("[really] (i see|got it)", "got it", "got it"),
        ("[really] (i see|got it)", "really I see", "really I see"),
        ("how about .. <day>", "how about we meet on Monday", "how about we meet on Monday"),
        ("how about .. <day>", "how about all of us meet up on Monday", ""),
        (
            "how about ... <day>",
            "how about all of us meet up on Monday",
            "how about all of us meet up on Monday",
        ),
        ("how about ... <day>", "how about it? Monday", ""),
        ("on <day>", "on the day after", "on the day after"),
        ("at <hour>", "at 10:30", "at 10:30"),
        ("at <hour>", "at 3 pm sharp", "at 3 pm"),
        ("at <hour>", "at half past nine", "at half past nine"),
        ("# (vans|people)", "with 1,200 people", "1,200 people"),
        ("<percent>", "by 30% or so", "30%"),
        ("* here", "it's Sam here", "Sam here"),
        ("^ what do", "You know what do I care", ""),
        ("^ what do", "If I may, what do you use", "what do"),
        ("^ what do", "Ok so what do you use", "what do"),
        ("^^ what do", "If I may, what do you use", ""),
        ("^^ what do", "Right. Well, what do you use", "what do"),
        ("fair ?", "Is that fair? Good.", "fair"),
        ("fair ?", "That is fair. Is it?", ""),
        ("fair .", "That is fair. Is it?", "fair"),
        ("fair .", "Is that fair?!", ""),
        ("fair $", "that is fair!", "fair"),
        ("fair $", "that is fair and right", ""),
        ("fair $ ?", "is that fair", ""),
        ("deja vu", "Déjà vu", "Déjà vu"),
        ("deja vu", "De\u0301ja\u0300 vu", "Déjà vu"),
    ],
)
def test_it_is_found_as_it_was_said(written: str, said: str, there: str) -> None:
    assert found(written, said) == there


@pytest.mark.parametrize(
    "written", ["", "^", "(a|b", "a)", "[a]", "a [b", ".. a", "[a] .. b", "<nothing> a", "(a|) b"]
)
def test_what_is_not_written_right_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Way(written, LISTS)


@pytest.mark.parametrize(
    "said", ["", "?", "İstanbul ﬁne", "ß" * 50, "\u0301a", "😀 ok?", "a\x00b", "...?!\n\n?"]
)
def test_any_text_can_be_looked_through(said: str) -> None:
    text = Text(said)
    assert len(text.folded) == len(text.written)
    assert all(word.end <= text.sentences[word.sentence].end for word in text.words)
    assert found("fine", said) in ("", "ﬁne")
