"""Settings that were changed reach what is running; the rest of the app asks for them when it needs them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tui.settings import Settings

if TYPE_CHECKING:
    from tui.app import Offhook

#: Who is next depends on these.
_OF_THE_QUEUE = (
    *("order", "lists_first", "warm_lists", "retry_plan", "same_time_hours", "number_cap"),
    *("number_hold_days", "account_hours", "account_pause_days", "reactivate_days"),
)


def take_effect(app: Offhook, before: Settings) -> str:
    """Hand on what is different from before. Returns what went wrong, as a sentence."""
    services, runner = app.services, app.runner
    now = services.settings
    runner.rules = services.rules()
    runner.phone.allow(services.allowed())
    if now.theme != before.theme:
        app.wear(now.theme)
    if any(getattr(now, key) != getattr(before, key) for key in _OF_THE_QUEUE):
        judge = runner.queue.judge
        try:
            policy = services.policy()
        except OSError as error:
            return f"The order of the queue stays as it was: {error.strerror or error}."
        runner.renew(replace(judge, policy=replace(policy, profile=judge.policy.profile)))
    return ""
