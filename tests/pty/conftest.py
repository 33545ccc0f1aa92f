"""What the tests in a terminal stand on: a home of their own, and people one may call at any hour."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]
else:
    from tests.pty.terminal import Terminal, Wire, offhook

#: Everybody may be called around the clock, so that the tests do not depend on the hour they run at.
ALWAYS = 'alone: true\ndefault: {mon-sun: "00:00-24:00"}\n'

#: Nor on the day of the week, which has a goal or none. Where this file is, the questions of the first start
#: were answered.
EVERY_DAY = "work_days: [mon, tue, wed, thu, fri, sat, sun]\n"

NAMES = (
    "Ada Osei", "Ben Larkin", "Chloë Brontë", "Dan Achterberg", "Eve Halloran", "Finn Ó Briain",
    "Gwen Pryce", "Hal Whitcombe", "Ida Sørby", "Jo Quill", "Kit Vance", "Lea Tremaine",
)  # fmt: skip


def make_home(place: Path) -> Path:
    """The rep's home, with Offhook's folder in it."""
    folder = place / "offhook"
    folder.mkdir(mode=0o700)
    (folder / "hours.yaml").write_text(ALWAYS, encoding="utf-8")
    (folder / "settings.local.yaml").write_text(EVERY_DAY, encoding="utf-8")
    return place


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home without people."""
    return make_home(tmp_path)


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with twelve people, to be copied: the command takes half a second of processor."""
    home = make_home(tmp_path_factory.mktemp("people"))
    rows = "".join(f"{name},Firm {i},07700 900{i:03},Buyer\n" for i, name in enumerate(NAMES, 1))
    (home / "spring.csv").write_text(f"Name,Company,Mobile,Role\n{rows}", encoding="utf-8")
    offhook(home, "import", "spring.csv", "--country", "GB")
    offhook(home, "scripts", "search", "expensive")  # the words as they were read lie in the cache then
    return home


@pytest.fixture
def people(home: Path, imported: Path) -> Path:
    """The rep's home with twelve people in the queue, in the order of NAMES. Numbers: Ofcom's for drama."""
    return Path(shutil.copytree(imported, home, dirs_exist_ok=True))


@pytest.fixture
def tmux() -> type[Terminal]:
    """`Terminal`, where there is a tmux. In CI there has to be one."""
    if not shutil.which("tmux"):
        if os.environ.get("OFFHOOK_CI") == "1":
            pytest.fail("tmux is missing, and OFFHOOK_CI=1 says that it must not be")
        pytest.skip("needs tmux, which is not installed here")
    return Terminal


@pytest.fixture
def wire() -> type[Wire]:
    """`Wire`: a bare pty needs nothing."""
    return Wire
