"""`offhook completion`: what a shell needs to complete the commands, made of the parsers themselves."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from tui.cli.shells import SHELLS, Level, Option
from tui.cli.speak import DONE, Speaker
from tui.files.home import Home

EXAMPLES = {
    "completion": "It prints a script; where to put it, once:\n\n"
    "examples:\n"
    "  offhook completion bash > ~/.local/share/bash-completion/completions/offhook\n"
    '  offhook completion zsh > "${fpath[1]}/_offhook"\n'
    "  offhook completion fish > ~/.config/fish/completions/offhook.fish\n\n"
    'For this window only: eval "$(offhook completion bash)"; likewise in zsh, and in fish\n'
    "  offhook completion fish | source"
}

#: How the help names what is a file or a folder.
_FILES = {"FILE", "DIR", "PATH"}


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("shell", choices=list(SHELLS), help="the shell you type in")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Print the script."""
    from tui.cli.commands import COMMANDS, parser_of

    for line in SHELLS[args.shell](list(levels(parser_of(COMMANDS)))).splitlines():
        speaker.line(line)
    return DONE


def levels(parser: argparse.ArgumentParser, path: tuple[str, ...] = ()) -> Iterator[Level]:
    """What may stand behind `offhook`, then behind each of its commands, and theirs."""
    # argparse shows its arguments to nobody: `_actions` is where they are, since Python 2.7.
    actions = [action for action in parser._actions if action.help is not argparse.SUPPRESS]
    options: list[Option] = []
    words: dict[str, str] = {}
    within: dict[str, argparse.ArgumentParser] = {}
    files = False
    for action in actions:
        about = (action.help or "") % {"prog": parser.prog}
        if isinstance(action, argparse._SubParsersAction):
            within = dict(action.choices)
            words |= {choice.dest: choice.help or "" for choice in action._choices_actions}
        elif action.option_strings:
            given = () if action.nargs == 0 else tuple(map(str, action.choices or ()))
            named = tuple(action.option_strings)
            options.append(Option(named, about, action.nargs != 0, given, action.metavar in _FILES))
        else:
            words |= dict.fromkeys(map(str, action.choices or ()), "")
            files = files or action.metavar in _FILES
    yield Level(path, words, tuple(options), files)
    for name, inner in within.items():
        yield from levels(inner, (*path, name))
