"""The forms of a risk register. Pure."""

from collections.abc import Mapping
from typing import Any

from tallystick.kit.errors import Refused
from tallystick.reference.risk_scales import shipped_scales
from tallystick.web.decide.fields import Field, Part, Said, found_in
from tallystick.web.governing_forms import Choices

_STANDS = ("likelihood", "impact")
_OWN = "(own)"
_STATES = (("open", "Open"), ("closed", "Closed"))


def _scales(said: Said) -> Choices:
    own = [(_OWN, "A scale of your own, as it is written")] if isinstance(said.get("scale"), Mapping) else []
    return [*((scale.id, scale.title) for scale in shipped_scales().values()), *own]


def _scale(value: Any, said: Said) -> str:
    return _OWN if isinstance(value, Mapping) else str(value)


def _steps(said: Said, of: str) -> list[str]:
    """The labels of the steps of a scale, the least first; none where no scale is chosen yet."""
    scale = said.get("scale")
    if isinstance(scale, Mapping):
        given = scale.get(of)
        return [str(one) for one in given] if isinstance(given, list) else []
    known = shipped_scales().get(str(scale))
    return list(getattr(known, of)) if known else []


def _step(of: str) -> Any:
    return lambda said: [(label, f"{at}: {label}") for at, label in enumerate(_steps(said, of), start=1)]


def _label(of: str) -> Any:
    """The label of a step that may be written as its number, or in other letters."""

    def label(value: Any, said: Said) -> str:
        steps, text = _steps(said, of), str(value).strip()
        if text.isascii() and text.isdigit() and len(text) < 4 and 0 < int(text) <= len(steps):
            return steps[int(text) - 1]
        return next((step for step in steps if step.casefold() == text.casefold()), text)

    return label


def _at(key: str, label: str, of: str, *, needed: bool = False, column: bool = False, when: Any = None) -> Field:
    return Field(key, label, "choice", choices=_step(of), code=_label(of), needed=needed, column=column, when=when)


def _unscored(risk: Said) -> bool:
    """Whether a risk has no history: only then does its own form say where it stands."""
    return not risk.get("history")


def _first(score: Said) -> bool:
    """Whether a new score is the first that is kept of a risk, so that since when it stood elsewhere may be said."""
    return "before" in score


def _begun(said: Said, place: str) -> dict[str, Any]:
    """A new score begins where the risk stands; its first has besides where it stood ``before``, which may be dated."""
    risk = found_in(said, place.removesuffix(".history.add"))
    if not isinstance(risk, Mapping):
        return {}
    stands = {key: risk[key] for key in _STANDS if risk.get(key) is not None}
    return {**stands, "before": dict(stands)} if _unscored(risk) else stands


def _since(whole: dict[str, Any], place: str) -> dict[str, Any]:
    """A risk that was said to stand where it does since a day has a history from that day."""
    risk = found_in(whole, place)
    if isinstance(risk, dict) and "since" in risk:
        since = risk.pop("since")
        risk["history"] = [{"on": since, **{key: risk[key] for key in _STANDS if key in risk}}]
    return whole


def _moved(whole: dict[str, Any], place: str) -> dict[str, Any]:
    """A risk stands where the last of its scores says, by their days. Raises Refused where it stood elsewhere since a
    day that is not before the new score."""
    above, _, at = place.partition(".history.")
    risk, score = found_in(whole, above), found_in(whole, place)
    history = [one for one in risk["history"] if isinstance(one, dict)]
    before = score.pop("before", {}) if isinstance(score, dict) else {}
    if before.get("on"):
        if before["on"] >= score["on"]:
            raise Refused("It stood where it does since a day that is not before this score.", what_to_do="Mend one.")
        risk["history"].insert(int(at), before)
        history.append(before)
    if history:
        last = max(history, key=lambda one: str(one.get("on", "")))
        risk.update({key: last[key] for key in _STANDS if key in last})
    else:
        del risk["history"]
    return whole


PARTS = (
    Part(
        "", "scale and the days compared", "The scale, and the days compared",
        (
            Field("scale", "Scale", "choice", choices=_scales, code=_scale, needed=True),
            Field("since", "Show what moved since", "day", words="What moved since"),
            Field("until", "Until", "day", hint="Leave it empty for today"),
        ),
        single=True, strict=True,
        explain="What risks are rated on. A scale of your own is written as text.",
    ),
    Part(
        "risks", "risk", "Risks",
        (
            Field("title", "What could go wrong", needed=True),
            Field("cause", "Why it could", "lines"),
            Field("effect", "What would follow", "lines"),
            _at("likelihood", "Likelihood now", "likelihood", needed=True, column=True, when=_unscored),
            _at("impact", "Impact now", "impact", needed=True, column=True, when=_unscored),
            Field(
                "since", "Since when does it stand there", "day", when=_unscored,
                hint="Its history begins on this day. Leave it empty if it is not known.",
            ),
            Field("mitigation", "What is done about it", "lines"),
            _at("after.likelihood", "Likelihood after that", "likelihood"),
            _at("after.impact", "Impact after that", "impact"),
            Field("target", "Reached by", "day"),
            Field("owner", "Owner", column=True),
            Field("review", "Looked at again on", "day", column=True, words="Review"),
            Field("state", "State", "choice", choices=_STATES, needed=True, otherwise="open"),
        ),
        numbered=True, strict=True, settles=_since,
        explain="Where a risk stands that was scored before is changed by scoring it again, from its place in the "
        "register: so its history stays right.",
    ),
    Part(
        "risks.*.history", "score", "Scores",
        (
            Field(
                "on", "Day", "day", needed=True,
                hint="The risk stands where the score of the last day says. For example, 27 3 2026",
            ),
            _at("likelihood", "Likelihood", "likelihood", needed=True, column=True),
            _at("impact", "Impact", "impact", needed=True, column=True),
            Field("why", "Why", "lines"),
            Field(
                "before.on", "Since when did it stand where it did until now", "day", when=_first,
                hint="So that its history has where it came from. Leave it empty if it is not known.",
            ),
        ),
        adding="Score it again", listed=False, begins=_begun, settles=_moved, strict=True,
    ),
)  # fmt: skip
