"""The rep's choices about the queue as one value: out of the settings, the data files and the profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType

from tui.core.call.purpose import Purpose
from tui.core.lists.profile import Profile
from tui.core.queue.order import USUAL_ORDER
from tui.core.queue.rotation import Plan

NOBODY_OUT = Profile()
#: The plan of a purpose that names none.
USUAL_PLAN = "normal"


@dataclass(frozen=True, slots=True)
class Policy:
    """What decides who is next, but for the people themselves. Without arguments: no plans, no profile."""

    order: tuple[str, ...] = USUAL_ORDER
    """What the list is ordered by (`order.CRITERIA`)."""
    lists_first: tuple[str, ...] = ()
    """Call lists that come before the others, the first one first."""
    warm_lists: tuple[str, ...] = ()
    """Call lists of people who asked to be called."""
    profile: Profile = NOBODY_OUT
    plans: Mapping[str, Plan] = field(default_factory=lambda: MappingProxyType({}))
    """Purpose → how somebody called for it is tried again."""
    plan: Plan | None = None
    """The same for a purpose that is not there; None: nothing is limited."""
    cap: int = 3
    """Dials of one number in 24 hours; 0: only the law's."""
    hold: timedelta = timedelta(days=30)
    """How long a number rests that nobody answered on three days; 0: it does not."""
    apart: timedelta = timedelta(hours=2)
    """How far from the time of day of a try without an answer the next one is; 0: any time."""
    account_gap: timedelta = timedelta(hours=2)
    """Between calls to two people of an account; 0: none."""
    account_pause: timedelta = timedelta(days=14)
    """How long nobody of an account is called after a meeting was agreed; 0: not at all."""
    reactivate: timedelta = timedelta(days=180)
    """After so long without a call, somebody once spoken to is to be reactivated."""

    def plan_of(self, purpose: str) -> Plan | None:
        """How somebody called for a purpose is tried again."""
        return self.plans.get(purpose, self.plan)


#: No plans, no profile, and the usual limits.
USUAL = Policy()


def plans_by_purpose(
    purposes: Sequence[Purpose], plans: Sequence[Plan], one: str = ""
) -> tuple[Mapping[str, Plan], Plan | None]:
    """(the plan of each purpose that names one, the plan of the others); with `one` (an id) that for all."""
    by_id = {plan.id: plan for plan in plans}
    if one in by_id:
        return MappingProxyType({}), by_id[one]
    named = {purpose.id: by_id[purpose.plan] for purpose in purposes if purpose.plan in by_id}
    return MappingProxyType(named), by_id.get(USUAL_PLAN) or next(iter(plans), None)
