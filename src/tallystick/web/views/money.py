"""Where the money is: by month and year, what is known of who was paid, year on year, and how complete it all is."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from tallystick.lake.store import lookups_cube
from tallystick.lake.store.chosen import Chosen
from tallystick.lake.store.cube_rows import Coverage
from tallystick.lake.store.home import Home
from tallystick.web import downloads, words
from tallystick.web.choosing import Choice
from tallystick.web.downloads import pounds_and_pence
from tallystick.web.drawn import chosen_chart
from tallystick.web.kept import ask
from tallystick.web.money import area_errors, areas_of, known_parts, money_page, year_named, year_payments

_BASES = (("financial", "Financial years, from April"), ("calendar", "Calendar years"))
_LIKE = (("", "Everything"), ("yes", "Like for like"))
_MISSING_SHOWN = 6


def money(request: HttpRequest) -> HttpResponse:
    """By month and by financial year."""
    choice, page = money_page(request, "money")
    months, years = ask(lookups_cube.by_month, choice.chosen), ask(lookups_cube.by_year, choice.chosen)
    return render(
        request,
        "web/money/months.html",
        {
            **page,
            "months": [(row, choice.payments(month=row.month) if row.month else None) for row in months],
            "years": [
                (row, year_named(row.year) if row.year else None, year_payments(choice, row.year)) for row in years
            ],
            "organisations_paid": ask(lookups_cube.by_organisation, choice.chosen),
            "months_chart": chosen_chart("months", choice, f"Paid by month, {page['in_words']}."),
            "years_chart": chosen_chart("years", choice, f"Paid by financial year, {page['in_words']}."),
            "download": choice.address("money-csv"),
        },
    )


def money_csv(request: HttpRequest) -> StreamingHttpResponse:
    rows = lookups_cube.by_month(settings.TALLYSTICK_HOME, Choice.read(request.GET).chosen)
    columns = (
        ("month", lambda row: f"{row.month:%Y-%m}" if row.month else None),
        ("amount", lambda row: pounds_and_pence(row.amount_pence)),
        ("payments", lambda row: row.payments),
    )
    return downloads.table(rows, columns, name="money-by-month.csv")


def kinds(request: HttpRequest) -> HttpResponse:
    """What went to small firms, to the voluntary sector, and to local suppliers, as far as that is known."""
    choice, page = money_page(request, "money-kinds")
    areas = areas_of(request.GET)
    rows = known_parts(choice.chosen, areas)
    caption = "What is known of those who were paid: yes, no, or not known."
    return render(
        request,
        "web/money/kinds.html",
        {
            **page,
            "more_fields": "web/money/kinds_fields.html",
            "rows": rows,
            "areas": ", ".join(areas),
            "typed": request.GET.get("areas", ""),
            "errors": {**page["errors"], **area_errors(request.GET)},
            "chart": chosen_chart("kinds", choice, caption, rows=len(rows), areas=",".join(areas)),
            "download": choice.address("money-kinds-csv", areas=",".join(areas)),
        },
    )


def kinds_csv(request: HttpRequest) -> StreamingHttpResponse:
    found = known_parts(Choice.read(request.GET).chosen, areas_of(request.GET))
    rows = [(label, row) for label, parts in found for row in parts]
    columns = (
        ("kind", lambda row: row[0]),
        ("value", lambda row: row[1].value),
        ("suppliers", lambda row: row[1].suppliers),
        ("payments", lambda row: row[1].payments),
        ("amount", lambda row: pounds_and_pence(row[1].amount_pence)),
    )
    return downloads.table(rows, columns, name="money-by-kind.csv")


def years(request: HttpRequest) -> HttpResponse:
    """Each year beside the one before: everything, or like for like."""
    choice, page = money_page(request, "money-years")
    financial, like = request.GET.get("years") != "calendar", request.GET.get("like") == "yes"
    rows = ask(lookups_cube.year_on_year, choice.chosen, financial=financial)
    return render(
        request,
        "web/money/years.html",
        {
            **page,
            "more_fields": "web/money/years_fields.html",
            "rows": [
                (
                    row,
                    year_named(row.year, financial=financial),
                    row.like_pence if like else row.amount_pence,
                    row.like_before_pence if like else row.before_pence,
                    year_payments(choice, row.year, financial=financial),
                )
                for row in rows
            ],
            "like": like,
            "likes": _LIKE,
            "like_asked": "yes" if like else "",
            "bases": _BASES,
            "basis": "financial" if financial else "calendar",
            "download": choice.address("money-years-csv", years=None if financial else "calendar"),
        },
    )


def years_csv(request: HttpRequest) -> StreamingHttpResponse:
    financial = request.GET.get("years") != "calendar"
    chosen = Choice.read(request.GET).chosen
    rows = lookups_cube.year_on_year(settings.TALLYSTICK_HOME, chosen, financial=financial)
    columns = (
        ("year", lambda row: year_named(row.year, financial=financial)),
        ("payments", lambda row: row.payments),
        ("amount", lambda row: pounds_and_pence(row.amount_pence)),
        ("year_before", lambda row: pounds_and_pence(row.before_pence)),
        ("like_for_like", lambda row: pounds_and_pence(row.like_pence)),
        ("like_for_like_year_before", lambda row: pounds_and_pence(row.like_before_pence)),
        ("like_for_like_months", lambda row: row.like_months),
    )
    return downloads.table(rows, columns, name="money-year-on-year.csv")


def coverage(request: HttpRequest) -> HttpResponse:
    """How complete the figures are, publisher by publisher."""
    choice, page = money_page(request, "money-coverage")
    rows = ask(lookups_cube.coverage, choice.chosen)
    return render(
        request,
        "web/money/coverage.html",
        {
            **page,
            "rows": [(row, missing_named(row, choice)) for row in rows],
            "download": choice.address("money-coverage-csv"),
        },
    )


def coverage_csv(request: HttpRequest) -> StreamingHttpResponse:
    rows = lookups_cube.coverage(settings.TALLYSTICK_HOME, Choice.read(request.GET).chosen)
    pence = ("amount_pence", "redacted_pence", "undated_pence", "doubtful_pence", "settled_pence")
    columns = [
        ("organisation_code", lambda row: row.organisation_code),
        ("organisation", lambda row: row.organisation),
        ("first_month", lambda row: f"{row.first_month:%Y-%m}" if row.first_month else None),
        ("last_month", lambda row: f"{row.last_month:%Y-%m}" if row.last_month else None),
        ("months", lambda row: row.months),
        ("missing_months", lambda row: row.missing),
        ("payments", lambda row: row.payments),
        *[(name.removesuffix("_pence"), lambda row, name=name: pounds_and_pence(getattr(row, name))) for name in pence],
    ]
    return downloads.table(rows, columns, name="money-coverage.csv")


def missing_named(row: Coverage, choice: Choice) -> str:
    """The months for which a publisher has nothing: the first few, and how many more."""
    if not row.missing or not row.organisation_code:
        return "none" if not row.missing else words.many(row.missing, "month")
    months = ask(_missing, row.organisation_code, choice.chosen)
    more = len(months) - _MISSING_SHOWN
    named = ", ".join(words.month(month) for month in months[:_MISSING_SHOWN])
    return f"{named} and {more} more" if more > 0 else named


def _missing(home: Home, code: str, chosen: Chosen) -> list[date]:
    return lookups_cube.missing_months(home, code, chosen)
