"""The playbook as the screens see it."""

from pathlib import Path

import pytest

from tui.core.ports import Playbook
from tui.core.words import CALL_WORDS, VARIABLE, fill
from tui.files.home import shipped_scripts
from tui.playbook.library import open_playbook
from tui.playbook.loader import load

PURPOSES = ("win", "reactivate", "grow", "follow-up", "tell", "collect", "bad-news", "promise")

OWN = """\
schema: 1
pack: {id: mine, name: Mine}
vars: {benefit: calm}
cards:
  - id: price_too_high
    name: Mine
    says: [one two three, two, three]
    framework: laer
    moves: {respond: [Last, Later], listen: First}
openers:
  - {id: win-reason, name: Mine, purposes: [collect], text: Hello}
"""


@pytest.fixture(scope="module")
def shipped() -> Playbook:
    return open_playbook([shipped_scripts()])


def test_every_card_is_ready_to_be_used(shipped: Playbook) -> None:
    for card in shipped.cards():
        assert len(set(card.says)) >= 6, card.id
        assert card.answer, card.id
        assert card.steps, card.id
        assert len(card.answer.split()) <= 30, f"{card.id}: more than one breath"
        for _, lines in card.steps:
            assert all(len(line.split()) <= 30 for line in lines), card.id


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("kind", ["opener", "voicemail"])
def test_every_purpose_has_its_words(shipped: Playbook, kind: str, purpose: str) -> None:
    first = shipped.lines(kind, purpose)[0]
    others = shipped.lines(kind, "bad-news" if purpose != "bad-news" else "win")
    assert first.id != others[0].id


def test_words_of_another_file_only_find_a_card(tmp_path: Path) -> None:
    head = "schema: 1\npack: {id: mine, name: Mine}\n"
    (tmp_path / "mine.yaml").write_text(head + "hear:\n  diy: [we whittle our own quokkas]\n  dyi: [oh]\n")
    playbook = open_playbook([shipped_scripts(), tmp_path])
    assert playbook.search("they whittle their quokkas", 1)[0].id == "diy"
    card = playbook.card("diy")
    assert card is not None
    assert "we whittle our own quokkas" in card.hear
    assert "we whittle our own quokkas" not in card.says, "nobody says it in practice"
    (warning,) = load([tmp_path], [shipped_scripts()]).warnings
    assert (warning.line, warning.words) == (5, "there is no card 'dyi' (did you mean 'diy'?)")


def test_voicemails_are_short(shipped: Playbook) -> None:
    """20 seconds at 150 words a minute."""
    assert max(len(line.text.split()) for line in shipped.lines("voicemail")) <= 50


def test_every_name_in_braces_is_known(shipped: Playbook) -> None:
    texts = [
        line.text for kind in ("opener", "voicemail", "gatekeeper", "value") for line in shipped.lines(kind)
    ]
    texts += [text for card in shipped.cards() for _, lines in card.steps for text in (card.answer, *lines)]
    names = {name for text in texts for name in VARIABLE.findall(text)}
    assert names - set(CALL_WORDS) - set(shipped.variables) == set()


def test_lines_sound_right_when_nothing_is_known(shipped: Playbook) -> None:
    """Only what the rep must know is left open: who they are, and where the number is from."""
    opener = fill(shipped.lines("opener", "win")[0].text, {}, shipped.variables)
    assert opener.splitlines()[0] == "Hello there, …my name… from …my company…. We haven't spoken before."


def test_the_reps_own_come_over_the_shipped_ones(shipped: Playbook, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN)
    playbook = open_playbook([shipped_scripts(), tmp_path])
    card = playbook.card("price_too_high")
    assert card is not None
    assert card.title == "Mine"
    assert card.file == str(tmp_path / "own.yaml")
    assert len(playbook.cards()) == len(shipped.cards())
    assert playbook.variables["benefit"] == "calm"
    assert playbook.lines("opener", "collect")[0].text == "Hello"
    assert playbook.search("one two three", 1)[0].title == "Mine"


def test_steps_stand_in_the_order_of_the_framework(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN)
    card = open_playbook([tmp_path]).cards()[0]
    assert card.steps == (("listen", ("First",)), ("respond", ("Last", "Later")))
    assert card.answer == "Last"


def test_lines_of_the_purpose_come_first_and_the_rest_follows(shipped: Playbook) -> None:
    everything = shipped.lines("opener")
    collecting = shipped.lines("opener", "collect")
    assert [line.id for line in collecting[:2]] == ["collect-first", "collect-again"]
    assert sorted(collecting, key=lambda line: line.id) == sorted(everything, key=lambda line: line.id)
    with pytest.raises(KeyError):
        shipped.lines("poem")


def test_broken_files_are_named_and_harm_nobody(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN)
    (tmp_path / "broken.yaml").write_text("schema: 1\npack: {id: a\n")
    playbook = open_playbook([tmp_path, tmp_path / "missing"])
    assert len(playbook.cards()) == 1
    assert len(playbook.faults) == 1
    assert playbook.faults[0].startswith(f"{tmp_path / 'broken.yaml'}:")
    assert "\n" not in playbook.faults[0]


def test_no_card_is_nothing(shipped: Playbook) -> None:
    assert shipped.card("nowhere") is None


def test_a_card_outlives_the_file_its_framework_is_in(tmp_path: Path) -> None:
    card = "{id: %s, name: N, says: [one, two, three], framework: mine, moves: {second: [Go], first: [Stop]}}"
    (tmp_path / "a.yaml").write_text(f"schema: 1\npack: {{id: a, name: A}}\ncards:\n  - {card % 'kept'}\n")
    (tmp_path / "b.yaml").write_text(
        "schema: 1\npack: {id: b, name: B}\nframeworks: {mine: {name: M, steps: {first: a, second: b}}}\n"
        f"cards:\n  - {card % 'twice'}\n  - {card % 'No'}\n"
    )
    playbook = open_playbook([tmp_path])
    (kept,) = playbook.cards()
    assert kept.steps == (("second", ("Go",)), ("first", ("Stop",)))
    assert "b.yaml:6" in playbook.faults[0]


def test_cards_for_other_calls_come_after_those_for_this_one(tmp_path: Path) -> None:
    """Where both say the same words, the call decides."""
    card = "  - {id: %s, name: %s, purposes: [%s], says: [I was told otherwise], moves: {ask: How so?}}\n"
    text = "schema: 1\npack: {id: p, name: P}\ncards:\n" + card % ("bill", "Bill", "collect")
    (tmp_path / "a.yaml").write_text(text + card % ("sale", "Sale", "win"))
    playbook = open_playbook([tmp_path])
    for purpose, first in (("win", "sale"), ("collect", "bill")):
        assert next(hit.id for hit in playbook.search("told otherwise", purpose=purpose)) == first
    assert len(playbook.search("told otherwise")) == 2


def test_a_card_for_this_call_comes_before_those_for_all(tmp_path: Path) -> None:
    """And one for other calls after them, if nobody knows what the call is for a little less so."""
    card = "  - {id: %s, name: %s, says: [I was told otherwise], moves: {ask: How so?}%s}\n"
    text = "schema: 1\npack: {id: p, name: P}\ncards:\n" + card % ("any", "Any", "")
    (tmp_path / "a.yaml").write_text(text + card % ("bill", "Bill", ", purposes: [collect]"))
    playbook = open_playbook([tmp_path])
    hits = {p: playbook.search("told otherwise", purpose=p) for p in ("collect", "win", "")}
    assert [hit.id for hit in hits["collect"]] == ["bill", "any"]
    assert [hit.id for hit in hits["win"]] == [hit.id for hit in hits[""]] == ["any", "bill"]
    assert hits["win"][1].score < hits[""][1].score < hits["win"][0].score


def test_a_library_that_is_only_read_builds_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("the search was built")

    monkeypatch.setattr("tui.playbook.finding.search.Finder", never)
    assert open_playbook([shipped_scripts()]).cards()
    with pytest.raises(AssertionError, match="was built"):
        open_playbook([shipped_scripts()], ready=True)
