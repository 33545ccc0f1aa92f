"""The rep's own voicemails: which can be played, and what is played."""

import os
import stat
import wave
from array import array
from pathlib import Path

import pytest

from tests.dialer.sound import recorded, tone, wav
from tui.dialer import recordings
from tui.dialer.recordings import Unusable


def Recordings(folder: Path) -> recordings.Recordings:
    return recordings.Recordings(folder, ("win", "follow-up"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "recordings"
    path.mkdir()
    return path


def only_named(folder: Path, name: str, document: bytes = b""):
    (folder / name).write_bytes(document or recorded(2))
    (found,) = Recordings(folder).all()
    return found


def only(folder: Path, document: bytes):
    (folder / "voicemail.wav").write_bytes(document)
    (found,) = Recordings(folder).all()
    return found


def test_no_folder_is_no_recording(tmp_path: Path):
    shelf = Recordings(tmp_path / "recordings")
    assert shelf.all() == ()
    assert shelf.choose("follow-up") is None


def test_a_good_one(folder: Path):
    found = only(folder, recorded(18))
    assert (found.ready, found.warning, found.seconds) == (True, "", 18.0)


def test_the_length(folder: Path):
    assert "stop listening" in only(folder, recorded(31)).warning
    assert only(folder, recorded(60)).ready
    assert "cut off after 60" in only(folder, recorded(61)).problem
    assert "less than a second" in only(folder, recorded(0.5)).problem


def test_a_long_one_is_refused_by_its_head(folder: Path):
    hour = wav(bytes(8_000 * 3_600), bits=8)
    assert "takes 3600 seconds" in only(folder, hour).problem


def test_silence_and_hiss(folder: Path):
    assert "nothing to hear" in only(folder, wav(bytes(32_000))).problem
    assert "nothing to hear" in only(folder, recorded(3, loud=0.01)).problem
    assert only(folder, recorded(3, loud=0.05)).ready


def test_a_microphone_that_was_too_loud(folder: Path):
    loud = array("h", (max(-32_768, min(32_767, 4 * sample)) for sample in tone(3)))
    assert "rattles" in only(folder, wav(loud.tobytes())).problem


def test_a_loud_voice_that_touches_the_top_now_and_then_is_no_rattle(folder: Path):
    assert only(folder, recorded(3, loud=1.0)).ready


@pytest.mark.parametrize("document", [b"", b"ID3 an mp3", wav(b""), wav(bytes(9_000), kind=2, bits=4)])
def test_what_is_no_recording_is_said(folder: Path, document: bytes):
    found = only(folder, document)
    assert not found.ready
    assert found.problem.endswith(".")


def test_what_is_larger_than_any_voicemail_is_not_read_whole(folder: Path):
    with (folder / "voicemail.wav").open("wb") as file:
        file.truncate(65_000_000)
    (found,) = Recordings(folder).all()
    assert "larger than 64 MB" in found.problem


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="who may read a file")
def test_one_that_may_not_be_read(folder: Path):
    (folder / "voicemail.wav").write_bytes(recorded(2))
    (folder / "voicemail.wav").chmod(0)
    (found,) = Recordings(folder).all()
    assert "cannot be read" in found.problem


def test_each_purpose_has_its_own_or_the_usual_one(folder: Path):
    for name in ("voicemail.wav", "Follow-Up.WAV", "notes.txt"):
        (folder / name).write_bytes(recorded(2))
    (folder / "a folder.wav").mkdir()
    shelf = Recordings(folder)
    assert [found.purpose for found in shelf.all()] == ["", "follow-up"]
    assert shelf.choose("follow-up").path.name == "Follow-Up.WAV"
    assert shelf.choose("win").path.name == "voicemail.wav"


def test_one_that_cannot_be_played_is_not_silently_replaced_by_another(folder: Path):
    (folder / "voicemail.wav").write_bytes(recorded(2))
    (folder / "follow-up.wav").write_bytes(b"")
    assert not Recordings(folder).choose("follow-up").ready


@pytest.mark.parametrize("rate", [8_000, 16_000])
def test_what_is_played_is_as_a_line_takes_it(folder: Path, rate: int):
    stereo = array("h", (sample for sample in tone(2, 44_100) for _ in range(2)))
    found = only(folder, wav(stereo.tobytes(), channels=2, rate=44_100))
    ready = Recordings(folder).prepared(found, rate)
    with wave.open(str(ready)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, rate)
        assert abs(file.getnframes() - 2 * rate) < 3
    assert " " not in ready.name
    assert stat.S_IMODE(ready.stat().st_mode) == 0o600
    assert found.path.read_bytes() == wav(stereo.tobytes(), channels=2, rate=44_100)


def test_it_is_made_once(folder: Path):
    found, shelf = only(folder, recorded(2)), Recordings(folder)
    ready = shelf.prepared(found)
    ready.write_bytes(b"as it was")
    assert shelf.prepared(found).read_bytes() == b"as it was"


def test_a_new_recording_under_the_old_name_is_never_played_as_the_old_one(folder: Path):
    shelf = Recordings(folder)
    (folder / "voicemail.wav").write_bytes(recorded(2))
    first = shelf.prepared(shelf.all()[0])
    (folder / "voicemail.wav").write_bytes(recorded(3))
    (found,) = shelf.all()
    assert found.seconds == 3.0
    assert shelf.prepared(found) != first
    assert shelf.forget_old() == 1
    assert not first.exists()


def test_one_that_became_unplayable_since_it_was_looked_at(folder: Path):
    found = only(folder, recorded(2))
    found.path.write_bytes(b"")
    with pytest.raises(Unusable):
        Recordings(folder).prepared(found)
    found.path.unlink()
    with pytest.raises(FileNotFoundError):
        Recordings(folder).prepared(found)


def test_only_rates_of_lines(folder: Path):
    found = only(folder, recorded(2))
    with pytest.raises(Unusable, match="44,100"):
        Recordings(folder).prepared(found, 44_100)


def test_taking_one_in(tmp_path: Path):
    shelf = Recordings(tmp_path / "home" / "recordings")
    source = tmp_path / "My take 3.wav"
    source.write_bytes(recorded(2))
    taken = shelf.take_in(source, "follow-up")
    assert (taken.path.name, taken.purpose, taken.ready) == ("follow-up.wav", "follow-up", True)
    assert taken.path.read_bytes() == source.read_bytes()
    assert stat.S_IMODE(taken.path.stat().st_mode) == 0o600
    assert shelf.choose("follow-up") == taken
    assert len(list(shelf.folder.glob("ready/*.wav"))) == 1


def test_one_that_is_there_is_replaced_only_when_asked_and_then_kept(tmp_path: Path):
    shelf = Recordings(tmp_path / "recordings")
    source = tmp_path / "take.wav"
    source.write_bytes(recorded(2))
    shelf.take_in(source)
    source.write_bytes(recorded(3))
    with pytest.raises(FileExistsError):
        shelf.take_in(source)
    assert shelf.all()[0].seconds == 2.0
    assert shelf.take_in(source, over=True).seconds == 3.0
    (kept,) = shelf.folder.glob("earlier/*.wav")
    assert kept.read_bytes() == recorded(2)
    assert [found.path.name for found in shelf.all()] == ["voicemail.wav"]


@pytest.mark.parametrize("document", [b"", recorded(61), wav(bytes(32_000))])
def test_what_cannot_be_played_is_not_taken_in(tmp_path: Path, document: bytes):
    shelf = Recordings(tmp_path / "recordings")
    (tmp_path / "take.wav").write_bytes(document)
    with pytest.raises(Unusable):
        shelf.take_in(tmp_path / "take.wav", over=True)
    assert not shelf.folder.exists()


def test_a_name_that_is_no_purpose_is_never_played(folder: Path):
    found = only_named(folder, "take 3.wav")
    assert "No purpose has this name" in found.problem
    assert "follow-up" in found.problem


@pytest.mark.parametrize("purpose", ["../../etc", "a/b", "voicemail", "\x1b[2J", "Win"])
def test_a_purpose_is_no_path(tmp_path: Path, purpose: str):
    (tmp_path / "take.wav").write_bytes(recorded(2))
    with pytest.raises(Unusable, match="is no purpose"):
        Recordings(tmp_path / "recordings").take_in(tmp_path / "take.wav", purpose)
