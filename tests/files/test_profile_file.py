"""The profile on disk: versions, undo, hands that were in it, and faults with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.core.lists.profile import BadMarker, Marker, Profile
from tui.files.home import Home
from tui.files.profile_file import ProfileFile

ONE = Profile((Marker("role", "contains", "manager", weight=3),))
TWO = Profile((*ONE.markers, Marker("list", "is", "0123", "must")), a=4, b=2)


@pytest.fixture
def file(tmp_path: Path) -> ProfileFile:
    return ProfileFile(Home(tmp_path))


def test_what_is_saved_is_read(file: ProfileFile, tmp_path: Path) -> None:
    assert file.read().profile == Profile()
    file.save(ONE)
    assert file.save(TWO).version == 2
    assert file.read().profile == TWO
    assert (tmp_path / "profile.yaml").stat().st_mode & 0o777 == 0o600


def test_undo_and_redo(file: ProfileFile) -> None:
    file.save(ONE)
    file.save(TWO)
    assert file.turn_to(1).profile == ONE
    kept = file.read()
    assert (kept.profile, kept.version, kept.latest) == (ONE, 1, 2)
    assert file.turn_to(2).profile == TWO
    with pytest.raises(FileNotFoundError):
        file.turn_to(3)


def test_what_was_changed_by_hand_is_a_version_of_its_own(file: ProfileFile, tmp_path: Path) -> None:
    file.save(ONE)
    path = tmp_path / "profile.yaml"
    by_hand = path.read_text().replace("manager", "director") + "# mine\n"
    path.write_text(by_hand)
    assert file.read().version == 0
    assert file.read().profile.markers[0].value == "director"
    assert file.save(TWO).version == 3
    assert (tmp_path / "profiles" / "0002.yaml").read_text() == by_hand


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("markers:\n  - {field: role}\n", ":2:", "a marker needs a field and a rule"),
        ("markers:\n  - {field: role, rule: is, valeu: x}\n", ":2:29", "unknown key 'valeu'"),
        ("markers:\n  - {field: role, rule: matches, value: '['}\n", ":2:25", "no pattern"),
        (
            "markers:\n  - {field: role, rule: is, value: x, weight: much}\n",
            ":2:",
            "weight is a whole number",
        ),
        ("a: lots\n", ":1:4", "a is a whole number"),
        ("- 1\n", ":1:", "lines like 'markers:' are expected"),
        ("markers: [", ":1:", ""),
        ("markers: {a: b}\n", ":1:", "a list of markers"),
    ],
)
def test_a_broken_file_is_told_left_alone_and_kept(
    file: ProfileFile, tmp_path: Path, text: str, place: str, words: str
) -> None:
    file.save(ONE)
    path = tmp_path / "profile.yaml"
    path.write_text(text)
    kept = file.read()
    assert kept.profile == ONE
    assert place in kept.fault
    assert words in kept.fault
    assert path.read_text() == text
    file.save(TWO)
    assert (tmp_path / "profiles" / "0002.yaml").read_text() == text


def test_a_profile_that_cannot_be_is_not_saved(file: ProfileFile, tmp_path: Path) -> None:
    with pytest.raises(BadMarker):
        file.save(Profile((Marker("role", "matches", "["),)))
    assert not (tmp_path / "profile.yaml").exists()


def test_versions_that_were_broken_too_are_passed_over(file: ProfileFile, tmp_path: Path) -> None:
    file.save(ONE)
    file.save(TWO)
    for name in ("profile.yaml", "profiles/0002.yaml"):
        (tmp_path / name).write_text("colour: red\n")
    kept = file.read()
    assert (kept.profile, kept.version, kept.latest) == (ONE, 1, 2)
    assert "the version before it is used" in kept.fault
    (tmp_path / "profiles/0001.yaml").write_text("[")
    kept = file.read()
    assert (kept.profile, kept.version) == (Profile(), 0)
    assert "nobody is out of profile" in kept.fault
