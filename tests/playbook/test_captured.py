"""A wording heard in a call: in a file of our own, found the next time, and nobody else's file is touched."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tui.files.home import shipped_scripts
from tui.playbook.captured import add_quote, add_wording
from tui.playbook.library import open_playbook
from tui.playbook.loader import load
from tui.playbook.reload import Scripts

SAID = 'crikey: that\'s {three} grand # a month, "innit"?'


def test_it_is_found_the_next_time(tmp_path: Path) -> None:
    before = open_playbook([shipped_scripts(), tmp_path]).search("our llama guzzled the gazebo")
    assert before == [] or before[0].id != "roi_unclear"
    add_wording(tmp_path, "roi_unclear", "our llama guzzled the gazebo")
    playbook = open_playbook([shipped_scripts(), tmp_path])
    assert playbook.faults == ()
    best = playbook.search("our llama guzzled the gazebo")[0]
    assert (best.id, best.weak) == ("roi_unclear", False)
    card = playbook.card("roi_unclear")
    assert card
    assert card.says[-1] == "our llama guzzled the gazebo"
    assert Path(card.file).parent == shipped_scripts()


@pytest.mark.parametrize(
    "said", [SAID, "no", "10:30", "  two   spaces\nand a line ", "ü" * 9_000, "a\x1b[31m b", "- #x:"]
)
def test_any_words_come_back_as_they_are(tmp_path: Path, said: str) -> None:
    add_wording(tmp_path, "no_budget", "first")
    add_wording(tmp_path, "no_budget", said)
    loaded = load([tmp_path], [shipped_scripts()])
    assert loaded.faults == ()
    (sheet,) = loaded.sheets
    assert sheet.content
    first, second = sheet.content.heard["no_budget"]
    assert first == "first"
    assert "\x1b" not in second
    assert second.split() == said.replace("\x1b", "").split() or len(second) == 4_000 or "\x1b" in said


def test_twice_is_once_and_cards_stand_side_by_side(tmp_path: Path) -> None:
    for card, said in (
        ("diy", "We knit it!"),
        ("too_busy", "hands full"),
        ("diy", "we knit it"),
        ("diy", "own loom"),
    ):
        add_wording(tmp_path, card, said)
    (sheet,) = load([tmp_path], [shipped_scripts()]).sheets
    assert sheet.content
    assert sheet.content.heard == {"diy": ["We knit it!", "own loom"], "too_busy": ["hands full"]}
    assert (tmp_path / "captured.yaml").stat().st_mode & 0o777 == 0o600


def test_however_much_is_heard_the_file_stays_right(tmp_path: Path) -> None:
    for number in range(50):
        add_wording(tmp_path, "diy", f"we knit number {number}")
    loaded = load([tmp_path], [shipped_scripts()])
    assert loaded.faults == ()
    (sheet,) = loaded.sheets
    assert sheet.content
    assert len(sheet.content.heard["diy"]) == 50


def test_what_customers_said_stands_on_the_value_sheet_the_newest_first(tmp_path: Path) -> None:
    add_wording(tmp_path, "diy", "we knit it")
    for said in ("Two hours: mine again", "no", "two hours  mine again!"):
        add_quote(tmp_path, "value-sheet", said)
    playbook = open_playbook([shipped_scripts(), tmp_path])
    assert playbook.faults == ()
    assert [line.quotes for line in playbook.lines("value")[:2]] == [("no", "Two hours: mine again"), ()]
    (sheet,) = load([tmp_path], [shipped_scripts()]).sheets
    assert sheet.content
    assert sheet.content.heard == {"diy": ["we knit it"]}
    with pytest.raises(ValueError, match="no words"):
        add_quote(tmp_path, "value-sheet", "?")


def test_a_sheet_that_is_gone_is_a_warning_and_keeps_what_was_said(tmp_path: Path) -> None:
    add_quote(tmp_path, "value-shet", "home at five")
    loaded = load([tmp_path], [shipped_scripts()])
    assert loaded.faults == ()
    (warning,) = loaded.warnings
    assert warning.words == "there is no value sheet 'value-shet' (did you mean 'value-sheet'?)"


def test_two_keys_at_once_lose_nothing(tmp_path: Path) -> None:
    scripts = Scripts(shipped_scripts(), tmp_path / "scripts", tmp_path / "cache")
    with ThreadPoolExecutor(8) as pool:
        for number in range(20):
            pool.submit(scripts.add_wording, "diy", f"we knit number {number}")
            pool.submit(scripts.add_quote, "value-sheet", f"{number} hours")
    (sheet,) = load([tmp_path / "scripts"], [shipped_scripts()]).sheets
    assert sheet.content
    assert [len(sheet.content.heard["diy"]), len(sheet.content.quotes["value-sheet"])] == [20, 20]


@pytest.mark.parametrize(
    "theirs",
    [
        "schema: 1\npack: {id: a, name: A}\ncards: []\n",
        "# mine\nschema: 1\npack: {id: captured, name: Heard in calls}\nheard:\n  diy:\n    - x\n",
        "schema: 1\npack: {id: captured, name: Heard in calls}\nquotes: {value-sheet: home}\n",
        "schema: [\n",
        "",
    ],
)
def test_what_the_rep_wrote_is_never_touched(tmp_path: Path, theirs: str) -> None:
    (tmp_path / "captured.yaml").write_text(theirs)
    add_wording(tmp_path, "diy", "we knit it")
    add_wording(tmp_path, "diy", "own loom")
    assert (tmp_path / "captured.yaml").read_text() == theirs
    (sheet,) = load([tmp_path / "captured-2.yaml"], [shipped_scripts()]).sheets
    assert sheet.content
    assert sheet.content.heard == {"diy": ["we knit it", "own loom"]}


def test_no_words_are_refused_and_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no words"):
        add_wording(tmp_path / "scripts", "diy", " ?! ")
    assert not (tmp_path / "scripts").exists()


def test_a_card_that_is_gone_is_a_warning_and_keeps_what_was_heard(tmp_path: Path) -> None:
    add_wording(tmp_path, "no_bugdet", "the piggy bank is empty")
    loaded = load([tmp_path], [shipped_scripts()])
    assert loaded.faults == ()
    (warning,) = loaded.warnings
    assert "there is no card 'no_bugdet'" in str(warning)
    assert "no_budget" in str(warning)


def test_a_kill_in_the_middle_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """kill -9 at each call to the disk in turn: what was acknowledged is there, the file is whole."""
    code = (
        "import os, sys; from pathlib import Path; from tui.playbook.captured import add_wording\n"
        "folder, at = Path(sys.argv[1]), int(sys.argv[2]); calls = [0]\n"
        "def killing(name):\n"
        "    real = getattr(os, name)\n"
        "    def call(*args, **more):\n"
        "        calls[0] += 1\n"
        "        os.kill(os.getpid(), 9) if calls[0] == at else None\n"
        "        return real(*args, **more)\n"
        "    setattr(os, name, call)\n"
        "for name in ('fdopen', 'fsync', 'replace'): killing(name)\n"
        "add_wording(folder, 'diy', 'own loom')\n"
    )
    ended = []
    for at in range(1, 6):
        folder = tmp_path / str(at)
        add_wording(folder, "diy", "we knit it")
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder), str(at)], check=False, env=dict(os.environ)
        )
        ended.append(done.returncode)
        (sheet,) = load([folder], [shipped_scripts()]).sheets
        assert sheet.content
        assert sheet.content.heard["diy"] in (["we knit it"], ["we knit it", "own loom"])
    assert ended == [-9, -9, -9, -9, 0]
