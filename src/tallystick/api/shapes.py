"""Shapes of what is sent."""

from typing import Annotated, Any

from ninja import Field, Path, Schema

Number = Annotated[int, Path(ge=1, lt=10**15)]
"""A number in an address."""
Whole = Annotated[int, Field(ge=0, lt=10**9)]
Values = dict[str, Any]
Why = Annotated[str, Field(max_length=2000)]


class Sent(Schema):
    """Nothing else than what is named may be sent."""

    model_config = {"extra": "forbid"}


class NewContract(Sent):
    """values, suppliers: as `fields` of the kinds ``contract`` and ``party`` say."""

    organisation: str
    values: Values
    suppliers: Annotated[list[Values], Field(max_length=200)] = []
    why: Why = ""


class NewRow(Sent):
    values: Values
    why: Why = ""


class Changed(Sent):
    """version: as it was when it was read."""

    version: Whole
    values: Values
    why: Why = ""


class Removed(Sent):
    version: Whole
    why: Why = ""


class Wanted(Sent):
    """rows: numbers of the rows whose confidential fields are asked for; none for all of the kind."""

    kind: str = "contract"
    rows: Annotated[list[Annotated[int, Field(ge=1, lt=10**15)]], Field(max_length=1000)] = []
    why: Why = ""


class Answer(Sent):
    """values: field -> value; none to confirm. alike: all open questions about the same words too."""

    version: Whole
    values: Values = {}
    alike: bool = False
    dismiss: bool = False
    why: Why = ""


class Import(Sent):
    """take: conflicting fields to take from the register, each as ``number of the contract:field``."""

    take: Annotated[list[str], Field(max_length=100_000)] = []


class Answers(Sent):
    """answers: question -> value, or {value, evidence}. tier: a person's own choice, with `why`."""

    answers: Values
    tier: str = ""
    why: Why = ""


class Measured(Sent):
    """measure: its number. day: one of the period. value: a figure as text."""

    measure: Annotated[int, Field(ge=1, lt=10**15)]
    day: str
    value: str | int | None = None
    rating: str = ""
    comment: Annotated[str, Field(max_length=2000)] = ""
    why: Why = ""


class FromSupplier(Sent):
    """measure: its title or number. day: one of the period. value: a figure as text."""

    measure: Annotated[str, Field(max_length=300)] | Annotated[int, Field(ge=1, lt=10**15)]
    day: str
    value: str | int
    comment: Annotated[str, Field(max_length=2000)] = ""


class Corrected(Sent):
    version: Whole
    value: str | int | None = None
    rating: str = ""
    comment: Annotated[str, Field(max_length=2000)] = ""
    why: Why


class Done(Sent):
    version: Whole
    done: str
    why: Why = ""


class Dropped(Sent):
    version: Whole
    why: Why


class NewToken(Sent):
    name: Annotated[str, Field(max_length=200)]
    days: Annotated[int, Field(ge=1, le=366)]
    why: Why = ""


class Invitation(Sent):
    email: Annotated[str, Field(max_length=254)]
    name: Annotated[str, Field(max_length=200)] = ""
    role: str
    known: bool = False
    why: Why = ""


class NewRole(Sent):
    role: str
    why: Why = ""


class Ended(Sent):
    why: Why = ""
