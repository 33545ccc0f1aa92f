"""The questions of the weekly check-in, out of `checkin.yaml`: ours, with the rep's laid over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from tui.core.day.checkin import Beside, Question, laid_over
from tui.files.guarded import Document, FaultyFile, read_yaml
from tui.files.home import Home, no_file, shipped_data

_NAME = "checkin.yaml"
_KEYS = ("id", "name", "ask", "hint", "beside")
#: More than anybody wants to be asked.
_MOST = 30


def read_questions(home: Home) -> tuple[Sequence[Question], str]:
    """The questions, and what is wrong with the rep's file as a sentence; empty: nothing is."""
    shipped = _questions(read_yaml(shipped_data() / _NAME))
    own = home.data_file(_NAME)
    if own is None:
        return tuple(shipped), no_file(home.path / _NAME)
    try:
        return laid_over(shipped, _questions(read_yaml(own))), ""
    except FaultyFile as faulty:
        until = f"Your {_NAME} is not used until that is mended; ours is."
        return tuple(shipped), f"{faulty.fault.sentence}. {until}"


def _questions(document: Document) -> list[Question]:
    data = document.data.get("questions") if isinstance(document.data, dict) else None
    if not isinstance(data, list) or not 0 < len(data) <= _MOST:
        raise _fault(document, ("questions",), f"the file holds a list of up to {_MOST} under 'questions:'")
    made = [_question(document, index, item) for index, item in enumerate(data)]
    for index, question in enumerate(made):
        if any(question.id == earlier.id for earlier in made[:index]):
            raise _fault(document, ("questions", index, "id"), f"the id '{question.id}' is there twice")
    return made


def _question(document: Document, index: int, item: Any) -> Question:
    place = ("questions", index)
    if not isinstance(item, dict) or not item.get("id") or "ask" not in item:
        raise _fault(document, place, "each question has an id and an ask")
    for key, value in item.items():
        if key not in _KEYS:
            raise _fault(document, (*place, key), f"unknown key '{key}'; there are {', '.join(_KEYS)}")
        if not isinstance(value, str):
            raise _fault(document, (*place, key), f"{key} is text")
    if item.get("beside", "") not in get_args(Beside):
        known = ", ".join(filter(None, get_args(Beside)))
        raise _fault(document, (*place, "beside"), f"'{item['beside']}' is none of {known}")
    return Question(**{"name": item["id"], **item})


def _fault(document: Document, place: Sequence[str | int], message: str) -> FaultyFile:
    return FaultyFile(document.fault(place, message))
