"""Addresses of the whole site."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("tallystick.api.urls")),
    path("", include("tallystick.web.urls")),
    path("", include("tallystick.web.urls_signing")),
    path("", include("tallystick.web.urls_governing")),
    path("", include("tallystick.web.urls_alerts")),
    path("", include("tallystick.web.urls_calendar")),
    path("", include("tallystick.web.urls_changes")),
    path("", include("tallystick.web.urls_decide")),
    path("", include("tallystick.web.urls_partnerships")),
    path("", include("tallystick.web.urls_registers")),
    path("", include("tallystick.web.urls_contracts")),
]
handler400 = "tallystick.web.views.errors.bad_request"
handler403 = "tallystick.web.views.errors.forbidden"
handler404 = "tallystick.web.views.errors.not_found"
handler429 = "tallystick.web.views.errors.too_many"
handler500 = "tallystick.web.views.errors.broken"
