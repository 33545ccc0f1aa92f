"""The words that scripts put before their parts: `Objection:`, `**Answer (ROI reframe)**:`, `They say -`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tui.core.text import fold

_PARTS = {
    "says": (
        "objection, objections, they say, they might say, if they say, when they say, customer, "
        "customer says, prospect, prospect says, client, client says, lead, lead says, buyer, buyer "
        "says, q, question, concern, pushback, what they say, the objection, what you hear, you "
        "hear, caller, homeowner, patient, decision maker, "
        "einwand, einwande, kunde, kunde sagt, interessent, vorwand, "
        "client dit, le client dit, prospect dit, "
        "objecion, cliente, el cliente dice, obiezione, il cliente dice, objecao, bezwaar, klant, klant zegt"
    ),
    "also": (
        "variations, variants, examples, other ways they say it, also said as, also heard as, "
        "similar, alternative phrasings, alternatives, triggers, trigger phrases, phrases, "
        "paraphrases"
    ),
    "answer": (
        "answer, answers, a, response, responses, reply, replies, rebuttal, rebuttals, you say, "
        "you, say, agent, agent says, rep, rep says, script, suggested response, suggested answer, "
        "best response, sample response, how to respond, how to handle, how to handle it, how to "
        "answer, talk track, counter, comeback, what to say, your response, your answer, you "
        "respond, example response, possible response, possible responses, sdr, handling, response "
        "option, option, me, salesperson, seller, bdr, caller says, solution, respond with, "
        "then say, then you say, you can say, you could say, i say, we say, say something like, "
        "antwort, antworten, erwiderung, reaktion, einwandbehandlung, verkaufer, ich, ich sage, du sagst, "
        "sie sagen, reponse, reponses, vous dites, vous, vendeur, moi, commercial, "
        "respuesta, vendedor, usted dice, risposta, venditore, resposta, antwoord, verkoper, ik"
    ),
    "avoid": (
        "avoid, what to avoid, do not say, dont say, never say, what not to say, donts, do not, "
        "dont, never, mistake, common mistake, common mistakes, bad response, wrong"
    ),
    "notes": (
        "what they really mean, what they mean, what it means, meaning, real meaning, why they say "
        "it, why, note, notes, context, tip, tips, pro tip, insight, psychology, goal, strategy, "
        "why it works, why this works, background, remember, tone, coaching, coaching note, "
        "explanation, root cause, the truth, key, when to use"
    ),
    "tags": ("category, type, tag, tags, stage, topic"),
    "title": ("title, name"),
}
_STEPS = (
    "acknowledge, clarify, respond, confirm, listen, explore, assess, ask, feel, felt, found, ledge, "
    "disrupt, soften, reverse, discuss, diffuse, empathize, empathise, probe, isolate, validate, reframe, "
    "agree, pivot, close, overcome, understand, address, reassure, align, restate, bridge, transition, "
    "cushion, evidence, proof, follow up, follow up question, next step, call to action, check in"
)
STEPS = frozenset(_STEPS.split(", "))
"""What the steps of an answer are called, ours and others'."""
_OF = {word.strip(): part for part, words in _PARTS.items() for word in words.split(",")}
_PLAIN = re.compile(
    r"^(?P<name>[^\W\d_](?:[^\W\d_]|['’ /&-]){0,40}?)\s*(?P<number>#?\d{1,3})?\s*"
    r"(?:\((?P<more>[^()]{1,80})\))?\s*"
    r"(?:[:：]|\s[-–—](?=\s)|(?<=^[A-Za-z])[.)](?=\s)|(?<=^[QAqa]\d)[.)](?=\s))\s*(?P<rest>.*)$"
)
_BOLD = re.compile(r"^(?P<mark>\*\*|__)(?P<inner>.+?)(?P=mark)\s*(?:[:：]|[-–—](?=\s))?\s*(?P<rest>.*)$")


@dataclass(frozen=True, slots=True)
class Label:
    """A part's name, and what stands behind it on the line."""

    part: str
    """A key of the parts, `step`, or `other` for bold words that are none of them."""
    name: str
    more: str
    """What stands in brackets behind it."""
    rest: str


def label(text: str) -> Label | None:
    """The label that a line begins with."""
    if bold := _BOLD.match(text):
        inner, rest = bold["inner"].strip(), bold["rest"]
        inner = re.sub(r"\s*[:：]\s*$", "", inner)  # **Answer:** and **Answer**: are the same
        whole = f"{inner} {rest}" if re.search("[:：]", inner) else f"{inner}: {rest}"
        if found := _named(_PLAIN.match(whole)):
            return found
        return Label("other", inner, "", rest)
    return _named(_PLAIN.match(text))


def _named(match: re.Match[str] | None) -> Label | None:
    if not match:
        return None
    name = fold(match["name"]).replace("'", "").replace("’", "").replace("-", " ")
    part = _OF.get(name) or ("step" if name in STEPS else "")
    if not part or (len(name) == 1 and match["rest"] == ""):
        return None
    return Label(part, match["name"].strip(), (match["more"] or "").strip(), match["rest"].strip())
