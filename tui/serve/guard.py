"""Who may come in: this computer, with the key, from our own page. Nothing of the network in here.

Anybody's page in the same browser can send requests to this address, and can give a name of its own to it
(DNS rebinding). So three things are asked of each: that it calls us by a name of this computer (`Host`), that
it comes from our own page if it says where from (`Origin`), and that it has the key.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass, field

#: The names of this computer to itself.
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?", re.IGNORECASE | re.ASCII)

#: What is said to whoever is not let in.
STRANGER = "This address has no key, or an old one. Take the whole address that `offhook serve` printed."
ELSEWHERE = "Offhook answers only to 127.0.0.1 and localhost, and only to its own page."


def new_token() -> str:
    """A key that nobody guesses: 256 bits, in letters that may stand in an address."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Guard:
    """The door of one start."""

    token: str = field(repr=False)

    def refuse(self, host: str, origin: str | None, given: str, *, from_page: bool = False) -> str:
        """Why a request is not let in, as a sentence; empty: it is.

        Args:
            host: its `Host`. The port may be another than ours: `ssh -L` chooses one.
            origin: its `Origin`, if it says so; browsers always do for a websocket.
            given: the key it brings.
            from_page: it must come from our page.
        """
        if not _HOST.fullmatch(host):
            return ELSEWHERE
        if (from_page or origin is not None) and origin != f"http://{host}":
            return ELSEWHERE
        right = hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode())
        return "" if right else STRANGER
