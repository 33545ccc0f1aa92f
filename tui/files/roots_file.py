"""The statements of the self-check (`roots.yaml`): ours, with the rep's own laid over them by id."""

from __future__ import annotations

from collections.abc import Mapping

from tui.core.day.roots import ROOTS, Statement
from tui.files.document import Document
from tui.files.home import Home
from tui.files.lines_file import fault, items, laid_over, text_of

_NAME = "roots.yaml"


def read_statements(home: Home) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """The statements, and what is wrong in the rep's file: then ours are used. Blocks: for threads."""
    faults: list[str] = []
    found = laid_over(home, _NAME, _statements, faults)
    return found, tuple(faults)


def _statements(document: Document, ours: Mapping[str, Statement]) -> Mapping[str, Statement]:
    found = dict(ours)
    roots = [root.id for root in ROOTS]
    for place, item in items(document, "statements", {"id", "root", "text", "turned", "off"}):
        if item.get("off") is True:
            found.pop(item["id"], None)
            continue
        if item.get("root") not in roots:
            raise fault(document, (*place, "root"), f"root is one of {', '.join(roots)}")
        if not isinstance(item.get("turned", False), bool):
            raise fault(document, (*place, "turned"), "turned is true or false")
        text = text_of(document, (*place, "text"), item.get("text"))
        found[item["id"]] = Statement(item["id"], item["root"], text, item.get("turned", False))
    return found
