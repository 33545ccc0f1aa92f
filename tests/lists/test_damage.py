"""Whatever is done to a file, its import ends in people or in a sentence; OFFHOOK_SOAK does more of it."""

import os
import random
from pathlib import Path

import pytest

from tests.lists.books import ods, packed, xlsb, xlsx
from tests.lists.planning import DATA, plan, written

TIMES = int(os.environ.get("OFFHOOK_SOAK", "0"))
ROWS = [["Name", "Phone", "Notes"], *[[f"Ada {n}", 447700900000.0 + n, "=A1"] for n in range(30)]]
FILES = {
    str(path.relative_to(DATA)): path.read_bytes()
    for folder in ("contacts", "csv", "books", "strings")
    for path in sorted((DATA / folder).rglob("*"))
    if path.is_file() and path.stat().st_size and path.suffix != ".json"
}
MADE = {
    "made.xlsx": xlsx({"Cover": [["x"]], "Leads": ROWS}),
    "made.ods": ods(ROWS),
    "made.xlsb": xlsb(ROWS),
    "made.zip": packed({"a.csv": b"Name,Phone\nAda,+44 20 7946 0101\n" * 20}),
}
SAMPLES = FILES | MADE
BOOKS = (".xlsx", ".xls", ".xlsb", ".ods", ".zip")


def damaged(name: str, data: bytes) -> list[bytes]:
    """The file cut off, with bytes changed, with parts twice, and with what no file should hold."""
    dice = random.Random(name)
    cuts = range(50) if TIMES else sorted(dice.sample(range(50), 1 if name.endswith(BOOKS) else 3))
    made = [data[: len(data) * cut // 50] for cut in cuts]
    for _ in range(TIMES or (2 if name.endswith(BOOKS) else 5)):
        bent = bytearray(data)
        for _ in range(dice.randint(1, 12)):
            at = dice.randrange(len(bent))
            what = dice.choice([b"\0", b"\xff", b'"', b"\n", b"<", b"=", bytes([dice.randrange(256)])])
            bent[at : at + dice.randint(0, 2)] = what
        made.append(bytes(bent))
    return made


@pytest.mark.parametrize("name", SAMPLES)
def test_damaged_files_end_in_people_or_a_sentence(tmp_path: Path, name: str) -> None:
    for data in damaged(name, SAMPLES[name]):
        done = plan(written(tmp_path, data, Path(name).name))
        assert done.contacts or done.fatal.endswith(".")
        assert done.fatal or done.records == done.contacts + done.duplicates + len(done.skipped)


@pytest.mark.parametrize("suffix", ["csv", "vcf", "xlsx", "html"])
def test_huge_cells(tmp_path: Path, suffix: str) -> None:
    huge = "x" * 3_000_000
    text = {
        "csv": f"Name,Phone,Notes\nAda,+44 20 7946 0101,{huge}\n",
        "vcf": f"BEGIN:VCARD\nFN:Ada\nTEL:+44 20 7946 0101\nNOTE:{huge}\nEND:VCARD\n",
        "xlsx": xlsx({"A": [["Name", "Phone", "Notes"], ["Ada", "+44 20 7946 0101", huge]]}),
        "html": "<table><tr><td>Name<td>Phone<td>Notes<tr><td>Ada<td>+44 20 7946 0101<td>"
        + huge
        + "</table>",
    }[suffix]
    done = plan(written(tmp_path, text, f"list.{suffix}"))
    assert [(p.name, [n.e164 for n in p.numbers]) for p in done.people] == [("Ada", ["+442079460101"])]
