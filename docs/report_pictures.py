"""Pictures of a report in Chromium, to be looked at: `python docs/report_pictures.py week.html FOLDER`.

Phone (390 wide) and desk (1280×900), light and dark. Chromium's window is never narrower than 500, so the
phone is a frame in a page.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

_QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--hide-scrollbars"),
)
#: How tall the phone's picture is: about all of a week's report.
_TALL = 6000


def main(page: Path, folder: Path) -> None:
    """Take the four pictures. Raises SystemExit where there is no Chromium."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("Chromium is not installed. Nothing was done.")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as work:
        phone = Path(work) / "phone.html"
        frame = (
            f'<iframe src="{page.resolve().as_uri()}" style="border:0;width:390px;height:{_TALL}px"></iframe>'
        )
        phone.write_text(f'<!doctype html><body style="margin:0;background:#888">{frame}')
        for name, shown, size in (("phone", phone, (500, _TALL)), ("desk", page.resolve(), (1280, 900))):
            for light in ("light", "dark"):
                picture = folder / f"{name}-{light}.png"
                dark = ["--force-dark-mode"] if light == "dark" else []
                size_of = f"--window-size={size[0]},{size[1]}"
                profile = f"--user-data-dir={work}/{name}-{light}"
                subprocess.run(
                    [browser, *_QUIET, *dark, profile, size_of, f"--screenshot={picture}", shown.as_uri()],
                    check=True,
                    capture_output=True,
                    timeout=120,
                )
                print(picture)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
