"""The lines that come by themselves: for hard moments (`prompts.yaml`) and for a block's start (`feed.yaml`).

The rep's file of the same name is laid over ours. One with a fault is set aside whole, the fault is told with
its line, and ours is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, TypeVar

from tui.core.day.feed import Food
from tui.core.day.hard import BODY, BOTH, THOUGHTS, WHENS, Prompt
from tui.core.text import plain
from tui.files.guarded import Document, FaultyFile, read_yaml
from tui.files.home import Home, no_file, shipped_data

T = TypeVar("T")
#: Longer ones are no line any more.
_LONGEST = 400
_FITS = (THOUGHTS, BODY, BOTH)


@dataclass(frozen=True, slots=True)
class Lines:
    """What was read, and what is wrong in the rep's files (sentences)."""

    prompts: tuple[Prompt, ...] = ()
    feed: tuple[Food, ...] = ()
    faults: tuple[str, ...] = ()


def read_lines(home: Home) -> Lines:
    """Both files. Never fails on the rep's; a broken one of ours is a defect and raises. Blocks."""
    faults: list[str] = []
    prompts = laid_over(home, "prompts.yaml", _prompts, faults)
    feed = laid_over(home, "feed.yaml", _feed, faults)
    return Lines(prompts, feed, tuple(faults))


def laid_over(
    home: Home,
    name: str,
    build: Callable[[Document, Mapping[str, T]], Mapping[str, T]],
    faults: list[str],
) -> tuple[T, ...]:
    """Ours with the rep's over them."""
    ours = build(read_yaml(shipped_data() / name), {})
    if own := home.data_file(name):
        try:
            return tuple(build(read_yaml(own), ours).values())
        except FaultyFile as faulty:
            faults.append(f"{faulty.fault.sentence}. Your {name} is not used until that is mended; ours is.")
    elif why := no_file(home.path / name):
        faults.append(why)
    return tuple(ours.values())


def _prompts(document: Document, ours: Mapping[str, Prompt]) -> Mapping[str, Prompt]:
    found = dict(ours)
    for place, item in items(document, "prompts", {"id", "text", "when", "for", "off"}):
        if item.get("off") is True:
            found.pop(item["id"], None)
            continue
        text = text_of(document, (*place, "text"), item.get("text"))
        whens, fits = item.get("when", list(WHENS)), item.get("for", BOTH)
        if not isinstance(whens, list) or not whens or any(when not in WHENS for when in whens):
            raise fault(document, (*place, "when"), f"when is a list of {', '.join(WHENS)}")
        if fits not in _FITS:
            raise fault(document, (*place, "for"), f"'{fits}' is none of {', '.join(_FITS)}")
        found[item["id"]] = Prompt(item["id"], text, tuple(whens), fits)
    return found


def _feed(document: Document, ours: Mapping[str, Food]) -> Mapping[str, Food]:
    """The rep's own instead of ours, unless they want both."""
    data = document.data
    both = isinstance(data, dict) and data.get("ours") is True
    found = dict(ours) if both else {}
    for place, item in items(document, "lines", {"id", "text", "by", "link"}, top={"ours"}, ids=False):
        text = text_of(document, (*place, "text"), item.get("text"))
        by, link = (text_of(document, (*place, key), item.get(key, ""), empty=True) for key in ("by", "link"))
        id = item.get("id") or text
        found[id] = Food(id, text, by, link)
    return found


def items(
    document: Document, name: str, known: Set[str], *, top: Set[str] = frozenset(), ids: bool = True
) -> Sequence[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """The items under `name`, each with its place; a line that is only a text stands for `text: …`."""
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get(name), list):
        raise fault(document, (name,), f"the file must hold a list under '{name}:'")
    if (odd := next((key for key in data if key not in {name, *top}), None)) is not None:
        raise fault(document, (odd,), f"unknown key '{odd}'")
    found: list[tuple[tuple[str | int, ...], dict[str, Any]]] = []
    for index, given in enumerate(data[name]):
        place: tuple[str | int, ...] = (name, index)
        item = {"text": given} if isinstance(given, str) and not ids else given
        if not isinstance(item, dict):
            raise fault(document, place, "a line like '- {id: mine, text: \"…\"}' is expected")
        if (odd := next((key for key in item if key not in known), None)) is not None:
            raise fault(document, (*place, odd), f"unknown key '{odd}'")
        if not isinstance(item.get("id", ""), str) or (ids and not item.get("id")):
            raise fault(document, (*place, "id"), "each line needs an id, a text")
        found.append((place, item))
    return found


def text_of(document: Document, place: Sequence[str | int], text: Any, *, empty: bool = False) -> str:
    """A text on one line, cleaned. Raises FaultyFile."""
    if not isinstance(text, str) or not (empty or text.strip()):
        raise fault(document, place, f"{place[-1]} is text; put it in quotes")
    if len(text) > _LONGEST:
        raise fault(document, place, f"a line has {_LONGEST} characters at the most")
    return plain(" ".join(text.split()))


def fault(document: Document, place: Sequence[str | int], message: str) -> FaultyFile:
    """To be raised: what is wrong at a place."""
    return FaultyFile(document.fault(place, message))
