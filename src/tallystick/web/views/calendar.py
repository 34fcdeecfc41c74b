"""The calendar: what must happen by when over two years, and private addresses by which other calendars read it."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tallystick.contracts.actions import feeds as feed_actions
from tallystick.contracts.choices import KEY_DATES
from tallystick.contracts.queries import feeds, key_dates
from tallystick.contracts.rules.calendar_months import GROUPS, MONTHS
from tallystick.councils.throttling import note_failure, too_many_failures
from tallystick.kit.errors import Refused
from tallystick.lake.store.page import PAGE_SIZE, Page
from tallystick.web import calendar_ics, calendar_pictures, downloads
from tallystick.web.calendar_asking import ANYBODY, KINDS, MINE, STATES, WHENS, CalendarAsked
from tallystick.web.calendar_feeds import MINE as OWN
from tallystick.web.calendar_feeds import PRIVATE, address_of_choices, choice, etag_of, offered, read_choice
from tallystick.web.calendar_figures import figures
from tallystick.web.deciding import actor, decide
from tallystick.web.listing import Asked, Column

_COLUMNS = (
    Column("By when", "due"),
    Column("What", "what"),
    Column("Contract", "contract"),
    Column("Last safe start", "start"),
    Column("Whose", "owner"),
)
_FEEDS = "calendars"


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Two years in a picture, a table and a list: one's own to begin with, where anything is."""
    by, today = actor(request), timezone.localdate()
    wanted = CalendarAsked.read(request.GET, by, today)
    asked = Asked.read(request, _columns(wanted), default="due")
    told = figures(wanted.dates, organisations=len(wanted.organisations), by=by, today=today)
    found = key_dates.key_dates(
        by, wanted.listed, today=today, sort=asked.order, first=(asked.page - 1) * PAGE_SIZE, count=PAGE_SIZE,
        total=wanted.total(told.calendar),
    )  # fmt: skip
    months = told.calendar.months
    plain = {"page": None, "when": None, "month": None}
    return render(request, "web/calendar/calendar.html", {
        "section": "contracts", "today": today, "wanted": wanted, "told": told, "number_of_months": MONTHS,
        "listing": asked.listing(Page(found.rows, found.total, asked.page), name="dates", download="calendar-csv"),
        "pictures": [("wide", calendar_pictures.picture(months, width=calendar_pictures.WIDE)),
                     ("narrow", calendar_pictures.picture(months, width=calendar_pictures.NARROW))],
        "months": [(one, asked.address(**{**plain, "month": f"{one.first:%Y-%m}"})) for one in months],
        "groups": [(code, name) for code, (name, _) in GROUPS.items()],
        "kinds": KINDS, "whens": WHENS, "states": STATES, "kind_names": dict(KEY_DATES),
        "departments": [("", "Any department"), *((one, one) for one in wanted.departments)],
        "addresses": {
            "overdue": asked.address(**{**plain, "when": "overdue"}), "all": asked.address(**plain),
            "no_day": asked.address(**{**plain, "when": "no_day"}),
            "begin": asked.address(**{**plain, "when": "begin"}),
            "anybody": asked.address(page=None, whose=ANYBODY), "mine": asked.address(page=None, whose=MINE),
        },
        "subscribe": _subscribe(wanted),
    })  # fmt: skip


def _columns(wanted: CalendarAsked) -> tuple[Column, ...]:
    """Those of the list: of very many organisations only the first is sorted by, as there may be a million rows."""
    return tuple(replace(one, sort=None) if wanted.many and one.sort != "due" else one for one in _COLUMNS)


def _subscribe(wanted: CalendarAsked) -> str:
    """The page of one's calendars, where what is looked at is chosen already."""
    whose, dates = "", wanted.dates
    if wanted.whose == MINE:
        whose = OWN
    elif dates.organisation:
        whose = choice(dates.organisation, dates.department or "")
    return reverse(_FEEDS) + address_of_choices(whose)


@require_safe
def calendar_csv(request: HttpRequest) -> StreamingHttpResponse:
    """All that the filters leave."""
    by, today = actor(request), timezone.localdate()
    wanted = CalendarAsked.read(request.GET, by, today)
    asked = Asked.read(request, _columns(wanted), default="due")
    rows = key_dates.each(by, wanted.listed, today=today, sort=asked.order)
    kinds = dict(KEY_DATES)
    columns: list[tuple[str, Any]] = [
        ("organisation", lambda row: row.organisation_name), ("department", lambda row: row.department),
        ("reference", lambda row: row.reference), ("contract", lambda row: row.contract_title),
        ("supplier", lambda row: row.suppliers), ("kind", lambda row: kinds.get(row.kind, row.kind)),
        ("what", lambda row: row.what), ("why", lambda row: row.why), ("by", lambda row: row.due),
        ("overdue", lambda row: row.overdue), ("last_safe_start", lambda row: row.last_safe_start),
        ("takes_effect", lambda row: row.takes_effect), ("whose", lambda row: row.owner),
        ("owner_as_written", lambda row: row.owner_name), ("settled", lambda row: row.settled),
        ("working", lambda row: " ".join(row.working)),
    ]  # fmt: skip
    return downloads.table(rows, columns, name="calendar.csv")


@never_cache
def calendars(request: HttpRequest) -> HttpResponse:
    """One's private addresses; after one is made, the address, this once."""
    by, errors, address = actor(request), {}, ""
    choices = offered(by, request.GET.get("whose", ""))
    whose = request.POST.get("whose", request.GET.get("whose", OWN))
    name = request.POST.get("name", "").strip()
    if request.method == "POST":
        try:
            secret = decide(request, feed_actions.make_feed, name=name, **read_choice(whose))
            address = _site(request) + reverse("calendar-feed", args=[secret])
            name = ""
        except Refused as no:
            errors["whose"] = no.reason
    page = {
        "section": "contracts", "errors": errors, "address": address, "choices": choices, "whose": whose, "name": name,
        "feeds": feeds.feeds(by), "webcal": address.replace("http", "webcal", 1) if address else "",
    }  # fmt: skip
    return render(request, "web/calendar/calendars.html", page)


@require_POST
def end_calendar(request: HttpRequest, feed: int) -> HttpResponse:
    decide(request, feed_actions.end_feed, feed=feed)
    messages.success(request, "The private address was ended: nothing can be read at it any more.")
    return redirect(_FEEDS)


@login_not_required
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What a private address tells whoever knows it; nothing of a session, and nothing in it is for anybody else."""
    now, asks = timezone.now(), request.META.get("REMOTE_ADDR", "")
    if too_many_failures(asks, at=now, of=_FEEDS):
        return _plain("Too many addresses that lead nowhere were asked for from here. Wait a minute.\n", status=429)
    found = feeds.feed_of(secret)
    if found is None or (settings.TALLYSTICK_TEAM and found.actor.everything):
        note_failure(asks, at=now, of=_FEEDS)
        return _plain("There is no such calendar, or it was ended.\n", status=404)
    if not feed_actions.note_read(feed=found.id, at=now):
        return _plain("This calendar was read too often just now. Wait a minute.\n", status=429)
    told = feeds.told(found, today=timezone.localdate(now))
    content = calendar_ics.written(found, told, address=_site(request))
    response = HttpResponse(content, content_type=calendar_ics.MEDIA)
    response.headers["Content-Disposition"] = 'inline; filename="tallystick.ics"'
    response.headers["ETag"] = etag_of(content)
    return _private(get_conditional_response(request, etag=response.headers["ETag"], response=response) or response)


def _plain(said: str, *, status: int) -> HttpResponse:
    response = HttpResponse(said, status=status, content_type="text/plain; charset=utf-8")
    if status == 429:
        response.headers["Retry-After"] = "60"
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    for name, value in PRIVATE.items():
        response.headers[name] = value
    return response


def _site(request: HttpRequest) -> str:
    """The address of the site, without a slash at its end."""
    return settings.TALLYSTICK_ADDRESS or request.build_absolute_uri("/").rstrip("/")
