"""Shares, and how much can be said with them. Nothing is claimed where the counts do not carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from tui.core.lists.harvest import FEW, LEVEL, interval

#: Of fewer a share says nothing: with 3 of 20 the true one may well be anything from 5 to 36 of a hundred.
ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    hits: int = 0
    of: int = 0

    @property
    def share(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.hits / self.of if self.of else 0.0

    @property
    def percent(self) -> int:
        """The share of a hundred, rounded."""
        return round(100 * self.share)

    @property
    def interval(self) -> tuple[float, float]:
        """Between which shares the true one lies, 19 times in 20 (Wilson 1927)."""
        return interval(self.hits, self.of)

    @property
    def enough(self) -> bool:
        """Whether the share may be shown as one; else only the counts are."""
        return self.of >= ENOUGH

    @property
    def words(self) -> str:
        """`12 of 80, 15%`; of few `3 of 7, too few to say`; of none `none yet`."""
        if not self.of:
            return "none yet"
        said = f"{self.percent}%" if self.enough else "too few to say"
        return f"{self.hits:,} of {self.of:,}, {said}"


def ahead(rates: Sequence[Rate]) -> tuple[int, ...]:
    """The places of those that are surely better than all the others together, the best first; mostly none.

    A rate is looked at from ENOUGH calls and FEW hits on. Its interval must lie above that of all others, at
    a level divided by how many are looked at (Bonferroni): the best of 60 hours is often chance.
    """
    looked_at = [place for place, rate in enumerate(rates) if rate.enough and rate.hits >= FEW]
    if not looked_at:
        return ()
    z = NormalDist().inv_cdf(1 - LEVEL / 2 / len(looked_at))
    hits, of = sum(rate.hits for rate in rates), sum(rate.of for rate in rates)
    found = []
    for place in looked_at:
        rate = rates[place]
        margin = interval(rate.hits, rate.of, z)[0] - interval(hits - rate.hits, of - rate.of, z)[1]
        if margin > 0:
            found.append((margin, place))
    return tuple(place for _, place in sorted(found, key=lambda pair: (-pair[0], pair[1])))
