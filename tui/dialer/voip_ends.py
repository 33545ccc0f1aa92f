"""What the last words of a SIP call say: its outcome, who ended it, and the code.

The words are those of baresip 1.0 to 4.x (`CALL_CLOSED`), written down from real calls. SIP codes are those
of RFC 3261 (607: RFC 8197), causes those of ITU-T Q.850.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui.core.ports import By, Outcome

_SIP = {
    401: Outcome.FAILED,
    403: Outcome.BLOCKED,
    404: Outcome.INVALID,
    407: Outcome.FAILED,
    408: Outcome.NO_ANSWER,
    410: Outcome.INVALID,
    416: Outcome.UNREACHABLE,  # it, 484 and 485 want numbers written otherwise: no fault of this one
    480: Outcome.NO_ANSWER,
    484: Outcome.UNREACHABLE,
    485: Outcome.UNREACHABLE,
    486: Outcome.BUSY,
    487: Outcome.CANCELED,
    502: Outcome.UNREACHABLE,
    503: Outcome.UNREACHABLE,
    504: Outcome.UNREACHABLE,
    600: Outcome.BUSY,
    603: Outcome.DECLINED,
    604: Outcome.INVALID,
    607: Outcome.DECLINED,
    608: Outcome.BLOCKED,
}
#: Where a server adds the cause of the telephone network, that says more than its own code.
_Q850 = {
    1: Outcome.INVALID,
    17: Outcome.BUSY,
    18: Outcome.NO_ANSWER,
    19: Outcome.NO_ANSWER,
    20: Outcome.NO_ANSWER,
    21: Outcome.DECLINED,
    22: Outcome.INVALID,
    27: Outcome.UNREACHABLE,
    28: Outcome.UNREACHABLE,
    34: Outcome.UNREACHABLE,
    38: Outcome.UNREACHABLE,
    41: Outcome.UNREACHABLE,
    42: Outcome.UNREACHABLE,
    50: Outcome.BLOCKED,
    57: Outcome.BLOCKED,
    102: Outcome.UNREACHABLE,
}
_CODE = re.compile(r"([3-6]\d\d)\b")
_CAUSE = re.compile(r"Q\.850\s*;\s*cause\s*=\s*(\d{1,3})", re.I)
#: 4.x ends its words with the number of the system's error.
_ERRNO = re.compile(r"\s*\[-?\d+\]\Z")
_US = {"connection reset by user", "rejected by user", "end of file"}
_THEM = {"connection reset by peer", ""}
_WAY = {
    "connection timed out",
    "connection refused",
    "destination address required",
    "host is down",
    "network is unreachable",
    "no route to host",
    "rtp stream error",
}


@dataclass(frozen=True, slots=True)
class End:
    """How a call ended."""

    outcome: Outcome
    by: By
    cause: str = ""
    """`sip:486` or `q850:17`; empty: no code was given."""

    @property
    def refused(self) -> bool:
        """Whether the server did not take our password."""
        return self.cause in {"sip:401", "sip:407"}

    @property
    def ours(self) -> bool:
        """Whether something on this computer failed: with a fair chance its sound devices."""
        return self.outcome is Outcome.FAILED and not self.cause


def end(words: str, *, rang: bool, answered: bool) -> End:
    """What the words mean for a call that rang or was answered before, as far as we know."""
    words = _ERRNO.sub("", words).strip()
    if code := _CODE.match(words):
        return _by_code(int(code[1]), words, rang)
    low = words.lower()
    if low in _US:
        return End(Outcome.ANSWERED if answered else Outcome.CANCELED, By.REP)
    if low in _THEM and answered:
        return End(Outcome.ANSWERED, By.THEM)
    if low in _WAY | _THEM:  # without an answer it was the connection to the server
        return End(Outcome.ANSWERED if answered else Outcome.UNREACHABLE, By.NETWORK)
    return End(Outcome.FAILED, By.NETWORK)


def _by_code(code: int, words: str, rang: bool) -> End:
    outcome = _SIP.get(code, Outcome.FAILED)
    if code == 408 and not rang:  # a server that could not get through to its own network
        outcome = Outcome.UNREACHABLE
    by = By.THEM if outcome in {Outcome.BUSY, Outcome.DECLINED} else By.NETWORK
    cause = _CAUSE.search(words)
    if cause and (told := _Q850.get(int(cause[1]))):
        return End(told, by, f"q850:{int(cause[1])}")
    return End(outcome, by, f"sip:{code}")
