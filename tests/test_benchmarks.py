"""The table of figures: what a row says, and that each file tells its rows so."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

import pytest

from benchmarks import __main__ as table
from benchmarks import store, who_is_who
from benchmarks.figure import HEAD, Beside, Figure, dump, line, read
from benchmarks.samples import most_memory

ROOT = Path(__file__).parents[1]
FILES = [path.stem for path in (ROOT / "benchmarks").glob("*.py") if "\ndef run(" in path.read_text()]


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_in_the_table_and_tells_figures(name: str) -> None:
    assert get_type_hints(import_module(f"benchmarks.{name}").run)["return"] == list[Figure]
    assert name in (*table.BUDGETS, *table.REST)
    assert 20 < len(table.about(name)) < 200


def test_nothing_is_in_the_table_twice_or_without_a_file() -> None:
    assert sorted((*table.BUDGETS, *table.REST)) == sorted(FILES)


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure("x", 2, "ms"), None),
        (Figure("x", 2, "ms", budget=2), True),
        (Figure("x", 3, "ms", budget=2), False),
        (Figure("x", 6, "ms", Beside(2, "floor"), budget=3, times=True), True),
        (Figure("x", 7, "ms", Beside(2, "floor"), budget=3, times=True), False),
        (Figure("x", 2, "ms", budget=3, times=True), False),
        (Figure("x", 49, "%", budget=50, least=True), False),
        (Figure("x", 50, "%", budget=50, least=True), True),
        (Figure("not here", None, "ms", budget=2), None),
    ],
)
def test_what_a_budget_says(figure: Figure, met: bool | None) -> None:
    assert figure.met is met
    assert read(dump([figure])) == [figure]
    assert line(figure).count("|") == len(HEAD) + 1


def test_a_row_has_ours_beside_the_others() -> None:
    row = Figure("a save", 0.45, "ms", Beside(0.225, "fsync"), Beside(900, "TinyDB"), budget=3, times=True)
    assert row.cells() == ("a save", "0.45 ms", "fsync 0.225 (2 ×)", "TinyDB 900 (0.0005 ×)", "3 ×", "yes")
    assert Figure("found", 68.3, "%", budget=68, least=True).cells()[4] == "at least 68 %"
    assert Figure("found", 68.3, "%", least=True).cells()[4] == ""
    assert Figure("not here", None, "ms").cells()[1] == "–"


def test_what_others_are_measured_with_works_on_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert who_is_who.run(300)[0].floor
    monkeypatch.setattr(store, "_SAVES", 5)
    store.fill(tmp_path, 40, 200)
    assert store.measure_opening(tmp_path)[1] > 0
    peers = [row.peer.what for row in store.measure_saving(tmp_path, "few") if row.peer]
    assert peers == ["sqlite3 FULL", "stock TinyDB"]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says it")
def test_memory_of_a_process_is_not_that_of_whoever_started_it() -> None:
    here = b"x" * (200 << 20)
    least, more = most_memory("pass"), most_memory("x = b'x' * (50 << 20)")
    assert least + 40 < more < len(here) >> 20


def test_a_figure_there_is_not_is_told() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "first_pain"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "there is no figure 'first_pain'. There are: first_paint" in done.stderr
    assert not done.stdout
