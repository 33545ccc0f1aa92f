"""A file on its way in: looked into, planned, remembered, its rejected rows written."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.lists.books import xlsx
from tests.lists.planning import NOW, written
from tui.core.lists.importing import Ask, How, Look, Planned
from tui.core.lists.profile import Marker, Profile
from tui.core.people.contact import Contact, Number
from tui.files.home import Home
from tui.lists.intake import Intake
from tui.lists.rejects import REASON

LEADS = """Full name,Company,Mobile,Size
Ada Byron,Analytical Ltd,07700 900101,50
Ben Okafor,Okafor & Co,,200
,,,
,Total,,250
,,12,
"""


@pytest.fixture
def intake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Intake:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_DOWNLOAD_DIR", raising=False)
    return Intake(Home(tmp_path / "home"), "GB")


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    return written(tmp_path, LEADS, "leads.csv")


def planned(
    intake: Intake,
    look: Look,
    how: How,
    people: tuple[Contact, ...] = (),
    profile: Profile | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Planned | None:
    return intake.plan(look, how, people, profile or Profile(), NOW, lambda percent: None, stopped)


def test_a_look_says_what_it_is_and_what_its_columns_are(intake: Intake, leads: Path) -> None:
    look, how = intake.look(Ask(str(leads)))
    assert look.problem == ""
    assert look.form.startswith("CSV")
    assert [(g.title, g.field) for g in look.guesses] == [
        ("Full name", "name"),
        ("Company", "account"),
        ("Mobile", "mobile"),
        ("Size", ""),
    ]
    assert how == How("leads", "GB", ("name", "account", "mobile", ""))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "nowhere.csv", "There is no such file."),
        (lambda folder: folder, "This is a folder."),
        (lambda folder: written(folder, "", "empty.csv"), "The file is empty."),
        (lambda folder: written(folder, "%PDF-1.7 x", "a.csv"), "This is a PDF"),
        (lambda folder: folder / ("x" * 300), "It cannot be read"),
    ],
)
def test_what_is_no_list_is_told_by_its_name(
    make: Callable[[Path], Path], says: str, intake: Intake, tmp_path: Path
) -> None:
    path = make(tmp_path)
    look, _ = intake.look(Ask(str(path)))
    assert says in look.problem
    assert not look.guesses


def test_of_several_sheets_none_is_read_until_one_is_chosen(intake: Intake, tmp_path: Path) -> None:
    people = [["Name", "Phone"], ["Ada Byron", "020 7946 0101"]]
    path = tmp_path / "book.xlsx"
    path.write_bytes(xlsx({"Summary": [["Report"]], "People": people}))
    look, _ = intake.look(Ask(str(path)))
    assert {offer.name for offer in look.offers} == {"Summary", "People"}
    assert not look.guesses
    look, how = intake.look(Ask(str(path), sheet="People"))
    assert how.columns == ("name", "phone")


def test_the_only_sheet_is_read_even_where_it_holds_no_people(intake: Intake, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(xlsx({"People": [["Name", "City"], ["Ada Byron", "Leeds"], ["Ben Okafor", "Hull"]]}))
    look, how = intake.look(Ask(str(path)))
    assert look.problem == ""
    found = planned(intake, look, how)
    assert found
    assert found.plan.new == 2


def test_no_sentence_speaks_of_options_of_the_command(intake: Intake, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("Name,Mobile,Contact\nJörg Weiß,0151 23456789,x\nHélène Lefèvre,1,y\n".encode("cp1252"))
    look, how = intake.look(Ask(str(path)))
    found = planned(intake, look, how)
    assert found
    assert found.plan.warnings
    assert any("e beside the columns reads it as another" in one for one in found.plan.warnings)
    nobody = planned(intake, look, replace(how, columns=("", "", "")))
    assert nobody
    assert "with f on a column" in nobody.plan.fatal
    for said in (*found.plan.warnings, nobody.plan.fatal):
        assert "--" not in said


def test_a_plan_says_who_is_without_number_forbidden_and_out_of_profile(intake: Intake, leads: Path) -> None:
    look, how = intake.look(Ask(str(leads)))
    had = Contact(9, "Ben Okafor", "Okafor & Co", "Buyer")
    profile = Profile((Marker("Size", "between", "100-300", "must"),))
    found = planned(intake, look, how, (had,), profile)
    assert found
    assert (found.plan.new, found.plan.updated, found.known) == (1, 1, 9)
    assert (found.without_number, found.forbidden, found.out) == (1, 0, 1)
    assert [one.line for one in found.plan.skipped] == [5, 6]
    assert found.plan.puts[0].id in (9, 10)


def test_a_column_set_by_hand_is_what_counts(intake: Intake, leads: Path) -> None:
    look, how = intake.look(Ask(str(leads)))
    found = planned(intake, look, replace(how, columns=("name", "role", "mobile", "account")))
    assert found
    assert [(p.name, p.account, p.role) for p in found.plan.people][:1] == [
        ("Ada Byron", "50", "Analytical Ltd")
    ]
    kept = planned(intake, look, replace(how, columns=("name", "", "mobile", "")))
    assert kept
    assert kept.plan.people[0].fields == {"Company": "Analytical Ltd", "Size": "50"}


def test_of_two_columns_for_one_field_the_one_that_was_set_comes_first(intake: Intake, leads: Path) -> None:
    look, how = intake.look(Ask(str(leads)))
    found = planned(intake, look, replace(how, columns=("name", "account", "mobile", "account")))
    assert found
    assert found.plan.people[0].account == "50"


def test_a_conflict_is_told_with_the_name(intake: Intake, leads: Path) -> None:
    look, how = intake.look(Ask(str(leads)))
    had = Contact(4, "Ada Byron", "Engine Ltd", numbers=(Number("07700 900101", "+447700900101"),))
    found = planned(intake, look, how, (had,))
    assert found
    assert [(c.field, c.ours, c.theirs) for c in found.plan.conflicts] == [
        ("account", "Engine Ltd", "Analytical Ltd")
    ]
    assert found.whose == {4: "Ada Byron"}


def test_a_stop_leaves_nothing(intake: Intake, leads: Path, tmp_path: Path) -> None:
    look, how = intake.look(Ask(str(leads)))
    assert planned(intake, look, how, stopped=lambda: True) is None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["leads.csv"]


# ------------------------------------------------------------------------------------------- remembered


def test_what_was_set_is_remembered_for_the_next_file_of_that_shape(
    intake: Intake, leads: Path, tmp_path: Path
) -> None:
    look, how = intake.look(Ask(str(leads)))
    assert look.remembered == ()
    intake.remember(look, ("name", "role", "mobile", ""))
    other = written(tmp_path, LEADS.replace("Ada", "Eva"), "next.csv")
    look, how = intake.look(Ask(str(other)))
    assert look.remembered == how.columns == ("name", "role", "mobile", "")
    assert look.guesses[1].field == "account", "the guess is still told"
    different = written(tmp_path, LEADS.replace("Size", "Staff"), "different.csv")
    assert intake.look(Ask(str(different)))[0].remembered == ()


def test_the_last_files_are_offered_and_those_that_are_gone_are_not(
    intake: Intake, leads: Path, tmp_path: Path
) -> None:
    (tmp_path / "Downloads").mkdir()
    new = written(tmp_path / "Downloads", LEADS, "new.csv")
    look, _ = intake.look(Ask(str(leads)))
    intake.remember(look, ())
    assert intake.offers() == [(new, "newest in your downloads"), (leads, "imported before")]
    leads.unlink()
    assert intake.offers() == [(new, "newest in your downloads")]


@pytest.mark.parametrize(
    "broken", ["", "- 1\n", "headers: {a: b}\n", "headers: [{header: x}]\nfiles: x\n", "\0", "a: [\n"]
)
def test_a_broken_memory_is_passed_over_and_written_anew(
    broken: str, intake: Intake, leads: Path, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "imports.yaml").write_text(broken)
    look, _ = intake.look(Ask(str(leads)))
    assert look.remembered == ()
    intake.remember(look, ("name", "role", "mobile", ""))
    assert intake.look(Ask(str(leads)))[0].remembered == ("name", "role", "mobile", "")


def test_a_header_with_every_sign_comes_back(intake: Intake, tmp_path: Path) -> None:
    path = written(tmp_path, 'Name,"a: b",# x,"[y]\n- z",Größe,🙂\nAda Byron,1,2,3,4,5\n')
    look, how = intake.look(Ask(str(path)))
    intake.remember(look, (*how.columns[:-1], "notes"))
    assert intake.look(Ask(str(path)))[0].remembered == (*how.columns[:-1], "notes")


def test_a_file_without_a_header_has_no_shape_to_remember(intake: Intake, tmp_path: Path) -> None:
    path = written(tmp_path, "Ada Byron,020 7946 0101\nBen Okafor,020 7946 0102\n")
    look, _ = intake.look(Ask(str(path)))
    intake.remember(look, ("name", "mobile"))
    assert intake.look(Ask(str(path)))[0].remembered == ()


# --------------------------------------------------------------------------------------------- rejected


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_rejected_rows_lie_beside_the_file_with_their_reasons(
    intake: Intake, leads: Path, tmp_path: Path
) -> None:
    look, how = intake.look(Ask(str(leads)))
    found = planned(intake, look, how)
    assert found
    told = intake.reject(look, how, found.plan.skipped)
    assert told.said.startswith("2 rows were left out. With the reasons: ~/leads.rejected.csv.")
    first, total, nobody = rows(tmp_path / "leads.rejected.csv")
    assert first == ["Full name", "Company", "Mobile", "Size", REASON]
    assert total == ["", "Total", "", "250", "'Total' is a total, not a person"]
    assert nobody[-1]
    intake.reject(look, how, found.plan.skipped)
    assert (tmp_path / "leads.rejected-2.csv").exists(), "nothing is written over"


def test_mended_they_come_in_and_the_reason_is_nothing_of_theirs(
    intake: Intake, leads: Path, tmp_path: Path
) -> None:
    look, how = intake.look(Ask(str(leads)))
    found = planned(intake, look, how)
    assert found
    intake.reject(look, how, found.plan.skipped)
    path = tmp_path / "leads.rejected.csv"
    path.write_text(path.read_text("utf-8-sig").replace(",Total,", "Cleo Toth,Total,"))
    look, how = intake.look(Ask(str(path)))
    again = planned(intake, look, how)
    assert again
    (cleo,) = again.plan.people
    assert (cleo.name, cleo.fields) == ("Cleo Toth", {"Size": "250"})
    intake.reject(look, how, again.plan.skipped)
    assert rows(tmp_path / "leads.rejected.rejected.csv")[0].count(REASON) == 1


def test_where_the_folder_cannot_be_written_they_lie_in_the_home_folder(
    intake: Intake, leads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.lists import rejects

    real = rejects.write_new

    def write(path: Path, data: bytes) -> None:
        if path.parent == tmp_path:
            raise OSError(30, os.strerror(30))
        real(path, data)

    monkeypatch.setattr(rejects, "write_new", write)
    look, how = intake.look(Ask(str(leads)))
    found = planned(intake, look, how)
    assert found
    said = intake.reject(look, how, found.plan.skipped).said
    assert "cannot be written (Read-only file system), so they are in your data folder." in said
    assert len(rows(tmp_path / "home" / "rejected" / "leads.rejected.csv")) == 3


def test_what_cannot_be_written_or_read_again_is_told(
    intake: Intake, leads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look, how = intake.look(Ask(str(leads)))
    found = planned(intake, look, how)
    assert found
    (tmp_path / "home").write_text("no folder")
    assert "could not be remembered" in intake.remember(look, how.columns)
    leads.unlink()
    told = intake.reject(look, how, found.plan.skipped)
    assert told.problem == "The rows that were left out could not be written (There is no such file.)."


def test_longer_rows_and_formulas_stay_whole_and_harmless(intake: Intake, tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Phone\nAda Byron,020 7946 0101\n,=1+1,x,y\n")
    look, how = intake.look(Ask(str(path)))
    found = planned(intake, look, how)
    assert found
    intake.reject(look, how, found.plan.skipped)
    header, row = rows(tmp_path / "list.rejected.csv")
    assert header == ["Name", "Phone", "column 3", "column 4", REASON]
    assert row[:4] == ["", "'=1+1", "x", "y"]


def test_a_pipe_is_refused_without_waiting_for_what_comes_out_of_it(intake: Intake, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    held = os.open(pipe, os.O_RDWR)  # what waited for a writer would wait forever
    os.write(held, b'{"offhook": "contacts"'.ljust(1_000))
    look, _ = intake.look(Ask(str(pipe)))
    os.close(held)
    assert look.problem.endswith("This is a device or a pipe, not a file.")
