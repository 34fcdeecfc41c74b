"""One fact of renew, renegotiate or retender, in a form: the box that fits it, and what was typed as the fact. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tallystick.decisions.rules.routes_facts import DAYS, ONE_OF, POUNDS, WHOLE, YES_OR_NO
from tallystick.decisions.rules.routes_json import MOST_WHOLE
from tallystick.decisions.rules.routes_words import CONFIDENCE, VALUES
from tallystick.web.governing_forms import Typed

_LONGEST_NOTE = 2_000
_MOST_POUNDS = 10**13


def begun_fact(key: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """What the boxes of a fact's form begin with, as it is written in a document."""
    value = said.get("value")
    if key in YES_OR_NO:
        value = "yes" if value is True else "no" if value is False else ""
    elif key in POUNDS:
        found = _decimal(value)
        value = None if found is None else int(found * 100)
    return {"value": value, **{name: said.get(name) for name in ("source", "as_of", "confidence", "note")}}


def typed_fact(typed: Typed, key: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """The fact as it was typed, on top of what it says besides; {} where nothing was said."""
    value = _value(typed, key)
    source = typed.text("source", "Who or what says so", hint="For example, the signed contract, clause 4")
    as_of = typed.day("as_of", "When that was true")
    sure = [("", "Not said"), *((code, words) for code, words in CONFIDENCE.items())]
    confidence = typed.choice("confidence", "How sure it is", sure, hint="What is of low confidence counts as unsure.")
    note = typed.lines("note", "How it came about, or why it is not known")
    if len(note) > _LONGEST_NOTE:
        typed.wrong({"note": f"“How it came about” is longer than {_LONGEST_NOTE:,} letters"})
    given = {
        "value": value, "source": source, "as_of": as_of.isoformat() if as_of else None, "confidence": confidence,
        "note": note,
    }  # fmt: skip
    made = {name: one for name, one in {**said, **given}.items() if one is not None and one != ""}
    return made if set(made) - {"as_of", "confidence"} else {}


def says_the_same(key: str, made: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    """Whether a fact says nothing that the register does not say, in each of its boxes."""
    now, was = begun_fact(key, made), begun_fact(key, known)
    return set(made) <= set(now) and all(_in_a_box(now[name]) == _in_a_box(was[name]) for name in now)


def credited_to_the_register(key: str, made: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, str]:
    """By box, what the register says of its own value, and would be said of another that a person gives."""
    now, was = begun_fact(key, made), begun_fact(key, known)
    if not made or _in_a_box(now["value"]) == _in_a_box(was["value"]):
        return {}
    told = {
        "source": "The register says otherwise: say where you know it from",
        "note": "The register says this of what it knows: say what you know, or leave it empty",
    }
    return {name: text for name, text in told.items() if was[name] and _in_a_box(now[name]) == _in_a_box(was[name])}


def _in_a_box(value: Any) -> Any:
    """What a box shows of a value, whether it is written as a number or as text."""
    found = None if isinstance(value, bool) else _decimal(value)
    return " ".join(str("" if value is None else value).split()) if found is None else found


def _value(typed: Typed, key: str) -> Any:
    if key in DAYS:
        day = typed.day("value", "The day")
        return day.isoformat() if day else None
    if key in YES_OR_NO:
        both = (("yes", "Yes"), ("no", "No"), ("", "Not known"))
        return {"yes": True, "no": False}.get(typed.choice("value", "What it is", both, radios=True))
    if key in ONE_OF:
        options = [*((code, VALUES[key][code]) for code in ONE_OF[key]), ("", "Not known")]
        return typed.choice("value", "What it is", options, radios=True) or None
    return _pounds(typed) if key in POUNDS else _number(typed, key)


def _number(typed: Typed, key: str) -> Any:
    whole = typed.whole("value", "The number", hint="A whole number") if key in WHOLE else None
    figure = None if key in WHOLE else typed.figure("value", "The number", hint="In months")
    found = Decimal(whole) if whole is not None else figure
    if found is not None and abs(found) > MOST_WHOLE:
        typed.wrong({"value": f"“The number” is at most {MOST_WHOLE:,}"})
        return None
    return whole if key in WHOLE or figure is None else f"{round(figure, 2):f}"


def _pounds(typed: Typed) -> str | None:
    pence = typed.pounds("value", "How much", hint="Without VAT, or on the basis that the contract has throughout")
    if pence is not None and abs(pence) >= _MOST_POUNDS * 100:
        typed.wrong({"value": "“How much” is more than can be meant"})
        return None
    return None if pence is None else f"{Decimal(pence).scaleb(-2):.2f}"


def _decimal(value: Any) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except ArithmeticError:
        return None
    return found if found.is_finite() and abs(found) < _MOST_POUNDS else None
