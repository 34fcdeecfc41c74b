"""How a field or a kind of row is declared: what it is called, who may see it, how it is written in a form."""

from dataclasses import dataclass, field
from enum import StrEnum


class Access(StrEnum):
    """Who may see a field of a contract."""

    PUBLIC = "everybody, where the contract is public"
    COUNCIL = "those who may read the organisation's register"
    PAPERS = "those who may read its documents, minutes and correspondence"
    CONFIDENTIAL = "those who may read confidential figures, each reading noted"


@dataclass(frozen=True)
class Field:
    """label: as a form and a page call it. because: why it is not public, where that is not plain from its access.

    section: where it stands on a form. typed: whether people write it (else the system does). long: a box of lines.
    """

    label: str
    access: Access = Access.COUNCIL
    section: str = ""
    hint: str = ""
    typed: bool = True


@dataclass(frozen=True)
class Kind:
    """A kind of row of a contract. code: as addresses, the log and the HTTP interface name it.

    access: the least that seeing any row of the kind takes. title: the field that names a row. on: the field that
    places it in time, for the history; "" for none. adding: what a button to add one says; "" where forms do not.
    """

    code: str
    name: str
    plural: str
    fields: dict[str, Field] = field(default_factory=dict)
    access: Access = Access.COUNCIL
    title: str = ""
    on: str = ""
    tab: str = ""
    adding: str = ""
    hint: str = ""


PUBLIC, COUNCIL, PAPERS, CONFIDENTIAL = Access.PUBLIC, Access.COUNCIL, Access.PAPERS, Access.CONFIDENTIAL


def system(label: str, access: Access = Access.COUNCIL) -> Field:
    """A field that nobody types."""
    return Field(label, access, typed=False)
