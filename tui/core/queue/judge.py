"""The policy of the queue: one contact, one moment → a place or a hold, each with its reason.

Above the list: what was agreed, then who asked for a call. The list is ordered by `order.py`. A contact that
may not be called is held by the first of the rules in `_rules`, which is the one that lasts longest or only
the rep can change; `holds` tells all of them.

Over 300 lines: each rule is short, but when a verdict ends depends on the rules beside it, and they are read
together. What a rule has to calculate is in `rotation.py`, `accounts.py`, `hours.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo

from tui.core.call.disposition import Dispositions
from tui.core.call.purpose import of_list, purpose_of
from tui.core.hours.hours import Hours, zone
from tui.core.hours.whereabouts import Whereabouts, whereabouts
from tui.core.lists.profile import Grade
from tui.core.people.accounts import Accounts
from tui.core.people.best import fits_best
from tui.core.people.contact import KINDS, Contact, Number
from tui.core.ports import Shelf
from tui.core.queue import order as ordering
from tui.core.queue import rotation
from tui.core.queue.order import earliest
from tui.core.queue.policy import USUAL, Policy
from tui.core.queue.standing import EARLY, Standing, is_old, of_records
from tui.core.queue.verdict import DUE, LIST, SKIPPED, WARM, Case, Held, Place

#: An agreed call that nobody took is tried again after this long (never demoted: PRODUCT.md P4, issue F).
#: Outside the hours of the place it is honoured for as long, not longer.
AGAIN = timedelta(minutes=30)
#: Which rule closes a place is said only when it is asked (`why.py`): it changes while they stay closed.
OUTSIDE = "outside calling hours there"
#: Calling hours have just begun for so long.
JUST_OPENED = timedelta(hours=1)
#: Whether it is the time somebody said is best is asked again so often.
_ASK_AGAIN = timedelta(minutes=5)

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Judge:
    """The policy, with what it needs to know."""

    shelf: Shelf
    dispositions: Dispositions
    hours: Hours
    zone: tzinfo
    """The rep's."""
    policy: Policy = USUAL
    mended: dict[int, Standing] = field(default_factory=dict, repr=False, compare=False)
    """Standings folded again because an older Offhook had folded them; `standing` tells of them. To be saved
    when there is time."""
    _opened: dict[Whereabouts, tuple[datetime, datetime | None, datetime]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """Where calling hours have just begun: (asked when, until when, good until)."""
    _grade: Callable[[Contact], Grade | None] = field(init=False, repr=False, compare=False)
    _pick: ordering.Pick = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_grade", ordering.grader(self.policy.profile))
        object.__setattr__(self, "_pick", ordering.picker(self.policy.order))

    # ---------------------------------------------------------------------------------- what is known of them

    def standing(self, contact: int) -> Standing:
        """Where a contact stands; everything fresh for one nothing happened to yet."""
        saved = self.shelf.get(Standing, contact)
        if saved is None:
            return Standing(contact)
        if not is_old(saved):
            return saved
        mended = self.mended.get(contact)
        if mended is None:
            mended = self.mended[contact] = of_records(self.shelf, contact, self.dispositions)
        return mended

    def accounts(self) -> Accounts:
        """The accounts as they are now: for one pass over the queue."""
        return Accounts(self.shelf, self.standing)

    def above(self) -> set[int]:
        """Ids of everybody who can come before the list, but for the warm lists (`order_of_looking`)."""
        return {*self.shelf.agreed(), *self.shelf.referred()}

    def order_of_looking(self) -> Iterator[int]:
        """Ids of everybody, those of the lists that come first before the others. Some come twice."""
        for name in (*self.policy.warm_lists, *self.policy.lists_first):
            yield from self.shelf.by_list(name)
        yield from self.shelf.ids(Contact)

    def numbers(self, contact: Contact) -> list[Number]:
        """The numbers that may be rung, best first: not wrong, not out of service, not do-not-call."""
        return self._numbers(contact, self.standing(contact.id))

    def _numbers(self, contact: Contact, standing: Standing) -> list[Number]:
        bad = [tried.e164 for tried in standing.numbers if tried.status]
        listed = self.shelf.do_not_call
        usable = [n for n in contact.numbers if n.callable and n.e164 not in bad and not listed(n.e164)]
        return sorted(usable, key=_rank) if len(usable) > 1 else usable

    def may_call(self, contact: Contact, number: Number, now: datetime) -> tuple[bool, datetime]:
        """(whether it is within calling hours wherever this number may be, when that turns over)."""
        return self.hours.may_call(whereabouts(contact, number), now)

    def purpose(self, contact: Contact, now: datetime, *, owes_answer: bool = False) -> str:
        """The id of the purpose of a call, unless the rep chooses another."""
        standing = self.standing(contact.id)
        named = "" if contact.purpose else of_list(self.shelf, contact.list)
        return purpose_of(contact, standing, named, now, self.policy.reactivate, owes_answer=owes_answer)

    def grade(self, contact: Contact) -> Grade | None:
        """How well a contact fits; None without a profile."""
        return self._grade(contact)

    # ------------------------------------------------------------------------------------------- the verdict

    def place(self, contact: Contact, now: datetime, accounts: Accounts | None = None) -> Place | Held:
        """Where `contact` belongs at `now`. Who judges many hands in the `accounts` of this pass."""
        standing = self.standing(contact.id)
        if forbidden := contact.do_not_call or standing.do_not_call:
            return Held(contact.id, "do not call", f"do not call: {forbidden}")
        numbers = self._numbers(contact, standing)
        if not numbers:
            return self._no_number(contact, standing)
        case = self._case(contact, standing, numbers, now, accounts or self.accounts())
        if standing.callback or standing.promise:
            return self._agreed(case)
        held = next(self._rules(case), None)
        if held:
            return held
        return self._free(case)

    def holds(self, contact: Contact, now: datetime) -> list[Held]:
        """Every rule that holds a contact, the one that counts first; none: it has a place."""
        verdict = self.place(contact, now)
        if isinstance(verdict, Place):
            return []
        standing = self.standing(contact.id)
        numbers = self._numbers(contact, standing)
        if (
            contact.do_not_call
            or standing.do_not_call
            or not numbers
            or standing.callback
            or standing.promise
        ):
            return [verdict]
        case = self._case(contact, standing, numbers, now, self.accounts())
        rules = list(self._rules(case))
        free = self._free(case)
        return rules if isinstance(free, Place) else [*rules, free]

    def _case(
        self, contact: Contact, standing: Standing, numbers: list[Number], now: datetime, accounts: Accounts
    ) -> Case:
        plan = done = None
        tries: Sequence[datetime] = standing.tries
        if tries:
            # The purpose as of the last try: no plan changes while nothing happens.
            plan = self.policy.plan_of(self.purpose(contact, tries[-1]))
        if plan and (tries := plan.round(tries, now)):
            hold = self.policy.hold
            rested = rotation.all_rested((n.e164 for n in numbers), standing, hold)
            done = plan.done(tries, hold, rested)
        return Case(
            contact,
            standing,
            numbers,
            now,
            accounts,
            self._grade(contact),
            self._warm(contact, standing),
            plan,
            tries,
            done,
        )

    def _warm(self, contact: Contact, standing: Standing) -> str:
        """Why somebody not called yet comes before the list."""
        if standing.last:
            return ""
        if contact.referred_by:
            referrer = self.shelf.get(Contact, contact.referred_by)
            return f"referred by {referrer.title}" if referrer else "referred"
        return "asked to be called" if contact.list in self.policy.warm_lists and contact.list else ""

    def _no_number(self, contact: Contact, standing: Standing) -> Held:
        if any(self.shelf.do_not_call(n.e164) for n in contact.numbers if n.e164):
            return Held(contact.id, "do not call", "do not call: the number is on the list")
        bad = next((t.status for n in contact.numbers if (t := standing.number(n.e164)).status), "")
        if bad:
            return Held(contact.id, "no number", f"no number left: {bad.replace('-', ' ')}")
        flaw = next((n.why_not for n in contact.numbers if n.why_not), "none given")
        return Held(contact.id, "no number", f"no number to call: {flaw}")

    # ------------------------------------------------------------------------------------- what was agreed

    def _agreed(self, case: Case) -> Place | Held:
        """A callback or a promise: due, tried just now, or still to come. Only the law's limits hold it."""
        standing, now, last = case.standing, case.now, case.standing.last

        def tried(due: datetime) -> bool:
            return last is not None and last >= due - EARLY and last + AGAIN > now

        times = ((standing.promise, 0, "promise"), (standing.callback, 1, "callback"))
        agreed = sorted((due, order, name) for due, order, name in times if due)
        midnight = self._midnight(now)  # the words change then
        number, free = self._uncapped(case)
        is_open, turn = self.may_call(case.contact, number, now)
        waiting = [one for one in agreed if one[0] - EARLY <= now and not tried(one[0])]
        for due, order, name in () if free else waiting:
            if is_open or now < due + AGAIN:
                key = (DUE, due.replace(second=0, microsecond=0).timestamp(), order, standing.id)
                until = min(turn if is_open else due + AGAIN, midnight)
                why = f"{name} {self.shown(due, now)}"
                return Place(key, standing.id, why, number.e164, due, until, name)
        # When another of them comes up.
        turns = [last + AGAIN if last and tried(due) else due - EARLY for due, _, _ in agreed]
        later = min((midnight, *(turn for turn in turns if turn > now)))
        due, _, name = waiting[0] if waiting else agreed[0]
        why = f"{name} {self.shown(due, now)}"
        if waiting and free:
            return case.held("called often enough", f"{why}, {self._capped(free)}", min(free, later))
        if waiting:
            return case.held("outside hours", f"{why}, {OUTSIDE}", min(turn, later))
        if last and tried(due):
            why += f", tried {self.shown(last, now)}"
        return case.held(f"{name} later", why, later)

    # ------------------------------------------------------------------------- the rules that hold somebody

    def _rules(self, case: Case) -> Iterator[Held]:
        """Each rule that holds somebody whatever number is rung, those first that last."""
        standing, now = case.standing, case.now
        if standing.closed:
            came = self.dispositions.get(standing.closed)
            yield case.held("closed", f"closed: {came.name if came else standing.closed}")
        if case.grade == "out" and not case.warm:
            yield case.held("out of profile", "out of profile: your markers say no")
        yield from self._plan_done(case)
        if standing.rest_until and standing.rest_until > now:
            yield case.held("tried recently", self._tried(standing), standing.rest_until)
        yield from self._plan_rests(case)
        if not case.warm:  # somebody asked for this very call
            yield from self._account(case)

    def _plan_done(self, case: Case) -> Iterator[Held]:
        plan, tries = case.plan, case.tries
        if plan and case.done and case.done <= case.now:
            days = (tries[-1] - tries[0]).days
            times = f"{len(tries)} {'try' if len(tries) == 1 else 'tries'}"
            over = f" in {days} days" if days > 1 else ""
            again = plan.again(tries)
            why = f"resting, the plan is done: {times}{over} ({plan.name}); again {self.day(again)}"
            yield case.held("plan is done", why, again)

    def _plan_rests(self, case: Case) -> Iterator[Held]:
        plan, standing, tries = case.plan, case.standing, case.tries
        if plan and tries and standing.missed and standing.missed[-1] == standing.last == tries[-1]:
            free = tries[-1] + plan.rest(len(tries))
            if free > case.now and not (standing.rest_until and standing.rest_until >= free):
                yield case.held("tried recently", self._tried(standing), free)

    def _account(self, case: Case) -> Iterator[Held]:
        account, now, policy = case.accounts.of(case.contact), case.now, self.policy
        if free := account.paused(policy.account_pause, now):
            who = self._name(account.met_by)
            yield case.held(
                "account paused",
                f"meeting agreed with {who}; this account rests until {self.day(free)}",
                free,
            )
        beside = account.called_beside(case.contact.id)
        if beside and beside[0] + policy.account_gap > now:
            why = f"{self._name(beside[1])} of the same account was called {self.clock(beside[0])}"
            yield case.held("account just called", why, beside[0] + policy.account_gap)

    def _free(self, case: Case) -> Place | Held:
        """The place with the best number that may be rung now; held when there is none."""
        first: Held | None = None
        frees: list[datetime] = []
        for number in case.numbers:
            where = whereabouts(case.contact, number)
            held, closes, turn = self._number_held(case, number, where)
            if held is None:
                return self._in_order(case, number, where, closes, [*frees, turn] if turn else frees)
            first = first or held
            frees += [held.until] if held.until else []
        assert first is not None  # there are numbers, and each was held
        return case.held(first.rule, first.why, min(frees, default=None))

    def _number_held(
        self, case: Case, number: Number, where: Whereabouts
    ) -> tuple[Held | None, datetime, datetime | None]:
        """(what speaks against this number now; None: nothing, when calling hours there turn over, when it
        may be the time of day of another try)."""
        standing, now = case.standing, case.now
        is_open, turn = self.hours.may_call(where, now)
        free = rotation.on_hold(standing.number(number.e164), self.policy.hold) if standing.numbers else None
        if free and free > now:
            why = f"nobody answered {number.e164} on three days; again {self.day(free)}"
            return case.held("number rests", why, free), turn, None
        if free := self._full(case, number, where):
            return case.held("called often enough", self._capped(free), free), turn, None
        if enough := self._used_up(case, where):
            return enough, turn, None
        if not is_open:
            return case.held("outside hours", OUTSIDE, turn), turn, None
        other = None
        if standing.missed:
            there = self._clock_of(where)
            hit, other = rotation.same_time(standing.missed, there, now, self.policy.apart)
            if hit:
                local, free = hit.astimezone(there), rotation.free_from(hit, there, now, self.policy.apart)
                why = f"nobody answered {local:%a %H:%M} there: another time of day, from {free:%H:%M}"
                return case.held("same time of day", why, earliest(other, turn)), turn, other
        return None, turn, other

    def _clock_of(self, where: Whereabouts) -> tzinfo:
        """The likeliest clock of a place; the rep's where there is none."""
        return (zone(where[0].zone) if where else None) or self.zone

    def _full(self, case: Case, number: Number, where: Whereabouts) -> datetime | None:
        """Until when a number has had its dials of a day, by the rep's cap or the law's; None: it has not."""
        dials = case.accounts.dials(number.e164, case.standing)
        if not dials:
            return None
        cap = min(filter(None, (self.policy.cap, self.hours.cap(where))), default=0)
        return rotation.capped(dials, cap, case.now)

    def _used_up(self, case: Case, where: Whereabouts) -> Held | None:
        """The hold of a person who was called as often as the law there allows, whatever number was rung."""
        for rule in self.hours.person_caps(where) if case.standing.numbers else ():
            dials = (at for number in case.standing.numbers for at in number.recent)
            over = timedelta(days=rule.person_days)
            if free := rotation.capped(dials, rule.person_cap, case.now, over):
                often = f"called {rule.person_cap} times in {rule.person_days} days"
                there = f" in {rule.place}" if rule.place else ""
                why = f"{often}, as often as is allowed{there}; again {self.day(free)}"
                return case.held("calls used up", why, free)
        return None

    def _uncapped(self, case: Case) -> tuple[Number, datetime | None]:
        """(the best number that has not had its dials of a day, None); else (the best, when one is free)."""
        frees = []
        for number in case.numbers:
            free = self._full(case, number, whereabouts(case.contact, number))
            if free is None:
                return number, None
            frees.append(free)
        return case.numbers[0], min(frees)

    # ------------------------------------------------------------------------------------------- in the list

    def _in_order(
        self, case: Case, number: Number, where: Whereabouts, closes: datetime, turns: Sequence[datetime]
    ) -> Place:
        """The place of somebody who may be called, until `closes`, or until one of `turns`."""
        contact, standing, now = case.contact, case.standing, case.now
        until = min((closes, *turns))
        if case.plan and case.done:
            until = min(until, case.done, case.plan.again(case.tries))
        if standing.skipped and self._same_day(standing.skipped, now):
            why = f"skipped {self.shown(standing.skipped, now)}"
            last = (SKIPPED, standing.skipped.timestamp(), contact.id)
            return Place(last, contact.id, why, number.e164, until=min(until, self._midnight(now)))
        if case.warm:
            # As they are looked at (`order_of_looking`): so the first of them are known before the others.
            asked = 0 if contact.referred_by else 1 + self.policy.warm_lists.index(contact.list)
            return Place((WARM, asked, contact.id), contact.id, case.warm, number.e164, until=until)
        values, why, turn = self._weighed(case, number, where, closes)
        key = (LIST, *self._pick(values), contact.id)
        return Place(key, contact.id, why, number.e164, until=min(until, turn) if turn else until)

    def _weighed(
        self, case: Case, number: Number, where: Whereabouts, closes: datetime
    ) -> tuple[Sequence[float], str, datetime | None]:
        """(the values of order.CRITERIA, why in words, when one of them turns)."""
        contact, standing, now, lists = case.contact, case.standing, case.now, self.policy.lists_first
        turn = fresh = self._just_opened(where, now, closes)
        wish = 1
        if contact.best:
            wish = 0 if fits_best(contact, now) else 2
            turn = earliest(turn, now + _ASK_AGAIN)
        again, tried = 0, bool(standing.missed and case.tries)
        if tried:
            there = self._clock_of(where)
            again = rotation.novelty(standing.missed, there, now)
            turn = earliest(turn, rotation.next_daypart(there, now))
        first = bool(lists) and contact.list in lists
        values = (
            ordering.rank(case.grade),
            lists.index(contact.list) if first else len(lists),
            wish,
            again,
            0 if fresh else 1,
            0 if number.kind == "mobile" else 1,
            len(case.tries),
        )
        parts = (  # as the usual order weighs them: what is cut off where it is narrow counts least
            f"grade {case.grade}" if case.grade else "",
            contact.list if first else "",
            "their best time" if not wish else "",
            "new time of day" if tried and not again else "",
            "hours just began" if fresh else "",
            self._try(case),
            f"best {contact.best}" if wish == 2 else "",
        )
        why = ", ".join(filter(None, parts))
        return values, why, turn

    def _try(self, case: Case) -> str:
        """`first try`, `try 3 of 6`, `spoken before`, `a new round` (a plan was done)."""
        if not case.tries:
            if case.standing.connects:
                return "spoken before"
            return "a new round" if case.standing.dials else "first try"
        of = f" of {case.plan.tries}" if case.plan else ""
        return f"try {len(case.tries) + 1}{of}"

    def _just_opened(self, where: Whereabouts, now: datetime, closes: datetime) -> datetime | None:
        """Until when calling hours there, which end at `closes`, count as just begun; None: they do not."""
        known = self._opened.get(where)
        if known is None or not known[0] <= now < known[2]:
            was_open, turn = self.hours.may_call(where, now - JUST_OPENED)
            fresh = None if was_open else turn + JUST_OPENED
            known = self._opened[where] = (now, fresh, min(closes, fresh or closes))
        return known[1]

    # ------------------------------------------------------------------------------------------------- words

    def _midnight(self, now: datetime) -> datetime:
        day = now.astimezone(self.zone).date() + timedelta(days=1)
        return datetime.combine(day, datetime.min.time(), self.zone)

    def _same_day(self, one: datetime, other: datetime) -> bool:
        return one.astimezone(self.zone).date() == other.astimezone(self.zone).date()

    def _tried(self, standing: Standing) -> str:
        assert standing.last is not None
        came = self.dispositions.get(standing.last_disposition)
        what = came.name if came else "no result yet"
        return f"tried {self.clock(standing.last)}: {what}"

    def _capped(self, free: datetime) -> str:
        return f"the number was called often enough in 24 hours; again {self.clock(free)}"

    def _name(self, contact: int) -> str:
        person = self.shelf.get(Contact, contact)
        return person.title if person else "somebody"

    def shown(self, moment: datetime, now: datetime) -> str:
        """A time by the rep's clock: `10:30`, or `Tue 24 Nov 10:30` on another day."""
        local, today = moment.astimezone(self.zone), now.astimezone(self.zone).date()
        return f"{local:%H:%M}" if local.date() == today else f"{local:%a %d %b %H:%M}"

    def clock(self, moment: datetime) -> str:
        """A time of these days by the rep's clock, the same whenever it is asked: `Tue 10:30`."""
        return f"{moment.astimezone(self.zone):%a %H:%M}"

    def day(self, moment: datetime) -> str:
        """A day by the rep's calendar: `Tue 24 Nov`."""
        return f"{moment.astimezone(self.zone):%a %d %b}"


def _rank(number: Number) -> int:
    return _RANK.get(number.kind, len(KINDS))
