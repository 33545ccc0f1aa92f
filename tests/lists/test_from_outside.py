"""Lists as strangers write them: each case once came in wrong."""

from pathlib import Path

import pytest

from tests.lists.planning import plan, store, written
from tui.core.people.contact import Contact
from tui.core.ports import Batch
from tui.lists.encoding import guess

#: Country, encoding, header and one row; then the name, the company and the kinds of its numbers.
LANGUAGES = [
    ("PL", "cp1250", "Imię;Nazwisko;Firma;Telefon;Telefon komórkowy\n"
     "Jan;Kowalski;Kowalski Sp. z o.o.;22 123 45 67;512 345 678",
     "Jan Kowalski", "Kowalski Sp. z o.o.", "other mobile"),
    ("CZ", "cp1250", "Jméno;Příjmení;Společnost;Telefon;Mobil\n"
     "Jiří;Novák;Novák s.r.o.;212 345 678;601 123 456",
     "Jiří Novák", "Novák s.r.o.", "other mobile"),
    ("SE", "cp1252", "Förnamn;Efternamn;Företag;Telefon\n"
     "Åsa;Öberg;Öberg AB;08-123 456 78",
     "Åsa Öberg", "Öberg AB", "other"),
    ("DK", "utf-8", "Fornavn;Efternavn;Virksomhed;Telefonnr.\n"
     "Søren;Ærø;Ærø A/S;32 12 34 56",
     "Søren Ærø", "Ærø A/S", "other"),
    ("NO", "utf-8", "Navn;Bedrift;Mobil\n"
     "Kåre Bø;Bø AS;406 12 345",
     "Kåre Bø", "Bø AS", "mobile"),
    ("FI", "utf-8", "Etunimi;Sukunimi;Yritys;Puhelin\n"
     "Mari;Äijä;Yritys Oy;09 1234567",
     "Mari Äijä", "Yritys Oy", "other"),
    ("HU", "cp1250", "Vezetéknév;Keresztnév;Cég;Telefonszám\n"
     "Nagy;Ödön;Nagy Kft.;06 1 234 5678",
     "Ödön Nagy", "Nagy Kft.", "other"),
    ("TR", "cp1254", "Ad;Soyad;Şirket;Cep Telefonu\n"
     "İsmail;Yılmaz;Yılmaz A.Ş.;0501 234 56 78",
     "İsmail Yılmaz", "Yılmaz A.Ş.", "mobile"),
    ("GR", "cp1253", "Όνομα;Επώνυμο;Εταιρεία;Τηλέφωνο;Κινητό\n"
     "Γιώργος;Παππάς;Εταιρεία ΑΕ;21 2345 6789;691 234 5678",
     "Γιώργος Παππάς", "Εταιρεία ΑΕ", "other mobile"),
    ("KR", "cp949", "이름,회사,전화번호,휴대폰\n"
     "김철수,주식회사 가나,02-2123-4567,010-2000-0000",
     "김철수", "주식회사 가나", "other mobile"),
    ("RU", "cp1251", "Фамилия;Имя;Отчество;Компания;Телефон;Моб. телефон\n"
     "Иванов;Иван;Иванович;ООО Ромашка;8 (495) 123-45-67;+7 916 123-45-67",
     "Иван Иванов", "ООО Ромашка", "other mobile"),
    ("UA", "utf-8", "Прізвище,Ім'я,Компанія,Телефон\n"
     "Шевченко,Тарас,ТОВ Київ,044 123 4567",
     "Тарас Шевченко", "ТОВ Київ", "other"),
    ("SA", "utf-8", "الاسم,الشركة,الهاتف,الجوال\n"
     "أحمد علي,شركة النور,011 234 5678,051 234 5678",
     "أحمد علي", "شركة النور", "other mobile"),
    ("IL", "utf-8", "שם,חברה,טלפון,נייד\n"
     "מיכל לוי,חברה בעמ,02-123-4567,050-234-5678",
     "מיכל לוי", "חברה בעמ", "other mobile"),
    ("TW", "big5", "姓名,公司名稱,電話,手機\n"
     "陳大文,台灣公司,02-2123-4567,0912-345-678",
     "陳大文", "台灣公司", "other mobile"),
    ("CN", "gb18030", "姓名,公司,电话,手机\n"
     "王小明,某某公司,010-12345678,13800138000",
     "王小明", "某某公司", "other mobile"),
    ("RO", "utf-8", "Nume;Prenume;Firmă;Telefon\n"
     "Popescu;Ion;Popescu SRL;021 123 4567",
     "Ion Popescu", "Popescu SRL", "other"),
    ("TH", "utf-8", "ชื่อ,บริษัท,โทรศัพท์\n"
     "สมชาย ใจดี,บริษัท ทดสอบ จำกัด,02 123 4567",
     "สมชาย ใจดี", "บริษัท ทดสอบ จำกัด", "other"),
    ("VN", "utf-8", "Họ và tên,Công ty,Điện thoại,Di động\n"
     "Nguyễn Văn A,Công ty B,024 5555 0101,0912 345 678",
     "Nguyễn Văn A", "Công ty B", "other mobile"),
    ("ID", "utf-8", "Nama,Perusahaan,Telepon,HP\n"
     "Budi Santoso,PT Maju,(021) 8350123,0812-3456-789",
     "Budi Santoso", "PT Maju", "other mobile"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("country", "encoding", "text", "name", "account", "kinds"), LANGUAGES, ids=[row[0] for row in LANGUAGES]
)
def test_headers_of_many_languages(
    country: str, encoding: str, text: str, name: str, account: str, kinds: str, tmp_path: Path
) -> None:
    (person,) = plan(written(tmp_path, (text + "\n").encode(encoding)), country=country).people
    assert (person.name, person.account) == (name, account)
    assert [number.kind for number in person.numbers] == kinds.split()
    assert all(number.callable for number in person.numbers)


def test_a_column_named_for_a_kind_of_number_is_one_when_numbers_are_in_it(tmp_path: Path) -> None:
    text = "Name,Office,Cell\nAda,020 7946 0101,07700 900101\nBen,020 7946 0102,\n"
    ada, ben = plan(written(tmp_path, text)).people
    assert [(n.e164, n.kind) for n in ben.numbers] == [("+442079460102", "work")]
    assert {n.kind for n in ada.numbers} == {"work", "mobile"}
    towns = plan(written(tmp_path, "Name,Office,Phone\nAda,London,020 7946 0101\n"))
    assert "work" not in towns.columns


def test_numbers_of_accounts_are_neither_phones_nor_companies(tmp_path: Path) -> None:
    text = "Name,Phone,Account #\nAda,020 7946 0101,20794601011\nBen,n/a,20794601012\n"
    made = plan(written(tmp_path, text))
    assert [(p.name, p.account, len(p.numbers)) for p in made.people] == [("Ada", "", 1), ("Ben", "", 0)]
    assert made.with_phone == 1


@pytest.mark.parametrize("company", ["", "Smith & Sons"])
def test_father_and_son_at_one_number_are_two(company: str, tmp_path: Path) -> None:
    text = (
        "Name,Company,Phone\n"
        f"John Smith Sr.,{company},020 7946 0101\nJohn Smith Jr.,{company},020 7946 0101\n"
        f"John Smith III,{company},020 7946 0101\nSmith Jr. John,{company},020 7946 0101\n"
    )
    assert [p.name for p in plan(written(tmp_path, text)).people] == [
        "John Smith Sr.",
        "John Smith Jr.",
        "John Smith III",
    ]


def test_two_numbers_without_a_space_between_them(tmp_path: Path) -> None:
    (ada,) = plan(written(tmp_path, "Name,Phone\nAda,+442079460106+447700900106\n")).people
    assert [n.e164 for n in ada.numbers] == ["+442079460106", "+447700900106"]


def test_lines_of_two_encodings_in_one_file(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Name,Phone\nZoë,020 7946 0101\n".encode() + "René,020 7946 0102\n".encode("cp1252"),
    )
    made = plan(path)
    assert [p.name for p in made.people] == ["Zoë", "René"]
    assert any("1 character is not UTF-8" in warning for warning in made.warnings)


def test_a_guess_is_no_script_that_lists_are_never_in() -> None:
    sample = "Zoë,Café".encode() + "\nRené,Café".encode("cp1252")  # a detector makes Urdu of it
    assert guess(sample).codec == "cp1252"


def test_labels_of_e_mails_are_none(tmp_path: Path) -> None:
    header = "First Name,Last Name,Organization Name,Labels,File As,E-mail 1 - Label,E-mail 1 - Value\n"
    made = plan(written(tmp_path, header + "Ada,Byron,Acme,* myContacts,,* Work,ada@x.example\n"))
    assert (made.columns["email"], "email 2" in made.columns) == ("E-mail 1 - Value", False)


def test_zoho_is_not_taken_for_hubspot(tmp_path: Path) -> None:
    header = (
        "Record Id,Contact Owner.id,Contact Owner,Lead Source,First Name,Last Name,Account Name,Email,Phone\n"
    )
    made = plan(
        written(tmp_path, header + "zcrm_1,zcrm_9,Sam,Web,Ada,Byron,Acme,a@x.example,020 7946 0101\n")
    )
    assert made.looks_like == "This looks like an export of Zoho CRM contacts."


def test_both_numbers_of_a_dialer_list(tmp_path: Path) -> None:
    (ben,) = plan(
        written(tmp_path, "number1,number2,first_name\n2125550123,2125550124,Ben\n"), country="US"
    ).people
    assert [n.e164 for n in ben.numbers] == ["+12125550123", "+12125550124"]


def test_a_card_with_thirty_numbers(tmp_path: Path) -> None:
    numbers = [f"+44 7700 90{turn:04}" for turn in range(30)]
    lines = "\r\n".join(f"TEL;TYPE=CELL:{number}" for number in numbers)
    (ada,) = plan(
        written(tmp_path, f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\n{lines}\r\nEND:VCARD\r\n", "a.vcf")
    ).people
    assert [number.raw for number in ada.numbers] == numbers


@pytest.mark.parametrize(
    ("cell", "country", "numbers"),
    [
        ("020 7946 0107 07700 900107", "GB", "+442079460107 +447700900107"),
        ("01 42 68 53 00 06 12 34 56 78", "FR", "+33142685300 +33612345678"),
        ("2125550123 2125550124", "US", "+12125550123 +12125550124"),
        ("0049 30 23125 321 0171 3920012", "DE", "+493023125321 +491713920012"),
        ("4111 1111 1111 1111", "US", ""),
        ("+49 30 23125 321", "DE", "+493023125321"),
    ],
)
def test_numbers_that_only_a_space_parts(cell: str, country: str, numbers: str, tmp_path: Path) -> None:
    (ada,) = plan(written(tmp_path, f"Name,Phone\nAda,{cell}\n"), country=country).people
    assert [n.e164 for n in ada.numbers if n.callable] == numbers.split()


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


def test_a_member_with_a_contact_is_a_firm(tmp_path: Path) -> None:
    text = "Member Name,Primary Contact,Main Phone\nBeta Bakery,Ben Okafor,020 7946 0101\n"
    (ben,) = plan(written(tmp_path, text)).people
    assert (ben.name, ben.account) == ("Ben Okafor", "Beta Bakery")
    (ada,) = plan(written(tmp_path, "Member Name,Phone\nAda Byron,020 7946 0102\n", "2.csv")).people
    assert (ada.name, ada.account) == ("Ada Byron", "")


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


def test_a_number_of_an_attendee_or_a_customer_is_nobodys_phone(tmp_path: Path) -> None:
    text = "Attendee #,First Name,Cell Phone\n9876543211,Ada,07700 900101\n9876543212,Ben,07700 900102\n"
    made = plan(written(tmp_path, text))
    assert [[n.e164 for n in p.numbers] for p in made.people] == [["+447700900101"], ["+447700900102"]]
    assert not made.warnings


def test_what_forms_write_behind_a_header(tmp_path: Path) -> None:
    made = plan(written(tmp_path, "Name (required),Phone*,Tel/Fax\nAda,020 7946 0101,020 7946 0102\n"))
    assert made.columns == {"name": "Name (required)", "phone": "Phone*", "phone 2": "Tel/Fax"}
    assert all(n.callable for n in made.people[0].numbers)
    assert not made.warnings


def test_a_job_title_comes_before_a_job_function(tmp_path: Path) -> None:
    (ada,) = plan(written(tmp_path, "Name,Job Title,Job Function\nAda,CTO,Engineering\n")).people
    assert ada.role == "CTO"


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


def test_a_host_is_not_who_is_called(tmp_path: Path) -> None:
    text = (
        "User Name,User Email,Invitee Name,Invitee Email,Phone\n"
        "Sam Rep,sam@us.example,Ada Byron,ada@a.example,020 7946 0101\n"
    )
    (ada,) = plan(written(tmp_path, text)).people
    assert (ada.name, ada.email) == ("Ada Byron", "ada@a.example")


@pytest.mark.parametrize(
    "header",
    [
        "Customer Name,Contact Person",
        "Kunde,Ansprechpartner",
        "Klant,Contactpersoon",
        "Název,Kontaktní osoba",
        "Name,Contact Person",
        "Kundenavn,Kontaktperson",
        "Current Employer,Name",
        "Company you work for,What is your full name?",
        "Name (Adressattyp Unternehmen),Name (natürl. Person)",
    ],
)
def test_a_firm_with_somebody_to_talk_to(header: str, tmp_path: Path) -> None:
    (ada,) = plan(written(tmp_path, f"{header},Phone\nAnalytical Ltd,Ada Byron,020 7946 0101\n")).people
    assert (ada.name, ada.account) == ("Ada Byron", "Analytical Ltd")


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


def test_ids_and_links_are_no_companies(tmp_path: Path) -> None:
    ids = plan(written(tmp_path, "Name,Organisation,Phone\nAda,recA1B2C3D4E5F6G7,020 7946 0101\n"))
    assert (ids.people[0].account, ids.people[0].fields["Organisation"]) == ("", "recA1B2C3D4E5F6G7")
    linked = plan(written(tmp_path, "Name,Company\nAda,Acme (https://n.example/Acme-1)\n", "2.csv"))
    assert linked.people[0].account == "Acme"


def test_types_of_numbered_numbers(tmp_path: Path) -> None:
    header = "Name,Phone number 1,Phone type 1,Phone number 2,Phone type 2\n"
    (ada,) = plan(written(tmp_path, header + "Ada,07700900101,Mobile,02079460101,Home\n")).people
    assert [n.kind for n in ada.numbers] == ["mobile", "home"]


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


def test_telephone_numbers_of_a_mailing_address_before_unknown_digits(tmp_path: Path) -> None:
    header = "NPI,Name,Provider Business Mailing Address Telephone Number\n"
    (ada,) = plan(written(tmp_path, header + "1234567893,Ada,2125550101\n"), country="US").people
    assert [n.e164 for n in ada.numbers] == ["+12125550101"]
    made = plan(written(tmp_path, "Name,NPX\nAda,2125550102\n", "2.csv"), country="US")
    assert any("'NPX' was taken as phone, and that is unsure" in said for said in made.warnings)


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


@pytest.mark.parametrize("cell", ["No", "False", "0", "x", "n", "n/a"])
def test_an_empty_column_of_phones_forbids_nobody(cell: str, tmp_path: Path) -> None:
    text = f"Name,Phone,Mobile Phone\nAda,020 7946 0101,{cell}\nBen,020 7946 0102,{cell}\n"
    assert [bool(p.do_not_call) for p in plan(written(tmp_path, text)).people] == [False, False]
