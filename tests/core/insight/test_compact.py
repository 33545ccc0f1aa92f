"""Close together, and as good as a set and a dict."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from tui.core.insight.compact import Ids, Sums


@given(st.lists(st.integers(-5, 40) | st.sampled_from([10**7 - 1, 10**7, 10**15])))
def test_ids_are_a_set(ids: list[int]) -> None:
    seen = Ids()
    for id in ids:
        seen.add(id)
    assert {id for id in (*range(-6, 60), 10**7 - 1, 10**7, 10**15) if id in seen} == set(ids)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(-3, 3) | st.just(10**30))))
def test_sums_are_a_dict_without_noughts(changes: list[tuple[int, int]]) -> None:
    sums, plain = Sums(), dict.fromkeys(range(13), 0)
    for key, many in changes:
        sums.add(key, many)
        plain[key] += many
    assert list(sums.items()) == [(key, many) for key, many in plain.items() if many]
    assert len(sums) == len(list(sums.items()))


def test_a_day_takes_half_the_room_of_a_dict() -> None:
    sums = Sums()
    for key in range(170):
        sums.add(key, 1)
    room = sum(map(sys.getsizeof, (sums, sums._keys, sums._sums)))
    assert room < sys.getsizeof(dict.fromkeys(range(170), 1)) / 2
