"""The last question before any phone: may this number be rung at all? Asked again at that moment."""

from __future__ import annotations

import re

from tui.core.contact import Contact
from tui.core.ports import Shelf
from tui.core.standing import Standing

_E164 = re.compile(r"\+[1-9][0-9]{6,14}\Z")


def refuse(shelf: Shelf, contact: Contact, e164: str) -> str:
    """Why this call must not be made, as a sentence; empty when it may (PRODUCT.md §6.3).

    Hours are not asked here: they can be overruled with a reason, this cannot.
    """
    if not _E164.match(e164):
        return f"{e164 or 'Nothing'} is no full phone number. Nothing was dialed."
    standing = shelf.get(Standing, contact.id)
    if why := contact.do_not_call or (standing.do_not_call if standing else ""):
        return f"{contact.title} is not to be called ({why}). Nothing was dialed."
    if shelf.do_not_call(e164):
        return f"{e164} is on the do-not-call list. Nothing was dialed."
    from tui.core import phone  # with the library it brings, only when somebody dials

    if why := phone.dialable(e164):
        return f"{e164} is never dialed: {why}. Nothing was dialed."
    return ""
