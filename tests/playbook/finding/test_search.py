"""Finding the card: sentences nobody wrote into it, two letters, and text that means nothing."""

import json
from pathlib import Path

import pytest

from tui.core.ports import Playbook
from tui.files.home import shipped_scripts
from tui.playbook.finding.entry import Entry, tokens
from tui.playbook.finding.search import Finder
from tui.playbook.library import open_playbook

DATA = Path(__file__).parents[1] / "data"
ABROAD, ABROAD_HARD = (
    [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text().splitlines()]
    for name in ("abroad", "abroad_hard")
)
HARD = [json.loads(line) for line in (DATA / "hard.jsonl").read_text().splitlines()]
WORK = [json.loads(line) for line in (DATA / "work.jsonl").read_text().splitlines()]
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


def test_lines_of_strangers_find_their_card(playbook: Playbook) -> None:
    """Measured: 85 % first, 95 % in three, six of them weak; 318 of 475 that are no objection are weak."""
    found = [(row, playbook.search(row["said"], 3)) for row in HARD]
    right = [hits for row, hits in found if {hit.id for hit in hits} & {row["card"], *row["also"]}]
    objections = [row for row, _ in found if row["card"]]
    assert len(right) / len(objections) >= 0.9
    assert sum(hits[0].weak for hits in right) <= 16
    assert sum(not hits or hits[0].weak for row, hits in found if not row["card"]) >= 270


def test_what_is_said_to_other_hotlines_is_called_a_guess(playbook: Playbook) -> None:
    """Measured: 48 of 78, and 55 with the extra."""
    lines = (DATA / "elsewhere.txt").read_text().splitlines()
    assert sum(not (hits := playbook.search(said)) or hits[0].weak for said in lines) >= 40


def test_lines_of_customers_find_their_card_in_a_call_of_its_purpose(playbook: Playbook) -> None:
    """Measured: 65 % first, 85 % in three. Before anybody wrote such lines it was 26 and 40."""
    purpose = {card.id: card.purposes[0] for card in playbook.cards() if card.purposes}
    rows = [row for row in WORK if row["card"]]
    three = [{hit.id for hit in playbook.search(row["said"], 3, purpose[row["card"]])} for row in rows]
    assert len(rows) >= 150
    assert (
        sum(bool(hits & {row["card"], *row["also"]}) for row, hits in zip(rows, three, strict=True))
        / len(rows)
        >= 0.82
    )
    unsure = [not (hits := playbook.search(row["said"])) or hits[0].weak for row in WORK if not row["card"]]
    assert sum(unsure) / len(unsure) >= 0.4


@pytest.mark.parametrize("lang", ["de", "fr", "es"])
def test_other_languages_find_their_card_by_words(playbook: Playbook, lang: str) -> None:
    """Measured: all plain lines, seven in eight of strangers' hard ones."""
    plain = [row for row in ABROAD if row["lang"] == lang]
    hard = [row for row in ABROAD_HARD if row["lang"] == lang and row["card"]]
    for rows, least in ((plain, 0.9), (hard, 0.8)):
        found = [{row["card"], *row.get("also", ())} & {*ids(playbook, row["said"], 3)} for row in rows]
        assert len(found) >= 30
        assert sum(map(bool, found)) / len(found) >= least


def test_none_of_the_unseen_sentences_is_in_the_cards(playbook: Playbook) -> None:
    said = {tuple(tokens(text)) for card in playbook.cards() for text in (*card.says, *card.hear)}
    unseen = [row["said"] for row in (*HARD, *ABROAD, *ABROAD_HARD, *WORK) if row["card"]]
    assert [text for text in unseen if tuple(tokens(text)) in said] == []
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


def test_several_that_are_near_count_more_than_one() -> None:
    """By the nearest alone the other card came first."""
    one = Entry("Floor", ["the rent is going up"])
    several = Entry(
        "Price", ["the rate is going down", "the rate is falling down", "the rate is coming down"]
    )
    found = Finder([one, several]).find("the rent or rate is down", 2)
    assert [hit.entry for hit in found] == [1, 0]


def test_what_is_in_a_card_word_for_word_is_that_card() -> None:
    """A wording that was added must find its card; many that were close to it did."""
    near = [f"is this a sales call {word}" for word in ("then", "or what", "please", "again", "again then")]
    finder = Finder(
        [Entry("Desk", [*near, "sales call", "a sales call"]), Entry("Who", ["is this a sales call"])]
    )
    assert [hit.entry for hit in finder.find("is this a sales call", 2)] == [1, 0]


def test_what_is_in_two_cards_word_for_word_is_either() -> None:
    """It was the one of the first file, however likely the other."""
    long = " ".join(f"word{n}" for n in range(30))
    same = [Entry("Desk", ["is this a sales call", long]), Entry("Who", ["is this a sales call", long])]
    finder = Finder(same, [Entry("yes", ["is this a sales call"])])
    for said in ("is this a sales call", long):
        assert [hit.entry for hit in finder.find(said, 2)] == [0, 1]
        assert [hit.entry for hit in finder.find(said, 2, {1: 1.1})] == [1, 0]
        assert min(hit.score for hit in finder.find(said, 2)) > 1
        assert not finder.find(said, 2)[0].weak


def test_an_empty_library_finds_nothing() -> None:
    assert Finder([]).find("too expensive", 5) == []
    assert Finder([]).find("exp", 5) == []


def test_words_to_listen_for_lead_to_the_card() -> None:
    finder = Finder([Entry("Price", ["too much"], hear=["sticker shock"]), Entry("Time", ["not now"])])
    assert [hit.entry for hit in finder.find("that's quite a sticker", 5)][:1] == [0]


def test_a_sentence_to_listen_for_is_not_found_by_a_few_letters() -> None:
    """Every usual word is in some sentence: four letters found 47 of 61 titles instead of 52."""
    finder = Finder(
        [Entry("Price", ["too much"], hear=["the quote came in high", "dear"]), Entry("Quota", ["x"])]
    )
    assert [hit.entry for hit in finder.find("quot", 3)] == [1]
    assert [hit.entry for hit in finder.find("dear", 3)] == [0]
    assert [hit.entry for hit in finder.find("the quote came in", 3)][:1] == [0]


def test_what_was_said_first_counts_too() -> None:
    """It did not when only fourteen words counted."""
    finder = Finder([Entry("Price", ["too expensive"]), Entry("Later", ["so ring next month then"])])
    said = "that is too expensive and then there is also what she was on about and so on and so on then"
    assert [hit.entry for hit in finder.find(said, 2)][:1] == [0]


def test_chatter_that_fits_better_makes_a_card_weak() -> None:
    finder = Finder([Entry("Time", ["no time on Thursday"])], [Entry("dates", ["Thursday at ten is fine"])])
    assert [hit.weak for hit in finder.find("Thursday at ten", 3)] == [True]
    assert [hit.weak for hit in finder.find("no time Thursday", 3)] == [False]
