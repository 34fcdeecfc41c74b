"""What the measures of the cube give, a row each. Money is in whole pence."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ChosenTotals:
    """Everything that is chosen. unsorted: with no category. suppliers: of kind ``supplier``."""

    payments: int
    amount_pence: int
    redacted: int
    redacted_pence: int
    organisations: int
    suppliers: int
    first_month: date | None
    last_month: date | None
    ict: int
    ict_pence: int
    unsorted: int
    unsorted_pence: int


@dataclass(frozen=True)
class Month:
    """month: its first day; None for payments with no date."""

    month: date | None
    payments: int
    amount_pence: int


@dataclass(frozen=True)
class Year:
    """year: the calendar year, or the one in which a financial year's April is; None for payments with no date."""

    year: int | None
    payments: int
    amount_pence: int


@dataclass(frozen=True)
class YearOnYear:
    """A year beside the one before. like: only months for which an organisation published in both."""

    year: int
    payments: int
    amount_pence: int
    before_pence: int | None
    like_pence: int
    like_before_pence: int
    like_months: int


@dataclass(frozen=True)
class Organisation:
    """One publisher's part; all None of its name where it is not known."""

    organisation_code: str | None
    organisation: str | None
    payments: int
    amount_pence: int
    suppliers: int
    redacted: int
    redacted_pence: int


@dataclass(frozen=True)
class Category:
    """A category with those within it; None where none is known. own: without them."""

    category: str | None
    name: str | None
    parent: str | None
    is_ict: bool | None
    payments: int
    amount_pence: int
    own_payments: int
    own_pence: int
    suppliers: int


@dataclass(frozen=True)
class Coverage:
    """How complete one publisher's payments are. missing: months for which it published nothing, of those chosen, or
    where no bound was chosen, between its first and last. doubtful: nobody settled the category, and it is unlikely or
    not known. settled: somebody did."""

    organisation_code: str | None
    organisation: str | None
    first_month: date | None
    last_month: date | None
    months: int
    missing: int
    payments: int
    amount_pence: int
    redacted: int
    redacted_pence: int
    undated: int
    undated_pence: int
    doubtful: int
    doubtful_pence: int
    settled: int
    settled_pence: int


@dataclass(frozen=True)
class Ranked:
    """One of the largest suppliers. held_pence: not below nought. running_pence: held by it and those before it."""

    place: int
    supplier_id: str
    supplier: str
    payments: int
    amount_pence: int
    organisations: int
    held_pence: int
    running_pence: int


@dataclass(frozen=True)
class Point:
    """What the largest `percent` of suppliers hold."""

    percent: int
    suppliers: int
    running_pence: int


@dataclass(frozen=True)
class Concentration:
    """suppliers: all; holding: paid more than nothing, who alone hold a share. hhi: 0 to 10,000. for_80, for_90: how
    many of the largest hold that percentage. fifth: a fifth of all, rounded down."""

    suppliers: int
    holding: int
    payments: int
    amount_pence: int
    held_pence: int
    hhi: float
    for_80: int
    for_90: int
    fifth: int
    fifth_pence: int
    top_1_pence: int
    top_5_pence: int
    top_10_pence: int

    @property
    def most_with_few(self) -> bool:
        """Whether over 90% of the money is with under 20% of suppliers."""
        return self.fifth_pence * 100 > self.held_pence * 90


@dataclass(frozen=True)
class Tail:
    """Suppliers outside the largest that hold some percentage of the money, and those largest."""

    suppliers: int
    payments: int
    amount_pence: int
    large_suppliers: int
    large_payments: int
    large_pence: int

    def cost_pence(self, pence_a_payment: int) -> int:
        """What processing the tail's payments costs, at a rate that a person sets."""
        return self.payments * pence_a_payment


@dataclass(frozen=True)
class Shared:
    """A supplier of more than one organisation. organisations: of those chosen. other: those that are not."""

    supplier_id: str
    supplier: str
    payments: int
    amount_pence: int
    organisations: int
    other_organisations: int
    other_payments: int
    other_pence: int


@dataclass(frozen=True)
class Change:
    """A supplier that was paid in one of two periods, or in both. what: ``new``, ``gone`` or ``both``."""

    supplier_id: str
    supplier: str
    what: str
    payments: int
    amount_pence: int
    before_payments: int
    before_pence: int


@dataclass(frozen=True)
class Known:
    """value: ``yes``, ``no`` or ``not known``."""

    value: str
    suppliers: int
    payments: int
    amount_pence: int
