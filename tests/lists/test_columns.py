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
             "Number of Employees|Record ID|Number of times contacted|Best time to phone|"
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
        plan(written(tmp_path, "Who,Phone\nAda,020 7946 0101\n"), None, "GB", bool, **{field: column})


@pytest.mark.parametrize(
    ("field", "headers"),
    [
        ("name", "Nominativo|Referente|Naam|Contactpersoon|Nome completo|Nome do contato|氏名|担当者名|姓名"),
        ("main", "Main Line|Standard"),
        ("first_name", "Vorname Ansprechpartner|Prénom du contact|Voornaam|Primeiro nome|名|GIVENNAME"),
        ("last_name", "Cognome|Achternaam|Sobrenome|姓|LASTNAME"),
        ("account", "Ragione sociale|Azienda|Bedrijfsnaam|Organisatie|Razão social|Nome da empresa"
                    "|会社名|勤務先"
                    "|Company / Account|COMPANYNAME|Firma / Unternehmen"),
        ("role", "Ruolo|Qualifica|Functie|Função|役職|肩書き"),
        ("email", "Indirizzo e-mail|E-mailadres|Correio eletrónico|メールアドレス|E-mails"
                  "|E-Mail (dienstlich)"),
        ("phone", "WhatsApp Phone Number|TEL1|Fone|Ph #"
                  "|Telefono|Telefoonnummer|Telefone|電話番号|TEL|Numéro de téléphone|Número de teléfono"
                  "|Numero di telefono|Número de telefone|OTHERPHONE|Kundentelefon|Teléfono fijo"),
        ("mobile", "Cellulare|Mobiel|Telemóvel|Celular|携帯電話|携帯番号|MOBILEPHONE|Diensthandy"
                   "|Phone (iPhone)"),
        ("work", "Telefono ufficio|Telefoon werk|Telefone comercial|勤務先電話番号|Bürotelefon"),
        ("home", "Telefono abitazione|Telefoon thuis|自宅電話|HOMEPHONE|Telefone residencial"),
        ("main", "Centralino|Telefoon algemeen|代表電話|Telefonzentrale"),
        ("fax", "FAX番号|ファックス|Faxnummer|Numero di fax"),
        ("country", "Paese|Nazione|Landcode|País|国|MAILINGCOUNTRY|Business Country/Region|Country ISO"),
        ("area_code", "Area Code|Vorwahl|DDD|Prefisso|市外局番|Netnummer"),
        ("extension", "Interno|Ramal|Toestel|内線|内線番号"),
        ("do_not_call", "Non chiamare|Niet bellen|Bel-me-niet|Não ligar|架電NG|電話不可"
                        "|HasOptedOutOfCall|DONOTCALL"
                        "|Registro delle opposizioni|Ne pas démarcher|Lista Robinson|Do Not Call (Y/N)"),
        ("consent", "Consent|Phone consent|Einwilligung Telefon|Consentement téléphone|Consenso"
                    "|Toestemming bellen"
                    "|Consentimento|May we call?|Can we call you?|電話可否"),
        ("", "フリガナ|Yomi Name|Phonetic First Name|部署|Email consent|SMS opt-in"
             "|HASOPTEDOUTOFEMAIL|Asst Phone"
             "|ASSISTANTPHONE|Numéro de client|Government ID Number|Telefon Assistent|Kundennummer"
             "|Owner First Name"
             "|primary_contact_primary_phone_type|Telefono segretaria|Last Called|Phone validated"
             "|Deal name|Invalid phone|CEP|Username|City code|Middle Name|Owner Name|Manager's Name"
             "|Case Number|Policy number|Member number"),
    ],
)  # fmt: skip
def test_headers_of_more_languages(field: str, headers: str) -> None:
    assert {header: field_of(header) for header in headers.split("|")} == dict.fromkeys(
        headers.split("|"), field
    )


@pytest.mark.parametrize(
    ("header", "row", "name", "email"),
    [
        ("Nome;Cognome;Telefono", "Luca;Bianchi;06 5550 0101", "Luca Bianchi", ""),
        ("Nome;Telefone", "Luca Bianchi;06 5550 0101", "Luca Bianchi", ""),
        ("Nome;Apelido;Telefone", "Ana;Prates;06 5550 0101", "Ana Prates", ""),
        ("Nome;Sobrenome;Apelido;Telefone", "Ana;Prates;Aninha;06 5550 0101", "Ana Prates", ""),
        ("Voornaam;Tussenvoegsel;Achternaam;Telefoon", "Pim;van der;Meer;1", "Pim van der Meer", ""),
        ("Naam;Voornaam;Telefoon", "Meer;Pim;020 7946 0101", "Pim Meer", ""),
        ("姓;名;電話", "山田;太郎;03-5555-0101", "山田 太郎", ""),
        ("First Name;Last Name;Phone", "太郎;山田;03-5555-0101", "山田 太郎", ""),
        ("First Name;Last Name;Phone", "李;雷;1", "李 雷", ""),
        ("Contact;Phone", "Ada Byron (ada@x.example);020 7946 0101", "Ada Byron", "ada@x.example"),
        ("Email;Phone", "Ada Byron <ada@x.example>;020 7946 0101", "Ada Byron", "ada@x.example"),
        ("Company;Name;Phone", "Acme Ltd;Acme Ltd, Ada Byron;020 7946 0101", "Ada Byron", ""),
        ("Name;Phone", '"=""Ada Byron""";020 7946 0101', "Ada Byron", ""),
        ("Name;Phone", "=cmd|' /C calc'!A0;020 7946 0101", "=cmd|' /C calc'!A0", ""),
        ("Email;Phone", "ada@x.example, ada@home.example;020 7946 0101", "", "ada@x.example"),
    ],
)
def test_names_of_many_forms(tmp_path: Path, header: str, row: str, name: str, email: str) -> None:
    (person,) = plan(written(tmp_path, f"{header}\n{row}\n")).people
    assert (person.name, person.email) == (name, email)


def test_a_header_that_its_cells_contradict_gives_way_and_that_is_told(tmp_path: Path) -> None:
    text = "Contact,E-mail,Phone\n" + "".join(
        f"020 7946 01{i:02},Flo Gray {chr(65 + i)},f{i}@x.example\n" for i in range(4)
    )
    done = plan(written(tmp_path, text))
    assert done.columns == {"name": "E-mail", "phone": "Contact", "email": "Phone"}
    assert sum("unsure" in warning for warning in done.warnings) == 3
    by_title = {guess.title: guess for guess in done.guesses}
    assert by_title["Contact"].confidence < 0.6
    assert by_title["Contact"].samples == ("020 7946 0100", "020 7946 0101", "020 7946 0102")


def test_a_salutation_is_no_job_and_a_short_number_no_post(tmp_path: Path) -> None:
    text = "Titre,Nom,Poste,Téléphone\nMme,Ève Durand,12,01 99 00 12 34\nM.,Gaël Émery,34,01 99 00 12 35\n"
    done = plan(written(tmp_path, text), country="FR")
    assert [p.role for p in done.people] == ["", ""]
    assert [p.numbers[0].extension for p in done.people] == ["12", "34"]


def test_columns_that_speak_of_phones_and_hold_none_are_left_alone(tmp_path: Path) -> None:
    text = "Name,Phone,Direct\n" + "".join(f"Ada {i},020 7946 010{i},yes\n" for i in range(4))
    done = plan(written(tmp_path, text))
    assert done.columns == {"name": "Name", "phone": "Phone"}
    assert {p.fields["Direct"] for p in done.people} == {"yes"}


def test_what_is_no_field_of_ours_is_kept_and_shown(tmp_path: Path) -> None:
    done = plan(written(tmp_path, "Name,Phone,Shoe size\nAda,020 7946 0101,38\n"))
    assert [(g.field, g.confidence) for g in done.guesses] == [("name", 0.95), ("phone", 0.95), ("", 0.0)]
    assert done.people[0].fields == {"Shoe size": "38"}


def test_no_second_value_is_lost(tmp_path: Path) -> None:
    text = (
        "Name,Display Name,E-mail 1,E-mail 2,Title,Job Title,Phone\n"
        "Ada Byron,The Countess,a@x.example,b@x.example,Dame of the Order,CEO,020 7946 0101\n"
    )
    (person,) = plan(written(tmp_path, text)).people
    assert (person.name, person.email, person.role) == ("Ada Byron", "a@x.example", "CEO")
    assert person.fields == {
        "Display Name": "The Countess", "other e-mail": "b@x.example", "Title": "Dame of the Order",
    }  # fmt: skip


def test_a_list_of_one_column_has_names_before_its_numbers(tmp_path: Path) -> None:
    done = plan(written(tmp_path, "Ada Byron 020 7946 0101\nBen Okafor: 07700 900101\n"))
    assert [(p.name, p.numbers[0].e164) for p in done.people] == [
        ("Ada Byron", "+442079460101"),
        ("Ben Okafor", "+447700900101"),
    ]
