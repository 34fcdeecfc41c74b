"""Every table of a build, each from those before it."""

from collections.abc import Callable
from typing import Protocol

import ibis.expr.types as ir

from tallystick.lake.tables import names, payments, summaries

EVIDENCE = ("mention_id", "organisation_id", "supplier_number", "vat_number", "postcode")


class Make(Protocol):
    """Runs an expression, keeps what it gives under a name, and gives it back as a table.

    lasting: False for what is needed only until all tables are made.
    """

    def __call__(self, name: str, expression: ir.Table, *, lasting: bool = True) -> ir.Table: ...


def lay(files: ir.Table, tidy: ir.Table, make: Make, say: Callable[[str], None]) -> None:
    """Make every table that comes from payments.

    files: one row a file, with at least sha256, file_id, first_payment_id, outcome, standing, quarantined,
    quarantined_pence. tidy: the tidy payments of the files that stand, with `position`.
    """
    say("Gathering payments")
    files = make("files", files)
    organisations = make("organisations", names.organisations(tidy))
    named = make("named", names.named(tidy), lasting=False)
    written = make("written", names.written(named), lasting=False)
    mentioned = make("mentioned", names.mentioned(named, written), lasting=False)
    make("mentions", names.mentions(mentioned).order_by("mention_id"))
    make("spellings", names.spellings(written))
    suppliers = make("suppliers", names.suppliers(written), lasting=False)
    departments = make("departments", names.departments(tidy))
    descriptions = make("descriptions", names.descriptions(tidy))
    accounts = make("accounts", names.accounts(tidy))
    codes = make("codes", names.codes(tidy))
    texts = (organisations, mentioned, departments, descriptions, accounts, codes)
    read = make("paid", payments.paid(tidy, files, *texts), lasting=False)
    lines = make("lines", payments.lines(read))
    make("mention_evidence", payments.evidence(read).order_by(*EVIDENCE))
    paid = make("payments", payments.payments(read, lines))
    say("Adding up")
    paired = summaries.by_supplier_organisation(paid).order_by("organisation_id", "supplier_id")
    paired = make("by_supplier_organisation", paired)
    monthly = make("by_month", summaries.by_month(paid).order_by("organisation_id", "month"))
    supplied = make("by_supplier", summaries.by_supplier(paired, suppliers))
    make("by_department", summaries.by_department(paid).order_by("organisation_id", "department_id"))
    make("by_description", summaries.by_description(paid))
    make("by_file", summaries.by_file(paid))
    publishing = make("by_organisation", summaries.by_organisation(paid, paired, monthly, organisations))
    make("totals", summaries.totals(publishing, supplied, monthly, files))
