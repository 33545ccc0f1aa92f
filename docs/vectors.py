"""Writes the vectors of all shipped lines, for the search by meaning: `python -m docs.vectors`, 20 seconds.

To do when many lines were added or changed, and not for a few: each version stays in the repository for good.
A test says when. What is missing in the file is made on the rep's machine instead, a millisecond each.
"""

from __future__ import annotations

from tui.files.home import shipped_data, shipped_scripts
from tui.playbook.finding.chatter import chatter
from tui.playbook.finding.entry import Entry
from tui.playbook.finding.vectors import NAME, shipped_file
from tui.playbook.library import open_playbook


def shipped_lines() -> list[str]:
    """All that cards are found by, and the chatter, each once."""
    cards = open_playbook([shipped_scripts()]).cards()
    entries = [*(Entry(card.title, card.says, card.hear) for card in cards), *chatter()]
    return list(dict.fromkeys(text for of in entries for text in (of.title, *of.says, *of.hear)))


if __name__ == "__main__":
    path = shipped_data() / NAME
    path.write_bytes(shipped_file(shipped_lines()))
    print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
