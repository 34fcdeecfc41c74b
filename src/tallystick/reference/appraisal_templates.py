"""Options appraisals to begin from. Pure once loaded from appraisal_templates.toml, where a council may put its own."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class AppraisalTemplate:
    """said: the options and criteria as `decisions appraise` reads them, without scores. mark, wording_mark: V, S, G,
    I or ?, of what it rests on and of its wording."""

    code: str
    name: str
    source: str
    mark: str
    wording_mark: str
    valid_from: dt.date
    review_by: dt.date
    said: Mapping[str, Any]


@cache
def appraisal_templates() -> tuple[AppraisalTemplate, ...]:
    """Those of appraisal_templates.toml."""
    text = files("tallystick.reference").joinpath("appraisal_templates.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    return tuple(_template(one, said) for one in said["template"])


def _template(one: Mapping[str, Any], said: Mapping[str, Any]) -> AppraisalTemplate:
    steps = one["descriptors"]
    scale = {"weight": 1, "scale": [1, len(steps)], "descriptors": steps}
    criteria = [{**criterion, **scale} for criterion in one["criteria"]]
    usual = {"business_as_usual": one["business_as_usual"]} if one["business_as_usual"] else {}
    return AppraisalTemplate(
        one["code"], one["name"], one["source"], one["mark"], one["wording_mark"], said["valid_from"],
        said["review_by"], {"options": one["options"], "criteria": criteria, **usual},
    )  # fmt: skip
