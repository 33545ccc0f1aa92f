"""In which encoding a list is."""

from pathlib import Path

import pytest

from tests.lists.planning import plan, written
from tui.lists.reader import Unreadable, Wish, read

PEOPLE = {
    "cp1252": "Lüdenscheid,Zoë Brontë,Amélie Crête,Gauß & Söhne,Peñalosa,Bjørn Åkerlund,João Simões",
    "iso8859-15": "Œuvre Šimek,Cœur Ferré,Noël Gérard,10 €",
    "cp1250": "Příbram,Žatec,Štěpán Kříž,Leoš Janáček,Zbyněk Říha",
    "iso8859-2": "Żaneta Łuczak,Michał Świątek,Grażyna Ćwiklińska,Bąk",
    "cp1251": "Светлана Миронова,Павел Орлов,Тверь",
    "koi8-r": "Светлана Миронова,Павел Орлов,Тверь",
    "mac-roman": "Lüdenscheid,Zoë Brontë,Amélie Crête,Gauß & Söhne",
    "cp850": "Lüdenscheid,Zoë Brontë,Amélie Crête,Gauß & Söhne",
    "cp1253": "Ανδρέας Ιωάννου,Κατερίνα Ζαχαρίου",
    "cp1254": "Emre Yıldırım,Şebnem Doğan,Bülent Işık",
    "cp1255": "דוד כהן,רחל לוי,חיפה",
    "cp1256": "محمد أحمد,فاطمة علي,القاهرة,خالد حسن",
    "cp874": "สมชาย ใจดี,สมหญิง รักไทย,กรุงเทพ,วิชัย ทองคำ,เชียงใหม่",
    "cp1257": "Jānis Bērziņš,Rūta Kazlauskienė,Šiauliai",
    "shift_jis": "株式会社 青空,松本 潤,ソフトバンク,井上 真央",
    "euc-jp": "株式会社 青空,松本 潤,ソフトバンク,井上 真央",
    "iso2022_jp": "株式会社 青空,松本 潤,ソフトバンク,井上 真央",
    "gb18030": "马云,阿里巴巴,任正非,华为技术,欧阳锋",
    "big5": "蔡英文,國泰,郭台銘,鴻海",
    "euc-kr": "이재용,삼성전자,정의선,현대자동차",
    "utf-16-le": "李小龍,王小明,Zoë",
    "utf-16-be": "李小龍,王小明,Zoë",
}


def text(names: str) -> str:
    rows = [f"{name},+44 20 7946 {n:04},p{n}@example.com" for n, name in enumerate(names.split(","))]
    return "\r\n".join(["Name,Phone,Email", *rows, ""])


@pytest.mark.parametrize("encoding", PEOPLE)
def test_lists_of_names(tmp_path: Path, encoding: str) -> None:
    done = plan(written(tmp_path, text(PEOPLE[encoding]).encode(encoding)))
    assert [p.name for p in done.people] == PEOPLE[encoding].split(",")
    guessed = not encoding.startswith(("utf", "iso2022"))
    assert any("guess" in warning for warning in done.warnings) is guessed


@pytest.mark.parametrize(
    "name",
    [
        "Müller",
        "François",
        "José",
        "Muñoz",
        "Zoë “Zed” O’Brien",
        "Åsa",
        "Weiß",
        "Mosè",
        "João",
        "Çelik",
        "Straße 5 €",
    ],
)
@pytest.mark.parametrize("others", [0, 3, 2000])
def test_one_accent_in_a_western_list(tmp_path: Path, name: str, others: int) -> None:
    names = ",".join(["John Smith"] * (others // 2) + [name] + ["Mary Jones"] * (others - others // 2))
    sheet = read(written(tmp_path, text(names).encode("cp1252")))
    assert name in [row.cells[0] for row in sheet.rows()]


def test_an_accent_far_down_is_seen(tmp_path: Path) -> None:
    names = ",".join(["John Smith"] * 60_000 + ["Zoë", "José"])
    sheet = read(written(tmp_path, text(names).encode("cp1252")))
    assert "cp1252" in sheet.warnings[0]
    assert [row.cells[0] for row in sheet.rows()][-2:] == ["Zoë", "José"]


def test_the_rep_says_it_better(tmp_path: Path) -> None:
    path = written(tmp_path, text("Łukasz Żak,Zoë").encode("cp1250", "replace"))
    sheet = read(path, Wish(encoding="windows-1250"))
    assert sheet.head[1].cells[0] == "Łukasz Żak"
    assert sheet.warnings == ()


@pytest.mark.parametrize("said", ["klingon", "base64", "", "a\0b"])
def test_no_encoding_of_that_name(tmp_path: Path, said: str) -> None:
    path = written(tmp_path, text("Ada"))
    if said:
        with pytest.raises(Unreadable, match="no encoding"):
            read(path, Wish(encoding=said))
    else:
        assert read(path, Wish(encoding=said)).form == "CSV, UTF-8, commas"


def test_what_the_encoding_cannot_say_is_counted(tmp_path: Path) -> None:
    sheet = read(written(tmp_path, text("Zoë").encode("cp1252")), Wish(encoding="utf-8"))
    assert "1 character is none in utf-8" in sheet.warnings[0]
