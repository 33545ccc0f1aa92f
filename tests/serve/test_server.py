"""`offhook serve` and a tab without a browser: who is let in, what is drawn, what is saved when it goes."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import aiohttp
import pytest

from tests.pty.conftest import NAMES
from tests.pty.stock import stock
from tests.pty.terminal import PATIENCE, a_moment
from tests.serve.serving import Serving, tab
from tui.serve.guard import ELSEWHERE, STRANGER


async def status(address: str, **headers: str) -> tuple[int, str]:
    """What the server says to one request."""
    async with aiohttp.ClientSession() as anybody, anybody.get(address, headers=headers) as answer:
        return answer.status, await answer.text()


async def refused(server: Serving, **headers: str) -> int:
    """What it says to a websocket."""
    async with aiohttp.ClientSession() as anybody:
        with pytest.raises(aiohttp.WSServerHandshakeError) as failed:
            await anybody.ws_connect(f"{server.base}/ws", headers=headers)
        return failed.value.status


async def test_only_whoever_has_the_key_and_comes_from_here_is_let_in(home):
    with Serving(home) as server:
        key = {"Cookie": f"offhook-{server.port}={server.token}"}
        assert (await status(server.address))[0] == 200
        assert (await status(server.base, **key))[0] == 200
        for path in ("/", "/?token=wrong", "/static/js/textual.js", "/page/page.js", "/download/x"):
            assert await status(server.base + path) == (403, f"{STRANGER}\n"), path
        assert await status(server.address, Host="evil.example") == (403, f"{ELSEWHERE}\n")
        assert await status(server.address, Origin="http://evil.example") == (403, f"{ELSEWHERE}\n")
        assert await refused(server, Origin=server.base) == 403, "no key"
        assert await refused(server, **key) == 403, "from nowhere"
        assert await refused(server, **key, Origin="http://evil.example") == 403
        assert await refused(server, **key, Origin=server.base, Host="evil.example") == 403


async def test_the_page_lets_nothing_in_from_elsewhere_and_keeps_the_key_to_itself(home):
    with Serving(home) as server:
        async with aiohttp.ClientSession() as anybody, anybody.get(server.address) as page:
            text, headers = await page.text(), page.headers
        assert "//" not in text.replace(f"ws://127.0.0.1:{server.port}/ws", "")
        assert server.token not in text
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self';")
        assert headers["Referrer-Policy"] == "no-referrer"
        assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(headers["Set-Cookie"].split("; "))


def test_it_listens_to_this_computer_alone(home):
    with Serving(home) as server:
        listening = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        ours = {row[1].partition(":")[0] for row in listening if row[1].endswith(f":{server.port:04X}")}
        assert ours == {"0100007F"}


async def call(server: Serving) -> None:
    """A call that was answered, as far as the form; then the tab is closed in the middle of a word."""
    async with tab(server) as page:
        await page.wait_for("12 callable", NAMES[0])
        await page.keys("\r")
        await page.wait_for("hang up")
        await page.keys(" ")
        await page.wait_for("talking")
        await page.keys("h")
        await page.wait_for("any other")
        await asyncio.to_thread(a_moment)
        await page.keys("1")
        await page.wait_for("back to the results")
        for letter in "QXZ":
            drawn = len(page.text)
            await page.keys(letter)
            await page.wait_for(letter, after=drawn)


async def test_a_closed_tab_loses_nothing_and_the_next_one_finds_it(people):
    with Serving(people) as server:
        await call(server)
        async with tab(server) as page:  # at once: it waits until the app before has saved
            await page.wait_for("callable", "unfinished")
            await page.keys("r")
            await page.wait_for("QXZ")
            await page.keys("\x13")
            await page.wait_for("Saved")
    saved = stock(people)
    assert [row["right"] for row in saved["reflections"].values()] == ["QXZ"]


async def test_a_second_tab_is_told_of_the_first(people):
    with Serving(people) as server:
        async with tab(server) as first:
            await first.wait_for("12 callable")
            async with tab(server) as second:
                await second.wait_for_end()
                assert "Offhook is open in another tab." in second.text
            await first.keys("\x1bOR")  # f3
            await first.wait_for("No editor and no pager can be opened in a browser")
            await first.keys("?")
            await first.wait_for("Call this person.")


async def test_the_app_in_a_terminal_is_named_in_the_browser(people, wire):
    with Serving(people) as server, wire(people) as line:
        line.wait_for("12 callable")
        async with tab(server) as page:
            await page.wait_for_end()
            assert f"process {line.pid}" in page.text


MESSAGES = (
    *(
        "",
        "[]",
        "{}",
        "null",
        "1",
        '"x"',
        "[[[]]]",
        "[" * 100_000,
        '["stdin"]',
        '["stdin",{}]',
        '["stdin","\\ud800"]',
    ),
    *(
        '["resize",[1]]',
        '["resize",{"width":"x","height":-5}]',
        '["resize",{"width":99999999,"height":true}]',
    ),
    *('["resize",{"width":"²"}]', f'["resize",{{"width":"{"9" * 5_000}"}}]'),
    *('["resize",{"width":1e99}]', '["focus"]', '["blur",1]', '["quit"]', '["deliver_chunk_request","x"]'),
)


async def test_what_no_page_of_ours_sends_ends_nothing(people):
    with Serving(people) as server:
        async with tab(server) as page:
            await page.wait_for("12 callable")
            for message in MESSAGES:
                await page.send(message)
            await page.send(b"\x00\xff")
            await page.send('["resize",{"width":100,"height":30}]')
            drawn = len(page.text)
            await page.keys("w")
            await page.wait_for("any key", after=drawn)
        code, said = await asyncio.to_thread(server.end)
    assert (code, said) == (0, "")


async def test_a_newcomer_looks_around_among_sample_people(home):
    (home / "offhook" / "settings.local.yaml").unlink()
    with Serving(home) as server:
        async with tab(server) as page:
            await page.wait_for("Welcome to Offhook.", "look around first")
            drawn = len(page.text)
            for (
                key
            ) in "\r\r\rd":  # the demo is another app in the same process, and one's own after it a third
                await asyncio.to_thread(a_moment)
                await page.keys(key)
            await page.wait_for("getting ready", after=drawn)
            drawn = len(page.text)
            await page.keys("\x11")
            await page.wait_for("Nobody here yet", after=drawn)
            await page.keys("\x11")
            await page.wait_for_end()
            assert "Everything is saved." in page.text


async def test_who_quits_is_told_that_it_is_saved(people):
    with Serving(people) as server:
        async with tab(server) as page:
            await page.wait_for("12 callable")
            await page.keys("\x11")
            await page.wait_for_end()
            assert "Everything is saved." in page.text


def running(home: Path) -> list[int]:
    """The processes of the app on this home."""
    words = {
        int(one.parent.name): one.read_bytes() for one in Path("/proc").glob("[0-9]*/cmdline") if one.exists()
    }
    return [pid for pid, said in words.items() if b"--home\0" + os.fsencode(home / "offhook") in said]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
async def test_the_app_ends_with_the_server_and_has_saved(people, how):
    with Serving(people) as server:
        async with tab(server) as page:
            await page.wait_for("12 callable")
            await page.keys("\r")
            await page.wait_for("hang up")
            assert running(people)
            code, said = await asyncio.to_thread(server.end, how)
            assert "Traceback" not in said
            assert code == (0 if how != signal.SIGKILL else -signal.SIGKILL)
            async with asyncio.timeout(PATIENCE):
                while running(people):
                    await asyncio.sleep(0.02)
    assert len(stock(people)["attempts"]) == 1
    assert not list((people / "offhook" / "log").glob("crash-*"))
