"""Which column holds what."""

from pathlib import Path

import pytest

from tests.lists.planning import plan, written
from tui.lists.columns import BadMapping
from tui.lists.header_words import field_of


@pytest.mark.parametrize(
    ("field", "headers"),
    [
        ("name", "Name|Full Name|Person - Name|Contact Name|"
                 "Ansprechpartner|Nom complet|Nombre completo|Display Name"),
        ("first_name", "First Name|firstName|Given Name|Vorname|Prénom|Person - First Name"),
        ("last_name", "Last Name|LAST_NAME|Surname|Nachname|Nom de famille|Apellidos"),
        ("account", "Company|Organization - Name|Account Name|Firma|"
                    "Unternehmen|Société |Empresa|Associated Company"),
        ("role", "Job Title|Title|Position|Funktion|Poste|Cargo"),
        ("email", "Email|E-mail 1 - Value|E-Mail-Adresse|"
                  "Correo electrónico|Adresse de messagerie|Person - Email - Work"),
        ("phone", "Phone|Phone Number|phone_number|Tel.|Telefon|"
                  "Téléphone|Teléfono|Phone 1 - Value|Rufnummer|Number"),
        ("mobile", "Mobile|Mobile Phone Number|Cell|Handy|Mobiltelefon|"
                   "Tél. mobile|Móvil|Celular|MobilePhone|GSM"),
        ("direct", "Work Direct Phone|Direct Phone Number|Durchwahl|Direct Dial"),
        ("work", "Business Phone|Work Phone|Telefon geschäftlich|Téléphone (bureau)|Person - Phone - Work"),
        ("main", "Corporate Phone|Company Phone|Company Main Phone|Zentrale|Téléphone société|Switchboard"),
        ("home", "Home Phone|Telefon privat|Téléphone (domicile)|Teléfono particular"),
        ("fax", "Fax|Home Fax|Telefax|Télécopie (bureau)|Fax Number"),
        ("pager", "Pager|Pager Number|Récepteur de radiomessagerie"),
        ("country", "Country|Land|Pays|País|Person Country"),
        ("zone", "Timezone|Time Zone|Zeitzone"),
        ("notes", "Notes|Bemerkungen|Remarques|Observaciones"),
        ("reason", "Reason|Reason to call now|Anlass|Motif"),
        ("do_not_call", "DoNotCall|Do Not Call|DNC|Opted out|Anrufsperre|Ne pas appeler|No llamar"),
        ("extension", "Ext|Phone Extension|Nebenstelle"),
        ("",
         "Assistant's Phone|Assistant Phone|Téléphone de l'assistant(e)|Phone Type|Contact Owner|Owner Phone|"
             "Rappel|RNIS|Telex|Emergency Contact Phone|Spouse Phone|Last Phone Call|Phone Status|"
             "Number of Employees|Record ID|Number of times contacted|Phone Country Code|Best time to phone|"
             "Email Opt Out|Account Owner|Id"),
    ],
)  # fmt: skip
def test_headers(field: str, headers: str) -> None:
    assert {header: field_of(header) for header in headers.split("|")} == dict.fromkeys(
        headers.split("|"), field
    )


@pytest.mark.parametrize(
    ("header", "row", "name", "account", "numbers"),
    [
        ("First Name,Last Name,Phone", "Ada,Byron,020 7946 0101", "Ada Byron", "", ["+442079460101"]),
        ("Name;Vorname;Firma;Telefon",
         "Weiß;Dieter;W GmbH;030 23125321", "Dieter Weiß", "W GmbH", ["+493023125321"]),
        ("Vorname;Nachname;Mobil", "Dieter;Weiß;0171 3920012", "Dieter Weiß", "", ["+491713920012"]),
        ("Nom;Prénom;Société;Tél. mobile",
         "Lefèvre;Hélène;Acme SARL;+33 6 39 98 01 02", "Hélène Lefèvre", "Acme SARL", ["+33639980102"]),
        ("Nombre;Apellidos;Empresa;Teléfono;Móvil",
         "José;García Ruiz;Acme;+34 910 555 101;", "José García Ruiz", "Acme", ["+34910555101"]),
        ("Nombre;Teléfono", "José García;+34 910 555 101", "José García", "", ["+34910555101"]),
        ("Name,First Name,Phone", "Ada Byron,Ada,020 7946 0101", "Ada Byron", "", ["+442079460101"]),
        ("Display Name,First Name,Last Name,Work Phone",
         "The Countess,Ada,Byron,020 7946 0101", "Ada Byron", "", ["+442079460101"]),
        ("Person - Name,Person - Phone - Work,Organization - Name",
         "Ada,020 7946 0101,Acme", "Ada", "Acme", ["+442079460101"]),
        ("Name,Assistant Phone,Phone", "Ada,020 7946 0199,020 7946 0101", "Ada", "", ["+442079460101"]),
        ("Prospect,Phone,Phone ,PHONE",
         "Ada,,020 7946 0101,020 7946 0102", "Ada", "", ["+442079460101", "+442079460102"]),
    ],
)  # fmt: skip
def test_headers_together(
    tmp_path: Path, header: str, row: str, name: str, account: str, numbers: list[str]
) -> None:
    (person,) = plan(written(tmp_path, f"{header}\n{row}\n")).people
    assert (person.name, person.account) == (name, account)
    assert [n.e164 for n in person.numbers] == numbers


def test_google_labels_tell_the_kind(tmp_path: Path) -> None:
    text = (
        "First Name,Last Name,Organization Name,Phone 1 - Label,Phone 1 - Value,"
        "Phone 2 - Label,Phone 2 - Value\n"
        "Ada,Byron,Acme,* Mobile,07700 900101 ::: 07700 900102,Work Fax,020 7946 0101\n"
    )
    (person,) = plan(written(tmp_path, text)).people
    assert [(n.e164, n.kind) for n in person.numbers] == [
        ("+447700900101", "mobile"),
        ("+447700900102", "mobile"),
        ("+442079460101", "fax"),
    ]
    assert person.fields == {}


@pytest.mark.parametrize(
    "before", ["Q2 call list,,\n", "# exported today\n", "Notes:\nsome words of the exporter\n\n"]
)
def test_lines_before_the_header(tmp_path: Path, before: str) -> None:
    done = plan(written(tmp_path, f"{before}Name,Company,Phone\nAda,Acme,020 7946 0101\n"))
    assert (done.records, [p.name for p in done.people]) == (1, ["Ada"])


def test_no_header_and_the_first_person_is_not_eaten(tmp_path: Path) -> None:
    done = plan(
        written(tmp_path, "Ada Byron,Acme,020 7946 0101,a@x.example\nBen,Bolt,020 7946 0102,b@x.example\n")
    )
    assert [(p.name, p.account, p.email) for p in done.people] == [
        ("Ada Byron", "Acme", "a@x.example"),
        ("Ben", "Bolt", "b@x.example"),
    ]
    assert "no header" in done.warnings[0]


def test_numbers_under_an_unknown_header_are_found(tmp_path: Path) -> None:
    done = plan(written(tmp_path, "Name,Xyz\nAda,020 7946 0101\nBen,020 7946 0102\n"))
    assert done.with_phone == 2


def test_the_rep_knows_better(tmp_path: Path) -> None:
    path = written(tmp_path, "Who knows,Phone,Línea,Fax\nAda,n/a,020 7946 0101,020 7946 0103\n")
    done = plan(path, name="1", phone="LINEA", mobile="4")
    (person,) = done.people
    assert person.name == "Ada"
    assert [(n.e164, n.kind) for n in person.numbers] == [
        ("+442079460101", "other"),
        ("+442079460103", "mobile"),
    ]
    assert done.columns == {"name": "Who knows", "phone": "Línea", "mobile": "Fax"}


@pytest.mark.parametrize(
    ("field", "column", "why"), [("nmae", "1", "no field"), ("name", "9", "'Who'"), ("name", "Nix", "'Who'")]
)
def test_a_mapping_that_cannot_be(tmp_path: Path, field: str, column: str, why: str) -> None:
    with pytest.raises(BadMapping, match=why):
        plan(written(tmp_path, "Who,Phone\nAda,020 7946 0101\n"), **{field: column})
