"""What was sent: who was told what, when, and what became of each e-mail."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tallystick.contracts import models
from tallystick.contracts.rules.key_dates import PAPERS
from tallystick.councils.models import Organisation
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission, may, organisations_where
from tallystick.kit.errors import Refused

SORTS = {"on": ("on", "pk"), "to": ("person__name", "on", "pk"), "state": ("state", "on", "pk")}


class NoSuchEmail(Refused):
    """There is none of that number, or whoever asks may not know of it."""

    def __init__(self) -> None:
        super().__init__("There is no such e-mail.", what_to_do="Choose one from the list of what was sent.")


@dataclass(frozen=True)
class Asked:
    """Which e-mails. text: words of whom they are to or what they tell. organisation: a code. state: of `DIGESTS`.

    mine: those to whoever asks alone.
    """

    text: str = ""
    organisation: str = ""
    state: str = ""
    mine: bool = False


@dataclass(frozen=True)
class Sent:
    """An e-mail. told: how many dates of those that may be seen. tries: how often it was handed to a mail server."""

    id: int
    on: date
    to: str
    address: str
    state: str
    told: int
    tries: int
    handed_at: datetime | None


@dataclass(frozen=True)
class Told:
    """One line of an e-mail: a date of a contract, as it was told. due: "" where it was not known."""

    contract: int
    contract_title: str
    organisation: str
    what: str
    why: str
    due: str
    stage: str


@dataclass(frozen=True)
class Email:
    """An e-mail with what it told. body: as it was sent, "" where it tells of others' contracts too.

    tries: ``at``, ``ended`` and ``why`` of each time that it was handed to a mail server. hidden: how many lines are of
    contracts that whoever asks may not know of.
    """

    sent: Sent
    subject: str
    message_id: str
    made_at: datetime
    tries: tuple[dict[str, Any], ...]
    told: tuple[Told, ...]
    hidden: int
    body: str


def emails(
    asked: Asked, *, by: Actor, sort: str = "-on", first: int = 0, count: int = 50
) -> tuple[Sequence[Sent], int]:
    """One's own e-mails, and those that tell of organisations whose log one may read; and how many there are."""
    found = _emails(asked, by)
    order = SORTS.get(sort.removeprefix("-"), SORTS["on"])
    shown = found.order_by(*(f"-{one}" if sort.startswith("-") else one for one in order))[first : first + count]
    told = _counted(by, [row.pk for row in shown])
    return [_sent(row, told.get(row.pk, 0)) for row in shown.select_related("person")], found.count()


def every_line(asked: Asked, *, by: Actor) -> Iterator[tuple[Sent, Told]]:
    """Every line of those e-mails, the newest first."""
    rows = _seen(models.Alert.objects.filter(digest__in=_emails(asked, by).values("pk")), by)
    together = rows.select_related("digest__person", "contract__organisation").order_by("-digest__on", "-digest", "pk")
    for row in together.iterator(2000):
        yield _sent(row.digest, 0), _told(row)


def email(number: int, *, by: Actor) -> Email:
    """One e-mail. Raises NoSuchEmail."""
    row = _emails(Asked(), by).filter(pk=number).select_related("person").first()
    if row is None:
        raise NoSuchEmail()
    lines = models.Alert.objects.filter(digest=row)
    seen = list(_seen(lines, by).select_related("contract__organisation").order_by("due", "pk"))
    hidden = lines.count() - len(seen)
    return Email(
        sent=_sent(row, len(seen)),
        subject=row.subject,
        message_id=row.message_id,
        made_at=row.made_at,
        tries=tuple({**one, "at": datetime.fromisoformat(one["at"])} for one in row.tries),
        told=tuple(_told(one) for one in seen),
        hidden=hidden,
        body="" if hidden else row.body,
    )


def may_see_others(by: Actor) -> bool:
    """Whether there may be e-mails to others that `by` may see."""
    return by.everything or any(may(by, Permission.READ_LOG, code) for code in by.organisations)


def _emails(asked: Asked, by: Actor) -> QuerySet[models.Digest]:
    found = models.Digest.objects.all()
    mine = Q(person=by.person or 0)
    if asked.mine:
        found = found.filter(mine)
    elif not by.everything:
        found = found.filter(mine | Exists(_logged(by)))
    if asked.organisation:
        found = found.filter(Exists(_lines().filter(contract__organisation__code=asked.organisation)))
    if asked.state:
        found = found.filter(state=asked.state)
    for word in asked.text.split()[:10]:
        of_lines = _seen(_lines(), by).filter(Q(what__icontains=word) | Q(contract__title__icontains=word))
        found = found.filter(Q(person__name__icontains=word) | Q(address__icontains=word) | Exists(of_lines))
    return found


def _lines() -> QuerySet[models.Alert]:
    return models.Alert.objects.filter(digest=OuterRef("pk"))


def _logged(by: Actor) -> QuerySet[models.Alert]:
    return _lines().filter(contract__organisation__in=_of(organisations_where(by, Permission.READ_LOG)))


def _seen(lines: QuerySet[models.Alert], by: Actor) -> QuerySet[models.Alert]:
    """Of lines of e-mails, those that `by` may read: of organisations whose log they read, and their own of others'.

    Never of papers that they may not read, though they might once.
    """
    if by.everything:
        return lines
    logged, read = (organisations_where(by, one) for one in (Permission.READ_LOG, Permission.READ))
    mine = Q(person=by.person or 0, contract__organisation__in=_of(read))
    found = lines.filter(Q(contract__organisation__in=_of(logged)) | mine)
    papers = Q(contract__organisation__in=_of(organisations_where(by, Permission.READ_PAPERS)))
    for kind in sorted(PAPERS):
        found = found.filter(papers | ~Q(key__startswith=f"{kind}:"))
    return found


def _of(codes: Iterable[str]) -> QuerySet[Organisation, Any]:
    return Organisation.objects.filter(code__in=list(codes)).order_by().values("pk")


def _counted(by: Actor, numbers: Sequence[int]) -> dict[int, int]:
    lines = _seen(models.Alert.objects.filter(digest__in=numbers), by)
    return dict(lines.order_by().values_list("digest").annotate(n=Count("pk")))


def _sent(row: models.Digest, told: int) -> Sent:
    return Sent(row.pk, row.on, row.person.name, row.address, row.state, told, len(row.tries), row.handed_at)


def _told(row: models.Alert) -> Told:
    return Told(
        row.contract_id, str(row.contract), row.contract.organisation.name, row.what, row.why, row.due, row.stage
    )
