"""What people decided about reading, as plain values. The room `intake` keeps them and hands them in."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ColumnDecision:
    """A person said what a column is.

    publisher: organisation code, or None if the decision is for one file only.
    sha256: the file, or None if it is for every file of the publisher.
    heading: the published heading, folded by `tidy.headings.fold`; or ``column 3`` (1-based) where there is no heading.
    field: a canonical name, or ``extra`` (keep with the row, nothing more).
    """

    publisher: str | None
    sha256: str | None
    heading: str
    field: str


@dataclass(frozen=True)
class DateOrderDecision:
    """A person said whether a column of dates is ``day`` or ``month`` first. Scoped as `ColumnDecision`."""

    publisher: str | None
    sha256: str | None
    heading: str
    order: str


@dataclass(frozen=True)
class RowDecision:
    """A person mended or released one quarantined row.

    action: ``mend`` (cells replaces text by 0-based position), ``release`` (take it with the unreadable cell not known;
    refused where the amount is what is unreadable), ``furniture`` (it is no payment).
    """

    sha256: str
    sheet: str | None
    row: int
    action: str
    cells: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StandingDecision:
    """A person said which of two overlapping files counts. stands: True (counts) or False (set aside)."""

    sha256: str
    stands: bool


@dataclass(frozen=True)
class LocalOrganisation:
    """A body that is not in the reference list, known by a person's word."""

    code: str
    name: str


@dataclass(frozen=True)
class Decisions:
    """Everything in force."""

    columns: tuple[ColumnDecision, ...] = ()
    date_orders: tuple[DateOrderDecision, ...] = ()
    rows: tuple[RowDecision, ...] = ()
    standings: tuple[StandingDecision, ...] = ()
    organisations: dict[str, str] = field(default_factory=dict)
    """sha256 -> organisation code, where a person said who published a file."""
    local_organisations: tuple[LocalOrganisation, ...] = ()
