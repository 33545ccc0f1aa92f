"""Whom a list forbids to call, as strangers say it: each case once came in wrong."""

from pathlib import Path

import pytest

from tests.lists.planning import plan, store, written
from tui.core.people.contact import Contact
from tui.core.ports import Batch


@pytest.mark.parametrize(
    ("header", "forbids", "allows"),
    [
        ("Do not allow Phone Calls", "Do Not Allow", "Allow"),
        ("Call Opted Out", "true", "false"),
        ("Do not disturb", "TRUE", "FALSE"),
        ("Consent to contact", "Nein", "Ja"),
        ("Zgoda na kontakt telefoniczny", "nie", "tak"),
        ("NIX-spärrad", "Ja", "Nej"),
        ("Reservert mot telefonsalg", "Ja", "Nei"),
        ("Souhlas s telefonickým kontaktem", "ne", "ano"),
        ("Согласие на звонок", "нет", "да"),
        ("통화 동의", "아니오", "예"),
        ("Darf telefonisch kontaktiert werden", "Nein, nur E-Mail", "Ja"),
        ("Happy to be called?", "No - email only", "Yes"),
        ("Status", "DNCL", "NEW"),
        ("(Do Not Modify) Contact", "", "6f1a2b3c"),
        ("Do not contact before", "", "2026-12-01"),
        ("DNC scrubbed on", "", "2026-11-01"),
    ],
)
def test_whoever_must_not_be_called_is_not(header: str, forbids: str, allows: str, tmp_path: Path) -> None:
    text = f'Name,Phone,"{header}"\nAda,020 7946 0101,"{forbids}"\nBen,020 7946 0102,"{allows}"\n'
    ada, ben = plan(written(tmp_path, text)).people
    assert (bool(ada.do_not_call), bool(ben.do_not_call)) == (bool(forbids), False)


def test_a_number_that_must_not_be_called_among_others_that_may(tmp_path: Path) -> None:
    text = (
        "Name,Mobile,Mobile DNC,Direct Phone,Direct DNC,HQ,HQ DNC,Phone 1,Phone 1 DNC\n"
        "Ada,07700 900101,TRUE,020 7946 0101,FALSE,020 7946 0102,TPS,020 7946 0103,No\n"
    )
    made = plan(written(tmp_path, text))
    (ada,) = made.people
    assert not ada.do_not_call
    assert [n.e164 for n in ada.numbers if n.callable] == ["+442079460101", "+442079460103"]
    assert ada.numbers[0].why_not == "do not call: Mobile DNC in the list"
    assert "mobile 2" not in made.columns


def test_a_number_stays_forbidden_where_another_file_does_not_say_so(tmp_path: Path) -> None:
    shelf = store()
    for turn, text in enumerate(
        ("Name,Mobile\nAda,07700 900101\n", "Name,Mobile,Mobile DNC\nAda,07700 900101,yes\n") * 2
    ):
        made = plan(written(tmp_path, text, f"{turn}.csv"), shelf)
        shelf.apply(Batch(made.puts))
        (ada,) = shelf.all(Contact)
        assert ada.numbers[0].callable == (turn == 0)


def test_yes_and_no_under_a_phone_say_who_may_be_called(tmp_path: Path) -> None:
    text = "Name,Telefon,Werbung Telefon,WhatsApp\nAnna,030 23125321,nein,ja\nBernd,030 23125322,ja,nein\n"
    made = plan(written(tmp_path, text), country="DE")
    assert [bool(p.do_not_call) for p in made.people] == [True, False]
    assert any("'Werbung Telefon' was taken as consent, and that is unsure" in said for said in made.warnings)


@pytest.mark.parametrize(
    ("cell", "forbidden"),
    [
        ("Not on register", False),
        ("Non-DND", False),
        ("Nicht gesperrt", False),
        ("not in TPS", False),
        ("On register", True),
        ("DND", True),
        ("Not to be called", True),
        ("Not registered, but asked not to be called again", True),
    ],
)
def test_what_denies_a_ban_is_none(cell: str, forbidden: bool, tmp_path: Path) -> None:
    (ada,) = plan(written(tmp_path, f'Name,Phone,DNCR\nAda,020 7946 0101,"{cell}"\n')).people
    assert bool(ada.do_not_call) == forbidden


@pytest.mark.parametrize("cell", ["No", "False", "0", "x", "n", "n/a"])
def test_an_empty_column_of_phones_forbids_nobody(cell: str, tmp_path: Path) -> None:
    text = f"Name,Phone,Mobile Phone\nAda,020 7946 0101,{cell}\nBen,020 7946 0102,{cell}\n"
    assert [bool(p.do_not_call) for p in plan(written(tmp_path, text)).people] == [False, False]
