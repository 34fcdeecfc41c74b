"""Charts of what is chosen, as pictures, kept for as long as what they show is in use."""

from collections.abc import Callable
from hashlib import sha256
from itertools import groupby
from types import SimpleNamespace

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from tallystick.lake.store import lookups_categories, lookups_cube
from tallystick.lake.store.chosen import Chosen
from tallystick.web import charts
from tallystick.web.choosing import Choice
from tallystick.web.drawing import LARGEST, pixels
from tallystick.web.kept import ask, edition
from tallystick.web.kinds import BANDS
from tallystick.web.money import areas_of, known_parts, year_named

Drawn = Callable[[Chosen, QueryDict, int], str]


def chart(request: HttpRequest, kind: str) -> HttpResponse:
    """One chart as SVG. What was asked decides it, with the edition: the same address gives the same picture."""
    draw = _KINDS.get(kind)
    shown = edition(settings.TALLYSTICK_HOME)
    if draw is None or shown is None:
        raise Http404
    chosen, width = Choice.read(request.GET).chosen, pixels(request.GET.get("width", ""))
    more = tuple(request.GET.get(name, "") for name in ("areas", "search"))
    key = "chart-" + sha256(repr((shown, "money", kind, chosen, more, width)).encode()).hexdigest()
    picture = caches["drawn"].get(key)
    if picture is None:
        picture = draw(chosen, request.GET, width)
        caches["drawn"].set(key, picture)
    response = HttpResponse(picture, content_type="image/svg+xml")
    if request.GET.get("build") == shown:
        response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


def _months(chosen: Chosen, asked: QueryDict, width: int) -> str:
    return charts.months(ask(lookups_cube.by_month, chosen), width=width)


def _years(chosen: Chosen, asked: QueryDict, width: int) -> str:
    rows = ask(lookups_cube.by_year, chosen)
    named = [
        SimpleNamespace(year=year_named(row.year), amount_pence=row.amount_pence)
        for row in rows
        if row.year is not None
    ]
    return charts.years(named, width=width)


def _curve(chosen: Chosen, asked: QueryDict, width: int) -> str:
    points, whole = ask(lookups_cube.curve, chosen), ask(lookups_cube.concentration, chosen)
    shares = [
        (point.suppliers / max(1, whole.suppliers), point.running_pence / max(1, whole.held_pence)) for point in points
    ]
    return charts.curve([(0.0, 0.0), *shares], width=width)


def _suppliers(chosen: Chosen, asked: QueryDict, width: int) -> str:
    found = ask(lookups_categories.suppliers_paid, chosen, search=asked.get("search", ""), page_size=LARGEST)
    return charts.bars(found.rows, name="supplier", width=width)


def _organisations(chosen: Chosen, asked: QueryDict, width: int) -> str:
    return charts.bars(ask(lookups_cube.by_organisation, chosen), name="organisation", width=width)


def _categories(chosen: Chosen, asked: QueryDict, width: int) -> str:
    heads = [row for row in ask(lookups_cube.by_category, chosen) if row.is_ict and row.parent is None]
    heads.sort(key=lambda row: -row.amount_pence)
    return charts.bars(heads, name="name", width=width)


def _kinds(chosen: Chosen, asked: QueryDict, width: int) -> str:
    rows = known_parts(chosen, areas_of(asked))
    drawn = [(label, [row.amount_pence for row in parts]) for label, parts in rows]
    return charts.parts(drawn, names=["Yes", "No", "Not known"], width=width)


def _bands(chosen: Chosen, asked: QueryDict, width: int) -> str:
    rows = sorted(ask(lookups_categories.by_band, chosen), key=lambda row: row.band)
    sums = {band: sum(row.amount_pence for row in found) for band, found in groupby(rows, key=lambda row: row.band)}
    sizes = [sums.get(band, 0) for band, _, _ in BANDS]
    return charts.parts([("The money", sizes)], names=[name for _, name, _ in BANDS], width=width)


_KINDS: dict[str, Drawn] = {
    "months": _months,
    "years": _years,
    "curve": _curve,
    "suppliers": _suppliers,
    "organisations": _organisations,
    "categories": _categories,
    "kinds": _kinds,
    "bands": _bands,
}
"""Every chart of what is chosen, by the name in its address."""
