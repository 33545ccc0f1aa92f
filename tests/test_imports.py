"""What a command loads: nothing it does not need, and no clock but the one."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {"textual", "rich", "tinydb", "pydantic", "phonenumbers", "rapidfuzz", "yaml", "asyncio", "numpy"}
#: Runs a command and tells, on the last line, its exit code and which of `HEAVY` are there.
PROBE = f"""
import json, sys
from tui.__main__ import main
code = main(sys.argv[1:])
print()
print(json.dumps([code, sorted({HEAVY!r} & set(sys.modules))]))
"""


def loaded(tmp_path: Path, *arguments: str) -> set[str]:
    """The heavy packages in memory after a command."""
    ran = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        cwd=ROOT,
        env={**os.environ, "OFFHOOK_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=True,
    )
    code, modules = json.loads(ran.stdout.splitlines()[-1])
    assert code == 0, ran.stderr
    return set(modules)


@pytest.fixture
def people(tmp_path: Path) -> str:
    path = tmp_path / "people.csv"
    path.write_text("Name,Phone\nAda Byron,+44 20 7946 0101\n")
    return str(path)


@pytest.mark.parametrize(
    ("command", "allowed"),
    [
        ("--help", set()),
        ("--version", set()),
        ("import --help", set()),
        ("queue --help", set()),
        ("import PEOPLE --dry-run --country GB", {"phonenumbers", "yaml"}),
        ("number +442079460101 --country GB", {"phonenumbers", "yaml"}),
        ("scripts search exp", {"pydantic", "rapidfuzz", "yaml"}),
        ("scripts check", {"pydantic", "rapidfuzz", "yaml"}),
        ("queue --json", {"tinydb", "yaml"}),
        ("next", {"tinydb", "yaml"}),
        ("report week --json", {"tinydb", "yaml"}),
        ("import PEOPLE", {"asyncio", "phonenumbers", "tinydb", "yaml"}),
        ("dnc list", {"tinydb", "yaml"}),
        ("doctor --help", set()),
        ("serve --help", {"asyncio"}),
        ("doctor --data", {"pydantic", "rapidfuzz", "tinydb", "yaml"}),
        ("dnc check +442079460101", {"phonenumbers", "tinydb", "yaml"}),
    ],
)
def test_a_command_loads_only_what_it_needs(
    tmp_path: Path, people: str, command: str, allowed: set[str]
) -> None:
    arguments = [people if word == "PEOPLE" else word for word in command.split()]
    assert loaded(tmp_path, *arguments) <= allowed


def test_who_is_next_is_told_without_what_searches_and_saves(tmp_path: Path, people: str) -> None:
    loaded(tmp_path, "import", people)
    someday = ("next", "--at", "2026-11-25T11:00+00:00")
    assert "pydantic" in loaded(tmp_path, *someday)  # the words are read, and kept
    assert loaded(tmp_path, *someday) == {"yaml"}


def test_a_logged_call_needs_no_screen(tmp_path: Path, people: str) -> None:
    loaded(tmp_path, "import", people)
    assert not loaded(tmp_path, "log", "Ada Byron", "no-answer") & {
        "textual",
        "rich",
        "pydantic",
        "rapidfuzz",
    }


def test_the_app_opens_without_what_its_first_picture_does_not_need() -> None:
    """Each of these costs a few milliseconds of every start; together they were a sixth of it."""
    later = {
        *("pydantic", "phonenumbers", "rapidfuzz"),
        *(
            "tui.core.people.phone_text",
            "tui.core.day.exchange",
            "tui.core.practice.drill",
            "tui.core.queue.why",
            "tui.core.request",
            "tui.playbook.reload",
            "tui.core.insight.figures",
        ),
        *("tui.screens.practice.rounds", "tui.screens.call.trial_call"),
    }
    code = f"import sys, tui.cli.open_app, tui.app; print(sorted({later!r} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


CLOCKS = re.compile(
    r"datetime\.(?:now|today|utcnow)\b|\bdate\.today\b|\.utcnow\("
    r"|\btime\.(?:time|time_ns|monotonic|monotonic_ns|perf_counter|localtime|gmtime|ctime|sleep)\b"
    r"|\bfrom time import\b"
)
SOURCES = sorted((ROOT / "tui").rglob("*.py"))


def clock_reads(path: Path) -> list[str]:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}" for number, line in lines if CLOCKS.search(line)
    ]


def test_no_clock_is_read_but_in_its_own_file() -> None:
    clock = ROOT / "tui" / "core" / "clock.py"
    assert clock_reads(clock)  # the pattern does find them
    assert [read for path in SOURCES if path != clock for read in clock_reads(path)] == []


@pytest.mark.parametrize(
    ("room", "forbidden"), [("core", "textual|tinydb|yaml|rich|pathlib|os|io"), ("cli", "textual|tinydb")]
)
def test_a_room_imports_nothing_it_must_not(room: str, forbidden: str) -> None:
    """Also inside functions, where the import contracts of others could miss a line."""
    pattern = re.compile(rf"^\s*(?:from|import) (?:{forbidden})\b", re.MULTILINE)
    offenders = [
        p.name for p in (ROOT / "tui" / room).rglob("*.py") if pattern.search(p.read_text(encoding="utf-8"))
    ]
    assert offenders == []


def test_only_one_file_uses_phonenumbers() -> None:
    users = [
        p.name
        for p in SOURCES
        if re.search(r"^\s*(?:from|import) phonenumbers\b", p.read_text(encoding="utf-8"), re.M)
    ]
    assert users == ["phone.py"]


# ------------------------------------------------------------------------------------------------ no circles

MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in SOURCES
}


def run_at_once(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported: nothing in a function, nothing for annotations alone."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from run_at_once(child)


def imported(source: str) -> set[str]:
    """Our modules that are imported with this one."""
    names: set[str] = set()
    for node in run_at_once(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.update(
                full if (full := f"{node.module}.{name.name}") in MODULES else node.module
                for name in node.names
            )
        elif isinstance(node, ast.Import):
            names.update(name.name for name in node.names)
    return names & MODULES.keys()


def test_what_counts_as_imported() -> None:
    source = "import tui.say\nfrom tui import look\nif TYPE_CHECKING:\n    import tui.app\n"
    assert imported(f"{source}def f(): import tui.keys") == {"tui.say", "tui.look"}


def test_no_two_modules_import_one_another() -> None:
    """Raises CycleError with the way round. An import inside a function, when it is needed, is none."""
    imports = {name: imported(path.read_text(encoding="utf-8")) - {name} for name, path in MODULES.items()}
    assert imports["tui.app"] >= {"tui.look", "tui.runner"}  # there is something to see
    TopologicalSorter(imports).prepare()
