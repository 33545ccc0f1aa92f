"""What is said on the phone and is no objection: the measure of whether a card really fits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tui.files.guarded import read_yaml
from tui.files.home import shipped_data
from tui.playbook.finding.entry import Entry


@cache
def chatter() -> Sequence[Entry]:
    """The shipped chatter, an entry for each language. It is read once, in 60 ms, by the first search.

    An entry for each topic was less of a match for a card, which has as many lines as twenty topics.
    """
    said: dict[str, list[str]] = {}
    for topic in read_yaml(shipped_data() / "chatter.yaml", text_only=True).data["chatter"]:
        said.setdefault(topic.get("lang", "en"), []).extend(topic["says"])
    return [Entry(first, others) for first, *others in said.values()]
