"""`offhook practice`: a round line by line, each line kept as it is answered, with or without the app."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.desk import kept
from tests.core.practising import DAY, SCHEDULE
from tui.__main__ import main
from tui.core.practice.practice import AGAIN, EASY, GOOD, HARD, Drill, Recall, Review
from tui.core.practice.recall import fold
from tui.files import inbox
from tui.files.home import Home
from tui.wiring import open_services, open_store

Said = pytest.CaptureFixture[str]

CARDS = """
schema: 1
pack: {id: mine, name: Mine}
cards:
  - id: price
    name: Too dear
    says: [too dear, "{my_company} is too dear"]
    answers: [{say: "That's fair. Compared with what? {first_name} asked too."}]
    checks: [acknowledge, question]
  - id: van
    name: No van
    says: [we have no van]
    answers: [{say: "{your_answer}"}]
"""


@pytest.fixture
def home(london: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Home:
    """A home with two cards, and no shipped ones."""
    (tmp_path / "shipped").mkdir()
    monkeypatch.setattr("tui.wiring.rooms.shipped_scripts", lambda: tmp_path / "shipped")
    london.scripts.mkdir(parents=True)
    (london.scripts / "mine.yaml").write_text(CARDS)
    london.config.write_text("my_company: Depotline\n")
    return london


def practise(monkeypatch: pytest.MonkeyPatch, typed: str, *arguments: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return main(["practice", *arguments])


def test_a_round_in_sentences(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    typed = "That's fair. Compared with what?\n\n\n3\n"
    assert practise(monkeypatch, typed) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "2 lines. Type an answer, or say it aloud and press enter.\n" in printed.out
    assert "1 of 2: too dear\n" in printed.out or "1 of 2: Depotline is too dear\n" in printed.out
    assert "I heard that you acknowledged: “That's fair”\n" in printed.out
    assert "5 words, 1 question.\n" in printed.out
    assert "enter alone is 3 good" in printed.out
    assert "2 of 2: we have no van\n" in printed.out
    assert printed.out.endswith("\nWithout a hint on wordings new to you: 2 of 2.\nSaved: 2 lines.\n")
    first, second = kept(home, Review)
    assert (first.item, first.rating, first.answer, first.first_word, first.unseen) == (
        "price", GOOD, "That's fair. Compared with what?", None, True,
    )  # fmt: skip
    assert (second.item, second.rating, second.aloud) == ("van", GOOD, True)
    (drill,) = kept(home, Drill)
    assert (drill.mode, drill.lines, drill.unaided) == ("flash", 2, 2)
    assert drill.ended
    assert drill.started <= first.at < second.at <= drill.ended
    assert kept(home, Recall) == [fold([one], n, SCHEDULE) for n, one in enumerate((first, second), 1)]
    assert inbox.waiting(home.inbox) == []


def test_a_hint_is_a_miss_and_comes_back(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    assert practise(monkeypatch, "?\nso\n\n\n?\n\n", "--cards", "1") == 0
    out = capsys.readouterr().out
    assert out.count("An answer: That's fair. Compared with what? …first name… asked too.\n") == 2
    assert "I didn't catch a question." in out
    assert "enter alone is 1 again" in out
    price = kept(home, Review)
    assert [(r.rating, r.hint) for r in price] == [
        (AGAIN, True),
        (GOOD, False),
    ]  # looked at afterwards: no hint
    assert price[0].said != price[1].said


def test_what_has_no_answer_says_so(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    practise(monkeypatch, "\n\n?\nMy own words\n4\n")
    assert "Nobody has written an answer to this yet.\n" in capsys.readouterr().out
    assert kept(home, Review)[1].answer == "My own words"


def test_ratings_are_one_to_four(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    practise(monkeypatch, "so\n5\nfine\n 2 \n?\n", "--cards", "1")
    assert capsys.readouterr().out.count("1 again, 2 hard, 3 good, 4 easy, or enter alone.\n") == 2
    assert [r.rating for r in kept(home, Review)] == [HARD]


@pytest.mark.parametrize("end", ["q\n", "Q\n", ""])
def test_who_stops_keeps_what_was_answered(
    end: str, home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    assert practise(monkeypatch, "so\n4\n" + end) == 0
    assert capsys.readouterr().out.endswith("Saved: 1 line.\n")
    assert [r.rating for r in kept(home, Review)] == [EASY]
    assert [drill.ended for drill in kept(home, Drill)] == [None]


def test_an_answer_that_was_not_rated_is_kept_as_proposed(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert practise(monkeypatch, "\nq\n") == 0
    assert [r.rating for r in kept(home, Review)] == [GOOD]


def test_nothing_answered_is_nothing_saved(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    assert practise(monkeypatch, "") == 0
    assert capsys.readouterr().out.endswith("Nothing was answered, and nothing is saved.\n")
    assert kept(home, Drill) == []


def test_batting_is_rated_at_the_end(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    typed = "\nThat's fair. Compared with what?\n2 1\n1 ?\n7 1\n2 9\nx\n0 3\n\n"
    assert practise(monkeypatch, typed, "--mode", "batting") == 0
    out = capsys.readouterr().out
    assert "How was it" not in out
    assert "(good)\n" in out
    assert "2. again.\n" in out
    assert out.count("A line and a rating, like 2 1") == 4
    first, second = kept(home, Review)
    assert (first.rating, second.rating) == (GOOD, AGAIN)
    assert {r.item: r.misses for r in kept(home, Recall)} == {first.item: 0, second.item: 1}
    assert len(kept(home, Drill)) == 1


def test_a_warm_up_begins_with_an_opener(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    text = CARDS + "openers:\n  - {id: plain, name: Plain, text: Sam here.}\n"
    (home.scripts / "mine.yaml").write_text(text)
    practise(monkeypatch, "\n" * 4, "--mode", "warm-up")
    assert kept(home, Review)[0].item == "opener/plain"


def test_one_document(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    assert practise(monkeypatch, "so\n2\n", "--json", "--cards", "1") == 0
    printed = capsys.readouterr()
    said = json.loads(printed.out)
    assert "1 of 1: " in printed.err
    assert (said["mode"], len(said["reviews"]), said.get("handed_over")) == ("flash", 1, None)
    (review,), (drill,) = kept(home, Review), kept(home, Drill)
    told: dict[str, Any] = said["reviews"][0]
    assert told == {
        "item": "price", "at": review.at.isoformat(), "said": review.said, "unseen": True, "rating": 2,
        "first_word": None, "hint": False, "answer": "so", "aloud": False,
    }  # fmt: skip
    assert drill.ended
    assert said["ended"] == drill.ended.isoformat()


def test_beside_the_open_app(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    app = open_store(home)
    try:
        assert practise(monkeypatch, "so\n2\n\n\n") == 0
        assert capsys.readouterr().out.endswith("Handed to the open app: 2 lines.\n")
        assert len(inbox.waiting(home.inbox)) == 2
        # Whoever looks sees it already, and does not ask it again today.
        assert [r.rating for r in kept(home, Review)] == [2, 3]
        looking = open_store(home, read_only=True)
        (drill,) = looking.drills(looking.reviews("price")[0].at - DAY)
        assert (drill.lines, looking.drills(drill.started + DAY), looking.reviews("trust")) == (2, [], [])
        looking.close()
        assert practise(monkeypatch, "q\n", "--json") == 0
        assert '"handed_over": true' in capsys.readouterr().out
    finally:
        app.close()
    services = open_services(home)
    assert [news.said for news in services.take_up()] == ["Practised beside the app: 1 line"] * 2
    services.store.close()
    assert (len(kept(home, Review)), len(kept(home, Drill)), len(kept(home, Recall))) == (2, 1, 2)


def test_what_was_answered_is_kept_when_the_reader_goes_away(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    class Gone(io.StringIO):
        """A terminal that is closed after the first answer."""

        def readline(self, *_: Any) -> str:
            if line := super().readline():
                return line
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Gone("so\n2\n"))
    assert main(["practice"]) == 1
    assert capsys.readouterr().err == "Stopped. What was called saved before is saved.\n"
    assert [r.rating for r in kept(home, Review)] == [HARD]


def test_a_line_that_cannot_be_kept_is_said(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui.cli.practice.hand_over", full)
    assert practise(monkeypatch, "so\n2\n") == 1
    complaint = capsys.readouterr().err
    assert "No space left on device" in complaint
    assert "The lines before it are safe." in complaint


def test_without_a_card_there_is_nothing_to_ask(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    (home.scripts / "mine.yaml").unlink()
    assert practise(monkeypatch, "") == 1
    assert "no cards to practise" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "101", "ten", "-1"])
def test_a_number_of_lines_that_cannot_be(number: str, home: Home, capsys: Said) -> None:
    assert main(["practice", "--cards", number]) == 2
    assert "number of lines" in capsys.readouterr().err or number == "-1"


def test_what_is_in_the_files_cannot_steer_the_terminal(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    (home.scripts / "mine.yaml").write_text(CARDS.replace("we have no van", r'"no \e]52;c;aGk=\a van"'))
    practise(monkeypatch, "\n\nso \x1b[31m\n\n")
    out = capsys.readouterr().out
    assert "no  van" in out or "no van" in out
    assert "\x1b" not in out
