"""A check-in on disk: as it was, with and without an end, and refused where somebody damaged it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.core.given import NOW
from tui.core.day.checkin import CheckIn
from tui.core.ports import Batch, Saved
from tui.store.codec import Damaged, decode, encode
from tui.store.store import open_store

WEEK = timedelta(days=7)
ONES = (
    CheckIn(1, NOW - WEEK, {"wins": "Dana", "mentor": "Robin"}, "ring three", NOW - WEEK, NOW, NOW + WEEK),
    CheckIn(2, NOW, {"confidence": "7, żółw"}),
    CheckIn(3, NOW),
)


async def test_it_is_there_again(tmp_path):
    path = tmp_path / "offhook.json"
    store = open_store(path)
    assert isinstance(await store.commit(Batch(ONES)), Saved)
    store.close()
    store = open_store(path)
    assert tuple(store.all(CheckIn)) == ONES
    assert store.latest(CheckIn) == ONES[-1]
    store.close()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"answers": {"wins": 3}}, "answers: holds something that is no text"),
        ({"answers": ["x"]}, "answers: is no JSON object"),
        ({"began": "yesterday"}, "began: is no time"),
        ({"homework": 1}, "homework: is no text"),
    ],
)
def test_what_is_damaged_is_told(change, says):
    with pytest.raises(Damaged, match=says):
        decode(CheckIn, 1, {**encode(ONES[0]), **change})
