"""Who has what to do with a decision, and those of a board as it would name them."""

from tallystick.decisions import models
from tallystick.decisions.queries.partnerships import OnBoard
from tallystick.decisions.rules.apart import KEPT_APART, WROTE, Seated, Tie, would_name


def ties_of(of: models.Decision) -> list[Tie]:
    """What keeps somebody from approving a decision, or an approver from another part in it."""
    held = of.involved.filter(role__in=[*KEPT_APART, "approver"], removed=False)
    wrote = of.documents.exclude(made_by=None).order_by().values_list("made_by__name", "made_by").distinct()
    return [
        *(Tie(role, name, person) for role, name, person in held.values_list("role", "name", "person")),
        *(Tie(WROTE, name, person) for name, person in wrote),
    ]


def seated(of: models.Decision, boards: list[OnBoard]) -> list[tuple[OnBoard, tuple[Seated, ...]]]:
    """Each board, with those on it as the decision would name them."""
    there = set(of.involved.filter(removed=False).values_list("role", "name", "speaks_for"))
    ties = ties_of(of)
    return [(one, would_name(one.named, there, ties)) for one in boards]
