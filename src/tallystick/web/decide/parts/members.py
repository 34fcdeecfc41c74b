"""The forms of a partnership: members, who leads, what is delegated and shared, boards and who decides. Pure."""

from collections.abc import Mapping

from tallystick.decisions.rules.partnership_json import KINDS, ROLES
from tallystick.web.decide.fields import Field, Part
from tallystick.web.decide.parts.rows import choices_of, id_of

KIND_WORDS: Mapping[str, str] = {
    "county": "County council",
    "district": "District council",
    "unitary": "Unitary council",
    "metropolitan": "Metropolitan district",
    "london_borough": "London borough",
    "combined": "Combined authority",
    "parish": "Parish or town council",
    "fire": "Fire and rescue authority",
    "police": "Police",
    "health": "Health body",
    "education": "School, college or university",
    "company": "Company",
    "voluntary": "Charity or voluntary organisation",
    "other": "Another kind",
}
ROLE_WORDS: Mapping[str, str] = {
    "chair": "Chair",
    "deputy": "Deputy chair",
    "member": "Member",
    "officer": "Officer",
    "observer": "Observer",
}
_LAST_DAY = "The last day is still in it. For example, 27 3 2026"


_MEMBERS, _EITHER = choices_of("members"), choices_of("boards", "members")


def _member(key: str, label: str, *, needed: bool = False, column: bool = False, hint: str = "") -> Field:
    return Field(key, label, "choice", choices=_MEMBERS, code=id_of, needed=needed, column=column, hint=hint)


def _days(begins: str, ends: str, first: str = "From", last: str = "To") -> tuple[Field, Field]:
    return (
        Field(begins, first, "day", column=True, hint="Leave it empty where it is not known. For example, 27 3 2026"),
        Field(ends, last, "day", column=True, hint=_LAST_DAY),
    )


PARTS = (
    Part(
        "members", "member", "Members",
        (
            Field("name", "Name", needed=True),
            Field("kind", "Kind of organisation", "choice", choices=[(one, KIND_WORDS[one]) for one in KINDS],
                  needed=True, column=True, words="Kind"),
            *_days("joined", "left", "Joined", "Left"),
            Field("organisation", "Its code in the list of public bodies",
                  hint="For example GB-LAE-LDS. Leave it empty where it has none"),
            Field("sees", "Its own people may see this partnership", "tick",
                  hint="Whoever may read papers in the organisation with that code. They change nothing"),
        ),
        numbered=True, strict=True, prefix="member-",
    ),
    Part(
        "lead", "time of a lead authority", "Lead authority",
        (_member("member", "Who leads", needed=True), *_days("from", "to")),
        strict=True, adding="Say who leads",
    ),
    Part(
        "delegations", "delegation", "Delegations",
        (
            Field("function", "What is delegated", needed=True),
            _member("from", "By whom", needed=True, column=True),
            _member("to", "To whom", needed=True, column=True),
            Field("under", "Power that it rests on", hint="As your solicitor gives it"),
            Field("terms", "Terms", "lines", hint="What was agreed: limits, reporting, how it ends"),
            *_days("begins", "ends", "Begins", "Ends"),
        ),
        numbered=True, strict=True, prefix="delegation-",
    ),
    Part(
        "services", "shared service", "Shared services",
        (
            Field("name", "Name", needed=True),
            _member("provided_by", "Provided by", column=True),
            Field("used_by", "Used by", "several", choices=_MEMBERS, column=True),
            Field("contracts", "Contracts behind it", "points",
                  hint="Their numbers in the register, one a line: the number at the end of a contract’s address"),
            *_days("begins", "ends", "Begins", "Ends"),
        ),
        numbered=True, strict=True, prefix="service-",
    ),
    Part(
        "services.*.people", "post", "People behind it",
        (
            Field("post", "Post", needed=True),
            Field("name", "Who holds it", column=True, hint="Leave it empty where the post is enough"),
            _member("employer", "Employed by", column=True),
            Field("share", "Share of a full-time post", "amount", column=True, words="Share",
                  hint="For example 0.5, or how it is shared in words"),
        ),
        strict=True,
    ),
    Part(
        "boards", "board", "Boards",
        (
            Field("name", "Name", needed=True),
            Field("terms", "What it is for, and its terms of reference", "lines"),
            Field("quorum", "Quorum", "whole", column=True, hint="How many who have a vote have to be there"),
        ),
        numbered=True, strict=True, prefix="board-",
    ),
    Part(
        "boards.*.seats", "seat", "Seats",
        (
            Field("name", "Who holds it", needed=True),
            Field("role", "Role", "choice", choices=[(one, ROLE_WORDS[one]) for one in ROLES], column=True,
                  otherwise="member"),
            _member("speaks_for", "Speaks for", column=True),
            Field("votes", "Has a vote", "yes_no",
                  hint="Where it is not said, a chair, deputy chair or member has one and others have none"),
            *_days("from", "to"),
        ),
        strict=True,
    ),
    Part(
        "who_decides", "matter", "Who decides what",
        (
            Field("matter", "What is decided", needed=True),
            Field("by", "Decided by", "choice", choices=_EITHER, code=id_of, column=True),
            Field("consulted", "Who is consulted", "several", choices=_EITHER, column=True),
        ),
        strict=True,
    ),
)  # fmt: skip
