"""What `offhook import` says to programs: one document for each file (PRODUCT.md §4)."""

from __future__ import annotations

from typing import Any

from tui.core.people.contact import Number
from tui.core.ports import ImportPlan, Store
from tui.core.queue.standing import Standing

People = list[dict[str, Any]]


def document(plan: ImportPlan, failed: bool) -> dict[str, Any]:
    """The report. `failed`: nothing of any file of this run was taken in, and `error` says why."""
    report: dict[str, Any] = {
        "records": plan.records,
        "contacts": plan.contacts,
        "with_phone": plan.with_phone,
        "new": plan.new,
        "updated": plan.updated,
        "duplicates": plan.duplicates,
        "skipped": [{"line": skipped.line, "why": skipped.why} for skipped in plan.skipped],
        "warnings": list(plan.warnings),
        "columns": dict(plan.columns),
        "form": f"{plan.form}. {plan.looks_like}".rstrip(". ") if plan.looks_like else plan.form,
    }
    if failed:
        report["error"] = plan.fatal or "Another of the files could not be read, and nothing was imported."
    return report


def people_of(plan: ImportPlan, store: Store | None) -> People:
    """The people of a file. A number is callable when nothing forbids it: the file, a list, what was said."""
    return [
        {
            "name": person.name,
            "account": person.account,
            "numbers": [_number(n, closed, store) for n in person.numbers],
        }
        for person, whom in zip(plan.people, plan.whom, strict=True)
        for closed in [bool(person.do_not_call) or _said_no(store, whom)]
    ]


def _said_no(store: Store | None, whom: int) -> bool:
    standing = store.get(Standing, whom) if store else None
    return bool(standing and standing.do_not_call)


def _number(number: Number, closed: bool, store: Store | None) -> dict[str, Any]:
    forbidden = closed or bool(store and number.e164 and store.do_not_call(number.e164))
    return {
        "e164": number.e164 or None,
        "extension": number.extension or None,
        "raw": number.raw,
        "kind": number.kind,
        "callable": number.callable and not forbidden,
    }
