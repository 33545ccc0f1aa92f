"""A program that dials: its arguments arrive as they were written, and no shell reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialer.conformance import NUMBER, Bench, Conformance, to_the_end
from tests.dialer.programs import Started, calls, program
from tui.core.call.phones import Command
from tui.core.clock import FakeClock
from tui.core.ports import By, Cap, DialTrouble
from tui.dialer.command import PRESETS, CommandDialer


def dialer(*dial: str, hang_up: tuple[str, ...] = (), patience: float = 30.0, **more: str) -> CommandDialer:
    return CommandDialer(Command(dial=dial, hang_up=hang_up, **more), FakeClock(), patience=patience)


class TestCommand(Conformance):
    @pytest.fixture
    def bench(self, tmp_path: Path) -> Bench:
        phone = program(tmp_path, "phone")
        return Started(dialer(str(phone), "{e164}"), tmp_path, "phone")


async def test_arguments_arrive_as_they_were_written(tmp_path: Path) -> None:
    phone = program(tmp_path, "my phone")
    await dialer(str(phone), "--call", "tel:{e164};ext=1", "$(id)", "a b", "'{number}'", "*").dial(NUMBER)
    assert calls(tmp_path, "my phone") == ["<--call><tel:+15555550100;ext=1><$(id)><a b><'15555550100'><*>"]


async def test_it_hangs_up_by_a_line_of_its_own_and_concludes_nothing(tmp_path: Path) -> None:
    phone = str(program(tmp_path, "phone"))
    way = dialer(phone, "{e164}", hang_up=(phone, "/hangupall"))
    assert way.capabilities is Cap.HANG_UP
    call = await way.dial(NUMBER)
    await call.hang_up()
    end = (await to_the_end(call)).end
    assert (end.outcome, end.by, end.trouble) == ("unknown", By.REP, None)
    assert calls(tmp_path, "phone") == ["<+15555550100>", "</hangupall>"]


async def test_a_hang_up_that_fails_is_told(tmp_path: Path) -> None:
    phone, broken = str(program(tmp_path, "phone")), str(program(tmp_path, "broken", "exit 7"))
    call = await dialer(phone, "{e164}", hang_up=(broken, "bye")).dial(NUMBER)
    await call.hang_up()
    end = (await to_the_end(call)).end
    assert end.trouble
    assert "still" in end.trouble.safe


async def test_a_phone_that_stays_open_is_a_phone_at_work(tmp_path: Path) -> None:
    """It is not waited for, and not ended with us."""
    ends = tmp_path / "ends"
    phone = str(program(tmp_path, "phone", f"while [ ! -e '{ends}' ]; do sleep 0.05; done"))
    way = dialer(phone, "{e164}", patience=0.3)
    call = await way.dial(NUMBER)
    await way.close()
    await call.hang_up()
    assert (await to_the_end(call)).end.outcome == "unknown"
    ends.touch()


async def test_what_it_writes_is_swallowed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    phone = str(program(tmp_path, "phone", "echo out; echo err >&2; read line; echo $line"))
    await dialer(phone, "{e164}").dial(NUMBER)
    assert capfd.readouterr() == ("", "")


async def test_one_that_fails_says_how_and_not_what_it_was_told(tmp_path: Path) -> None:
    phone = str(program(tmp_path, "phone", "echo $1 >&2; exit 3"))
    with pytest.raises(DialTrouble, match=r"could not do it \(exit 3\)") as told:
        await dialer(phone, "{e164}").dial(NUMBER)
    assert NUMBER not in str(told.value)


async def test_one_that_is_not_there(tmp_path: Path) -> None:
    way = dialer(str(tmp_path / "nothing"), "{e164}")
    (trouble,) = await way.check()
    assert "not installed" in trouble.happened
    for work in (way.open(), way.dial(NUMBER)):
        with pytest.raises(DialTrouble, match="not installed"):
            await work


async def test_one_that_may_not_be_started(tmp_path: Path) -> None:
    phone = program(tmp_path, "phone")
    phone.chmod(0o644)
    with pytest.raises(DialTrouble, match="cannot be started"):
        await dialer(str(phone), "{e164}").dial(NUMBER)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (Command(), "No program is named"),
        (Command(preset="fax"), "There is no known program 'fax'"),
        (Command(preset="kdeconnect"), "kdeconnect must know which phone"),
        (Command(dial=("phone", "--call")), "has no number in it"),
        (Command(dial=("{e164}", "{e164}")), "cannot come out of a number"),
        (Command(dial=("phone", "{e164}", "{password}")), "{password} stands for nothing"),
        (Command(preset="twinkle", hang_up=("phone", "{x}")), "{x} stands for nothing"),
    ],
)
def test_settings_that_cannot_be(options: Command, says: str) -> None:
    with pytest.raises(DialTrouble, match=says.replace("{", r"\{")):
        CommandDialer(options, FakeClock())


@pytest.mark.parametrize("name", PRESETS)
async def test_known_programs_get_the_number_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    preset = PRESETS[name]
    if "/" in preset.dial[0]:
        pytest.skip("a program of another system, by its whole path")
    program(tmp_path, preset.dial[0])
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    way = CommandDialer(Command(preset=name, device="phone-1"), FakeClock())
    assert (await way.check(), way.name) == ((), name)
    call = await way.dial(NUMBER)
    await call.hang_up()
    dialed, *hung_up = calls(tmp_path, preset.dial[0])
    assert dialed.count("15555550100") == 1
    assert ("phone-1" in dialed) == bool(preset.device)
    assert bool(hung_up) == bool(preset.hang_up)
    assert not [line for line in hung_up if "555" in line or "{" in line]


async def test_an_android_phone_by_its_name_or_the_only_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "adb")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    for device in ("", "R58"):
        call = await CommandDialer(Command(preset="adb", device=device), FakeClock()).dial(NUMBER)
        await call.hang_up()
    rest = "<shell><am><start><-a><android.intent.action.CALL><-d><tel:+15555550100>"
    assert calls(tmp_path, "adb") == [
        rest, "<shell><input><keyevent><6>", f"<-s><R58>{rest}", "<-s><R58><shell><input><keyevent><6>",
    ]  # fmt: skip
