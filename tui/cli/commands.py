"""The table of commands and how they are run: arguments in, exit code out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from importlib import import_module
from typing import Any, NoReturn
from zoneinfo import ZoneInfoNotFoundError

from tui import __version__
from tui.cli.speak import REFUSED, USAGE, Refused, Speaker, Unwritten
from tui.core.ports import StoreProblem
from tui.core.text import plain
from tui.files.collector import without_collector
from tui.files.home import find_home

#: Command → the module that has it. A module is imported only when its command is used; it has
#: `HELP`, `EXAMPLE`, `add(parser)` and `run(args, home, speaker) -> int`.
COMMANDS = {
    "demo": "tui.cli.open_app",
    "import": "tui.cli.import_",
    "queue": "tui.cli.queue",
    "next": "tui.cli.next",
    "number": "tui.cli.number",
    "log": "tui.cli.log",
    "dnc": "tui.cli.dnc",
    "export": "tui.cli.export",
    "report": "tui.cli.report",
    "scripts": "tui.cli.scripts",
    "recordings": "tui.cli.recordings",
    "practice": "tui.cli.practice",
    "backup": "tui.cli.backup",
    "restore": "tui.cli.backup",
    "doctor": "tui.cli.doctor",
    "completion": "tui.cli.completion",
    "serve": "tui.cli.serve",
}

HELP = {
    "demo": "the app on a throw-away copy of the sample data",
    "import": "take in a call list",
    "queue": "the calling order, now or at another time",
    "next": "the next person and why",
    "number": "what we know of a number and whether it may be called",
    "log": "log a call made without the app",
    "dnc": "numbers that must not be called",
    "export": "contacts, attempts or reflections as CSV or JSON, all of it",
    "report": "what a day, a week or a month came to",
    "scripts": "search and check the script library",
    "recordings": "the voicemails you recorded, to be played in calls",
    "practice": "a round of practice, line by line",
    "backup": "all your data in one file, checked",
    "restore": "put a copy in the place of your data, which is kept",
    "doctor": "what is here, and whether it is well",
    "completion": "let your shell complete commands and options",
    "serve": "the app in a browser, on this computer only",
}


#: Years that `--at` may be in: rules look days ahead, and the calendar of Python has an end.
_YEARS = (1970, 9998)


def run(arguments: Sequence[str]) -> int:
    """Parse and run one command line. Whatever goes wrong is a sentence on stderr."""
    speaker = Speaker(as_json="--json" in arguments)
    code = _answer(arguments, speaker)
    try:
        speaker.out.flush()  # else Python does it at its end, and says in its own words what went wrong
    except OSError as error:
        _say_nothing_more()
        if not isinstance(error, BrokenPipeError):
            speaker.complain(str(Unwritten(error)))
        return REFUSED
    return code


def _answer(arguments: Sequence[str], speaker: Speaker) -> int:
    try:
        code = _run(arguments, speaker)
        return speaker.refuse() if code == REFUSED else code
    except Unwritten as unwritten:
        _say_nothing_more()
        speaker.complain(str(unwritten))
        return REFUSED
    except Misused as misused:
        speaker.document({"error": misused.said})
        return USAGE
    except SystemExit as exit:
        return int(exit.code or 0) if isinstance(exit.code, int) else USAGE
    except BrokenPipeError:
        # The reader went away (`offhook queue | head`): nothing is wrong, and nothing more can be said.
        _say_nothing_more()
        return REFUSED
    except (Refused, StoreProblem) as refused:
        problem = str(refused)
    except ZoneInfoNotFoundError:
        named = f" (TZ={os.environ['TZ']})" if "TZ" in os.environ else ""
        problem = f"The time zone of this computer has no name{named}. Set one, like TZ=Europe/London."
    except KeyboardInterrupt:
        problem = "Stopped. What was called saved before is saved."
    except OSError as error:
        problem = f"{error.filename or 'A file'}: {error.strerror or error}. Nothing more was done."
    speaker.complain(problem)
    return speaker.refuse()


def _say_nothing_more() -> None:
    """What is left of the answer goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: Sequence[str], speaker: Speaker) -> int:
    with without_collector():  # commands are imported
        args = parser_of({_wanted(arguments)}).parse_args(arguments)
    action: Callable[..., int] = args.action if hasattr(args, "action") else _open_app
    return action(args, find_home(args.home), speaker)


def _open_app(args: argparse.Namespace, home: Any, speaker: Speaker) -> int:
    from tui.cli.opening import Opening

    with Opening() as opening:
        opening.show()  # the app is half a second of imports
        with without_collector():
            from tui.cli.open_app import run as open_app

        return open_app(args, home, speaker, opening)


def _wanted(arguments: Sequence[str]) -> str:
    """The command of a command line, so that only its module is imported."""
    before = ("", *arguments)
    return next(
        (a for a, flag in zip(arguments, before, strict=False) if a in COMMANDS and flag != "--home"), ""
    )


class Misused(SystemExit):
    """A command line that cannot be understood; its usage was said on stderr."""

    def __init__(self, said: str) -> None:
        super().__init__(USAGE)
        self.said = said


class Parser(argparse.ArgumentParser):
    """The parser of the command line. Its complaints quote what was typed, so they are cleaned too."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, and leave with code 2."""
        said = plain(message)
        try:
            super().error(said)
        except SystemExit:
            raise Misused(said) from None


def parser_of(wanted: Collection[str]) -> argparse.ArgumentParser:
    """The parser of the command line; only the commands `wanted` know their arguments."""
    parser = Parser(
        prog="offhook",
        description="A calling queue, the right words at hand, and twenty seconds of reflection. "
        "Without a command the app opens.",
        epilog="example: offhook import leads.csv --country US",
    )
    parser.add_argument("--home", metavar="DIR", help="data folder (also OFFHOOK_HOME)")
    parser.add_argument(
        "--no-mouse", action="store_true", help="leave the mouse to the terminal (mouse: false)"
    )
    parser.add_argument("--version", action="version", version=f"offhook {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name, module_name in COMMANDS.items():
        if name not in wanted:
            commands.add_parser(name, help=HELP[name], add_help=False)
            continue
        module = import_module(module_name)
        sub = commands.add_parser(
            name,
            help=HELP[name],
            description=HELP[name][0].upper() + HELP[name][1:] + ".",
            epilog=module.EXAMPLES[name],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        sub.set_defaults(action=module.run, command=name)
        module.add(sub)
        _home_behind(sub)
    return parser


def _home_behind(parser: argparse.ArgumentParser) -> None:
    """Let `--home` stand behind a command as well as before it; the help names it once, in front."""
    parser.add_argument("--home", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for sub in action.choices.values():
                _home_behind(sub)


def time_argument(text: str) -> datetime:
    """An ISO 8601 time; one without an offset is in the rep's zone."""
    try:
        when = datetime.fromisoformat(text)
        if not _YEARS[0] <= when.year <= _YEARS[1]:
            raise ValueError
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"'{plain(text)}' is no time like 2026-11-23T10:30 or 2026-11-23T10:30+01:00"
        ) from None
    if when.tzinfo:
        return when
    from tui.wiring import local_zone

    return when.replace(tzinfo=local_zone())
