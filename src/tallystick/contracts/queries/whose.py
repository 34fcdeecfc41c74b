"""Whose register it is: as a person said, as the file says beyond doubt, or the only one that they may keep."""

from collections.abc import Mapping
from dataclasses import dataclass

from tallystick.councils import queries as councils
from tallystick.councils.rules.actors import Actor
from tallystick.councils.rules.permissions import Permission
from tallystick.intake.actions.organisations import local_code
from tallystick.intake.queries import directory
from tallystick.kit.errors import Refused
from tallystick.reference.names import fold

NOT_KNOWN = ("local:not-known", "Council not known")
"""Where the registers are kept of which nobody said whose they are, by who runs this installation."""


class NotKnownWhose(Refused):
    """Neither the file nor whoever hands it in says whose register it is."""

    def __init__(self) -> None:
        super().__init__(
            "Whose register this is cannot be told from it.",
            what_to_do="Say which council keeps it, and hand it in again.",
        )


@dataclass(frozen=True)
class Whose:
    """how: ``given``, ``content``, ``path``, ``only`` where they keep one register alone, or ``not known``."""

    code: str
    name: str
    how: str


def whose(said: Mapping[str, str | None], given: str | None, *, by: Actor, anybody: bool = False) -> Whose:
    """The organisation. said: what the reading found of it. given: a name or a code, if a person said.

    anybody: where it is not known, and who asks runs the installation, it is kept as that of a council not known.

    Raises NotKnownWhose; Refused, with near names, for a name that nobody knows.
    """
    if given and given.strip():
        return named(given.strip(), by=by)
    code, name = said.get("code"), said.get("name")
    if code and said.get("how") not in (None, "not known"):
        return Whose(code, name or code, str(said["how"]))
    if by.everything:
        # Who runs the installation may keep any council's: that there is only one so far says nothing of this one.
        if anybody:
            return Whose(*NOT_KNOWN, "not known")
        raise NotKnownWhose()
    keeps = councils.organisations(by=by, permission=Permission.KEEP_REGISTER)
    if len(keeps) == 1:
        return Whose(keeps[0].code, keeps[0].name, "only")
    raise NotKnownWhose()


def named(given: str, *, by: Actor) -> Whose:
    """The organisation of that name or code: one that keeps a register here, or one of the list of public bodies.

    Who runs the installation may name one that is in no list, if no listed one has nearly its name.
    """
    for one in councils.organisations(by=by):
        if given == one.code or fold(given) == fold(one.name):
            return Whose(one.code, one.name, "given")
    known = directory()
    try:
        found = known.resolve(given)
    except Refused:
        if not by.everything or known.named(given) or ":" in given or not _is_new(given):
            raise
        return Whose(local_code(given), " ".join(given.split()), "given")
    return Whose(found.code, found.name, "given")


def nation_of(code: str) -> str:
    """The nation that the list of public bodies gives, or ""."""
    listed = directory().by_code(code)
    return listed.nation[:20] if listed else ""


def _is_new(given: str) -> bool:
    """Whether a name is one that a listed body's may not have been meant by: of two words or more, none too near."""
    return len(given.split()) > 1 and not any(_near(fold(given), fold(o.name)) for o in directory().near(given))


def _near(one: str, other: str) -> bool:
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.distance(one, other) <= 2
