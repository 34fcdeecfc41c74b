"""A questionnaire as JSON or TOML holds it, there and back, with everything that would make it unanswerable refused.

Pure. The shape is described for people in docs/rules/questionnaires.md.
"""

from collections.abc import Iterable
from typing import Any

from tallystick.kit.errors import Refused
from tallystick.reference import asking
from tallystick.reference.asking import (
    Band,
    Consequence,
    Duty,
    Option,
    Question,
    Questionnaire,
    Requirement,
    Rule,
    Section,
)
from tallystick.reference.said import Said

MOST_QUESTIONS, MOST_OPTIONS, MOST_RULES, MOST_SCORE = 100, 12, 6, 500
"""Beyond these nobody could follow a score, nor work out quickly what unknown answers could make of it."""

UNKNOWN_WORDS = frozenset({"", "unknown", "not_known"})
"""What says that an answer is not known, folded; no option may be called so."""

_MOST_PENCE = 10**15


def folded(text: str) -> str:
    """`text` as answers are compared: small letters, underlines for spaces and dashes."""
    return "_".join(text.casefold().replace("-", " ").replace("–", " ").replace("_", " ").split())


def from_json(said: object) -> Questionnaire:
    """The questionnaire that such an object says. Raises Refused, naming the place, where it could not be answered."""
    it = Said.of(said, "The questionnaire")
    found = Questionnaire(
        id=it.code("id"),
        version=it.text("version"),
        title=it.text("title"),
        about=it.one_of("about", asking.ABOUT),
        what=it.text("what"),
        source=it.text("source"),
        valid_from=it.day("valid_from"),
        review_by=it.day("review_by"),
        sections=tuple(_section(one) for one in it.several("sections", "Section", 30)),
        questions=tuple(_question(one) for one in it.several("questions", "Question", MOST_QUESTIONS)),
        bands=tuple(_band(one) for one in it.several("bands", "Band", 12)),
        rules=tuple(_rule(one) for one in it.several("rules", "Rule", MOST_RULES)),
        consequences=tuple(_consequence(one) for one in it.several("consequences", "Consequence", 12)),
    )
    it.done()
    _check(found)
    return found


def _section(it: Said) -> Section:
    found = Section(it.code("id"), it.text("title"))
    it.done()
    return found


def _question(it: Said) -> Question:
    identity = it.code("id")
    it.place = f"{it.place} ({identity})"
    kind = it.one_of("kind", asking.KINDS)
    found = Question(
        id=identity,
        text=it.text("text"),
        help=it.text("help", empty=True),
        kind=kind,
        section=it.text("section", empty=True),
        weight=it.whole("weight", 0, 100, 1),
        unknown=it.flag("unknown", True),
        evidence=it.flag("evidence", False),
        options=tuple(_option(one, kind) for one in it.several("options", f"{it.place}, option", MOST_OPTIONS)),
    )
    it.done()
    _check_question(found, it.place)
    return found


def _option(it: Said, kind: str) -> Option:
    least = None
    if kind == "number":
        least = it.whole("at_least", 0, 10**9)
    elif kind == "money":
        least = it.whole("at_least_pence", 0, _MOST_PENCE)
    found = Option(
        value=it.code("value"),
        text=it.text("text"),
        points=it.whole("points", 0, 100, 0),
        at_least=least,
        applies=it.flag("applies", True),
        then=it.text("then", empty=True),
    )
    it.done()
    if found.points and not found.applies:
        raise it.wrong("points", "cannot be given for an answer that means that the question does not apply")
    return found


def _check_question(question: Question, place: str) -> None:
    names = [folded(name) for option in question.options for name in {option.value, folded(option.text)}]
    if len(names) != len(set(names)):
        raise Refused(f"{place} has two options of one name.")
    if UNKNOWN_WORDS & set(names):
        raise Refused(f"{place} has an option called “not known”.", what_to_do="Say unknown = true instead.")
    if question.kind == "text":
        if question.options:
            raise Refused(f"{place} is answered in words, and cannot have options.")
    elif len(question.options) < 2:
        raise Refused(f"{place} has fewer than two options.")
    if question.kind == "yes_no" and not {"yes", "no"} <= set(question.by_value):
        raise Refused(f"{place} has to have the options yes and no.")
    if question.kind in ("number", "money"):
        least = [option.at_least or 0 for option in question.options]
        if least[0] != 0 or sorted(set(least)) != least:
            raise Refused(f"{place}: at_least has to begin at 0 and rise from one option to the next.")


def _band(it: Said) -> Band:
    found = Band(it.code("outcome"), it.text("name"), it.whole("at_least_percent", 0, 100), it.text("means"))
    it.done()
    return found


def _rule(it: Said) -> Rule:
    code = it.code("code")
    it.place = f"{it.place} ({code})"
    when = Said.of(it.take("when"), f"{it.place}, when")
    rule = Rule(
        code=code,
        when=tuple((question, when.texts(question, MOST_OPTIONS)) for question in when.value),
        at_least=it.text("at_least", empty=True) or None,
        at_most=it.text("at_most", empty=True) or None,
        why=it.text("why"),
    )
    it.done()
    if not rule.when:
        raise Refused(f"{it.place} says no answer that it holds for.")
    if (rule.at_least is None) == (rule.at_most is None):
        raise Refused(f"{it.place} has to say either at_least or at_most.")
    return rule


def _consequence(it: Said) -> Consequence:
    outcome = it.code("outcome")
    it.place = f"{it.place} ({outcome})"
    found = Consequence(
        outcome=outcome,
        requirements=tuple(_requirement(one) for one in it.several("requirements", f"{it.place}, requirement", 40)),
        duties=tuple(_duty(one) for one in it.several("duties", f"{it.place}, duty", 60)),
        agenda=it.texts("agenda", 40),
    )
    it.done()
    _no_two("duties", it.place, (duty.code for duty in found.duties))
    _no_two("requirements", it.place, (one.code for one in found.requirements))
    return found


def _requirement(it: Said) -> Requirement:
    found = Requirement(it.code("code"), it.text("name"), it.flag("needed", True), it.text("why", empty=True))
    it.done()
    return found


def _duty(it: Said) -> Duty:
    found = Duty(
        code=it.code("code"),
        what=it.text("what"),
        who=it.one_of("who", tuple(asking.WHO)),
        every_months=it.whole("every_months", 1, 120) if it.take("every_months") is not None else None,
        anchor=it.one_of("anchor", asking.ANCHORS),
        months=it.whole("months", 0, 240, 0),
        days=it.whole("days", 0, 366, 0),
        lead_days=it.whole("lead_days", 0, 366, 0),
        why=it.text("why"),
    )
    it.done()
    if found.every_months and found.anchor == "end":
        raise it.wrong("anchor", "has to be start where the duty comes again")
    return found


def _check(it: Questionnaire) -> None:
    if it.review_by <= it.valid_from:
        raise Refused("The questionnaire: review_by has to be after valid_from.")
    if not it.questions:
        raise Refused("The questionnaire has no questions.")
    _no_two("questions", "The questionnaire", (one.id for one in it.questions))
    _no_two("sections", "The questionnaire", (one.id for one in it.sections))
    _no_two("bands", "The questionnaire", it.outcomes)
    _no_two("rules", "The questionnaire", (one.code for one in it.rules))
    _no_two("consequences", "The questionnaire", (one.outcome for one in it.consequences))
    sections = {one.id for one in it.sections} or {""}
    for question in it.questions:
        if question.section not in sections:
            raise Refused(f"Question {question.id} is in a section that is not there: “{question.section}”.")
    if it.most > MOST_SCORE:
        raise Refused(f"Points times weights come to {it.most:,}; {MOST_SCORE} is the most.")
    if it.bands:
        percents = [band.at_least_percent for band in it.bands]
        if percents[0] != 0 or sorted(set(percents)) != percents:
            raise Refused("The bands have to begin at 0 per cent and rise from one to the next.")
        if not it.most:
            raise Refused("There are bands, and no answer scores anything.")
    for rule in it.rules:
        _check_rule(rule, it)
    for one in it.consequences:
        _known(one.outcome, it.outcomes, f"The consequence {one.outcome}")


def _check_rule(rule: Rule, it: Questionnaire) -> None:
    _known(rule.at_least or rule.at_most or "", it.outcomes, f"Rule {rule.code}")
    for question, values in rule.when:
        if question not in it.by_id:
            raise Refused(f"Rule {rule.code} asks of a question that is not there: {question}.")
        if not values:
            raise Refused(f"Rule {rule.code} names no answer to {question}.")
        for value in values:
            if value not in it.by_id[question].by_value:
                raise Refused(f"Rule {rule.code}: {question} has no answer “{value}”.")


def _known(outcome: str, outcomes: tuple[str, ...], place: str) -> None:
    if outcome not in outcomes:
        raise Refused(f"{place} names an outcome that no band has: “{outcome}”.")


def _no_two(what: str, place: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Refused(f"{place} has two {what} called “{name}”.")
        seen.add(name)


def to_json(it: Questionnaire) -> dict[str, Any]:
    """The questionnaire as values that JSON holds; `from_json` of it is the same questionnaire."""
    return {
        "id": it.id,
        "version": it.version,
        "title": it.title,
        "about": it.about,
        "what": it.what,
        "source": it.source,
        "valid_from": it.valid_from.isoformat(),
        "review_by": it.review_by.isoformat(),
        "sections": [{"id": one.id, "title": one.title} for one in it.sections],
        "questions": [_question_said(one) for one in it.questions],
        "bands": [dict(vars(one)) for one in it.bands],
        "rules": [_rule_said(one) for one in it.rules],
        "consequences": [
            {
                "outcome": one.outcome,
                "requirements": [dict(vars(requirement)) for requirement in one.requirements],
                "duties": [dict(vars(duty)) for duty in one.duties],
                "agenda": list(one.agenda),
            }
            for one in it.consequences
        ],
    }


def _question_said(it: Question) -> dict[str, Any]:
    return {
        "id": it.id,
        "text": it.text,
        "help": it.help,
        "kind": it.kind,
        "section": it.section,
        "weight": it.weight,
        "unknown": it.unknown,
        "evidence": it.evidence,
        "options": [_option_said(one, it.kind) for one in it.options],
    }


def _option_said(it: Option, kind: str) -> dict[str, Any]:
    said: dict[str, Any] = {"value": it.value, "text": it.text, "points": it.points}
    if it.at_least is not None:
        said["at_least_pence" if kind == "money" else "at_least"] = it.at_least
    return {**said, "applies": it.applies, "then": it.then}


def _rule_said(it: Rule) -> dict[str, Any]:
    when = {question: list(values) for question, values in it.when}
    moved = {"at_least": it.at_least} if it.at_least else {"at_most": it.at_most}
    return {"code": it.code, "when": when, **moved, "why": it.why}
