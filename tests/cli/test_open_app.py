"""The way into the app: what is left when it falls over while it closes."""

from __future__ import annotations

import pytest

from tui.__main__ import main
from tui.app import Offhook
from tui.cli.open_app import demo_services, run
from tui.cli.opening import Opening
from tui.cli.speak import REFUSED, Speaker
from tui.files.home import Home
from tui.screens.today.today import LONGEST_WHY


async def test_the_rep_of_the_demo_has_a_why(london: Home) -> None:
    services = await demo_services(london)
    try:
        assert services.settings.why.startswith("so that ")
        assert len(services.settings.why) <= LONGEST_WHY
        assert services.settings.my_name == "Sam"
    finally:
        services.store.close()


def in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True, raising=False)
    monkeypatch.setattr(Opening, "show", lambda *_: None)  # it has to do with the terminal itself: tests/pty


@pytest.mark.parametrize(
    ("arguments", "config", "heard"),
    [
        ([], "", True),
        (["--no-mouse"], "", False),
        (["demo", "--no-mouse"], "", False),
        (["--no-mouse", "demo"], "", False),
        ([], "mouse: false\n", False),
    ],
)
def test_the_mouse_is_left_to_the_terminal_when_asked_for(
    london: Home, monkeypatch: pytest.MonkeyPatch, arguments: list[str], config: str, heard: bool
) -> None:
    given: list[object] = []
    monkeypatch.setattr(Offhook, "run", lambda app, *, mouse: given.append(mouse))
    in_a_terminal(monkeypatch)
    london.folder()
    london.config.write_text(config)
    assert main(arguments) == 0
    assert given == [heard]


def test_a_fault_while_a_screen_closes_ends_with_plain_words(
    london: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fall(_: Offhook, **given: object) -> None:
        raise KeyError("Dana Reyes, +447700900123")

    monkeypatch.setattr(Offhook, "run", fall)
    in_a_terminal(monkeypatch)
    assert run(object(), london, Speaker()) == REFUSED  # type: ignore[arg-type]
    said = capsys.readouterr().err
    assert "Offhook had to stop: a fault of its own (KeyError)." in said
    assert "Dana" not in said
    assert len(list((london.path / "log").glob("crash-*.txt"))) == 1
