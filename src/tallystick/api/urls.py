"""Addresses of the HTTP interface."""

from collections.abc import Sequence

from django.urls import URLPattern, URLResolver, path, re_path

from tallystick.api import calendar, changing, contracts, describing, governing, measurements, people, registers, rows
from tallystick.api.door import api

for _router in (describing, contracts, calendar, registers, governing, changing, rows, people, measurements):
    api.add_router("", _router.router)

FOR_SUPPLIERS = "measurements"
"""The one address that takes no person's token: it asks for a supplier's itself."""


def _marked(patterns: Sequence[URLPattern | URLResolver]) -> Sequence[URLPattern | URLResolver]:
    for one in patterns:
        if isinstance(one, URLPattern) and str(one.pattern) == FOR_SUPPLIERS:
            one.callback.login_required = False  # type: ignore[attr-defined]
    return patterns


_patterns, _app, _namespace = api.urls
urlpatterns = [
    path("v1/", (_marked(_patterns), _app, _namespace)),
    re_path(r"^(?P<rest>.*)$", describing.nowhere, name="api-nowhere"),
]
