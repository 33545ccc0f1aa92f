"""`config.yaml`: every key optional, every fault a warning with its line, never a failure."""

from pathlib import Path

import pytest

from tui.files.home import Home
from tui.keys import clashes
from tui.own_keys import actions
from tui.settings import Origin, Settings, Source, read_settings, settable, variables, variables_set


@pytest.fixture(autouse=True)
def american(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_TELEPHONE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")


def settings(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "config.yaml").write_text(text)
    return read_settings(Home(tmp_path))


def test_without_a_file_the_usual_holds(tmp_path: Path) -> None:
    assert read_settings(Home(tmp_path)) == read_settings(Home(tmp_path / "nowhere")) == Settings()


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_file_is_fine(tmp_path: Path, text: str) -> None:
    assert settings(tmp_path, text) == Settings()


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("my_name: Sam", "my_name", "Sam"),
        ("my_company: 'No'", "my_company", "No"),
        ("my_company: no", "my_company", "no"),  # no Norway problem
        ("my_number: '020 7946 0123'", "my_number", "020 7946 0123"),
        ("country: gb", "country", "GB"),
        ("country: uk", "country", "GB"),
        ("why: So Mia can stay", "why", "So Mia can stay"),
        ("goal: 40", "goal", 40),
        ("goal_conversations: 6", "goal_conversations", 6),
        ("goal_week: 120", "goal_week", 120),
        ("goal_week_conversations: 20", "goal_week_conversations", 20),
        ("goal_for: [win 10, new 5]", "goal_for", ("win 10", "new 5")),
        ("goal_counts: successful", "goal_counts", "successful"),
        ("work_days: [mon, thu]", "work_days", ("mon", "thu")),
        ("work_hours: 08:00-12:00 13:00-16:30", "work_hours", "08:00-12:00 13:00-16:30"),
        (
            "days_off: [2026-12-24, 2026-12-28..2027-01-01]",
            "days_off",
            ("2026-12-24", "2026-12-28..2027-01-01"),
        ),
        ("half_days: [2026-12-23]", "half_days", ("2026-12-23",)),
        ("streak: true", "streak", True),
        ("hard_moments: off", "hard_moments", "off"),
        ("roots_off: [value-first]", "roots_off", ("value-first",)),
        ("feed: false", "feed", False),
        ("partner_folder: /media/team", "partner_folder", "/media/team"),
        ("form_seconds: 10", "form_seconds", 10),
        ("form_seconds: 30", "form_seconds", 30),
        ("feelings: true", "feelings", True),
        ("prep_seconds: 0", "prep_seconds", 0),
        ("prep_day_minutes: 90", "prep_day_minutes", 90),
        ("outside_hours: refuse", "outside_hours", "refuse"),
        ("order: [tries, grade]", "order", ("tries", "grade")),
        ("order: []", "order", ()),
        ("lists_first: [Fair, '0123']", "lists_first", ("Fair", "0123")),
        ("warm_lists: [Web]", "warm_lists", ("Web",)),
        ("retry_plan: gentle", "retry_plan", "gentle"),
        ("same_time_hours: 0", "same_time_hours", 0),
        ("number_cap: 1", "number_cap", 1),
        ("number_hold_days: 14", "number_hold_days", 14),
        ("account_hours: 4", "account_hours", 4),
        ("account_pause_days: 0", "account_pause_days", 0),
        ("roles: [owner, Finance]", "roles", ("owner", "Finance")),
        ("reactivate_days: 365", "reactivate_days", 365),
        ("block_calls: 20", "block_calls", 20),
        ("block_minutes: 45", "block_minutes", 45),
        ('block_at: "09:30"', "block_at", "09:30"),
        ("ramp: true", "ramp", True),
        ("safe_after: 5", "safe_after", 5),
        ("safe_limit: 100", "safe_limit", 100),
        ("practice_lines: 12", "practice_lines", 12),
        ("practice_goal: 5", "practice_goal", 5),
        ("ladder: true", "ladder", True),
        ("voice: true", "voice", True),
        ("phone: command", "phone", "command"),
        ("reply_seconds: 10", "reply_seconds", 10),
        ("ring_seconds: 30", "ring_seconds", 30),
        ("dials_an_hour: 60", "dials_an_hour", 60),
        ("countries_allowed: [us, CA, uk]", "countries_allowed", ("US", "CA", "GB")),
        ("test_number: '+12125550123'", "test_number", "+12125550123"),
        ("mouse: false", "mouse", False),
        ("large_number: true", "large_number", True),
        ("notify: desktop", "notify", "desktop"),
        ("notify_name: true", "notify_name", True),
        ("theme: offhook-light", "theme", "offhook-light"),
        ("keys_preset: vim", "keys_preset", "vim"),
    ],
)
def test_each_key(tmp_path: Path, line: str, name: str, value: object) -> None:
    chosen = settings(tmp_path, line)
    assert (getattr(chosen, name), chosen.warnings) == (value, ())


def test_each_key_is_tested() -> None:
    names = {f.name for f in settable()}
    marks = test_each_key.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {name for _, name, _ in marks} == names


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("gaol: 30", "unknown key 'gaol' (did you mean 'goal'?)"),
        ("colour: red", "unknown key 'colour'"),
        ("goal: many", "goal is a number from 1 to 1000"),
        ("goal: 0", "goal is a number from 1 to 1000"),
        ("goal: true", "goal is a number from 1 to 1000"),
        ("goal: 30.5", "goal is a number from 1 to 1000"),
        ("form_seconds: 9", "form_seconds is a number from 10 to 30"),
        ("form_seconds: 31", "form_seconds is a number from 10 to 30"),
        ("feelings: 1", "feelings is true or false"),
        ("feelings: yes", "feelings is true or false"),
        ("my_name: 7", "my_name is text; put it in quotes"),
        ("my_name: [Sam]", "my_name is text; put it in quotes"),
        ("country: England", "country is two letters, like US or GB"),
        ("country: 44", "country is text; put it in quotes"),
        ("block_at: 25:00", "block_at is"),
        ("block_at: '9:30'", 'block_at is a time like "09:30"'),
        ("outside_hours: never", "outside_hours is ask or refuse"),
        ("order: grade", "order is a list, like [one, two]"),
        ("order: [grade, mobil]", "order knows grade, list, best, daypart, hour, mobile, tries; not 'mobil'"),
        ("order: [grade, grade]", "order has something twice"),
        ("order: [[grade]]", "order is a list, like [one, two]"),
        ("warm_lists: [2026]", "warm_lists is a list, like [one, two]"),
        ("goal_counts: all", "goal_counts is any or successful"),
        ("hard_moments: on", "hard_moments is both, thoughts, body or off"),
        ("work_days: [monday]", "work_days knows mon, tue, wed, thu, fri, sat, sun; not 'monday'"),
        ("work_hours: nine to five", 'work_hours are times like "09:00-12:00 13:00-17:00"'),
        ("work_hours: closed", 'work_hours are times like "09:00-12:00 13:00-17:00"'),
        ("days_off: [24.12.]", "days_off has dates and spans"),
        ("days_off: [2026-12-24..2026-12-01]", "days_off has dates and spans"),
        ("goal_for: [win]", "goal_for has a purpose and a number, like win 10; not 'win'"),
        ("phone: fax", "phone is manual, uri, command, voip, baresip, asterisk or twilio"),
        ("countries_allowed: [England]", "countries_allowed has two letters for each, like US or GB"),
        ("baresip: here", "baresip has lines of its own below it"),
        ("notify: mail", "notify is off, bell or desktop"),
        ("number_cap: 13", "number_cap is a number from 0 to 12"),
    ],
)
def test_a_fault_is_a_warning_that_names_the_line_and_spoils_nothing_else(
    tmp_path: Path, line: str, says: str
) -> None:
    chosen = settings(tmp_path, f"# mine\nmy_company: Depotline\n{line}\nblock_calls: 5\n")
    (warning,) = chosen.warnings
    assert "config.yaml:3:" in warning
    assert says in warning
    name = line.partition(":")[0]
    expected = Settings(my_company="Depotline", block_calls=5, warnings=chosen.warnings)
    assert chosen == expected
    assert getattr(chosen, name, None) == getattr(Settings(), name, None)


@pytest.mark.parametrize(
    "text",
    ["goal: [1", "a: &x 1\nb: *x", "goal: 30\ngoal: 31", "\tgoal: 30", "goal: !!python/object:os.system x"],
)
def test_a_file_that_cannot_be_used_is_said_and_changes_nothing(tmp_path: Path, text: str) -> None:
    chosen = settings(tmp_path, text)
    (warning,) = chosen.warnings
    assert "config.yaml:" in warning
    assert warning.endswith("Until then the usual settings hold.")
    assert chosen == Settings(warnings=chosen.warnings)
    assert (tmp_path / "config.yaml").read_text() == text


@pytest.mark.parametrize("text", ["just words", "- goal: 30", "30"])
def test_a_file_of_something_else(tmp_path: Path, text: str) -> None:
    (warning,) = settings(tmp_path, text).warnings
    assert "lines like 'goal: 30' are expected" in warning


@pytest.mark.parametrize(
    ("locale", "country"),
    [
        ("de_CH.UTF-8", "CH"),
        ("en_GB", "GB"),
        ("de_DE@euro", "DE"),
        ("C.UTF-8", "US"),
        ("C", "US"),
        ("", "US"),
        ("es_419.UTF-8", "US"),
    ],
)
def test_the_country_is_the_computers_until_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, locale: str, country: str
) -> None:
    monkeypatch.setenv("LANG", locale)
    assert read_settings(Home(tmp_path)).country == country
    assert settings(tmp_path, "country: FR").country == "FR"


def test_each_phone_has_its_own_lines(tmp_path: Path) -> None:
    chosen = settings(
        tmp_path,
        "phone: command\ncommand:\n  dial: [twinkle, --call, '{e164}']\nvoip:\n  server: sip.example.com\n"
        "  register: false\nasterisk:\n  port: 5039\n  password_env: AMI\n",
    )
    assert chosen.warnings == ()
    phones = chosen.phones
    assert phones.command.dial == ("twinkle", "--call", "{e164}")
    assert (phones.voip.server, phones.voip.register, phones.baresip.server) == ("sip.example.com", False, "")
    assert (phones.asterisk.port, phones.asterisk.password_env) == (5039, "AMI")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("password: hunter2", "a password does not belong in this file"),
        ("Password: hunter2", "a password does not belong in this file"),
        ("sever: x", "unknown key 'sever' (did you mean 'server'?)"),
        ("register: 1", "register is true or false"),
        ("transport: sctp", "transport is udp, tcp or tls"),
        ("user: 1001", "user is text; put it in quotes"),
        ('server: "a\\r\\nX-Evil: 1"', "server has signs in it that cannot be typed"),
        ("password_command: pass sip", "password_command is a list of words"),
        ('password_command: ["a\\nb"]', "password_command is a list of words"),
    ],
)
def test_a_fault_of_a_phone_names_its_line_and_never_quotes_a_password(
    tmp_path: Path, line: str, says: str
) -> None:
    chosen = settings(tmp_path, f"goal: 5\nvoip:\n  login: sam\n  {line}\n")
    (warning,) = chosen.warnings
    assert ":4:" in warning
    assert says in warning
    assert "hunter2" not in warning
    assert (chosen.goal, chosen.phones.voip.login) == (5, "sam")


def test_the_environment_wins_and_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("goal: 40\nfeed: true\nmy_name: Sam\n")
    environment = {
        "OFFHOOK_GOAL": "55",
        "OFFHOOK_FEED": "False",
        "OFFHOOK_COUNTRY": "uk",
        "OFFHOOK_MY_NAME": "",
    }
    chosen = read_settings(Home(tmp_path), environment)
    assert (chosen.goal, chosen.feed, chosen.country, chosen.my_name) == (55, False, "GB", "Sam")
    assert chosen.sources["goal"] == Source(Origin.ENVIRONMENT)
    assert chosen.sources["my_name"] == Source(Origin.FILE, 3)
    assert variables_set(environment) == ["OFFHOOK_COUNTRY", "OFFHOOK_GOAL", "OFFHOOK_FEED"]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("OFFHOOK_GOAL", "many", "goal is a number from 1 to 1000"),
        ("OFFHOOK_GOAL", "2000", "goal is a number from 1 to 1000"),
        ("OFFHOOK_FEED", "1", "feed is true or false"),
        ("OFFHOOK_PHONE", "fax", "phone is manual, uri"),
        ("OFFHOOK_COUNTRY", "ßß", "country is two letters"),
    ],
)
def test_a_wrong_variable_is_told_by_its_name(tmp_path: Path, name: str, value: str, says: str) -> None:
    (tmp_path / "config.yaml").write_text("goal: 40\n")
    chosen = read_settings(Home(tmp_path), {name: value})
    (warning,) = chosen.warnings
    assert warning.startswith(f"{name}, in the environment: {says}")
    assert (chosen.goal, chosen.feed, chosen.phone) == (40, True, "manual")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("OFFHOOK_GAOL", "unknown variable (did you mean 'OFFHOOK_GOAL'?). It does not count."),
        ("offhook_goal", "unknown variable (did you mean 'OFFHOOK_GOAL'?). It does not count."),
        ("OFFHOOK_HOEM", "unknown variable (did you mean 'OFFHOOK_HOME'?). It does not count."),
        ("OFFHOOK_ROLES", "unknown variable ('roles' can stand in config.yaml only). It does not count."),
        ("OFFHOOK_VOIP", "unknown variable ('voip' can stand in config.yaml only). It does not count."),
        ("OFFHOOK_XYZZY_12", "unknown variable. It does not count."),
    ],
)
def test_an_unknown_variable_is_told_without_what_it_holds(tmp_path: Path, name: str, says: str) -> None:
    chosen = read_settings(Home(tmp_path), {name: "hunter2", "PATH": "/bin"})
    assert chosen.warnings == (f"{name}, in the environment: {says}",)
    assert chosen.goal == 30


def test_an_unknown_variable_cannot_reach_the_terminal(tmp_path: Path) -> None:
    (warning,) = read_settings(Home(tmp_path), {"OFFHOOK_\x1b]52;c;eA\x07" + "A" * 500: "1"}).warnings
    assert warning.isprintable()
    assert len(warning) < 150


def test_variables_that_mean_something_or_nothing_are_no_warning(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("voip: {server: x, password_env: OFFHOOK_SIP}\n")
    ours = dict.fromkeys(["HOME", "CI", "GOLDENS", "PICTURES", "POWER", "SOAK", "SIP"], "1")
    environment = {f"OFFHOOK_{name}": value for name, value in ours.items()}
    assert read_settings(Home(tmp_path), {**environment, "OFFHOOK_GAOL": ""}).warnings == ()


def test_a_preset_of_the_environment_takes_no_key_twice(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("keys: {queue.skip: k, queue.add: '#'}\n")
    assert dict(read_settings(Home(tmp_path), {}).keys) == {
        "queue.skip": ("k",),
        "queue.add": ("number_sign",),
    }
    chosen = read_settings(Home(tmp_path), {"OFFHOOK_KEYS_PRESET": "vim"})
    assert not clashes(actions(chosen.keys_preset, chosen.keys).values())
    assert dict(chosen.keys) == {"queue.add": ("number_sign",)}
    (warning,) = chosen.warnings
    assert warning.startswith(
        "OFFHOOK_KEYS_PRESET, in the environment: keys: queue.skip: k is already the key of"
    )


def test_read_again_a_file_that_cannot_be_used_leaves_what_holds(tmp_path: Path) -> None:
    text = "outside_hours: refuse\ncountries_allowed: [GB]\nvoip: {server: x}\nkeys: {queue.skip: '#'}\n"
    before = settings(tmp_path, f"{text}goal: 7\nby_hand: 1\nwarnings: 2\n")
    (tmp_path / "settings.local.yaml").write_text("goal: 40\nwhy: mine\n")
    (tmp_path / "config.yaml").write_text("outside_hours: refuse\ncountries_allowed: [GB\n")
    now = read_settings(Home(tmp_path), {}, before)
    assert (now.outside_hours, now.countries_allowed, now.goal, now.why) == ("refuse", ("GB",), 7, "mine")
    assert (now.phones, now.keys, now.by_hand) == (before.phones, before.keys, before.by_hand)
    (warning,) = now.warnings
    assert warning.endswith("Until then what it said before holds.")
    (tmp_path / "config.yaml").write_text("")
    assert read_settings(Home(tmp_path), {}, now).outside_hours == "ask"


def test_lists_and_sections_have_no_variable() -> None:
    assert "OFFHOOK_GOAL" in variables()
    assert not {"OFFHOOK_ROLES", "OFFHOOK_PHONES", "OFFHOOK_VOIP", "OFFHOOK_WARNINGS", "OFFHOOK_HOME"} & {
        *variables()
    }


def test_each_value_says_where_it_comes_from(tmp_path: Path) -> None:
    (tmp_path / "settings.local.yaml").write_text("# ours\ngoal: 40\nwhy: x\n")
    chosen = settings(tmp_path, "# mine\n\ngoal: 50\nvoip:\n  server: x\n  user: sam\n")
    assert chosen.sources == {
        "goal": Source(Origin.FILE, 3),
        "why": Source(Origin.APP, 3),
        "voip.server": Source(Origin.FILE, 5),
        "voip.user": Source(Origin.FILE, 6),
    }
    assert chosen.by_hand == {"goal", "voip"}


def test_a_section_of_comments_only_is_as_usual(tmp_path: Path) -> None:
    chosen = settings(tmp_path, "voip:\n  # server: x\ngoal: 5\n")
    assert (chosen.warnings, chosen.goal, chosen.phones) == ((), 5, Settings().phones)


def test_a_fault_has_its_place_for_the_editor(tmp_path: Path) -> None:
    chosen = settings(tmp_path, "# mine\ngaol: 5\n")
    ((fault,), (warning,)) = chosen.faults, chosen.warnings
    assert (fault.line, fault.sentence) == (2, warning)
