"""The few requests to Twilio that a call takes, and its faults as sentences. Only here is httpx imported.

https://www.twilio.com/docs/voice/api/call-resource, https://www.twilio.com/docs/api/errors
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import httpx

from tui.core.ports import DialTrouble
from tui.core.text import cut, plain
from tui.dialer.secrets import Secret

BASE = "https://api.twilio.com"
#: Seconds for a whole request, however slowly it drips in.
PATIENCE = 10.0

#: Codes of faults, also of those that come up while a call is put through → what happened, what to do.
SENTENCES: Mapping[int, tuple[str, str]] = {
    10001: ("Twilio has closed this account.", "Look at your account there; it may be out of credit."),
    13214: ("Twilio does not let you call with this caller_id.", "Take a number you have or proved there."),
    13227: ("Twilio does not call that country from your account.", "Allow it there, under geo permissions."),
    20003: ("Twilio does not accept the account or its token.", "Check account, user and the password."),
    20005: ("Twilio has closed this account.", "Look at your account there; it may be out of credit."),
    20404: ("Twilio knows no such account.", "Check account in config.yaml; it begins with AC."),
    20429: ("Twilio asks for patience: too many calls at once.", "Wait a few seconds and try again."),
    21210: ("Twilio does not let you call with this caller_id.", "Take a number you have or proved there."),
    21211: ("Twilio cannot ring your own phone: my_phone is no number.", "Check my_phone in config.yaml."),
    21212: ("Twilio does not let you call with this caller_id.", "Take a number you have or proved there."),
    21214: ("Twilio cannot ring your own phone.", "Check my_phone in config.yaml."),
    21215: ("Twilio does not call the country of your own phone.", "Allow it there, under geo permissions."),
    21216: ("Twilio does not call your own phone.", "Ask Twilio why my_phone is blocked."),
    21219: ("A trial account of Twilio calls only numbers that were proved.", "Prove my_phone there."),
    32205: ("Twilio does not call that country from your account.", "Allow it there, under geo permissions."),
}
NOT_LET_IN = 20003
#: Where Twilio gives no code of its own.
_STATUS = {401: NOT_LET_IN, 403: NOT_LET_IN, 404: 20404, 429: 20429}
_LATER = "Try again in a minute; until then, dial it yourself."


class Away(Exception):
    """Twilio did not reply, or could not: to be asked again in `after` seconds (0: as one likes)."""

    def __init__(self, why: str, after: float = 0.0) -> None:
        super().__init__(why)
        self.after = after

    def trouble(self, safe: str = "Nothing was dialed.") -> DialTrouble:
        """The same for the rep."""
        return DialTrouble(f"Twilio cannot be reached: {self}.", safe, _LATER)


class Refused(DialTrouble):
    """Twilio said no. `code` is its own number for why."""

    def __init__(self, code: int, words: str) -> None:
        said = cut(plain(words).strip(" ."), 80) or "it does not say why"
        happened, todo = SENTENCES.get(code, (f"Twilio refuses: {said} ({code}).", ""))
        super().__init__(happened, todo=todo)
        self.code = code


class Api:
    """Twilio, signed in. Every method raises Away and Refused."""

    def __init__(self, account: str, user: str, secret: Secret, base: str = BASE) -> None:
        self._http = httpx.AsyncClient(
            base_url=f"{base}/2010-04-01/Accounts/{account}/",
            auth=httpx.BasicAuth(user or account, secret.reveal()),
            timeout=PATIENCE,
        )

    async def look(self) -> None:
        """Whether we are let in. An API key may not read the account itself, but calls."""
        await self._send("GET", "Calls.json", params={"PageSize": 1})

    async def start(self, to: str, caller: str, twiml: str, ring: int) -> str:
        """Ring `to` and go on as `twiml` says. Returns the id of the call."""
        data = {"To": to, "From": caller, "Twiml": twiml, "Timeout": ring}
        made = await self._send("POST", "Calls.json", data=data)
        if not isinstance(sid := made.get("sid"), str) or not sid.isalnum():
            raise Away("it replied something that is no call")
        return sid

    async def call(self, sid: str) -> Mapping[str, Any]:
        """A call as it is now."""
        return await self._send("GET", f"Calls/{sid}.json")

    async def children(self, sid: str) -> Sequence[Mapping[str, Any]]:
        """The calls that this one dialed."""
        return _rows(await self._send("GET", "Calls.json", params={"ParentCallSid": sid}), "calls")

    async def faults(self, sid: str) -> Sequence[int]:
        """The codes of what went wrong in a call."""
        found = _rows(await self._send("GET", f"Calls/{sid}/Notifications.json"), "notifications")
        codes = (str(row.get("error_code", "")) for row in found)
        return [int(code) for code in codes if code.isdecimal() and len(code) < 7]

    async def end(self, sid: str) -> None:
        """End a call, whether it rings or is talked in. One that is over stays over."""
        try:
            await self._send("POST", f"Calls/{sid}.json", data={"Status": "completed"})
        except Refused as refused:
            if refused.code not in {20404, 21220}:
                raise

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()

    async def _send(self, method: str, path: str, **more: Any) -> Mapping[str, Any]:
        try:
            async with asyncio.timeout(PATIENCE):
                reply = await self._http.request(method, path, **more)
        except (TimeoutError, httpx.TimeoutException):
            raise Away("it does not reply") from None
        except httpx.ConnectError:
            raise Away("there is no connection to it") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError):
            raise Away("the connection broke") from None
        return _read(reply)


def _read(reply: httpx.Response) -> Mapping[str, Any]:
    """What the reply says. Raises Away and Refused."""
    if reply.status_code >= 500:
        raise Away(f"it has a fault of its own ({reply.status_code})", _after(reply))
    try:
        said = reply.json()
    except ValueError:
        said = None
    found: Mapping[str, Any] = said if isinstance(said, dict) else {}
    if reply.status_code == 429:
        raise Busy(_after(reply))
    if not reply.is_success:
        code = found.get("code")
        code = code if isinstance(code, int) else _STATUS.get(reply.status_code, reply.status_code)
        raise Refused(code, str(found.get("message", "")))
    if not found:
        raise Away("what it replies cannot be read")
    return found


class Busy(Away):
    """Twilio asks for patience."""

    def __init__(self, after: float) -> None:
        super().__init__("it asks for patience", after)

    def trouble(self, safe: str = "Nothing was dialed.") -> DialTrouble:
        """The same for the rep."""
        happened, todo = SENTENCES[20429]
        return DialTrouble(happened, safe, todo)


def _after(reply: httpx.Response) -> float:
    """Seconds to wait, where Twilio says so; a minute at most."""
    said = reply.headers.get("retry-after", "")
    return min(60.0, float(said)) if said.isdecimal() and len(said) < 6 else 0.0


def _rows(found: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    rows = found.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
