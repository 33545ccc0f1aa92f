"""How long 500 cards take to load: read and checked, and from what is kept of them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figure import Beside, Figure
from tui.files.home import shipped_scripts

CARDS = 500


def run() -> list[Figure]:
    """The rows of the table."""
    with TemporaryDirectory(prefix="offhook-bench-") as folder:
        size = _write(Path(folder) / "scripts")
        cold, warm = _load(Path(folder), fresh=True), _load(Path(folder), fresh=False)
    return [
        Figure(f"{CARDS} cards ({size // 1000} kB of YAML), read and checked", cold, "ms", budget=400),
        Figure(f"{CARDS} cards, nothing changed", warm, "ms", peer=Beside(cold, "read anew"), budget=50),
    ]


def _write(folder: Path) -> int:
    """The shipped cards again and again under other ids, fifty to a file. The size in bytes."""
    folder.mkdir()
    shutil.copy(shipped_scripts() / "personas.yaml", folder)
    cards = [
        "  - id: " + card
        for path in sorted(shipped_scripts().glob("*.yaml"))
        for card in _section(path.read_text(), "cards").split("\n  - id: ")[1:]
    ]
    size = 0
    for number in range(CARDS // 50):
        some = [cards[i % len(cards)] for i in range(number * 50, number * 50 + 50)]
        some = [card.replace("  - id: ", f"  - id: x{number}-{i}-", 1) for i, card in enumerate(some)]
        text = f"schema: 1\npack: {{id: pack{number}, name: Pack}}\ncards:\n" + "\n".join(some) + "\n"
        (folder / f"{number}.yaml").write_text(text)
        size += len(text)
    return size


def _section(text: str, name: str) -> str:
    """One list of a file, up to the next key that stands at the left."""
    _, _, below = text.partition(f"\n{name}:")
    lines = below.split("\n")
    end = next((i for i, line in enumerate(lines) if i and line[:1].strip() and line[0] != "#"), len(lines))
    return "\n".join(lines[:end])


def _load(folder: Path, *, fresh: bool) -> float:
    """Milliseconds of loading in a new process, without the imports; the best of five."""
    code = (
        "import time, shutil; from pathlib import Path\n"
        "from tui.playbook.cache import collected\n"
        + ("import tui.playbook.loader, yaml\n" if fresh else "")
        + f"folder = Path({str(folder)!r})\n"
        + ("shutil.rmtree(folder / 'cache', ignore_errors=True)\n" if fresh else "")
        + "start = time.perf_counter()\n"
        "found = collected([folder / 'scripts'], folder / 'cache')\n"
        "print((time.perf_counter() - start) * 1000)\n"
        f"assert len(found.cards) == {CARDS}, (len(found.cards), found.faults)\n"
    )
    root = Path(__file__).resolve().parent.parent
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
        for _ in range(5)
    ]
    return min(float(done.stdout) for done in runs)
