"""`checkin.yaml`: the seven questions, and the rep's own over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.files.checkin_file import read_questions
from tui.files.home import Home


def test_there_are_seven_each_with_a_question_and_a_hint(tmp_path: Path) -> None:
    questions, fault = read_questions(Home(tmp_path))
    assert not fault
    assert len(questions) == 7
    assert all(q.name and q.ask.endswith("?") and q.hint for q in questions)
    assert next(q for q in questions if q.id == "rehearsal").beside == "drills"


def test_the_reps_file_wins_by_id(tmp_path: Path) -> None:
    (tmp_path / "checkin.yaml").write_text(
        "questions:\n- {id: wins, ask: What was good?}\n- {id: plan, ask: ''}\n"
        "- {id: sleep, ask: Slept well?}\n"
    )
    questions, fault = read_questions(Home(tmp_path))
    assert not fault
    assert [q.id for q in questions][-2:] == ["mentor", "sleep"]
    assert "plan" not in [q.id for q in questions]
    wins = next(q for q in questions if q.id == "wins")
    assert (wins.ask, wins.name) == ("What was good?", "wins")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("questions: []\n", "checkin.yaml:1:1: the file holds a list of up to 30"),
        ("- a\n", "the file holds a list"),
        ("questions:\n- {id: a}\n", "checkin.yaml:2:3: each question has an id and an ask"),
        ("questions:\n- {id: a, ask: A?, hnt: b}\n", "unknown key 'hnt'"),
        ("questions:\n- {id: a, ask: [A]}\n", "ask is text"),
        (
            "questions:\n- {id: a, ask: A?, beside: money}\n",
            "'money' is none of calls, touches, wins, drills",
        ),
        (
            "questions:\n- {id: a, ask: A?}\n- {id: a, ask: B?}\n",
            "checkin.yaml:3:8: the id 'a' is there twice",
        ),
        ("questions: [\n", "checkin.yaml:"),
    ],
)
def test_a_faulty_file_is_told_with_its_place_and_ours_is_used(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "checkin.yaml").write_text(text)
    questions, fault = read_questions(Home(tmp_path))
    assert len(questions) == 7
    assert says in fault
    assert fault.endswith("Your checkin.yaml is not used until that is mended; ours is.")
