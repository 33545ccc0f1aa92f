"""Scripts as JSON: a list of objections with their responses, in the spellings that people use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tui.core.text import cut, fold
from tui.playbook.foreign.draft import Answer, Draft, LeftOut, Understood, bare, unquoted, ways

_KEYS = {
    "title": ("title, name, label, heading"),
    "says": (
        "objection, objections, question, q, prompt, concern, pushback, statement, trigger, "
        "triggers, says, input, they say, prospect, customer, variations, variants, examples, "
        "utterances, phrases, paraphrases, patterns, keywords phrases, objection text, user, human"
    ),
    "answers": (
        "response, responses, answer, answers, a, reply, replies, rebuttal, rebuttals, script, "
        "scripts, handler, handling, output, completion, you say, suggested response, suggested "
        "responses, recommended response, best response, response text, talk track, talk tracks, "
        "counter, say, assistant, text, solution, content, body"
    ),
    "tags": ("category, categories, tag, tags, type, topic, stage, group"),
    "avoid": ("avoid, dont, do not, never say, mistakes"),
    "notes": ("note, notes, tip, tips, context, meaning, explanation, description, why, real meaning"),
    "when": ("when, style, tone, framework, method, technique, approach"),
}
_LOOSE = {"text", "content", "body"}
"""Keys that hold the objection where another one holds the answer."""
_PART = {word.strip(): part for part, words in _KEYS.items() for word in words.split(",")}


def understand_json(text: str) -> Understood | None:
    """The cards in a JSON text, or in JSON lines; None when it is none."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        try:
            data = [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            return None
    if not isinstance(data, list | dict):
        return None
    out = Understood("JSON")
    finder = _Finder(text)
    for tag, entry in _entries(data, ""):
        _entry(entry, tag, finder, out)
    return out


class _Finder:
    """The line a text stands in, looked for from where the last one was."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._line = text, 0, 1

    def line(self, words: str) -> int:
        """The line of the next place with these words; the last one if there is none."""
        places = [
            self._text.find(json.dumps(words, ensure_ascii=ascii)[1:-1], self._at) for ascii in (True, False)
        ]
        found = min((place for place in places if place >= 0), default=-1)
        if found >= 0:
            self._line += self._text.count("\n", self._at, found)
            self._at = found
        return self._line


def _entries(data: Any, tag: str, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """(category, entry) of everything that may be an objection, however deep the list is."""
    if depth > 8:
        return
    if isinstance(data, list):
        for entry in data:
            yield from _entries(entry, tag, depth + 1) if isinstance(entry, list) else iter([(tag, entry)])
    elif isinstance(data, Mapping):
        parts = {_part(key) for key in data}
        if "answers" in parts and parts & {"says", "title"} and not _holds_entries(data):
            yield tag, data
            return
        if "answers" in parts and _LOOSE & {key.casefold() for key in data}:
            yield tag, data
            return
        for key, value in data.items():
            if isinstance(value, Mapping) or (
                isinstance(value, list) and any(isinstance(v, dict) for v in value)
            ):
                inner = value if isinstance(value, Mapping) else {}
                within = {_part(name) for name in inner}
                if "answers" in within and "says" not in within:
                    yield tag, {"objection": key, **inner}
                else:
                    yield from _entries(value, "" if _part(key) in {"says", "answers"} else key, depth + 1)
            elif " " in key and _texts(value):  # {"It's too expensive": "Compared with what?"}
                yield tag, {"objection": key, "response": value}


def _holds_entries(data: Mapping[str, Any]) -> bool:
    """Whether it is a block of objections, and not one of them: `{"name": …, "objections": [{…}]}`."""
    return any(
        _part(key) == "says" and isinstance(value, list) and any(isinstance(v, dict) for v in value)
        for key, value in data.items()
    )


def _part(key: str) -> str:
    return _PART.get(fold(key.replace("_", " ").replace("-", " ")), "")


def _entry(entry: Any, tag: str, finder: _Finder, out: Understood) -> None:
    if not isinstance(entry, Mapping):
        text = cut(str(entry), 60)
        out.left_out.append(LeftOut(finder.line(text[:20]), text, "no objection with a response"))
        return
    draft = Draft("", 0, tags=[fold(tag)] if tag else [])
    title = ""
    others = any(_part(key) == "answers" and key.casefold() not in _LOOSE for key in entry)
    others = others and all(_part(key) != "says" for key in entry)
    for key, value in entry.items():
        part = _part(key)
        if part == "title":
            title = str(value)
        elif part == "answers" and key.casefold() in _LOOSE and others:
            draft.says += [said for text in _texts(value) for said in ways(text)]
        elif part == "answers":
            draft.answers += _answers(value)
        elif part == "says":
            draft.says += [said for text in _texts(value) for said in ways(text)]
        elif part in {"tags", "avoid", "notes"}:
            getattr(draft, part).extend(fold(text) if part == "tags" else text for text in _texts(value))
    draft.says = draft.says or ways(title)
    first = title or (draft.says[0] if draft.says else "")
    draft.line = finder.line(str(next((t for v in entry.values() for t in _texts(v)), ""))[:60])
    draft.title = bare(first)
    draft.answers = [Answer(a.label, unquoted(a.text), draft.line) for a in draft.answers if a.text.strip()]
    if draft.says and draft.answers and draft.title:
        out.drafts.append(draft)
    else:
        why = "no objection in it" if draft.answers else "no response in it"
        out.left_out.append(LeftOut(draft.line, cut(draft.title or json.dumps(entry), 60), why))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [str(value)]
    return [text for part in value for text in _texts(part)] if isinstance(value, list) else []


def _answers(value: Any) -> list[Answer]:
    """Texts, lists of them, `{text, when}`, or `{what it is called: text}`."""
    if isinstance(value, list):
        return [answer for part in value for answer in _answers(part)]
    if not isinstance(value, Mapping):
        return [Answer("", text, 0) for text in _texts(value)]
    named = {_part(key): part for key, part in value.items()}
    if "answers" in named:
        label = " ".join(_texts(named.get("when", named.get("title", ""))))
        return [Answer(label, text, 0) for text in _texts(named["answers"])]
    return [Answer(key.replace("_", " "), text, 0) for key, part in value.items() for text in _texts(part)]
