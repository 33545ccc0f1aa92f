"""The data files: the shipped ones are whole; a rep's own replaces one, or is set aside with its fault."""

from pathlib import Path

import pytest
import yaml

from tui.core.call.disposition import UNCONFIRMED
from tui.core.call.purpose import DEFAULT
from tui.files.defaults import Defaults, read_defaults
from tui.files.home import Home, shipped_data

NAMES = ("dispositions.yaml", "purposes.yaml", "hours.yaml", "dnc.yaml", "holidays.yaml")


def defaults(tmp_path: Path, name: str = "", text: str = "") -> Defaults:
    if name:
        (tmp_path / name).write_text(text)
    return read_defaults(Home(tmp_path))


SHIPPED = read_defaults(Home(Path("/nowhere")))


def test_the_shipped_files_are_whole() -> None:
    assert SHIPPED.faults == ()
    ids = {d.id for d in SHIPPED.dispositions}
    assert {success for p in SHIPPED.purposes for success in p.success} <= ids
    assert {UNCONFIRMED, "no-answer", "busy", "out-of-service", "no-connection"} <= ids
    assert DEFAULT in {p.id for p in SHIPPED.purposes}
    assert len(SHIPPED.purposes) == 8, "the seven of P5, and the answer we owe"
    assert len({d.key for d in SHIPPED.dispositions}) == len(ids) == 18


def test_each_limit_of_the_age_of_lists_names_its_source() -> None:
    text = (shipped_data() / "dnc.yaml").read_text()
    assert "16 CFR 310.4(b)(3)(iv)" in text
    assert "regulation 21(3)" in text
    assert (SHIPPED.list_ages.days, SHIPPED.list_ages.for_number("+442079460101")) == (31, 28)


def test_a_reps_own_limits(tmp_path: Path) -> None:
    own = defaults(tmp_path, "dnc.yaml", 'days: 14\nbeginnings: {"+61": 30}')
    assert (own.faults, own.list_ages.days, own.list_ages.beginnings) == ((), 14, {"+61": 30})


def test_each_rule_of_the_hours_names_its_source() -> None:
    assert "47 CFR 64.1200(c)(1)" in (shipped_data() / "hours.yaml").read_text()


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_in_the_home_folder_means_the_same(tmp_path: Path, name: str) -> None:
    own = defaults(tmp_path, name, (shipped_data() / name).read_text())
    assert (own.faults, own.dispositions.items, own.purposes) == (
        (),
        SHIPPED.dispositions.items,
        SHIPPED.purposes,
    )
    assert (own.hours.default, own.hours.countries) == (SHIPPED.hours.default, SHIPPED.hours.countries)


def test_a_reps_own_results(tmp_path: Path) -> None:
    text = """\
dispositions:
  - {id: conversation, name: talked, key: c, group: connected, asks: lines, conversation: true}
  - {id: fax, name: 7, key: f, group: not-connected, number: wrong, rest_hours: 0.5}
"""
    own = defaults(tmp_path, "dispositions.yaml", text)
    assert own.faults == ()
    assert [(d.id, d.name, d.rest_hours) for d in own.dispositions] == [
        ("conversation", "talked", 0),
        ("fax", "7", 0.5),
    ]


def test_a_reps_own_hours(tmp_path: Path) -> None:
    text = 'default: {mon-fri: "09:00-17:00"}\ncountries: {fr: {mon: "10:00-12:00"}}\n'
    own = defaults(tmp_path, "hours.yaml", text)
    assert (own.faults, own.hours.default.week[5]) == ((), ())
    assert own.hours.countries["FR"].week[1] == ()
    assert own.hours.countries["AU"] == SHIPPED.hours.countries["AU"]  # what it does not name stays


def result(**more: str) -> str:
    """One line of dispositions.yaml."""
    fields = {"id": "a", "name": "A", "key": "'a'", "group": "connected", **more}
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in fields.items() if value) + "}"


#: Lines under `dispositions:`, the line of the fault, what is said of it.
RESULTS = [
    (["  - busy"], 2, "each line needs an id and a name"),
    ([result(name="")], 2, "each line needs an id and a name"),
    ([result(colour="red")], 2, "unknown key 'colour'"),
    ([result(), result()], 3, "the id 'a' is there twice"),
    ([result(), result(id="b")], 3, "'a' is already the key of A"),
    ([result(group="")], 2, "group is missing: one of not-connected, connected"),
    ([result(asks="twice")], 2, "'twice' is none of nothing, line, when, lines"),
    ([result(asks="[lines]")], 2, "is none of"),
    ([result(conversation="maybe")], 2, "conversation is true or false"),
    ([result(meeting="1")], 2, "meeting is true or false"),
    *(([result(rest_hours=hours)], 2, "rest_hours is a number") for hours in ("-1", "soon", "99999999")),
    *(([result(key=f"'{key}'")], 2, "cannot be a key") for key in ("y", "n", "g", "o", "1", "ab", "+")),
]
WEEK = 'default:\n  mon: "09:00-18:00"\n'


@pytest.mark.parametrize(
    ("name", "text", "line", "says"),
    [
        *((NAMES[0], "\n".join(["dispositions:", *lines]), line, says) for lines, line, says in RESULTS),
        ("dispositions.yaml", "", 1, "the file must hold a list under 'dispositions:'"),
        ("dispositions.yaml", "dispositions: []", 1, "the file must hold a list"),
        ("purposes.yaml", "purposes:\n  - {id: '', name: Win}", 2, "each line needs an id and a name"),
        ("purposes.yaml", "purposes:\n  - {id: win}", 2, "each line needs an id and a name"),
        ("purposes.yaml", "purposes:\n  - {id: win, name: Win, success: all}", 2, "success is a list"),
        ("purposes.yaml", "purposes: [\n", 1, "never closed"),
        ("dnc.yaml", "", 1, "how many days is a number from 1 to 3650"),
        ("dnc.yaml", "days: 0", 1, "how many days is a number"),
        ("dnc.yaml", "days: 31\nbeginning: 4", 2, "unknown key 'beginning'"),
        ("dnc.yaml", "days: 31\nbeginnings: [44]", 2, "beginnings is a block"),
        ("dnc.yaml", 'days: 31\nbeginnings: {"44": 28}', 2, "'44' is no beginning like"),
        ("dnc.yaml", 'days: 31\nbeginnings:\n  "+44": soon', 3, "how many days is a number"),
        ("hours.yaml", "", 1, "hours are lines like"),
        ("hours.yaml", "default: always", 1, "hours are lines like"),
        ("hours.yaml", 'default:\n  mon: "9-18"', 2, "'9-18' is no span of time"),
        ("hours.yaml", 'default:\n  mon: "08:00Z-21:00"', 2, "is no span of time"),
        ("hours.yaml", f"{WEEK}countries: [FR]", 3, "countries is a block"),
        ("hours.yaml", f'{WEEK}countries:\n  FR: {{funday: "09:00-18:00"}}', 4, "'funday' is no day"),
    ],
)
def test_a_file_that_cannot_be_used_is_set_aside_with_its_place(
    tmp_path: Path, name: str, text: str, line: int, says: str
) -> None:
    own = defaults(tmp_path, name, text)
    (fault,) = own.faults
    assert f"{name}:{line}:" in fault
    assert says in fault
    assert fault.endswith(f"Your {name} is not used until that is mended; the usual one is.")
    assert (own.dispositions.items, own.purposes) == (SHIPPED.dispositions.items, SHIPPED.purposes)
    assert own.hours.default == SHIPPED.hours.default
    assert (tmp_path / name).read_text() == text


def test_own_plans_leave_those_they_do_not_name(tmp_path: Path) -> None:
    """The shipped purposes go by them: without them nothing could be opened."""
    text = "plans:\n  - {id: gentle, name: once, rest_hours: [1], tries: 1, days: 3, pause_days: 4}\n"
    own = defaults(tmp_path, "retry_plans.yaml", text)
    assert own.faults == ()
    assert (own.plans[0].id, own.plans[0].name) == ("gentle", "once")
    assert {plan.id for plan in own.plans} == {plan.id for plan in SHIPPED.plans}


def test_a_fault_is_one_line(tmp_path: Path) -> None:
    (fault,) = defaults(tmp_path, "hours.yaml", 'default:\n  mon: "9-18"').faults
    assert "\n" not in fault
    assert "09:00-18:00. Your hours.yaml" in fault


@pytest.mark.parametrize("name", NAMES)
def test_any_yaml_reads_the_shipped_files_the_same(name: str) -> None:
    """A rep's editor and other tools see what we see."""
    assert isinstance(yaml.safe_load((shipped_data() / name).read_text()), dict)
