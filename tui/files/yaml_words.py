"""libyaml's complaints, in the words of somebody who writes scripts."""

from __future__ import annotations

import re

QUOTE = "put the whole sentence in quotes"

_BRACES_FIRST = re.compile(r"^\s*(?:- +)*(?:[\w-]+: +)?[\[{][^\]}]*[\]}]\s*[^\s#,\]}]")
_QUOTES_FIRST = re.compile(r"""^\s*(?:- +)*(?:[\w-]+: +)?(["']).*\1\s*[^\s#,:\]}]""")
_STARTERS = {
    "\t": ("a tab where spaces should be", "YAML indents with spaces"),
    "%": ("a text cannot begin with '%'", QUOTE),
    "@": ("a text cannot begin with '@'", QUOTE),
    "`": ("a text cannot begin with '`'", QUOTE),
}
_PROBLEMS = (
    (r"mapping values are not allowed", "a ': ' inside a sentence", f'{QUOTE}: "Price: too high"'),
    (r"unexpected end of stream", "a quote that is never closed", "close it, or leave both away"),
    (r"comment or line break", "a text cannot begin with '>' or '|'", QUOTE),
    (r"scanning an? (anchor|alias)", "a text cannot begin with '&' or '*'", QUOTE),
    (r"expected ',' or", "a '[' or '{' that is never closed", f"close it, or {QUOTE}"),
    (r"expected node content", "a '[' or '{' without its end, or a comma too many", f"or {QUOTE}"),
    (r"unknown escape", "a '\\' inside double quotes", "use single quotes, or write '\\\\'"),
    (
        r"expected '-' indicator|expected key|expected ':'|block end|document start|simple key",
        "this line does not fit the ones above",
        "check its indentation, and that each line of a list begins with '- '",
    ),
)


def explain(problem: str, source: str, column: int, before: str) -> tuple[str, str]:
    """What is wrong and what to do about it.

    `problem` is libyaml's text, `source` the line it is at, `column` counts from 1, and `before` is the line
    where the thing it was reading began.
    """
    starter = source[column - 1 : column]
    if starter in _STARTERS and (starter == "\t" or "cannot start any token" in problem):
        return _STARTERS[starter]
    if any(_BRACES_FIRST.search(line) for line in (source, before)):
        return "a sentence cannot begin with '{' or '['", f'{QUOTE}: "{{first_name}}, hello"'
    if any(_QUOTES_FIRST.search(line) for line in (source, before)):
        return "words after the closing quote", f"{QUOTE}, or leave the quotes away"
    for pattern, message, hint in _PROBLEMS:
        if re.search(pattern, problem):
            return message, hint
    return problem, ""
