"""Addresses of the calendar, and of the private ones by which other calendars read it."""

from django.urls import path

from tallystick.web import converters  # noqa: F401  # what addresses are made of is known once it is read
from tallystick.web.views import calendar

urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar.csv", calendar.calendar_csv, name="calendar-csv"),
    path("calendar/yours/", calendar.calendars, name="calendars"),
    path("calendar/yours/<line:feed>/end/", calendar.end_calendar, name="calendar-end"),
    path("calendar/<slug:secret>.ics", calendar.feed, name="calendar-feed"),
]
