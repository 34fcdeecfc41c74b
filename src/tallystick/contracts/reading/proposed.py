"""A contract as one row of a register proposes it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

TermKind = Literal["fixed", "rolling", "annual", "renewing", "open_ended", "one_off", "unknown"]
Period = Literal["whole_life", "year", "month", "unknown"]


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension that the contract provides for. used: whether its months are in `Proposed.end` already."""

    months: int
    used: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A period of notice. unit: ``days`` ``working_days`` ``months`` (a week is seven days, a year twelve months).

    clear: a day more. service_days: working days that the contract gives it to arrive.
    """

    count: int
    unit: str
    clear: bool = False
    service_days: int = 0


@dataclass(frozen=True, slots=True)
class Proposed:
    """Every field is None where the row does not say. Money is whole pence, on the VAT basis `vat`.

    end: last day of the term as it stands. latest_end: last day if every extension is used.
    extensions_used: how many of them are in `end` already; None where neither words nor dates say.
    term, extension, supplier, route …: as written, where a structured field stands beside it.
    value_pence: the figure of the register, for `value_period`; value_low_pence and value_high_pence for a range or
        a figure “up to” or “over”. annual_value_pence: a year's, where the register gives it or the period is a year.
    suppliers: each name by itself where a cell has several that can be parted; else empty.
    route_code: one of `rules.cells_routes.ROUTES`. vat: ``inclusive`` ``exclusive`` ``unknown``.
    value_basis: ``estimated`` ``actual`` ``unknown``. Flags are None where not known.
    worked_out: fields that no cell states and that follow from others, such as an end from a start and a term.
    other: heading -> text of columns that have no field. as_written: field -> the cell that it was read from.
    """

    reference: str | None = None
    ocid: str | None = None
    title: str | None = None
    description: str | None = None
    organisation: str | None = None
    organisation_code: str | None = None
    department: str | None = None
    category_label: str | None = None
    category_uri: str | None = None
    category_code: str | None = None
    cpv: str | None = None
    cpv_label: str | None = None
    proclass: str | None = None
    proclass_label: str | None = None
    supplier: str | None = None
    suppliers: tuple[str, ...] = ()
    company_number: str | None = None
    charity_number: str | None = None
    vat_number: str | None = None
    other_supplier_id: str | None = None
    supplier_kind: str | None = None
    supplier_address: str | None = None
    supplier_postcode: str | None = None
    supplier_email: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    latest_end: dt.date | None = None
    review: dt.date | None = None
    last_extension: dt.date | None = None
    awarded: dt.date | None = None
    signed: dt.date | None = None
    terminated: dt.date | None = None
    effective: dt.date | None = None
    term: str | None = None
    term_months: int | None = None
    term_kind: TermKind = "unknown"
    extension: str | None = None
    extensions: tuple[Extension, ...] = ()
    extensions_used: int | None = None
    extension_notice: Notice | None = None
    break_on: dt.date | None = None
    break_from: dt.date | None = None
    break_to: dt.date | None = None
    break_every_months: int | None = None
    break_by: str | None = None
    break_notice: Notice | None = None
    end_after: Notice | None = None
    renewal_months: int | None = None
    renewal_times: int | None = None
    renewal_notice: Notice | None = None
    framework_end: dt.date | None = None
    notice: Notice | None = None
    value_pence: int | None = None
    value_period: Period = "unknown"
    value_basis: str = "unknown"
    value_low_pence: int | None = None
    value_high_pence: int | None = None
    vat: str = "unknown"
    irrecoverable_vat_pence: int | None = None
    annual_value_pence: int | None = None
    currency: str | None = None
    route: str | None = None
    route_code: str | None = None
    framework: str | None = None
    lot: str | None = None
    contract_type: str | None = None
    sme: bool | None = None
    vcse: bool | None = None
    vcse_kind: str | None = None
    owner: str | None = None
    owner_email: str | None = None
    owner_phone: str | None = None
    sponsor: str | None = None
    contact_url: str | None = None
    document_url: str | None = None
    tender_url: str | None = None
    performance_url: str | None = None
    area_label: str | None = None
    area_uri: str | None = None
    status: str | None = None
    notes: str | None = None
    tupe: bool | None = None
    personal_data: bool | None = None
    confidential: bool | None = None
    worked_out: tuple[str, ...] = ()
    other: Mapping[str, str] = field(default_factory=dict)
    as_written: Mapping[str, str] = field(default_factory=dict)


FIELDS = tuple(f.name for f in fields(Proposed))
"""Names of every field of `Proposed`, in order."""
