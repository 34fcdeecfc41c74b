"""Options and criteria typed in words, or begun from a template."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse

from tallystick.decisions.rules.appraisal_criteria import weighed_from_json
from tallystick.decisions.rules.appraisal_names import options_named
from tallystick.kit.errors import Refused
from tallystick.reference.appraisal_templates import appraisal_templates
from tallystick.web.decide import subjects
from tallystick.web.decide.pages import in_words, show
from tallystick.web.decide.parts.appraisal import WEIGHED, closed
from tallystick.web.governing_forms import Typed, sent_version
from tallystick.web.views.decide_documents import put

_NUMBER = r"-?\d{1,9}(?:\.\d{1,6})?"
_RANGE = re.compile(rf"({_NUMBER})\s*(?:to|[-\u2013\u2014])\s*({_NUMBER})", re.IGNORECASE | re.ASCII)
_WHAT = {"weight": "weight", "rank": "place", "swing": "swing"}
_HINT = "One a line: name; {what}; worst score to best. For example “Cost; {such}; 0 to 10”, or “Lawful; pass or fail”."
_SUCH = {"weight": 30, "rank": 1, "swing": 100}


def options(request: HttpRequest, number: int) -> HttpResponse:
    """What there is to choose from, and by what it is judged."""
    subject = subjects.kept(request, "decision", number)
    document = subject.current("appraisal")
    said: dict[str, Any] = dict(document.said) if document else {}
    edition = document.edition if document else 0
    begun = next((one for one in appraisal_templates() if one.code == request.GET.get("template")), None)
    if begun and not document:
        said = dict(begun.said)
    key = WEIGHED.get(str(said.get("weighting", "direct")), "weight")
    hint = _HINT.format(what=_WHAT[key], such=_SUCH[key])
    typed = Typed.of(
        request, options=options_named(said), criteria=_written(said.get("criteria", []), key),
        business_as_usual=said.get("business_as_usual", ""), do_minimum=said.get("do_minimum", ""),
        exempt="yes" if document and document.exempt else "",
    )  # fmt: skip
    names = typed.points("options", "Options", hint="One a line")
    criteria = typed.points("criteria", "Criteria", hint=hint)
    usual = typed.text("business_as_usual", "Which option is business as usual", hint="As it is written above")
    least = typed.text("do_minimum", "Which option does the least that would do", hint="As it is written above")
    exempt = typed.tick("exempt", "Keep it out of the public version")
    if request.method == "POST" and not typed.errors:
        read = _criteria(criteria, said.get("criteria", []), typed, key, hint)
        if not typed.errors:
            edition = sent_version(request)
            written = {**said, "options": [{"name": one} for one in names], "criteria": read}
            for name, value in (("business_as_usual", usual), ("do_minimum", least)):
                written.pop(name, None)
                written |= {name: value} if value else {}
            written = closed(written, said)
            typed.wrong(_at_odds(written))
            done = (
                None
                if typed.errors
                else put(request, subject, "appraisal", written, edition, typed, exempt=exempt, back=subject.address)
            )
            if done:
                return done
    return show(
        request, typed, "Options and criteria", row=subject.row, version=edition, template="web/decide/options.html",
        templates=() if document else appraisal_templates(), begun=begun,
    )  # fmt: skip


def _at_odds(written: dict[str, Any]) -> dict[str, str]:
    """What does not go together in criteria that can each be read, beside their box."""
    try:
        weighed_from_json(written)
    except Refused as no:
        return {"criteria": in_words(no)}
    return {}


def _written(criteria: Any, key: str) -> list[str]:
    """Criteria as they are typed. key: of what weights come from."""
    found = []
    for one in criteria if isinstance(criteria, list) else []:
        if not isinstance(one, dict):
            continue
        if one.get("pass_fail"):
            found.append(f"{one.get('name')}; pass or fail")
            continue
        held = one.get("scale")
        scale = held if isinstance(held, list) else []
        ends = f"; {scale[0]} to {scale[1]}" if len(scale) == 2 else ""
        found.append(f"{one.get('name')}; {one.get(key, '')}{ends}")
    return found


def _criteria(lines: list[str], before: Any, typed: Typed, key: str, hint: str) -> list[dict[str, Any]]:
    """Criteria as the rule reads them; what a form does not ask of one stays as it was."""
    were = [one for one in before if isinstance(one, dict)] if isinstance(before, list) else []
    found, names = [], [line.partition(";")[0].strip() for line in lines]
    for at, line in enumerate(lines):
        name, *rest = (part.strip() for part in line.split(";"))
        held = _was(were, names, at)
        if rest and rest[0].casefold() in ("pass or fail", "pass/fail"):
            found.append({**_without(held, *_WHAT, "scale", "range", "minimum"), "name": name, "pass_fail": True})
            continue
        weight = _number(rest[0]) if rest else None
        scale = _RANGE.fullmatch(rest[1]) if len(rest) > 1 else None
        if not name or weight is None or len(rest) > 2 or (len(rest) == 2 and scale is None):
            typed.wrong({"criteria": f"“{line[:80]}” cannot be read. {hint}"})
            return []
        ends = [_number(end) for end in scale.groups()] if scale else []
        kept = _without(held, key, "scale", *(["pass_fail"] if held.get("pass_fail") else []))
        found.append({**kept, "name": name, key: weight, **({"scale": ends} if ends else {})})
    return found


def _was(were: list[dict[str, Any]], names: list[str], at: int) -> dict[str, Any]:
    """The criterion as it was: the one of that name; or of that line, where each line had one and none has its name."""
    called = [one for one in were if one.get("name") == names[at]]
    if called:
        return called[0]
    return were[at] if len(were) == len(names) and were[at].get("name") not in names else {}


def _without(held: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in held.items() if key not in keys}


def _number(text: str) -> float | int | None:
    plain = text.removesuffix("%").strip()
    if not re.fullmatch(_NUMBER, plain, re.ASCII):
        return None
    value = float(plain)
    return int(value) if value.is_integer() else value
