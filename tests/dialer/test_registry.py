"""Which phone is used: the one of the settings, or the rep's own and why."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.memory import MemoryStore
from tui.core.call.gate import Allowed
from tui.core.call.phones import SECTIONS, Asterisk, Command, Phones, Twilio
from tui.core.clock import FakeClock
from tui.core.ports import Cap, Dialer
from tui.dialer import registry
from tui.dialer.line import Limits
from tui.dialer.manual import ManualDialer
from tui.dialer.registry import WAYS, Desk, Way, choose
from tui.files.home import Home
from tui.wiring import open_services


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(Phones(), FakeClock(), Limits(), tmp_path / "phone")


def test_every_section_has_its_way() -> None:
    assert set(WAYS) == {"manual", *SECTIONS}


def test_the_reps_own_phone_is_always_there(desk: Desk) -> None:
    assert choose("manual", desk).trouble is None
    assert isinstance(choose("manual", desk).dialer, ManualDialer)


def test_the_chosen_one_with_its_settings(desk: Desk) -> None:
    phones = Phones(command=Command(dial=("phone", "{e164}")))
    chosen = choose("command", replace(desk, phones=phones))
    assert (chosen.dialer.name, chosen.trouble) == ("phone", None)


def test_one_nobody_knows(desk: Desk) -> None:
    chosen = choose("fax", desk)
    assert isinstance(chosen.dialer, ManualDialer)
    assert "There is no phone called 'fax'." in str(chosen.trouble)
    assert "manual, uri, command" in str(chosen.trouble)


def test_one_whose_settings_cannot_be(desk: Desk) -> None:
    chosen = choose("command", desk)
    assert isinstance(chosen.dialer, ManualDialer)
    assert "No program is named that dials." in str(chosen.trouble)
    assert "Until then calls go over your own phone" in str(chosen.trouble)


def test_one_whose_extra_is_not_installed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(desk: Desk) -> Dialer:
        raise ModuleNotFoundError("No module named 'httpx'", name="httpx")

    monkeypatch.setattr(registry, "WAYS", {"twilio": Way(make, "twilio")})
    chosen = choose("twilio", desk)
    assert isinstance(chosen.dialer, ManualDialer)
    assert "Install offhook[twilio]" in str(chosen.trouble)


def test_the_services_of_a_home_dial_as_its_settings_say(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(
        "phone: command\ncommand: {preset: twinkle}\ncountries_allowed: [US]\ndials_an_hour: 7\n"
    )
    services = open_services(Home(tmp_path), store=MemoryStore())
    runner = services.runner()
    assert (runner.phone.dialer.name, runner.phone.trouble, runner.phone.by_hand) == ("twinkle", None, False)
    assert services.allowed() == Allowed(frozenset({"US"}), 7, refuse=False)
    (tmp_path / "config.yaml").write_text("phone: command\n")
    runner = open_services(Home(tmp_path), store=MemoryStore()).runner()
    assert runner.phone.by_hand
    assert "No program is named that dials." in str(runner.phone.trouble)


def test_a_phone_is_imported_when_it_is_used() -> None:
    """`offhook queue` opens the same services, and needs none."""
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, tui.wiring; print([m for m in sys.modules if 'tui.dialer' in m])",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("name", "phones", "lacks"),
    [
        ("asterisk", Phones(asterisk=Asterisk(user="rep", my_phone="PJSIP/1001")), "user"),
        (
            "twilio",
            Phones(twilio=Twilio(account="AC" + "0" * 32, my_phone="+15555550199", caller_id="+15555550198")),
            "account",
        ),
    ],
)
def test_those_that_ring_the_rep_first_are_made_of_their_settings(
    desk: Desk, name: str, phones: Phones, lacks: str
) -> None:
    chosen = choose(name, replace(desk, phones=phones))
    assert chosen.trouble is None
    assert Cap.OWN_FIRST in chosen.dialer.capabilities
    without = choose(name, replace(desk, phones=Phones()))
    assert isinstance(without.dialer, ManualDialer)
    assert lacks in str(without.trouble)
