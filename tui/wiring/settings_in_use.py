"""The settings in use, what a name in them means, and how one is changed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import TYPE_CHECKING

from tui.core.call.phones import SECTIONS
from tui.core.clock import Clock
from tui.core.day.goals import NEW
from tui.core.setting_rules import as_meant, wrong
from tui.files.defaults import Defaults
from tui.files.home import Home
from tui.keys import Action, usual
from tui.settings import Origin, Settings, read_settings, settable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui.settings_told import Setting


#: Settings are changed and read again by one thread at a time: each takes up what it has read.
_turn = threading.RLock()


@dataclass(slots=True, eq=False)
class SettingsInUse:
    """The settings of a session, over what is shipped."""

    home: Home
    clock: Clock
    zone: tzinfo
    settings: Settings
    defaults: Defaults

    def choose(self, **changes: object) -> str:
        """Take up settings that were chosen somewhere in the app. Returns why not, as a sentence: empty, they
        hold. What stands in the rep's `config.yaml` is changed there, on its line; all else goes into
        `settings.local.yaml`. Blocks: for threads."""
        with _turn:
            self.reread()  # what stands in which file now, not when it was read last
            return self._choose(changes)

    def _choose(self, changes: dict[str, object]) -> str:
        from tui.files.local_settings import write_local

        now, by_hand = self.settings, self.settings.by_hand
        changes = {
            key: value for key, value in changes.items() if not self._held(key) or value != getattr(now, key)
        }
        if problem := next((problem for key in changes if (problem := self._held(key))), ""):
            return problem
        lines: dict[tuple[str, ...], object] = {(k,): v for k, v in changes.items() if k in by_hand}
        if lines and (problem := self._change(lines)):
            return problem
        others = {key: value for key, value in changes.items() if key not in by_hand}
        try:
            if others or not lines:  # an empty file says that somebody was asked
                write_local(self.home, others)
        except OSError as error:
            self.reread()
            only = f"Only {', '.join(key for (key,) in lines)} was changed, in {self.home.config.name}."
            changed = only if lines else "Nothing was changed."
            return f"{self.home.local.name} could not be written ({error.strerror}). {changed}"
        self.reread()
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # keys of the settings
        return ""

    def set(self, path: tuple[str, ...], value: object) -> str:
        """Set one setting in `config.yaml`, and no other line of it; None: it is as usual again, wherever it
        was chosen. A file that is not there yet is begun with all settings as comments. Returns why not, as
        a sentence. Blocks: for threads."""
        with _turn:
            return self._set(path, value)

    def _set(self, path: tuple[str, ...], value: object) -> str:
        from tui.files.local_settings import forget_local

        if problem := self._held(".".join(path)):
            return problem
        if (value is not None or self.home.config.exists()) and (problem := self._change({path: value})):
            return problem
        problem, local = "", self.home.local.name
        try:
            forget_local(self.home, path[0])
        except OSError as error:
            problem = f"{local} could not be written ({error.strerror}): {path[0]} stays in it."
            problem += f" What {self.home.config.name} says holds." if value is not None else ""
        self.reread()
        return problem

    def begin_config(self) -> str:
        """Make a `config.yaml` of comments where there is none. Returns why not. Blocks: for threads."""
        return "" if self.home.config.exists() else self._change({})

    def _held(self, name: str) -> str:
        """Says that the environment has the say about a setting; empty: it has not."""
        source = self.settings.sources.get(name)
        if source is None or source.origin is not Origin.ENVIRONMENT:
            return ""
        return f"OFFHOOK_{name.upper()} in the environment has the say about it. Nothing was changed."

    def _change(self, changes: Mapping[tuple[str, ...], object]) -> str:
        """Change lines of `config.yaml`. Returns why not, as a sentence."""
        from tui.files.config_file import change_config
        from tui.files.config_text import NotChanged
        from tui.settings_told import example

        lists = {key: list(value) if isinstance(value, tuple) else value for key, value in changes.items()}
        day = self.clock.now().utc.astimezone(self.zone).date()
        try:
            change_config(self.home, lists, example(), day)
        except NotChanged as why:
            return str(why)
        except OSError as error:
            return f"{self.home.config.name} could not be written ({error.strerror}). Nothing was changed."
        return ""

    def reread(self) -> None:
        """Take up the settings as the files have them now. What no file says nor said stays as it is."""
        with _turn:
            now = self.settings
            fresh = known(read_settings(self.home, before=now), self.home, self.defaults)
            said = {name.partition(".")[0] for name in {*fresh.sources, *now.sources}}
            kept = {f.name: getattr(now, f.name) for f in settable() if f.name not in said}
            phones = fresh.phones if said.intersection(SECTIONS) else now.phones
            self.settings = replace(fresh, **kept, phones=phones)

    def flaw(self, setting: Setting, value: object) -> str:
        """What is wrong with a value for a setting, as it would be told of the file; empty: nothing."""
        if flaw := wrong(setting.path, value, setting.usual):
            return flaw
        if len(setting.path) == 2:
            return ""
        meant = replace(Settings(), **{setting.name: as_meant(setting.name, value)})
        return next((flaw for _, flaw in _unknown(meant, self.defaults)), "")

    def keys(self) -> Mapping[str, Action]:
        """Every action by its id, with the keys the rep gave it."""
        if self.settings.keys_preset == "default" and not self.settings.keys:
            return usual()
        from tui.own_keys import actions

        return actions(self.settings.keys_preset, self.settings.keys)

    def list_typed(self, text: str) -> list[str] | str:
        """The items of a list as somebody types it, with commas between; a sentence where it is none."""
        from tui.files.guarded import FaultyFile, parse_yaml

        try:
            items = parse_yaml(f"[{text}]", text_only=True).data
        except FaultyFile as faulty:
            return f"{faulty.fault.words[:1].upper()}{faulty.fault.words[1:]}."
        if not all(isinstance(item, str) for item in items):
            return "There is nothing between two of the commas, or something that needs quotes."
        return [str(item) for item in items]


def known(settings: Settings, home: Home, defaults: Defaults) -> Settings:
    """Settings with a warning about each name in them that there is not."""
    found = [f"{home.config}: {flaw}. {meanwhile}" for meanwhile, flaw in _unknown(settings, defaults)]
    return replace(settings, warnings=(*settings.warnings, *found)) if found else settings


def _unknown(settings: Settings, defaults: Defaults) -> Iterator[tuple[str, str]]:
    """What holds meanwhile, and what is wrong, of each name that is none."""
    plans = [plan.id for plan in defaults.plans]
    if settings.retry_plan not in {"", *plans}:
        yield "Meanwhile each purpose has its own.", f"retry_plan is one of {', '.join(plans)}"
    known = {*(purpose.id for purpose in defaults.purposes), NEW}
    for what in sorted({words.split()[0] for words in settings.goal_for} - known):
        yield "Nothing counts towards it.", f"goal_for has '{what}', which is no purpose"
