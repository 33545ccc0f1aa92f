"""Telephone links: opened by the desktop's own program, never by one that would take the terminal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.dialer.conformance import NUMBER, Bench, Conformance, to_the_end
from tests.dialer.programs import Started, calls, needed, program
from tui.core.call.phones import Uri
from tui.core.clock import FakeClock
from tui.core.ports import DialTrouble
from tui.dialer.uri import UriDialer


class Desktop:
    """A desktop of the test's own, where `softphone` opens telephone links."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        needed("xdg-open")
        self.folder, self.apps = folder, folder / "share" / "applications"
        self.apps.mkdir(parents=True)
        monkeypatch.setenv("XDG_DATA_HOME", str(folder / "share"))
        monkeypatch.setenv("XDG_DATA_DIRS", str(folder / "none"))
        monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        monkeypatch.setenv("XDG_CONFIG_DIRS", str(folder / "none"))
        monkeypatch.setenv("DISPLAY", ":99")
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
        for name in (
            "WAYLAND_DISPLAY",
            "XDG_CURRENT_DESKTOP",
            "DESKTOP_SESSION",
            "BROWSER",
            "WSL_DISTRO_NAME",
        ):
            monkeypatch.delenv(name, raising=False)
        # What xdg-open would fall through to.
        for browser in (
            "www-browser",
            "links2",
            "elinks",
            "links",
            "lynx",
            "w3m",
            "x-www-browser",
            "firefox",
        ):
            program(folder, browser)

    def handler(self, scheme: str = "tel", then: str = "exit 0", terminal: bool = False) -> None:
        phone = program(self.folder, "softphone", then)
        (self.apps / "softphone.desktop").write_text(
            f"[Desktop Entry]\nType=Application\nName=Softphone\nExec={phone} %u\n"
            f"Terminal={str(terminal).lower()}\nMimeType=x-scheme-handler/{scheme};\n"
        )
        (self.apps / "mimeinfo.cache").write_text(
            f"[MIME Cache]\nx-scheme-handler/{scheme}=softphone.desktop;\n"
        )
        (self.apps / "mimeapps.list").write_text(
            f"[Default Applications]\nx-scheme-handler/{scheme}=softphone.desktop\n"
        )

    def opened(self) -> list[str]:
        return calls(self.folder, "softphone")

    def browsed(self) -> list[str]:
        return [path.name for path in self.folder.glob("*.calls") if path.name != "softphone.calls"]


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    return Desktop(tmp_path, monkeypatch)


def dialer(scheme: str = "tel", domain: str = "") -> UriDialer:
    return UriDialer(Uri(scheme, domain), FakeClock(), system="linux", environ=os.environ)


class TestUri(Conformance):
    @pytest.fixture
    def bench(self, desktop: Desktop) -> Bench:
        desktop.handler()
        return Started(dialer(), desktop.folder, "softphone")


@pytest.mark.parametrize(
    ("scheme", "domain", "link"),
    [("tel", "", "tel:"), ("callto", "", "callto:"), ("sip", "pbx.example.com", "sip:")],
)
async def test_the_desktops_own_program_gets_the_link(
    desktop: Desktop, scheme: str, domain: str, link: str
) -> None:
    desktop.handler(scheme)
    way = dialer(scheme, domain)
    assert await way.check() == ()
    call = await way.dial(NUMBER)
    assert desktop.opened() == [f"<{link}{NUMBER}{'@' + domain if domain else ''}>"]
    await call.hang_up()
    assert (await to_the_end(call)).end.outcome == "unknown"


async def test_without_a_program_no_browser_takes_the_terminal(desktop: Desktop) -> None:
    (trouble,) = await dialer().check()
    assert trouble.happened == "No program opens tel: links on this computer."
    assert "xdg-mime default" in trouble.todo
    with pytest.raises(DialTrouble, match="No program opens tel: links"):
        await dialer().dial(NUMBER)
    assert desktop.browsed() == []


async def test_a_program_for_another_kind_of_link_is_none(desktop: Desktop) -> None:
    desktop.handler("callto")
    with pytest.raises(DialTrouble, match="No program opens tel: links"):
        await dialer().dial(NUMBER)
    assert desktop.opened() == []


async def test_a_program_that_runs_in_a_terminal_is_refused(desktop: Desktop) -> None:
    desktop.handler(terminal=True)
    with pytest.raises(DialTrouble, match="would do so in this terminal"):
        await dialer().dial(NUMBER)
    assert desktop.opened() == []


async def test_without_a_desktop_nothing_is_opened(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    desktop.handler()
    monkeypatch.delenv("DISPLAY")
    with pytest.raises(DialTrouble, match="no desktop here"):
        await dialer().dial(NUMBER)
    assert (desktop.opened(), desktop.browsed()) == ([], [])


async def test_without_xdg_open(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(desktop.folder))
    with pytest.raises(DialTrouble, match="xdg-open is not installed"):
        await dialer().dial(NUMBER)


def test_sip_links_need_their_server() -> None:
    with pytest.raises(DialTrouble, match="need the server"):
        dialer("sip")


# What other systems would be asked, with programs of the test's own in their places.


async def test_windows_below_linux_opens_links_of_windows(tmp_path: Path) -> None:
    program(tmp_path, "wslview")
    environ = {"WSL_DISTRO_NAME": "Debian", "PATH": f"{tmp_path}:/usr/bin:/bin"}
    way = UriDialer(Uri(), FakeClock(), system="linux", environ=environ)
    assert await way.check() == ()
    await way.dial(NUMBER)
    assert calls(tmp_path, "wslview") == [f"<tel:{NUMBER}>"]


async def test_windows_below_linux_without_its_tools(tmp_path: Path) -> None:
    program(tmp_path, "rundll32.exe")
    environ = {"WSL_DISTRO_NAME": "Debian", "PATH": f"{tmp_path}:/usr/bin:/bin"}
    await UriDialer(Uri(), FakeClock(), system="linux", environ=environ).dial(NUMBER)
    assert calls(tmp_path, "rundll32.exe") == [f"<url.dll,FileProtocolHandler><tel:{NUMBER}>"]
    environ = {"WSL_DISTRO_NAME": "Debian", "PATH": str(tmp_path / "nothing")}
    with pytest.raises(DialTrouble, match="Nothing here opens links"):
        await UriDialer(Uri(), FakeClock(), system="linux", environ=environ).dial(NUMBER)


async def test_windows_starts_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    await UriDialer(Uri("callto"), FakeClock(), system="win32", environ={}).dial(NUMBER)
    assert opened == [f"callto:{NUMBER}"]
