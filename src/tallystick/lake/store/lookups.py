"""Every look-up that pages and commands make, named for what it returns. They read only, and take their home first.

A list gives a `Page`; text that somebody typed is only ever a bound parameter, and a sort that is not offered means the
default. Each raises `NothingLoaded` before the first build.
"""

from tallystick.lake.store.connection import NothingLoaded, forget
from tallystick.lake.store.filters import Filters
from tallystick.lake.store.lookups_files import (
    ComparedRow,
    Comparison,
    FileRow,
    FurnitureRow,
    QuarantineRow,
    comparison,
    file,
    files,
    furniture,
    quarantine,
    quarantine_reasons,
    reading,
)  # fmt: skip
from tallystick.lake.store.lookups_payments import (
    COLUMNS,
    PaymentRow,
    payment,
    payment_at,
    payments,
    published,
    stream_payments,
)  # fmt: skip
from tallystick.lake.store.lookups_spend import (
    NOT_KNOWN,
    CoverageRow,
    DepartmentRow,
    MonthRow,
    OrganisationRow,
    SupplierRow,
    Totals,
    coverage,
    departments,
    months,
    organisation,
    organisations,
    spellings,
    supplier,
    supplier_organisations,
    suppliers,
    totals,
)  # fmt: skip
from tallystick.lake.store.page import PAGE_SIZE, Page

__all__ = [
    "COLUMNS", "NOT_KNOWN", "PAGE_SIZE", "ComparedRow", "Comparison", "CoverageRow", "DepartmentRow", "FileRow", "Filters",
    "FurnitureRow", "MonthRow", "NothingLoaded", "OrganisationRow", "Page", "PaymentRow", "QuarantineRow", "SupplierRow",
    "Totals", "comparison", "coverage", "departments", "file", "files", "forget", "furniture", "months", "organisation",
    "organisations", "payment", "payment_at", "payments", "published", "quarantine", "quarantine_reasons", "reading",
    "spellings", "stream_payments", "supplier", "supplier_organisations", "suppliers", "totals",
]  # fmt: skip
