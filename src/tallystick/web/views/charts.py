"""Charts as pictures, kept for as long as what they show is in use."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse

from tallystick.lake.store import lookups, lookups_cube, lookups_suppliers
from tallystick.lake.store.chosen import Chosen
from tallystick.web import charts
from tallystick.web.drawing import LARGEST, pixels
from tallystick.web.kept import edition

_PUBLISHERS_SHOWN = 60
Asked = dict[str, str]


def chart(request: HttpRequest, kind: str) -> HttpResponse:
    """One chart as SVG. What was asked decides it, with the edition: the same address gives the same picture."""
    draw = _KINDS.get(kind)
    shown = edition(settings.TALLYSTICK_HOME)
    if draw is None or shown is None:
        raise Http404
    asked = {name: request.GET[name] for name in ("organisation", "supplier", "search") if request.GET.get(name)}
    width = pixels(request.GET.get("width", ""))
    key = "chart-" + sha256(repr((shown, kind, sorted(asked.items()), width)).encode()).hexdigest()
    picture = caches["drawn"].get(key)
    if picture is None:
        picture = draw(asked, width)
        caches["drawn"].set(key, picture)
    response = HttpResponse(picture, content_type="image/svg+xml")
    if request.GET.get("build") == shown:
        response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def _coverage(asked: Asked, width: int) -> str:
    rows = lookups.coverage(settings.TALLYSTICK_HOME)
    publishers = list(dict.fromkeys(row.organisation_code for row in rows))[:_PUBLISHERS_SHOWN]
    shown = set(publishers)
    return charts.coverage([row for row in rows if row.organisation_code in shown], width=width)


def _months(asked: Asked, width: int) -> str:
    rows = lookups.months(
        settings.TALLYSTICK_HOME, organisation=asked.get("organisation"), supplier=asked.get("supplier")
    )
    return charts.months(rows, width=width)


def _organisations(asked: Asked, width: int) -> str:
    found = lookups.organisations(settings.TALLYSTICK_HOME, search=asked.get("search", ""), page_size=LARGEST)
    return charts.bars(found.rows, name="organisation", width=width)


def _suppliers(asked: Asked, width: int) -> str:
    found = lookups.suppliers(
        settings.TALLYSTICK_HOME,
        search=asked.get("search", ""),
        organisation=asked.get("organisation"),
        page_size=LARGEST,
    )
    return charts.bars(found.rows, name="supplier", width=width)


def _departments(asked: Asked, width: int) -> str:
    found = lookups.departments(
        settings.TALLYSTICK_HOME,
        search=asked.get("search", ""),
        organisation=asked.get("organisation"),
        page_size=LARGEST,
    )
    return charts.bars(found.rows, name="department", width=width)


def _supplier_organisations(asked: Asked, width: int) -> str:
    rows = lookups.supplier_organisations(settings.TALLYSTICK_HOME, asked.get("supplier", ""))
    return charts.bars(rows, name="organisation", width=width)


def _who_months(asked: Asked, width: int) -> str:
    rows = lookups_cube.by_month(settings.TALLYSTICK_HOME, Chosen(suppliers=(asked.get("supplier", ""),)))
    return charts.months(rows, width=width)


def _who_organisations(asked: Asked, width: int) -> str:
    rows = lookups_suppliers.organisations(settings.TALLYSTICK_HOME, asked.get("supplier", ""))
    return charts.bars(rows, name="organisation", width=width)


_KINDS: dict[str, Callable[[Asked, int], Any]] = {
    "coverage": _coverage,
    "months": _months,
    "organisations": _organisations,
    "suppliers": _suppliers,
    "departments": _departments,
    "supplier-organisations": _supplier_organisations,
    "who-months": _who_months,
    "who-organisations": _who_organisations,
}
