"""Exports as the app offers them: what there is, in which form, and the whole file or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from tui.core.call.disposition import Dispositions
from tui.core.ports import Shelf
from tui.files.atomic import writing
from tui.lists import export, export_for

#: So that spreadsheets read a CSV as what it is.
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Form:
    """Something that can be exported, and how."""

    what: str
    """`contacts`, `attempts` or `reflections`."""
    form: str
    """`csv`, `json`, or the CRM it is for."""
    words: str
    """What is in it."""

    @property
    def ending(self) -> str:
        """Of the file's name."""
        return "json" if self.form == "json" else "csv"


FORMS: Sequence[Form] = (
    Form("contacts", "csv", "everybody with all that is known; comes back by an import as it was"),
    Form(
        "contacts", "json", "everybody, with lists, do-not-call, callbacks, promises, touches, skips, merges"
    ),
    Form("contacts", "hubspot", "columns of HubSpot's contacts"),
    Form("contacts", "salesforce", "columns of Salesforce's contacts"),
    Form("contacts", "pipedrive", "columns of Pipedrive's people"),
    Form("attempts", "csv", "every call, with its result and its notes"),
    Form("attempts", "json", "every call, with what hangs on it"),
    Form("attempts", "hubspot", "as HubSpot's calls"),
    Form("attempts", "salesforce", "as Salesforce's tasks"),
    Form("attempts", "pipedrive", "as Pipedrive's activities"),
    Form("reflections", "csv", "right, wrong and next time, in your words"),
    Form("reflections", "json", "the same, with intentions, captures and drafts"),
)


def lines(form: Form, shelf: Shelf, dispositions: Dispositions, zone: tzinfo, now: datetime) -> Iterator[str]:
    """The file, piece by piece; a few hundred of them take no longer than a key may wait."""
    if form.form == "json":
        return export.json_lines(shelf, form.what, now)
    if form.form != "csv":
        if form.what == "contacts":
            table = export_for.contacts_for(form.form, shelf)
        else:
            table = export_for.attempts_for(form.form, shelf, dispositions, zone)
        return export.csv_lines(table, phones_bare=True)
    made = {"contacts": export.contacts, "attempts": export.attempts, "reflections": export.reflections}
    return export.csv_lines(made[form.what](shelf))


def write(path: Path, form: Form, pieces: Sequence[str]) -> None:
    """Write a new file for its owner only. Raises FileExistsError and OSError, and then nothing is left."""
    with writing(path, over=False) as file:
        file.write((_MARK if form.ending == "csv" else "").encode())
        for piece in pieces:
            file.write(piece.encode("utf-8", errors="replace"))
