"""The settings as they are told: in groups, each with its sentence, its rule and an example of the file.

The sentences are the docstrings of the fields, read from the source when they are needed, so that each is
written once. The docs, the commented example and the settings screen are made of this.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from tui.core.call.phones import SECTIONS
from tui.core.setting_rules import CHOICES, rule
from tui.files.yaml_writer import scalar
from tui.settings import Origin, Settings, Source, settable

#: Group → its settings, in the order they are shown. Each stands in one (a test).
GROUPS: Mapping[str, tuple[str, ...]] = {
    "me": ("my_name", "my_company", "my_number", "country", "why"),
    "goals": (
        *("goal", "goal_conversations", "goal_week", "goal_week_conversations", "goal_for", "goal_counts"),
        *("work_days", "work_hours", "days_off", "half_days", "streak"),
    ),
    "calling": (
        *("outside_hours", "countries_allowed", "dials_an_hour", "order", "lists_first", "warm_lists"),
        *("retry_plan", "same_time_hours", "number_cap", "number_hold_days", "account_hours"),
        *("account_pause_days", "roles", "reactivate_days", "prep_seconds", "prep_day_minutes"),
        *("safe_after", "safe_limit"),
    ),
    "blocks": ("block_calls", "block_minutes", "block_at", "ramp", "feed"),
    "form": ("form_seconds", "feelings", "hard_moments", "roots_off"),
    "practice": ("practice_lines", "practice_goal", "ladder", "voice"),
    "phone": ("phone", "test_number", "reply_seconds", "ring_seconds"),
    "looks": ("theme", "keys_preset", "mouse", "large_number", "notify", "notify_name"),
    "sharing": ("partner_folder",),
}

#: These count from the next start: what they are about is made when the app opens.
FROM_THE_START = frozenset({
    *("phone", "reply_seconds", "ring_seconds", "safe_after", "voice", "partner_folder"),
    *("keys_preset", "mouse"),
    *SECTIONS,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting, as it is told."""

    path: tuple[str, ...]
    """The key, or a section and a key of it."""
    group: str
    """One of GROUPS; the sections are among the phones."""
    told: str
    """What it is, in a sentence."""
    usual: Any
    """Its value where nobody chose one; a tuple for a list."""

    @property
    def name(self) -> str:
        """How it is called: `goal`, `voip.server`."""
        return ".".join(self.path)

    @property
    def choices(self) -> tuple[str, ...]:
        """What it may be, where that is a few words."""
        return CHOICES.get(self.path[-1], ())

    @property
    def rule(self) -> str:
        """What it may be, in a few words."""
        return rule(self.path, self.usual)

    @property
    def at_once(self) -> bool:
        """Whether a change counts at once; else from the next start."""
        return self.path[0] not in FROM_THE_START

    def of(self, settings: Settings) -> Any:
        """Its value."""
        owner = settings if len(self.path) == 1 else getattr(settings.phones, self.path[0])
        return getattr(owner, self.path[-1])

    def source(self, settings: Settings) -> Source:
        """Where that comes from."""
        return settings.sources.get(self.name, Source(Origin.USUAL))


@cache
def every() -> tuple[Setting, ...]:
    """All settings, group by group; the sections of the phones last."""
    usual = {f.name: f.default for f in settable()}
    told = dict(sentences(Settings))
    found = [Setting((key,), group, told[key], usual[key]) for group, keys in GROUPS.items() for key in keys]
    for name, section in SECTIONS.items():
        said = dict(sentences(*reversed(section.__mro__[:-1])))
        found += [Setting((name, f.name), "phone", said[f.name], f.default) for f in fields(section)]
    return tuple(found)


def sentences(*classes: type) -> Iterator[tuple[str, str]]:
    """The docstring under each field of these classes."""
    for one in classes:
        body = ast.parse(inspect.getsource(one)).body[0]
        assert isinstance(body, ast.ClassDef)
        for named, told in zip(body.body, body.body[1:], strict=False):
            if isinstance(named, ast.AnnAssign) and isinstance(told, ast.Expr):
                assert isinstance(named.target, ast.Name)
                assert isinstance(told.value, ast.Constant)
                yield named.target.id, " ".join(str(told.value.value).split())


def written(value: object) -> str:
    """A value as it stands in the file; text that is not plain has quotes there."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(map(scalar, value))}]"
    return scalar(value) if isinstance(value, str) else str(value)


_HEAD = """\
# Your settings. Every line is a comment: take the # away to choose something else than is usual. Or change it
# in the app (the comma key on Today and in the queue), which touches no other line. More: docs/config.md.
"""


def example() -> str:
    """A `config.yaml` with all settings, all of them comments."""
    lines, title = [_HEAD], ""
    for one in every():
        section = one.path[0] if len(one.path) == 2 else ""
        if (section or one.group) != title:
            title = section or one.group
            lines.append(f"\n# {title}:" if section else f"\n# --- {title} ---\n")
        if len(one.path) == 2:
            lines.append(f"#   {one.path[1]}: {written(one.usual)}  # {one.told}")
        else:
            usual = "US" if one.name == "country" else one.usual
            lines.append(f"# {one.told}\n# {one.name}: {written(usual)}\n")
    return "\n".join(lines) + "\n"
