"""The `--country` of the commands that read numbers."""

from __future__ import annotations

import argparse

from tui.core.people.phone import known
from tui.core.text import plain
from tui.files.home import Home


def add_country(parser: argparse.ArgumentParser) -> None:
    """Add the argument."""
    parser.add_argument(
        "--country",
        metavar="US",
        type=_country,
        help="where a number without a country code is from (two letters; else your settings)",
    )


def country_of(args: argparse.Namespace, home: Home) -> str:
    """The country that was given, else that of the settings."""
    from tui.settings import read_settings

    return args.country or read_settings(home).country


def _country(text: str) -> str:
    code = "GB" if text.strip().upper() == "UK" else text.strip().upper()
    if not known(code):
        raise argparse.ArgumentTypeError(f"'{plain(text)}' is no country code like US, GB or DE")
    return code
