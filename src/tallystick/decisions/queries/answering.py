"""What follows from a decision's documents: each rule's answer, or why there is none yet."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import OuterRef, Subquery

from tallystick.contracts.stating import plain
from tallystick.decisions import models
from tallystick.decisions.documents import KINDS
from tallystick.decisions.rules.appraisal_criteria import weighed_from_json
from tallystick.decisions.rules.appraisal_names import criteria_named, options_named
from tallystick.kit.errors import Refused

_LONG = 200_000
"""Characters beyond which a document is long."""


@dataclass(frozen=True)
class Answered:
    """A document and what follows from it. said: all that the rule was told. answer: None where it gave none.

    problem: why it gave none, for whoever keeps the document. place: what of it is at fault, as ``risks[2].title``.
    """

    kind: str
    edition: int
    exempt: bool
    said: dict[str, Any]
    answer: dict[str, Any] | None
    problem: str
    place: str = ""


def latest(of: models.Decision | models.Partnership) -> dict[str, models.Document]:
    """The edition in force of each kind of document, in the order of KINDS."""
    last = of.documents.filter(kind=OuterRef("kind")).order_by("-edition").values("edition")[:1]
    found = {one.kind: one for one in of.documents.filter(edition=Subquery(last)).select_related("made_by")}
    return {kind: found[kind] for kind in KINDS if kind in found}


def current(of: models.Decision | models.Partnership, kind: str) -> models.Document | None:
    """The edition in force of one kind of document; None where there is none."""
    return of.documents.filter(kind=kind).select_related("made_by").order_by("-edition").first()


def known_now(decision: models.Decision) -> dict[str, dict[str, Any]]:
    """What a record of a decision would keep of its documents, as `models.Record.inputs`."""
    return {kind: _input(one, said_to_rule(decision, kind, one.said)) for kind, one in latest(decision).items()}


def known_of(found: Iterable[Answered]) -> dict[str, dict[str, Any]]:
    """The same, of documents that have been answered."""
    return {one.kind: _input(one, one.said) for one in found}


def _input(one: models.Document | Answered, said: dict[str, Any]) -> dict[str, Any]:
    return {"edition": one.edition, "exempt": one.exempt, "said": said}


def answers(decision: models.Decision, as_of: dt.date) -> list[Answered]:
    """Each document of a decision with its answer, worked out now; those that are kept out of the public version
    too."""
    return [answered_one(decision, one, as_of) for one in latest(decision).values()]


def answered_one(of: models.Decision | models.Partnership, document: models.Document, as_of: dt.date) -> Answered:
    """A document with what follows from it. A partnership's name is its title, where its members' says none."""
    said = said_to_rule(of, document.kind, document.said)
    answer, problem, place = worked_out(document.kind, said, as_of)
    return Answered(document.kind, document.edition, document.exempt, said, answer, problem, place)


def said_to_rule(of: models.Decision | models.Partnership, kind: str, written: dict[str, Any]) -> dict[str, Any]:
    """All that the rule of a kind of document is told, of what is written in one: an appraisal has the scores that
    people gave in it, and a partnership its name for a title."""
    if isinstance(of, models.Partnership):
        return {"title": of.name, **written}
    said = dict(written)
    if kind == "appraisal" and of.scores.exists():
        said["scores"] = _with_verdicts(said, _still_there(said, scores_said(of)))
    return said


def _still_there(
    said: dict[str, Any], scores: dict[str, dict[str, dict[str, Any]]]
) -> dict[str, dict[str, dict[str, Any]]]:
    """Without scores of options and criteria that were taken out or named anew: they are kept, and do not count."""
    options, named = options_named(said), criteria_named(said)
    return {
        option: {name: cell for name, cell in cells.items() if name in named}
        for option, cells in scores.items()
        if option in options
    }


def scores_said(decision: models.Decision) -> dict[str, dict[str, dict[str, Any]]]:
    """option -> criterion -> {given: {scorer: value}, agreed: value}, the last of each; as `appraise` reads it."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for one in _last(decision):
        cell = found.setdefault(one.option, {}).setdefault(one.criterion, {"given": {}})
        if one.agreed:
            cell["agreed"] = _number(one)
        else:
            cell["given"][_named(one.scorer)] = _number(one)
    return found


def scores_given(
    decision: models.Decision, *, scorer: int | None = None, agreed: bool | None = None
) -> dict[tuple[str, str], list[tuple[str, str, str]]]:
    """(option, criterion) -> (scorer, score, why) of each that counts. scorer: of one alone. agreed: agreed or not."""
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    for one in _last(decision):
        if scorer in (None, one.scorer_id) and agreed in (None, one.agreed):
            told = (_named(one.scorer), plain(one.value or Decimal(0)), one.why)
            found.setdefault((one.option, one.criterion), []).append(told)
    return found


def _last(decision: models.Decision) -> list[models.Score]:
    """The scores that count: the last of each scorer, and of what was agreed, but for those that were taken back."""
    last: dict[tuple[str, str, int], models.Score] = {}
    for one in decision.scores.select_related("scorer").order_by("pk"):
        # Of agreed scores the last counts, whoever gave it: there is one for all.
        last[one.option, one.criterion, 0 if one.agreed else one.scorer_id] = one
    return [one for one in last.values() if one.value is not None and (one.agreed or not one.scorer.removed)]


def _number(one: models.Score) -> int | float:
    value = one.value or Decimal(0)
    return int(value) if value == value.to_integral_value() else float(value)


def _with_verdicts(said: dict[str, Any], scores: dict[str, dict[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """A criterion that is passed or failed has one verdict: what was agreed, else whether all let it pass."""
    try:
        gates = weighed_from_json(said).gates
    except Refused:
        return scores
    return {
        option: {name: _verdict(cell) if name in gates else cell for name, cell in cells.items()}
        for option, cells in scores.items()
    }


def _verdict(cell: dict[str, Any]) -> bool | None:
    given = [cell["agreed"]] if "agreed" in cell else list(cell["given"].values())
    return all(given) if given else None


def worked_out(kind: str, said: dict[str, Any], as_of: dt.date) -> tuple[dict[str, Any] | None, str, str]:
    """(answer, "", "") or (None, why there is none, the place at fault).

    Kept by all that it follows from, for whoever reads it again, of long documents but a few: it is to be read and not
    written to.
    """
    text = json.dumps(said, ensure_ascii=False)
    return (_kept if len(text) <= _LONG else _kept_long)(kind, text, as_of, KINDS[kind].version)


def _from_rule(kind: str, said: str, as_of: dt.date, version: str) -> tuple[dict[str, Any] | None, str, str]:
    """As `worked_out`. said: JSON, with its keys in the order in which they were written."""
    try:
        return KINDS[kind].answer(json.loads(said), as_of), "", ""
    except Refused as no:
        return None, f"{no.reason} {no.what_to_do}".strip(), str(getattr(no, "field", ""))


_kept, _kept_long = (lru_cache(maxsize=many)(_from_rule) for many in (128, 8))


def _named(scorer: models.Involved) -> str:
    return f"{scorer.name} ({scorer.speaks_for})" if scorer.speaks_for else scorer.name
