"""Which edition of a questionnaire or scale holds in an organisation: its own, or the one that is shipped."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tallystick.contracts import models
from tallystick.contracts.rules.questionnaires import answer
from tallystick.kit.errors import Refused
from tallystick.reference.asking import Questionnaire
from tallystick.reference.asking_json import from_json
from tallystick.reference.questionnaires_shipped import SHIPPED, shipped_one
from tallystick.reference.risk_scales import DEFAULT, Scale, scale_from_json, shipped_scales

SEGMENTATION = "segmentation"
QUESTIONNAIRE, SCALE = "questionnaire", "scale"


@dataclass(frozen=True)
class Edition:
    """One edition of a method. own: whether it is the organisation's own."""

    edition: str
    title: str
    own: bool
    in_force: bool


def questionnaire(organisation: str, name: str) -> Questionnaire:
    """The questionnaire as it holds in an organisation (its code). Raises Refused where there is none of that name."""
    own = _own(organisation, QUESTIONNAIRE, name).filter(in_force=True).first()
    return from_json(own.content) if own else shipped_one(name)


def questionnaires(organisation: str) -> dict[str, Questionnaire]:
    """Every questionnaire as it holds in an organisation, in the order that pages offer them."""
    return {name: questionnaire(organisation, name) for name in SHIPPED}


def answered(content: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire that answers keep: the edition that was answered, whatever holds now."""
    return from_json(content)


def editions(organisation: str, kind: str, name: str) -> list[Edition]:
    """Every edition of a method in an organisation, the newest first and the shipped one last."""
    own = list(_own(organisation, kind, name).order_by("-pk"))
    found = [Edition(row.edition, str(row.content.get("title", "")), True, row.in_force) for row in own]
    questionnaire = shipped_one(name) if kind == QUESTIONNAIRE and name in SHIPPED else None
    shipped = questionnaire or (shipped_scales().get(name) if kind == SCALE else None)
    if shipped is not None:
        found.append(Edition(shipped.version, shipped.title, False, not any(one.in_force for one in found)))
    return found


def scales(organisation: str) -> dict[str, Scale]:
    """Every risk scale as it holds in an organisation, by name; the one that new risks are rated on comes first."""
    own = models.Method.objects.filter(organisation__code=organisation, kind=SCALE, in_force=True, removed=False)
    kept = {row.name: scale_from_json(row.content) for row in own.order_by("-pk")}
    first = next(iter(kept), DEFAULT)
    every = {**shipped_scales(), **kept}
    return {first: every[first], **every}


def scale(organisation: str, name: str = "", edition: str = "") -> Scale:
    """A risk scale. name: "" for the one that new risks are rated on. edition: "" for the one that holds.

    Raises Refused where there is no such scale.
    """
    if edition:
        own = _own(organisation, SCALE, name).filter(edition=edition).first()
        if own:
            return scale_from_json(own.content)
        if name in shipped_scales() and shipped_scales()[name].version == edition:
            return shipped_scales()[name]
    held = scales(organisation)
    found = held.get(name or next(iter(held)))
    if found is None or (edition and found.version != edition):
        raise Refused(f"There is no risk scale “{name}” of that edition.", what_to_do=f"There are {', '.join(held)}.")
    return found


@dataclass(frozen=True)
class Effect:
    """What another edition of the nine questions would make of contracts that have answered them.

    moves: (tier by the edition in force, tier by the new one) -> how many; "" where the answers do not settle it.
    changed: (number, title, before, after). not_answerable: (number, title, why) of those whose answers are none of it.
    overridden: how many of all have a tier that a person chose, which the score does not move.
    """

    contracts: int
    moves: Mapping[tuple[str, str], int] = field(default_factory=dict)
    changed: tuple[tuple[int, str, str, str], ...] = ()
    not_answerable: tuple[tuple[int, str, str], ...] = ()
    overridden: int = 0


def effect(organisation: str, now: Questionnaire, then: Questionnaire) -> Effect:
    """How many contracts of an organisation would have another outcome, were `then` in force and not `now`."""
    moves: dict[tuple[str, str], int] = {}
    changed: list[tuple[int, str, str, str]] = []
    lost: list[tuple[int, str, str]] = []
    overridden = total = 0
    for row in _latest_answers(organisation, now.id):
        total += 1
        overridden += bool(row.chosen_outcome)
        try:
            before, after = _outcome(now, row), _outcome(then, row)
        except Refused as no:
            lost.append((row.contract_id, str(row.contract), str(no)))
            continue
        moves[before, after] = moves.get((before, after), 0) + 1
        if before != after:
            changed.append((row.contract_id, str(row.contract), before, after))
    return Effect(total, moves, tuple(changed), tuple(lost), overridden)


def _outcome(it: Questionnaire, row: models.Answers) -> str:
    return answer(it, row.answers).outcome or ""


def _latest_answers(organisation: str, name: str) -> Iterator[Any]:
    """The last answers of each contract."""
    rows = models.Answers.objects.filter(
        contract__organisation__code=organisation, contract__removed=False, questionnaire=name, removed=False
    )
    last: dict[int, Any] = {}
    for row in rows.select_related("contract").order_by("answered_on", "pk"):
        last[row.contract_id] = row
    yield from last.values()


def _own(organisation: str, kind: str, name: str) -> Any:
    return models.Method.objects.filter(organisation__code=organisation, kind=kind, name=name, removed=False)
