"""A partnership from JSON. Pure. docs/rules/partnership.md has every key."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from tallystick.decisions.rules.partnership import (
    Board,
    Delegation,
    Kind,
    Lead,
    Matter,
    Member,
    Partnership,
    Post,
    Role,
    Seat,
    Service,
    Span,
)
from tallystick.decisions.rules.parts_json import Part, no_two, plain

MOST, MOST_CONTRACTS = 300, 2**63 - 1
KINDS: tuple[Kind, ...] = get_args(Kind)
ROLES: tuple[Role, ...] = get_args(Role)


def partnership_from_json(said: Mapping[str, Any]) -> Partnership:
    """The partnership that `said` tells of. Raises NotADocument."""
    whole = Part.of(said)
    found = Partnership(
        title=whole.words("title"),
        members=tuple(_member(one) for one in whole.parts("members", MOST, 1)),
        leads=tuple(_lead(one) for one in whole.parts("lead", MOST)),
        delegations=tuple(_delegation(one) for one in whole.parts("delegations", MOST)),
        services=tuple(_service(one) for one in whole.parts("services", MOST)),
        boards=tuple(_board(one) for one in whole.parts("boards", MOST)),
        matters=tuple(_matter(one) for one in whole.parts("who_decides", MOST)),
    )
    whole.done()
    _check(whole, found)
    return found


def _check(whole: Part, it: Partnership) -> None:
    """That every id is one thing's, and each that is named is there."""
    members = [one.id for one in it.members]
    boards = [one.id for one in it.boards]
    no_two("members", [*members, *boards])
    no_two("delegations", [one.id for one in it.delegations])
    no_two("services", [one.id for one in it.services])
    _once(whole, it.members)
    _there(whole, "lead", "member", [[one.member] for one in it.leads], members)
    _there(whole, "delegations", "from", [[one.giver] for one in it.delegations], members)
    _there(whole, "delegations", "to", [[one.taker] for one in it.delegations], members)
    _there(whole, "services", "provided_by", [[one.provided_by] for one in it.services], members)
    _there(whole, "services", "used_by", [one.used_by for one in it.services], members)
    _there(whole, "services", "people", [[p.employer for p in one.people] for one in it.services], members)
    _there(whole, "boards", "seats", [[s.speaks_for for s in one.seats] for one in it.boards], members)
    _there(whole, "who_decides", "by", [[one.by] for one in it.matters], [*members, *boards])
    _there(whole, "who_decides", "consulted", [one.consulted for one in it.matters], [*members, *boards])


def _once(whole: Part, members: Sequence[Member]) -> None:
    """That nobody is a member twice on one day: by their organisation, or by name where that is not said of both."""
    for place, one in enumerate(members):
        for other in members[:place]:
            key = "organisation" if one.organisation and other.organisation else "name"
            same = getattr(one, key).casefold() == getattr(other, key).casefold()
            if same and one.span.meets(other.span):
                raise whole.wrong(
                    f"members[{place}].{key}",
                    f"“{getattr(one, key)}” is a member already on some of these days.",
                    "Take one of the two out, or give the days on which each joined and left.",
                )


def _there(whole: Part, listed: str, key: str, named: Iterable[Iterable[str]], known: Iterable[str]) -> None:
    there = {*known, ""}
    for place, names in enumerate(named):
        strange = next((name for name in names if name not in there), None)
        if strange is not None:
            raise whole.wrong(
                f"{listed}[{place}].{key}", f"there is nothing called “{strange}”.", "Give an id that is there."
            )


def _span(it: Part, begins: str = "from", ends: str = "to") -> Span:
    found = Span(it.day_or_none(begins), it.day_or_none(ends))
    if found.begins and found.ends and found.ends < found.begins:
        raise it.wrong(ends, "it is before it begins.", "Mend one of the two days.")
    return found


def _named(it: Part, key: str) -> str:
    """An id, or "" where nothing is said."""
    return it.code(key) if it.has(key) else it.words(key)


def _member(it: Part) -> Member:
    found = Member(
        it.code("id"), it.text("name"), it.one_of("kind", KINDS, "other"), it.words("organisation"),
        _span(it, "joined", "left"), it.flag("sees") or False,
    )  # fmt: skip
    it.done()
    return found


def _lead(it: Part) -> Lead:
    found = Lead(it.code("member"), _span(it))
    it.done()
    return found


def _delegation(it: Part) -> Delegation:
    found = Delegation(
        it.code("id"), it.code("from"), it.code("to"), it.text("function"), it.words("under"), it.words("terms"),
        _span(it, "begins", "ends"),
    )  # fmt: skip
    it.done()
    return found


def _service(it: Part) -> Service:
    found = Service(
        it.code("id"),
        it.text("name"),
        _named(it, "provided_by"),
        it.codes("used_by", MOST),
        tuple(_contracts(it)),
        tuple(_post(one) for one in it.parts("people", MOST)),
        _span(it, "begins", "ends"),
    )
    it.done()
    return found


def _contracts(it: Part) -> list[int]:
    listed = it.take("contracts") or []
    if not isinstance(listed, list) or len(listed) > MOST:
        raise it.wrong("contracts", "it is no list of numbers.", f"Give a list of at most {MOST}.")
    found = [Part({"contracts": _number(one)}, it.place).whole("contracts", 1, MOST_CONTRACTS) for one in listed]
    no_two(it.at("contracts"), map(str, found))
    return found


def _number(one: Any) -> Any:
    """Digits as the number that they write, as they are typed in a form."""
    digits = isinstance(one, str) and len(one) < 20 and one.isascii() and one.strip().isdigit()
    return int(one) if digits else one


def _post(it: Part) -> Post:
    share = plain(it.number("share")) if it.has("share") else it.words("share")
    found = Post(it.words("name"), it.text("post"), _named(it, "employer"), share)
    it.done()
    return found


def _board(it: Part) -> Board:
    quorum = it.whole("quorum", 1, MOST) if it.has("quorum") else it.take("quorum")
    found = Board(
        it.code("id"), it.text("name"), it.words("terms"), quorum, tuple(_seat(one) for one in it.parts("seats", MOST))
    )
    it.done()
    return found


def _seat(it: Part) -> Seat:
    role = it.one_of("role", ROLES, "member")
    votes = it.flag("votes")
    # Who advises or looks on has a vote only where that is said.
    found = Seat(
        it.text("name"), role, _named(it, "speaks_for"),
        role in ("chair", "deputy", "member") if votes is None else votes, _span(it),
    )  # fmt: skip
    it.done()
    return found


def _matter(it: Part) -> Matter:
    found = Matter(it.text("matter"), _named(it, "by"), it.codes("consulted", MOST))
    it.done()
    return found
