"""How much may still be changed over all contracts: pounds and months under each limb, and what is not known."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from tallystick.contracts.queries import headroom as portfolio
from tallystick.contracts.queries.headroom import Asked, Left, Total
from tallystick.contracts.rules.change_facts import UNKNOWN
from tallystick.councils import queries as councils
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web import downloads, pictures
from tallystick.web.deciding import actor
from tallystick.web.headroom_figures import figures
from tallystick.web.listing import Asked as ListAsked
from tallystick.web.listing import Column

_COLUMNS = (
    Column("Contract", "title"),
    Column("Law"),
    Column("Left for small changes", "slight", numeric=True),
    Column("Half the value, in one change", "half", numeric=True),
    Column("Left of the term", "term", numeric=True),
    Column("End", "end"),
)
_LAWS = {
    "PA2023": "Procurement Act 2023",
    "PCR2015": "Regulations of 2015",
    "NOT_COVERED": "Neither",
    "UNKNOWN": "Not known",
}
_VAT = {"inclusive": "with VAT", "exclusive": "without VAT", "unknown": "VAT not known"}
_KNOWN = (("", "Known or not"), ("yes", "All is known"), ("no", "Something is not known"))
_OVER = (("", "Any"), ("yes", "Nothing left for small changes"))


def headroom(request: HttpRequest) -> HttpResponse:
    """The portfolio: totals by law, a picture of the limbs, why what is not known is not, and each contract."""
    by, today = actor(request), timezone.localdate()
    asked = ListAsked.read(request, _COLUMNS, default="slight")
    wanted = _wanted(request)
    ours = councils.organisations(by=by)
    told = figures(wanted, organisations=len(ours), by=by, today=today)
    rows = portfolio.headroom(
        wanted, by=by, today=today, sort=asked.order, first=(asked.page - 1) * PAGE_SIZE, count=PAGE_SIZE
    )
    page = Page(tuple((row, words_of(row)) for row in rows), told.totals.contracts, asked.page)
    known = _known(told.totals.by_regime)
    return render(request, "web/headroom.html", {
        "section": "contracts", "listing": asked.listing(page, name="contracts", download="headroom-csv"),
        "totals": [(_LAWS[one.regime], _VAT.get(one.vat, one.vat), one, months(one.term_tenths)) for one in
                   told.totals.by_regime],
        "unknown": [(UNKNOWN.get(code, code), number) for code, number in told.totals.unknown.items()],
        "waiting": told.totals.waiting, "kept": told.kept, "several": len(ours) > 1,
        "organisations": [("", "All organisations"), *((one.code, one.name) for one in ours)] if len(ours) > 1 else [],
        "regimes": [("", "Any law"), *_LAWS.items()], "knowns": _KNOWN, "overs": _OVER, "laws": _LAWS,
        "pictures": [("wide", pictures.bars(known, width=pictures.WIDE)),
                     ("narrow", pictures.bars(known, width=pictures.NARROW))] if told.totals.contracts else [],
        "counted": known,
    })  # fmt: skip


def headroom_csv(request: HttpRequest) -> StreamingHttpResponse:
    """All contracts that the filters leave, with what is left to each."""
    asked = ListAsked.read(request, _COLUMNS, default="slight")
    found = portfolio.each(_wanted(request), by=actor(request), today=timezone.localdate(), sort=asked.order)
    columns: list[tuple[str, Any]] = [
        ("organisation", lambda row: row.organisation_name), ("reference", lambda row: row.reference),
        ("title", lambda row: row.title), ("supplier", lambda row: row.suppliers), ("end", lambda row: row.end),
        ("regime", lambda row: row.regime), ("vat", lambda row: row.vat),
        ("value", lambda row: downloads.pounds_and_pence(row.value_pence)),
        ("left_for_small_changes", lambda row: downloads.pounds_and_pence(row.slight_pence)),
        ("half_the_value_in_one_change", lambda row: downloads.pounds_and_pence(row.half_pence)),
        ("left_of_the_term_in_months", lambda row: months(row.term_tenths)),
        ("not_known", lambda row: "; ".join(UNKNOWN.get(code, code) for code in row.unknown)),
    ]  # fmt: skip
    return downloads.table(found, columns, name="headroom.csv")


def words_of(row: Left) -> dict[str, Any]:
    """What of a row takes words: its law, what is left of its term, and each thing that is not known."""
    return {
        "law": _LAWS.get(row.regime, row.regime),
        "vat": _VAT.get(row.vat, ""),
        "term": months(row.term_tenths),
        "unknown": [UNKNOWN.get(code, code) for code in row.unknown],
    }


def months(tenths: int | None) -> str:
    """``6``, ``3.5``; "" where not known."""
    if tenths is None:
        return ""
    whole, rest = divmod(abs(tenths), 10)
    return f"{'−' if tenths < 0 else ''}{whole}{f'.{rest}' if rest else ''}"


def _known(by_regime: Sequence[Total]) -> list[tuple[str, int]]:
    """Of how many contracts each figure is known, for the picture."""
    return [
        ("Contracts", sum(one.contracts for one in by_regime)),
        ("Law known", sum(one.contracts for one in by_regime if one.regime != "UNKNOWN")),
        ("Small changes", sum(one.slight_known for one in by_regime)),
        ("Half the value", sum(one.half_known for one in by_regime)),
        ("Term", sum(one.term_known for one in by_regime)),
    ]


def _wanted(request: HttpRequest) -> Asked:
    return Asked(
        text=request.GET.get("text", "")[:300],
        organisation=request.GET.get("organisation", ""),
        department=request.GET.get("department", ""),
        regime=request.GET.get("regime", ""),
        known=request.GET.get("known", ""),
        over=request.GET.get("over") == "yes",
    )
