"""Say who published a file."""

import re
from datetime import datetime

from tallystick.councils.rules.actors import Actor
from tallystick.intake import models, queries
from tallystick.intake.actions.applying import decided
from tallystick.intake.actions.keeping import check_may_decide, deciding, keep
from tallystick.kit.errors import Refused
from tallystick.lake.reading import FileReading
from tallystick.lake.store.home import Home


def set_organisation(
    *, home: Home, sha256: str, organisation: str, by: Actor, at: datetime, why: str = ""
) -> list[FileReading]:
    """Says who published a file: a name or any code of the reference list, or of a body that was named by a person.

    Raises Refused, with near matches, when there is no such body.
    """
    by = check_may_decide(by=by, at=at)
    if not organisation.strip():
        raise Refused("No organisation was given.", what_to_do="Give its name or its code.")
    found = queries.directory().resolve(organisation.strip())
    return decided(home=home, at=at, keep=lambda: decide_organisation(sha256, found.code, by=by, at=at, why=why))


def name_local_organisation(
    *, home: Home, name: str, sha256: str | None = None, by: Actor, at: datetime, why: str = ""
) -> list[FileReading]:
    """Adds a body that is not in the reference list, and says that it published `sha256` if that is given.

    Its code is ``local:`` and its name in lower case with hyphens. Raises Refused if the list has it already.
    """
    by = check_may_decide(by=by, at=at)
    name = " ".join(name.split())
    code = local_code(name)
    same = queries.directory().by_name(name)
    if same is not None:
        raise Refused(f"{same.name} is known already, as {same.code}.", what_to_do="Choose it instead.")

    def keep_both() -> None:
        with deciding():
            keep(
                models.LocalOrganisation(code=code, name=name),
                instead_of={"code": code},
                what="name_local_organisation",
                about=code,
                by=by,
                at=at,
                why=why,
            )
            if sha256:
                decide_organisation(sha256, code, by=by, at=at, why=why)

    return decided(home=home, at=at, keep=keep_both)


def local_code(name: str) -> str:
    """The code of a body that is in no list. Raises Refused if the name has no letter or digit."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not slug:
        raise Refused("The name of the organisation has no letters.", what_to_do="Give its name in full.")
    return f"local:{slug}"[:100]


def decide_organisation(sha256: str, code: str, *, by: Actor, at: datetime, why: str) -> None:
    """Keeps who published a file, without making anything again."""
    keep(
        models.OrganisationDecision(sha256=sha256, organisation_code=code),
        instead_of={"sha256": sha256},
        what="set_organisation",
        about=sha256,
        by=by,
        at=at,
        why=why,
    )
