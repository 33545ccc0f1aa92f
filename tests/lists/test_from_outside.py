"""Lists as strangers write them: each case once came in wrong."""

from pathlib import Path

import pytest

from tests.lists.planning import plan, written
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


def test_a_member_with_a_contact_is_a_firm(tmp_path: Path) -> None:
    text = "Member Name,Primary Contact,Main Phone\nBeta Bakery,Ben Okafor,020 7946 0101\n"
    (ben,) = plan(written(tmp_path, text)).people
    assert (ben.name, ben.account) == ("Ben Okafor", "Beta Bakery")
    (ada,) = plan(written(tmp_path, "Member Name,Phone\nAda Byron,020 7946 0102\n", "2.csv")).people
    assert (ada.name, ada.account) == ("Ada Byron", "")


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


def test_ids_and_links_are_no_companies(tmp_path: Path) -> None:
    ids = plan(written(tmp_path, "Name,Organisation,Phone\nAda,recA1B2C3D4E5F6G7,020 7946 0101\n"))
    assert (ids.people[0].account, ids.people[0].fields["Organisation"]) == ("", "recA1B2C3D4E5F6G7")
    linked = plan(written(tmp_path, "Name,Company\nAda,Acme (https://n.example/Acme-1)\n", "2.csv"))
    assert linked.people[0].account == "Acme"


def test_types_of_numbered_numbers(tmp_path: Path) -> None:
    header = "Name,Phone number 1,Phone type 1,Phone number 2,Phone type 2\n"
    (ada,) = plan(written(tmp_path, header + "Ada,07700900101,Mobile,02079460101,Home\n")).people
    assert [n.kind for n in ada.numbers] == ["mobile", "home"]


def test_telephone_numbers_of_a_mailing_address_before_unknown_digits(tmp_path: Path) -> None:
    header = "NPI,Name,Provider Business Mailing Address Telephone Number\n"
    (ada,) = plan(written(tmp_path, header + "1234567893,Ada,2125550101\n"), country="US").people
    assert [n.e164 for n in ada.numbers] == ["+12125550101"]
    made = plan(written(tmp_path, "Name,NPX\nAda,2125550102\n", "2.csv"), country="US")
    assert any("'NPX' was taken as phone, and that is unsure" in said for said in made.warnings)
