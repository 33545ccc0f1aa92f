"""In which order the list is called: by what, in the rep's own sequence (`order` in config.yaml).

Above the list stand the times agreed and the people who asked for a call; nothing here can move them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from tui.core.lists.profile import Grade, Profile, Test, fits, value_of
from tui.core.people.contact import Contact
from tui.core.text import fold

#: What the list can be ordered by → which of two people comes first, for the one who asks why.
CRITERIA = {
    "grade": "the better grade comes first",
    "list": "the list you put first comes first",
    "best": "the time they said is best comes first",
    "daypart": "a time of day that was not tried comes first",
    "hour": "where calling hours have just begun comes first",
    "mobile": "a mobile number comes first",
    "tries": "fewer tries come first",
}
#: The order unless the rep sets another.
USUAL_ORDER = tuple(CRITERIA)

#: Whoever has no grade is none of these.
_GRADES: dict[Grade, int] = {"A": 0, "B": 1, "C": 2}

#: The part of a key that the list is ordered by, out of the values of all criteria in their order here.
Pick = Callable[[Sequence[float]], tuple[float, ...]]


def picker(order: Sequence[str]) -> Pick:
    """How the values of CRITERIA become the key of an order."""
    places = tuple(USUAL_ORDER.index(name) for name in order)
    if places == tuple(range(len(USUAL_ORDER))):
        return tuple
    return lambda values: tuple(values[place] for place in places)


def grader(profile: Profile) -> Callable[[Contact], Grade | None]:
    """Who fits, ready to be asked of many: each rule is made once. None where the profile has no markers."""
    if not profile.markers:
        return lambda contact: None
    tests: list[tuple[str, str, int, Test]] = [(m.field, m.part, m.weight, fits(m)) for m in profile.markers]

    def grade(contact: Contact) -> Grade:
        total = 0
        for field, part, weight, holds in tests:
            fits_it = holds(fold(value_of(contact, field)))
            if part == "counts":
                total += weight * fits_it
            elif fits_it is not (part == "must"):
                return "out"
        return profile.graded(total)

    return grade


def rank(grade: Grade | None) -> int:
    """A grade as a number, the best first."""
    return _GRADES.get(grade, 0) if grade else 0


def decided(order: Sequence[str], key: Sequence[float], after: Sequence[float]) -> str:
    """Which criterion puts the one of two keys of the list before the other; empty: their turn in it."""
    # A key of the list is (group, one value for each criterion, the contact's id).
    for name, mine, other in zip(order, key[1:], after[1:], strict=False):
        if mine != other:
            return name
    return ""


def earliest(*moments: datetime | None) -> datetime | None:
    """The earliest of some moments; None: there is none."""
    return min((moment for moment in moments if moment), default=None)
