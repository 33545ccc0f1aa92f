"""Finding the card: sentences nobody wrote into it, two letters, and text that means nothing."""

from pathlib import Path

import pytest

from tui.core.ports import Playbook
from tui.files.home import shipped_scripts
from tui.playbook.finding.entry import Entry, tokens
from tui.playbook.finding.search import Finder
from tui.playbook.library import open_playbook

HEARD = [line.split("\t") for line in (Path(__file__).parents[1] / "heard.tsv").read_text().splitlines()]


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return open_playbook([shipped_scripts()])


def ids(playbook: Playbook, words: str, limit: int = 5) -> list[str]:
    return [hit.id for hit in playbook.search(words, limit)]


def test_unseen_sentences_find_their_card(playbook: Playbook) -> None:
    """Measured: 84 % first, 93 % in three; a change that costs more than a few points shows here."""
    first = sum(ids(playbook, said, 1) == [card] for card, said in HEARD) / len(HEARD)
    in_three = sum(card in ids(playbook, said, 3) for card, said in HEARD) / len(HEARD)
    assert first >= 0.78
    assert in_three >= 0.90


def test_none_of_the_unseen_sentences_is_in_the_cards(playbook: Playbook) -> None:
    said = {tuple(tokens(text)) for card in playbook.cards() for text in card.says}
    assert [text for _, text in HEARD if tuple(tokens(text)) in said] == []


def test_their_own_words_find_them(playbook: Playbook) -> None:
    for card in playbook.cards():
        for text in (card.title, *card.says):
            assert ids(playbook, text, 1) == [card.id], text


def test_shortcuts_win(playbook: Playbook) -> None:
    assert ids(playbook, "exp", 1) == ["price_too_high"]
    assert ids(playbook, "GK", 1) == ["gatekeeper"]
    assert ids(playbook, " em ", 1) == ["send_email"]


def test_a_few_letters_are_enough(playbook: Playbook) -> None:
    """Titles, typed from the start: with four letters nearly all are among the five shown."""
    shown = [card.id in ids(playbook, card.title[:4]) for card in playbook.cards()]
    assert sum(shown) / len(shown) >= 0.8


@pytest.mark.parametrize("said", ["epxensive", "to expensiv", "brochuer", "allready use somone"])
def test_typing_errors_are_forgiven(playbook: Playbook, said: str) -> None:
    wanted = {"e": "price_too_high", "t": "price_too_high", "b": "send_email", "a": "have_vendor"}[said[0]]
    assert wanted in ids(playbook, said, 3)


@pytest.mark.parametrize(
    "said", ["", "   ", "?!…", "qzxqz", "asdf qwer zxcv", "\x1b[31m", "🙂", "12345678", "x" * 9999]
)
def test_nothing_fits_nothing(playbook: Playbook, said: str) -> None:
    assert ids(playbook, said) == []


@pytest.mark.parametrize(
    "said",
    [
        "e\u0301" * 100_000,
        "too " * 100_000,
        "expensive" * 10_000,
        "a\0b\ud800",
        "[/] {x} %s \\",
        "ﬁ" * 5_000,
        "ß ẞ ı İ",
    ],
)
def test_any_text_is_safe(playbook: Playbook, said: str) -> None:
    assert len(playbook.search(said)) <= 5


def test_punctuation_case_and_accents_do_not_count(playbook: Playbook) -> None:
    wanted = playbook.search("we dont have the budget")
    assert playbook.search("We DON’T have—the búdget!!!") == wanted


def test_order_is_always_the_same(playbook: Playbook) -> None:
    again = open_playbook([shipped_scripts()])
    for said in [text for _, text in HEARD] + ["a", "s", "no", "we", "ref", "price"]:
        hits = playbook.search(said, 31)
        assert list(hits) == list(again.search(said, 31))
        assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_equal_ones_keep_the_order_of_the_files() -> None:
    same = Entry("Busy", ["no time for that now"])
    assert [hit.entry for hit in Finder([same] * 4).find("no time for that", 3)] == [0, 1, 2]
    assert [hit.entry for hit in Finder([same] * 4).find("busy", 3)] == [0, 1, 2]


def test_an_empty_library_finds_nothing() -> None:
    assert Finder([]).find("too expensive", 5) == []
    assert Finder([]).find("exp", 5) == []


def test_words_to_listen_for_lead_to_the_card() -> None:
    finder = Finder([Entry("Price", ["too much"], hear=["sticker shock"]), Entry("Time", ["not now"])])
    assert [hit.entry for hit in finder.find("that's quite a sticker", 5)][:1] == [0]
