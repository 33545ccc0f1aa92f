"""How loud a microphone is, as a meter shows it: a bar, the loudest of the last seconds, and a word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log10

#: What is softer is silence, decibels below the loudest sample there can be; the bar begins here.
FLOOR = -60.0
#: Speech into a headset peaks 6 to 24 dB below the loudest: below the first nobody understands it well, above
#: the second it is cut off at the top. A microphone at rest hisses at -50 and below.
_REST, _SOFT, _LOUD = -46.0, -30.0, -3.0
#: Seconds the loudest is held: words come and go, the word that is read must not.
HELD = 3.0
#: Cells of the bar, three decibels each.
CELLS = 20


@dataclass(frozen=True, slots=True)
class Meter:
    """What is shown. Decibels below the loudest sample there can be, 0 at the most."""

    now: float = FLOOR
    loudest: float = FLOOR
    """The loudest of the last HELD seconds."""
    at: float = 0.0
    """When that was, by the clock that only goes forward."""
    dead_since: float | None = None
    """Since when every sample is nought: nothing is heard at all, not even hiss."""

    def heard(self, share: float, mono: float) -> Meter:
        """With what was heard since: the loudest sample as a share of the loudest there can be, 0 to 1."""
        now = max(FLOOR, 20 * log10(share)) if share > 0 else FLOOR
        dead = None if share > 0 else mono if self.dead_since is None else self.dead_since
        if now >= self.loudest or mono - self.at >= HELD:
            return Meter(now, now, mono, dead)
        return replace(self, now=now, dead_since=dead)

    @property
    def word(self) -> str:
        """`silent`, `quiet`, `good` or `too loud`, by the loudest of the last seconds."""
        if self.loudest < _REST:
            return "silent"
        if self.loudest < _SOFT:
            return "quiet"
        return "good" if self.loudest <= _LOUD else "too loud"

    @property
    def bar(self) -> tuple[int, int]:
        """(cells that are filled now, the cell of the loudest), 0 to CELLS."""
        return _cells(self.now), _cells(self.loudest)

    def dead(self, mono: float) -> bool:
        """Whether nothing at all has come for HELD seconds: it is muted, or forbidden to us."""
        return self.dead_since is not None and mono - self.dead_since >= HELD


def _cells(level: float) -> int:
    return round((level - FLOOR) / -FLOOR * CELLS)
