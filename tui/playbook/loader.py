"""Reads folders of the script library. A broken file is set aside with its faults; all others still load."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from tui.core.call.purpose import Purpose
from tui.files.collector import without_collector
from tui.files.guarded import Document, Fault, FaultyFile, parse_yaml, read_yaml
from tui.playbook import explain, schema
from tui.playbook import plain_lists as loose
from tui.playbook.checks import check
from tui.playbook.folders import no_files, unread_files, yaml_files
from tui.playbook.sheet import Sheet, what_is_left

_TEXT = {".txt", ".text", ".md"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the folders hold."""

    files: tuple[str, ...]
    """Every file looked at."""
    sheets: tuple[Sheet, ...]
    """The files that can be used, later folders later."""
    faults: tuple[Fault, ...]
    """Why the other files are set aside."""
    warnings: tuple[Fault, ...]
    """What should be looked at in files that are used."""


def load(
    folders: Sequence[Path],
    context: Sequence[Path] = (),
    purposes: Sequence[Purpose] = (),
    *,
    thorough: bool = False,
) -> Loaded:
    """The `*.yaml` and `*.yml` of the folders, by name, and single files. A missing folder is empty.

    The files may also use the frameworks and variables of the `context` folders, and must leave them their
    shortcuts. Without `purposes` nothing is said about those of a file. `thorough` also listens to the
    exemplars of dialogues, which takes half a second.
    """
    with without_collector():
        return _load(folders, context, purposes, thorough)


def _load(
    folders: Sequence[Path], context: Sequence[Path], purposes: Sequence[Purpose], thorough: bool
) -> Loaded:
    files, sheets, faults, unread, unclear = _read(folders)
    warnings = [_unread(path) for folder in folders for path in unread_files(folder)]
    warnings += [_no_file(path) for folder in folders for path in no_files(folder)]
    good: list[Sheet] = []
    _, beside, _, unread_beside, _ = _read(context)
    whole = not unread and not unread_beside
    for sheet, found in check(sheets, beside, complete=whole, purposes=purposes, thorough=thorough):
        faults += _clear(found.errors, unclear)
        warnings += _clear(found.warnings, unclear)
        if not found.errors and not sheet.broken:
            good.append(sheet)
    order = {file: number for number, file in enumerate(files)}
    for told in (faults, warnings):
        told.sort(key=lambda fault: (order.get(fault.file, -1), fault.line, fault.column))
    return Loaded(tuple(files), tuple(good), tuple(faults), tuple(warnings))


def _clear(faults: Sequence[Fault], unclear: Set[tuple[str, int]]) -> list[Fault]:
    """Those of lines that could be read: what stands on any other was only guessed."""
    return [fault for fault in faults if (fault.file, fault.line) not in unclear]


def _unread(path: Path) -> Fault:
    name = path.name.split(".")[0] + ".yaml"
    hint = f"rename it to {name}" if path.suffix.lower() in _TEXT else f"save it as plain text, as {name}"
    return Fault(str(path), 1, 1, "the app does not read this file: its name does not end in .yaml", hint)


def _no_file(path: Path) -> Fault:
    hint = "put the file itself here, or take this away"
    return Fault(str(path), 1, 1, "this is no file: a folder, a pipe, a link that leads nowhere", hint)


def look_at(text: str, file: str) -> Sequence[Fault]:
    """What is wrong in a text that is to become a file, by itself."""
    try:
        document = parse_yaml(text, file, text_only=True)
        sheet = _sheet(document, 0)
    except FaultyFile as broken:
        return broken.faults
    except ValidationError as error:
        return explain.faults(error, document)
    return [fault for _, found in check([sheet], [], complete=True) for fault in found.errors]


def _read(
    folders: Sequence[Path],
) -> tuple[list[str], list[Sheet], list[Fault], int, set[tuple[str, int]]]:
    """Every file there is, what can be looked at of them, what is wrong, how many cannot be looked at, and
    the lines that are no right YAML."""
    files: list[str] = []
    sheets: list[Sheet] = []
    faults: list[Fault] = []
    unread = 0
    unclear: set[tuple[str, int]] = set()
    for number, folder in enumerate(folders):
        for path in yaml_files(folder, faults):
            files.append(str(path))
            document, flaws = _opened(path)
            broken = bool(flaws)
            faults += flaws
            unclear |= {(flaw.file, flaw.line) for flaw in flaws}
            if broken:  # so far; and names may be hidden in it
                unread += 1
            if document is None or (broken and document.data is None):
                continue
            try:
                sheets.append(replace(_sheet(document, number), broken=broken))
            except FaultyFile as other:
                faults += _clear(other.faults, unclear)
                unread += not broken
            except ValidationError as error:
                faults += _clear(explain.faults(error, document), unclear)
                if not loose.is_loose(document) and (left := what_is_left(document, number, error)):
                    sheets.append(left)
                else:
                    unread += not broken
    return files, sheets, faults, unread, unclear


def _opened(path: Path) -> tuple[Document | None, tuple[Fault, ...]]:
    """A file, or what can be looked at of one that is no right YAML, and what makes it such a one."""
    try:
        return read_yaml(path, text_only=True), ()
    except FaultyFile as broken:
        return broken.left, broken.faults


def _sheet(document: Document, folder: int) -> Sheet:
    """A file as schema 1. Raises FaultyFile or ValidationError."""
    data = document.data
    if loose.is_loose(document):
        return Sheet(document, folder, loose.cards(document), loose=True)
    if data is not None and (not isinstance(data, dict) or "schema" not in data):
        hint = "write it as the first line; the page scripts_library/README.md has a whole file to copy"
        raise FaultyFile(document.fault((), "this file does not say 'schema: 1'", hint))
    return Sheet(document, folder, schema.File.model_validate(data) if data is not None else None)
