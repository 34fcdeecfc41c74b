"""Serve the site from this computer, to this computer."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, QueryDict
from django.urls import resolve

from tallystick.kit.dates import london_day
from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home

_log = logging.getLogger("tallystick")

THREADS = 8
LARGEST_REQUEST_BYTES = 4 * 1024**3
"""Beyond what an upload may be, so that it is the form that says so and not a closed connection."""

_PROXY = {
    "trusted_proxy": "127.0.0.1",
    "trusted_proxy_count": 1,
    "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"},
}
"""A proxy on this machine says who asked, and that it was by HTTPS; what anybody else says of it is not believed."""

_BEGINNINGS = (
    "",
    "charts/coverage.svg",
    "spend/organisations/",
    "spend/suppliers/",
    "spend/months/",
    "spend/departments/",
    "spend/payments/",
    "spend/payments/?sort=-amount",
    "suppliers/",
    "suppliers/review/",
    "categories/",
    "money/",
    "files/",
)


def serve(
    home: Home, *, port: int, now: datetime, host: str = "127.0.0.1", ready: Callable[[str], None] | None = None
) -> None:
    """Serves until it is interrupted. Meanwhile brings figures up to date with what was decided; pages say so.

    port: 0 for any that is free. ready: told the address as soon as the site answers there.
    Raises Refused if the port is taken. The record must be open (`intake.record.open_record`).
    """
    from waitress.server import create_server

    from tallystick.config.wsgi import application
    from tallystick.lake.store import lookups
    from tallystick.web import starting

    try:
        server = create_server(
            application,
            host=host,
            port=port,
            threads=THREADS,
            max_request_body_size=LARGEST_REQUEST_BYTES,
            channel_timeout=300,
            ident="Tallystick",
            clear_untrusted_proxy_headers=True,
            **_PROXY if settings.TALLYSTICK_HTTPS else {},
        )
    except OSError as error:
        raise Refused(
            f"Port {port} of this computer is taken, or may not be used.",
            what_to_do="Choose another with --port, or --port 0 for any that is free.",
        ) from error
    address = f"http://{host}:{server.effective_port}/"
    # Before any other thread: DuckDB imports pandas at its first question, and a chart that is drawn meanwhile would
    # find half of it.
    lookups.warm()
    # The map of addresses brings in every page: now, and not while the first visitor waits.
    resolve("/")
    starting.following.set()
    threading.Thread(target=_make_ready, args=(home, now), daemon=True).start()
    if ready:
        ready(address)
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()


def _make_ready(home: Home, now: datetime) -> None:
    """Brings figures up to date with what was decided, and key dates with today; then fetches the pages that people
    begin with."""
    from django.core.management import call_command
    from django.db import connection

    from tallystick.categories.actions import follow
    from tallystick.contracts.actions import recognise
    from tallystick.contracts.actions.reckoning import reckon_due
    from tallystick.intake import actions
    from tallystick.web import starting

    try:
        actions.apply(home=home, at=now)
        follow(home=home, at=now)
        recognise(home=home)
    except Refused as no:
        # Another load is running, or an old build must be made again: the site says so itself where it matters.
        _log.warning("The figures were not brought up to date: %s", no)
    finally:
        starting.following.clear()
    try:
        reckon_due(today=london_day(now))
        call_command("clearsessions")
        _warm()
    finally:
        connection.close()


def _warm() -> int:
    """Makes the pages that people begin with, so that the first of them does not wait for look-ups and drawing.

    Within this process and for nobody: no answer leaves it. Gives how many were made.
    """
    for made, path in enumerate(_BEGINNINGS):
        page, _, asked = path.partition("?")
        request = HttpRequest()
        request.method, request.path, request.path_info = "GET", f"/{page}", f"/{page}"
        request.META = {"SERVER_NAME": "localhost", "SERVER_PORT": "80", "QUERY_STRING": asked}
        request.GET = QueryDict(asked)
        request.user = AnonymousUser()
        request.resolver_match = found = resolve(request.path)
        try:
            found.func(request, *found.args, **found.kwargs)
        except (Refused, Http404):
            # Nothing is loaded, or it must be loaded again: the page says so itself.
            return made
    return len(_BEGINNINGS)
