"""Filling in names: literally, once, and visibly where something is missing."""

import pytest

from tui.core.words import fill


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hi {first_name}, {my_name} here.", "Hi Dana, Sam here."),
        ("{company}", "your company"),
        ("{next_step}?", "…next step…?"),
        ("{city}", "…city…"),
        ("{} {0} {Dana} {a.b} {a!r} {{first_name}}", "{} {0} {Dana} {a.b} {a!r} {Dana}"),
        ("no names", "no names"),
    ],
)
def test_fill(text: str, filled: str) -> None:
    values = {"first_name": "Dana", "my_name": "Sam", "company": "", "city": ""}
    assert fill(text, values, {"company": "your company", "city": ""}) == filled


def test_what_is_put_in_is_never_a_name_itself() -> None:
    values = {"first_name": "{my_name}", "my_name": "{first_name.__class__} [b]\\g<0>"}
    assert fill("{first_name} {my_name}", values, {}) == "{my_name} {first_name.__class__} [b]\\g<0>"


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{customer} said so.", "A firm like yours said so."),
        ("It works. {customer} said so.", "It works. A firm like yours said so."),
        ("“{customer}”, they said", "“A firm like yours”, they said"),
        ("One line\n{customer}", "One line\nA firm like yours"),
        ("It is {customer}.", "It is a firm like yours."),
        ("At 10.30 {customer}", "At 10.30 a firm like yours"),
    ],
)
def test_what_begins_a_sentence_is_written_large(text: str, filled: str) -> None:
    assert fill(text, {}, {"customer": "a firm like yours"}) == filled
