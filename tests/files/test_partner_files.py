"""The partner's files on disk."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tui.core.day.exchange import BadPartnerFile, Day, Mine, Shared
from tui.files.home import Home
from tui.files.partner_files import PartnerFiles, name_of, new_sender, new_word

KEY = "ab" * 32
ME = Mine("0123456789abcdef", "Sam", "", frozenset({"dials"}), KEY, 1)
ALEX = replace(ME, sender="fedcba9876543210", name="Alex")
FILE = Shared(
    ALEX.sender, "Alex", datetime(2026, 11, 20, 17, tzinfo=UTC), 3, days=(Day(date(2026, 11, 20), 9),)
)


@pytest.fixture
def files(tmp_path: Path) -> PartnerFiles:
    return PartnerFiles(Home(tmp_path / "home"))


def test_nothing_is_shared_at_first(files: PartnerFiles) -> None:
    assert not files.mine().on
    assert files.theirs(files.mine()) is None
    assert files.look(files.mine()) == (None, "")


def test_what_was_chosen_is_kept_for_the_owner_only(files: PartnerFiles, tmp_path: Path) -> None:
    files.keep(ME)
    assert files.mine() == ME
    kept = tmp_path / "home" / "partner" / "mine.yaml"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "text", ["[]", "key: xyz", "parts: [[a]]\nkey: ab", "number: many", "a: [", "key: 'é'"]
)
def test_a_broken_choice_shares_nothing_and_says_so(files: PartnerFiles, tmp_path: Path, text: str) -> None:
    files.keep(ME)
    (tmp_path / "home" / "partner" / "mine.yaml").write_text(text)
    with pytest.raises(BadPartnerFile, match=r"Nothing (is shared|was taken)"):
        files.mine()


def test_a_file_by_hand_is_taken_once(files: PartnerFiles, tmp_path: Path) -> None:
    path = files.write(FILE, ALEX, tmp_path / "sent.yaml")
    assert files.take(path, ME) == FILE
    assert files.theirs(ME) == FILE
    with pytest.raises(BadPartnerFile, match="the one you have"):
        files.take(path, ME)


def test_a_file_that_is_not_whole_leaves_the_one_before(files: PartnerFiles, tmp_path: Path) -> None:
    files.take(files.write(FILE, ALEX, tmp_path / "sent.yaml"), ME)
    for broken in (b"", b"\xff\xfe", b"a: &b c", b"x" * 60_000, (tmp_path / "sent.yaml").read_bytes()[:-9]):
        (tmp_path / "broken.yaml").write_bytes(broken)
        with pytest.raises(BadPartnerFile):
            files.take(tmp_path / "broken.yaml", ME)
    assert files.theirs(ME) == FILE


def test_without_a_word_nothing_is_taken(files: PartnerFiles, tmp_path: Path) -> None:
    with pytest.raises(BadPartnerFile, match="agree on a word"):
        files.take(files.write(FILE, ALEX, tmp_path / "sent.yaml"), Mine())


def test_another_word_forgets_what_came_with_the_old_one(files: PartnerFiles, tmp_path: Path) -> None:
    files.take(files.write(FILE, ALEX, tmp_path / "sent.yaml"), ME)
    assert files.theirs(replace(ME, key="cd" * 32)) is None


def test_a_shared_folder_is_read_and_written(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    sam = PartnerFiles(Home(tmp_path / "sam"), str(folder))
    alex = PartnerFiles(Home(tmp_path / "alex"), str(folder))
    assert sam.look(ME) == (None, "")
    alex.write(FILE, ALEX)
    sam.write(replace(FILE, sender=ME.sender, name="Sam"), ME)
    assert sam.look(ME) == (FILE, "")
    assert sam.look(ME) == (FILE, "")
    newer = replace(FILE, number=4, line="hello")
    alex.write(newer, ALEX)
    assert sam.look(ME) == (newer, "")
    theirs, _ = alex.look(ALEX)
    assert theirs is not None
    assert theirs.name == "Sam"


def test_a_file_of_another_word_in_the_folder_is_said(tmp_path: Path) -> None:
    sam = PartnerFiles(Home(tmp_path / "sam"), str(tmp_path))
    PartnerFiles(Home(tmp_path / "alex"), str(tmp_path)).write(FILE, replace(ALEX, key="cd" * 32))
    theirs, problem = sam.look(ME)
    assert theirs is None
    assert name_of(ALEX) in problem
    assert "another word" in problem


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_or_a_folder_of_that_name_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "offhook-partner-11111111.yaml")
    (tmp_path / "offhook-partner-22222222.yaml").mkdir()
    files = PartnerFiles(Home(tmp_path / "sam"), str(tmp_path))
    files.write(FILE, ALEX)
    assert files.look(ME) == (FILE, "")


def test_a_folder_that_is_gone_is_an_error_to_tell(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        PartnerFiles(Home(tmp_path), str(tmp_path / "gone")).look(ME)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_an_error_to_tell(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OSError, match="denied"):
        PartnerFiles(Home(tmp_path / "home"), str(tmp_path)).write(FILE, ALEX)


def test_to_stop_forgets_the_word(files: PartnerFiles, tmp_path: Path) -> None:
    files.keep(ME)
    files.take(files.write(FILE, ALEX, tmp_path / "sent.yaml"), ME)
    files.stop()
    assert not files.mine().on
    assert not list((tmp_path / "home" / "partner").iterdir())


def test_words_and_senders_differ() -> None:
    assert len({new_word() for _ in range(50)}) == 50
    assert len(new_word()) == 19
    assert len({new_sender() for _ in range(50)}) == 50
