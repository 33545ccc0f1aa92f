"""Who calls: the rep's name, company and number to call back, which every script says."""

from __future__ import annotations

from tui.screens.ask import Ask, AskFields
from tui.screens.base import Base
from tui.settings import Settings

#: Setting → its label, and what an answer looks like.
_FIELDS = {
    "my_name": ("your name", "as you say it on the phone"),
    "my_company": ("your company", "as you say it on the phone"),
    "my_number": ("your number", "for voicemails: where they call back"),
}
_LONGEST = 60


def unsaid(settings: Settings) -> bool:
    """Whether the openers lack who calls."""
    return not (settings.my_name and settings.my_company)


def ask_me(screen: Base) -> None:
    """Ask for the three, and save them."""
    settings = screen.services.settings
    fields = [Ask(key, label, str(getattr(settings, key)), hint) for key, (label, hint) in _FIELDS.items()]

    def answered(texts: dict[str, str]) -> None:
        screen.choose("Saved: your openers and voicemails say it from now on.", **texts)

    screen.ask(AskFields("Who calls?", fields, _flaw), answered)


def _flaw(texts: dict[str, str]) -> str:
    long = next((key for key, text in texts.items() if len(text) > _LONGEST), "")
    return f"{_FIELDS[long][0].capitalize()}: {_LONGEST} characters at the most." if long else ""
