"""Amend the questionnaires and risk scales of an organisation: each amendment is a new edition, and none is lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from tallystick.contracts import models
from tallystick.contracts.actions.keeping import NotThere
from tallystick.contracts.queries import methods
from tallystick.contracts.rules.segmentation import TIERS
from tallystick.councils.actions import check, check_moment, write_log
from tallystick.councils.models import Organisation
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission
from tallystick.kit.errors import Refused
from tallystick.reference.asking import Questionnaire
from tallystick.reference.asking_changes import changes
from tallystick.reference.asking_json import from_json, to_json
from tallystick.reference.questionnaires_shipped import SHIPPED
from tallystick.reference.risk_scales import Scale, scale_from_json, scale_to_json

LONGEST_OUTCOME, LONGEST_DUTY = 40, 500
NEXT = "next"
"""Stands for the edition of something that is looked at before it is put in force."""


def readable_questionnaire(name: str, content: object) -> Questionnaire:
    """What an amended questionnaire says, if it can be answered in place of `name`. Raises Refused in plain words."""
    if name not in SHIPPED:
        raise Refused(f"There is no questionnaire “{name}” to amend.")
    found = from_json(_with_edition(content, NEXT))
    if found.id != name:
        raise Refused(f"This is the questionnaire “{found.id}”, and not “{name}”.")
    if name == methods.SEGMENTATION and found.outcomes != TIERS:
        raise Refused(f"The tiers have to be {', '.join(TIERS)}, in that order.", what_to_do="Put the bands back.")
    _check_can_be_kept(found)
    return found


def _check_can_be_kept(it: Questionnaire) -> None:
    """Raises Refused for what no row of answers or duties could hold."""
    for outcome in it.outcomes:
        if len(outcome) > LONGEST_OUTCOME:
            raise Refused(f"The outcome “{outcome}” is longer than {LONGEST_OUTCOME} letters.")
    texts = [duty.what for one in it.consequences for duty in one.duties]
    texts += [option.then for question in it.questions for option in question.options]
    for text in texts:
        if len(text) > LONGEST_DUTY:
            raise Refused(f"“{text[:60]}…” is longer than {LONGEST_DUTY} letters, which a duty may have.")


def amend_questionnaire(
    *, organisation: str, name: str, content: object, by: Actor, at: datetime, why: str = ""
) -> models.Method:
    """Puts a new edition of a questionnaire in force. content: as `reference.asking_json`; its version is given here.

    Answers that were given keep the edition that they answered. Raises NotAllowed; Refused where it could not be
    answered, or nothing in it is new.
    """
    check_moment(at)
    check(by, Permission.SET_METHODS, organisation)
    new = readable_questionnaire(name, content)
    with transaction.atomic():
        where = _held(organisation)
        now = methods.questionnaire(organisation, name)
        if not changes(now, new):
            raise Refused("This is the edition in force: nothing in it is new.", what_to_do="Change something first.")
        return _put_in_force(where, methods.QUESTIONNAIRE, name, to_json(new), by=by, at=at, why=why)


def amend_scale(*, organisation: str, content: object, by: Actor, at: datetime, why: str = "") -> models.Method:
    """Puts an edition of a risk scale in force and makes it the one that new risks are rated on.

    content: as `reference.risk_scales`. Risks that were rated keep the edition that they were rated on. Raises
    NotAllowed; Refused where no risk could be rated on it.
    """
    check_moment(at)
    check(by, Permission.SET_METHODS, organisation)
    new = readable_scale(content)
    with transaction.atomic():
        where = _held(organisation)
        return _put_in_force(where, methods.SCALE, new.id, scale_to_json(new), by=by, at=at, why=why)


def readable_scale(content: object) -> Scale:
    """What an amended scale says. Raises Refused in plain words where no risk could be rated on it."""
    return scale_from_json(_with_edition(content, NEXT))


def go_back_to_shipped(*, organisation: str, kind: str, name: str, by: Actor, at: datetime, why: str = "") -> None:
    """Puts the edition that comes with Tallystick in force again. Raises NotAllowed, or Refused where it is already."""
    check_moment(at)
    check(by, Permission.SET_METHODS, organisation)
    with transaction.atomic():
        where = _held(organisation)
        if not _end(where, kind, name, by=by, at=at, why=why):
            raise Refused("The edition that comes with Tallystick is in force already.", what_to_do="Leave it so.")


def _put_in_force(
    where: Organisation, kind: str, name: str, content: dict[str, Any], *, by: Actor, at: datetime, why: str
) -> models.Method:
    _end(where, kind, name, by=by, at=at, why=why)
    number = models.Method.objects.filter(organisation=where, kind=kind, name=name).count() + 1
    edition = f"own {number}"
    row = models.Method(
        organisation=where, kind=kind, name=name, edition=edition, content={**content, "version": edition}
    )
    row.save(force_insert=True)
    write_log(
        chain=where.code, what=f"amend_{kind}", kind="method", key=row.pk, about=f"method:{name}",
        after=_said(row), by=by, at=at, why=why,
    )  # fmt: skip
    return row


def _end(where: Organisation, kind: str, name: str, *, by: Actor, at: datetime, why: str) -> bool:
    """Whether an edition of the organisation's own was in force, which is so no more."""
    row = models.Method.objects.filter(organisation=where, kind=kind, name=name, in_force=True, removed=False).first()
    if row is None:
        return False
    before = _said(row)
    row.in_force = False
    row.version += 1
    row.save()
    write_log(
        chain=where.code, what=f"end_{kind}", kind="method", key=row.pk, about=f"method:{name}", before=before,
        after=_said(row), by=by, at=at, why=why,
    )  # fmt: skip
    return True


def _said(row: models.Method) -> dict[str, Any]:
    return {
        "name": row.name, "edition": row.edition, "in_force": row.in_force, "version": row.version,
        "content": row.content,
    }  # fmt: skip


def _held(organisation: str) -> Organisation:
    """The organisation, locked, so that editions are numbered one after another."""
    where = Organisation.objects.select_for_update().filter(code=organisation).first()
    if where is None:
        raise NotThere()
    return where


def _with_edition(content: object, edition: str) -> object:
    return {**content, "version": edition} if isinstance(content, Mapping) else content
