"""Numbers: what people write, and what may never be dialed."""

import csv
import random
import re
from pathlib import Path

import phonenumbers
import pytest
import yaml

from tui.core.people import phone
from tui.core.people.phone_text import ROUNDED, kind_of

DATA = Path(__file__).parents[2] / "data" / "phones"

#: Rows of libphonenumber's own parser tests where parsing is not enough for us, and why.
STRICTER = {
    "tel:2530000;isub=12345;phone-context=1234.com": "a local number without its area code",
    "12": "a short code",
    "8123": "a short code",
    "812345": "a short code",
    "0~0 1800 7493 5247": "too long",
    "0~0 1800 7493 5247 ~1234": "too long",
    "+1 (645) 123 1234 ext. 910#": "no exchange begins with 1",
    "(212)123-1234 x508/ x1234": "no exchange begins with 1",
    "+1123-456-7890 666666#": "no area code begins with 1",
}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", rows("real_world.csv"), ids=lambda row: row["input"])
def test_what_people_write(row: dict[str, str]) -> None:
    number = phone.parse(row["input"], row["default_region"])
    assert (number.e164 if number.callable else "") == row["expected_e164 (empty = not dialable)"]
    assert number.extension == row["expected_ext"]
    assert number.callable != bool(number.why_not)
    assert number.raw == row["input"]


def test_the_librarys_own_cases() -> None:
    for row in rows("libphonenumber_parse_cases.csv"):
        number = phone.parse(row["input"], row["default_region"])
        if row["agree"] == "True" and row["input"] not in STRICTER:
            assert (number.e164, number.extension) == (row["expected_e164"], row["expected_ext"]), row
        if row["input"] in STRICTER:
            assert number.why_not, row


def test_numbers_of_every_country_in_every_notation() -> None:
    wrong = [
        (row["input"], number.e164)
        for row in rows("region_examples.csv")
        if (number := phone.parse(row["input"], row["default_region"])).e164 != row["expected_e164"]
    ]
    assert wrong == []


def test_invalid_numbers_are_never_dialed() -> None:
    cases = yaml.safe_load(
        (DATA / "mobi_invalid_numbers.yml").read_text().replace("\n:", "\n").replace("  :", "  ")
    )
    for region, numbers in cases.items():
        country = region.strip(":") if len(region.strip(":")) == 2 else "US"
        for forms in numbers.values():
            number = phone.parse(forms["national_formatted"], country)
            assert not number.callable or phone.dialable(number.e164) == ""
            if country == "US":
                assert not number.callable, forms


@pytest.mark.parametrize(
    ("raw", "country", "hints", "e164"),
    [
        ("(212) 555-0123", "GB", [], "+12125550123"),
        ("(212) 555-0123", "DE", [], "+12125550123"),  # valid in Solingen, but nobody there writes it so
        ("2125550123.0", "GB", [], "+12125550123"),
        ("030 23125 321", "GB", ["DE"], "+493023125321"),
        ("030 23125 321", "GB", [], "+443023125321"),  # a British number too: without a sign it stays one
        ("(265) 555-9246", "US", ["DE"], "+12655559246"),  # new area codes are not in the metadata
        ("2655559246", "US", ["DE"], "+12655559246"),
        ("612 345 678", "GB", ["ES"], "+34612345678"),
        ("138 0000 0000", "US", ["CN"], "+8613800000000"),
        ("020 7946 0101", "DE", ["GB"], "+442079460101"),
        ("020 7946 0101", "GB", ["DE"], "+442079460101"),
        ("493023125321", "GB", [], "+493023125321"),
        ("0049 30 23125321", "US", [], "+493023125321"),
        ("2079460101", "GB", [], "+442079460101"),  # Excel took the zero
        ("='+44 20 7946 0101'", "US", [], "+442079460101"),
        ('="+442079460101"', "US", [], "+442079460101"),
        ("'+442079460101", "US", [], "+442079460101"),
        ("٠٢٠ ٧٩٤٦ ٠١٠١", "GB", [], "+442079460101"),
        ("＋４４ ２０ ７９４６ ０１０１", "US", [], "+442079460101"),
    ],
)
def test_which_country(raw: str, country: str, hints: list[str], e164: str) -> None:
    assert phone.read(raw, country, hints=lambda: hints).number.e164 == e164


@pytest.mark.parametrize(
    ("raw", "country", "why"),
    [
        ("911", "US", "emergency"),
        ("999", "GB", "emergency"),
        ("112", "DE", "emergency"),
        ("+1 900 555 0123", "US", "premium"),
        ("+44 909 879 0000", "GB", "premium"),
        ("0180 3 123456", "DE", "shared cost"),
        ("4.42079E+11", "GB", "rounded"),
        ("4,42079E+11", "DE", "rounded"),
        ("2024-03-15 14:20", "GB", "date"),
        ("15.03.2024", "DE", "date"),
        ("-2125550124", "US", "minus"),
        ("£1,200.00", "GB", "amount"),
        ("4111 1111 1111 1111", "US", "card"),
        ("10.0.0.138", "DE", "IP"),
        ("call 020 7946 0101 bob@example.com", "GB", "address"),
        ("+1 211 555 0123", "US", "area code"),
        ("+1 212 911 0123", "US", "exchange"),
        ("+1 222 222 2222", "US", "made up"),
        ("", "US", "no number"),
        ("n/a", "US", "no number"),
        ("020 7946 0101", "", "country"),
    ],
)
def test_never_dialed(raw: str, country: str, why: str) -> None:
    number = phone.parse(raw, country)
    assert why in number.why_not
    assert not number.callable
    assert not number.e164 or phone.dialable(number.e164) == number.why_not


def test_fiction_is_dialable() -> None:
    assert phone.dialable("+12125550123") == ""
    assert phone.dialable("+447700900123") == ""


@pytest.mark.parametrize(
    "text", ["", "12125550123", "+0123456789", "+44 20 7946 0101", "+1911", "+44999", "+١٢٣٤٥٦٧٨"]
)
def test_only_e164_passes_the_gate(text: str) -> None:
    assert phone.dialable(text)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("+44 20 7946 0101 / +44 7700 900101", ["+44 20 7946 0101", "+44 7700 900101"]),
        ("(212) 555-0123; (212) 555-0124", ["(212) 555-0123", "(212) 555-0124"]),
        ("0113 496 0456, 07700 900456", ["0113 496 0456", "07700 900456"]),
        ("030 23125 321 oder 0171 3920012", ["030 23125 321", "0171 3920012"]),
        ("01 99 00 12 34 ou 06 39 98 01 02", ["01 99 00 12 34", "06 39 98 01 02"]),
        ("910 555 101 o 910 555 102", ["910 555 101", "910 555 102"]),
        ("020 7946 0101\n07700 900101", ["020 7946 0101", "07700 900101"]),
        ("+1 212 555 0123 ::: +1 212 555 0124", ["+1 212 555 0123", "+1 212 555 0124"]),
        ("+44 20 7946 0101 +44 7700 900101", ["+44 20 7946 0101", "+44 7700 900101"]),
        ("m: 07700 900101 | w: 020 7946 0101", ["m: 07700 900101", "w: 020 7946 0101"]),
        ("+44 20 7946 0101/2", ["+44 20 7946 0101/2"]),
        ("0171/3920012", ["0171/3920012"]),
        ("+1 212 555 0125 x12", ["+1 212 555 0125 x12"]),
        ("(800) 901-3355 ,extension 7246433", ["(800) 901-3355 ,extension 7246433"]),
        ("+12679000000,,123456789012345#", ["+12679000000,,123456789012345#"]),
        ("1-212-555-0123,45", ["1-212-555-0123,45"]),
        ("n/a", ["n/a"]),
        ("", []),
    ],
)
def test_cells_with_several_numbers(cell: str, parts: list[str]) -> None:
    assert phone.split_cell(cell) == parts


def test_labels_tell_the_kind() -> None:
    assert phone.parse("Mobile: 07700 900123", "GB").kind == "mobile"
    assert phone.parse("020 7946 0101 (Büro)", "GB", "other").kind == "work"
    assert phone.parse("Fax 020 7946 0101", "GB", "work").kind == "fax"
    words = ("Tél. mobile", "Home Fax", "Zentrale", "Business Phone 2", "Handynummer", "Rang")
    assert [kind_of(w) for w in words] == ["mobile", "fax", "main", "work", "mobile", ""]


def test_zones() -> None:
    assert phone.zones("+12125550123") == ("America/New_York",)
    assert phone.zones("+18005550123") == ()
    assert "Australia/Perth" in phone.zones("+61491570102")
    assert len(phone.zones("+61491570102")) > 5  # mobiles have no place: the whole country
    assert "Europe/London" in phone.zones("+443001231234")  # a firm's number for the whole country
    assert phone.zones("+61255501234") == phone.parse("(02) 5550 1234", "AU").zones == ("Australia/Sydney",)
    assert phone.zones("+12705550123") == ("America/Chicago", "America/New_York")  # Kentucky's clocks differ
    assert phone.zones("+13455550123") == ("America/Cayman",)
    assert phone.country_of("+442079460101") == "GB"
    assert phone.country_of("+18005550123") == "US"


def test_nothing_is_raised_whatever_the_text() -> None:
    dice = random.Random(3)
    bits = [
        "+",
        "0",
        "1",
        "212",
        "555-0123",
        "(",
        ")",
        "x",
        " ext. ",
        "/",
        ";",
        "\x1b[31m",
        "e",
        "٣",
        ".",
        ",",
        "\n",
        "☎",
    ]
    for _ in range(3000):
        text = "".join(dice.choices(bits, k=dice.randint(0, 12)))
        for part in [text, *phone.split_cell(text)]:
            number = phone.parse(part, dice.choice(["US", "GB", "DE", "", "XX"]))
            assert bool(number.e164) or number.why_not
            phone.reads_as_number(part)


def test_rounded_numbers_do_not_read_as_numbers() -> None:
    assert not phone.reads_as_number("4.42079E+11")
    assert not phone.reads_as_number("-2125550124")
    assert not phone.reads_as_number("005x0000000fNSiAAM")
    assert phone.reads_as_number("+1 555 3227 8543")
    assert phone.parse("1.21256E+10").why_not == ROUNDED


def test_the_short_way_past_the_library_says_what_the_library_says(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(5)
    codes = ["44", "49", "33", "34", "31", "43", "41", "32", "45", "46", "47", "48", "351", "353", "64"]
    texts = [
        f"+{dice.choice(codes)}{dice.choice(['', ' ', '-'])}{dice.randint(1, 10 ** dice.randint(5, 13))}"
        for _ in range(3000)
    ]
    short = [phone.parse(text) for text in texts]
    monkeypatch.setattr(phone, "_ABROAD_PLAIN", re.compile("x"))
    assert [phone.parse(text) for text in texts] == short
    assert 500 < sum(bool(number.e164) for number in short) < 2900


@pytest.mark.parametrize(
    ("raw", "country", "e164", "kind"),
    [
        ("Tel: 020 7946 0101", "GB", "+442079460101", "other"),
        ("07700 900101 - mobile", "GB", "+447700900101", "mobile"),
        ("020 7946 0101 [direct]", "GB", "+442079460101", "direct"),
        ("020 7946 0101 (ask for Jo)", "GB", "+442079460101", "other"),
        ("携帯: 090-1234-5678", "JP", "+819012345678", "mobile"),
        ("０３－５５５５－０１０１", "JP", "+81355550101", "other"),
        ("1-800-FLOWERS", "US", "+18003569377", "other"),
        ("1-800-CONTACTS", "US", "+18002668228", "other"),
        ("(212) 555-TAXI", "US", "+12125558294", "other"),
        ("CALL ME MAYBE", "US", "", "other"),
        ("4915112345678.0", "DE", "+4915112345678", "other"),
        ("4915112345678", "DE", "+4915112345678", "other"),
        ("3931234567", "IT", "+393931234567", "other"),
        ("4.91512E+12", "DE", "", "other"),
        ("4,91512E+12", "DE", "", "other"),
        ('="+493023125321"', "DE", "+493023125321", "other"),
        ('=HYPERLINK("tel:+493023125321";"030 23125 321")', "DE", "+493023125321", "other"),
        ('=HYPERLINK("tel:+493023125321","Call")', "GB", "+493023125321", "other"),
        ("=+442079460101", "GB", "+442079460101", "other"),
        ("https://wa.me/447700900101", "US", "+447700900101", "other"),
        ("callto:+442079460101", "US", "+442079460101", "other"),
        ("*31#07700900101", "GB", "", "other"),
        ("#31#+447700900101", "GB", "", "other"),
        ("*123#", "GB", "", "other"),
    ],
)
def test_what_stands_around_a_number(raw: str, country: str, e164: str, kind: str) -> None:
    number = phone.parse(raw, country)
    assert (number.e164, number.kind) == (e164, kind)
    assert number.e164 or number.why_not


@pytest.mark.parametrize(
    ("raw", "country", "extension"),
    [
        ("030 23125-0 Durchwahl 321", "DE", "321"),
        ("030 23125321 App. 12", "DE", "12"),
        ("+31 20 555 0100 toestel 12", "NL", "12"),
        ("03-5555-0101 内線 12", "JP", "12"),
        ("02 1234 5678 interno 7", "IT", "7"),
        ("(11) 5550-0101 ramal 33", "BR", "33"),
        ("01 99 00 12 34 poste 5", "FR", "5"),
    ],
)
def test_extensions_of_many_languages(raw: str, country: str, extension: str) -> None:
    number = phone.parse(raw, country)
    assert (bool(number.e164), number.extension) == (True, extension)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Tel: 020 7946 0101 Mob: 07700 900101", ["Tel: 020 7946 0101", "Mob: 07700 900101"]),
        ("T: (212) 555-0123 M: (212) 555-0124", ["T: (212) 555-0123", "M: (212) 555-0124"]),
        ("020 7946 0101 (work) 07700 900101 (mobile)", ["020 7946 0101 (work)", "07700 900101 (mobile)"]),
        (
            "020 7946 0101 (mobile), 020 7946 0102 (direct)",
            ["020 7946 0101 (mobile)", "020 7946 0102 (direct)"],
        ),
        ("0171-3920012 / 0172-3920013", ["0171-3920012", "0172-3920013"]),
        ("03-5555-0101、090-1234-5678", ["03-5555-0101", "090-1234-5678"]),
        (
            '=HYPERLINK("tel:+493023125321";"030 23125 321")',
            ['=HYPERLINK("tel:+493023125321";"030 23125 321")'],
        ),
    ],
)
def test_labels_set_numbers_apart(cell: str, parts: list[str]) -> None:
    assert phone.split_cell(cell) == parts


def test_a_text_of_any_length_is_looked_at_in_no_time() -> None:
    # Without a limit this took hours: the shapes look at such a text again from each of its characters.
    assert not phone.reads_as_number("1" * 1_000_000)
    assert not phone.read("1 " * 500_000, "GB").number.callable


def test_a_number_that_does_not_exist_tells_nothing_of_those_that_begin_like_it() -> None:
    assert phone.parse("+44906374068").why_not == ""  # a digit short: nobody knows what it would be
    assert phone.parse("+449063759735").why_not == "a premium rate number"
    assert len(phone.zones("+44131496012")) > 1
    assert phone.zones("+441314960123") == ("Europe/London",)
    assert len(phone.zones("+44131496012")) > 1, "whatever was asked before"


def test_in_north_america_seven_digits_say_whether_a_number_exists() -> None:
    # What `phone._line` keeps of numbers that do not: no plan may look at more of their digits.
    dice = random.Random(5)
    starts = [f"{area}{dice.randint(2000, 9999)}" for area in range(200, 1000) for _ in range(2)]
    unknown = phonenumbers.PhoneNumberType.UNKNOWN
    missing = 0
    for start in (*starts, "8766060", "8766061", "2465431"):
        ends = (phonenumbers.parse(f"+1{start}{end}") for end in ("000", "555", "999"))
        said = {phonenumbers.number_type(number) == unknown for number in ends}
        assert len(said) == 1, start
        missing += True in said
    assert 400 < missing < 1500


def test_a_service_number_tells_nothing_of_its_area_code(monkeypatch: pytest.MonkeyPatch) -> None:
    for numbers in (("+13459761234", "+13452221234"), ("+13452221234", "+13459761234")):
        monkeypatch.setattr(phone, "_lines", {})
        said = {number: phone.parse(number).why_not for number in numbers}
        assert said == {"+13459761234": "a premium rate number", "+13452221234": ""}


def test_area_codes_with_service_numbers_are_known() -> None:
    lib, types = phonenumbers, phonenumbers.PhoneNumberType
    own = (types.PREMIUM_RATE, types.SHARED_COST, types.VOICEMAIL, types.TOLL_FREE)
    found = {
        lib.format_number(example, lib.PhoneNumberFormat.E164)[:5]
        for region in sorted(lib.SUPPORTED_REGIONS)
        for kind in own
        if lib.country_code_for_region(region) == 1 and (example := lib.example_number_for_type(region, kind))
    }
    everywhere = re.compile(r"\+1(?:8(00|33|44|55|66|77|88)|900)")
    assert {code for code in found if not everywhere.fullmatch(code)} <= phone._WITH_SERVICES


def test_what_does_not_exist_in_north_america_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int | None] = []
    told = phonenumbers.number_type

    def number_type(number: phonenumbers.PhoneNumber) -> int:
        asked.append(number.national_number)
        return told(number)

    monkeypatch.setattr(phonenumbers, "number_type", number_type)
    monkeypatch.setattr(phone, "_lines", {})
    assert [phone.parse(f"+1 876 606 1{end}").why_not for end in range(100, 200)] == [""] * 100
    assert asked == [8766061100]
    assert phone.zones("+18766060123") == ("America/Jamaica",)  # its neighbours exist


@pytest.mark.parametrize(
    ("raw", "country", "e164", "extension"),
    [
        # words behind a number: libphonenumber takes their letters for digits of the key pad
        ("030 123456 Zimmer 12", "DE", "+4930123456", ""),
        ("+49 30 123456 Haus 3", "DE", "+4930123456", ""),
        ("030 123456 ab 9 Uhr", "DE", "+4930123456", ""),
        ("030 123456 Mo-Fr 9-17", "DE", "+4930123456", ""),
        ("030 123456 Ext. 12 oder 13", "DE", "+4930123456", "12"),
        ("212 555 0123 room 4", "US", "+12125550123", ""),
        ("212-555-0123 x45 ask for Jo 2", "US", "+12125550123", "45"),
        ("8 495 555 01 02 Иван 2", "RU", "+74955550102", ""),
        ("2024-01-15 call at 5", "US", "", ""),
        # extensions, said in other languages or as a pause
        ("+48 22 123 45 67 wew. 12", "PL", "+48221234567", "12"),
        ("+7 495 555-01-02 внутр. 12", "RU", "+74955550102", "12"),
        ("010-12345678转123", "CN", "+861012345678", "123"),
        ("212-555-0123p45", "US", "+12125550123", "45"),
        # letters that look like digits
        ("O171 392OO12", "DE", "+491713920012", ""),
        ("212-555-Ol23", "US", "+12125550123", ""),
        ("+821O2OOOOOOO", "KR", "+821020000000", ""),
        ("+44 (O)20 7946 0101", "GB", "+442079460101", ""),
        ("1-800-GOT-JUNK", "US", "+18004685865", ""),
        # France overseas has calling codes and clocks of its own, and is dialed in France like the rest
        ("0262 12 34 56", "FR", "+262262123456", ""),
        ("0590 20 12 34", "FR", "+590590201234", ""),
        ("0690 12 34 56", "FR", "+590690123456", ""),
        ("+33 694 20 12 34", "FR", "+594694201234", ""),
        ("+33 (0)262 12 34 56 poste 12", "FR", "+262262123456", "12"),
        ("06 39 98 01 23", "FR", "+33639980123", ""),
        # a digit short, the zero for calls within the country is none of the number
        ("06 12 34 56 7", "FR", "", ""),
        ("+57 (0) 3211234567", "CO", "", ""),
        # the zero that a spreadsheet took from an Italian number
        ("6 12345678", "IT", "+390612345678", ""),
        ("+39 2 1234 5678", "IT", "+390212345678", ""),
        ("347 1234567", "IT", "+393471234567", ""),
        ("+39 3047826904", "IT", "+393047826904", ""),  # a mobile mistyped rather than Brescia
        # Mexico before 2019
        ("01 55 1234 5678", "MX", "+525512345678", ""),
        ("(01 55) 1234 5678", "MX", "+525512345678", ""),
        ("5215512345678", "MX", "+525512345678", ""),
        ("0082 (0)10 2000 0000", "KR", "+821020000000", ""),
        ("9,1 212 555 0123", "US", "+12125550123", ""),  # an outside line, and a pause
        ("0,,(212) 555-0123", "US", "+12125550123", ""),
        ("9,123,456.00", "US", "", ""),
        ("02.212.345.67", "SK", "+421221234567", ""),
        ("1.234,50", "SK", "", ""),
    ],
)
def test_what_stands_around_and_before_a_number(raw: str, country: str, e164: str, extension: str) -> None:
    number = phone.parse(raw, country)
    assert (number.e164, number.extension) == (e164, extension)
