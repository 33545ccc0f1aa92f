"""Rows and files as strangers write them: each case once came in wrong."""

from pathlib import Path

import pytest

from tests.lists.planning import plan, store, written
from tui.core.people.contact import Contact
from tui.core.ports import Batch


@pytest.mark.parametrize("header", ["phone_code", "Dialling Code", "Phone Country Code", "Landesvorwahl"])
def test_calling_codes_in_a_column_of_their_own(header: str, tmp_path: Path) -> None:
    text = (
        f"Name,{header},Phone\nAda,44,2079460101\nBen,+33,639980102\nCleo,1,(212) 555-0103\nDan,,2125550104\n"
    )
    made = plan(written(tmp_path, text), country="US")
    assert [n.e164 for p in made.people for n in p.numbers] == [
        "+442079460101",
        "+33639980102",
        "+12125550103",
        "+12125550104",
    ]


def test_each_number_has_its_own_extension(tmp_path: Path) -> None:
    text = "Name,Phone,Ext.,Alt Phone,Alt Ext\nAda,212-555-0101,12,212-555-0102,34\nBen,,99,212-555-0103,7\n"
    ada, ben = plan(written(tmp_path, text), country="US").people
    assert [n.extension for n in ada.numbers] == ["12", "34"]
    assert [n.extension for n in ben.numbers] == ["7"]
    far = "Name,Work Phone,Mobile,Work Phone Ext\nAda,212-555-0101,917-555-0102,12\n"
    (cleo,) = plan(written(tmp_path, far), country="US").people
    assert [(n.kind, n.extension) for n in cleo.numbers] == [("work", "12"), ("mobile", "")]


@pytest.mark.parametrize(
    ("cell", "country", "numbers"),
    [
        ("Tel. 030/23125322 Fax 030/23125329", "DE", "+493023125322 +493023125329"),
        ("030 / 231 253 30 oder 0171 / 392 00 15", "DE", "+493023125330 +491713920015"),
        ("030/23125321 u. 0171/3920012", "DE", "+493023125321 +491713920012"),
        ("T 030/23125321 M 0171/3920012", "DE", "+493023125321 +491713920012"),
        ("01/2345678 od. 0664/1234567", "AT", "+4312345678 +436641234567"),
        ("06/55500101 - 347/5550102", "IT", "+390655500101 +393475550102"),
        ("08-123 456 78 eller 070-123 45 67", "SE", "+46812345678 +46701234567"),
        ("03-5555-0101 または 090-1234-5678", "JP", "+81355550101 +819012345678"),
        ("030/23125321/22", "DE", ""),
        ("030 - 231 253 21", "DE", "+493023125321"),
        ("212 - 555 - 0101", "US", "+12125550101"),
    ],
)
def test_area_codes_before_a_slash_and_words_between_numbers(
    cell: str, country: str, numbers: str, tmp_path: Path
) -> None:
    """Numbers glued together, or without their area code, would be dialed: a stranger answers."""
    (ada,) = plan(written(tmp_path, f'Name,Phone\nAda,"{cell}"\n'), country=country).people
    assert [n.e164 for n in ada.numbers if n.e164] == numbers.split()


def test_names_that_stand_with_their_numbers_are_kept(tmp_path: Path) -> None:
    text = (
        "Name,Company,Phone\nAda Byron 020 7946 0101,Analytical,\nBen Okafor (07700 900102),Beta,\n"
        "Cleo Dunn - 020 7946 0103,Gamma,020 7946 0104\n"
    )
    made = plan(written(tmp_path, text))
    assert [(p.name, p.account) for p in made.people] == [
        ("Ada Byron", "Analytical"),
        ("Ben Okafor", "Beta"),
        ("Cleo Dunn", "Gamma"),
    ]
    assert made.with_phone == 3


def test_a_second_header_with_the_columns_in_another_order(tmp_path: Path) -> None:
    text = (
        "Name,Company,Phone\nAda,Analytical,020 7946 0101\nname ,COMPANY,Phone\nBen,Beta,020 7946 0102\n"
        "Company,Phone,Name\nGamma,020 7946 0103,Cleo\nPhone,Name,Company\n020 7946 0104,Dan,Delta\n"
    )
    made = plan(written(tmp_path, text))
    assert [(p.name, p.account, p.numbers[0].e164[-3:]) for p in made.people] == [
        ("Ada", "Analytical", "101"),
        ("Ben", "Beta", "102"),
        ("Cleo", "Gamma", "103"),
        ("Dan", "Delta", "104"),
    ]
    assert [s.line for s in made.skipped] == [3, 5, 7]


def test_a_comment_is_nobody(tmp_path: Path) -> None:
    text = "# a list\nName,Company,Phone\nAda,,020 7946 0101\n# gone\n#Ben,Beta,020 7946 0102\n// end\n"
    made = plan(written(tmp_path, text))
    assert [p.name for p in made.people] == ["Ada"]
    assert [(s.line, s.why) for s in made.skipped] == [(n, "it is a comment") for n in (4, 5, 6)]
    firms = plan(written(tmp_path, "Company,Phone\n#1 Plumbing,020 7946 0103\n#2 Bakery,\n", "2.csv"))
    assert [p.account for p in firms.people] == ["#1 Plumbing", "#2 Bakery"]


@pytest.mark.parametrize("end", ["Stand: 01.03.2024", "Généré le 01/03/2024", "Generato il 1/3/2024"])
def test_the_end_of_a_report_is_nobody(end: str, tmp_path: Path) -> None:
    made = plan(written(tmp_path, f"Name;Phone\nAda;020 7946 0101\n\n{end};\n"))
    assert ([p.name for p in made.people], [s.line for s in made.skipped]) == (["Ada"], [4])


def test_cells_that_were_pushed_along_are_told(tmp_path: Path) -> None:
    text = "Name,Company,Phone,Email\nAda,Analytical,020 7946 0101,\nBen,020 7946 0102,ben@b.example,\n"
    made = plan(written(tmp_path, text))
    assert made.with_phone == 1
    assert any("1 row has a number where a name" in said and "line 3" in said for said in made.warnings)


@pytest.mark.parametrize("delimiter", ["^", "~", "¦", "\x1f", "|", "\t"])
def test_rare_delimiters(delimiter: str, tmp_path: Path) -> None:
    lines = (
        ("Name", "Company", "Phone"),
        ("Ada Byron", "Analytical, Ltd", "020 7946 0101"),
        ("Ben", "Beta; Co", "020 7946 0102"),
    )
    made = plan(written(tmp_path, "\n".join(map(delimiter.join, lines)) + "\n"))
    assert [(p.name, p.account) for p in made.people] == [
        ("Ada Byron", "Analytical, Ltd"),
        ("Ben", "Beta; Co"),
    ]
    assert made.with_phone == 2


def test_a_sign_in_a_title_is_no_delimiter(tmp_path: Path) -> None:
    made = plan(written(tmp_path, "Leads ~2024\nName,Phone\nAda,020 7946 0101\nBen ~ B,020 7946 0102\n"))
    assert [p.name for p in made.people] == ["Ada", "Ben ~ B"]


def test_cells_in_apostrophes(tmp_path: Path) -> None:
    text = (
        "'Name','Company','Phone'\n'Ada','Analytical, Ltd','020 7946 0101'\n"
        "'Miles O''Brien','','020 7946 0102'\n"
    )
    made = plan(written(tmp_path, text))
    assert [(p.name, p.account) for p in made.people] == [("Ada", "Analytical, Ltd"), ("Miles O'Brien", "")]


def test_the_end_mark_of_dos_is_no_record(tmp_path: Path) -> None:
    made = plan(written(tmp_path, "Name,Phone\r\nAda,020 7946 0101\r\n\x1a"))
    assert (made.records, made.skipped, made.warnings) == (1, (), ())


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_accents_garbled_by_another_program(codec: str, tmp_path: Path) -> None:
    text = "Prénom;Nom;Téléphone\nHélène;Müller;01 99 00 12 34\nFrançois;Été;01 99 00 12 35\nJOÃO;x;\n"
    garbled = text.encode().decode(codec)
    made = plan(written(tmp_path, garbled.replace("JOÃ\x83O", "JOÃO").replace("JOÃƒO", "JOÃO")), country="FR")
    assert [p.name for p in made.people] == ["Hélène Müller", "François Été", "JOÃO x"]
    assert made.columns["phone"] == "Téléphone"
    assert any("garbled by another program" in said for said in made.warnings)
    assert not plan(written(tmp_path, text, "right.csv"), country="FR").warnings


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Attempt,Contact,Name,Company,Number,Talk seconds\n1,1,Ada,Acme,'+442079460101,12\n", "a.csv"),
        ("Attempt;Contact;Name;Company;At;Did what I meant to\n1;1;Ada;Acme;;yes\n", "r.csv"),
        ('{"offhook": "attempts", "format": 1,\n"attempts": []}', "a.json"),
        ('{"offhook": "reflections", "format": 1}', "r.json"),
    ],
)
def test_our_own_calls_are_no_call_list(text: str, name: str, tmp_path: Path) -> None:
    made = plan(written(tmp_path, text, name))
    assert made.fatal.startswith("This is Offhook's own export of attempts or reflections. People are in")


@pytest.mark.parametrize(
    "header",
    [
        "Contact 1 Name,Contact 1 Phone,Contact 2 Name,Contact 2 Phone",
        "Name,Phone,Shipping Name,Shipping Phone",
    ],
)
def test_the_number_of_somebody_else_in_the_row(header: str, tmp_path: Path) -> None:
    made = plan(written(tmp_path, f"{header}\nAda Byron,020 7946 0101,Ben Okafor,020 7946 0102\n"))
    (ada,) = made.people
    assert [n.e164 for n in ada.numbers] == ["+442079460101"]
    assert "020 7946 0102" in ada.fields.values()
    assert any("who is somebody else in the same row" in said for said in made.warnings)


def test_the_extension_of_somebody_else_is_not_pressed(tmp_path: Path) -> None:
    text = "Name,Phone,Gatekeeper Ext\nAda,020 7946 0101,12\n"
    assert plan(written(tmp_path, text)).people[0].numbers[0].extension == ""


def test_a_company_that_is_the_one_above(tmp_path: Path) -> None:
    text = "Company,Name,Phone\nAcme,Ada,\n-//-,Ben,same\nSame as above,Cleo,\nBeta,Dan,\nditto,Eve,\n"
    assert [p.account for p in plan(written(tmp_path, text)).people] == [
        "Acme",
        "Acme",
        "Acme",
        "Beta",
        "Beta",
    ]


def test_an_area_code_with_a_plus_is_a_calling_code(tmp_path: Path) -> None:
    text = "Nombre,Prefijo,Teléfono\nÍñigo,+34,612345678\nJean,+33,0639980102\nBob,+34,+32470123456\n"
    made = plan(written(tmp_path, text), country="ES")
    assert [n.e164 for p in made.people for n in p.numbers] == [
        "+34612345678",
        "+33639980102",
        "+32470123456",
    ]


def test_a_number_that_is_not_of_the_country_of_its_row(tmp_path: Path) -> None:
    made = plan(written(tmp_path, "Name,Country,Phone\nEve,FR,020 7946 0105\n"))
    assert "1 number without a country code was read as GB, not that of the row (line 2)." in made.warnings


def test_a_list_of_the_wrong_country_once_more_with_the_right_one(tmp_path: Path) -> None:
    path, shelf = written(tmp_path, "Name,Phone\nAda,020 7946 0101\nBen,ext 12\n"), store()
    for country, numbers in (("US", [""]), ("GB", ["+442079460101"]), ("US", ["+442079460101"])):
        shelf.apply(Batch(plan(path, shelf, country).puts))
        ada, ben = shelf.all(Contact)
        assert [n.e164 for n in ada.numbers] == numbers
        assert [n.raw for n in ben.numbers] == ["ext 12"]


def test_the_totals_of_each_company_are_nobody(tmp_path: Path) -> None:
    text = (
        "Company,Name,Phone,Amount\nAcme,Ada,020 7946 0101,10\nAcme Total,,,10\nTotal Oil,Ben,,20\nBeta,,,\n"
    )
    made = plan(written(tmp_path, text))
    assert [(p.name, p.account) for p in made.people] == [("Ada", "Acme"), ("Ben", "Total Oil"), ("", "Beta")]
    assert [(s.line, s.why) for s in made.skipped] == [(3, "'Acme Total' is a total, not a person")]


def test_a_dump_of_a_database_is_no_list(tmp_path: Path) -> None:
    made = plan(
        written(tmp_path, "INSERT INTO people (name, phone) VALUES ('Ada','020 7946 0101');\n", "a.sql")
    )
    assert made.fatal.startswith("This is a dump of a database (SQL). Save or export it as CSV")
