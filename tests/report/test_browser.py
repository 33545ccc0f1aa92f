"""The page in a real browser, where there is one: its policy lets its own style in, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.report.given import report_of
from tui.report.html import html

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs Chromium; docs/tried/ says what was looked at")


def complaints(page: str, folder: Path) -> str:
    """What the browser says to its console of a page."""
    (folder / "page.html").write_text(page)
    quiet = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    run = subprocess.run(
        [
            *(str(BROWSER), "--headless", "--no-sandbox", *quiet, "--disable-component-update"),
            *(f"--user-data-dir={folder / 'profile'}", "--enable-logging=stderr", "--dump-dom"),
            (folder / "page.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert "<h1>" in run.stdout
    return "\n".join(row for row in run.stderr.splitlines() if "CONSOLE" in row)


def test_the_page_is_shown_without_a_complaint(tmp_path: Path) -> None:
    assert complaints(html(report_of("<script src=http://127.0.0.1:9/x></script>")), tmp_path) == ""


def test_anything_that_came_in_all_the_same_is_refused(tmp_path: Path) -> None:
    page = html(report_of()).replace(
        "</main>", '<script>document.title="x"</script><p style="color:red"></main>'
    )
    said = complaints(page, tmp_path)
    assert "script" in said
    assert "inline style" in said
