"""The settings: each with its value, where that comes from, and what it is. Changed here, in `config.yaml`.

Over 300 lines: one list with seven keys, and a question for each kind of value.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input

from tui import look, say
from tui.core.setting_rules import read_typed
from tui.core.text import fold, plain
from tui.keys import Action
from tui.screens.ask import AskLine
from tui.screens.base import Base, bindings
from tui.screens.pick import Pick
from tui.screens.settings.effect import take_effect
from tui.screens.taking import step_aside
from tui.settings import Origin, Settings
from tui.settings_told import GROUPS, Setting, every
from tui.widgets.long_list import LongList
from tui.widgets.parts import Line, Words

if TYPE_CHECKING:
    from tui.files.fault import Fault

#: The first group has all of them.
_ALL = "all"
#: Cells of a name and the value behind it.
_NAME = 26
#: A field holds so many characters: as many as a text of a file may have.
_LONGEST = 4000


class AskValue(AskLine):
    """The value of a setting in one line, with what is wrong with it told while it is typed."""

    def field(self, key: str, value: str, hint: str, id: str) -> Line:
        """With room for all that a file may say."""
        field = super().field(key, value, hint, id)
        field.max_length = _LONGEST
        return field

    def on_input_changed(self, event: Input.Changed) -> None:
        """Kept, and looked at."""
        super().on_input_changed(event)
        flaw = self._check(event.value.strip())
        self.query_one("#flaw", Words).say(say.line((flaw, look.BAD)))


class SettingsScreen(Base):
    """One row a setting; what is wrong in the file stands on top."""

    SCOPE: ClassVar[str] = "settings"
    CSS_PATH = "settings.tcss"
    BINDINGS = bindings("settings")
    AUTO_FOCUS = "#list"

    def __init__(self) -> None:
        super().__init__()
        self._group = _ALL
        self._turn = asyncio.Lock()
        """One change at a time: each begins with what the one before it left."""

    def compose(self) -> ComposeResult:
        """Head, groups; the list, and the setting under the cursor; status, keys."""
        yield Words(id="head")
        yield Words(id="groups")
        yield Words(id="rule")
        yield Line(hint="a word of its name or of what it is", id="find")
        yield LongList(self._row, self.draw_later, id="list")
        with VerticalScroll(id="about", can_focus=False):
            yield Words(id="told")
        yield Words(id="status")
        yield Words(id="keys")

    def on_mount(self) -> None:
        """The files may have been changed meanwhile: they are read again beside the picture."""
        self.begin()
        self._refresh_rows()
        self._read_again()

    # --------------------------------------------------------------------------------------------- showing

    @property
    def settings(self) -> Settings:
        """As they are now."""
        return self.services.settings

    @property
    def rows(self) -> LongList:
        """The list."""
        return self.query_one("#list", LongList)

    @property
    def row(self) -> Setting | Fault | str | None:
        """What the cursor is on: a setting, a fault with its place, or another complaint."""
        found: Setting | Fault | str | None = self.rows.current
        return found

    @property
    def setting(self) -> Setting | None:
        """The setting the cursor is on."""
        return self.row if isinstance(self.row, Setting) else None

    def _refresh_rows(self) -> None:
        """What is in the list, by the group and what is sought; the cursor stays on its setting."""
        at, sought = self.row, fold(self.query_one("#find", Line).value).split()
        told = {fault.sentence for fault in self.settings.faults}
        rows: list[Setting | Fault | str] = [] if sought else [*self.settings.faults]
        rows += [] if sought else [w for w in self.settings.warnings if w not in told and "\n" not in w]
        for one in every():
            text = fold(f"{one.name} {one.told} {one.group}")
            if all(word in text for word in sought) and (sought or self._group in {_ALL, one.group}):
                rows.append(one)
        self.rows.show(rows, rows.index(at) if at in rows else 0)
        self.draw_later()

    def draw(self) -> None:
        """Draw everything."""
        width, file = self.size.width, self.services.home.config
        self._say("head", say.line((" Settings", look.STRONG), (f"   {file}", look.QUIET)))
        cells = [
            say.line((f"{look.NOW}{name}", look.KEY)) if name == self._group else say.line(f" {name}")
            for name in (_ALL, *GROUPS)
        ]
        self._say("groups", say.line(" ", Content(" " if width < 100 else "  ").join(cells)))
        self._say("rule", self.rule())
        self._say("told", self._about())
        self.show_keys()

    def _say(self, id: str, content: Content) -> None:
        self.query_one(f"#{id}", Words).say(content)

    def _row(self, item: Any, on_it: bool, width: int) -> Sequence[Content]:
        sign = (f" {look.NOW} ", look.ACCENT) if on_it else "   "
        if not isinstance(item, Setting):
            where, what = _said(item)
            head = say.line(sign, (f"{look.PROBLEM} {where}", look.BAD))
            return head, say.line("     ", (what, look.BAD))
        value = _shown(item.of(self.settings))
        strong = look.STRONG if on_it else ""
        yours = look.ACCENT if item.source(self.settings).origin is not Origin.USUAL else ""
        left = say.line(sign, (item.name.ljust(_NAME), strong), (value or "–", yours))
        right = say.quiet(f"{self._whence(item)} ")
        return say.ends(left, right, width), say.quiet("     " + say.short(item.told, width - 6))

    def _whence(self, setting: Setting) -> str:
        source = setting.source(self.settings)
        match source.origin:
            case Origin.FILE:
                return f"config.yaml, line {source.line}"
            case Origin.APP:
                return "chosen in the app"
            case Origin.ENVIRONMENT:
                return f"OFFHOOK_{setting.name.upper()}"
        return "usual"

    def _about(self) -> Content:
        """The setting under the cursor, whole."""
        row = self.row
        if not isinstance(row, Setting):
            return say.line((" ".join(_said(row)), look.BAD)) if row else say.quiet("Nothing is called that.")
        usual = _shown(row.usual) or "nothing"
        rest = "" if row.at_once else " A change counts from the next start."
        known = "from your system" if row.name == "country" else usual
        return say.lines([say.line(row.told), say.quiet(f"{row.name}: {row.rule}. Usually: {known}.{rest}")])

    def on_resize(self) -> None:
        """As wide as the window."""
        self.draw_later()

    def can(self, action: Action) -> bool:
        """What is wrong in a file is mended in the editor."""
        if action.id == "settings.usual":
            return self.setting is not None and self.setting.source(self.settings).origin in _CHANGED_HERE
        return True

    def live_keys(self) -> list[Action]:
        """What does something now; in the search only what leaves it."""
        live = [action for action in super().live_keys() if self.can(action)]
        return [action for action in live if action.id == "settings.back"] if self.typing else live

    # --------------------------------------------------------------------------------- groups and the search

    def action_group(self, by: int = 1) -> None:
        """The next group."""
        groups = [_ALL, *GROUPS]
        self._group = groups[(groups.index(self._group) + by) % len(groups)]
        self._leave_search()

    def action_group_before(self) -> None:
        """The group before."""
        self.action_group(-1)

    def action_find(self) -> None:
        """Search all groups."""
        find = self.query_one("#find", Line)
        find.add_class("-open")
        find.focus()

    @on(Input.Changed, "#find")
    def _typed(self) -> None:
        self._refresh_rows()

    @on(Input.Submitted, "#find")
    def _found(self) -> None:
        self.rows.focus()

    def _leave_search(self) -> None:
        find = self.query_one("#find", Line)
        find.remove_class("-open")
        find.value = ""
        self.rows.focus()
        self._refresh_rows()

    def action_back(self) -> None:
        """Leave the search, then the settings."""
        if self.query_one("#find").has_class("-open"):
            self._leave_search()
        else:
            self.app.pop_screen()

    # --------------------------------------------------------------------------------------------- changing

    def action_change(self) -> None:
        """The other truth at once; else a choice, or a field."""
        setting = self.setting
        if setting is None:
            self.action_open()
            return
        if setting.source(self.settings).origin is Origin.ENVIRONMENT:
            self.show_status(problem=f"{self._whence(setting)} in the environment has the say about it.")
        elif isinstance(setting.usual, bool):
            self._save(setting, lambda: not setting.of(self.settings))
        elif choices := self._choices(setting):
            self._ask_choice(setting, choices)
        else:
            self._ask_value(setting)

    def _ask_choice(self, setting: Setting, choices: Sequence[str]) -> None:
        """One of a few words. The list begins at the one that holds: enter there changes nothing."""
        now = setting.of(self.settings)
        rows = [
            (one or "none", "now" if one == now else "usual" if one == setting.usual else "")
            for one in choices
        ]

        def answered(index: int) -> None:
            if choices[index] == now:
                self.show_status("Nothing was changed.")
            else:
                self._save(setting, lambda: choices[index])

        at = choices.index(now) if now in choices else 0
        self.ask(Pick(f"{setting.name}: {setting.told}", rows, at), answered)

    def _choices(self, setting: Setting) -> Sequence[str]:
        """The few words it may be; nothing where it is not so."""
        if setting.name == "theme":
            return ["", *sorted(self.app.available_themes)]
        if setting.name == "retry_plan":
            return ["", *(plan.id for plan in self.services.defaults.plans)]
        return setting.choices

    def _ask_value(self, setting: Setting) -> None:
        value = setting.of(self.settings)
        shown = ", ".join(map(_item, value)) if isinstance(value, tuple) else str(value)
        if "\n" in shown:
            self.show_status(
                problem=f"{setting.name} has several lines: {{settings.open}} opens the file there."
            )
            return

        def check(text: str) -> str:
            given = self._given(setting, text)
            if given is None or (isinstance(given, str) and isinstance(setting.usual, tuple)):
                return given or ""
            return self.services.flaw(setting, given)

        question = AskValue(f"{setting.name}: {setting.rule}", setting.told, shown, check, may_be_empty=True)

        def answered(text: str) -> None:
            if text == plain(shown).strip():  # its line stays as it is written
                self.show_status("Nothing was changed.")
            else:
                self._save(setting, lambda: self._given(setting, text))

        self.ask(question, answered)

    def _given(self, setting: Setting, text: str) -> Any:
        """What was typed as a value; None: as usual. For a list a sentence where it is none."""
        if not text and not setting.usual and not isinstance(setting.usual, int):
            return None
        if isinstance(setting.usual, tuple):
            return self.services.list_typed(text)
        return read_typed(text, setting.usual)

    def action_usual(self) -> None:
        """As usual again: its line is taken out."""
        if self.setting:
            self._save(self.setting, lambda: None)

    def _save(self, setting: Setting, value: Callable[[], Any]) -> None:
        async def save() -> None:
            async with self._turn:
                before, new = self.settings, value()
                problem = await asyncio.to_thread(self.services.set, setting.path, new)
                problem = problem or take_effect(self.offhook, before)
                self.show_status("" if problem else self._saved(setting, new), problem)
            self._refresh_rows()

        self.run_worker(save(), group="save")

    def _saved(self, setting: Setting, new: Any) -> str:
        value = _shown(setting.of(self.settings)) or "nothing"
        later = "" if setting.at_once else " It counts from the next start."
        if new is None:
            return f"As usual again: {setting.name} is {value}.{later}"
        return f"Saved in config.yaml: {setting.name} is {value}.{later}"

    # ------------------------------------------------------------------------------------------- the editor

    def action_open(self) -> None:
        """Open the file at the line of what the cursor is on."""
        self.run_worker(self._open(), group="save")

    async def _open(self) -> None:
        row, editor = self.row, self.services.editor()
        file, line, column = self.services.home.config, 1, 1
        if isinstance(row, Setting):
            source = row.source(self.settings)
            line = source.line if source.origin is Origin.FILE else 1
        elif row is not None and not isinstance(row, str):
            file, line, column = Path(row.file), row.line, row.column
        problem = editor.problem or await asyncio.to_thread(self.services.begin_config)
        if problem:
            self.show_status(problem=f"{problem} The file: {file}")
            return
        problem = step_aside(self.app, lambda: editor.open(file, line, column))
        self.show_status(problem=problem)
        self._read_again(written=not problem)

    def _read_again(self, *, written: bool = False) -> None:
        """Take up what the files say. `written`: the rep comes from the editor, and is told what holds."""

        async def read() -> None:
            async with self._turn:
                before = self.settings
                await asyncio.to_thread(self.services.reread)
                if written and self.settings.faults:
                    self.show_status(problem="What is wrong in the file stands on top, and does not count.")
                elif written:
                    self.show_status("The settings are as the file says.")
                if self.settings != before and (problem := take_effect(self.offhook, before)):
                    self.show_status(problem=problem)
            self._refresh_rows()

        self.run_worker(read(), group="pages")


#: What the app has written, or may change.
_CHANGED_HERE = {Origin.APP, Origin.FILE}


def _said(row: Fault | str) -> tuple[str, str]:
    """Where a complaint stands, and what it is."""
    if isinstance(row, str):
        return "Settings", row
    return f"{Path(row.file).name}, line {row.line}:", row.words


def _shown(value: Any) -> str:
    """A value as it is read."""
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _item(text: str) -> str:
    """An item of a list as it is typed: in quotes where a comma or a brace would end it."""
    return (
        text
        if text and not set(text) & set(",[]{}:#'\"&*!|>%@`")
        else f"'{text.replace(chr(39), chr(39) * 2)}'"
    )
