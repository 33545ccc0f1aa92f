"""What ships with the app is whole: every kind of line for every purpose, in words one can say."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tui.core.words import CALL_WORDS, VARIABLE, fill
from tui.files.home import shipped_scripts
from tui.playbook import schema
from tui.playbook.finding.entry import tokens
from tui.playbook.loader import load

PURPOSES = ("win", "reactivate", "grow", "follow-up", "tell", "collect", "bad-news", "promise")
PACKS = ("offhook-basics", "accounts", "collections", "service")

#: What others refer to by these ids: they stay.
CANONICAL = frozenset(
    """
    price_too_high no_budget competitor_cheaper discount_request roi_unclear no_need
    happy_status_quo have_vendor locked_contract comparing_options missing_feature not_for_us
    bad_timing too_busy other_priorities not_decision_maker need_approval think_about_it send_email
    not_interested how_got_number gatekeeper do_not_call trust_unknown proof_references tried_failed
    no_capacity diy no_long_contract company_change wrong_person_gone
    """.split()  # noqa: SIM905
)

#: Somebody real, as a name, a firm and a number take time to say; the digits are said one by one.
SPOKEN = {
    "first_name": "Katharina",
    "name": "Katharina Brand",
    "my_name": "Sam Rivers",
    "my_company": "Northwind Parts",
    "my_number": "0 1 1 3 4 9 6 0 1 8 7",
    "reason": "your new depot opens in May",
    "item": "the twelve chairs",
    "new_date": "Tuesday the fourth",
    "day": "Thursday",
    "time": "ten",
}

FILES = [sheet.content for sheet in load([shipped_scripts()]).sheets if sheet.content]
CARDS = {card.id: card for file in FILES for card in file.cards}
SELLING = [
    *("offer", "price", "buy", "sell", "discount", "demo", "meeting", "before you go", "one question"),
    *("quick question", "interested", "benefit", "may i ask", "instead", "customer", "save you"),
]


def spoken(card: schema.Card) -> Iterator[str]:
    """All that a card would have the rep say."""
    if card.one_liner:
        yield card.one_liner
    for lines in card.moves.values():
        yield from lines
    for answer in card.answers:
        yield from answer.say


def of_kind(kind: str) -> list[schema.Words | schema.Value]:
    return [words for file in FILES for words in getattr(file, schema.LINES[kind])]


def test_every_file_belongs_to_a_pack_and_names_its_schema() -> None:
    assert {file.pack.id for file in FILES} == set(PACKS)
    for path in shipped_scripts().glob("*.yaml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == "# yaml-language-server: $schema=./script-1.schema.json", path.name


def test_all_canonical_cards_are_there() -> None:
    assert CANONICAL - set(CARDS) == set()
    assert len(CARDS) == sum(len(file.cards) for file in FILES)


def test_each_pack_has_cards() -> None:
    counts = Counter(file.pack.id for file in FILES for _ in file.cards)
    assert all(counts[pack] >= 7 for pack in PACKS), counts


@pytest.mark.parametrize("id", sorted(CARDS))
def test_a_card_has_all_that_a_rep_needs(id: str) -> None:
    card = CARDS[id]
    assert len(card.says) >= (20 if id in CANONICAL else 6)
    assert len({answer.style for answer in card.answers}) >= 2
    assert len({answer.style for answer in card.answers}) == len(card.answers)
    assert all(answer.style and answer.when for answer in card.answers)
    assert card.one_liner
    assert card.moves
    assert card.keys
    assert card.hear
    assert card.tags
    assert card.checks
    assert card.avoid
    assert card.then


@pytest.mark.parametrize("id", sorted(CARDS))
def test_every_line_is_one_breath(id: str) -> None:
    for line in spoken(CARDS[id]):
        assert len(line.split()) <= 34, line


def test_no_way_of_saying_it_is_on_two_cards() -> None:
    said = Counter(" ".join(tokens(text)) for card in CARDS.values() for text in card.says)
    assert [text for text, times in said.items() if times > 1] == []


def test_whoever_has_an_own_purpose_has_one_that_exists() -> None:
    lines = [words for kind in schema.LINES for words in of_kind(kind)]
    named = {purpose for entry in (*CARDS.values(), *lines) for purpose in entry.purposes}
    assert named <= set(PURPOSES)


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("kind", ["opener", "voicemail", "question", "close", "value"])
def test_every_purpose_has_words_of_every_kind(kind: str, purpose: str) -> None:
    assert [words for words in of_kind(kind) if purpose in words.purposes]


@pytest.mark.parametrize("words", of_kind("voicemail"), ids=lambda words: words.id)
def test_a_voicemail_takes_less_than_twenty_seconds(words: schema.Words) -> None:
    """48 words at 150 a minute; a digit takes about half as long as a word."""
    said = fill(words.text, SPOKEN, {}).split()
    digits = sum(word.strip(".,").isdigit() for word in said)
    assert len(said) - digits / 2 <= 48


def test_a_message_about_money_does_not_say_so() -> None:
    for words in of_kind("voicemail"):
        if isinstance(words, schema.Words) and "collect" in words.purposes:
            heard = words.text.lower()
            assert not any(
                word in heard for word in ("invoice", "pay", "money", "owe", "debt", "bill", "amount")
            )


def test_closes_ask_for_time() -> None:
    times = ("{day}", "{time}", "minutes", "hour", "week", "which day")
    for words in of_kind("close"):
        assert isinstance(words, schema.Words)
        assert any(time in words.text for time in times), words.id
        assert "?" in words.text, words.id


def test_there_is_somebody_to_rehearse_with() -> None:
    people = [person for file in FILES for person in file.personas]
    assert len({person.id for person in people}) == len(people) == 8
    assert sum(person.mood == "hostile" for person in people) == 2
    assert sum(person.gatekeeper for person in people) == 2
    assert all(person.wants and len(person.says_no_like) >= 2 for person in people)
    assert {id for card in CARDS.values() for id in card.persona} <= {person.id for person in people}


def test_every_name_in_braces_has_a_default() -> None:
    texts = [text for card in CARDS.values() for text in spoken(card)]
    for kind in schema.LINES:
        for words in of_kind(kind):
            texts.append(words.text or "")
            if isinstance(words, schema.Value):
                texts += [text for row in words.rows for text in (row.feature, row.benefit, *row.quotes)]
    known = {name for file in FILES for name in file.vars}
    assert {name for text in texts for name in VARIABLE.findall(text)} - known - set(CALL_WORDS) == set()


def test_do_not_call_ends_the_selling() -> None:
    card = CARDS["do_not_call"]
    for line in spoken(card):
        assert not [word for word in SELLING if word in line.lower()], line
        assert "{" not in line, line
    assert "sorry" in " ".join(spoken(card)).lower()
    assert card.then
    assert "do not call" in card.then


def test_collecting_names_no_threat() -> None:
    threats = (
        "court",
        "legal action",
        "lawyer",
        "bailiff",
        "credit rating",
        "consequences",
        "police",
        "report you",
    )
    for file in FILES:
        if file.pack.id == "collections":
            for card in file.cards:
                for line in spoken(card):
                    assert not [word for word in threats if word in line.lower()], line


def test_two_generations_of_yaml_read_the_same() -> None:
    """No plain word that a reader of YAML 1.1 takes for a truth value, a time, a number or a date."""
    for path in shipped_scripts().glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        as_text = yaml.load(text, yaml.BaseLoader)
        guessed = yaml.safe_load(text)
        assert list(_changed(as_text, guessed, path.name)) == []


#: What a number or a truth value is meant for.
FIGURES = (
    *(".schema", ".difficulty", ".year", ".rate", ".gatekeeper"),
    *(".seconds", ".weight", ".quality", ".mood", ".required", ".spoken"),
)


def _changed(text: object, guessed: object, where: str) -> Iterator[str]:
    if isinstance(text, dict) and isinstance(guessed, dict):
        assert len(text) == len(guessed)
        for (key, value), (other, found) in zip(text.items(), guessed.items(), strict=True):
            if key != other:
                yield f"{where}.{key}"
            yield from _changed(value, found, f"{where}.{key}")
    elif isinstance(text, list) and isinstance(guessed, list):
        for number, (value, found) in enumerate(zip(text, guessed, strict=True)):
            yield from _changed(value, found, f"{where}[{number}]")
    elif text != guessed and not where.endswith(FIGURES):
        yield f"{where}: {text} → {guessed}"


GUIDE = re.findall(
    r"```yaml\n(.*?)```", (shipped_scripts() / "README.md").read_text(encoding="utf-8"), re.DOTALL
)


@pytest.mark.parametrize("example", GUIDE)
def test_the_examples_of_the_guide_are_right(example: str, tmp_path: Path) -> None:
    (tmp_path / "example.yaml").write_text(example, encoding="utf-8")
    loaded = load([tmp_path], [shipped_scripts()])
    assert loaded.faults == ()
    assert loaded.warnings == ()
