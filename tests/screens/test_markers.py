"""Markers and the funnel on screen: counted at every key, saved at once, undone and redone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk import DANA, NOW, Desk, MakeDesk, mobile
from tests.golden import golden
from tests.screens.on_lists import go
from tui.core.call.attempt import Attempt
from tui.core.lists.profile import Marker, Profile
from tui.core.people.contact import Contact
from tui.files.home import Home
from tui.files.profile_file import ProfileFile

ROLES = ("Operations manager", "Buyer", "Operations manager", "Head of sales", "")


def crowd(many: int = 40) -> tuple[Contact, ...]:
    return tuple(
        Contact(
            id,
            f"Person {id}",
            f"Company {id}",
            ROLES[id % 5],
            (mobile(f"+4477009{id:05}"),),
            fields={"Team size": str(id * 10)},
        )
        for id in range(1, many + 1)
    )


@pytest.fixture
def d(desk: MakeDesk) -> Desk:
    return desk(crowd())


def saved(folder: Path) -> tuple[Marker, ...]:
    return ProfileFile(Home(folder)).read().profile.markers


async def add(d: Desk, pilot: object, field: str, rule: str, value: str) -> None:
    await go(d, pilot, "a", f"'{field}", "enter", f"'{rule}", "enter", f"'{value}", "enter")  # type: ignore[arg-type]


async def test_the_funnel_is_counted_while_one_types_and_kept(d: Desk, tmp_path: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "m")
        assert "No marker yet: everybody fits." in d.text
        await go(d, pilot, "a", "'role", "enter", "'contains", "enter", "'o")
        assert "holds for 24 of 40 · 24 left in all" in d.text
        await go(d, pilot, "'perations")
        assert "holds for 16 of 40 · 16 left in all" in d.text
        await go(d, pilot, "enter")
        await add(d, pilot, "team size", "between", "50-200")
        assert "● must      role contains operations" in d.text
        assert saved(tmp_path) == (
            Marker("role", "contains", "operations", "must"),
            Marker("Team size", "between", "50-200", "must"),
        )
        funnel = [line.partition("│")[2].split() for line in d.text.splitlines()]
        assert ["40", "everybody"] in funnel
        assert any(row[:1] == ["7"] and "Team" in row for row in funnel)
        await go(d, pilot, "escape")
        assert "2 markers, version 3" in d.text


async def test_undo_and_redo_go_through_the_versions_to_none_at_all(d: Desk, tmp_path: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "m")
        await add(d, pilot, "role", "is", "Buyer")
        await go(d, pilot, "m")
        assert saved(tmp_path)[0].part == "must not"
        await go(d, pilot, "u")
        assert saved(tmp_path)[0].part == "must"
        await go(d, pilot, "u")
        assert saved(tmp_path) == ()
        assert "No marker yet" in d.text
        await go(d, pilot, "u", "r", "r", "r")
        assert saved(tmp_path)[0].part == "must not"


async def test_part_weight_order_and_removal(d: Desk, tmp_path: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "m")
        await add(d, pilot, "role", "is", "Buyer")
        await add(d, pilot, "name", "contains", "1")
        await go(d, pilot, "plus")
        assert "● must      name contains 1" in d.text, "a must has no weight"
        await go(d, pilot, "m", "m", "plus", "plus", "minus")
        assert "+2 counts" in d.text
        await go(d, pilot, *["minus"] * 12)
        assert "-5 counts" in d.text
        await go(d, pilot, "left_square_bracket")
        assert [marker.field for marker in saved(tmp_path)] == ["name", "role"]
        await go(d, pilot, "right_square_bracket", "x")
        assert [marker.field for marker in saved(tmp_path)] == ["role"]
        await go(d, pilot, "x")
        assert saved(tmp_path) == ()


async def test_a_marker_is_changed_where_it_stands(d: Desk, tmp_path: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "m")
        await add(d, pilot, "role", "is", "Buyer")
        await add(d, pilot, "name", "contains", "1")
        await go(d, pilot, "up", "enter", "enter", "'empty", "down", "enter")
        assert saved(tmp_path)[0] == Marker("role", "not empty", "", "must")
        await go(d, pilot, "enter", "enter", "'the same text", "enter", "'buyer")
        assert "holds for 8 of 40" in d.text
        await go(d, pilot, "escape")
        assert saved(tmp_path)[0].rule == "not empty", "esc changes nothing"


async def test_the_arrows_offer_what_stands_there_most(d: Desk, tmp_path: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "m", "a", "'role", "enter", "'one of", "enter")
        assert "16  Operations manager" in d.text
        await go(d, pilot, "down", "', ", "down", "enter")
        value = saved(tmp_path)[0].value
        assert value.startswith("Operations manager, ")


async def test_what_cannot_be_is_said_while_typing(d: Desk, tmp_path: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "m", "a", "'role", "enter", "'matches", "enter", "'(a+)+")
        assert "This pattern could take for ever." in d.text
        await go(d, pilot, "enter")
        assert saved(tmp_path) == ()
        await go(d, pilot, "escape", "a", "'role", "enter", "'between", "enter", "'x", "enter")
        assert "'between' needs two numbers or two days" in d.text


async def test_limits_of_the_grades(d: Desk, tmp_path: Path) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "m", "g", *["backspace"] * 3, "'1 2", "enter")
        assert "Two whole numbers" in d.text
        await go(d, pilot, *["backspace"] * 3, "'5 2", "enter")
        kept = ProfileFile(Home(tmp_path)).read().profile
        assert (kept.a, kept.b) == (5, 2)


async def test_suggestions_come_from_the_reps_own_conversations(desk: MakeDesk, tmp_path: Path) -> None:
    calls = [
        Attempt(
            900 + id, id, "+44", NOW, ended=NOW, disposition="conversation" if id % 5 == 1 else "no-answer"
        )
        for id in range(1, 201)
    ]
    d = desk(crowd(200), *calls)
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "m")
        assert "s  1 suggestion from your calls" in d.text
        await go(d, pilot, "s")
        assert "40 of 40 calls; all others 0 of 120" in d.text
        await go(d, pilot, "enter")
        assert saved(tmp_path) == (Marker("role", "is", "Buyer", "counts", 2),)
        assert "suggestion" not in d.text


async def test_without_calls_it_says_what_it_takes(d: Desk) -> None:
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "m", "s")
        assert "Nothing stands out yet: it takes 5 conversations and more." in d.text


async def test_a_file_broken_by_hand_is_told_and_the_last_good_version_used(d: Desk, tmp_path: Path) -> None:
    file = ProfileFile(Home(tmp_path))
    file.save(Profile((Marker("role", "is", "Buyer", "must"),)))
    (tmp_path / "profile.yaml").write_text("markers:\n  - field: role\n    rule: resembles\n")
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6")
        assert "profile.yaml:3" in d.text
        await go(d, pilot, "m")
        assert "profile.yaml:3" in d.text
        assert "● must      role is Buyer" in d.text
        await add(d, pilot, "name", "contains", "1")
        assert len(saved(tmp_path)) == 2, "what was broken is kept as a version, and this is in force"
        await go(d, pilot, "u")
        assert "Version 2 cannot be used" in d.text
        assert len(saved(tmp_path)) == 2


async def test_a_save_that_fails_is_said(d: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: ProfileFile, profile: Profile) -> None:
        raise OSError(28, "No space left on device")

    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "m")
        monkeypatch.setattr(ProfileFile, "save", full)
        await add(d, pilot, "role", "is", "Buyer")
        assert "! The markers are not saved: No space left on device." in d.text


async def test_names_of_columns_and_values_are_only_text(desk: MakeDesk) -> None:
    evil = "[@click=app.quit()]x[/] \x1b]52;c;aGk=\x07"
    d = desk((replace(DANA, fields={evil: evil}),))
    async with d.app.run_test(size=(100, 30)) as pilot:
        await go(d, pilot, "6", "m", "a", "'click", "enter", "'contains", "enter")
        assert "[@click=app.quit()]x[/]" in d.text
        await go(d, pilot, "down", "enter")
        assert "\x1b" not in d.text


@pytest.mark.parametrize("size", [(80, 24), (100, 30)], ids=["80x24", "100x30"])
async def test_golden(size: tuple[int, int], d: Desk) -> None:
    async with d.app.run_test(size=size) as pilot:
        await go(d, pilot, "6", "m")
        await add(d, pilot, "role", "contains", "operations")
        await add(d, pilot, "team size", "between", "50-200")
        await add(d, pilot, "name", "contains", "1")
        await go(d, pilot, "m", "m", "plus")
        await golden(d, pilot, "markers")
