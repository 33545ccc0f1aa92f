"""The app in a real browser: a call made there is in the file, and the page asks nobody else for anything."""

from __future__ import annotations

import asyncio

import pytest

from tests.pty.conftest import NAMES
from tests.pty.stock import stock
from tests.pty.terminal import a_moment
from tests.serve.browser import CHROMIUM, chromium
from tests.serve.serving import Serving

pytestmark = pytest.mark.skipif(
    CHROMIUM is None,
    reason="needs Chromium; test_server.py says the same without, docs/tried/ what was looked at",
)

#: Chromium's own words about the machine, not the page.
_NOT_OURS = "software WebGL"


async def test_a_call_in_the_browser_is_saved_and_nobody_else_is_asked(people, tmp_path):
    with Serving(people) as server:
        async with chromium(tmp_path / "profile") as page:
            await page.open(server.address)
            await page.wait_for("12 callable", NAMES[0])
            assert await page.value("location.href") == f"{server.base}/", "the key is gone from the address"
            assert await page.value("document.cookie") == "", "and no script reads it"
            await page.press("Enter")
            await page.wait_for("hang up")
            await page.press(" ")
            await page.wait_for("talking")
            await page.press("h")
            await page.wait_for("any other")
            await asyncio.to_thread(a_moment)
            await page.press("1")
            await page.wait_for("back to the results")
            for letter in "QXZ":
                drawn = len(await page.drawn())
                await page.press(letter)
                await page.wait_for(letter, after=drawn)
            drawn = len(await page.drawn())
            await page.press("Enter", "Enter", "Enter")
            await page.wait_for("Saved", NAMES[1], after=drawn)
            assert {address.split("/")[2] for address in page.asked} == {f"127.0.0.1:{server.port}"}
            assert [text for text in page.complaints if _NOT_OURS not in text] == []
            await page.close()
        code, said = await asyncio.to_thread(server.end)
    assert (code, said) == (0, "")
    saved = stock(people)
    assert [row["right"] for row in saved["reflections"].values()] == ["QXZ"]
    assert [row["contact"] for row in saved["attempts"].values()] == [1]


async def test_what_is_copied_is_on_the_computers_clipboard(people, tmp_path):
    with Serving(people) as server:
        async with chromium(tmp_path / "profile") as page:
            rights = ["clipboardReadWrite", "clipboardSanitizedWrite"]
            await page.do("Browser.grantPermissions", permissions=rights)
            await page.open(server.address)
            await page.wait_for("12 callable")
            drawn = len(await page.drawn())
            await page.press("y")
            await page.wait_for("Copied: +447700900001", after=drawn)
            assert await page.value("navigator.clipboard.readText()") == "+447700900001"
            await page.press("Y")
            await page.wait_for(f"Copied: {NAMES[0]}", after=drawn)
            assert (await page.value("navigator.clipboard.readText()")).startswith(f"{NAMES[0]}\n")


async def test_after_the_end_it_can_be_opened_again(people, tmp_path):
    with Serving(people) as server:
        async with chromium(tmp_path / "profile") as page:
            await page.open(server.address)
            await page.wait_for("12 callable")
            again = "document.getElementById('again').getBoundingClientRect().height"
            assert await page.value(again) == 0
            await page.do("Input.insertText", text="\x11")
            await page.wait_for("Everything is saved.")
            assert await page.value(again) > 0
            await page.value("document.getElementById('again').click()")
            await page.wait_for("12 callable")
