"""People out of rows: who is who, what an update may do, what is counted."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.lists.planning import DATA, NOW, plan, store, written
from tui.core.people.contact import Contact
from tui.core.people.names import compatible
from tui.core.ports import Batch
from tui.lists.identity import Index

LIST = "Name,Company,Phone,Email,Notes\n"


def test_importing_twice_adds_nobody() -> None:
    for path in sorted(
        [
            *(DATA / "csv/calllist").glob("*.csv"),
            *(DATA / "contacts").rglob("*.csv"),
            DATA / "strings/hostile_open_calllist.csv",
        ]
    ):
        shelf = store()
        first = plan(path, shelf)
        shelf.apply(Batch(first.puts))
        again = plan(path, shelf)
        assert (again.new, again.updated, again.puts) == (0, 0, ()), path
        assert again.contacts == first.contacts
        assert again.duplicates == first.duplicates + first.contacts


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Byron", "Byron, Ada", True),
        ("Ada Byron", "ADA  BYRON", True),
        ("Chloë Brontë", "Chloe Bronte", True),
        ("Dr. Ada Byron", "Ada Byron", True),
        ("Ada", "Ada Byron", True),
        ("A. Byron", "Ada Byron", True),
        ("", "Ada Byron", True),
        ("Ada Byron", "Ben Okafor", False),
        ("Ada Byron", "Ada Okafor", False),
        ("A. B.", "Ada Byron", False),
        ("李雷", "韩梅梅", False),
    ],
)
def test_compatible_names(one: str, other: str, same: bool) -> None:
    assert compatible(one, other) is same
    assert compatible(other, one) is same


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (
            "Ada Byron,,020 7946 0101,,\nBen Okafor,,020 7946 0101,,\n",
            ["Ada Byron", "Ben Okafor"],
        ),  # a switchboard
        ("Ada Byron,,020 7946 0101,,\nA. Byron,,+442079460101,,\n", ["Ada Byron"]),
        ("Ada Byron,,,a@x.example,\nCountess Lovelace,,,A@X.example,\n", ["Ada Byron"]),
        ("Ada Byron,,,info@x.example,\nBen Okafor,,,info@x.example,\n", ["Ada Byron", "Ben Okafor"]),
        ("Ada Byron,Acme,020 7946 0101,,\nAda Byron,ACME ,07700 900101,,\n", ["Ada Byron"]),
        ("Ada Byron,Acme,020 7946 0101,,\nAda Byron,Bolt,07700 900101,,\n", ["Ada Byron", "Ada Byron"]),
        ("John Smith,,020 7946 0101,,\nJohn Smith,,020 7946 0102,,\n", ["John Smith", "John Smith"]),
        ("Ada Byron,,555,,\nAda Byron,,555,,\n", ["Ada Byron"]),
        (",Acme,020 7946 0101,,\n,Acme,020 7946 0102,,\n", [""]),
        (",Acme,020 7946 0101,a@x.example,\n,Acme,020 7946 0102,b@x.example,\n", ["", ""]),
        ("山田 太郎,,03-5555-0101,,\n山田太郎,,03-5555-0101,,\n", ["山田 太郎"]),
    ],
)
def test_who_is_who(tmp_path: Path, rows: str, names: list[str]) -> None:
    done = plan(written(tmp_path, LIST + rows))
    assert [p.name for p in done.people] == names
    assert done.duplicates == 2 - len(names)


def test_an_update_never_clears_and_changes_only_what_is_new(tmp_path: Path) -> None:
    rows = "Ada Byron,Acme,020 7946 0101,a@x.example,met at the fair\n"
    first = plan(written(tmp_path, LIST + rows))
    kept = replace(first.puts[0], role="VP, by me", do_not_call="asked twice", reason="mine")
    text = (
        "Name,Company,Title,Mobile,Phone,Email,Do not call,Notes\n"
        "Ada Byron,,CEO,07700 900101,,a@x.example,no,new note\n"
    )
    done = plan(written(tmp_path, text), store([kept]))
    assert (done.new, done.updated, done.duplicates) == (0, 1, 1)
    (after,) = done.puts
    assert (after.id, after.account, after.role, after.reason) == (kept.id, "Acme", "VP, by me", "mine")
    assert after.do_not_call == "asked twice"
    assert [n.e164 for n in after.numbers] == ["+442079460101", "+447700900101"]
    assert after.notes == "met at the fair\nnew note"
    assert (after.added, after.list) == (NOW, "test")


def test_do_not_call_is_taken_from_any_row(tmp_path: Path) -> None:
    text = (
        "Name,Phone,DNC\nAda,020 7946 0101,\nAda,020 7946 0101,asked 2x\n"
        "Ben,020 7946 0102,FALSE\nCleo,020 7946 0103,ja\n"
    )
    done = plan(written(tmp_path, text))
    assert [bool(p.do_not_call) for p in done.puts] == [True, False, True]
    assert "asked 2x" in done.puts[0].do_not_call


def test_do_not_call_in_a_status_column(tmp_path: Path) -> None:
    done = plan(
        written(tmp_path, "Name,Phone,Lead Status\nAda,020 7946 0101,Do Not Call\nBen,020 7946 0102,Open\n")
    )
    assert [bool(p.do_not_call) for p in done.puts] == [True, False]


def test_a_number_nobody_can_call_is_kept_and_flagged(tmp_path: Path) -> None:
    done = plan(written(tmp_path, LIST + "Ada,,4.42079E+11,,\nBen,,,,\nCleo,,+1 555 3227 8543,,\n"))
    assert (done.contacts, done.with_phone) == (3, 1)
    assert [bool(n.why_not) for c in done.puts for n in c.numbers] == [True, True]
    assert any("Excel" in warning for warning in done.warnings)


def test_a_fax_is_no_phone_and_a_pager_is_not_rung(tmp_path: Path) -> None:
    done = plan(written(tmp_path, "Name,Fax,Pager\nAda,020 7946 0101,\nBen,,020 7946 0102\n"))
    assert done.with_phone == 1
    assert not any(n.callable for c in done.puts for n in c.numbers)


def test_shifted_cells_are_never_dialed(tmp_path: Path) -> None:
    text = (
        "Name,Company,Fax,Phone,Email\nBen,Lagos Freight, Inc.,020 7946 0109,020 7946 0101,b@x.example\n"
        "Ada,Acme,,020 7946 0102,a@x.example\n"
    )
    done = plan(written(tmp_path, text))
    assert [n.e164 for n in done.people[0].numbers] == []
    assert "020 7946 0109" in done.people[0].fields["more cells"]
    assert [n.e164 for n in done.people[1].numbers] == ["+442079460102"]
    assert any("line 2" in warning for warning in done.warnings)


def test_an_unquoted_comma_behind_the_number_costs_nothing(tmp_path: Path) -> None:
    done = plan(written(tmp_path, "Name,Phone,Notes\nBen,020 7946 0101,likes tea, not coffee\n"))
    assert [n.e164 for n in done.people[0].numbers] == ["+442079460101"]
    assert done.people[0].fields == {"more cells": "not coffee"}


def test_the_row_says_its_country(tmp_path: Path) -> None:
    text = (
        "Name,Phone,Country,Email,Company\n"
        "A,030 23125321,Deutschland,,\nB,030 23125321,,b@x.de,\nC,030 23125321,,,Weiß GmbH\n"
        "D,01 99 00 12 34,France,,\n"
    )
    done = plan(written(tmp_path, text))
    assert [n.e164 for c in done.puts for n in c.numbers] == ["+493023125321"] * 3 + ["+33199001234"]
    assert [c.country for c in done.puts] == ["DE", "", "", "FR"]


def test_other_columns_zone_and_extension(tmp_path: Path) -> None:
    text = (
        "Name,Phone,Ext,Time zone,Industry\nAda,020 7946 0101,7.0,Europe/Paris,mining\n"
        "Ben,020 7946 0102,,Mars/Base,\n"
    )
    ada, ben = plan(written(tmp_path, text)).puts
    assert (ada.zone, ada.numbers[0].extension, dict(ada.fields)) == (
        "Europe/Paris",
        "7",
        {"Industry": "mining"},
    )
    assert (ben.zone, ben.fields) == ("", {})


def test_who_becomes_nobody_is_named_with_the_line(tmp_path: Path) -> None:
    done = plan(written(tmp_path, LIST + "Ada,,020 7946 0101,,\n,,,,just a note\n\n,,12,,\nTotal,,,,\n"))
    assert [(s.line, s.why) for s in done.skipped] == [
        (3, "no name, number or e-mail"),
        (5, "no name, and '12' is no number"),
        (6, "'Total' is a total, not a person"),
    ]
    assert (done.records, done.contacts, done.fatal) == (4, 1, "")


def test_nobody_at_all_is_a_failure(tmp_path: Path) -> None:
    done = plan(written(tmp_path, LIST + ",,,,x\n"))
    assert "Nobody" in done.fatal
    assert len(done.skipped) == 1


def test_a_big_switchboard_stays_fast_and_apart(tmp_path: Path) -> None:
    names = [
        f"{a}{b} Person{i}"
        for i, (a, b) in enumerate((x, y) for x in "ABCDEFGHIJKLMNOPQRST" for y in "abcdefghijklmnopqrst")
    ]
    done = plan(written(tmp_path, LIST + "".join(f"{name},Big,020 7946 0101,,\n" for name in names)))
    assert done.contacts == len(names)


def test_new_contacts_have_everything(tmp_path: Path) -> None:
    (contact,) = plan(written(tmp_path, LIST + "Ada,Acme,020 7946 0101,a@x.example,hello\n")).puts
    assert contact == Contact(
        id=1,
        name="Ada",
        account="Acme",
        numbers=contact.numbers,
        email="a@x.example",
        notes="hello",
        list="test",
        added=NOW,
    )


def test_where_the_file_and_the_store_disagree_ours_stays_and_it_is_told(tmp_path: Path) -> None:
    text = (
        "Name,Company,Title,Phone,Email\n"
        "Ada Byron,Acme Ltd,CEO,020 7946 0101,ada@x.example\n"
        "Ben Okafor,Bolt,Buyer,020 7946 0102,\n"
    )
    shelf = store(plan(written(tmp_path, text)).puts)
    again = (
        "Name,Company,Title,Phone,Email\n"
        "A. Byron,ACME,Chair,020 7946 0101,a.byron@x.example\n"
        '"Okafor, Ben",Volt,,020 7946 0102,ben@x.example\n'
    )
    done = plan(written(tmp_path, again), shelf)
    assert [(c.contact, c.field, c.ours, c.theirs) for c in done.conflicts] == [
        (1, "name", "Ada Byron", "A. Byron"),
        (1, "role", "CEO", "Chair"),
        (1, "email", "ada@x.example", "a.byron@x.example"),
        (2, "account", "Bolt", "Volt"),
    ]
    (ben,) = done.puts
    assert (ben.account, ben.role, ben.email) == ("Bolt", "Buyer", "ben@x.example")
    assert any("4 times the file says something else" in warning for warning in done.warnings)


def test_two_records_that_disagree_keep_both_addresses(tmp_path: Path) -> None:
    done = plan(
        written(tmp_path, LIST + "Ada,,020 7946 0101,a@x.example,\nAda,,020 7946 0101,b@x.example,\n")
    )
    (ada,) = done.puts
    assert (ada.email, ada.fields["other e-mail"]) == ("a@x.example", "b@x.example")


def test_the_header_in_the_middle_of_two_files_in_one(tmp_path: Path) -> None:
    done = plan(written(tmp_path, f"{LIST}Ada,,020 7946 0101,,\n{LIST}Ben,,020 7946 0102,,\n"))
    assert [p.name for p in done.people] == ["Ada", "Ben"]
    assert [(s.line, s.why) for s in done.skipped] == [(3, "it is the header once more")]


def test_an_address_decides_what_the_country_column_does_not(tmp_path: Path) -> None:
    text = (
        "Name,Phone,Address,Country\n"
        'A,030 23125321,"Lange Str. 1, Berlin, Germany",\n'
        'B,01 99 00 12 34,"Lange Str. 1, Berlin, Germany",France\n'
        'C,020 7946 0101,"1 Rue Longue, Paris, France",\n'
    )
    done = plan(written(tmp_path, text))
    assert [n.e164 for p in done.people for n in p.numbers] == [
        "+493023125321",
        "+33199001234",
        "+442079460101",
    ]
    assert [p.country for p in done.people] == ["DE", "FR", "FR"]


def test_of_those_we_have_only_who_the_file_may_mean_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[object] = []
    add = Index.add

    def watched(index: Index[Contact], who: Contact, keys: Sequence[object]) -> None:
        held.append(who)
        add(index, who, keys)

    monkeypatch.setattr(Index, "add", watched)
    here = store(Contact(id, f"Person {id}", f"Company {id}", added=NOW) for id in range(1, 201))
    found = plan(written(tmp_path, "Name,Company\nPerson 7,Company 7\nSomebody Else,Company 9\n"), here)
    assert [one.id for one in held if isinstance(one, Contact)] == [7]
    assert (found.new, found.duplicates) == (1, 1)
