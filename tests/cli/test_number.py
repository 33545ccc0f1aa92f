"""`offhook number`, through the front door."""

import json
from pathlib import Path
from typing import Any

import pytest

from tui.__main__ import main

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OFFHOOK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def facts(capsys: Said, *arguments: str) -> list[dict[str, Any]]:
    assert main(["number", *arguments, "--json"]) == 0
    answer: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return answer


def test_a_number_in_its_hours(capsys: Said, home: Path) -> None:
    assert facts(capsys, "(212) 555-0123 x12", "--country", "US", "--at", "2026-11-23T15:00Z") == [
        {
            "raw": "(212) 555-0123 x12",
            "e164": "+12125550123",
            "extension": "12",
            "kind": "other",
            "zones": ["America/New_York"],
            "ambiguous": False,
            "callable": True,
            "why": None,
            "local_times": ["2026-11-23T10:00-05:00"],
            "opens": None,
        }
    ]
    assert not home.exists()


def test_outside_the_hours_it_says_when_they_open(capsys: Said) -> None:
    (fact,) = facts(capsys, "+12125550123", "--at", "2026-11-23T04:00Z")
    assert fact["callable"]
    assert "hours" in fact["why"]
    assert "2026-11-23T12:00" <= fact["opens"] <= "2026-11-23T15:00"


@pytest.mark.parametrize(
    ("number", "at", "why", "opens"),
    [
        ("+12055550123", "2026-11-29T18:00Z", "closed in AL on Sundays (Drop Cowboy", "2026-11-30T14:00"),
        ("+12055550123", "2026-11-26T18:00Z", "Thanksgiving, closed in AL", "2026-11-27T14:00"),
        ("+33142685300", "2026-11-24T12:15Z", "10:00–13:00, 14:00–20:00 in France", "2026-11-24T13:00"),
        ("+33142685300", "2026-07-14T12:15Z", "Bastille Day, closed in France", "2026-07-15T08:00"),
        ("+61255501234", "2026-04-03T02:00Z", "Good Friday, closed in Australia", "2026-04-03T22:00"),
        ("+81312345678", "2026-11-24T13:00Z", "08:00–21:00 there (courtesy", "2026-11-24T23:00"),
    ],
)
def test_the_rule_that_closes_is_said_with_its_source(
    capsys: Said, number: str, at: str, why: str, opens: str
) -> None:
    (fact,) = facts(capsys, number, "--at", at)
    assert fact["why"].startswith(f"outside calling hours: {why}")
    assert (fact["callable"], fact["opens"]) == (True, f"{opens}:00+00:00")
    assert main(["number", number, "--at", at]) == 0
    assert f"; not now: {why}" in capsys.readouterr().out


def test_a_number_that_no_hours_open(capsys: Said, home: Path) -> None:
    home.mkdir()
    (home / "hours.yaml").write_text(
        "countries: {JP: {name: Japan, source: ours}}\ndefault: {mon-sun: closed}\n"
    )
    (fact,) = facts(capsys, "+81312345678", "--at", "2026-11-24T13:00Z")
    assert (fact["why"], fact["opens"]) == ("outside calling hours: closed in Japan on Tuesdays (ours)", None)
    assert main(["number", "+81312345678", "--at", "2026-11-24T13:00Z"]) == 0
    assert capsys.readouterr().out.endswith("not now: closed in Japan on Tuesdays (ours).\n")


def test_what_is_no_number_has_no_e164(capsys: Said) -> None:
    said = facts(capsys, "911", "1234567890", "01/06/2024", "4.42E+11", "--country", "US")
    assert [(f["e164"], f["callable"], f["opens"]) for f in said] == [(None, False, None)] * 4
    assert all(f["why"] for f in said)


def test_premium_numbers_are_named_and_never_callable(capsys: Said) -> None:
    (fact,) = facts(capsys, "+1 900 555 0123")
    assert (fact["e164"], fact["callable"]) == ("+19005550123", False)
    assert "premium" in fact["why"]


def test_ambiguous_is_where_the_clocks_differ(capsys: Said) -> None:
    mobile, london, free = facts(capsys, "+61491570102", "+447700900123", "+18005550123")
    assert (mobile["ambiguous"], london["ambiguous"], free["ambiguous"]) == (True, False, False)
    assert len(london["zones"]) > 1  # Jersey and London: one clock
    assert (free["zones"], free["local_times"]) == ([], [])


def test_a_number_on_the_list_is_not_callable(capsys: Said) -> None:
    assert main(["dnc", "add", "+442079460101"]) == 0
    capsys.readouterr()
    (fact,) = facts(capsys, "020 7946 0101", "--country", "GB")
    assert not fact["callable"]
    assert "do not call" in fact["why"]


def test_in_sentences(capsys: Said) -> None:
    arguments = ["(212) 555-0123", "911", "+1 900 555 0123", "--country", "US", "--at", "2026-11-23T04:00Z"]
    assert main(["number", *arguments]) == 0
    said = capsys.readouterr().out
    assert "(212) 555-0123: +12125550123, America/New_York, 23:00 there; not now" in said
    assert "911: no number that can be dialed (an emergency number)." in said
    assert "may not be called: a premium rate number" in said


def test_hostile_text(capsys: Said) -> None:
    assert main(["number", "\x1b]52;c;eA==\x07+442079460101\u202e"]) == 0
    said = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    assert "+442079460101" in said


def test_usage(capsys: Said) -> None:
    assert main(["number"]) == 2
    assert main(["number", "1", "--at", "tomorrow"]) == 2
    assert "tomorrow" in capsys.readouterr().err


def test_the_plan_of_a_country_says_which_are_mobile(capsys: Said) -> None:
    numbers = ["+33612345678", "+442079460101", "+12125550123", "020 7946 0101 (mob)", "911"]
    kinds = [fact["kind"] for fact in facts(capsys, *numbers, "--country", "GB")]
    assert kinds == ["mobile", "other", "other", "mobile", "other"]


def test_mexican_mobiles_of_before_2019(capsys: Said) -> None:
    numbers = ["+52 1 55 1234 5678", "0052-1-55-1234-5678", "+5215512345678", "+52 55 1234 5678"]
    assert {fact["e164"] for fact in facts(capsys, *numbers, "--country", "US")} == {"+525512345678"}
