"""Serve the site from this computer, to this computer."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from urllib.request import ProxyHandler, build_opener

from tallystick.kit.errors import Refused
from tallystick.lake.store.home import Home

_log = logging.getLogger("tallystick")

THREADS = 8
LARGEST_REQUEST_BYTES = 4 * 1024**3
"""Beyond what an upload may be, so that it is the form that says so and not a closed connection."""

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
    """Serves until it is interrupted. First brings figures up to date with what was decided.

    port: 0 for any that is free. ready: told the address as soon as the site answers there.
    Raises Refused if the port is taken. The record must be open (`intake.record.open_record`).
    """
    from waitress.server import create_server

    from tallystick.categories.actions import follow
    from tallystick.config.wsgi import application
    from tallystick.intake import actions
    from tallystick.lake.store import lookups

    try:
        actions.apply(home=home, at=now)
        follow(home=home, at=now)
    except Refused as no:
        # Another load is running, or an old build must be made again: the site says so itself where it matters.
        _log.warning("The figures were not brought up to date: %s", no)
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
    threading.Thread(target=_warm, args=(address,), daemon=True).start()
    if ready:
        ready(address)
    try:
        server.run()
    except KeyboardInterrupt:
        server.close()


def _warm(address: str) -> None:
    """Asks for the pages that people begin with, so that the first of them does not wait for look-ups and drawing."""
    # This computer's own address is never asked for through a proxy.
    opener = build_opener(ProxyHandler({}))
    for path in _BEGINNINGS:
        try:
            with opener.open(address + path, timeout=30) as page:
                page.read()
        except OSError:
            # The site was stopped, or says for itself what is wrong.
            return
