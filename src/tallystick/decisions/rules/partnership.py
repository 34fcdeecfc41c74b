"""Who shares what with whom, and who decides it, on any day: a partnership as it stands. Pure.

docs/rules/partnership.md.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "county", "district", "unitary", "metropolitan", "london_borough", "combined", "parish", "fire", "police", "health",
    "education", "company", "voluntary", "other",
]  # fmt: skip
Role = Literal["chair", "deputy", "member", "officer", "observer"]


@dataclass(frozen=True)
class Span:
    """From a day to a day, both of them in it. None: not said, which is open."""

    begins: dt.date | None
    ends: dt.date | None

    def holds(self, on: dt.date) -> bool:
        return (self.begins is None or self.begins <= on) and (self.ends is None or on <= self.ends)

    def over(self, on: dt.date) -> bool:
        return self.ends is not None and self.ends < on

    def meets(self, other: "Span") -> bool:
        """Whether some day is in both."""
        first = max(self.begins or dt.date.min, other.begins or dt.date.min)
        return first <= min(self.ends or dt.date.max, other.ends or dt.date.max)


@dataclass(frozen=True)
class Member:
    """organisation: its code in the reference list of public bodies, "" for none. sees: whether its own people are let
    to see the partnership, which nobody is unless it is said."""

    id: str
    name: str
    kind: Kind
    organisation: str
    span: Span
    sees: bool = False


@dataclass(frozen=True)
class Lead:
    """The lead authority for some time."""

    member: str
    span: Span


@dataclass(frozen=True)
class Delegation:
    """A function that one member has another do for it. under: the power that it rests on, as whoever wrote it says."""

    id: str
    giver: str
    taker: str
    function: str
    under: str
    terms: str
    span: Span


@dataclass(frozen=True)
class Post:
    """Somebody behind a service. share: of a full-time post, as written; "" where it is not said."""

    name: str
    post: str
    employer: str
    share: str


@dataclass(frozen=True)
class Service:
    """What is shared. contracts: numbers in the register."""

    id: str
    name: str
    provided_by: str
    used_by: tuple[str, ...]
    contracts: tuple[int, ...]
    people: tuple[Post, ...]
    span: Span


@dataclass(frozen=True)
class Seat:
    """A place on a board. speaks_for: the member; "" for none."""

    name: str
    role: Role
    speaks_for: str
    votes: bool
    span: Span


@dataclass(frozen=True)
class Board:
    """quorum: how many who vote have to be there; None where it is not said."""

    id: str
    name: str
    terms: str
    quorum: int | None
    seats: tuple[Seat, ...]


@dataclass(frozen=True)
class Matter:
    """Something to be decided. by, consulted: ids of boards or members; `by` "" where it is not said."""

    matter: str
    by: str
    consulted: tuple[str, ...]


@dataclass(frozen=True)
class Partnership:
    """All of it, over all its time."""

    title: str
    members: tuple[Member, ...]
    leads: tuple[Lead, ...]
    delegations: tuple[Delegation, ...]
    services: tuple[Service, ...]
    boards: tuple[Board, ...]
    matters: tuple[Matter, ...]

    def name_of(self, code: str) -> str:
        """The name of a member or a board."""
        named: list[Member | Board] = [*self.members, *self.boards]
        return next((one.name for one in named if one.id == code), code)


@dataclass(frozen=True)
class Attention:
    """Something to be put right. about: the place in the document."""

    about: str
    text: str


@dataclass(frozen=True)
class Named:
    """Somebody on a board as a decision names them: with a part in it, for the member that they speak for."""

    name: str
    part: Literal["approver", "consultee"]
    speaks_for: str
    seat: Role


def leading(it: Partnership, on: dt.date) -> tuple[str, ...]:
    """Ids of those who lead on a day: there should be one."""
    return tuple(one.member for one in it.leads if one.span.holds(on))


def attention(it: Partnership, on: dt.date) -> tuple[Attention, ...]:
    """What does not hold together on a day, in the order of the document."""
    return (
        *_members(it, on),
        *_leads(it, on),
        *_delegations(it, on),
        *_services(it, on),
        *_boards(it, on),
        *_matters(it, on),
    )


def named(it: Partnership, board: Board, on: dt.date) -> tuple[Named, ...]:
    """Those who hold a seat on a board on a day, as a decision names them: who has a vote approves or refuses it, an
    officer without one is consulted. Whoever looks on has no part, nor has any other without a vote."""
    found = []
    for seat in board.seats:
        if seat.span.holds(on) and (seat.votes or seat.role == "officer"):
            speaks_for = it.name_of(seat.speaks_for) if seat.speaks_for else board.name
            found.append(Named(seat.name, "approver" if seat.votes else "consultee", speaks_for, seat.role))
    return tuple(found)


def events(it: Partnership) -> tuple[tuple[dt.date, str], ...]:
    """What begins and ends, by day."""
    found: list[tuple[dt.date, str]] = []

    def add(span: Span, begins: str, ends: str) -> None:
        if span.begins:
            found.append((span.begins, begins))
        if span.ends:
            found.append((span.ends, ends))

    for one in it.members:
        add(one.span, f"{one.name} joins", f"The last day of {one.name}")
    for lead in it.leads:
        name = it.name_of(lead.member)
        add(lead.span, f"{name} begins to lead", f"The last day that {name} leads")
    for given in it.delegations:
        what = f"{given.function}: {it.name_of(given.giver)} to {it.name_of(given.taker)}"
        add(given.span, f"Delegation begins: {what}", f"The last day of a delegation: {what}")
    for service in it.services:
        add(service.span, f"{service.name} begins", f"The last day of {service.name}")
    for board in it.boards:
        for seat in board.seats:
            add(seat.span, f"{seat.name} joins {board.name}", f"The last day of {seat.name} on {board.name}")
    return tuple(sorted(found))


def _there(it: Partnership, member: str, on: dt.date) -> bool:
    return any(one.id == member and one.span.holds(on) for one in it.members)


def _members(it: Partnership, on: dt.date) -> Iterator[Attention]:
    for place, one in enumerate(it.members):
        at = f"members[{place}]"
        if one.sees and not one.organisation:
            yield Attention(at, f"{one.name} is let to see this, and which organisation it is here is not known.")
        if one.sees and one.span.over(on):
            yield Attention(at, f"{one.name} has left, and its people still see this.")


def _leads(it: Partnership, on: dt.date) -> Iterator[Attention]:
    now = leading(it, on)
    if not now:
        yield Attention("lead", "Nobody leads.")
    if len(now) > 1:
        yield Attention("lead", f"{len(now)} lead at once: {', '.join(it.name_of(one) for one in now)}.")
    for place, one in enumerate(it.leads):
        if one.span.holds(on) and not _there(it, one.member, on):
            yield Attention(f"lead[{place}]", f"{it.name_of(one.member)} leads and is no member on this day.")
        for other in it.leads[:place]:
            if other.span.meets(one.span):
                yield Attention(f"lead[{place}]", f"{it.name_of(one.member)} and {it.name_of(other.member)} overlap.")


def _delegations(it: Partnership, on: dt.date) -> Iterator[Attention]:
    for place, one in enumerate(it.delegations):
        if not one.span.holds(on):
            continue
        at = f"delegations[{place}]"
        for side in (one.giver, one.taker):
            if not _there(it, side, on):
                yield Attention(at, f"{one.function}: {it.name_of(side)} is no member on this day.")
        if not one.under:
            yield Attention(at, f"{one.function}: which power it rests on is not known.")
        if one.span.ends is None:
            yield Attention(at, f"{one.function}: when it ends is not known.")


def _services(it: Partnership, on: dt.date) -> Iterator[Attention]:
    for place, one in enumerate(it.services):
        if not one.span.holds(on):
            continue
        at = f"services[{place}]"
        for who in (one.provided_by, *one.used_by):
            if who and not _there(it, who, on):
                yield Attention(at, f"{one.name}: {it.name_of(who)} is no member on this day.")
        if not one.provided_by:
            yield Attention(at, f"{one.name}: who provides it is not known.")
        if not one.contracts and not one.people:
            yield Attention(at, f"{one.name}: neither contracts nor people behind it are known.")


def _boards(it: Partnership, on: dt.date) -> Iterator[Attention]:
    for place, one in enumerate(it.boards):
        at = f"boards[{place}]"
        seats = [seat for seat in one.seats if seat.span.holds(on)]
        if not any(seat.role == "chair" for seat in seats):
            yield Attention(at, f"{one.name} has no chair.")
        votes = sum(seat.votes for seat in seats)
        if one.quorum is not None and votes < one.quorum:
            yield Attention(at, f"{one.name} cannot decide: its quorum is {one.quorum}, and {votes} have a vote.")
        for seat in seats:
            if seat.speaks_for and not _there(it, seat.speaks_for, on):
                yield Attention(at, f"{one.name}: {seat.name} speaks for {it.name_of(seat.speaks_for)}, no member now.")
    if it.boards:
        spoken_for = {seat.speaks_for for one in it.boards for seat in one.seats if seat.span.holds(on)}
        for member in it.members:
            if member.span.holds(on) and member.id not in spoken_for:
                yield Attention("boards", f"{member.name} has a seat on no board.")


def _matters(it: Partnership, on: dt.date) -> Iterator[Attention]:
    boards = {one.id: one for one in it.boards}
    for place, one in enumerate(it.matters):
        at = f"who_decides[{place}]"
        if not one.by:
            yield Attention(at, f"{one.matter}: who decides is not known.")
        elif one.by in boards and not any(s.votes and s.span.holds(on) for s in boards[one.by].seats):
            yield Attention(at, f"{one.matter}: nobody on {boards[one.by].name} has a vote.")
        elif one.by not in boards and not _there(it, one.by, on):
            yield Attention(at, f"{one.matter}: {it.name_of(one.by)} is no member on this day.")
