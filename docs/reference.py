"""Writes the reference pages out of the code: `python docs/reference.py`. A test holds them current."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docs.script_reference import scripts_page
from tui import keys, settings_told
from tui.core.call.phones import SECTIONS
from tui.files.defaults import read_defaults
from tui.files.home import Home
from tui.own_keys import PRESETS, actions

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
    return {
        "keys.md": _keys(),
        "config.md": _config(),
        "config.example.yaml": settings_told.example(),
        "scripts.md": scripts_page(),
    }


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
- no key at all for the way out, the help, the palette, going back or hanging up;
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
    parts = [_SETTINGS]
    for group, names in settings_told.GROUPS.items():
        told = {one.name: one for one in settings_told.every()}
        parts += ["", f"## {_TITLES[group]}\n", *_TABLE, *(_row(told[name]) for name in names)]
    parts += [
        "",
        "### Sections of phones\n",
        "Each kind of phone has a section of its own; [phones.md](phones.md) has an example of each.",
    ]
    for name in SECTIONS:
        rows = [_row(one) for one in settings_told.every() if one.path[0] == name and len(one.path) == 2]
        parts += ["", *_TABLE, *rows]
    parts += [
        "",
        _NOTICE,
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


_SETTINGS = """\
# Settings

Made from `tui/settings.py`. They stand in `config.yaml` in your home folder, every one optional; you may
write that file yourself, or change them on the settings screen: the comma key on any main screen, or
*settings* in the palette (`ctrl+p`). An unknown key or a value that cannot be is told with its line, and
the usual value is used. [config.example.yaml](config.example.yaml) has all of them as comments.

## What the app writes

The settings screen shows each with its value, where that comes from, and what it is. `enter` changes it,
`u` makes it as usual again, `o` opens the file in your editor at its line. Of your file only the
characters of that one value change; comments, order, spaces and line ends stay as they are. A new key
goes below a commented example of it, else to the end. What cannot be changed alone (anchors, braces
around all, a comment inside a list) is refused with the line, and nothing is changed. The file as it was
before the first change of a day lies in `backups/` as `config-2026-11-24.yaml`; ten of them are kept.
Where there is no `config.yaml` yet one is begun, with all settings as comments.
A write-protected file is left alone. While the app runs, a file that an editor left broken changes
nothing: what it said before holds until it can be read again.

What you choose elsewhere in the app (your why with `e` on Today, your goals with `g`…) goes into
`settings.local.yaml`, a file of the app; but where your `config.yaml` has the key it is changed there.
From the weakest to the strongest: what is usual, `settings.local.yaml`, `config.yaml`, the environment.

## The environment

Every setting below that is one text, number or true/false can be given for one start by a variable, in
capitals behind `OFFHOOK_`. Lists and the sections of phones cannot. A wrong value is told with the name
of its variable and does not count, and so is a variable behind `OFFHOOK_` that there is not; an empty one
counts as none. `offhook doctor` names those that are set.

```sh
OFFHOOK_GOAL=40 OFFHOOK_THEME=offhook-light offhook
```

| variable | what it is |
|---|---|
| `OFFHOOK_HOME` | the home folder, as `--home` |
| `NO_COLOR` | no colours: every sign has a word beside it |
| `VISUAL`, `EDITOR` | the editor that opens your files |"""

_NOTICE = """\
## A line on your desktop

With `notify: desktop` an agreed time is told when it comes, wherever you are looking: once each, never
during a call, and without the name unless `notify_name` is true, for others may see your desktop. At your
own computer `notify-send` (Linux) or `osascript` (macOS) shows it; over ssh, or where there is neither,
the terminal is asked to (OSC 9: iTerm2, WezTerm, kitty, Ghostty, foot) and its bell rings. In tmux that
takes `set -g allow-passthrough on`; the bell comes through without. `notify: bell` only rings.
"""

_TABLE = ("| key | usually | what it is |", "|---|---|---|")
_TITLES = {
    "me": "Me",
    "goals": "Goals",
    "calling": "Calling, and who is next",
    "blocks": "Blocks",
    "form": "The form, and hard moments",
    "practice": "Practice",
    "phone": "Phone",
    "looks": "Looks, keys and notices",
    "sharing": "Sharing",
}


def _row(one: settings_told.Setting) -> str:
    usual = "from your system" if one.name == "country" else f"`{_cell(settings_told.written(one.usual))}`"
    later = "" if one.at_once else " Counts from the next start."
    return f"| `{': '.join(one.path)}` | {usual} | {_cell(one.told)}{later} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    for name, text in pages().items():
        (DOCS / name).write_text(text)
