"""Names in braces, out of the many ways to write them: `--A--first_name--B--` becomes `{first_name}`."""

from __future__ import annotations

import re

from tui.core.text import fold

VICIDIAL = re.compile(r"--A--([A-Za-z0-9_]{1,60})--B--")
_OTHERS = re.compile(
    r"\{\{\s*([A-Za-z][\w .]{0,40}?)\s*\}\}"  # {{first_name}}
    r"|\$\{\s*([A-Za-z][\w.]{0,40})\s*\}"  # ${first_name}
    r"|\{\s*([A-Za-z][\w '’/-]{0,40}?)\s*\}"  # {First Name}
    r"|%([A-Za-z]\w{1,40})%"  # %first_name%
    r"|\[\s*([A-Za-z][\w '’/-]{0,40}?)\s*\]"  # [First Name], where it is known
    r"|<\s*([A-Za-z][\w '’-]{0,40}?)\s*>"  # <first name>
)
_OURS = {
    "first_name": "first_name, firstname, name, first name, prospect, prospect name, prospects name,"
    " customer name, contact name, lead name, client name, their name, contact first name, fname",
    "last_name": "last_name, lastname, last name, surname, lname",
    "company": "company, company name, company_name, their company, prospect company, business name,"
    " organization, organisation, account, account name",
    "my_name": "my_name, my name, your name, agent name, agent, rep name, rep, fullname, caller name,"
    " user fullname, sdr name",
    "my_company": "my_company, my company, your company, our company, company we, your company name",
    "my_number": "my_number, my number, your number, callback number, your phone number",
    "role": "role, title, job title, job_title, position",
    "city": "city, town",
    "day": "day",
    "time": "time",
    "referrer": "referrer, referral, referral name, mutual contact, mutual connection",
}
_KNOWN = {spelling.strip(): ours for ours, all in _OURS.items() for spelling in all.split(",")}


def renamed(text: str) -> str:
    """The text with the names in our braces. What is no name of anything we know stays as it is."""
    text = VICIDIAL.sub(lambda match: f"{{{_ours(match[1]) or _slug(match[1])}}}", text)

    def other(match: re.Match[str]) -> str:
        name = next(group for group in match.groups() if group)
        if ours := _ours(name):
            return f"{{{ours}}}"
        return f"{{{_slug(name)}}}" if match[0].startswith(("{{", "${")) else match[0]

    return _OTHERS.sub(other, text)


def _ours(name: str) -> str:
    return _KNOWN.get(fold(name.replace("_", " ")).replace("'", "").replace("’", ""), "") or _KNOWN.get(
        name.casefold(), ""
    )


def _slug(name: str) -> str:
    slug = re.sub(r"[^a-z0-9_]+", "_", fold(name)).strip("_")[:40]
    return slug if slug[:1].isalpha() else f"x_{slug}"
