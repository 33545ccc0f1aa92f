"""Tables with the columns that CRMs take: contacts, and attempts as their call activities.

The titles are those of the CRMs' own import screens and exports, so that they are matched without a hand:
HubSpot (contacts, calls), Salesforce (contacts; tasks by their API names, as the Data Loader takes them) and
Pipedrive (people, activities). What a CRM has no column for is left out: `contacts` and `attempts` have all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from tui.core.call.attempt import Attempt
from tui.core.call.disposition import Dispositions
from tui.core.people import phone
from tui.core.people.contact import Contact
from tui.core.ports import Shelf
from tui.lists.export import Names, Table, forbidden, people

_HUBSPOT = (
    *("First Name", "Last Name", "Email", "Phone Number", "Mobile Phone Number", "Fax Number"),
    *("Company Name", "Job Title", "City", "Country/Region", "Do not call", "Reason to call", "Notes"),
)
_SALESFORCE = (
    *("First Name", "Last Name", "Account Name", "Title", "Email", "Phone", "Mobile", "Home Phone"),
    *("Other Phone", "Fax", "Do Not Call", "Mailing City", "Mailing Country", "Lead Source", "Description"),
)
_PIPEDRIVE = (
    *("Person - Name", "Organization - Name", "Person - Job title", "Person - Email - Work"),
    *("Person - Phone - Work", "Person - Phone - Mobile", "Person - Phone - Home", "Person - Phone - Other"),
    *("Do not call", "Note - Content"),
)
_HUBSPOT_CALLS = (
    *("Activity date", "Call title", "Call direction", "Call outcome", "Call duration", "Call notes"),
    *("To number", "From number", "First Name", "Last Name", "Email", "Company Name"),
)
_SALESFORCE_TASKS = (
    *("Subject", "Status", "Priority", "TaskSubtype", "ActivityDate", "CallType", "CallDisposition"),
    *("CallDurationInSeconds", "Description", "Contact Name", "Contact Email", "Account Name", "Phone"),
)
_PIPEDRIVE_ACTIVITIES = (
    *("Activity - Subject", "Activity - Type", "Activity - Due date", "Activity - Due time"),
    *("Activity - Duration", "Activity - Done", "Activity - Note", "Person - Name"),
    *("Person - Email - Work", "Person - Phone - Work", "Organization - Name"),
)
#: Our results in HubSpot's words for the outcome of a call; any other is one where nobody answered.
_OUTCOMES = {
    "busy": "Busy",
    "voicemail-left": "Left voicemail",
    "gatekeeper": "Left live message",
    "wrong-number": "Wrong number",
    "out-of-service": "Wrong number",
}
#: Kinds of number with a column of their own.
_APART = frozenset({"mobile", "home", "fax", "pager"})


# ------------------------------------------------------------------------------------------------- contacts


def contacts_for(crm: str, shelf: Shelf, call_list: str = "") -> Table:
    """Everybody as a CRM (`hubspot`, `salesforce`, `pipedrive`) takes them."""
    makers: dict[str, tuple[Sequence[str], Callable[[Shelf, Contact], list[str]]]] = {
        "hubspot": (_HUBSPOT, _hubspot),
        "salesforce": (_SALESFORCE, _salesforce),
        "pipedrive": (_PIPEDRIVE, _pipedrive),
    }
    header, made = makers[crm]
    return Table(header, (made(shelf, contact) for contact in people(shelf, call_list)))


def _hubspot(shelf: Shelf, contact: Contact) -> list[str]:
    work, mobile, fax = (_numbers(contact, kind) for kind in ("", "mobile", "fax"))
    return [
        *(*names(contact.name), contact.email, work[0], mobile[0], fax[0]),
        *(contact.account, contact.role, contact.place, contact.country),
        *(forbidden(shelf, contact), contact.reason, contact.notes),
    ]


def _salesforce(shelf: Shelf, contact: Contact) -> list[str]:
    first, last = names(contact.name)
    work, mobile, home, fax = (_numbers(contact, kind) for kind in ("", "mobile", "home", "fax"))
    return [
        *(first, last or contact.title, contact.account, contact.role, contact.email),
        *(work[0], mobile[0], home[0], work[1], fax[0]),
        *("TRUE" if forbidden(shelf, contact) else "FALSE", contact.place, contact.country, contact.list),
        contact.notes,
    ]


def _pipedrive(shelf: Shelf, contact: Contact) -> list[str]:
    work, mobile, home = (_numbers(contact, kind) for kind in ("", "mobile", "home"))
    return [
        *(contact.title, contact.account, contact.role, contact.email),
        *(work[0], mobile[0], home[0], work[1]),
        *(forbidden(shelf, contact), contact.notes),
    ]


def names(name: str) -> tuple[str, str]:
    """(first name, last name): what stands after a comma, or all but the last word, comes first."""
    if "," in name:
        last, first = name.split(",", 1)
        return first.strip(), last.strip()
    first, _, last = name.strip().rpartition(" ")
    return first.strip(), last


def _numbers(contact: Contact, kind: str) -> list[str]:
    """Two numbers of a kind, empty where there is none; without one, those with no column of their own."""
    found = [n for n in contact.numbers if n.kind == kind or (not kind and n.kind not in _APART)]
    texts = [_shown(n.e164, n.extension) if n.e164 else n.raw for n in found]
    return [*texts, "", ""][:2]


def _shown(e164: str, extension: str = "") -> str:
    return phone.international(e164) + (f" ext. {extension}" if extension else "")


# ------------------------------------------------------------------------------------------------- attempts


@dataclass(frozen=True, slots=True)
class _Call:
    """An attempt and what is told with it."""

    attempt: Attempt
    name: str
    account: str
    email: str
    result: str
    connected: bool
    began: datetime
    """By the rep's clock."""

    @property
    def seconds(self) -> int:
        return int(self.attempt.talk or 0)

    @property
    def number(self) -> str:
        return _shown(self.attempt.number)

    def way(self) -> str:
        return "Inbound" if self.attempt.inbound else "Outbound"


def attempts_for(crm: str, shelf: Shelf, came: Dispositions, zone: tzinfo, call_list: str = "") -> Table:
    """Every attempt that has ended, as a call activity of a CRM. `zone`: whose days and hours are meant."""
    header, made = {
        "hubspot": (_HUBSPOT_CALLS, _hubspot_call),
        "salesforce": (_SALESFORCE_TASKS, _salesforce_task),
        "pipedrive": (_PIPEDRIVE_ACTIVITIES, _pipedrive_activity),
    }[crm]
    known = Names(shelf, call_list)

    def told(attempt: Attempt) -> _Call:
        found = came.get(attempt.disposition)
        result = found.name.removesuffix(" at…") if found else attempt.disposition or "no result"
        connected = found.connected if found else attempt.answered is not None
        return _Call(attempt, *known[attempt.contact], result, connected, attempt.started.astimezone(zone))

    ended = (a for a in shelf.stream(Attempt) if a.ended and a.contact in known)
    return Table(header, (made(told(attempt)) for attempt in ended))


def _hubspot_call(call: _Call) -> list[str]:
    """Times in UTC, the duration in milliseconds: as HubSpot's own properties have them."""
    attempt = call.attempt
    outcome = "Connected" if call.connected else _OUTCOMES.get(attempt.disposition, "No answer")
    to, of = ("", call.number) if attempt.inbound else (call.number, "")
    return [
        *(attempt.started.isoformat(timespec="seconds"), f"Call: {call.result}", call.way(), outcome),
        *(str(call.seconds * 1000), attempt.notes, to, of, *names(call.name), call.email, call.account),
    ]


def _salesforce_task(call: _Call) -> list[str]:
    return [
        *(f"Call: {call.result}", "Completed", "Normal", "Call", f"{call.began:%Y-%m-%d}", call.way()),
        *(call.result, str(call.seconds), call.attempt.notes, call.name, call.email, call.account),
        call.number,
    ]


def _pipedrive_activity(call: _Call) -> list[str]:
    minutes = (call.seconds + 59) // 60
    return [
        *(f"Call: {call.result}", "Call", f"{call.began:%Y-%m-%d}", f"{call.began:%H:%M}"),
        *(f"{minutes // 60:02}:{minutes % 60:02}", "Done", call.attempt.notes, call.name, call.email),
        *(call.number, call.account),
    ]
