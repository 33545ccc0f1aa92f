"""What single cells say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lists.planning import plan, written
from tui.lists import places
from tui.lists.cells import (
    forbids,
    joined,
    mail_apart,
    nothing,
    refuses,
    status_forbids,
    unwrapped,
    whole_note_forbids,
)
from tui.lists.end_rows import without_footer
from tui.lists.reader import Row


@pytest.mark.parametrize(
    "cell",
    [
        "n/a",
        "N.A.",
        "none",
        "keine",
        "k.A.",
        "unbekannt",
        "non communiqué",
        "n.c.",
        "desconocido",
        "s/d",
        "non disponibile",
        "onbekend",
        "n.v.t.",
        "não informado",
        "なし",
        "不明",
        "-",
        "?",
        "0",
        "tbd",
    ],
)
def test_ways_to_say_that_there_is_no_number(cell: str) -> None:
    assert nothing(cell)


@pytest.mark.parametrize("cell", ["020 7946 0101", "Ada", "ext. 12", "1", "112"])
def test_what_says_something(cell: str) -> None:
    assert not nothing(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "TRUE",
        "1",
        "1.0",
        "x",
        "X",
        "yes",
        "Ja",
        "oui",
        "sí",
        "sì",
        "sim",
        "vero",
        "waar",
        "はい",
        "○",
        "✓",
        "2024-05-01",
        "asked by phone",
        "all",
        "phone",
    ],
)
def test_do_not_call(cell: str) -> None:
    assert forbids(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "FALSE",
        "0",
        "0.0",
        "no",
        "Nein",
        "non",
        "não",
        "nee",
        "いいえ",
        "n/a",
        "-",
        "callable",
        "clean",
        "not registered",
        "email",
        "E-mail, SMS",
        "newsletter",
        "none",
    ],
)
def test_may_be_called(cell: str) -> None:
    assert not forbids(cell)


@pytest.mark.parametrize(
    ("cell", "no"),
    [
        *(
            (cell, True)
            for cell in (
                "no",
                "Nein",
                "0",
                "FALSE",
                "refusé",
                "revocado",
                "withdrawn",
                "geweigerd",
                "não",
                "不可",
                "×",
                "opted out",
                "keine Einwilligung",
            )
        ),
        *((cell, False) for cell in ("", "yes", "ja", "unknown", "pending", "2024-05-01", "x", "同意")),
    ],
)
def test_a_consent_that_is_not_there(cell: str, no: bool) -> None:
    assert refuses(cell) is no


@pytest.mark.parametrize(
    ("cell", "no"),
    [
        *(
            (cell, True)
            for cell in (
                "DNC",
                "Do Not Call",
                "Bad lead - do not contact",
                "vip; DNC",
                "Nicht anrufen!",
                "bitte nicht mehr anrufen",
                "Ne plus appeler",
                "No llamar",
                "Non chiamare",
                "Niet bellen",
                "Não ligar",
                "架電NG",
                "* myContacts ::: Do not call",
            )
        ),
        *(
            (cell, False)
            for cell in ("", "Open", "Called", "No answer", "Unsubscribed", "call back", "dncx", "DNA")
        ),
    ],
)
def test_a_status_that_says_never_to_call(cell: str, no: bool) -> None:
    assert status_forbids(cell) is no


@pytest.mark.parametrize(
    ("note", "no"),
    [
        ("Do not call", True),
        ("please don't call again", True),
        ("DNC!", True),
        ("Bitte nicht mehr anrufen.", True),
        ("Ne pas appeler le vendredi.", False),
        ("Do not call before ten", False),
        ("", False),
    ],
)
def test_a_note_that_says_nothing_else(note: str, no: bool) -> None:
    assert whole_note_forbids(note) is no


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="Ada"', "Ada"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ('="a"&"b"', '="a"&"b"'),
        ("Ada", "Ada"),
    ],
)
def test_cells_wrapped_for_excel(cell: str, text: str) -> None:
    assert unwrapped(cell) == text


def test_names_and_mails_in_one_cell() -> None:
    assert mail_apart("Ada Byron (ada@x.example)") == ("Ada Byron", "ada@x.example")
    assert mail_apart("<ada@x.example>") == ("", "ada@x.example")
    assert mail_apart("Ada Byron (née Gordon)") == ("Ada Byron (née Gordon)", "")


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("Ada", "Byron", "Ada Byron"),
        ("太郎", "山田", "山田 太郎"),
        ("李", "雷", "李 雷"),
        ("雷", "李", "李 雷"),
        ("민수", "김", "김 민수"),
        ("Taro", "山田", "Taro 山田"),
    ],
)
def test_the_order_of_names(first: str, last: str, name: str) -> None:
    assert joined(first, last) == name


@pytest.mark.parametrize(
    ("said", "code"),
    [
        *(
            (said, "DE")
            for said in (
                "DE",
                "deu",
                "Germany",
                "Allemagne",
                "Alemania",
                "Germania",
                "Duitsland",
                "Alemanha",
                "ドイツ",
                "Germany (DE)",
                "DE - Germany",
                "+49",
                "0049",
            )
        ),
        *(
            (said, "US")
            for said in ("USA", "U.S.A.", "United States", "États-Unis", "Stati Uniti", "EE.UU.", "米国", "1")
        ),
        *((said, "CH") for said in ("Suisse", "Svizzera", "Zwitserland", "CHE", "スイス")),
        *((said, "") for said in ("", "Atlantis", "Europe", "999", "12345")),
    ],
)
def test_countries(said: str, code: str) -> None:
    assert places.country(said) == code


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("Lange Str. 1, 10115 Berlin, Deutschland", "DE"),
        ("1 High St, Leeds LS1 4AP", "GB"),
        ("1 Dock St, Newark, NJ 07102", "US"),
        ("1 Dock St\nNewark NJ 07102-1234", "US"),
        ("D-10115 Berlin", "DE"),
        ("A-1010 Wien", "AT"),
        ("100 King St, Toronto, ON M5X 1A9", "CA"),
        ("Damrak 1, 1012 LG Amsterdam", "NL"),
        ("〒100-0001 東京都千代田区", "JP"),
        ("Av. Paulista 1, São Paulo, 01310-100", "BR"),
        ("Berlin", ""),
        ("10115 Berlin", ""),
        ("Georgia", ""),
        ("Springfield, IL", ""),
        ("Rue de Paris 1, Lyon", ""),
        ("8999 Corporate Way", ""),
        ("Genève, Suisse", "CH"),
        ("Leeds, UK", "GB"),
        ("", ""),
    ],
)
def test_countries_of_addresses(address: str, code: str) -> None:
    assert places.in_address(address) == code


def test_a_footer_is_nobody_and_people_are() -> None:
    rows = [
        ["Ada", "1"],
        ["Ben"],
        [],
        ["Cleo"],
        ["Dan", "2"],
        [""],
        ["My report"],
        ["Confidential - do not share"],
        ["Generated by: a rep"],
        ["Acme Ltd"],
    ]
    done = list(without_footer(Row(line, cells) for line, cells in enumerate(rows, 1)))
    assert [row.cells for row in done] == rows
    assert [row.line for row in done if row.broken] == [7, 8, 9, 10]


@pytest.mark.parametrize(
    "piece", [" ", "1 ", "(", "a", "a@", "a.", ", ", "1\n", "-", "+", "Tel: ", "x ", "=", "'", "&", "#", "〒"]
)
def test_endless_cells_are_texts_and_looked_at_no_longer_than_others(tmp_path: Path, piece: str) -> None:
    cell = "1" + (piece * 60_000)[:60_000] + "!"
    header = "Name,Phone,Email,Country,Address,Do not call,Consent,Status,Notes,Title,Unknown"
    rows = '"' + '","'.join([cell] * len(header.split(","))) + '"\n'
    done = plan(written(tmp_path, f"{header}\nAda,020 7946 0101,a@x.example,GB,,,,,,,\n{rows}{rows}"))
    assert done.records == 3
    assert [n.e164 for n in done.people[0].numbers] == ["+442079460101"]
    assert not any(n.e164 for person in done.people[1:] for n in person.numbers)
