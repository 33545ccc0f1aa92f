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
from tui.keymap import PRESETS, actions

DOCS = Path(__file__).parent
_SCREENS = {
    "app": "Everywhere",
    "list": "A list",
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


_OWN_KEYS = """# Keys

Made from `tui/keys.py`. `?` shows the same in the app, for where you are, as they are with your own keys.

## Your own keys

In `config.yaml` in your home folder, by the id that stands in the tables below:

```yaml
keys_preset: vim          # the keys to begin with: default or vim
keys:
  queue.skip: K           # another key for one thing
  queue.find: [f, ctrl+t] # several
  queue.filter: "#, f9"   # the same; quotes where YAML has a meaning for a sign
  queue.helps: []         # no key: it is left in the palette (ctrl+p or :)
```

They hold from the next start: on the screen, in the footer, in `?`, in the palette and in every sentence
that names a key. Keys are written as on the screen: `k`, `K`, `/`, `[`, `esc`, `enter`, `space`, `pgdn`,
`f9`, `ctrl+x`, `alt+1`. A digit may stand without quotes.

What cannot be is told with its line and column (in the Queue, and by `offhook doctor`), and that one thing
keeps the key it had:

- a key that already means something where it would work, also through a list or everywhere;
- an id or a key that is none, with the one you may have meant; keys no terminal tells apart, like `ctrl+i`
  and tab;
- a letter for what works everywhere (letters answer questions), or in the form, where they are results;
- nothing but letters, or what edits a text, for what must work while you type: the way out, the help, `esc`,
  saving;
- no key at all for the way out, the help, going back or hanging up;
- the digits that rate and choose: each of them is an answer.

In a field and in a question `enter`, `esc`, `tab` and the arrows are the field's own.

## Presets

What `vim` changes; everything else is the same in both. Where it needs a letter that meant something else,
that has moved, and stands here too.
"""
_SURVIVE = """
In a call `k` stays with the gatekeeper's words and `h` hangs up; there `ctrl+d` and `ctrl+u` page in both.
In the practice menus `h` is still the hard round. `/` searches and `:` opens the palette in both, as a vim
user expects.

## Where a terminal keeps a key for itself

Nothing hangs on such a key alone: tmux keeps `ctrl+b`, screen `ctrl+a`; the terminal of VS Code `ctrl+p`,
`ctrl+j`, `f1`, `f5`, and on some systems `ctrl+e` and `ctrl+q`; others `f10` and `f11`. So the palette opens
with `:` too, `?` does what `f1` does, and `q` in the Queue asks whether to quit. `ctrl+s` and `ctrl+q` would
stop a terminal's output (flow control): the app switches that off while it runs. Whatever has `ctrl` has a
plain way beside it.

`ctrl+g` or `'` puts a letter beside each place you can go to: fields, and the rows of a list; the letter
goes there, a digit to the tab of that number, anything else back. From a field take `ctrl+g`. Nothing needs a
mouse.
"""


def _keys() -> str:
    parts = [_OWN_KEYS, *_presets(), _SURVIVE]
    for scope, title in _SCREENS.items():
        parts += [f"## {title}\n", "| key | what it does | id |", "|---|---|---|"]
        parts += [
            f"| {_written(one)} | {_cell(keys.filled(one.help))} | `{one.id}` |"
            for one in keys.of_scope(scope)
        ]
        parts.append("")
    return "\n".join([*parts, *_results()]) + "\n"


def _written(action: keys.Action) -> str:
    """All its keys; where each of them is an answer, from the first to the last."""
    shown = [action.label] if action.id in keys.BY_KEY else map(keys.written, action.each)
    return " ".join(f"`{_cell(key)}`" for key in shown)


def _presets() -> Iterator[str]:
    """The presets side by side, as far as they differ."""
    laid = {name: actions(name) for name in PRESETS}
    yield f"| what | {' | '.join(laid)} |\n|---|{'---|' * len(laid)}"
    changed = {id for preset in PRESETS.values() for id in preset}
    for id in (a.id for a in keys.ACTIONS if a.id in changed):
        shown = (" ".join(f"`{keys.written(key)}`" for key in now[id].each) for now in laid.values())
        yield f"| {_SCREENS[id.partition('.')[0]]}: {keys.usual()[id].words} | {' | '.join(shown)} |"


def _results() -> Iterator[str]:
    yield "## Results\n"
    yield "The first nine have digits, all have a letter. They are data: see `config.md`.\n"
    yield "| key | result | what it does |\n|---|---|---|"
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
        yield f"| {digit}`{came.key}` | {came.name} | {'; '.join(d for d in does if d)} |"


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
