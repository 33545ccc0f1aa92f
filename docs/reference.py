"""Writes the reference pages out of the code: `python docs/reference.py`. A test holds them current."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from docs.script_reference import scripts_page
from tui import keys, settings
from tui.core.phones import SECTIONS
from tui.files.defaults import read_defaults
from tui.files.home import Home

DOCS = Path(__file__).parent
_SCREENS = {
    "app": "Everywhere",
    "today": "Today",
    "self-check": "The self-check",
    "queue": "Queue",
    "block-end": "The end of a block",
    "library": "Library",
    "call": "Call",
    "test-call": "Your phone",
    "reflect": "The form after a call",
    "recordings": "Your voicemails",
    "practice": "Practice",
    "drill": "A round of practice",
    "debrief": "After a round",
    "dialogues": "The calls to rehearse",
    "role-play": "A role play",
    "partner": "With a partner",
    "ladder": "The ladder",
    "review": "Review",
    "check-in": "The weekly check-in",
    "report": "A report before it is written",
    "exchange": "What a partner is told",
    "lists": "Lists",
    "import": "An import",
    "markers": "Who fits: markers and the funnel",
    "duplicates": "Duplicates",
    "forbidden": "Do-not-call lists",
    "settings": "Settings",
}


def pages() -> dict[str, str]:
    """File name → text."""
    return {"keys.md": _keys(), "config.md": _config(), "scripts.md": scripts_page()}


def _keys() -> str:
    parts = ["# Keys\n", "Made from `tui/keys.py`. `?` shows the same in the app, for where you are.\n"]
    for scope, title in _SCREENS.items():
        parts += [f"## {title}\n", "| key | what it does |", "|---|---|"]
        parts += [f"| `{_cell(a.label)}` | {_cell(a.help)} |" for a in keys.of_scope(scope)]
        parts.append("")
    parts += [
        "## Results\n",
        "The first nine have digits, all have a letter. They are data: see `config.md`.\n",
    ]
    parts += ["| key | result | what it does |", "|---|---|---|"]
    for place, came in enumerate(read_defaults(Home(DOCS / "nowhere")).dispositions, 1):
        digit = f"`{place}` " if place <= 9 else ""
        rest = f"rests {came.rest_hours:g} h" if came.rest_hours else ""
        effects = {
            "close": "leaves the queue",
            "do-not-call": "this person is never called again",
            "keep": rest,
        }
        number = {"keep": "", "do-not-call": "this number is never called again"}
        does = [effects[came.contact], number.get(came.number, "drops this number only")]
        parts.append(f"| {digit}`{came.key}` | {came.name} | {'; '.join(d for d in does if d)} |")
    return "\n".join(parts) + "\n"


def _config() -> str:
    parts = [
        "# Settings\n",
        "Made from `tui/settings.py`. They stand in `config.yaml` in your home folder, every one optional.",
        "An unknown key or a value that cannot be is told with its line, and the usual value is used.",
        "What you choose in the app (your why, your goal…) goes into `settings.local.yaml` beside it. Where",
        "`config.yaml` has the same key it wins, and the app says so instead of changing anything.\n",
        "| key | usually | what it is |",
        "|---|---|---|",
    ]
    told = dict(_told(settings.Settings))
    for field in settings.settable():
        usual = "from your system" if field.name == "country" else f"`{_yaml(field.default)}`"
        parts.append(f"| `{field.name}` | {usual} | {_cell(told[field.name])} |")
    parts += [
        "",
        "### Phones\n",
        "Each kind of phone has a section of its own; [phones.md](phones.md) has an example of each.",
    ]
    for name, section in SECTIONS.items():
        said = dict(_told(*reversed(section.__mro__[:-1])))
        parts += ["", "| key | usually | what it is |", "|---|---|---|"]
        parts += [
            f"| `{name}: {one.name}` | `{_yaml(one.default)}` | {_cell(said[one.name])} |"
            for one in fields(section)
        ]
    parts += [
        "",
        "## Data files\n",
        "Copy one of these from `tui/data/` into your home folder to change it. A file with a fault is set",
        "aside whole, the fault is told with its line, and the shipped one is used until it is mended.\n",
        "| file | what it holds |",
        "|---|---|",
        "| `dispositions.yaml` | what can come of a call, its keys, and what each does |",
        "| `purposes.yaml` | why you call, and what counts as a success |",
        "| `retry_plans.yaml` | how somebody is tried who does not answer |",
        "| `hours.yaml` | when people may be called, by country and state; yours counts, key by key |",
        "| `holidays.yaml` | public holidays as rules, by country; laid over ours likewise |",
        "| `prompts.yaml` | the lines for hard moments; laid over ours by id ([Today](today.md)) |",
        "| `feed.yaml` | your own lines, one at the start of a block |",
        "| `roots.yaml` | the statements of the self-check; laid over ours by id |",
        "| `dnc.yaml` | how old a do-not-call list may be before it is told |",
        "| `scripts/*.yaml` | your own cards, openers and voicemails; the same id replaces a shipped one |",
    ]
    return "\n".join(parts) + "\n"


def _told(*classes: type) -> Iterator[tuple[str, str]]:
    """The docstring under each field of these classes."""
    for one in classes:
        body = ast.parse(inspect.getsource(one)).body[0]
        assert isinstance(body, ast.ClassDef)
        for field, told in zip(body.body, body.body[1:], strict=False):
            if isinstance(field, ast.AnnAssign) and isinstance(told, ast.Expr):
                assert isinstance(field.target, ast.Name)
                assert isinstance(told.value, ast.Constant)
                yield field.target.id, " ".join(str(told.value.value).split())


def _yaml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return str(value) if value != "" else '""'


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text)
