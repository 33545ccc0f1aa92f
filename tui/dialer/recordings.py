"""The rep's own voicemails: recorded beforehand, played when a machine answers and the rep presses the key.

They are WAV files in the folder `recordings` of the home, named for the purpose they are for
(`follow-up.wav`); `voicemail.wav` is for every other. What is played is a copy in `recordings/ready` as a
phone line takes it (mono, 16 bit, 8 or 16 kHz), named by what the original holds: a new recording under the
old name is never played as the old one.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from tui.core.ports import DialTrouble
from tui.core.text import plain
from tui.dialer.wav import FULL, NoWav, as_wav, one_channel, read_head, resampled
from tui.files.atomic import make_folder, write_atomic, write_new

USUAL = "voicemail"
"""The name of the recording for every purpose that has none of its own."""
LONGEST, LONG, SHORTEST = 60.0, 30.0, 1.0
"""Seconds: refused beyond the first, said beyond the second, refused below the third."""
LINE_RATES = (8_000, 16_000)
"""Samples a second that phone lines take: the usual, and wide band."""
_BIGGEST = 64_000_000
"""Bytes that are read: a minute of the largest format is 92 MB in eight channels, 23 MB in two."""
_SOFT = 0.02
"""A recording in which nothing is louder than this share (-34 dB) is nothing but hiss."""
_CLIPPED = 0.002
"""So large a share of samples cut off at the top is heard as a rattle."""
_RUN = 3
"""So many loudest samples in a row were cut off; a single one may be a loud letter."""


class Unusable(DialTrouble):
    """A recording that cannot be played: what is wrong with it, and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words, safe="")


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording of the rep's, and whether it can be played."""

    path: Path
    """The file the rep recorded."""
    purpose: str
    """The id of the purpose it is for; empty: every other."""
    seconds: float = 0.0
    """How long it plays; 0 where it cannot be read."""
    problem: str = ""
    """Why it cannot be played, in a sentence; empty: it is ready."""
    warning: str = ""
    """What the rep should know of one that can be played."""

    @property
    def ready(self) -> bool:
        """Whether it can be played."""
        return not self.problem


class Recordings:
    """The recordings of a home folder. Every method reads files and may take seconds: for threads."""

    def __init__(self, folder: Path, purposes: Collection[str]) -> None:
        """`purposes` are the ids of those there are."""
        self._folder, self._purposes = folder, purposes
        self._known: dict[Path, tuple[tuple[int, int], Recording]] = {}
        """What a file was when it was looked through: (mtime in ns, bytes)."""

    @property
    def folder(self) -> Path:
        """Where the rep puts them."""
        return self._folder

    def all(self) -> tuple[Recording, ...]:
        """Every recording, by name; the usual one first. Raises OSError where the folder cannot be read."""
        if not self._folder.is_dir():
            return ()
        paths = [p for p in self._folder.iterdir() if p.suffix.lower() == ".wav" and p.is_file()]
        return tuple(
            self._look(path) for path in sorted(paths, key=lambda p: (p.stem.lower() != USUAL, p.name))
        )

    def choose(self, purpose: str) -> Recording | None:
        """The one to play for a purpose: its own, else the usual one; None: there is none."""
        found = {recording.purpose: recording for recording in self.all()}
        return found.get(purpose) or found.get("")

    def prepared(self, recording: Recording, rate: int = LINE_RATES[0]) -> Path:
        """The copy a phone line takes, made now if it is not there. Raises Unusable, OSError."""
        if rate not in LINE_RATES:
            raise Unusable(f"No phone line takes {rate:,} samples a second.")
        document = _read(recording.path)
        ready = self._folder / "ready" / f"{_mark(document)}-{rate}.wav"
        if not ready.is_file():
            samples, old = _checked(document)
            make_folder(ready.parent)
            write_atomic(ready, as_wav(resampled(samples, old, rate), rate))
        return ready

    def place(self, purpose: str) -> Path:
        """Where the recording for a purpose belongs. Raises Unusable for none that there is."""
        if purpose and purpose not in self._purposes:
            raise Unusable(f"'{plain(purpose)}' is no purpose. There are {', '.join(self._purposes)}.")
        return self._folder / f"{purpose or USUAL}.wav"

    def take_in(self, source: Path, purpose: str = "", *, over: bool = False) -> Recording:
        """Copy a file into the folder under the name of its purpose, and get it ready.

        One whose place it takes (`over`) is kept in the folder `earlier`. Raises Unusable for one that cannot
        be played, FileExistsError where one is there and not `over`, OSError. Nothing was changed then.
        """
        target = self.place(purpose)
        document = _read(source)
        _checked(document)
        make_folder(self._folder)
        if over and target.is_file():
            self._keep(target)
        (write_atomic if over else write_new)(target, document)
        taken = self._look(target)
        self.prepared(taken)
        return taken

    def forget_old(self) -> int:
        """Delete the prepared copies of recordings that are gone. Returns how many. Raises OSError."""
        names = {_mark(_read(r.path)) for r in self.all() if r.ready}
        stale = [p for p in self._folder.glob("ready/*.wav") if p.stem.partition("-")[0] not in names]
        for path in stale:
            path.unlink(missing_ok=True)
        return len(stale)

    def _keep(self, path: Path) -> None:
        old = _read(path)
        kept = self._folder / "earlier" / f"{path.stem}-{_mark(old)}.wav"
        make_folder(kept.parent)
        write_atomic(kept, old)

    def _look(self, path: Path) -> Recording:
        purpose = "" if path.stem.lower() == USUAL else path.stem.lower()
        if purpose and purpose not in self._purposes:
            why = f"No purpose has this name. Call it {USUAL}.wav, or after one: {', '.join(self._purposes)}."
            return Recording(path, purpose, problem=why)
        try:
            state = path.stat()
            mark = (state.st_mtime_ns, state.st_size)
            known = self._known.get(path)
            if known is None or known[0] != mark:
                self._known[path] = known = mark, _looked_through(path, purpose)
            return known[1]
        except OSError as error:
            return Recording(path, purpose, problem=f"It cannot be read: {error.strerror or error}.")


def _looked_through(path: Path, purpose: str) -> Recording:
    try:
        samples, rate = _checked(_read(path))
    except Unusable as error:
        return Recording(path, purpose, problem=str(error))
    seconds = len(samples) / rate
    warning = ""
    if seconds > LONG:
        warning = f"It takes {seconds:.0f} seconds; most people stop listening after {LONG:.0f}."
    return Recording(path, purpose, seconds, warning=warning)


def _mark(document: bytes) -> str:
    """What the content of a file is told by."""
    return hashlib.sha256(document).hexdigest()[:16]


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        document = file.read(_BIGGEST + 1)
    if len(document) > _BIGGEST:
        raise Unusable(f"The file is larger than {_BIGGEST // 1_000_000} MB. Export it as mono, 16 bit.")
    return document


def _checked(document: bytes) -> tuple[array[int], int]:
    """The samples of a recording that can be played, and how many a second. Raises Unusable."""
    try:
        head = read_head(document)
        if head.seconds > LONGEST:
            took = f"It takes {head.seconds:.0f} seconds"
            raise Unusable(f"{took}; a voicemail is cut off after {LONGEST:.0f}. Shorten it.")
        if head.seconds < SHORTEST:
            raise Unusable("There is less than a second of sound in it. Record it again.")
        samples = one_channel(head)
    except NoWav as error:
        raise Unusable(f"It cannot be played: {error}.") from None
    loudest = max(max(samples), -min(samples))
    if loudest <= _SOFT * FULL:
        raise Unusable("There is nothing to hear in it. Check the microphone and record it again.")
    if _cut_off(samples) > _CLIPPED * len(samples):
        raise Unusable("It rattles: the microphone was set too loud. Turn it down and record it again.")
    return samples, head.rate


def _cut_off(samples: array[int]) -> int:
    """How many samples stand in a row of loudest ones."""
    total = run = 0
    top = FULL - 32
    for sample in samples:
        if -top <= sample <= top:
            run = 0
            continue
        run += 1
        total += _RUN if run == _RUN else run > _RUN
    return total
