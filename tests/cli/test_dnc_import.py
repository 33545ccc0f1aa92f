"""`offhook dnc import` and `remove`: what a list says, what its next file makes of it, and what stays."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.desk import AT, PEOPLE, answer, fill, kept, refusal
from tests.core.given import NOW
from tui.__main__ import main
from tui.core.call.attempt import DoNotCall
from tui.core.lists.dnc import DncList
from tui.core.ports import Store
from tui.files import inbox
from tui.files.home import Home
from tui.wiring import open_services, open_store

Said = pytest.CaptureFixture[str]
SAMPLES = Path(__file__).parent.parent / "data" / "dnc"
A, B, C = "+442079460101", "+12125550102", "+442079460199"


@pytest.fixture
def home(london: Home) -> Home:
    fill(london, *PEOPLE)
    return london


@pytest.fixture
def app(home: Home) -> Iterator[Store]:
    """Somebody who has the store, as the open app has it."""
    store = open_store(home)
    yield store
    store.close()


def file(folder: Path, *lines: str, name: str = "registry.txt", days: float = 0) -> str:
    """A file of these lines, written so many days ago."""
    path = folder / name
    path.write_text("".join(f"{line}\n" for line in lines))
    when = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    os.utime(path, (when, when))
    return str(path)


def took(said: Said, *arguments: str) -> Any:
    return answer(said, "dnc", "import", *arguments)


def forbidden(said: Said, *numbers: str) -> list[str]:
    return [f["e164"] for f in answer(said, "dnc", "check", *numbers) if f["do_not_call"]]


def test_a_list_holds_everybody_who_has_a_number_of_it(home: Home, tmp_path: Path, capsys: Said) -> None:
    done = took(capsys, file(tmp_path, A, "no number", C), "--list", "TPS")
    assert {key: done[key] for key in ("list", "file", "full", "records", "numbers", "added", "removed")} == {
        "list": "TPS",
        "file": "registry.txt",
        "full": True,
        "records": 3,
        "numbers": 2,
        "added": 2,
        "removed": 0,
    }
    assert done["skipped"] == [{"line": 2, "why": "'no number': no number"}]
    order = answer(capsys, "queue", "--at", AT)
    assert ([item["contact"] for item in order["items"]], order["held"]) == ([2], {"do not call": 2})
    assert answer(capsys, "number", A)[0]["why"] == "do not call: on the list TPS"


def test_the_next_full_file_takes_its_place_and_says_so(home: Home, tmp_path: Path, capsys: Said) -> None:
    took(capsys, file(tmp_path, A, B))
    path = file(tmp_path, B, C)
    assert main(["dnc", "import", path]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 numbers in registry.txt, read as CSV, UTF-8, commas.",
        "The do-not-call list registry has 2 numbers: 1 new, 1 lifted, 1 as before.",
    ]
    assert forbidden(capsys, A, B, C) == [B, C]


def test_changes_go_to_the_list_that_has_what_they_delete(home: Home, tmp_path: Path, capsys: Said) -> None:
    took(capsys, file(tmp_path, A, B), "--list", "TPS")
    took(capsys, file(tmp_path, C), "--list", "own")
    changes = file(tmp_path, f"{A},D", f"{C},A", name="change.txt")
    done = took(capsys, changes)
    assert (done["list"], done["full"], done["added"], done["removed"]) == ("TPS", False, 1, 1)
    assert forbidden(capsys, A, B, C) == [B, C]
    only_new = file(tmp_path, f"{A},A", name="more.txt")
    assert "Which one? --list NAME. There are: 'TPS', 'own'." in refusal(capsys, "dnc", "import", only_new)
    assert took(capsys, only_new, "--list", "own")["total"] == 2


def test_what_a_list_lifts_stays_forbidden_by_hand(home: Home, tmp_path: Path, capsys: Said) -> None:
    took(capsys, file(tmp_path, A, B))
    answer(capsys, "dnc", "add", A)
    done = took(capsys, file(tmp_path, f"{A},D", f"{B},D", name="registry.csv"), "--list", "registry")
    assert forbidden(capsys, A, B) == [A]
    assert done["warnings"] == [
        "1 number lifted here may still not be called: added by hand, said in a call, or on another list."
    ]


def test_changes_of_a_list_that_is_not_there_are_taken_and_told(
    home: Home, tmp_path: Path, capsys: Said
) -> None:
    done = took(capsys, file(tmp_path, f"{A},A", f"{B},D"), "--list", "TPS")
    assert (done["added"], done["removed"]) == (1, 0)
    assert done["warnings"] == [
        "There was no list TPS before: it has only what changed. Import the full list, too."
    ]


def test_a_file_that_would_lift_most_is_asked_about(home: Home, tmp_path: Path, capsys: Said) -> None:
    took(capsys, str(SAMPLES / "ftc_full_flat_comma.txt"), "--list", "FTC")
    part = file(tmp_path, "201,5550144")
    assert "would lift 599 of them" in refusal(capsys, "dnc", "import", part, "--list", "FTC")
    assert "0 numbers" in refusal(capsys, "dnc", "import", str(SAMPLES / "empty.txt"), "--list", "FTC")
    assert [one.total for one in kept(home, DncList)] == [600]
    assert took(capsys, part, "--list", "FTC", "--force")["total"] == 1


def test_a_list_is_given_up_when_it_is_said_twice(home: Home, tmp_path: Path, capsys: Said) -> None:
    took(capsys, file(tmp_path, A, B), "--list", "TPS")
    answer(capsys, "dnc", "add", A)
    assert "If it is meant: --force" in refusal(capsys, "dnc", "remove", "TPS")
    assert "There is: 'TPS'." in refusal(capsys, "dnc", "remove", "CTPS")
    assert answer(capsys, "dnc", "remove", "TPS", "--force") == {"list": "TPS", "removed": 2}
    assert forbidden(capsys, A, B) == [A]


def test_a_list_under_another_name_is_told(home: Home, tmp_path: Path, capsys: Said) -> None:
    took(capsys, file(tmp_path, A, B, name="november.txt"))
    (note,) = took(capsys, file(tmp_path, A, B, C, name="december.txt"))["warnings"]
    assert note.endswith("--list 'november'.")


def test_what_the_rep_took_back_comes_again_with_the_next_file(
    home: Home, tmp_path: Path, capsys: Said
) -> None:
    fill(home, DoNotCall(1, NOW, A, why="on the list TPS", lifted=NOW, list="TPS"))
    (note,) = took(capsys, file(tmp_path, A, B), "--list", "TPS")["warnings"]
    assert note == "1 number you had taken back may not be called again."


# ------------------------------------------------------------------------------------------------- ages


def test_an_old_list_is_told_everywhere(home: Home, tmp_path: Path, capsys: Said) -> None:
    (note,) = took(capsys, file(tmp_path, B, days=32), "--list", "FTC")["warnings"]
    assert "32 days old: get a new one" in note
    (one,) = answer(capsys, "dnc", "list")["lists"]
    assert (one["age_days"], one["limit_days"], one["old"]) == (32, 31, True)
    (fact,) = answer(capsys, "dnc", "check", B)
    assert (fact["lists"][0]["list"], fact["lists"][0]["old"]) == ("FTC", True)
    for command in (["dnc", "check", A], ["dnc", "list"], ["doctor"]):
        assert main(command) == 0
        assert "The do-not-call list FTC is 32 days old" in capsys.readouterr().out
    took(capsys, file(tmp_path, B), "--list", "FTC")
    assert main(["dnc", "check", A]) == 0
    assert "old" not in capsys.readouterr().out


@pytest.mark.parametrize(("days", "old"), [(27, False), (29, True)])
def test_british_numbers_have_a_limit_of_their_own(
    home: Home, tmp_path: Path, capsys: Said, days: int, old: bool
) -> None:
    took(capsys, file(tmp_path, A, days=days))
    (fact,) = answer(capsys, "dnc", "check", A)
    assert (fact["lists"][0]["limit_days"], fact["lists"][0]["old"]) == (28, old)


def test_since_when_is_told_and_a_date_can_be_given(home: Home, tmp_path: Path, capsys: Said) -> None:
    path = file(tmp_path, A)
    done = took(capsys, path, "--as-of", "2026-01-05T09:00:00+00:00")
    assert done["as_of"] == "2026-01-05T09:00:00+00:00"
    took(capsys, file(tmp_path, A, B))
    assert main(["dnc", "check", A]) == 0
    said = capsys.readouterr().out
    assert said == "+442079460101: do not call: on the list registry since 2026-01-05 (list 0 days old)\n"


# ------------------------------------------------------------------------------------------ beside the app


def test_it_is_handed_to_the_open_app_and_counts_at_once(
    home: Home, app: Store, tmp_path: Path, capsys: Said
) -> None:
    done = took(capsys, file(tmp_path, A, B), "--list", "TPS")
    assert (done["handed_over"], done["total"]) == (True, 2)
    assert forbidden(capsys, A, B, C) == [A, B]
    assert took(capsys, file(tmp_path, f"{A},D", name="c.txt"), "--list", "TPS")["removed"] == 1
    assert forbidden(capsys, A, B) == [B]
    app.close()
    services = open_services(home)
    said = [news.said for news in services.take_up()]
    services.store.close()
    assert said == [f"The do-not-call list TPS has {many}" for many in ("2 numbers", "1 number")]
    assert inbox.waiting(home.inbox) == []
    assert forbidden(capsys, A, B) == [B]


# ---------------------------------------------------------------------------------------------- the sample


def test_the_call_list_of_the_sample_is_matched(london: Home, capsys: Said) -> None:
    took(capsys, str(SAMPLES / "internal_suppression_messy.csv"), "--country", "GB")
    with (SAMPLES / "match_calllist.csv").open(newline="") as rows:
        people = list(csv.DictReader(rows))
    with (SAMPLES / "match_expected.csv").open(newline="") as rows:
        expected = {row["Name"]: row["blocked"] == "1" for row in csv.DictReader(rows)}
    found = {}
    for row in people:
        # With one that is free beside it: of numbers that are none alone nothing is said.
        numbers = [row["Phone"], "+442079460999"] if row["Phone"] else []
        facts = answer(capsys, "dnc", "check", *numbers, "--country", row["Country"]) if numbers else []
        found[row["Name"]] = any(fact["do_not_call"] for fact in facts)
    assert found == expected
    assert main(["import", str(SAMPLES / "match_calllist.csv"), "--country", "GB"]) == 0
    capsys.readouterr()
    callable_ = {item["name"] for item in answer(capsys, "queue", "--at", AT)["items"]}
    assert callable_.isdisjoint(name for name, blocked in expected.items() if blocked)
    assert {"Near miss", "Other country", "Hal", "Lou"} <= callable_


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "0 numbers. The file is empty."), ("Name\nAda\n", "0 numbers. Not one of its 2 lines")],
)
def test_a_file_without_numbers_changes_nothing(
    home: Home, tmp_path: Path, capsys: Said, text: str, says: str
) -> None:
    path = tmp_path / "no.txt"
    path.write_text(text)
    complaint = refusal(capsys, "dnc", "import", str(path))
    assert complaint.startswith(f"no.txt: {says}")
    assert "Nothing was changed." in complaint
