"""Addresses of what was sent."""

from django.urls import path

from tallystick.web import converters  # noqa: F401  # what addresses are made of is known once it is read
from tallystick.web.views import alerts

urlpatterns = [
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts.csv", alerts.alerts_csv, name="alerts-csv"),
    path("alerts/<line:number>/", alerts.alert, name="alert"),
]
