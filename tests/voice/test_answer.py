"""Samples in, seconds out: by probabilities, and by the real detector on tracks with known gaps."""

from __future__ import annotations

from array import array
from random import Random

import pytest

from tests.voice.room import said, silence
from tui.voice.answer import CHUNK, NOTHING, RATE, Answer, Figures
from tui.voice.session import Detector
from tui.voice.sound import pcm, samples

STEP = CHUNK / RATE


def heard(track: str, most: float = 60.0) -> Answer:
    """`#` is a chunk of speech, `~` one that may be, `.` one of silence."""
    answer = Answer(most)
    for sign in track:
        answer.hear({"#": 0.9, "~": 0.4, ".": 0.05}[sign])
    return answer


def test_nobody_speaks() -> None:
    answer = heard("." * 200)
    assert answer.figures == NOTHING
    assert not answer.begun
    assert not answer.over


def test_first_word_talk_and_pause_are_counted_in_samples() -> None:
    answer = heard("." * 30 + "#" * 20 + "." * 10 + "#" * 20 + "." * 25 + "#" * 10 + "." * 5)
    figures = answer.figures
    assert figures.first_word == pytest.approx(30 * STEP, abs=0.02)
    assert figures.talk == pytest.approx(85 * STEP, abs=0.05)
    assert figures.pause == pytest.approx(25 * STEP, abs=0.05)
    assert not answer.over


def test_who_speaks_already_when_the_line_ends_did_not_hesitate() -> None:
    assert heard("#" * 20).figures.first_word == 0.0


@pytest.mark.parametrize("noise", ["#", "##", "#####", "#.#.#.#", "~" * 40])
def test_what_is_too_short_or_too_faint_is_no_word(noise: str) -> None:
    assert heard("." * 10 + noise + "." * 60).figures == NOTHING


def test_a_sound_that_fades_is_still_speech() -> None:
    assert heard("##~~##" + "." * 5).begun


def test_a_click_in_a_pause_does_not_make_two_of_it() -> None:
    figures = heard("#" * 10 + "." * 10 + "##" + "." * 10 + "#" * 10).figures
    assert figures.pause == pytest.approx(22 * STEP, abs=0.05)


def test_a_gap_within_a_word_is_no_pause() -> None:
    assert heard("#" * 10 + "..." + "#" * 10).figures.pause == 0.0


def test_it_is_over_after_a_second_and_a_half_of_silence() -> None:
    words = "#" * 20
    assert not heard(words + "." * 46).over
    assert heard(words + "." * 47).over
    assert not heard(words + "." * 46 + "#").over  # they begin again


def test_it_is_over_when_the_time_is_up() -> None:
    assert not heard("." * 62, most=2.0).over
    assert heard("." * 63, most=2.0).over
    assert heard("#" * 63, most=2.0).over


def test_what_is_to_be_written_down_is_a_little_more_than_the_words() -> None:
    first, last = heard("." * 30 + "#" * 20 + "." * 50).words
    assert first == pytest.approx(30 * STEP - 0.2, abs=0.02)
    assert last == pytest.approx(50 * STEP + 0.3, abs=0.05)


# ---------------------------------------------------------------------------------- with the real detector


def listened(detector: Detector, track: bytes) -> Figures:
    answer = Answer(60.0)
    detector.reset()
    for at in range(0, len(track) - 2 * CHUNK + 1, 2 * CHUNK):
        answer.hear(detector(track[at : at + 2 * CHUNK]))
        if answer.over:
            return answer.figures
    raise AssertionError("the end of the answer was not heard")


def in_noise(track: bytes, voice: bytes, decibel: float, chance: Random) -> bytes:
    """The track with noise so far below the voice."""
    words = samples(voice)
    level = (sum(sample * sample for sample in words) / len(words)) ** 0.5 / 10 ** (decibel / 20)
    mixed = (round(sample + chance.gauss(0, level)) for sample in samples(track))
    return pcm(array("h", (max(-32768, min(32767, sample)) for sample in mixed)))


@pytest.mark.parametrize("noisy", [False, True], ids=["clean", "noise at 15 dB"])
def test_known_gaps_are_found(detector: Detector, noisy: bool) -> None:
    chance = Random(7)
    first, then = said("That's fair."), said("May I ask you something?")
    for hesitates, pauses in ((0.2, 0.8), (0.45, 0.3), (0.97, 1.2), (1.6, 0.5), (2.31, 0.7), (3.03, 0.4)):
        track = silence(hesitates) + first + silence(pauses) + then + silence(2.0)
        figures = listened(detector, in_noise(track, first, 15, chance) if noisy else track)
        assert figures.first_word == pytest.approx(hesitates, abs=0.08)
        assert figures.pause == pytest.approx(pauses, abs=0.15)
        assert figures.talk == pytest.approx((len(first) + len(then)) / 2 / RATE + pauses, abs=0.15)


def test_noise_alone_is_no_word(detector: Detector) -> None:
    voice = said("That's fair.")
    noise = in_noise(silence(6.0), voice, 10, Random(3))
    answer = Answer(6.0)
    for at in range(0, len(noise) - 2 * CHUNK + 1, 2 * CHUNK):
        answer.hear(detector(noise[at : at + 2 * CHUNK]))
    assert answer.figures == NOTHING
