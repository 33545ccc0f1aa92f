"""The docs say what the code does."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tui import keys
from tui.cli.commands import COMMANDS, parser_of
from tui.cli.completion import levels

ROOT = Path(__file__).parent.parent
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "scripts_library" / "README.md",
]
ROOMS = ("tui", "tests", "docs", "benchmarks")
#: What stands for something else in a quoted sentence: dots, an example.
FILLED_IN = r"…|process 4242 on laptop|offhook\.json(?:\.\S*)?|'rep'|\b74\b"


def test_reference_pages_are_current() -> None:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference.py")
    assert spec
    assert spec.loader
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    for name, text in reference.pages().items():
        assert (ROOT / "docs" / name).read_text() == text, f"run python docs/reference.py for {name}"


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """Where a page leads within the project: the file, and the heading in it (empty: none)."""
    for target in re.findall(r"\]\(([^)\s]*)\)", page.read_text()):
        if "://" not in target:
            file, _, heading = target.partition("#")
            yield (page.parent / file if file else page), heading


def headings(page: Path) -> set[str]:
    """What its headings are called in links, as GitHub and MkDocs make it of them."""
    found = re.findall(r"^#+ (.*)$", re.sub(r"^```.*?^```", "", page.read_text(), flags=re.M | re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", one).strip().lower().replace(" ", "-") for one in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_picture_and_heading_that_is_named_is_there(page: Path) -> None:
    for file, heading in links(page):
        assert file.exists(), f"{page.name} names {file.name}"
        assert not heading or heading in headings(file), f"{page.name} names {file.name}#{heading}"


@pytest.mark.parametrize("page", [ROOT / "docs" / "architecture.md", ROOT / "CONTRIBUTING.md"])
def test_every_file_of_the_program_that_is_named_is_there(page: Path) -> None:
    """Whole paths and ends of paths; NAME stands for a new one."""
    named = re.findall(r"[\w/]+\.(?:py|tcss)\b", page.read_text())
    files = [f"/{file.relative_to(ROOT)}" for room in ROOMS for file in (ROOT / room).rglob("*.*")]
    assert named
    assert {
        name for name in named if "NAME" not in name and not any(f.endswith(f"/{name}") for f in files)
    } == set()


def test_every_page_is_on_the_site() -> None:
    """`make docs` says so too, but is not part of the tests."""
    site = yaml.safe_load((ROOT / "mkdocs.yml").read_text())
    on_it = [page for entry in site["nav"] for inside in entry.values() for page in flat(inside)]
    assert sorted(on_it) == sorted(page.name for page in (ROOT / "docs").glob("*.md"))
    outside = {file for page in PAGES for file, _ in links(page) if page.parent.name == "docs"}
    assert all(file.resolve().is_relative_to(ROOT / "docs") for file in outside), "a site has only its docs"


def flat(entry: Any) -> list[str]:
    """The pages of an entry of the menu: a page, or a list of named ones."""
    return [entry] if isinstance(entry, str) else [page for one in entry for page in one.values()]


def test_what_the_docs_quote_is_what_the_program_says() -> None:
    """The tables with *it says* on top: each quoted piece stands in a text of the code."""
    said = "\n".join(text for file in (ROOT / "tui").rglob("*.py") for text in texts(file))
    quoted = [one for page in (ROOT / "docs").glob("*.md") for one in quotes(page)]
    assert len(quoted) > 60
    assert not [(page, piece) for page, piece in quoted if piece not in said]


def texts(file: Path) -> Iterator[str]:
    """The texts in a module, with `…` for what is filled in."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.JoinedStr):
            parts = (str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
            yield "".join(parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def quotes(page: Path) -> Iterator[tuple[str, str]]:
    """What the page quotes in the first column of such a table, cut where something is filled in."""
    within = False
    for line in page.read_text().splitlines():
        within = line.startswith("| it says |") or (within and line.startswith("|"))
        for quote in re.findall("`([^`]*)`", line.split("|")[1] if within else ""):
            pieces = re.split(FILLED_IN, quote)
            yield from ((page.name, piece.strip()) for piece in pieces if len(piece.strip()) > 3)


def test_every_command_is_in_the_docs() -> None:
    told = (ROOT / "docs" / "commands.md").read_text()
    assert not [name for name in COMMANDS if f"offhook {name}" not in told]


def test_every_option_is_in_the_docs() -> None:
    """In the row of its command. What all have, or say of themselves, is told once above."""
    rows = [row for row in (ROOT / "docs" / "commands.md").read_text().splitlines() if row.startswith("|")]
    for level in levels(parser_of(COMMANDS)):
        told = "".join(row for row in rows if " ".join(("offhook", *level.path)) in row)
        for option in level.options:
            if option.names[-1] not in {"--help", "--json", "--version"}:
                assert option.names[-1] in told, f"{option.names[-1]} of {' '.join(level.path)}"


def test_no_key_means_two_things_on_one_screen() -> None:
    assert keys.clashes() == []
