"""The room as a Django application."""

from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "tallystick.councils"
