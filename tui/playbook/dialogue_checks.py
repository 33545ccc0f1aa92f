"""What a dialogue can get wrong: nodes that are nowhere or never reached, branches that can get stuck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tui.core.practice.dialogue import Wanted
from tui.core.words import fill
from tui.playbook.checks import FEW_SAYS, Checker, Path
from tui.playbook.condition import NAMES, BadCondition, parse
from tui.playbook.dialogue import Branch, Dialogue, Node, Reaction
from tui.playbook.explain import meant
from tui.playbook.hearing.feedback import listen

SAMPLE = {
    "first_name": "Dana",
    "last_name": "Okonjo",
    "name": "Dana Okonjo",
    "company": "Harlow",
    "role": "operations manager",
    "city": "Leeds",
    "reason": "you asked us to",
    "referrer": "Tom Whitlock",
    "my_name": "Sam",
    "my_company": "Northwind",
    "my_number": "0117 496 0123",
    "day": "Thursday",
    "time": "half past ten",
}
"""What a call would put into the braces, so that an exemplar can be listened to."""


def check_dialogue(checker: Checker, here: Path, dialogue: Dialogue) -> None:
    """All that is wrong with one dialogue."""
    known = checker.known
    if isinstance(dialogue.persona, str) and dialogue.persona not in known.personas:
        checker.unknown((*here, "persona"), "persona", dialogue.persona, known.personas)
    _lead_somewhere(checker, dialogue, [((*here, "start"), dialogue.start)])
    for name, node in dialogue.nodes.items():
        path: Path = (*here, "nodes", name)
        _check_node(checker, path, node)
        _lead_somewhere(checker, dialogue, _ways(path, node))
        for place, text in _spoken(path, node):
            checker.variables(place, text, dialogue.vars)
        _check_rehearsal(checker, path, node, dialogue)
    _check_ways(checker, here, dialogue)


def _check_node(checker: Checker, here: Path, node: Node) -> None:
    if (node.prospect is None) == (node.card is None):
        checker.error(here, "either 'prospect' or 'card' must be there, and not both")
    if node.card is not None and node.card not in checker.known.cards:
        checker.unknown((*here, "card"), "card", node.card, checker.known.cards)
    checker.checks(here, node.checks)
    _check_conditions(checker, (*here, "prospect"), node.prospect or [])
    _check_conditions(checker, (*here, "goto"), node.goto or [])
    if node.prospect and all(reaction.when for reaction in node.prospect):
        message = "every line has a 'when': where none holds they say nothing"
        checker.error((*here, "prospect"), message, "add one without 'when'", key=True)
    if node.end:
        if node.goto or node.choices:
            checker.error(
                (*here, "end"), "the call ends here, so nothing can lead on", "take one of them out"
            )
    elif not node.goto:
        message = "the call gets stuck here: there is neither 'goto' nor 'end'"
        checker.error(here, message, "choices are for the first times only" if node.choices else "")
    elif all(branch.when for branch in node.goto):
        message = "every branch has a 'when': where none holds the call gets stuck"
        checker.error((*here, "goto"), message, "add a last one without 'when'", key=True)


def _check_rehearsal(checker: Checker, here: Path, node: Node, dialogue: Dialogue) -> None:
    """Whether a card has enough wordings to be asked again, and the exemplar what is wanted of an answer."""
    card = checker.known.cards.get(node.card) if node.card else None
    if card and len(card.says) + checker.known.heard[card.id] < FEW_SAYS:
        message = f"'{card.id}' has fewer than {FEW_SAYS} ways to say it: they would say the same again"
        checker.warn((*here, "card"), message, "add to the card's 'says'")
    content = checker.sheet.content
    english = content is not None and content.pack.lang.startswith("en")  # as is all that can be heard
    if not (node.exemplar and english and checker.known.thorough):
        return
    checks = [*node.checks, *(card.checks if card else ())]
    wanted = [Wanted(check.label, tuple(check.any), check.required) for check in checks]
    defaults = checker.known.variables | {name: known.default for name, known in dialogue.vars.items()}
    said = fill(node.exemplar, SAMPLE, defaults)
    if missing := [p.wanted.label for p in listen(said, wanted).points if p.wanted.required and not p.met]:
        message = f"the exemplar does not do what is wanted of an answer: {', '.join(missing)}"
        hint = "docs/heard.md says what is heard; a word of your own counts with {label: …, any: [words]}"
        checker.warn((*here, "exemplar"), message, hint)


def _check_conditions(checker: Checker, here: Path, items: Sequence[Reaction | Branch]) -> None:
    for index, item in enumerate(items):
        if item.when:
            try:
                parse(item.when)
            except BadCondition as bad:
                hint = meant(bad.name, NAMES) if bad.name else "like has_permission and score >= 0.6"
                checker.error_in((*here, index, "when"), item.when, bad.column, str(bad), hint)


def _lead_somewhere(checker: Checker, dialogue: Dialogue, ways: Sequence[tuple[Path, str]]) -> None:
    for path, name in ways:
        if name not in dialogue.nodes:
            checker.error(path, f"there is no node '{name}'", meant(name, dialogue.nodes))


def _ways(here: Path, node: Node) -> list[tuple[Path, str]]:
    """Each way on from a node: where it is written, and where it leads."""
    ways = [((*here, "goto", i, "to"), branch.to) for i, branch in enumerate(node.goto or [])]
    return ways + [((*here, "choices", i, "to"), choice.to) for i, choice in enumerate(node.choices)]


def _spoken(here: Path, node: Node) -> Iterator[tuple[Path, str]]:
    for index, reaction in enumerate(node.prospect or []):
        yield (*here, "prospect", index, "say"), reaction.say
    if node.exemplar:
        yield (*here, "exemplar"), node.exemplar
    for index, choice in enumerate(node.choices):
        yield (*here, "choices", index, "say"), choice.say


def _check_ways(checker: Checker, here: Path, dialogue: Dialogue) -> None:
    """Every node is reached from the start, and an end from every node."""
    onward = {name: {to for _, to in _ways((), node)} for name, node in dialogue.nodes.items()}
    back: dict[str, set[str]] = {name: set() for name in onward}
    for name, ways in onward.items():
        for to in ways & set(onward):
            back[to].add(name)
    whole = dialogue.start in onward and all(ways <= set(onward) for ways in onward.values())
    reached = _closure(onward, {dialogue.start})
    ending = _closure(back, {name for name, node in dialogue.nodes.items() if node.end or not node.goto})
    for name in dialogue.nodes:
        path: Path = (*here, "nodes", name)
        if whole and name not in reached:  # else a way that leads nowhere was to lead there, perhaps
            checker.error(
                path, f"no way leads to '{name}' from the start", "name it in a 'goto', or take it out"
            )
        elif name not in ending and onward[name] <= set(onward):
            checker.error(path, f"no way leads from '{name}' to an end: the call would never be over")


def _closure(ways: Mapping[str, set[str]], start: set[str]) -> set[str]:
    """Everything that can be reached, the start too."""
    seen: set[str] = set()
    waiting = list(start)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += ways.get(name, set())
    return seen
