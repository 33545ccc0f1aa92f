"""Numbers in the groups they are said in, against libphonenumber."""

from __future__ import annotations

import random

import phonenumbers
import pytest

from tui.core.people import grouping
from tui.core.people.grouping import grouped, spelled

_KINDS = (
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.TOLL_FREE,
)


@pytest.mark.parametrize(
    ("e164", "said"),
    [
        ("+442079460101", "+44 20 7946 0101"),
        ("+441614960104", "+44 161 496 0104"),
        ("+441134960123", "+44 113 496 0123"),
        ("+447700900123", "+44 7700 900123"),
        ("+441539212345", "+44 1539 212345"),
        ("+441539412345", "+44 15394 12345"),
        ("+33123456789", "+33 1 23 45 67 89"),
        ("+12025550143", "+1 202 555 0143"),
        ("+919876543210", "+91 98765 43210"),
        ("+61491570158", "+61 491 570 158"),
        ("+353201234567", "+353 201 234 567"),  # no shape of ours: by threes, as ever
    ],
)
def test_a_number_is_grouped_as_people_say_it(e164: str, said: str) -> None:
    assert grouped(e164) == said


def test_every_shape_is_that_of_the_library() -> None:
    chance, seen = random.Random(7), 0
    for code in grouping._SHAPES:
        for region in phonenumbers.region_codes_for_country_code(int(code)):
            for kind in _KINDS:
                example = phonenumbers.example_number_for_type(region, kind)
                if example is None:
                    continue
                for _ in range(100):
                    seen += _is_the_same(code, str(example.national_number), chance)
    assert seen > 3000


def _is_the_same(code: str, example: str, chance: random.Random) -> bool:
    """Whether a number that begins like the example has a shape, which then must be that of the library."""
    kept = chance.randrange(1, len(example))
    digits = example[:kept] + "".join(chance.choice("0123456789") for _ in example[kept:])
    number = phonenumbers.parse(f"+{code}{digits}")
    if not phonenumbers.is_valid_number(number) or not grouping._sizes(code, digits):
        return False
    theirs = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    assert grouped(f"+{code}{digits}") == theirs.replace("-", " ")
    return True


def test_a_number_is_spelled_in_its_groups() -> None:
    assert spelled("+442079460101") == "plus 4 4, 2 0, 7 9 4 6, 0 1 0 1"
    assert spelled("+12025550143") == "plus 1, 2 0 2, 5 5 5, 0 1 4 3"
