"""Scripts in lines, Markdown and plain text: headings, labels, tables, arrows, pairs between empty lines.

Over 300 lines: each way of writing a pair is a few lines here, and which holds for a file is decided among
all of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.core.text import fold
from tui.playbook.foreign.draft import Answer, Draft, LeftOut, Understood, bare, emphasis_off, unquoted, ways
from tui.playbook.foreign.labels import Label, label
from tui.playbook.foreign.tables import is_head, read_table, table_at

Lines = Sequence[tuple[int, str]]
"""(line of the file, its text)."""

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"^(?:[-*+>•‣–—·▪◦●○§\uf0b7→➔➜]|->|=>|\d{1,3}[.)]|[a-z]\))\s+(.*)$")
_RULE = re.compile(r"^(?:[-*_=~]\s*){3,}$")
_ARROW = re.compile(r"^(.{2,200}?)\s*(?:->|=>|→|⇒|➜|➔|\t+|\s\|\s)\s*(\S.*)$")
_QUOTED = re.compile(r"^[\"“](.{2,200}?)[\"”]\s*[:\-–—]+\s*(\S.*)$")
_COLON = re.compile(r"([^:]{2,100}?)\s*:\s+(\S.*)$")
_DASHED = re.compile(r"(.{2,100}?)\s+[-–—]\s+(\S.*)$")
_ASIDE = re.compile(
    r"^(?:how to|about|introduction|intro|overview|notes?\b|tips?\b|summary|conclusion|contents"
    r"|table of contents|instructions|read ?me|appendix|sources|references|changelog|license)",
    re.IGNORECASE,
)
_QUOTES = '"“„«'
_SPEECH = re.compile(
    r"^[\"“]|\b(?:we|we're|i|i'm|i'll|our|us|me|my|you|your|you're|it's|that's|not|no|don't|can't|already|too"
    r"|send|call|just|have|need|never|busy)\b",
    re.IGNORECASE,
)


def understand_lines(lines: Lines, kind: str) -> Understood:
    """Whatever cards stand in the lines."""
    reader = _Reader(kind, lines)
    if kind != "VICIdial" and not reader.marked:
        _pairs(lines, reader.out)
        return reader.out
    reader.read()
    return reader.out


class _Reader:
    """Goes through the lines once, with the card it is in and the part of it that goes on."""

    def __init__(self, kind: str, lines: Lines) -> None:
        self.out = Understood(kind)
        self._lines = lines
        found = [label(_item(text)) for _, text in lines]
        parts = {one.part for one in found if one}
        self.labelled = bool(parts & {"answer", "step"})
        heads = sum(bool(_HEADING.match(text.strip())) for _, text in lines)
        titles = sum(text.strip().startswith("# ") for _, text in lines)
        self._parted = (heads > 1 or "other" in parts) and titles < 2
        tables = any(table_at(lines, i) for i in range(len(lines)))
        arrows = sum(bool(_pair(_item(text))) for _, text in lines)
        self.marked = (
            self.labelled
            or heads > 0
            or tables
            or "other" in parts
            or arrows > sum(bool(text.strip()) for _, text in lines) / 4
        )
        self._card: Draft | None = None
        self._from = ""
        """What the card began with: `heading`, `label` or `bold`."""
        self._sink: Answer | list[str] | None = None
        self._tag = ""
        self._level = 0
        self._gap = False

    def read(self) -> None:
        """All of it."""
        at = 0
        while at < len(self._lines):
            number, raw = self._lines[at]
            text = raw.strip()
            if size := table_at(self._lines, at):
                self._finish()
                drafts, left = read_table(self._lines[at : at + size], self._tag)
                self.out.drafts += drafts
                self.out.left_out += left
                at += size
                continue
            at += 1
            if not text or _RULE.match(text):
                self._gap = True
            elif heading := _HEADING.match(text):
                self._heading(number, len(heading[1]), heading[2])
            else:
                self._line(number, text.lstrip("> ").strip() if text.startswith(">") else text)
                self._gap = False
        self._finish()

    def _finish(self, *, category: bool = False) -> None:
        """The card is whole; one without an answer is none."""
        card, self._card, self._sink = self._card, None, None
        if card is None:
            return
        if card.answers:
            self.out.drafts.append(card)
        elif not category:
            self.out.left_out.append(LeftOut(card.line, card.title, "no answer below it"))

    def _heading(self, number: int, level: int, text: str) -> None:
        opened = self._card is not None and self._from == "heading"
        deeper = level > self._level
        if opened and deeper and self._card and not self._card.answers:
            self._tag = _tag(self._card.title)
        elif level <= self._level and not opened:
            self._tag = ""
        self._finish(category=opened and deeper)
        self._level = level
        self._begin(number, text, "heading")

    def _begin(self, number: int, text: str, how: str) -> None:
        title = bare(text)
        self._card = Draft(title, number, ways(text) or [title], tags=[self._tag] if self._tag else [])
        self._from, self._sink = how, None

    def _line(self, number: int, text: str) -> None:
        item = _item(text)
        found, pair = label(item), _pair(item)
        if found and found.part != "other":
            self._labelled(number, found)
        elif found:
            self._bold(number, found)
        elif pair and self._card is None and is_head(pair):
            self.out.left_out.append(LeftOut(number, item, "the head of a table"))
        elif pair and (not self.labelled or self._card is None):
            if self._from == "heading" and self._card and not self._card.answers:
                self._into_category()
            self._finish()
            self._begin(number, pair[0], "pair")
            self._answer("", pair[1], number)
        else:
            self._more(number, item, is_item=item != text)

    def _into_category(self) -> None:
        """The heading was no objection: objections stand below it, and its text belongs to none."""
        if self._card:
            self._tag = _tag(self._card.title)
            self.out.left_out += [
                LeftOut(a.line, a.text, "no objection above it") for a in self._card.answers
            ]
            self._card.answers.clear()
        self._finish(category=True)

    def _labelled(self, number: int, found: Label) -> None:
        part, rest = found.part, emphasis_off(found.rest)
        card = self._card
        if part in {"says", "title"}:
            if card and self._from == "heading" and not card.answers:
                self._tag = "" if _generic(card.title) else _tag(card.title)
                if rest and self._tag == _tag(rest):
                    self._tag = ""
                self._card = None
            self._finish()
            self._begin(number, rest or found.more, "label")
            self._sink = self._card.says if self._card and not rest else None
            return
        if card is None:
            self.out.left_out.append(LeftOut(number, f"{found.name}: {rest}", "before any objection"))
        elif part in {"answer", "step"}:
            name = found.more if part == "answer" else found.name + (f" ({found.more})" if found.more else "")
            self._answer(name, rest, number)
        elif part == "tags":
            card.tags += [tag for each in rest.split(",") if (tag := _tag(each))]
        else:
            into = {"also": card.says, "avoid": card.avoid, "notes": card.notes}[part]
            self._sink = into
            if rest:
                into += ways(rest) if part == "also" else [rest]

    def _bold(self, number: int, found: Label) -> None:
        """Bold words that are no label we know: an objection, or what an answer is called."""
        speech, quoted = bool(_SPEECH.search(found.name)), found.name[:1] in _QUOTES
        fresh = self._card is not None and self._from == "heading" and not self.labelled
        if fresh and (quoted or (speech and self._card and not self._card.answers)):
            self._into_category()
        elif self._card and not (self._from == "bold" and speech):
            self._answer(bare(found.name), emphasis_off(found.rest), number)
            return
        self._finish()
        self._begin(number, found.name, "bold")
        if found.rest:
            self._answer("", emphasis_off(found.rest), number)

    def _answer(self, name: str, text: str, number: int) -> None:
        answer = Answer(name, unquoted(text), number)
        if self._card:
            self._card.answers.append(answer)
        self._sink = answer

    def _more(self, number: int, text: str, *, is_item: bool) -> None:
        """A line without a mark of its own: it goes on with what was begun, or begins an answer."""
        text = emphasis_off(text)
        sink = self._sink
        if isinstance(sink, Answer):
            if is_item and sink.text:
                self._answer(sink.label, text, number)
            else:
                sink.text = f"{sink.text} {unquoted(text)}".strip()
        elif sink is not None and self._card and sink is self._card.says:
            sink += ways(text)
            self._card.title = self._card.title or sink[0]
        elif sink is not None:
            sink.append(text)
        elif self._card and self._may_answer(self._card):
            self._answer("", text, number)
        elif self.out.kind == "VICIdial" and self._card is None and not self.out.drafts:
            self._opening(number, text)
        else:
            self.out.left_out.append(LeftOut(number, text, "no label says what it is"))

    def _may_answer(self, card: Draft) -> bool:
        """Whether text without a label, below a card's beginning, is its answer."""
        if self._from != "heading":
            return True
        if self.labelled and not _SPEECH.search(card.title):
            return False
        return not _ASIDE.match(card.title) and not (self._level == 1 and self._parted)

    def _opening(self, number: int, text: str) -> None:
        """What a script begins with is its opener."""
        if self.out.openers:
            opener = self.out.openers[0]
            opener.text += ("\n" if self._gap else " ") + text
        else:
            self.out.openers.append(Answer("", text, number))


def _item(text: str) -> str:
    """A line without its bullet or number."""
    match = _ITEM.match(text.strip())
    return match[1].strip() if match else text.strip()


def _pair(text: str) -> tuple[str, str] | None:
    """An objection and its answer on one line."""
    match = _QUOTED.match(text) or _ARROW.match(text)
    return (match[1], unquoted(match[2])) if match and not text.startswith("|") else None


def _tag(text: str) -> str:
    return re.sub(r"\s*\bobjections?\b\s*", " ", fold(bare(text))).strip(" -:/")[:40]


def _generic(title: str) -> bool:
    return not _tag(title) or bool(
        re.fullmatch(r"(?:objection|question|scenario|card|script)?s?\s*#?\d*", fold(title))
    )


def _pairs(lines: Lines, out: Understood) -> None:
    """Objection and answer in turn, set apart by empty lines."""
    first, *below = [line for line in lines if line[1].strip()] or [(0, "")]
    if drafts := _nested(lines) or _inline(lines):
        out.drafts += drafts
        return
    if drafts := _nested(below) or _inline(below):
        out.left_out.append(LeftOut(first[0], first[1].strip(), "no answer below it"))
        out.drafts += drafts
        return
    blocks: list[list[tuple[int, str]]] = [[]]
    for number, text in lines:
        if text.strip():
            blocks[-1].append((number, text.strip()))
        elif blocks[-1]:
            blocks.append([])
    blocks = [block for block in blocks if block]
    if sum(len(block) > 1 for block in blocks) * 2 >= len(blocks):
        for block in blocks:
            _block(block[0], block[1:], out)
        return
    if len(blocks) % 2:
        (number, text), *_ = blocks.pop(0 if len(blocks[0][0][1].split()) < 4 else -1)
        out.left_out.append(LeftOut(number, text, "no pair to it"))
    for objection, answer in zip(blocks[::2], blocks[1::2], strict=True):
        _block((objection[0][0], " ".join(text for _, text in objection)), answer, out)


def _nested(lines: Lines) -> list[Draft]:
    """Objections, and below each its answers, further in or with a sign of a list before them."""
    shown = [(n, len(text) - len(text.lstrip()), text.strip()) for n, text in lines if text.strip()]
    outer = min((depth for _, depth, _ in shown), default=0)
    spoken = any(depth == outer and not _ITEM.match(text) for _, depth, text in shown)
    drafts: list[Draft] = []
    for number, depth, text in shown:
        item = _item(text)
        if depth == outer and not (spoken and item != text):
            drafts.append(Draft(bare(item), number, ways(item)))
        elif not drafts:
            return []
        else:
            drafts[-1].answers.append(Answer("", unquoted(item), number))
    answered = sum(bool(draft.answers) for draft in drafts)
    return drafts if answered > 1 and answered * 4 > len(drafts) * 3 else []


def _inline(lines: Lines) -> list[Draft]:
    """`Too expensive: compared with what?`, a line for each, also with a dash where the lines are a list."""
    shown = [(number, text.strip()) for number, text in lines if text.strip()]
    for sign, of in ((_COLON, shown), (_DASHED, [line for line in shown if _ITEM.match(line[1])])):
        found = [(number, sign.match(_item(text))) for number, text in shown]
        if len(of) == len(shown) > 1 and all(pair for _, pair in found):
            return [
                Draft(bare(pair[1]), number, ways(pair[1]), [Answer("", unquoted(pair[2]), number)])
                for number, pair in found
                if pair
            ]
    return []


def _block(objection: tuple[int, str], answers: Lines, out: Understood) -> None:
    number, text = objection
    draft = Draft(bare(_item(text)), number, ways(_item(text)))
    for line, answer in answers:
        item = _item(answer)
        if draft.answers and item == answer:
            draft.answers[-1].text += f" {item}"
        else:
            draft.answers.append(Answer("", unquoted(item), line))
    if draft.answers and draft.title:
        out.drafts.append(draft)
    else:
        out.left_out.append(LeftOut(number, text, "no answer below it"))
