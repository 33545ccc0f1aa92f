"""What is installed is whole: words, data and styles are in the wheel, and are found from anywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.pty import terminal

ROOT = Path(__file__).parent.parent
IN_CI = os.environ.get("OFFHOOK_CI") == "1"


def files(folder: Path, ending: str) -> list[str]:
    """Files below a folder, as paths below the project."""
    return sorted(str(path.relative_to(ROOT).as_posix()) for path in folder.rglob(f"*{ending}"))


def run(*command: str | Path, where: Path, **more: str) -> str:
    """Run to its end, without anything that could lead it back to this clone."""
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}}
    done = subprocess.run(
        command, cwd=where, env={**kept, **more}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with what is installed here: nothing is fetched."""
    return built("wheel", ROOT, tmp_path_factory.mktemp("dist"))


def built(what: str, source: Path, folder: Path) -> Path:
    """The wheel or sdist of these sources, in a folder."""
    if not (find_spec("build") and find_spec("hatchling")):
        if IN_CI:
            pytest.fail("build and hatchling are missing, and OFFHOOK_CI=1 says that they must not be")
        pytest.skip("needs build and hatchling (pip install '.[dev]')")
    build = [sys.executable, "-m", "build", f"--{what}", "--no-isolation", "--outdir", str(folder)]
    run(*build, str(source), where=folder)
    (made,) = folder.glob("*.whl" if what == "wheel" else "*.tar.gz")
    return made


def test_everything_the_program_reads_is_in_the_wheel(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    words = [f"tui/{name}" for name in files(ROOT / "scripts_library", ".yaml")]
    endings = (".yaml", ".csv", ".tcss", ".py", ".html", ".css", ".js", ".npz")
    data = [name for ending in endings for name in files(ROOT / "tui", ending)]
    assert len(words) > 5
    assert {
        "tui/app.tcss",
        "tui/screens/queue/queue.tcss",
        "tui/data/hours.yaml",
        "tui/data/demo/contacts.csv",
        "tui/data/vectors.npz",
        "tui/serve/page/page.html",
    } <= set(data)
    assert inside >= {*words, *data}
    assert not [name for name in inside if name.startswith(("tests/", "benchmarks/", "scripts_library/"))]
    assert not [name for name in inside if "__pycache__" in name or name.endswith(".pyc")]


def test_the_wheel_has_the_command_and_the_licence(wheel):
    with zipfile.ZipFile(wheel) as inside:
        (entries,) = (name for name in inside.namelist() if name.endswith("entry_points.txt"))
        assert "offhook = tui.__main__:main" in inside.read(entries).decode()
        assert any(name.endswith("licenses/LICENSE") for name in inside.namelist())


def test_the_sources_are_whole_and_nothing_else_and_make_the_same_wheel(wheel, tmp_path):
    with tarfile.open(built("sdist", ROOT, tmp_path)) as packed:
        packed.extractall(tmp_path, filter="data")
    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    inside = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    tops = ("tui", "scripts_library", "tests", "benchmarks", "docs")
    ours = {
        name
        for top in tops
        for ending in (".py", ".md", ".yaml", ".npz")
        for name in files(ROOT / top, ending)
    }
    assert inside >= ours | {
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "LICENSE",
        "Makefile",
        "mkdocs.yml",
    }
    assert {name.split("/")[0] for name in inside if "/" in name} == set(tops)
    assert not [name for name in inside if "cache" in Path(name).parent.name or name.endswith(".pyc")]
    assert sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) < 20 << 20
    again = built("wheel", folder, tmp_path)
    assert set(zipfile.ZipFile(again).namelist()) == set(zipfile.ZipFile(wheel).namelist())


def check_search(python: Path | str, where: Path, **more: str) -> None:
    """The shipped words are found from another folder; the program says where it lies."""
    command = [python, "-m", "tui", "scripts", "search", "expensive", "--json"]
    found = json.loads(run(*command, where=where, OFFHOOK_HOME=str(where / "home"), **more))
    assert "price_too_high" in {hit["id"] for hit in found["hits"]}, found


def test_the_words_are_found_from_the_unpacked_wheel(wheel, tmp_path):
    """As pip leaves it: the package alone, no clone around it."""
    with zipfile.ZipFile(wheel) as inside:
        inside.extractall(tmp_path / "site")
    check_search(sys.executable, tmp_path, PYTHONPATH=str(tmp_path / "site"))
    where = "import tui; print(tui.__file__)"
    lies = run(sys.executable, "-c", where, where=tmp_path, PYTHONPATH=str(tmp_path / "site"))
    assert Path(lies.strip()).is_relative_to(tmp_path)


def test_the_words_are_found_in_a_clone(tmp_path):
    check_search(sys.executable, tmp_path, PYTHONPATH=str(ROOT))


@pytest.mark.skipif(not IN_CI, reason="installs everything anew: only in CI (OFFHOOK_CI=1)")
def test_the_wheel_in_an_environment_of_its_own(wheel, tmp_path, monkeypatch):
    """As `pip install` and `pipx install` do it: its dependencies and nothing else, compiled when used."""
    run(sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv", where=tmp_path)
    bin = tmp_path / "venv" / "bin"
    into = (sys.executable, "-m", "pip", "--python", bin / "python")
    run(*into, "install", "--quiet", "--no-compile", wheel, where=tmp_path)
    home = {"OFFHOOK_HOME": str(tmp_path / "home")}
    found = json.loads(
        run(bin / "offhook", "scripts", "search", "expensive", "--json", where=tmp_path, **home)
    )
    assert found["hits"]
    assert "0 errors" in run(bin / "offhook", "scripts", "check", where=tmp_path, **home)
    (tmp_path / "list.csv").write_text("Name,Phone\nAda Osei,07700 900001\n", "utf-8")
    said = run(bin / "offhook", "import", "list.csv", "--country", "GB", where=tmp_path, **home)
    assert "1 person in list.csv" in said
    run(bin / "python", "-c", "from tui.app import Offhook; assert Offhook.CSS_PATH", where=tmp_path)
    assert "completion" in run(bin / "offhook", "--help", where=tmp_path, **home)
    monkeypatch.setattr(terminal, "OFFHOOK", (str(bin / "offhook"),))
    with terminal.Wire(tmp_path, "demo", PYTHONPATH="") as line:
        line.wait_for("callable", "? keys")
        line.type("\x11")
        assert line.wait_for_end() == 0
