"""What was done to a decision, from the log; who recorded what others said; and words that are older than figures."""

from datetime import datetime

from django.db.models import Max, QuerySet

from tallystick.councils.models import LogEntry
from tallystick.councils.rules.actors import Actor
from tallystick.decisions import models
from tallystick.decisions.queries.choosing import in_force
from tallystick.decisions.queries.seeing import sees_exempt

_FIGURES = ("appraisal", "business_case")
"""Documents that the words of a report tell of."""


def entries(row: models.Decision) -> QuerySet[LogEntry]:
    """All that was done to a decision, the newest first. Whoever asks says who may see what of it."""
    return LogEntry.objects.filter(chain=row.organisation.code, about=f"decision:{row.pk}").order_by("-sequence")


def tells_all(by: Actor, row: models.Decision) -> bool:
    """Whether `by` may read what entries hold, beyond who did what and when: what was ever kept out of the public
    version stays in the log as it was then."""
    return sees_exempt(by, row) or not row.documents.filter(exempt=True).exists()


def recorded_by(row: models.Decision) -> dict[int, str]:
    """Key of each part in a decision -> who recorded its answer, of those that somebody else recorded."""
    said = entries(row).filter(kind="involved", what="give_answer").order_by("sequence")
    last = {key: (person, by) for key, person, by in said.values_list("key", "person", "by")}
    found = {}
    for pk, named in row.involved.filter(removed=False).exclude(answer="").values_list("pk", "person_id"):
        person, by = last.get(str(pk), (named, ""))
        if by and recorded_for(person, named):
            found[pk] = by
    return found


def recorded_for(by: int | None, person: int | None) -> bool:
    """Whether an answer of `person` (None: somebody without an account) was given by somebody else."""
    return person is None or by != person


def words_behind(row: models.Decision, *, exempt: bool) -> tuple[datetime, datetime] | None:
    """When the words of a report were last written, and when what they tell of last changed after that: the appraisal,
    its scores or the business case; exempt: those that are kept out of the public version too. None where they are no
    older, or there are none."""
    found = {kind: at for kind, (out, at) in in_force(row, ("words", *_FIGURES)).items() if exempt or not out}
    written = found.pop("words", None)
    if written is None or not found:
        return None
    scored = row.scores.aggregate(last=Max("made_at"))["last"] if "appraisal" in found else None
    last = max([*found.values(), *filter(None, [scored])])
    return (written, last) if last > written else None
