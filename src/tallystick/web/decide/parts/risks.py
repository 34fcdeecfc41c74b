"""The forms of a risk register. Pure."""

from collections.abc import Mapping
from typing import Any

from tallystick.reference.risk_scales import shipped_scales
from tallystick.web.decide.fields import Field, Part, Said
from tallystick.web.governing_forms import Choices

_STATES = (("open", "Open"), ("closed", "Closed"))


def _scales(said: Said) -> Choices:
    return [(scale.id, scale.title) for scale in shipped_scales().values()]


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
    """The label of a step that may be written as its number."""

    def label(value: Any, said: Said) -> str:
        steps = _steps(said, of)
        return steps[value - 1] if isinstance(value, int) and 0 < value <= len(steps) else str(value)

    return label


def _at(key: str, label: str, of: str, *, needed: bool = False, column: bool = False) -> Field:
    return Field(key, label, "choice", choices=_step(of), code=_label(of), needed=needed, column=column)


PARTS = (
    Part(
        "", "scale", "The scale", (Field("scale", "Scale", "choice", choices=_scales, needed=True),), single=True,
        explain="What risks are rated on. A scale of your own is written as text.",
    ),
    Part(
        "risks", "risk", "Risks",
        (
            Field("title", "What could go wrong", needed=True),
            Field("cause", "Why it could", "lines"),
            Field("effect", "What would follow", "lines"),
            _at("likelihood", "Likelihood now", "likelihood", needed=True, column=True),
            _at("impact", "Impact now", "impact", needed=True, column=True),
            Field("mitigation", "What is done about it", "lines"),
            _at("after.likelihood", "Likelihood after that", "likelihood"),
            _at("after.impact", "Impact after that", "impact"),
            Field("target", "Reached by", "day"),
            Field("owner", "Owner", column=True),
            Field("review", "Looked at again on", "day", column=True, words="Review"),
            Field("state", "State", "choice", choices=_STATES, needed=True, otherwise="open"),
        ),
        numbered=True,
    ),
)  # fmt: skip
