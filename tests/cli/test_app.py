"""The way into the app: what is left when it falls over while it closes."""

from __future__ import annotations

import pytest

from tui.app import Offhook
from tui.cli.app import demo_services, run
from tui.cli.speak import REFUSED, Speaker
from tui.files.home import Home
from tui.screens.today import LONGEST_WHY


async def test_the_rep_of_the_demo_has_a_why(london: Home) -> None:
    services = await demo_services(london)
    try:
        assert services.settings.why.startswith("so that ")
        assert len(services.settings.why) <= LONGEST_WHY
        assert services.settings.my_name == "Sam"
    finally:
        services.store.close()


def test_a_fault_while_a_screen_closes_ends_with_plain_words(
    london: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fall(_: Offhook) -> None:
        raise KeyError("Dana Reyes, +447700900123")

    monkeypatch.setattr(Offhook, "run", fall)
    monkeypatch.setenv("TERM", "xterm")
    for stream in ("stdin", "stdout"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert run(object(), london, Speaker()) == REFUSED  # type: ignore[arg-type]
    said = capsys.readouterr().err
    assert "Offhook had to stop: a fault of its own (KeyError)." in said
    assert "Dana" not in said
    assert len(list((london.path / "log").glob("crash-*.txt"))) == 1
