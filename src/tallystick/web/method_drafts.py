"""An amended questionnaire or scale, from what was typed into its form. Pure; whoever reads it says what is wrong."""

import re
from collections.abc import Mapping
from typing import Any

from tallystick.kit.errors import Refused

Sent = Mapping[str, str]
_NEW_OPTION = re.compile(r"(.+?)\s*=\s*(\d{1,3})")


def amended(content: Mapping[str, Any], sent: Sent) -> dict[str, Any]:
    """A questionnaire's JSON with what was typed in its place, to be shown again.

    What is no number stays as it was typed. Questions and duties that are to go have ``out``; see `finished`.
    """
    draft = dict(content)
    for name in ("title", "what", "source", "review_by"):
        draft[name] = sent.get(name, str(draft[name])).strip()
    draft["questions"] = [_question(one, sent) for one in content["questions"]]
    draft["bands"] = [_band(one, sent) for one in content["bands"]]
    draft["consequences"] = [_consequence(one, sent) for one in content["consequences"]]
    return draft


def finished(draft: Mapping[str, Any], sent: Sent) -> dict[str, Any]:
    """A draft without what is to go, and with the new question."""
    questions = [_kept(one) for one in draft["questions"] if not one["out"]]
    if sent.get("new-text", "").strip():
        questions.append(_new_question(draft, sent))
    consequences = [
        {**one, "duties": [_kept(duty) for duty in one["duties"] if not duty["out"]]} for one in draft["consequences"]
    ]
    return {**draft, "questions": questions, "consequences": consequences}


def _kept(one: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name != "out"}


def amended_scale(content: Mapping[str, Any], sent: Sent) -> dict[str, Any]:
    """A scale's JSON with what was typed in its place; what is no number stays as it was typed."""
    draft = dict(content)
    draft["title"] = sent.get("title", str(draft["title"])).strip()
    for name in ("likelihood", "impact"):
        if name in sent:
            draft[name] = [line.strip() for line in sent[name].splitlines() if line.strip()]
    ratings = []
    for one in content["ratings"]:
        key = f"r-{one['code']}"
        rating = {**one, "name": sent.get(f"{key}-name", one["name"]), "means": sent.get(f"{key}-means", one["means"])}
        if "at_least" in one:
            rating["at_least"] = _whole(sent, f"{key}-least", one["at_least"])
        ratings.append(rating)
    draft["ratings"] = ratings
    return draft


def _question(one: Mapping[str, Any], sent: Sent) -> dict[str, Any]:
    key = f"q-{one['id']}"
    options = []
    for option in one["options"]:
        of = f"o-{one['id']}-{option['value']}"
        points = _whole(sent, f"{of}-points", option["points"])
        options.append({**option, "text": sent.get(f"{of}-text", option["text"]).strip(), "points": points})
    return {
        **one,
        "text": sent.get(f"{key}-text", one["text"]).strip(),
        "help": sent.get(f"{key}-help", one["help"]).strip(),
        "weight": _whole(sent, f"{key}-weight", one["weight"]),
        "options": options,
        "out": sent.get(f"{key}-out") == "yes",
    }


def _new_question(draft: Mapping[str, Any], sent: Sent) -> dict[str, Any]:
    text = sent["new-text"].strip()
    options = []
    for line in sent.get("new-options", "").splitlines():
        if not line.strip():
            continue
        found = _NEW_OPTION.fullmatch(line.strip())
        if not found:
            raise Refused(f"“{line.strip()[:60]}” is no answer of the new question.", what_to_do="Write Yes = 1.")
        options.append({"value": _code(found[1]), "text": found[1], "points": int(found[2])})
    sections = draft["sections"]
    return {
        "id": _code(text), "text": text, "help": "", "kind": "choice", "options": options,
        "section": sent.get("new-section") or (sections[0]["id"] if sections else ""),
        "weight": _whole(sent, "new-weight", 1), "unknown": True, "evidence": False,
    }  # fmt: skip


def _band(one: Mapping[str, Any], sent: Sent) -> dict[str, Any]:
    key = f"b-{one['outcome']}"
    return {
        **one,
        "name": sent.get(f"{key}-name", one["name"]).strip(),
        "means": sent.get(f"{key}-means", one["means"]).strip(),
        "at_least_percent": _whole(sent, f"{key}-percent", one["at_least_percent"]),
    }


def _consequence(one: Mapping[str, Any], sent: Sent) -> dict[str, Any]:
    agenda = sent.get(f"c-{one['outcome']}-agenda")
    return {
        **one,
        "duties": [_duty(duty, one["outcome"], sent) for duty in one["duties"]],
        "agenda": one["agenda"] if agenda is None else [line.strip() for line in agenda.splitlines() if line.strip()],
    }


def _duty(one: Mapping[str, Any], outcome: str, sent: Sent) -> dict[str, Any]:
    key = f"d-{outcome}-{one['code']}"
    every = sent.get(f"{key}-every")
    months = one["every_months"]
    if every is not None:
        months = _whole(sent, f"{key}-every", 0) if every.strip() else None
    what = sent.get(f"{key}-what", one["what"]).strip()
    return {**one, "what": what, "every_months": months, "out": sent.get(f"{key}-out") == "yes"}


def _whole(sent: Sent, name: str, otherwise: int) -> int | str:
    """A whole number, or what was typed where it is none: whoever reads the questionnaire refuses that."""
    text = sent.get(name)
    if text is None:
        return otherwise
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def _code(text: str) -> str:
    """A word for addresses and keys: Does it hold data? → does_it_hold_data."""
    return re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")[:60] or "new"
