"""`offhook doctor`: what is here and whether it is well. Reads only, and goes on where anything is broken.

Over 300 lines: one short question to each part of the program, in the order they are told.
"""

from __future__ import annotations

import argparse
import locale
import os
import platform
import shutil
import stat
import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui import __version__
from tui.cli.speak import DONE, REFUSED, Speaker
from tui.core.lists.dnc import DncList
from tui.core.ports import StoreProblem
from tui.core.text import count, plain
from tui.files.drive import network_drive
from tui.files.home import Home

if TYPE_CHECKING:
    from tui.store.check import Report

EXAMPLES = {
    "doctor": "It changes nothing, works beside the open app, and exits with 1 when the data has a fault.\n\n"
    "example:\n  offhook doctor\n  offhook doctor --data\n  offhook doctor --data --json",
}

Facts = dict[str, Any]


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("--data", action="store_true", help="look through every record, too")
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Say what is here; with `--data` what is wrong in it."""
    from tui.wiring import check_data

    facts: Facts = {
        "versions": _versions(),
        "home": _home(home),
        "files": _files(home),
        "do_not_call": _lists(home),
        "terminal": _terminal(),
        "time_zone": _zone(),
        "settings": _settings(home),
        "scripts": _scripts(home),
        "voice": _voice(home),
        "dialer": _phone(home),
    }
    for title, lines in _sentences(facts, home).items():
        speaker.line(f"{title:<10} {lines[0]}")
        for line in lines[1:]:
            speaker.line(f"{'':<10} {line}")
    report = check_data(home) if args.data else None
    facts["data"] = _data(report) if report else None
    speaker.document(facts)
    if report is None:
        speaker.line(f"{'Data':<10} not looked through; offhook doctor --data does")
    else:
        _say_data(report, speaker)
    return REFUSED if report and report.faults else DONE


# ------------------------------------------------------------------------------------------------- the facts


def _versions() -> Facts:
    return {
        "offhook": __version__,
        "python": platform.python_version(),
        "textual": _version("textual"),
        "tinydb": _version("tinydb"),
        "platform": platform.platform(),
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _home(home: Home) -> Facts:
    there = home.path.is_dir()
    near = next((p for p in (home.path, *home.path.parents) if p.is_dir()), Path("/"))
    return {
        "path": str(home.path),
        "exists": there,
        "free_bytes": shutil.disk_usage(near).free,
        "network_drive": network_drive(near) or None,
        "open_to_others": _open_to_others(home.path) if there and os.name == "posix" else [],
    }


def _open_to_others(folder: Path) -> list[str]:
    """Our files and folders that not only the owner may use."""
    ours = [
        folder,
        *sorted(folder.glob("offhook.json*")),
        folder / "lock",
        *sorted(folder.glob("backups/**")),
    ]
    ours += [folder / name for name in ("log", "inbox")]
    found = []
    for path in ours:
        try:
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                found.append(str(path))
        except OSError:
            continue
    return found


def _files(home: Home) -> Facts:
    from tui.wiring import look_at_files

    files = look_at_files(home)
    return {
        "database": str(home.database),
        "bytes": files.size,
        "journal": {"files": files.segments, "bytes": files.journal_size},
        "lock": {"state": files.lock, "by": files.locked_by or None},
        "kept_aside": [str(path) for path in files.aside],
        "backups": {
            "count": files.backups,
            "newest": files.newest.isoformat() if files.newest else None,
            "newest_opens": files.newest_opens,
        },
        "problems": list(files.problems),
    }


def _lists(home: Home) -> Facts:
    """The do-not-call lists, and a sentence about each that is too old."""
    from tui.wiring import open_services

    try:
        services = open_services(home, read_only=True)
    except StoreProblem:  # why it cannot be opened is told by who looks at the files, and by --data
        return {"lists": None, "warnings": []}
    with closing(services.store):
        lists = [{"name": one.name, "numbers": one.total} for one in services.store.all(DncList)]
        return {"lists": lists, "warnings": services.old_lists()}


def _terminal() -> Facts:
    size = shutil.get_terminal_size()
    said = os.environ.get
    within = "tmux" if said("TMUX") else "screen" if said("STY") else None
    deep = said("COLORTERM", "") in ("truecolor", "24bit")
    colours = 1 << 24 if deep else 256 if "256color" in said("TERM", "") else 16
    return {
        "is_terminal": sys.stdout.isatty(),
        "term": said("TERM"),
        "colorterm": said("COLORTERM"),
        "colours": 0 if said("TERM") in (None, "", "dumb") else colours,
        "no_color": "NO_COLOR" in os.environ,
        "inside": within,
        "size": [size.columns, size.lines],
        "encoding": sys.stdout.encoding or locale.getpreferredencoding(False),
    }


def _zone() -> str | None:
    from tui.wiring import local_zone

    try:
        return str(local_zone())
    except Exception:  # noqa: BLE001  # whatever it is: it is told, and the rest goes on
        return None


def _settings(home: Home) -> Facts:
    from tui.files.checkin_file import read_questions
    from tui.files.defaults import read_defaults
    from tui.files.lines_file import read_lines
    from tui.files.profile_file import ProfileFile
    from tui.files.roots_file import read_statements
    from tui.settings import read_settings, variables_set

    settings = read_settings(home)
    data = [*read_defaults(home).faults, *read_lines(home).faults, *read_statements(home)[1]]
    data += filter(None, [read_questions(home)[1], ProfileFile(home).read().fault])
    return {
        "file": str(home.config),
        "environment": variables_set(),
        "keys": {"preset": settings.keys_preset, "own": [id for id, _ in settings.keys]},
        "warnings": [*settings.warnings, *data],
    }


def _scripts(home: Home) -> Facts:
    from tui.wiring import open_playbook, search_status

    playbook = open_playbook(home)
    faults = [fault.splitlines()[0] for fault in playbook.faults]
    return {"cards": len(playbook.cards()), "faults": faults, "search": search_status()}


def _voice(home: Home) -> str:
    """A sentence; where the voice is on, after a look at the microphone."""
    from tui.settings import read_settings
    from tui.wiring import voice_status

    return voice_status(read_settings(home))


def _phone(home: Home) -> Facts:
    """Whether the phone of the settings could dial now. It is opened for that; nothing rings."""
    from tui.settings import read_settings
    from tui.wiring import phone_troubles

    settings = read_settings(home)
    troubles = [] if settings.phone == "manual" else phone_troubles(home, settings)
    return {"name": settings.phone, "reachable": not troubles, "troubles": [str(one) for one in troubles]}


def _about_phone(facts: Mapping[str, Any]) -> list[str]:
    if facts["name"] == "manual":
        return ["you dial yourself: always reachable"]
    return [plain(one) for one in facts["troubles"]] or [f"{facts['name']} is ready; nothing was rung"]


def _data(report: Report) -> Facts:
    return {
        "file": report.file,
        "schema": report.schema,
        "changes_in_journal": report.changes,
        "counts": dict(report.counts),
        "notes": list(report.notes),
        "faults": [{"what": fault.what, "todo": fault.todo} for fault in report.faults],
    }


# --------------------------------------------------------------------------------------------- in sentences


def _sentences(facts: Facts, home: Home) -> dict[str, list[str]]:
    v, at, t = facts["versions"], facts["home"], facts["terminal"]
    what = [f"Offhook {v['offhook']}, Python {v['python']}, Textual {v['textual']}, TinyDB {v['tinydb']}"]
    drive = (
        f"on a network drive ({at['network_drive']}): keep it on this computer" if at["network_drive"] else ""
    )
    none = " (not made yet)"
    if any(part.exists() and not part.is_dir() for part in (home.path, *home.path.parents)):
        none = " cannot be a folder: a file has its name. Choose another with --home"
    where = [
        f"{at['path']}{'' if at['exists'] else none}",
        f"{_size(at['free_bytes'])} free",
        drive,
    ]
    where += [f"others may read or change {path}; make it yours alone" for path in at["open_to_others"]]
    shown = f"{t['term'] or 'no TERM'}, {t['colours']:,} colours{', NO_COLOR' if t['no_color'] else ''}"
    within = f", in {t['inside']}" if t["inside"] else ""
    return {
        "Versions": [*what, v["platform"]],
        "Home": [line for line in where if line],
        "Files": _about_files(facts["files"]),
        "No calls": _about_lists(facts["do_not_call"]),
        "Terminal": [f"{shown}, {t['size'][0]}×{t['size'][1]}, {t['encoding']}{within}"],
        "Time zone": [facts["time_zone"] or "has no name; set one, like TZ=Europe/London"],
        "Settings": _about_settings(facts["settings"], home),
        "Keys": [_about_keys(facts["settings"]["keys"])],
        "Scripts": [
            count(facts["scripts"]["cards"], "card"),
            *facts["scripts"]["faults"],
            facts["scripts"]["search"],
        ],
        "Voice": [facts["voice"]],
        "Phone": _about_phone(facts["dialer"]),
    }


def _about_settings(facts: Mapping[str, Any], home: Home) -> list[str]:
    """Of the environment the names only: what doctor says is shown to others."""
    there = "is fine" if home.config.is_file() else "is not there"
    said = facts["warnings"] or [f"{home.config.name} {there}"]
    refused = tuple(f"{name}," for name in facts["environment"])
    wrong = {words.partition(",")[0] for words in facts["warnings"] if words.startswith(refused)}
    names = ", ".join(name for name in facts["environment"] if name not in wrong)
    return [*said, f"the environment has the say about {names}"] if names else said


_LOCK = {
    "free": "nobody has it open",
    "held": "open ({by})",
    "left": "{by} was killed and left its lock; the next start takes it over, and nothing saved is lost",
    "none": "this drive keeps no locks: Offhook does not write there",
}


def _about_files(files: Mapping[str, Any]) -> list[str]:
    size, journal, backups = files["bytes"], files["journal"], files["backups"]
    behind = f", journal of {_size(journal['bytes'])}" if journal["files"] else ""
    lines = ["no database yet" if size is None else f"{files['database']}, {_size(size)}{behind}"]
    lines.append(_LOCK[files["lock"]["state"]].format(by=files["lock"]["by"] or "another process"))
    if backups["newest"]:
        opens = "opens" if backups["newest_opens"] else "is damaged"
        made = f"{datetime.fromisoformat(backups['newest']).astimezone():%a %d %b %H:%M}"
        lines.append(f"{count(backups['count'], 'backup')}; the newest, of {made}, {opens}")
    else:
        lines.append("no backup yet")
    lines += [f"kept aside: {path}" for path in files["kept_aside"]]
    lines += files["problems"]
    return lines


def _about_lists(facts: Mapping[str, Any]) -> list[str]:
    if facts["lists"] is None:
        return ["the do-not-call lists cannot be read"]
    told = [f"{one['name']}: {count(one['numbers'], 'number')}" for one in facts["lists"]]
    return [*told, *facts["warnings"]] or ["no do-not-call list from a file"]


def _about_keys(keys: Facts) -> str:
    """`the vim preset, 2 of your own: queue.skip, queue.why`."""
    own = keys["own"]
    return f"the {keys['preset']} preset" + (f", {len(own)} of your own: {', '.join(own)}" if own else "")


def _size(size: int) -> str:
    for unit, of in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if size >= of:
            return f"{size / of:,.1f} {unit}"
    return f"{size} bytes"


_FILE = {
    "ours": "as Offhook wrote it",
    "edited": "edited by another program",
    "missing": "no database yet",
    "unreadable": "cannot be read",
}


def _say_data(report: Report, speaker: Speaker) -> None:
    there = ", ".join(f"{n:,} {name}" for name, n in report.counts.items() if n)
    speaker.line(f"{'Data':<10} {_FILE[report.file]}; {count(report.changes, 'change')} in the journal")
    if there:
        speaker.line(f"{'':<10} {there}")
    for note in report.notes:
        speaker.line(f"{'':<10} {note}")
    if not report.faults:
        speaker.line(f"{'':<10} no fault")
    for fault in report.faults:
        speaker.complain(f"Fault: {fault.what}. {fault.todo}")
