"""What is kept of the files: the same as the files say, or nothing."""

import json
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.files.home import shipped_scripts
from tui.playbook import cache as module
from tui.playbook import folders
from tui.playbook.cache import collected
from tui.playbook.collected import Collected, collect

CARD = "schema: 1\npack: {id: a, name: A}\ncards: [{id: a, name: %s, says: [x, y, z], moves: {ask: Why?}}]\n"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "own.yaml").write_text(CARD % "First")
    return tmp_path / "scripts"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the files were really read."""
    times: list[int] = []

    def counted(folders: list[Path]) -> Collected:
        times.append(len(folders))
        return collect(folders)

    monkeypatch.setattr(module, "collect", counted)
    return times


def test_what_is_kept_is_what_was_read(cache: Path, scripts: Path, reads: list[int]) -> None:
    (scripts / "broken.yaml").write_text("cards: [\n")
    (scripts / "full.yaml").write_text(
        CARD.replace("id: a,", "id: b,").replace(
            "moves: {ask: Why?}", "answers: [{style: warm, say: [A, B]}]"
        )
        % "Second"
    )
    folders = [shipped_scripts(), scripts]
    first = collected(folders, cache)
    assert collected(folders, cache) == first == collect(folders)
    assert len(reads) == 1
    assert first.faults
    assert first.personas


def test_any_change_is_seen(cache: Path, scripts: Path) -> None:
    def titles() -> list[str]:
        return [card.title for card in collected([scripts], cache).cards]

    assert titles() == ["First"]
    (scripts / "own.yaml").write_text(CARD % "Other")
    assert titles() == ["Other"]
    (scripts / "more.yaml").write_text((CARD % "More").replace("id: a,", "id: b,"))
    assert titles() == ["More", "Other"]
    (scripts / "own.yaml").unlink()
    assert titles() == ["More"]
    assert [card.title for card in collected([], cache).cards] == []


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _flip(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"First", b"Lirst"))


def _foreign(path: Path) -> None:
    head = path.read_bytes().split(b"\n")[0].rpartition(b" ")[0]
    body = json.dumps({"cards": [{"id": 1}]}).encode()
    import hashlib

    path.write_bytes(head + b" " + hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("break_it", [_cut, _flip, _foreign, _empty])
def test_a_broken_or_foreign_cache_is_written_anew(
    cache: Path, scripts: Path, reads: list[int], break_it: Callable[[Path], None]
) -> None:
    good = collected([scripts], cache)
    break_it(cache / module.NAME)
    assert collected([scripts], cache) == good
    assert collected([scripts], cache) == good
    assert len(reads) == 2


def test_what_cannot_be_written_is_done_without(cache: Path, scripts: Path) -> None:
    good = collected([scripts], cache)
    _folder(cache / module.NAME)
    assert collected([scripts], cache) == good


def test_it_is_for_the_owner_only(cache: Path, scripts: Path) -> None:
    collected([scripts], cache)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert [(p.name, stat.S_IMODE(p.stat().st_mode)) for p in cache.iterdir()] == [(module.NAME, 0o600)]


def test_looking_makes_no_home(tmp_path: Path, scripts: Path) -> None:
    collected([scripts], tmp_path / "nowhere" / "cache")
    assert not (tmp_path / "nowhere").exists()


def test_a_file_changed_while_it_is_read_is_not_remembered(
    cache: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(folders: list[Path]) -> Collected:
        found = collect(folders)
        (scripts / "own.yaml").write_text(CARD % "Meanwhile")
        return found

    monkeypatch.setattr(module, "collect", slow)
    collected([scripts], cache)
    assert not cache.exists()


DIALOGUE = """\
schema: 1
pack: {id: a, name: A}
cards: [{id: a, name: A, says: [x, y, z], moves: {ask: Why?}, checks: [question, {label: fact, any: [b]}]}]
dialogues:
  - id: talk
    name: Talk
    persona: {id: own, name: Own, says_no_like: [Never]}
    vars: {day: Friday}
    set: {mood: 1}
    start: pickup
    nodes:
      pickup:
        prospect: [Hello?, {say: Yes?, weight: 3, when: hard_mode}]
        seconds: 4
        choices: [{say: Hi, to: bye, quality: 2}]
        goto: [{to: card, when: has_question, set: {mood: -1}}, bye]
      card: {card: a, goto: bye}
      bye: {prospect: Bye, end: "no", debrief: What now?}
"""


def test_the_second_time_pydantic_is_not_even_imported(cache: Path, scripts: Path) -> None:
    (scripts / "own.yaml").write_text(DIALOGUE)
    collected([scripts], cache)
    code = (
        "import random, sys; from pathlib import Path; from tui.playbook.library import open_playbook;"
        f"book = open_playbook([Path({str(scripts)!r})], Path({str(cache)!r}));"
        "play = book.rehearse('talk', random.Random(1)); turn = play.go_on(play.hear('And who is that?'));"
        "print(turn.title, 'pydantic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "A False\n"


def test_dialogues_are_kept_too(cache: Path, scripts: Path, reads: list[int]) -> None:
    (scripts / "own.yaml").write_text(DIALOGUE)
    first = collected([scripts], cache)
    assert collected([scripts], cache) == first
    assert len(reads) == 1
    (talk,) = first.dialogues
    assert talk.nodes["pickup"].goto[0].set == {"mood": -1}
    assert [(p.id, p.says_no_like) for p in first.personas] == [("dialogue/talk", ("Never",))]
    assert talk.persona == "dialogue/talk"
    assert [wanted.label for wanted in first.cards[0].wanted] == ["question", "fact"]


def test_a_dialogue_without_its_card_is_left_out(scripts: Path) -> None:
    (scripts / "own.yaml").write_text(DIALOGUE.replace("card: a,", "card: b,"))
    (scripts / "other.yaml").write_text("cards: [\n")  # the card may be in there
    found = collected([scripts], None)
    assert found.dialogues == ()
    assert [card.id for card in found.cards] == ["a"]


def test_a_change_of_the_code_in_a_room_within_the_playbook_counts(
    tmp_path: Path, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "code"
    (code / "hearing").mkdir(parents=True)
    (code / "hearing" / "feedback.py").write_text("")
    monkeypatch.setattr(folders, "_CODE", code)
    before = folders.fingerprint([scripts])
    (code / "hearing" / "feedback.py").write_text("NEW_CHECK = 1\n")
    assert folders.fingerprint([scripts]) != before
