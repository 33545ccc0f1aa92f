"""Every figure once more: counted slowly and plainly from exported JSON, by none of the code that counts."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.core.given import DEFAULTS, DISPOSITIONS
from tui.core.insight.figures import Figures, Funnel, Row
from tui.core.insight.span import Span
from tui.core.ports import Shelf
from tui.lists.export import json_lines

Record = dict[str, Any]


class Recount:
    """What the exports say."""

    def __init__(self, shelf: Shelf, zone: ZoneInfo, safe_after: int) -> None:
        exported: Record = {}
        for what in ("contacts", "attempts", "reflections"):
            exported |= json.loads("".join(json_lines(shelf, what, datetime(2026, 1, 1, tzinfo=UTC))))
        self.zone, self.safe_after = zone, safe_after
        self.people = {person["id"]: person for person in exported["contacts"]}
        self.calls = sorted(exported["attempts"], key=lambda call: (call["started"], call["id"]))
        self.forms = {form["id"]: form for form in exported["reflections"]}
        self.meant = {one["id"]: one["text"] for one in exported["intentions"]}
        self.touches, self.skips = exported["touches"], exported["skips"]

    # ------------------------------------------------------------------------------------ about one call

    def day(self, at: str) -> date:
        return datetime.fromisoformat(at).astimezone(self.zone).date()

    def came(self, call: Record) -> Any:
        return next((one for one in DISPOSITIONS.items if one.id == call["disposition"]), None)

    def connected(self, call: Record) -> bool:
        came = self.came(call)
        return came.group == "connected" if came else bool(call["answered"])

    def success(self, call: Record) -> bool:
        for purpose in DEFAULTS.purposes:
            if purpose.id == call["purpose"]:
                return call["disposition"] in purpose.success
        came = self.came(call)
        return bool(came and (came.meeting or came.sale))

    def number(self, call: Record) -> Record | None:
        numbers = self.people.get(call["contact"], {}).get("numbers", [])
        return next((number for number in numbers if number["e164"] == call["number"]), None)

    def before(self, call: Record) -> list[Record]:
        """The calls of the same person before this one."""
        return [one for one in self.calls[: self.calls.index(call)] if one["contact"] == call["contact"]]

    def safe(self, call: Record) -> bool:
        began = datetime.fromisoformat(call["started"])
        talks = 0
        for one in self.before(call):
            at = datetime.fromisoformat(one["started"])
            talks += self.connected(one) and began - timedelta(days=90) <= at < began
        return talks >= self.safe_after

    def tries(self, call: Record) -> int:
        """The how-many-eth dial it was since they were spoken to, eight at the most."""
        dials = 1
        for one in reversed(self.before(call)):
            if self.connected(one):
                break
            dials += not one["inbound"]
        return min(8, dials)

    # ------------------------------------------------------------------------------------- about a span

    def look(self, span: Span, found: Figures) -> None:
        """Whether every figure is what the exports say."""
        calls = [call for call in self.calls if self.day(call["started"]) in span]
        out = [call for call in calls if not call["inbound"]]
        self._funnel(found.funnel, out)
        self._funnel(found.inbound, [call for call in calls if call["inbound"]])
        self._heat(found, out)
        self._kept(found, calls)
        self._spent(found, out)
        assert (found.safe.dials, found.safe.safe) == (len(out), sum(map(self.safe, out)))
        skips = Counter(skip["reason"] for skip in self.skips if self.day(skip["at"]) in span)
        assert found.skips == skips
        assert list(found.skips.values()) == sorted(skips.values(), reverse=True)
        self._touches(found, span)
        met = [met for call in calls for met in call["met"]]
        assert found.cards.keys() == {one["card"] for one in met}
        for card, results in found.cards.items():
            said = [one["worked"] for one in met if one["card"] == card]
            assert (results.met, results.worked, results.failed) == (
                len(said),
                said.count(True),
                said.count(False),
            )
        list_of = {id: person["list"] for id, person in self.people.items()}
        self._rows(found.purposes, out, [call["purpose"] for call in out])
        self._rows(found.lists, out, [list_of.get(call["contact"], "") for call in out])
        self._rows(found.openers, out, [call["opener"] for call in out])
        self._rows(found.kinds, out, [(self.number(call) or {"kind": ""})["kind"] for call in out])
        self._rows(found.tries, out, [str(self.tries(call)) for call in out])
        mobile = sum((self.number(call) or {"kind": ""})["kind"] == "mobile" for call in out)
        assert [row.dials for row in found.mobile] == [mobile, len(out) - mobile]

    def _funnel(self, found: Funnel, calls: list[Record]) -> None:
        results = Counter(call["disposition"] for call in calls)
        came = [(call, self.came(call)) for call in calls]
        assert found.dials == len(calls)
        assert found.connects == sum(map(self.connected, calls))
        assert found.conversations == sum(bool(one and one.conversation) for _, one in came)
        assert found.unconfirmed == sum(
            call["disposition"] == "conversation" and not call["confirmed"] for call in calls
        )
        assert found.open == sum(one is None for _, one in came)
        assert found.callbacks == sum(
            call["disposition"] == "call-back" and call["confirmed"] for call in calls
        )
        assert found.do_not_calls == results["dnc-number"] + results["dnc-person"]
        assert found.meetings == {id: n for id, n in results.items() if id in ("meeting", "demo")}
        assert found.sales == {id: n for id, n in results.items() if id in ("sale", "sale-new")}
        assert found.results == results

    def _heat(self, found: Figures, out: list[Record]) -> None:
        for heat, there in ((found.heat, False), (found.heat_there, True)):
            dials: Counter[tuple[int, int]] = Counter()
            connects: Counter[tuple[int, int]] = Counter()
            for call in out:
                person, number = self.people.get(call["contact"]), self.number(call)
                zone = self.zone
                if there:
                    if person is None or not (person["zone"] or number):
                        continue
                    zone = ZoneInfo(person["zone"] or number["zones"][0])
                local = datetime.fromisoformat(call["started"]).astimezone(zone)
                dials[local.weekday(), local.hour] += 1
                connects[local.weekday(), local.hour] += self.connected(call)
            assert {place: rate.of for place, rate in heat.cells.items()} == dials
            assert {place: rate.hits for place, rate in heat.cells.items()} == {p: connects[p] for p in dials}

    def _kept(self, found: Figures, calls: list[Record]) -> None:
        forms = [self.forms[call["id"]] for call in calls if call["id"] in self.forms]
        asked = [form["kept"] for form in forms if form["intention"]]
        kept = (found.kept.asked, found.kept.kept, found.kept.not_kept, found.kept.unsaid)
        assert kept == (len(asked), asked.count(True), asked.count(False), asked.count(None))

    def _spent(self, found: Figures, out: list[Record]) -> None:
        prep = dial = talk = 0.0
        for call in out:
            began, answered, ended = (
                datetime.fromisoformat(call[name]) if call[name] else None
                for name in ("started", "answered", "ended")
            )
            assert began
            prep += call["prep"]
            if answered:
                dial += (answered - began).total_seconds()
            elif ended:
                dial += min(120.0, (ended - began).total_seconds())
            if call["talked"] is not None:
                talk += call["talked"]
            elif answered and ended:
                talk += (ended - answered).total_seconds()
        spent = found.spent
        for mine, theirs in ((spent.prep, prep), (spent.dial, dial), (spent.talk, talk)):
            assert abs(mine - theirs) <= 0.001 * (1 + len(out))

    def _touches(self, found: Figures, span: Span) -> None:
        sent: Counter[str] = Counter()
        spoken: Counter[str] = Counter()
        successes: Counter[str] = Counter()
        for touch in self.touches:
            at = datetime.fromisoformat(touch["at"])
            if self.day(touch["at"]) in span:
                after = [
                    call
                    for call in self.calls
                    if call["contact"] == touch["contact"]
                    and at <= datetime.fromisoformat(call["started"]) <= at + timedelta(days=14)
                ]
                sent[touch["medium"]] += 1
                spoken[touch["medium"]] += any(map(self.connected, after))
                successes[touch["medium"]] += any(map(self.success, after))
        assert {one.medium: (one.sent, one.spoken, one.successes) for one in found.touches} == {
            medium: (sent[medium], spoken[medium], successes[medium]) for medium in sent
        }

    def _rows(self, found: tuple[Row, ...], calls: list[Record], values: list[str]) -> None:
        assert {row.value for row in found} == {*values}
        for row in found:
            these = [call for call, value in zip(calls, values, strict=True) if value == row.value]
            came = [self.came(call) for call in these]
            assert row == Row(
                row.value,
                len(these),
                sum(map(self.connected, these)),
                sum(bool(one and one.conversation) for one in came),
                sum(bool(one and one.meeting) for one in came),
                sum(bool(one and one.sale) for one in came),
                sum(map(self.success, these)),
            )

    # ------------------------------------------------------------------------------------ lines and days

    def ids(self, span: Span, field: str) -> set[int]:
        """Calls of a span with something in a field of their form, or that were won."""
        calls = [call for call in self.calls if self.day(call["started"]) in span]
        if field == "win":
            return {
                call["id"]
                for call in calls
                if self.success(call) or ((one := self.came(call)) and (one.meeting or one.sale))
            }
        return {call["id"] for call in calls if self.forms.get(call["id"], {}).get(field)}
