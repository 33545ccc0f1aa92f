"""Every screen side by side, to be looked at: `python docs/contact_sheet.py [WORDS]`, into `build/sheets`.

The ways to the screens are those of the goldens (`tests/golden.py`), at 80×24, 100×30 and 200×60, dark and
light. Each sheet is a page for a browser; where Chromium is installed there is a picture of it, too.
WORDS chooses tests as `pytest -k` does.
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
SHEETS = ROOT / "build" / "sheets"
#: Size → screens beside one another, screens on a sheet, width of one on the sheet in pixels.
LAID_OUT = {"80x24": (2, 6, 720), "100x30": (2, 4, 800), "200x60": (1, 2, 1400)}
_QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--hide-scrollbars"),
)


def take(folder: Path, words: str) -> None:
    """Every golden's screen as SVG. A golden that is not as it was is no matter here."""
    only = f"80x24 and ({words})" if words else "80x24"
    tests = [str(p) for p in (ROOT / "tests" / "screens").rglob("test_*.py") if "golden(" in p.read_text()]
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "2", "--no-header", "--tb=no", "-k", only, *tests],
        cwd=ROOT,
        env={**os.environ, "OFFHOOK_PICTURES": str(folder)},
        check=False,
    )


def sheets(folder: Path) -> list[Path]:
    """Lay the pictures out on pages."""
    pages = []
    for size, (columns, many, width) in LAID_OUT.items():
        for theme in ("dark", "light"):
            pictures = sorted(folder.glob(f"*-{size}-{theme}.svg"))
            for n, some in enumerate(_by(pictures, many), 1):
                page = folder / f"sheet-{size}-{theme}-{n:02}.html"
                page.write_text(_page(some, columns, width))
                pages.append(page)
    return pages


def _by(pictures: list[Path], many: int) -> list[list[Path]]:
    return [pictures[n : n + many] for n in range(0, len(pictures), many)]


def _page(pictures: list[Path], columns: int, width: int) -> str:
    cells = "".join(
        f'<figure><figcaption>{html.escape(p.stem)}</figcaption><img src="{p.name}" width="{width}"></figure>'
        for p in pictures
    )
    style = (
        f"body{{margin:8px;background:#777;display:grid;grid-template-columns:repeat({columns},{width}px);gap:8px}}"
        "figure{margin:0}figcaption{font:13px sans-serif;color:#fff}img{display:block}"
    )
    return f'<!doctype html><meta charset="utf-8"><title>Sheet</title><style>{style}</style>{cells}\n'


def photograph(page: Path) -> None:
    """A picture of a page beside it, as tall as what stands on it."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        return
    columns, _, width = LAID_OUT[page.name.split("-")[1]]
    boxes = re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', "".join(p.read_text() for p in _shown(page)))
    tall = max(float(h) / float(w) for w, h in boxes) * width + 26
    rows = -(-len(boxes) // columns)
    window = f"--window-size={columns * (width + 8) + 8},{int(rows * tall) + 8}"
    picture = f"--screenshot={page.with_suffix('.png')}"
    with TemporaryDirectory() as profile:
        subprocess.run(
            [browser, *_QUIET, f"--user-data-dir={profile}", window, picture, page.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )


def _shown(page: Path) -> list[Path]:
    return [page.parent / name for name in re.findall(r'<img src="([^"]+)"', page.read_text())]


def main(words: str) -> None:
    """Take the pictures, lay them out, photograph the sheets."""
    shutil.rmtree(SHEETS, ignore_errors=True)
    SHEETS.mkdir(parents=True)
    take(SHEETS, words)
    for page in sheets(SHEETS):
        photograph(page)
        print(page.with_suffix(".png").relative_to(ROOT))


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
