"""A report as one page of HTML that asks nothing of anybody: no script, no font, no picture from elsewhere.

The page's own policy (CSP) allows its one style sheet, by its hash, and nothing else. Everything that is said
goes through `escape`.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from tui.core.day.coach import HEADING
from tui.report.document import Block, Facts, HeatMap, Plot, Quotes, Report, Section, Table
from tui.report.markdown import SHORT_DAYS, heat_rows
from tui.report.svg import columns, heat_map

#: Colours by what they are for; a test computes their contrast (WCAG 2.2 AA).
LIGHT: Mapping[str, str] = {
    "ground": "#fbfaf7", "card": "#ffffff", "text": "#1c232b", "quiet": "#55606c", "rule": "#d8d3c9",
    "accent": "#1f5f99", "mark": "#8a5a00", "bar": "#5b8dbd",
    "h0": "#f1efe9", "h1": "#e3edf6", "h2": "#cfe1f1", "h3": "#b6d2ea", "h4": "#9cc3e3", "h5": "#83b4dc",
}  # fmt: skip
DARK: Mapping[str, str] = {
    "ground": "#12161c", "card": "#181d25", "text": "#dde3ea", "quiet": "#9aa6b5", "rule": "#333e4b",
    "accent": "#8fb8de", "mark": "#f2c14e", "bar": "#5f8cb8",
    "h0": "#1f2630", "h1": "#1f3042", "h2": "#223b54", "h3": "#264766", "h4": "#2a5378", "h5": "#2f5f8a",
}  # fmt: skip


def _colours(of: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in of.items())


STYLE = f""":root{{color-scheme:light dark;{_colours(LIGHT)}}}
@media (prefers-color-scheme:dark){{:root{{{_colours(DARK)}}}}}
*{{box-sizing:border-box}}
body{{margin:0;background:var(--ground);color:var(--text);
font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}}
main{{max-width:46rem;margin:0 auto;padding:1.5rem 1rem 3rem}}
h1{{font-size:1.6rem;line-height:1.25;margin:.5rem 0}}
h2{{font-size:1.2rem;margin:0 0 .75rem;color:var(--accent)}}
h3{{font-size:1rem;margin:1.25rem 0 .5rem}}
p{{margin:.5rem 0}}
.quiet,caption,figcaption{{color:var(--quiet);font-size:.9rem}}
section{{background:var(--card);border:1px solid var(--rule);border-radius:.5rem;padding:1rem;margin:1rem 0}}
table{{border-collapse:collapse;width:100%}}
caption{{text-align:left;padding-bottom:.35rem}}
th,td{{padding:.35rem .5rem;border-bottom:1px solid var(--rule);text-align:right;vertical-align:top;
font-variant-numeric:tabular-nums;overflow-wrap:break-word}}
th:first-child,td:first-child{{text-align:left;padding-left:0}}
th:last-child,td:last-child{{padding-right:0}}
thead th{{color:var(--quiet);font-size:.85rem;font-weight:600}}
tbody th{{font-weight:400}}
.facts td:nth-child(2){{font-weight:600}}
.facts td{{text-align:left}}
.facts th:first-child{{width:32%}}
.facts td:nth-child(3){{width:30%}}
.facts thead th{{text-align:left}}
.wide{{overflow-x:auto}}
tr:last-child>*{{border-bottom:0}}
ul{{list-style:none;margin:0;padding:0}}
li{{padding:.5rem 0 .5rem .75rem;border-left:3px solid var(--rule);margin:.5rem 0}}
li small{{display:block;color:var(--quiet);font-size:.85rem}}
figure{{margin:1rem 0}}
svg{{display:block;width:100%;max-width:32rem;height:auto}}
svg text{{fill:var(--text);font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
font-variant-numeric:tabular-nums}}
svg .axis{{fill:var(--quiet)}}
.bar{{fill:var(--bar)}}
.mark{{fill:var(--mark)}}
.rule{{stroke:var(--rule)}}
{"".join(f".h{step}{{fill:var(--h{step})}}" for step in range(6))}
details{{margin:.5rem 0}}
summary{{cursor:pointer;color:var(--accent)}}
summary:focus-visible{{outline:2px solid var(--accent);outline-offset:2px}}
footer{{color:var(--quiet);font-size:.85rem;margin-top:2rem}}
@media (max-width:30rem){{table{{font-size:.93rem}}thead th{{font-size:.75rem}}
th,td{{padding:.35rem .3rem}}section{{padding:.75rem}}}}
@media (min-width:40rem){{.facts th,.facts td{{padding-right:1.5rem}}}}
@media print{{:root{{color-scheme:light;{_colours(LIGHT)}--ground:#fff}}
html{{font-size:80%}}main{{max-width:none;padding:0}}section{{border:0;padding:0;break-inside:auto}}
h2,h3{{break-after:avoid}}li,tr,figure{{break-inside:avoid}}details{{display:none}}
.bar,svg rect,.mark{{print-color-adjust:exact;-webkit-print-color-adjust:exact}}}}
"""

POLICY = (
    "default-src 'none'; style-src 'sha256-"
    + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    + "'; base-uri 'none'; form-action 'none'"
)

#: How a coach answers who has only the page.
_ANSWER = (
    f"To answer: a text file with the line “{HEADING}”, below it one comment a line, each behind a dash. "
    "Each is shown once, between two calls."
)


def html(report: Report) -> str:
    """The whole page."""
    made = f"Written {report.made:%A} {report.made.day} {report.made:%B %Y, %H:%M}."
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{escape(report.language)}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="robots" content="noindex">',
            f"<title>{escape(report.title)}</title>",
            f"<style>{STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            "<header>",
            f"<h1>{escape(report.title)}</h1>",
            f'<p class="quiet">{made}</p>',
            *(f'<p class="quiet">{escape(note)}</p>' for note in report.notes),
            "</header>",
            *(part for section in report.sections for part in _section(section)),
            f"<footer><p>{_ANSWER}</p>",
            "<p>Made with Offhook by the one who made these calls, who read it first.</p></footer>",
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _section(section: Section) -> Iterator[str]:
    yield f'<section aria-labelledby="s-{section.id}">'
    yield f'<h2 id="s-{section.id}">{escape(section.title)}</h2>'
    for block in section.blocks:
        yield from _block(block)
    yield "</section>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Facts():
            yield from _facts(block)
        case Table():
            yield f"<h3>{escape(block.title)}</h3>"
            yield f'<div class="wide">{_table(block.head, block.rows)}</div>'
        case Quotes():
            yield f"<h3>{escape(block.title)}</h3>"
            yield "<ul>"
            for quote in block.items:
                label = f"<small>{escape(quote.label)}</small>" if quote.label else ""
                yield f"<li>{escape(quote.text)}{label}</li>"
            yield "</ul>"
        case HeatMap():
            shaded = "Shaded from five dials on, more where more were answered."
            yield f"<figure><figcaption>{escape(block.title)}. {shaded}</figcaption>"
            yield f"{heat_map(block, _id(block.id))}</figure><p>{escape(block.said)}</p>"
            table = _table(("Hour", *SHORT_DAYS), heat_rows(block))
            yield f'<details><summary>As a table</summary><div class="wide">{table}</div></details>'
        case Plot():
            caption = f"<figcaption>{escape(block.title)}</figcaption>"
            yield f"<figure>{caption}{columns(block, _id(block.id))}</figure>"


def _facts(block: Facts) -> Iterator[str]:
    yield '<div class="wide"><table class="facts">'
    if block.beside:
        now, before = escape(block.now), escape(block.beside)
        yield f'<thead><tr><td></td><th scope="col">{now}</th><th scope="col">{before}</th></tr></thead>'
    yield "<tbody>"
    for row in block.rows:
        before = f"<td>{escape(row.before)}</td>" if block.beside else ""
        yield f'<tr><th scope="row">{escape(row.label)}</th><td>{escape(row.value)}</td>{before}</tr>'
    yield "</tbody></table></div>"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' if name else "<td></td>" for name in head)
    body = "".join(
        f'<tr><th scope="row">{escape(first)}</th>{"".join(_cell(cell) for cell in cells)}</tr>'
        for first, *cells in rows
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"


def _cell(said: str) -> str:
    return f"<td>{escape(said)}</td>"


def _id(block: str) -> str:
    return block.replace(".", "-")
