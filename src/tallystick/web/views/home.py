"""Home: what is loaded, from whom, for when, how clean, and what to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tallystick.contracts.queries.calendar import mine
from tallystick.lake.store import lookups
from tallystick.lake.store.connection import NothingLoaded
from tallystick.lake.store.home import Home
from tallystick.web import drawing, words
from tallystick.web.addresses import organisation_address
from tallystick.web.deciding import actor
from tallystick.web.kept import ask

_PUBLISHERS_SHOWN = 60
_MISSING_SHOWN = 3


@dataclass(frozen=True)
class Covered:
    """One publisher's months. missing: the months between first and last with no payment, in words."""

    organisation: str | None
    address: str
    first: date
    last: date
    months: int
    missing: str
    amount_pence: int


def home(request: HttpRequest) -> HttpResponse:
    own = mine(actor(request), today=timezone.localdate())
    try:
        totals = ask(lookups.totals)
    except NothingLoaded:
        return render(request, "web/home_empty.html", {"section": "home", "mine": own})
    if not totals.files:
        return render(request, "web/home_empty.html", {"section": "home", "mine": own})
    covered = ask(_coverage)
    return render(
        request,
        "web/home.html",
        {
            "section": "home",
            "mine": own,
            "totals": totals,
            "tasks": _tasks(totals),
            "coverage": covered[:_PUBLISHERS_SHOWN],
            "more_publishers": len(covered) > _PUBLISHERS_SHOWN,
            "coverage_chart": drawing.coverage_chart(publishers=min(len(covered), _PUBLISHERS_SHOWN)),
        },
    )


def _coverage(home: Home) -> list[Covered]:
    """The months of each publisher, in order of name."""
    months = lookups.coverage(home)
    return [_covered(list(rows)) for _, rows in groupby(months, key=lambda row: row.organisation_code)]


def _covered(rows: list[lookups.CoverageRow]) -> Covered:
    have = [row.month for row in rows]
    return Covered(
        organisation=rows[0].organisation,
        address=organisation_address(rows[0].organisation_code),
        first=have[0],
        last=have[-1],
        months=len(have),
        missing=_missing(set(have), have[0], have[-1]),
        amount_pence=sum(row.amount_pence for row in rows),
    )


def _missing(have: set[date], first: date, last: date) -> str:
    """The months from `first` to `last` that are not in `have`: the first few by name, and how many more."""
    gaps = [month for month in _months(first, last) if month not in have]
    named = ", ".join(words.month(gap) for gap in gaps[:_MISSING_SHOWN])
    more = len(gaps) - _MISSING_SHOWN
    return f"{named} and {more} more" if more > 0 else named or "none"


def _months(first: date, last: date) -> Iterable[date]:
    for number in range(12 * first.year + first.month - 1, 12 * last.year + last.month):
        yield date(number // 12, number % 12 + 1, 1)


def _tasks(totals: lookups.Totals) -> list[dict[str, Any]]:
    tasks = []
    if totals.held:
        tasks.append(
            {
                "do": f"Say which files stand: {words.many(totals.held, 'file')} not counted.",
                "why": "Each mostly repeats another, so its payments are in no total until somebody says which counts.",
                "address": reverse("files") + "?outcome=held",
            }
        )
    if totals.quarantined:
        tasks.append(
            {
                "do": f"Look at {words.many(totals.quarantined, 'row')} in quarantine.",
                "why": "They can be mended, released, or marked as no payment.",
                "address": reverse("quarantine"),
            }
        )
    if totals.refused:
        tasks.append(
            {
                "do": f"See why {words.many(totals.refused, 'file was', 'files were')} refused.",
                "why": "Each says what to ask its publisher for.",
                "address": reverse("files") + "?outcome=refused",
            }
        )
    return tasks
