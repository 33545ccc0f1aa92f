"""`offhook scripts import`: cards out of the scripts that people have."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.cli.speak import DONE, Refused, Speaker
from tui.core.text import count, cut
from tui.files.atomic import write_new
from tui.files.home import Home

if TYPE_CHECKING:
    from tui.playbook.foreign.convert import Import, Taken


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="Markdown, text, JSON or a VICIdial script")
    parser.add_argument("--dry-run", action="store_true", help="only say what was understood")
    parser.add_argument("--into", metavar="FILE", help="the new file; a bare name is one of your scripts")
    parser.add_argument("--json", action="store_true", help="one JSON document")


def run(args: argparse.Namespace, home: Home, speaker: Speaker) -> int:
    """Read it, say what was understood, and write it, unless it is a dry run."""
    found = _understood(args.file, home)
    if not found.text:
        _say_left_out(found, speaker)
        raise Refused(f"No objection with an answer was found in {args.file}. Nothing was written.")
    path = None if args.dry_run else _write(found, args, home)
    speaker.document(
        {
            "file": str(args.file),
            "format": found.kind,
            "cards": [_document(card) for card in found.cards],
            "openers": [_document(opener) for opener in found.openers],
            "left_out": [{"line": one.line, "text": one.text, "why": one.why} for one in found.left_out],
            "written": str(path) if path else None,
        }
    )
    for card in (*found.cards, *found.openers):
        _say(card, speaker)
    _say_left_out(found, speaker)
    things = " and ".join(
        count(len(some), one) for some, one in ((found.cards, "card"), (found.openers, "opener")) if some
    )
    left = f", {count(len(found.left_out), 'line')} left out" if found.left_out else ""
    where = f"Written to {path}." if path else "Nothing was written."
    speaker.line(f"{things} understood ({found.kind}){left}. {where}")
    return DONE


def _understood(file: Path, home: Home) -> Import:
    from tui import wiring
    from tui.playbook.foreign.convert import MAX_BYTES, NotUnderstood, convert

    try:
        if not file.is_file():
            raise Refused(f"There is no file {file}. Nothing was written.")
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
        playbook = wiring.open_playbook(home)
        taken = {card.id for card in playbook.cards()} | {line.id for line in playbook.lines("opener")}
        return convert(content, file.name, taken)
    except NotUnderstood as error:
        raise Refused(f"{file} was not read: {error}. Nothing was written.") from None
    except OSError as error:
        raise Refused(f"{file} was not read: {error.strerror}. Nothing was written.") from None


def _write(found: Import, args: argparse.Namespace, home: Home) -> Path:
    """The new file; never over one that is there."""
    from tui.playbook.loader import look_at

    paths = _places(args, home)
    faults = look_at(found.text, str(paths[0]))
    if faults:  # our mistake, not the rep's: better no file than one that is set aside
        raise Refused(f"What was understood makes no right file: {faults[0].sentence}. Nothing was written.")
    for path in paths:
        try:
            if path.parent == home.scripts:
                home.folder()
                home.folder("scripts")
            write_new(path, found.text.encode("utf-8"))
        except FileExistsError:
            continue
        except OSError as error:
            raise Refused(f"{path} could not be written: {error.strerror}. Nothing was written.") from None
        return path
    raise Refused(f"{paths[0]} is there already. Nothing was written.")


def _places(args: argparse.Namespace, home: Home) -> list[Path]:
    """Where it may go, the first free one counts."""
    if args.into:
        path = Path(args.into)
        path = home.scripts / path if len(path.parts) == 1 else path
        if path.suffix.lower() not in {".yaml", ".yml"}:
            path = path.with_name(f"{path.name}.yaml")
        return [path]
    stem = (
        "".join(c if c.isalnum() or c in "-_" else "-" for c in args.file.stem)[:60].strip("-") or "scripts"
    )
    names = [f"{stem}.yaml", *(f"{stem}-{number}.yaml" for number in range(2, 100))]
    return [home.scripts / name for name in names]


def _document(card: Taken) -> dict[str, Any]:
    return {
        "id": card.id,
        "title": card.title,
        "line": card.line,
        "says": list(card.says),
        "answers": list(card.answers),
    }


def _say(card: Taken, speaker: Speaker) -> None:
    speaker.line(f"{card.line:>5}  {card.title}")
    for said in card.says:
        speaker.line(f"       they say  {said}")
    for answer in card.answers:
        speaker.line(f"       answer    {cut(answer, 150)}")


def _say_left_out(found: Import, speaker: Speaker) -> None:
    if found.left_out:
        speaker.line("Left out:")
    for one in found.left_out:
        speaker.line(f"{one.line:>5}  {cut(one.text, 80)} ({one.why})")
