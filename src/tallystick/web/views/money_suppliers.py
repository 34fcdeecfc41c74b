"""Where the money is, by supplier: how concentrated, the tail, who is shared, who is new and who has gone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from tallystick.lake.store import lookups_cube, lookups_cube_lists
from tallystick.lake.store.chosen import Chosen
from tallystick.web import downloads
from tallystick.web.choosing import Choice
from tallystick.web.downloads import ALL_ROWS, pounds_and_pence
from tallystick.web.drawn import chosen_chart
from tallystick.web.kept import ask
from tallystick.web.listing import Asked, Column
from tallystick.web.money import money_page, months_before, nameless, period_named, year_to

_RANKED = (
    Column("Place", "place", numeric=True),
    Column("Supplier", "supplier"),
    Column("Paid", "amount", numeric=True, falls=True),
    Column("Share"),
    Column("Together"),
    Column("Payments", "payments", numeric=True, falls=True),
    Column("Publishers", "organisations", numeric=True, falls=True),
)
_TAIL = (_RANKED[0], _RANKED[1], _RANKED[2], _RANKED[5], _RANKED[6])
_SHARED = (
    Column("Supplier", "supplier"),
    Column("Paid by those chosen", "amount", numeric=True, falls=True),
    Column("Payments", "payments", numeric=True, falls=True),
    Column("Of those chosen", "organisations", numeric=True, falls=True),
    Column("Of the others", "others", numeric=True, falls=True),
    Column("Paid by the others", "others-amount", numeric=True, falls=True),
)
_CHANGED = (
    Column("Supplier", "supplier"),
    Column("Is"),
    Column("Paid", "amount", numeric=True, falls=True),
    Column("Payments", "payments", numeric=True, falls=True),
    Column("Paid before", "before", numeric=True, falls=True),
)
WHAT = (("", "New and gone"), ("new", "New"), ("gone", "Gone"), ("both", "Paid in both"))
MOST_PERCENT = 99
_LARGEST_RATE = Decimal(100_000)


def largest(request: HttpRequest) -> HttpResponse:
    """How concentrated the money is, with the curve, and every supplier in order."""
    choice, page = money_page(request, "money-largest")
    asked = Asked.read(request, _RANKED, default="place")
    search = request.GET.get("search", "")
    found = ask(lookups_cube_lists.ranked, choice.chosen, search=search, sort=asked.order, page=asked.page)
    measured = ask(lookups_cube.concentration, choice.chosen)
    return render(
        request,
        "web/money/largest.html",
        {
            **page,
            "more_fields": "web/money/search.html",
            "listing": asked.listing(found, name="suppliers", download="money-largest-csv"),
            "rows": [(row, choice.payments(supplier_id=row.supplier_id)) for row in found.rows],
            "search": search,
            "nameless": nameless(choice.chosen),
            "measured": measured,
            "points": [point for point in ask(lookups_cube.curve, choice.chosen) if point.percent % 10 == 0],
            "chart": chosen_chart("curve", choice, "Share of the money that the largest suppliers have together."),
        },
    )


def largest_csv(request: HttpRequest) -> StreamingHttpResponse:
    asked = Asked.read(request, _RANKED, default="place")
    found = _all_ranked(request, asked, after=0)
    return downloads.table(found, _RANKED_CSV, name="largest-suppliers.csv")


def tail(request: HttpRequest) -> HttpResponse:
    """Suppliers outside the largest: how many, how much, and what their payments cost at a rate that a person gives."""
    choice, page = money_page(request, "money-tail")
    asked = Asked.read(request, _TAIL, default="place")
    percent, rate, errors = _tail_asked(request)
    measured = ask(lookups_cube.tail, choice.chosen, percent=percent)
    search = request.GET.get("search", "")
    found = ask(
        lookups_cube_lists.ranked, choice.chosen, after=measured.large_suppliers, search=search, sort=asked.order,
        page=asked.page,
    )  # fmt: skip
    return render(
        request,
        "web/money/tail.html",
        {
            **page,
            "more_fields": "web/money/tail_fields.html",
            "errors": {**choice.errors, **errors},
            "listing": asked.listing(
                found, name="supplier in the tail,suppliers in the tail", download="money-tail-csv"
            ),
            "rows": [(row, choice.payments(supplier_id=row.supplier_id)) for row in found.rows],
            "search": search,
            "percent": percent,
            "rate": rate,
            "measured": measured,
            "cost_pence": measured.cost_pence(rate) if rate is not None else None,
        },
    )


def tail_csv(request: HttpRequest) -> StreamingHttpResponse:
    percent, _, _ = _tail_asked(request)
    chosen = Choice.read(request.GET).chosen
    measured = lookups_cube.tail(settings.TALLYSTICK_HOME, chosen, percent=percent)
    asked = Asked.read(request, _TAIL, default="place")
    found = _all_ranked(request, asked, after=measured.large_suppliers)
    return downloads.table(found, _RANKED_CSV, name="tail-suppliers.csv")


_RANKED_CSV = (
    ("place", lambda row: row.place),
    ("supplier_id", lambda row: row.supplier_id),
    ("supplier", lambda row: row.supplier),
    ("amount", lambda row: pounds_and_pence(row.amount_pence)),
    ("together", lambda row: pounds_and_pence(row.running_pence)),
    ("payments", lambda row: row.payments),
    ("organisations", lambda row: row.organisations),
)


def shared(request: HttpRequest) -> HttpResponse:
    """Suppliers that several publishers pay."""
    choice, page = money_page(request, "money-shared")
    asked = Asked.read(request, _SHARED, default="-amount")
    search = request.GET.get("search", "")
    found = ask(lookups_cube_lists.shared, choice.chosen, search=search, sort=asked.order, page=asked.page)
    return render(
        request,
        "web/money/in_common.html",
        {
            **page,
            "more_fields": "web/money/search.html",
            "listing": asked.listing(found, name="shared suppliers", download="money-shared-csv"),
            "rows": [
                (
                    row,
                    choice.payments(supplier_id=row.supplier_id),
                    choice.payments(supplier_id=row.supplier_id, organisation=None),
                )
                for row in found.rows
            ],
            "search": search,
        },
    )


def shared_csv(request: HttpRequest) -> StreamingHttpResponse:
    asked = Asked.read(request, _SHARED, default="-amount")
    found = lookups_cube_lists.shared(
        settings.TALLYSTICK_HOME, Choice.read(request.GET).chosen,
        search=request.GET.get("search", ""), sort=asked.order, page_size=ALL_ROWS,
    )  # fmt: skip
    columns = (
        ("supplier_id", lambda row: row.supplier_id),
        ("supplier", lambda row: row.supplier),
        ("amount", lambda row: pounds_and_pence(row.amount_pence)),
        ("payments", lambda row: row.payments),
        ("organisations", lambda row: row.organisations),
        ("other_organisations", lambda row: row.other_organisations),
        ("other_payments", lambda row: row.other_payments),
        ("other_amount", lambda row: pounds_and_pence(row.other_pence)),
    )
    return downloads.table(found.rows, columns, name="shared-suppliers.csv")


def changes(request: HttpRequest) -> HttpResponse:
    """Suppliers that are new in a period, and those that were paid in the one before and are not in it."""
    choice, page = money_page(request, "money-changes")
    asked = Asked.read(request, _CHANGED, default="-largest")
    now, before, periods = _two_periods(choice, page["totals"].last_month)
    what, search = request.GET.get("what", ""), request.GET.get("search", "")
    found = ask(
        lookups_cube_lists.new_and_gone, now, before, what=what, search=search, sort=asked.order, page=asked.page
    )
    return render(
        request,
        "web/money/changes.html",
        {
            **page,
            "more_fields": "web/money/changes_fields.html",
            "listing": asked.listing(found, name="suppliers", download="money-changes-csv"),
            "rows": [(row, *_both_payments(choice, row.supplier_id, periods)) for row in found.rows],
            "sums": ask(lookups_cube_lists.changed, now, before),
            "search": search,
            "what": what,
            "whats": WHAT,
            "now": period_named(*periods[:2]),
            "then": period_named(*periods[2:]),
            "periods": periods,
        },
    )


def changes_csv(request: HttpRequest) -> StreamingHttpResponse:
    home, choice = settings.TALLYSTICK_HOME, Choice.read(request.GET)
    asked = Asked.read(request, _CHANGED, default="-largest")
    now, before, _ = _two_periods(choice, lookups_cube.totals(home, choice.chosen).last_month)
    found = lookups_cube_lists.new_and_gone(
        home, now, before,
        what=request.GET.get("what", ""), search=request.GET.get("search", ""), sort=asked.order, page_size=ALL_ROWS,
    )  # fmt: skip
    columns = (
        ("supplier_id", lambda row: row.supplier_id),
        ("supplier", lambda row: row.supplier),
        ("what", lambda row: row.what),
        ("amount", lambda row: pounds_and_pence(row.amount_pence)),
        ("payments", lambda row: row.payments),
        ("amount_before", lambda row: pounds_and_pence(row.before_pence)),
        ("payments_before", lambda row: row.before_payments),
    )
    return downloads.table(found.rows, columns, name="new-and-gone.csv")


def _all_ranked(request: HttpRequest, asked: Asked, *, after: int) -> Any:
    chosen, search = Choice.read(request.GET).chosen, request.GET.get("search", "")
    home = settings.TALLYSTICK_HOME
    found = lookups_cube_lists.ranked(home, chosen, after=after, search=search, sort=asked.order, page_size=ALL_ROWS)
    return found.rows


def _tail_asked(request: HttpRequest) -> tuple[int, int | None, dict[str, str]]:
    """The percentage that the largest are to hold, the pence that a payment costs if given, and what is wrong."""
    errors: dict[str, str] = {}
    percent = request.GET.get("percent", "").strip() or "80"
    if not (percent.isascii() and percent.isdigit() and len(percent) < 3 and 1 <= int(percent) <= MOST_PERCENT):
        errors["percent"] = f"“The largest hold” must be a whole number from 1 to {MOST_PERCENT}"
        percent = "80"
    text = request.GET.get("rate", "").replace("£", "").replace(",", "").strip()
    rate: int | None = None
    if text:
        try:
            amount = Decimal(text)
            if not amount.is_finite() or not 0 <= amount <= _LARGEST_RATE:
                raise InvalidOperation
            rate = int((amount * 100).to_integral_value())
        except InvalidOperation:
            errors["rate"] = "“Cost of one payment” must be an amount in pounds such as 25"
    return int(percent), rate, errors


def _two_periods(choice: Choice, last: date | None) -> tuple[Chosen, Chosen, tuple[date, date, date, date]]:
    """What is chosen in the period asked for, and in the one before it.

    A period that is not asked for is the twelve months to the last with a payment, and one before as long as it.
    """
    end = choice.month_to or last or choice.month_from or date(2000, 12, 1)
    first = choice.month_from or year_to(end)
    then_first, then_last = months_before(first, end)
    then_last = choice.then_to or then_last
    then_first = min(choice.then_from or then_first, then_last)
    now = replace(choice.chosen, first_month=first, last_month=end)
    return now, replace(now, first_month=then_first, last_month=then_last), (first, end, then_first, then_last)


def _both_payments(choice: Choice, supplier_id: str, periods: tuple[date, date, date, date]) -> tuple[str, str]:
    first, last, then_first, then_last = periods
    now = choice.payments(month=first, last=last, supplier_id=supplier_id)
    return now, choice.payments(month=then_first, last=then_last, supplier_id=supplier_id)
