"""What is asked about a change to a contract. Every None is "not known", and is never taken to be anything."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Nation = Literal["england", "wales", "scotland", "northern_ireland"]
Kind = Literal["services", "goods", "works", "light_touch", "concession"]
Vat = Literal["inclusive", "exclusive"]
RegimeSaid = Literal["PCR2015", "PA2023", "UNKNOWN", "NOT_COVERED"]


@dataclass(frozen=True, slots=True)
class EarlierChange:
    """A change that was made before. limb: the ground it was made on, as `72(1)(b)` or `74(4)`; "" where not known.

    value: pounds, on the contract's own VAT basis. months: change of the term.
    """

    limb: str = ""
    value: Decimal | None = None
    months: Decimal | None = None
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """The change that is proposed. value: pounds more (or less) on the contract's own VAT basis; months: likewise."""

    value: Decimal | None = None
    months: Decimal | None = None
    on: dt.date | None = None
    reason: str = ""
    new_kind_of_supply: bool | None = None
    alters_overall_nature: bool | None = None
    new_supplier: bool | None = None
    restructuring: bool | None = None
    supplier_excluded: bool | None = None
    provided_for: bool | None = None
    unforeseeable: bool | None = None
    urgent: bool | None = None
    known_risk: bool | None = None
    additional_supply: bool | None = None
    became_necessary: bool | None = None
    change_of_supplier_impossible: bool | None = None
    different_supplier_incompatible: bool | None = None
    significant_inconvenience: bool | None = None
    duplicates_cost: bool | None = None
    could_be_combined: bool | None = None
    favours_supplier: bool | None = None
    admits_other_bidders: bool | None = None


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A contract, what was changed before, and the change that is asked about.

    Money is pounds on the contract's own VAT basis (`vat`); vat_rate is per cent. The dates that decide the regime are
    those of events; False says that there was no such event. earlier_changes: None where it is not known whether there
    were any. reserved_arrangement: placed under an arrangement of a body with powers for the whole United Kingdom.

    """

    nation: Nation | None = None
    kind: Kind | None = None
    regime: RegimeSaid | None = None
    parent_regime: RegimeSaid | None = None
    awarded: dt.date | Literal[False] | None = None
    notice_published: dt.date | Literal[False] | None = None
    procurement_commenced: dt.date | Literal[False] | None = None
    transparency_notice_published: dt.date | Literal[False] | None = None
    contracts_finder_published: dt.date | Literal[False] | None = None
    negotiation_contacted: dt.date | Literal[False] | None = None
    vat: Vat | None = None
    vat_rate: Decimal = Decimal(20)
    initial_value: Decimal | None = None
    current_value: Decimal | None = None
    indexed_value: Decimal | None = None
    indexation_clause: bool | None = None
    maximum_term_months: Decimal | None = None
    start: dt.date | None = None
    contract_date: dt.date | None = None
    reserved_arrangement: bool | None = None
    earlier_changes: tuple[EarlierChange, ...] | None = ()
    change: Change = field(default_factory=Change)
