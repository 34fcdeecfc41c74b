"""A risk register from JSON. Pure. docs/rules/risk-register.md has every key."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tallystick.contracts.rules.scales import answerable, rate
from tallystick.decisions.rules.parts_json import NotADocument, Part, no_two
from tallystick.decisions.rules.risks import STATES, At, Register, Risk, Scored
from tallystick.kit.errors import Refused
from tallystick.reference.risk_scales import MOST_STEPS, Scale, scale_from_json, shipped_scales

MOST_RISKS, MOST_SCORES = 1_000, 500

_OWN = {"id": "own", "version": "1", "title": "Own scale", "source": "Given with the register"}
_UNDATED = {"valid_from": "1900-01-01", "review_by": "2199-12-31"}
"""What a scale need not say that is given with a register: it is used for that register alone."""


def register_from_json(said: Mapping[str, Any], today: dt.date) -> Register:
    """The register that `said` tells of. today: no score is later. Raises NotADocument."""
    whole = Part.of(said)
    scale = _scale(whole)
    risks = tuple(_risk(one, scale, today) for one in whole.parts("risks", MOST_RISKS, 1))
    no_two("risks", [risk.id for risk in risks])
    since, until = _between(whole, today)
    whole.done()
    return Register(scale, risks, since, until)


def _between(whole: Part, today: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The days between which movement is told: until today, unless another day is given."""
    since, until = whole.day_or_none("since"), whole.day_or_none("until")
    if since is None:
        if until is not None:
            raise whole.wrong("since", "the day to compare with is not given.", "Give it, or leave until out.")
        return None, None
    last = until or today
    if last > today:
        raise whole.wrong("until", f"{last} is after {today}.", "Give a day that has come, or leave it out.")
    if since > last:
        raise whole.wrong("since", f"{since} is after {last}.", "Give an earlier day to compare with.")
    return since, last


def _scale(whole: Part) -> Scale:
    """One that comes with Tallystick, by its name, or one that is given. There is none that is taken for granted."""
    said = whole.take("scale")
    if isinstance(said, Mapping):
        return _own_scale(said)
    scales = shipped_scales()
    if not isinstance(said, str) or said not in scales:
        what = "no scale is given." if said is None else f"“{str(said)[:60]}” is no scale that is known."
        raise whole.wrong("scale", what, f"Give one of: {', '.join(scales)}; or a scale of your own.")
    return scales[said]


def _own_scale(said: Mapping[str, Any]) -> Scale:
    for key in ("likelihood", "impact", "ratings"):
        if said.get(key) is None:
            raise NotADocument(f"scale.{key}", "it is not given.", what_to_do=f"Give 2 to {MOST_STEPS}, least first.")
    try:
        return scale_from_json({**_OWN, **_UNDATED, **{key: one for key, one in said.items() if one is not None}})
    except Refused as no:
        raise NotADocument("scale", no.reason, what_to_do=no.what_to_do or "Mend the scale.") from no


def _risk(it: Part, scale: Scale, today: dt.date) -> Risk:
    found = Risk(
        id=it.code("id"),
        title=it.text("title"),
        at=_at(it, scale),
        cause=it.words("cause"),
        effect=it.words("effect"),
        mitigation=it.words("mitigation"),
        after=_after(it, scale),
        target=it.day_or_none("target"),
        owner=it.words("owner"),
        review=it.day_or_none("review"),
        history=_history(it, scale, today),
        state=it.one_of("state", STATES, "open"),
    )
    it.done()
    _check(it, found)
    return found


def _check(it: Part, risk: Risk) -> None:
    if risk.history and risk.history[-1].at != risk.at:
        last = risk.history[-1]
        raise it.wrong(
            "history",
            f"its last score, of {last.on}, is {last.at.likelihood} and {last.at.impact}; the risk itself says "
            f"{risk.at.likelihood} and {risk.at.impact}.",
            "Add the present score to the history, or mend one of them.",
        )
    if risk.target and risk.after is None:
        raise it.wrong("target", "there is a day, and nothing that is to be reached by it.", "Give after.")


def _at(it: Part, scale: Scale) -> At:
    said = {key: it.take(key) for key in ("likelihood", "impact")}
    for key, one in said.items():
        if one is None:
            raise it.wrong(key, "nothing is given.", "Give its step on the scale: a number or its label.")
    try:
        likelihood, impact = answerable(said, scale)
        rate(scale, likelihood, impact)
    except Refused as no:
        raise NotADocument(it.place, no.reason, what_to_do=no.what_to_do) from no
    return At(likelihood, impact)


def _after(it: Part, scale: Scale) -> At | None:
    if it.take("after") is None:
        return None
    part = it.part("after")
    found = _at(part, scale)
    part.done()
    return found


def _history(it: Part, scale: Scale, today: dt.date) -> tuple[Scored, ...]:
    found = []
    for part in it.parts("history", MOST_SCORES):
        on = part.day("on")
        if on > today:
            raise part.wrong("on", f"{on} is after {today}.", "A score is of a day that has come.")
        found.append(Scored(on, _at(part, scale), part.words("why")))
        part.done()
    no_two(it.at("history"), [scored.on.isoformat() for scored in found])
    return tuple(sorted(found, key=lambda scored: scored.on))
