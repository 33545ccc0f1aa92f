"""libyaml's complaints, in the words of somebody who writes scripts, at the place where the fault is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.files.document import source
from tui.files.fault import Place

QUOTE = "put the whole sentence in quotes"

_BRACES_FIRST = re.compile(r"^\s*(?:- +)*(?:[\w-]+: +)?[\[{][^\]}]*[\]}]\s*[^\s#,\]}]")
QUOTES_FIRST = re.compile(r"""^\s*(?:- +)*(?:[\w-]+: +)?(["']).*\1\s*[^\s#,:\]}]""")
_CURLY_FIRST = re.compile(r"(?:^|[-:]\s)\s*[“”„‘’]")
_KEY = re.compile(r"(?P<before>\s*(?:- +)*)[\"']?(?P<name>[\w-]+)[\"']?:(?:\s|$)")
_KEY_ALONE = re.compile(r"\s*(?:- +)*[\"']?[\w-]+[\"']?$")
_NO_BLANK = re.compile(r"\s*(?:- +)*(?P<name>[A-Za-z][\w-]*):(?P<value>[^\s:/]\S*)")
_TAB = ("a tab where spaces should be", "YAML indents with spaces")
#: Blanks of pages and word processors, and signs that are not seen at all.
ODD = re.compile("[\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000]")
_ODD_BLANK = re.compile(rf"(?:\s*(?:- +)*[\"']?[\w-]+[\"']?:|[ ]*-?|[ ]*(?:- +)*)(?P<odd>{ODD.pattern})")
_BLOCK = re.compile(r"(?:^|[:-] )\s*[|>][+-]?[1-9]?[+-]?\s*(?:#.*)?$")
_STARTERS = {
    "\t": _TAB,
    "%": ("a text cannot begin with '%'", QUOTE),
    "@": ("a text cannot begin with '@'", QUOTE),
    "`": ("a text cannot begin with '`'", QUOTE),
}
NEVER_CLOSED = ("a quote that is never closed", "close it where the sentence ends")
_PROBLEMS = (
    (r"mapping values are not allowed", "a ': ' inside a sentence", f'{QUOTE}, as in "Price: too high"'),
    (r"unexpected end of stream", *NEVER_CLOSED),
    (r"document indicator", "'---' or '...' begins a line inside quotes", NEVER_CLOSED[1]),
    (r"comment or line break|indentation indicator", "a text cannot begin with '>' or '|'", QUOTE),
    (r"scanning an? (anchor|alias)", "a text cannot begin with '&' or '*'", QUOTE),
    (
        r"(scanning|parsing) a tag|tag handle",
        "a text that begins with '!' is a tag, which is not read here",
        QUOTE,
    ),
    (r"directive|incompatible YAML", "a line that begins with '%' is read as no words", "take the line out"),
    (r"mapping keys are not allowed", "a text cannot begin with '?'", QUOTE),
    (r"tab character", *_TAB),
    (r"expected ',' or", "a comma is missing here, or a ']' or '}' before it", f"put it there, or {QUOTE}"),
    (r"block sequence entries", "a list that begins behind a key", "begin it on the next line"),
    (r"expected node content", "a '[' or '{' without its end, or a comma too many", f"mend it, or {QUOTE}"),
    (
        r"unknown escape|hexdecimal|invalid Unicode",
        "a '\\' inside double quotes",
        "use single quotes, or write '\\\\'",
    ),
    (
        r"expected '-' indicator|expected key|expected ':'|block end|document start|simple key",
        "this line does not fit the ones above",
        "check its indentation, and that each line of a list begins with '- '",
    ),
)

Told = tuple[Place, str, str]
"""Where the fault is, what it is, and what to do about it."""


def explain(problem: str, lines: Sequence[str], place: Place, began: Place | None) -> Told:
    """`problem` is libyaml's text, `place` where it noticed, and `began` where began what it was reading."""
    line, column = place
    shown, before = source(lines, line), source(lines, began[0]) if began else ""
    starter = shown[column - 1 : column]
    if starter in _STARTERS and (starter == "\t" or "cannot start any token" in problem):
        return (place, *_STARTERS[starter])
    told = (
        _odd_blank(lines, place, began)
        or (
            _below_block(lines, place)
            if re.search("expected key|mapping values|expected ':'", problem)
            else None
        )
        or (_no_key(lines, began) if began and "expected ':'" in problem else None)
        or (
            _open_bracket(lines, place, began)
            if re.search("expected (',' or|node content)", problem)
            else None
        )
        or (_too_deep(lines, place) if re.search("mapping values|expected key", problem) else None)
    )
    if any(_BRACES_FIRST.search(text) for text in (shown, before)):
        return place, "a sentence cannot begin with '{' or '['", f'{QUOTE}: "{{first_name}}, hello"'
    if told:
        return told
    if shown[column - 1 : column] in {"]", "}"} and re.search(
        "expected key|block end|document start", problem
    ):
        return place, f"a '{shown[column - 1]}' too many", "take it out, or put the whole text in quotes"
    if quotes := next(filter(None, map(QUOTES_FIRST.search, (shown, before))), None):
        example = '"that\'s fine"' if quotes[1] == "'" else "'\"Hello\", he said'"
        return place, "words after the closing quote", f"{QUOTE} of the other kind, as in {example}"
    if "mapping values" in problem and _CURLY_FIRST.search(shown[: column - 1]):
        return place, "a ': ' inside a sentence", 'curly quotes do not count: put straight ones (") round it'
    for pattern, message, hint in _PROBLEMS:
        if re.search(pattern, problem):
            return place, message, hint
    return place, problem, ""


def _odd_blank(lines: Sequence[str], place: Place, began: Place | None) -> Told | None:
    """A blank that looks like one and is none to YAML, where lines and keys begin: pasted from a page."""
    first = min(began[0] if began else place[0], place[0])
    for number in range(max(1, first - 1), place[0] + 1):
        if found := _ODD_BLANK.match(source(lines, number)):
            sign = found["odd"]
            return (
                (number, found.start("odd") + 1),
                f"a blank that is none to YAML (U+{ord(sign):04X})",
                "delete it and type a blank instead",
            )
    return None


def _below_block(lines: Sequence[str], place: Place) -> Told | None:
    """A line below `|` or `>` that begins further left than the first one there."""
    line, _ = place
    depth = _depth(source(lines, line))
    for number in range(line - 1, 0, -1):
        above = source(lines, number)
        if _BLOCK.search(above) and _depth(above) < depth:
            first = next(n for n in range(number + 1, line + 1) if source(lines, n).strip())
            if first == line or _depth(source(lines, first)) <= depth:
                return None
            hint = f"let it begin below line {first}, or line {first} above it"
            return (line, depth + 1), "this line begins further left than the first of the text", hint
        if above.strip() and _depth(above) <= depth:
            return None
    return None


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip())


def _opening_bracket(text: str) -> int:
    """Where a bracket stands that is not closed on its line; -1: nowhere."""
    closed = max(text.rfind("]"), text.rfind("}"))
    return min((at for at in (text.find("[", closed + 1), text.find("{", closed + 1)) if at >= 0), default=-1)


def _no_key(lines: Sequence[str], began: Place) -> Told:
    """A line that should have been a key."""
    text = source(lines, began[0]).strip()
    if told := _no_blank(lines, began[0]):
        return told
    if text.startswith("-"):
        return began, "a '-' without a blank after it", f"write '- {text[1:].split()[0]} …'"
    if re.fullmatch(r"[\w-]+", text):
        return began, f"'{text}' without a colon", f"write '{text}:'"
    return (
        began,
        "neither a key with its value nor a line of a list",
        "a key needs a ': ' behind it, a line of a list a '- ' before it",
    )


def _no_blank(lines: Sequence[str], line: int) -> Told | None:
    found = _NO_BLANK.match(source(lines, line))
    if not found:
        return None
    more = " …" if found.string[found.end() :].strip() else ""
    hint = f"write '{found['name']}: {found['value']}{more}'"
    return (line, found.end("name") + 1), "a colon without a blank after it", hint


def _open_bracket(lines: Sequence[str], place: Place, began: Place | None) -> Told | None:
    """A list in brackets or a block in braces that goes on where it should have ended."""
    for number in range(place[0] - 1, 0, -1):
        if (start := _opening_bracket(source(lines, number))) >= 0:
            began = (number, start + 1)
            break
        if began and number <= began[0]:
            break
    if not began or began[0] >= place[0]:
        return None
    shown = source(lines, began[0])
    bracket = shown[began[1] - 1 : began[1]]
    if bracket not in {"[", "{"}:
        return None
    end = "]" if bracket == "[" else "}"
    if (hash := shown.find(" #", began[1])) > 0 and end in shown[hash:]:
        return (
            (began[0], hash + 2),
            "from the '#' on this is a comment",
            "put the text with the '#' in quotes",
        )
    return began, f"a '{bracket}' that is never closed", f"close it with '{end}'"


def _too_deep(lines: Sequence[str], place: Place) -> Told | None:
    """A key that stands deeper than those it belongs to, so that it was read as more of the line above."""
    line, column = place
    shown = source(lines, line)
    head = shown[: column - 1]
    if head.strip() and not _KEY_ALONE.match(head):
        return None
    depth = len(shown) - len(shown.lstrip())
    for number in range(line - 1, 0, -1):
        above = source(lines, number)
        neighbour = _KEY.match(above)
        if told := _no_blank(lines, number):
            return told
        if neighbour and len(neighbour["before"]) < depth:
            blanks = depth - len(neighbour["before"])
            away = "one blank" if blanks == 1 else f"{blanks} blanks"
            hint = f"take {away} away, so that it begins below the '{neighbour['name']}' of line {number}"
            return (line, depth + 1), "this line is indented deeper than its neighbours", hint
        if neighbour:
            return None
        if len(above) - len(above.lstrip()) == depth and above.strip()[:1] not in {"", "-", "#"}:
            return _no_key(lines, (number, depth + 1))
    return None
