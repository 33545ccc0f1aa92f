"""What is said on the phone and is no objection: the measure of whether a card really fits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from tui.files.guarded import read_yaml
from tui.files.home import shipped_data
from tui.playbook.finding.entry import Entry


@cache
def chatter() -> Sequence[Entry]:
    """The shipped chatter, an entry for each topic. It is read once, in 20 ms, by the first search."""
    data = read_yaml(shipped_data() / "chatter.yaml", text_only=True).data
    return [Entry(topic["about"], topic["says"]) for topic in data["chatter"]]
