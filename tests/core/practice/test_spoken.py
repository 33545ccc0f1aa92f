"""Ways to say it that are said aloud, and notes that are not."""

import pytest

from tui.core.practice.spoken import spoken

ALOUD = ("I need to think about it", "no thanks", "you're wasting your time", "will it earn its keep")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wants to think about it first", False),
        ("will call back", False),
        ("price objection", False),
        ("doesn’t need it", False),
        ("is that per month", True),
        ("Not interested", True),
        ("we're skint", True),
        ("the management is changing", True),
        ("", False),
    ],
)
def test_what_is_said_aloud(text: str, said: bool) -> None:
    assert spoken([*ALOUD, text]) == ((*ALOUD, text) if said else ALOUD)


def test_a_card_of_notes_keeps_them() -> None:
    assert spoken(["wants time", "price", "I see"]) == ("wants time", "price", "I see")
    assert spoken(()) == ()
